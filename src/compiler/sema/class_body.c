// Class statements before names are resolved: private names in all of them; open ones become a
// function that fills a namespace, and a call that makes the class of it.
//
//   class C(B, k=K): BODY       def _.body(_.ns):              names bound here: _.ns["name"]
//                                   __class__ = None           only where a method needs it
//                                   def _.set(_.c): nonlocal __class__; __class__ = _.c
//                                   __classcell__ = _.set
//                                   BODY
//                               C = _.build_class(_.body, "C", __name__, B, k=K)
//
//   super(), in its methods     _.super(__class__, self)
#include "compiler/sema/build_priv.h"

typedef struct {
    Build *build;
    Slice class_name;  // without leading underscores; empty: nothing is mangled
    AstName self;      // first parameter of the function around, or AST_NO_NAME
    bool is_open;      // inside an open class
    bool has_method;   // a function between here and the class
    bool *uses_class;  // set where the class's cell is needed
} BodyWalk;

static void visit(void *context, AstNode *node);

static void each_child(BodyWalk *w, const AstNode *node) {
    ast_each_child((AstNode *)(uintptr_t)node, visit, w);
}

// ---- private names

static AstName mangled(const BodyWalk *w, AstName name) {
    if (name == AST_NO_NAME || w->class_name.len == 0) return name;
    Slice text = names_text(w->build->names, name);
    bool is_private =
        slice_starts_with(text, SLICE_LITERAL("__")) && !slice_ends_with(text, SLICE_LITERAL("__"));
    if (!is_private) return name;
    for (usize i = 0; i < text.len; i++) {
        if (text.data[i] == '.') return name;
    }
    Bytes made;
    bytes_init(&made, w->build->arena);
    bytes_format(&made, "_%S%S", &w->class_name, &text);
    return names_intern(w->build->names, bytes_slice(&made));
}

static Slice plain_name(Slice name) {
    usize start = 0;
    while (start < name.len && name.data[start] == '_') start++;
    return slice_range(name, start, name.len);
}

// ---- the walk

static void visit_exprs(BodyWalk *w, AstExprs exprs) {
    for (u32 i = 0; i < exprs.count; i++) visit(w, &exprs.items[i]->node);
}

static void visit_class(BodyWalk *w, const AstStmt *stmt) {
    visit_exprs(w, stmt->class_def.bases);
    visit_exprs(w, stmt->class_def.decorators);
    for (u32 i = 0; i < stmt->class_def.keywords.count; i++)
        visit(w, &stmt->class_def.keywords.items[i]->value->node);
    BodyWalk inner = *w;
    bool uses_class = false;
    inner.class_name = plain_name(names_text(w->build->names, stmt->class_def.name));
    inner.self = AST_NO_NAME;
    inner.has_method = false;
    inner.is_open = build_class_is_open(w->build, stmt);
    inner.uses_class = &uses_class;
    for (u32 i = 0; i < stmt->class_def.body.count; i++)
        visit(&inner, &stmt->class_def.body.items[i]->node);
    if (uses_class)
        *int_map_at(&w->build->class_cells, (u64)w->build->module->index << 32 | stmt->id, 1) = 1;
}

static AstName first_param(const AstArguments *args) {
    if (args->posonlyargs.count > 0) return args->posonlyargs.items[0]->arg;
    if (args->args.count > 0) return args->args.items[0]->arg;
    return AST_NO_NAME;
}

static void visit_function(BodyWalk *w, AstStmt *stmt) {
    AstName name = mangled(w, stmt->function_def.name);
    if (name != stmt->function_def.name)
        *int_map_at(&w->build->bound_names, (u64)w->build->module->index << 32 | stmt->id, name) =
            name;
    BodyWalk inner = *w;
    visit_exprs(w, stmt->function_def.decorators);
    visit(w, &stmt->function_def.args->node);
    inner.has_method = true;
    inner.self = first_param(stmt->function_def.args);
    for (u32 i = 0; i < stmt->function_def.body.count; i++)
        visit(&inner, &stmt->function_def.body.items[i]->node);
}

