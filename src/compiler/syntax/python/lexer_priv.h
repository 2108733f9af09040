// compiler/syntax/python/lexer_priv.h — Python source text to an array of tokens.
//
// The whole file is lexed at once, so the parser looks ahead for free. The lexer stops at the first
// error: it keeps that error, and the last two tokens are ERROR and END. f-strings and t-strings
// come as FSTRING_START, then FSTRING_MIDDLE (text) and `{` … `}` in turn, then FSTRING_END.
#pragma once

#include "compiler/source/diag.h"
#include "compiler/syntax/names.h"
#include "compiler/syntax/python/token.def"

typedef enum {
#define X(name, text) TOKEN_##name,
    TOKEN_PLAIN_TABLE(X) TOKEN_PUNCTUATION_TABLE(X)
#undef X
#define X(name, text) TOKEN_KEYWORD_##name,
        AST_KEYWORD_NAME_TABLE(X)
#undef X
            TOKEN_KIND_COUNT,
} TokenKind;

// Of STRING and the three FSTRING tokens.
enum {
    TOKEN_IS_RAW = 1 << 0,
    TOKEN_IS_BYTES = 1 << 1,
    TOKEN_HAS_U = 1 << 2,
    TOKEN_IS_TEMPLATE = 1 << 3,  // t-string
    TOKEN_IS_TRIPLE = 1 << 4,
    TOKEN_HAS_ESCAPE = 1 << 5,  // its text needs decoding
    TOKEN_IS_SPEC = 1 << 6,     // FSTRING_MIDDLE of a format spec: braces are not doubled there
};

typedef struct {
    u8 kind;   // TokenKind
    u8 level;  // brackets open behind it
    u8 flags;
    u8 prefix_bytes;  // of STRING and FSTRING_START: letters before the quote
    u32 start, end;   // bytes of the text
    u32 value;        // NAME: AstName; opening brackets: the index of the closing token, or 0
} Token;

// Where a wrong character was, and whether the parser's own error goes first.
typedef struct {
    bool is_set;
    bool is_unclosed;    // "'(' was never closed"
    bool is_late;        // errors of the parser before it go first
    bool is_in_fstring;  // errors of the parser inside it are better
    DiagKind kind;
    Span span;
    Slice message;  // in arena
} LexError;

typedef struct {
    Token *items;  // in arena
    u32 count, capacity;
    LexError error;
} Tokens;

void lexer_run(Tokens *tokens, Arena *arena, Names *names, const SourceFile *file,
               Diagnostics *warnings);

const char *token_text(TokenKind kind);
