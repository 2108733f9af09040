// Patterns: tests, bindings; `switch`.
#include "compiler/desugar/form_priv.h"

#include "base/check.h"

// ---- patterns that always match

void form_bind(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    switch (pattern->kind) {
    case JXL_NAME_PATTERN: {
        JxlDecl *decl = form_fact(f, pattern)->target;
        form_local(f, decl);
        const FormLocal *local = form_find_local(f, decl);
        if (local->is_cell) value = py_list(py, &value, 1);
        py_assign_name(py, local->name, value);
        break;
    }
    case JXL_BIND_PATTERN: form_bind(f, pattern->bind_pattern.pattern, value, type); break;
    case JXL_TUPLE_PATTERN: {
        AstExpr *kept = py_keep(py, value);
        for (u32 i = 0; i < pattern->tuple_pattern.items.count; i++)
            form_bind(f, pattern->tuple_pattern.items.items[i],
                      py_item(py, py_copy(py, kept), py_int(py, i)), form_arg(f, type, i));
        break;
    }
    default: py_do(py, value); break;
    }
}

// ---- tests without bindings

static bool is_literal(const JxlNode *node) {
    switch (node->kind) {
    case JXL_INT:
    case JXL_FLOAT:
    case JXL_BOOL:
    case JXL_NIL:
    case JXL_IMPLICIT: return true;
    case JXL_STRING:
        for (u32 i = 0; i < node->string.parts.count; i++) {
            if (node->string.parts.items[i]->kind != JXL_TEXT) return false;
        }
        return true;
    case JXL_UNARY: return is_literal(node->unary.operand);
    case JXL_BINARY: return is_literal(node->binary.left) && is_literal(node->binary.right);
    default: return false;
    }
}

bool form_pattern_is_simple(Form *f, const JxlNode *pattern) {
    switch (pattern->kind) {
    case JXL_ANY_PATTERN: return true;
    case JXL_VALUE_PATTERN: return is_literal(pattern->value_pattern.value);
    case JXL_CASE_PATTERN:
        for (u32 i = 0; i < pattern->case_pattern.args.count; i++) {
            if (pattern->case_pattern.args.items[i]->pattern_arg.pattern->kind != JXL_ANY_PATTERN)
                return false;
        }
        return form_fact(f, pattern)->target->kind == JXL_DECL_CASE;
    default: return false;
    }
}

static AstExpr *range_test(Form *f, const JxlNode *range, AstExpr *value) {
    Py *py = &f->py;
    AstExpr *low = form_expr(f, range->binary.left), *high = form_expr(f, range->binary.right);
    bool is_closed = range->binary.op == JXL_OP_CLOSED_RANGE;
    return py_bool_op(
        py, AST_BOOL_AND, py_compare(py, low, AST_CMP_LT_E, value),
        py_compare(py, py_copy(py, value), is_closed ? AST_CMP_LT_E : AST_CMP_LT, high));
}

static AstExpr *value_test(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    JxlNode *wanted = pattern->value_pattern.value;
    if (wanted->kind == JXL_NIL) return py_is_none(py, value, true);
    bool is_range = wanted->kind == JXL_BINARY &&
                    (wanted->binary.op == JXL_OP_RANGE || wanted->binary.op == JXL_OP_CLOSED_RANGE);
    bool is_optional = form_kind(f, type) == FORM_KIND_OPTIONAL;
    if (!is_range) return py_compare(py, value, AST_CMP_EQ, form_expr(f, wanted));
    AstExpr *test = range_test(f, wanted, is_optional ? py_copy(py, value) : value);
    return is_optional ? py_bool_op(py, AST_BOOL_AND, py_is_none(py, value, false), test) : test;
}

static u32 case_index(const JxlDecl *decl) {
    u32 index = 0;
    for (u32 i = 0; i < decl->owner->order.count; i++) {
        if (decl->owner->order.items[i] == decl) break;
        index += decl->owner->order.items[i]->kind == JXL_DECL_CASE;
    }
    return index;
}

AstExpr *form_case_test(Form *f, JxlDecl *found, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    JxlTypeId inner = form_unwrapped(f, type);
    if (form_kind(f, inner) == FORM_KIND_PLAIN)
        return py_compare(py, value, AST_CMP_EQ, py_int(py, case_index(found)));
    return py_call(py, py_builtin(py, "isinstance"), 2, value,
                   py_load(py, form_case_class(f, found, inner)));
}

AstExpr *form_pattern_test(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type) {
    if (pattern->kind == JXL_VALUE_PATTERN) return value_test(f, pattern, value, type);
    if (pattern->kind == JXL_CASE_PATTERN)
        return form_case_test(f, form_fact(f, pattern)->target, value, type);
    return NULL;
}

// ---- tests as statements

