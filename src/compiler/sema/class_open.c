// Which classes are open: made at run time by calling `type` or a metaclass, their instances
// `object` to inference. All others are closed: laid out when compiling.
//
// A class is open when what its statement says needs it (several bases, a metaclass, __slots__, a
// place inside a function …), or when a class that it shares a base or subclass with is: a tree of
// classes is closed or open as a whole. Code that may change instances or bases by computed names
// opens every class of the program's own modules.
#include "compiler/sema/build_priv.h"

#include <string.h>

typedef struct {
    u32 module;
    const AstStmt *stmt;
    u32 outer;  // the class statement around it, or SEMA_NONE_INDEX
    bool is_open;
} ClassRow;

typedef enum { BASE_CLASS, BASE_PLAIN, BASE_FOREIGN, BASE_UNKNOWN } BaseKind;

typedef struct {
    Build *build;
    VEC(ClassRow) classes;
    IntMap bound;    // module << 32 | AstName: how often the module binds it
    IntMap defined;  // module << 32 | AstName: row of the class statement
    IntMap aliases;  // module << 32 | AstName: node id of the import's alias
    IntMap origins;  // the same: the imported name
    bool opens_all;
    bool makes_types;  // type(name, bases, dict): of any base
    // of the walk
    u32 module, class_row, func_depth, loop_depth;
    u32 final_depth;            // `with` and `try … finally` around, in this function
    u32 method_depth;           // functions between the class body and here
    const AstExpr *super_base;  // the super() whose attribute is being visited
} Walk;

static u64 name_key(u32 module, AstName name) {
    return (u64)module << 32 | name;
}

static bool is_text(const Walk *w, AstName name, const char *text) {
    return slice_equal(names_text(w->build->names, name), slice_of_text(text));
}

static void bind(Walk *w, AstName name, u32 times) {
    if (w->func_depth > 0 || w->class_row != SEMA_NONE_INDEX) return;
    *int_map_at(&w->bound, name_key(w->module, name), 0) += times;
}

static void open_here(Walk *w) {
    if (w->class_row != SEMA_NONE_INDEX) w->classes.items[w->class_row].is_open = true;
}

// ---- what a class statement needs

static bool is_closed_name(const Walk *w, AstName name) {
    return build_class_name_is_plain(names_text(w->build->names, name));
}

static bool needs_open_body(const Walk *w, AstStmts body) {
    for (u32 i = 0; i < body.count; i++) {
        const AstStmt *stmt = body.items[i];
        if ((stmt->kind == AST_FUNCTION_DEF || stmt->kind == AST_ASYNC_FUNCTION_DEF) &&
            !is_closed_name(w, stmt->function_def.name))
            return true;
        if (stmt->kind != AST_ASSIGN) continue;
        for (u32 k = 0; k < stmt->assign.targets.count; k++) {
            const AstExpr *target = stmt->assign.targets.items[k];
            if (target->kind == AST_NAME && !is_closed_name(w, target->name.id)) return true;
        }
    }
    return false;
}

static bool needs_open(const Walk *w, const AstStmt *stmt) {
    AstExprs bases = stmt->class_def.bases;
    if (w->func_depth > 0 || w->loop_depth > 0) return true;
    if (bases.count > 1 || stmt->class_def.keywords.count > 0) return true;
    if (stmt->class_def.decorators.count > 0) return true;
    return needs_open_body(w, stmt->class_def.body);
}

// ---- the walk

static void visit(void *context, AstNode *node);

static void visit_class(Walk *w, const AstStmt *stmt) {
    u32 row = w->classes.count;
    bind(w, stmt->class_def.name, w->loop_depth > 0 ? 2 : 1);
    if (w->func_depth == 0 && w->class_row == SEMA_NONE_INDEX)
        *int_map_at(&w->defined, name_key(w->module, stmt->class_def.name), row) = row;
    *VEC_PUSH(w->build->arena, &w->classes) =
        (ClassRow){w->module, stmt, w->class_row, needs_open(w, stmt)};
    Walk outer = *w;
    w->class_row = row;
    w->method_depth = 0;
    ast_each_child((AstNode *)(uintptr_t)&stmt->node, visit, w);
    w->class_row = outer.class_row;
    w->method_depth = outer.method_depth;
}

