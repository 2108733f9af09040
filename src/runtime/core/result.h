// runtime/core/result.h — making and reading the results of fallible calls (abi/object.h,
// "results").
#pragma once

#include "abi/object.h"

static inline ResultWord word_ok(u64 value) {
    return (ResultWord){value, 0};
}

static inline ResultWord word_error(void) {
    return (ResultWord){0, 1};
}

static inline ResultWord word_object(const void *object) {
    return (ResultWord){value_from_ref(object), 0};
}

static inline ResultF64 f64_ok(f64 value) {
    return (ResultF64){value, 0};
}

static inline ResultF64 f64_error(void) {
    return (ResultF64){0, 1};
}

static inline ResultI32 i32_ok(u32 value) {
    return (ResultI32){value, 0};
}

static inline ResultI32 i32_error(void) {
    return (ResultI32){0, 1};
}

static inline ResultRef ref_ok(void *value) {
    return (ResultRef){value, 0};
}

static inline ResultRef ref_error(void) {
    return (ResultRef){NULL, 1};
}
