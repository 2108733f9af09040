// The custom sections "linking" and "reloc.*" of WebAssembly's tool conventions (Linking.md).
#include "compiler/wasm/object_priv.h"

enum {
    LINKING_VERSION = 2,
    SUBSECTION_SYMBOLS = 8,
    SYMBOL_UNDEFINED = 0x10,
    SYMBOL_EXPLICIT_NAME = 0x40,
    SYMBOL_ABSOLUTE = 0x200,
};

static void check_symbol(ObjectReader *r, const WasmObject *o, const ObjectSymbol *symbol) {
    bool is_sound = true;
    if (symbol->kind == SYMBOL_FUNCTION)
        is_sound = symbol->index < o->imports.count + o->func_types.count;
    if (symbol->kind == SYMBOL_GLOBAL) is_sound = symbol->index < o->global_count;
    if (!is_sound) object_fail(r, STATUS_CORRUPT);
}

static ObjectSymbol read_symbol(ObjectReader *r) {
    ObjectSymbol symbol = {.kind = (SymbolKind)object_byte(r)};
    u32 flags = object_u32(r);
    symbol.is_undefined = flags & SYMBOL_UNDEFINED;
    switch (symbol.kind) {
    case SYMBOL_FUNCTION:
    case SYMBOL_GLOBAL:
    case SYMBOL_TAG:
    case SYMBOL_TABLE:
        symbol.index = object_u32(r);
        if (!symbol.is_undefined || (flags & SYMBOL_EXPLICIT_NAME))
            symbol.name = object_slice(r, object_u32(r));
        break;
    case SYMBOL_DATA:
        symbol.name = object_slice(r, object_u32(r));
        if (symbol.is_undefined) break;
        symbol.index = object_u32(r);
        symbol.offset = object_u32(r);
        symbol.size = object_u32(r);
        // An address outside all segments: no bytes belong to it.
        if (flags & SYMBOL_ABSOLUTE) symbol.size = 0;
        break;
    case SYMBOL_SECTION: symbol.index = object_u32(r); break;
    default: object_fail(r, STATUS_UNSUPPORTED); break;
    }
    return symbol;
}

void object_read_linking(ObjectReader *r, WasmObject *o) {
    if (object_u32(r) != LINKING_VERSION) object_fail(r, STATUS_UNSUPPORTED);
    u32 section_end = r->end;
    while (r->at < section_end && r->status == STATUS_OK) {
        u8 id = object_byte(r);
        u32 len = object_u32(r);
        if (len > section_end - r->at) object_fail(r, STATUS_CORRUPT);
        if (r->status != STATUS_OK) return;
        u32 end = r->at + len;
        if (id == SUBSECTION_SYMBOLS) {
            r->end = end;
            for (u32 left = object_count(r); left > 0 && r->status == STATUS_OK; left--) {
                ObjectSymbol symbol = read_symbol(r);
                check_symbol(r, o, &symbol);
                *VEC_PUSH(r->arena, &o->symbols) = symbol;
            }
            if (r->at != end) object_fail(r, STATUS_CORRUPT);
            r->end = section_end;
        }
        r->at = r->status == STATUS_OK ? end : section_end;
    }
}

// What a relocation's place may refer to, by its kind.
static void check_reloc(ObjectReader *r, const WasmObject *o, const ObjectReloc *reloc) {
    if (reloc->kind == RELOC_TYPE_LEB) {
        if (reloc->symbol >= o->types.count) object_fail(r, STATUS_CORRUPT);
        return;
    }
    if (reloc->symbol >= o->symbols.count) {
        object_fail(r, STATUS_CORRUPT);
        return;
    }
    const ObjectSymbol *symbol = &o->symbols.items[reloc->symbol];
    bool is_sound = true;
    switch (reloc->kind) {
    case RELOC_FUNCTION_LEB:
    case RELOC_TABLE_INDEX_SLEB:
    case RELOC_TABLE_INDEX_I32: is_sound = symbol->kind == SYMBOL_FUNCTION; break;
    case RELOC_ADDRESS_LEB:
    case RELOC_ADDRESS_SLEB:
    case RELOC_ADDRESS_I32: is_sound = symbol->kind == SYMBOL_DATA; break;
    default: break;
    }
    if (!is_sound) object_fail(r, STATUS_CORRUPT);
}

void object_read_relocs(ObjectReader *r, WasmObject *o, u32 section, bool is_code) {
    u32 target = object_u32(r);
    if (target != section || section == 0) object_fail(r, STATUS_CORRUPT);
    u32 last = 0;
    for (u32 left = object_count(r); left > 0 && r->status == STATUS_OK; left--) {
        ObjectReloc reloc = {.kind = (RelocKind)object_byte(r)};
        reloc.offset = object_u32(r);
        reloc.symbol = object_u32(r);
        switch (reloc.kind) {
        case RELOC_ADDRESS_LEB:
        case RELOC_ADDRESS_SLEB:
        case RELOC_ADDRESS_I32: reloc.addend = object_i32(r); break;
        case RELOC_FUNCTION_LEB:
        case RELOC_TABLE_INDEX_SLEB:
        case RELOC_TABLE_INDEX_I32:
        case RELOC_TYPE_LEB:
        case RELOC_GLOBAL_LEB:
        case RELOC_TABLE_LEB: break;
        default: object_fail(r, STATUS_UNSUPPORTED); break;
        }
        bool is_word = reloc.kind == RELOC_TABLE_INDEX_I32 || reloc.kind == RELOC_ADDRESS_I32;
        if (r->status == STATUS_OK && is_word == is_code) object_fail(r, STATUS_UNSUPPORTED);
        if (reloc.offset < last) object_fail(r, STATUS_UNSUPPORTED);
        last = reloc.offset;
        if (r->status == STATUS_OK) check_reloc(r, o, &reloc);
        if (is_code)
            *VEC_PUSH(r->arena, &o->code_relocs) = reloc;
        else
            *VEC_PUSH(r->arena, &o->data_relocs) = reloc;
    }
}
