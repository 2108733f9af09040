// Expressions: literals, operators, branches as values.
#include "compiler/desugar/form_priv.h"

#include "base/check.h"

void form_operands(Form *f, JxlNode *const *nodes, u32 count, AstExpr **values) {
    for (u32 i = 0; i < count; i++) {
        u32 mark = f->py.out->count;
        values[i] = nodes[i] ? form_expr(f, nodes[i]) : NULL;
        if (f->py.out->count == mark) continue;
        // The statements of this one run before the operands that were there already.
        for (u32 j = 0; j < i; j++) {
            u32 here = f->py.out->count;
            if (values[j]) values[j] = py_keep_at(&f->py, mark, values[j]);
            mark += f->py.out->count - here;
        }
    }
}

// ---- literals

static AstExpr *int_of(Form *f, const JxlNode *node) {
    FormKind kind = form_kind(f, form_type(f, node));
    bool is_float = kind == FORM_KIND_DOUBLE || kind == FORM_KIND_FLOAT;
    return is_float ? py_float(&f->py, (f64)node->int_.value) : py_uint(&f->py, node->int_.value);
}

static AstExpr *string_of(Form *f, JxlNode *node) {
    Py *py = &f->py;
    JxlNodes parts = node->string.parts;
    if (parts.count == 0) return py_str(py, (Slice){0});
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, parts.count);
    for (u32 i = 0; i < parts.count; i++) {
        u32 mark = py->out->count;
        JxlNode *part = parts.items[i];
        values[i] = part->kind == JXL_TEXT
                        ? py_str(py, part->text.text)
                        : form_text(f, form_expr(f, part), form_value_type(f, part));
        if (py->out->count == mark) continue;
        for (u32 j = 0; j < i; j++) {
            u32 here = py->out->count;
            values[j] = py_keep_at(py, mark, values[j]);
            mark += py->out->count - here;
        }
    }
    if (parts.count == 1) return values[0];
    return py_joined(py, values, parts.count);
}

static AstExpr *array_of(Form *f, const JxlNode *node) {
    u32 count = node->array.items.count;
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    form_operands(f, node->array.items.items, count, values);
    return py_list(&f->py, values, count);
}

static AstExpr *map_of(Form *f, const JxlNode *node) {
    u32 count = node->map.entries.count;
    JxlNode **nodes = ARENA_NEW_ARRAY(f->arena, JxlNode *, count * 2 + 1);
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, count * 2 + 1);
    for (u32 i = 0; i < count; i++) {
        nodes[i * 2] = node->map.entries.items[i]->map_entry.key;
        nodes[i * 2 + 1] = node->map.entries.items[i]->map_entry.value;
    }
    form_operands(f, nodes, count * 2, values);
    AstExpr **keys = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    AstExpr **items = ARENA_NEW_ARRAY(f->arena, AstExpr *, count + 1);
    for (u32 i = 0; i < count; i++) {
        keys[i] = values[i * 2];
        items[i] = values[i * 2 + 1];
    }
    return py_dict(&f->py, keys, items, count);
}

static AstExpr *tuple_of(Form *f, const JxlNode *node) {
    u32 count = node->tuple.args.count;
    if (count == 0) return py_none(&f->py);
    JxlNode **nodes = ARENA_NEW_ARRAY(f->arena, JxlNode *, count);
    AstExpr **values = ARENA_NEW_ARRAY(f->arena, AstExpr *, count);
    for (u32 i = 0; i < count; i++) nodes[i] = node->tuple.args.items[i]->arg.value;
    form_operands(f, nodes, count, values);
    return py_tuple(&f->py, values, count);
}

// ---- operators

static AstExpr *int_operation(Form *f, const JxlNode *node, u32 op, JxlTypeId type, AstExpr *left,
                              AstExpr *right) {
    Py *py = &f->py;
    AstExpr *value;
    switch (op) {
    case JXL_OP_ADD: value = py_binary(py, left, AST_OP_ADD, right); break;
    case JXL_OP_SUB: value = py_binary(py, left, AST_OP_SUB, right); break;
    case JXL_OP_MUL: value = py_binary(py, left, AST_OP_MULT, right); break;
    case JXL_OP_DIV:
        if (form_kind(f, type) == FORM_KIND_FIXED)
            return form_fixed(f, py_call(py, py_library(py, "div"), 2, left, right), type, true);
        return py_call(py, py_library(py, "div"), 2, left, right);
    case JXL_OP_MOD: return py_call(py, py_library(py, "rem"), 2, left, right);
    case JXL_OP_BIT_OR: return py_binary(py, left, AST_OP_BIT_OR, right);
    case JXL_OP_BIT_XOR: return py_binary(py, left, AST_OP_BIT_XOR, right);
    case JXL_OP_BIT_AND: return py_binary(py, left, AST_OP_BIT_AND, right);
    case JXL_OP_SHIFT_LEFT:
        if (form_kind(f, type) == FORM_KIND_FIXED)
            return form_fixed(f, py_call(py, py_library(py, "shift_wide"), 2, left, right), type,
                              true);
        return py_call(py, py_library(py, "shift_left"), 2, left, right);
    case JXL_OP_SHIFT_RIGHT: return py_call(py, py_library(py, "shift_right"), 2, left, right);
    default: return form_refuse(f, node, "this operator");
    }
    if (form_kind(f, type) == FORM_KIND_FIXED) return form_fixed(f, value, type, true);
    return py_call(py, py_library(py, "wrap"), 1, value);
}

