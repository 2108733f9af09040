// What is Python but not stage 1: refused by name, so that nothing is compiled wrongly.
#include "compiler/sema/build_priv.h"

// The dunder methods that a class may define, beside those of binary operators.
static const char *const known_dunders[] = {
    "__init__",  "__repr__",     "__str__",     "__eq__",      "__ne__",     "__lt__",
    "__le__",    "__gt__",       "__ge__",      "__hash__",    "__bool__",   "__len__",
    "__iter__",  "__contains__", "__getitem__", "__setitem__", "__next__",   "__delitem__",
    "__call__",  "__format__",   "__abs__",     "__round__",   "__int__",    "__float__",
    "__index__", "__neg__",      "__pos__",     "__invert__",  "__divmod__", "__reversed__",
    "__enter__", "__exit__",     "__aenter__",  "__aexit__",   "__aiter__",  "__anext__",
    "__await__",
};
// __add__, __radd__, __iadd__ and so on.
static const char *const binary_dunders[] = {"add", "sub", "mul",     "matmul", "truediv",
                                             "mod", "pow", "lshift",  "rshift", "or",
                                             "xor", "and", "floordiv"};

// Natives that use up a generator expression at once, so that it may run as a loop.
static const char *const consumers[] = {"sum",  "any",   "all", "min",       "max",  "sorted",
                                        "list", "tuple", "set", "frozenset", "dict", "join"};

static const char *const refused_builtins[] = {
    "exec", "eval", "compile", "__import__", "memoryview", "breakpoint", "help",
};

static bool is_one_of(Slice name, const char *const *texts, usize count) {
    for (usize i = 0; i < count; i++) {
        if (slice_equal(name, slice_of_text(texts[i]))) return true;
    }
    return false;
}

bool build_builtin_is_refused(Slice name) {
    return is_one_of(name, refused_builtins, COUNT_OF(refused_builtins));
}

void build_unsupported(Build *build, Span span, const char *feature) {
    diag_error(build->diags, DIAG_UNSUPPORTED, span, "unsupported: %s", feature);
}

static bool is_binary_dunder(Slice name) {
    if (name.len < 6) return false;
    Slice word = slice_make(name.data + 2, name.len - 4);
    if (is_one_of(word, binary_dunders, COUNT_OF(binary_dunders))) return true;
    bool is_prefixed = word.data[0] == 'r' || word.data[0] == 'i';
    return is_prefixed && is_one_of(slice_make(word.data + 1, word.len - 1), binary_dunders,
                                    COUNT_OF(binary_dunders));
}

static bool is_known_dunder(Slice name) {
    return is_one_of(name, known_dunders, COUNT_OF(known_dunders)) || is_binary_dunder(name);
}

static bool is_dunder(Slice name) {
    return name.len > 4 && slice_starts_with(name, SLICE_LITERAL("__")) &&
           slice_ends_with(name, SLICE_LITERAL("__"));
}

static bool is_consumer(const Build *build, const AstExpr *func) {
    AstName name = func->kind == AST_NAME ? func->name.id : AST_NO_NAME;
    if (func->kind == AST_ATTRIBUTE) {
        if (!slice_equal(names_text(build->names, func->attribute.attr), SLICE_LITERAL("join")))
            return false;
        name = func->attribute.attr;
    }
    return name != AST_NO_NAME &&
           is_one_of(names_text(build->names, name), consumers, COUNT_OF(consumers));
}

static bool is_stream(Slice name) {
    static const char *const streams[] = {"stdin", "stdout", "stderr"};
    return is_one_of(name, streams, COUNT_OF(streams));
}

static void note_stored(Build *build, AstName name) {
    *int_map_at(&build->stored_attributes, name, 0) = 1;
    build->program->replaces_streams |= is_stream(names_text(build->names, name));
}

// time.sleep = …: what built-in modules have under such names is looked up when the program runs.
static void note_replaced(Build *build, const AstExpr *target) {
    static const char *const modules[] = {
#define MODULE(NAME, text) text,
#define MODULE_ALIAS(text, alias) alias,
#include "abi/modules.def"
    };
    const AstExpr *module = target->attribute.value;
    if (module->kind != AST_NAME) return;
    Slice name = names_text(build->names, module->name.id);
    if (slice_starts_with(name, SLICE_LITERAL("_"))) name = slice_from(name, 1);
    if (is_one_of(name, modules, COUNT_OF(modules)))
        *int_map_at(&build->program->replaced_values, target->attribute.attr, 0) = 1;
}

