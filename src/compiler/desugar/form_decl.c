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
static AstName plain_name(Form *f, AstName name) {
    Slice text = names_text(f->program->names, name);
    if (!slice_starts_with(text, SLICE_LITERAL("__"))) return name;
    Bytes made;
    bytes_init(&made, f->arena);
    bytes_format(&made, "u%S", &text);
    return names_intern(f->program->names, bytes_slice(&made));
}

static AstName item_name(Form *f, const JxlDecl *decl) {
    AstName name = plain_name(f, decl->name);
    if (decl->owner && decl->owner->kind != JXL_DECL_MODULE && decl->kind != JXL_DECL_NOMINAL) {
        Bytes text;
        bytes_init(&text, f->arena);
        Slice owner = names_text(f->program->names, decl->owner->name);
        Slice own = names_text(f->program->names, decl->name);
        bytes_format(&text, "%S.%S", &owner, &own);
        name = names_intern(f->program->names, bytes_slice(&text));
    }
    return free_name(f, &f->global_names, &f->global_names, name);
}

// ---- what is written once

static Slice item_key(Form *f, const JxlDecl *decl, FormInstance instance) {
    Bytes key;
    bytes_init(&key, f->arena);
    bytes_u64(&key, decl->index);
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

AstName form_item(Form *f, JxlDecl *decl, FormInstance instance) {
    Slice key = item_key(f, decl, instance);
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
    AstName name = item_name(f, decl);
    *map_at(&f->item_slots, key, 0) = f->items.count;
    *VEC_PUSH(f->arena, &f->items) = (FormItem){decl, instance, name, false};
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
    AstName name = free_name(f, &f->local_names, &f->global_names, plain_name(f, decl->name));
    *int_map_at(&f->local_slots, decl->index, 0) = f->locals.count;
    *VEC_PUSH(f->arena, &f->locals) =
        (FormLocal){.name = name, .func = f->func, .loop_depth = f->func->loop_depth};
    return name;
}

const FormLocal *form_find_local(Form *f, const JxlDecl *decl) {
    u32 slot;
    return int_map_get(&f->local_slots, decl->index, &slot) ? &f->locals.items[slot] : NULL;
}

AstExpr *form_read_local(Form *f, const JxlDecl *decl) {
    const FormLocal *local = form_find_local(f, decl);
    CHECK(local);
    AstExpr *name = py_load(&f->py, local->name);
    if (local->is_getter) return py_call(&f->py, name, 0);
    return local->is_cell ? py_item(&f->py, name, py_int(&f->py, 0)) : name;
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

AstExpr *form_local_target(Form *f, const JxlDecl *decl) {
    const FormLocal *local = form_find_local(f, decl);
    CHECK(local);
    if (local->is_cell) return py_as_store(form_read_local(f, decl));
    if (local->func != f->func) note_name(f, false, local->name);
    return py_store(&f->py, local->name);
}

AstExpr *form_global_target(Form *f, JxlDecl *decl) {
    AstName name = form_global(f, decl);
    if (f->func) note_name(f, true, name);
    return py_store(&f->py, name);
}

// ---- functions

static void put_scopes(Form *f, const FormFunc *func) {
    py_scope(&f->py, AST_GLOBAL, func->globals.items, func->globals.count);
    py_scope(&f->py, AST_NONLOCAL, func->nonlocals.items, func->nonlocals.count);
}

void form_function(Form *f, AstName name, AstName self, JxlDecl *decl, JxlNode *body) {
    FormFunc func = {.self = self};
    func.self_is_owned = (decl->flags & JXL_DECL_MUTATING) != 0;
    FormFunc *outer = f->func;
    f->func = &func;
    int_map_init(&f->local_slots, f->arena);
    int_map_init(&f->local_names, f->arena);
    f->locals.count = 0;
    AstName *params = ARENA_NEW_ARRAY(f->arena, AstName, decl->param_count + 1);
    u32 count = 0;
    if (self != AST_NO_NAME) {
        *int_map_at(&f->local_names, self, 0) = 1;
        params[count++] = self;
    }
    for (u32 i = 0; i < decl->param_count; i++)
        params[count++] = form_local(f, decl->params[i].decl);
    PyBlock block = {0}, whole = {0};
    PyBlock *before = py_begin(&f->py, &block);
    form_function_block(f, body, form_in_instance(f, decl->result));
    f->py.out = &whole;
    put_scopes(f, &func);
    for (u32 i = 0; i < block.count; i++) py_put(&f->py, block.items[i]);
    f->py.out = before;
    f->func = outer;
    py_def(&f->py, name, params, count, &whole, (decl->flags & JXL_DECL_ASYNC) != 0);
}

// ---- variables of the module

AstName form_global(Form *f, JxlDecl *decl) {
    u32 slot;
    if (int_map_get(&f->global_slots, decl->index, &slot)) return f->globals.items[slot].name;
    AstName name = item_name(f, decl);
    *int_map_at(&f->global_slots, decl->index, 0) = f->globals.count;
    *VEC_PUSH(f->arena, &f->globals) = (FormGlobal){.decl = decl, .name = name};
    return name;
}

static void write_item(Form *f, u32 index) {
    FormItem item = f->items.items[index];
    FormPlace saved = form_enter(f, item.decl->module, item.instance);
    Span span = f->py.span;
    if (item.decl->node) f->py.span = item.decl->node->span;
    if (item.decl->kind == JXL_DECL_FUNC) {
        f->py.out = &f->defs;
        form_function(f, item.name, AST_NO_NAME, item.decl, item.decl->node->func.body);
    }
    if (item.decl->kind == JXL_DECL_VIEW) form_view_class(f, item.name, item.decl);
    f->py.span = span;
    form_leave(f, saved);
}

void form_write_items(Form *f) {
    for (u32 i = 0; i < f->items.count; i++) write_item(f, i);
}
