#include "compiler/syntax/jxl/jxl_lexer.h"

#include "base/check.h"
#include "compiler/syntax/jxl/jxl_lexer_priv.h"
#include "text/unicode.h"
#include "text/utf8.h"

#include <string.h>

static const char *const token_texts[] = {
#define X(name, text) text,
    JXL_OTHER_TOKEN_TABLE(X) JXL_PUNCTUATION_TABLE(X) JXL_KEYWORD_TABLE(X)
#undef X
};

const char *jxl_token_text(JxlTokenKind kind) {
    CHECK((u32)kind < COUNT_OF(token_texts));
    return token_texts[kind];
}

JxlToken *jxl_lexer_push(JxlLexer *l, JxlTokenKind kind, u32 start) {
    JxlToken *token = VEC_PUSH(l->arena, &l->tokens);
    *token = (JxlToken){.kind = (u8)kind, .flags = l->flags, .start = start, .end = l->at};
    l->flags = 0;
    return token;
}

void jxl_lexer_fail(JxlLexer *l, u32 code, u32 start, u32 end, const char *format, ...) {
    va_list args;
    va_start(args, format);
    diag_code_push(l->diags, DIAG_ERROR, code, (Span){l->file->id, start, end}, NULL, format, args);
    va_end(args);
}

// ---- white space and comments

static void push_comment(JxlLexer *l, u32 start) {
    *VEC_PUSH(l->arena, &l->comments) = (JxlComment){start, l->at, l->tokens.count};
}

static void skip_block_comment(JxlLexer *l) {
    u32 start = l->at;
    u32 depth = 1;
    l->at += 2;
    while (depth > 0) {
        if (l->at >= l->len) {
            jxl_lexer_fail(l, 6, start, start + 2, "this comment has no end");
            break;
        }
        u8 c = l->text[l->at], next = l->text[l->at + 1];
        if (c == '/' && next == '*') {
            depth++;
            l->at += 2;
        } else if (c == '*' && next == '/') {
            depth--;
            l->at += 2;
        } else {
            if (c == '\n') l->flags |= JXL_AFTER_NEWLINE;
            l->at++;
        }
    }
    if (l->at > l->len) l->at = l->len;
    push_comment(l, start);
}

static void skip_blanks(JxlLexer *l) {
    for (;;) {
        u8 c = l->text[l->at];
        if (c == '\n') {
            l->flags |= JXL_AFTER_NEWLINE | JXL_AFTER_SPACE;
            l->at++;
        } else if (c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\v') {
            l->flags |= JXL_AFTER_SPACE;
            l->at++;
        } else if (c == '/' && l->text[l->at + 1] == '/') {
            u32 start = l->at;
            while (l->at < l->len && l->text[l->at] != '\n') l->at++;
            push_comment(l, start);
            l->flags |= JXL_AFTER_SPACE;
        } else if (c == '/' && l->text[l->at + 1] == '*') {
            skip_block_comment(l);
            l->flags |= JXL_AFTER_SPACE;
        } else {
            return;
        }
    }
}

// ---- names

