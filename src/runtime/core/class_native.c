// What class statements call, and the methods of object and type.
#include "runtime/core/class_build.h"
#include "runtime/core/construct.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/open.h"
#include "runtime/core/str.h"

// ---- class statements

// Bases that are no classes say which ones stand for them. NULL: exception.
static Tuple *resolve_bases(RtState *rt, Tuple *bases, bool *is_changed) {
    List *all = list_new(rt, SLOT_VALUE, bases->len);
    bool is_good = true;
    *is_changed = false;
    for (u32 i = 0; i < bases->len && is_good; i++) {
        Value base = bases->items[i];
        // A function may have it too: typing.NamedTuple does.
        ResultWord hook = value_is_class(base)
                              ? word_ok(VALUE_UNDEFINED)
                              : rt_getattr(rt, base, rt_name(rt, NAME_MRO_ENTRIES));
        bool is_missing = hook.is_error && error_is(rt, CLASS_ATTRIBUTE_ERROR);
        if (is_missing) error_clear(rt);
        is_good = is_missing || !hook.is_error;
        if (hook.is_error || hook.value == VALUE_UNDEFINED) {
            list_append(rt, all, base);
            continue;
        }
        *is_changed = true;
        Value argument = value_from_ref(bases);
        ResultWord entries = call_value(rt, hook.value, &argument, 1);
        value_release(rt, hook.value);
        is_good = !entries.is_error && list_extend(rt, all, entries.value);
        if (!entries.is_error) value_release(rt, entries.value);
    }
    Tuple *made = is_good ? tuple_from(rt, list_slots(all), all->len) : NULL;
    object_release(rt, all);
    return made;
}

// The keywords without `metaclass`, in memory for `count` of them.
static KeywordArgs other_keywords(RtState *rt, Dict *kwds, KeywordArg *items) {
    KeywordArgs keywords = {items, 0};
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(kwds, &at));) {
        Str *name = str_intern_take(rt, value_ref(value_retain(entry->key)));
        object_release(rt, name);  // the intern table keeps it
        if (name == rt_name(rt, NAME_METACLASS)) continue;
        items[keywords.count++] = (KeywordArg){value_from_ref(name), entry->value};
    }
    return keywords;
}

// What the metaclass's __prepare__ gives, or a new dict.
static ResultWord prepare(RtState *rt, Value meta, Value name, Tuple *bases, KeywordArgs keywords) {
    if (meta == value_from_ref(class_get(rt, CLASS_TYPE))) return word_object(dict_new(rt, 0));
    ResultWord hook = rt_getattr(rt, meta, rt_name(rt, NAME_PREPARE));
    if (hook.is_error) {
        if (!error_is(rt, CLASS_ATTRIBUTE_ERROR)) return hook;
        error_clear(rt);
        return word_object(dict_new(rt, 0));
    }
    Value args[] = {name, value_from_ref(bases)};
    ResultWord space = call_value_kw(rt, hook.value, args, 2, keywords.items, keywords.count);
    value_release(rt, hook.value);
    if (space.is_error || value_has_layout(space.value, CLASS_DICT)) return space;
    error_format(rt, CLASS_TYPE_ERROR, "%S.__prepare__() must return a mapping, not %T",
                 value_is_class(meta) ? ((RtClass *)value_ref(meta))->name
                                      : rt_name(rt, NAME_METACLASS),
                 space.value);
    value_release(rt, space.value);
    return word_error();
}

static bool put(RtState *rt, Value space, NameId name, Value value) {
    return rt_setitem(rt, space, value_from_ref(rt_name(rt, name)), value) == 0;
}

static bool fill_space(RtState *rt, Value body, Value module, Value space) {
    const Func *func = value_ref(body);
    if (!put(rt, space, NAME_MODULE, module) ||
        !put(rt, space, NAME_QUALNAME, func->consts[func->spec->qualname_const]))
        return false;
    ResultWord result = call_value(rt, body, &space, 1);
    if (!result.is_error) value_release(rt, result.value);
    return !result.is_error;
}

