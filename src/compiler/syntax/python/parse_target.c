// What may be assigned to, deleted or iterated into.
#include "compiler/syntax/python/parser_priv.h"

void parser_set_context(AstExpr *expr, AstContext context) {
    switch (expr->kind) {
    case AST_NAME: expr->name.ctx = context; break;
    case AST_ATTRIBUTE: expr->attribute.ctx = context; break;
    case AST_SUBSCRIPT: expr->subscript.ctx = context; break;
    case AST_STARRED:
        expr->starred.ctx = context;
        parser_set_context(expr->starred.value, context);
        break;
    case AST_LIST:
    case AST_TUPLE:
        expr->tuple.ctx = context;
        for (u32 i = 0; i < expr->tuple.elts.count; i++) {
            parser_set_context(expr->tuple.elts.items[i], context);
        }
        break;
    default: break;
    }
}

AstExpr *parser_find_invalid_target(AstExpr *expr, TargetUse use) {
    switch (expr->kind) {
    case AST_NAME:
    case AST_ATTRIBUTE:
    case AST_SUBSCRIPT: return NULL;
    case AST_LIST:
    case AST_TUPLE:
        for (u32 i = 0; i < expr->tuple.elts.count; i++) {
            AstExpr *invalid = parser_find_invalid_target(expr->tuple.elts.items[i], use);
            if (invalid != NULL) return invalid;
        }
        return NULL;
    case AST_STARRED:
        return use == TARGET_DELETE ? expr : parser_find_invalid_target(expr->starred.value, use);
    case AST_COMPARE:
        // `for f() in x`: the comparison was meant as the loop's own `in`.
        if (use == TARGET_FOR && expr->compare.ops.items[0] == AST_CMP_IN) {
            return parser_find_invalid_target(expr->compare.left, use);
        }
        return expr;
    default: return expr;
    }
}

// A star inside a star, and a star alone, are refused by the grammar without a message of their
// own.
static bool has_misplaced_star(const AstExpr *expr) {
    if (expr->kind == AST_STARRED) {
        return expr->starred.value->kind == AST_STARRED || has_misplaced_star(expr->starred.value);
    }
    if (expr->kind != AST_LIST && expr->kind != AST_TUPLE) return false;
    for (u32 i = 0; i < expr->tuple.elts.count; i++) {
        if (has_misplaced_star(expr->tuple.elts.items[i])) return true;
    }
    return false;
}

AstExpr *parser_make_target(Parser *p, AstExpr *expr, TargetUse use) {
    AstExpr *invalid = parser_find_invalid_target(expr, use);
    if (invalid != NULL) {
        return parser_fail_node(p, &invalid->node,
                                use == TARGET_DELETE ? "cannot delete %s" : "cannot assign to %s",
                                parser_expr_name(invalid));
    }
    if (has_misplaced_star(expr)) return parser_fail(p);
    parser_set_context(expr, use == TARGET_DELETE ? AST_DEL : AST_STORE);
    return expr;
}

static const char *constant_name(const AstConstant *value) {
    switch (value->kind) {
    case AST_CONST_NONE: return "None";
    case AST_CONST_FALSE: return "False";
    case AST_CONST_TRUE: return "True";
    case AST_CONST_ELLIPSIS: return "ellipsis";
    default: return "literal";
    }
}

// table: how messages call each kind of expression.
const char *parser_expr_name(const AstExpr *expr) {
    switch (expr->kind) {
    case AST_ATTRIBUTE: return "attribute";
    case AST_SUBSCRIPT: return "subscript";
    case AST_STARRED: return "starred";
    case AST_NAME: return "name";
    case AST_LIST: return "list";
    case AST_TUPLE: return "tuple";
    case AST_LAMBDA: return "lambda";
    case AST_CALL: return "function call";
    case AST_BOOL_OP:
    case AST_BIN_OP:
    case AST_UNARY_OP: return "expression";
    case AST_GENERATOR_EXP: return "generator expression";
    case AST_YIELD:
    case AST_YIELD_FROM: return "yield expression";
    case AST_AWAIT: return "await expression";
    case AST_LIST_COMP: return "list comprehension";
    case AST_SET_COMP: return "set comprehension";
    case AST_DICT_COMP: return "dict comprehension";
    case AST_DICT: return "dict literal";
    case AST_SET: return "set display";
    case AST_JOINED_STR:
    case AST_FORMATTED_VALUE: return "f-string expression";
    case AST_TEMPLATE_STR:
    case AST_INTERPOLATION: return "t-string expression";
    case AST_CONSTANT: return constant_name(&expr->constant.value);
    case AST_COMPARE: return "comparison";
    case AST_IF_EXP: return "conditional expression";
    case AST_NAMED_EXPR: return "named expression";
    default: return "expression";
    }
}
