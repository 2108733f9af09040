// Statements that are said in terms of others, before names are resolved: `with` and decorators.
//
//   with E as T: B        _.m = E; _.with_check(_.m); _.v = _.m.__enter__(); _.ok = True
//                         try:
//                             try: T = _.v; B
//                             except BaseException as _.e:
//                                 _.ok = False
//                                 if not _.m.__exit__(_.e.__class__, _.e, _.e.__traceback__): raise
//                         finally:
//                             if _.ok: _.m.__exit__(None, None, None)
//
//   @D                    _.d = D
//   def f(): B            def f(): B, bound to _.def
//                         f = _.d(_.def)
//
// Hidden names begin with "_." and end with the statement's id. New nodes have ids that the parser
// left free in front of that statement (AST_WITH_IDS, AST_DECORATOR_IDS in ast.h).
#include "compiler/sema/build_priv.h"

#include "base/check.h"

typedef VEC(AstStmt *) StmtList;

typedef struct {
    Build *build;
    u32 next_id, end_id;  // free ids of the statement being rewritten
    u32 number;           // in its hidden names
    Span span;            // of all that is made
} Desugar;

// ---- making nodes

static void *node(Desugar *d, AstKind kind, usize bytes) {
    AstNode *made = arena_alloc(d->build->arena, bytes);
    CHECK(d->next_id < d->end_id);
    made->kind = kind;
    made->id = d->next_id++;
    made->span = d->span;
    return made;
}

static AstExpr *new_expr(Desugar *d, AstKind kind) {
    return node(d, kind, sizeof(AstExpr));
}

static AstStmt *new_stmt(Desugar *d, AstKind kind) {
    return node(d, kind, sizeof(AstStmt));
}

static AstName hidden(Desugar *d, const char *word) {
    Bytes text;
    bytes_init(&text, d->build->arena);
    bytes_format(&text, "_.%s%u", word, d->number);
    return names_intern(d->build->names, bytes_slice(&text));
}

static AstExpr *name_expr(Desugar *d, AstName name, AstContext context) {
    AstExpr *expr = new_expr(d, AST_NAME);
    expr->name.id = name;
    expr->name.ctx = context;
    return expr;
}

static AstExpr *load(Desugar *d, AstName name) {
    return name_expr(d, name, AST_LOAD);
}

static AstExpr *attribute(Desugar *d, AstName object, const char *name) {
    AstExpr *expr = new_expr(d, AST_ATTRIBUTE);
    expr->attribute.value = load(d, object);
    expr->attribute.attr = names_intern_text(d->build->names, name);
    expr->attribute.ctx = AST_LOAD;
    return expr;
}

static AstExpr *constant(Desugar *d, AstConstantKind kind) {
    AstExpr *expr = new_expr(d, AST_CONSTANT);
    expr->constant.value.kind = kind;
    return expr;
}

static AstExpr *call(Desugar *d, AstExpr *func, AstExpr *const *args, u32 count) {
    AstExpr *expr = new_expr(d, AST_CALL);
    expr->call.func = func;
    expr->call.args.items = ARENA_NEW_ARRAY(d->build->arena, AstExpr *, count + 1);
    expr->call.args.count = count;
    for (u32 i = 0; i < count; i++) expr->call.args.items[i] = args[i];
    return expr;
}

static AstStmt *assign(Desugar *d, AstExpr *target, AstExpr *value) {
    AstStmt *stmt = new_stmt(d, AST_ASSIGN);
    stmt->assign.targets.items = ARENA_NEW_ARRAY(d->build->arena, AstExpr *, 1);
    stmt->assign.targets.items[0] = target;
    stmt->assign.targets.count = 1;
    stmt->assign.value = value;
    return stmt;
}

static AstStmt *assign_name(Desugar *d, AstName name, AstExpr *value) {
    return assign(d, name_expr(d, name, AST_STORE), value);
}

static AstStmt *expr_stmt(Desugar *d, AstExpr *value) {
    AstStmt *stmt = new_stmt(d, AST_EXPR);
    stmt->expr.value = value;
    return stmt;
}

static AstStmt *if_stmt(Desugar *d, AstExpr *test, AstStmts body) {
    AstStmt *stmt = new_stmt(d, AST_IF);
    stmt->if_stmt.test = test;
    stmt->if_stmt.body = body;
    return stmt;
}

static AstStmts one(Desugar *d, AstStmt *stmt) {
    AstStmts list = {ARENA_NEW_ARRAY(d->build->arena, AstStmt *, 1), 1};
    list.items[0] = stmt;
    return list;
}

// ---- with

typedef struct {
    AstName manager, value, is_fine, exception;
} WithNames;

