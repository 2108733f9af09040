// runtime/core/error.h — raising from C. Every function here leaves the new exception in
// RtState.exception, with the one being handled as its context; those that return do so for `return
// error_…(…);` in a function of that result type.
#pragma once

#include "abi/part.h"
#include "runtime/core/result.h"
#include "runtime/core/state.h"

// `format` as builder_format: %s text, %S Str *, %d i64, %u u32, %c, %T a Value's class name, %%.
ResultWord error_format_of(RtState *rt, u32 class_id, const char *format, ...);
// class(what was built); finishes the builder.
struct StrBuilder;
ResultWord error_built_of(RtState *rt, u32 class_id, struct StrBuilder *builder);
ResultWord error_text_of(RtState *rt, u32 class_id, const char *text);
ResultWord error_key(RtState *rt, Value key);                          // KeyError(key)
ResultWord error_value_of(RtState *rt, u32 class_id, Value argument);  // class(argument)
ResultWord error_no_memory(RtState *rt);
ResultWord error_host(RtState *rt,
                      Status status);  // OSError, or KeyboardInterrupt when interrupted

// The class is a constant, so that the linker knows which exceptions there can be; who calls one of
// the functions above says PART_MAKE himself (abi/part.h).
#define ERROR_OF(class_id, call)                                                                   \
    (__extension__({                                                                               \
        PART_MAKE(class_id);                                                                       \
        call;                                                                                      \
    }))
#define error_format(rt, class_id, ...)                                                            \
    ERROR_OF(class_id, error_format_of(rt, class_id, __VA_ARGS__))
#define error_built(rt, class_id, builder) ERROR_OF(class_id, error_built_of(rt, class_id, builder))
#define error_text(rt, class_id, text) ERROR_OF(class_id, error_text_of(rt, class_id, text))
#define error_value(rt, class_id, argument)                                                        \
    ERROR_OF(class_id, error_value_of(rt, class_id, argument))

bool error_is(RtState *rt,
              u32 class_id);  // whether the current exception is of that built-in class
void error_clear(RtState *rt);
void error_set_take(RtState *rt, Value exception);  // makes it current and fills its context
