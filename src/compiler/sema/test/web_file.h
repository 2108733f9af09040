// The table that the build makes, for tests.
#pragma once

#include "base/arena.h"
#include "base/slice.h"

#include <stdio.h>

static inline Slice web_file_read(Arena *arena) {
    enum { BYTES_MAX = 1024 * 1024 };
    FILE *file = fopen(KRAIT_WEB_IDL, "rb");
    if (!file) return (Slice){0};
    u8 *bytes = arena_alloc(arena, BYTES_MAX);
    usize len = fread(bytes, 1, BYTES_MAX, file);
    fclose(file);
    return slice_make(bytes, len);
}
