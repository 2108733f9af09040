// The order of it all; what every file of the room uses.
#include "compiler/desugar/form_view.h"

const JxlFact *form_fact(const Form *f, const JxlNode *node) {
    return &f->module->facts[node->id];
}

bool form_name_is(const Form *f, AstName name, const char *text) {
    return slice_equal(names_text(f->program->names, name), slice_of_text(text));
}

AstExpr *form_refuse(Form *f, const JxlNode *node, const char *feature) {
    diag_code(f->diags, DIAG_ERROR, 900, node->span, NULL, "not yet supported: %s", feature);
    return py_none(&f->py);
}

FormPlace form_enter(Form *f, u32 module, FormInstance instance) {
    FormPlace saved = {f->module, f->instance};
    f->module = f->program->modules.items[module];
    f->instance = instance;
    return saved;
}

void form_leave(Form *f, FormPlace saved) {
    f->module = saved.module;
    f->instance = saved.instance;
}

typedef struct {
    Form *f;
    AstName name;
    JxlDecl *found;
} ImplicitSearch;

static void find_implicit(void *context, JxlNode *node) {
    ImplicitSearch *search = context;
    if (node->kind == JXL_NAME && node->name.name == search->name) {
        JxlDecl *decl = form_fact(search->f, node)->target;
        bool is_one =
            decl && !decl->node && (decl->kind == JXL_DECL_LOCAL || decl->kind == JXL_DECL_PARAM);
        if (is_one && !search->found) search->found = decl;
    }
    jxl_each_child(node, find_implicit, search);
}

JxlDecl *form_find_implicit_name(Form *f, JxlNode *body, AstName name) {
    ImplicitSearch search = {f, name, NULL};
    find_implicit(&search, body);
    return search.found;
}

JxlDecl *form_find_implicit(Form *f, JxlNode *body, const char *name) {
    return form_find_implicit_name(f, body, py_intern(&f->py, name));
}

static void init_kinds(Form *f) {
    static const struct {
        const char *name;
        FormKind kind;
    } rows[] = {{"Int", FORM_KIND_INT},
                {"Int8", FORM_KIND_FIXED},
                {"Int16", FORM_KIND_FIXED},
                {"Int32", FORM_KIND_FIXED},
                {"Int64", FORM_KIND_FIXED},
                {"UInt8", FORM_KIND_FIXED},
                {"UInt16", FORM_KIND_FIXED},
                {"UInt32", FORM_KIND_FIXED},
                {"UInt64", FORM_KIND_FIXED},
                {"Double", FORM_KIND_DOUBLE},
                {"Float", FORM_KIND_FLOAT},
                {"Bool", FORM_KIND_BOOL},
                {"String", FORM_KIND_STRING},
                {"Optional", FORM_KIND_OPTIONAL},
                {"Array", FORM_KIND_ARRAY},
                {"Map", FORM_KIND_MAP},
                {"Set", FORM_KIND_SET},
                {"Range", FORM_KIND_RANGE},
                {"Sequence", FORM_KIND_SEQUENCE},
                {"Atom", FORM_KIND_ATOM},
                {"Duration", FORM_KIND_DURATION},
                {"Date", FORM_KIND_DATE},
                {"AnyError", FORM_KIND_ERROR},
                {"PyError", FORM_KIND_ERROR},
                {"IndexError", FORM_KIND_ERROR},
                {"NilError", FORM_KIND_ERROR},
                {"ArithmeticError", FORM_KIND_ERROR},
                {"NetworkError", FORM_KIND_ERROR},
                {"CycleError", FORM_KIND_ERROR},
                {"StateError", FORM_KIND_ERROR},
                {"JSON", FORM_KIND_JSON},
                {"View", FORM_KIND_VIEW},
                {"Color", FORM_KIND_STYLE},
                {"Length", FORM_KIND_STYLE},
                {"Font", FORM_KIND_STYLE},
                {"Gradient", FORM_KIND_STYLE},
                {"Shadow", FORM_KIND_STYLE}};
    for (usize i = 0; i < COUNT_OF(rows); i++)
        *int_map_at(&f->kinds, py_intern(&f->py, rows[i].name), 0) = rows[i].kind;
}

