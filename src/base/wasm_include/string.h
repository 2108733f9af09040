// The part of <string.h> that freestanding rooms use, for wasm32, where there is no libc. See
// mem.c.
#pragma once

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t bytes);
void *memmove(void *to, const void *from, size_t bytes);
void *memset(void *to, int value, size_t bytes);
int memcmp(const void *left, const void *right, size_t bytes);
size_t strlen(const char *text);
void *memchr(const void *data, int byte, size_t bytes);
int strncmp(const char *left, const char *right, size_t len);

// -ffreestanding keeps clang from knowing these by name: a copy of 8 bytes would be a call.
#define memcpy __builtin_memcpy
#define memmove __builtin_memmove
#define memset __builtin_memset
