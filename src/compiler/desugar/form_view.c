// Views: a class with props, state and methods; `render` fills the template.
#include "compiler/desugar/form_view.h"

#include "base/check.h"

// ---- closures
void form_closure_begin(Form *f, FormClosure *closure, const char *word) {
    *closure = (FormClosure){.func = {.outer = f->func}, .outer = f->func, .before = f->py.out};
    closure->name = py_temp(&f->py, word);
    f->func = &closure->func;
    py_begin(&f->py, &closure->block);
}

AstExpr *form_closure_end(Form *f, FormClosure *closure, const AstName *params, u32 count) {
    Py *py = &f->py;
    PyBlock whole = {0};
    py_begin(py, &whole);
    py_scope(py, AST_GLOBAL, closure->func.globals.items, closure->func.globals.count);
    py_scope(py, AST_NONLOCAL, closure->func.nonlocals.items, closure->func.nonlocals.count);
    for (u32 i = 0; i < closure->block.count; i++) py_put(py, closure->block.items[i]);
    py->out = closure->before;
    f->func = closure->outer;
    py_def(py, closure->name, params, count, &whole, false);
    return py_load(py, closure->name);
}

static FormLocal *local_of(Form *f, const JxlDecl *decl) {
    form_local(f, (JxlDecl *)decl);
    u32 slot;
    CHECK(int_map_get(&f->local_slots, decl->index, &slot));
    return &f->locals.items[slot];
}

void form_getter_local(Form *f, const JxlDecl *decl, AstName getter) {
    FormLocal *local = local_of(f, decl);
    local->name = getter;
    local->is_getter = true;
    local->is_cell = false;
}

void form_plain_local(Form *f, const JxlDecl *decl, AstExpr *value) {
    FormLocal *local = local_of(f, decl);
    local->is_getter = local->is_cell = false;
    local->name = py_temp(&f->py, "x");
    py_assign_name(&f->py, local->name, value);
}

// `$a` is the atom's value for who reads and writes it; so are its parts.
static void as_place(Form *f, JxlNode *node) {
    JxlFact *fact = &f->module->facts[node->id];
    switch (node->kind) {
    case JXL_HANDLE: {
        AstName name = node->handle.name;
        node->kind = JXL_NAME;
        node->name.name = name;
        if (fact->target) fact->type = fact->target->type;
        break;
    }
    case JXL_MEMBER: as_place(f, node->member.value); break;
    case JXL_SUBSCRIPT: as_place(f, node->subscript.value); break;
    default: return;
    }
    if (form_kind(f, fact->type) == FORM_KIND_ATOM) fact->type = form_arg(f, fact->type, 0);
    fact->converted = JXL_NO_TYPE;
}

// A prop or parameter that is a handle already.
static bool is_handle_value(Form *f, const JxlNode *node) {
    if (node->kind == JXL_MEMBER || node->kind == JXL_SUBSCRIPT) return false;
    const JxlDecl *decl = form_fact(f, node)->target;
    return decl && decl->kind != JXL_DECL_ATOM && form_kind(f, decl->type) == FORM_KIND_ATOM;
}

static bool is_place(const JxlNode *node) {
    switch (node->kind) {
    case JXL_HANDLE:
    case JXL_NAME: return true;
    case JXL_MEMBER: return is_place(node->member.value);
    case JXL_SUBSCRIPT: return is_place(node->subscript.value);
    default: return false;
    }
}

AstExpr *form_handle_read(Form *f, JxlNode *node) {
    if (is_handle_value(f, node) || !is_place(node))
        return py_method(&f->py, form_expr(f, node), "get", 0);
    as_place(f, node);
    return form_expr(f, node);
}

void form_handle_write(Form *f, JxlNode *node, AstExpr *value) {
    if (is_handle_value(f, node) || !is_place(node)) {
        py_do(&f->py, py_method(&f->py, form_expr(f, node), "set", 1, value));
        return;
    }
    as_place(f, node);
    form_assign_value(f, node, value);
}

static AstExpr *self_of(Form *f) {
    return py_load(&f->py, form_self_name(f));
}

// A name made of a member's and a suffix: "count__node".
static AstName member_name(Form *f, const JxlDecl *decl, const char *suffix) {
    Bytes text;
    bytes_init(&text, f->arena);
    Slice name = names_text(f->program->names, decl->name);
    bool is_hidden = slice_starts_with(name, SLICE_LITERAL("__"));
    bytes_format(&text, "%s%S%s", is_hidden ? "u" : "", &name, suffix);
    return names_intern(f->program->names, bytes_slice(&text));
}

static AstExpr *member(Form *f, const JxlDecl *decl, const char *suffix) {
    return py_attr(&f->py, self_of(f), member_name(f, decl, suffix));
}

