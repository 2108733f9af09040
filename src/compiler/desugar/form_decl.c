// Names of declarations; functions; variables of the module.
#include "compiler/desugar/form_view.h"

#include "base/check.h"

// ---- names

// A name that is not in `taken` yet: `base`, `base_2`, …
static AstName free_name(Form *f, IntMap *taken, IntMap *also, AstName base) {
    AstName name = base;
    for (u32 number = 2;; number++) {
        u32 ignored;
        bool is_free = !int_map_get(taken, name, &ignored) && !int_map_get(also, name, &ignored);
        if (is_free) break;
        Bytes text;
        bytes_init(&text, f->arena);
        Slice word = names_text(f->program->names, base);
        bytes_format(&text, "%S_%u", &word, number);
        name = names_intern(f->program->names, bytes_slice(&text));
    }
    *int_map_at(taken, name, 0) = 1;
    return name;
}

// Python changes names that begin with two underscores inside classes.
AstName form_plain_name(Form *f, AstName name) {
    Slice text = names_text(f->program->names, name);
    if (!slice_starts_with(text, SLICE_LITERAL("__"))) return name;
    Bytes made;
    bytes_init(&made, f->arena);
    bytes_format(&made, "u%S", &text);
    return names_intern(f->program->names, bytes_slice(&made));
}

static AstName item_name(Form *f, const JxlDecl *decl, FormPart part) {
    static const char *const parts[] = {"",       ".text",   ".raw", ".box",
                                        ".names", ".values", ".get", ".set"};
    Bytes text;
    bytes_init(&text, f->arena);
    if (decl->owner && decl->kind != JXL_DECL_NOMINAL) {
        Slice owner = names_text(f->program->names, decl->owner->name);
        bytes_format(&text, "%S.", &owner);
    }
    bytes_append(&text, names_text(f->program->names, form_plain_name(f, decl->name)));
    bytes_text(&text, parts[part]);
    AstName name = names_intern(f->program->names, bytes_slice(&text));
    return free_name(f, &f->global_names, &f->global_names, name);
}

// ---- what is written once

static Slice item_key(Form *f, const JxlDecl *decl, FormInstance instance, u32 part) {
    Bytes key;
    bytes_init(&key, f->arena);
    bytes_u64(&key, decl->index);
    bytes_push(&key, ':');
    bytes_u64(&key, part);
    for (u32 i = 0; i < instance.count; i++) {
        bytes_push(&key, ' ');
        bytes_u64(&key, instance.args[i]);
    }
    return bytes_slice(&key);
}

static u32 type_depth(const Form *f, JxlTypeId type) {
    const JxlType *info = jxl_type(f->program, type);
    u32 depth = 0;
    for (u32 i = 0; i < info->arg_count; i++) {
        u32 inner = type_depth(f, info->args[i]);
        if (inner > depth) depth = inner;
    }
    return depth + 1;
}

AstName form_item(Form *f, JxlDecl *decl, FormInstance instance, FormPart part) {
    Slice key = item_key(f, decl, instance, part);
    u32 index;
    if (map_get(&f->item_slots, key, &index)) return f->items.items[index].name;
    for (u32 i = 0; i < instance.count; i++) {
        bool is_endless = f->items.count > FORM_INSTANCES_MAX ||
                          type_depth(f, instance.args[i]) > FORM_TYPE_DEPTH_MAX;
        if (!is_endless) continue;
        diag_code(f->diags, DIAG_ERROR, 900, decl->node ? decl->node->span : f->py.span, NULL,
                  "not yet supported: types of this declaration without end");
        return decl->name;
    }
    AstName name = item_name(f, decl, part);
    *map_at(&f->item_slots, key, 0) = f->items.count;
    *VEC_PUSH(f->arena, &f->items) = (FormItem){decl, instance, name, (u8)part};
    return name;
}

FormInstance form_call_instance(Form *f, const JxlBinding *binding) {
    FormInstance instance = {.count = binding->type_arg_count};
    if (instance.count == 0) return instance;
    JxlDecl *callee = binding->callee;
    u32 own = callee->kind == JXL_DECL_NOMINAL ? 0 : callee->type_param_count;
    u32 outer = instance.count - own;
    JxlDecl *owner = callee->kind == JXL_DECL_NOMINAL ? callee : callee->owner;
    instance.params = ARENA_NEW_ARRAY(f->arena, JxlDecl *, instance.count);
    instance.args = ARENA_NEW_ARRAY(f->arena, JxlTypeId, instance.count);
    for (u32 i = 0; i < instance.count; i++) {
        instance.params[i] = i < outer ? owner->type_params[i] : callee->type_params[i - outer];
        instance.args[i] = form_in_instance(f, binding->type_args[i]);
    }
    return instance;
}

FormInstance form_type_instance(Form *f, JxlTypeId type) {
    const JxlType *info = jxl_type(f->program, type);
    (void)f;
    return (FormInstance){info->decl->type_params, info->args, info->arg_count};
}

