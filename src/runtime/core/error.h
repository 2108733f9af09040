// runtime/core/error.h — raising from C. Every function here leaves the new exception in
// RtState.exception, with the one being handled as its context; those that return do so for `return
// error_…(…);` in a function of that result type.
#pragma once

#include "runtime/core/result.h"
#include "runtime/core/state.h"

// `format` as builder_format: %s text, %S Str *, %d i64, %u u32, %c, %T a Value's class name, %%.
ResultWord error_format(RtState *rt, u32 class_id, const char *format, ...);
// class(what was built); finishes the builder.
struct StrBuilder;
ResultWord error_built(RtState *rt, u32 class_id, struct StrBuilder *builder);
ResultWord error_text(RtState *rt, u32 class_id, const char *text);
ResultWord error_key(RtState *rt, Value key);                       // KeyError(key)
ResultWord error_value(RtState *rt, u32 class_id, Value argument);  // class(argument)
ResultWord error_no_memory(RtState *rt);
ResultWord error_host(RtState *rt,
                      Status status);  // OSError, or KeyboardInterrupt when interrupted

bool error_is(RtState *rt,
              u32 class_id);  // whether the current exception is of that built-in class
void error_clear(RtState *rt);
void error_set_take(RtState *rt, Value exception);  // makes it current and fills its context