// Names that the rewriting itself uses, and those of the program's modules: locals avoid them.
static void init_names(Form *f) {
    static const char *const builtins[] = {
        "_jxl",  "_ui",   "len",    "str",   "int",        "float",     "bool",       "list",
        "dict",  "tuple", "range",  "print", "isinstance", "enumerate", "zip",        "abs",
        "min",   "max",   "sorted", "sum",   "any",        "all",       "reversed",   "object",
        "round", "map",   "filter", "type",  "repr",       "Exception", "IndexError", "super",
        "hash",  "iter",  "next",   "id",    "__name__",   "KeyError",  "ValueError", "math"};
    for (usize i = 0; i < COUNT_OF(builtins); i++)
        *int_map_at(&f->global_names, py_intern(&f->py, builtins[i]), 0) = 1;
}

static JxlDecl *find_main(JxlProgram *program) {
    JxlModule *entry = program->modules.items[1];
    AstName name = names_find(program->names, SLICE_LITERAL("main"));
    for (u32 i = 0; i < entry->order.count; i++) {
        JxlDecl *decl = entry->order.items[i];
        if (decl->kind == JXL_DECL_FUNC && decl->name == name && decl->param_count == 0)
            return decl;
    }
    return NULL;
}

static void append(Form *f, PyBlock *to, const PyBlock *from) {
    for (u32 i = 0; i < from->count; i++) *VEC_PUSH(f->arena, to) = from->items[i];
}

void form_import(Form *f, AstName module, AstName bound) {
    u32 ignored;
    if (int_map_get(&f->imported, bound, &ignored)) return;
    *int_map_at(&f->imported, bound, 0) = 1;
    AstAlias *alias = ARENA_NEW(f->arena, AstAlias);
    alias->kind = AST_ALIAS;
    alias->span = f->py.span;
    alias->name = module;
    alias->asname = bound == module ? AST_NO_NAME : bound;
    AstStmt *stmt = py_stmt(&f->py, AST_IMPORT);
    stmt->import.names = (AstAliases){ARENA_NEW_ARRAY(f->arena, AstAlias *, 1), 1};
    stmt->import.names.items[0] = alias;
    *VEC_PUSH(f->arena, &f->imports) = stmt;
}

// ---- the order of variables of modules: what an initialiser reads, also through functions, first

typedef struct {
    Form *f;
    const JxlModule *module;
    PyBlock *out;
    IntMap *seen;  // functions, by JxlDecl.index
} Order;

static void put_global(const Order *order, FormGlobal *global);

static void visit_decl(const Order *order, const JxlDecl *decl) {
    Form *f = order->f;
    for (u32 i = 0; i < f->globals.count; i++) {
        if (f->globals.items[i].decl == decl) put_global(order, &f->globals.items[i]);
    }
}

static void visit_node(void *context, JxlNode *node) {
    const Order *order = context;
    const JxlDecl *target = order->module->facts[node->id].target;
    u32 ignored;
    bool is_new = target && !(target->flags & JXL_DECL_BUILTIN) &&
                  !int_map_get(order->seen, target->index, &ignored);
    if (is_new && (target->kind == JXL_DECL_GLOBAL || target->kind == JXL_DECL_ATOM ||
                   (target->kind == JXL_DECL_FIELD && (target->flags & JXL_DECL_STATIC))))
        visit_decl(order, target);
    bool is_code = target && (target->kind == JXL_DECL_FUNC || target->kind == JXL_DECL_INIT ||
                              target->kind == JXL_DECL_NOMINAL);
    if (is_new && is_code && target->node) {
        *int_map_at(order->seen, target->index, 0) = 1;
        Order inner = *order;
        inner.module = order->f->program->modules.items[target->module];
        if (!inner.module->is_python) jxl_each_child(target->node, visit_node, &inner);
    }
    jxl_each_child(node, visit_node, context);
}

static void put_global(const Order *order, FormGlobal *global) {
    if (global->visit) return;
    global->visit = 1;
    Order inner = *order;
    inner.module = order->f->program->modules.items[global->decl->module];
    if (global->decl->node && !inner.module->is_python)
        jxl_each_child(global->decl->node, visit_node, &inner);
    append(order->f, order->out, &global->init);
}

