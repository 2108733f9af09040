// compiler/source/source.h — source files, places in them, and what line a place is on.
//
//   raw bytes ── BOM, coding cookie, newlines ──► text: UTF-8, "\n" only ◄── Span (byte offsets)
//
// Every offset in the compiler counts bytes of `text`, never of the raw file. `text` is followed by
// SOURCE_PADDING zero bytes, so that a lexer may look ahead without asking for the end.
#pragma once

#include "base/arena.h"
#include "base/slice.h"

enum {
    SOURCE_PADDING = 16,
    SOURCE_BYTES_MAX = 1 << 30,  // larger files are refused
};

// From byte `start` up to, not including, byte `end` of file number `file`.
typedef struct {
    u32 file, start, end;
} Span;

// Where a byte is, as CPython counts: lines from 1, columns from 0.
typedef struct {
    u32 line;
    u32 byte_column;  // in UTF-8 bytes: `col_offset` of the ast module
    u32 char_column;  // in code points: the caret of a SyntaxError
} SourcePosition;

typedef struct {
    u32 id;            // its index in `Sources`, and `Span.file`
    Slice name;        // in arena; as messages show it
    Slice text;        // in arena; decoded
    u32 *line_starts;  // in arena; offsets of `line_count` lines
    u32 line_count;    // at least 1
    // Why the bytes could not be decoded: NULL, or a whole message in the arena. Then `text` holds
    // what came before, `problem_offset` is the place in it, and the parser reports it.
    const char *problem;
    u32 problem_offset;
} SourceFile;

// All files of one compilation. `Span.file` is an index here.
typedef struct {
    Arena *arena;        // borrowed
    SourceFile **files;  // in arena
    u32 count, capacity;
} Sources;

void sources_init(Sources *sources, Arena *arena);
// Decodes Python source bytes (PEP 263: a UTF-8 mark or a coding cookie, else UTF-8) and keeps a
// copy. Never fails: see SourceFile.problem.
SourceFile *sources_add(Sources *sources, Slice name, Slice raw);
const SourceFile *sources_file(const Sources *sources, u32 id);

// The same for one file outside any `Sources`.
void source_file_init(SourceFile *file, Arena *arena, u32 id, Slice name, Slice raw);

u32 source_line(const SourceFile *file, u32 offset);  // from 1
SourcePosition source_position(const SourceFile *file, u32 offset);
Slice source_line_text(const SourceFile *file, u32 line);  // without its newline; line from 1
Slice source_span_text(const SourceFile *file, Span span);

// From the start of `first` to the end of `last`, of the same file.
static inline Span span_join(Span first, Span last) {
    return (Span){first.file, first.start, last.end};
}
