// globals(), locals(), vars(), dir(): the names of a scope, of a module, of an object. Compiled
// code says of which scope; called through another name they do not know it.
#include "runtime/core/attribute.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/list_sort.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/str.h"
#include "runtime/core/unit_module.h"

// A view of a module's variables: reads and writes them.
typedef struct {
    Object head;
    Value module;
} Namespace;
NATIVE_CLASS_CHECK(Namespace, NAMESPACE);

static ResultWord unknown_scope(RtState *rt, const char *name) {
    return error_format(rt, CLASS_NOT_IMPLEMENTED_ERROR,
                        "unsupported: %s() called through another name", name);
}

ResultWord rt_native_GLOBALS(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return unknown_scope(rt, "globals");
    Value module = rt_dict_get_str(rt, unit_module_table(rt), value_ref(args[0]));
    if (module == VALUE_UNDEFINED) return unknown_scope(rt, "globals");
    Namespace *made = native_object_new(rt, CLASS_NAMESPACE);
    made->module = module;
    return word_object(made);
}

// A name of such a module that its text does not bind.
ResultWord rt_native_GLOBAL_NAME(RtState *rt, const Value *args) {
    Value module = rt_dict_get_str(rt, unit_module_table(rt), value_ref(args[0]));
    Value found = VALUE_UNDEFINED;
    if (module != VALUE_UNDEFINED) {
        found = rt_dict_get_str(rt, value_ref(((ModuleObject *)value_ref(module))->dict),
                                value_ref(args[1]));
        value_release(rt, module);
    }
    if (found != VALUE_UNDEFINED) return word_ok(found);
    return error_format(rt, CLASS_NAME_ERROR, "name '%S' is not defined", value_ref(args[1]));
}

ResultWord rt_native_LOCALS(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return unknown_scope(rt, "locals");
    const Tuple *names = value_ref(args[0]), *values = value_ref(args[1]);
    Dict *dict = dict_new(rt, names->len);
    for (u32 i = 0; i < names->len; i++) {
        if (values->items[i] == VALUE_UNDEFINED) continue;
        rt_dict_set_str(rt, dict, value_ref(names->items[i]), value_retain(values->items[i]));
    }
    return word_object(dict);
}

ResultWord rt_native_VARS(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return unknown_scope(rt, "vars");
    ResultWord found = rt_getattr(rt, args[0], rt_name(rt, NAME_DICT));
    if (!found.is_error || !error_is(rt, CLASS_ATTRIBUTE_ERROR)) return found;
    error_clear(rt);
    return error_text(rt, CLASS_TYPE_ERROR, "vars() argument must have __dict__ attribute");
}

// ---- dir()

static bool add_keys(RtState *rt, Dict *names, const Dict *from) {
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(from, &at));) {
        if (value_is_str(entry->key) && !dict_set(rt, names, entry->key, VALUE_NONE)) return false;
    }
    return true;
}

static void add_name(RtState *rt, Dict *names, Str *name) {
    rt_dict_set_str(rt, names, name, VALUE_NONE);
}

static void add_texts(RtState *rt, Dict *names, const char *const *texts, usize count) {
    for (usize i = 0; i < count; i++) {
        Str *name = str_intern_text(rt, texts[i]);
        add_name(rt, names, name);
        object_release(rt, name);
    }
}

static void add_of_class(RtState *rt, Dict *names, RtClass *holder) {
    // What object has and no table tells, and what user classes have.
    static const char *const of_object[] = {
        "__class__",   "__delattr__", "__dir__",           "__doc__",         "__eq__",
        "__format__",  "__ge__",      "__getattribute__",  "__getstate__",    "__gt__",
        "__hash__",    "__init__",    "__init_subclass__", "__le__",          "__lt__",
        "__ne__",      "__new__",     "__reduce__",        "__reduce_ex__",   "__repr__",
        "__setattr__", "__sizeof__",  "__str__",           "__subclasshook__"};
    static const char *const of_user[] = {"__dict__", "__module__", "__weakref__"};
    RtClass *at;
    for (u32 i = 0; (at = class_mro_at(rt, holder, i)); i++) {
        for (u32 k = 0; k < at->attribute_capacity; k++) {
            if (at->attributes[k].name) add_name(rt, names, at->attributes[k].name);
        }
        for (u32 k = 0; k < at->field_count && class_id_is_open(at->id); k++)
            add_name(rt, names, at->fields[k].name);
        if (at->id >= CLASS_USER_FIRST) add_texts(rt, names, of_user, COUNT_OF(of_user));
    }
    add_texts(rt, names, of_object, COUNT_OF(of_object));
}

