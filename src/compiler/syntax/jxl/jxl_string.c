// The parser's literals: numbers, and strings with their escapes, lines and interpolations.
#include "compiler/syntax/jxl/jxl_parser_priv.h"
#include "text/float_text.h"
#include "text/utf8.h"

static Slice without_underscores(JxlParser *p, const JxlToken *token) {
    Bytes out;
    bytes_init(&out, p->arena);
    for (u32 i = token->start; i < token->end; i++) {
        if (p->file->text.data[i] != '_') bytes_push(&out, p->file->text.data[i]);
    }
    return bytes_slice(&out);
}

static u32 digit_of(u8 c) {
    return c <= '9' ? (u32)(c - '0') : (u32)((c | 32) - 'a' + 10);
}

static bool read_int(Slice text, u64 *value) {
    u32 radix = 10;
    usize at = 0;
    if (text.len > 1 && text.data[0] == '0') {
        u8 letter = text.data[1];
        radix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
        if (radix != 10) at = 2;
    }
    u64 result = 0;
    for (; at < text.len; at++) {
        if (__builtin_mul_overflow(result, (u64)radix, &result) ||
            __builtin_add_overflow(result, (u64)digit_of(text.data[at]), &result))
            return false;
    }
    *value = result;
    return true;
}

JxlNode *jxl_parse_number(JxlParser *p) {
    const JxlToken *token = jxl_token(p);
    Slice text = without_underscores(p, token);
    jxl_advance(p);
    if (token->kind == JXL_TOKEN_INT) {
        u64 value = 0;
        if (!read_int(text, &value)) {
            bool was_failed = p->is_failed;
            jxl_fail(p, 203, jxl_token_span(p, token), NULL, "no type of JXL holds this number");
            p->is_failed = was_failed;  // the statement is read on
        }
        JxlNode *node = jxl_node(p, JXL_INT, token->start);
        node->int_.value = value;
        return node;
    }
    f64 number = 0;
    bool is_good = text_float_parse(text, &number);
    JxlNode *node = jxl_node(p, JXL_FLOAT, token->start);
    node->float_.value = is_good ? number : 0;
    return node;
}

// ---- strings

typedef struct {
    JxlParser *p;
    const JxlToken *open;
    Slice indent;  // of a string of several lines: what stands in front of its closing quotes
    bool is_multiline, is_first;
} Strings;

static void fail_soft(JxlParser *p, u32 code, u32 start, u32 end, const char *text) {
    bool was_failed = p->is_failed;
    p->is_failed = false;
    jxl_fail(p, code, (Span){p->file->id, start, end}, NULL, "%s", text);
    p->is_failed = was_failed;
}

// The hexadecimal digits behind \u; answers where they end.
static u32 decode_unicode(const Strings *s, u32 at, u32 end, Bytes *out) {
    const u8 *text = s->p->file->text.data;
    bool is_braced = at < end && text[at] == '{';
    u32 first = is_braced ? at + 1 : at;
    u32 next = first;
    u32 point = 0;
    for (; next < end && next - first < (is_braced ? 8u : 4u); next++) {
        u8 c = text[next];
        bool is_hex = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
        if (!is_hex) break;
        point = point << 4 | digit_of(c);
    }
    bool is_good = is_braced ? next > first && next - first <= 6 && next < end && text[next] == '}'
                             : next - first == 4;
    if (is_braced && is_good) next++;
    if (!is_good || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
        fail_soft(s->p, 13, at - 2, next,
                  "`\\u` is followed by four digits or {1 to 6 digits} of a "
                  "Unicode scalar");
        return next;
    }
    u8 encoded[4];
    bytes_append(out, slice_make(encoded, utf8_encode(point, encoded)));
    return next;
}

// Behind a line end: the indentation of the closing quotes is left out.
static u32 skip_indent(const Strings *s, u32 at, u32 end) {
    const u8 *text = s->p->file->text.data;
    usize count = 0;
    while (count < s->indent.len && at < end && text[at] == s->indent.data[count]) {
        at++;
        count++;
    }
    bool is_blank = at >= end || text[at] == '\n';
    if (count < s->indent.len && !is_blank && text[at] != '\\')
        fail_soft(s->p, 14, at, at + 1, "this line is less indented than the closing quotes");
    return at;
}

