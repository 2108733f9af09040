// The module graph: which files the program consists of, found through the loader.
#include "compiler/sema/build_priv.h"
#include "compiler/sema/desugar_priv.h"
#include "compiler/sema/web_type.h"

#include <string.h>

// Functions of libraries import what they seldom need, and that the next: inference cannot tell
// what is needed. So imports that are further from the program than that are not followed.
enum { LAZY_DEPTH_MAX = 1 };

static void load_imports(Build *build, SemaModule *module);

SemaModule *build_module_find(Build *build, Slice name) {
    u32 index;
    return map_get(&build->module_names, name, &index) ? build->program->modules.items[index]
                                                       : NULL;
}

static Slice copy_slice(Build *build, Slice slice) {
    return slice_make(arena_copy(build->arena, slice.data, slice.len), slice.len);
}

void build_module_tables(Build *build, SemaModule *module) {
    u32 count = module->ast->node_count + 1;
    module->names = ARENA_NEW_ARRAY(build->arena, SemaName, count);
    module->funcs = ARENA_NEW_ARRAY(build->arena, u32, count);
    memset(module->funcs, 0xff, count * sizeof(u32));
}

static SemaModule *add_module(Build *build, Slice name, const AstModule *ast) {
    SemaModule *module = ARENA_NEW(build->arena, SemaModule);
    module->index = build->program->modules.count;
    module->name = copy_slice(build, name);
    module->ast = ast;
    module->is_imported = module->index != 0;
    module->lazy_depth = build->lazy_depth;
    build_module_tables(build, module);
    int_map_init(&module->refusals, build->arena);
    int_map_init(&module->imports, build->arena);
    int_map_init(&module->globals, build->arena);
    *VEC_PUSH(build->arena, &build->program->modules) = module;
    *map_at(&build->module_names, module->name, module->index) = module->index;
    return module;
}

static Slice path_of(Build *build, Slice name, const char *ending) {
    Bytes path;
    bytes_init(&path, build->arena);
    for (usize i = 0; i < name.len; i++)
        bytes_push(&path, name.data[i] == '.' ? '/' : name.data[i]);
    bytes_text(&path, ending);
    return bytes_slice(&path);
}

// Parses name.py or name/__init__.py, or gives NULL.
static SemaModule *load_file(Build *build, Slice name, SemaOrigin origin) {
    static const char *const endings[] = {"/__init__.py", ".py"};
    if (!build->loader || !build->loader->load) return NULL;
    for (u32 i = 0; i < COUNT_OF(endings); i++) {
        Slice bytes, shown, path = path_of(build, name, endings[i]);
        if (build->loader->load(build->loader->context, origin, path, &bytes, &shown) != STATUS_OK)
            continue;
        bool is_library = origin != SEMA_ORIGIN_PROGRAM;
        SemaModule *module = add_module(build, name, build_parse(build, shown, bytes, is_library));
        module->is_library = is_library;
        module->is_own_library = origin == SEMA_ORIGIN_LIBRARY;
        module->is_package = i == 0;
        build_defer_known(build, module);
        return module;
    }
    return NULL;
}

static u32 native_module(Slice name) {
    static const struct {
        u32 owner;
        const char *name;
    } modules[] = {
#define MODULE(NAME, text) {NATIVE_OWNER_MODULE_##NAME, text},
#include "abi/modules.def"
    };
    static const struct {
        const char *module, *alias;
    } aliases[] = {
        {"", ""},  // there may be no rows
#define MODULE_ALIAS(module, alias) {module, alias},
#include "abi/modules.def"
    };
    for (u32 i = 0; i < COUNT_OF(aliases); i++) {
        if (slice_equal(slice_of_text(aliases[i].alias), name))
            name = slice_of_text(aliases[i].module);
    }
    for (u32 i = 0; i < COUNT_OF(modules); i++) {
        if (slice_equal(slice_of_text(modules[i].name), name)) return modules[i].owner;
    }
    return SEMA_NONE_INDEX;
}

