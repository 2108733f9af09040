// base/check.h — stops the process where our own code is wrong (style guide, section 5).
//
// CHECK stays in release builds; DCHECK is for checks that cost too much there.
#pragma once

#include "base/types.h"

// Reports "file:line: check failed: text" on standard error (a trap in wasm) and never returns.
NORETURN void check_fail(const char *file, int line, const char *text);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (UNLIKELY(!(condition))) check_fail(__FILE__, __LINE__, #condition);                    \
    } while (0)

#ifdef NDEBUG
#define DCHECK(condition) ((void)sizeof(condition))
#else
#define DCHECK(condition) CHECK(condition)
#endif

#define UNREACHABLE(text) check_fail(__FILE__, __LINE__, text)