AstExpr *form_binary_values(Form *f, const JxlNode *node, u32 op, JxlTypeId type, AstExpr *left,
                            AstExpr *right) {
    Py *py = &f->py;
    FormKind kind = form_kind(f, type);
    if (kind == FORM_KIND_INT || kind == FORM_KIND_FIXED)
        return int_operation(f, node, op, type, left, right);
    if (kind == FORM_KIND_FLOAT) return form_refuse(f, node, "Float");
    switch (op) {
    case JXL_OP_ADD: return py_binary(py, left, AST_OP_ADD, right);
    case JXL_OP_SUB: return py_binary(py, left, AST_OP_SUB, right);
    case JXL_OP_MUL: return py_binary(py, left, AST_OP_MULT, right);
    case JXL_OP_DIV: return py_call(py, py_library(py, "fdiv"), 2, left, right);
    case JXL_OP_MOD: return py_call(py, py_library(py, "frem"), 2, left, right);
    default: return form_refuse(f, node, "this operator");
    }
}

static AstExpr *comparison(Form *f, u32 op, AstExpr *left, AstExpr *right) {
    switch (op) {
    case JXL_OP_EQUAL: return py_compare(&f->py, left, AST_CMP_EQ, right);
    case JXL_OP_NOT_EQUAL: return py_compare(&f->py, left, AST_CMP_NOT_EQ, right);
    case JXL_OP_IDENTICAL: return py_compare(&f->py, left, AST_CMP_IS, right);
    case JXL_OP_NOT_IDENTICAL: return py_compare(&f->py, left, AST_CMP_IS_NOT, right);
    case JXL_OP_LESS: return py_compare(&f->py, left, AST_CMP_LT, right);
    case JXL_OP_LESS_EQUAL: return py_compare(&f->py, left, AST_CMP_LT_E, right);
    case JXL_OP_GREATER: return py_compare(&f->py, left, AST_CMP_GT, right);
    default: return py_compare(&f->py, left, AST_CMP_GT_E, right);
    }
}

// `a && b`: what b needs before it is run only behind a.
static AstExpr *logic(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    bool is_and = node->binary.op == JXL_OP_AND;
    AstExpr *left = form_expr(f, node->binary.left);
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    AstExpr *right = form_expr(f, node->binary.right);
    if (block.count == 0) {
        py->out = before;
        return py_bool_op(py, is_and ? AST_BOOL_AND : AST_BOOL_OR, left, right);
    }
    AstName name = py_temp(py, "t");
    py_assign_name(py, name, right);
    py->out = before;
    py_assign_name(py, name, left);
    AstExpr *test = py_load(py, name);
    py_if(py, is_and ? test : py_not(py, test), &block, NULL);
    return py_load(py, name);
}

static AstExpr *coalesce(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    JxlTypeId type = form_type(f, node);
    JxlTypeId item = form_arg(f, form_value_type(f, node->binary.left), 0);
    AstExpr *left = py_keep(py, form_expr(f, node->binary.left));
    AstExpr *value = form_convert(f, py_copy(py, left), item, type);
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    AstExpr *right = form_expr(f, node->binary.right);
    if (block.count == 0) {
        py->out = before;
        return py_if_exp(py, py_is_none(py, left, false), value, right);
    }
    AstName name = py_temp(py, "t");
    py_assign_name(py, name, right);
    PyBlock kept = {0};
    py->out = &kept;
    py_assign_name(py, name, value);
    py->out = before;
    py_if(py, py_is_none(py, left, false), &kept, &block);
    return py_load(py, name);
}

