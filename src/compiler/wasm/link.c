// A program and what it reaches of the runtime as one module: calls between the
// two are calls within a module, which an engine can inline.
#include "compiler/wasm/report_priv.h"

#include "base/check.h"

typedef struct {
    WasmModule m;
    Arena *arena;  // borrowed
    const WasmObject *object;
    Shake shake;
    LinkCopy copy;
    u8 *why;            // by NativeId: LinkReason
    const char *maker;  // see link_find_natives
    u32 import_count, table_count,
        own_count;  // those that are left of the runtime's
} Link;

// ---- what is needed

static u32 export_of(const WasmObject *o, Slice name, u8 kind) {
    for (u32 i = 0; i < o->exports.count; i++) {
        const ObjectExport *export = &o->exports.items[i];
        if (export->kind == kind && slice_equal(export->name, name)) return export->index;
    }
    return IR_NONE;
}

// Called by the loader, or (rt_js_…) by the bridge to JavaScript.
static bool is_for_loader(const Link *link, const ObjectExport *export) {
    if (export->kind != W_KIND_FUNC) return false;
    return slice_starts_with(export->name, SLICE_LITERAL("rt_web_")) ||
           (link->m.module->uses_web && slice_starts_with(export->name, SLICE_LITERAL("rt_js_")));
}

static u32 type_of_object_func(const WasmObject *o, u32 func) {
    return func < o->imports.count ? o->imports.items[func].type
                                   : o->func_types.items[func - o->imports.count];
}

// import_of becomes the runtime's number of each function that is needed.
static Status find_calls(Link *link) {
    WasmModule *m = &link->m;
    wasm_find_needs(m);
    for (u32 i = 0; i < RT_CALL_COUNT; i++) {
        if (m->import_of[i] == IR_NONE) continue;
        Slice name = slice_of_text(rt_signatures[i].name);
        u32 func = export_of(link->object, name, W_KIND_FUNC);
        if (func == IR_NONE) return STATUS_NOT_FOUND;
        if (type_of_object_func(link->object, func) != wasm_type_of_call(m, (RtCall)i))
            return STATUS_CORRUPT;
        m->import_of[i] = func;
        shake_add_func(&link->shake, func);
    }
    return STATUS_OK;
}

static void shake_runtime(Link *link) {
    const WasmObject *o = link->object;
    Shake *shake = &link->shake;
    link->why = link_find_natives(link->arena, link->m.module, &link->maker);
    bool *is_row_live = ARENA_NEW_ARRAY(link->arena, bool, NATIVE_COUNT);
    for (u32 i = 0; i < NATIVE_COUNT; i++) is_row_live[i] = true;  // as far as parts allow
    shake_choose_rows(shake, SLICE_LITERAL("native_functions"), is_row_live, NATIVE_COUNT);
    shake_choose_rows(shake, SLICE_LITERAL("native_rows"), is_row_live, NATIVE_COUNT);
    shake->row_parts = link_row_parts(link->arena, link->why);
    for (u32 i = 0; i < o->exports.count; i++) {
        if (is_for_loader(link, &o->exports.items[i]))
            shake_add_func(shake, o->exports.items[i].index);
    }
    link_add_parts(shake, link->m.module, link->maker == NULL);
    shake_run(shake);
}

// ---- new numbers

static void number_all(Link *link) {
    const WasmObject *o = link->object;
    const Shake *s = &link->shake;
    link_copy_init(&link->copy, s);
    u32 next = 0;
    for (u32 i = 0; i < s->func_count; i++) {
        if (i == o->imports.count) {
            link->import_count = next;
            next = wasm_web_number(&link->m, next);
        }
        if (s->is_live[i]) link->copy.func_index[i] = next++;
    }
    link->own_count = next - link->import_count - link->m.web_count;
    for (u32 i = 0; i < o->elements.count; i++) {
        u32 func = o->elements.items[i];
        if (s->is_in_table[func] && s->is_live[func] && link->copy.table_index[func] == 0)
            link->copy.table_index[func] = ++link->table_count;
    }
    WasmModule *m = &link->m;
    for (u32 i = 0; i < RT_CALL_COUNT; i++) {
        if (m->import_of[i] != IR_NONE) m->import_of[i] = link->copy.func_index[m->import_of[i]];
    }
    m->first_func = next;
}