// except BaseException as e: ok = False; if not m.__exit__(…): raise
static AstStmt *guarded(Desugar *d, const WithNames *names, AstStmts body) {
    AstExceptHandler *handler = node(d, AST_EXCEPT_HANDLER, sizeof *handler);
    handler->name = names->exception;
    AstExpr *args[] = {attribute(d, names->exception, "__class__"), load(d, names->exception),
                       attribute(d, names->exception, "__traceback__")};
    AstExpr *is_handled = new_expr(d, AST_UNARY_OP);
    is_handled->unary_op.op = AST_UNARY_NOT;
    is_handled->unary_op.operand = call(d, attribute(d, names->manager, "__exit__"), args, 3);
    AstStmt *stmts[] = {
        assign_name(d, names->is_fine, constant(d, AST_CONST_FALSE)),
        if_stmt(d, is_handled, one(d, new_stmt(d, AST_RAISE))),
    };
    handler->body.items = ARENA_NEW_ARRAY(d->build->arena, AstStmt *, COUNT_OF(stmts));
    handler->body.count = COUNT_OF(stmts);
    for (u32 i = 0; i < COUNT_OF(stmts); i++) handler->body.items[i] = stmts[i];
    AstStmt *attempt = new_stmt(d, AST_TRY);
    attempt->try_stmt.body = body;
    attempt->try_stmt.handlers.items = ARENA_NEW_ARRAY(d->build->arena, AstExceptHandler *, 1);
    attempt->try_stmt.handlers.items[0] = handler;
    attempt->try_stmt.handlers.count = 1;
    return attempt;
}

static AstStmt *with_finally(Desugar *d, const WithNames *names, AstStmt *attempt) {
    AstExpr *nones[3];
    for (u32 i = 0; i < 3; i++) nones[i] = constant(d, AST_CONST_NONE);
    AstExpr *leave = call(d, attribute(d, names->manager, "__exit__"), nones, 3);
    AstStmt *stmt = new_stmt(d, AST_TRY);
    stmt->try_stmt.body = one(d, attempt);
    stmt->try_stmt.finalbody =
        one(d, if_stmt(d, load(d, names->is_fine), one(d, expr_stmt(d, leave))));
    return stmt;
}

// One item; `body` is what stands inside it.
static void expand_item(Desugar *d, const AstWithItem *item, AstStmts body, StmtList *out) {
    Arena *arena = d->build->arena;
    d->span = item->context_expr->span;
    WithNames names = {hidden(d, "m"), hidden(d, "v"), hidden(d, "ok"), hidden(d, "e")};
    AstExpr *manager = load(d, names.manager);
    AstExpr *check = load(d, names_intern_text(d->build->names, "_.with_check"));
    *VEC_PUSH(arena, out) = assign_name(d, names.manager, item->context_expr);
    *VEC_PUSH(arena, out) = expr_stmt(d, call(d, check, &manager, 1));
    AstExpr *enter = call(d, attribute(d, names.manager, "__enter__"), NULL, 0);
    *VEC_PUSH(arena, out) = assign_name(d, names.value, enter);
    *VEC_PUSH(arena, out) = assign_name(d, names.is_fine, constant(d, AST_CONST_TRUE));
    if (item->optional_vars) {
        AstStmts inner = {ARENA_NEW_ARRAY(arena, AstStmt *, body.count + 1), body.count + 1};
        inner.items[0] = assign(d, item->optional_vars, load(d, names.value));
        for (u32 i = 0; i < body.count; i++) inner.items[i + 1] = body.items[i];
        body = inner;
    }
    *VEC_PUSH(arena, out) = with_finally(d, &names, guarded(d, &names, body));
}

// Several items stand inside each other.
static void expand_with(Build *build, AstStmt *stmt, StmtList *out) {
    u32 count = stmt->with_stmt.items.count;
    Desugar d = {build, stmt->id - count * AST_WITH_IDS, stmt->id, stmt->id, stmt->span};
    AstStmts body = stmt->with_stmt.body;
    for (u32 i = count; i-- > 0;) {
        StmtList inner = {0};
        d.number = stmt->id - i;
        expand_item(&d, stmt->with_stmt.items.items[i], body, i == 0 ? out : &inner);
        body = (AstStmts){inner.items, inner.count};
    }
}

// ---- decorators

static AstName *bound_name_at(Build *build, const AstNode *definition) {
    u64 key = (u64)build->module->index << 32 | definition->id;
    return int_map_at(&build->bound_names, key, AST_NO_NAME);
}

AstName build_bound_name(Build *build, const AstNode *definition, AstName name) {
    u32 bound;
    u64 key = (u64)build->module->index << 32 | definition->id;
    return int_map_get(&build->bound_names, key, &bound) ? bound : name;
}

// @property, @x.setter
static bool makes_property(Build *build, const AstExpr *decorator) {
    static const char *const words[] = {"getter", "setter", "deleter"};
    if (decorator->kind == AST_NAME)
        return slice_equal(names_text(build->names, decorator->name.id), SLICE_LITERAL("property"));
    if (decorator->kind != AST_ATTRIBUTE) return false;
    Slice name = names_text(build->names, decorator->attribute.attr);
    for (u32 i = 0; i < COUNT_OF(words); i++) {
        if (slice_equal(name, slice_of_text(words[i]))) return true;
    }
    return false;
}

