// Names, members, subscripts; optional chains.
#include "compiler/desugar/form_view.h"

#include "base/check.h"

// ---- names

AstExpr *form_read_local_or_prop(Form *f, JxlNode *node, JxlDecl *decl) {
    bool is_local = decl->kind == JXL_DECL_LOCAL || decl->kind == JXL_DECL_PARAM;
    return is_local ? form_read_local(f, decl) : form_view_read(f, node, decl);
}

// A handle reads through where no handle is wanted.
static AstExpr *through_handle(Form *f, const JxlNode *node, const JxlDecl *decl, AstExpr *value) {
    bool is_handle = form_kind(f, form_in_instance(f, decl->type)) == FORM_KIND_ATOM &&
                     form_kind(f, form_type(f, node)) != FORM_KIND_ATOM;
    return is_handle ? py_method(&f->py, value, "get", 0) : value;
}

AstExpr *form_python_name(Form *f, const JxlDecl *decl) {
    const JxlModule *module = f->program->modules.items[decl->module];
    AstName name = form_python_module(f, module);
    return py_attr(&f->py, py_load(&f->py, name), decl->name);
}

static AstExpr *self_value(Form *f) {
    AstExpr *self = form_self(f);
    // It changes in place while the method runs: who keeps it gets a copy.
    return f->func->is_mutating ? py_call(&f->py, py_builtin(&f->py, "_.own"), 1, self) : self;
}

static AstExpr *read_field(Form *f, JxlNode *node, JxlDecl *decl) {
    if (decl->flags & JXL_DECL_STATIC) return form_implicit(f, node, decl);
    if (decl->owner && decl->owner->kind == JXL_DECL_VIEW)
        return through_handle(f, node, decl, form_view_read(f, node, decl));
    if (form_kind(f, decl->owner->type) == FORM_KIND_PLAIN)
        return py_call(&f->py,
                       py_load(&f->py, form_item(f, decl, (FormInstance){0}, FORM_PART_GETTER)), 1,
                       form_self(f));
    return py_attr(&f->py, form_self(f), form_plain_name(f, decl->name));
}

AstExpr *form_func_value(Form *f, JxlNode *node, JxlDecl *decl) {
    Py *py = &f->py;
    if (decl->flags & JXL_DECL_PYTHON) return form_python_name(f, decl);
    if (decl->flags & JXL_DECL_BUILTIN) return form_refuse(f, node, "this function as a value");
    if (decl->type_param_count > 0)
        return form_refuse(f, node, "a function with type parameters as a value");
    if (decl->owner && decl->owner->kind == JXL_DECL_VIEW) return form_view_read(f, node, decl);
    if (decl->owner && !(decl->flags & JXL_DECL_STATIC)) {
        if (form_kind(f, decl->owner->type) == FORM_KIND_PLAIN)
            return form_refuse(f, node, "this method as a value");
        return py_attr(py, self_value(f), form_plain_name(f, decl->name));
    }
    return py_load(py, form_item(f, decl, (FormInstance){0}, FORM_PART_ALL));
}

AstExpr *form_read_decl(Form *f, JxlNode *node, JxlDecl *decl) {
    switch (decl->kind) {
    case JXL_DECL_LOCAL:
    case JXL_DECL_PARAM: return through_handle(f, node, decl, form_read_local(f, decl));
    case JXL_DECL_GLOBAL:
        if (decl->flags & JXL_DECL_PYTHON)
            return form_from_python(f, form_python_name(f, decl), form_type(f, node));
        if (decl->flags & JXL_DECL_BUILTIN) return form_library_static(f, node, decl);
        return py_load(&f->py, form_global(f, decl, (FormInstance){0}));
    case JXL_DECL_ATOM:
        if (decl->flags & JXL_DECL_PYTHON)
            return form_from_python(f, py_attr_text(&f->py, form_python_name(f, decl), "value"),
                                    form_type(f, node));
        if (decl->flags & JXL_DECL_BUILTIN) return form_library_static(f, node, decl);
        return form_read_atom(f, decl);
    case JXL_DECL_PROP: return through_handle(f, node, decl, form_view_read(f, node, decl));
    case JXL_DECL_FIELD: return read_field(f, node, decl);
    case JXL_DECL_FUNC: return form_func_value(f, node, decl);
    case JXL_DECL_CASE: return form_case_value(f, decl, form_type(f, node));
    default: return form_refuse(f, node, "this name");
    }
}