static bool is_builtin_call(const Walk *w, const AstExpr *call, const char *name, u32 args) {
    const AstExpr *func = call->call.func;
    return func->kind == AST_NAME && is_text(w, func->name.id, name) &&
           call->call.args.count == args;
}

static void visit_call(Walk *w, const AstExpr *call) {
    bool is_store =
        is_builtin_call(w, call, "setattr", 3) || is_builtin_call(w, call, "delattr", 2);
    if (is_store && !ast_is_constant(call->call.args.items[1], AST_CONST_STR)) w->opens_all = true;
    if (is_builtin_call(w, call, "type", 3)) w->makes_types = true;
    if (is_builtin_call(w, call, "type", 3) || is_builtin_call(w, call, "vars", 1))
        w->opens_all = true;
}

// Closed classes do not keep their annotations.
static void note_hints(Walk *w, AstName name) {
    if (is_text(w, name, "get_type_hints")) w->opens_all = true;
    // They make classes with bases that are told when the program runs.
    bool makes_types = is_text(w, name, "new_class") || is_text(w, name, "make_dataclass");
    if (makes_types && !w->build->program->modules.items[w->module]->is_own_library)
        w->opens_all = w->makes_types = true;
}

static void visit_attribute(Walk *w, const AstExpr *expr) {
    AstName name = expr->attribute.attr;
    note_hints(w, name);
    bool is_store = expr->attribute.ctx != AST_LOAD;
    if (is_text(w, name, "__dict__") || is_text(w, name, "__setattr__") ||
        is_text(w, name, "__delattr__") || (is_store && is_text(w, name, "__class__")))
        w->opens_all = true;
    if (expr->attribute.value->kind == AST_CALL) w->super_base = expr->attribute.value->call.func;
}

// super() is known in closed classes where a method says super().name.
static void visit_name(Walk *w, const AstExpr *expr) {
    bool is_plain_super = expr == w->super_base && w->method_depth == 1;
    if (is_text(w, expr->name.id, "super") && !is_plain_super) open_here(w);
    if (is_text(w, expr->name.id, "__class__")) open_here(w);
    bool is_body = w->class_row != SEMA_NONE_INDEX && w->method_depth == 0;
    if (is_body && (is_text(w, expr->name.id, "locals") || is_text(w, expr->name.id, "vars") ||
                    is_text(w, expr->name.id, "dir")))
        open_here(w);
    if (expr->name.ctx != AST_LOAD) bind(w, expr->name.id, w->loop_depth > 0 ? 2 : 1);
}

static AstName package_name(const Walk *w, AstName name) {
    Slice text = names_text(w->build->names, name);
    const u8 *dot = memchr(text.data, '.', text.len);
    return dot ? names_intern(w->build->names, slice_make(text.data, (usize)(dot - text.data)))
               : name;
}

// `import a.b` binds a, once more the same where `import a` did.
static bool is_package_bound(const Walk *w, const AstAlias *alias, AstName name) {
    u32 first, import;
    const SemaModule *module = w->build->program->modules.items[w->module];
    if (alias->asname != AST_NO_NAME) return false;
    return int_map_get(&w->aliases, name_key(w->module, name), &first) &&
           int_map_get(&module->imports, first, &import) &&
           w->build->program->imports.items[import].is_whole;
}

static void visit_aliases(Walk *w, AstAliases aliases, bool is_from) {
    for (u32 i = 0; i < aliases.count; i++) {
        const AstAlias *alias = aliases.items[i];
        AstName name = alias->asname != AST_NO_NAME ? alias->asname : alias->name;
        if (!is_from && alias->asname == AST_NO_NAME) name = package_name(w, name);
        if (!is_from && is_package_bound(w, alias, name)) continue;
        bind(w, name, 1);
        if (w->func_depth > 0 || w->class_row != SEMA_NONE_INDEX) continue;
        *int_map_at(&w->aliases, name_key(w->module, name), 0) = alias->id;
        *int_map_at(&w->origins, name_key(w->module, name), 0) = alias->name;
    }
}

