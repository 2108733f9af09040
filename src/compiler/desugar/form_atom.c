// Atoms: a variable and a node of the graph. Reading is `_ui.read(node)` and the variable; writing
// compares, stores and marks. Those of a module are variables of the module, read and written by a
// function each; those of a view are attributes of its instance.
#include "compiler/desugar/form_view.h"

#include "base/check.h"

static bool is_of_view(const JxlDecl *decl) {
    return decl->owner && decl->owner->kind == JXL_DECL_VIEW;
}

// Never written, no handle: its value is its initial one.
static bool is_constant(const JxlDecl *decl) {
    return decl->form != JXL_OP_ATOM_COMPUTED &&
           !(decl->flags & (JXL_DECL_WRITTEN | JXL_DECL_HANDLED));
}

AstName form_atom_node_name(Form *f, JxlDecl *decl) {
    Bytes text;
    bytes_init(&text, f->arena);
    Slice name = names_text(
        f->program->names, is_of_view(decl) ? decl->name : form_global(f, decl, (FormInstance){0}));
    bytes_format(&text, is_of_view(decl) ? "%S__node" : "%S.node", &name);
    return names_intern(f->program->names, bytes_slice(&text));
}

AstExpr *form_atom_node(Form *f, JxlDecl *decl) {
    AstName name = form_atom_node_name(f, decl);
    if (!is_of_view(decl)) return py_load(&f->py, name);
    return py_attr(&f->py, form_self(f), name);
}

// Of a Python module: an object with `value`.
static bool is_of_python(const JxlDecl *decl) {
    return (decl->flags & JXL_DECL_PYTHON) != 0;
}

AstExpr *form_atom_raw(Form *f, JxlDecl *decl) {
    if (is_of_python(decl))
        return form_from_python(f, py_method(&f->py, form_python_name(f, decl), "peek", 0),
                                decl->type);
    if (is_of_view(decl)) return py_attr(&f->py, form_self(f), form_plain_name(f, decl->name));
    return py_load(&f->py, form_global(f, decl, (FormInstance){0}));
}

bool form_atom_has_options(Form *f, const JxlDecl *decl) {
    (void)f;
    if (is_of_python(decl)) return true;
    return decl->node && decl->node->kind == JXL_ATOM && decl->node->atom.options.count > 0;
}

void form_store_atom(Form *f, JxlDecl *decl, AstExpr *value) {
    AstExpr *target = form_atom_raw(f, decl);
    if (target->kind == AST_NAME) form_note_global(f, target->name.id);
    py_assign(&f->py, py_as_store(target), value);
}

void form_mark_atom(Form *f, JxlDecl *decl) {
    Py *py = &f->py;
    f->uses_ui = true;
    py_do(py, py_method(py, py_builtin(py, "_ui"), "mark", 1, form_atom_node(f, decl)));
}

// ---- reading and writing

AstExpr *form_read_atom(Form *f, JxlDecl *decl) {
    if (is_of_view(decl)) return form_view_read(f, decl->node, decl);
    if (is_constant(decl)) return form_atom_raw(f, decl);
    AstName getter = form_item(f, decl, (FormInstance){0}, FORM_PART_GETTER);
    return py_call(&f->py, py_load(&f->py, getter), 0);
}

void form_write_atom(Form *f, JxlDecl *decl, AstExpr *value) {
    if (is_of_python(decl)) {
        value = form_to_python(f, value, decl->type);
        py_do(&f->py, py_method(&f->py, form_python_name(f, decl), "set", 1, value));
        return;
    }
    if (is_of_view(decl)) {
        form_view_write(f, decl->node, decl, value);
        return;
    }
    AstName setter = form_item(f, decl, (FormInstance){0}, FORM_PART_SETTER);
    py_do(&f->py, py_call(&f->py, py_load(&f->py, setter), 1, value));
}

AstExpr *form_differs(Form *f, AstExpr *old, AstExpr *new, JxlTypeId type) {
    Py *py = &f->py;
    switch (form_kind(f, type)) {
    case FORM_KIND_DOUBLE:
    case FORM_KIND_FLOAT: return py_call(py, py_library(py, "differs"), 2, old, new);
    case FORM_KIND_FUNC:
    case FORM_KIND_CLASS:
    case FORM_KIND_INTERFACE:
    case FORM_KIND_OTHER: return py_compare(py, old, AST_CMP_IS_NOT, new);
    default: return py_compare(py, old, AST_CMP_NOT_EQ, new);
    }
}

