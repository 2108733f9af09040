#include "compiler/source/source.h"

#include "base/check.h"
#include "base/vec.h"
#include "compiler/source/encoding_priv.h"

static void find_lines(SourceFile *file, Arena *arena) {
    u32 len = (u32)file->text.len;
    const u8 *data = file->text.data;
    u32 count = 1;
    for (u32 i = 0; i < len; i++) count += data[i] == '\n';
    file->line_starts = ARENA_NEW_ARRAY(arena, u32, count);
    file->line_count = count;
    u32 line = 0;
    for (u32 i = 0; i < len; i++) {
        if (data[i] == '\n') file->line_starts[++line] = i + 1;
    }
}

void source_file_init(SourceFile *file, Arena *arena, u32 id, Slice name, Slice raw) {
    *file = (SourceFile){.id = id};
    file->name = slice_make(arena_text(arena, name.data, name.len), name.len);
    encoding_decode(file, arena, raw);
    find_lines(file, arena);
}

void sources_init(Sources *sources, Arena *arena) {
    *sources = (Sources){.arena = arena};
}

SourceFile *sources_add(Sources *sources, Slice name, Slice raw) {
    sources->files = vec_reserve(sources->arena, sources->files, sources->count, &sources->capacity,
                                 1, sizeof(SourceFile *));
    SourceFile *file = ARENA_NEW(sources->arena, SourceFile);
    source_file_init(file, sources->arena, sources->count, name, raw);
    sources->files[sources->count++] = file;
    return file;
}

const SourceFile *sources_file(const Sources *sources, u32 id) {
    CHECK(id < sources->count);
    return sources->files[id];
}

u32 source_line(const SourceFile *file, u32 offset) {
    u32 low = 0, high = file->line_count;  // line_starts[low] <= offset < line_starts[high]
    while (high - low > 1) {
        u32 middle = low + (high - low) / 2;
        if (file->line_starts[middle] <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low + 1;
}

SourcePosition source_position(const SourceFile *file, u32 offset) {
    if (offset > file->text.len) offset = (u32)file->text.len;
    u32 line = source_line(file, offset);
    u32 start = file->line_starts[line - 1];
    SourcePosition position = {.line = line, .byte_column = offset - start};
    for (u32 i = start; i < offset; i++) {
        position.char_column += (file->text.data[i] & 0xc0) != 0x80;
    }
    return position;
}

Slice source_line_text(const SourceFile *file, u32 line) {
    if (line == 0 || line > file->line_count) return (Slice){0};
    u32 start = file->line_starts[line - 1];
    u32 end = line < file->line_count ? file->line_starts[line] - 1 : (u32)file->text.len;
    return slice_range(file->text, start, end);
}

Slice source_span_text(const SourceFile *file, Span span) {
    return slice_range(file->text, span.start, span.end);
}
