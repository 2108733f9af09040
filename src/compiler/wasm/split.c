#include "compiler/wasm/split.h"

#include "abi/part.h"
#include "compiler/wasm/link_priv.h"

#include <string.h>

typedef enum { NOT_LEFT, IN_CORE, IN_LIBRARY } Home;

typedef struct {
    Arena *arena;  // borrowed
    const WasmObject *object;
    Shake core, all;
    LinkCopy core_copy, library_copy;
    u8 *home;           // by function: a Home
    bool *is_crossing;  // by function: in the core, needed by the library
    bool *is_upward;    // by function: in the library, called by the core
    u32 core_table_count, table_count, stack_pointer;
} Split;

static bool is_import(const Split *s, u32 func) {
    return func < s->object->imports.count;
}

static u32 type_of(const Split *s, u32 func) {
    return is_import(s, func) ? s->object->imports.items[func].type
                              : s->object->func_types.items[func - s->object->imports.count];
}

// ---- who belongs where

// A call of calls.def that only the library offers.
static bool is_library_export(const ObjectExport *export) {
    for (u32 i = 0; i < RT_CALL_COUNT; i++) {
        if (slice_equal(export->name, slice_of_text(rt_signatures[i].name)))
            return link_is_library_call(i);
    }
    return false;
}

// Rows of the library wait in the core for what makes objects of their class.
static RowParts *core_row_parts(Arena *arena) {
    RowParts *parts = ARENA_NEW_ARRAY(arena, RowParts, NATIVE_COUNT);
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        u32 owner = native_rows[i].owner;
        bool has_rare_owner = owner < CLASS_BUILTIN_COUNT && link_is_library_part(owner);
        // An object is no way to its class: see link_needs_library.
        bool is_maker = slice_equal(slice_of_text(native_rows[i].name), SLICE_LITERAL("__new__"));
        u16 own = (u16)(PART_NATIVE + i), class = has_rare_owner && !is_maker ? (u16)owner : own;
        if (link_is_library(i)) parts[i] = (RowParts){{own, class}};
    }
    return parts;
}

// What there is to tell of natives: of those of rare classes and modules only with the library.
static RowParts *told_row_parts(Arena *arena, const RowParts *row_parts) {
    RowParts *parts = ARENA_NEW_ARRAY(arena, RowParts, NATIVE_COUNT);
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        if (link_is_of_library(i)) parts[i] = row_parts[i];
    }
    return parts;
}

// The core has all that programs bring along which say that they need no library
// (link_needs_library), and all that follows from it.
static void gate_core(Split *s) {
    Shake *core = &s->core;
    shake_gate(core, link_part_bases(), PART_COUNT);
    // The library may come: what hooks do is to happen then.
    for (u32 i = 0; i < core->func_count; i++) {
        if (core->is_hook[i]) core->is_gated[i] = false;
    }
    core->row_parts = core_row_parts(s->arena);
    RowParts *told = told_row_parts(s->arena, core->row_parts);
    for (u32 i = 1; i < core->table_count; i++) core->tables[i].row_parts = told;
    for (u32 i = 1; i < PART_COUNT; i++) {
        if (!link_is_library_part(i)) shake_add_part(core, i);
    }
}

static void shake_all(Split *s) {
    const WasmObject *o = s->object;
    bool *is_row_live = ARENA_NEW_ARRAY(s->arena, bool, NATIVE_COUNT);
    for (u32 i = 0; i < NATIVE_COUNT; i++) is_row_live[i] = true;
    shake_init(&s->core, s->arena, o);
    shake_init(&s->all, s->arena, o);
    shake_choose_rows(&s->core, SLICE_LITERAL("native_functions"), is_row_live, NATIVE_COUNT);
    shake_choose_rows(&s->core, SLICE_LITERAL("native_rows"), is_row_live, NATIVE_COUNT);
    gate_core(s);
    for (u32 i = 0; i < o->exports.count; i++) {
        if (o->exports.items[i].kind != W_KIND_FUNC) continue;
        if (!is_library_export(&o->exports.items[i]))
            shake_add_func(&s->core, o->exports.items[i].index);
        shake_add_func(&s->all, o->exports.items[i].index);
    }
    shake_run(&s->core);
    shake_run(&s->all);
    // The functions of both are named in the core, by places that the library fills.
    if (s->core.table_count == 0) return;
    const ObjectSymbol *rows = &o->symbols.items[s->core.tables[0].symbol];
    memset(s->core.is_dead[rows->index] + rows->offset, 0, rows->size);
}

