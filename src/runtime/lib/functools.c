// functools: reduce, cmp_to_key, partial. (functools_cache.c has lru_cache.)
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/str.h"
#include "runtime/lib/iterator.h"

ResultWord rt_native_FUNCTOOLS_REDUCE(RtState *rt, const Value *args) {
    ResultWord source = rt_iter(rt, args[1]);
    if (source.is_error) {
        if (!error_is(rt, CLASS_TYPE_ERROR)) return source;
        error_clear(rt);
        return error_text(rt, CLASS_TYPE_ERROR, "reduce() arg 2 must support iteration");
    }
    ResultWord total =
        argument_is_absent(args[2]) ? rt_next(rt, source.value) : word_ok(value_retain(args[2]));
    if (!total.is_error && total.value == VALUE_UNDEFINED)
        total =
            error_text(rt, CLASS_TYPE_ERROR, "reduce() of empty iterable with no initial value");
    while (!total.is_error) {
        ResultWord item = rt_next(rt, source.value);
        if (!item.is_error && item.value == VALUE_UNDEFINED) break;
        const Value both[] = {total.value, item.value};
        total = item.is_error ? item : call_value(rt, args[0], both, 2);
        value_release(rt, both[0]);
        if (!item.is_error) value_release(rt, both[1]);
    }
    value_release(rt, source.value);
    return total;
}

// ---- cmp_to_key: K(x) is compared by calling the comparison
typedef struct {
    Object head;
    Value comparison, object;  // object: UNDEFINED in the K that cmp_to_key gives
} Key;
NATIVE_CLASS_CHECK(Key, FUNCTOOLS_KEY);

static ResultWord key_new(RtState *rt, Value comparison, Value object) {
    Key *made = native_object_new(rt, CLASS_FUNCTOOLS_KEY);
    made->comparison = value_retain(comparison);
    made->object = value_retain(object);
    return word_object(made);
}

ResultWord rt_native_FUNCTOOLS_CMP_TO_KEY(RtState *rt, const Value *args) {
    return key_new(rt, args[0], VALUE_UNDEFINED);
}

ResultWord rt_native_KEY_CALL(RtState *rt, const Value *args) {
    return key_new(rt, ((Key *)value_ref(args[0]))->comparison, args[1]);
}

ResultWord rt_native_KEY_OBJ(RtState *rt, const Value *args) {
    const Key *self = value_ref(args[0]);
    if (self->object == VALUE_UNDEFINED) return error_text(rt, CLASS_ATTRIBUTE_ERROR, "object");
    return word_ok(value_retain(self->object));
}

static ResultWord key_compare(RtState *rt, const Value *args, RtCompareOp op) {
    if (!value_is(args[1], CLASS_FUNCTOOLS_KEY))
        return error_text(rt, CLASS_TYPE_ERROR, "other argument must be K instance");
    const Key *left = value_ref(args[0]), *right = value_ref(args[1]);
    if (left->object == VALUE_UNDEFINED || right->object == VALUE_UNDEFINED)
        return error_text(rt, CLASS_ATTRIBUTE_ERROR, "object");
    const Value both[] = {left->object, right->object};
    ResultWord order = call_value(rt, left->comparison, both, 2);
    if (order.is_error) return order;
    ResultWord answer = rt_compare(rt, order.value, value_from_small(0), op);
    value_release(rt, order.value);
    return answer;
}

#define KEY_COMPARISON(NAME)                                                                       \
    ResultWord rt_native_KEY_##NAME(RtState *rt, const Value *args) {                              \
        return key_compare(rt, args, RT_##NAME);                                                   \
    }
KEY_COMPARISON(LT)
KEY_COMPARISON(LE)
KEY_COMPARISON(EQ)
KEY_COMPARISON(NE)
KEY_COMPARISON(GT)
KEY_COMPARISON(GE)

// ---- partial
typedef struct {
    Object head;
    Value function, args, keywords, dict;  // dict: None until it is asked for
} Partial;
NATIVE_CLASS_CHECK(Partial, FUNCTOOLS_PARTIAL);

