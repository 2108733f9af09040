// Making Python's nodes.
#include "compiler/desugar/py_priv.h"

#include "base/bytes.h"
#include "base/check.h"
#include <stdarg.h>

AstName py_intern(Py *py, const char *text) {
    return names_intern_text(py->names, text);
}

AstName py_temp(Py *py, const char *word) {
    Bytes text;
    bytes_init(&text, py->arena);
    bytes_format(&text, "_.%s%u", word, py->next_temp++);
    return names_intern(py->names, bytes_slice(&text));
}

static void *new_node(Py *py, AstKind kind, usize bytes) {
    AstNode *node = arena_alloc(py->arena, bytes);
    node->kind = kind;
    node->span = py->span;
    return node;
}

static AstExpr *new_expr(Py *py, AstKind kind) {
    return new_node(py, kind, sizeof(AstExpr));
}

static AstExprs exprs_of(Py *py, AstExpr *const *items, u32 count) {
    AstExprs list = {ARENA_NEW_ARRAY(py->arena, AstExpr *, count + 1), count};
    for (u32 i = 0; i < count; i++) list.items[i] = items[i];
    return list;
}

// ---- expressions

static AstExpr *name_of(Py *py, AstName name, AstContext context) {
    AstExpr *expr = new_expr(py, AST_NAME);
    expr->name.id = name;
    expr->name.ctx = context;
    return expr;
}

AstExpr *py_load(Py *py, AstName name) {
    return name_of(py, name, AST_LOAD);
}

AstExpr *py_store(Py *py, AstName name) {
    return name_of(py, name, AST_STORE);
}

AstExpr *py_builtin(Py *py, const char *name) {
    return py_load(py, py_intern(py, name));
}

AstExpr *py_library(Py *py, const char *name) {
    return py_attr_text(py, py_builtin(py, "_jxl"), name);
}

AstExpr *py_attr(Py *py, AstExpr *value, AstName name) {
    AstExpr *expr = new_expr(py, AST_ATTRIBUTE);
    expr->attribute.value = value;
    expr->attribute.attr = name;
    expr->attribute.ctx = AST_LOAD;
    return expr;
}

AstExpr *py_attr_text(Py *py, AstExpr *value, const char *name) {
    return py_attr(py, value, py_intern(py, name));
}

AstExpr *py_item(Py *py, AstExpr *value, AstExpr *index) {
    AstExpr *expr = new_expr(py, AST_SUBSCRIPT);
    expr->subscript.value = value;
    expr->subscript.slice = index;
    expr->subscript.ctx = AST_LOAD;
    return expr;
}

static AstExpr *constant_of(Py *py, AstConstantKind kind) {
    AstExpr *expr = new_expr(py, AST_CONSTANT);
    expr->constant.value.kind = kind;
    return expr;
}

AstExpr *py_none(Py *py) {
    return constant_of(py, AST_CONST_NONE);
}

AstExpr *py_bool(Py *py, bool value) {
    return constant_of(py, value ? AST_CONST_TRUE : AST_CONST_FALSE);
}

AstExpr *py_uint(Py *py, u64 value) {
    AstExpr *expr = constant_of(py, AST_CONST_INT);
    expr->constant.value.u.int_value = value;
    return expr;
}

AstExpr *py_int(Py *py, i64 value) {
    if (value >= 0) return py_uint(py, (u64)value);
    return py_negate(py, py_uint(py, 0 - (u64)value));
}

AstExpr *py_float(Py *py, f64 value) {
    AstExpr *expr = constant_of(py, AST_CONST_FLOAT);
    expr->constant.value.u.float_value = value;
    return expr;
}

AstExpr *py_str(Py *py, Slice text) {
    AstExpr *expr = constant_of(py, AST_CONST_STR);
    expr->constant.value.u.text = text;
    return expr;
}

AstExpr *py_call_list(Py *py, AstExpr *func, AstExpr *const *args, u32 count) {
    AstExpr *expr = new_expr(py, AST_CALL);
    expr->call.func = func;
    expr->call.args = exprs_of(py, args, count);
    return expr;
}

static AstExpr *call_of(Py *py, AstExpr *func, u32 count, va_list list) {
    AstExpr *args[8];
    CHECK(count <= COUNT_OF(args));
    for (u32 i = 0; i < count; i++) args[i] = va_arg(list, AstExpr *);
    return py_call_list(py, func, args, count);
}

AstExpr *py_call(Py *py, AstExpr *func, u32 count, ...) {
    va_list list;
    va_start(list, count);
    AstExpr *call = call_of(py, func, count, list);
    va_end(list);
    return call;
}

AstExpr *py_method(Py *py, AstExpr *value, const char *name, u32 count, ...) {
    va_list list;
    va_start(list, count);
    AstExpr *call = call_of(py, py_attr_text(py, value, name), count, list);
    va_end(list);
    return call;
}