static void match_case(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type, u32 label) {
    Py *py = &f->py;
    JxlDecl *found = form_fact(f, pattern)->target;
    JxlTypeId inner = form_unwrapped(f, type);
    if (found->kind != JXL_DECL_CASE) {
        JxlNode name = *pattern;
        AstExpr *wanted = form_implicit(f, &name, found);
        py_leave_if(py, py_compare(py, value, AST_CMP_NOT_EQ, wanted), label);
        return;
    }
    AstExpr *test = form_case_test(f, found, py_copy(py, value), type);
    py_leave_if(py, py_not(py, test), label);
    FormInstance instance = form_type_instance(f, inner);
    JxlNodes args = pattern->case_pattern.args;
    for (u32 i = 0; i < args.count; i++) {
        JxlNode *sub = args.items[i]->pattern_arg.pattern;
        u32 at = i;
        AstName label_name = args.items[i]->pattern_arg.label;
        for (u32 j = 0; label_name != AST_NO_NAME && j < found->param_count; j++) {
            if (found->params[j].name == label_name) at = j;
        }
        if (sub->kind == JXL_ANY_PATTERN) continue;
        AstExpr *item = py_attr(py, py_copy(py, value), form_payload_name(f, found, at));
        JxlTypeId item_type = jxl_substitute(f->program, found->params[at].type, instance.params,
                                             instance.args, instance.count);
        bool is_name =
            sub->kind == JXL_NAME_PATTERN ||
            (sub->kind == JXL_BIND_PATTERN && sub->bind_pattern.pattern->kind == JXL_NAME_PATTERN);
        form_match(f, sub, is_name ? item : py_keep(py, item), item_type, label);
    }
}

void form_match(Form *f, JxlNode *pattern, AstExpr *value, JxlTypeId type, u32 label) {
    Py *py = &f->py;
    switch (pattern->kind) {
    case JXL_ANY_PATTERN: break;
    case JXL_NAME_PATTERN: form_bind(f, pattern, value, type); break;
    case JXL_BIND_PATTERN: form_match(f, pattern->bind_pattern.pattern, value, type, label); break;
    case JXL_VALUE_PATTERN:
        py_leave_if(py, py_not(py, value_test(f, pattern, value, type)), label);
        break;
    case JXL_CASE_PATTERN: match_case(f, pattern, value, type, label); break;
    case JXL_TUPLE_PATTERN:
        for (u32 i = 0; i < pattern->tuple_pattern.items.count; i++) {
            AstExpr *item = py_item(py, py_copy(py, value), py_int(py, i));
            form_match(f, pattern->tuple_pattern.items.items[i], py_keep(py, item),
                       form_arg(f, type, i), label);
        }
        break;
    case JXL_IS_PATTERN: {
        JxlTypeId wanted = form_type(f, pattern->is_pattern.type);
        py_leave_if(py, py_not(py, form_is_type(f, value, wanted)), label);
        break;
    }
    default: form_refuse(f, pattern, "this pattern"); break;
    }
}

// ---- switch

typedef struct {
    const JxlNode *name;
    Form *f;
    AstName wanted;
} NameSearch;

static void find_name(void *context, JxlNode *node) {
    NameSearch *search = context;
    if (node->kind == JXL_NAME_PATTERN && node->name_pattern.name == search->wanted)
        search->name = node;
    jxl_each_child(node, find_name, context);
}

// `case .a(let x), .b(let x)`: the body means the first x.
static void share_names(void *context, JxlNode *node) {
    NameSearch *search = context;
    Form *f = search->f;
    if (node->kind == JXL_NAME_PATTERN) {
        NameSearch inner = {NULL, f, node->name_pattern.name};
        find_name(&inner, (JxlNode *)(uintptr_t)search->name);
        u32 slot;
        if (inner.name &&
            int_map_get(&f->local_slots, form_fact(f, inner.name)->target->index, &slot))
            *int_map_at(&f->local_slots, form_fact(f, node)->target->index, 0) = slot;
    }
    jxl_each_child(node, share_names, context);
}

static void clause_body(Form *f, const JxlNode *clause, AstName result, JxlTypeId type) {
    if (result != AST_NO_NAME)
        form_branch(f, clause->clause.body, result, type);
    else
        form_block(f, clause->clause.body);
}

static bool clause_is_simple(Form *f, const JxlNode *clause) {
    if (clause->clause.filter) return false;
    for (u32 i = 0; i < clause->clause.patterns.count; i++) {
        if (!form_pattern_is_simple(f, clause->clause.patterns.items[i])) return false;
    }
    return true;
}

static bool has_default(const JxlNode *node) {
    JxlNodes clauses = node->switch_.clauses;
    for (u32 i = 0; i < clauses.count; i++) {
        if (clauses.items[i]->clause.patterns.count == 0) return true;
    }
    return false;
}

