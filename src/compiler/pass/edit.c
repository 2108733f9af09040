#include "compiler/pass/edit.h"

#include "base/check.h"
#include <string.h>

static void reserve(Edit *edit) {
    u32 needed = edit->func->insts.count;
    if (needed <= edit->capacity) return;
    u32 capacity = needed + needed / 2 + 16;
    IrValue *grown = ARENA_NEW_ARRAY(edit->scratch, IrValue, capacity);
    if (edit->capacity > 0) memcpy(grown, edit->replacement, edit->capacity * sizeof *grown);
    for (u32 i = edit->capacity; i < capacity; i++) grown[i] = i;
    edit->replacement = grown;
    edit->capacity = capacity;
}

Edit edit_begin(IrModule *module, IrFunc *func, Arena *scratch) {
    Edit edit = {.module = module, .func = func, .scratch = scratch, .block = IR_NONE};
    reserve(&edit);
    return edit;
}

void edit_block(Edit *edit, IrBlock block) {
    edit->block = block;
    edit->out.count = 0;
}

void edit_keep(Edit *edit, IrValue value) {
    edit->func->insts.items[value].block = edit->block;
    *VEC_PUSH(edit->scratch, &edit->out) = value;
}

IrValue edit_add(Edit *edit, IrOp op, IrType type, const IrValue *args, u32 arg_count, u64 imm) {
    IrInst inst = {.op = (u8)op,
                   .type = (u8)type,
                   .arg_count = arg_count,
                   .imm = imm,
                   .position = IR_NONE,
                   .block = edit->block};
    if (arg_count > 0)
        inst.args = arena_copy(edit->module->arena, args, arg_count * sizeof(IrValue));
    *VEC_PUSH(edit->module->arena, &edit->func->insts) = inst;
    reserve(edit);
    IrValue value = edit->func->insts.count - 1;
    *VEC_PUSH(edit->scratch, &edit->out) = value;
    return value;
}

void edit_end_block(Edit *edit) {
    IrBlockData *data = &edit->func->blocks.items[edit->block];
    data->insts.count = 0;
    VEC_RESERVE(edit->module->arena, &data->insts, edit->out.count);
    for (u32 i = 0; i < edit->out.count; i++)
        data->insts.items[data->insts.count++] = edit->out.items[i];
}

void edit_replace(Edit *edit, IrValue old, IrValue new) {
    reserve(edit);
    CHECK(edit_resolve(edit, new) != old);
    edit->replacement[old] = new;
    edit->has_replacements = true;
}

IrValue edit_resolve(const Edit *edit, IrValue value) {
    while (value < edit->capacity && edit->replacement[value] != value)
        value = edit->replacement[value];
    return value;
}

void edit_finish(Edit *edit) {
    edit->func->is_verified = false;
    if (!edit->has_replacements) return;
    for (u32 i = 0; i < edit->func->insts.count; i++) {
        IrInst *inst = &edit->func->insts.items[i];
        for (u32 a = 0; a < inst->arg_count; a++) inst->args[a] = edit_resolve(edit, inst->args[a]);
        for (u32 e = 0; e < inst->edge_count; e++) {
            for (u32 a = 0; a < inst->edges[e].arg_count; a++) {
                inst->edges[e].args[a] = edit_resolve(edit, inst->edges[e].args[a]);
            }
        }
    }
    edit->has_replacements = false;
}
