// What object.c and object_symbol.c share: the place in the bytes.
#pragma once

#include "compiler/wasm/code.h"
#include "compiler/wasm/object.h"

enum { OBJECT_BYTES_MAX = 64 << 20 };

typedef struct {
    Arena *arena;  // borrowed
    Slice bytes;
    u32 at, end;                     // end: of the section at hand
    u32 code_section, data_section;  // numbers, counted with custom ones; 0 before they are seen
    Status status;                   // the first fault
} ObjectReader;

void object_fail(ObjectReader *r, Status status);
u8 object_byte(ObjectReader *r);
u32 object_u32(ObjectReader *r);
i32 object_i32(ObjectReader *r);
u32 object_count(ObjectReader *r);
Slice object_slice(ObjectReader *r, u32 len);

void object_read_linking(ObjectReader *r, WasmObject *o);
void object_read_relocs(ObjectReader *r, WasmObject *o, u32 section, bool is_code);
