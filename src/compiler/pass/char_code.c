#include "compiler/pass/char_code.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"

typedef struct {
    Edit edit;
    IrValue *code;  // by value: the code point as an I64, or IR_NONE
    u32 value_count;
} CharPass;

// The code point of a text of exactly one character, if it is ASCII: others are rare.
static bool one_character(Slice text, i64 *code) {
    if (text.len == 1 && text.data[0] < 0x80) {
        *code = text.data[0];
        return true;
    }
    return false;
}

static IrValue code_of(CharPass *p, IrValue value) {
    if (value >= p->value_count) return IR_NONE;
    const IrInst *inst = &p->edit.func->insts.items[value];
    if (inst->op != IR_CONST_POOL) return p->code[value];
    const IrConst *constant = &p->edit.module->consts.items[inst->imm];
    i64 code;
    bool is_text = constant->tag == 's' || constant->tag == 'i';
    if (!is_text || !one_character(constant->bytes, &code)) return IR_NONE;
    return edit_add(&p->edit, IR_CONST_I64, IR_I64, NULL, 0, (u64)code);
}

static bool rewrite_comparison(CharPass *p, IrValue value) {
    IrInst inst = p->edit.func->insts.items[value];
    u32 before = p->edit.out.count;
    IrValue left = code_of(p, inst.args[0]);
    IrValue right = left == IR_NONE ? IR_NONE : code_of(p, inst.args[1]);
    if (right == IR_NONE) {
        p->edit.out.count = before;
        return false;
    }
    Edit *edit = &p->edit;
    IrValue sides[] = {left, right};
    if (inst.imm == RT_STR_EQ) {
        edit_replace(edit, value, edit_add(edit, IR_I64_EQ, IR_I1, sides, 2, 0));
        return true;
    }
    // -1, 0 or 1
    IrValue above = edit_add(edit, IR_I64_GT_S, IR_I1, sides, 2, 0);
    IrValue below = edit_add(edit, IR_I64_LT_S, IR_I1, sides, 2, 0);
    IrValue signs[] = {edit_add(edit, IR_I64_FROM_I1, IR_I64, &above, 1, 0),
                       edit_add(edit, IR_I64_FROM_I1, IR_I64, &below, 1, 0)};
    edit_replace(edit, value, edit_add(edit, IR_I64_SUB, IR_I64, signs, 2, 0));
    return true;
}

static void rewrite_block(CharPass *p, IrBlock block) {
    const IrBlockData *data = &p->edit.func->blocks.items[block];
    u32 count = data->insts.count;
    const IrValue *insts = arena_copy(p->edit.scratch, data->insts.items, count * sizeof(IrValue));
    edit_block(&p->edit, block);
    for (u32 i = 0; i < count; i++) {
        IrInst inst = p->edit.func->insts.items[insts[i]];
        bool is_call = inst.op == IR_CALL_RT;
        bool is_comparison = is_call && (inst.imm == RT_STR_EQ || inst.imm == RT_STR_COMPARE);
        if (is_comparison && rewrite_comparison(p, insts[i])) continue;
        edit_keep(&p->edit, insts[i]);
        if (is_call && inst.imm == RT_STR_CHAR)
            p->code[insts[i]] = edit_add(&p->edit, IR_STR_CODE, IR_I64, inst.args, 2, 0);
    }
    edit_end_block(&p->edit);
}

static bool has_comparison(const IrFunc *func) {
    bool has_char = false, compares = false;
    for (u32 i = 0; i < func->insts.count; i++) {
        const IrInst *inst = &func->insts.items[i];
        if (inst->op != IR_CALL_RT) continue;
        has_char |= inst->imm == RT_STR_CHAR;
        compares |= inst->imm == RT_STR_EQ || inst->imm == RT_STR_COMPARE;
    }
    return has_char && compares;
}

void pass_char_code(IrModule *module, IrFunc *func, Arena *scratch) {
    if (!has_comparison(func)) return;
    CharPass p = {.value_count = func->insts.count};
    p.code = ARENA_NEW_ARRAY(scratch, IrValue, p.value_count);
    for (u32 i = 0; i < p.value_count; i++) p.code[i] = IR_NONE;
    p.edit = edit_begin(module, func, scratch);
    IrFlow flow = ir_flow(scratch, func);
    for (u32 k = 0; k < flow.count; k++) rewrite_block(&p, flow.order[k]);
    edit_finish(&p.edit);
}
