#include "compiler/wasm/wasm.h"

#include "abi/web.h"
#include "base/check.h"
#include "compiler/ir/describe.h"
#include "compiler/wasm/link_priv.h"
#include "compiler/wasm/loop.h"
#include "compiler/wasm/reduce.h"

u8 wasm_value_type(IrType type) {
    switch (type) {
    case IR_I64:
    case IR_INT:
    case IR_VALUE: return W_TYPE_I64;
    case IR_F64: return W_TYPE_F64;
    default: return W_TYPE_I32;
    }
}

u32 wasm_func_index(const WasmModule *m, u32 ir_func) {
    return m->first_func + ir_func;
}

u32 wasm_helper_index(const WasmModule *m, u32 helper) {
    return m->first_func + m->module->funcs.count + helper;
}

u32 wasm_loop_index(const WasmModule *m, u32 loop) {
    return m->first_func + m->module->funcs.count + m->helper_count + loop;
}

// ---- types

void wasm_use_type(WasmModule *m, u32 type) {
    while (m->is_type_used.count <= type) *VEC_PUSH(m->arena, &m->is_type_used) = false;
    m->is_type_used.items[type] = true;
}

u32 wasm_type_encoded(WasmModule *m, Slice encoding) {
    u32 next = m->type_index.count;
    u32 index = *map_at(&m->type_index, encoding, next);
    if (index == next) bytes_append(&m->types, encoding);
    wasm_use_type(m, index);
    return index;
}

u32 wasm_type(WasmModule *m, const u8 *params, u32 param_count, const u8 *results,
              u32 result_count) {
    Bytes encoding;
    bytes_init(&encoding, m->arena);
    bytes_push(&encoding, W_TYPE_FUNC);
    wasm_u32(&encoding, param_count);
    bytes_append(&encoding, slice_make(params, param_count));
    wasm_u32(&encoding, result_count);
    bytes_append(&encoding, slice_make(results, result_count));
    return wasm_type_encoded(m, bytes_slice(&encoding));
}

static u32 type_of_results(WasmModule *m, const u8 *params, u32 param_count, IrType result,
                           bool can_fail) {
    u8 results[2];
    u32 count = 0;
    if (result != IR_VOID) results[count++] = wasm_value_type(result);
    if (can_fail) results[count++] = W_TYPE_I32;
    return wasm_type(m, params, param_count, results, count);
}

u32 wasm_type_of_call(WasmModule *m, RtCall call) {
    const RtSignature *signature = &rt_signatures[call];
    u8 params[8] = {W_TYPE_I32};
    u32 count = 1;
    for (const char *letter = signature->args; *letter; letter++) {
        params[count++] = wasm_value_type(ir_type_of_letter(*letter));
    }
    return type_of_results(m, params, count, ir_type_of_letter(signature->result),
                           signature->can_fail);
}

static u32 type_of_func(WasmModule *m, const IrFunc *func) {
    u8 *params = arena_alloc(m->arena, func->param_count + 1);
    u32 count = 0;
    if (func->is_generic) params[count++] = W_TYPE_I32;
    for (u32 i = 0; i < func->param_count; i++)
        params[count++] = wasm_value_type(func->param_types[i]);
    return type_of_results(m, params, count, func->result, func->can_fail);
}

static u32 type_of_helper(WasmModule *m, u32 helper) {
    const u8 address = W_TYPE_I32;
    if (helper >= HELPER_COUNT) return wasm_type(m, NULL, 0, &address, 1);
    u8 param = helper == HELPER_RELEASE_REF || helper == HELPER_FREE ? W_TYPE_I32 : W_TYPE_I64;
    if (helper != HELPER_TRAP) return wasm_type(m, &param, 1, NULL, 0);
    const u8 generic_params[] = {W_TYPE_I32, W_TYPE_I32, W_TYPE_I32},
             generic_results[] = {W_TYPE_I64, W_TYPE_I32};
    return wasm_type(m, generic_params, 3, generic_results, 2);
}

// ---- which runtime functions are needed