AstExpr *form_implicit(Form *f, JxlNode *node, JxlDecl *decl) {
    if (decl->kind == JXL_DECL_CASE) {
        JxlTypeId type = form_unwrapped(f, form_type(f, node));
        if (decl->param_count > 0)
            return form_refuse(f, node, "a case with a payload as a function");
        return form_case_value(f, decl, type);
    }
    bool is_static = decl->kind == JXL_DECL_FIELD && (decl->flags & JXL_DECL_STATIC);
    if (!is_static) return form_refuse(f, node, "this member of a type");
    if (decl->flags & JXL_DECL_BUILTIN) return form_library_static(f, node, decl);
    FormInstance instance = {0};
    if (decl->owner->type_param_count > 0)
        instance = form_type_instance(f, form_unwrapped(f, form_type(f, node)));
    if (decl->flags & JXL_DECL_COMPUTED) return form_refuse(f, node, "a computed static");
    return py_load(&f->py, form_global(f, decl, instance));
}

// ---- chains: `a?.b.c` is nil where a is, and c is not looked at then

bool form_is_chain(const Form *f, const JxlNode *node) {
    bool is_marked = false;
    if (node->kind == JXL_MEMBER) is_marked = (node->member.flags & JXL_FLAG_OPTIONAL) != 0;
    if (node->kind == JXL_SUBSCRIPT) is_marked = (node->subscript.flags & JXL_FLAG_OPTIONAL) != 0;
    if (node->kind == JXL_CALL && node->call.callee->kind == JXL_MEMBER)
        return form_is_chain(f, node->call.callee);
    if (is_marked) return true;
    const JxlNode *inner = node->kind == JXL_MEMBER      ? node->member.value
                           : node->kind == JXL_SUBSCRIPT ? node->subscript.value
                                                         : NULL;
    return inner && (form_fact(f, inner)->flags & JXL_CHAIN) && form_is_chain(f, inner);
}

AstExpr *form_chain(Form *f, JxlNode *node) {
    Py *py = &f->py;
    u32 outer = f->chain;
    f->chain = py_label(py);
    AstName name = py_temp(py, "t");
    py_assign_name(py, name, py_none(py));
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    u32 label = f->chain;
    AstExpr *value = form_link(f, node);
    if (form_kind(f, form_type(f, node)) == FORM_KIND_VOID)
        py_do(py, value);
    else
        py_assign_name(py, name, value);
    py->out = before;
    f->chain = outer;
    py_labelled(py, label, &block);
    return py_load(py, name);
}

AstExpr *form_receiver(Form *f, JxlNode *value, bool is_optional, JxlTypeId *type) {
    Py *py = &f->py;
    u32 chain = f->chain;
    bool goes_on = chain != 0 && form_is_chain(f, value);
    AstExpr *receiver;
    if (goes_on) {
        receiver = form_link(f, value);
        *type = form_unwrapped(f, form_type(f, value));
    } else {
        f->chain = 0;
        receiver = form_expr(f, value);
        *type = form_value_type(f, value);
    }
    f->chain = chain;
    if (!is_optional) return receiver;
    receiver = py_keep(py, receiver);
    CHECK(chain != 0);
    py_leave_if(py, py_is_none(py, py_copy(py, receiver), true), chain);
    *type = form_unwrapped(f, *type);
    return receiver;
}

// ---- members

static AstExpr *tuple_item(Form *f, AstExpr *value, i64 index) {
    return py_item(&f->py, value, py_int(&f->py, index));
}

