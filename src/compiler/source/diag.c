#include "compiler/source/diag.h"

#include "base/check.h"
#include "base/vec.h"
#include "compiler/source/diag_code_priv.h"

void diag_init(Diagnostics *diags, Arena *arena) {
    *diags = (Diagnostics){.arena = arena};
}

void diag_push(Diagnostics *diags, DiagSeverity severity, DiagKind kind, Span span,
               const char *format, va_list args) {
    if (severity == DIAG_ERROR) diags->error_count++;
    if (diags->count >= DIAG_COUNT_MAX) return;
    Bytes message;
    bytes_init(&message, diags->arena);
    bytes_format_args(&message, format, args);
    *VEC_PUSH(diags->arena, diags) = (Diagnostic){
        .severity = severity, .kind = kind, .span = span, .message = bytes_slice(&message)};
}

void diag_error(Diagnostics *diags, DiagKind kind, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    diag_push(diags, DIAG_ERROR, kind, span, format, args);
    va_end(args);
}

void diag_warning(Diagnostics *diags, DiagKind kind, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    diag_push(diags, DIAG_WARNING, kind, span, format, args);
    va_end(args);
}

void diag_note(Diagnostics *diags, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    diag_push(diags, DIAG_NOTE, DIAG_NO_KIND, span, format, args);
    va_end(args);
}

const char *diag_kind_text(DiagKind kind) {
#define X(name, text) [DIAG_##name] = text,
    static const char *const texts[] = { DIAG_KIND_TABLE(X) };
#undef X
    CHECK((u32)kind < COUNT_OF(texts));
    return texts[kind];
}

static u64 place_of(Span span) {
    return (u64)span.file << 32 | span.start;
}

// Insertion sort: there are at most DIAG_COUNT_MAX, mostly in order. Notes take the place of what
// they explain, and equal places keep their order.
void diag_sort(Diagnostics *diags) {
    u64 places[DIAG_COUNT_MAX];
    for (u32 i = 0; i < diags->count; i++) {
        bool follows = diags->items[i].severity == DIAG_NOTE && i > 0;
        places[i] = follows ? places[i - 1] : place_of(diags->items[i].span);
    }
    for (u32 i = 1; i < diags->count; i++) {
        Diagnostic moved = diags->items[i];
        u64 place = places[i];
        u32 to = i;
        for (; to > 0 && places[to - 1] > place; to--) {
            diags->items[to] = diags->items[to - 1];
            places[to] = places[to - 1];
        }
        diags->items[to] = moved;
        places[to] = place;
    }
}

static bool is_blank(u8 c) {
    return c == ' ' || c == '\t' || c == '\f';
}

// The line without its indentation, and below it carets under the span. Tabs are repeated, so that
// the carets stand right whatever a tab is worth.
static void print_line(Bytes *out, const SourceFile *file, Span span) {
    u32 line = source_line(file, span.start);
    Slice text = source_line_text(file, line);
    u32 line_start = file->line_starts[line - 1];
    usize indent = 0;
    while (indent < text.len && is_blank(text.data[indent])) indent++;
    Slice shown = slice_from(text, indent);
    bytes_format(out, "    %S\n", &shown);

    usize from = span.start - line_start;
    usize to = span.end > line_start + text.len ? text.len : span.end - line_start;
    if (from < indent) return;
    bytes_text(out, "    ");
    for (usize i = indent; i < from; i++) {
        u8 c = i < text.len ? text.data[i] : ' ';
        if ((c & 0xc0) != 0x80) bytes_push(out, is_blank(c) ? c : ' ');
    }
    bytes_push(out, '^');
    for (usize i = from + 1; i < to; i++) {
        if ((text.data[i] & 0xc0) != 0x80) bytes_push(out, '^');
    }
    bytes_push(out, '\n');
}

void diag_print(Bytes *out, const Sources *sources, const Diagnostic *diag) {
    if (diag->code != 0) {
        diag_print_code(out, sources, diag);
        return;
    }
    const SourceFile *file = sources_file(sources, diag->span.file);
    u32 line = source_line(file, diag->span.start);
    bytes_format(out, "  File \"%S\", line %u\n", &file->name, line);
    print_line(out, file, diag->span);
    bytes_format(out, "%s: %S\n", diag_kind_text(diag->kind), &diag->message);
}

void diag_print_all(Bytes *out, const Sources *sources, const Diagnostics *diags) {
    for (u32 i = 0; i < diags->count; i++) diag_print(out, sources, &diags->items[i]);
    if (diags->error_count > DIAG_COUNT_MAX) {
        bytes_format(out, "(%u errors in all)\n", diags->error_count);
    }
}
