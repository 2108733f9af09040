// Brings the modules together once all names are resolved: what imports name, bases and the order
// of classes, methods, fields, and which module variables are private to their module's body.
#include "compiler/sema/build_priv.h"

#include "base/check.h"

// ---- globals that never change

static void find_constants(Build *build) {
    SemaProgram *program = build->program;
    for (u32 i = 0; i < program->globals.count; i++) {
        SemaGlobal *global = &program->globals.items[i];
        const GlobalUse *use = &build->global_uses.items[i];
        const SemaModule *module = program->modules.items[global->module];
        u32 ignored;
        if (use->store_count != 1 || use->def_node_kind == AST_NONE ||
            use->def_node_kind == AST_ALIAS || module->is_rewritten)
            continue;
        bool is_reachable = global->owner_class != SEMA_NONE_INDEX || module->is_imported;
        if (is_reachable && int_map_get(&build->stored_attributes, global->name, &ignored))
            continue;
        u32 func = module->funcs[use->def_id];
        if (use->def_node_kind == AST_FUNCTION_DEF) global->constant_func = func;
        if (use->def_node_kind == AST_CLASS_DEF)
            global->constant_class = program->funcs.items[func]->owner_class;
    }
}

// ---- imports

static void link_import(Build *build, SemaModule *module, const AstAlias *alias) {
    u32 index;
    if (!int_map_get(&module->imports, alias->id, &index)) return;
    SemaImport *import = &build->program->imports.items[index];
    Slice name = names_text(build->names, alias->name);
    if (import->kind == SEMA_IMPORT_NATIVE) {
        for (u32 id = 0; id < NATIVE_COUNT; id++) {
            if (native_rows[id].owner == import->module &&
                slice_equal(slice_of_text(native_rows[id].name), name))
                import->native = id;
        }
        if (build_native_has(import->module, name)) return;
        import->kind = SEMA_IMPORT_MISSING_NAME;
        import->is_native = true;
        if (import->is_guarded || module->is_library) return;
        diag_error(build->diags, DIAG_IMPORT_ERROR, alias->span,
                   "cannot import name '%S' from '%S'", &name, &import->name);
        return;
    }
    if (import->kind != SEMA_IMPORT_USER) return;
    SemaModule *target = build->program->modules.items[import->module];
    u32 global;
    // `from . import x` in a package's own __init__ means the submodule, which it binds by that.
    bool is_own_submodule = target == module && import->bound != import->module;
    if (!is_own_submodule && int_map_get(&target->globals, alias->name, &global)) {
        import->global = global;
        import->bound = import->module;
        build->global_uses.items[global].is_shared = true;
        return;
    }
    if (import->bound != import->module) return;
    if (int_map_get(&target->globals, names_intern_text(build->names, "__getattr__"), &global)) {
        import->kind = SEMA_IMPORT_HOOKED;
        return;
    }
    Slice from = target->name;
    import->kind = SEMA_IMPORT_MISSING_NAME;
    if (import->is_guarded || module->is_library) return;
    diag_error(build->diags, DIAG_IMPORT_ERROR, alias->span, "cannot import name '%S' from '%S'",
               &name, &from);
}

static void visit_from_imports(void *context, AstNode *node) {
    Build *build = context;
    if (ast_kind_info(node->kind)->group == AST_GROUP_EXPR) return;
    const AstStmt *stmt = (const AstStmt *)node;
    for (u32 i = 0; node->kind == AST_IMPORT_FROM && i < stmt->import_from.names.count; i++)
        link_import(build, build->module, stmt->import_from.names.items[i]);
    ast_each_child(node, visit_from_imports, build);
}

// ---- bases

// The class that a module variable always holds, through from-imports, or SEMA_NONE_INDEX.
static u32 constant_class(Build *build, u32 global, u32 depth) {
    const SemaGlobal *row = &build->program->globals.items[global];
    const GlobalUse *use = &build->global_uses.items[global];
    if (row->constant_class != SEMA_NONE_INDEX) return row->constant_class;
    if (use->store_count != 1 || use->def_node_kind != AST_ALIAS || depth > 32)
        return SEMA_NONE_INDEX;
    u32 import;
    if (!int_map_get(&build->program->modules.items[row->module]->imports, use->def_id, &import))
        return SEMA_NONE_INDEX;
    u32 source = build->program->imports.items[import].global;
    return source == SEMA_NONE_INDEX ? SEMA_NONE_INDEX : constant_class(build, source, depth + 1);
}