// The program's own code may see the end of objects.
static void note_lifetimes(Walk *w, SemaLifetimes lifetimes) {
    SemaProgram *program = w->build->program;
    if (program->modules.items[w->module]->is_library) return;
    if (program->lifetimes < lifetimes) program->lifetimes = (u8)lifetimes;
}

static void note_import(Walk *w, AstName name) {
    if (name != AST_NO_NAME && (is_text(w, name, "weakref") || is_text(w, name, "gc")))
        note_lifetimes(w, SEMA_LIFETIMES_MODULE);
}

static void visit_function(Walk *w, AstNode *node) {
    const AstStmt *stmt = (const AstStmt *)node;
    if (node->kind != AST_LAMBDA) bind(w, stmt->function_def.name, 1);
    bool is_finalizer = node->kind != AST_LAMBDA && w->class_row != SEMA_NONE_INDEX &&
                        is_text(w, stmt->function_def.name, "__del__");
    if (is_finalizer) note_lifetimes(w, SEMA_LIFETIMES_MODULE);
    u32 loops = w->loop_depth, finals = w->final_depth;
    w->loop_depth = w->final_depth = 0;
    w->func_depth++;
    w->method_depth++;
    ast_each_child(node, visit, w);
    w->method_depth--;
    w->func_depth--;
    w->loop_depth = loops;
    w->final_depth = finals;
}

static void visit(void *context, AstNode *node) {
    Walk *w = context;
    const AstStmt *stmt = (const AstStmt *)node;
    const AstExpr *expr = (const AstExpr *)node;
    switch (node->kind) {
    case AST_CLASS_DEF: visit_class(w, stmt); return;
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF:
    case AST_LAMBDA: visit_function(w, node); return;
    case AST_FOR:
    case AST_ASYNC_FOR:
    case AST_WHILE:
        w->loop_depth++;
        ast_each_child(node, visit, w);
        w->loop_depth--;
        return;
    case AST_GLOBAL:
        for (u32 i = 0; i < stmt->global.names.count; i++)
            *int_map_at(&w->bound, name_key(w->module, stmt->global.names.items[i]), 0) += 2;
        return;
    case AST_IMPORT:
        for (u32 i = 0; i < stmt->import.names.count; i++)
            note_import(w, stmt->import.names.items[i]->name);
        visit_aliases(w, stmt->import.names, false);
        return;
    case AST_IMPORT_FROM:
        note_import(w, stmt->import_from.module);
        for (u32 i = 0; i < stmt->import_from.names.count; i++)
            note_hints(w, stmt->import_from.names.items[i]->name);
        visit_aliases(w, stmt->import_from.names, true);
        return;
    case AST_TRY:
    case AST_WITH:
        w->final_depth++;
        ast_each_child(node, visit, w);
        w->final_depth--;
        return;
    case AST_YIELD:
    case AST_YIELD_FROM:
        if (w->final_depth > 0) note_lifetimes(w, SEMA_LIFETIMES_SCOPE);
        break;
    case AST_CALL: visit_call(w, expr); break;
    case AST_ATTRIBUTE: visit_attribute(w, expr); break;
    case AST_NAME: visit_name(w, expr); return;
    default: break;
    }
    if (ast_kind_info(node->kind)->group != AST_GROUP_ARG) ast_each_child(node, visit, w);
}

// ---- bases

static bool is_bound_once(const Walk *w, u32 module, AstName name) {
    u32 count;
    return int_map_get(&w->bound, name_key(module, name), &count) && count == 1;
}

static const SemaImport *import_of(const Walk *w, u32 module, AstName name) {
    u32 alias, import;
    const SemaModule *row = w->build->program->modules.items[module];
    if (!int_map_get(&w->aliases, name_key(module, name), &alias)) return NULL;
    if (!int_map_get(&row->imports, alias, &import)) return NULL;
    return &w->build->program->imports.items[import];
}