static void find_homes(Split *s) {
    s->home = ARENA_NEW_ARRAY(s->arena, u8, s->all.func_count + 1);
    for (u32 i = 0; i < s->all.func_count; i++) {
        bool is_core = s->core.is_live[i] || is_import(s, i);
        if (s->all.is_live[i]) s->home[i] = is_core ? IN_CORE : IN_LIBRARY;
    }
}

static void give_place(Split *s, u32 func) {
    u32 *table_index = s->core_copy.table_index;
    if (table_index[func] == 0) table_index[func] = ++s->table_count;
}

static void number_places(Split *s, const Shake *shake) {
    for (u32 i = 0; i < s->object->elements.count; i++) {
        u32 func = s->object->elements.items[i];
        if (shake->is_in_table[func] && shake->is_live[func]) give_place(s, func);
    }
}

// By place less 1: the function.
static u32 *places(Split *s) {
    u32 *func = ARENA_NEW_ARRAY(s->arena, u32, s->table_count + 1);
    for (u32 i = 0; i < s->all.func_count; i++) {
        u32 place = s->core_copy.table_index[i];
        if (place > 0) func[place - 1] = i;
    }
    return func;
}

static void cross(Split *s, Home from, u32 func) {
    if (from == IN_LIBRARY && s->home[func] == IN_CORE) s->is_crossing[func] = true;
    if (from == IN_CORE && s->home[func] == IN_LIBRARY) s->is_upward[func] = true;
}

// Calls between the two. Those of the core go through the table.
static void find_crossing(Split *s) {
    const WasmObject *o = s->object;
    s->is_crossing = ARENA_NEW_ARRAY(s->arena, bool, s->all.func_count + 1);
    s->is_upward = ARENA_NEW_ARRAY(s->arena, bool, s->all.func_count + 1);
    for (u32 i = 0; i < o->bodies.count; i++) {
        Home from = s->home[o->imports.count + i];
        if (from == NOT_LEFT) continue;
        const ObjectBody *body = &o->bodies.items[i];
        RelocRange range = shake_relocs_in(o->code_relocs.items, o->code_relocs.count, body->offset,
                                           body->bytes.len);
        for (u32 k = range.first; k < range.end; k++) {
            const ObjectReloc *reloc = &o->code_relocs.items[k];
            if (reloc->kind == RELOC_FUNCTION_LEB)
                cross(s, from, o->symbols.items[reloc->symbol].index);
        }
    }
    s->core_copy.is_called_by_place = s->is_upward;
}

// The core's places come first.
static void number_table(Split *s) {
    number_places(s, &s->core);
    s->core_table_count = s->table_count;
    number_places(s, &s->all);
    for (u32 i = 0; i < s->all.func_count; i++) {
        if (s->is_upward[i]) give_place(s, i);
    }
    const u32 *func = places(s);
    for (u32 i = s->core_table_count; i < s->table_count; i++) cross(s, IN_LIBRARY, func[i]);
}

static void number_funcs(Split *s) {
    u32 core = 0, library = 0;
    for (u32 i = 0; i < s->all.func_count; i++) {
        if (s->home[i] == IN_CORE) s->core_copy.func_index[i] = core++;
        if (s->is_crossing[i]) s->library_copy.func_index[i] = library++;
    }
    for (u32 i = 0; i < s->all.func_count; i++) {
        if (s->home[i] == IN_LIBRARY) s->library_copy.func_index[i] = library++;
    }
    s->library_copy.table_index = s->core_copy.table_index;
}