// The global that `module.attr` names.
static u32 attribute_global(Build *build, const SemaModule *module, const AstExpr *expr) {
    SemaName name = module->names[expr->attribute.value->id];
    u32 import, global = SEMA_NONE_INDEX;
    if (expr->attribute.value->kind != AST_NAME || name.kind != SEMA_NAME_GLOBAL) return global;
    const GlobalUse *use = &build->global_uses.items[name.index];
    if (use->store_count != 1 || use->def_node_kind != AST_ALIAS) return global;
    if (!int_map_get(&module->imports, use->def_id, &import)) return global;
    const SemaImport *row = &build->program->imports.items[import];
    if (row->kind != SEMA_IMPORT_USER || row->global != SEMA_NONE_INDEX) return global;
    if (!int_map_get(&build->program->modules.items[row->bound]->globals, expr->attribute.attr,
                     &global))
        return SEMA_NONE_INDEX;
    return global;
}

static void find_base(Build *build, SemaClass *class) {
    if (class->node->class_def.bases.count == 0) return;
    const SemaModule *module = build->program->modules.items[class->module];
    const AstExpr *base = class->node->class_def.bases.items[0];
    u32 found = SEMA_NONE_INDEX;
    if (base->kind == AST_NAME) {
        SemaName name = module->names[base->id];
        bool is_allowed = name.kind == SEMA_NAME_BUILTIN_CLASS &&
                          (name.index == CLASS_OBJECT ||
                           sema_builtin_is_subclass(name.index, CLASS_BASE_EXCEPTION));
        if (is_allowed) {
            class->builtin_base = name.index;
            return;
        }
        if (name.kind == SEMA_NAME_BUILTIN_CLASS) {
            build_unsupported(build, base->span, "subclass of a built-in type");
            return;
        }
        if (name.kind == SEMA_NAME_GLOBAL) found = constant_class(build, name.index, 0);
    } else if (base->kind == AST_ATTRIBUTE) {
        u32 global = attribute_global(build, module, base);
        if (global != SEMA_NONE_INDEX) found = constant_class(build, global, 0);
    }
    // Classes are numbered in the order of the text: a base in the same module stands before.
    bool is_later = found != SEMA_NONE_INDEX &&
                    build->program->classes.items[found]->module == class->module &&
                    found >= class->index;
    if (found == SEMA_NONE_INDEX || is_later) {
        build_unsupported(build, base->span, "base class that is not a fixed class of the program");
        return;
    }
    class->base = found;
}

// Classes whose bases go in a circle (through modules that import each other) lose them.
static void break_cycles(Build *build) {
    SemaProgram *program = build->program;
    for (u32 i = 0; i < program->classes.count; i++) {
        SemaClass *class = program->classes.items[i];
        u32 at = class->base, steps = 0;
        while (at != SEMA_NONE_INDEX && steps++ <= program->classes.count)
            at = program->classes.items[at]->base;
        if (at == SEMA_NONE_INDEX) continue;
        build_unsupported(build, class->node->span,
                          "base class that is not a fixed class of the program");
        class->base = SEMA_NONE_INDEX;
    }
}

typedef struct {
    u32 *first_child, *next_sibling;
    SemaClass **order;
    u32 count;
} Preorder;

static void number_class(SemaProgram *program, Preorder *preorder, u32 old) {
    SemaClass *class = program->classes.items[old];
    u32 index = preorder->count++;
    preorder->order[index] = class;
    class->index = index;
    for (u32 child = preorder->first_child[old]; child != SEMA_NONE_INDEX;
         child = preorder->next_sibling[child])
        number_class(program, preorder, child);
    class->last_subclass = preorder->count - 1;
}

static u32 renumbered(SemaProgram *program, u32 old) {
    return old == SEMA_NONE_INDEX ? old : program->classes.items[old]->index;
}

