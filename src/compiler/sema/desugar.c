// Statements that are said in terms of others, before names are resolved: `with` and decorators
// here, `match` in desugar_match.c.
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
#include "compiler/sema/desugar_priv.h"

// ---- with

typedef struct {
    AstName manager, value, is_fine, exception;
    bool is_async;
} WithNames;

// manager.__enter__(…), or await manager.__aenter__(…)
static AstExpr *manager_call(Desugar *d, const WithNames *names, bool is_enter,
                             AstExpr *const *args, u32 count) {
    const char *name = names->is_async ? is_enter ? "__aenter__" : "__aexit__"
                       : is_enter      ? "__enter__"
                                       : "__exit__";
    AstExpr *call = desugar_call(d, desugar_attribute(d, names->manager, name), args, count);
    return names->is_async ? desugar_await(d, call) : call;
}

// except BaseException as e: ok = False; if not m.__exit__(…): raise
static AstStmt *guarded(Desugar *d, const WithNames *names, AstStmts body) {
    AstExceptHandler *handler = desugar_node(d, AST_EXCEPT_HANDLER, sizeof *handler);
    handler->name = names->exception;
    AstExpr *args[] = {desugar_attribute(d, names->exception, "__class__"),
                       desugar_load(d, names->exception),
                       desugar_attribute(d, names->exception, "__traceback__")};
    AstExpr *is_handled = desugar_expr(d, AST_UNARY_OP);
    is_handled->unary_op.op = AST_UNARY_NOT;
    is_handled->unary_op.operand = manager_call(d, names, false, args, 3);
    AstStmt *stmts[] = {
        desugar_assign_name(d, names->is_fine, desugar_constant(d, AST_CONST_FALSE)),
        desugar_if(d, is_handled, desugar_one(d, desugar_stmt(d, AST_RAISE))),
    };
    handler->body.items = ARENA_NEW_ARRAY(d->build->arena, AstStmt *, COUNT_OF(stmts));
    handler->body.count = COUNT_OF(stmts);
    for (u32 i = 0; i < COUNT_OF(stmts); i++) handler->body.items[i] = stmts[i];
    AstStmt *attempt = desugar_stmt(d, AST_TRY);
    attempt->try_stmt.body = body;
    attempt->try_stmt.handlers.items = ARENA_NEW_ARRAY(d->build->arena, AstExceptHandler *, 1);
    attempt->try_stmt.handlers.items[0] = handler;
    attempt->try_stmt.handlers.count = 1;
    return attempt;
}

static AstStmt *with_finally(Desugar *d, const WithNames *names, AstStmt *attempt) {
    AstExpr *nones[3];
    for (u32 i = 0; i < 3; i++) nones[i] = desugar_constant(d, AST_CONST_NONE);
    AstExpr *leave = manager_call(d, names, false, nones, 3);
    AstStmt *stmt = desugar_stmt(d, AST_TRY);
    stmt->try_stmt.body = desugar_one(d, attempt);
    stmt->try_stmt.finalbody =
        desugar_one(d, desugar_if(d, desugar_load(d, names->is_fine),
                                  desugar_one(d, desugar_expr_stmt(d, leave))));
    return stmt;
}

// One item; `body` is what stands inside it.
static void expand_item(Desugar *d, const AstWithItem *item, AstStmts body, bool is_async,
                        DesugarStmts *out) {
    Arena *arena = d->build->arena;
    d->span = item->context_expr->span;
    WithNames names = {desugar_hidden(d, "m"), desugar_hidden(d, "v"), desugar_hidden(d, "ok"),
                       desugar_hidden(d, "e"), is_async};
    AstExpr *manager = desugar_load(d, names.manager);
    const char *check_name = is_async ? "_.async_with_check" : "_.with_check";
    AstExpr *check = desugar_load(d, names_intern_text(d->build->names, check_name));
    *VEC_PUSH(arena, out) = desugar_assign_name(d, names.manager, item->context_expr);
    *VEC_PUSH(arena, out) = desugar_expr_stmt(d, desugar_call(d, check, &manager, 1));
    AstExpr *enter = manager_call(d, &names, true, NULL, 0);
    *VEC_PUSH(arena, out) = desugar_assign_name(d, names.value, enter);
    *VEC_PUSH(arena, out) =
        desugar_assign_name(d, names.is_fine, desugar_constant(d, AST_CONST_TRUE));
    if (item->optional_vars) {
        AstStmts inner = {ARENA_NEW_ARRAY(arena, AstStmt *, body.count + 1), body.count + 1};
        inner.items[0] = desugar_assign(d, item->optional_vars, desugar_load(d, names.value));
        for (u32 i = 0; i < body.count; i++) inner.items[i + 1] = body.items[i];
        body = inner;
    }
    *VEC_PUSH(arena, out) = with_finally(d, &names, guarded(d, &names, body));
}