static void check_setattr(Build *build, const AstExpr *call) {
    if (call->call.func->kind != AST_NAME || call->call.args.count != 3) return;
    if (!slice_equal(names_text(build->names, call->call.func->name.id), SLICE_LITERAL("setattr")))
        return;
    const AstExpr *name = call->call.args.items[1];
    if (!ast_is_constant(name, AST_CONST_STR)) return;  // the classes it may change are open
    note_stored(build, names_intern(build->names, name->constant.value.u.text));
}

// globals(), and without an argument locals(), vars() and dir(), which may stand for it.
static bool is_scope_call(const Build *build, const AstExpr *call) {
    static const char *const scopes[] = {"globals", "locals", "vars", "dir"};
    return call->kind == AST_CALL && call->call.func->kind == AST_NAME &&
           call->call.args.count == 0 &&
           is_one_of(names_text(build->names, call->call.func->name.id), scopes, COUNT_OF(scopes));
}

// globals()[x], globals().get(x), x in globals(), sorted(globals()): only read.
static void note_reader(Build *build, const AstExpr *expr) {
    static const char *const readers[] = {"get", "keys", "values", "items", "copy"};
    const AstExpr *read = NULL;
    if (expr->kind == AST_SUBSCRIPT && expr->subscript.ctx == AST_LOAD)
        read = expr->subscript.value;
    if (expr->kind == AST_ATTRIBUTE &&
        is_one_of(names_text(build->names, expr->attribute.attr), readers, COUNT_OF(readers)))
        read = expr->attribute.value;
    if (expr->kind == AST_COMPARE && expr->compare.comparators.count == 1)
        read = expr->compare.comparators.items[0];
    if (expr->kind == AST_CALL && expr->call.args.count == 1 && is_consumer(build, expr->call.func))
        read = expr->call.args.items[0];
    if (read && is_scope_call(build, read)) build->read_scope = read;
}

static void check_scope_call(Build *build, const AstExpr *call) {
    if (!is_scope_call(build, call)) return;
    bool is_module = build->func_depth == 0;
    Slice name = names_text(build->names, call->call.func->name.id);
    if (!is_module && !slice_equal(name, SLICE_LITERAL("globals"))) return;
    build->module->is_imported = true;
    bool is_read = call == build->read_scope || slice_equal(name, SLICE_LITERAL("dir"));
    if (!is_read) build->module->is_rewritten = true;
}

static void check_call(Build *build, const AstExpr *call) {
    check_scope_call(build, call);
    for (u32 i = 0; i < call->call.args.count; i++) {
        const AstExpr *arg = call->call.args.items[i];
        if (arg->kind == AST_GENERATOR_EXP && i == 0 && is_consumer(build, call->call.func))
            build->allowed_generator = arg;
    }
    check_setattr(build, call);
}

bool build_class_name_is_plain(Slice name) {
    static const char *const plain[] = {
        // Only code in Python looks for these.
        "__fspath__",    "__copy__",     "__deepcopy__",    "__reduce__",
        "__reduce_ex__", "__getstate__", "__setstate__",    "__getnewargs__",
        "__replace__",   "__version__",  "__html__",        "__doc__",
        "__module__",    "__qualname__", "__annotations__", "__match_args__"};
    return !is_dunder(name) || is_known_dunder(name) || is_one_of(name, plain, COUNT_OF(plain));
}

// What may not be stored under any object: the compiled code does not look there.
static void check_attribute(Build *build, const AstExpr *expr) {
    if (expr->attribute.ctx == AST_LOAD) return;
    note_stored(build, expr->attribute.attr);
    note_replaced(build, expr);
    const AstExpr *object = expr->attribute.value;
    if (object->kind == AST_NAME &&
        slice_equal(names_text(build->names, object->name.id), SLICE_LITERAL("builtins")))
        build_unsupported(build, expr->span, "changing a built-in name");
}