static void sort_classes(Build *build) {
    SemaProgram *program = build->program;
    u32 count = program->classes.count;
    Preorder preorder = {ARENA_NEW_ARRAY(build->arena, u32, count + 1),
                         ARENA_NEW_ARRAY(build->arena, u32, count + 1),
                         ARENA_NEW_ARRAY(build->arena, SemaClass *, count + 1), 0};
    for (u32 i = 0; i < count; i++)
        preorder.first_child[i] = preorder.next_sibling[i] = SEMA_NONE_INDEX;
    for (u32 i = count; i-- > 0;) {
        u32 base = program->classes.items[i]->base;
        if (base == SEMA_NONE_INDEX) continue;
        preorder.next_sibling[i] = preorder.first_child[base];
        preorder.first_child[base] = i;
    }
    for (u32 i = 0; i < count; i++) {
        if (program->classes.items[i]->base == SEMA_NONE_INDEX) number_class(program, &preorder, i);
    }
    for (u32 i = 0; i < program->funcs.count; i++)
        program->funcs.items[i]->owner_class =
            renumbered(program, program->funcs.items[i]->owner_class);
    for (u32 i = 0; i < program->globals.count; i++) {
        SemaGlobal *global = &program->globals.items[i];
        global->owner_class = renumbered(program, global->owner_class);
        global->constant_class = renumbered(program, global->constant_class);
    }
    for (u32 i = 0; i < count; i++) {
        SemaClass *class = program->classes.items[i];
        class->base = renumbered(program, class->base);
    }
    for (u32 i = 0; i < count; i++) program->classes.items[i] = preorder.order[i];
    for (u32 i = 0; i < count; i++) {
        SemaClass *class = program->classes.items[i];
        if (class->base != SEMA_NONE_INDEX)
            class->builtin_base = program->classes.items[class->base]->builtin_base;
    }
}

// ---- methods

static bool is_direct_def(const SemaClass *class, u32 node_id) {
    for (u32 i = 0; i < class->node->class_def.body.count; i++) {
        if (class->node->class_def.body.items[i]->id == node_id) return true;
    }
    return false;
}

static void find_methods(Build *build, SemaClass *class) {
    u32 kept = 0;
    for (u32 i = 0; i < class->attributes.count; i++) {
        SemaClassAttribute attribute = class->attributes.items[i];
        SemaGlobal *global = &build->program->globals.items[attribute.global];
        const GlobalUse *use = &build->global_uses.items[attribute.global];
        bool is_method =
            global->constant_func != SEMA_NONE_INDEX && is_direct_def(class, use->def_id);
        if (is_method) {
            *VEC_PUSH(build->arena, &class->methods) =
                (SemaMethod){attribute.name, global->constant_func};
        } else {
            class->attributes.items[kept++] = attribute;
        }
        if (!is_method) global->constant_func = SEMA_NONE_INDEX;
    }
    class->attributes.count = kept;
}

// ---- fields

typedef struct {
    Build *build;
    u32 class_index;    // of the method being walked
    AstName self_name;  // its first parameter
    IntMap *foreign;    // names stored on other receivers; see foreign_key
    IntMap *stored;     // names stored on any
} FieldWalk;

enum { OF_ANY_LIBRARY = 0x7fffffff };

// What the user's code stores on an object may be meant for any class. What a library module stores
// is meant for classes of its own package, and for those that have a class attribute of that name:
// else the instances of every class would have room for all attributes of all modules.
static u64 foreign_space(Build *build, const SemaModule *module) {
    if (!module->is_library) return 0;
    usize len = 0;
    while (len < module->name.len && module->name.data[len] != '.') len++;
    AstName package = names_intern(build->names, slice_make(module->name.data, len));
    return (u64)(package + 1) << 32;
}

static void note_foreign(Build *build, IntMap *foreign, AstName name) {
    *int_map_at(foreign, foreign_space(build, build->module) | name, 1) = 1;
    if (build->module->is_library) *int_map_at(foreign, (u64)OF_ANY_LIBRARY << 32 | name, 1) = 1;
}

static bool has_attribute(const SemaProgram *program, const SemaClass *class, AstName name) {
    for (;; class = program->classes.items[class->base]) {
        for (u32 i = 0; i < class->attributes.count; i++) {
            if (class->attributes.items[i].name == name) return true;
        }
        if (class->base == SEMA_NONE_INDEX) return false;
    }
}

static bool is_stored_by(Build *build, const IntMap *foreign, const SemaClass *class, u64 space,
                         AstName name) {
    u32 ignored;
    return int_map_get(foreign, name, &ignored) || int_map_get(foreign, space | name, &ignored) ||
           (int_map_get(foreign, (u64)OF_ANY_LIBRARY << 32 | name, &ignored) &&
            has_attribute(build->program, class, name));
}

static SemaField *find_field(SemaProgram *program, u32 class_index, AstName name) {
    for (; class_index != SEMA_NONE_INDEX;
         class_index = program->classes.items[class_index]->base) {
        SemaClass *class = program->classes.items[class_index];
        for (u32 i = 0; i < class->fields.count; i++) {
            if (class->fields.items[i].name == name) return &class->fields.items[i];
        }
    }
    return NULL;
}