static void visit_lambda(BodyWalk *w, AstExpr *expr) {
    BodyWalk inner = *w;
    visit(w, &expr->lambda.args->node);
    inner.has_method = true;
    inner.self = first_param(expr->lambda.args);
    visit(&inner, &expr->lambda.body->node);
}

static AstExpr *new_name(BodyWalk *w, const AstExpr *call, u32 place, AstName name) {
    AstExpr *made = ARENA_NEW(w->build->arena, AstExpr);
    made->kind = AST_NAME;
    made->id = call->id - AST_SUPER_IDS + place;
    made->span = call->call.func->span;
    made->name.id = name;
    made->name.ctx = AST_LOAD;
    return made;
}

static void visit_super(BodyWalk *w, AstExpr *call) {
    Names *names = w->build->names;
    u32 count = call->call.args.count;
    bool is_short = count == 0 && w->self != AST_NO_NAME && w->has_method && w->is_open;
    bool is_long = count == 2 && (w->is_open || w->class_name.len == 0);
    if (!is_short && !is_long) return;
    call->call.func = new_name(w, call, 0, names_intern_text(names, "_.super"));
    if (is_long) return;
    call->call.args.items = ARENA_NEW_ARRAY(w->build->arena, AstExpr *, 2);
    call->call.args.items[0] = new_name(w, call, 1, names_intern_text(names, "__class__"));
    call->call.args.items[1] = new_name(w, call, 2, w->self);
    call->call.args.count = 2;
    *w->uses_class = true;
}

static void visit_call(BodyWalk *w, AstExpr *call) {
    const AstExpr *func = call->call.func;
    bool is_super = func->kind == AST_NAME && func->name.id == AST_NAME_SUPER;
    each_child(w, &call->node);
    if (is_super) visit_super(w, call);
}

static void visit_name(BodyWalk *w, AstExpr *expr) {
    expr->name.id = mangled(w, expr->name.id);
    bool is_class =
        slice_equal(names_text(w->build->names, expr->name.id), SLICE_LITERAL("__class__"));
    if (is_class && w->is_open && w->has_method && w->uses_class) *w->uses_class = true;
}

static void mangle_names(BodyWalk *w, AstNames names) {
    for (u32 i = 0; i < names.count; i++) names.items[i] = mangled(w, names.items[i]);
}

static void visit(void *context, AstNode *node) {
    BodyWalk *w = context;
    AstStmt *stmt = (AstStmt *)node;
    AstExpr *expr = (AstExpr *)node;
    // table:
    switch (node->kind) {
    case AST_CLASS_DEF: visit_class(w, stmt); return;
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF: visit_function(w, stmt); return;
    case AST_LAMBDA: visit_lambda(w, expr); return;
    case AST_NAME: visit_name(w, expr); return;
    case AST_ATTRIBUTE: expr->attribute.attr = mangled(w, expr->attribute.attr); break;
    case AST_CALL: visit_call(w, expr); return;
    case AST_ARG: ((AstArg *)node)->arg = mangled(w, ((AstArg *)node)->arg); return;
    case AST_KEYWORD: ((AstKeyword *)node)->arg = mangled(w, ((AstKeyword *)node)->arg); break;
    case AST_GLOBAL:
    case AST_NONLOCAL: mangle_names(w, stmt->global.names); return;
    case AST_EXCEPT_HANDLER:
        ((AstExceptHandler *)node)->name = mangled(w, ((AstExceptHandler *)node)->name);
        break;
    default: break;
    }
    ast_each_child(node, visit, w);
}

void build_class_names(Build *build, SemaModule *module) {
    bool ignored = false;
    BodyWalk w = {.build = build, .self = AST_NO_NAME, .uses_class = &ignored};
    build->module = module;
    ast_each_child((AstNode *)&((AstModule *)(uintptr_t)module->ast)->node, visit, &w);
}

// ---- open class statements

static bool has_cell(const Build *build, const AstStmt *stmt) {
    u32 ignored;
    return int_map_get(&build->class_cells, (u64)build->module->index << 32 | stmt->id, &ignored);
}