AstExpr *py_binary(Py *py, AstExpr *left, AstOperator op, AstExpr *right) {
    AstExpr *expr = new_expr(py, AST_BIN_OP);
    expr->bin_op.left = left;
    expr->bin_op.op = op;
    expr->bin_op.right = right;
    return expr;
}

AstExpr *py_compare(Py *py, AstExpr *left, AstCompareOperator op, AstExpr *right) {
    AstExpr *expr = new_expr(py, AST_COMPARE);
    expr->compare.left = left;
    expr->compare.ops = (AstCompareOperators){ARENA_NEW_ARRAY(py->arena, u8, 1), 1};
    expr->compare.ops.items[0] = (u8)op;
    expr->compare.comparators = exprs_of(py, &right, 1);
    return expr;
}

AstExpr *py_bool_op(Py *py, AstBoolOperator op, AstExpr *left, AstExpr *right) {
    AstExpr *expr = new_expr(py, AST_BOOL_OP);
    AstExpr *values[] = {left, right};
    expr->bool_op.op = op;
    expr->bool_op.values = exprs_of(py, values, 2);
    return expr;
}

static AstExpr *unary_of(Py *py, AstUnaryOperator op, AstExpr *value) {
    AstExpr *expr = new_expr(py, AST_UNARY_OP);
    expr->unary_op.op = op;
    expr->unary_op.operand = value;
    return expr;
}

AstExpr *py_not(Py *py, AstExpr *value) {
    return unary_of(py, AST_UNARY_NOT, value);
}

AstExpr *py_negate(Py *py, AstExpr *value) {
    return unary_of(py, AST_UNARY_SUB, value);
}

AstExpr *py_if_exp(Py *py, AstExpr *test, AstExpr *body, AstExpr *orelse) {
    AstExpr *expr = new_expr(py, AST_IF_EXP);
    expr->if_exp.test = test;
    expr->if_exp.body = body;
    expr->if_exp.orelse = orelse;
    return expr;
}

AstExpr *py_is_none(Py *py, AstExpr *value, bool is_none) {
    return py_compare(py, value, is_none ? AST_CMP_IS : AST_CMP_IS_NOT, py_none(py));
}

AstExpr *py_list(Py *py, AstExpr *const *items, u32 count) {
    AstExpr *expr = new_expr(py, AST_LIST);
    expr->list.elts = exprs_of(py, items, count);
    expr->list.ctx = AST_LOAD;
    return expr;
}

AstExpr *py_tuple(Py *py, AstExpr *const *items, u32 count) {
    AstExpr *expr = new_expr(py, AST_TUPLE);
    expr->tuple.elts = exprs_of(py, items, count);
    expr->tuple.ctx = AST_LOAD;
    return expr;
}

AstExpr *py_dict(Py *py, AstExpr *const *keys, AstExpr *const *values, u32 count) {
    AstExpr *expr = new_expr(py, AST_DICT);
    expr->dict.keys = exprs_of(py, keys, count);
    expr->dict.values = exprs_of(py, values, count);
    return expr;
}

AstExpr *py_joined(Py *py, AstExpr *const *parts, u32 count) {
    AstExpr *expr = new_expr(py, AST_JOINED_STR);
    expr->joined_str.values = exprs_of(py, parts, count);
    for (u32 i = 0; i < count; i++) {
        if (ast_is_constant(parts[i], AST_CONST_STR)) continue;
        AstExpr *value = new_expr(py, AST_FORMATTED_VALUE);
        value->formatted_value.value = parts[i];
        value->formatted_value.conversion = -1;
        expr->joined_str.values.items[i] = value;
    }
    return expr;
}

AstExpr *py_slice(Py *py, AstExpr *value, AstExpr *lower, AstExpr *upper) {
    AstExpr *slice = new_expr(py, AST_SLICE);
    slice->slice.lower = lower;
    slice->slice.upper = upper;
    return py_item(py, value, slice);
}

static AstArguments *arguments_of(Py *py, const AstName *params, u32 count) {
    AstArguments *args = new_node(py, AST_ARGUMENTS, sizeof(AstArguments));
    args->args = (AstArgs){ARENA_NEW_ARRAY(py->arena, AstArg *, count + 1), count};
    for (u32 i = 0; i < count; i++) {
        AstArg *arg = new_node(py, AST_ARG, sizeof(AstArg));
        arg->arg = params[i];
        args->args.items[i] = arg;
    }
    return args;
}

AstExpr *py_lambda(Py *py, const AstName *params, u32 count, AstExpr *body) {
    AstExpr *expr = new_expr(py, AST_LAMBDA);
    expr->lambda.args = arguments_of(py, params, count);
    expr->lambda.body = body;
    return expr;
}