// Calls that the instructions of an operation contain.
static RtCall call_inside(IrOp code) {
    switch (code) {
    case IR_INT_ADD: return RT_INT_ADD;
    case IR_INT_SUB: return RT_INT_SUB;
    case IR_INT_MUL: return RT_INT_MUL;
    case IR_INT_NEG: return RT_INT_NEG;
    case IR_INT_ABS: return RT_INT_ABS;
    case IR_INT_INVERT: return RT_INT_INVERT;
    case IR_INT_AND: return RT_INT_AND;
    case IR_INT_OR: return RT_INT_OR;
    case IR_INT_XOR: return RT_INT_XOR;
    case IR_INT_FLOORDIV: return RT_INT_FLOORDIV;
    case IR_INT_MOD: return RT_INT_MOD;
    case IR_INT_SHL: return RT_INT_LSHIFT;
    case IR_INT_SHR: return RT_INT_RSHIFT;
    case IR_INT_TRUEDIV: return RT_INT_TRUEDIV;
    case IR_INT_EQ:
    case IR_INT_NE:
    case IR_INT_LT:
    case IR_INT_LE:
    case IR_INT_GT:
    case IR_INT_GE: return RT_INT_COMPARE;
    case IR_INT_FROM_I64: return RT_INT_FROM_I64;
    case IR_INDEX_FROM_INT: return RT_INT_TO_INDEX;
    case IR_F64_FROM_INT: return RT_INT_TO_F64;
    case IR_INT_FROM_F64: return RT_INT_FROM_F64;
    case IR_VALUE_FROM_F64: return RT_F64_BOX;
    case IR_VALUE_CLASS_IS: return RT_CLASS_OF;
    case IR_LIST_CHECK:
    case IR_STR_CHECK:
    case IR_BYTEARRAY_CHECK:
    case IR_LIST_CHECK_WRITE: return RT_RAISE_INDEX;
    case IR_INSTANCE_NEW: return RT_INSTANCE_NEW;
    default: return RT_CALL_COUNT;
    }
}

static void need(WasmModule *m, RtCall call) {
    if (call < RT_CALL_COUNT) m->import_of[call] = 0;
}

void wasm_find_needs(WasmModule *m) {
    wasm_web_find(m);
    for (u32 i = 0; i < RT_CALL_COUNT; i++) m->import_of[i] = IR_NONE;
    need(m, RT_FREE);
    if (m->helper_count > HELPER_COUNT) need(m, RT_INSTANCE_NEW);
    for (u32 i = 0; i < m->module->funcs.count; i++) {
        const IrFunc *func = m->module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const IrInst *inst = &func->insts.items[k];
            need(m, inst->op == IR_CALL_RT ? (RtCall)inst->imm : call_inside(inst->op));
            if (inst->op == IR_LIST_CHECK_WRITE || inst->op == IR_LIST_WRITABLE)
                need(m, RT_LIST_MAKE_WRITABLE);
            if (inst->op != IR_LIST_APPEND) continue;
            IrType type = func->insts.items[inst->args[1]].type;
            need(m, type == IR_INT   ? RT_LIST_APPEND_INT
                    : type == IR_F64 ? RT_LIST_APPEND_F64
                                     : RT_LIST_APPEND_VALUE);
        }
    }
}

// A unit of its own: what it needs is imported.
static void number_imports(WasmModule *m) {
    for (u32 i = 0; i < RT_CALL_COUNT; i++) {
        if (m->import_of[i] != IR_NONE) m->import_of[i] = m->import_count++;
    }
    m->import_count = wasm_web_number(m, m->import_count);
    m->first_func = m->import_count;
    for (u32 i = 0; i < GLOBAL_COUNT; i++) m->global_index[i] = i;
}

// ---- sections

static void put_import(Bytes *out, const char *module, const char *name, u8 kind) {
    wasm_name(out, slice_of_text(module));
    wasm_name(out, slice_of_text(name));
    bytes_push(out, kind);
}

static void put_imports(WasmModule *m, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_u32(&section, m->import_count + 2 + GLOBAL_IMPORT_COUNT);
    for (u32 i = 0; i < RT_CALL_COUNT; i++) {
        if (m->import_of[i] == IR_NONE) continue;
        put_import(&section, "rt", rt_signatures[i].name, W_KIND_FUNC);
        wasm_u32(&section, wasm_type_of_call(m, (RtCall)i));
    }
    wasm_put_web_imports(m, &section);
    put_import(&section, "rt", "memory", W_KIND_MEMORY);
    bytes_push(&section, 0);
    bytes_push(&section, 1);
    put_import(&section, "rt", "__indirect_function_table", W_KIND_TABLE);
    bytes_push(&section, W_TYPE_FUNCREF);
    bytes_push(&section, 0);
    bytes_push(&section, 0);
    static const char *const globals[GLOBAL_IMPORT_COUNT][2] = {
        {"rt", "__stack_pointer"}, {"unit", "block"}, {"unit", "class_base"},
        {"unit", "table_base"},    {"unit", "index"}, {"unit", "stack_limit"}};
    for (u32 i = 0; i < GLOBAL_IMPORT_COUNT; i++) {
        put_import(&section, globals[i][0], globals[i][1], W_KIND_GLOBAL);
        bytes_push(&section, W_TYPE_I32);
        bytes_push(&section, i == GLOBAL_STACK_POINTER);
    }
    wasm_section(out, W_SECTION_IMPORT, &section);
}

