// A file as bytes, for tests: the table that the build makes is at KRAIT_WEB_IDL.
#pragma once

#include "base/arena.h"
#include "base/slice.h"

#include <stdio.h>

static inline Slice web_file_read(Arena *arena, const char *path) {
    enum { BYTES_MAX = 1024 * 1024 };
    FILE *file = fopen(path, "rb");
    if (!file) return (Slice){0};
    u8 *bytes = arena_alloc(arena, BYTES_MAX);
    usize len = fread(bytes, 1, BYTES_MAX, file);
    fclose(file);
    return slice_make(bytes, len);
}
