#include "compiler/syntax/python/compile_check.h"

#include "compiler/syntax/python/compile_check_priv.h"

// from __future__ imports come first, behind the docstring.
static void check_futures(const AstModule *module, const Names *names, Diagnostics *diags) {
    bool may_come = true;
    for (u32 i = 0; i < module->body.count; i++) {
        const AstStmt *stmt = module->body.items[i];
        bool is_future = stmt->kind == AST_IMPORT_FROM && stmt->import_from.module == AST_NAME_FUTURE &&
                         stmt->import_from.level == 0;
        if (is_future && !may_come) {
            diag_error(diags, DIAG_SYNTAX_ERROR, stmt->span,
                       "from __future__ imports must occur at the beginning of the file");
        }
        bool is_docstring = i == 0 && ast_docstring(module->body) != NULL;
        if (!is_future && !is_docstring) may_come = false;
    }
    (void)names;
}

void compile_check(const AstModule *module, Names *names, Diagnostics *diags, Arena *scratch) {
    check_futures(module, names, diags);
    scope_check(module, names, diags, scratch);
    flow_check(module, names, diags, scratch);
}