static void note_store(FieldWalk *walk, const AstExpr *target) {
    const AstExpr *value = target->attribute.value;
    *int_map_at(walk->stored, target->attribute.attr, 1) = 1;
    bool is_own = walk->class_index != SEMA_NONE_INDEX && value->kind == AST_NAME &&
                  value->name.id == walk->self_name;
    if (is_own)
        *int_map_at(&walk->build->own_attributes,
                    (u64)walk->class_index << 32 | target->attribute.attr, 1) = 1;
    else
        note_foreign(walk->build, walk->foreign, target->attribute.attr);
}

static void visit_stores(void *context, AstNode *node) {
    FieldWalk *walk = context;
    const AstExpr *expr = (const AstExpr *)node;
    FieldWalk outer = *walk;
    if (node->kind == AST_ATTRIBUTE && expr->attribute.ctx == AST_STORE) note_store(walk, expr);
    if (node->kind == AST_CALL && expr->call.func->kind == AST_NAME && expr->call.args.count == 3 &&
        ast_is_constant(expr->call.args.items[1], AST_CONST_STR) &&
        slice_equal(names_text(walk->build->names, expr->call.func->name.id),
                    SLICE_LITERAL("setattr"))) {
        AstName name =
            names_intern(walk->build->names, expr->call.args.items[1]->constant.value.u.text);
        *int_map_at(walk->stored, name, 1) = 1;
        note_foreign(walk->build, walk->foreign, name);
    }
    if (node->kind == AST_FUNCTION_DEF) {
        u32 index = walk->build->module->funcs[node->id];
        const SemaFunc *func =
            index == SEMA_NONE_INDEX ? NULL : walk->build->program->funcs.items[index];
        bool is_method =
            func && func->owner_class != SEMA_NONE_INDEX && sema_func_self(func) != SEMA_NONE_INDEX;
        if (is_method) {
            walk->class_index = func->owner_class;
            walk->self_name = func->params.items[0].name;
        }
    }
    ast_each_child(node, visit_stores, walk);
    walk->class_index = outer.class_index;
    walk->self_name = outer.self_name;
}

static bool has_property(Build *build, const SemaClass *class, AstName name) {
    u32 ignored;
    return int_map_get(&build->property_names, name, &ignored) &&
           has_attribute(build->program, class, name);
}

static void add_field(Build *build, SemaClass *class, AstName name) {
    if (find_field(build->program, class->index, name)) return;
    if (has_property(build, class, name)) return;
    if (class->builtin_base != CLASS_OBJECT &&
        slice_equal(names_text(build->names, name), SLICE_LITERAL("args")))
        return;
    *VEC_PUSH(build->arena, &class->fields) =
        (SemaField){.name = name, .type = SEMA_OBJECT, .kind = SLOT_VALUE, .cell = SEMA_NONE_INDEX};
}

// A property would come first, the field of the base class never.
static void check_properties(Build *build, const SemaClass *class) {
    for (u32 i = 0; i < class->attributes.count && class->base != SEMA_NONE_INDEX; i++) {
        AstName name = class->attributes.items[i].name;
        bool is_hidden = has_property(build, class, name) &&
                         find_field(build->program, class->base, name) != NULL;
        if (!is_hidden) continue;
        if (!build_is_opened(build, class->node->span))
            *VEC_PUSH(build->arena, &build->program->opened) = class->node->span;
        build_unsupported(build, class->node->span,
                          "property with the name of a plain attribute of the base class");
    }
}

static void find_fields(Build *build) {
    SemaProgram *program = build->program;
    IntMap foreign, stored;
    int_map_init(&foreign, build->arena);
    int_map_init(&stored, build->arena);
    for (u32 i = 0; i < program->modules.count; i++) {
        build->module = program->modules.items[i];
        FieldWalk walk = {build, SEMA_NONE_INDEX, AST_NO_NAME, &foreign, &stored};
        ast_each_child((AstNode *)&((AstModule *)(uintptr_t)build->module->ast)->node, visit_stores,
                       &walk);
    }
    // Names in a fixed order, so that layouts do not depend on hashing: that of their numbers.
    VEC(AstName) names = {0};
    for (AstName name = 1; name < build->names->count; name++) {
        u32 ignored;
        if (int_map_get(&stored, name, &ignored)) *VEC_PUSH(build->arena, &names) = name;
    }
    for (u32 i = 0; i < program->classes.count; i++) {
        SemaClass *class = program->classes.items[i];
        u64 space = foreign_space(build, program->modules.items[class->module]);
        for (u32 k = 0; k < names.count; k++) {
            AstName name = names.items[k];
            u32 ignored;
            if (int_map_get(&build->own_attributes, (u64) class->index << 32 | name, &ignored) ||
                is_stored_by(build, &foreign, class, space, name))
                add_field(build, class, name);
        }
        check_properties(build, class);
    }
}

