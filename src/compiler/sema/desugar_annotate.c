// Annotations of functions: kept as a function that evaluates them, as CPython 3.14 does.
//
//   def f(x: T) -> R: B     def f(x): B
//                           f.__annotate__ = lambda _.format, /: {"x": T, "return": R}
//
// Only where the user's own modules mention __annotations__ or what reads it.
#include "compiler/sema/desugar_priv.h"

typedef struct {
    Desugar d;
    AstExpr *dict;
} Annotations;

// ---- whether anybody asks

static bool is_asking_name(const Names *names, AstName name) {
    static const char *const words[] = {"__annotations__", "__annotate__",        "get_annotations",
                                        "get_type_hints",  "signature",           "singledispatch",
                                        "getfullargspec",  "singledispatchmethod"};
    if (name == AST_NO_NAME) return false;
    Slice text = names_text(names, name);
    for (u32 i = 0; i < COUNT_OF(words); i++) {
        if (slice_equal(text, slice_of_text(words[i]))) return true;
    }
    return false;
}

typedef struct {
    const Names *names;
    bool is_found;
} Search;

static void search_visit(void *context, AstNode *node) {
    Search *search = context;
    AstName name = AST_NO_NAME;
    if (node->kind == AST_NAME) name = ((AstExpr *)node)->name.id;
    if (node->kind == AST_ATTRIBUTE) name = ((AstExpr *)node)->attribute.attr;
    if (node->kind == AST_ALIAS) name = ((AstAlias *)node)->name;
    if (node->kind == AST_CONSTANT) {
        const AstConstant *value = &((AstExpr *)node)->constant.value;
        search->is_found |= value->kind == AST_CONST_STR &&
                            slice_equal(value->u.text, SLICE_LITERAL("__annotations__"));
    }
    search->is_found |= is_asking_name(search->names, name);
    if (!search->is_found) ast_each_child(node, search_visit, search);
}

// Modules of the standard library that offer to read annotations, which says nothing about the
// program.
static bool reads_for_others(Slice module) {
    static const char *const names[] = {"typing", "inspect", "functools", "dataclasses",
                                        "types",  "pydoc",   "unittest",  "annotationlib",
                                        "enum",   "abc",     "doctest",   "contextlib"};
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        Slice name = slice_of_text(names[i]);
        if (slice_starts_with(module, name) &&
            (module.len == name.len || module.data[name.len] == '.'))
            return true;
    }
    return false;
}

bool desugar_wants_annotations(Build *build) {
    Search search = {build->names, false};
    for (u32 i = 0; i < build->program->modules.count && !search.is_found; i++) {
        const SemaModule *module = build->program->modules.items[i];
        if (module->is_library && reads_for_others(module->name)) continue;
        search_visit(&search, (AstNode *)(uintptr_t)&module->ast->node);
    }
    return search.is_found;
}

bool desugar_has_text_annotations(Build *build, AstStmts body) {
    for (u32 i = 0; i < body.count; i++) {
        const AstStmt *stmt = body.items[i];
        if (stmt->kind != AST_IMPORT_FROM || stmt->import_from.module == AST_NO_NAME) continue;
        Slice module = names_text(build->names, stmt->import_from.module);
        if (!slice_equal(module, SLICE_LITERAL("__future__"))) continue;
        for (u32 k = 0; k < stmt->import_from.names.count; k++) {
            Slice name = names_text(build->names, stmt->import_from.names.items[k]->name);
            if (slice_equal(name, SLICE_LITERAL("annotations"))) return true;
        }
    }
    return false;
}

// ---- the function

static void add(Annotations *a, Slice key, AstExpr *value) {
    AstExpr *name = desugar_constant(&a->d, AST_CONST_STR);
    name->constant.value.u.text = key;
    if (a->d.build->has_text_annotations) {
        Slice source = a->d.build->module->ast->file->text;
        AstExpr *text = desugar_constant(&a->d, AST_CONST_STR);
        text->constant.value.u.text =
            slice_make(source.data + value->span.start, value->span.end - value->span.start);
        value = text;
    }
    a->dict->dict.keys.items[a->dict->dict.keys.count++] = name;
    a->dict->dict.values.items[a->dict->dict.values.count++] = value;
}

static void add_arg(Annotations *a, const AstArg *arg) {
    if (arg && arg->annotation) add(a, names_text(a->d.build->names, arg->arg), arg->annotation);
}

static void add_args(Annotations *a, AstArgs args) {
    for (u32 i = 0; i < args.count; i++) add_arg(a, args.items[i]);
}

static AstExpr *annotate_function(Annotations *a, const AstStmt *def, u32 count) {
    Arena *arena = a->d.build->arena;
    const AstArguments *args = def->function_def.args;
    a->dict = desugar_expr(&a->d, AST_DICT);
    a->dict->dict.keys.items = ARENA_NEW_ARRAY(arena, AstExpr *, count);
    a->dict->dict.values.items = ARENA_NEW_ARRAY(arena, AstExpr *, count);
    add_args(a, args->posonlyargs);
    add_args(a, args->args);
    add_arg(a, args->vararg);
    add_args(a, args->kwonlyargs);
    add_arg(a, args->kwarg);
    if (def->function_def.returns) add(a, SLICE_LITERAL("return"), def->function_def.returns);
    AstArg *format = desugar_node(&a->d, AST_ARG, sizeof *format);
    format->arg = desugar_hidden(&a->d, "format");
    AstArguments *params = desugar_node(&a->d, AST_ARGUMENTS, sizeof *params);
    params->posonlyargs.items = ARENA_NEW_ARRAY(arena, AstArg *, 1);
    params->posonlyargs.items[0] = format;
    params->posonlyargs.count = 1;
    AstExpr *function = desugar_expr(&a->d, AST_LAMBDA);
    function->lambda.args = params;
    function->lambda.body = a->dict;
    return function;
}

void desugar_annotations(Build *build, const AstStmt *def, AstName bound, DesugarStmts *out) {
    u32 ids = ast_annotation_ids(def->function_def.args, def->function_def.returns);
    if (ids == 0) return;
    u32 end = def->id - def->function_def.decorators.count * AST_DECORATOR_IDS;
    Annotations a = {.d = {build, end - ids, end, def->id, def->span}};
    AstExpr *target = desugar_attribute(&a.d, bound, "__annotate__");
    target->attribute.ctx = AST_STORE;
    AstExpr *function = annotate_function(&a, def, ids / AST_ANNOTATION_IDS);
    *VEC_PUSH(build->arena, out) = desugar_assign(&a.d, target, function);
}
