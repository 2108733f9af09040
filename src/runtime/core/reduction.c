// Taking objects apart for copies and pickles: object.__reduce_ex__, and what puts them together
// again.
#include "runtime/core/attribute.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "runtime/core/open.h"
#include "runtime/core/str.h"
#include "runtime/core/unit_module.h"

enum { REDUCED_FUNCTION, REDUCED_ARGS, REDUCED_STATE, REDUCED_ITEMS, REDUCED_PAIRS, REDUCED_COUNT };

// ---- calling methods that the program defines
// UNDEFINED: only object has it.
static ResultWord call_own(RtState *rt, Value self, const char *text) {
    PART_MAKE(PART_OPEN);  // whatever the class
    Str *name = str_intern_text(rt, text);
    ClassAttribute *found = class_find(rt, class_of(rt, self), name);
    bool is_objects = !found || (found->kind == ATTRIBUTE_NATIVE &&
                                 native_rows[found->number].owner == CLASS_OBJECT);
    ResultWord result =
        is_objects ? word_ok(VALUE_UNDEFINED) : call_attribute(rt, found, self, NULL, 0);
    object_release(rt, name);  // the intern table keeps it
    return result;
}

#define native_value(rt, native)                                                                   \
    (__extension__({                                                                               \
        PART_MAKE(PART_NATIVE + native);                                                           \
        rt_native_function(rt, native, VALUE_UNDEFINED);                                           \
    }))

// ---- state
// What was set on an exception beside its own attributes.
static Value exception_dict(RtState *rt, Value self, const RtClass *holder) {
    Value others = ((Exception *)value_ref(self))->attributes;
    Dict *dict = value_is(others, CLASS_DICT) ? dict_copy(rt, value_ref(others)) : dict_new(rt, 0);
    for (u32 i = 0; i < holder->field_count; i++) {
        const ClassField *field = &holder->fields[i];
        u64 word = ((Instance *)value_ref(self))->slots[field->slot];
        if (field->kind == SLOT_VALUE && word == VALUE_UNDEFINED) continue;
        Value content = slot_value(rt, word, field->kind);
        dict_set(rt, dict, value_from_ref(field->name), content);
        value_release(rt, content);
    }
    Dict *own = value_is_open(self) ? open_dict_peek(rt, self, false) : NULL;
    u32 at = 0;
    for (DictEntry *entry; own && (entry = dict_next(own, &at));)
        dict_set(rt, dict, entry->key, entry->value);
    return value_from_ref(dict);
}

static Value fields_dict(RtState *rt, Value self) {
    const RtClass *holder = class_of(rt, self);
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) return exception_dict(rt, self, holder);
    if (!class_id_is_open(holder->id)) {
        if (holder->id < CLASS_USER_FIRST) return VALUE_NONE;
        ResultWord dict = rt_getattr(rt, self, rt_name(rt, NAME_DICT));
        return dict.value;
    }
    Dict *dict = open_dict_peek(rt, self, false);
    return dict && dict->len ? value_from_ref(dict_copy(rt, dict)) : VALUE_NONE;
}

static Value slots_dict(RtState *rt, Value self) {
    const RtClass *holder = class_of(rt, self);
    if (!class_id_is_open(holder->id) || holder->field_count == 0) return VALUE_NONE;
    Dict *dict = dict_new(rt, holder->field_count);
    for (u32 i = 0; i < holder->field_count; i++) {
        Value content = ((Instance *)value_ref(self))->slots[holder->fields[i].slot];
        if (content != VALUE_UNDEFINED)
            dict_set(rt, dict, value_from_ref(holder->fields[i].name), content);
    }
    if (dict->len) return value_from_ref(dict);
    object_release(rt, dict);
    return VALUE_NONE;
}

static ResultWord plain_state(RtState *rt, Value self) {
    Value parts[2] = {fields_dict(rt, self), slots_dict(rt, self)};
    if (value_is(parts[0], CLASS_DICT) && ((Dict *)value_ref(parts[0]))->len == 0)
        value_assign_take(rt, &parts[0], VALUE_NONE);
    if (parts[1] == VALUE_NONE) return word_ok(parts[0]);
    Tuple *both = tuple_from(rt, parts, 2);
    value_release(rt, parts[0]);
    value_release(rt, parts[1]);
    return word_object(both);
}

ResultWord rt_native_OBJECT_GETSTATE(RtState *rt, const Value *args) {
    return plain_state(rt, args[0]);
}

static ResultWord state_of(RtState *rt, Value self) {
    ResultWord own = call_own(rt, self, "__getstate__");
    return own.is_error || own.value != VALUE_UNDEFINED ? own : plain_state(rt, self);
}

