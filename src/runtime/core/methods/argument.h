// runtime/core/methods/argument.h — reading the bound arguments of natives (abi/natives.h). Absent
// ones are UNDEFINED.
#pragma once

#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/str.h"

static inline bool argument_is_absent(Value value) {
    return value == VALUE_UNDEFINED;
}

static inline bool argument_is_none(Value value) {  // absent or None
    return value == VALUE_UNDEFINED || value == VALUE_NONE;
}

// A bound of a slice, clamped to an i64; `if_absent` when absent or None. False: exception.
NODISCARD bool argument_int(RtState *rt, Value value, i64 if_absent, i64 *number);
// A count, which None is not; OverflowError where it does not fit.
NODISCARD bool argument_count(RtState *rt, Value value, i64 if_absent, i64 *number);
NODISCARD bool argument_c_int(RtState *rt, Value value, i64 if_absent, i64 *number);  // of 32 bits
// start and end of a slice of something `len` long, as str.find and list.index take them: 0 <=
// start, end <= len.
NODISCARD bool argument_range(RtState *rt, Value start, Value end, u32 len, i64 *first, i64 *last);
// A str, or NULL and TypeError with `message` (one %T for the class of what was given). Borrowed.
NODISCARD Str *argument_no_str(RtState *rt, Value value, const char *message);  // raises
static inline Str *argument_str(RtState *rt, Value value, const char *message) {
    return LIKELY(value_is_str(value)) ? value_str(value) : argument_no_str(rt, value, message);
}
NODISCARD bool argument_truth(RtState *rt, Value value, bool if_absent, bool *truth);
