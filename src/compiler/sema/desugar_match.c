// The match statement, said in terms of tests, assignments and blocks that are left early.
//
//   match E:              _.s = E
//     case P if G: B      block M:
//     …                     block C:
//                             (tests of P: `if not …: leave C`, what P captures in hidden names)
//                             NAME = _.c …
//                             if not G: leave C
//                             B
//                             leave M
//                           …
//
// What a test tells about the type of a subject is then known to everything behind it. Names are
// bound when the whole pattern has matched, as in CPython; alternatives share hidden names.
#include "compiler/sema/desugar_priv.h"

typedef struct {
    AstName name, hidden;
} Capture;

typedef struct {
    Desugar d;
    DesugarStmts *out;
    u32 failure;  // the block to leave when the pattern does not match
    VEC(Capture) captures;
} Match;

// ---- names of built-in classes

static void bind(Build *build, AstName name) {
    if (name != AST_NO_NAME) *int_map_at(&build->bound_anywhere, name, 1) = 1;
}

static void bound_visit(void *context, AstNode *node) {
    Build *build = context;
    switch (node->kind) {
    case AST_NAME:
        if (((AstExpr *)node)->name.ctx != AST_LOAD) bind(build, ((AstExpr *)node)->name.id);
        break;
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF: bind(build, ((AstStmt *)node)->function_def.name); break;
    case AST_CLASS_DEF: bind(build, ((AstStmt *)node)->class_def.name); break;
    case AST_ARG: bind(build, ((AstArg *)node)->arg); break;
    case AST_EXCEPT_HANDLER: bind(build, ((AstExceptHandler *)node)->name); break;
    case AST_MATCH_AS: bind(build, ((AstPattern *)node)->match_as.name); break;
    case AST_MATCH_STAR: bind(build, ((AstPattern *)node)->match_star.name); break;
    case AST_MATCH_MAPPING: bind(build, ((AstPattern *)node)->match_mapping.rest); break;
    case AST_ALIAS: {
        const AstAlias *alias = (AstAlias *)node;
        bind(build, alias->asname != AST_NO_NAME ? alias->asname : alias->name);
        break;
    }
    default: break;
    }
    ast_each_child(node, bound_visit, build);
}

// Whether `expr` names a built-in class whose single positional pattern is for the subject itself.
static bool matches_self(Build *build, const AstExpr *expr) {
    static const u32 classes[] = {CLASS_BOOL,  CLASS_BYTEARRAY, CLASS_BYTES, CLASS_DICT,
                                  CLASS_FLOAT, CLASS_FROZENSET, CLASS_INT,   CLASS_LIST,
                                  CLASS_SET,   CLASS_STR,       CLASS_TUPLE};
    if (expr->kind != AST_NAME) return false;
    SemaName found = build_builtin(build, expr->name.id);
    if (found.kind != SEMA_NAME_BUILTIN_CLASS) return false;
    if (!build->has_bound_names) {
        int_map_init(&build->bound_anywhere, build->arena);
        build->has_bound_names = true;
        bound_visit(build, (AstNode *)(uintptr_t)&build->module->ast->node);
    }
    u32 one;
    if (int_map_get(&build->bound_anywhere, expr->name.id, &one)) return false;
    for (u32 i = 0; i < COUNT_OF(classes); i++) {
        if (classes[i] == found.index) return true;
    }
    return false;
}

// ---- pieces

static void emit(Match *m, AstStmt *stmt) {
    *VEC_PUSH(m->d.build->arena, m->out) = stmt;
}

static AstName fresh(Match *m) {
    m->d.number = m->d.next_id;
    return desugar_hidden(&m->d, "p");
}

static AstStmt *leave(Match *m, u32 label) {
    AstStmt *stmt = desugar_stmt(&m->d, AST_LEAVE);
    stmt->leave.label = (i32)label;
    return stmt;
}

// Goes on only where the test is true.
static void require(Match *m, AstExpr *test) {
    AstStmt *stmt = desugar_if(&m->d, test, (AstStmts){0});
    stmt->if_stmt.orelse = desugar_one(&m->d, leave(m, m->failure));
    emit(m, stmt);
}

