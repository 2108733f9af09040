// Errors that are thrown and caught; values whose type is found out while running.
#include "compiler/desugar/form_priv.h"

// ---- values among others: of an interface, thrown

AstExpr *form_boxed(Form *f, AstExpr *value, JxlTypeId type) {
    if (form_kind(f, type) != FORM_KIND_PLAIN) return value;
    JxlDecl *decl = jxl_type(f->program, type)->decl;
    AstName box = form_item(f, decl, form_type_instance(f, type), FORM_PART_BOX);
    return py_call(&f->py, py_load(&f->py, box), 1, value);
}

AstExpr *form_unboxed(Form *f, AstExpr *value, JxlTypeId type) {
    if (form_kind(f, type) != FORM_KIND_PLAIN) return value;
    return py_attr_text(&f->py, value, "value");
}

static const char *class_of(FormKind kind) {
    switch (kind) {
    case FORM_KIND_DOUBLE: return "float";
    case FORM_KIND_BOOL: return "bool";
    case FORM_KIND_STRING: return "str";
    case FORM_KIND_ARRAY: return "list";
    case FORM_KIND_TUPLE: return "tuple";
    default: return NULL;
    }
}

static AstExpr *is_error(Form *f, AstExpr *value, const JxlDecl *decl) {
    static const char *const own[] = {"NilError", "NetworkError", "CycleError", "StateError"};
    Py *py = &f->py;
    AstExpr *type = NULL;
    for (usize i = 0; i < COUNT_OF(own); i++) {
        if (form_name_is(f, decl->name, own[i])) type = py_library(py, own[i]);
    }
    if (form_name_is(f, decl->name, "IndexError")) type = py_builtin(py, "IndexError");
    if (form_name_is(f, decl->name, "ArithmeticError")) type = py_builtin(py, "ArithmeticError");
    if (form_name_is(f, decl->name, "PyError"))
        return py_call(py, py_library(py, "is_python_error"), 1, value);
    if (!type) return py_bool(py, true);
    return py_call(py, py_builtin(py, "isinstance"), 2, value, type);
}

AstExpr *form_is_type(Form *f, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    FormKind kind = form_kind(f, type);
    const JxlType *info = jxl_type(f->program, type);
    AstExpr *class = NULL;
    switch (kind) {
    case FORM_KIND_STRUCT:
    case FORM_KIND_CLASS:
    case FORM_KIND_ENUM:
        class = py_load(py, form_item(f, info->decl, form_type_instance(f, type), FORM_PART_ALL));
        break;
    case FORM_KIND_PLAIN:
        class = py_load(py, form_item(f, info->decl, form_type_instance(f, type), FORM_PART_BOX));
        break;
    case FORM_KIND_ERROR: return is_error(f, value, info->decl);
    case FORM_KIND_INT: return py_call(py, py_library(py, "is_int"), 1, value);
    case FORM_KIND_INTERFACE: return py_bool(py, true);
    default: {
        const char *name = class_of(kind);
        if (name) class = py_builtin(py, name);
        break;
    }
    }
    if (!class) {
        diag_code(f->diags, DIAG_ERROR, 900, f->py.span, NULL,
                  "not yet supported: a test for this type");
        return py_bool(py, false);
    }
    return py_call(py, py_builtin(py, "isinstance"), 2, value, class);
}

// ---- throw

void form_throw(Form *f, JxlNode *node) {
    Py *py = &f->py;
    JxlTypeId type = form_value_type(f, node->throw_.value);
    FormKind kind = form_kind(f, type);
    AstExpr *value = form_expr(f, node->throw_.value);
    if (kind == FORM_KIND_ERROR) {
        py_raise(py, value);
        return;
    }
    AstExpr *kept = py_keep(py, value);
    Bytes name;
    bytes_init(&name, f->arena);
    jxl_print_type(&name, f->program, type);
    AstExpr *text = kind == FORM_KIND_OTHER || kind == FORM_KIND_FUNC || kind == FORM_KIND_CLASS ||
                            kind == FORM_KIND_ENUM
                        ? py_str(py, bytes_slice(&name))
                        : form_text(f, py_copy(py, kept), type);
    py_raise(py, py_call(py, py_library(py, "Thrown"), 3, form_boxed(f, kept, type), text,
                         py_str(py, bytes_slice(&name))));
}