static void put_globals(Form *f, PyBlock *body) {
    IntMap seen;
    int_map_init(&seen, f->arena);
    for (u32 i = 0; i < f->globals.count; i++) {
        Order order = {f, NULL, body, &seen};
        put_global(&order, &f->globals.items[i]);
    }
}

static AstModule *make_module(Form *f) {
    PyBlock body = {0};
    append(f, &body, &f->imports);
    append(f, &body, &f->ui.setup);
    append(f, &body, &f->classes);
    append(f, &body, &f->defs);
    put_globals(f, &body);
    append(f, &body, &f->tail);
    const JxlModule *entry = f->program->modules.items[1];
    AstModule *module = ARENA_NEW(f->arena, AstModule);
    module->kind = AST_MODULE;
    module->span = entry->tree.root->span;
    module->file = entry->tree.file;
    module->names = f->program->names;
    module->body = py_stmts(&body);
    py_number(module);
    return module;
}

// The program may be written several times: warnings are told once.
static bool is_told(const Form *f, Span span) {
    for (u32 i = 0; i < f->diags->count; i++) {
        const Diagnostic *diag = &f->diags->items[i];
        if (diag->span.file == span.file && diag->span.start == span.start) return true;
    }
    return false;
}

// What would be left out silently.
static void refuse_rest(Form *f) {
    static const char *const refused[] = {"Sync", "Worker"};
    for (u32 i = 1; i < f->program->modules.count; i++) {
        const JxlModule *module = f->program->modules.items[i];
        if (module->is_python || !module->tree.root) continue;
        JxlNodes items = module->tree.root->module.items;
        for (u32 k = 0; k < items.count; k++) {
            JxlNode *item = items.items[k];
            if (item->kind == JXL_EFFECT) form_refuse(f, item, "effects of modules");
            JxlNodes attributes = item->kind == JXL_ATOM   ? item->atom.attributes
                                  : item->kind == JXL_FUNC ? item->func.attributes
                                                           : (JxlNodes){0};
            for (u32 n = 0; n < attributes.count; n++) {
                if (form_name_is(f, attributes.items[n]->attribute.name, "Persist") &&
                    !is_told(f, attributes.items[n]->span))
                    diag_code(f->diags, DIAG_WARNING, 900, attributes.items[n]->span, NULL,
                              "not yet supported: Persist: the atom begins anew each time");
                for (usize w = 0; w < COUNT_OF(refused); w++) {
                    if (form_name_is(f, attributes.items[n]->attribute.name, refused[w]))
                        form_refuse(f, attributes.items[n], refused[w]);
                }
            }
        }
    }
}

AstModule *form_program(JxlProgram *program, Diagnostics *diags) {
    Form *f = ARENA_NEW(program->arena, Form);
    f->py = (Py){.arena = program->arena, .names = program->names};
    f->arena = program->arena;
    f->program = program;
    f->diags = diags;
    int_map_init(&f->local_slots, f->arena);
    int_map_init(&f->local_names, f->arena);
    int_map_init(&f->global_names, f->arena);
    int_map_init(&f->kinds, f->arena);
    map_init(&f->item_slots, f->arena);
    map_init(&f->ui.names, f->arena);
    map_init(&f->ui.classes, f->arena);
    bytes_init(&f->ui.sheet, f->arena);
    int_map_init(&f->imported, f->arena);
    f->module = program->modules.items[1];
    f->py.span = f->module->tree.root->span;
    init_kinds(f);
    init_names(f);
    form_import(f, py_intern(&f->py, "_jxl"), py_intern(&f->py, "_jxl"));
    f->py.out = &f->tail;
    JxlDecl *entry = find_main(program);
    if (!entry || program->entry) {
        f->uses_ui = true;
        form_view_entry(f, program->entry);
    } else {
        AstName name = form_item(f, entry, (FormInstance){0}, FORM_PART_ALL);
        py_do(&f->py, py_call(&f->py, py_load(&f->py, name), 0));
        form_write_items(f);
    }
    refuse_rest(f);
    if (f->uses_ui) form_import(f, py_intern(&f->py, "_ui"), py_intern(&f->py, "_ui"));
    return diags->error_count > 0 ? NULL : make_module(f);
}
