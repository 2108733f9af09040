// compiler/syntax/jxl/jxl_lexer.h — JXL's text as an array of tokens and one of comments.
//
//   "a \(b + "c")"   ──►   STRING_START STRING_TEXT INTERPOLATION_START b + STRING_START … END
//
// Line ends are no tokens: a token says whether one is in front of it, and the parser knows where
// that matters. Texts of strings are decoded by the parser (jxl_string.c), which knows the quotes'
// indentation. Strings inside interpolations nest up to JXL_NESTING_MAX. Every error is reported
// once and lexing goes on; brackets need not match here.
#pragma once

#include "compiler/source/diag.h"
#include "compiler/syntax/jxl/jxl_token.def"
#include "compiler/syntax/names.h"

enum { JXL_NESTING_MAX = 64, JXL_SOURCE_BYTES_MAX = 16 * 1024 * 1024 };

typedef enum {
#define X(name, text) JXL_TOKEN_##name,
    JXL_OTHER_TOKEN_TABLE(X) JXL_PUNCTUATION_TABLE(X)
#undef X
#define X(name, text) JXL_KEYWORD_##name,
        JXL_KEYWORD_TABLE(X)
#undef X
            JXL_TOKEN_KIND_COUNT,
    JXL_KEYWORD_FIRST = JXL_KEYWORD_AS,
} JxlTokenKind;

enum {
    JXL_AFTER_NEWLINE = 1,  // a line end is in front of the token
    JXL_AFTER_SPACE = 2,    // it does not touch the token before
    JXL_QUOTED = 4,         // a name in back quotes: never a word of the grammar
    JXL_MULTILINE = 8,      // of STRING_START: three quotes
    JXL_LEFT_OUT = 16,      // in a region of #if that is not taken
};

// What the parser found a token to be, where its text does not say it; for the formatter.
typedef enum {
    JXL_ROLE_NONE,
    JXL_ROLE_PREFIX,   // an operator in front of its operand
    JXL_ROLE_POSTFIX,  // behind: `!`, `?` of a type, `?` of try?
    JXL_ROLE_BINARY,
    JXL_ROLE_GENERIC,     // `<` and `>` around types
    JXL_ROLE_TERNARY,     // `?` and `:`
    JXL_ROLE_CALL,        // `(` or `[` that continues what is in front
    JXL_ROLE_PARAMETERS,  // `(` of a declaration
    JXL_ROLE_SWITCH,      // `{` in front of cases
    JXL_ROLE_KEYWORD,     // a contextual word used as such
} JxlTokenRole;

typedef struct {
    u8 kind;    // JxlTokenKind
    u8 flags;   // JXL_AFTER_NEWLINE …
    u8 role;    // JxlTokenRole; written by the parser
    u8 hashes;  // of STRING_START, STRING_TEXT: how many `#` the quotes have
    u32 start, end;
    u32 value;  // NAME, HANDLE: AstName; CLOSURE_ARG: the number; STRING_TEXT: its STRING_START
} JxlToken;

typedef struct {
    u32 start, end;  // `//` up to the line end, or `/*` to `*/`
    u32 token;       // index of the token behind it
} JxlComment;

typedef struct {
    JxlToken *tokens;  // in arena; the last one is END
    u32 token_count;
    JxlComment *comments;  // in arena, in order
    u32 comment_count;
} JxlTokens;

JxlTokens jxl_lex(Arena *arena, Names *names, const SourceFile *file, Diagnostics *diags);

const char *jxl_token_text(JxlTokenKind kind);  // "+=", "while", "a name"