static BaseKind base_of_name(const Walk *w, u32 module, AstName name, u32 depth, u32 *row) {
    u32 count, origin;
    if (!int_map_get(&w->bound, name_key(module, name), &count)) {
        SemaName found = build_builtin(w->build, name);
        if (found.kind != SEMA_NAME_BUILTIN_CLASS) return BASE_UNKNOWN;
        bool is_plain = found.index == CLASS_OBJECT ||
                        sema_builtin_is_subclass(found.index, CLASS_BASE_EXCEPTION);
        return is_plain ? BASE_PLAIN : BASE_FOREIGN;
    }
    if (int_map_get(&w->defined, name_key(module, name), row))
        return count == 1 ? BASE_CLASS : BASE_UNKNOWN;
    const SemaImport *import = import_of(w, module, name);
    if (count != 1 || !import || depth > 32) return BASE_UNKNOWN;
    if (import->kind != SEMA_IMPORT_USER) return BASE_FOREIGN;
    if (!int_map_get(&w->origins, name_key(module, name), &origin)) return BASE_UNKNOWN;
    return base_of_name(w, import->module, origin, depth + 1, row);
}

static BaseKind base_of(const Walk *w, u32 module, const AstExpr *expr, u32 *row) {
    if (expr->kind == AST_NAME) return base_of_name(w, module, expr->name.id, 0, row);
    if (expr->kind == AST_SUBSCRIPT) return base_of(w, module, expr->subscript.value, row);
    if (expr->kind == AST_CALL) {
        // What a library's function makes is none of the program's closed classes.
        const AstExpr *func = expr->call.func;
        if (func->kind == AST_ATTRIBUTE) func = func->attribute.value;
        if (func->kind != AST_NAME) return BASE_UNKNOWN;
        const SemaImport *import = import_of(w, module, func->name.id);
        bool is_library = import && (import->kind != SEMA_IMPORT_USER ||
                                     w->build->program->modules.items[import->module]->is_library);
        return is_library ? BASE_FOREIGN : BASE_UNKNOWN;
    }
    if (expr->kind != AST_ATTRIBUTE || expr->attribute.value->kind != AST_NAME) return BASE_UNKNOWN;
    AstName name = expr->attribute.value->name.id;
    const SemaImport *import = import_of(w, module, name);
    if (!import || !is_bound_once(w, module, name)) return BASE_UNKNOWN;
    if (import->kind != SEMA_IMPORT_USER) return BASE_FOREIGN;
    if (import->bound == SEMA_NONE_INDEX) return BASE_UNKNOWN;
    return base_of_name(w, import->bound, expr->attribute.attr, 0, row);
}

// An instance of such a built-in class may be one of an open class.
static void mark_base(Walk *w, const AstExpr *base, u32 module, BaseKind kind) {
    bool *marks = w->build->program->has_open_subclass;
    SemaName found = {.kind = SEMA_NAME_NONE};
    u32 count;
    if (base->kind == AST_NAME && !int_map_get(&w->bound, name_key(module, base->name.id), &count))
        found = build_builtin(w->build, base->name.id);
    bool is_named = found.kind == SEMA_NAME_BUILTIN_CLASS;
    for (u32 id = 1; id < CLASS_BUILTIN_COUNT; id++) {
        bool is_hit = is_named ? sema_builtin_is_subclass(found.index, id)
                               : kind == BASE_UNKNOWN || id == CLASS_TUPLE;
        if (is_hit) marks[id] = true;
    }
}

static void mark_bases(Walk *w) {
    for (u32 i = 0; i < w->classes.count; i++) {
        const ClassRow *class = &w->classes.items[i];
        AstExprs bases = class->stmt->class_def.bases;
        for (u32 k = 0; class->is_open && k < bases.count; k++) {
            u32 row;
            BaseKind kind = base_of(w, class->module, bases.items[k], &row);
            if (kind != BASE_CLASS) mark_base(w, bases.items[k], class->module, kind);
        }
    }
    for (u32 id = 1; w->makes_types && id < CLASS_BUILTIN_COUNT; id++)
        w->build->program->has_open_subclass[id] = true;
}