// The library shares one global with the core, and its code names it by number.
static Status find_stack_pointer(Split *s) {
    s->stack_pointer = UINT32_MAX;
    for (u32 i = 0; i < s->object->exports.count; i++) {
        const ObjectExport *export = &s->object->exports.items[i];
        if (export->kind == W_KIND_GLOBAL &&
            slice_equal(export->name, SLICE_LITERAL("__stack_pointer")))
            s->stack_pointer = export->index;
    }
    if (s->stack_pointer != 0) return STATUS_UNSUPPORTED;
    for (u32 i = 0; i < s->object->code_relocs.count; i++) {
        const ObjectReloc *reloc = &s->object->code_relocs.items[i];
        if (reloc->kind == RELOC_GLOBAL_LEB && s->object->symbols.items[reloc->symbol].index != 0)
            return STATUS_UNSUPPORTED;
    }
    return STATUS_OK;
}

// ---- sections of both

static void begin(Split *s, Bytes *section) {
    bytes_init(section, s->arena);
}

static void put_types(Split *s, Bytes *out) {
    Bytes section;
    begin(s, &section);
    wasm_u32(&section, s->object->types.count);
    for (u32 i = 0; i < s->object->types.count; i++)
        bytes_append(&section, s->object->types.items[i]);
    wasm_section(out, W_SECTION_TYPE, &section);
}

static bool has_body_in(const Split *s, u32 func, Home home) {
    return !is_import(s, func) && s->home[func] == home;
}

static u32 body_count(const Split *s, Home home) {
    u32 count = 0;
    for (u32 i = 0; i < s->all.func_count; i++) count += has_body_in(s, i, home);
    return count;
}

static void put_functions(Split *s, Home home, Bytes *out) {
    Bytes section;
    begin(s, &section);
    wasm_u32(&section, body_count(s, home));
    for (u32 i = 0; i < s->all.func_count; i++) {
        if (has_body_in(s, i, home)) wasm_u32(&section, type_of(s, i));
    }
    wasm_section(out, W_SECTION_FUNCTION, &section);
}

// The functions of places [first, end).
static void put_elements(Split *s, const LinkCopy *copy, u32 first, u32 end, Bytes *out) {
    const u32 *func = places(s);
    Bytes section;
    begin(s, &section);
    wasm_u32(&section, 1);
    bytes_append(&section, slice_make((const u8[]){0, W_I32_CONST}, 2));
    wasm_i64(&section, first + 1);
    bytes_push(&section, W_END);
    wasm_u32(&section, end - first);
    for (u32 i = first; i < end; i++) wasm_u32(&section, copy->func_index[func[i]]);
    wasm_section(out, W_SECTION_ELEMENT, &section);
}

static Status put_code(Split *s, const LinkCopy *copy, Home home, Bytes *out) {
    Bytes section;
    begin(s, &section);
    wasm_u32(&section, body_count(s, home));
    for (u32 i = 0; i < s->object->bodies.count; i++) {
        if (s->home[s->object->imports.count + i] != home) continue;
        Status status = link_put_body(copy, &s->object->bodies.items[i], &section);
        if (status != STATUS_OK) return status;
    }
    wasm_section(out, W_SECTION_CODE, &section);
    return STATUS_OK;
}

static Status put_data(Split *s, const LinkCopy *copy, bool *const *is_dead, u32 gap_max,
                       Bytes *out) {
    Bytes section;
    begin(s, &section);
    Status status = link_put_data(copy, is_dead, gap_max, &section);
    wasm_section(out, W_SECTION_DATA, &section);
    return status;
}

static void put_import(Bytes *section, Slice module, Slice name, u8 kind) {
    wasm_name(section, module);
    wasm_name(section, name);
    bytes_push(section, kind);
}

