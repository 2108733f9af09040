// Operations on JavaScript objects: one import for each name of the module that is used
// (abi/web.h).
#include "abi/web.h"
#include "base/check.h"
#include "compiler/ir/web.h"
#include "compiler/wasm/emit_priv.h"

// ---- imports

void wasm_web_find(WasmModule *m) {
    m->web_import = ARENA_NEW_ARRAY(m->arena, u32, m->module->web_names.count + 1);
    for (u32 i = 0; i < m->module->web_names.count; i++) m->web_import[i] = IR_NONE;
    for (u32 i = 0; i < m->module->funcs.count; i++) {
        const IrFunc *func = m->module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const IrInst *inst = &func->insts.items[k];
            if (inst->op == IR_WEB && inst->block != IR_NONE) m->web_import[inst->imm] = 0;
        }
    }
}

u32 wasm_web_number(WasmModule *m, u32 first) {
    for (u32 i = 0; i < m->module->web_names.count; i++) {
        if (m->web_import[i] == IR_NONE) continue;
        m->web_import[i] = first + m->web_count++;
    }
    return first + m->web_count;
}

// Results that stay in memory are none.
static u32 type_of_web(WasmModule *m, const IrWebShape *shape) {
    u8 params[2 * IR_WEB_PARAMS_MAX], result;
    u32 count = 0;
    for (u32 i = 0; i < shape->param_count; i++) {
        char letter = shape->params[i].letter;
        params[count++] = letter == 'i' || letter == 'f' ? W_TYPE_F64 : W_TYPE_I32;
        if (letter == 'a') params[count++] = W_TYPE_I32;
    }
    char letter = shape->result.letter;
    result = letter == 'i' || letter == 'f' ? W_TYPE_F64 : W_TYPE_I32;
    return wasm_type(m, params, count, &result, letter != 'v' && letter != 'a');
}

void wasm_put_web_imports(WasmModule *m, Bytes *section) {
    for (u32 i = 0; i < m->module->web_names.count; i++) {
        if (m->web_import[i] == IR_NONE) continue;
        IrWebShape shape;
        CHECK(ir_web_parse(m->module->web_names.items[i], &shape));
        wasm_name(section, SLICE_LITERAL(WEB_MODULE));
        wasm_name(section, m->module->web_names.items[i]);
        bytes_push(section, W_KIND_FUNC);
        wasm_u32(section, type_of_web(m, &shape));
    }
}

// ---- one operation

static void begin_if_of(WasmFunc *f, u8 type) {
    op(f, W_IF);
    bytes_push(f->out, type);
}

static void push_is_none(WasmFunc *f, IrValue value) {
    wasm_push(f, value);
    const_i64(f, (i64)VALUE_NONE);
    op(f, W_I64_EQ);
}

// What the operation takes for None is 0.
static void push_or_none(WasmFunc *f, IrValue value, bool is_nullable, bool is_handle) {
    if (is_nullable) {
        push_is_none(f, value);
        begin_if_of(f, W_TYPE_I32);
        const_i32(f, 0);
        op(f, W_ELSE);
    }
    wasm_push(f, value);
    op(f, W_I32_WRAP_I64);
    if (is_handle) {
        // The tag is in the low bits of the address.
        memory(f, W_I32_LOAD, 2, WEB_HANDLE_OFFSET - TAG_REF);
    } else {
        const_i32(f, TAG_REF);
        op(f, W_I32_SUB);
    }
    if (is_nullable) end(f);
}

static void push_param(WasmFunc *f, IrWebLetter letter, IrValue value) {
    switch (letter.letter) {
    case 'o': push_or_none(f, value, letter.is_nullable, true); break;
    case 's':
        if (letter.is_nullable)
            push_or_none(f, value, true, false);
        else
            wasm_push(f, value);
        break;
    case 'a':
        wasm_push(f, value);
        op(f, W_I32_WRAP_I64);
        wasm_push(f, value);
        const_i64(f, 32);
        op(f, W_I64_SHR_U);
        op(f, W_I32_WRAP_I64);
        break;
    default: wasm_push(f, value); break;
    }
}

// The call's result, on the stack or in memory, as the IR has it.
static void finish_result(WasmFunc *f, IrWebLetter letter) {
    switch (letter.letter) {
    case 'a':
        const_i32(f, RT_STATE_ADDRESS);
        memory(f, W_I64_LOAD, 3, WEB_RESULT_OFFSET);
        break;
    case 'i':
        op(f, W_PREFIX_FC);
        wasm_u32(f->out, W_FC_I64_TRUNC_SAT_F64_S);
        break;
    case 'o':
    case 's':
        if (letter.letter == 's' && !letter.is_nullable) break;
        tee(f, f->scratch_i32[0]);
        begin_if_of(f, W_TYPE_I64);
        get(f, f->scratch_i32[0]);
        op(f, W_I64_EXTEND_I32_U);
        const_i64(f, TAG_REF);
        op(f, W_I64_OR);
        op(f, W_ELSE);
        const_i64(f, (i64)VALUE_NONE);
        end(f);
        break;
    default: break;
    }
}

void wasm_op_web(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    IrWebShape shape;
    CHECK(ir_web_parse(f->m->module->web_names.items[inst->imm], &shape));
    for (u32 i = 0; i < inst->arg_count; i++) push_param(f, shape.params[i], inst->args[i]);
    op_u32(f, W_CALL, f->m->web_import[inst->imm]);
    if (shape.result.letter != 'v') {
        finish_result(f, shape.result);
        if (f->local[value] != NO_LOCAL) {
            set(f, f->local[value]);
        } else {
            op(f, W_DROP);
        }
    }
    const_i32(f, RT_STATE_ADDRESS);
    memory(f, W_I64_LOAD, 3, WEB_EXCEPTION_OFFSET);
    const_i64(f, (i64)VALUE_UNDEFINED);
    op(f, W_I64_NE);
    set(f, f->flag);
}
