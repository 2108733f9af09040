// Statements written as Python text and parsed while compiling, for what a desugaring needs more of
// than a few nodes. Names that begin with __kr_ become hidden ones, which no program can say.
#include "compiler/sema/build_priv.h"
#include "compiler/syntax/python/parser.h"

#include <string.h>

typedef struct {
    Build *build;
    Span span;
    u32 next_id, end_id;
} Template;

static AstName hidden_name(Template *t, AstName name) {
    Slice text = names_text(t->build->names, name);
    if (name == AST_NO_NAME || !slice_starts_with(text, SLICE_LITERAL("__kr_"))) return name;
    Bytes made;
    bytes_init(&made, t->build->arena);
    bytes_text(&made, "_.");
    bytes_append(&made, slice_range(text, 5, text.len));
    return names_intern(t->build->names, bytes_slice(&made));
}

// Behind the module's last id, once the ones that the parser left free are used up.
static u32 new_id(Template *t) {
    if (t->next_id < t->end_id) return t->next_id++;
    return ((AstModule *)(uintptr_t)t->build->module->ast)->node_count++;
}

static void adopt(void *context, AstNode *node) {
    Template *t = context;
    node->id = new_id(t);
    node->span = t->span;
    AstStmt *stmt = (AstStmt *)node;
    AstExpr *expr = (AstExpr *)node;
    switch (node->kind) {
    case AST_NAME: expr->name.id = hidden_name(t, expr->name.id); break;
    case AST_ARG: ((AstArg *)node)->arg = hidden_name(t, ((AstArg *)node)->arg); break;
    case AST_FUNCTION_DEF: stmt->function_def.name = hidden_name(t, stmt->function_def.name); break;
    default: break;
    }
    ast_each_child(node, adopt, t);
}

AstStmts build_template(Build *build, Slice text, Span span, u32 first_id, u32 end_id) {
    SourceFile *file = sources_add(build->sources, SLICE_LITERAL("<template>"), text);
    AstModule *ast =
        python_parse(build->arena, build->names, file, build->diags, (ParseOptions){0});
    Template t = {build, span, first_id, end_id};
    ast_each_child(&ast->node, adopt, &t);
    return ast->body;
}

// The tables by node id grow to what templates added.
void build_template_end(Build *build, u32 old_count) {
    SemaModule *module = build->module;
    u32 count = module->ast->node_count + 1;
    if (count == old_count + 1) return;
    module->names = ARENA_NEW_ARRAY(build->arena, SemaName, count);
    module->funcs = ARENA_NEW_ARRAY(build->arena, u32, count);
    memset(module->funcs, 0xff, count * sizeof(u32));
}