// ---- catch

// The value that was thrown, of that type: leaves `label` where it is another one.
static void catch_pattern(Form *f, JxlNode *pattern, AstName error, u32 label) {
    Py *py = &f->py;
    switch (pattern->kind) {
    case JXL_ANY_PATTERN: return;
    case JXL_NAME_PATTERN:
        form_bind(f, pattern, py_load(py, error), form_fact(f, pattern)->type);
        return;
    case JXL_BIND_PATTERN: catch_pattern(f, pattern->bind_pattern.pattern, error, label); return;
    default: break;
    }
    bool is_case = pattern->kind == JXL_CASE_PATTERN;
    if (!is_case && pattern->kind != JXL_IS_PATTERN) {
        form_refuse(f, pattern, "this pattern of an error");
        return;
    }
    JxlTypeId type = is_case ? form_in_instance(f, form_fact(f, pattern)->type)
                             : form_type(f, pattern->is_pattern.type);
    if (form_kind(f, type) == FORM_KIND_ERROR) {
        py_leave_if(py, py_not(py, form_is_type(f, py_load(py, error), type)), label);
        return;
    }
    AstExpr *thrown = py_keep(py, py_call(py, py_library(py, "thrown"), 1, py_load(py, error)));
    py_leave_if(py, py_not(py, form_is_type(f, thrown, type)), label);
    if (!is_case) return;
    AstExpr *value = py_keep(py, form_unboxed(f, py_copy(py, thrown), type));
    form_match(f, pattern, value, type, label);
}

static void bind_error(Form *f, JxlNode *body, AstName error) {
    JxlDecl *decl = form_find_implicit(f, body, "error");
    if (!decl) return;
    py_assign_name(&f->py, form_local(f, decl), py_load(&f->py, error));
}

void form_do(Form *f, JxlNode *node) {
    Py *py = &f->py;
    JxlNodes catches = node->do_.catches;
    if (catches.count == 0) {
        form_block(f, node->do_.body);
        return;
    }
    PyBlock body = {0}, handler = {0};
    PyBlock *before = py_begin(py, &body);
    form_block(f, node->do_.body);
    py->out = &handler;
    AstName error = py_temp(py, "error");
    u32 end = py_label(py);
    PyBlock whole = {0};
    py_begin(py, &whole);
    bool is_caught = false;
    for (u32 i = 0; i < catches.count && !is_caught; i++) {
        JxlNode *pattern = catches.items[i]->catch_.pattern;
        u32 next = py_label(py);
        PyBlock one = {0};
        py_begin(py, &one);
        if (pattern)
            catch_pattern(f, pattern, error, next);
        else
            bind_error(f, catches.items[i]->catch_.body, error);
        is_caught =
            !pattern || pattern->kind == JXL_NAME_PATTERN || pattern->kind == JXL_ANY_PATTERN;
        form_block(f, catches.items[i]->catch_.body);
        py_leave(py, end);
        py->out = &whole;
        py_labelled(py, next, &one);
    }
    if (!is_caught) py_reraise(py);
    py->out = &handler;
    py_labelled(py, end, &whole);
    py->out = before;
    py_try(py, &body, py_builtin(py, "Exception"), error, &handler, NULL);
}

// ---- try

AstExpr *form_try(Form *f, JxlNode *node) {
    Py *py = &f->py;
    if (node->try_.op != JXL_OP_TRY_OPTIONAL) return form_expr(f, node->try_.operand);
    PyBlock body = {0}, handler = {0};
    AstName name = py_temp(py, "t");
    bool is_void = form_kind(f, form_value_type(f, node->try_.operand)) == FORM_KIND_VOID;
    PyBlock *before = py_begin(py, &body);
    AstExpr *value = form_expr(f, node->try_.operand);
    if (is_void) {
        py_do(py, value);
        value = py_bool(py, true);
    }
    py_assign_name(py, name, value);
    py->out = &handler;
    py_assign_name(py, name, py_none(py));
    py->out = before;
    py_try(py, &body, py_builtin(py, "Exception"), AST_NO_NAME, &handler, NULL);
    return py_load(py, name);
}