static void put_annotations(Build *build, Bytes *out, AstStmts body) {
    for (u32 i = 0; i < body.count; i++) {
        const AstStmt *stmt = body.items[i];
        if (stmt->kind != AST_ANN_ASSIGN || stmt->ann_assign.target->kind != AST_NAME) continue;
        Slice name = names_text(build->names, stmt->ann_assign.target->name.id);
        Slice text = source_span_text(build->module->ast->file, stmt->ann_assign.annotation->span);
        bytes_append(out, name);
        bytes_push(out, 1);
        bytes_append(out, text);
        bytes_push(out, 2);
    }
}

// The str constant of the first statement's call, or NULL.
static void fill_annotations(AstStmt *stmt, Slice text) {
    stmt->assign.value->call.args.items[0]->constant.value.u.text = text;
}

static void put_prologue(Build *build, Bytes *text, const AstStmt *stmt, bool has_annotations) {
    bytes_text(text, "def __kr_body(__kr_ns):\n");
    if (has_annotations) bytes_text(text, "    __annotations__ = __kr_annotations('')\n");
    if (has_cell(build, stmt))
        bytes_text(text, "    __class__ = None\n"
                         "    def __kr_set(__kr_c):\n"
                         "        nonlocal __class__\n"
                         "        __class__ = __kr_c\n"
                         "    __classcell__ = __kr_set\n");
    bytes_text(text, "    pass\n");
}

static void fill_body(Build *build, AstStmt *def, AstStmts body, Slice annotations) {
    AstStmts head = def->function_def.body;
    u32 count = head.count - 1 + body.count;
    AstStmts all = {ARENA_NEW_ARRAY(build->arena, AstStmt *, count + 1), 0};
    if (annotations.len > 0) fill_annotations(head.items[0], annotations);
    for (u32 i = 0; i + 1 < head.count; i++) all.items[all.count++] = head.items[i];
    for (u32 i = 0; i < body.count; i++) all.items[all.count++] = body.items[i];
    if (all.count == 0) all.items[all.count++] = head.items[head.count - 1];
    def->function_def.body = all;
}

AstStmts build_open_class(Build *build, AstStmt *stmt, AstName bound) {
    u32 end_id =
        stmt->id - stmt->class_def.decorators.count * AST_DECORATOR_IDS - AST_DOCSTRING_IDS;
    Bytes text, annotations;
    bytes_init(&text, build->arena);
    bytes_init(&annotations, build->arena);
    put_annotations(build, &annotations, stmt->class_def.body);
    put_prologue(build, &text, stmt, annotations.len > 0);
    Slice name = names_text(build->names, stmt->class_def.name);
    bytes_format(&text, "__kr_x = __kr_build_class(__kr_body, '%S', __name__)\n", &name);
    AstStmts made =
        build_template(build, bytes_slice(&text), stmt->span, end_id - AST_CLASS_IDS, end_id);
    AstStmt *def = made.items[0], *assign = made.items[1];
    fill_body(build, def, stmt->class_def.body, bytes_slice(&annotations));
    // The hidden name stays unique: classes may stand inside each other.
    def->function_def.name = stmt->class_def.name;
    Bytes hidden;
    bytes_init(&hidden, build->arena);
    bytes_format(&hidden, "_.body%u", stmt->id);
    AstName body_name = names_intern(build->names, bytes_slice(&hidden));
    u64 key = (u64)build->module->index << 32 | def->id;
    *int_map_at(&build->bound_names, key, body_name) = body_name;
    *int_map_at(&build->class_bodies, key, 1) = 1;
    AstExpr *call = assign->assign.value;
    call->call.args.items[0]->name.id = body_name;
    assign->assign.targets.items[0]->name.id = bound;
    AstExprs bases = stmt->class_def.bases;
    AstExpr **args = ARENA_NEW_ARRAY(build->arena, AstExpr *, 3 + bases.count);
    for (u32 i = 0; i < 3; i++) args[i] = call->call.args.items[i];
    for (u32 i = 0; i < bases.count; i++) args[3 + i] = bases.items[i];
    call->call.args = (AstExprs){args, 3 + bases.count};
    call->call.keywords = stmt->class_def.keywords;
    return made;
}
