#include "compiler/ir/build.h"

#include "base/check.h"
#include <string.h>

IrModule *ir_module_new(Arena *arena) {
    IrModule *module = ARENA_NEW(arena, IrModule);
    module->arena = arena;
    module->run_func = IR_NONE;
    map_init(&module->const_index, arena);
    return module;
}

// ---- constants. The key of a constant in the index is its tag followed by its contents.

static u32 intern_const(IrModule *module, IrConst constant, Slice contents, u8 variant) {
    u8 *key = arena_alloc(module->arena, contents.len + 2);
    key[0] = constant.tag;
    key[1] = variant;
    if (contents.len > 0) memcpy(key + 2, contents.data, contents.len);
    u32 *index =
        map_at(&module->const_index, slice_make(key, contents.len + 2), module->consts.count);
    if (*index == module->consts.count) {
        constant.bytes = slice_make(key + 2, contents.len);
        *VEC_PUSH(module->arena, &module->consts) = constant;
    }
    return *index;
}

u32 ir_const_str(IrModule *module, Slice text, bool is_name) {
    return intern_const(module, (IrConst){.tag = is_name ? 'i' : 's'}, text, 0);
}

u32 ir_const_bytes(IrModule *module, Slice bytes) {
    return intern_const(module, (IrConst){.tag = 'b'}, bytes, 0);
}

u32 ir_const_int(IrModule *module, Slice magnitude, bool is_negative) {
    return intern_const(module, (IrConst){.tag = 'n', .is_negative = is_negative}, magnitude,
                        is_negative);
}

static u32 intern_word(IrModule *module, u8 tag, u64 bits) {
    u8 bytes[8];
    for (u32 i = 0; i < 8; i++) bytes[i] = (u8)(bits >> 8 * i);
    return intern_const(module, (IrConst){.tag = tag, .bits = bits}, slice_make(bytes, 8), 0);
}

u32 ir_const_f64(IrModule *module, f64 number) {
    Value value;
    if (value_try_from_f64(number, &value)) return ir_const_value(module, value);
    return intern_word(module, 'f', float_bits(number));
}

u32 ir_const_value(IrModule *module, Value value) {
    CHECK(!value_is_ref(value));
    return intern_word(module, 'v', value);
}

u32 ir_const_tuple(IrModule *module, const u32 *items, u32 count) {
    return intern_const(module, (IrConst){.tag = 't'}, slice_make(items, count * sizeof(u32)), 0);
}

u32 ir_position(IrModule *module, IrPosition position) {
    if (module->positions.count > 0) {
        const IrPosition *last = VEC_LAST(&module->positions);
        if (memcmp(last, &position, sizeof position) == 0) return module->positions.count - 1;
    }
    *VEC_PUSH(module->arena, &module->positions) = position;
    return module->positions.count - 1;
}

// ---- functions and blocks

static IrValue add_inst(IrModule *module, IrFunc *func, IrInst inst) {
    *VEC_PUSH(module->arena, &func->insts) = inst;
    func->is_verified = false;
    return func->insts.count - 1;
}

static void place(IrBuilder *b, IrValue value) {
    CHECK(b->block != IR_NONE);
    b->func->insts.items[value].block = b->block;
    *VEC_PUSH(b->module->arena, &b->func->blocks.items[b->block].insts) = value;
}

u32 ir_func_new(IrModule *module, Slice name, IrType result, bool can_fail,
                const IrType *param_types, u32 param_count) {
    IrFunc *func = ARENA_NEW(module->arena, IrFunc);
    func->name = name;
    func->result = result;
    func->can_fail = can_fail;
    func->param_count = param_count;
    func->param_types = arena_copy(module->arena, param_types, param_count * sizeof(IrType));
    func->spec_index = IR_NONE;
    *VEC_PUSH(module->arena, &module->funcs) = func;

    IrBuilder b = {module, func, IR_NONE, IR_NONE};
    ir_block_begin(&b, ir_block_new(&b));
    for (u32 i = 0; i < param_count; i++) ir_emit_typed(&b, IR_PARAM, param_types[i], NULL, 0, i);
    return module->funcs.count - 1;
}

IrBuilder ir_builder(IrModule *module, u32 func_index) {
    CHECK(func_index < module->funcs.count);
    return (IrBuilder){module, module->funcs.items[func_index], IR_ENTRY, IR_NONE};
}

IrValue ir_param(const IrFunc *func, u32 index) {
    CHECK(index < func->param_count);
    return func->blocks.items[IR_ENTRY].insts.items[index];
}

