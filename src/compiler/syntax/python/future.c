// from __future__ import …: known features, at the start of the module.
#include "compiler/syntax/python/parser_priv.h"

static const char *const features[] = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations",
};

static bool is_future(const AstStmt *stmt) {
    return stmt->kind == AST_IMPORT_FROM && stmt->import_from.module == AST_NAME_FUTURE &&
           stmt->import_from.level == 0;
}

static void check_feature(const Names *names, Diagnostics *diags, const AstStmt *stmt,
                          const AstAlias *alias) {
    Slice name = names_text(names, alias->name);
    for (u32 i = 0; i < COUNT_OF(features); i++) {
        if (slice_equal(name, slice_of_text(features[i]))) return;
    }
    if (slice_equal(name, SLICE_LITERAL("braces"))) {
        diag_error(diags, DIAG_SYNTAX_ERROR, stmt->span, "not a chance");
    } else {
        diag_error(diags, DIAG_SYNTAX_ERROR, stmt->span, "future feature %S is not defined", &name);
    }
}

void parse_check_futures(const AstModule *module, Diagnostics *diags) {
    bool has_docstring = ast_docstring(module->body) != NULL;
    for (u32 i = has_docstring; i < module->body.count && is_future(module->body.items[i]); i++) {
        const AstStmt *stmt = module->body.items[i];
        for (u32 j = 0; j < stmt->import_from.names.count; j++) {
            check_feature(module->names, diags, stmt, stmt->import_from.names.items[j]);
        }
    }
}