AstExpr *py_copy(Py *py, const AstExpr *expr) {
    bool is_copied =
        expr->kind == AST_CONSTANT || expr->kind == AST_NAME || expr->kind == AST_ATTRIBUTE;
    if (!is_copied) return NULL;
    AstExpr *copy = new_expr(py, expr->kind);
    *copy = *expr;
    if (expr->kind != AST_ATTRIBUTE) return copy;
    copy->attribute.value = py_copy(py, expr->attribute.value);
    return copy->attribute.value ? copy : NULL;
}

AstExpr *py_as_store(AstExpr *expr) {
    switch (expr->kind) {
    case AST_NAME: expr->name.ctx = AST_STORE; break;
    case AST_ATTRIBUTE: expr->attribute.ctx = AST_STORE; break;
    case AST_SUBSCRIPT: expr->subscript.ctx = AST_STORE; break;
    default: CHECK(false);
    }
    return expr;
}

bool py_is_stable(const Py *py, const AstExpr *expr) {
    if (expr->kind == AST_CONSTANT) return true;
    return expr->kind == AST_NAME &&
           slice_starts_with(names_text(py->names, expr->name.id), SLICE_LITERAL("_."));
}

// ---- statements

AstStmt *py_stmt(Py *py, AstKind kind) {
    return new_node(py, kind, sizeof(AstStmt));
}

void py_put(Py *py, AstStmt *stmt) {
    *VEC_PUSH(py->arena, py->out) = stmt;
}

void py_do(Py *py, AstExpr *value) {
    // What has no effect is left out, but for what may raise.
    if (value->kind == AST_CONSTANT || py_is_stable(py, value)) return;
    AstStmt *stmt = py_stmt(py, AST_EXPR);
    stmt->expr.value = value;
    py_put(py, stmt);
}

void py_assign(Py *py, AstExpr *target, AstExpr *value) {
    AstStmt *stmt = py_stmt(py, AST_ASSIGN);
    stmt->assign.targets = exprs_of(py, &target, 1);
    stmt->assign.value = value;
    py_put(py, stmt);
}

void py_assign_name(Py *py, AstName name, AstExpr *value) {
    py_assign(py, py_store(py, name), value);
}

void py_return(Py *py, AstExpr *value) {
    AstStmt *stmt = py_stmt(py, AST_RETURN);
    stmt->return_stmt.value = value;
    py_put(py, stmt);
}

void py_raise(Py *py, AstExpr *value) {
    AstStmt *stmt = py_stmt(py, AST_RAISE);
    stmt->raise_stmt.exc = value;
    py_put(py, stmt);
}

AstStmts py_stmts(const PyBlock *block) {
    return (AstStmts){block->items, block->count};
}

static AstStmts body_of(Py *py, const PyBlock *block) {
    if (block->count > 0) return py_stmts(block);
    AstStmts list = {ARENA_NEW_ARRAY(py->arena, AstStmt *, 1), 1};
    list.items[0] = py_stmt(py, AST_PASS);
    return list;
}

void py_if(Py *py, AstExpr *test, const PyBlock *body, const PyBlock *orelse) {
    AstStmt *stmt = py_stmt(py, AST_IF);
    stmt->if_stmt.test = test;
    stmt->if_stmt.body = body_of(py, body);
    if (orelse) stmt->if_stmt.orelse = py_stmts(orelse);
    py_put(py, stmt);
}

void py_while(Py *py, AstExpr *test, const PyBlock *body) {
    AstStmt *stmt = py_stmt(py, AST_WHILE);
    stmt->while_stmt.test = test;
    stmt->while_stmt.body = body_of(py, body);
    py_put(py, stmt);
}

void py_for(Py *py, AstExpr *target, AstExpr *iter, const PyBlock *body) {
    AstStmt *stmt = py_stmt(py, AST_FOR);
    stmt->for_stmt.target = target;
    stmt->for_stmt.iter = iter;
    stmt->for_stmt.body = body_of(py, body);
    py_put(py, stmt);
}

void py_pass(Py *py) {
    py_put(py, py_stmt(py, AST_PASS));
}

void py_break(Py *py) {
    py_put(py, py_stmt(py, AST_BREAK));
}

void py_continue(Py *py) {
    py_put(py, py_stmt(py, AST_CONTINUE));
}

void py_scope(Py *py, AstKind kind, const AstName *names, u32 count) {
    if (count == 0) return;
    AstStmt *stmt = py_stmt(py, kind);
    AstNames list = {ARENA_NEW_ARRAY(py->arena, AstName, count), count};
    for (u32 i = 0; i < count; i++) list.items[i] = names[i];
    stmt->global.names = list;
    py_put(py, stmt);
}

