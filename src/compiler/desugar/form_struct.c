// Structs and classes of JXL as classes of Python.
#include "compiler/desugar/form_priv.h"

bool form_is_stored(const JxlDecl *field) {
    return field->kind == JXL_DECL_FIELD && !(field->flags & (JXL_DECL_STATIC | JXL_DECL_COMPUTED));
}

static JxlNode *accessor_of(const JxlDecl *field, JxlAccessor which) {
    if (!field->node || field->node->kind != JXL_VARIABLE) return NULL;
    JxlNodes accessors = field->node->variable.accessors;
    for (u32 i = 0; i < accessors.count; i++) {
        if (accessors.items[i]->accessor.which == (u32)which) return accessors.items[i];
    }
    return NULL;
}

static JxlNode *init_of(const JxlDecl *field) {
    return field->node && field->node->kind == JXL_VARIABLE ? field->node->variable.init : NULL;
}

static AstExpr *field_of(Form *f, const char *object, const JxlDecl *field) {
    return py_attr(&f->py, py_builtin(&f->py, object), form_plain_name(f, field->name));
}

// ---- making

void form_init_fields(Form *f, JxlDecl *owner) {
    for (u32 i = 0; i < owner->order.count; i++) {
        const JxlDecl *field = owner->order.items[i];
        if (!form_is_stored(field)) continue;
        JxlNode *init = init_of(field);
        bool is_nil = !init && form_kind(f, form_in_instance(f, field->type)) == FORM_KIND_OPTIONAL;
        if (!init && !is_nil) continue;
        AstExpr *value = init ? form_expr(f, init) : py_none(&f->py);
        py_assign(&f->py, py_as_store(field_of(f, "self", field)), value);
    }
}

static JxlDecl *init_decl(const JxlDecl *decl) {
    for (u32 i = 0; i < decl->order.count; i++) {
        if (decl->order.items[i]->kind == JXL_DECL_INIT) return decl->order.items[i];
    }
    return NULL;
}

static void assign_fields(Form *f, void *context) {
    const JxlDecl *decl = context;
    for (u32 i = 0; i < decl->order.count; i++) {
        const JxlDecl *field = decl->order.items[i];
        if (!form_is_stored(field)) continue;
        py_assign(&f->py, py_as_store(field_of(f, "self", field)),
                  py_load(&f->py, form_plain_name(f, field->name)));
    }
}

static void write_init(Form *f, JxlDecl *decl) {
    AstName init = py_intern(&f->py, "__init__");
    JxlDecl *own = init_decl(decl);
    if (own) {
        if (own->next) form_refuse(f, own->node, "several initialisers");
        form_function(f, init, py_intern(&f->py, "self"), own, own->node->init.body);
        return;
    }
    AstName *params = ARENA_NEW_ARRAY(f->arena, AstName, decl->order.count + 1);
    u32 count = 0;
    params[count++] = py_intern(&f->py, "self");
    for (u32 i = 0; i < decl->order.count; i++) {
        if (form_is_stored(decl->order.items[i]))
            params[count++] = form_plain_name(f, decl->order.items[i]->name);
    }
    form_made_function(f, init, params, count, assign_fields, decl);
}

AstExpr *form_construct(Form *f, JxlNode *node, const JxlBinding *binding) {
    Py *py = &f->py;
    JxlDecl *callee = binding->callee;
    JxlDecl *owner = callee->kind == JXL_DECL_INIT ? callee->owner : callee;
    FormInstance instance = form_call_instance(f, binding);
    AstExpr **values = form_arguments(f, node, binding);
    AstName class = form_item(f, owner, instance, FORM_PART_ALL);
    if (callee->kind == JXL_DECL_INIT)
        return py_call_list(py, py_load(py, class), values, callee->param_count);
    AstExpr **fields = ARENA_NEW_ARRAY(f->arena, AstExpr *, owner->order.count + 1);
    u32 count = 0;
    for (u32 i = 0; i < owner->order.count; i++) {
        const JxlDecl *field = owner->order.items[i];
        if (!form_is_stored(field)) continue;
        AstExpr *value = NULL;
        for (u32 j = 0; j < owner->param_count; j++) {
            if (owner->params[j].name == field->name) value = values[j];
        }
        if (!value && init_of(field)) {
            FormPlace saved = form_enter(f, owner->module, instance);
            value = form_expr(f, init_of(field));
            form_leave(f, saved);
        }
        fields[count++] = value ? value : py_none(py);
    }
    return py_call_list(py, py_load(py, class), fields, count);
}

