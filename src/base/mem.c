// Clang turns loops and assignments into calls of these five; natively libc has them.
#ifdef __wasm__

#include "base/types.h"

void *memcpy(void *restrict to, const void *restrict from, usize bytes);
void *memmove(void *to, const void *from, usize bytes);
void *memset(void *to, int value, usize bytes);
int memcmp(const void *left, const void *right, usize bytes);
usize strlen(const char *text);

// With -mbulk-memory the builtins become single instructions, so these do not call themselves.
void *memcpy(void *restrict to, const void *restrict from, usize bytes) {
    return __builtin_memcpy(to, from, bytes);
}

void *memmove(void *to, const void *from, usize bytes) {
    return __builtin_memmove(to, from, bytes);
}

void *memset(void *to, int value, usize bytes) {
    return __builtin_memset(to, value, bytes);
}

int memcmp(const void *left, const void *right, usize bytes) {
    const u8 *a = left, *b = right;
    for (usize i = 0; i < bytes; i++) {
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

usize strlen(const char *text) {
    usize len = 0;
    while (text[len]) len++;
    return len;
}

#else

typedef int mem_is_only_for_wasm;

#endif
