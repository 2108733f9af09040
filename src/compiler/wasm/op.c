#include "base/check.h"
#include "compiler/wasm/emit_priv.h"

// Operations that are one instruction on their arguments.
static const u8 single[IR_OP_COUNT] = {
    [IR_I64_ADD] = W_I64_ADD,
    [IR_I64_SUB] = W_I64_SUB,
    [IR_I64_MUL] = W_I64_MUL,
    [IR_I64_DIV_S] = W_I64_DIV_S,
    [IR_I64_REM_S] = W_I64_REM_S,
    [IR_I64_DIV_U] = W_I64_DIV_U,
    [IR_I64_REM_U] = W_I64_REM_U,
    [IR_I64_AND] = W_I64_AND,
    [IR_I64_OR] = W_I64_OR,
    [IR_I64_XOR] = W_I64_XOR,
    [IR_I64_SHL] = W_I64_SHL,
    [IR_I64_SHR_S] = W_I64_SHR_S,
    [IR_I64_SHR_U] = W_I64_SHR_U,
    [IR_I64_ROTL] = W_I64_ROTL,
    [IR_I64_CLZ] = W_I64_CLZ,
    [IR_I64_CTZ] = W_I64_CTZ,
    [IR_I64_POPCNT] = W_I64_POPCNT,
    [IR_I64_EQ] = W_I64_EQ,
    [IR_I64_NE] = W_I64_NE,
    [IR_I64_LT_S] = W_I64_LT_S,
    [IR_I64_LE_S] = W_I64_LE_S,
    [IR_I64_GT_S] = W_I64_GT_S,
    [IR_I64_GE_S] = W_I64_GE_S,
    [IR_I64_LT_U] = W_I64_LT_U,
    [IR_I64_LE_U] = W_I64_LE_U,
    [IR_I64_GT_U] = W_I64_GT_U,
    [IR_I64_GE_U] = W_I64_GE_U,
    [IR_I32_ADD] = W_I32_ADD,
    [IR_I32_SUB] = W_I32_SUB,
    [IR_I32_AND] = W_I32_AND,
    [IR_I32_OR] = W_I32_OR,
    [IR_I32_SHL] = W_I32_SHL,
    [IR_I32_EQ] = W_I32_EQ,
    [IR_I32_NE] = W_I32_NE,
    [IR_I32_LT_S] = W_I32_LT_S,
    [IR_I32_LT_U] = W_I32_LT_U,
    [IR_I1_NOT] = W_I32_EQZ,
    [IR_I1_AND] = W_I32_AND,
    [IR_I1_OR] = W_I32_OR,
    [IR_I1_XOR] = W_I32_XOR,
    [IR_I64_FROM_I32_U] = W_I64_EXTEND_I32_U,
    [IR_I64_FROM_I32_S] = W_I64_EXTEND_I32_S,
    [IR_I32_FROM_I64] = W_I32_WRAP_I64,
    [IR_I64_FROM_I1] = W_I64_EXTEND_I32_U,
    [IR_F64_ADD] = W_F64_ADD,
    [IR_F64_SUB] = W_F64_SUB,
    [IR_F64_MUL] = W_F64_MUL,
    [IR_F64_DIV] = W_F64_DIV,
    [IR_F64_NEG] = W_F64_NEG,
    [IR_F64_ABS] = W_F64_ABS,
    [IR_F64_SQRT] = W_F64_SQRT,
    [IR_F64_FLOOR] = W_F64_FLOOR,
    [IR_F64_CEIL] = W_F64_CEIL,
    [IR_F64_TRUNC] = W_F64_TRUNC,
    [IR_F64_COPYSIGN] = W_F64_COPYSIGN,
    [IR_F64_EQ] = W_F64_EQ,
    [IR_F64_NE] = W_F64_NE,
    [IR_F64_LT] = W_F64_LT,
    [IR_F64_LE] = W_F64_LE,
    [IR_F64_GT] = W_F64_GT,
    [IR_F64_GE] = W_F64_GE,
    [IR_F64_FROM_I64] = W_F64_CONVERT_I64_S,
    [IR_I64_BITS] = W_I64_REINTERPRET,
    [IR_F64_BITS] = W_F64_REINTERPRET,
    [IR_INT_IS_ZERO] = W_I64_EQZ,
    [IR_INT_FROM_BOOL] = W_I64_EXTEND_I32_U,
    [IR_VALUE_IS] = W_I64_EQ,
    [IR_REF_EQ] = W_I32_EQ,
};

