#include "base/check.h"

#ifdef __wasm__

void check_fail(const char *file, int line, const char *text) {
    (void)file, (void)line, (void)text;
    __builtin_trap();
}

#else

#include <stdio.h>
#include <stdlib.h>

void check_fail(const char *file, int line, const char *text) {
    fprintf(stderr, "%s:%d: check failed: %s\n", file, line, text);
    abort();
}

#endif