static ResultWord build(RtState *rt, const Value *args, Value meta, Tuple *bases,
                        KeywordArgs keywords, Tuple *original) {
    ResultWord space = prepare(rt, meta, args[1], bases, keywords);
    if (space.is_error) return space;
    bool is_good = fill_space(rt, args[0], args[2], space.value);
    if (is_good && original)
        is_good = put(rt, space.value, NAME_ORIG_BASES, value_from_ref(original));
    ResultWord result = word_error();
    Value all[] = {args[1], value_from_ref(bases), space.value};
    if (is_good) result = call_value_kw(rt, meta, all, 3, keywords.items, keywords.count);
    value_release(rt, space.value);
    return result;
}

// body, name, module, *bases, **keywords
ResultWord rt_native_BUILD_CLASS(RtState *rt, const Value *args) {
    PART_MAKE(PART_OPEN);  // with what `type` does
    bool is_changed;
    Dict *kwds = value_ref(args[4]);
    Tuple *original = value_ref(args[3]), *bases = resolve_bases(rt, original, &is_changed);
    if (!bases) return word_error();
    KeywordArg *items = rt_alloc(rt, (kwds->len + 1) * sizeof(KeywordArg));
    KeywordArgs keywords = other_keywords(rt, kwds, items);
    Value meta = dict_get_name(rt, kwds, rt_name(rt, NAME_METACLASS));
    if (meta == VALUE_UNDEFINED)
        meta =
            value_from_ref(bases->len ? class_of(rt, bases->items[0]) : class_get(rt, CLASS_TYPE));
    bool is_good = true;
    if (value_is_class(meta)) {
        RtClass *winner = class_build_meta(rt, value_ref(meta), bases);
        is_good = winner != NULL;
        if (is_good) meta = value_from_ref(winner);
    }
    ResultWord result = is_good
                            ? build(rt, args, meta, bases, keywords, is_changed ? original : NULL)
                            : word_error();
    rt_free_memory(rt, items, (kwds->len + 1) * sizeof(KeywordArg));
    object_release(rt, bases);
    return result;
}

ResultWord rt_namespace_get(RtState *rt, Value space, void *name) {
    bool is_error;
    if (value_is(space, CLASS_DICT)) {
        Value *found = dict_find_peek(rt, value_ref(space), value_from_ref(name), &is_error);
        return word_ok(found ? value_retain(*found) : VALUE_UNDEFINED);
    }
    ResultWord item = rt_getitem(rt, space, value_from_ref(name));
    if (!item.is_error || !error_is(rt, CLASS_KEY_ERROR)) return item;
    error_clear(rt);
    return word_ok(VALUE_UNDEFINED);
}

u32 rt_namespace_delete(RtState *rt, Value space, void *name) {
    if (!rt_delitem(rt, space, value_from_ref(name))) return 0;
    if (!error_is(rt, CLASS_KEY_ERROR)) return 1;
    error_clear(rt);
    return error_format(rt, CLASS_NAME_ERROR, "name '%S' is not defined", (Str *)name).is_error;
}

// The class that an annotation of one word names, or the annotation's text.
static Value annotation(RtState *rt, Str *text) {
    static const u8 named[] = {CLASS_OBJECT, CLASS_INT,   CLASS_BOOL, CLASS_FLOAT,
                               CLASS_STR,    CLASS_BYTES, CLASS_LIST, CLASS_TUPLE,
                               CLASS_DICT,   CLASS_SET,   CLASS_TYPE, CLASS_FROZENSET};
    for (u32 i = 0; i < COUNT_OF(named); i++) {
        if (str_equal(class_get(rt, named[i])->name, text)) return rt_class_value(rt, named[i]);
    }
    return str_is(text, "None") ? VALUE_NONE : value_of(text);
}