// Short sequences that leave their result on the stack and read each argument once.
static bool is_short(IrOp code) {
    switch (code) {
    case IR_CONST_I32:
    case IR_CONST_I64:
    case IR_CONST_INT:
    case IR_CONST_F64:
    case IR_CONST_VALUE:
    case IR_CONST_POOL:
    case IR_UNIT_CLASS:
    case IR_CLASS_ID:
    case IR_UNIT_INDEX:
    case IR_UNDEF:
    case IR_FUNC_CODE:
    case IR_SELECT:
    case IR_I64_FROM_F64:
    case IR_INT_FROM_SMALL:
    case IR_SMALL_FROM_INT:
    case IR_VALUE_FROM_BOOL:
    case IR_VALUE_FROM_REF:
    case IR_BOOL_FROM_VALUE:
    case IR_REF_FROM_VALUE:
    case IR_VALUE_IS_REF:
    case IR_VALUE_IS_SMALL_INT:
    case IR_VALUE_IS_UNBOXED_F64:
    case IR_REF_CLASS:
    case IR_LIST_LEN:
    case IR_LIST_ITEMS:
    case IR_ITEM_GET:
    case IR_LIST_GET:
    case IR_TUPLE_LEN:
    case IR_TUPLE_GET:
    case IR_STR_LEN:
    case IR_BYTEARRAY_LEN:
    case IR_BYTES_GET:
    case IR_BYTES_ITEMS:
    case IR_BYTE_GET:
    case IR_FIELD_GET:
    case IR_CELL_GET:
    case IR_CAPTURE_GET:
    case IR_GLOBAL_GET: return true;
    default: return false;
    }
}

bool wasm_op_is_inline(const IrInst *inst) {
    return single[inst->op] != 0 || is_short(inst->op);
}

// ---- constants

static void push_f64(WasmFunc *f, u64 bits) {
    op(f, W_F64_CONST);
    for (u32 i = 0; i < 8; i++) bytes_push(f->out, (u8)(bits >> 8 * i));
}

static void push_block_word(WasmFunc *f, u32 index, IrType type) {
    get_global(f, GLOBAL_BLOCK);
    if (type == IR_REF) {
        memory(f, W_I32_LOAD, 2, index * 8);
        const_i32(f, 1);
        op(f, W_I32_SUB);
    } else {
        memory(f, type == IR_F64 ? W_F64_LOAD : W_I64_LOAD, 3, index * 8);
    }
}

static void push_based(WasmFunc *f, u32 global, u32 offset) {
    get_global(f, global);
    if (offset == 0) return;
    const_i32(f, (i32)offset);
    op(f, W_I32_ADD);
}

