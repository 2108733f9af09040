// Conversions to and from VALUE, classes and reference counts: abi/value.h and abi/inline.h in
// instructions.
#include "compiler/wasm/emit_priv.h"

static void op_from_int(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    const_i64(f, VALUE_TAG_BITS);
    op(f, W_I64_SHL);
    wasm_push(f, inst->args[0]);
    const_i64(f, (i64)ADDRESS_MASK);
    op(f, W_I64_AND);
    const_i64(f, TAG_REF);
    op(f, W_I64_OR);
    wasm_push(f, inst->args[0]);
    test_small(f);
    op(f, W_SELECT);
    set(f, result);
}

static void op_to_int(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push(f, inst->args[0]);
    const_i64(f, VALUE_TAG_BITS);
    op(f, W_I64_SHR_S);
    set(f, result);
    wasm_push(f, inst->args[0]);
    const_i64(f, VALUE_TAG_MASK);
    op(f, W_I64_AND);
    op(f, W_I64_EQZ);
    op(f, W_I32_EQZ);
    begin_rare(f);
    // A big one: its address, and the pattern of its sign.
    wasm_push(f, inst->args[0]);
    const_i64(f, TAG_REF);
    op(f, W_I64_SUB);
    const_i64(f, INT_BIG_NEGATIVE);
    const_i64(f, INT_BIG_POSITIVE);
    wasm_push(f, inst->args[0]);
    op(f, W_I32_WRAP_I64);
    memory(f, W_I32_LOAD, 2, (u32)offsetof(BigInt, is_negative) - TAG_REF);
    op(f, W_SELECT);
    op(f, W_I64_ADD);
    set(f, result);
    end(f);
}

// value_try_from_f64, else the runtime's box.
static void op_from_f64(WasmFunc *f, const IrInst *inst, u32 result) {
    u32 rotated = f->scratch_i64[0], packed = f->scratch_i64[1];
    wasm_push(f, inst->args[0]);
    op(f, W_I64_REINTERPRET);
    const_i64(f, 1);
    op(f, W_I64_ROTL);
    tee(f, rotated);
    get(f, rotated);
    const_i64(f, (i64)FLOAT_EXPONENT_BASE);
    op(f, W_I64_SUB);
    get(f, rotated);
    const_i64(f, 1);
    op(f, W_I64_LE_U);
    op(f, W_SELECT);
    tee(f, packed);
    const_i64(f, VALUE_TAG_BITS);
    op(f, W_I64_SHL);
    const_i64(f, TAG_FLOAT);
    op(f, W_I64_OR);
    set(f, result);
    // Does not fit: not 0.0, and the packed form is 0, 1 or too large.
    get(f, rotated);
    const_i64(f, 1);
    op(f, W_I64_GT_U);
    get(f, packed);
    const_i64(f, 2);
    op(f, W_I64_SUB);
    const_i64(f, (INT64_C(1) << 62) - 2);
    op(f, W_I64_GE_U);
    op(f, W_I32_AND);
    begin_rare(f);
    wasm_push_state(f);
    wasm_push(f, inst->args[0]);
    wasm_call_rt(f, RT_F64_BOX);
    set(f, result);
    end(f);
}

static void op_to_f64(WasmFunc *f, const IrInst *inst, u32 result) {
    u32 packed = f->scratch_i64[0];
    wasm_push(f, inst->args[0]);
    test_tag(f, TAG_FLOAT);
    wasm_hint(f, true);
    begin_if(f);
    wasm_push(f, inst->args[0]);
    const_i64(f, VALUE_TAG_BITS);
    op(f, W_I64_SHR_U);
    tee(f, packed);
    get(f, packed);
    const_i64(f, (i64)FLOAT_EXPONENT_BASE);
    op(f, W_I64_ADD);
    get(f, packed);
    const_i64(f, 1);
    op(f, W_I64_LE_U);
    op(f, W_SELECT);
    const_i64(f, 1);
    op(f, W_I64_ROTR);
    op(f, W_F64_REINTERPRET);
    set(f, result);
    op(f, W_ELSE);
    wasm_push(f, inst->args[0]);
    op(f, W_I32_WRAP_I64);
    memory(f, W_F64_LOAD, 3, (u32)offsetof(Float, number) - TAG_REF);
    set(f, result);
    end(f);
}

