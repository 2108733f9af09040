// Functions and data of the runtime with the new numbers of a module they are copied to.
#include "compiler/wasm/link_priv.h"

#include <string.h>

void link_copy_init(LinkCopy *copy, const Shake *shake) {
    *copy = (LinkCopy){.shake = shake};
    copy->func_index = ARENA_NEW_ARRAY(shake->arena, u32, shake->func_count + 1);
    copy->table_index = ARENA_NEW_ARRAY(shake->arena, u32, shake->func_count + 1);
}

// ---- functions

// The LEB128 number at `at`: `len` is 0 when it does not end in time.
static i64 read_number(Slice bytes, u32 at, bool is_signed, u32 *len) {
    i64 number = 0;
    for (u32 i = 0; i < 5 && at + i < bytes.len; i++) {
        u8 byte = bytes.data[at + i];
        number |= (i64)(byte & 127) << 7 * i;
        if (byte & 128) continue;
        if (is_signed && (byte & 64)) number -= INT64_C(1) << 7 * (i + 1);
        return *len = i + 1, number;
    }
    return *len = 0, 0;
}

static void put_number(const LinkCopy *copy, const ObjectReloc *reloc, i64 old, Bytes *code) {
    const ObjectSymbol *symbols = copy->shake->object->symbols.items;
    switch (reloc->kind) {
    case RELOC_FUNCTION_LEB: wasm_u32(code, copy->func_index[symbols[reloc->symbol].index]); break;
    case RELOC_TABLE_INDEX_SLEB:
        wasm_i64(code, copy->table_index[symbols[reloc->symbol].index]);
        break;
    case RELOC_ADDRESS_SLEB: wasm_i64(code, old); break;
    default: wasm_u32(code, (u64)old); break;
    }
}

// All that a linker may change is written in five bytes there, and here as short as it can be.
Status link_put_body(const LinkCopy *copy, const ObjectBody *body, Bytes *section) {
    const WasmObject *o = copy->shake->object;
    RelocRange range =
        shake_relocs_in(o->code_relocs.items, o->code_relocs.count, body->offset, body->bytes.len);
    Bytes code;
    bytes_init(&code, copy->shake->arena);
    u32 done = 0;
    for (u32 i = range.first; i < range.end; i++) {
        const ObjectReloc *reloc = &o->code_relocs.items[i];
        bool is_signed = reloc->kind == RELOC_ADDRESS_SLEB || reloc->kind == RELOC_TABLE_INDEX_SLEB;
        u32 at = reloc->offset - body->offset, len;
        i64 old = read_number(body->bytes, at, is_signed, &len);
        if (len == 0 || at < done) return STATUS_CORRUPT;
        bytes_append(&code, slice_make(body->bytes.data + done, at - done));
        put_number(copy, reloc, old, &code);
        done = at + len;
    }
    bytes_append(&code, slice_make(body->bytes.data + done, body->bytes.len - done));
    wasm_u32(section, code.len);
    bytes_append(section, bytes_slice(&code));
    return STATUS_OK;
}

// ---- data

// The segment's bytes with the new table indices.
static Status patched(const LinkCopy *copy, u32 index, u8 **result) {
    const WasmObject *o = copy->shake->object;
    const ObjectSegment *segment = &o->segments.items[index];
    u8 *bytes = arena_alloc(copy->shake->arena, segment->bytes.len + 1);
    if (segment->bytes.len > 0) memcpy(bytes, segment->bytes.data, segment->bytes.len);
    *result = bytes;
    RelocRange range = shake_relocs_in(o->data_relocs.items, o->data_relocs.count, segment->offset,
                                       segment->bytes.len);
    for (u32 i = range.first; i < range.end; i++) {
        const ObjectReloc *reloc = &o->data_relocs.items[i];
        u32 at = reloc->offset - segment->offset;
        if (reloc->kind != RELOC_TABLE_INDEX_I32) continue;
        if (at + 4 > segment->bytes.len) return STATUS_CORRUPT;
        u32 func = o->symbols.items[reloc->symbol].index;
        u32 place = shake_is_reloc_live(copy->shake, reloc) ? copy->table_index[func] : 0;
        for (u32 k = 0; k < 4; k++) bytes[at + k] = (u8)(place >> 8 * k);
    }
    return STATUS_OK;
}

static void put_segment(Bytes *segments, u32 address, Slice bytes) {
    bytes_push(segments, 0);
    bytes_push(segments, W_I32_CONST);
    wasm_i64(segments, (i32)address);
    bytes_push(segments, W_END);
    wasm_u32(segments, bytes.len);
    bytes_append(segments, bytes);
}

// The runs of bytes that are not dead. What lies at most `gap_max` bytes apart is one run, with
// zeros between.
static u32 put_runs(const ObjectSegment *segment, const bool *is_dead, u32 gap_max, u8 *bytes,
                    Bytes *segments) {
    u32 len = (u32)segment->bytes.len, count = 0;
    for (u32 at = 0; at < len;) {
        if (is_dead[at]) {
            at++;
            continue;
        }
        u32 end = at + 1, last = at;
        for (; end < len && end - last <= gap_max; end++) {
            if (!is_dead[end]) last = end;
        }
        for (u32 k = at; k <= last; k++) bytes[k] = is_dead[k] ? 0 : bytes[k];
        put_segment(segments, segment->address + at, slice_make(bytes + at, last + 1 - at));
        count++;
        at = last + 1;
    }
    return count;
}

Status link_put_data(const LinkCopy *copy, bool *const *is_dead, u32 gap_max, Bytes *section) {
    const WasmObject *o = copy->shake->object;
    Bytes segments;
    bytes_init(&segments, copy->shake->arena);
    u32 count = 0;
    for (u32 i = 0; i < o->segments.count; i++) {
        u8 *bytes;
        Status status = patched(copy, i, &bytes);
        if (status != STATUS_OK) return status;
        count += put_runs(&o->segments.items[i], is_dead[i], gap_max, bytes, &segments);
    }
    wasm_u32(section, count);
    bytes_append(section, bytes_slice(&segments));
    return STATUS_OK;
}