static void set_member(Form *f, const JxlDecl *decl, const char *suffix, AstExpr *value) {
    py_assign(&f->py, py_as_store(member(f, decl, suffix)), value);
}

// ---- what a member is
static bool is_computed(const JxlDecl *decl) {
    return decl->kind == JXL_DECL_ATOM && decl->form == JXL_OP_ATOM_COMPUTED;
}

bool form_view_is_cell(const Form *f, const JxlDecl *decl) {
    if (decl->kind == JXL_DECL_PROP) return form_kind(f, decl->type) != FORM_KIND_FUNC;
    if (decl->kind != JXL_DECL_ATOM) return false;
    return is_computed(decl) || (decl->flags & (JXL_DECL_WRITTEN | JXL_DECL_HANDLED)) != 0;
}

AstExpr *form_view_read(Form *f, JxlNode *node, JxlDecl *decl) {
    if (form_self_name(f) == AST_NO_NAME) return form_refuse(f, node, "this member of a view");
    if (!form_view_is_cell(f, decl)) return member(f, decl, "");
    return py_call(&f->py, member(f, decl, "__get"), 0);
}

void form_view_write(Form *f, JxlNode *node, JxlDecl *decl, AstExpr *value) {
    (void)node;
    if (form_view_is_cell(f, decl))
        py_do(&f->py, py_call(&f->py, member(f, decl, "__set"), 1, value));
    else
        set_member(f, decl, "", value);
}

AstName form_view_template(Form *f, AstName view) {
    Bytes text;
    bytes_init(&text, f->arena);
    Slice name = names_text(f->program->names, view);
    bytes_format(&text, "_.%S", &name);
    return names_intern(f->program->names, bytes_slice(&text));
}

// ---- methods
static void begin_method(Form *f, FormClosure *method, AstName name) {
    int_map_init(&f->local_slots, f->arena);
    int_map_init(&f->local_names, f->arena);
    f->locals.count = 0;
    form_closure_begin(f, method, "m");
    method->func.outer = NULL;
    method->func.self = py_intern(&f->py, "self");
    method->name = name;
    *int_map_at(&f->local_names, method->func.self, 0) = 1;
}

static void end_method(Form *f, FormClosure *method, AstName param) {
    const AstName params[] = {method->func.self, param};
    form_closure_end(f, method, params, param == AST_NO_NAME ? 1 : 2);
}

static void put_getter(Form *f, const JxlDecl *decl) {
    Py *py = &f->py;
    FormClosure method;
    begin_method(f, &method, member_name(f, decl, "__get"));
    py_do(py, py_call(py, form_ui(f, "read"), 1, member(f, decl, "__node")));
    py_return(py, member(f, decl, ""));
    end_method(f, &method, AST_NO_NAME);
}

// Whether two values are the same to the graph: NaN equals NaN.
static AstExpr *is_same(Form *f, const JxlDecl *decl, AstName value) {
    Py *py = &f->py;
    AstExpr *same = py_compare(py, py_load(py, value), AST_CMP_EQ, member(f, decl, ""));
    FormKind kind = form_kind(f, form_in_instance(f, decl->type));
    if (kind == FORM_KIND_CLASS)
        return py_compare(py, py_load(py, value), AST_CMP_IS, member(f, decl, ""));
    if (kind != FORM_KIND_DOUBLE && kind != FORM_KIND_FLOAT) return same;
    AstExpr *nan = py_compare(py, py_load(py, value), AST_CMP_NOT_EQ, py_load(py, value));
    AstExpr *was = py_compare(py, member(f, decl, ""), AST_CMP_NOT_EQ, member(f, decl, ""));
    return py_bool_op(py, AST_BOOL_OR, same, py_bool_op(py, AST_BOOL_AND, nan, was));
}

static void put_setter(Form *f, const JxlDecl *decl) {
    Py *py = &f->py;
    FormClosure method;
    begin_method(f, &method, member_name(f, decl, "__set"));
    AstName value = py_intern(py, "value");
    PyBlock leave = {0};
    AstExpr *test = is_same(f, decl, value);
    PyBlock *before = py_begin(py, &leave);
    py_return(py, NULL);
    py->out = before;
    py_if(py, test, &leave, NULL);
    set_member(f, decl, "", py_load(py, value));
    py_do(py, py_call(py, form_ui(f, "mark"), 1, member(f, decl, "__node")));
    end_method(f, &method, value);
}

