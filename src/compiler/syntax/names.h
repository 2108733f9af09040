// compiler/syntax/names.h — identifiers as small numbers: same text, same number, over all modules
// of one compilation.
#pragma once

#include "base/arena.h"
#include "base/slice.h"
#include "compiler/syntax/names.def"

// An index into Names. 0 is "no name", where the grammar makes one optional.
typedef u32 AstName;

enum {
    AST_NO_NAME = 0,
#define X(name, text) AST_NAME_##name,
    AST_KEYWORD_NAME_TABLE(X) AST_FIXED_NAME_TABLE(X)
#undef X
        AST_KEYWORD_FIRST = AST_NAME_FALSE,
    AST_KEYWORD_LAST = AST_NAME_YIELD,
};

typedef struct {
    Arena *arena;  // borrowed
    Slice *texts;  // in arena; texts[0] is empty
    u32 *slots;    // in arena; open addressing, 0 is free
    u32 count, capacity, slot_count;
} Names;

void names_init(Names *names, Arena *arena);  // holds names.def from the start
// Copies the text when it is new. The empty text is AST_NO_NAME.
AstName names_intern(Names *names, Slice text);
AstName names_intern_text(Names *names, const char *text);
// AST_NO_NAME when the text was never interned.
AstName names_find(const Names *names, Slice text);
Slice names_text(const Names *names, AstName name);