// ---- arguments of the new object
static Tuple *with_class(RtState *rt, Value class, const Tuple *args) {
    Tuple *made = tuple_new(rt, args->len + 1);
    made->items[0] = value_retain(class);
    for (u32 i = 0; i < args->len; i++) made->items[i + 1] = value_retain(args->items[i]);
    return made;
}

// What an immutable struct is made of; NULL: exception.
static Tuple *struct_args(RtState *rt, Value self, u32 layout) {
    Value one = VALUE_UNDEFINED;
    if (layout == CLASS_INT || layout == CLASS_FLOAT) one = value_retain(value_plain(self));
    if (layout == CLASS_STR)
        one = value_from_ref(str_slice(rt, value_ref(self), 0, value_str(self)->len));
    if (layout == CLASS_TUPLE)
        one = value_from_ref(
            tuple_from(rt, ((Tuple *)value_ref(self))->items, ((Tuple *)value_ref(self))->len));
    if (layout == CLASS_BYTES) {
        PART_MAKE(PART_NATIVE + NATIVE_NEW_BYTES);
        ResultWord plain = call_native(rt, NATIVE_NEW_BYTES, VALUE_UNDEFINED, &self, 1, NULL, 0);
        if (plain.is_error) return NULL;
        one = plain.value;
    }
    if (one == VALUE_UNDEFINED) return tuple_new(rt, 0);
    Tuple *args = tuple_from(rt, &one, 1);
    value_release(rt, one);
    return args;
}

// The function and its arguments, by __getnewargs_ex__, __getnewargs__ or the struct.
static bool put_maker(RtState *rt, Value self, u32 layout, Value *reduced) {
    Value class = value_from_ref(class_of(rt, self));
    ResultWord given = call_own(rt, self, "__getnewargs_ex__");
    if (given.is_error) return false;
    if (given.value != VALUE_UNDEFINED) {
        const Tuple *pair = value_is(given.value, CLASS_TUPLE) ? value_ref(given.value) : NULL;
        if (!pair || pair->len != 2) {
            error_text(rt, CLASS_TYPE_ERROR, "__getnewargs_ex__ should return a tuple of length 2");
            value_release(rt, given.value);
            return false;
        }
        reduced[REDUCED_FUNCTION] = native_value(rt, NATIVE_COPYREG_NEWOBJ_EX).value;
        reduced[REDUCED_ARGS] = value_from_ref(with_class(rt, class, pair));
        value_release(rt, given.value);
        return true;
    }
    given = call_own(rt, self, "__getnewargs__");
    if (given.is_error) return false;
    if (given.value != VALUE_UNDEFINED && !value_is(given.value, CLASS_TUPLE)) {
        error_format(rt, CLASS_TYPE_ERROR, "__getnewargs__ should return a tuple, not '%T'",
                     given.value);
        value_release(rt, given.value);
        return false;
    }
    Tuple *args =
        given.value != VALUE_UNDEFINED ? value_ref(given.value) : struct_args(rt, self, layout);
    if (!args) return false;
    reduced[REDUCED_FUNCTION] = native_value(rt, NATIVE_COPYREG_NEWOBJ).value;
    reduced[REDUCED_ARGS] = value_from_ref(with_class(rt, class, args));
    object_release(rt, args);
    return true;
}

static bool put_contents(RtState *rt, Value self, u32 layout, Value *reduced) {
    if (layout != CLASS_LIST && layout != CLASS_DICT) return true;
    Value source = value_retain(self);
    if (layout == CLASS_DICT) {
        Str *name = str_intern_text(rt, "items");
        ResultWord items = rt_call_method(rt, self, name, 0, NULL);
        object_release(rt, name);
        value_release(rt, source);
        if (items.is_error) return false;
        source = items.value;
    }
    ResultWord iterator = rt_iter(rt, source);
    value_release(rt, source);
    if (iterator.is_error) return false;
    reduced[layout == CLASS_DICT ? REDUCED_PAIRS : REDUCED_ITEMS] = iterator.value;
    return true;
}

static ResultWord finish(RtState *rt, Value *reduced, u32 count, bool is_good) {
    Tuple *made = is_good ? tuple_from(rt, reduced, count) : NULL;
    for (u32 i = 0; i < REDUCED_COUNT; i++) value_release(rt, reduced[i]);
    return made ? word_object(made) : word_error();
}

static ResultWord reduce_object(RtState *rt, Value self, u32 layout) {
    Value reduced[REDUCED_COUNT] = {VALUE_NONE, VALUE_NONE, VALUE_NONE, VALUE_NONE, VALUE_NONE};
    bool is_good = put_maker(rt, self, layout, reduced);
    if (is_good) {
        ResultWord state = state_of(rt, self);
        is_good = !state.is_error;
        if (is_good) reduced[REDUCED_STATE] = state.value;
    }
    is_good = is_good && put_contents(rt, self, layout, reduced);
    return finish(rt, reduced, REDUCED_COUNT, is_good);
}