static AstExpr *compare(Match *m, AstExpr *left, AstCompareOperator op, AstExpr *right) {
    Arena *arena = m->d.build->arena;
    AstExpr *expr = desugar_expr(&m->d, AST_COMPARE);
    expr->compare.left = left;
    expr->compare.ops.items = ARENA_NEW_ARRAY(arena, u8, 1);
    expr->compare.ops.items[0] = (u8)op;
    expr->compare.ops.count = 1;
    expr->compare.comparators.items = ARENA_NEW_ARRAY(arena, AstExpr *, 1);
    expr->compare.comparators.items[0] = right;
    expr->compare.comparators.count = 1;
    return expr;
}

static AstExpr *call_hidden(Match *m, const char *name, AstExpr *const *args, u32 count) {
    AstName native = names_intern_text(m->d.build->names, name);
    return desugar_call(&m->d, desugar_load(&m->d, native), args, count);
}

static AstExpr *call_on(Match *m, const char *name, AstName subject) {
    AstExpr *arg = desugar_load(&m->d, subject);
    return call_hidden(m, name, &arg, 1);
}

static AstExpr *number(Match *m, u32 value) {
    AstExpr *expr = desugar_constant(&m->d, AST_CONST_INT);
    expr->constant.value.u.int_value = value;
    return expr;
}

static AstExpr *subscript(Match *m, AstName object, AstExpr *key) {
    AstExpr *expr = desugar_expr(&m->d, AST_SUBSCRIPT);
    expr->subscript.value = desugar_load(&m->d, object);
    expr->subscript.slice = key;
    expr->subscript.ctx = AST_LOAD;
    return expr;
}

static AstExpr *tuple_of(Match *m, const AstExprs items, AstContext context) {
    AstExpr *expr = desugar_expr(&m->d, AST_TUPLE);
    expr->tuple.elts = items;
    expr->tuple.ctx = context;
    return expr;
}

static AstExprs exprs_of(Match *m, u32 count) {
    return (AstExprs){ARENA_NEW_ARRAY(m->d.build->arena, AstExpr *, count + 1), count};
}

static bool is_wildcard(const AstPattern *pattern) {
    return (pattern->kind == AST_MATCH_AS && !pattern->match_as.pattern &&
            pattern->match_as.name == AST_NO_NAME) ||
           (pattern->kind == AST_MATCH_STAR && pattern->match_star.name == AST_NO_NAME);
}

static void capture(Match *m, AstName name, AstName value) {
    AstName hidden = AST_NO_NAME;
    for (u32 i = 0; i < m->captures.count; i++) {
        if (m->captures.items[i].name == name) hidden = m->captures.items[i].hidden;
    }
    if (hidden == AST_NO_NAME) {
        hidden = fresh(m);
        *VEC_PUSH(m->d.build->arena, &m->captures) = (Capture){name, hidden};
    }
    emit(m, desugar_assign_name(&m->d, hidden, desugar_load(&m->d, value)));
}

// ---- patterns

static void match_pattern(Match *m, const AstPattern *pattern, AstName subject);

static void match_parts(Match *m, AstPatterns patterns, const AstName *names) {
    for (u32 i = 0; i < patterns.count; i++) {
        if (patterns.items[i]->kind == AST_MATCH_STAR) {
            if (!is_wildcard(patterns.items[i]))
                capture(m, patterns.items[i]->match_star.name, names[i]);
        } else if (!is_wildcard(patterns.items[i])) {
            match_pattern(m, patterns.items[i], names[i]);
        }
    }
}

// [a, *_, b]: only the items that are looked at.
static void take_items(Match *m, AstPatterns patterns, u32 star, AstName subject, AstName *names) {
    for (u32 i = 0; i < patterns.count; i++) {
        if (is_wildcard(patterns.items[i])) continue;
        AstExpr *index = number(m, i < star ? i : patterns.count - i);
        if (i > star) {
            AstExpr *negative = desugar_expr(&m->d, AST_UNARY_OP);
            negative->unary_op.op = AST_UNARY_SUB;
            negative->unary_op.operand = index;
            index = negative;
        }
        names[i] = fresh(m);
        emit(m, desugar_assign_name(&m->d, names[i], subscript(m, subject, index)));
    }
}