static JxlNode *option_of(const Form *f, const JxlDecl *decl, const char *name) {
    if (!decl->node || decl->node->kind != JXL_ATOM) return NULL;
    for (u32 i = 0; i < decl->node->atom.options.count; i++) {
        JxlNode *option = decl->node->atom.options.items[i];
        if (form_name_is(f, option->option.name, name)) return option;
    }
    return NULL;
}

static AstExpr *changed_test(Form *f, JxlDecl *decl, AstExpr *old, AstExpr *new) {
    JxlNode *equals = option_of(f, decl, "equals");
    if (!equals) return form_differs(f, old, new, form_in_instance(f, decl->type));
    AstExpr *same = form_expr(f, equals->option.value);
    return py_not(&f->py, py_call(&f->py, same, 2, old, new));
}

static void run_option(Form *f, JxlDecl *decl, const char *name, AstExpr *value) {
    JxlNode *option = option_of(f, decl, name);
    if (!option) return;
    py_assign_name(&f->py, form_local(f, form_fact(f, option)->target), value);
    form_block(f, option->option.value);
}

static void refuse_options(Form *f, const JxlDecl *decl) {
    static const char *const known[] = {"didSet", "willSet", "equals"};
    if (!decl->node || decl->node->kind != JXL_ATOM) return;
    for (u32 i = 0; i < decl->node->atom.options.count; i++) {
        const JxlNode *option = decl->node->atom.options.items[i];
        bool is_known = false;
        for (usize k = 0; k < COUNT_OF(known); k++)
            is_known |= form_name_is(f, option->option.name, known[k]);
        if (!is_known) form_refuse(f, option, "this option of an atom");
    }
}

// The body of a function that writes `decl`: `value` is its parameter.
void form_setter_body(Form *f, JxlDecl *decl, AstName value) {
    Py *py = &f->py;
    refuse_options(f, decl);
    AstExpr *test = changed_test(f, decl, form_atom_raw(f, decl), py_load(py, value));
    PyBlock block = {0};
    PyBlock *before = py_begin(py, &block);
    run_option(f, decl, "willSet", py_load(py, value));
    bool keeps_old = option_of(f, decl, "didSet") != NULL;
    AstExpr *old = keeps_old ? py_keep(py, form_atom_raw(f, decl)) : NULL;
    form_store_atom(f, decl, py_load(py, value));
    form_mark_atom(f, decl);
    if (keeps_old) run_option(f, decl, "didSet", old);
    py->out = before;
    py_if(py, test, &block, NULL);
}

static void getter_body(Form *f, void *context) {
    JxlDecl *decl = context;
    Py *py = &f->py;
    f->uses_ui = true;
    py_do(py, py_method(py, py_builtin(py, "_ui"), "read", 1, form_atom_node(f, decl)));
    py_return(py, form_atom_raw(f, decl));
}

static void setter_body(Form *f, void *context) {
    form_setter_body(f, context, py_intern(&f->py, "value"));
}

void form_write_atom_part(Form *f, const FormItem *item) {
    AstName value = py_intern(&f->py, "value");
    if (item->part == FORM_PART_GETTER)
        form_made_function(f, item->name, NULL, 0, getter_body, item->decl);
    else
        form_made_function(f, item->name, &value, 1, setter_body, item->decl);
}

// ---- variables of the module

typedef struct {
    JxlDecl *decl;
    AstName value;
} Computed;

static void computed_body(Form *f, void *context) {
    Computed *computed = context;
    form_function_block(f, computed->decl->node->atom.body,
                        form_in_instance(f, computed->decl->type));
}

// Whether its value is another one now.
static void update_body(Form *f, void *context) {
    Computed *computed = context;
    Py *py = &f->py;
    JxlDecl *decl = computed->decl;
    AstName name = py_temp(py, "new");
    py_assign_name(py, name, py_call(py, py_load(py, computed->value), 0));
    PyBlock same = {0};
    AstExpr *test =
        form_differs(f, form_atom_raw(f, decl), py_load(py, name), form_in_instance(f, decl->type));
    PyBlock *before = py_begin(py, &same);
    py_return(py, py_bool(py, false));
    py->out = before;
    py_if(py, py_not(py, test), &same, NULL);
    form_store_atom(f, decl, py_load(py, name));
    py_return(py, py_bool(py, true));
}

