// compiler/syntax/python/lexer_state_priv.h — what the files of the lexer share.
#pragma once

#include "compiler/syntax/python/lexer_priv.h"

enum {
    LEXER_BRACKETS_MAX = 200,
    LEXER_INDENTS_MAX = 100,
    LEXER_FSTRINGS_MAX = 150,
    LEXER_FSTRING_FIELDS_MAX = 3,  // replacement fields in format specs in replacement fields
};

// One f-string that is not finished. `field_depth` counts its fields open at this place, one inside
// the other; `bracket_depth` its brackets of all kinds, those fields' braces included.
typedef struct {
    u32 start;        // of the token
    u32 start_index;  // of its FSTRING_START
    u8 quote, quote_count;
    u8 flags;
    bool is_in_text;  // else in a replacement field
    bool is_in_spec;
    u32 bracket_depth;
    i32 field_depth;  // -1 outside all fields
} LexFstring;

typedef struct {
    u8 letter;
    u32 offset;
    u32 token_index;
} LexBracket;

typedef struct {
    const u8 *text;  // followed by zero bytes
    u32 len;
    u32 at;
    Tokens *tokens;
    Arena *arena;
    Names *names;
    const SourceFile *file;
    Diagnostics *warnings;
    bool is_stopped;
    u32 indent_count;  // the outermost, 0 columns, is not counted
    u32 indents[LEXER_INDENTS_MAX + 1], alt_indents[LEXER_INDENTS_MAX + 1];
    u32 bracket_count;
    LexBracket brackets[LEXER_BRACKETS_MAX];
    u32 fstring_count;
    LexFstring fstrings[LEXER_FSTRINGS_MAX];
} Lexer;

Token *lexer_push(Lexer *lexer, TokenKind kind, u32 start, u32 end);
// Records the first error and stops.
void lexer_fail(Lexer *lexer, DiagKind kind, u32 start, u32 end, const char *format, ...);

// The NAME or keyword that ends at `end`; checks characters beyond ASCII.
void lexer_name(Lexer *lexer, u32 start, u32 end, bool is_ascii);
void lexer_number(Lexer *lexer);
// `prefix_bytes` letters stand before the quote.
void lexer_string(Lexer *lexer, u32 prefix_bytes, u8 flags, bool is_fstring);
void lexer_fstring_text(Lexer *lexer);

static inline LexFstring *lexer_fstring(Lexer *lexer) {
    return lexer->fstring_count == 0 ? NULL : &lexer->fstrings[lexer->fstring_count - 1];
}

static inline bool lexer_is_name_byte(u8 c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c >= 0x80;
}

static inline bool lexer_is_digit(u8 c) {
    return c >= '0' && c <= '9';
}
