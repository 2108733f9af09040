// What CPython's code generator refuses in match statements.
#include "base/map.h"
#include "base/vec.h"
#include "compiler/syntax/dump.h"
#include "compiler/syntax/python/compile_check_priv.h"

typedef VEC(AstName) NameVec;

typedef struct {
    const Names *names;
    Diagnostics *diags;
    Arena *arena;
    NameVec bound;  // by the pattern so far
} PatternWalk;

// `is_last`: no other pattern follows, so this one may match everything.
static void visit(PatternWalk *w, const AstPattern *pattern, bool is_last);

static bool has_name(const NameVec *names, AstName name) {
    for (u32 i = 0; i < names->count; i++) {
        if (names->items[i] == name) return true;
    }
    return false;
}

static void fail(PatternWalk *w, Span span, const char *message) {
    diag_error(w->diags, DIAG_SYNTAX_ERROR, span, "%s", message);
}

static void bind(PatternWalk *w, AstName name, Span span) {
    if (name == AST_NO_NAME) return;
    if (has_name(&w->bound, name)) {
        Slice text = names_text(w->names, name);
        diag_error(w->diags, DIAG_SYNTAX_ERROR, span,
                   "multiple assignments to name '%S' in pattern", &text);
        return;
    }
    *VEC_PUSH(w->arena, &w->bound) = name;
}

static void fail_unreachable(PatternWalk *w, const AstPattern *pattern) {
    if (pattern->match_as.name == AST_NO_NAME) {
        fail(w, pattern->span, "wildcard makes remaining patterns unreachable");
        return;
    }
    Slice text = names_text(w->names, pattern->match_as.name);
    diag_error(w->diags, DIAG_SYNTAX_ERROR, pattern->span,
               "name capture '%S' makes remaining patterns unreachable", &text);
}

static void visit_all(PatternWalk *w, AstPatterns patterns) {
    for (u32 i = 0; i < patterns.count; i++) visit(w, patterns.items[i], true);
}

// All alternatives start from the same names and must bind the same ones.
static void visit_or(PatternWalk *w, const AstPattern *pattern, bool is_last) {
    AstPatterns patterns = pattern->match_or.patterns;
    u32 before = w->bound.count, first_count = 0;
    NameVec outer = w->bound, first = {0};
    for (u32 i = 0; i < patterns.count; i++) {
        w->bound = (NameVec){0};
        for (u32 j = 0; j < before; j++) *VEC_PUSH(w->arena, &w->bound) = outer.items[j];
        visit(w, patterns.items[i], is_last && i + 1 == patterns.count);
        if (i == 0) {
            first = w->bound;
            first_count = first.count;
            continue;
        }
        bool is_same = w->bound.count == first_count;
        for (u32 j = 0; j < w->bound.count && is_same; j++)
            is_same = has_name(&first, w->bound.items[j]);
        if (!is_same) {
            fail(w, pattern->span, "alternative patterns bind different names");
            return;
        }
    }
}

static void visit_sequence(PatternWalk *w, const AstPattern *pattern) {
    u32 star_count = 0;
    for (u32 i = 0; i < pattern->match_sequence.patterns.count; i++) {
        star_count += pattern->match_sequence.patterns.items[i]->kind == AST_MATCH_STAR;
    }
    if (star_count > 1) fail(w, pattern->span, "multiple starred names in sequence pattern");
    visit_all(w, pattern->match_sequence.patterns);
}

// ---- mapping keys

typedef struct {
    bool is_number;
    f64 real, imaginary;
} KeyNumber;

// A number as patterns have them: a constant, its negation, a sum of a real and an imaginary one.
static KeyNumber number_of(const AstExpr *key) {
    if (key->kind == AST_UNARY_OP) {
        KeyNumber operand = number_of(key->unary_op.operand);
        return (KeyNumber){operand.is_number, -operand.real, -operand.imaginary};
    }
    if (key->kind == AST_BIN_OP) {
        KeyNumber left = number_of(key->bin_op.left), right = number_of(key->bin_op.right);
        f64 sign = key->bin_op.op == AST_OP_SUB ? -1 : 1;
        return (KeyNumber){left.is_number && right.is_number, left.real, sign * right.imaginary};
    }
    if (key->kind != AST_CONSTANT) return (KeyNumber){0};
    const AstConstant *value = &key->constant.value;
    switch (value->kind) {
    case AST_CONST_INT: return (KeyNumber){true, (f64)value->u.int_value, 0};
    case AST_CONST_FALSE: return (KeyNumber){true, 0, 0};
    case AST_CONST_TRUE: return (KeyNumber){true, 1, 0};
    case AST_CONST_FLOAT: return (KeyNumber){true, value->u.float_value, 0};
    case AST_CONST_COMPLEX: return (KeyNumber){true, 0, value->u.float_value};
    default: return (KeyNumber){0};
    }
}