// The module with that dotted name, loaded if need be, its parents before it. NULL when there is
// none.
static SemaModule *load_module(Build *build, Slice name) {
    SemaModule *module = build_module_find(build, name);
    if (module) return module;
    // os puts posixpath under that name.
    if (slice_equal(name, SLICE_LITERAL("os.path")) && load_module(build, SLICE_LITERAL("os")))
        return load_module(build, SLICE_LITERAL("posixpath"));
    for (usize i = name.len; i-- > 0;) {
        if (name.data[i] != '.') continue;
        if (!load_module(build, slice_range(name, 0, i))) {
            // A folder without __init__.py.
            Slice parent = slice_range(name, 0, i);
            SemaModule *folder =
                add_module(build, parent, build_parse(build, parent, SLICE_LITERAL(""), false));
            folder->is_package = true;
        }
        break;
    }
    // A parent may have imported it meanwhile.
    module = build_module_find(build, name);
    if (module) return module;
    module = load_file(build, name, SEMA_ORIGIN_PROGRAM);
    if (!module) module = load_file(build, name, SEMA_ORIGIN_LIBRARY);
    if (!module && native_module(name) == SEMA_NONE_INDEX)
        module = load_file(build, name, SEMA_ORIGIN_PYTHON);
    if (module) load_imports(build, module);
    return module;
}

// What `from` imports of it is compiled to nothing.
static bool is_ignored(Slice name) {
    return slice_equal(name, SLICE_LITERAL("__future__"));
}

static SemaImport *add_import(Build *build, SemaModule *module, const AstAlias *alias, Slice name) {
    *int_map_at(&module->imports, alias->id, 0) = build->program->imports.count;
    SemaImport *import = VEC_PUSH(build->arena, &build->program->imports);
    *import = (SemaImport){.node_id = alias->id,
                           .kind = SEMA_IMPORT_MISSING,
                           .module = SEMA_NONE_INDEX,
                           .bound = SEMA_NONE_INDEX,
                           .global = SEMA_NONE_INDEX,
                           .native = SEMA_NONE_INDEX,
                           .is_guarded = build->try_import_depth > 0,
                           .name = name};
    return import;
}

static void report_missing(Build *build, Span span, Slice name) {
    if (build->try_import_depth > 0 || build->module->is_library) return;
    if (slice_equal(name, SLICE_LITERAL("krait")) ||
        slice_starts_with(name, SLICE_LITERAL("krait."))) {
        diag_error(build->diags, DIAG_UNSUPPORTED, span, "module '%S' is not there yet", &name);
        return;
    }
    diag_error(build->diags, DIAG_MODULE_NOT_FOUND_ERROR, span, "No module named '%S'", &name);
}

// `krait` is JavaScript: where there is none, an import that may fail does.
static bool is_refused(Build *build, u32 native, Span span) {
    if (native != NATIVE_OWNER_MODULE_KRAIT) return false;
    build->program->uses_js = !build->lacks_web;
    if (!build->lacks_web) return false;
    if (build->try_import_depth == 0)
        diag_error(build->diags, DIAG_UNSUPPORTED, span,
                   "module 'krait' needs JavaScript: build with --target web, or run with "
                   "--target wasm");
    return true;
}

// Finds `name`; sets kind and module.
static void find_import(Build *build, u32 import_index, Slice name, Span span) {
    if (build_web_is_module(name)) {
        build_web_import(build, &build->program->imports.items[import_index], span);
        return;
    }
    SemaModule *importer = build->module;
    u32 native = native_module(name);
    bool is_builtin = native == NATIVE_OWNER_MODULE_SYS;
    bool is_later = importer->is_library && build->func_depth > 0 && native == SEMA_NONE_INDEX &&
                    !build_module_find(build, name) && !build_is_wanted(build, span);
    if (is_later) {
        build->program->imports.items[import_index].kind = SEMA_IMPORT_LATER;
        build->program->imports.items[import_index].span = span;
        build->program->imports.items[import_index].is_deep =
            importer->lazy_depth >= LAZY_DEPTH_MAX;
        return;
    }
    u32 depth = build->lazy_depth;
    build->lazy_depth = importer->lazy_depth + (importer->is_library && build->func_depth > 0);
    SemaModule *found = is_builtin ? NULL : load_module(build, name);
    if (found && found->lazy_depth > build->lazy_depth) found->lazy_depth = build->lazy_depth;
    build->lazy_depth = depth;
    build->module = importer;
    SemaImport *import = &build->program->imports.items[import_index];
    if (found) {
        import->kind = SEMA_IMPORT_USER;
        import->module = found->index;
        found->is_imported = true;  // even the entry
    } else if (native != SEMA_NONE_INDEX) {
        if (is_refused(build, native, span)) return;
        import->kind = SEMA_IMPORT_NATIVE;
        import->module = native;
    } else {
        report_missing(build, span, name);
    }
    import->bound = import->module;
}

