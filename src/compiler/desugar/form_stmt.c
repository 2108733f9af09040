// Statements outside of render blocks.
#include "compiler/desugar/form_view.h"

// ---- variables

static void assign_pattern(Form *f, JxlNode *pattern, AstExpr *value) {
    Py *py = &f->py;
    switch (pattern->kind) {
    case JXL_NAME_PATTERN:
        py_assign_name(py, form_local(f, form_fact(f, pattern)->target), value);
        break;
    case JXL_BIND_PATTERN: assign_pattern(f, pattern->bind_pattern.pattern, value); break;
    case JXL_TUPLE_PATTERN: {
        AstExpr *kept = py_keep(py, value);
        for (u32 i = 0; i < pattern->tuple_pattern.items.count; i++)
            assign_pattern(f, pattern->tuple_pattern.items.items[i],
                           py_item(py, py_copy(py, kept), py_int(py, i)));
        break;
    }
    default: py_do(py, value); break;
    }
}

static void variable(Form *f, const JxlNode *node) {
    AstExpr *value = node->variable.init ? form_expr(f, node->variable.init) : py_none(&f->py);
    assign_pattern(f, node->variable.pattern, value);
}

// ---- assignments

static const u32 assign_operators[] = {[JXL_OP_SET_ADD] = JXL_OP_ADD,
                                       [JXL_OP_SET_SUB] = JXL_OP_SUB,
                                       [JXL_OP_SET_MUL] = JXL_OP_MUL,
                                       [JXL_OP_SET_DIV] = JXL_OP_DIV,
                                       [JXL_OP_SET_MOD] = JXL_OP_MOD};

static void assign(Form *f, const JxlNode *node) {
    JxlNode *target = node->assign.target;
    const JxlDecl *decl = form_fact(f, target)->target;
    bool is_local = target->kind == JXL_NAME && decl &&
                    (decl->kind == JXL_DECL_LOCAL || decl->kind == JXL_DECL_PARAM);
    bool is_view =
        target->kind == JXL_NAME && decl && decl->owner && decl->owner->kind == JXL_DECL_VIEW;
    if ((!is_local && !is_view) || node->assign.op == JXL_OP_SET_COALESCE) {
        form_refuse(f, node, "this assignment");
        return;
    }
    AstExpr *value;
    if (node->assign.op == JXL_OP_SET) {
        value = form_expr(f, node->assign.value);
    } else {
        JxlNode *nodes[] = {target, node->assign.value};
        AstExpr *values[2];
        form_operands(f, nodes, 2, values);
        value = form_binary_values(f, node, assign_operators[node->assign.op], form_type(f, target),
                                   values[0], values[1]);
    }
    if (is_view)
        form_view_write(f, target, (JxlDecl *)decl, value);
    else
        py_assign(&f->py, form_local_target(f, decl), value);
}

// ---- conditions

static AstExpr *simple_conds(Form *f, JxlNodes conds) {
    AstExpr *test = NULL;
    for (u32 i = 0; i < conds.count; i++) {
        JxlNode *cond = conds.items[i];
        if (cond->kind == JXL_COND_LET || cond->kind == JXL_COND_CASE)
            return form_refuse(f, cond, "this condition");
        AstExpr *next = form_expr(f, cond);
        test = test ? py_bool_op(&f->py, AST_BOOL_AND, test, next) : next;
    }
    return test;
}

static void if_of(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    AstExpr *test = simple_conds(f, node->if_.conds);
    PyBlock then = {0}, otherwise = {0};
    PyBlock *before = py_begin(py, &then);
    form_block(f, node->if_.body);
    py->out = &otherwise;
    if (node->if_.otherwise) form_stmt(f, node->if_.otherwise);
    py->out = before;
    py_if(py, test, &then, &otherwise);
}

// ---- loops

static void while_of(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    f->func->loop_depth++;
    AstExpr *test = simple_conds(f, node->while_.conds);
    bool is_plain = body.count == 0;
    if (!is_plain) {
        PyBlock leave = {0};
        py_begin(py, &leave);
        py_break(py);
        py->out = &body;
        py_if(py, py_not(py, test), &leave, NULL);
        test = py_bool(py, true);
    }
    form_block(f, node->while_.body);
    f->func->loop_depth--;
    py->out = before;
    py_while(py, test, &body);
}

