// Functions and data of the runtime with the new numbers of a module they are copied to.
#include "compiler/wasm/link_priv.h"

#include <string.h>

void link_copy_init(LinkCopy *copy, const Shake *shake) {
    *copy = (LinkCopy){.shake = shake};
    copy->func_index = ARENA_NEW_ARRAY(shake->arena, u32, shake->func_count + 1);
    copy->func_bytes = ARENA_NEW_ARRAY(shake->arena, u32, shake->func_count + 1);
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

static u8 byte_at(Slice bytes, u32 at) {
    return at < bytes.len ? bytes.data[at] : W_UNREACHABLE;
}

// A call of what is not there is a trap instead: what stands on the stack does not matter then.
static bool is_other_call(const LinkCopy *copy, const ObjectReloc *reloc) {
    if (reloc->kind != RELOC_FUNCTION_LEB) return false;
    u32 func = copy->shake->object->symbols.items[reloc->symbol].index;
    return !copy->shake->is_live[func] ||
           (copy->is_called_by_place && copy->is_called_by_place[func]);
}

static void put_zero(Bytes *code, u8 type) {
    switch (type) {
    case W_TYPE_I64: bytes_append(code, slice_make((const u8[]){W_I64_CONST, 0}, 2)); break;
    case W_TYPE_F64:
        bytes_push(code, W_F64_CONST);
        bytes_append(code, slice_make((const u8[8]){0}, 8));
        break;
    default: bytes_append(code, slice_make((const u8[]){W_I32_CONST, 0}, 2)); break;
    }
}

// A hook (abi/part.h) drops its arguments and gives zeros; any other function is never called.
// False: the module is corrupt.
static bool put_dead_call(const LinkCopy *copy, u32 func, Bytes *code) {
    const WasmObject *o = copy->shake->object;
    bool is_hook = copy->shake->is_hook && copy->shake->is_hook[func];
    if (!is_hook || func < o->imports.count) {
        bytes_push(code, W_UNREACHABLE);
        return true;
    }
    // Types of few values: one byte each for the counts.
    Slice type = o->types.items[o->func_types.items[func - o->imports.count]];
    u32 param_count = byte_at(type, 1), result_count = byte_at(type, 2 + param_count);
    if (3 + param_count + result_count != type.len) return false;
    for (u32 i = 0; i < param_count; i++) bytes_push(code, W_DROP);
    for (u32 i = 0; i < result_count; i++) put_zero(code, type.data[3 + param_count + i]);
    return true;
}

// The function is in another module, which puts it into the table.
static void put_call_by_place(const LinkCopy *copy, u32 func, bool is_tail, Bytes *code) {
    const WasmObject *o = copy->shake->object;
    bytes_push(code, W_I32_CONST);
    wasm_i64(code, copy->table_index[func]);
    bytes_push(code, is_tail ? W_RETURN_CALL_INDIRECT : W_CALL_INDIRECT);
    wasm_u32(code, o->func_types.items[func - o->imports.count]);
    bytes_push(code, 0);
}

// Stands for the call of `func` whose opcode is `call`. False: the module is corrupt.
static bool put_other_call(const LinkCopy *copy, u32 func, u8 call, Bytes *code) {
    if (call != W_CALL && call != W_RETURN_CALL) return false;
    if (!copy->shake->is_live[func]) return put_dead_call(copy, func, code);
    put_call_by_place(copy, func, call == W_RETURN_CALL, code);
    return true;
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
        bool is_mark = shake_is_mark(copy->shake, reloc), is_other = is_other_call(copy, reloc);
        if (len == 0 || at < done + (is_mark || is_other)) return STATUS_CORRUPT;
        u32 keep = at - (is_mark || is_other), end = at + len;
        bytes_append(&code, slice_make(body->bytes.data + done, keep - done));
        if (is_mark) {
            if (byte_at(body->bytes, keep) != W_I32_CONST || byte_at(body->bytes, end) != W_DROP)
                return STATUS_CORRUPT;
            end++;
        } else if (is_other) {
            u32 func = o->symbols.items[reloc->symbol].index;
            if (!put_other_call(copy, func, byte_at(body->bytes, keep), &code))
                return STATUS_CORRUPT;
        } else {
            put_number(copy, reloc, old, &code);
        }
        done = end;
    }
    bytes_append(&code, slice_make(body->bytes.data + done, body->bytes.len - done));
    copy->func_bytes[o->imports.count + (usize)(body - o->bodies.items)] = (u32)code.len + 1;
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