// The runtime's globals keep their numbers.
static Status place_unit(Link *link) {
    WasmModule *m = &link->m;
    u32 next = link->object->global_count;
    m->global_index[GLOBAL_STACK_POINTER] =
        export_of(link->object, SLICE_LITERAL("__stack_pointer"), W_KIND_GLOBAL);
    if (m->global_index[GLOBAL_STACK_POINTER] >= next) return STATUS_CORRUPT;
    m->global_index[GLOBAL_BLOCK] = next;
    m->global_index[GLOBAL_STACK_LIMIT] = next + 1;
    m->global_index[GLOBAL_FREE_DEPTH] = next + 2;
    m->global_index[GLOBAL_CLASS_BASE] = IR_NONE;
    m->global_value[GLOBAL_CLASS_BASE] = CLASS_USER_FIRST;
    m->global_index[GLOBAL_TABLE_BASE] = IR_NONE;
    m->global_value[GLOBAL_TABLE_BASE] = (i32)link->table_count + 1;
    m->global_index[GLOBAL_UNIT_INDEX] = IR_NONE;
    m->global_value[GLOBAL_UNIT_INDEX] = 0;
    return STATUS_OK;
}

// ---- sections

static void begin(Link *link, Bytes *section) {
    bytes_init(section, link->arena);
}

static void put_imports(Link *link, Bytes *out) {
    Bytes section;
    begin(link, &section);
    wasm_u32(&section, link->import_count + link->m.web_count);
    for (u32 i = 0; i < link->object->imports.count; i++) {
        const ObjectImport *import = &link->object->imports.items[i];
        if (!link->shake.is_live[i]) continue;
        wasm_name(&section, import->module);
        wasm_name(&section, import->name);
        bytes_push(&section, W_KIND_FUNC);
        wasm_u32(&section, import->type);
    }
    wasm_put_web_imports(&link->m, &section);
    wasm_section(out, W_SECTION_IMPORT, &section);
}

static void put_functions(Link *link, Bytes *out) {
    Bytes section;
    begin(link, &section);
    wasm_u32(&section, link->own_count + wasm_func_count(&link->m));
    for (u32 i = 0; i < link->object->func_types.count; i++) {
        if (link->shake.is_live[link->object->imports.count + i])
            wasm_u32(&section, link->object->func_types.items[i]);
    }
    wasm_put_func_types(&link->m, &section);
    wasm_section(out, W_SECTION_FUNCTION, &section);
}

static void put_table_and_memory(Link *link, Bytes *out) {
    Bytes section;
    begin(link, &section);
    wasm_u32(&section, 1);
    bytes_push(&section, W_TYPE_FUNCREF);
    bytes_push(&section, 0);
    // The first place is no function; the unit's functions and `run` come last.
    wasm_u32(&section, 1 + link->table_count + link->m.module->specs.count + 1);
    wasm_section(out, W_SECTION_TABLE, &section);
    begin(link, &section);
    wasm_u32(&section, 1);
    bytes_push(&section, 0);
    wasm_u32(&section, link->object->memory_pages);
    wasm_section(out, W_SECTION_MEMORY, &section);
}

static void put_globals(Link *link, Bytes *out) {
    enum { OWN_COUNT = 3 };
    Bytes section;
    begin(link, &section);
    wasm_u32(&section, link->object->global_count + OWN_COUNT + 1);
    bytes_append(&section, link->object->globals);
    for (u32 i = 0; i < OWN_COUNT; i++)
        bytes_append(&section, slice_make((const u8[]){W_TYPE_I32, 1, W_I32_CONST, 0, W_END}, 5));
    bytes_append(&section, slice_make((const u8[]){W_TYPE_I32, 0, W_I32_CONST}, 3));
    wasm_i64(&section, link->m.global_value[GLOBAL_TABLE_BASE]);
    bytes_push(&section, W_END);
    wasm_section(out, W_SECTION_GLOBAL, &section);
}

