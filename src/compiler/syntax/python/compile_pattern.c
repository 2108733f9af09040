// What CPython's code generator refuses in match statements.
#include "base/map.h"
#include "base/vec.h"
#include "compiler/syntax/python/compile_check_priv.h"

typedef VEC(AstName) NameVec;

typedef struct {
    const Names *names;
    Diagnostics *diags;
    Arena *arena;
    NameVec bound;  // by the pattern so far
} PatternWalk;

static void visit(PatternWalk *w, const AstPattern *pattern);

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
        diag_error(w->diags, DIAG_SYNTAX_ERROR, span, "multiple assignments to name '%S' in pattern", &text);
        return;
    }
    *VEC_PUSH(w->arena, &w->bound) = name;
}

static bool is_irrefutable(const AstPattern *pattern) {
    return pattern->kind == AST_MATCH_AS && pattern->match_as.pattern == NULL;
}

static void fail_unreachable(PatternWalk *w, const AstPattern *pattern) {
    if (pattern->match_as.name == AST_NO_NAME) {
        fail(w, pattern->span, "wildcard makes remaining patterns unreachable");
        return;
    }
    Slice text = names_text(w->names, pattern->match_as.name);
    diag_error(w->diags, DIAG_SYNTAX_ERROR, pattern->span, "name capture '%S' makes remaining patterns unreachable", &text);
}

static void visit_all(PatternWalk *w, AstPatterns patterns) {
    for (u32 i = 0; i < patterns.count; i++) visit(w, patterns.items[i]);
}

// All alternatives start from the same names and must bind the same ones.
static void visit_or(PatternWalk *w, const AstPattern *pattern) {
    AstPatterns patterns = pattern->match_or.patterns;
    u32 before = w->bound.count, first_count = 0;
    NameVec outer = w->bound, first = {0};
    for (u32 i = 0; i < patterns.count; i++) {
        w->bound = (NameVec){0};
        for (u32 j = 0; j < before; j++) *VEC_PUSH(w->arena, &w->bound) = outer.items[j];
        visit(w, patterns.items[i]);
        if (i + 1 < patterns.count && is_irrefutable(patterns.items[i])) {
            fail_unreachable(w, patterns.items[i]);
            return;
        }
        if (i == 0) {
            first = w->bound;
            first_count = first.count;
            continue;
        }
        bool is_same = w->bound.count == first_count;
        for (u32 j = 0; j < w->bound.count && is_same; j++) is_same = has_name(&first, w->bound.items[j]);
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
    if (star_count > 1) fail(w, pattern->span, "multiple starred expressions in sequence pattern");
    visit_all(w, pattern->match_sequence.patterns);
}

// ---- mapping keys

static bool is_numeric(AstConstantKind kind) {
    return kind == AST_CONST_INT || kind == AST_CONST_TRUE || kind == AST_CONST_FALSE || kind == AST_CONST_FLOAT;
}

static f64 numeric_value(const AstConstant *constant) {
    if (constant->kind == AST_CONST_FLOAT) return constant->u.float_value;
    if (constant->kind == AST_CONST_INT) return (f64)constant->u.int_value;
    return constant->kind == AST_CONST_TRUE ? 1 : 0;
}

static bool is_equal_key(const AstExpr *left, const AstExpr *right) {
    if (left->kind != AST_CONSTANT || right->kind != AST_CONSTANT) return false;
    const AstConstant *a = &left->constant.value, *b = &right->constant.value;
    if (a->kind == AST_CONST_INT && b->kind == AST_CONST_INT) return a->u.int_value == b->u.int_value;
    if (is_numeric(a->kind) && is_numeric(b->kind)) return numeric_value(a) == numeric_value(b);
    if (a->kind != b->kind) return false;
    if (a->kind == AST_CONST_STR || a->kind == AST_CONST_BYTES) return slice_equal(a->u.text, b->u.text);
    return a->kind == AST_CONST_NONE;
}

static void visit_mapping(PatternWalk *w, const AstPattern *pattern) {
    AstExprs keys = pattern->match_mapping.keys;
    for (u32 i = 0; i < keys.count; i++) {
        const AstExpr *key = keys.items[i];
        if (key->kind == AST_JOINED_STR || key->kind == AST_TEMPLATE_STR) {
            fail(w, pattern->span, "mapping pattern keys may only match literals and attribute lookups");
        }
        for (u32 j = 0; j < i; j++) {
            if (!is_equal_key(keys.items[j], key)) continue;
            diag_error(w->diags, DIAG_SYNTAX_ERROR, pattern->span, "mapping pattern checks duplicate key");
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
            diag_error(w->diags, DIAG_SYNTAX_ERROR, pattern->match_class.kwd_patterns.items[i]->span,
                       "attribute name repeated in class pattern: %S", &text);
            break;
        }
    }
    visit_all(w, pattern->match_class.patterns);
    visit_all(w, pattern->match_class.kwd_patterns);
}

static void visit(PatternWalk *w, const AstPattern *pattern) {
    switch (pattern->kind) {
    case AST_MATCH_VALUE: {
        AstKind kind = pattern->match_value.value->kind;
        if (kind == AST_JOINED_STR || kind == AST_TEMPLATE_STR) {
            fail(w, pattern->span, "patterns may only match literals and attribute lookups");
        }
        break;
    }
    case AST_MATCH_AS:
        if (pattern->match_as.pattern != NULL) {
            if (is_irrefutable(pattern->match_as.pattern)) fail_unreachable(w, pattern->match_as.pattern);
            visit(w, pattern->match_as.pattern);
        }
        bind(w, pattern->match_as.name, pattern->span);
        break;
    case AST_MATCH_STAR: bind(w, pattern->match_star.name, pattern->span); break;
    case AST_MATCH_OR: visit_or(w, pattern); break;
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
        visit(&walk, match_case->pattern);
        if (i + 1 < cases.count && match_case->guard == NULL && is_irrefutable(match_case->pattern)) {
            fail_unreachable(&walk, match_case->pattern);
        }
    }
}
