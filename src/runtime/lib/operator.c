// Module operator: the operators as functions.
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/iterator.h"

// ---- comparisons
#define COMPARISON(NAME)                                                                           \
    ResultWord rt_native_OPERATOR_##NAME(RtState *rt, const Value *args) {                         \
        return rt_compare(rt, args[0], args[1], RT_##NAME);                                        \
    }
COMPARISON(LT)
COMPARISON(LE)
COMPARISON(EQ)
COMPARISON(NE)
COMPARISON(GT)
COMPARISON(GE)

// ---- arithmetic
#define BINARY(NAME, function)                                                                     \
    ResultWord rt_native_OPERATOR_##NAME(RtState *rt, const Value *args) {                         \
        return function(rt, args[0], args[1]);                                                     \
    }
BINARY(ADD, rt_add)
BINARY(SUB, rt_sub)
BINARY(MUL, rt_mul)
BINARY(TRUEDIV, rt_truediv)
BINARY(FLOORDIV, rt_floordiv)
BINARY(MOD, rt_mod)
BINARY(POW, rt_pow)
BINARY(MATMUL, rt_matmul)
BINARY(LSHIFT, rt_lshift)
BINARY(RSHIFT, rt_rshift)
BINARY(AND, rt_and)
BINARY(OR, rt_or)
BINARY(XOR, rt_xor)
BINARY(GETITEM, rt_getitem)

#define INPLACE(NAME, OP)                                                                          \
    ResultWord rt_native_OPERATOR_##NAME(RtState *rt, const Value *args) {                         \
        return rt_inplace(rt, value_retain(args[0]), args[1], RT_OP_##OP);                         \
    }
INPLACE(IADD, ADD)
INPLACE(ISUB, SUB)
INPLACE(IMUL, MUL)
INPLACE(ITRUEDIV, TRUEDIV)
INPLACE(IFLOORDIV, FLOORDIV)
INPLACE(IMOD, MOD)
INPLACE(IPOW, POW)
INPLACE(IMATMUL, MATMUL)
INPLACE(ILSHIFT, LSHIFT)
INPLACE(IRSHIFT, RSHIFT)
INPLACE(IAND, AND)
INPLACE(IOR, OR)
INPLACE(IXOR, XOR)

#define UNARY(NAME, function)                                                                      \
    ResultWord rt_native_OPERATOR_##NAME(RtState *rt, const Value *args) {                         \
        return function(rt, args[0]);                                                              \
    }
UNARY(NEG, rt_neg)
UNARY(POS, rt_pos)
UNARY(INVERT, rt_invert)
UNARY(INV, rt_invert)

ResultWord rt_native_OPERATOR_ABS(RtState *rt, const Value *args) {
    return rt_native_ABS(rt, args);
}

ResultWord rt_native_OPERATOR_INDEX(RtState *rt, const Value *args) {
    ResultWord word = int_index(rt, args[0], "'%T' object cannot be interpreted as an integer");
    return word.is_error ? word : word_ok(value_from_int((IntWord)word.value));
}

// ---- truth and identity
ResultWord rt_native_OPERATOR_TRUTH(RtState *rt, const Value *args) {
    ResultI32 truth = rt_truth(rt, args[0]);
    return truth.is_error ? word_error() : word_ok(value_from_bool(truth.value));
}

ResultWord rt_native_OPERATOR_NOT(RtState *rt, const Value *args) {
    ResultI32 truth = rt_truth(rt, args[0]);
    return truth.is_error ? word_error() : word_ok(value_from_bool(!truth.value));
}

ResultWord rt_native_OPERATOR_IS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_bool(args[0] == args[1]));
}

ResultWord rt_native_OPERATOR_IS_NOT(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_bool(args[0] != args[1]));
}

ResultWord rt_native_OPERATOR_IS_NONE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_bool(args[0] == VALUE_NONE));
}

ResultWord rt_native_OPERATOR_IS_NOT_NONE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_bool(args[0] != VALUE_NONE));
}

// ---- sequences
static bool is_sequence(RtState *rt, Value value) {
    switch (value_class(value)) {
    case CLASS_STR:
    case CLASS_BYTES:
    case CLASS_BYTEARRAY:
    case CLASS_LIST:
    case CLASS_TUPLE:
    case CLASS_RANGE: return true;
    case CLASS_DICT: return false;
    default: return class_find_user(rt, value, NAME_GETITEM);
    }
}

static ResultWord concat(RtState *rt, const Value *args, bool is_inplace) {
    if (!is_sequence(rt, args[0]))
        return error_format(rt, CLASS_TYPE_ERROR, "'%T' object can't be concatenated", args[0]);
    return is_inplace ? rt_inplace(rt, value_retain(args[0]), args[1], RT_OP_ADD)
                      : rt_add(rt, args[0], args[1]);
}

ResultWord rt_native_OPERATOR_CONCAT(RtState *rt, const Value *args) {
    return concat(rt, args, false);
}

ResultWord rt_native_OPERATOR_ICONCAT(RtState *rt, const Value *args) {
    return concat(rt, args, true);
}

