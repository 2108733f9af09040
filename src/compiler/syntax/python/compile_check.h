// compiler/syntax/python/compile_check.h — what CPython's compile() rejects and ast.parse does not:
// `return` outside a function, a name both parameter and global, assignment to __debug__, …
#pragma once

#include "compiler/source/diag.h"
#include "compiler/syntax/ast.h"

// Adds an error to `diags` for each mistake found. The module was parsed without errors.
void compile_check(const AstModule *module, Names *names, Diagnostics *diags, Arena *scratch);