static void visit_import(Build *build, const AstStmt *stmt) {
    for (u32 i = 0; i < stmt->import.names.count; i++) {
        const AstAlias *alias = stmt->import.names.items[i];
        Slice name = names_text(build->names, alias->name);
        u32 index = build->program->imports.count;
        add_import(build, build->module, alias, name)->is_whole = alias->asname == AST_NO_NAME;
        find_import(build, index, name, alias->span);
        SemaImport *import = &build->program->imports.items[index];
        const u8 *dot = memchr(name.data, '.', name.len);
        // `import krait.web` binds krait.
        if (import->kind == SEMA_IMPORT_WEB && alias->asname == AST_NO_NAME)
            import->native = SEMA_WEB_PACKAGE;
        if (!dot || alias->asname != AST_NO_NAME || import->kind != SEMA_IMPORT_USER) continue;
        SemaModule *first =
            build_module_find(build, slice_make(name.data, (usize)(dot - name.data)));
        if (first) import->bound = first->index;
    }
}

// The absolute name behind `from ..module import …`. False when it leaves the program.
static bool absolute_name(Build *build, const AstStmt *stmt, Slice *name) {
    Slice module = stmt->import_from.module == AST_NO_NAME
                       ? (Slice){0}
                       : names_text(build->names, stmt->import_from.module);
    *name = module;
    if (stmt->import_from.level == 0) return true;
    Slice base = build->module->name;
    i32 drops = stmt->import_from.level - (build->module->is_package ? 1 : 0);
    for (; drops > 0; drops--) {
        usize end = base.len;
        while (end > 0 && base.data[end - 1] != '.') end--;
        if (end == 0) return false;
        base = slice_range(base, 0, end - 1);
    }
    Bytes text;
    bytes_init(&text, build->arena);
    bytes_append(&text, base);
    if (module.len > 0) bytes_push(&text, '.');
    bytes_append(&text, module);
    *name = bytes_slice(&text);
    return true;
}

static void expand_star(Build *build, AstStmt *stmt, Slice name) {
    u32 index = build->program->imports.count;
    SemaImport *probe = VEC_PUSH(build->arena, &build->program->imports);
    *probe = (SemaImport){.kind = SEMA_IMPORT_MISSING, .node_id = SEMA_NONE_INDEX, .name = name};
    find_import(build, index, name, stmt->span);
    SemaImport found = build->program->imports.items[index];
    bool is_user = found.kind == SEMA_IMPORT_USER;
    if (found.kind == SEMA_IMPORT_WEB)
        build_unsupported(build, stmt->span, "from krait.web import *: name what you use");
    if (found.kind == SEMA_IMPORT_MISSING || found.kind == SEMA_IMPORT_WEB) return;
    build_import_star(build, stmt, is_user ? build->program->modules.items[found.module] : NULL,
                      found.module);
}

static bool is_star(const AstStmt *stmt) {
    return stmt->import_from.names.count == 1 &&
           stmt->import_from.names.items[0]->name == AST_NAME_STAR;
}

static void visit_import_from(Build *build, const AstStmt *stmt) {
    Slice name;
    bool is_inside = absolute_name(build, stmt, &name);
    if (!is_inside)
        diag_error(build->diags, DIAG_IMPORT_ERROR, stmt->span,
                   "attempted relative import with no known parent package");
    if (stmt->import_from.level == 0 && is_ignored(name)) return;
    if (is_inside && is_star(stmt)) expand_star(build, (AstStmt *)(uintptr_t)stmt, name);
    for (u32 i = 0; i < stmt->import_from.names.count; i++) {
        const AstAlias *alias = stmt->import_from.names.items[i];
        u32 index = build->program->imports.count;
        add_import(build, build->module, alias, name);
        if (!is_inside) continue;
        bool is_web = slice_equal(name, SLICE_LITERAL("krait")) &&
                      slice_equal(names_text(build->names, alias->name), SLICE_LITERAL("web"));
        if (is_web) {
            build_web_import(build, &build->program->imports.items[index], stmt->span);
            continue;
        }
        find_import(build, index, name, stmt->span);
        if (build->program->imports.items[index].kind == SEMA_IMPORT_WEB && !is_star(stmt)) {
            build_web_import_name(build, &build->program->imports.items[index], alias);
            continue;
        }
        if (build->program->imports.items[index].kind == SEMA_IMPORT_LATER) continue;
        if (build->program->imports.items[index].kind == SEMA_IMPORT_MISSING) {
            for (i++; i < stmt->import_from.names.count; i++)
                add_import(build, build->module, stmt->import_from.names.items[i], name);
            return;
        }
        if (build->program->imports.items[index].kind != SEMA_IMPORT_USER) continue;
        // A name of the module is preferred; classes.c decides. Only packages have submodules.
        SemaModule *target =
            build->program->modules.items[build->program->imports.items[index].module];
        if (!target->is_package) continue;
        Bytes full;
        bytes_init(&full, build->arena);
        bytes_append(&full, name);
        bytes_push(&full, '.');
        bytes_append(&full, names_text(build->names, alias->name));
        SemaModule *importer = build->module, *submodule = load_module(build, bytes_slice(&full));
        build->module = importer;
        if (!submodule) continue;
        build->program->imports.items[index].bound = submodule->index;
    }
}

