#include "compiler/syntax/python/compile_check.h"

#include "compiler/syntax/python/compile_check_priv.h"

void compile_check(const AstModule *module, Names *names, Diagnostics *diags, Arena *scratch) {
    scope_check(module, names, diags, scratch);
    flow_check(module, names, diags, scratch);
}