// Attributes that no table of the class tells.
static void add_computed(RtState *rt, Dict *names, u32 layout) {
    static const char *const of_exception[] = {"__cause__", "__context__", "__suppress_context__",
                                               "__traceback__", "args"};
    static const char *const of_function[] = {
        "__annotations__", "__call__",     "__closure__",    "__code__",       "__defaults__",
        "__dict__",        "__get__",      "__globals__",    "__kwdefaults__", "__module__",
        "__name__",        "__qualname__", "__type_params__"};
    static const char *const of_number[] = {"denominator", "imag", "numerator", "real"};
    static const char *const of_float[] = {"imag", "real"};
    static const char *const of_range[] = {"start", "step", "stop"};
    if (layout >= CLASS_BASE_EXCEPTION && layout < CLASS_USER_FIRST)
        add_texts(rt, names, of_exception, COUNT_OF(of_exception));
    if (layout == CLASS_FUNCTION) add_texts(rt, names, of_function, COUNT_OF(of_function));
    if (layout == CLASS_INT || layout == CLASS_BOOL)
        add_texts(rt, names, of_number, COUNT_OF(of_number));
    if (layout == CLASS_FLOAT) add_texts(rt, names, of_float, COUNT_OF(of_float));
    if (layout == CLASS_RANGE || layout == CLASS_SLICE)
        add_texts(rt, names, of_range, COUNT_OF(of_range));
}

static void add_class(RtState *rt, Dict *names, RtClass *holder) {
    add_of_class(rt, names, holder);
    add_computed(rt, names, holder->id == CLASS_BOOL ? CLASS_INT : holder->layout_id);
}

static void add_of_module(RtState *rt, Dict *names, const ModuleObject *module) {
    static const char *const of_module[] = {"__doc__", "__loader__", "__name__", "__package__",
                                            "__spec__"};
    add_keys(rt, names, value_ref(module->dict));
    add_texts(rt, names, of_module, COUNT_OF(of_module));
}

// The object's own names. False: exception.
static bool add_own(RtState *rt, Dict *names, Value object) {
    ResultWord own = rt_getattr(rt, object, rt_name(rt, NAME_DICT));
    if (own.is_error) {
        bool is_absent = error_is(rt, CLASS_ATTRIBUTE_ERROR);
        if (is_absent) error_clear(rt);
        return is_absent;
    }
    bool is_good =
        !value_has_layout(own.value, CLASS_DICT) || add_keys(rt, names, value_ref(own.value));
    value_release(rt, own.value);
    return is_good;
}

static ResultWord sorted_keys(RtState *rt, Dict *names) {
    List *list = list_from_value(rt, value_from_ref(names));
    object_release(rt, names);
    if (list && !list_sort(rt, list, VALUE_NONE, false)) return word_object(list);
    if (list) object_release(rt, list);
    return word_error();
}

// What a __dir__ says, sorted.
PART_FUNCTION static ResultWord from_hook(RtState *rt, Value object, const ClassAttribute *hook) {
    ResultWord told = call_attribute(rt, hook, object, NULL, 0);
    if (told.is_error) return told;
    List *list = list_from_value(rt, told.value);
    value_release(rt, told.value);
    if (list && !list_sort(rt, list, VALUE_NONE, false)) return word_object(list);
    if (list) object_release(rt, list);
    return word_error();
}
PART_ONLY(from_hook, PART_METHODS);

