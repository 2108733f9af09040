#include "compiler/wasm/object.h"

#include "compiler/wasm/object_priv.h"

// ---- numbers and names. After the first fault everything reads as 0 and empty.

void object_fail(ObjectReader *r, Status status) {
    if (r->status == STATUS_OK) r->status = status;
    r->at = r->end;
}

u8 object_byte(ObjectReader *r) {
    if (r->at >= r->end) return object_fail(r, STATUS_CORRUPT), (u8)0;
    return r->bytes.data[r->at++];
}

u32 object_u32(ObjectReader *r) {
    u64 number = 0;
    for (u32 shift = 0; shift < 35; shift += 7) {
        u8 byte = object_byte(r);
        number |= (u64)(byte & 127) << shift;
        if (byte & 128) continue;
        if (number > UINT32_MAX) object_fail(r, STATUS_CORRUPT);
        return (u32)number;
    }
    object_fail(r, STATUS_CORRUPT);
    return 0;
}

i32 object_i32(ObjectReader *r) {
    i64 number = 0;
    for (u32 shift = 0; shift < 35; shift += 7) {
        u8 byte = object_byte(r);
        number |= (i64)(byte & 127) << shift;
        if (byte & 128) continue;
        if (byte & 64) number -= INT64_C(1) << (shift + 7);
        if (number != (i32)number) object_fail(r, STATUS_CORRUPT);
        return (i32)number;
    }
    object_fail(r, STATUS_CORRUPT);
    return 0;
}

Slice object_slice(ObjectReader *r, u32 len) {
    if (len > r->end - r->at) return object_fail(r, STATUS_CORRUPT), slice_make(NULL, 0);
    Slice slice = slice_make(r->bytes.data + r->at, len);
    r->at += len;
    return slice;
}

static Slice read_name(ObjectReader *r) {
    return object_slice(r, object_u32(r));
}

// No more items than bytes that are left: what is made for them stays as small as the input.
u32 object_count(ObjectReader *r) {
    u32 count = object_u32(r);
    if (count > r->end - r->at) return object_fail(r, STATUS_CORRUPT), 0;
    return count;
}

static void expect(ObjectReader *r, u8 byte) {
    if (r->status == STATUS_OK && object_byte(r) != byte) object_fail(r, STATUS_UNSUPPORTED);
}

static bool is_good(const ObjectReader *r) {
    return r->status == STATUS_OK;
}

static void skip_value_types(ObjectReader *r) {
    object_slice(r, object_count(r));
}

// An address or table index that is written out.
static u32 read_offset(ObjectReader *r) {
    expect(r, W_I32_CONST);
    u32 offset = (u32)object_i32(r);
    expect(r, W_END);
    return offset;
}

// ---- sections

static void read_types(ObjectReader *r, WasmObject *o) {
    for (u32 left = object_count(r); left > 0 && is_good(r); left--) {
        u32 start = r->at;
        expect(r, W_TYPE_FUNC);
        skip_value_types(r);
        skip_value_types(r);
        *VEC_PUSH(r->arena, &o->types) = slice_make(r->bytes.data + start, r->at - start);
    }
}

static u32 read_type_index(ObjectReader *r, const WasmObject *o) {
    u32 type = object_u32(r);
    if (type >= o->types.count) object_fail(r, STATUS_CORRUPT);
    return type;
}

static void read_imports(ObjectReader *r, WasmObject *o) {
    for (u32 left = object_count(r); left > 0 && is_good(r); left--) {
        ObjectImport import = {0};
        import.module = read_name(r);
        import.name = read_name(r);
        expect(r, W_KIND_FUNC);
        import.type = read_type_index(r, o);
        *VEC_PUSH(r->arena, &o->imports) = import;
    }
}

static void read_functions(ObjectReader *r, WasmObject *o) {
    for (u32 left = object_count(r); left > 0 && is_good(r); left--)
        *VEC_PUSH(r->arena, &o->func_types) = read_type_index(r, o);
}

static void read_table(ObjectReader *r) {
    expect(r, 1);
    expect(r, W_TYPE_FUNCREF);
    u8 flags = object_byte(r);
    object_u32(r);
    if (flags > 1) object_fail(r, STATUS_UNSUPPORTED);
    if (flags == 1) object_u32(r);
}

static void read_memory(ObjectReader *r, WasmObject *o) {
    expect(r, 1);
    expect(r, 0);
    o->memory_pages = object_u32(r);
    if (o->memory_pages > 65536) object_fail(r, STATUS_CORRUPT);
}

static void read_globals(ObjectReader *r, WasmObject *o) {
    o->global_count = object_count(r);
    u32 start = r->at;
    for (u32 left = o->global_count; left > 0 && is_good(r); left--) {
        expect(r, W_TYPE_I32);
        object_byte(r);
        read_offset(r);
    }
    o->globals = slice_make(r->bytes.data + start, r->at - start);
}