// "name\1annotation\2" for each.
ResultWord rt_native_ANNOTATIONS(RtState *rt, const Value *args) {
    Str *text = value_ref(args[0]);
    Dict *dict = dict_new(rt, 0);
    for (u32 at = 0; at < text->len;) {
        u32 middle = at, end;
        while (str_get(text, middle) != 1) middle++;
        for (end = middle; str_get(text, end) != 2;) end++;
        Str *name = str_intern_take(rt, str_slice(rt, text, at, middle - at));
        Str *type = str_slice(rt, text, middle + 1, end - middle - 1);
        Value value = annotation(rt, type);
        dict_set(rt, dict, value_from_ref(name), value);
        value_release(rt, value);
        object_release(rt, name);
        object_release(rt, type);
        at = end + 1;
    }
    return word_object(dict);
}

// ---- type

static bool is_name(RtState *rt, Value value, const char *what) {
    if (value_is_str(value)) return true;
    error_format(rt, CLASS_TYPE_ERROR, "type.__new__() argument %s, not %T", what, value);
    return false;
}

// The metaclass that the bases want makes the class itself.
static ResultWord ask_winner(RtState *rt, RtClass *winner, const Value *args,
                             KeywordArgs keywords) {
    ResultWord maker = open_class_getattr(rt, winner, rt_name(rt, NAME_NEW), true);
    if (maker.is_error) return maker;
    ResultWord made = call_with_first(rt, maker.value, value_from_ref(winner), args, 3,
                                      keywords.items, keywords.count);
    value_release(rt, maker.value);
    return made;
}

// meta, name, bases, dict
static ResultWord new_type(RtState *rt, Value meta, const Value *args, Dict *kwds) {
    if (!is_name(rt, args[0], "1 must be str")) return word_error();
    if (!value_has_layout(args[1], CLASS_TUPLE))
        return error_format(rt, CLASS_TYPE_ERROR, "type.__new__() argument 2 must be tuple, not %T",
                            args[1]);
    if (!value_has_layout(args[2], CLASS_DICT))
        return error_format(rt, CLASS_TYPE_ERROR, "type.__new__() argument 3 must be dict, not %T",
                            args[2]);
    Tuple *bases = value_ref(args[1]);
    RtClass *winner = class_build_meta(rt, value_ref(meta), bases);
    if (!winner) return word_error();
    KeywordArg *items = rt_alloc(rt, (kwds->len + 1) * sizeof(KeywordArg));
    KeywordArgs keywords = other_keywords(rt, kwds, items);
    ResultWord result = value_from_ref(winner) == meta
                            ? class_build(rt, winner, value_ref(args[0]), bases, args[2], keywords)
                            : ask_winner(rt, winner, args, keywords);
    rt_free_memory(rt, items, (kwds->len + 1) * sizeof(KeywordArg));
    return result;
}

// type(x), or type(name, bases, dict, **keywords)
ResultWord rt_native_NEW_TYPE(RtState *rt, const Value *args) {
    Dict *kwds = value_ref(args[3]);
    if (args[1] == VALUE_UNDEFINED && args[2] == VALUE_UNDEFINED && kwds->len == 0)
        return word_ok(rt_type_of(rt, args[0]));
    if (args[2] == VALUE_UNDEFINED)
        return error_text(rt, CLASS_TYPE_ERROR, "type() takes 1 or 3 arguments");
    ResultWord made = new_type(rt, value_from_ref(class_get(rt, CLASS_TYPE)), args, kwds);
    if (made.is_error || !value_is_class(made.value)) return made;
    ClassAttribute *init = class_find_user(rt, made.value, NAME_INIT);
    if (!init || construct_init(rt, init, made.value, args, 3, NULL, 0)) return made;
    value_release(rt, made.value);
    return word_error();
}

