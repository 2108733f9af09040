// Types: what they are to the rewriting, conversions, text forms.
#include "compiler/desugar/form_priv.h"

JxlTypeId form_in_instance(Form *f, JxlTypeId type) {
    if (f->instance.count == 0) return type;
    return jxl_substitute(f->program, type, f->instance.params, f->instance.args,
                          f->instance.count);
}

JxlTypeId form_type(Form *f, const JxlNode *node) {
    return form_in_instance(f, form_fact(f, node)->type);
}

JxlTypeId form_value_type(Form *f, const JxlNode *node) {
    const JxlFact *fact = form_fact(f, node);
    return form_in_instance(f, fact->converted != JXL_NO_TYPE ? fact->converted : fact->type);
}

JxlTypeId form_arg(const Form *f, JxlTypeId type, u32 index) {
    const JxlType *info = jxl_type(f->program, type);
    return index < info->arg_count ? info->args[index] : JXL_ERROR_TYPE;
}

static bool has_payload(const JxlDecl *decl) {
    for (u32 i = 0; i < decl->order.count; i++) {
        const JxlDecl *one = decl->order.items[i];
        if (one->kind == JXL_DECL_CASE && one->param_count > 0) return true;
    }
    return false;
}

static FormKind nominal_kind(const Form *f, const JxlDecl *decl) {
    u32 kind;
    bool is_known = (decl->flags & JXL_DECL_BUILTIN) && int_map_get(&f->kinds, decl->name, &kind);
    if (is_known) return (FormKind)kind;
    switch (decl->form) {
    case JXL_OP_CLASS: return FORM_KIND_CLASS;
    case JXL_OP_INTERFACE: return FORM_KIND_INTERFACE;
    case JXL_OP_ENUM: return has_payload(decl) ? FORM_KIND_ENUM : FORM_KIND_PLAIN;
    default: return FORM_KIND_STRUCT;
    }
}

FormKind form_kind(const Form *f, JxlTypeId type) {
    const JxlType *info = jxl_type(f->program, type);
    switch (info->kind) {
    case JXL_TYPE_TUPLE: return info->arg_count == 0 ? FORM_KIND_VOID : FORM_KIND_TUPLE;
    case JXL_TYPE_FUNC: return FORM_KIND_FUNC;
    case JXL_TYPE_NOMINAL: return nominal_kind(f, info->decl);
    default: return FORM_KIND_OTHER;
    }
}

JxlTypeId form_unwrapped(const Form *f, JxlTypeId type) {
    while (form_kind(f, type) == FORM_KIND_OPTIONAL) type = form_arg(f, type, 0);
    return type;
}

// ---- conversions

static bool is_integer(FormKind kind) {
    return kind == FORM_KIND_INT || kind == FORM_KIND_FIXED;
}

AstExpr *form_convert(Form *f, AstExpr *value, JxlTypeId from, JxlTypeId to) {
    if (from == to) return value;
    FormKind source = form_kind(f, from), target = form_kind(f, to);
    if (target == FORM_KIND_OPTIONAL && source != FORM_KIND_OPTIONAL)
        return form_convert(f, value, from, form_arg(f, to, 0));
    if (is_integer(source) && target == FORM_KIND_DOUBLE) {
        if (ast_is_constant(value, AST_CONST_INT))
            return py_float(&f->py, (f64)value->constant.value.u.int_value);
        return py_call(&f->py, py_builtin(&f->py, "float"), 1, value);
    }
    return value;
}

// ---- text

static AstExpr *text_of_optional(Form *f, AstExpr *value, JxlTypeId item) {
    Py *py = &f->py;
    AstExpr *kept = py_keep(py, value);
    AstExpr *again = py_copy(py, kept);
    return py_if_exp(py, py_is_none(py, kept, true), py_str(py, SLICE_LITERAL("nil")),
                     form_text(f, again, item));
}

AstExpr *form_text(Form *f, AstExpr *value, JxlTypeId type) {
    Py *py = &f->py;
    switch (form_kind(f, type)) {
    case FORM_KIND_STRING: return value;
    case FORM_KIND_BOOL:
        return py_if_exp(py, value, py_str(py, SLICE_LITERAL("true")),
                         py_str(py, SLICE_LITERAL("false")));
    case FORM_KIND_OPTIONAL: return text_of_optional(f, value, form_arg(f, type, 0));
    default: return py_call(py, py_builtin(py, "str"), 1, value);
    }
}