static void unpack_items(Match *m, AstPatterns patterns, AstName subject, AstName *names) {
    AstExprs targets = exprs_of(m, patterns.count);
    for (u32 i = 0; i < patterns.count; i++) {
        names[i] = fresh(m);
        targets.items[i] = desugar_name(&m->d, names[i], AST_STORE);
        if (patterns.items[i]->kind != AST_MATCH_STAR) continue;
        AstExpr *starred = desugar_expr(&m->d, AST_STARRED);
        starred->starred.value = targets.items[i];
        starred->starred.ctx = AST_STORE;
        targets.items[i] = starred;
    }
    AstExpr *target = tuple_of(m, targets, AST_STORE);
    emit(m, desugar_assign(&m->d, target, desugar_load(&m->d, subject)));
}

static void match_sequence(Match *m, const AstPattern *pattern, AstName subject) {
    AstPatterns patterns = pattern->match_sequence.patterns;
    u32 star = patterns.count;
    bool is_all_wild = true;
    for (u32 i = 0; i < patterns.count; i++) {
        if (patterns.items[i]->kind == AST_MATCH_STAR) star = i;
        is_all_wild &= is_wildcard(patterns.items[i]);
    }
    bool has_star = star < patterns.count;
    require(m, call_on(m, "_.match_sequence", subject));
    u32 least = patterns.count - has_star;
    if (!has_star || least > 0)
        require(m, compare(m, call_on(m, "_.len", subject), has_star ? AST_CMP_GT_E : AST_CMP_EQ,
                           number(m, least)));
    if (is_all_wild) return;
    AstName *names = ARENA_NEW_ARRAY(m->d.build->arena, AstName, patterns.count);
    if (has_star && is_wildcard(patterns.items[star]))
        take_items(m, patterns, star, subject, names);
    else
        unpack_items(m, patterns, subject, names);
    match_parts(m, patterns, names);
}

static void take_rest(Match *m, AstName rest, const AstName *keys, u32 count, AstName subject) {
    AstName copy = fresh(m);
    emit(m, desugar_assign_name(&m->d, copy, call_on(m, "_.dict", subject)));
    for (u32 i = 0; i < count; i++) {
        AstStmt *stmt = desugar_stmt(&m->d, AST_DELETE);
        stmt->delete_stmt.targets = exprs_of(m, 1);
        AstExpr *target = subscript(m, copy, desugar_load(&m->d, keys[i]));
        target->subscript.ctx = AST_DEL;
        stmt->delete_stmt.targets.items[0] = target;
        emit(m, stmt);
    }
    capture(m, rest, copy);
}

static void match_mapping(Match *m, const AstPattern *pattern, AstName subject) {
    AstExprs keys = pattern->match_mapping.keys;
    require(m, call_on(m, "_.match_mapping", subject));
    if (keys.count > 0)
        require(m, compare(m, call_on(m, "_.len", subject), AST_CMP_GT_E, number(m, keys.count)));
    AstName *names = ARENA_NEW_ARRAY(m->d.build->arena, AstName, keys.count * 2 + 1);
    AstName *values = names + keys.count;
    AstExprs loads = exprs_of(m, keys.count);
    bool has_computed = false;
    for (u32 i = 0; i < keys.count; i++) {
        names[i] = fresh(m);
        has_computed |= keys.items[i]->kind == AST_ATTRIBUTE;
        emit(m, desugar_assign_name(&m->d, names[i], keys.items[i]));
        loads.items[i] = desugar_load(&m->d, names[i]);
    }
    if (has_computed) {
        AstExpr *all = tuple_of(m, loads, AST_LOAD);
        emit(m, desugar_expr_stmt(&m->d, call_hidden(m, "_.match_keys", &all, 1)));
    }
    for (u32 i = 0; i < keys.count; i++) {
        require(
            m, compare(m, desugar_load(&m->d, names[i]), AST_CMP_IN, desugar_load(&m->d, subject)));
        values[i] = fresh(m);
        AstExpr *value = subscript(m, subject, desugar_load(&m->d, names[i]));
        emit(m, desugar_assign_name(&m->d, values[i], value));
    }
    match_parts(m, pattern->match_mapping.patterns, values);
    if (pattern->match_mapping.rest != AST_NO_NAME)
        take_rest(m, pattern->match_mapping.rest, names, keys.count, subject);
}