// type.__new__(meta, name, bases, dict, **keywords)
ResultWord rt_native_TYPE_NEW(RtState *rt, const Value *args) {
    if (!value_is_class(args[0]) ||
        !class_is_subclass(rt, ((RtClass *)value_ref(args[0]))->id, CLASS_TYPE))
        return error_text(rt, CLASS_TYPE_ERROR,
                          "type.__new__(X): X is not a type object or not a subtype of type");
    return new_type(rt, args[0], args + 1, value_ref(args[4]));
}

ResultWord rt_native_TYPE_INIT(RtState *rt, const Value *args) {
    (void)rt;
    (void)args;
    return word_ok(VALUE_NONE);
}

// type.__call__(cls, *args, **keywords)
ResultWord rt_native_TYPE_CALL(RtState *rt, const Value *args) {
    const Tuple *rest = value_ref(args[1]);
    Dict *kwds = value_ref(args[2]);
    KeywordArg *items = rt_alloc(rt, (kwds->len + 1) * sizeof(KeywordArg));
    KeywordArgs keywords = {items, 0};
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(kwds, &at));)
        items[keywords.count++] = (KeywordArg){entry->key, entry->value};
    ResultWord result = call_class_plain(rt, value_ref(args[0]), rest->items, rest->len,
                                         keywords.items, keywords.count);
    rt_free_memory(rt, items, (kwds->len + 1) * sizeof(KeywordArg));
    return result;
}

ResultWord rt_native_TYPE_MRO(RtState *rt, const Value *args) {
    List *all = list_new(rt, SLOT_VALUE, 4);
    RtClass *at;
    for (u32 i = 0; (at = class_mro_at(rt, value_ref(args[0]), i)); i++)
        list_append(rt, all, value_from_ref(at));
    return word_object(all);
}

ResultWord rt_native_TYPE_SUBCLASSES(RtState *rt, const Value *args) {
    const RtClass *holder = value_ref(args[0]);
    const RtCore *core = rt_core(rt);
    List *all = list_new(rt, SLOT_VALUE, 4);
    for (u32 id = 1; id < core->class_count; id++) {
        const RtClass *at = core->classes[id];
        if (at && at->base_id == holder->id) list_append(rt, all, value_from_ref(at));
    }
    for (u32 i = 0; i < holder->subclasses.count; i++)
        list_append(rt, all, holder->subclasses.items[i]);
    return word_object(all);
}

ResultWord rt_native_TYPE_INSTANCECHECK(RtState *rt, const Value *args) {
    bool answer = class_is_subclass(rt, value_class(args[1]), ((RtClass *)value_ref(args[0]))->id);
    return word_ok(value_from_bool(answer));
    (void)rt;
}

ResultWord rt_native_TYPE_SUBCLASSCHECK(RtState *rt, const Value *args) {
    if (!value_is_class(args[1]))
        return error_text(rt, CLASS_TYPE_ERROR, "issubclass() arg 1 must be a class");
    bool answer = class_is_subclass(rt, ((RtClass *)value_ref(args[1]))->id,
                                    ((RtClass *)value_ref(args[0]))->id);
    return word_ok(value_from_bool(answer));
}

// type.__prepare__(name, bases, **keywords), a class method
ResultWord rt_native_TYPE_PREPARE(RtState *rt, const Value *args) {
    (void)args;
    return word_object(dict_new(rt, 0));
}

// ---- object

// cls, *args, **keywords
ResultWord rt_native_OBJECT_NEW(RtState *rt, const Value *args) {
    if (!value_is_class(args[0]))
        return error_format(rt, CLASS_TYPE_ERROR, "object.__new__(X): X is not a type object (%T)",
                            args[0]);
    const Tuple *rest = value_ref(args[1]);
    Dict *kwds = value_ref(args[2]);
    KeywordArg *items = rt_alloc(rt, (kwds->len + 1) * sizeof(KeywordArg));
    KeywordArgs keywords = {items, 0};
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(kwds, &at));)
        items[keywords.count++] = (KeywordArg){entry->key, entry->value};
    ResultWord result =
        class_new_instance(rt, value_ref(args[0]), rest->items, rest->len, keywords);
    rt_free_memory(rt, items, (kwds->len + 1) * sizeof(KeywordArg));
    return result;
}

