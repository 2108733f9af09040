// What a Python module gives to JXL (13.1, 13.2): its public functions, classes, constants and
// atoms, with the types that its annotations say.
#include "compiler/jxl/jxl_check_priv.h"
#include "compiler/syntax/python/parser.h"

typedef struct {
    JxlChecker *c;
    JxlModule *module;
} Border;

static bool is_public(const JxlChecker *c, AstName name) {
    Slice text = names_text(c->names, name);
    return text.len > 0 && text.data[0] != '_';
}

static bool expr_is(const JxlChecker *c, const AstExpr *expr, const char *text) {
    if (expr->kind == AST_ATTRIBUTE) return jxl_name_is(c, expr->attribute.attr, text);
    return expr->kind == AST_NAME && jxl_name_is(c, expr->name.id, text);
}

static JxlTypeId type_of(const Border *b, const AstExpr *expr);

// table: names of Python's types
static JxlTypeId named_type(const Border *b, const AstExpr *expr) {
    JxlChecker *c = b->c;
    if (expr_is(c, expr, "int")) return jxl_plain(c, c->int_);
    if (expr_is(c, expr, "float")) return jxl_plain(c, c->double_);
    if (expr_is(c, expr, "bool")) return jxl_plain(c, c->bool_);
    if (expr_is(c, expr, "str")) return jxl_plain(c, c->string);
    if (expr_is(c, expr, "bytes"))
        return jxl_type_of(c, jxl_find_global(c, c->program->modules.items[0],
                                              names_intern_text(c->names, "Bytes")));
    if (expr->kind != AST_NAME) return JXL_NO_TYPE;
    JxlDecl *decl = jxl_find_global(c, b->module, expr->name.id);
    return decl && decl->kind == JXL_DECL_NOMINAL ? decl->type : JXL_NO_TYPE;
}

static JxlTypeId subscript_type(const Border *b, const AstExpr *expr) {
    JxlChecker *c = b->c;
    const AstExpr *value = expr->subscript.value, *slice = expr->subscript.slice;
    AstExprs items = {0};
    AstExpr *one = expr->subscript.slice;
    if (slice->kind == AST_TUPLE)
        items = slice->tuple.elts;
    else
        items = (AstExprs){&one, 1};
    if (expr_is(c, value, "Literal")) return jxl_plain(c, c->string);
    bool is_callable =
        expr_is(c, value, "Callable") && items.count == 2 && items.items[0]->kind == AST_LIST;
    JxlTypeId args[16];
    if (items.count > COUNT_OF(args)) return JXL_NO_TYPE;
    AstExprs params = is_callable ? items.items[0]->list.elts : items;
    bool is_uniform = !is_callable && params.count == 2 && params.items[1]->kind == AST_CONSTANT &&
                      params.items[1]->constant.value.kind == AST_CONST_ELLIPSIS;
    for (u32 i = 0; i < params.count && !(is_uniform && i == 1); i++) {
        if (i >= COUNT_OF(args)) return JXL_NO_TYPE;
        args[i] = type_of(b, params.items[i]);
        if (args[i] == JXL_NO_TYPE) return JXL_NO_TYPE;
    }
    if (is_callable) {
        JxlTypeId result = type_of(b, items.items[1]);
        return result == JXL_NO_TYPE ? result
                                     : jxl_func_type(c->program, args, params.count, result, 0);
    }
    if (expr_is(c, value, "list") || expr_is(c, value, "List")) return jxl_array_of(c, args[0]);
    bool is_tuple = expr_is(c, value, "tuple") || expr_is(c, value, "Tuple");
    if (is_tuple && is_uniform) return jxl_array_of(c, args[0]);
    if (is_tuple) return jxl_tuple_type(c->program, args, NULL, items.count);
    bool is_map = expr_is(c, value, "dict") || expr_is(c, value, "Dict");
    if (is_map && items.count == 2) return jxl_nominal(c->program, c->map, args, 2);
    bool is_set =
        expr_is(c, value, "set") || expr_is(c, value, "frozenset") || expr_is(c, value, "Set");
    if (is_set) return jxl_nominal(c->program, c->set, args, 1);
    if (expr_is(c, value, "Optional")) return jxl_optional_of(c, args[0]);
    if (expr_is(c, value, "Atom")) return args[0];
    bool is_sequence = expr_is(c, value, "Iterator") || expr_is(c, value, "Iterable") ||
                       expr_is(c, value, "Generator");
    if (is_sequence) {
        JxlDecl *sequence = jxl_find_global(c, c->program->modules.items[0],
                                            names_intern_text(c->names, "Sequence"));
        return jxl_nominal(c->program, sequence, args, 1);
    }
    return JXL_NO_TYPE;
}

