// INT_…: the fast paths of abi/inline.h. Arguments are in locals or constants, so they may be
// pushed more than once.
#include "compiler/wasm/emit_priv.h"

static bool is_known_small(const WasmFunc *f, IrValue value) {
    IrOp code = wasm_inst(f, value)->op;
    return code == IR_CONST_INT || code == IR_INT_FROM_SMALL || code == IR_INT_FROM_BOOL;
}

// Pushes whether both arguments are small.
static void push_both_small(WasmFunc *f, const IrInst *inst) {
    bool is_pushed = false;
    for (u32 i = 0; i < 2; i++) {
        if (is_known_small(f, inst->args[i])) continue;
        wasm_push(f, inst->args[i]);
        test_small(f);
        if (is_pushed) op(f, W_I32_AND);
        is_pushed = true;
    }
    if (!is_pushed) const_i32(f, 1);
}

static bool takes_operands(IrOp op) {
    return op == IR_INT_ADD || op == IR_INT_SUB || op == IR_INT_MUL || op == IR_INT_AND ||
           op == IR_INT_OR || op == IR_INT_XOR;
}

// Those operands that the operation takes over (ops.def, "INT"): only here, on the slow path, can
// they be big.
static void release_operands(WasmFunc *f, const IrInst *inst) {
    for (u32 i = 0; i < 2; i++) {
        if (!(inst->imm >> i & 1)) continue;
        wasm_push(f, inst->args[i]);
        test_not_small(f);
        begin_rare(f);
        wasm_push(f, inst->args[i]);
        op(f, W_I32_WRAP_I64);
        op_u32(f, W_CALL, wasm_helper_index(f->m, HELPER_RELEASE_REF));
        end(f);
    }
}

static void call_slow(WasmFunc *f, const IrInst *inst, RtCall call, u32 result) {
    wasm_push_state(f);
    for (u32 i = 0; i < inst->arg_count; i++) wasm_push(f, inst->args[i]);
    wasm_call_rt(f, call);
    if (rt_signatures[call].can_fail) set(f, f->flag);
    set(f, result);
    if (takes_operands(inst->op)) release_operands(f, inst);
}

// if (condition on the stack) result = fast, already on … : the fast value is made by the caller
// between these two.
static void begin_fast(WasmFunc *f) {
    wasm_hint(f, true);
    begin_if(f);
}

static void finish_fast(WasmFunc *f, const IrInst *inst, RtCall call, u32 result) {
    set(f, result);
    if (rt_signatures[call].can_fail) {
        const_i32(f, 0);
        set(f, f->flag);
    }
    op(f, W_ELSE);
    call_slow(f, inst, call, result);
    end(f);
}

static void push_both(WasmFunc *f, const IrInst *inst) {
    wasm_push(f, inst->args[0]);
    wasm_push(f, inst->args[1]);
}

// ---- one kind each

static void op_add(WasmFunc *f, const IrInst *inst, u32 result) {
    push_both(f, inst);
    op(f, W_I64_ADD);
    tee(f, result);
    test_not_small(f);
    begin_rare(f);
    call_slow(f, inst, RT_INT_ADD, result);
    end(f);
}

static void op_sub(WasmFunc *f, const IrInst *inst, u32 result) {
    push_both(f, inst);
    op(f, W_I64_SUB);
    tee(f, result);
    test_not_small(f);
    // Two big words may differ by little: unless one is known to be small, test one more.
    if (!is_known_small(f, inst->args[0]) && !is_known_small(f, inst->args[1])) {
        wasm_push(f, inst->args[0]);
        test_not_small(f);
        op(f, W_I32_OR);
    }
    begin_rare(f);
    call_slow(f, inst, RT_INT_SUB, result);
    end(f);
}

static void push_fits_i32(WasmFunc *f, IrValue value) {
    wasm_push(f, value);
    wasm_push(f, value);
    op(f, W_I64_EXTEND32_S);
    op(f, W_I64_EQ);
}

// The product of two 32-bit numbers is exact in 64 bits, but may lie outside the small range.
static void op_mul(WasmFunc *f, const IrInst *inst, u32 result) {
    push_both(f, inst);
    op(f, W_I64_MUL);
    tee(f, result);
    test_small(f);
    push_fits_i32(f, inst->args[0]);
    op(f, W_I32_AND);
    push_fits_i32(f, inst->args[1]);
    op(f, W_I32_AND);
    op(f, W_I32_EQZ);
    begin_rare(f);
    call_slow(f, inst, RT_INT_MUL, result);
    end(f);
}

static void op_bitwise(WasmFunc *f, const IrInst *inst, u32 result, WasmOp code, RtCall call) {
    push_both_small(f, inst);
    begin_fast(f);
    push_both(f, inst);
    op(f, code);
    finish_fast(f, inst, call, result);
}