// ---- equality, hash, text

static bool compares(Form *f, const JxlDecl *decl) {
    for (u32 i = 0; i < decl->order.count; i++) {
        const JxlDecl *field = decl->order.items[i];
        if (!form_is_stored(field)) continue;
        FormKind kind = form_kind(f, form_in_instance(f, field->type));
        if (kind == FORM_KIND_FUNC || kind == FORM_KIND_OTHER || kind == FORM_KIND_VIEW)
            return false;
    }
    return true;
}

typedef struct {
    JxlDecl *decl;
    AstName class;
} OfClass;

static void equal_body(Form *f, void *context) {
    const OfClass *of = context;
    Py *py = &f->py;
    AstExpr *test = py_call(py, py_builtin(py, "isinstance"), 2, py_builtin(py, "other"),
                            py_load(py, of->class));
    for (u32 i = 0; i < of->decl->order.count; i++) {
        const JxlDecl *field = of->decl->order.items[i];
        if (!form_is_stored(field)) continue;
        AstExpr *one =
            py_compare(py, field_of(f, "self", field), AST_CMP_EQ, field_of(f, "other", field));
        test = py_bool_op(py, AST_BOOL_AND, test, one);
    }
    py_return(py, test);
}

static void hash_body(Form *f, void *context) {
    const OfClass *of = context;
    Py *py = &f->py;
    AstExpr **items = ARENA_NEW_ARRAY(f->arena, AstExpr *, of->decl->order.count + 1);
    u32 count = 0;
    for (u32 i = 0; i < of->decl->order.count; i++) {
        const JxlDecl *field = of->decl->order.items[i];
        if (!form_is_stored(field)) continue;
        items[count++] =
            form_hashable(f, field_of(f, "self", field), form_in_instance(f, field->type));
    }
    py_return(py, py_call(py, py_builtin(py, "hash"), 1, py_tuple(py, items, count)));
}

JxlDecl *form_text_method(const Form *f, const JxlDecl *decl) {
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *one = decl->order.items[i];
        if (one->kind == JXL_DECL_FUNC && form_name_is(f, one->name, "toString") &&
            one->param_count == 0)
            return one;
    }
    return NULL;
}

static void text_body(Form *f, void *context) {
    const OfClass *of = context;
    Py *py = &f->py;
    const JxlDecl *method = form_text_method(f, of->decl);
    if (method) {
        py_return(py, py_method(py, py_builtin(py, "self"), "toString", 0));
        return;
    }
    AstExpr **parts = ARENA_NEW_ARRAY(f->arena, AstExpr *, of->decl->order.count * 2 + 2);
    u32 count = 0;
    Bytes head;
    bytes_init(&head, f->arena);
    Slice name = names_text(f->program->names, of->decl->name);
    bytes_format(&head, "%S(", &name);
    for (u32 i = 0; i < of->decl->order.count; i++) {
        const JxlDecl *field = of->decl->order.items[i];
        if (!form_is_stored(field)) continue;
        Slice label = names_text(f->program->names, field->name);
        bytes_format(&head, "%S: ", &label);
        parts[count++] = py_str(py, bytes_slice(&head));
        parts[count++] =
            form_inner_text(f, field_of(f, "self", field), form_in_instance(f, field->type));
        bytes_init(&head, f->arena);
        bytes_text(&head, ", ");
    }
    if (count == 0) {
        Bytes all;
        bytes_init(&all, f->arena);
        bytes_format(&all, "%S()", &name);
        py_return(py, py_str(py, bytes_slice(&all)));
        return;
    }
    parts[count++] = py_str(py, SLICE_LITERAL(")"));
    py_return(py, py_joined(py, parts, count));
}

