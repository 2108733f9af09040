// A state for tests: it writes to memory, and closing it checks that nothing leaked.
#pragma once

#include "tests/unit/test.h"

#include "abi/program.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"

RtState *fixture_open(void);
void fixture_close(RtState *rt);
const char *fixture_output(RtState *rt);  // what was written to stdout and stderr so far
Value fixture_module(RtState *rt, const char *name);
Value fixture_text(RtState *rt, const char *text);
// repr(value), which is released, compared with `expected`.
void fixture_expect(RtState *rt, ResultWord result, const char *expected);
// The current exception's "Class: text", cleared.
void fixture_expect_error(RtState *rt, bool is_error, const char *expected);
// Calls a builtin or a method of the first argument by name; arguments are released.
ResultWord fixture_call(RtState *rt, u32 native, u32 count, ...);
ResultWord fixture_method(RtState *rt, const char *name, u32 count, ...);
Value fixture_list(RtState *rt, u32 count, ...);  // takes Values
