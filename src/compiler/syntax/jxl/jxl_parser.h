// compiler/syntax/jxl/jxl_parser.h — JXL's text to its tree.
//
//   text ── jxl_lex ──► tokens ── #if (jxl_condition.c) ──► tokens that count ── parser ──► JxlTree
//
// The parser reports every error (J0001 … J0099) and goes on at the next statement, member or
// declaration, so each view's first error is told. What is reserved or not built yet parses, and is
// refused later, by name (J0900, J0901). The tree is complete exactly when no error was reported;
// otherwise it holds what could be read. Nothing recurses deeper than JXL_DEPTH_MAX.
#pragma once

#include "compiler/source/diag.h"
#include "compiler/syntax/jxl/jxl_lexer.h"
#include "compiler/syntax/jxl/jxl_tree.h"

enum {
    JXL_DEPTH_MAX = 200,        // of statements, expressions and types inside each other
    JXL_TREE_DEPTH_MAX = 1000,  // of nodes inside each other
    JXL_CHAIN_MAX = 400,        // members and calls behind one primary
    JXL_CONDITIONS_MAX = 100,   // #if inside each other
};

// A constant that conditions may name: `env.NAME`.
typedef struct {
    Slice name;   // "FLAGS.search"
    Slice value;  // "true", "false" or any text
} JxlEnvironment;

typedef struct {
    // The names that are true in conditions.
    bool is_android, is_ios, is_server, is_release;  // else web, and debug
    const JxlEnvironment *environment;               // borrowed
    u32 environment_count;
    bool may_omit_bodies;  // of functions and views: the library of built-ins
} JxlParseOptions;

// The tree and, for the formatter, the tokens with the roles that the parser saw.
typedef struct {
    JxlTree tree;
    JxlTokens tokens;
} JxlParsed;

JxlParsed jxl_parse(Arena *arena, Names *names, const SourceFile *file, Diagnostics *diags,
                    const JxlParseOptions *options);