static Tuple *tuples_joined(RtState *rt, const Tuple *left, const Tuple *right) {
    Tuple *all = tuple_new(rt, left->len + right->len);
    for (u32 i = 0; i < left->len; i++) all->items[i] = value_retain(left->items[i]);
    for (u32 i = 0; i < right->len; i++) all->items[left->len + i] = value_retain(right->items[i]);
    return all;
}

static Dict *dicts_joined(RtState *rt, const Dict *left, Value right) {
    Dict *all = dict_copy(rt, left);
    if (!dict_merge(rt, all, right)) error_clear(rt);  // keys are str: nothing can fail
    return all;
}

ResultWord rt_native_PARTIAL_NEW(RtState *rt, const Value *args) {
    ResultWord callable = rt_native_CALLABLE(rt, args);
    if (callable.value != VALUE_TRUE)
        return error_text(rt, CLASS_TYPE_ERROR, "the first argument must be callable");
    Partial *made = native_object_new(rt, CLASS_FUNCTOOLS_PARTIAL);
    const Partial *inner = value_is(args[0], CLASS_FUNCTOOLS_PARTIAL) ? value_ref(args[0]) : NULL;
    if (inner && inner->dict == VALUE_NONE) {
        made->function = value_retain(inner->function);
        made->args = value_from_ref(tuples_joined(rt, value_ref(inner->args), value_ref(args[1])));
        made->keywords = value_from_ref(dicts_joined(rt, value_ref(inner->keywords), args[2]));
    } else {
        made->function = value_retain(args[0]);
        made->args = value_retain(args[1]);
        made->keywords = value_retain(args[2]);
    }
    return word_object(made);
}

ResultWord rt_native_PARTIAL_CALL(RtState *rt, const Value *args) {
    const Partial *self = value_ref(args[0]);
    const Dict *own = value_ref(self->keywords), *given = value_ref(args[2]);
    Value function = value_retain(self->function);
    Tuple *all = tuples_joined(rt, value_ref(self->args), value_ref(args[1]));
    Dict *keywords = own->len && given->len ? dicts_joined(rt, own, args[2]) : NULL;
    ResultWord result = call_value_dict(rt, function, VALUE_UNDEFINED, all,
                                        keywords     ? keywords
                                        : given->len ? given
                                                     : own);
    if (keywords) object_release(rt, keywords);
    object_release(rt, all);
    value_release(rt, function);
    return result;
}

static bool append_repr(RtState *rt, StrBuilder *builder, const char *before, const Str *name,
                        Value value) {
    ResultRef text = rt_repr(rt, value);
    if (text.is_error) return false;
    builder_text(builder, before);
    if (name) builder_format(builder, "%S=", name);
    builder_str(builder, text.value);
    object_release(rt, text.value);
    return true;
}

ResultWord rt_native_PARTIAL_REPR(RtState *rt, const Value *args) {
    const Partial *self = value_ref(args[0]);
    const Tuple *given = value_ref(self->args);
    StrBuilder builder;
    builder_init(&builder, rt);
    bool is_good = append_repr(rt, &builder, "functools.partial(", NULL, self->function);
    for (u32 i = 0; i < given->len && is_good; i++)
        is_good = append_repr(rt, &builder, ", ", NULL, given->items[i]);
    u32 at = 0;
    for (DictEntry *entry; is_good && (entry = dict_next(value_ref(self->keywords), &at));)
        is_good = append_repr(rt, &builder, ", ", value_str(entry->key), entry->value);
    if (is_good) {
        builder_char(&builder, ')');
        return word_object(builder_finish(&builder));
    }
    builder_deinit(&builder);
    return word_error();
}

ResultWord rt_native_PARTIAL_FUNC(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Partial *)value_ref(args[0]))->function));
}

ResultWord rt_native_PARTIAL_ARGS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Partial *)value_ref(args[0]))->args));
}

ResultWord rt_native_PARTIAL_KEYWORDS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Partial *)value_ref(args[0]))->keywords));
}

ResultWord rt_native_PARTIAL_DICT(RtState *rt, const Value *args) {
    Partial *self = value_ref(args[0]);
    if (self->dict == VALUE_NONE) self->dict = value_from_ref(dict_new(rt, 0));
    return word_ok(value_retain(self->dict));
}