// The name under which the core shows the `ordinal`th crossing function.
static Slice crossing_name(Split *s, u32 ordinal) {
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    enum { BASE = sizeof digits - 1 };
    Bytes name;
    begin(s, &name);
    do {
        bytes_push(&name, (u8)digits[ordinal % BASE]);
        ordinal /= BASE;
    } while (ordinal > 0);
    return bytes_slice(&name);
}

// ---- the core

static void put_core_imports(Split *s, Bytes *out) {
    Bytes imports, section;
    begin(s, &imports);
    begin(s, &section);
    u32 count = 0;
    for (u32 i = 0; i < s->object->imports.count; i++) {
        const ObjectImport *import = &s->object->imports.items[i];
        if (s->home[i] != IN_CORE) continue;
        put_import(&imports, import->module, import->name, W_KIND_FUNC);
        wasm_u32(&imports, import->type);
        count++;
    }
    wasm_u32(&section, count);
    bytes_append(&section, bytes_slice(&imports));
    wasm_section(out, W_SECTION_IMPORT, &section);
}

static void put_core_places(Split *s, Bytes *out) {
    Bytes section;
    begin(s, &section);
    wasm_u32(&section, 1);
    bytes_append(&section, slice_make((const u8[]){W_TYPE_FUNCREF, 0}, 2));
    wasm_u32(&section, 1 + s->table_count);
    wasm_section(out, W_SECTION_TABLE, &section);
    begin(s, &section);
    bytes_append(&section, slice_make((const u8[]){1, 0}, 2));
    wasm_u32(&section, s->object->memory_pages);
    wasm_section(out, W_SECTION_MEMORY, &section);
    begin(s, &section);
    wasm_u32(&section, s->object->global_count);
    bytes_append(&section, s->object->globals);
    wasm_section(out, W_SECTION_GLOBAL, &section);
}

static void put_core_exports(Split *s, Bytes *out) {
    const WasmObject *o = s->object;
    Bytes exports, section;
    begin(s, &exports);
    begin(s, &section);
    u32 crossing = 0, count = 0;
    for (u32 i = 0; i < o->exports.count; i++) {
        const ObjectExport *export = &o->exports.items[i];
        bool is_func = export->kind == W_KIND_FUNC;
        if (is_func && s->home[export->index] != IN_CORE) continue;
        count++;
        wasm_name(&exports, export->name);
        bytes_push(&exports, export->kind);
        wasm_u32(&exports, is_func ? s->core_copy.func_index[export->index] : export->index);
    }
    for (u32 i = 0; i < s->all.func_count; i++) {
        if (!s->is_crossing[i]) continue;
        wasm_name(&exports, crossing_name(s, crossing++));
        bytes_push(&exports, W_KIND_FUNC);
        wasm_u32(&exports, s->core_copy.func_index[i]);
    }
    wasm_u32(&section, count + crossing);
    bytes_append(&section, bytes_slice(&exports));
    wasm_section(out, W_SECTION_EXPORT, &section);
}

static Status put_core(Split *s, Bytes *out) {
    enum { GAP_MAX = 12 };  // a segment's head
    bytes_append(out, slice_make("\0asm\1\0\0\0", 8));
    put_types(s, out);
    put_core_imports(s, out);
    put_functions(s, IN_CORE, out);
    put_core_places(s, out);
    put_core_exports(s, out);
    put_elements(s, &s->core_copy, 0, s->core_table_count, out);
    Status status = put_code(s, &s->core_copy, IN_CORE, out);
    return status == STATUS_OK ? put_data(s, &s->core_copy, s->core.is_dead, GAP_MAX, out) : status;
}

// ---- the library