// ---- state
// A value to begin with, so that the field is never without; NULL: there is none of this type.
static AstExpr *first_value(Form *f, JxlTypeId type) {
    Py *py = &f->py;
    switch (form_kind(f, type)) {
    case FORM_KIND_INT:
    case FORM_KIND_FIXED:
    case FORM_KIND_PLAIN: return py_int(py, 0);
    case FORM_KIND_DOUBLE:
    case FORM_KIND_FLOAT: return py_float(py, 0);
    case FORM_KIND_BOOL: return py_bool(py, false);
    case FORM_KIND_STRING: return py_str(py, (Slice){0});
    case FORM_KIND_ARRAY: return py_list(py, NULL, 0);
    case FORM_KIND_MAP:
    case FORM_KIND_SET: return py_dict(py, NULL, NULL, 0);
    case FORM_KIND_OPTIONAL: return py_none(py);
    default: return NULL;
    }
}

static void init_atom(Form *f, const JxlDecl *decl) {
    Py *py = &f->py;
    const JxlNode *node = decl->node;
    py->span = node->span;
    if (is_computed(decl)) {
        AstExpr *first = first_value(f, form_in_instance(f, decl->type));
        if (first) set_member(f, decl, "", first);
        set_member(f, decl, "__node", py_none(py));
        return;
    }
    if (decl->form == JXL_OP_ATOM_ASYNC) form_refuse(f, node, "asynchronous atoms of views");
    if (node->kind == JXL_ATOM && node->atom.options.count > 0)
        form_refuse(f, node, "options of atoms of views");
    JxlNode *init = node->kind == JXL_ATOM ? node->atom.init : node->signal.init;
    set_member(f, decl, "", init ? form_expr(f, init) : py_none(py));
    if (!form_view_is_cell(f, decl)) return;
    Slice name = names_text(f->program->names, decl->name);
    set_member(f, decl, "__node", py_call(py, form_ui(f, "atom"), 1, py_str(py, name)));
}

static void init_member(Form *f, const JxlDecl *decl) {
    if (decl->kind == JXL_DECL_ATOM) init_atom(f, decl);
    if (decl->kind != JXL_DECL_FIELD || !decl->node || (decl->flags & JXL_DECL_COMPUTED)) return;
    f->py.span = decl->node->span;
    JxlNode *init = decl->node->kind == JXL_VARIABLE ? decl->node->variable.init : NULL;
    set_member(f, decl, "", init ? form_expr(f, init) : py_none(&f->py));
}

// def run(): the value anew; whether it is another one.
static void init_computed(Form *f, const JxlDecl *decl) {
    Py *py = &f->py;
    py->span = decl->node->span;
    FormClosure run;
    form_closure_begin(f, &run, "c");
    AstName value = py_temp(py, "v");
    py_assign_name(py, value, py_call(py, member(f, decl, "__value"), 0));
    PyBlock same = {0};
    AstExpr *test = NULL;
    if (first_value(f, form_in_instance(f, decl->type))) test = is_same(f, decl, value);
    PyBlock *before = py_begin(py, &same);
    py_return(py, py_bool(py, false));
    py->out = before;
    if (test) py_if(py, test, &same, NULL);
    set_member(f, decl, "", py_load(py, value));
    py_return(py, py_bool(py, true));
    AstExpr *code = form_closure_end(f, &run, NULL, 0);
    Slice name = names_text(f->program->names, decl->name);
    AstExpr *node = py_call(py, form_ui(f, "computed"), 2, code, py_str(py, name));
    set_member(f, decl, "__node", node);
}

static void put_init(Form *f, JxlDecl *view) {
    Py *py = &f->py;
    FormClosure method;
    begin_method(f, &method, py_intern(py, "__init__"));
    AstName *params = ARENA_NEW_ARRAY(f->arena, AstName, view->param_count + 1);
    params[0] = method.func.self;
    for (u32 i = 0; i < view->param_count; i++) params[i + 1] = py_temp(py, "p");
    u32 prop = 0;
    for (u32 i = 0; i < view->order.count; i++) {
        const JxlDecl *decl = view->order.items[i];
        if (decl->kind != JXL_DECL_PROP) continue;
        CHECK(prop < view->param_count);
        set_member(f, decl, "", py_load(py, params[++prop]));
        if (form_view_is_cell(f, decl)) set_member(f, decl, "__node", py_none(py));
    }
    for (u32 i = 0; i < view->order.count; i++) init_member(f, view->order.items[i]);
    for (u32 i = 0; i < view->order.count; i++) {
        if (is_computed(view->order.items[i])) init_computed(f, view->order.items[i]);
    }
    form_closure_end(f, &method, params, view->param_count + 1);
}

// ---- render
static void put_closure_call(Form *f, const char *name, JxlNode *block) {
    Py *py = &f->py;
    FormClosure closure;
    form_closure_begin(f, &closure, "l");
    form_block(f, block);
    AstExpr *code = form_closure_end(f, &closure, NULL, 0);
    py_do(py, py_call(py, form_ui(f, name), 1, code));
}

