// compiler/lower/lower.h — from the typed tree to IR: one IR function per live instance, plus
// generic entries, imports and run.
//
// Requires:  a program from sema_analyze without errors.
// Leaves:    a module that ir_verify accepts, without reference counts.
#pragma once

#include "compiler/ir/func.h"
#include "compiler/sema/program.h"

// Never NULL. What only turns out here to be unsupported is reported in `diags`; the module is then
// not to be used. `program` is read, its types' union-find may be compressed.
IrModule *lower_program(Arena *arena, SemaProgram *program, Diagnostics *diags);