static void put_export(Bytes *section, Slice name, u8 kind, u32 index) {
    wasm_name(section, name);
    bytes_push(section, kind);
    wasm_u32(section, index);
}

static void put_exports(Link *link, Bytes *out) {
    enum { OWN_COUNT = 6 };
    const WasmObject *o = link->object;
    Bytes section;
    begin(link, &section);
    u32 count = OWN_COUNT;
    for (u32 i = 0; i < o->exports.count; i++) count += is_for_loader(link, &o->exports.items[i]);
    wasm_u32(&section, count);
    put_export(&section, SLICE_LITERAL("memory"), W_KIND_MEMORY, 0);
    put_export(&section, SLICE_LITERAL("__indirect_function_table"), W_KIND_TABLE, 0);
    put_export(&section, SLICE_LITERAL("__stack_pointer"), W_KIND_GLOBAL,
               link->m.global_index[GLOBAL_STACK_POINTER]);
    put_export(&section, SLICE_LITERAL("unit_block"), W_KIND_GLOBAL,
               link->m.global_index[GLOBAL_BLOCK]);
    put_export(&section, SLICE_LITERAL("unit_stack_limit"), W_KIND_GLOBAL,
               link->m.global_index[GLOBAL_STACK_LIMIT]);
    put_export(&section, SLICE_LITERAL("unit_table_base"), W_KIND_GLOBAL,
               link->object->global_count + 3);
    for (u32 i = 0; i < o->exports.count; i++) {
        const ObjectExport *export = &o->exports.items[i];
        if (is_for_loader(link, export))
            put_export(&section, export->name, W_KIND_FUNC, link->copy.func_index[export->index]);
    }
    wasm_section(out, W_SECTION_EXPORT, &section);
}

static void put_elements(Link *link, Bytes *out) {
    const WasmObject *o = link->object;
    u32 *by_place = ARENA_NEW_ARRAY(link->arena, u32, link->table_count + 1);
    for (u32 i = 0; i < link->shake.func_count; i++) by_place[link->copy.table_index[i]] = i;
    CHECK(o->elements.count >= link->table_count);
    Bytes section;
    begin(link, &section);
    wasm_u32(&section, 1);
    bytes_append(&section, slice_make((const u8[]){0, W_I32_CONST, 1, W_END}, 4));
    wasm_u32(&section, link->table_count + link->m.module->specs.count + 1);
    for (u32 i = 1; i <= link->table_count; i++)
        wasm_u32(&section, link->copy.func_index[by_place[i]]);
    wasm_put_element_funcs(&link->m, &section);
    wasm_u32(&section, wasm_func_index(&link->m, link->m.module->run_func));
    wasm_section(out, W_SECTION_ELEMENT, &section);
}

static Status put_code(Link *link, Bytes *out) {
    const WasmObject *o = link->object;
    Bytes section;
    begin(link, &section);
    wasm_u32(&section, link->own_count + wasm_func_count(&link->m));
    for (u32 i = 0; i < o->bodies.count; i++) {
        if (!link->shake.is_live[o->imports.count + i]) continue;
        Status status = link_put_body(&link->copy, &o->bodies.items[i], &section);
        if (status != STATUS_OK) return status;
    }
    bytes_append(&section, bytes_slice(&link->m.bodies));
    wasm_section(out, W_SECTION_CODE, &section);
    return STATUS_OK;
}

static Status put_data(Link *link, Bytes *out) {
    enum { GAP_MAX = 12 };  // a segment's head
    Bytes section;
    begin(link, &section);
    Status status = link_put_data(&link->copy, link->shake.is_dead, GAP_MAX, &section);
    wasm_section(out, W_SECTION_DATA, &section);
    return status;
}

