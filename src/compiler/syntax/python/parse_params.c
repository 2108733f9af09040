// Parameters of functions and lambdas, and type parameters.
#include "base/vec.h"
#include "compiler/syntax/python/parser_priv.h"

typedef VEC(AstArg *) ArgVec;
typedef VEC(AstExpr *) ExprVec;

// What was seen so far of one parameter list.
typedef struct {
    bool is_lambda;
    TokenKind close;
    ArgVec posonly, args, kwonly;
    ExprVec defaults, kw_defaults;
    AstArg *vararg, *kwarg;
    bool has_slash, has_star;
    u32 bare_star;  // index of a bare `*` that no name has followed yet, 0 for none
} Params;

// `(a, b)`, which Python 2 had.
static bool is_name_list(const Parser *p) {
    u32 close = p->tokens[p->at].value;
    if (close <= p->at + 1) return false;
    for (u32 i = p->at + 1; i < close; i++) {
        bool is_odd = (i - p->at) % 2 == 1;
        if (p->tokens[i].kind != (is_odd ? TOKEN_NAME : TOKEN_COMMA)) return false;
    }
    return true;
}

static AstArg *parse_param(Parser *p, const Params *params, bool allows_star_annotation) {
    u32 start = parser_start(p);
    if (!parser_is(p, TOKEN_NAME)) {
        if (parser_is(p, TOKEN_LPAR) && !params->has_star && is_name_list(p)) {
            return parser_fail_token(p, p->at,
                                     params->is_lambda
                                         ? "Lambda expression parameters cannot be parenthesized"
                                         : "Function parameters cannot be parenthesized");
        }
        return parser_fail(p);
    }
    AstName name = p->tokens[p->at++].value;
    AstExpr *annotation = NULL;
    if (!params->is_lambda && parser_accept(p, TOKEN_COLON)) {
        bool is_starred = allows_star_annotation && parser_is(p, TOKEN_STAR);
        annotation = is_starred ? parse_star_named_expression(p) : parse_expression(p);
        if (annotation == NULL) return NULL;
    }
    AstArg *arg = parser_node(p, AST_ARG, sizeof(AstArg), start);
    arg->arg = name;
    arg->annotation = annotation;
    return arg;
}

static bool ends_param(const Parser *p, const Params *params) {
    return parser_is(p, TOKEN_COMMA) || parser_is(p, params->close);
}

// `=value` when it is there. False after an error.
static bool parse_default(Parser *p, const Params *params, AstExpr **value) {
    *value = NULL;
    if (!parser_accept(p, TOKEN_EQUAL)) return true;
    if (ends_param(p, params)) {
        parser_fail_token(p, p->at - 1, "expected default value expression");
        return false;
    }
    *value = parse_expression(p);
    return *value != NULL;
}

static bool parse_slash(Parser *p, Params *params) {
    u32 slash = p->at++;
    if (params->has_slash) {
        parser_fail_token(p, slash, "/ may appear only once");
    } else if (params->has_star) {
        parser_fail_token(p, slash, "/ must be ahead of *");
    } else if (params->args.count == 0) {
        if (parser_is(p, TOKEN_COMMA))
            parser_fail_token(p, slash, "at least one argument must precede /");
        else
            parser_fail(p);
    } else if (parser_is(p, TOKEN_STAR)) {
        parser_fail_token(p, p->at, "expected comma between / and *");
    } else {
        params->has_slash = true;
        params->posonly = params->args;
        params->args = (ArgVec){0};
        return true;
    }
    return false;
}

static bool parse_star(Parser *p, Params *params) {
    u32 star = p->at++;
    if (params->has_star) {
        parser_fail_token(p, star, "* argument may appear only once");
        return false;
    }
    params->has_star = true;
    if (ends_param(p, params)) {
        bool is_useless = parser_is(p, params->close) || parser_kind_ahead(p, 1) == params->close ||
                          parser_kind_ahead(p, 1) == TOKEN_DOUBLE_STAR;
        if (is_useless) parser_fail_token(p, star, "named arguments must follow bare *");
        return !is_useless;
    }
    params->vararg = parse_param(p, params, true);
    if (params->vararg == NULL) return false;
    if (parser_is(p, TOKEN_EQUAL)) {
        parser_fail_token(p, p->at, "var-positional argument cannot have default value");
        return false;
    }
    return true;
}

static bool parse_double_star(Parser *p, Params *params) {
    p->at++;
    params->kwarg = parse_param(p, params, false);
    if (params->kwarg == NULL) return false;
    if (parser_is(p, TOKEN_EQUAL)) {
        parser_fail_token(p, p->at, "var-keyword argument cannot have default value");
        return false;
    }
    if (!parser_accept(p, TOKEN_COMMA) || parser_is(p, params->close)) return true;
    TokenKind next = parser_kind(p);
    if (next == TOKEN_NAME || next == TOKEN_STAR || next == TOKEN_DOUBLE_STAR ||
        next == TOKEN_SLASH) {
        parser_fail_token(p, p->at, "arguments cannot follow var-keyword argument");
    } else {
        parser_fail(p);
    }
    return false;
}