static AstExpr *binary(Form *f, const JxlNode *node) {
    u32 op = node->binary.op;
    if (op == JXL_OP_AND || op == JXL_OP_OR) return logic(f, node);
    if (op == JXL_OP_COALESCE) return coalesce(f, node);
    JxlNode *nodes[] = {node->binary.left, node->binary.right};
    AstExpr *values[2];
    form_operands(f, nodes, 2, values);
    u32 level = jxl_binary_level((JxlBinaryOp)op);
    if (level == 7 || level == 8) return comparison(f, op, values[0], values[1]);
    if (level == 9)
        return py_call(&f->py, py_library(&f->py, "Range"), 3, values[0], values[1],
                       py_bool(&f->py, op == JXL_OP_CLOSED_RANGE));
    return form_binary_values(f, node, op, form_type(f, node), values[0], values[1]);
}

static AstExpr *unary(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    const JxlNode *operand = node->unary.operand;
    JxlTypeId type = form_type(f, node);
    if (node->unary.op == JXL_OP_NEGATE && operand->kind == JXL_INT &&
        form_kind(f, type) == FORM_KIND_INT)
        return py_int(py, (i64)(0 - operand->int_.value));
    AstExpr *value = form_expr(f, node->unary.operand);
    switch (node->unary.op) {
    case JXL_OP_NOT: return py_not(py, value);
    case JXL_OP_PLUS: return value;
    case JXL_OP_NEGATE:
        value = py_negate(py, value);
        if (form_kind(f, type) == FORM_KIND_INT)
            return py_call(py, py_library(py, "wrap"), 1, value);
        if (form_kind(f, type) == FORM_KIND_FIXED) return form_fixed(f, value, type, true);
        return value;
    default:
        value = py_binary(py, py_int(py, -1), AST_OP_BIT_XOR, value);
        return form_kind(f, type) == FORM_KIND_FIXED ? form_fixed(f, value, type, true) : value;
    }
}

// ---- branches as values

static AstExpr *conditional(Form *f, const JxlNode *node) {
    Py *py = &f->py;
    AstExpr *test = form_expr(f, node->conditional.cond);
    PyBlock then = {0}, otherwise = {0};
    PyBlock *before = py_begin(py, &then);
    AstExpr *left = form_expr(f, node->conditional.then);
    py->out = &otherwise;
    AstExpr *right = form_expr(f, node->conditional.otherwise);
    if (then.count == 0 && otherwise.count == 0) {
        py->out = before;
        return py_if_exp(py, test, left, right);
    }
    AstName name = py_temp(py, "t");
    py_assign_name(py, name, right);
    py->out = &then;
    py_assign_name(py, name, left);
    py->out = before;
    py_if(py, test, &then, &otherwise);
    return py_load(py, name);
}

void form_branch(Form *f, JxlNode *block, AstName name, JxlTypeId type) {
    JxlNodes items = block->block.items;
    if (items.count == 0) return;
    for (u32 i = 0; i + 1 < items.count; i++) form_stmt(f, items.items[i]);
    JxlNode *last = items.items[items.count - 1];
    bool leaves = form_block_leaves(block);
    if (leaves) {
        form_stmt(f, last);
        return;
    }
    Span span = f->py.span;
    f->py.span = last->span;
    AstExpr *value = form_expr(f, last);
    if (form_kind(f, type) == FORM_KIND_VOID)
        py_do(&f->py, value);
    else
        py_assign_name(&f->py, name, form_convert(f, value, form_value_type(f, last), type));
    f->py.span = span;
}

AstExpr *form_block_value(Form *f, JxlNode *block, JxlTypeId type) {
    JxlNodes items = block->block.items;
    bool is_void = form_kind(f, type) == FORM_KIND_VOID;
    if (!is_void && items.count == 1) {
        AstExpr *value = form_expr(f, items.items[0]);
        return form_convert(f, value, form_value_type(f, items.items[0]), type);
    }
    form_block(f, block);
    return py_none(&f->py);
}

AstExpr *form_if_value(Form *f, JxlNode *node) {
    Py *py = &f->py;
    JxlTypeId type = form_type(f, node);
    AstName name = py_temp(py, "t");
    u32 end = py_label(py), other = py_label(py);
    PyBlock whole = {0}, then = {0};
    PyBlock *before = py_begin(py, &whole);
    py_begin(py, &then);
    form_conds(f, node->if_.conds, other);
    form_branch(f, node->if_.body, name, type);
    py_leave(py, end);
    py->out = &whole;
    py_labelled(py, other, &then);
    JxlNode *otherwise = node->if_.otherwise;
    if (otherwise && otherwise->kind == JXL_IF)
        py_assign_name(py, name, form_expr(f, otherwise));
    else if (otherwise)
        form_branch(f, otherwise, name, type);
    py->out = before;
    py_labelled(py, end, &whole);
    return py_load(py, name);
}

AstExpr *form_switch_value(Form *f, JxlNode *node) {
    AstName name = py_temp(&f->py, "t");
    form_switch(f, node, name, form_type(f, node));
    return py_load(&f->py, name);
}