// ---- variables of functions

AstName form_local(Form *f, JxlDecl *decl) {
    u32 slot;
    if (int_map_get(&f->local_slots, decl->index, &slot)) {
        // Written again: the default of a parameter, a handler that stands in two places.
        FormLocal *again = &f->locals.items[slot];
        again->func = f->func;
        again->loop_depth = f->func->loop_depth;
        return again->name;
    }
    AstName base = form_plain_name(f, decl->name);
    if (form_name_is(f, base, "_")) base = py_temp(&f->py, "u");
    AstName name = free_name(f, &f->local_names, &f->global_names, base);
    bool is_cell = f->func->loop_depth > 0 && (decl->flags & JXL_DECL_CAPTURED) &&
                   (decl->flags & JXL_DECL_MUTABLE);
    *int_map_at(&f->local_slots, decl->index, 0) = f->locals.count;
    *VEC_PUSH(f->arena, &f->locals) = (FormLocal){
        .name = name, .func = f->func, .loop_depth = f->func->loop_depth, .is_cell = is_cell};
    return name;
}

const FormLocal *form_find_local(Form *f, const JxlDecl *decl) {
    u32 slot;
    return int_map_get(&f->local_slots, decl->index, &slot) ? &f->locals.items[slot] : NULL;
}

static void note_name(Form *f, bool is_global, AstName name) {
    FormFunc *func = f->func;
    u32 count = is_global ? func->globals.count : func->nonlocals.count;
    const AstName *names = is_global ? func->globals.items : func->nonlocals.items;
    for (u32 i = 0; i < count; i++) {
        if (names[i] == name) return;
    }
    if (is_global)
        *VEC_PUSH(f->arena, &func->globals) = name;
    else
        *VEC_PUSH(f->arena, &func->nonlocals) = name;
}

void form_note_global(Form *f, AstName name) {
    if (f->func) note_name(f, true, name);
}

void form_note_capture(Form *f, AstName name) {
    // Which function's variable it is, is known by its name: names are unique in a function.
    for (u32 i = 0; i < f->locals.count; i++) {
        const FormLocal *local = &f->locals.items[i];
        if (local->name != name || local->func == f->func || local->loop_depth == 0) continue;
        for (u32 k = 0; k < f->func->bound.count; k++) {
            if (f->func->bound.items[k] == name) return;
        }
        *VEC_PUSH(f->arena, &f->func->bound) = name;
        return;
    }
}

AstExpr *form_read_local(Form *f, const JxlDecl *decl) {
    const FormLocal *local = form_find_local(f, decl);
    CHECK(local);
    if (local->func != f->func && local->loop_depth > 0) form_note_capture(f, local->name);
    AstExpr *name = py_load(&f->py, local->name);
    if (local->is_getter) return py_call(&f->py, name, 0);
    return local->is_cell ? py_item(&f->py, name, py_int(&f->py, 0)) : name;
}

AstExpr *form_local_target(Form *f, const JxlDecl *decl) {
    const FormLocal *local = form_find_local(f, decl);
    CHECK(local);
    if (local->is_cell) return py_as_store(form_read_local(f, decl));
    if (local->func != f->func) note_name(f, false, local->name);
    return py_store(&f->py, local->name);
}

AstExpr *form_global_target(Form *f, JxlDecl *decl, FormInstance instance) {
    AstName name = form_global(f, decl, instance);
    form_note_global(f, name);
    return py_store(&f->py, name);
}

// ---- functions

AstName form_self_name(Form *f) {
    for (const FormFunc *func = f->func; func; func = func->outer) {
        if (func->self != AST_NO_NAME) return func->self;
    }
    return AST_NO_NAME;
}

AstExpr *form_self(Form *f) {
    AstName name = form_self_name(f);
    CHECK(name != AST_NO_NAME);
    return py_load(&f->py, name);
}

void form_put_scopes(Form *f, const FormFunc *func, PyBlock *block) {
    PyBlock *before = py_begin(&f->py, block);
    py_scope(&f->py, AST_GLOBAL, func->globals.items, func->globals.count);
    py_scope(&f->py, AST_NONLOCAL, func->nonlocals.items, func->nonlocals.count);
    f->py.out = before;
}

typedef struct {
    FormFunc func;
    FormFunc *outer;
    FormArgs *args;
    u32 chain;
    IntMap slots, names;
    u32 local_count;
    FormLocal *locals;
    u32 local_capacity;
    PyBlock block;
    PyBlock *before;
} Opened;

// A function of the module or of a class: nothing of another function is seen from it.
static void open_function(Form *f, Opened *o, AstName self) {
    *o = (Opened){.func = {.self = self},
                  .outer = f->func,
                  .args = f->args,
                  .chain = f->chain,
                  .slots = f->local_slots,
                  .names = f->local_names,
                  .local_count = f->locals.count,
                  .locals = f->locals.items,
                  .local_capacity = f->locals.capacity};
    f->func = &o->func;
    f->args = NULL;
    f->chain = 0;
    int_map_init(&f->local_slots, f->arena);
    int_map_init(&f->local_names, f->arena);
    f->locals.items = NULL;
    f->locals.count = f->locals.capacity = 0;
    if (self != AST_NO_NAME) *int_map_at(&f->local_names, self, 0) = 1;
}

