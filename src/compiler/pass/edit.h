// compiler/pass/edit.h — changing a function's instructions: rebuilding a block's list, replacing
// values everywhere.
//
//   Edit edit = edit_begin(module, func, scratch);
//   for each block: edit_block, then edit_keep or edit_add each instruction, then edit_end_block
//   edit_replace(&edit, old, new) at any time; edit_finish applies all replacements at once
#pragma once

#include "compiler/ir/func.h"

typedef struct {
    IrModule *module;
    IrFunc *func;
    Arena *scratch;
    IrValue *replacement;  // by value; a value without one stands for itself
    u32 capacity;          // of `replacement`
    bool has_replacements;
    IrBlock block;
    VEC(IrValue) out;
} Edit;

Edit edit_begin(IrModule *module, IrFunc *func, Arena *scratch);
void edit_block(Edit *edit, IrBlock block);
void edit_keep(Edit *edit, IrValue value);
IrValue edit_add(Edit *edit, IrOp op, IrType type, const IrValue *args, u32 arg_count, u64 imm);
void edit_end_block(Edit *edit);
void edit_replace(Edit *edit, IrValue old, IrValue new);
IrValue edit_resolve(const Edit *edit, IrValue value);
void edit_finish(Edit *edit);