static AstExpr *range_of(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    JxlNode *nodes[] = {node->binary.left, node->binary.right};
    AstExpr *values[2];
    form_operands(f, nodes, 2, values);
    if (node->binary.op == JXL_OP_CLOSED_RANGE)
        values[1] = py_binary(py, values[1], AST_OP_ADD, py_int(py, 1));
    if (ast_is_constant(values[0], AST_CONST_INT) && values[0]->constant.value.u.int_value == 0)
        return py_call(py, py_builtin(py, "range"), 1, values[1]);
    return py_call(py, py_builtin(py, "range"), 2, values[0], values[1]);
}

AstExpr *form_sequence(Form *f, JxlNode *node) {
    bool is_range = node->kind == JXL_BINARY &&
                    (node->binary.op == JXL_OP_RANGE || node->binary.op == JXL_OP_CLOSED_RANGE);
    if (is_range) return range_of(f, node);
    AstExpr *value = form_expr(f, node);
    switch (form_kind(f, form_value_type(f, node))) {
    case FORM_KIND_ARRAY:
    case FORM_KIND_SET:
    case FORM_KIND_STRING:
    case FORM_KIND_SEQUENCE: return value;
    case FORM_KIND_MAP: return py_method(&f->py, value, "items", 0);
    case FORM_KIND_RANGE: return py_method(&f->py, value, "ints", 0);
    default: return form_refuse(f, node, "this sequence");
    }
}

static void for_of(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    AstExpr *sequence = form_sequence(f, node->for_.sequence);
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    f->func->loop_depth++;
    JxlNode *pattern = node->for_.pattern;
    AstExpr *target;
    if (pattern->kind == JXL_NAME_PATTERN) {
        target = py_store(py, form_local(f, form_fact(f, pattern)->target));
    } else {
        AstName item = py_temp(py, "item");
        target = py_store(py, item);
        assign_pattern(f, pattern, py_load(py, item));
    }
    if (node->for_.filter) {
        AstExpr *test = form_expr(f, node->for_.filter);
        PyBlock skip = {0};
        py_begin(py, &skip);
        py_continue(py);
        py->out = &body;
        py_if(py, py_not(py, test), &skip, NULL);
    }
    form_block(f, node->for_.body);
    f->func->loop_depth--;
    py->out = before;
    py_for(py, target, sequence, &body);
}

// table: kinds of statements
static void stmt_of(Form *f, JxlNode *node) {
    switch (node->kind) {
    case JXL_BLOCK: form_block(f, node); break;
    case JXL_VARIABLE: variable(f, node); break;
    case JXL_ASSIGN: assign(f, node); break;
    case JXL_IF: if_of(f, node); break;
    case JXL_FOR: for_of(f, node); break;
    case JXL_WHILE: while_of(f, node); break;
    case JXL_BREAK: py_break(&f->py); break;
    case JXL_CONTINUE: py_continue(&f->py); break;
    case JXL_DEBUGGER: break;
    case JXL_RETURN:
        py_return(&f->py, node->return_.value ? form_expr(f, node->return_.value) : NULL);
        break;
    default: py_do(&f->py, form_expr(f, node)); break;
    }
}

void form_stmt(Form *f, JxlNode *node) {
    Span span = f->py.span;
    f->py.span = node->span;
    stmt_of(f, node);
    f->py.span = span;
}

void form_block(Form *f, JxlNode *block) {
    for (u32 i = 0; i < block->block.items.count; i++) form_stmt(f, block->block.items.items[i]);
}

static bool gives_value(const JxlNode *node) {
    switch (node->kind) {
    case JXL_VARIABLE:
    case JXL_FUNC:
    case JXL_ASSIGN:
    case JXL_GUARD:
    case JXL_FOR:
    case JXL_WHILE:
    case JXL_REPEAT:
    case JXL_DO:
    case JXL_RETURN:
    case JXL_THROW:
    case JXL_BREAK:
    case JXL_CONTINUE:
    case JXL_DEBUGGER:
    case JXL_IF:
    case JXL_SWITCH: return false;
    default: return true;
    }
}

void form_function_block(Form *f, JxlNode *block, JxlTypeId result) {
    JxlNodes items = block->block.items;
    bool is_value =
        items.count == 1 && form_kind(f, result) != FORM_KIND_VOID && gives_value(items.items[0]);
    if (is_value)
        py_return(&f->py, form_expr(f, items.items[0]));
    else
        form_block(f, block);
}