static void read_exports(ObjectReader *r, WasmObject *o) {
    for (u32 left = object_count(r); left > 0 && is_good(r); left--) {
        ObjectExport export = {0};
        export.name = read_name(r);
        export.kind = object_byte(r);
        export.index = object_u32(r);
        u32 func_count = o->imports.count + o->func_types.count;
        if (export.kind == W_KIND_FUNC && export.index >= func_count)
            object_fail(r, STATUS_CORRUPT);
        *VEC_PUSH(r->arena, &o->exports) = export;
    }
}

static void read_elements(ObjectReader *r, WasmObject *o) {
    expect(r, 1);
    expect(r, 0);
    if (read_offset(r) != 1) object_fail(r, STATUS_UNSUPPORTED);
    for (u32 left = object_count(r); left > 0 && is_good(r); left--) {
        u32 func = object_u32(r);
        if (func >= o->imports.count + o->func_types.count) object_fail(r, STATUS_CORRUPT);
        *VEC_PUSH(r->arena, &o->elements) = func;
    }
}

static void read_code(ObjectReader *r, WasmObject *o) {
    u32 start = r->at;
    for (u32 left = object_count(r); left > 0 && is_good(r); left--) {
        u32 len = object_u32(r), offset = r->at - start;
        *VEC_PUSH(r->arena, &o->bodies) = (ObjectBody){object_slice(r, len), offset};
    }
}

static void read_data(ObjectReader *r, WasmObject *o) {
    u32 start = r->at;
    for (u32 left = object_count(r); left > 0 && is_good(r); left--) {
        expect(r, 0);
        u32 address = read_offset(r), len = object_u32(r), offset = r->at - start;
        *VEC_PUSH(r->arena, &o->segments) = (ObjectSegment){address, object_slice(r, len), offset};
    }
}

static void read_custom(ObjectReader *r, WasmObject *o) {
    Slice name = read_name(r);
    if (slice_equal(name, SLICE_LITERAL("linking"))) object_read_linking(r, o);
    if (slice_equal(name, SLICE_LITERAL("reloc.CODE"))) {
        object_read_relocs(r, o, r->code_section, true);
    } else if (slice_equal(name, SLICE_LITERAL("reloc.DATA"))) {
        object_read_relocs(r, o, r->data_section, false);
    } else {
        r->at = r->end;  // "linking" too: subsections that are not known
    }
}

static void read_section(ObjectReader *r, WasmObject *o, u8 id) {
    switch (id) {  // table:
    case W_SECTION_CUSTOM: read_custom(r, o); break;
    case W_SECTION_TYPE: read_types(r, o); break;
    case W_SECTION_IMPORT: read_imports(r, o); break;
    case W_SECTION_FUNCTION: read_functions(r, o); break;
    case W_SECTION_TABLE: read_table(r); break;
    case W_SECTION_MEMORY: read_memory(r, o); break;
    case W_SECTION_GLOBAL: read_globals(r, o); break;
    case W_SECTION_EXPORT: read_exports(r, o); break;
    case W_SECTION_ELEMENT: read_elements(r, o); break;
    case W_SECTION_CODE: read_code(r, o); break;
    case W_SECTION_DATA: read_data(r, o); break;
    default: object_fail(r, STATUS_UNSUPPORTED); break;
    }
    if (r->at != r->end) object_fail(r, STATUS_CORRUPT);
}

Status object_read(Arena *arena, Slice bytes, WasmObject *object) {
    *object = (WasmObject){0};
    if (bytes.len > OBJECT_BYTES_MAX) return STATUS_LIMIT;
    ObjectReader r = {.arena = arena, .bytes = bytes, .end = (u32)bytes.len};
    if (!slice_equal(object_slice(&r, 8), SLICE_LITERAL("\0asm\1\0\0\0"))) return STATUS_CORRUPT;
    u8 last = 0;
    for (u32 number = 0; r.status == STATUS_OK && r.at < bytes.len; number++) {
        u8 id = object_byte(&r);
        u32 len = object_u32(&r);
        if (len > r.end - r.at) return STATUS_CORRUPT;
        if (id != W_SECTION_CUSTOM && id <= last) return STATUS_CORRUPT;
        if (id != W_SECTION_CUSTOM) last = id;
        if (id == W_SECTION_CODE) r.code_section = number;
        if (id == W_SECTION_DATA) r.data_section = number;
        r.end = r.at + len;
        read_section(&r, object, id);
        r.end = (u32)bytes.len;
    }
    if (r.status != STATUS_OK) return r.status;
    return object->bodies.count == object->func_types.count ? STATUS_OK : STATUS_CORRUPT;
}