// JXL_NO_TYPE: nothing that JXL has.
static JxlTypeId type_of(const Border *b, const AstExpr *expr) {
    if (!expr) return JXL_NO_TYPE;
    if (expr->kind == AST_CONSTANT && expr->constant.value.kind == AST_CONST_NONE)
        return JXL_VOID_TYPE;
    if (expr->kind == AST_SUBSCRIPT) return subscript_type(b, expr);
    if (expr->kind == AST_BIN_OP && expr->bin_op.op == AST_OP_BIT_OR) {
        JxlTypeId left = type_of(b, expr->bin_op.left), right = type_of(b, expr->bin_op.right);
        if (left == JXL_VOID_TYPE)
            left = right;
        else if (right != JXL_VOID_TYPE)
            return JXL_NO_TYPE;
        return left == JXL_NO_TYPE ? left : jxl_optional_of(b->c, left);
    }
    return named_type(b, expr);
}

static JxlDecl *declare(const Border *b, JxlDeclKind kind, AstName name) {
    JxlDecl *decl = jxl_new_decl(b->c, kind, name, NULL);
    decl->flags |= JXL_DECL_PYTHON;
    if (!is_public(b->c, name)) decl->flags |= JXL_DECL_PRIVATE;
    if (decl->owner) {
        *int_map_at(&decl->owner->members, name, 0) = decl->index;
        *VEC_PUSH(b->c->arena, &decl->owner->order) = decl;
    } else {
        *int_map_at(&b->module->names, name, 0) = decl->index;
        *VEC_PUSH(b->c->arena, &b->module->order) = decl;
    }
    return decl;
}

// ---- functions

static void refuse(JxlDecl *decl, u32 code, const char *what) {
    decl->python_code = code;
    decl->python_problem = what;
}

static void set_params(const Border *b, JxlDecl *decl, const AstArguments *args, bool is_method) {
    u32 skip = is_method ? 1 : 0;
    u32 count = args->posonlyargs.count + args->args.count + args->kwonlyargs.count;
    decl->params = ARENA_NEW_ARRAY(b->c->arena, JxlParam, count);
    u32 positional = args->posonlyargs.count + args->args.count;
    if (args->vararg || args->kwarg) refuse(decl, 703, "takes any number of arguments");
    for (u32 i = skip; i < count; i++) {
        const AstArg *arg = i < args->posonlyargs.count ? args->posonlyargs.items[i]
                            : i < positional ? args->args.items[i - args->posonlyargs.count]
                                             : args->kwonlyargs.items[i - positional];
        JxlParam *param = &decl->params[decl->param_count++];
        param->name = arg->arg;
        param->type = type_of(b, arg->annotation);
        if (param->type == JXL_NO_TYPE) {
            param->type = JXL_ERROR_TYPE;
            if (decl->python_code == 0)
                refuse(decl, 702, "has a parameter without a type that JXL has");
        }
        param->has_default = i < positional ? i + args->defaults.count >= positional
                                            : args->kw_defaults.items[i - positional] != NULL;
    }
}

static void set_type(const Border *b, JxlDecl *decl) {
    JxlTypeId *types = ARENA_NEW_ARRAY(b->c->arena, JxlTypeId, decl->param_count);
    for (u32 i = 0; i < decl->param_count; i++) types[i] = decl->params[i].type;
    u32 flags = decl->flags & JXL_DECL_ASYNC ? JXL_FLAG_ASYNC : 0u;
    decl->type = jxl_func_type(b->c->program, types, decl->param_count, decl->result, flags);
    decl->type_state = 2;
}

static bool has_decorator(const Border *b, AstExprs decorators, const char *name) {
    for (u32 i = 0; i < decorators.count; i++) {
        const AstExpr *one = decorators.items[i];
        if (one->kind == AST_CALL) one = one->call.func;
        if (expr_is(b->c, one, name)) return true;
    }
    return false;
}