static bool parse_named(Parser *p, Params *params) {
    u32 name_at = p->at;
    AstArg *arg = parse_param(p, params, false);
    AstExpr *value;
    if (arg == NULL || !parse_default(p, params, &value)) return false;
    if (params->has_star) {
        *VEC_PUSH(p->arena, &params->kwonly) = arg;
        *VEC_PUSH(p->arena, &params->kw_defaults) = value;
        return true;
    }
    if (value != NULL) {
        *VEC_PUSH(p->arena, &params->defaults) = value;
    } else if (params->defaults.count > 0) {
        parser_fail_token(p, name_at,
                          "parameter without a default follows parameter with a default");
        return false;
    }
    *VEC_PUSH(p->arena, &params->args) = arg;
    return true;
}

static bool parse_one(Parser *p, Params *params) {
    switch (parser_kind(p)) {
    case TOKEN_SLASH: return parse_slash(p, params);
    case TOKEN_STAR: return parse_star(p, params);
    case TOKEN_DOUBLE_STAR: return parse_double_star(p, params);
    default: return parse_named(p, params);
    }
}

AstArguments *parse_parameters(Parser *p, bool is_lambda) {
    u32 start = parser_start(p);
    Params params = {.is_lambda = is_lambda, .close = is_lambda ? TOKEN_COLON : TOKEN_RPAR};
    while (!parser_is(p, params.close)) {
        if (!parse_one(p, &params)) return NULL;
        if (params.kwarg != NULL) break;
        if (!parser_accept(p, TOKEN_COMMA)) break;
    }
    AstArguments *args = parser_node(p, AST_ARGUMENTS, sizeof(AstArguments), start);
    if (p->tokens[p->at].start == start) args->span.end = start;
    args->posonlyargs = (AstArgs){params.posonly.items, params.posonly.count};
    args->args = (AstArgs){params.args.items, params.args.count};
    args->vararg = params.vararg;
    args->kwonlyargs = (AstArgs){params.kwonly.items, params.kwonly.count};
    args->kw_defaults = (AstExprs){params.kw_defaults.items, params.kw_defaults.count};
    args->kwarg = params.kwarg;
    args->defaults = (AstExprs){params.defaults.items, params.defaults.count};
    return args;
}

// ---- type parameters

static AstTypeParam *make_type_param(Parser *p, AstKind kind, u32 start, AstName name,
                                     AstExpr *bound, AstExpr *default_value) {
    AstTypeParam *param = parser_node(p, kind, sizeof(AstTypeParam), start);
    if (kind == AST_TYPE_VAR) {
        param->type_var.name = name;
        param->type_var.bound = bound;
        param->type_var.default_value = default_value;
    } else {
        param->param_spec.name = name;
        param->param_spec.default_value = default_value;
    }
    return param;
}

static AstTypeParam *parse_type_param(Parser *p) {
    u32 start = parser_start(p);
    AstKind kind = AST_TYPE_VAR;
    if (parser_accept(p, TOKEN_STAR)) {
        kind = AST_TYPE_VAR_TUPLE;
    } else if (parser_accept(p, TOKEN_DOUBLE_STAR)) {
        kind = AST_PARAM_SPEC;
    }
    if (!parser_is(p, TOKEN_NAME)) return parser_fail(p);
    AstName name = p->tokens[p->at++].value;
    AstExpr *bound = NULL, *default_value = NULL;
    if (parser_is(p, TOKEN_COLON)) {
        u32 colon = p->at++;
        bound = parse_expression(p);
        if (bound == NULL) return NULL;
        if (kind != AST_TYPE_VAR) {
            return parser_fail_token(p, colon, "cannot use %s with %s",
                                     bound->kind == AST_TUPLE ? "constraints" : "bound",
                                     kind == AST_PARAM_SPEC ? "ParamSpec" : "TypeVarTuple");
        }
    }
    if (parser_accept(p, TOKEN_EQUAL)) {
        bool is_starred = kind == AST_TYPE_VAR_TUPLE && parser_is(p, TOKEN_STAR);
        default_value = is_starred ? parse_star_named_expression(p) : parse_expression(p);
        if (default_value == NULL) return NULL;
    }
    return make_type_param(p, kind, start, name, bound, default_value);
}

bool parse_type_params(Parser *p, AstTypeParams *params) {
    if (!parser_accept(p, TOKEN_LSQB)) return true;
    if (parser_is(p, TOKEN_RSQB)) {
        parser_fail_token(p, p->at, "Type parameter list cannot be empty");
        return false;
    }
    u32 base = p->stack_count;
    do {
        if (parser_is(p, TOKEN_RSQB)) break;
        AstTypeParam *param = parse_type_param(p);
        if (param == NULL) return false;
        parser_push(p, param);
    } while (parser_accept(p, TOKEN_COMMA));
    if (!parser_expect(p, TOKEN_RSQB)) return false;
    PARSER_TAKE(p, base, params);
    return true;
}
