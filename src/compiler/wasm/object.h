// compiler/wasm/object.h — reads a linked wasm module that kept its relocations (wasm-ld
// --emit-relocs): the runtime, for link.h.
//
// Foreign input: everything is checked, nothing is believed. What the linker has no use for is
// STATUS_UNSUPPORTED: several tables or memories, passive segments, computed offsets. The slices
// point into the bytes that were read.
#pragma once

#include "base/arena.h"
#include "base/slice.h"
#include "base/status.h"
#include "base/vec.h"

typedef enum {
    RELOC_FUNCTION_LEB = 0,
    RELOC_TABLE_INDEX_SLEB = 1,
    RELOC_TABLE_INDEX_I32 = 2,
    RELOC_ADDRESS_LEB = 3,
    RELOC_ADDRESS_SLEB = 4,
    RELOC_ADDRESS_I32 = 5,
    RELOC_TYPE_LEB = 6,
    RELOC_GLOBAL_LEB = 7,
    RELOC_TABLE_LEB = 20,
} RelocKind;

typedef struct {
    RelocKind kind;
    u32 offset;  // in the section's contents, ascending
    u32 symbol;  // a type's index for RELOC_TYPE_LEB
    i32 addend;  // of addresses
} ObjectReloc;

typedef enum {
    SYMBOL_FUNCTION,
    SYMBOL_DATA,
    SYMBOL_GLOBAL,
    SYMBOL_SECTION,
    SYMBOL_TAG,
    SYMBOL_TABLE
} SymbolKind;

typedef struct {
    SymbolKind kind;
    u32 index;         // of the function or global; of a data symbol its segment
    u32 offset, size;  // in the segment, of a data symbol
    bool is_undefined;
    Slice name;
} ObjectSymbol;

typedef struct {
    Slice module, name;
    u32 type;
} ObjectImport;

typedef struct {
    Slice name;
    u8 kind;
    u32 index;
} ObjectExport;

typedef struct {
    Slice bytes;  // with the declarations of its locals, without its length
    u32 offset;   // of `bytes` in the section's contents
} ObjectBody;

typedef struct {
    u32 address;
    Slice bytes;
    u32 offset;  // of `bytes` in the section's contents
} ObjectSegment;

typedef struct {
    VEC(Slice) types;  // as encoded
    VEC(ObjectImport) imports;
    VEC(u32) func_types;  // of the module's own functions
    VEC(ObjectExport) exports;
    VEC(u32) elements;  // functions, by table index - 1
    VEC(ObjectBody) bodies;
    VEC(ObjectSegment) segments;
    VEC(ObjectSymbol) symbols;
    VEC(ObjectReloc) code_relocs, data_relocs;
    Slice globals;  // contents behind the count
    u32 global_count;
    u32 memory_pages;
} WasmObject;

NODISCARD Status object_read(Arena *arena, Slice bytes, WasmObject *object);
