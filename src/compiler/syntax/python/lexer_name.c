// Names and keywords, and the characters beyond ASCII that may be in them.
#include "compiler/syntax/python/lexer_state_priv.h"
#include "text/unicode.h"
#include "text/utf8.h"

static void push_hex(char *out, u32 value, u32 digits) {
    for (u32 i = 0; i < digits; i++)
        out[i] = "0123456789ABCDEF"[value >> (digits - 1 - i) * 4 & 15];
    out[digits] = 0;
}

static void fail_character(Lexer *lexer, u32 start, u32 end, u32 point) {
    char hex[8];
    push_hex(hex, point, point > 0xfffff ? 6 : point > 0xffff ? 5 : 4);
    if (unicode_is_printable(point)) {
        Slice shown = slice_make(lexer->text + start, end - start);
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start, "invalid character '%S' (U+%s)", &shown,
                   hex);
    } else {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start, "invalid non-printable character U+%s",
                   hex);
    }
}

static bool check_characters(Lexer *lexer, u32 start, u32 end) {
    Slice text = slice_make(lexer->text, end);
    for (usize at = start; at < end;) {
        usize before = at;
        u32 point = 0;
        if (utf8_next(text, &at, &point) != UTF8_OK) return false;
        bool is_good = before == start ? unicode_is_id_start(point) : unicode_is_id_continue(point);
        if (is_good) continue;
        fail_character(lexer, (u32)before, (u32)at, point);
        return false;
    }
    return true;
}

void lexer_name(Lexer *lexer, u32 start, u32 end, bool is_ascii) {
    if (!is_ascii && !check_characters(lexer, start, end)) return;
    AstName name = names_intern(lexer->names, slice_make(lexer->text + start, end - start));
    TokenKind kind = TOKEN_NAME;
    if (name <= AST_KEYWORD_LAST)
        kind = (TokenKind)(TOKEN_KEYWORD_FALSE + name - AST_KEYWORD_FIRST);
    lexer_push(lexer, kind, start, end)->value = name;
}