static void add_function(const Border *b, const AstStmt *stmt, bool is_method) {
    bool is_async = stmt->kind == AST_ASYNC_FUNCTION_DEF;
    AstName name = is_async ? stmt->async_function_def.name : stmt->function_def.name;
    const AstArguments *args = is_async ? stmt->async_function_def.args : stmt->function_def.args;
    const AstExpr *returns =
        is_async ? stmt->async_function_def.returns : stmt->function_def.returns;
    AstExprs decorators =
        is_async ? stmt->async_function_def.decorators : stmt->function_def.decorators;
    bool is_init = is_method && jxl_name_is(b->c, name, "__init__");
    if (is_init) name = names_intern_text(b->c->names, "init");
    bool is_computed = has_decorator(b, decorators, "computed");
    bool is_view = has_decorator(b, decorators, "view");
    JxlDecl *decl = declare(b,
                            is_init       ? JXL_DECL_INIT
                            : is_computed ? JXL_DECL_ATOM
                            : is_view     ? JXL_DECL_VIEW
                                          : JXL_DECL_FUNC,
                            name);
    if (is_init) decl->flags &= ~(u32)JXL_DECL_PRIVATE;
    if (is_async) decl->flags |= JXL_DECL_ASYNC;
    JxlTypeId result = type_of(b, returns);
    if (is_computed) {
        decl->form = JXL_OP_ATOM_COMPUTED;
        decl->flags |= JXL_DECL_REACTIVE;
        decl->type = result == JXL_NO_TYPE ? JXL_ERROR_TYPE : result;
        decl->type_state = 2;
        if (result == JXL_NO_TYPE) refuse(decl, 702, "has no type that JXL has");
        return;
    }
    set_params(b, decl, args, is_method);
    decl->result = is_init ? decl->owner->type : is_view ? jxl_plain(b->c, b->c->view) : result;
    if (decl->result == JXL_NO_TYPE) {
        decl->result = JXL_ERROR_TYPE;
        if (decl->python_code == 0) refuse(decl, 702, "has no result type that JXL has");
    }
    set_type(b, decl);
}

// ---- classes and variables

static void add_variable(const Border *b, AstName name, JxlTypeId type, bool is_atom,
                         bool is_mutable) {
    JxlDecl *owner = b->c->self;
    JxlDecl *decl = declare(b,
                            is_atom ? JXL_DECL_ATOM
                            : owner ? JXL_DECL_FIELD
                                    : JXL_DECL_GLOBAL,
                            name);
    if (is_mutable || is_atom) decl->flags |= JXL_DECL_MUTABLE;
    if (is_atom) decl->flags |= JXL_DECL_REACTIVE;
    decl->type = type == JXL_NO_TYPE ? JXL_ERROR_TYPE : type;
    decl->type_state = 2;
    if (type == JXL_NO_TYPE) refuse(decl, 702, "has no type that JXL has");
}

static void add_class_members(const Border *b, const AstStmt *stmt, JxlDecl *decl, bool is_struct) {
    AstStmts body = stmt->class_def.body;
    decl->params = ARENA_NEW_ARRAY(b->c->arena, JxlParam, body.count);
    for (u32 i = 0; i < body.count; i++) {
        const AstStmt *one = body.items[i];
        bool is_field = one->kind == AST_ANN_ASSIGN && one->ann_assign.target->kind == AST_NAME;
        if (is_field) {
            AstName name = one->ann_assign.target->name.id;
            JxlTypeId type = type_of(b, one->ann_assign.annotation);
            add_variable(b, name, type, false, !is_struct);
            JxlParam *param = &decl->params[decl->param_count++];
            param->name = name;
            param->type = type == JXL_NO_TYPE ? JXL_ERROR_TYPE : type;
            param->has_default = one->ann_assign.value != NULL;
        } else if (one->kind == AST_FUNCTION_DEF || one->kind == AST_ASYNC_FUNCTION_DEF) {
            add_function(b, one, true);
        } else if (decl->form == JXL_OP_ENUM && one->kind == AST_ASSIGN &&
                   one->assign.targets.items[0]->kind == AST_NAME) {
            JxlDecl *member = declare(b, JXL_DECL_CASE, one->assign.targets.items[0]->name.id);
            member->flags |= JXL_DECL_STATIC;
            member->type = member->result = decl->type;
            member->type_state = 2;
        }
    }
}