static AstName part_name(Form *f, AstName base, const char *part) {
    Bytes text;
    bytes_init(&text, f->arena);
    Slice name = names_text(f->program->names, base);
    bytes_format(&text, "%S%s", &name, part);
    return names_intern(f->program->names, bytes_slice(&text));
}

static void init_computed(Form *f, FormGlobal *global) {
    Py *py = &f->py;
    Computed computed = {global->decl, part_name(f, global->name, ".value")};
    AstName update = part_name(f, global->name, ".update");
    py->out = &f->defs;
    form_made_function(f, computed.value, NULL, 0, computed_body, &computed);
    form_made_function(f, update, NULL, 0, update_body, &computed);
    py->out = &global->init;
    f->uses_ui = true;
    py_assign_name(py, global->name, py_none(py));
    py_assign_name(py, global->node,
                   py_method(py, py_builtin(py, "_ui"), "computed", 2, py_load(py, update),
                             py_str(py, names_text(f->program->names, global->decl->name))));
}

static JxlNode *init_node(const JxlDecl *decl) {
    switch (decl->node->kind) {
    case JXL_ATOM: return decl->node->atom.init;
    case JXL_SIGNAL: return decl->node->signal.init;
    case JXL_VARIABLE: return decl->node->variable.init;
    default: return NULL;
    }
}

typedef struct {
    JxlNode *init;
} Init;

static void init_body(Form *f, void *context) {
    const Init *init = context;
    py_return(&f->py, form_expr(f, init->init));
}

void form_init_global(Form *f, FormGlobal *global) {
    Py *py = &f->py;
    JxlDecl *decl = global->decl;
    FormPlace saved = form_enter(f, decl->module, global->instance);
    Span span = py->span;
    if (decl->node) py->span = decl->node->span;
    bool is_atom = decl->kind == JXL_DECL_ATOM;
    if (is_atom) global->node = form_atom_node_name(f, decl);
    if (is_atom && decl->form == JXL_OP_ATOM_COMPUTED) {
        init_computed(f, global);
    } else if (!decl->node || (decl->flags & JXL_DECL_BUILTIN) ||
               (is_atom && decl->form != JXL_OP_ATOM_SOURCE)) {
        py->out = &global->init;
        if (decl->node && !(decl->flags & JXL_DECL_BUILTIN))
            form_refuse(f, decl->node, "this kind of atom");
        else
            diag_code(f->diags, DIAG_ERROR, 900, py->span, NULL, "not yet supported: this value");
    } else {
        // In a function of its own: its variables are no variables of the module.
        Init init = {init_node(decl)};
        py->out = &f->defs;
        AstName made = part_name(f, global->name, ".init");
        if (init.init) form_made_function(f, made, NULL, 0, init_body, &init);
        py->out = &global->init;
        py_assign_name(py, global->name,
                       init.init ? py_call(py, py_load(py, made), 0) : py_none(py));
        if (is_atom && !is_constant(decl)) {
            f->uses_ui = true;
            py_assign_name(py, global->node,
                           py_method(py, py_builtin(py, "_ui"), "atom", 1,
                                     py_str(py, names_text(f->program->names, decl->name))));
        }
    }
    py->span = span;
    form_leave(f, saved);
}

// ---- handles: objects with get and set

static AstExpr *view_method(Form *f, const JxlDecl *decl, const char *suffix) {
    return py_attr(&f->py, form_self(f), part_name(f, form_plain_name(f, decl->name), suffix));
}

AstExpr *form_handle(Form *f, JxlNode *node) {
    Py *py = &f->py;
    JxlDecl *decl = form_fact(f, node)->target;
    JxlTypeId own = form_in_instance(f, decl->type);
    if (form_kind(f, own) == FORM_KIND_ATOM) return form_read_local_or_prop(f, node, decl);
    if (decl->kind != JXL_DECL_ATOM) return form_refuse(f, node, "this handle");
    if (is_of_python(decl)) return form_python_name(f, decl);
    if (is_of_view(decl))
        return py_call(py, py_library(py, "Handle"), 2, view_method(f, decl, "__get"),
                       view_method(f, decl, "__set"));
    AstName getter = form_item(f, decl, (FormInstance){0}, FORM_PART_GETTER);
    AstName setter = form_item(f, decl, (FormInstance){0}, FORM_PART_SETTER);
    return py_call(py, py_library(py, "Handle"), 2, py_load(py, getter), py_load(py, setter));
}
