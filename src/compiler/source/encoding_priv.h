// compiler/source/encoding_priv.h — raw bytes of a source file to UTF-8 text (PEP 263).
#pragma once

#include "compiler/source/source.h"

// Sets text, and problem and problem_offset where the bytes cannot be decoded.
void encoding_decode(SourceFile *file, Arena *arena, Slice raw);