// ---- classes

static void op_class_is(WasmFunc *f, const IrInst *inst, u32 result) {
    wasm_push_state(f);
    wasm_push(f, inst->args[0]);
    wasm_call_rt(f, RT_CLASS_OF);
    const_i32(f, (i32)(u32)inst->imm);
    op(f, W_I32_SUB);
    const_i32(f, (i32)(inst->imm >> 32));
    op(f, W_I32_LE_U);
    set(f, result);
}

static void op_class_is_user(WasmFunc *f, const IrInst *inst, u32 result) {
    const_i32(f, 0);
    set(f, result);
    wasm_push(f, inst->args[0]);
    test_tag(f, TAG_REF);
    begin_if(f);
    wasm_push(f, inst->args[0]);
    op(f, W_I32_WRAP_I64);
    memory(f, W_I32_LOAD, 0, (u32)offsetof(Object, class_id) - TAG_REF);
    get_global(f, GLOBAL_CLASS_BASE);
    op(f, W_I32_SUB);
    const_i32(f, (i32)(u32)inst->imm);
    op(f, W_I32_SUB);
    const_i32(f, (i32)(inst->imm >> 32));
    op(f, W_I32_LE_U);
    set(f, result);
    end(f);
}

// ---- reference counts

static void retain_ref(WasmFunc *f, u32 address) {
    get(f, address);
    get(f, address);
    memory(f, W_I32_LOAD, 2, 0);
    const_i32(f, 1);
    op(f, W_I32_ADD);
    memory(f, W_I32_STORE, 2, 0);
}

// The word on the stack is the address of an object, as i32 in scratch 0.
static void op_retain(WasmFunc *f, const IrInst *inst) {
    IrType type = wasm_inst(f, inst->args[0])->type;
    wasm_push(f, inst->args[0]);
    switch (type) {
    case IR_REF:
        set(f, f->scratch_i32[0]);
        retain_ref(f, f->scratch_i32[0]);
        break;
    case IR_INT:
        test_small(f);
        op(f, W_I32_EQZ);
        begin_rare(f);
        wasm_push(f, inst->args[0]);
        op(f, W_I32_WRAP_I64);
        set(f, f->scratch_i32[0]);
        retain_ref(f, f->scratch_i32[0]);
        end(f);
        break;
    default: wasm_retain_value(f, f->scratch_i64[0], f->scratch_i32[0]); break;
    }
}

static void op_release(WasmFunc *f, const IrInst *inst) {
    IrType type = wasm_inst(f, inst->args[0])->type;
    wasm_push(f, inst->args[0]);
    switch (type) {
    case IR_REF: wasm_release_ref(f); break;
    case IR_INT:
        test_small(f);
        op(f, W_I32_EQZ);
        begin_rare(f);
        wasm_push(f, inst->args[0]);
        op(f, W_I32_WRAP_I64);
        op_u32(f, W_CALL, wasm_helper_index(f->m, HELPER_RELEASE_REF));
        end(f);
        break;
    default: {
        u32 word = f->scratch_i64[0];
        tee(f, word);
        test_tag(f, TAG_REF);
        begin_if(f);
        get(f, word);
        op(f, W_I32_WRAP_I64);
        const_i32(f, TAG_REF);
        op(f, W_I32_SUB);
        wasm_release_ref(f);
        end(f);
        break;
    }
    }
}

bool wasm_op_value(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    u32 result = f->local[value];
    switch (inst->op) {
    case IR_VALUE_FROM_INT: op_from_int(f, inst, result); return true;
    case IR_INT_FROM_VALUE: op_to_int(f, inst, result); return true;
    case IR_VALUE_FROM_F64: op_from_f64(f, inst, result); return true;
    case IR_F64_FROM_VALUE: op_to_f64(f, inst, result); return true;
    case IR_VALUE_CLASS_IS: op_class_is(f, inst, result); return true;
    case IR_VALUE_CLASS_IS_USER: op_class_is_user(f, inst, result); return true;
    case IR_RETAIN: op_retain(f, inst); return true;
    case IR_RELEASE: op_release(f, inst); return true;
    default: return false;
    }
}