static bool catches_import_error(Build *build, const AstStmt *stmt) {
    for (u32 i = 0; i < stmt->try_stmt.handlers.count; i++) {
        const AstExpr *type = stmt->try_stmt.handlers.items[i]->type;
        if (!type) return true;
        AstExprs all = {(AstExpr **)&type, 1};
        if (type->kind == AST_TUPLE) all = type->tuple.elts;
        for (u32 k = 0; k < all.count; k++) {
            if (all.items[k]->kind != AST_NAME) continue;
            Slice name = names_text(build->names, all.items[k]->name.id);
            if (slice_equal(name, SLICE_LITERAL("ImportError")) ||
                slice_equal(name, SLICE_LITERAL("Exception")) ||
                slice_equal(name, SLICE_LITERAL("ModuleNotFoundError")))
                return true;
        }
    }
    return false;
}

static bool is_named(Build *build, const AstExpr *expr, const char *name) {
    return expr->kind == AST_NAME &&
           slice_equal(names_text(build->names, expr->name.id), slice_of_text(name));
}

// `if __name__ == "__main__":` of an imported module, `if TYPE_CHECKING:`.
static bool is_never(Build *build, const AstExpr *test) {
    if (is_named(build, test, "TYPE_CHECKING")) return true;
    if (test->kind == AST_ATTRIBUTE && is_named(build, test->attribute.value, "typing"))
        return slice_equal(names_text(build->names, test->attribute.attr),
                           SLICE_LITERAL("TYPE_CHECKING"));
    bool is_main = test->kind == AST_COMPARE && test->compare.ops.count == 1 &&
                   test->compare.ops.items[0] == AST_CMP_EQ &&
                   is_named(build, test->compare.left, "__name__") &&
                   ast_is_constant(test->compare.comparators.items[0], AST_CONST_STR);
    return is_main && build->module->index != 0 &&
           slice_equal(test->compare.comparators.items[0]->constant.value.u.text,
                       SLICE_LITERAL("__main__"));
}

static void visit(void *context, AstNode *node) {
    Build *build = context;
    // Imports are statements: expressions hold none.
    AstGroup group = ast_kind_info(node->kind)->group;
    if (group == AST_GROUP_EXPR || group == AST_GROUP_ARGUMENTS) return;
    AstStmt *stmt = (AstStmt *)node;
    if (node->kind == AST_IF && is_never(build, stmt->if_stmt.test)) {
        stmt->if_stmt.body.items[0]->kind = AST_PASS;
        stmt->if_stmt.body.count = 1;
    }
    if (node->kind == AST_IMPORT) {
        visit_import(build, stmt);
    } else if (node->kind == AST_IMPORT_FROM) {
        visit_import_from(build, stmt);
    } else {
        bool is_guarded = node->kind == AST_TRY && catches_import_error(build, stmt);
        bool is_def = node->kind == AST_FUNCTION_DEF || node->kind == AST_ASYNC_FUNCTION_DEF;
        build->try_import_depth += is_guarded;
        build->func_depth += is_def;
        ast_each_child(node, visit, build);
        build->func_depth -= is_def;
        build->try_import_depth -= is_guarded;
    }
}

// ---- built-in functions that are written in Python

typedef struct {
    AstName name;
    bool is_there;
} NameSearch;

