// The annotations of a module's variables, where its text names __annotations__:
//
//   x: T = 1        __annotations__ = {}
//                   x: T = 1
//                   __annotations__['x'] = T
#include "compiler/sema/desugar_priv.h"

typedef struct {
    Build *build;
    AstName name;
    bool is_found, is_text;
} ModuleAnnotations;

static void look(void *context, AstNode *node) {
    ModuleAnnotations *m = context;
    if (m->is_found) return;
    m->is_found = node->kind == AST_NAME && ((AstExpr *)node)->name.id == m->name;
    ast_each_child(node, look, m);
}

static AstStmt *statement(const ModuleAnnotations *m, Slice text, Span span) {
    Build *build = m->build;
    u32 next = build->module->ast->node_count;
    return build_template(build, text, span, next, next).items[0];
}

// What keeps the annotation of `stmt`, or NULL.
static AstStmt *keep(const ModuleAnnotations *m, const AstStmt *stmt) {
    if (stmt->kind != AST_ANN_ASSIGN || stmt->ann_assign.target->kind != AST_NAME) return NULL;
    Build *build = m->build;
    Slice name = names_text(build->names, stmt->ann_assign.target->name.id);
    AstExpr *annotation = stmt->ann_assign.annotation;
    Bytes text;
    bytes_init(&text, build->arena);
    bytes_format(&text, "__annotations__['%S'] = ''", &name);
    AstStmt *made = statement(m, bytes_slice(&text), stmt->span);
    Slice source = source_span_text(build->module->ast->file, annotation->span);
    if (m->is_text)
        made->assign.value->constant.value.u.text = source;
    else
        made->assign.value = annotation;
    return made;
}

static void extend(const ModuleAnnotations *m, AstStmts *body) {
    AstStmts all = {ARENA_NEW_ARRAY(m->build->arena, AstStmt *, body->count * 2), 0};
    for (u32 i = 0; i < body->count; i++) {
        AstStmt *stmt = body->items[i];
        all.items[all.count++] = stmt;
        AstStmt *made = keep(m, stmt);
        if (made) all.items[all.count++] = made;
        if (stmt->kind == AST_IF) {
            extend(m, &stmt->if_stmt.body);
            extend(m, &stmt->if_stmt.orelse);
        }
    }
    *body = all;
}

bool desugar_module_annotations(Build *build, AstModule *ast, u32 place) {
    ModuleAnnotations m = {.build = build,
                           .name = names_intern_text(build->names, "__annotations__"),
                           .is_text = desugar_has_text_annotations(build, ast->body)};
    ast_each_child(&ast->node, look, &m);
    if (!m.is_found) return false;
    extend(&m, &ast->body);
    AstStmt *first = statement(&m, SLICE_LITERAL("__annotations__ = {}"), ast->node.span);
    AstStmt **items = ARENA_NEW_ARRAY(build->arena, AstStmt *, ast->body.count + 1);
    for (u32 i = 0; i < ast->body.count; i++) items[i + (i >= place)] = ast->body.items[i];
    items[place] = first;
    ast->body.items = items;
    ast->body.count++;
    return true;
}
