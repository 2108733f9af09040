// compiler/syntax/jxl/jxl_lexer_priv.h — the lexer's state, shared by its two files.
#pragma once

#include "base/vec.h"
#include "compiler/syntax/jxl/jxl_lexer.h"

// What surrounds the place: a string, or the code in an interpolation of one.
typedef struct {
    bool is_interpolation;
    bool is_multiline;
    u8 quote, hashes;
    u32 parens;  // open inside the interpolation
    u32 token;   // STRING_START
} JxlLexFrame;

typedef struct {
    Arena *arena;
    Names *names;
    const SourceFile *file;
    Diagnostics *diags;
    const u8 *text;  // ends with zero bytes
    u32 len, at;
    u8 flags;  // for the next token
    VEC(JxlToken) tokens;
    VEC(JxlComment) comments;
    JxlLexFrame frames[JXL_NESTING_MAX];
    u32 frame_count;
} JxlLexer;

JxlToken *jxl_lexer_push(JxlLexer *l, JxlTokenKind kind, u32 start);  // up to l->at
void jxl_lexer_fail(JxlLexer *l, u32 code, u32 start, u32 end, const char *format, ...);

// At `#`* and a quote: STRING_START. False: no string begins here.
bool jxl_lexer_string_start(JxlLexer *l);
void jxl_lexer_string_part(JxlLexer *l);  // inside a string: its next token
