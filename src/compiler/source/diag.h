// compiler/source/diag.h — what is wrong with the user's program, kept in a list and printed at the
// end as CPython prints it:
//
//     File "x.py", line 3
//       print("a" "b
//                 ^
//   SyntaxError: unterminated string literal (detected at line 3)
//
// What JXL's front end says has a code, and is printed as the definition of JXL shows it:
//
//   error J0204: atom `items` needs a type
//     --> src/main.jxl:3:10
//      |
//    3 |     atom items
//      |          ^^^^^ write `atom items: Array<Item> = []`
#pragma once

#include "base/bytes.h"
#include "compiler/source/source.h"

#include <stdarg.h>

typedef enum { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } DiagSeverity;

// X(name, text): the text is what stands before the colon of the last line.
#define DIAG_KIND_TABLE(X)                                                                         \
    X(NO_KIND, "note")                                                                             \
    X(SYNTAX_ERROR, "SyntaxError")                                                                 \
    X(INDENTATION_ERROR, "IndentationError")                                                       \
    X(TAB_ERROR, "TabError")                                                                       \
    X(UNSUPPORTED, "UnsupportedError") /* Python that Krait does not compile yet */                \
    X(NAME_ERROR, "NameError")                                                                     \
    X(TYPE_ERROR, "TypeError")                                                                     \
    X(VALUE_ERROR, "ValueError")                                                                   \
    X(ATTRIBUTE_ERROR, "AttributeError")                                                           \
    X(IMPORT_ERROR, "ImportError")                                                                 \
    X(MODULE_NOT_FOUND_ERROR, "ModuleNotFoundError")                                               \
    X(RECURSION_ERROR, "RecursionError")                                                           \
    X(MEMORY_ERROR, "MemoryError")                                                                 \
    X(SYNTAX_WARNING, "SyntaxWarning")

typedef enum {
#define X(name, text) DIAG_##name,
    DIAG_KIND_TABLE(X)
#undef X
} DiagKind;

typedef struct {
    DiagSeverity severity;
    DiagKind kind;
    Span span;      // an empty span shows one caret
    Slice message;  // in arena
    u32 code;       // of JXL: 204 is J0204; 0 for Python
    Slice hint;     // in arena; behind the carets; may be empty
} Diagnostic;

enum { DIAG_COUNT_MAX = 100 };  // later ones are counted, not kept

typedef struct {
    Arena *arena;       // borrowed
    Diagnostic *items;  // in arena, in the order they were found
    u32 count, capacity;
    u32 error_count;  // those not kept included
} Diagnostics;

void diag_init(Diagnostics *diags, Arena *arena);

// `format` as in bytes_format: %s (const char *), %S (Slice *), %c, %d (i32), %u (u32), %D, %U, %x.
void diag_error(Diagnostics *diags, DiagKind kind, Span span, const char *format, ...);
void diag_warning(Diagnostics *diags, DiagKind kind, Span span, const char *format, ...);
void diag_note(Diagnostics *diags, Span span, const char *format, ...);  // explains the one before
void diag_push(Diagnostics *diags, DiagSeverity severity, DiagKind kind, Span span,
               const char *format, va_list args);

// A problem with a code. `hint` (may be NULL) tells what to write instead; it is no format.
void diag_code(Diagnostics *diags, DiagSeverity severity, u32 code, Span span, const char *hint,
               const char *format, ...);
void diag_code_push(Diagnostics *diags, DiagSeverity severity, u32 code, Span span,
                    const char *hint, const char *format, va_list args);

const char *diag_kind_text(DiagKind kind);
// Brings them into source order, file by file; notes stay behind what they explain.
void diag_sort(Diagnostics *diags);
void diag_print(Bytes *out, const Sources *sources, const Diagnostic *diag);
// One object on one line: severity, code, message, hint, file, line, column, end_line, end_column
// (from 1, in characters).
void diag_print_json(Bytes *out, const Sources *sources, const Diagnostic *diag);
void diag_print_all(Bytes *out, const Sources *sources, const Diagnostics *diags);