static void write_value_methods(Form *f, OfClass *of) {
    Py *py = &f->py;
    AstName params[] = {py_intern(py, "self"), py_intern(py, "other")};
    bool is_struct = of->decl->form == JXL_OP_STRUCT;
    bool compares_all = compares(f, of->decl);
    if (is_struct && compares_all) {
        form_made_function(f, py_intern(py, "__eq__"), params, 2, equal_body, of);
        form_made_function(f, py_intern(py, "__hash__"), params, 1, hash_body, of);
    }
    if (form_text_method(f, of->decl) || (is_struct && compares_all))
        form_made_function(f, py_intern(py, "__str__"), params, 1, text_body, of);
}

// ---- members

bool form_write_getter_function(Form *f, JxlDecl *field, AstName name) {
    JxlNode *getter = accessor_of(field, JXL_OP_GET);
    if (!getter) return false;
    JxlDecl made = {.kind = JXL_DECL_FUNC, .result = field->type};
    form_function(f, name, py_intern(&f->py, "self"), &made, getter->accessor.body);
    return true;
}

void form_write_getter(Form *f, JxlDecl *field, AstName name) {
    if (form_write_getter_function(f, field, name))
        py_decorate(&f->py, py_builtin(&f->py, "property"));
}

static void write_setter(Form *f, JxlDecl *field, AstName name) {
    Py *py = &f->py;
    JxlNode *setter = accessor_of(field, JXL_OP_SET_ACCESSOR);
    if (!setter) return;
    AstName word = setter->accessor.name;
    if (word == AST_NO_NAME) word = py_intern(py, "newValue");
    JxlParam param = {.decl = form_find_implicit_name(f, setter->accessor.body, word)};
    JxlDecl unused = {.index = UINT32_MAX, .name = word};
    if (!param.decl) param.decl = &unused;
    JxlDecl made = {.kind = JXL_DECL_FUNC,
                    .result = JXL_VOID_TYPE,
                    .params = &param,
                    .param_count = 1,
                    .flags = JXL_DECL_MUTATING};
    form_function(f, name, py_intern(py, "self"), &made, setter->accessor.body);
    py_decorate(py, py_attr_text(py, py_load(py, name), "setter"));
}

static void write_property(Form *f, JxlDecl *field) {
    AstName name = form_plain_name(f, field->name);
    form_write_getter(f, field, name);
    write_setter(f, field, name);
}

static void write_member(Form *f, JxlDecl *member) {
    if (member->flags & JXL_DECL_STATIC) return;
    Span span = f->py.span;
    if (member->node) f->py.span = member->node->span;
    bool is_method = member->kind == JXL_DECL_FUNC && member->type_param_count == 0 &&
                     member->node && member->node->func.body;
    if (is_method)
        form_function(f, form_plain_name(f, member->name), py_intern(&f->py, "self"), member,
                      member->node->func.body);
    if (member->kind == JXL_DECL_FIELD && (member->flags & JXL_DECL_COMPUTED))
        write_property(f, member);
    if (member->kind == JXL_DECL_FIELD && form_is_stored(member) &&
        (accessor_of(member, JXL_OP_DID_SET) || accessor_of(member, JXL_OP_WILL_SET)))
        form_refuse(f, member->node, "didSet of a field");
    f->py.span = span;
}

static JxlNode *deinit_of(const JxlDecl *decl) {
    if (!decl->node || decl->node->kind != JXL_NOMINAL) return NULL;
    for (u32 i = 0; i < decl->node->nominal.members.count; i++) {
        JxlNode *member = decl->node->nominal.members.items[i];
        if (member->kind == JXL_DEINIT) return member;
    }
    return NULL;
}

void form_write_struct(Form *f, const FormItem *item) {
    Py *py = &f->py;
    JxlDecl *decl = item->decl;
    OfClass of = {decl, item->name};
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    write_init(f, decl);
    write_value_methods(f, &of);
    for (u32 i = 0; i < decl->order.count; i++) write_member(f, decl->order.items[i]);
    JxlNode *deinit = deinit_of(decl);
    if (deinit) {
        JxlDecl made = {.kind = JXL_DECL_FUNC, .result = JXL_VOID_TYPE};
        form_function(f, py_intern(py, "__del__"), py_intern(py, "self"), &made,
                      deinit->deinit.body);
    }
    py->out = before;
    py_class(py, item->name, NULL, &body);
}
