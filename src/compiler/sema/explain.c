// Why a value has no type: for `krait check --types`. A value of unknown type is explained where it
// begins, not where it goes: at an expression of type `object` whose parts all have types.
#include "compiler/sema/program.h"

typedef struct {
    Diagnostics *diags;
    const SemaProgram *program;
    const SemaInstance *inst;
    const SemaFunc *func;
    IntMap *told;  // ids of nodes that are explained, by module << 32
} Explainer;

typedef struct {
    Explainer *explainer;
    bool is_found;  // a part without type
} PartSearch;

static bool is_expr(const AstNode *node) {
    return ast_kind_info(node->kind)->group == AST_GROUP_EXPR;
}

// Its code is walked by itself.
static bool is_inner_code(const AstNode *node) {
    switch (node->kind) {
    case AST_FUNCTION_DEF:
    case AST_CLASS_DEF:
    case AST_LAMBDA: return true;
    default: return false;
    }
}

static SemaType type_of(const Explainer *e, const AstNode *node) {
    bool is_inside = node->id >= e->func->node_first && node->id < e->func->node_last;
    return is_inside ? sema_type_at(e->program, e->inst, node->id) : SEMA_BOTTOM;
}

static bool is_unknown(const Explainer *e, const AstNode *node) {
    return is_expr(node) && type_of(e, node) == SEMA_OBJECT;
}

static void search_part(void *context, AstNode *node) {
    PartSearch *search = context;
    if (search->is_found || is_inner_code(node)) return;
    if (is_expr(node))
        search->is_found = is_unknown(search->explainer, node);
    else
        ast_each_child(node, search_part, search);
}

static bool has_unknown_part(Explainer *e, AstNode *node) {
    PartSearch search = {e, false};
    ast_each_child(node, search_part, &search);
    return search.is_found;
}

static Slice type_text(const Explainer *e, const AstExpr *expr) {
    Bytes text;
    bytes_init(&text, e->program->arena);
    sema_print_type(&text, e->program, type_of(e, &expr->node));
    return bytes_slice(&text);
}

static Slice name_text(const Explainer *e, AstName name) {
    return names_text(e->program->names, name);
}

#define tell(e, span, ...) diag_warning((e)->diags, DIAG_NO_KIND, span, __VA_ARGS__)

// ---- by what the expression is

static void explain_call(Explainer *e, const AstExpr *expr) {
    const SemaCall *call = sema_call_at(e->program, e->inst, expr->id);
    Slice callee;
    switch (call->kind) {
    case SEMA_CALL_DIRECT:
    case SEMA_CALL_DISPATCH: return;  // where the function makes it
    case SEMA_CALL_NATIVE:
    case SEMA_CALL_NATIVE_METHOD:
        callee = slice_of_text(native_rows[call->native].name);
        tell(e, expr->span, "%S() may give an object of any type", &callee);
        return;
    default:
        callee = type_text(e, expr->call.func);
        tell(e, expr->span, "what a call of '%S' gives is not known", &callee);
    }
}

// Where the variable or global gets a value without type, that is explained.
static void explain_name(Explainer *e, const AstExpr *expr) {
    SemaName name = sema_name_at(e->program, e->func->module, expr->id);
    Slice text = name_text(e, expr->name.id);
    if (name.kind == SEMA_NAME_UNKNOWN)
        tell(e, expr->span, "'%S' is defined nowhere", &text);
    else if (name.kind == SEMA_NAME_NATIVE || name.kind == SEMA_NAME_BUILTIN_CLASS)
        tell(e, expr->span, "the built-in '%S' is used as a value", &text);
}

static void explain_attribute(Explainer *e, const AstExpr *expr) {
    Slice base = type_text(e, expr->attribute.value), name = name_text(e, expr->attribute.attr);
    tell(e, expr->span, "attribute '%S' of '%S' may be an object of any type", &name, &base);
}

static void explain_subscript(Explainer *e, const AstExpr *expr) {
    Slice base = type_text(e, expr->subscript.value);
    tell(e, expr->span, "an item of '%S' may be an object of any type", &base);
}

static void explain_operation(Explainer *e, const AstExpr *expr) {
    Slice left = type_text(e, expr->bin_op.left), right = type_text(e, expr->bin_op.right);
    tell(e, expr->span, "what this operator makes of '%S' and '%S' is not known", &left, &right);
}

static void explain_expr(Explainer *e, const AstExpr *expr) {
    switch (expr->kind) {
    case AST_CALL: explain_call(e, expr); break;
    case AST_NAME: explain_name(e, expr); break;
    case AST_ATTRIBUTE: explain_attribute(e, expr); break;
    case AST_SUBSCRIPT: explain_subscript(e, expr); break;
    case AST_BIN_OP: explain_operation(e, expr); break;
    case AST_AWAIT:
    case AST_YIELD:
    case AST_YIELD_FROM:
        tell(e, expr->span, "what is sent here may be an object of any type");
        break;
    case AST_IF_EXP:
    case AST_BOOL_OP: tell(e, expr->span, "the values that meet here have too many types"); break;
    default: break;
    }
}

// ---- walking

static bool is_told(Explainer *e, const AstNode *node) {
    u32 next = e->told->count;
    return *int_map_at(e->told, (u64)e->func->module << 32 | node->id, next) != next;
}

static void visit(void *context, AstNode *node) {
    Explainer *e = context;
    bool begins_here = is_unknown(e, node) && !has_unknown_part(e, node);
    if (begins_here && !is_told(e, node)) explain_expr(e, (const AstExpr *)node);
    if (!is_inner_code(node)) ast_each_child(node, visit, e);
}

// Code that inference cannot follow calls it: nothing is known of its parameters.
static void explain_params(Explainer *e) {
    const SemaFunc *func = e->func;
    if (func->kind != SEMA_FUNC_DEF || is_told(e, func->node)) return;
    for (u32 i = 0; i < func->params.count; i++) {
        if (e->inst->param_types[i] != SEMA_OBJECT) continue;
        Slice name = name_text(e, func->params.items[i].name);
        tell(e, func->node->span,
             "'%S' is called by code that is not followed: '%S' may be any object", &func->qualname,
             &name);
        return;
    }
}

// What inference gave up on, because it took too long.
static void explain_haste(Explainer *e) {
    const SemaProgram *program = e->program;
    if (program->is_spent) {
        e->func = program->funcs.items[program->instances.items[program->spender]->func];
        tell(e, e->func->node->span,
             "inference of types was ended in '%S': the types of this program depend on each other "
             "in too many ways; all that still changed became 'object'",
             &e->func->qualname);
    }
    for (u32 i = 0; i < program->hasty.count; i++) {
        e->func = program->funcs.items[program->instances.items[program->hasty.items[i]]->func];
        tell(e, e->func->node->span,
             "the types of '%S' did not settle: all that still changed became 'object'",
             &e->func->qualname);
    }
}

void sema_explain(Diagnostics *diags, const SemaProgram *program) {
    IntMap told;
    int_map_init(&told, program->arena);
    Explainer haste = {.diags = diags, .program = program};
    explain_haste(&haste);
    for (u32 i = 0; i < program->instances.count; i++) {
        const SemaInstance *inst = program->instances.items[i];
        const SemaFunc *func = program->funcs.items[inst->func];
        if (!inst->is_live || program->modules.items[func->module]->is_library) continue;
        Explainer e = {diags, program, inst, func, &told};
        explain_params(&e);
        AstNode *root = (AstNode *)(uintptr_t)func->node;
        ast_each_child(root, visit, &e);
    }
    diag_sort(diags);
}