ResultWord rt_native_OPERATOR_CONTAINS(RtState *rt, const Value *args) {
    ResultI32 found = rt_contains(rt, args[0], args[1]);
    return found.is_error ? word_error() : word_ok(value_from_bool(found.value));
}

// How often, or, where `is_index`, at which place first: -1 nowhere. False: exception.
static bool search(RtState *rt, const Value *args, bool is_index, i64 *answer) {
    ResultWord source = rt_iter(rt, args[0]);
    if (source.is_error) return false;
    bool is_good = true;
    i64 count = 0;
    *answer = is_index ? -1 : 0;
    for (;; count++) {
        ResultWord item = rt_next(rt, source.value);
        is_good = !item.is_error;
        if (iterator_is_done(item)) break;
        ResultI32 equal =
            item.value == args[1] ? i32_ok(1) : rt_compare_bool(rt, item.value, args[1], RT_EQ);
        value_release(rt, item.value);
        is_good = !equal.is_error;
        if (!is_good) break;
        if (!equal.value) continue;
        *answer = is_index ? count : *answer + 1;
        if (is_index) break;
    }
    value_release(rt, source.value);
    return is_good;
}

ResultWord rt_native_OPERATOR_COUNT_OF(RtState *rt, const Value *args) {
    i64 count;
    return search(rt, args, false, &count) ? word_ok(value_from_small(count)) : word_error();
}

ResultWord rt_native_OPERATOR_INDEX_OF(RtState *rt, const Value *args) {
    i64 index;
    if (!search(rt, args, true, &index)) return word_error();
    if (index < 0) return error_text(rt, CLASS_VALUE_ERROR, "sequence.index(x): x not in sequence");
    return word_ok(value_from_small(index));
}

ResultWord rt_native_OPERATOR_SETITEM(RtState *rt, const Value *args) {
    return rt_setitem(rt, args[0], args[1], args[2]) ? word_error() : word_ok(VALUE_NONE);
}

ResultWord rt_native_OPERATOR_DELITEM(RtState *rt, const Value *args) {
    return rt_delitem(rt, args[0], args[1]) ? word_error() : word_ok(VALUE_NONE);
}

// How many items the iterator of a built-in class has left; -1: it does not say.
static i64 items_left(RtState *rt, Value value) {
    u32 class_id = value_class(value);
    if (class_id < CLASS_LIST_ITERATOR || class_id > CLASS_SET_ITERATOR) return -1;
    const Iterator *iterator = value_ref(value);
    if (iterator->source == VALUE_NONE) return 0;
    if (class_id == CLASS_RANGE_ITERATOR) return iterator->limit;
    if (class_id == CLASS_LIST_REVERSE_ITERATOR) return iterator->index + 1;
    if (class_id == CLASS_DICT_REVERSEKEYITERATOR || class_id == CLASS_SET_ITERATOR) return -1;
    if (class_id >= CLASS_DICT_KEYITERATOR) return iterator->limit - iterator->step;
    ResultWord len = rt_len(rt, iterator->source);
    return len.is_error ? -1 : (i64)len.value - iterator->index;
}

ResultWord rt_native_OPERATOR_LENGTH_HINT(RtState *rt, const Value *args) {
    Value fallback = argument_is_absent(args[1]) ? value_from_small(0) : args[1];
    if (!value_is_int(fallback) && !value_is_bool(fallback))
        return error_format(rt, CLASS_TYPE_ERROR, "'%T' object cannot be interpreted as an integer",
                            fallback);
    ResultWord len = rt_len(rt, args[0]);
    if (!len.is_error) return word_ok(value_from_small((i64)len.value));
    if (!error_is(rt, CLASS_TYPE_ERROR)) return len;
    error_clear(rt);
    i64 left = items_left(rt, args[0]);
    if (left >= 0) return word_ok(value_from_small(left));
    PART_MAKE(PART_OPEN);  // whatever the class
    Str *name = str_intern_text(rt, "__length_hint__");
    ClassAttribute *method = class_find(rt, class_of(rt, args[0]), name);
    object_release(rt, name);
    if (!method) return word_ok(value_retain(fallback));
    ResultWord hint = call_attribute(rt, method, args[0], NULL, 0);
    if (hint.is_error && error_is(rt, CLASS_TYPE_ERROR)) {
        error_clear(rt);
        return word_ok(value_retain(fallback));
    }
    if (hint.is_error) return hint;
    if (hint.value == VALUE_NOT_IMPLEMENTED) return word_ok(value_retain(fallback));
    bool is_int = value_is_int(hint.value);
    if (is_int && rt_int_compare(rt, value_int_peek(hint.value), 0) >= 0) return hint;
    if (is_int)
        error_text(rt, CLASS_VALUE_ERROR, "__length_hint__() should return >= 0");
    else
        error_format(rt, CLASS_TYPE_ERROR, "__length_hint__ must be an integer, not %T",
                     hint.value);
    value_release(rt, hint.value);
    return word_error();
}

ResultWord rt_native_OPERATOR_CALL(RtState *rt, const Value *args) {
    return call_value_dict(rt, args[0], VALUE_UNDEFINED, value_ref(args[1]), value_ref(args[2]));
}
