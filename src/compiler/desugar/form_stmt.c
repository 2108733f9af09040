// Statements outside of render blocks.
#include "compiler/desugar/form_view.h"

static void variable(Form *f, const JxlNode *node) {
    AstExpr *value = node->variable.init ? form_expr(f, node->variable.init) : py_none(&f->py);
    JxlTypeId type = node->variable.init ? form_value_type(f, node->variable.init) : JXL_VOID_TYPE;
    form_bind(f, node->variable.pattern, value, type);
}

// ---- conditions

static void cond_let(Form *f, JxlNode *cond, u32 label) {
    Py *py = &f->py;
    const JxlFact *fact = form_fact(f, cond);
    AstExpr *value;
    if (cond->cond_let.value) {
        value = form_expr(f, cond->cond_let.value);
    } else {
        // Reads what has the same name outside.
        JxlNode name = {.kind = JXL_NAME, .id = cond->id, .span = cond->span};
        name.name.name = cond->cond_let.name;
        value = form_read_decl(f, &name, fact->source);
    }
    AstExpr *kept = py_keep(py, value);
    py_leave_if(py, py_is_none(py, kept, true), label);
    JxlNode pattern = {.kind = JXL_NAME_PATTERN, .id = cond->id, .span = cond->span};
    form_bind(f, &pattern, py_copy(py, kept), form_in_instance(f, fact->type));
}

void form_conds(Form *f, JxlNodes conds, u32 label) {
    Py *py = &f->py;
    for (u32 i = 0; i < conds.count; i++) {
        JxlNode *cond = conds.items[i];
        Span span = py->span;
        py->span = cond->span;
        if (cond->kind == JXL_COND_LET) {
            cond_let(f, cond, label);
        } else if (cond->kind == JXL_COND_CASE) {
            AstExpr *value = py_keep(py, form_expr(f, cond->cond_case.value));
            form_match(f, cond->cond_case.pattern, value, form_value_type(f, cond->cond_case.value),
                       label);
        } else {
            py_leave_if(py, py_not(py, form_expr(f, cond)), label);
        }
        py->span = span;
    }
}

static bool is_plain(JxlNodes conds) {
    for (u32 i = 0; i < conds.count; i++) {
        if (conds.items[i]->kind == JXL_COND_LET || conds.items[i]->kind == JXL_COND_CASE)
            return false;
    }
    return conds.count == 1;
}

static void if_as_block(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    u32 end = py_label(py), other = py_label(py);
    bool has_else = node->if_.otherwise != NULL;
    PyBlock whole = {0}, then = {0};
    PyBlock *before = py_begin(py, has_else ? &whole : py->out);
    PyBlock *around = py_begin(py, &then);
    form_conds(f, node->if_.conds, other);
    form_block(f, node->if_.body);
    if (has_else) py_leave(py, end);
    py->out = around;
    py_labelled(py, other, &then);
    if (!has_else) return;
    form_stmt(f, node->if_.otherwise);
    py->out = before;
    py_labelled(py, end, &whole);
}

static void if_of(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    if (!is_plain(node->if_.conds)) {
        if_as_block(f, node);
        return;
    }
    AstExpr *test = form_expr(f, node->if_.conds.items[0]);
    PyBlock then = {0}, otherwise = {0};
    PyBlock *before = py_begin(py, &then);
    form_block(f, node->if_.body);
    py->out = &otherwise;
    if (node->if_.otherwise) form_stmt(f, node->if_.otherwise);
    py->out = before;
    py_if(py, test, &then, &otherwise);
}

// What the conditions bind is seen behind the guard.
static void guard(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    if (is_plain(node->guard.conds)) {
        AstExpr *test = form_expr(f, node->guard.conds.items[0]);
        PyBlock body = {0};
        PyBlock *before = py_begin(py, &body);
        form_block(f, node->guard.body);
        py->out = before;
        py_if(py, py_not(py, test), &body, NULL);
        return;
    }
    u32 end = py_label(py), other = py_label(py);
    PyBlock whole = {0}, tests = {0};
    PyBlock *before = py_begin(py, &whole);
    py_begin(py, &tests);
    form_conds(f, node->guard.conds, other);
    py_leave(py, end);
    py->out = &whole;
    py_labelled(py, other, &tests);
    form_block(f, node->guard.body);
    py->out = before;
    py_labelled(py, end, &whole);
}

// ---- loops

static u32 enter_loop(Form *f) {
    u32 label = f->func->break_label;
    f->func->break_label = 0;
    f->func->loop_depth++;
    return label;
}

static void leave_loop(Form *f, u32 label) {
    f->func->break_label = label;
    f->func->loop_depth--;
}

static void while_of(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    u32 label = enter_loop(f);
    AstExpr *test = NULL;
    if (is_plain(node->while_.conds)) test = form_expr(f, node->while_.conds.items[0]);
    if (!test || body.count > 0) {
        // The test is part of the body: whoever fails it leaves the loop.
        u32 end = py_label(py), fail = py_label(py);
        PyBlock checks = {0}, whole = {0};
        if (test) {
            py_leave_if(py, py_not(py, test), fail);
            checks = body;
            body = (PyBlock){0};
        } else {
            py_begin(py, &checks);
            form_conds(f, node->while_.conds, fail);
        }
        py->out = &checks;
        py_leave(py, end);
        py_begin(py, &whole);
        py_labelled(py, fail, &checks);
        py_break(py);
        py->out = &body;
        py_labelled(py, end, &whole);
        test = py_bool(py, true);
    }
    form_block(f, node->while_.body);
    leave_loop(f, label);
    py->out = before;
    py_while(py, test, &body);
}

