// Clang turns loops and assignments into calls of these; natively libc has them.
#ifdef __wasm__

#include "base/types.h"

void *memcpy(void *restrict to, const void *restrict from, usize bytes);
void *memmove(void *to, const void *from, usize bytes);
void *memset(void *to, int value, usize bytes);
int memcmp(const void *left, const void *right, usize bytes);
usize strlen(const char *text);
void *memchr(const void *data, int byte, usize bytes);
int strncmp(const char *left, const char *right, usize len);

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
    usize i = 0;
    for (; i + 8 <= bytes; i += 8) {
        u64 x, y;
        __builtin_memcpy(&x, a + i, 8);
        __builtin_memcpy(&y, b + i, 8);
        if (x != y) break;
    }
    for (; i < bytes; i++) {
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

usize strlen(const char *text) {
    usize len = 0;
    while (text[len]) len++;
    return len;
}

void *memchr(const void *data, int byte, usize bytes) {
    const u8 *at = data;
    for (usize i = 0; i < bytes; i++) {
        if (at[i] == (u8)byte) return (void *)(uintptr_t)(at + i);
    }
    return (void *)0;
}

int strncmp(const char *left, const char *right, usize len) {
    for (usize i = 0; i < len; i++) {
        if (left[i] != right[i] || left[i] == 0) return (u8)left[i] - (u8)right[i];
    }
    return 0;
}

#else

typedef int mem_is_only_for_wasm;

#endif