static void look_for_name(void *context, AstNode *node) {
    NameSearch *search = context;
    const AstExpr *expr = (const AstExpr *)node;
    if (search->is_there) return;
    if (node->kind == AST_NAME && expr->name.id == search->name) search->is_there = true;
    ast_each_child(node, look_for_name, context);
}

// The first statement behind the docstring and imports from __future__.
static u32 first_place(Build *build, const AstModule *ast) {
    u32 place = 0;
    for (; place < ast->body.count; place++) {
        const AstStmt *stmt = ast->body.items[place];
        bool is_text = place == 0 && stmt->kind == AST_EXPR &&
                       ast_is_constant(stmt->expr.value, AST_CONST_STR);
        bool is_future = stmt->kind == AST_IMPORT_FROM && stmt->import_from.level == 0 &&
                         stmt->import_from.module != AST_NO_NAME &&
                         is_ignored(names_text(build->names, stmt->import_from.module));
        if (!is_text && !is_future) break;
    }
    return place;
}

static void insert_import(Build *build, SemaModule *module, AstKind kind, AstAlias *alias,
                          const char *from) {
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    Span span = ast->node.span;
    alias->kind = AST_ALIAS;
    alias->id = ast->node_count++;
    alias->span = span;
    AstAliases names = {ARENA_NEW_ARRAY(build->arena, AstAlias *, 1), 1};
    names.items[0] = alias;
    AstStmt *stmt = ARENA_NEW(build->arena, AstStmt);
    stmt->kind = kind;
    stmt->id = ast->node_count++;
    stmt->span = span;
    if (kind == AST_IMPORT) {
        stmt->import.names = names;
    } else {
        stmt->import_from.module = names_intern_text(build->names, from);
        stmt->import_from.names = names;
    }
    u32 place = first_place(build, ast);
    AstStmt **items = ARENA_NEW_ARRAY(build->arena, AstStmt *, ast->body.count + 1);
    for (u32 i = 0; i < ast->body.count; i++) items[i + (i >= place)] = ast->body.items[i];
    items[place] = stmt;
    ast->body.items = items;
    ast->body.count++;
    build_module_tables(build, module);
}

void build_hidden_import(Build *build, SemaModule *module, const char *name, const char *hidden) {
    AstAlias *alias = ARENA_NEW(build->arena, AstAlias);
    alias->name = names_intern_text(build->names, name);
    alias->asname = names_intern_text(build->names, hidden);
    insert_import(build, module, AST_IMPORT, alias, NULL);
}

// Who names a function that is written in Python imports it from its module.
static void import_builtin(Build *build, SemaModule *module, const char *name, const char *from) {
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    NameSearch search = {.name = names_intern_text(build->names, name)};
    if (slice_equal(module->name, slice_of_text(from))) return;
    ast_each_child(&ast->node, look_for_name, &search);
    if (!search.is_there) return;
    AstAlias *alias = ARENA_NEW(build->arena, AstAlias);
    alias->name = search.name;
    alias->asname = AST_NO_NAME;
    insert_import(build, module, AST_IMPORT_FROM, alias, from);
}

static void keep_annotations(Build *build, SemaModule *module) {
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    build->module = module;
    if (desugar_module_annotations(build, ast, first_place(build, ast)))
        build_module_tables(build, module);
}

static void load_imports(Build *build, SemaModule *module) {
    build_type_params(build, module);
    keep_annotations(build, module);
    import_builtin(build, module, "open", "_io");
    if (!module->is_own_library) import_builtin(build, module, "memoryview", "_memory");
    // In a program of one's own it is refused.
    if (module->is_library) import_builtin(build, module, "compile", "_code");
    if (module->is_library) import_builtin(build, module, "__import__", "_code");
    u32 depth = build->try_import_depth, func_depth = build->func_depth;
    build->try_import_depth = build->func_depth = 0;
    build->module = module;
    ast_each_child((AstNode *)&((AstModule *)module->ast)->node, visit, build);
    build->try_import_depth = depth;
    build->func_depth = func_depth;
    module->run_order = build->run_count++;
}

void build_modules(Build *build, const AstModule *entry) {
    Slice name = sema_is_extension(build->program) ? build->program->extension.module_name
                                                   : SLICE_LITERAL("__main__");
    SemaModule *module = add_module(build, name, entry);
    // By CPython, or through sys.modules.
    module->is_imported = sema_is_extension(build->program) || build->deferrals->lists_entry;
    load_imports(build, module);
}