static void op_neg(WasmFunc *f, const IrInst *inst, u32 result) {
    const_i64(f, 0);
    wasm_push(f, inst->args[0]);
    op(f, W_I64_SUB);
    tee(f, result);
    // A big word's negative never looks small.
    test_not_small(f);
    begin_rare(f);
    call_slow(f, inst, RT_INT_NEG, result);
    end(f);
}

static void op_abs(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    const_i64(f, SMALL_HALF - 1);
    op(f, W_I64_ADD);
    const_i64(f, 2 * SMALL_HALF - 1);
    op(f, W_I64_LT_U);
    begin_fast(f);
    const_i64(f, 0);
    wasm_push(f, inst->args[0]);
    op(f, W_I64_SUB);
    wasm_push(f, inst->args[0]);
    wasm_push(f, inst->args[0]);
    const_i64(f, 0);
    op(f, W_I64_LT_S);
    op(f, W_SELECT);
    finish_fast(f, inst, RT_INT_ABS, result);
}

static void op_invert(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    test_small(f);
    begin_fast(f);
    wasm_push(f, inst->args[0]);
    const_i64(f, -1);
    op(f, W_I64_XOR);
    finish_fast(f, inst, RT_INT_INVERT, result);
}

// quotient - (rest != 0 && signs differ), without branches
static void op_floordiv(WasmFunc *f, const IrInst *inst, u32 result) {
    push_both_small(f, inst);
    wasm_push(f, inst->args[1]);
    op(f, W_I64_EQZ);
    op(f, W_I32_EQZ);
    op(f, W_I32_AND);
    wasm_push(f, inst->args[0]);
    const_i64(f, SMALL_INT_MIN);
    op(f, W_I64_NE);
    op(f, W_I32_AND);
    begin_fast(f);
    push_both(f, inst);
    op(f, W_I64_DIV_S);
    tee(f, f->scratch_i64[0]);
    push_both(f, inst);
    op(f, W_I64_XOR);
    const_i64(f, 0);
    op(f, W_I64_LT_S);
    get(f, f->scratch_i64[0]);
    wasm_push(f, inst->args[1]);
    op(f, W_I64_MUL);
    wasm_push(f, inst->args[0]);
    op(f, W_I64_NE);
    op(f, W_I32_AND);
    op(f, W_I64_EXTEND_I32_U);
    op(f, W_I64_SUB);
    finish_fast(f, inst, RT_INT_FLOORDIV, result);
}

static void op_mod(WasmFunc *f, const IrInst *inst, u32 result) {
    push_both_small(f, inst);
    wasm_push(f, inst->args[1]);
    op(f, W_I64_EQZ);
    op(f, W_I32_EQZ);
    op(f, W_I32_AND);
    begin_fast(f);
    push_both(f, inst);
    op(f, W_I64_REM_S);
    tee(f, f->scratch_i64[0]);
    wasm_push(f, inst->args[1]);
    const_i64(f, 0);
    get(f, f->scratch_i64[0]);
    wasm_push(f, inst->args[1]);
    op(f, W_I64_XOR);
    const_i64(f, 0);
    op(f, W_I64_LT_S);
    get(f, f->scratch_i64[0]);
    op(f, W_I64_EQZ);
    op(f, W_I32_EQZ);
    op(f, W_I32_AND);
    op(f, W_SELECT);
    op(f, W_I64_ADD);
    finish_fast(f, inst, RT_INT_MOD, result);
}

static void op_shl(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[1]);
    const_i64(f, 29);
    op(f, W_I64_LT_U);
    push_fits_i32(f, inst->args[0]);
    op(f, W_I32_AND);
    begin_fast(f);
    push_both(f, inst);
    op(f, W_I64_SHL);
    finish_fast(f, inst, RT_INT_LSHIFT, result);
}

static void op_shr(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[1]);
    const_i64(f, 64);
    op(f, W_I64_LT_U);
    if (!is_known_small(f, inst->args[0])) {
        wasm_push(f, inst->args[0]);
        test_small(f);
        op(f, W_I32_AND);
    }
    begin_fast(f);
    push_both(f, inst);
    op(f, W_I64_SHR_S);
    finish_fast(f, inst, RT_INT_RSHIFT, result);
}

static void push_exact_f64(WasmFunc *f, IrValue value) {
    const_i64(f, INT64_C(1) << 53);
    wasm_push(f, value);
    op(f, W_I64_ADD);
    const_i64(f, INT64_C(1) << 54);
    op(f, W_I64_LE_U);
}