static bool has_base(const Border *b, const AstStmt *stmt, const char *name) {
    for (u32 i = 0; i < stmt->class_def.bases.count; i++) {
        if (expr_is(b->c, stmt->class_def.bases.items[i], name)) return true;
    }
    return false;
}

static JxlDecl *add_class_name(const Border *b, const AstStmt *stmt) {
    JxlDecl *decl = declare(b, JXL_DECL_NOMINAL, stmt->class_def.name);
    bool is_data = has_decorator(b, stmt->class_def.decorators, "dataclass");
    decl->form = has_base(b, stmt, "Enum") ? JXL_OP_ENUM : is_data ? JXL_OP_STRUCT : JXL_OP_CLASS;
    int_map_init(&decl->members, b->c->arena);
    decl->type = jxl_nominal(b->c->program, decl, NULL, 0);
    decl->type_state = 2;
    return decl;
}

static bool is_atom_call(const Border *b, const AstExpr *value) {
    return value && value->kind == AST_CALL && expr_is(b->c, value->call.func, "atom");
}

static JxlTypeId constant_type(const Border *b, const AstExpr *value) {
    if (value->kind != AST_CONSTANT) return JXL_NO_TYPE;
    switch (value->constant.value.kind) {
    case AST_CONST_INT: return jxl_plain(b->c, b->c->int_);
    case AST_CONST_FLOAT: return jxl_plain(b->c, b->c->double_);
    case AST_CONST_STR: return jxl_plain(b->c, b->c->string);
    case AST_CONST_TRUE:
    case AST_CONST_FALSE: return jxl_plain(b->c, b->c->bool_);
    default: return JXL_NO_TYPE;
    }
}

static void add_statement(const Border *b, const AstStmt *stmt) {
    if (stmt->kind == AST_FUNCTION_DEF || stmt->kind == AST_ASYNC_FUNCTION_DEF) {
        add_function(b, stmt, false);
    } else if (stmt->kind == AST_CLASS_DEF) {
        JxlDecl *decl = jxl_find_global(b->c, b->module, stmt->class_def.name);
        b->c->self = decl;
        add_class_members(b, stmt, decl, decl->form == JXL_OP_STRUCT);
        b->c->self = NULL;
    } else if (stmt->kind == AST_ANN_ASSIGN && stmt->ann_assign.target->kind == AST_NAME) {
        add_variable(b, stmt->ann_assign.target->name.id, type_of(b, stmt->ann_assign.annotation),
                     is_atom_call(b, stmt->ann_assign.value), false);
    } else if (stmt->kind == AST_ASSIGN && stmt->assign.targets.count == 1 &&
               stmt->assign.targets.items[0]->kind == AST_NAME) {
        add_variable(b, stmt->assign.targets.items[0]->name.id,
                     constant_type(b, stmt->assign.value), false, false);
    }
}

bool jxl_import_python(JxlChecker *c, JxlModule *module, const SourceFile *file) {
    Border border = {c, module};
    u32 errors = c->diags->error_count;
    const AstModule *tree = python_parse(c->arena, c->names, file, c->diags, (ParseOptions){0});
    module->tree.file = file;
    module->is_broken = c->diags->error_count > errors;
    if (module->is_broken) return false;
    c->module = module;
    c->self = NULL;
    // Classes first: annotations name them in any order.
    for (u32 i = 0; i < tree->body.count; i++) {
        if (tree->body.items[i]->kind == AST_CLASS_DEF)
            add_class_name(&border, tree->body.items[i]);
    }
    for (u32 i = 0; i < tree->body.count; i++) add_statement(&border, tree->body.items[i]);
    return true;
}

// Told where it is used.
bool jxl_check_python_use(JxlChecker *c, const JxlDecl *decl, Span span) {
    if (decl->python_code == 0) return true;
    jxl_error(c, decl->python_code, span, NULL, "`%s` %s", jxl_text_of_name(c, decl->name),
              decl->python_problem);
    return false;
}
