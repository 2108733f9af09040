// compiler/syntax/jxl/jxl_format.h — lays out JXL source.
//
// Works on the tokens with the roles that the parser saw: line breaks and comments stay where they
// are; indentation, blanks between tokens, blank lines (one at most, none at the edges of a block),
// semicolons at line ends, the quotes of plain texts and `function` are brought into one form. The
// result parses to the same tree, and formatting it again changes nothing. Regions of #if that are
// not taken keep their blanks, and strings of several lines every character.
#pragma once

#include "compiler/syntax/jxl/jxl_parser.h"

enum { JXL_INDENT = 4 };

// `parsed` had no errors.
void jxl_format(Arena *arena, Bytes *out, const SourceFile *file, const JxlParsed *parsed);