static AstExpr *named_item(Form *f, const JxlNode *node, JxlTypeId type, AstExpr *value) {
    const JxlType *info = jxl_type(f->program, type);
    for (u32 i = 0; i < info->arg_count; i++) {
        if (info->names && info->names[i] == node->member.name) return tuple_item(f, value, i);
    }
    return form_refuse(f, node, "this member");
}

static AstExpr *member_of(Form *f, JxlNode *node, JxlDecl *member, JxlTypeId type,
                          AstExpr *receiver) {
    Py *py = &f->py;
    FormKind kind = form_kind(f, type);
    if (kind == FORM_KIND_TUPLE && !member) return named_item(f, node, type, receiver);
    const JxlType *info = jxl_type(f->program, type);
    if (!member) {
        // rawValue
        if (kind != FORM_KIND_PLAIN) return form_refuse(f, node, "this member");
        AstName values = form_item(f, info->decl, form_type_instance(f, type), FORM_PART_VALUES);
        return py_call(py, py_load(py, values), 1, receiver);
    }
    if ((member->flags & JXL_DECL_BUILTIN) && kind != FORM_KIND_ENUM)
        return form_library_member(f, node, member, type, receiver);
    if (kind == FORM_KIND_PLAIN && member->kind == JXL_DECL_FIELD)
        return py_call(py, py_load(py, form_item(f, member, (FormInstance){0}, FORM_PART_GETTER)),
                       1, receiver);
    if (kind == FORM_KIND_PLAIN) return form_refuse(f, node, "this method as a value");
    if (member->kind == JXL_DECL_FUNC && member->type_param_count > 0)
        return form_refuse(f, node, "a function with type parameters as a value");
    return py_attr(py, receiver, form_plain_name(f, member->name));
}

AstExpr *form_member(Form *f, JxlNode *node) {
    JxlDecl *member = form_fact(f, node)->target;
    JxlNode *value = node->member.value;
    const JxlType *info = jxl_type(f->program, form_type(f, value));
    if (info->kind == JXL_TYPE_MODULE) {
        if (value->kind == JXL_HANDLE) return form_handle(f, node);
        return form_read_decl(f, node, member);
    }
    if (info->kind == JXL_TYPE_META) return form_implicit(f, node, member);
    if (form_kind(f, form_type(f, value)) == FORM_KIND_ATOM && value->kind != JXL_NAME)
        return form_handle_part(f, node);
    JxlTypeId type;
    bool is_optional = (node->member.flags & JXL_FLAG_OPTIONAL) != 0;
    AstExpr *receiver = form_receiver(f, value, is_optional, &type);
    return member_of(f, node, member, type, receiver);
}

// ---- subscripts

AstExpr *form_index(Form *f, AstExpr *index) {
    if (ast_is_constant(index, AST_CONST_INT)) return index;
    return py_call(&f->py, py_library(&f->py, "index"), 1, index);
}

AstExpr *form_subscript(Form *f, JxlNode *node) {
    Py *py = &f->py;
    JxlTypeId type;
    bool is_optional = (node->subscript.flags & JXL_FLAG_OPTIONAL) != 0;
    if (form_kind(f, form_type(f, node->subscript.value)) == FORM_KIND_ATOM &&
        node->subscript.value->kind != JXL_NAME)
        return form_handle_part(f, node);
    AstExpr *value = form_receiver(f, node->subscript.value, is_optional, &type);
    u32 mark = py->out->count, chain = f->chain;
    f->chain = 0;
    AstExpr *index = form_expr(f, node->subscript.args.items[0]->arg.value);
    f->chain = chain;
    if (py->out->count != mark) value = py_keep_at(py, mark, value);
    switch (form_kind(f, type)) {
    case FORM_KIND_ARRAY:
    case FORM_KIND_STRING: return py_item(py, value, form_index(f, index));
    case FORM_KIND_MAP: return py_method(py, value, "get", 1, index);
    default: return form_refuse(f, node, "this subscript");
    }
}