static bool is_attribute_name(RtState *rt, Value name) {
    if (value_is_str(name)) return true;
    error_format(rt, CLASS_TYPE_ERROR, "attribute name must be string, not '%T'", name);
    return false;
}

static Str *interned_peek(RtState *rt, Value name) {
    Str *text = str_intern_take(rt, value_ref(value_retain(name)));
    object_release(rt, text);  // the intern table keeps it
    return text;
}

ResultWord rt_native_OBJECT_GETATTRIBUTE(RtState *rt, const Value *args) {
    if (!is_attribute_name(rt, args[1])) return word_error();
    Str *name = interned_peek(rt, args[1]);
    if (value_is_class(args[0])) return open_class_getattr(rt, value_ref(args[0]), name, false);
    return value_is_open(args[0]) ? open_getattr(rt, args[0], name, false)
                                  : rt_getattr(rt, args[0], name);
}

static ResultWord none_or(u32 is_error) {
    return is_error ? word_error() : word_ok(VALUE_NONE);
}

ResultWord rt_native_OBJECT_SETATTR(RtState *rt, const Value *args) {
    if (!is_attribute_name(rt, args[1])) return word_error();
    Str *name = interned_peek(rt, args[1]);
    bool is_open_class =
        value_is_class(args[0]) && class_id_is_open(((RtClass *)value_ref(args[0]))->id);
    if (is_open_class)
        return none_or(open_class_setattr(rt, value_ref(args[0]), name, args[2], false));
    return none_or(value_is_open(args[0]) ? open_setattr(rt, args[0], name, args[2], false)
                                          : rt_setattr(rt, args[0], name, args[2]));
}

ResultWord rt_native_OBJECT_DELATTR(RtState *rt, const Value *args) {
    if (!is_attribute_name(rt, args[1])) return word_error();
    Str *name = interned_peek(rt, args[1]);
    bool is_open_class =
        value_is_class(args[0]) && class_id_is_open(((RtClass *)value_ref(args[0]))->id);
    if (is_open_class) return none_or(open_class_delattr(rt, value_ref(args[0]), name, false));
    return none_or(value_is_open(args[0]) ? open_delattr(rt, args[0], name, false)
                                          : rt_delattr(rt, args[0], name));
}

ResultWord rt_native_OBJECT_INIT_SUBCLASS(RtState *rt, const Value *args) {
    if (((Dict *)value_ref(args[1]))->len == 0) return word_ok(VALUE_NONE);
    return error_format(rt, CLASS_TYPE_ERROR, "%S.__init_subclass__() takes no keyword arguments",
                        ((RtClass *)value_ref(args[0]))->name);
}

ResultWord rt_native_OBJECT_NE(RtState *rt, const Value *args) {
    ResultWord equal = rt_compare(rt, args[0], args[1], RT_EQ);
    if (equal.is_error || equal.value == VALUE_NOT_IMPLEMENTED) return equal;
    ResultI32 truth = rt_truth(rt, equal.value);
    value_release(rt, equal.value);
    return truth.is_error ? word_error() : word_ok(value_from_bool(!truth.value));
}

ResultWord rt_native_OBJECT_FORMAT(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]) || value_str(args[1])->len > 0)
        return error_format(rt, CLASS_TYPE_ERROR,
                            "unsupported format string passed to %T.__format__", args[0]);
    ResultRef text = rt_str(rt, args[0]);
    return text.is_error ? word_error() : word_object(text.value);
}

ResultWord rt_native_OBJECT_SUBCLASSHOOK(RtState *rt, const Value *args) {
    (void)rt;
    (void)args;
    return word_ok(VALUE_NOT_IMPLEMENTED);
}