static AstExpr *cast(Form *f, JxlNode *node) {
    Py *py = &f->py;
    JxlTypeId from = form_value_type(f, node->cast.operand);
    JxlTypeId to = form_type(f, node->cast.type);
    AstExpr *value = form_expr(f, node->cast.operand);
    if (node->cast.op == JXL_OP_AS) return form_convert(f, value, from, to);
    bool is_optional = form_kind(f, from) == FORM_KIND_OPTIONAL;
    FormKind kind = form_kind(f, form_unwrapped(f, from));
    if (kind != FORM_KIND_INTERFACE && kind != FORM_KIND_ERROR && kind != FORM_KIND_CLASS) {
        // Known now.
        bool is_same = form_unwrapped(f, from) == to;
        AstExpr *kept = py_keep(py, value);
        if (node->cast.op == JXL_OP_IS)
            return !is_same      ? py_bool(py, false)
                   : is_optional ? py_is_none(py, kept, false)
                                 : py_bool(py, true);
        return is_same ? kept : py_none(py);
    }
    AstExpr *kept = py_keep(py, value);
    AstExpr *test = form_is_type(f, kept, to);
    if (node->cast.op == JXL_OP_IS) return test;
    return py_if_exp(py, test, form_unboxed(f, py_copy(py, kept), to), py_none(py));
}

static AstExpr *force(Form *f, JxlNode *node) {
    Py *py = &f->py;
    AstExpr *value = py_keep(py, form_expr(f, node->force.operand));
    PyBlock nil = {0};
    PyBlock *before = py_begin(py, &nil);
    py_raise(py, py_call(py, py_library(py, "nil_error"), 0));
    py->out = before;
    py_if(py, py_is_none(py, value, true), &nil, NULL);
    return py_copy(py, value);
}

static AstExpr *link(Form *f, JxlNode *node) {
    return form_is_chain(f, node) ? form_chain(f, node) : form_link(f, node);
}

static AstExpr *self_of(Form *f) {
    AstExpr *self = form_self(f);
    return f->func->is_mutating ? py_call(&f->py, py_builtin(&f->py, "_.own"), 1, self) : self;
}

// table: kinds of expressions
static AstExpr *expr_of(Form *f, JxlNode *node) {
    switch (node->kind) {
    case JXL_INT: return int_of(f, node);
    case JXL_FLOAT: return py_float(&f->py, node->float_.value);
    case JXL_BOOL: return py_bool(&f->py, node->bool_.value != 0);
    case JXL_NIL: return py_none(&f->py);
    case JXL_STRING: return string_of(f, node);
    case JXL_NAME: return form_read_decl(f, node, form_fact(f, node)->target);
    case JXL_TUPLE: return tuple_of(f, node);
    case JXL_ARRAY: return array_of(f, node);
    case JXL_MAP: return map_of(f, node);
    case JXL_UNARY: return unary(f, node);
    case JXL_BINARY: return binary(f, node);
    case JXL_CONDITIONAL: return conditional(f, node);
    case JXL_SELF: return self_of(f);
    case JXL_IMPLICIT: return form_implicit(f, node, form_fact(f, node)->target);
    case JXL_HANDLE: return form_handle(f, node);
    case JXL_CLOSURE: return form_closure(f, node);
    case JXL_CLOSURE_ARG: return form_closure_arg(f, node);
    case JXL_CAST: return cast(f, node);
    case JXL_TRY: return form_try(f, node);
    case JXL_FORCE: return force(f, node);
    case JXL_IF: return form_if_value(f, node);
    case JXL_SWITCH: return form_switch_value(f, node);
    case JXL_TUPLE_MEMBER:
        return py_item(&f->py, form_expr(f, node->tuple_member.value),
                       py_uint(&f->py, node->tuple_member.index));
    case JXL_AWAIT: return form_await(f, node);
    case JXL_ASYNC: return form_async(f, node);
    case JXL_MEMBER:
    case JXL_SUBSCRIPT:
    case JXL_CALL: return link(f, node);
    default: return form_refuse(f, node, jxl_kind_name((JxlKind)node->kind));
    }
}

AstExpr *form_expr(Form *f, JxlNode *node) {
    Span span = f->py.span;
    u32 chain = f->chain;
    f->py.span = node->span;
    f->chain = 0;
    const JxlFact *fact = form_fact(f, node);
    AstExpr *value = expr_of(f, node);
    f->chain = chain;
    if (fact->converted != JXL_NO_TYPE)
        value = form_convert(f, value, form_type(f, node), form_value_type(f, node));
    f->py.span = span;
    return value;
}