static bool push_const(WasmFunc *f, const IrInst *inst) {
    const IrModule *module = f->m->module;
    switch (inst->op) {
    case IR_CONST_I32: const_i32(f, (i32)inst->imm); return true;
    case IR_CONST_I64:
    case IR_CONST_INT:
    case IR_CONST_VALUE: const_i64(f, (i64)inst->imm); return true;
    case IR_CONST_F64: push_f64(f, inst->imm); return true;
    case IR_CONST_POOL:
        push_block_word(f, (u32)inst->imm, inst->type);
        if (inst->type != IR_INT) return true;
        // Only big ints come from the pool: the tagged address becomes the pattern of their sign.
        const_i64(
            f, (module->consts.items[inst->imm].is_negative ? INT_BIG_NEGATIVE : INT_BIG_POSITIVE) -
                   TAG_REF);
        op(f, W_I64_ADD);
        return true;
    case IR_UNIT_CLASS:
        push_block_word(f, module->consts.count + module->globals.count + (u32)inst->imm, IR_VALUE);
        return true;
    case IR_CLASS_ID: push_based(f, GLOBAL_CLASS_BASE, (u32)inst->imm); return true;
    case IR_UNIT_INDEX: push_based(f, GLOBAL_UNIT_INDEX, 0); return true;
    case IR_FUNC_CODE:
        push_based(f, GLOBAL_TABLE_BASE, module->funcs.items[inst->imm]->spec_index);
        return true;
    case IR_GLOBAL_GET:
        push_block_word(f, module->consts.count + (u32)inst->imm, inst->type);
        return true;
    case IR_UNDEF:
        if (inst->type == IR_F64) push_f64(f, 0);
        if (wasm_value_type(inst->type) == W_TYPE_I32) const_i32(f, 0);
        if (wasm_value_type(inst->type) == W_TYPE_I64) const_i64(f, 0);
        return true;
    default: return false;
    }
}

// ---- conversions that need no local

// The arguments are on the stack.
static bool finish_conversion(WasmFunc *f, const IrInst *inst) {
    switch (inst->op) {
    case IR_SELECT: UNREACHABLE("select pushes its own arguments");
    case IR_I64_FROM_F64:
        op(f, W_PREFIX_FC);
        wasm_u32(f->out, W_FC_I64_TRUNC_SAT_F64_S);
        return true;
    case IR_INT_FROM_SMALL:
    case IR_SMALL_FROM_INT: return true;
    case IR_VALUE_FROM_BOOL:
        op(f, W_I64_EXTEND_I32_U);
        const_i64(f, VALUE_TAG_BITS);
        op(f, W_I64_SHL);
        const_i64(f, (i64)VALUE_FALSE);
        op(f, W_I64_ADD);
        return true;
    case IR_VALUE_FROM_REF:
        op(f, W_I64_EXTEND_I32_U);
        const_i64(f, TAG_REF);
        op(f, W_I64_OR);
        return true;
    case IR_BOOL_FROM_VALUE:
        const_i64(f, (i64)VALUE_TRUE);
        op(f, W_I64_EQ);
        return true;
    case IR_REF_FROM_VALUE:
        op(f, W_I32_WRAP_I64);
        const_i32(f, TAG_REF);
        op(f, W_I32_SUB);
        return true;
    case IR_VALUE_IS_REF: test_tag(f, TAG_REF); return true;
    case IR_VALUE_IS_SMALL_INT: test_tag(f, TAG_INT); return true;
    case IR_VALUE_IS_UNBOXED_F64: test_tag(f, TAG_FLOAT); return true;
    default: return false;
    }
}

static void push_select(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[1]);
    wasm_push(f, inst->args[2]);
    wasm_push(f, inst->args[0]);
    op(f, W_SELECT);
}

// Leaves one result on the stack.
static bool push_inline(WasmFunc *f, const IrInst *inst) {
    if (push_const(f, inst)) return true;
    if (inst->op == IR_SELECT) return push_select(f, inst), true;
    if (inst->op == IR_ITEM_GET) return wasm_push_item(f, inst), true;
    if (inst->op == IR_BYTE_GET) return wasm_push_byte(f, inst), true;
    if (single[inst->op] == 0 && !is_short(inst->op)) return false;
    for (u32 i = 0; i < inst->arg_count; i++) wasm_push(f, inst->args[i]);
    if (single[inst->op] != 0) return op(f, single[inst->op]), true;
    return finish_conversion(f, inst) || wasm_op_load(f, inst);
}

void wasm_op(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    if (inst->op == IR_PARAM || inst->op == IR_BLOCK_PARAM) return;
    if (push_inline(f, inst)) {
        if (f->local[value] != NO_LOCAL) set(f, f->local[value]);
        return;
    }
    if (wasm_op_int(f, value) || wasm_op_value(f, value) || wasm_op_store(f, value) ||
        wasm_op_call(f, value))
        return;
    UNREACHABLE("operation without wasm instructions");
}
