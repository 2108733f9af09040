#include "runtime/core/methods/argument.h"

static const char not_an_integer[] = "'%T' object cannot be interpreted as an integer";

bool argument_count(RtState *rt, Value value, i64 if_absent, i64 *number) {
    if (argument_is_absent(value)) {
        *number = if_absent;
        return true;
    }
    ResultWord word = int_index(rt, value, not_an_integer);
    if (word.is_error) return false;
    *number = rt_int_to_index(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    return true;
}

bool argument_int(RtState *rt, Value value, i64 if_absent, i64 *number) {
    return argument_count(rt, value == VALUE_NONE ? VALUE_UNDEFINED : value, if_absent, number);
}

bool argument_range(RtState *rt, Value start, Value end, u32 len, i64 *first, i64 *last) {
    if (!argument_int(rt, start, 0, first) || !argument_int(rt, end, len, last)) return false;
    if (*first < 0) *first += len;
    if (*last < 0) *last += len;
    if (*first < 0) *first = 0;
    if (*last < 0) *last = 0;
    if (*last > len) *last = len;
    return true;
}

Str *argument_str(RtState *rt, Value value, const char *message) {
    if (value_is_str(value)) return value_str(value);
    error_format(rt, CLASS_TYPE_ERROR, message, value);
    return NULL;
}

bool argument_truth(RtState *rt, Value value, bool if_absent, bool *truth) {
    if (argument_is_absent(value)) {
        *truth = if_absent;
        return true;
    }
    ResultI32 result = rt_truth(rt, value);
    *truth = result.value;
    return !result.is_error;
}