// A second node for the class: a name, or an attribute of a name.
static AstExpr *class_again(Match *m, const AstExpr *expr) {
    if (expr->kind == AST_NAME) return desugar_load(&m->d, expr->name.id);
    AstExpr *copy = desugar_expr(&m->d, AST_ATTRIBUTE);
    copy->attribute.value = class_again(m, expr->attribute.value);
    copy->attribute.attr = expr->attribute.attr;
    copy->attribute.ctx = AST_LOAD;
    return copy;
}

// try: value = subject.NAME; except AttributeError: leave
static AstName take_attribute(Match *m, AstName subject, AstName name) {
    Desugar *d = &m->d;
    AstName value = fresh(m);
    AstExpr *read = desugar_expr(d, AST_ATTRIBUTE);
    read->attribute.value = desugar_load(d, subject);
    read->attribute.attr = name;
    read->attribute.ctx = AST_LOAD;
    AstExceptHandler *handler = desugar_node(d, AST_EXCEPT_HANDLER, sizeof *handler);
    handler->type = desugar_load(d, names_intern_text(d->build->names, "_.AttributeError"));
    handler->name = AST_NO_NAME;
    handler->body = desugar_one(d, leave(m, m->failure));
    AstStmt *attempt = desugar_stmt(d, AST_TRY);
    attempt->try_stmt.body = desugar_one(d, desugar_assign_name(d, value, read));
    attempt->try_stmt.handlers.items = ARENA_NEW_ARRAY(d->build->arena, AstExceptHandler *, 1);
    attempt->try_stmt.handlers.items[0] = handler;
    attempt->try_stmt.handlers.count = 1;
    emit(m, attempt);
    return value;
}

// Positional patterns: what the class's __match_args__ name.
static void take_positional(Match *m, const AstPattern *pattern, AstName subject, AstName *names) {
    Desugar *d = &m->d;
    u32 count = pattern->match_class.patterns.count;
    AstNames keywords = pattern->match_class.kwd_attrs;
    AstExprs words = exprs_of(m, keywords.count);
    for (u32 i = 0; i < keywords.count; i++) {
        words.items[i] = desugar_constant(d, AST_CONST_STR);
        words.items[i]->constant.value.u.text = names_text(d->build->names, keywords.items[i]);
    }
    AstExpr *args[] = {desugar_load(d, subject), class_again(m, pattern->match_class.cls),
                       number(m, count), tuple_of(m, words, AST_LOAD)};
    AstName all = fresh(m);
    emit(m, desugar_assign_name(d, all, call_hidden(m, "_.match_args", args, 4)));
    require(m,
            compare(m, desugar_load(d, all), AST_CMP_IS_NOT, desugar_constant(d, AST_CONST_NONE)));
    for (u32 i = 0; i < count; i++) {
        names[i] = fresh(m);
        emit(m, desugar_assign_name(d, names[i], subscript(m, all, number(m, i))));
    }
}

static void match_class(Match *m, const AstPattern *pattern, AstName subject) {
    Build *build = m->d.build;
    AstExpr *cls = pattern->match_class.cls;
    AstPatterns patterns = pattern->match_class.patterns,
                keywords = pattern->match_class.kwd_patterns;
    AstExpr *args[] = {desugar_load(&m->d, subject), cls};
    require(m, call_hidden(m, "_.match_instance", args, 2));
    // The built-in classes whose one positional pattern is for the subject itself.
    bool is_self = patterns.count == 1 && keywords.count == 0 && matches_self(build, cls);
    AstName *names = ARENA_NEW_ARRAY(build->arena, AstName, patterns.count + keywords.count + 1);
    if (is_self)
        names[0] = subject;
    else if (patterns.count > 0)
        take_positional(m, pattern, subject, names);
    for (u32 i = 0; i < keywords.count; i++)
        names[patterns.count + i] =
            take_attribute(m, subject, pattern->match_class.kwd_attrs.items[i]);
    match_parts(m, patterns, names);
    match_parts(m, keywords, names + patterns.count);
}