u32 wasm_func_count(const WasmModule *m) {
    return m->module->funcs.count + m->helper_count + m->loops.count;
}

void wasm_put_func_types(WasmModule *m, Bytes *section) {
    for (u32 i = 0; i < m->module->funcs.count; i++)
        wasm_u32(section, type_of_func(m, m->module->funcs.items[i]));
    for (u32 i = 0; i < m->helper_count; i++) wasm_u32(section, type_of_helper(m, i));
    for (u32 i = 0; i < m->loops.count; i++)
        wasm_u32(section, wasm_type_of_loop(m, m->loops.items[i]));
}

static void put_functions(WasmModule *m, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_u32(&section, wasm_func_count(m));
    wasm_put_func_types(m, &section);
    wasm_section(out, W_SECTION_FUNCTION, &section);
}

static void put_globals(WasmModule *m, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_u32(&section, 1);
    bytes_push(&section, W_TYPE_I32);
    bytes_push(&section, 1);
    bytes_push(&section, W_I32_CONST);
    wasm_i64(&section, 0);
    bytes_push(&section, W_END);
    wasm_section(out, W_SECTION_GLOBAL, &section);
}

static void put_exports(WasmModule *m, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_u32(&section, 1);
    wasm_name(&section, SLICE_LITERAL("run"));
    bytes_push(&section, W_KIND_FUNC);
    wasm_u32(&section, wasm_func_index(m, m->module->run_func));
    wasm_section(out, W_SECTION_EXPORT, &section);
}

// Function spec k at table_base + k; those without generic code trap.
void wasm_put_element_funcs(WasmModule *m, Bytes *section) {
    for (u32 i = 0; i < m->module->specs.count; i++) {
        u32 func = m->module->specs.items[i].generic_func;
        wasm_u32(section,
                 func == IR_NONE ? wasm_helper_index(m, HELPER_TRAP) : wasm_func_index(m, func));
    }
}

static void put_elements(WasmModule *m, Bytes *out) {
    if (m->module->specs.count == 0) return;
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_u32(&section, 1);
    bytes_push(&section, 0);
    bytes_push(&section, W_GLOBAL_GET);
    wasm_u32(&section, GLOBAL_TABLE_BASE);
    bytes_push(&section, W_END);
    wasm_u32(&section, m->module->specs.count);
    wasm_put_element_funcs(m, &section);
    wasm_section(out, W_SECTION_ELEMENT, &section);
}

// Runs of equal types, as the format wants them.
static void put_locals(Bytes *out, const u8 *types, u32 count) {
    u32 runs = 0;
    for (u32 i = 0; i < count; i++) runs += i == 0 || types[i] != types[i - 1];
    wasm_u32(out, runs);
    for (u32 i = 0; i < count;) {
        u32 length = 1;
        while (i + length < count && types[i + length] == types[i]) length++;
        wasm_u32(out, length);
        bytes_push(out, types[i]);
        i += length;
    }
}

static void put_body(Bytes *out, const Bytes *locals, const Bytes *code) {
    wasm_u32(out, locals->len + code->len);
    bytes_append(out, bytes_slice(locals));
    bytes_append(out, bytes_slice(code));
}

// Offsets count from the start of the body, where its locals are declared.
static void add_hints(const WasmFunc *f, u32 index, usize locals_len) {
    if (f->hints.count == 0) return;
    Bytes *out = &f->m->hints;
    wasm_u32(out, index);
    wasm_u32(out, f->hints.count);
    for (u32 i = 0; i < f->hints.count; i++) {
        wasm_u32(out, locals_len + f->hints.items[i].offset);
        bytes_push(out, 1);
        bytes_push(out, f->hints.items[i].is_likely);
    }
    f->m->hinted_count++;
}

void wasm_put_hints(WasmModule *m, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_name(&section, SLICE_LITERAL("metadata.code.branch_hint"));
    wasm_u32(&section, m->hinted_count);
    bytes_append(&section, bytes_slice(&m->hints));
    wasm_section(out, W_SECTION_CUSTOM, &section);
}

static void make_body(WasmFunc *f, u32 index, Bytes *section) {
    WasmModule *m = f->m;
    Bytes code, locals;
    bytes_init(&code, m->arena);
    bytes_init(&locals, m->arena);
    f->out = &code;
    wasm_find_locals(f);
    wasm_body(f);
    put_locals(&locals, f->local_types.items, f->local_types.count);
    put_body(section, &locals, &code);
    add_hints(f, index, locals.len);
}