ResultWord rt_native_DIR(RtState *rt, const Value *args) {
    Value object = args[0];
    if (object == VALUE_UNDEFINED) return unknown_scope(rt, "dir");
    ClassAttribute *hook = class_find_user(rt, object, NAME_DIR);
    if (hook && hook->kind != ATTRIBUTE_NATIVE) return from_hook(rt, object, hook);
    return rt_native_OBJECT_DIR(rt, args);
}

// What dir() tells where the class has nothing to say.
ResultWord rt_native_OBJECT_DIR(RtState *rt, const Value *args) {
    Value object = args[0];
    Dict *names = dict_new(rt, 32);
    bool is_good = true;
    if (value_is(object, CLASS_MODULE)) add_of_module(rt, names, value_ref(object));
    if (value_is_class(object))
        add_class(rt, names, value_ref(object));
    else
        is_good = add_own(rt, names, object);
    bool has_class = !value_is_class(object) && !value_is(object, CLASS_MODULE);
    if (is_good && has_class) add_class(rt, names, class_of(rt, object));
    if (is_good) return sorted_keys(rt, names);
    object_release(rt, names);
    return word_error();
}

// ---- the view

static ModuleObject *module_of(const Value *args) {
    return value_ref(((Namespace *)value_ref(args[0]))->module);
}

static Value snapshot(RtState *rt, const Value *args) {
    return unit_module_dict(rt, module_of(args));
}

ResultWord rt_native_DIR_SCOPE(RtState *rt, const Value *args) {
    Dict *names = dict_new(rt, 32);
    Value scope = value_is(args[0], CLASS_NAMESPACE) ? snapshot(rt, args) : value_retain(args[0]);
    bool is_good = add_keys(rt, names, value_ref(scope));
    value_release(rt, scope);
    if (is_good) return sorted_keys(rt, names);
    object_release(rt, names);
    return word_error();
}

// The variable of that name, or UNDEFINED; owned.
static Value variable(RtState *rt, const Value *args) {
    Value dict = snapshot(rt, args);
    bool is_error = false;
    Value *found = dict_find_peek(rt, value_ref(dict), args[1], &is_error);
    Value value = found ? value_retain(*found) : VALUE_UNDEFINED;
    value_release(rt, dict);
    return value;
}

static bool check_name(RtState *rt, Value name) {
    if (value_is(name, CLASS_STR)) return true;
    error_text(rt, CLASS_NOT_IMPLEMENTED_ERROR, "unsupported: a key of globals() that is no str");
    return false;
}

// What is no variable of the program's text lies in the module's own dict.
static void forget_extra(RtState *rt, ModuleObject *module, Value name) {
    Value old = VALUE_UNDEFINED;
    if (dict_take(rt, value_ref(module->dict), name, &old) > 0) value_release(rt, old);
}

static ResultWord set_variable(RtState *rt, const Value *args, Value name, Value content) {
    if (!check_name(rt, name)) return word_error();
    if (content == VALUE_UNDEFINED) forget_extra(rt, module_of(args), name);
    Str *text = str_intern_take(rt, value_ref(value_retain(name)));
    u32 is_error = unit_module_setattr(rt, module_of(args), text, content);
    object_release(rt, text);
    return is_error ? word_error() : word_ok(VALUE_NONE);
}

ResultWord rt_native_NAMESPACE_GETITEM(RtState *rt, const Value *args) {
    Value value = variable(rt, args);
    if (value != VALUE_UNDEFINED) return word_ok(value);
    return rt->exception == VALUE_UNDEFINED ? error_key(rt, args[1]) : word_error();
}

ResultWord rt_native_NAMESPACE_SETITEM(RtState *rt, const Value *args) {
    return set_variable(rt, args, args[1], args[2]);
}

ResultWord rt_native_NAMESPACE_DELITEM(RtState *rt, const Value *args) {
    Value value = variable(rt, args);
    if (value == VALUE_UNDEFINED) return error_key(rt, args[1]);
    value_release(rt, value);
    return set_variable(rt, args, args[1], VALUE_UNDEFINED);
}

ResultWord rt_native_NAMESPACE_CONTAINS(RtState *rt, const Value *args) {
    Value value = variable(rt, args);
    bool is_there = value != VALUE_UNDEFINED;
    if (is_there) value_release(rt, value);
    return !is_there && rt->exception != VALUE_UNDEFINED ? word_error()
                                                         : word_ok(value_from_bool(is_there));
}