// `continue` goes to the test.
static void repeat(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    PyBlock body = {0}, once = {0};
    PyBlock *before = py_begin(py, &once);
    u32 label = enter_loop(f), next = py_label(py), outer = f->func->continue_label;
    f->func->continue_label = next;
    form_block(f, node->repeat.body);
    f->func->continue_label = outer;
    py->out = &body;
    py_labelled(py, next, &once);
    AstExpr *test = form_expr(f, node->repeat.cond);
    PyBlock leave = {0};
    py_begin(py, &leave);
    py_break(py);
    py->out = &body;
    py_if(py, py_not(py, test), &leave, NULL);
    leave_loop(f, label);
    py->out = before;
    py_while(py, py_bool(py, true), &body);
}

static void jump(Form *f, const JxlNode *node) {
    FormFunc *func = f->func;
    if (node->kind == JXL_BREAK) {
        if (func->break_label == 0) {
            py_break(&f->py);
            return;
        }
        func->broken_label = func->break_label;
        py_leave(&f->py, func->break_label);
        return;
    }
    if (func->loop_depth == 0) form_refuse(f, node, "`continue` outside of a loop");
    if (func->continue_label != 0)
        py_leave(&f->py, func->continue_label);
    else
        py_continue(&f->py);
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
    case FORM_KIND_MAP:
        return py_call(&f->py, py_builtin(&f->py, "list"), 1, py_method(&f->py, value, "items", 0));
    case FORM_KIND_RANGE: return py_method(&f->py, value, "ints", 0);
    default: return form_refuse(f, node, "this sequence");
    }
}

JxlTypeId form_item_type(Form *f, const JxlNode *sequence) {
    JxlTypeId type = form_value_type(f, sequence);
    const JxlType *info = jxl_type(f->program, type);
    if (form_kind(f, type) != FORM_KIND_MAP)
        return form_kind(f, type) == FORM_KIND_STRING ? type : form_arg(f, type, 0);
    for (u32 i = 0; i < f->program->types.count; i++) {
        const JxlType *one = &f->program->types.items[i];
        bool is_pair = one->kind == JXL_TYPE_TUPLE && one->arg_count == 2 && !one->names &&
                       one->args[0] == info->args[0] && one->args[1] == info->args[1];
        if (is_pair) return i;
    }
    return JXL_VOID_TYPE;
}

static void for_of(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    AstExpr *sequence = form_sequence(f, node->for_.sequence);
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    u32 label = enter_loop(f), outer = f->func->continue_label;
    f->func->continue_label = 0;
    JxlNode *pattern = node->for_.pattern;
    AstExpr *target;
    if (pattern->kind == JXL_NAME_PATTERN) {
        target = py_store(py, form_local(f, form_fact(f, pattern)->target));
    } else {
        AstName item = py_temp(py, "item");
        target = py_store(py, item);
        form_bind(f, pattern, py_load(py, item), form_item_type(f, node->for_.sequence));
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
    leave_loop(f, label);
    f->func->continue_label = outer;
    py->out = before;
    py_for(py, target, sequence, &body);
}

// table: kinds of statements
static void stmt_of(Form *f, JxlNode *node) {
    switch (node->kind) {
    case JXL_BLOCK: form_block(f, node); break;
    case JXL_VARIABLE: variable(f, node); break;
    case JXL_ASSIGN: form_assign(f, node); break;
    case JXL_IF: if_of(f, node); break;
    case JXL_GUARD: guard(f, node); break;
    case JXL_FOR: for_of(f, node); break;
    case JXL_WHILE: while_of(f, node); break;
    case JXL_REPEAT: repeat(f, node); break;
    case JXL_SWITCH: form_switch(f, node, AST_NO_NAME, JXL_VOID_TYPE); break;
    case JXL_DO: form_do(f, node); break;
    case JXL_THROW: form_throw(f, node); break;
    case JXL_BREAK:
    case JXL_CONTINUE: jump(f, node); break;
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

void form_function_block(Form *f, JxlNode *block, JxlTypeId result) {
    JxlNodes items = block->block.items;
    bool is_value = items.count == 1 && form_kind(f, result) != FORM_KIND_VOID &&
                    jxl_gives_value(items.items[0]);
    if (is_value)
        py_return(&f->py, form_expr(f, items.items[0]));
    else
        form_block(f, block);
}

// ---- leaving

static bool stmt_leaves(const JxlNode *node);

bool form_block_leaves(const JxlNode *block) {
    for (u32 i = 0; i < block->block.items.count; i++) {
        if (stmt_leaves(block->block.items.items[i])) return true;
    }
    return false;
}

static bool all_leave(JxlNodes nodes, bool is_switch) {
    for (u32 i = 0; i < nodes.count; i++) {
        const JxlNode *body = is_switch ? nodes.items[i]->clause.body : nodes.items[i]->catch_.body;
        if (!form_block_leaves(body)) return false;
    }
    return true;
}

static bool stmt_leaves(const JxlNode *node) {
    switch (node->kind) {
    case JXL_RETURN:
    case JXL_THROW:
    case JXL_BREAK:
    case JXL_CONTINUE: return true;
    case JXL_IF:
        if (!node->if_.otherwise || !form_block_leaves(node->if_.body)) return false;
        return node->if_.otherwise->kind == JXL_IF ? stmt_leaves(node->if_.otherwise)
                                                   : form_block_leaves(node->if_.otherwise);
    case JXL_SWITCH:
        return node->switch_.clauses.count > 0 && all_leave(node->switch_.clauses, true);
    case JXL_DO: return form_block_leaves(node->do_.body) && all_leave(node->do_.catches, false);
    default: return false;
    }
}