// ---- objects that are made by calling something: (function, arguments, state)
static ResultWord reduce_call(RtState *rt, Value self, Value function, Tuple *args_taken) {
    Value reduced[REDUCED_COUNT] = {value_retain(function), value_from_ref(args_taken), VALUE_NONE,
                                    VALUE_NONE, VALUE_NONE};
    ResultWord state = state_of(rt, self);
    if (!state.is_error) reduced[REDUCED_STATE] = state.value;
    bool has_state = reduced[REDUCED_STATE] != VALUE_NONE;
    return finish(rt, reduced, has_state ? 3 : 2, !state.is_error);
}

static ResultWord reduce_collection(RtState *rt, Value self) {
    List *items = list_from_value(rt, self);
    if (!items) return word_error();
    Value argument = value_from_ref(items);
    Tuple *args = tuple_from(rt, &argument, 1);
    object_release(rt, items);
    return reduce_call(rt, self, value_from_ref(class_of(rt, self)), args);
}

static ResultWord reduce_bytearray(RtState *rt, Value self) {
    PART_MAKE(PART_NATIVE + NATIVE_NEW_BYTES);
    ResultWord plain = call_native(rt, NATIVE_NEW_BYTES, VALUE_UNDEFINED, &self, 1, NULL, 0);
    if (plain.is_error) return plain;
    Tuple *args = tuple_from(rt, &plain.value, 1);
    value_release(rt, plain.value);
    return reduce_call(rt, self, value_from_ref(class_of(rt, self)), args);
}

static ResultWord reduce_method(RtState *rt, Value self) {
    const MethodObject *method = value_ref(self);
    ResultWord name = rt_getattr(rt, method->function, rt_name(rt, NAME_NAME));
    if (name.is_error) return name;
    Value items[2] = {method->self, name.value};
    Tuple *args = tuple_from(rt, items, 2);
    value_release(rt, name.value);
    ResultWord function = native_value(rt, NATIVE_GETATTR);
    Value pair[2] = {function.value, value_from_ref(args)};
    Tuple *made = tuple_from(rt, pair, 2);
    value_release(rt, pair[0]);
    object_release(rt, args);
    return word_object(made);
}

// A function of a module goes by its name, a method of an object by getattr.
static ResultWord reduce_native(RtState *rt, Value self) {
    const NativeObject *function = value_ref(self);
    ResultWord name = rt_getattr(rt, self, rt_name(rt, NAME_NAME));
    if (name.is_error || function->self == VALUE_UNDEFINED) return name;
    Value items[2] = {function->self, name.value};
    Tuple *args = tuple_from(rt, items, 2);
    value_release(rt, name.value);
    Value pair[2] = {native_value(rt, NATIVE_GETATTR).value, value_from_ref(args)};
    Tuple *made = tuple_from(rt, pair, 2);
    value_release(rt, pair[0]);
    object_release(rt, args);
    return word_object(made);
}

static ResultWord reduce_bounds(RtState *rt, Value self) {
    NameId names[3] = {NAME_START, NAME_STOP, NAME_STEP};
    Tuple *args = tuple_new(rt, 3);
    for (u32 i = 0; i < 3; i++) args->items[i] = VALUE_NONE;
    for (u32 i = 0; i < 3; i++) {
        ResultWord part = rt_getattr(rt, self, rt_name(rt, names[i]));
        if (part.is_error) {
            object_release(rt, args);
            return part;
        }
        args->items[i] = part.value;
    }
    return reduce_call(rt, self, value_from_ref(class_of(rt, self)), args);
}

static ResultWord reduce_exception(RtState *rt, Value self) {
    Tuple *args = value_ref(value_retain(((Exception *)value_ref(self))->args));
    return reduce_call(rt, self, value_from_ref(class_of(rt, self)), args);
}

static ResultWord reduce(RtState *rt, Value self) {
    u32 layout = class_of(rt, self)->layout_id;
    if (layout >= CLASS_BASE_EXCEPTION) return reduce_exception(rt, self);
    switch (layout) {
    case CLASS_OBJECT:
    case CLASS_BOOL:
    case CLASS_INT:
    case CLASS_FLOAT:
    case CLASS_STR:
    case CLASS_BYTES:
    case CLASS_TUPLE:
    case CLASS_LIST:
    case CLASS_DICT: return reduce_object(rt, self, layout == CLASS_BOOL ? CLASS_INT : layout);
    case CLASS_SET:
    case CLASS_FROZENSET: return reduce_collection(rt, self);
    case CLASS_BYTEARRAY: return reduce_bytearray(rt, self);
    case CLASS_METHOD: return reduce_method(rt, self);
    case CLASS_BUILTIN: return reduce_native(rt, self);
    case CLASS_RANGE:
    case CLASS_SLICE: return reduce_bounds(rt, self);
    default: break;
    }
    return error_format(rt, CLASS_TYPE_ERROR, "cannot pickle '%T' object", self);
}

