// compiler/syntax/python/compile_check_priv.h — the two halves of compile_check, in CPython's
// order.
#pragma once

#include "compiler/syntax/python/compile_check.h"

// As CPython's symbol table: global, nonlocal, parameters, comprehensions, type parameters,
// __debug__.
void scope_check(const AstModule *module, Names *names, Diagnostics *diags, Arena *arena);
// As its code generator: return, break, yield, await, stars, except, keywords, patterns.
void flow_check(const AstModule *module, const Names *names, Diagnostics *diags, Arena *arena);
void pattern_check(const AstStmt *match, const Names *names, Diagnostics *diags, Arena *arena);
