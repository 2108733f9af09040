// `from m import *` becomes an import of every public name of m: the names are known when
// compiling.
#include "compiler/sema/build_priv.h"

typedef struct {
    Build *build;
    IntMap seen;
    VEC(AstName) names;
} StarNames;

static void add_name(StarNames *star, AstName name) {
    Slice text = names_text(star->build->names, name);
    u32 *known = int_map_at(&star->seen, name, 0);
    if (*known || text.len == 0 || text.data[0] == '_') return;
    *known = 1;
    *VEC_PUSH(star->build->arena, &star->names) = name;
}

static void add_aliases(StarNames *star, const AstAliases *aliases, bool is_from) {
    for (u32 i = 0; i < aliases->count; i++) {
        const AstAlias *alias = aliases->items[i];
        AstName name = alias->asname != AST_NO_NAME ? alias->asname : alias->name;
        Slice text = names_text(star->build->names, name);
        for (usize k = 0; !is_from && k < text.len; k++) {
            if (text.data[k] != '.') continue;
            name = names_intern(star->build->names, slice_make(text.data, k));
            break;
        }
        if (name != AST_NAME_STAR) add_name(star, name);
    }
}

static void visit(void *context, AstNode *node) {
    StarNames *star = context;
    const AstStmt *stmt = (const AstStmt *)node;
    const AstExpr *expr = (const AstExpr *)node;
    switch (node->kind) {
    case AST_FUNCTION_DEF: add_name(star, stmt->function_def.name); return;
    case AST_CLASS_DEF: add_name(star, stmt->class_def.name); return;
    case AST_IMPORT: add_aliases(star, &stmt->import.names, false); return;
    case AST_IMPORT_FROM: add_aliases(star, &stmt->import_from.names, true); return;
    case AST_NAME:
        if (expr->name.ctx == AST_STORE) add_name(star, expr->name.id);
        if (expr->name.ctx == AST_DEL) *int_map_at(&star->seen, expr->name.id, 1) = 1;
        return;
    case AST_LAMBDA:
    case AST_LIST_COMP:
    case AST_SET_COMP:
    case AST_DICT_COMP:
    case AST_GENERATOR_EXP: return;
    default: ast_each_child(node, visit, star); return;
    }
}

// __all__ = ["a", "b"]
static bool listed_names(StarNames *star, const AstModule *ast) {
    AstName all = names_intern_text(star->build->names, "__all__");
    for (u32 i = 0; i < ast->body.count; i++) {
        const AstStmt *stmt = ast->body.items[i];
        if (stmt->kind != AST_ASSIGN || stmt->assign.targets.items[0]->kind != AST_NAME) continue;
        const AstExpr *value = stmt->assign.value;
        if (stmt->assign.targets.items[0]->name.id != all) continue;
        if (value->kind != AST_LIST && value->kind != AST_TUPLE) return false;
        for (u32 k = 0; k < value->list.elts.count; k++) {
            const AstExpr *item = value->list.elts.items[k];
            if (!ast_is_constant(item, AST_CONST_STR)) return false;
            *VEC_PUSH(star->build->arena, &star->names) =
                names_intern(star->build->names, item->constant.value.u.text);
        }
        return true;
    }
    return false;
}

static void native_names(StarNames *star, u32 owner) {
    static const struct {
        u32 owner;
        const char *name;
    } values[] = {
#define MODULE_VALUE(NAME, text, KIND, type, value) {NATIVE_OWNER_MODULE_##NAME, text},
#include "abi/modules.def"
    };
    for (u32 i = 0; i < COUNT_OF(values); i++) {
        if (values[i].owner == owner)
            add_name(star, names_intern_text(star->build->names, values[i].name));
    }
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        if (native_rows[i].owner == owner)
            add_name(star, names_intern_text(star->build->names, native_rows[i].name));
    }
    static const char *const classes[] = {
#define CLASS(NAME, text, BASE)
#define NATIVE_CLASS(NAME, MODULE, text, BASE, VALUES, WORDS) text,
#include "abi/native_classes.def"
#undef CLASS
#undef NATIVE_CLASS
    };
    for (u32 i = 0; i < COUNT_OF(classes); i++) {
        Slice name = slice_of_text(classes[i]);
        usize dot = name.len;
        while (dot > 0 && name.data[dot - 1] != '.') dot--;
        name = slice_from(name, dot);
        if (native_class_shown(owner, name.data, name.len) != CLASS_OBJECT)
            add_name(star, names_intern(star->build->names, name));
    }
}

bool build_native_has(u32 owner, Slice name) {
    static const struct {
        u32 owner;
        const char *name;
    } values[] = {
#define MODULE_VALUE(NAME, text, KIND, type, value) {NATIVE_OWNER_MODULE_##NAME, text},
#include "abi/modules.def"
    };
    for (u32 i = 0; i < COUNT_OF(values); i++) {
        if (values[i].owner == owner && slice_equal(slice_of_text(values[i].name), name))
            return true;
    }
    for (u32 i = 0; i < NATIVE_COUNT; i++) {
        if (native_rows[i].owner == owner && slice_equal(slice_of_text(native_rows[i].name), name))
            return true;
    }
    return native_class_shown(owner, name.data, name.len) != CLASS_OBJECT ||
           slice_equal(name, SLICE_LITERAL("__name__")) ||
           slice_equal(name, SLICE_LITERAL("__doc__"));
}

void build_import_star(Build *build, AstStmt *stmt, const SemaModule *target, u32 native_owner) {
    StarNames star = {.build = build};
    SemaModule *module = build->module;
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    int_map_init(&star.seen, build->arena);
    if (!target)
        native_names(&star, native_owner);
    else if (!listed_names(&star, target->ast))
        ast_each_child((AstNode *)(uintptr_t)&target->ast->node, visit, &star);
    u32 count = star.names.count;
    stmt->import_from.names.items = ARENA_NEW_ARRAY(build->arena, AstAlias *, count + 1);
    stmt->import_from.names.count = count;
    for (u32 i = 0; i < count; i++) {
        AstAlias *alias = ARENA_NEW(build->arena, AstAlias);
        alias->kind = AST_ALIAS;
        alias->id = ast->node_count++;
        alias->span = stmt->span;
        alias->name = star.names.items[i];
        stmt->import_from.names.items[i] = alias;
    }
    build_module_tables(build, module);
}