// ---- module variables that only the module's body sees become its locals

static void make_locals(Build *build, SemaModule *module) {
    SemaProgram *program = build->program;
    SemaFunc *body = program->funcs.items[module->body_func];
    if (module->is_imported) return;
    IntMap vars;
    int_map_init(&vars, build->arena);
    for (u32 i = 0; i < program->globals.count; i++) {
        const SemaGlobal *global = &program->globals.items[i];
        const GlobalUse *use = &build->global_uses.items[i];
        u32 ignored;
        if (global->module != module->index || global->owner_class != SEMA_NONE_INDEX ||
            use->is_shared)
            continue;
        if (global->name == AST_NO_NAME || use->def_node_kind != AST_NONE) continue;
        bool is_made =
            slice_starts_with(names_text(build->names, global->name), SLICE_LITERAL("_."));
        if (program->lifetimes == SEMA_LIFETIMES_MODULE && !is_made) continue;
        if (build_builtin(build, global->name).kind != SEMA_NAME_NONE ||
            int_map_get(&vars, i, &ignored))
            continue;
        *int_map_at(&vars, i, body->vars.count) = body->vars.count;
        *VEC_PUSH(build->arena, &body->vars) = (SemaVar){
            .name = global->name,
            .kind = SEMA_VAR_LOCAL,
            .param_index = SEMA_NONE_INDEX,
            .capture_index = SEMA_NONE_INDEX,
            .outer_var = SEMA_NONE_INDEX,
            .type_cell = SEMA_NONE_INDEX,
        };
    }
    for (u32 id = 0; id < module->ast->node_count; id++) {
        u32 var;
        SemaName *name = &module->names[id];
        if (name->kind == SEMA_NAME_GLOBAL && int_map_get(&vars, name->index, &var))
            *name = (SemaName){.kind = SEMA_NAME_VAR, .index = var};
    }
}

static void name_methods(Build *build, SemaModule *module) {
    for (u32 id = 0; id < module->ast->node_count; id++) {
        SemaName *name = &module->names[id];
        if (name->kind != SEMA_NAME_GLOBAL) continue;
        const SemaGlobal *global = &build->program->globals.items[name->index];
        if (global->owner_class != SEMA_NONE_INDEX && global->constant_func != SEMA_NONE_INDEX)
            *name = (SemaName){.kind = SEMA_NAME_METHOD, .index = global->constant_func};
    }
}

static void settle_capture_kinds(SemaProgram *program) {
    // Outer functions come before inner ones.
    for (u32 i = 0; i < program->funcs.count; i++) {
        SemaFunc *func = program->funcs.items[i];
        for (u32 k = 0; k < func->vars.count; k++) {
            SemaVar *var = &func->vars.items[k];
            if (var->kind != SEMA_VAR_CAPTURE) continue;
            SemaFunc *outer = program->funcs.items[func->outer];
            u8 kind = outer->vars.items[var->outer_var].kind;
            if (kind == SEMA_VAR_CELL || kind == SEMA_VAR_CAPTURE_CELL)
                var->kind = SEMA_VAR_CAPTURE_CELL;
        }
    }
}

void build_link(Build *build) {
    SemaProgram *program = build->program;
    settle_capture_kinds(program);
    find_constants(build);
    for (u32 i = 0; i < program->modules.count; i++) {
        build->module = program->modules.items[i];
        ast_each_child((AstNode *)&((AstModule *)(uintptr_t)build->module->ast)->node,
                       visit_from_imports, build);
    }
    for (u32 i = 0; i < program->classes.count; i++) find_base(build, program->classes.items[i]);
    break_cycles(build);
    sort_classes(build);
    for (u32 i = 0; i < program->classes.count; i++) find_methods(build, program->classes.items[i]);
    find_fields(build);
    for (u32 i = 0; i < program->modules.count; i++) {
        name_methods(build, program->modules.items[i]);
        make_locals(build, program->modules.items[i]);
    }
}