// A block around what `out` collects meanwhile.
static AstStmt *block_open(Match *m, DesugarStmts *body, DesugarStmts **outer) {
    AstStmt *block = desugar_stmt(&m->d, AST_BLOCK);
    block->block.label = (i32)block->id;
    *outer = m->out;
    m->out = body;
    return block;
}

static void block_close(Match *m, AstStmt *block, const DesugarStmts *body, DesugarStmts *outer) {
    block->block.body = (AstStmts){body->items, body->count};
    m->out = outer;
    emit(m, block);
}

static void match_or(Match *m, const AstPattern *pattern, AstName subject) {
    DesugarStmts all = {0}, *outer, *between;
    u32 failure = m->failure;
    AstStmt *found = block_open(m, &all, &outer);
    for (u32 i = 0; i < pattern->match_or.patterns.count; i++) {
        DesugarStmts one = {0};
        AstStmt *block = block_open(m, &one, &between);
        m->failure = block->id;
        match_pattern(m, pattern->match_or.patterns.items[i], subject);
        emit(m, leave(m, found->id));
        block_close(m, block, &one, between);
    }
    m->failure = failure;
    emit(m, leave(m, failure));
    block_close(m, found, &all, outer);
}

static void match_singleton(Match *m, const AstPattern *pattern, AstName subject) {
    AstExpr *value = desugar_expr(&m->d, AST_CONSTANT);
    value->constant.value = pattern->match_singleton.value;
    require(m, compare(m, desugar_load(&m->d, subject), AST_CMP_IS, value));
}

static void match_pattern(Match *m, const AstPattern *pattern, AstName subject) {
    Span outer = m->d.span;
    m->d.span = pattern->span;
    switch (pattern->kind) {
    case AST_MATCH_VALUE:
        require(m,
                compare(m, desugar_load(&m->d, subject), AST_CMP_EQ, pattern->match_value.value));
        break;
    case AST_MATCH_SINGLETON: match_singleton(m, pattern, subject); break;
    case AST_MATCH_SEQUENCE: match_sequence(m, pattern, subject); break;
    case AST_MATCH_MAPPING: match_mapping(m, pattern, subject); break;
    case AST_MATCH_CLASS: match_class(m, pattern, subject); break;
    case AST_MATCH_OR: match_or(m, pattern, subject); break;
    case AST_MATCH_AS:
        if (pattern->match_as.pattern) match_pattern(m, pattern->match_as.pattern, subject);
        if (pattern->match_as.name != AST_NO_NAME) capture(m, pattern->match_as.name, subject);
        break;
    default: break;
    }
    m->d.span = outer;
}

// ---- the statement

static void match_case(Match *m, const AstMatchCase *match_case, AstName subject, u32 end) {
    DesugarStmts body = {0}, *outer;
    m->d.span = match_case->pattern->span;
    AstStmt *block = block_open(m, &body, &outer);
    m->failure = block->id;
    m->captures.count = 0;
    match_pattern(m, match_case->pattern, subject);
    for (u32 i = 0; i < m->captures.count; i++) {
        Capture one = m->captures.items[i];
        emit(m, desugar_assign_name(&m->d, one.name, desugar_load(&m->d, one.hidden)));
    }
    if (match_case->guard) require(m, match_case->guard);
    for (u32 i = 0; i < match_case->body.count; i++) emit(m, match_case->body.items[i]);
    emit(m, leave(m, end));
    block_close(m, block, &body, outer);
}

void desugar_match(Build *build, AstStmt *stmt, DesugarStmts *out) {
    u32 first_id = stmt->id - ast_match_ids(stmt->match_stmt.cases);
    Match m = {.d = {build, first_id, stmt->id, first_id, stmt->span}, .out = out};
    AstExpr *value = stmt->match_stmt.subject;
    m.d.span = value->span;
    AstName subject = fresh(&m);
    emit(&m, desugar_assign_name(&m.d, subject, value));
    DesugarStmts body = {0}, *outer;
    AstStmt *block = block_open(&m, &body, &outer);
    for (u32 i = 0; i < stmt->match_stmt.cases.count; i++)
        match_case(&m, stmt->match_stmt.cases.items[i], subject, block->id);
    block_close(&m, block, &body, outer);
}
