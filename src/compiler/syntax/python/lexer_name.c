// Names and keywords, and the characters beyond ASCII that may be in them.
#include "base/bytes.h"
#include "compiler/syntax/python/lexer_state_priv.h"
#include "compiler/syntax/python/normalize.def"
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

// ---- NFKC: `ｆ` and `f` are one name

static const struct {
    u32 first, last, target;
} runs[] = {
#define X(first, last, target) {first, last, target},
    NORMALIZE_RUN_TABLE(X)
#undef X
};

static const struct {
    u32 first, last;
} refused[] = {
#define R(first, last) {first, last},
    NORMALIZE_REFUSED_TABLE(R)
#undef R
};

static bool is_refused(u32 point) {
    u32 low = 0, high = COUNT_OF(refused);
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (point > refused[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < COUNT_OF(refused) && point >= refused[low].first;
}

static u32 normalized_point(u32 point) {
    u32 low = 0, high = COUNT_OF(runs);
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (point > runs[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == COUNT_OF(runs) || point < runs[low].first) return point;
    return runs[low].target + (point - runs[low].first);
}

// The name in normal form; the text itself when it is in that form already.
static Slice normalize(Lexer *lexer, u32 start, u32 end) {
    Slice text = slice_make(lexer->text, end);
    Bytes out;
    bytes_init(&out, lexer->arena);
    for (usize at = start; at < end;) {
        usize before = at;
        u32 point = 0;
        if (utf8_next(text, &at, &point) != UTF8_OK) break;
        if (is_refused(point)) {
            char hex[8];
            push_hex(hex, point, point > 0xfffff ? 6 : point > 0xffff ? 5 : 4);
            lexer_fail(lexer, DIAG_UNSUPPORTED, (u32)before, (u32)at,
                       "the character U+%s in a name: Krait does not know its normal form", hex);
        }
        u8 encoded[4];
        bytes_append(&out, slice_make(encoded, utf8_encode(normalized_point(point), encoded)));
    }
    return bytes_slice(&out);
}

void lexer_name(Lexer *lexer, u32 start, u32 end, bool is_ascii) {
    if (!is_ascii && !check_characters(lexer, start, end)) return;
    Slice text =
        is_ascii ? slice_make(lexer->text + start, end - start) : normalize(lexer, start, end);
    AstName name = names_intern(lexer->names, text);
    TokenKind kind = TOKEN_NAME;
    // Keywords are looked for before names are normalized.
    if (is_ascii && name <= AST_KEYWORD_LAST)
        kind = (TokenKind)(TOKEN_KEYWORD_FALSE + name - AST_KEYWORD_FIRST);
    lexer_push(lexer, kind, start, end)->value = name;
}