ResultWord rt_native_NAMESPACE_GET(RtState *rt, const Value *args) {
    Value value = variable(rt, args);
    if (value != VALUE_UNDEFINED) return word_ok(value);
    if (rt->exception != VALUE_UNDEFINED) return word_error();
    return word_ok(args[2] == VALUE_UNDEFINED ? VALUE_NONE : value_retain(args[2]));
}

ResultWord rt_native_NAMESPACE_SETDEFAULT(RtState *rt, const Value *args) {
    Value value = variable(rt, args);
    if (value != VALUE_UNDEFINED) return word_ok(value);
    Value content = args[2] == VALUE_UNDEFINED ? VALUE_NONE : args[2];
    ResultWord set = set_variable(rt, args, args[1], content);
    return set.is_error ? set : word_ok(value_retain(content));
}

ResultWord rt_native_NAMESPACE_POP(RtState *rt, const Value *args) {
    Value value = variable(rt, args);
    if (value == VALUE_UNDEFINED)
        return args[2] == VALUE_UNDEFINED ? error_key(rt, args[1]) : word_ok(value_retain(args[2]));
    ResultWord set = set_variable(rt, args, args[1], VALUE_UNDEFINED);
    if (!set.is_error) return word_ok(value);
    value_release(rt, value);
    return set;
}

ResultWord rt_native_NAMESPACE_UPDATE(RtState *rt, const Value *args) {
    Dict *all = dict_new(rt, 8);
    bool is_good = (args[1] == VALUE_UNDEFINED || dict_merge(rt, all, args[1])) &&
                   dict_merge(rt, all, args[2]);
    u32 at = 0;
    for (DictEntry *entry; is_good && (entry = dict_next(all, &at));)
        is_good = !set_variable(rt, args, entry->key, entry->value).is_error;
    object_release(rt, all);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_NAMESPACE_ITER(RtState *rt, const Value *args) {
    Value dict = snapshot(rt, args);
    ResultWord iterator = rt_iter(rt, dict);
    value_release(rt, dict);
    return iterator;
}

ResultWord rt_native_NAMESPACE_LEN(RtState *rt, const Value *args) {
    Value dict = snapshot(rt, args);
    u32 len = ((Dict *)value_ref(dict))->len;
    value_release(rt, dict);
    return word_ok(value_from_small(len));
}

ResultWord rt_native_NAMESPACE_REPR(RtState *rt, const Value *args) {
    Value dict = snapshot(rt, args);
    ResultRef text = rt_repr(rt, dict);
    value_release(rt, dict);
    return text.is_error ? word_error() : word_object(text.value);
}

// keys(), items(), values(), copy(): those of a dict of what is there now.
static ResultWord by_snapshot(RtState *rt, const Value *args, const char *method) {
    Value dict = snapshot(rt, args);
    Str *name = str_intern_text(rt, method);
    ResultWord result = rt_call_method(rt, dict, name, 0, NULL);
    object_release(rt, name);
    value_release(rt, dict);
    return result;
}

ResultWord rt_native_NAMESPACE_KEYS(RtState *rt, const Value *args) {
    return by_snapshot(rt, args, "keys");
}

ResultWord rt_native_NAMESPACE_VALUES(RtState *rt, const Value *args) {
    return by_snapshot(rt, args, "values");
}

ResultWord rt_native_NAMESPACE_ITEMS(RtState *rt, const Value *args) {
    return by_snapshot(rt, args, "items");
}

ResultWord rt_native_NAMESPACE_COPY(RtState *rt, const Value *args) {
    return word_ok(snapshot(rt, args));
}

ResultWord rt_native_NAMESPACE_EQ(RtState *rt, const Value *args) {
    bool is_same = value_is(args[1], CLASS_NAMESPACE) && module_of(args) == module_of(args + 1);
    return is_same ? word_ok(VALUE_TRUE) : word_ok(VALUE_NOT_IMPLEMENTED);
    (void)rt;
}
