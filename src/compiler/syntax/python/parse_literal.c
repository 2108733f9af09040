// Numbers, and strings that stand side by side.
#include "base/bytes.h"
#include "compiler/syntax/python/parser_priv.h"
#include "text/float_text.h"

#include <string.h>

enum {
    INT_DIGITS_MAX = 4300,  // sys.int_info.default_max_str_digits
    DIGITS_ON_STACK = 64,
};

// ---- numbers

static u32 radix_of(Slice text) {
    if (text.len < 2 || text.data[0] != '0') return 10;
    switch (text.data[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 10;
    }
}

static u32 digit_value(u8 digit) {
    return digit <= '9' ? digit - (u32)'0' : (digit | 0x20u) - 'a' + 10;
}

// Digits without underscores and leading zeros, in lower case; "0" for zero.
static Slice clean_digits(Arena *arena, Slice text) {
    u8 *digits = arena_alloc(arena, text.len + 1);
    usize len = 0;
    for (usize i = 0; i < text.len; i++) {
        u8 c = text.data[i];
        if (c == '_' || (c == '0' && len == 0)) continue;
        digits[len++] = c >= 'A' && c <= 'Z' ? (u8)(c + 32) : c;
    }
    if (len == 0) digits[len++] = '0';
    return slice_make(digits, len);
}

static bool small_int(Slice digits, u32 radix, u64 *result) {
    u64 value = 0;
    for (usize i = 0; i < digits.len; i++) {
        if (digits.data[i] == '_') continue;
        if (__builtin_mul_overflow(value, (u64)radix, &value)) return false;
        if (__builtin_add_overflow(value, (u64)digit_value(digits.data[i]), &value)) return false;
    }
    *result = value;
    return true;
}

static AstExpr *make_int(Parser *p, u32 token_at, Slice text) {
    u32 radix = radix_of(text);
    Slice digits = radix == 10 ? text : slice_from(text, 2);
    AstConstant value = {.kind = AST_CONST_INT};
    if (!small_int(digits, radix, &value.u.int_value)) {
        value.kind = AST_CONST_BIG_INT;
        value.u.big_int.digits = clean_digits(p->arena, digits);
        value.u.big_int.radix = radix;
        u64 count = value.u.big_int.digits.len;
        if (radix == 10 && count > INT_DIGITS_MAX) {
            return parser_fail_token(
                p, token_at,
                "Exceeds the limit (4300 digits) for integer string conversion: value has "
                "%U digits; use sys.set_int_max_str_digits() to increase the limit - "
                "Consider hexadecimal for huge integer literals to avoid decimal "
                "conversion limits.",
                count);
        }
    }
    AstExpr *expr = parser_expr(p, AST_CONSTANT, p->tokens[token_at].start);
    expr->constant.value = value;
    return expr;
}

static bool is_float_text(Slice text) {
    for (usize i = 0; i < text.len; i++) {
        if (text.data[i] == '.' || (text.data[i] | 0x20) == 'e') return true;
    }
    return false;
}

AstExpr *parse_number(Parser *p) {
    u32 token_at = p->at++;
    const Token *token = &p->tokens[token_at];
    Slice text = slice_range(p->file->text, token->start, token->end);
    bool is_imaginary = (text.data[text.len - 1] | 0x20) == 'j';
    bool has_radix = radix_of(text) != 10;
    if (!is_imaginary && (has_radix || !is_float_text(text))) return make_int(p, token_at, text);

    if (is_imaginary) text.len--;
    f64 number = 0;
    if (!text_float_parse(text, &number))
        return parser_fail_token(p, token_at, "invalid decimal literal");
    AstExpr *expr = parser_expr(p, AST_CONSTANT, token->start);
    expr->constant.value.kind = is_imaginary ? AST_CONST_COMPLEX : AST_CONST_FLOAT;
    expr->constant.value.u.float_value = number;
    return expr;
}

// ---- strings

AstExpr *parse_string_constant(Parser *p, u32 start, Slice text, AstConstantKind kind) {
    AstExpr *expr = parser_expr(p, AST_CONSTANT, start);
    expr->constant.value.kind = kind;
    expr->constant.value.u.text = text;
    return expr;
}

static Slice body_of(const Parser *p, const Token *token) {
    u32 quote_bytes = token->flags & TOKEN_IS_TRIPLE ? 3 : 1;
    return slice_range(p->file->text, token->start + token->prefix_bytes + quote_bytes,
                       token->end - quote_bytes);
}

// The value of one STRING token. The text stays where it is when nothing needs decoding.
static bool decode_token(Parser *p, const Token *token, Slice *value) {
    Slice body = body_of(p, token);
    *value = body;
    if (token->flags & TOKEN_IS_BYTES) {
        for (usize i = 0; i < body.len; i++) {
            if (body.data[i] < 0x80) continue;
            parser_fail_span(p, (Span){p->file->id, token->start, token->end},
                             "bytes can only contain ASCII literal characters");
            return false;
        }
    }
    if (!(token->flags & TOKEN_HAS_ESCAPE) || (token->flags & TOKEN_IS_RAW)) return true;
    Bytes out;
    bytes_init(&out, p->arena);
    bytes_reserve(&out, body.len);
    if (!parse_decode_string(p, token, body, &out)) return false;
    *value = bytes_slice(&out);
    return true;
}

static AstExpr *parse_plain_strings(Parser *p, u32 count) {
    const Token *first = &p->tokens[p->at];
    AstConstantKind kind = first->flags & TOKEN_IS_BYTES ? AST_CONST_BYTES : AST_CONST_STR;
    Slice value;
    Bytes joined = {0};
    for (u32 i = 0; i < count; i++) {
        if (!decode_token(p, &first[i], &value)) return NULL;
        if (count == 1) break;
        if (i == 0) bytes_init(&joined, p->arena);
        bytes_append(&joined, value);
    }
    if (count > 1) value = bytes_slice(&joined);
    p->at += count;
    AstExpr *expr = parse_string_constant(p, first->start, value, kind);
    expr->constant.has_u = first->flags & TOKEN_HAS_U;
    return expr;
}

// Adjacent literals: which kinds are there, how many tokens from here on are plain strings.
typedef struct {
    bool has_bytes, has_text, has_fstring, has_template;
    bool is_unfinished;
    u32 plain_count;
} Mixture;

static Mixture look_at_strings(const Parser *p) {
    Mixture mixture = {0};
    u32 at = p->at;
    for (;;) {
        const Token *token = &p->tokens[at];
        if (token->kind == TOKEN_STRING) {
            if (token->flags & TOKEN_IS_BYTES)
                mixture.has_bytes = true;
            else
                mixture.has_text = true;
            mixture.plain_count++;
            at++;
        } else if (token->kind == TOKEN_FSTRING_START) {
            if (token->flags & TOKEN_IS_TEMPLATE)
                mixture.has_template = true;
            else
                mixture.has_fstring = true;
            if (token->value == 0) {
                mixture.is_unfinished = true;  // the lexer has an error
                return mixture;
            }
            at = token->value + 1;
        } else {
            return mixture;
        }
    }
}

// Appends text to the constant on top of the stack above `base`, or pushes a new one.
static void push_text(Parser *p, u32 base, Span span, Slice text, bool has_u) {
    if (text.len == 0) return;
    AstExpr *last = p->stack_count > base ? p->stack[p->stack_count - 1] : NULL;
    if (last == NULL || last->kind != AST_CONSTANT) {
        AstExpr *expr = parse_string_constant(p, span.start, text, AST_CONST_STR);
        expr->span = span;
        expr->constant.has_u = has_u;
        parser_push(p, expr);
        return;
    }
    Slice before = last->constant.value.u.text;
    u8 *joined = arena_alloc(p->arena, before.len + text.len);
    memcpy(joined, before.data, before.len);
    memcpy(joined + before.len, text.data, text.len);
    last->constant.value.u.text = slice_make(joined, before.len + text.len);
    last->span.end = span.end;
}

void parser_merge_parts(Parser *p, u32 base, u32 from) {
    u32 end = p->stack_count;
    p->stack_count = from;
    for (u32 i = from; i < end; i++) {
        AstExpr *part = p->stack[i];
        if (part->kind == AST_CONSTANT) {
            push_text(p, base, part->span, part->constant.value.u.text, part->constant.has_u);
        } else {
            parser_push(p, part);
        }
    }
}

static AstExpr *parse_joined(Parser *p, bool is_template) {
    u32 start = parser_start(p);
    u32 base = p->stack_count;
    for (;;) {
        if (parser_is(p, TOKEN_STRING)) {
            const Token *token = &p->tokens[p->at];
            Slice value;
            if (!decode_token(p, token, &value)) return NULL;
            p->at++;
            push_text(p, base, (Span){p->file->id, token->start, token->end}, value,
                      token->flags & TOKEN_HAS_U);
        } else if (parser_is(p, TOKEN_FSTRING_START)) {
            u32 from = p->stack_count;
            if (!parse_fstring_parts(p, is_template)) return NULL;
            parser_merge_parts(p, base, from);
        } else {
            break;
        }
    }
    AstExpr *expr = parser_expr(p, is_template ? AST_TEMPLATE_STR : AST_JOINED_STR, start);
    PARSER_TAKE(p, base, &expr->joined_str.values);
    return expr;
}

AstExpr *parse_strings(Parser *p) {
    if (parser_is(p, TOKEN_STRING) && parser_kind_ahead(p, 1) != TOKEN_STRING &&
        parser_kind_ahead(p, 1) != TOKEN_FSTRING_START) {
        return parse_plain_strings(p, 1);
    }
    Mixture mixture = look_at_strings(p);
    if (mixture.is_unfinished) return parse_joined(p, mixture.has_template);
    if (mixture.has_template && (mixture.has_bytes || mixture.has_text || mixture.has_fstring)) {
        return parser_fail_token(p, p->at,
                                 "cannot mix t-string literals with string or bytes literals");
    }
    if (mixture.has_bytes && (mixture.has_text || mixture.has_fstring)) {
        return parser_fail_token(p, p->at, "cannot mix bytes and nonbytes literals");
    }
    if (mixture.has_fstring || mixture.has_template) return parse_joined(p, mixture.has_template);
    return parse_plain_strings(p, mixture.plain_count);
}