static bool is_ascii_name(u8 c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

static bool is_digit(u8 c) {
    return c >= '0' && c <= '9';
}

// Moves over one name. `*is_ascii` says whether its text is in normal form as it stands.
static bool scan_name(JxlLexer *l, bool *is_ascii) {
    u32 start = l->at;
    Slice text = slice_make(l->text, l->len);
    *is_ascii = true;
    for (;;) {
        u8 c = l->text[l->at];
        if (c < 0x80) {
            if (!is_ascii_name(c) || (l->at == start && is_digit(c))) break;
            l->at++;
            continue;
        }
        usize next = l->at;
        u32 point = 0;
        if (utf8_next(text, &next, &point) != UTF8_OK) break;
        if (!(l->at == start ? unicode_is_id_start(point) : unicode_is_id_continue(point))) break;
        *is_ascii = false;
        l->at = (u32)next;
    }
    return l->at > start;
}

// NFC of what is XID: the three letters that are other letters; marks that would join the letter
// in front are refused, since nothing here composes them.
static Slice normal_form(JxlLexer *l, u32 start) {
    Slice text = slice_make(l->text, l->at);
    Bytes out;
    bytes_init(&out, l->arena);
    for (usize at = start; at < l->at;) {
        usize before = at;
        u32 point = 0;
        if (utf8_next(text, &at, &point) != UTF8_OK) break;
        if (point == 0x2126) point = 0x3a9;
        if (point == 0x212a) point = 'K';
        if (point == 0x212b) point = 0xc5;
        if (point >= 0x300 && point <= 0x36f)
            jxl_lexer_fail(l, 3, (u32)before, (u32)at,
                           "a combining mark in a name: write the letter and its mark as one "
                           "character");
        u8 encoded[4];
        bytes_append(&out, slice_make(encoded, utf8_encode(point, encoded)));
    }
    return bytes_slice(&out);
}

static JxlTokenKind keyword_of(Slice text) {
    u32 low = JXL_KEYWORD_FIRST, high = JXL_TOKEN_KIND_COUNT;
    while (low < high) {
        u32 middle = (low + high) / 2;
        int order = slice_compare(slice_of_text(token_texts[middle]), text);
        if (order == 0) return (JxlTokenKind)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return JXL_TOKEN_NAME;
}

static bool lex_name(JxlLexer *l) {
    u32 start = l->at;
    bool is_ascii;
    if (!scan_name(l, &is_ascii)) return false;
    Slice text = is_ascii ? slice_make(l->text + start, l->at - start) : normal_form(l, start);
    JxlTokenKind kind = keyword_of(text);
    jxl_lexer_push(l, kind, start)->value = names_intern(l->names, text);
    return true;
}

static void lex_quoted_name(JxlLexer *l) {
    u32 start = l->at++;
    bool is_ascii;
    u32 name_start = l->at;
    bool is_name = scan_name(l, &is_ascii);
    Slice text = is_ascii ? slice_make(l->text + name_start, l->at - name_start)
                          : normal_form(l, name_start);
    if (is_name && l->text[l->at] == '`') {
        l->at++;
    } else {
        jxl_lexer_fail(l, 2, start, l->at, "back quotes hold one word: `class`");
    }
    if (!is_name) return;
    JxlToken *token = jxl_lexer_push(l, JXL_TOKEN_NAME, start);
    token->flags |= JXL_QUOTED;
    token->value = names_intern(l->names, text);
}

static void lex_dollar(JxlLexer *l) {
    u32 start = l->at++;
    bool is_ascii;
    if (is_digit(l->text[l->at])) {
        u32 number = 0;
        for (; is_digit(l->text[l->at]); l->at++) {
            if (number < 1000) number = number * 10 + (u32)(l->text[l->at] - '0');
        }
        jxl_lexer_push(l, JXL_TOKEN_CLOSURE_ARG, start)->value = number;
    } else if (scan_name(l, &is_ascii)) {
        Slice text = is_ascii ? slice_make(l->text + start + 1, l->at - start - 1)
                              : normal_form(l, start + 1);
        jxl_lexer_push(l, JXL_TOKEN_HANDLE, start)->value = names_intern(l->names, text);
    } else {
        jxl_lexer_fail(l, 2, start, l->at, "`$` is followed by an atom's name or a number");
    }
}

// ---- numbers

static bool is_digit_of(u8 c, u32 radix) {
    if (c == '_') return true;
    if (radix == 16) return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
    return c >= '0' && c < '0' + (u8)radix;
}

static void skip_digits(JxlLexer *l, u32 radix) {
    while (is_digit_of(l->text[l->at], radix)) l->at++;
}

static bool skip_exponent(JxlLexer *l) {
    if ((l->text[l->at] | 32) != 'e') return false;
    u32 sign = l->text[l->at + 1] == '+' || l->text[l->at + 1] == '-';
    if (!is_digit(l->text[l->at + 1 + sign])) return false;
    l->at += 1 + sign;
    skip_digits(l, 10);
    return true;
}

static void check_number(JxlLexer *l, u32 start) {
    for (u32 i = start; i < l->at; i++) {
        if (l->text[i] != '_') continue;
        bool is_between = i > start && is_digit_of(l->text[i - 1], 16) && l->text[i - 1] != '_' &&
                          i + 1 < l->at && is_digit_of(l->text[i + 1], 16) && l->text[i + 1] != '_';
        if (is_between) continue;
        jxl_lexer_fail(l, 5, start, l->at, "`_` stands between digits");
        return;
    }
    bool is_ascii;
    u32 end = l->at;
    if (!scan_name(l, &is_ascii)) return;
    jxl_lexer_fail(l, 5, start, l->at, "this is neither a number nor a name");
    (void)end;
}

static void lex_number(JxlLexer *l) {
    u32 start = l->at;
    const JxlToken *last = l->tokens.count > 0 ? VEC_LAST(&l->tokens) : NULL;
    // `t.0.1` is two fields: behind a point there are only digits.
    if (last && last->end == start &&
        (last->kind == JXL_TOKEN_DOT || last->kind == JXL_TOKEN_QUESTION_DOT)) {
        while (is_digit(l->text[l->at])) l->at++;
        jxl_lexer_push(l, JXL_TOKEN_INT, start);
        return;
    }
    JxlTokenKind kind = JXL_TOKEN_INT;
    u8 letter = l->text[start] == '0' ? l->text[start + 1] : 0;
    u32 radix = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
    if (radix != 10) {
        l->at += 2;
        u32 digits = l->at;
        skip_digits(l, radix);
        if (l->at == digits) jxl_lexer_fail(l, 5, start, l->at, "digits are missing");
    } else {
        skip_digits(l, 10);
        if (l->text[l->at] == '.' && is_digit(l->text[l->at + 1])) {
            l->at++;
            skip_digits(l, 10);
            kind = JXL_TOKEN_FLOAT;
        }
        if (skip_exponent(l)) kind = JXL_TOKEN_FLOAT;
    }
    check_number(l, start);
    jxl_lexer_push(l, kind, start);
}

// ---- punctuation

static bool lex_punctuation(JxlLexer *l) {
    const u8 *at = l->text + l->at;
    for (u32 kind = JXL_TOKEN_ELLIPSIS; kind <= JXL_TOKEN_AT; kind++) {
        const char *text = token_texts[kind];
        u32 len = 1;
        if (at[0] != (u8)text[0]) continue;
        if (text[1] != 0) {
            if (at[1] != (u8)text[1]) continue;
            len = 2;
            if (text[2] != 0) {
                if (at[2] != (u8)text[2]) continue;
                len = 3;
            }
        }
        u32 start = l->at;
        l->at += len;
        jxl_lexer_push(l, (JxlTokenKind)kind, start);
        return true;
    }
    return false;
}

static void lex_directive(JxlLexer *l) {
    u32 start = l->at++;
    bool is_ascii;
    scan_name(l, &is_ascii);
    Slice word = slice_make(l->text + start, l->at - start);
    for (u32 kind = JXL_TOKEN_HASH_IF; kind <= JXL_TOKEN_HASH_ENDIF; kind++) {
        if (!slice_equal(word, slice_of_text(token_texts[kind]))) continue;
        jxl_lexer_push(l, (JxlTokenKind)kind, start);
        return;
    }
    jxl_lexer_fail(l, 7, start, l->at, "there is no directive `%S`", &word);
}

static void lex_other(JxlLexer *l) {
    if (lex_punctuation(l)) return;
    u32 start = l->at;
    usize next = l->at;
    u32 point = l->text[l->at];
    if (utf8_next(slice_make(l->text, l->len), &next, &point) != UTF8_OK) next = l->at + 1;
    l->at = (u32)next;
    Slice shown = slice_make(l->text + start, l->at - start);
    if (unicode_is_printable(point))
        jxl_lexer_fail(l, 1, start, l->at, "the character `%S` means nothing here", &shown);
    else
        jxl_lexer_fail(l, 1, start, l->at, "the character U+%x means nothing here", (u64)point);
}

static void lex_token(JxlLexer *l) {
    u8 c = l->text[l->at];
    JxlLexFrame *frame = l->frame_count > 0 ? &l->frames[l->frame_count - 1] : NULL;
    if (frame && c == '(') frame->parens++;
    if (frame && c == ')' && frame->parens-- == 0) {
        u32 start = l->at++;
        jxl_lexer_push(l, JXL_TOKEN_INTERPOLATION_END, start);
        l->frame_count--;
        return;
    }
    if (is_digit(c)) {
        lex_number(l);
    } else if (c == '"' || c == '\'' || c == '#') {
        if (!jxl_lexer_string_start(l)) lex_directive(l);
    } else if (c == '`') {
        lex_quoted_name(l);
    } else if (c == '$') {
        lex_dollar(l);
    } else if (!lex_name(l)) {
        lex_other(l);
    }
}

JxlTokens jxl_lex(Arena *arena, Names *names, const SourceFile *file, Diagnostics *diags) {
    JxlLexer *l = ARENA_NEW(arena, JxlLexer);
    l->arena = arena;
    l->names = names;
    l->file = file;
    l->diags = diags;
    l->text = file->text.data;
    l->len = (u32)file->text.len;
    l->flags = JXL_AFTER_NEWLINE | JXL_AFTER_SPACE;
    if (l->len > JXL_SOURCE_BYTES_MAX) {
        jxl_lexer_fail(l, 9, 0, 0, "this file is larger than %u bytes", (u32)JXL_SOURCE_BYTES_MAX);
        l->len = 0;
        l->text = (const u8 *)"\0\0\0\0";
    }
    for (;;) {
        if (l->frame_count > 0 && !l->frames[l->frame_count - 1].is_interpolation) {
            jxl_lexer_string_part(l);
            continue;
        }
        skip_blanks(l);
        if (l->at >= l->len) break;
        lex_token(l);
    }
    // What is still open has been left by the end of the file; the innermost string reports it.
    if (l->frame_count > 0) {
        const JxlToken *open = &l->tokens.items[l->frames[l->frame_count - 1].token];
        jxl_lexer_fail(l, 4, open->start, open->end, "an interpolation in this string has no end");
    }
    if (file->problem)
        jxl_lexer_fail(l, 1, file->problem_offset, file->problem_offset, "%s", file->problem);
    l->flags |= JXL_AFTER_NEWLINE;
    jxl_lexer_push(l, JXL_TOKEN_END, l->at);
    return (JxlTokens){l->tokens.items, l->tokens.count, l->comments.items, l->comments.count};
}