// A name with a second binding (an import that may fail, below the class) may still mean the
// classes that the module calls so.
static bool open_namesakes(Walk *w, u32 row) {
    bool has_changed = false;
    const ClassRow *first = &w->classes.items[row];
    for (u32 i = 0; i < w->classes.count; i++) {
        ClassRow *class = &w->classes.items[i];
        bool is_one = class->module == first->module && class->outer == SEMA_NONE_INDEX &&
                      class->stmt->class_def.name == first->stmt->class_def.name;
        if (is_one && !class->is_open) class->is_open = has_changed = true;
    }
    return has_changed;
}

// Brings one class and its bases to the same answer; whether something changed.
static bool settle_bases(Walk *w, u32 index) {
    ClassRow *class = &w->classes.items[index];
    AstExprs bases = class->stmt->class_def.bases;
    bool has_changed = false;
    for (u32 i = 0; i < bases.count; i++) {
        u32 base = SEMA_NONE_INDEX;
        BaseKind kind = base_of(w, class->module, bases.items[i], &base);
        if (kind == BASE_UNKNOWN && base != SEMA_NONE_INDEX) has_changed |= open_namesakes(w, base);
        // A class of the text below cannot be the base of a closed one.
        bool is_later =
            kind == BASE_CLASS && base >= index && w->classes.items[base].module == class->module;
        bool is_open = kind == BASE_FOREIGN || kind == BASE_UNKNOWN || is_later;
        if (kind == BASE_UNKNOWN && !w->build->program->modules.items[class->module]->is_library)
            w->opens_all = true;
        if (kind == BASE_CLASS) is_open |= w->classes.items[base].is_open;
        if (is_open && !class->is_open) class->is_open = has_changed = true;
        if (kind == BASE_CLASS && class->is_open && !w->classes.items[base].is_open)
            w->classes.items[base].is_open = has_changed = true;
    }
    if (class->is_open && class->outer != SEMA_NONE_INDEX &&
        !w->classes.items[class->outer].is_open)
        w->classes.items[class->outer].is_open = has_changed = true;
    return has_changed;
}

static void settle(Walk *w) {
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (u32 i = 0; i < w->classes.count; i++) has_changed |= settle_bases(w, i);
        for (u32 i = 0; w->opens_all && i < w->classes.count; i++) {
            ClassRow *class = &w->classes.items[i];
            if (class->is_open || w->build->program->modules.items[class->module]->is_library)
                continue;
            class->is_open = has_changed = true;
        }
    }
}

void build_find_open(Build *build) {
    Walk w = {.build = build, .class_row = SEMA_NONE_INDEX};
    int_map_init(&w.bound, build->arena);
    int_map_init(&w.defined, build->arena);
    int_map_init(&w.aliases, build->arena);
    int_map_init(&w.origins, build->arena);
    for (u32 i = 0; i < build->program->modules.count; i++) {
        w.module = i;
        const SemaModule *module = build->program->modules.items[i];
        Walk before = w;
        w.makes_types = w.opens_all = false;
        ast_each_child((AstNode *)(uintptr_t)&module->ast->node, visit, &w);
        // A library's module opens its own classes alone; those of lib/ know what they do.
        bool opens_own = module->is_library && !module->is_own_library;
        opens_own &= w.makes_types || w.opens_all;
        for (u32 k = before.classes.count; opens_own && k < w.classes.count; k++)
            w.classes.items[k].is_open = true;
        w.opens_all = before.opens_all || (w.opens_all && !module->is_library);
        w.makes_types |= before.makes_types;
    }
    for (u32 i = 0; i < w.classes.count; i++) {
        if (build_is_opened(build, w.classes.items[i].stmt->span))
            w.classes.items[i].is_open = true;
    }
    settle(&w);
    mark_bases(&w);
    for (u32 i = 0; i < w.classes.count; i++) {
        const ClassRow *class = &w.classes.items[i];
        if (class->is_open)
            *int_map_at(&build->open_classes, (u64) class->module << 32 | class->stmt->id, 1) = 1;
    }
}

bool build_class_is_open(const Build *build, const AstStmt *stmt) {
    u32 ignored;
    return int_map_get(&build->open_classes, (u64)build->module->index << 32 | stmt->id, &ignored);
}