// Types keep their numbers: what nobody uses becomes the shortest one.
static void put_types(Link *link, Bytes *out) {
    const WasmObject *o = link->object;
    WasmModule *m = &link->m;
    for (u32 i = 0; i < link->shake.func_count; i++) {
        if (link->shake.is_live[i]) wasm_use_type(m, type_of_object_func(o, i));
    }
    for (u32 i = 0; i < o->bodies.count; i++) {
        if (!link->shake.is_live[o->imports.count + i]) continue;
        const ObjectBody *body = &o->bodies.items[i];
        RelocRange range = shake_relocs_in(o->code_relocs.items, o->code_relocs.count, body->offset,
                                           body->bytes.len);
        for (u32 k = range.first; k < range.end; k++) {
            const ObjectReloc *reloc = &o->code_relocs.items[k];
            if (reloc->kind == RELOC_TYPE_LEB) wasm_use_type(m, reloc->symbol);
        }
    }
    Bytes section;
    begin(link, &section);
    wasm_u32(&section, m->type_index.count);
    u32 at = 0;
    for (u32 i = 0; i < o->types.count; i++) {
        Slice type = o->types.items[i];
        bool is_used = i < m->is_type_used.count && m->is_type_used.items[i];
        bytes_append(&section, is_used ? type : slice_make((const u8[]){W_TYPE_FUNC, 0, 0}, 3));
        at += (u32)type.len;
    }
    bytes_append(&section, slice_from(bytes_slice(&m->types), at));
    wasm_section(out, W_SECTION_TYPE, &section);
}

static Status put_module(Link *link, Bytes *out) {
    Bytes rest;
    begin(link, &rest);
    wasm_make_bodies(&link->m);
    put_imports(link, &rest);
    put_functions(link, &rest);
    put_table_and_memory(link, &rest);
    put_globals(link, &rest);
    put_exports(link, &rest);
    put_elements(link, &rest);
    wasm_put_hints(&link->m, &rest);
    Status status = put_code(link, &rest);
    if (status == STATUS_OK) status = put_data(link, &rest);
    if (status != STATUS_OK) return status;
    wasm_put_description(&link->m, &rest);
    bytes_append(out, slice_make("\0asm\1\0\0\0", 8));
    put_types(link, out);
    bytes_append(out, bytes_slice(&rest));
    return STATUS_OK;
}

// The runtime's types keep their numbers.
static Status take_types(Link *link) {
    for (u32 i = 0; i < link->object->types.count; i++) {
        if (wasm_type_encoded(&link->m, link->object->types.items[i]) != i)
            return STATUS_UNSUPPORTED;
    }
    link->m.is_type_used.count = 0;
    return STATUS_OK;
}

static void make_report(Link *link, LinkReport *report, const Bytes *out) {
    *report = (LinkReport){.maker = link->maker};
    report_runtime(report, &link->copy, link->why);
    report_program(report, &link->m);
    report_sections(report, link->arena, bytes_slice(out));
}

Status wasm_link(Bytes *out, const IrModule *module, Slice runtime, LinkReport *report) {
    WasmObject object;
    Status status = object_read(out->arena, runtime, &object);
    if (status != STATUS_OK) return status;
    if (object.symbols.count == 0) return STATUS_UNSUPPORTED;
    Link link = {.arena = out->arena, .object = &object};
    wasm_module_init(&link.m, out->arena, module);
    shake_init(&link.shake, out->arena, &object);
    shake_gate(&link.shake, link_part_bases(), PART_COUNT);
    status = take_types(&link);
    if (status == STATUS_OK) status = find_calls(&link);
    if (status != STATUS_OK) return status;
    shake_runtime(&link);
    number_all(&link);
    status = place_unit(&link);
    if (status == STATUS_OK) status = put_module(&link, out);
    if (status == STATUS_OK && report) make_report(&link, report, out);
    return status;
}