static void make_func(WasmModule *m, u32 index, Bytes *section) {
    const IrFunc *func = m->module->funcs.items[index];
    WasmFunc f = {.m = m, .func = func, .param_count = func->param_count + func->is_generic};
    f.flow = ir_flow(m->arena, func);
    f.func = wasm_reduce(m, func, &f.flow);
    bool is_reduced = f.func != func;
    if (!is_reduced) f.func = wasm_split_loops(m, index, &f.flow);
    f.is_called_in_loops = m->call_depth[index] > 0 && !func->is_generic;
    f.has_loop_calls = !is_reduced && f.func != func;
    if (f.func != func) f.flow = ir_flow(m->arena, f.func);
    make_body(&f, wasm_func_index(m, index), section);
}

static void make_loop(WasmModule *m, const WasmLoop *loop, Bytes *section) {
    u32 param_count = loop->ins.count + loop->body.blocks.items[loop->header].params.count;
    WasmFunc f = {.m = m, .func = &loop->body, .param_count = param_count, .loop = loop};
    f.flow = ir_flow(m->arena, &loop->body);
    make_body(&f, wasm_loop_index(m, loop->number), section);
}

void wasm_make_bodies(WasmModule *m) {
    Bytes *section = &m->bodies;
    bytes_init(section, m->arena);
    bytes_init(&m->hints, m->arena);
    wasm_find_callers(m);
    for (u32 i = 0; i < m->module->funcs.count; i++) make_func(m, i, section);
    for (u32 i = 0; i < HELPER_COUNT; i++) {
        Bytes body;
        bytes_init(&body, m->arena);
        wasm_helper(m, &body, (WasmHelper)i);
        wasm_u32(section, body.len);
        bytes_append(section, bytes_slice(&body));
    }
    for (u32 i = 0; i < m->module->classes.count; i++) {
        if (m->new_helper[i] == IR_NONE) continue;
        Bytes body;
        bytes_init(&body, m->arena);
        wasm_instance_new(m, &body, i);
        wasm_u32(section, body.len);
        bytes_append(section, bytes_slice(&body));
    }
    for (u32 i = 0; i < m->loops.count; i++) make_loop(m, m->loops.items[i], section);
}

static void put_code(WasmModule *m, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_u32(&section, wasm_func_count(m));
    bytes_append(&section, bytes_slice(&m->bodies));
    wasm_section(out, W_SECTION_CODE, &section);
}

// A custom section without contents.
static void put_mark(WasmModule *m, Slice name, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_name(&section, name);
    wasm_section(out, W_SECTION_CUSTOM, &section);
}

void wasm_put_description(WasmModule *m, Bytes *out) {
    Bytes section;
    bytes_init(&section, m->arena);
    wasm_name(&section, SLICE_LITERAL("krait.unit"));
    ir_describe(&section, m->module);
    wasm_section(out, W_SECTION_CUSTOM, &section);
    if (m->module->uses_web) put_mark(m, SLICE_LITERAL(WEB_SECTION), out);
}

void wasm_module_init(WasmModule *m, Arena *arena, const IrModule *module) {
    *m = (WasmModule){.arena = arena, .module = module};
    bytes_init(&m->types, arena);
    map_init(&m->type_index, arena);
    wasm_find_instances(m);
}

void wasm_encode(Bytes *out, const IrModule *module) {
    WasmModule m;
    wasm_module_init(&m, out->arena, module);
    wasm_find_needs(&m);
    number_imports(&m);
    wasm_make_bodies(&m);

    // Types come first in the file but are found while the rest is made.
    Bytes rest, types;
    bytes_init(&rest, m.arena);
    bytes_init(&types, m.arena);
    put_imports(&m, &rest);
    put_functions(&m, &rest);
    put_globals(&m, &rest);
    put_exports(&m, &rest);
    put_elements(&m, &rest);
    wasm_put_hints(&m, &rest);
    put_code(&m, &rest);
    wasm_put_description(&m, &rest);
    if (link_needs_library(module, out->arena)) put_mark(&m, SLICE_LITERAL("krait.library"), &rest);

    bytes_append(out, slice_make("\0asm\1\0\0\0", 8));
    wasm_u32(&types, m.type_index.count);
    bytes_append(&types, bytes_slice(&m.types));
    wasm_section(out, W_SECTION_TYPE, &types);
    bytes_append(out, bytes_slice(&rest));
}
