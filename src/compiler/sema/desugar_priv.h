// sema/desugar_priv.h — what the desugar_*.c files share: making nodes.
#pragma once

#include "compiler/sema/build_priv.h"

typedef VEC(AstStmt *) DesugarStmts;

typedef struct {
    Build *build;
    u32 next_id, end_id;  // free ids of the statement being rewritten
    u32 number;           // in its hidden names
    Span span;            // of all that is made
} Desugar;

void *desugar_node(Desugar *d, AstKind kind, usize bytes);
AstExpr *desugar_expr(Desugar *d, AstKind kind);
AstStmt *desugar_stmt(Desugar *d, AstKind kind);
AstName desugar_hidden(Desugar *d, const char *word);
AstExpr *desugar_name(Desugar *d, AstName name, AstContext context);
AstExpr *desugar_load(Desugar *d, AstName name);
AstExpr *desugar_attribute(Desugar *d, AstName object, const char *name);
AstExpr *desugar_constant(Desugar *d, AstConstantKind kind);
AstExpr *desugar_call(Desugar *d, AstExpr *func, AstExpr *const *args, u32 count);
AstStmt *desugar_assign(Desugar *d, AstExpr *target, AstExpr *value);
AstStmt *desugar_assign_name(Desugar *d, AstName name, AstExpr *value);
AstStmt *desugar_expr_stmt(Desugar *d, AstExpr *value);
AstStmt *desugar_if(Desugar *d, AstExpr *test, AstStmts body);
AstStmts desugar_one(Desugar *d, AstStmt *stmt);
// ---- desugar_annotate.c: after the def itself, when the program asks for annotations.
bool desugar_wants_annotations(Build *build);
// from __future__ import annotations: they stay text.
bool desugar_has_text_annotations(Build *build, AstStmts body);
// Keeps what annotates the variables of a module whose text names __annotations__; whether it did.
bool desugar_module_annotations(Build *build, AstModule *ast, u32 place);
void desugar_annotations(Build *build, const AstStmt *def, AstName bound, DesugarStmts *out);
// ---- desugar_async.c
AstExpr *desugar_await(Desugar *d, AstExpr *value);
void desugar_async_for(Build *build, AstStmt *stmt, DesugarStmts *out);
// ---- desugar_star.c: in place
void desugar_star(Build *build, AstStmt *stmt);
// ---- desugar_match.c
void desugar_match(Build *build, AstStmt *stmt, DesugarStmts *out);