static bool is_equal_key(const AstExpr *left, const AstExpr *right) {
    KeyNumber a = number_of(left), b = number_of(right);
    if (a.is_number && b.is_number) {
        bool has_big =
            ast_is_constant(left, AST_CONST_INT) && ast_is_constant(right, AST_CONST_INT);
        if (has_big) return left->constant.value.u.int_value == right->constant.value.u.int_value;
        return a.real == b.real && a.imaginary == b.imaginary;
    }
    if (left->kind != AST_CONSTANT || right->kind != AST_CONSTANT) return false;
    const AstConstant *c = &left->constant.value, *d = &right->constant.value;
    if (c->kind != d->kind) return false;
    if (c->kind == AST_CONST_STR || c->kind == AST_CONST_BYTES)
        return slice_equal(c->u.text, d->u.text);
    return c->kind == AST_CONST_NONE;
}

static void fail_duplicate(PatternWalk *w, const AstPattern *pattern, const AstExpr *key) {
    Bytes text;
    bytes_init(&text, w->arena);
    bool is_zero = key->kind == AST_UNARY_OP &&
                   ast_is_constant(key->unary_op.operand, AST_CONST_INT) &&
                   key->unary_op.operand->constant.value.u.int_value == 0;
    const AstExpr *shown = key->kind == AST_UNARY_OP ? key->unary_op.operand : key;
    if (key->kind == AST_UNARY_OP && !is_zero) bytes_push(&text, '-');
    if (shown->kind == AST_CONSTANT) ast_repr_constant(&text, &shown->constant.value);
    Slice repr = bytes_slice(&text);
    diag_error(w->diags, DIAG_SYNTAX_ERROR, pattern->span,
               "mapping pattern checks duplicate key (%S)", &repr);
}

static void visit_mapping(PatternWalk *w, const AstPattern *pattern) {
    AstExprs keys = pattern->match_mapping.keys;
    for (u32 i = 0; i < keys.count; i++) {
        const AstExpr *key = keys.items[i];
        if (key->kind == AST_JOINED_STR || key->kind == AST_TEMPLATE_STR) {
            fail(w, pattern->span,
                 "mapping pattern keys may only match literals and attribute lookups");
        }
        for (u32 j = 0; j < i; j++) {
            if (!is_equal_key(keys.items[j], key)) continue;
            fail_duplicate(w, pattern, key);
            break;
        }
    }
    visit_all(w, pattern->match_mapping.patterns);
    bind(w, pattern->match_mapping.rest, pattern->span);
}

static void visit_class(PatternWalk *w, const AstPattern *pattern) {
    AstNames attrs = pattern->match_class.kwd_attrs;
    for (u32 i = 0; i < attrs.count; i++) {
        for (u32 j = 0; j < i; j++) {
            if (attrs.items[i] != attrs.items[j]) continue;
            Slice text = names_text(w->names, attrs.items[i]);
            diag_error(w->diags, DIAG_SYNTAX_ERROR,
                       pattern->match_class.kwd_patterns.items[i]->span,
                       "attribute name repeated in class pattern: %S", &text);
            break;
        }
    }
    visit_all(w, pattern->match_class.patterns);
    visit_all(w, pattern->match_class.kwd_patterns);
}

static void visit(PatternWalk *w, const AstPattern *pattern, bool is_last) {
    switch (pattern->kind) {
    case AST_MATCH_VALUE: {
        AstKind kind = pattern->match_value.value->kind;
        if (kind == AST_JOINED_STR || kind == AST_TEMPLATE_STR) {
            fail(w, pattern->span, "patterns may only match literals and attribute lookups");
        }
        break;
    }
    case AST_MATCH_AS:
        if (pattern->match_as.pattern != NULL)
            visit(w, pattern->match_as.pattern, is_last);
        else if (!is_last)
            fail_unreachable(w, pattern);
        bind(w, pattern->match_as.name, pattern->span);
        break;
    case AST_MATCH_STAR: bind(w, pattern->match_star.name, pattern->span); break;
    case AST_MATCH_OR: visit_or(w, pattern, is_last); break;
    case AST_MATCH_SEQUENCE: visit_sequence(w, pattern); break;
    case AST_MATCH_MAPPING: visit_mapping(w, pattern); break;
    case AST_MATCH_CLASS: visit_class(w, pattern); break;
    default: break;
    }
}

void pattern_check(const AstStmt *match, const Names *names, Diagnostics *diags, Arena *arena) {
    AstMatchCases cases = match->match_stmt.cases;
    for (u32 i = 0; i < cases.count; i++) {
        PatternWalk walk = {.names = names, .diags = diags, .arena = arena};
        const AstMatchCase *match_case = cases.items[i];
        visit(&walk, match_case->pattern, i + 1 == cases.count || match_case->guard != NULL);
    }
}