void py_def(Py *py, AstName name, const AstName *params, u32 count, const PyBlock *body,
            bool is_async) {
    AstStmt *stmt = py_stmt(py, is_async ? AST_ASYNC_FUNCTION_DEF : AST_FUNCTION_DEF);
    stmt->function_def.name = name;
    stmt->function_def.args = arguments_of(py, params, count);
    stmt->function_def.body = body_of(py, body);
    py_put(py, stmt);
}

void py_class(Py *py, AstName name, AstExpr *base, const PyBlock *body) {
    AstStmt *stmt = py_stmt(py, AST_CLASS_DEF);
    stmt->class_def.name = name;
    if (base) stmt->class_def.bases = exprs_of(py, &base, 1);
    stmt->class_def.body = body_of(py, body);
    py_put(py, stmt);
}

void py_try(Py *py, const PyBlock *body, AstExpr *type, AstName name, const PyBlock *handler,
            const PyBlock *finally) {
    AstStmt *stmt = py_stmt(py, AST_TRY);
    stmt->try_stmt.body = body_of(py, body);
    if (handler) {
        AstExceptHandler *made = new_node(py, AST_EXCEPT_HANDLER, sizeof(AstExceptHandler));
        made->type = type;
        made->name = name;
        made->body = body_of(py, handler);
        stmt->try_stmt.handlers =
            (AstExceptHandlers){ARENA_NEW_ARRAY(py->arena, AstExceptHandler *, 1), 1};
        stmt->try_stmt.handlers.items[0] = made;
    }
    if (finally) stmt->try_stmt.finalbody = py_stmts(finally);
    py_put(py, stmt);
}

u32 py_label(Py *py) {
    return ++py->next_label;
}

void py_labelled(Py *py, u32 label, const PyBlock *body) {
    AstStmt *stmt = py_stmt(py, AST_BLOCK);
    stmt->block.label = (i32)label;
    stmt->block.body = body_of(py, body);
    py_put(py, stmt);
}

void py_leave(Py *py, u32 label) {
    AstStmt *stmt = py_stmt(py, AST_LEAVE);
    stmt->leave.label = (i32)label;
    py_put(py, stmt);
}

void py_leave_if(Py *py, AstExpr *test, u32 label) {
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    py_leave(py, label);
    py->out = before;
    py_if(py, test, &body, NULL);
}

void py_reraise(Py *py) {
    py_put(py, py_stmt(py, AST_RAISE));
}

void py_decorate(Py *py, AstExpr *decorator) {
    py->out->items[py->out->count - 1]->function_def.decorators = exprs_of(py, &decorator, 1);
}

PyBlock *py_begin(Py *py, PyBlock *block) {
    PyBlock *before = py->out;
    py->out = block;
    return before;
}

AstExpr *py_keep_at(Py *py, u32 mark, AstExpr *expr) {
    if (py_is_stable(py, expr)) return expr;
    AstName name = py_temp(py, "t");
    py_assign_name(py, name, expr);
    AstStmt *stmt = py->out->items[py->out->count - 1];
    for (u32 i = py->out->count - 1; i > mark; i--) py->out->items[i] = py->out->items[i - 1];
    py->out->items[mark] = stmt;
    return py_load(py, name);
}

AstExpr *py_keep(Py *py, AstExpr *expr) {
    return py_keep_at(py, py->out->count, expr);
}

// ---- ids

static u32 ids_in_front(const AstNode *node) {
    const AstStmt *stmt = (const AstStmt *)node;
    const AstExpr *expr = (const AstExpr *)node;
    switch (node->kind) {
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF:
        return ast_annotation_ids(stmt->function_def.args, stmt->function_def.returns) +
               stmt->function_def.decorators.count * AST_DECORATOR_IDS;
    case AST_CLASS_DEF:
        return stmt->class_def.decorators.count * AST_DECORATOR_IDS + AST_CLASS_IDS +
               AST_DOCSTRING_IDS;
    case AST_WITH:
    case AST_ASYNC_WITH: return stmt->with_stmt.items.count * AST_WITH_IDS;
    case AST_ASYNC_FOR: return AST_ASYNC_FOR_IDS;
    case AST_EXPR: return ast_is_constant(stmt->expr.value, AST_CONST_STR) ? AST_DOCSTRING_IDS : 0;
    case AST_CALL:
        return expr->call.func->kind == AST_NAME && expr->call.func->name.id == AST_NAME_SUPER
                   ? AST_SUPER_IDS
                   : 0;
    default: return 0;
    }
}

static void number(void *context, AstNode *node) {
    AstModule *module = context;
    CHECK(node->id == 0);  // else it stands in two places
    ast_each_child(node, number, context);
    module->node_count += ids_in_front(node);
    node->id = module->node_count++;
}

void py_number(AstModule *module) {
    module->id = 0;
    module->node_count = 1;
    ast_each_child(&module->node, number, module);
}
