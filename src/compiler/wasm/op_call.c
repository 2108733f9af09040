#include "base/check.h"
#include "compiler/wasm/loop.h"

void wasm_push_state(WasmFunc *f) {
    const_i32(f, RT_STATE_ADDRESS);
}

void wasm_call_rt(WasmFunc *f, RtCall call) {
    CHECK(f->m->import_of[call] != IR_NONE);
    op_u32(f, W_CALL, f->m->import_of[call]);
}

// On the stack: the result if there is one, then the flag of a fallible call.
static void take_results(WasmFunc *f, IrValue value, bool can_fail) {
    if (can_fail) set(f, f->flag);
    if (wasm_inst(f, value)->type == IR_VOID) return;
    if (f->local[value] != NO_LOCAL) {
        set(f, f->local[value]);
    } else {
        op(f, W_DROP);
    }
}

static void op_stack_values(WasmFunc *f, IrValue value, const IrInst *inst) {
    u32 offset = f->frame_offset[value];
    for (u32 i = 0; i < inst->arg_count; i++) {
        get(f, f->frame);
        wasm_push(f, inst->args[i]);
        memory(f, W_I64_STORE, 3, offset + 8 * i);
    }
    if (f->frame == NO_LOCAL) {
        const_i32(f, 8);  // an empty array's address is never read
    } else {
        get(f, f->frame);
        const_i32(f, (i32)offset);
        op(f, W_I32_ADD);
    }
    set(f, f->local[value]);
}

// The usual answers without a call: the same object, other lengths, another first character.
static void op_str_eq(WasmFunc *f, IrValue value, const IrInst *inst) {
    u32 left = f->scratch_i32[0], right = f->scratch_i32[1];
    wasm_push(f, inst->args[0]);
    set(f, left);
    wasm_push(f, inst->args[1]);
    set(f, right);
    get(f, left);
    get(f, right);
    op(f, W_I32_EQ);
    set(f, f->local[value]);
    get(f, left);
    get(f, right);
    op(f, W_I32_NE);
    begin_if(f);
    get(f, left);
    memory(f, W_I32_LOAD, 2, offsetof(Str, len));
    get(f, right);
    memory(f, W_I32_LOAD, 2, offsetof(Str, len));
    op(f, W_I32_EQ);
    begin_if(f);
    // The first byte of an empty str is some other byte; then both are empty, and the runtime says
    // so.
    get(f, left);
    memory(f, W_I32_LOAD, 2, offsetof(Str, data));
    memory(f, W_I32_LOAD8_U, 0, 0);
    get(f, right);
    memory(f, W_I32_LOAD, 2, offsetof(Str, data));
    memory(f, W_I32_LOAD8_U, 0, 0);
    op(f, W_I32_EQ);
    get(f, left);
    memory(f, W_I32_LOAD, 2, offsetof(Str, len));
    op(f, W_I32_EQZ);
    op(f, W_I32_OR);
    begin_if(f);
    wasm_push_state(f);
    get(f, left);
    get(f, right);
    wasm_call_rt(f, RT_STR_EQ);
    set(f, f->local[value]);
    end(f);
    end(f);
    end(f);
}

static void op_instance_new(WasmFunc *f, IrValue value, const IrInst *inst) {
    if (f->m->new_helper[inst->imm] != IR_NONE) {
        wasm_op_instance_new(f, value);
        return;
    }
    wasm_push_state(f);
    get_global(f, GLOBAL_CLASS_BASE);
    const_i32(f, (i32)inst->imm);
    op(f, W_I32_ADD);
    const_i32(f, (i32)f->m->module->classes.items[inst->imm].slot_count);
    wasm_call_rt(f, RT_INSTANCE_NEW);
    set(f, f->local[value]);
}

// The runtime is asked only where the stack is nearly used up.
static void op_stack_check(WasmFunc *f) {
    get_global(f, GLOBAL_STACK_POINTER);
    get_global(f, GLOBAL_STACK_LIMIT);
    op(f, W_I32_LE_U);
    wasm_hint(f, false);
    op(f, W_IF);
    bytes_push(f->out, W_TYPE_I32);
    wasm_push_state(f);
    wasm_call_rt(f, RT_STACK_CHECK);
    op(f, W_ELSE);
    const_i32(f, 0);
    end(f);
    set(f, f->flag);
}

bool wasm_op_call(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    switch (inst->op) {
    case IR_CALL:
        if (wasm_is_loop_call(f, inst)) return wasm_op_loop_call(f, value), true;
        for (u32 i = 0; i < inst->arg_count; i++) wasm_push(f, inst->args[i]);
        op_u32(f, W_CALL, wasm_func_index(f->m, (u32)inst->imm));
        take_results(f, value, inst->can_fail);
        return true;
    case IR_CALL_RT:
        if (inst->imm == RT_STR_EQ && f->local[value] != NO_LOCAL)
            return op_str_eq(f, value, inst), true;
        if (inst->imm == RT_STACK_CHECK) return op_stack_check(f), true;
        if (inst->imm == RT_GETATTR && wasm_op_getattr(f, value)) return true;
        wasm_push_state(f);
        for (u32 i = 0; i < inst->arg_count; i++) wasm_push(f, inst->args[i]);
        wasm_call_rt(f, (RtCall)inst->imm);
        take_results(f, value, rt_signatures[inst->imm].can_fail);
        return true;
    case IR_WEB: wasm_op_web(f, value); return true;
    case IR_STACK_VALUES:
    case IR_STACK_SLOTS: op_stack_values(f, value, inst); return true;
    case IR_SLOT_TAKE:
    case IR_SLOT_GET:
        wasm_push(f, inst->args[0]);
        memory(f, W_I64_LOAD, 3, 8 * (u32)inst->imm);
        set(f, f->local[value]);
        return true;
    case IR_INSTANCE_NEW: op_instance_new(f, value, inst); return true;
    default: return false;
    }
}
