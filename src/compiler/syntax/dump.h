// compiler/syntax/dump.h — prints a tree as CPython's ast.dump prints it.
#pragma once

#include "base/bytes.h"
#include "compiler/syntax/ast.h"

// The form of which CPython 3.x: 12 has type_params, 13 leaves out empty lists and None, …
typedef struct {
    u32 minor_version;        // 8 … 14; 0 means 14
    bool includes_positions;  // include_attributes=True: lineno, col_offset, end_lineno,
                              // end_col_offset
} AstDumpOptions;

void ast_dump(Bytes *out, const AstModule *module, AstDumpOptions options);

// One constant as Python 3.14's repr prints it.
void ast_repr_constant(Bytes *out, const AstConstant *value);
