// compiler/desugar/form.h — a checked JXL program as a Python module: what sema takes.
//
//   JxlProgram ── form_program ──► AstModule: classes, functions, variables, then what runs
//
// One module for all JXL modules of the program: the checker has resolved every name. It holds what
// is reached from the entry view, or from `func main()` where there is none. Spans are those of
// the JXL source. What cannot be said yet is told with J0900 at its place, and gives NULL.
#pragma once

#include "compiler/jxl/jxl_program.h"
#include "compiler/syntax/ast.h"

// The program must be free of errors. It may be called again: each call gives a new tree.
AstModule *form_program(JxlProgram *program, Diagnostics *diags);