static void op_truediv(WasmFunc *f, const IrInst *inst, u32 result) {
    push_exact_f64(f, inst->args[0]);
    push_exact_f64(f, inst->args[1]);
    op(f, W_I32_AND);
    wasm_push(f, inst->args[1]);
    op(f, W_I64_EQZ);
    op(f, W_I32_EQZ);
    op(f, W_I32_AND);
    begin_fast(f);
    wasm_push(f, inst->args[0]);
    op(f, W_F64_CONVERT_I64_S);
    wasm_push(f, inst->args[1]);
    op(f, W_F64_CONVERT_I64_S);
    op(f, W_F64_DIV);
    finish_fast(f, inst, RT_INT_TRUEDIV, result);
}

static void op_compare(WasmFunc *f, const IrInst *inst, u32 result, WasmOp code) {
    push_both(f, inst);
    op(f, code);
    set(f, result);
    if (is_known_small(f, inst->args[0]) || is_known_small(f, inst->args[1])) return;
    // Raw order is wrong only when both are big.
    wasm_push(f, inst->args[0]);
    test_not_small(f);
    begin_rare(f);
    wasm_push(f, inst->args[1]);
    test_not_small(f);
    begin_rare(f);
    wasm_push_state(f);
    push_both(f, inst);
    wasm_call_rt(f, RT_INT_COMPARE);
    const_i64(f, 0);
    op(f, code);
    set(f, result);
    end(f);
    end(f);
}

static void op_from_i64(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    tee(f, result);
    test_not_small(f);
    begin_rare(f);
    call_slow(f, inst, RT_INT_FROM_I64, result);
    end(f);
}

static void op_index(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    tee(f, result);
    test_not_small(f);
    begin_rare(f);
    wasm_push_state(f);
    wasm_push(f, inst->args[0]);
    wasm_call_rt(f, RT_INT_TO_INDEX);
    set(f, result);
    end(f);
}

static void op_to_f64(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    test_small(f);
    begin_fast(f);
    wasm_push(f, inst->args[0]);
    op(f, W_F64_CONVERT_I64_S);
    finish_fast(f, inst, RT_INT_TO_F64, result);
}

static void push_f64_const(WasmFunc *f, f64 number) {
    op(f, W_F64_CONST);
    for (u32 i = 0; i < 8; i++) bytes_push(f->out, (u8)(float_bits(number) >> 8 * i));
}

static void op_from_f64(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    push_f64_const(f, -0x1p61);
    op(f, W_F64_GT);
    wasm_push(f, inst->args[0]);
    push_f64_const(f, 0x1p61);
    op(f, W_F64_LT);
    op(f, W_I32_AND);
    begin_fast(f);
    wasm_push(f, inst->args[0]);
    op(f, W_PREFIX_FC);
    wasm_u32(f->out, W_FC_I64_TRUNC_SAT_F64_S);
    finish_fast(f, inst, RT_INT_FROM_F64, result);
}

bool wasm_op_int(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    u32 result = f->local[value];
    switch (inst->op) {
    case IR_INT_ADD: op_add(f, inst, result); return true;
    case IR_INT_SUB: op_sub(f, inst, result); return true;
    case IR_INT_MUL: op_mul(f, inst, result); return true;
    case IR_INT_NEG: op_neg(f, inst, result); return true;
    case IR_INT_ABS: op_abs(f, inst, result); return true;
    case IR_INT_INVERT: op_invert(f, inst, result); return true;
    case IR_INT_AND: op_bitwise(f, inst, result, W_I64_AND, RT_INT_AND); return true;
    case IR_INT_OR: op_bitwise(f, inst, result, W_I64_OR, RT_INT_OR); return true;
    case IR_INT_XOR: op_bitwise(f, inst, result, W_I64_XOR, RT_INT_XOR); return true;
    case IR_INT_FLOORDIV: op_floordiv(f, inst, result); return true;
    case IR_INT_MOD: op_mod(f, inst, result); return true;
    case IR_INT_SHL: op_shl(f, inst, result); return true;
    case IR_INT_SHR: op_shr(f, inst, result); return true;
    case IR_INT_TRUEDIV: op_truediv(f, inst, result); return true;
    case IR_INT_EQ: op_compare(f, inst, result, W_I64_EQ); return true;
    case IR_INT_NE: op_compare(f, inst, result, W_I64_NE); return true;
    case IR_INT_LT: op_compare(f, inst, result, W_I64_LT_S); return true;
    case IR_INT_LE: op_compare(f, inst, result, W_I64_LE_S); return true;
    case IR_INT_GT: op_compare(f, inst, result, W_I64_GT_S); return true;
    case IR_INT_GE: op_compare(f, inst, result, W_I64_GE_S); return true;
    case IR_INT_FROM_I64: op_from_i64(f, inst, result); return true;
    case IR_INDEX_FROM_INT: op_index(f, inst, result); return true;
    case IR_F64_FROM_INT: op_to_f64(f, inst, result); return true;
    case IR_INT_FROM_F64: op_from_f64(f, inst, result); return true;
    default: return false;
    }
}
