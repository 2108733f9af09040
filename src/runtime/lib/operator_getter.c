// operator.itemgetter, attrgetter and methodcaller.
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"
#include "runtime/lib/iterator.h"

typedef struct {
    Object head;
    Value keys;  // tuple
} ItemGetter;
NATIVE_CLASS_CHECK(ItemGetter, OPERATOR_ITEMGETTER);

typedef struct {
    Object head;
    Value names, paths;  // tuple of str; tuple of tuples of their parts between dots, interned
} AttrGetter;
NATIVE_CLASS_CHECK(AttrGetter, OPERATOR_ATTRGETTER);

typedef struct {
    Object head;
    Value name, args, keywords;
} MethodCaller;
NATIVE_CLASS_CHECK(MethodCaller, OPERATOR_METHODCALLER);

// The first argument and what came behind it, as one tuple.
static Tuple *joined(RtState *rt, const Value *args) {
    const Tuple *rest = value_ref(args[1]);
    Tuple *all = tuple_new(rt, rest->len + 1);
    all->items[0] = value_retain(args[0]);
    for (u32 i = 0; i < rest->len; i++) all->items[i + 1] = value_retain(rest->items[i]);
    return all;
}

// What `get` gives for one key, or the tuple for several.
static ResultWord get_each(RtState *rt, const Tuple *keys, Value object,
                           ResultWord (*get)(RtState *rt, Value object, Value key)) {
    if (keys->len == 1) return get(rt, object, keys->items[0]);
    Tuple *all = tuple_new(rt, keys->len);
    for (u32 i = 0; i < all->len; i++) all->items[i] = VALUE_NONE;
    for (u32 i = 0; i < all->len; i++) {
        ResultWord item = get(rt, object, keys->items[i]);
        if (item.is_error) {
            object_release(rt, all);
            return item;
        }
        all->items[i] = item.value;
    }
    return word_object(all);
}

static bool append_each(RtState *rt, StrBuilder *builder, const Tuple *items, bool is_first) {
    for (u32 i = 0; i < items->len; i++) {
        ResultRef text = rt_repr(rt, items->items[i]);
        if (text.is_error) return false;
        if (!is_first) builder_text(builder, ", ");
        is_first = false;
        builder_str(builder, text.value);
        object_release(rt, text.value);
    }
    return true;
}

static ResultWord repr_of(RtState *rt, const char *name, const Tuple *items) {
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "operator.%s(", name);
    if (!append_each(rt, &builder, items, true)) {
        builder_deinit(&builder);
        return word_error();
    }
    builder_char(&builder, ')');
    return word_object(builder_finish(&builder));
}

// ---- itemgetter
ResultWord rt_native_ITEMGETTER_NEW(RtState *rt, const Value *args) {
    ItemGetter *made = native_object_new(rt, CLASS_OPERATOR_ITEMGETTER);
    made->keys = value_from_ref(joined(rt, args));
    return word_object(made);
}

ResultWord rt_native_ITEMGETTER_CALL(RtState *rt, const Value *args) {
    const ItemGetter *self = value_ref(args[0]);
    return get_each(rt, value_ref(self->keys), args[1], rt_getitem);
}

ResultWord rt_native_ITEMGETTER_REPR(RtState *rt, const Value *args) {
    const ItemGetter *self = value_ref(args[0]);
    return repr_of(rt, "itemgetter", value_ref(self->keys));
}

// ---- attrgetter
static Value split_path(RtState *rt, Str *name) {
    List *parts = list_new(rt, SLOT_VALUE, 1);
    u32 start = 0;
    for (u32 i = 0; i <= name->len; i++) {
        if (i < name->len && str_get(name, i) != '.') continue;
        Str *part = str_intern_take(rt, str_slice(rt, name, start, i - start));
        rt_list_append_value(rt, parts, value_from_ref(part));
        start = i + 1;
    }
    Tuple *path = tuple_from(rt, list_slots(parts), parts->len);
    object_release(rt, parts);
    return value_from_ref(path);
}