static void put_lifecycle(Form *f, const JxlNode *node) {
    f->py.span = node->span;
    if (node->kind == JXL_EFFECT && node->effect.flags != 0) {
        form_refuse(f, node, "effect onCleanup");
    } else if (node->kind == JXL_EFFECT) {
        put_closure_call(f, "effect", node->effect.body);
    } else if (node->kind == JXL_LIFECYCLE) {
        switch (node->lifecycle.which) {
        case JXL_OP_ON_MOUNT: put_closure_call(f, "mount", node->lifecycle.body); break;
        case JXL_OP_ON_UNMOUNT: put_closure_call(f, "cleanup", node->lifecycle.body); break;
        default: form_refuse(f, node, "onError"); break;
        }
    }
}

static JxlNode *render_of(const JxlDecl *view) {
    for (u32 i = 0; i < view->node->view.members.count; i++) {
        JxlNode *node = view->node->view.members.items[i];
        if (node->kind == JXL_RENDER) return node->render.body;
    }
    return NULL;
}

static void put_render(Form *f, AstName name, const JxlDecl *view) {
    Py *py = &f->py;
    FormClosure method;
    begin_method(f, &method, py_intern(py, "render"));
    AstName id = py_temp(py, "id");
    FormFragment *fragment = form_fragment(f, render_of(view));
    form_fragment_finish(f, fragment, form_view_template(f, name));
    form_fragment_write(f, fragment, id);
    for (u32 i = 0; i < view->node->view.members.count; i++)
        put_lifecycle(f, view->node->view.members.items[i]);
    end_method(f, &method, id);
}

static void put_member(Form *f, JxlDecl *decl) {
    f->py.span = decl->node ? decl->node->span : f->py.span;
    if (form_view_is_cell(f, decl)) put_getter(f, decl);
    if (decl->kind == JXL_DECL_FUNC) {
        form_function(f, member_name(f, decl, ""), py_intern(&f->py, "self"), decl,
                      decl->node->func.body);
    } else if (is_computed(decl)) {
        FormClosure method;
        begin_method(f, &method, member_name(f, decl, "__value"));
        form_function_block(f, decl->node->atom.body, form_in_instance(f, decl->type));
        end_method(f, &method, AST_NO_NAME);
    } else if (decl->kind == JXL_DECL_ATOM && form_view_is_cell(f, decl)) {
        put_setter(f, decl);
    }
}

void form_view_class(Form *f, AstName name, JxlDecl *decl) {
    Py *py = &f->py;
    PyBlock body = {0};
    PyBlock *before = py_begin(py, &body);
    FormFunc *outer = f->func;
    f->func = NULL;
    put_init(f, decl);
    for (u32 i = 0; i < decl->order.count; i++) put_member(f, decl->order.items[i]);
    put_render(f, name, decl);
    f->func = outer;
    py->out = before;
    py_begin(py, &f->classes);
    py_class(py, name, NULL, &body);
    py->out = before;
}

void form_view_entry(Form *f, JxlDecl *entry) {
    Py *py = &f->py;
    AstName name = form_item(f, entry, (FormInstance){0}, FORM_PART_ALL);
    form_write_items(f);
    form_ui_setup(f);
    py->out = &f->tail;
    py->span = entry->node->span;
    FormClosure start;
    form_closure_begin(f, &start, "start");
    for (u32 i = 0; i < f->ui.events.count; i++)
        py_do(py, py_call(py, form_ui(f, "listen"), 1, py_load(py, f->ui.events.items[i])));
    py_do(py, py_call(py, form_ui(f, "stamp"), 3, py_load(py, f->ui.sheet_template), py_int(py, 1),
                      py_int(py, 0)));
    AstExpr **args = ARENA_NEW_ARRAY(f->arena, AstExpr *, entry->param_count + 1);
    for (u32 i = 0; i < entry->param_count; i++) {
        FormPlace saved = form_enter(f, entry->module, (FormInstance){0});
        args[i] = entry->params[i].init ? form_expr(f, entry->params[i].init) : py_none(py);
        form_leave(f, saved);
    }
    AstName view = py_temp(py, "view");
    py_assign_name(py, view, py_call_list(py, py_load(py, name), args, entry->param_count));
    AstExpr *id = py_call(py, form_ui(f, "stamp"), 3, py_load(py, form_view_template(f, name)),
                          py_int(py, 1), py_int(py, 0));
    py_do(py, py_method(py, py_load(py, view), "render", 1, id));
    AstExpr *code = form_closure_end(f, &start, NULL, 0);
    py_do(py, py_call(py, form_ui(f, "start"), 1, code));
}