// Several items stand inside each other.
static void expand_with(Build *build, AstStmt *stmt, DesugarStmts *out) {
    u32 count = stmt->with_stmt.items.count;
    Desugar d = {build, stmt->id - count * AST_WITH_IDS, stmt->id, stmt->id, stmt->span};
    AstStmts body = stmt->with_stmt.body;
    for (u32 i = count; i-- > 0;) {
        DesugarStmts inner = {0};
        d.number = stmt->id - i;
        expand_item(&d, stmt->with_stmt.items.items[i], body, stmt->kind == AST_ASYNC_WITH,
                    i == 0 ? out : &inner);
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

static void push_open_class(Build *build, AstStmt *stmt, AstName bound, DesugarStmts *out) {
    AstStmts made = build_open_class(build, stmt, bound);
    for (u32 i = 0; i < made.count; i++) *VEC_PUSH(build->arena, out) = made.items[i];
}

static bool has_annotations(Build *build, const AstStmt *stmt) {
    return build->wants_annotations && stmt->kind == AST_FUNCTION_DEF &&
           ast_annotation_ids(stmt->function_def.args, stmt->function_def.returns) > 0;
}

static void expand_decorators(Build *build, AstStmt *stmt, AstExprs *decorators, AstName name,
                              DesugarStmts *out) {
    u32 count = decorators->count;
    Desugar d = {build, stmt->id - count * AST_DECORATOR_IDS, stmt->id, stmt->id, stmt->span};
    AstName *hidden_names = ARENA_NEW_ARRAY(build->arena, AstName, count);
    for (u32 i = 0; i < count; i++) {
        if (makes_property(build, decorators->items[i]))
            *int_map_at(&build->property_names, name, 1) = 1;
        d.number = stmt->id - i;
        d.span = decorators->items[i]->span;
        hidden_names[i] = desugar_hidden(&d, "d");
        *VEC_PUSH(build->arena, out) =
            desugar_assign_name(&d, hidden_names[i], decorators->items[i]);
    }
    AstName bound = desugar_hidden(&d, "def");
    if (stmt->kind == AST_CLASS_DEF && build_class_is_open(build, stmt)) {
        push_open_class(build, stmt, bound, out);
    } else {
        *bound_name_at(build, &stmt->node) = bound;
        *VEC_PUSH(build->arena, out) = stmt;
    }
    if (has_annotations(build, stmt)) desugar_annotations(build, stmt, bound, out);
    AstExpr *value = desugar_load(&d, bound);
    for (u32 i = count; i-- > 0;) {
        d.span = decorators->items[i]->span;
        AstExpr *argument = value;
        value = desugar_call(&d, desugar_load(&d, hidden_names[i]), &argument, 1);
    }
    AstStmt *binding = desugar_assign_name(&d, name, value);
    // The name is bound behind the definition, whose body may mention it.
    binding->span.end = stmt->span.end;
    *VEC_PUSH(build->arena, out) = binding;
    *decorators = (AstExprs){0};
}

// `x = property(…)`, most likely in a class.
static void note_property(Build *build, const AstStmt *stmt) {
    if (stmt->kind != AST_ASSIGN || stmt->assign.value->kind != AST_CALL) return;
    const AstExpr *func = stmt->assign.value->call.func, *target = stmt->assign.targets.items[0];
    if (func->kind == AST_NAME && target->kind == AST_NAME && makes_property(build, func))
        *int_map_at(&build->property_names, target->name.id, 1) = 1;
}

// ---- docstrings of modules and classes: __doc__ = "…"

static void expand_docstring(Build *build, AstStmts body) {
    const AstExpr *doc = ast_docstring(body);
    if (!doc) return;
    AstStmt *stmt = body.items[0];
    Desugar d = {build, stmt->id - AST_DOCSTRING_IDS, stmt->id, stmt->id, stmt->span};
    AstExpr *value = desugar_constant(&d, AST_CONST_STR);
    value->constant.value.u.text = ast_clean_docstring(build->arena, doc);
    body.items[0] = desugar_assign_name(&d, names_intern_text(build->names, "__doc__"), value);
}

// Every class has a __doc__ of its own: None without a docstring.
static void expand_class_doc(Build *build, AstStmt *stmt) {
    AstStmts *body = &stmt->class_def.body;
    if (ast_docstring(*body)) {
        expand_docstring(build, *body);
        return;
    }
    u32 end = stmt->id - stmt->class_def.decorators.count * AST_DECORATOR_IDS;
    Desugar d = {build, end - AST_DOCSTRING_IDS, end, stmt->id, stmt->span};
    AstStmts all = {ARENA_NEW_ARRAY(build->arena, AstStmt *, body->count + 1), body->count + 1};
    all.items[0] = desugar_assign_name(&d, names_intern_text(build->names, "__doc__"),
                                       desugar_constant(&d, AST_CONST_NONE));
    for (u32 i = 0; i < body->count; i++) all.items[i + 1] = body->items[i];
    *body = all;
}

// ---- lists of statements

static void rewrite(Build *build, AstStmts *stmts);

static void rewrite_inside(Build *build, AstStmt *stmt) {
    // table:
    switch (stmt->kind) {
    case AST_FUNCTION_DEF: rewrite(build, &stmt->function_def.body); break;
    case AST_CLASS_DEF:
        expand_class_doc(build, stmt);
        rewrite(build, &stmt->class_def.body);
        break;
    case AST_ASYNC_WITH:
    case AST_WITH: rewrite(build, &stmt->with_stmt.body); break;
    case AST_MATCH:
        for (u32 i = 0; i < stmt->match_stmt.cases.count; i++)
            rewrite(build, &stmt->match_stmt.cases.items[i]->body);
        break;
    case AST_ASYNC_FOR:
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
    case AST_TRY_STAR: desugar_star(build, stmt); __attribute__((fallthrough));
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

static bool is_async(const AstStmt *stmt) {
    return stmt->kind == AST_ASYNC_WITH || stmt->kind == AST_ASYNC_FOR;
}

static bool is_open_class(const Build *build, const AstStmt *stmt) {
    return stmt->kind == AST_CLASS_DEF && build_class_is_open(build, stmt);
}

static void rewrite(Build *build, AstStmts *stmts) {
    bool has_any = false;
    for (u32 i = 0; i < stmts->count; i++) {
        rewrite_inside(build, stmts->items[i]);
        note_property(build, stmts->items[i]);
        has_any |= stmts->items[i]->kind == AST_WITH || stmts->items[i]->kind == AST_MATCH ||
                   is_decorated(stmts->items[i]) || has_annotations(build, stmts->items[i]);
        has_any |= is_open_class(build, stmts->items[i]) || is_async(stmts->items[i]);
    }
    if (!has_any) return;
    DesugarStmts out = {0};
    for (u32 i = 0; i < stmts->count; i++) {
        AstStmt *stmt = stmts->items[i];
        bool was_decorated = is_decorated(stmt);
        if (stmt->kind == AST_ASYNC_FOR)
            desugar_async_for(build, stmt, &out);
        else if (stmt->kind == AST_WITH || stmt->kind == AST_ASYNC_WITH)
            expand_with(build, stmt, &out);
        else if (stmt->kind == AST_MATCH)
            desugar_match(build, stmt, &out);
        else if (is_decorated(stmt) && stmt->kind == AST_CLASS_DEF)
            expand_decorators(build, stmt, &stmt->class_def.decorators, stmt->class_def.name, &out);
        else if (is_open_class(build, stmt))
            push_open_class(build, stmt, stmt->class_def.name, &out);
        else if (is_decorated(stmt))
            expand_decorators(build, stmt, &stmt->function_def.decorators,
                              build_bound_name(build, &stmt->node, stmt->function_def.name), &out);
        else
            *VEC_PUSH(build->arena, &out) = stmt;
        if (has_annotations(build, stmt) && !was_decorated)
            desugar_annotations(
                build, stmt, build_bound_name(build, &stmt->node, stmt->function_def.name), &out);
    }
    *stmts = (AstStmts){out.items, out.count};
}

void build_desugar(Build *build, SemaModule *module) {
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    u32 node_count = ast->node_count;
    build->module = module;
    build->has_bound_names = false;
    build->has_text_annotations = desugar_has_text_annotations(build, ast->body);
    expand_docstring(build, ast->body);
    rewrite(build, &ast->body);
    build_template_end(build, node_count);
}
