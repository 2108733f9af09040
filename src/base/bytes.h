// base/bytes.h — a growing byte buffer in an arena: what printers, encoders and back ends write to.
#pragma once

#include "base/arena.h"
#include "base/slice.h"

#include <stdarg.h>

typedef struct {
    Arena *arena;  // borrowed
    u8 *data;      // in arena
    usize len, capacity;
} Bytes;

void bytes_init(Bytes *bytes, Arena *arena);
void bytes_reserve(Bytes *bytes, usize extra);
void bytes_push(Bytes *bytes, u8 byte);
void bytes_append(Bytes *bytes, Slice slice);
void bytes_text(Bytes *bytes, const char *text);
void bytes_u64(Bytes *bytes, u64 value);  // decimal
void bytes_i64(Bytes *bytes, i64 value);  // decimal
void bytes_hex(Bytes *bytes, u64 value);  // lower case, no prefix, no leading zeros
// Understands %s (const char *), %S (Slice *), %c, %d (i32), %u (u32), %D (i64), %U (u64), %x (u64)
// and %%.
void bytes_format(Bytes *bytes, const char *format, ...);
void bytes_format_args(Bytes *bytes, const char *format, va_list args);
Slice bytes_slice(const Bytes *bytes);  // good until the next write