// 1j, complex, (-8) ** (1 / 3)
static void check_complex(Build *build, const AstExpr *expr) {
    bool is_complex = ast_is_constant(expr, AST_CONST_COMPLEX);
    if (expr->kind == AST_NAME)
        is_complex = slice_equal(names_text(build->names, expr->name.id), SLICE_LITERAL("complex"));
    if (expr->kind == AST_BIN_OP) {
        const AstExpr *base = expr->bin_op.left;
        is_complex = expr->bin_op.op == AST_OP_POW && base->kind == AST_UNARY_OP &&
                     base->unary_op.op == AST_UNARY_SUB;
    }
    if (is_complex && !build->module->is_library) build->program->uses_complex = true;
}

static void visit(void *context, AstNode *node);

// A finally part is compiled for each way into it: one in another doubles the code.
enum { FINALLY_DEPTH_MAX = 7 };

static void visit_finally(Build *build, const AstStmt *stmt) {
    if (build->finally_depth == FINALLY_DEPTH_MAX) {
        build_unsupported(build, stmt->span, "a try statement in finally parts nested so deeply");
        return;
    }
    build->finally_depth++;
    for (u32 i = 0; i < stmt->try_stmt.finalbody.count; i++)
        visit(build, &stmt->try_stmt.finalbody.items[i]->node);
    build->finally_depth--;
}

static void visit_try(Build *build, AstStmt *stmt) {
    AstStmts finalbody = stmt->try_stmt.finalbody;
    if (finalbody.count > 0) visit_finally(build, stmt);
    stmt->try_stmt.finalbody.count = 0;
    ast_each_child(&stmt->node, visit, build);
    stmt->try_stmt.finalbody = finalbody;
}

static void visit_stmt(Build *build, AstNode *node) {
    const AstStmt *stmt = (const AstStmt *)node;
    u32 loops = build->loop_depth, funcs = build->func_depth, finals = build->finally_depth;
    if (node->kind == AST_ASYNC_FUNCTION_DEF) {
        // From here on a function like others.
        *int_map_at(&build->async_functions, (u64)build->module->index << 32 | node->id, 1) = 1;
        node->kind = AST_FUNCTION_DEF;
    }
    switch (node->kind) {
    case AST_FUNCTION_DEF:
        build->func_depth++;
        build->loop_depth = build->finally_depth = 0;
        break;
    case AST_FOR:
    case AST_ASYNC_FOR:
    case AST_WHILE: build->loop_depth++; break;
    case AST_IMPORT_FROM:
        if (build->func_depth > 0 && stmt->import_from.names.count > 0 &&
            stmt->import_from.names.items[0]->name == AST_NAME_STAR)
            build_unsupported(build, stmt->span, "import * in a function");
        break;
    case AST_TRY: visit_try(build, (AstStmt *)node); return;
    default: break;
    }
    ast_each_child(node, visit, build);
    build->finally_depth = finals;
    build->loop_depth = loops;
    build->func_depth = funcs;
}

static void visit_expr(Build *build, AstNode *node) {
    const AstExpr *expr = (const AstExpr *)node;
    note_reader(build, expr);
    switch (node->kind) {
    case AST_CALL: check_call(build, expr); break;
    case AST_CONSTANT:
    case AST_NAME:
    case AST_BIN_OP: check_complex(build, expr); break;
    case AST_ATTRIBUTE: check_attribute(build, expr); break;
    case AST_GENERATOR_EXP:
        // What is used up at once runs as a loop; else it is a function.
        if (expr == build->allowed_generator && !build->program->is_untyped &&
            !build_generator_is_async(expr))
            *int_map_at(&build->eager_generators, (u64)build->module->index << 32 | expr->id, 1) =
                1;
        break;
    default: break;
    }
    ast_each_child(node, visit, build);
}

static void visit(void *context, AstNode *node) {
    Build *build = context;
    AstGroup group = ast_kind_info(node->kind)->group;
    if (group == AST_GROUP_STMT) {
        visit_stmt(build, node);
    } else if (group == AST_GROUP_EXPR) {
        visit_expr(build, node);
    } else if (group == AST_GROUP_ARG) {
        return;  // annotations are not evaluated
    } else {
        ast_each_child(node, visit, build);
    }
}

void build_refuse(Build *build, SemaModule *module) {
    build->module = module;
    build->loop_depth = build->func_depth = build->finally_depth = 0;
    ast_each_child((AstNode *)&((AstModule *)module->ast)->node, visit, build);
}