static void expand_decorators(Build *build, AstStmt *stmt, AstExprs *decorators, AstName name,
                              StmtList *out) {
    u32 count = decorators->count;
    Desugar d = {build, stmt->id - count * AST_DECORATOR_IDS, stmt->id, stmt->id, stmt->span};
    AstName *hidden_names = ARENA_NEW_ARRAY(build->arena, AstName, count);
    for (u32 i = 0; i < count; i++) {
        if (makes_property(build, decorators->items[i]))
            *int_map_at(&build->property_names, name, 1) = 1;
        d.number = stmt->id - i;
        d.span = decorators->items[i]->span;
        hidden_names[i] = hidden(&d, "d");
        *VEC_PUSH(build->arena, out) = assign_name(&d, hidden_names[i], decorators->items[i]);
    }
    AstName bound = hidden(&d, "def");
    *bound_name_at(build, &stmt->node) = bound;
    *VEC_PUSH(build->arena, out) = stmt;
    AstExpr *value = load(&d, bound);
    for (u32 i = count; i-- > 0;) {
        d.span = decorators->items[i]->span;
        AstExpr *argument = value;
        value = call(&d, load(&d, hidden_names[i]), &argument, 1);
    }
    *VEC_PUSH(build->arena, out) = assign_name(&d, name, value);
    *decorators = (AstExprs){0};
}

// `x = property(…)`, most likely in a class.
static void note_property(Build *build, const AstStmt *stmt) {
    if (stmt->kind != AST_ASSIGN || stmt->assign.value->kind != AST_CALL) return;
    const AstExpr *func = stmt->assign.value->call.func, *target = stmt->assign.targets.items[0];
    if (func->kind == AST_NAME && target->kind == AST_NAME && makes_property(build, func))
        *int_map_at(&build->property_names, target->name.id, 1) = 1;
}

// ---- lists of statements

static void rewrite(Build *build, AstStmts *stmts);

static void rewrite_inside(Build *build, AstStmt *stmt) {
    // table:
    switch (stmt->kind) {
    case AST_FUNCTION_DEF: rewrite(build, &stmt->function_def.body); break;
    case AST_CLASS_DEF: rewrite(build, &stmt->class_def.body); break;
    case AST_WITH: rewrite(build, &stmt->with_stmt.body); break;
    case AST_FOR:
        rewrite(build, &stmt->for_stmt.body);
        rewrite(build, &stmt->for_stmt.orelse);
        break;
    case AST_WHILE:
        rewrite(build, &stmt->while_stmt.body);
        rewrite(build, &stmt->while_stmt.orelse);
        break;
    case AST_IF:
        rewrite(build, &stmt->if_stmt.body);
        rewrite(build, &stmt->if_stmt.orelse);
        break;
    case AST_TRY:
        rewrite(build, &stmt->try_stmt.body);
        for (u32 i = 0; i < stmt->try_stmt.handlers.count; i++)
            rewrite(build, &stmt->try_stmt.handlers.items[i]->body);
        rewrite(build, &stmt->try_stmt.orelse);
        rewrite(build, &stmt->try_stmt.finalbody);
        break;
    default: break;
    }
}

static bool is_decorated(const AstStmt *stmt) {
    return (stmt->kind == AST_FUNCTION_DEF && stmt->function_def.decorators.count > 0) ||
           (stmt->kind == AST_CLASS_DEF && stmt->class_def.decorators.count > 0);
}

static void rewrite(Build *build, AstStmts *stmts) {
    bool has_any = false;
    for (u32 i = 0; i < stmts->count; i++) {
        rewrite_inside(build, stmts->items[i]);
        note_property(build, stmts->items[i]);
        has_any |= stmts->items[i]->kind == AST_WITH || is_decorated(stmts->items[i]);
    }
    if (!has_any) return;
    StmtList out = {0};
    for (u32 i = 0; i < stmts->count; i++) {
        AstStmt *stmt = stmts->items[i];
        if (stmt->kind == AST_WITH)
            expand_with(build, stmt, &out);
        else if (is_decorated(stmt) && stmt->kind == AST_CLASS_DEF)
            expand_decorators(build, stmt, &stmt->class_def.decorators, stmt->class_def.name, &out);
        else if (is_decorated(stmt))
            expand_decorators(build, stmt, &stmt->function_def.decorators, stmt->function_def.name,
                              &out);
        else
            *VEC_PUSH(build->arena, &out) = stmt;
    }
    *stmts = (AstStmts){out.items, out.count};
}

void build_desugar(Build *build, SemaModule *module) {
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    build->module = module;
    rewrite(build, &ast->body);
}
