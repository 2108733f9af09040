// functools: reduce and cmp_to_key.
#include "runtime/core/call.h"
#include "runtime/core/methods/argument.h"
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
