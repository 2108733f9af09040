#include "runtime/core/methods/argument.h"

bool argument_count(RtState *rt, Value value, i64 if_absent, i64 *number) {
    *number = if_absent;
    return argument_is_absent(value) || int_size(rt, value, number);
}

bool argument_c_int(RtState *rt, Value value, i64 if_absent, i64 *number) {
    *number = if_absent;
    if (argument_is_absent(value)) return true;
    ResultWord word = int_index(rt, value, "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return false;
    *number = rt_int_to_index(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    if (*number >= INT32_MIN && *number <= INT32_MAX) return true;
    error_text(rt, CLASS_OVERFLOW_ERROR, "Python int too large to convert to C int");
    return false;
}

bool argument_int(RtState *rt, Value value, i64 if_absent, i64 *number) {
    *number = if_absent;
    if (argument_is_none(value)) return true;
    ResultWord word =
        int_index(rt, value, "slice indices must be integers or None or have an __index__ method");
    if (word.is_error) return false;
    *number = rt_int_to_index(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    return true;
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

Str *argument_no_str(RtState *rt, Value value, const char *message) {
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