IrBlock ir_block_new(IrBuilder *b) {
    *VEC_PUSH(b->module->arena, &b->func->blocks) = (IrBlockData){0};
    return b->func->blocks.count - 1;
}

IrValue ir_block_param(IrBuilder *b, IrBlock block, IrType type) {
    IrBlockData *data = &b->func->blocks.items[block];
    IrInst inst = {.op = IR_BLOCK_PARAM,
                   .type = (u8)type,
                   .imm = data->params.count,
                   .position = IR_NONE,
                   .block = block};
    IrValue value = add_inst(b->module, b->func, inst);
    *VEC_PUSH(b->module->arena, &data->params) = value;
    return value;
}

void ir_block_begin(IrBuilder *b, IrBlock block) {
    b->block = block;
}

// ---- instructions

static IrValue *copy_args(IrBuilder *b, const IrValue *args, u32 count) {
    return count == 0 ? NULL : arena_copy(b->module->arena, args, count * sizeof(IrValue));
}

IrValue ir_emit_typed(IrBuilder *b, IrOp op, IrType type, const IrValue *args, u32 arg_count,
                      u64 imm) {
    IrInst inst = {.op = (u8)op,
                   .type = (u8)type,
                   .arg_count = arg_count,
                   .imm = imm,
                   .position = b->position};
    inst.args = copy_args(b, args, arg_count);
    IrValue value = add_inst(b->module, b->func, inst);
    place(b, value);
    return value;
}

IrValue ir_emit(IrBuilder *b, IrOp op, const IrValue *args, u32 arg_count, u64 imm) {
    return ir_emit_typed(b, op, ir_type_of_letter(ir_ops[op].result), args, arg_count, imm);
}

IrValue ir_const_inst(IrBuilder *b, IrOp op, IrType type, u64 imm) {
    return ir_emit_typed(b, op, type, NULL, 0, imm);
}

IrValue ir_call(IrBuilder *b, u32 func_index, const IrValue *args, u32 arg_count) {
    CHECK(func_index < b->module->funcs.count);
    const IrFunc *callee = b->module->funcs.items[func_index];
    IrValue value = ir_emit_typed(b, IR_CALL, callee->result, args, arg_count, func_index);
    b->func->insts.items[value].can_fail = callee->can_fail;
    return value;
}

IrValue ir_call_rt(IrBuilder *b, RtCall call, const IrValue *args, u32 arg_count) {
    IrType type = ir_type_of_letter(rt_signatures[call].result);
    return ir_emit_typed(b, IR_CALL_RT, type, args, arg_count, call);
}

// ---- terminators

void ir_terminate(IrBuilder *b, IrOp op, const IrValue *args, u32 arg_count, const IrEdge *edges,
                  u32 edge_count, u64 imm) {
    IrInst inst = {.op = (u8)op,
                   .arg_count = arg_count,
                   .imm = imm,
                   .position = b->position,
                   .edge_count = edge_count};
    inst.args = copy_args(b, args, arg_count);
    inst.edges =
        edge_count == 0 ? NULL : arena_copy(b->module->arena, edges, edge_count * sizeof(IrEdge));
    for (u32 i = 0; i < edge_count; i++) {
        inst.edges[i].args = copy_args(b, edges[i].args, edges[i].arg_count);
    }
    place(b, add_inst(b->module, b->func, inst));
    b->block = IR_NONE;
}

void ir_jump(IrBuilder *b, IrBlock target, const IrValue *args, u32 arg_count) {
    IrEdge edge = {target, arg_count, (IrValue *)(uintptr_t)args};
    ir_terminate(b, IR_JUMP, NULL, 0, &edge, 1, 0);
}

void ir_brif(IrBuilder *b, IrValue condition, IrBlock if_true, IrBlock if_false, u32 hint) {
    IrEdge edges[] = {{.target = if_true}, {.target = if_false}};
    ir_terminate(b, IR_BRIF, &condition, 1, edges, 2, hint);
}

void ir_brerr(IrBuilder *b, IrValue fallible, IrBlock handler, const IrValue *args, u32 arg_count) {
    IrBlock next = ir_block_new(b);
    IrEdge edges[] = {{.target = next}, {handler, arg_count, (IrValue *)(uintptr_t)args}};
    ir_terminate(b, IR_BRERR, &fallible, 1, edges, 2, 0);
    b->func->blocks.items[next].is_cold =
        b->func->blocks.items[b->func->insts.items[fallible].block].is_cold;
    ir_block_begin(b, next);
}

void ir_ret(IrBuilder *b, IrValue value) {
    ir_terminate(b, IR_RET, &value, value == IR_NONE ? 0 : 1, NULL, 0, 0);
}