static void put_library_imports(Split *s, Bytes *out) {
    const Slice rt = SLICE_LITERAL("rt");
    Bytes imports, section;
    begin(s, &imports);
    begin(s, &section);
    u32 crossing = 0;
    for (u32 i = 0; i < s->all.func_count; i++) {
        if (!s->is_crossing[i]) continue;
        put_import(&imports, rt, crossing_name(s, crossing++), W_KIND_FUNC);
        wasm_u32(&imports, type_of(s, i));
    }
    put_import(&imports, rt, SLICE_LITERAL("memory"), W_KIND_MEMORY);
    bytes_append(&imports, slice_make((const u8[]){0, 1}, 2));
    put_import(&imports, rt, SLICE_LITERAL("__indirect_function_table"), W_KIND_TABLE);
    bytes_append(&imports, slice_make((const u8[]){W_TYPE_FUNCREF, 0, 1}, 3));
    put_import(&imports, rt, SLICE_LITERAL("__stack_pointer"), W_KIND_GLOBAL);
    bytes_append(&imports, slice_make((const u8[]){W_TYPE_I32, 1}, 2));
    wasm_u32(&section, crossing + 3);
    bytes_append(&section, bytes_slice(&imports));
    wasm_section(out, W_SECTION_IMPORT, &section);
}

// What is reached, but not by the core.
static bool **library_dead(Split *s) {
    const WasmObject *o = s->object;
    bool **is_dead = ARENA_NEW_ARRAY(s->arena, bool *, o->segments.count + 1);
    for (u32 i = 0; i < o->segments.count; i++) {
        usize len = o->segments.items[i].bytes.len;
        is_dead[i] = ARENA_NEW_ARRAY(s->arena, bool, len + 1);
        for (usize k = 0; k < len; k++)
            is_dead[i][k] = s->all.is_dead[i][k] || !s->core.is_dead[i][k];
    }
    return is_dead;
}

// What the runtime exports and the core has not.
static void put_library_exports(Split *s, Bytes *out) {
    Bytes exports, section;
    begin(s, &exports);
    begin(s, &section);
    u32 count = 0;
    for (u32 i = 0; i < s->object->exports.count; i++) {
        const ObjectExport *export = &s->object->exports.items[i];
        if (export->kind != W_KIND_FUNC || s->home[export->index] != IN_LIBRARY) continue;
        wasm_name(&exports, export->name);
        bytes_push(&exports, W_KIND_FUNC);
        wasm_u32(&exports, s->library_copy.func_index[export->index]);
        count++;
    }
    wasm_u32(&section, count);
    bytes_append(&section, bytes_slice(&exports));
    wasm_section(out, W_SECTION_EXPORT, &section);
}

static Status put_library(Split *s, Bytes *out) {
    bytes_append(out, slice_make("\0asm\1\0\0\0", 8));
    put_types(s, out);
    put_library_imports(s, out);
    put_functions(s, IN_LIBRARY, out);
    put_library_exports(s, out);
    put_elements(s, &s->library_copy, s->core_table_count, s->table_count, out);
    Status status = put_code(s, &s->library_copy, IN_LIBRARY, out);
    // Only what is next to each other: the core's bytes lie in between.
    return status == STATUS_OK ? put_data(s, &s->library_copy, library_dead(s), 1, out) : status;
}

Status wasm_split(Bytes *core, Bytes *library, Slice runtime) {
    WasmObject object;
    Split s = {.arena = core->arena, .object = &object};
    Status status = object_read(s.arena, runtime, &object);
    if (status != STATUS_OK) return status;
    if (object.symbols.count == 0) return STATUS_UNSUPPORTED;
    status = find_stack_pointer(&s);
    if (status != STATUS_OK) return status;
    shake_all(&s);
    // Rows of the table of natives point to functions of both.
    link_copy_init(&s.core_copy, &s.all);
    link_copy_init(&s.library_copy, &s.all);
    find_homes(&s);
    find_crossing(&s);
    number_table(&s);
    number_funcs(&s);
    status = put_core(&s, core);
    return status == STATUS_OK ? put_library(&s, library) : status;
}