// Protocols 0 and 1: by lib/copyreg.py, which a program that pickles has.
static ResultWord reduce_old(RtState *rt, const Value *args) {
    Str *name = str_intern_text(rt, "copyreg");
    Value module = rt_dict_get_str(rt, module_table(rt), name);
    object_release(rt, name);
    if (module == VALUE_UNDEFINED) return reduce(rt, args[0]);
    name = str_intern_text(rt, "_reduce_ex");
    Value pair[2] = {args[0], args[1]};
    ResultWord made = rt_call_method(rt, module, name, 2, pair);
    object_release(rt, name);
    value_release(rt, module);
    return made;
}

ResultWord rt_native_OBJECT_REDUCE(RtState *rt, const Value *args) {
    return reduce(rt, args[0]);
}

ResultWord rt_native_OBJECT_REDUCE_EX(RtState *rt, const Value *args) {
    ResultWord own = call_own(rt, args[0], "__reduce__");
    if (own.is_error || own.value != VALUE_UNDEFINED) return own;
    i64 protocol;
    if (!argument_count(rt, args[1], 0, &protocol)) return word_error();
    u32 layout = class_of(rt, args[0])->layout_id;
    bool is_plain = layout < CLASS_BASE_EXCEPTION && layout <= CLASS_DICT;
    return protocol < 2 && is_plain ? reduce_old(rt, args) : reduce(rt, args[0]);
}

// ---- module _copyreg
static ResultWord call_new(RtState *rt, Value class, const Value *args, u32 count,
                           const KeywordArg *kwargs, u32 kwarg_count) {
    ResultWord maker = rt_getattr(rt, class, rt_name(rt, NAME_NEW));
    if (maker.is_error) return maker;
    ResultWord made = call_with_first(rt, maker.value, class, args, count, kwargs, kwarg_count);
    value_release(rt, maker.value);
    return made;
}

ResultWord rt_native_COPYREG_NEWOBJ(RtState *rt, const Value *args) {
    const Tuple *rest = value_ref(args[1]);
    return call_new(rt, args[0], rest->items, rest->len, NULL, 0);
}

ResultWord rt_native_COPYREG_NEWOBJ_EX(RtState *rt, const Value *args) {
    if (!value_has_layout(args[1], CLASS_TUPLE) || !value_has_layout(args[2], CLASS_DICT))
        return error_text(rt, CLASS_TYPE_ERROR, "__newobj_ex__() takes a tuple and a dict");
    const Tuple *rest = value_ref(args[1]);
    Dict *kwds = value_ref(args[2]);
    usize bytes = (kwds->len + 1) * sizeof(KeywordArg);
    KeywordArg *items = rt_alloc(rt, bytes);
    u32 count = 0, at = 0;
    for (DictEntry *entry; (entry = dict_next(kwds, &at));) {
        Str *name = str_intern_take(rt, value_ref(value_retain(entry->key)));
        object_release(rt, name);  // the intern table keeps it
        items[count++] = (KeywordArg){value_from_ref(name), entry->value};
    }
    ResultWord made = call_new(rt, args[0], rest->items, rest->len, items, count);
    rt_free_memory(rt, items, bytes);
    return made;
}

// obj.__dict__.update(state), whose __setattr__ is not asked.
ResultWord rt_native_COPYREG_SET_STATE(RtState *rt, const Value *args) {
    if (!value_has_layout(args[1], CLASS_DICT))
        return error_format(rt, CLASS_TYPE_ERROR, "state of a copy must be a dict, not '%T'",
                            args[1]);
    Dict *state = value_ref(args[1]);
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(state, &at));) {
        if (!value_is_str(entry->key)) continue;
        Str *name = str_intern_take(rt, value_ref(value_retain(entry->key)));
        object_release(rt, name);  // the intern table keeps it
        Dict *dict = value_is_open(args[0]) ? open_dict_peek(rt, args[0], true) : NULL;
        Value content = value_retain(entry->value);
        bool is_good = dict ? dict_set(rt, dict, value_from_ref(name), content)
                            : !rt_setattr(rt, args[0], name, content);
        value_release(rt, content);
        if (!is_good) return word_error();
    }
    return word_ok(VALUE_NONE);
}
