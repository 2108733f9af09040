// base/slice.h — a borrowed run of bytes: pointer and length, never terminated by 0.
#pragma once

#include "base/types.h"

typedef struct {
    const u8 *data;  // borrowed
    usize len;
} Slice;

typedef struct {
    u8 *data;  // borrowed
    usize len;
} MutSlice;

// A slice of a string literal, for tables and comparisons.
#define SLICE_LITERAL(text) ((Slice){(const u8 *)("" text), sizeof(text) - 1})

static inline Slice slice_make(const void *data, usize len) {
    return (Slice){(const u8 *)data, len};
}

Slice slice_of_text(const char *text);
bool slice_equal(Slice left, Slice right);
int slice_compare(Slice left, Slice right);  // bytewise; <0, 0, >0
bool slice_starts_with(Slice slice, Slice prefix);
bool slice_ends_with(Slice slice, Slice suffix);
Slice slice_from(Slice slice, usize start);              // start <= len
Slice slice_range(Slice slice, usize start, usize end);  // start <= end <= len
u64 slice_hash(Slice slice);  // FNV-1a folded; not keyed, for compiler tables only