static void close_function(Form *f, Opened *o, AstName name, const AstName *params, u32 count) {
    PyBlock whole = {0};
    f->py.out = o->before;
    form_put_scopes(f, &o->func, &whole);
    for (u32 i = 0; i < o->block.count; i++) *VEC_PUSH(f->arena, &whole) = o->block.items[i];
    f->func = o->outer;
    f->args = o->args;
    f->chain = o->chain;
    f->local_slots = o->slots;
    f->local_names = o->names;
    f->locals.items = o->locals;
    f->locals.count = o->local_count;
    f->locals.capacity = o->local_capacity;
    py_def(&f->py, name, params, count, &whole, o->func.is_async);
}

void form_made_function(Form *f, AstName name, const AstName *params, u32 count, FormBody *write,
                        void *context) {
    Opened o;
    open_function(f, &o, AST_NO_NAME);
    o.before = py_begin(&f->py, &o.block);
    write(f, context);
    close_function(f, &o, name, params, count);
}

void form_function(Form *f, AstName name, AstName self, JxlDecl *decl, JxlNode *body) {
    Opened o;
    open_function(f, &o, self);
    bool is_class = decl->owner && decl->owner->form == JXL_OP_CLASS;
    o.func.is_mutating =
        !is_class && ((decl->flags & JXL_DECL_MUTATING) != 0 || decl->kind == JXL_DECL_INIT);
    o.func.is_async = (decl->flags & JXL_DECL_ASYNC) != 0;
    AstName *params = ARENA_NEW_ARRAY(f->arena, AstName, decl->param_count + 1);
    u32 count = 0;
    if (self != AST_NO_NAME) params[count++] = self;
    for (u32 i = 0; i < decl->param_count; i++)
        params[count++] = form_local(f, decl->params[i].decl);
    o.before = py_begin(&f->py, &o.block);
    if (decl->kind == JXL_DECL_INIT) form_init_fields(f, decl->owner);
    form_function_block(f, body, form_in_instance(f, decl->result));
    close_function(f, &o, name, params, count);
}

// ---- variables of the module

AstName form_global(Form *f, JxlDecl *decl, FormInstance instance) {
    Slice key = item_key(f, decl, instance, 255);
    u32 slot;
    if (map_get(&f->item_slots, key, &slot)) return f->globals.items[slot].name;
    AstName name = item_name(f, decl, FORM_PART_ALL);
    *map_at(&f->item_slots, key, 0) = f->globals.count;
    *VEC_PUSH(f->arena, &f->globals) =
        (FormGlobal){.decl = decl, .instance = instance, .name = name};
    return name;
}

static void write_item(Form *f, u32 index) {
    FormItem item = f->items.items[index];
    FormPlace saved = form_enter(f, item.decl->module, item.instance);
    Span span = f->py.span;
    if (item.decl->node) f->py.span = item.decl->node->span;
    bool is_class = item.decl->kind == JXL_DECL_NOMINAL && item.part == FORM_PART_ALL;
    f->py.out = is_class || item.part == FORM_PART_BOX ? &f->classes : &f->defs;
    if (item.part == FORM_PART_GETTER && item.decl->kind == JXL_DECL_FIELD) {
        form_write_getter_function(f, item.decl, item.name);
    } else if (item.part == FORM_PART_GETTER || item.part == FORM_PART_SETTER) {
        form_write_atom_part(f, &item);
    } else if (item.part != FORM_PART_ALL) {
        form_write_enum_part(f, &item);
    } else if (item.decl->kind == JXL_DECL_VIEW) {
        form_view_class(f, item.name, item.decl);
    } else if (item.decl->kind == JXL_DECL_FUNC) {
        const JxlDecl *owner = item.decl->owner;
        bool has_self = owner && !(item.decl->flags & JXL_DECL_STATIC);
        form_function(f, item.name, has_self ? py_intern(&f->py, "self") : AST_NO_NAME, item.decl,
                      item.decl->node->func.body);
    } else if (item.decl->form == JXL_OP_ENUM) {
        form_write_enum(f, &item);
    } else {
        form_write_struct(f, &item);
    }
    f->py.span = span;
    form_leave(f, saved);
}

void form_write_items(Form *f) {
    u32 items = 0, globals = 0;
    while (items < f->items.count || globals < f->globals.count) {
        if (items < f->items.count) {
            write_item(f, items++);
            continue;
        }
        // form_init_global may find further globals, which moves them.
        FormGlobal global = f->globals.items[globals];
        form_init_global(f, &global);
        f->globals.items[globals++] = global;
    }
}