ResultWord rt_native_ATTRGETTER_NEW(RtState *rt, const Value *args) {
    Tuple *names = joined(rt, args);
    AttrGetter *made = native_object_new(rt, CLASS_OPERATOR_ATTRGETTER);
    made->names = value_from_ref(names);
    Tuple *paths = tuple_new(rt, names->len);
    for (u32 i = 0; i < paths->len; i++) paths->items[i] = VALUE_NONE;
    made->paths = value_from_ref(paths);
    for (u32 i = 0; i < names->len; i++) {
        if (!value_is_str(names->items[i])) {
            object_release(rt, made);
            return error_text(rt, CLASS_TYPE_ERROR, "attribute name must be a string");
        }
        paths->items[i] = split_path(rt, value_str(names->items[i]));
    }
    return word_object(made);
}

static ResultWord get_path(RtState *rt, Value object, Value path) {
    const Tuple *parts = value_ref(path);
    Value at = value_retain(object);
    for (u32 i = 0; i < parts->len; i++) {
        ResultWord next = rt_getattr(rt, at, value_ref(parts->items[i]));
        value_release(rt, at);
        if (next.is_error) return next;
        at = next.value;
    }
    return word_ok(at);
}

ResultWord rt_native_ATTRGETTER_CALL(RtState *rt, const Value *args) {
    const AttrGetter *self = value_ref(args[0]);
    return get_each(rt, value_ref(self->paths), args[1], get_path);
}

ResultWord rt_native_ATTRGETTER_REPR(RtState *rt, const Value *args) {
    const AttrGetter *self = value_ref(args[0]);
    return repr_of(rt, "attrgetter", value_ref(self->names));
}

// ---- methodcaller
ResultWord rt_native_METHODCALLER_NEW(RtState *rt, const Value *args) {
    if (!value_is_str(args[0]))
        return error_text(rt, CLASS_TYPE_ERROR, "method name must be a string");
    MethodCaller *made = native_object_new(rt, CLASS_OPERATOR_METHODCALLER);
    object_retain(value_ref(args[0]));
    made->name = value_from_ref(str_intern_take(rt, value_ref(args[0])));
    made->args = value_retain(args[1]);
    made->keywords = value_retain(args[2]);
    return word_object(made);
}

ResultWord rt_native_METHODCALLER_CALL(RtState *rt, const Value *args) {
    const MethodCaller *self = value_ref(args[0]);
    const Tuple *given = value_ref(self->args);
    const Dict *keywords = value_ref(self->keywords);
    if (keywords->len == 0)
        return rt_call_method(rt, args[1], value_ref(self->name), given->len,
                              (void *)(uintptr_t)given->items);
    ResultWord method = rt_getattr(rt, args[1], value_ref(self->name));
    if (method.is_error) return method;
    ResultWord result = call_value_dict(rt, method.value, VALUE_UNDEFINED, given, keywords);
    value_release(rt, method.value);
    return result;
}

ResultWord rt_native_METHODCALLER_REPR(RtState *rt, const Value *args) {
    const MethodCaller *self = value_ref(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_text(&builder, "operator.methodcaller(");
    Tuple *name = tuple_from(rt, &self->name, 1);
    bool is_good = append_each(rt, &builder, name, true) &&
                   append_each(rt, &builder, value_ref(self->args), false);
    object_release(rt, name);
    u32 at = 0;
    for (DictEntry *entry; is_good && (entry = dict_next(value_ref(self->keywords), &at));) {
        ResultRef text = rt_repr(rt, entry->value);
        is_good = !text.is_error;
        if (!is_good) break;
        builder_format(&builder, ", %S=%S", value_str(entry->key), text.value);
        object_release(rt, text.value);
    }
    if (is_good) {
        builder_char(&builder, ')');
        return word_object(builder_finish(&builder));
    }
    builder_deinit(&builder);
    return word_error();
}