static AstExpr *clause_test(Form *f, const JxlNode *clause, const AstExpr *value, JxlTypeId type) {
    AstExpr *test = NULL;
    for (u32 i = 0; i < clause->clause.patterns.count; i++) {
        AstExpr *one =
            form_pattern_test(f, clause->clause.patterns.items[i], py_copy(&f->py, value), type);
        if (!one) return NULL;
        test = test ? py_bool_op(&f->py, AST_BOOL_OR, test, one) : one;
    }
    return test;
}

typedef struct {
    JxlNodes clauses;
    const AstExpr *value;
    JxlTypeId type;
    AstName result;
    JxlTypeId result_type;
    bool has_default;
} Switch;

// `if … elif … else`: no clause binds anything.
static void simple_clauses(Form *f, const Switch *s, u32 at) {
    if (at == s->clauses.count) return;
    const JxlNode *clause = s->clauses.items[at];
    bool is_last = at + 1 == s->clauses.count;
    bool is_plain =
        form_kind(f, s->type) == FORM_KIND_PLAIN || form_kind(f, s->type) == FORM_KIND_BOOL;
    bool is_sure = clause->clause.patterns.count == 0 || (is_last && is_plain && !s->has_default);
    AstExpr *test = is_sure ? NULL : clause_test(f, clause, s->value, s->type);
    if (!test) {
        clause_body(f, clause, s->result, s->result_type);
        return;
    }
    PyBlock then = {0}, otherwise = {0};
    PyBlock *before = py_begin(&f->py, &then);
    clause_body(f, clause, s->result, s->result_type);
    f->py.out = &otherwise;
    simple_clauses(f, s, at + 1);
    if (is_last && !s->has_default)
        py_raise(&f->py, py_call(&f->py, py_library(&f->py, "no_case"), 0));
    f->py.out = before;
    py_if(&f->py, test, &then, &otherwise);
}

static void alternative(Form *f, const Switch *s, const JxlNode *clause, u32 at, u32 next) {
    JxlNode *pattern = clause->clause.patterns.items[at];
    if (at > 0) {
        NameSearch search = {clause->clause.patterns.items[0], f, AST_NO_NAME};
        share_names(&search, pattern);
    }
    form_match(f, pattern, py_copy(&f->py, s->value), s->type, next);
    if (!clause->clause.filter) return;
    AstExpr *test = form_expr(f, clause->clause.filter);
    py_leave_if(&f->py, py_not(&f->py, test), next);
}

static void clause_as_block(Form *f, const Switch *s, const JxlNode *clause, u32 end) {
    Py *py = &f->py;
    u32 count = clause->clause.patterns.count;
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    u32 next = py_label(py);
    if (count <= 1) {
        if (count == 1) alternative(f, s, clause, 0, next);
    } else {
        // Whichever matches goes on with the body.
        u32 body = py_label(py);
        PyBlock tests = {0};
        py_begin(py, &tests);
        for (u32 i = 0; i < count; i++) {
            u32 other = py_label(py);
            PyBlock one = {0};
            PyBlock *outer = py_begin(py, &one);
            alternative(f, s, clause, i, other);
            py_leave(py, body);
            py->out = outer;
            py_labelled(py, other, &one);
        }
        py_leave(py, next);
        py->out = &block;
        py_labelled(py, body, &tests);
    }
    clause_body(f, clause, s->result, s->result_type);
    py_leave(py, end);
    py->out = before;
    py_labelled(py, next, &block);
}

void form_switch(Form *f, JxlNode *node, AstName result, JxlTypeId type) {
    Py *py = &f->py;
    Switch s = {
        node->switch_.clauses, NULL, form_value_type(f, node->switch_.subject), result, type,
        has_default(node)};
    s.value = py_keep(py, form_expr(f, node->switch_.subject));
    bool is_simple = true;
    for (u32 i = 0; i < s.clauses.count; i++) is_simple &= clause_is_simple(f, s.clauses.items[i]);
    u32 end = py_label(py), outer = f->func->break_label;
    f->func->break_label = end;
    PyBlock whole = {0};
    PyBlock *before = py_begin(py, &whole);
    if (is_simple) {
        simple_clauses(f, &s, 0);
    } else {
        for (u32 i = 0; i < s.clauses.count; i++) clause_as_block(f, &s, s.clauses.items[i], end);
        if (!s.has_default) py_raise(py, py_call(py, py_library(py, "no_case"), 0));
    }
    py->out = before;
    bool is_left = f->func->broken_label == end;
    f->func->break_label = outer;
    if (!is_simple || is_left) {
        py_labelled(py, end, &whole);
        return;
    }
    for (u32 i = 0; i < whole.count; i++) py_put(py, whole.items[i]);
}
