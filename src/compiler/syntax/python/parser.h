// compiler/syntax/python/parser.h — Python 3.14 source to AST, as CPython's ast.parse.
//
// What ast.parse rejects is an error here; what only compile() rejects (`return` outside a
// function) is found by compile_check.h. Errors go to `diags` and parsing goes on at the next
// statement.
#pragma once

#include "compiler/source/diag.h"
#include "compiler/syntax/ast.h"

// CPython's limits, with its messages when they are reached.
enum {
    PARSE_NESTING_MAX = 200,  // brackets open at one place
    PARSE_INDENT_MAX = 100,   // levels of indentation
    PARSE_DEPTH_MAX = 3000,   // of the tree, and of the parser's own recursion
    PARSE_ERRORS_MAX = 20,    // then the rest of the file is skipped
};

// Zeroed options are right for a module.
typedef struct {
    bool stops_at_first_error;
    u32 minor_version;  // 3.x whose ast.parse is asked for; 0 is 14. Before 14 it let any future
                        // pass
} ParseOptions;

// Never NULL. The tree is complete exactly when no error was added to `diags`; after errors it
// holds the statements that could be read, for tools only.
AstModule *python_parse(Arena *arena, Names *names, const SourceFile *file, Diagnostics *diags,
                        ParseOptions options);
