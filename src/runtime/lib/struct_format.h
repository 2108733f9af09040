// runtime/lib/struct_format.h — the formats of module struct, read item by item.
//
// Sizes and alignment of native formats are those of a host with 64-bit addresses, on every engine.
#pragma once

#include "runtime/core/str.h"

typedef struct {
    const u8 *at, *end;
    bool is_native, is_big;
} StructReader;

typedef struct {
    u8 code;
    i64 count;  // repeats, or for s and p the bytes
    u32 bytes;  // of one
    u32 align;  // 1 where items are not aligned
    bool is_native, is_big;
} StructItem;

typedef struct {
    i64 bytes, item_count;  // of the whole format
} StructSize;

void struct_format_begin(StructReader *reader, Slice format);
// 1: an item, 0: the end, -1: struct.error raised.
int struct_format_next(RtState *rt, StructReader *reader, StructItem *item);
bool struct_format_size(RtState *rt, Slice format, StructSize *size);  // false: exception
// Where an item behind `offset` bytes begins.
static inline i64 struct_format_align(i64 offset, const StructItem *item) {
    return (offset + item->align - 1) / item->align * item->align;
}

// Writes one value. False: exception.
bool struct_format_pack(RtState *rt, const StructItem *item, u8 *out, Value value);
Value struct_format_unpack(RtState *rt, const StructItem *item, const u8 *in);
