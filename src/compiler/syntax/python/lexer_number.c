// Numbers.
#include "compiler/syntax/python/lexer_state_priv.h"

#include <string.h>

static bool starts_with(const Lexer *lexer, u32 at, const char *word) {
    usize len = strlen(word);
    return at + len <= lexer->len && memcmp(lexer->text + at, word, len) == 0;
}

// Keywords may follow a number directly (`1if x else y`), with a warning; other letters may not.
static bool ends_well(Lexer *lexer, u32 at, const char *what) {
    static const char *const followers[] = {"and", "else", "for", "if", "in", "is", "not", "or"};
    if (!lexer_is_name_byte(lexer->text[at]) || lexer->text[at] >= 0x80) return true;
    for (u32 i = 0; i < COUNT_OF(followers); i++) {
        if (!starts_with(lexer, at, followers[i])) continue;
        if (lexer->warnings != NULL) {
            diag_warning(lexer->warnings, DIAG_SYNTAX_WARNING,
                         (Span){lexer->file->id, lexer->at, at}, "invalid %s literal", what);
        }
        return true;
    }
    u32 before = at > lexer->at ? at - 1 : at;
    lexer_fail(lexer, DIAG_SYNTAX_ERROR, before, before, "invalid %s literal", what);
    return false;
}

static void push_number(Lexer *lexer, u32 end, const char *what) {
    if (!ends_well(lexer, end, what)) return;
    lexer_push(lexer, TOKEN_NUMBER, lexer->at, end);
    lexer->at = end;
}

static bool is_radix_digit(u8 c, u32 radix) {
    if (radix == 16) {
        return lexer_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }
    return c >= '0' && c < '0' + radix;
}

static void lex_radix(Lexer *lexer, u32 radix, const char *what) {
    const u8 *text = lexer->text;
    u32 at = lexer->at + 2;
    do {
        if (text[at] == '_') at++;
        if (!is_radix_digit(text[at], radix)) {
            if (lexer_is_digit(text[at])) {
                lexer_fail(lexer, DIAG_SYNTAX_ERROR, at, at, "invalid digit '%c' in %s literal",
                           text[at], what);
            } else {
                lexer_fail(lexer, DIAG_SYNTAX_ERROR, at - 1, at - 1, "invalid %s literal", what);
            }
            return;
        }
        while (is_radix_digit(text[at], radix)) at++;
    } while (text[at] == '_');
    if (lexer_is_digit(text[at])) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, at, at, "invalid digit '%c' in %s literal", text[at],
                   what);
        return;
    }
    push_number(lexer, at, what);
}

// Digits with single underscores between them. Returns false after an error.
static bool skip_digits(Lexer *lexer, u32 *at) {
    const u8 *text = lexer->text;
    for (;;) {
        while (lexer_is_digit(text[*at])) ++*at;
        if (text[*at] != '_') return true;
        if (!lexer_is_digit(text[*at + 1])) {
            lexer_fail(lexer, DIAG_SYNTAX_ERROR, *at, *at, "invalid decimal literal");
            return false;
        }
        ++*at;
    }
}

// What may follow a decimal's whole part, which ended at `at`.
static void lex_fraction(Lexer *lexer, u32 at, bool has_bad_zeros) {
    const u8 *text = lexer->text;
    bool is_float = false;
    u32 whole_end = at;
    if (text[at] == '.') {
        is_float = true;
        at++;
        if (lexer_is_digit(text[at]) && !skip_digits(lexer, &at)) return;
    }
    if ((text[at] | 0x20) == 'e') {
        u32 digits = at + 1 + (text[at + 1] == '+' || text[at + 1] == '-');
        if (lexer_is_digit(text[digits])) {
            is_float = true;
            at = digits;
            if (!skip_digits(lexer, &at)) return;
        } else if (digits > at + 1) {
            lexer_fail(lexer, DIAG_SYNTAX_ERROR, at, at, "invalid decimal literal");
            return;
        }
    }
    if ((text[at] | 0x20) == 'j') {
        push_number(lexer, at + 1, "imaginary");
        return;
    }
    if (!is_float && has_bad_zeros) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, lexer->at, whole_end,
                   "leading zeros in decimal integer literals are not permitted; use an 0o prefix "
                   "for octal integers");
        return;
    }
    push_number(lexer, at, "decimal");
}

void lexer_number(Lexer *lexer) {
    const u8 *text = lexer->text;
    u32 at = lexer->at;
    if (text[at] == '0') {
        u8 letter = text[at + 1] | 0x20;
        if (letter == 'x') {
            lex_radix(lexer, 16, "hexadecimal");
            return;
        }
        if (letter == 'o') {
            lex_radix(lexer, 8, "octal");
            return;
        }
        if (letter == 'b') {
            lex_radix(lexer, 2, "binary");
            return;
        }
    }
    if (text[at] != '.' && !skip_digits(lexer, &at)) return;
    bool has_bad_zeros = false;
    if (text[lexer->at] == '0') {
        for (u32 i = lexer->at; i < at; i++) has_bad_zeros |= text[i] != '0' && text[i] != '_';
    }
    lex_fraction(lexer, at, has_bad_zeros);
}
