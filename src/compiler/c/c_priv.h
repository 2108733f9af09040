// What the printer's files share: one function's text is made by c_func.c, one operation's by
// c_op.c.
#pragma once

#include "compiler/c/c.h"

typedef struct {
    Bytes *out;              // borrowed
    const IrModule *module;  // borrowed
    const IrFunc *func;      // borrowed
} CPrinter;

static inline const IrInst *c_inst(const CPrinter *p, IrValue value) {
    return &p->func->insts.items[value];
}

const char *c_type(IrType type);         // of a local
const char *c_result_type(IrType type);  // of a fallible function

void c_func_name(const CPrinter *p, u32 func_index);
void c_signature(const CPrinter *p, u32 func_index);
void c_function(CPrinter *p, u32 func_index);

// Prints an instruction that is not a terminator. A fallible one leaves its flag in the local
// `failed`.
void c_op(CPrinter *p, IrValue value);