static u32 decode_escape(const Strings *s, u32 at, u32 end, Bytes *out) {
    static const char *const escapes = "n\nt\tr\rb\bf\fv\v\\\\\"\"''";
    const u8 *text = s->p->file->text.data;
    u8 c = text[at + 1];
    if (c == 'u') return decode_unicode(s, at + 2, end, out);
    if (c == '0') {
        bytes_push(out, 0);
        return at + 2;
    }
    if (c == '\n') return s->is_multiline ? skip_indent(s, at + 2, end) : at + 2;
    for (const char *row = escapes; *row; row += 2) {
        if ((u8)row[0] != c) continue;
        bytes_push(out, (u8)row[1]);
        return at + 2;
    }
    fail_soft(s->p, 13, at, at + 2, "there is no such escape; a backslash is written `\\\\`");
    return at + 2;
}

static JxlNode *decode_part(Strings *s, const JxlToken *token, bool is_last) {
    JxlParser *p = s->p;
    const u8 *text = p->file->text.data;
    u32 at = token->start, end = token->end;
    if (s->is_multiline && s->is_first) {
        while (at < end && (text[at] == ' ' || text[at] == '\t')) at++;
        if (at < end && text[at] == '\n')
            at = skip_indent(s, at + 1, end);
        else
            fail_soft(p, 14, token->start, token->start + 1,
                      "the text begins on the line below the quotes");
    }
    if (s->is_multiline && is_last) {
        u32 cut = end;
        while (cut > at && (text[cut - 1] == ' ' || text[cut - 1] == '\t')) cut--;
        if (cut > token->start && text[cut - 1] == '\n') end = cut - 1 > at ? cut - 1 : at;
    }
    Bytes out;
    bytes_init(&out, p->arena);
    while (at < end) {
        if (text[at] == '\\' && token->hashes == 0 && at + 1 < token->end) {
            at = decode_escape(s, at, end, &out);
            continue;
        }
        bytes_push(&out, text[at]);
        if (text[at++] == '\n') at = skip_indent(s, at, end);
    }
    JxlNode *node = jxl_node(p, JXL_TEXT, token->start);
    node->span.end = token->end;
    node->text.text = bytes_slice(&out);
    return node;
}

// The blanks in front of the closing quotes, found ahead: the parts need them.
static void find_indent(Strings *s) {
    JxlParser *p = s->p;
    u32 depth = 0;
    u32 ahead = 1;
    for (; p->at + ahead < p->count; ahead++) {
        JxlTokenKind kind = (JxlTokenKind)jxl_token_ahead(p, ahead)->kind;
        if (kind == JXL_TOKEN_STRING_START) depth++;
        if (kind == JXL_TOKEN_STRING_END && depth-- == 0) break;
    }
    u32 end = jxl_token_ahead(p, ahead)->start, start = end;
    const u8 *text = p->file->text.data;
    while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t')) start--;
    if (start > 0 && text[start - 1] == '\n')
        s->indent = slice_make(text + start, end - start);
    else
        fail_soft(p, 14, end, end + 1, "the closing quotes stand on a line of their own");
}

static JxlNode *parse_interpolation(JxlParser *p) {
    jxl_advance(p);
    JxlSurroundings saved = jxl_enter_brackets(p);
    JxlNode *value = jxl_parse_expr(p);
    jxl_restore(p, saved);
    if (!value || !jxl_expect(p, JXL_TOKEN_INTERPOLATION_END, "behind the interpolated value"))
        return NULL;
    return value;
}

JxlNode *jxl_parse_string(JxlParser *p) {
    const JxlToken *open = jxl_token(p);
    Strings s = {p, open, {0}, (open->flags & JXL_MULTILINE) != 0, true};
    if (s.is_multiline) find_indent(&s);
    if (!jxl_enter(p)) return NULL;
    u32 base = p->stack.count;
    jxl_advance(p);
    bool is_good = true;
    while (is_good && !jxl_is(p, JXL_TOKEN_STRING_END)) {
        const JxlToken *token = jxl_token(p);
        if (token->kind == JXL_TOKEN_STRING_TEXT) {
            jxl_advance(p);
            JxlNode *part = decode_part(&s, token, jxl_is(p, JXL_TOKEN_STRING_END));
            if (part->text.text.len > 0) jxl_push(p, part);
        } else if (token->kind == JXL_TOKEN_INTERPOLATION_START) {
            JxlNode *value = parse_interpolation(p);
            is_good = value != NULL;
            if (is_good) jxl_push(p, value);
        } else {
            jxl_fail_here(p, "expected the end of the string");
            is_good = false;
        }
        s.is_first = false;
    }
    jxl_leave(p);
    if (!is_good) return NULL;
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_STRING, open->start);
    node->string.parts = jxl_take(p, base);
    return node;
}
