// Problems with a code: the form that JXL's definition gives them, and JSON.
#include "compiler/source/diag_code_priv.h"

#include "base/json.h"
#include "base/vec.h"

void diag_code_push(Diagnostics *diags, DiagSeverity severity, u32 code, Span span,
                    const char *hint, const char *format, va_list args) {
    if (severity == DIAG_ERROR) diags->error_count++;
    if (diags->count >= DIAG_COUNT_MAX) return;
    Bytes message;
    bytes_init(&message, diags->arena);
    bytes_format_args(&message, format, args);
    Slice kept = {0};
    if (hint) {
        kept = slice_of_text(hint);
        kept = slice_make(arena_text(diags->arena, kept.data, kept.len), kept.len);
    }
    *VEC_PUSH(diags->arena, diags) =
        (Diagnostic){severity, DIAG_NO_KIND, span, bytes_slice(&message), code, kept};
}

void diag_code(Diagnostics *diags, DiagSeverity severity, u32 code, Span span, const char *hint,
               const char *format, ...) {
    va_list args;
    va_start(args, format);
    diag_code_push(diags, severity, code, span, hint, format, args);
    va_end(args);
}

static const char *severity_text(DiagSeverity severity) {
    static const char *const texts[] = {"note", "warning", "error"};
    return texts[severity];
}

static void push_code(Bytes *out, u32 code) {
    bytes_push(out, 'J');
    for (u32 unit = 1000; unit > 0; unit /= 10) bytes_push(out, (u8)('0' + code / unit % 10));
}

static void push_spaces(Bytes *out, u32 count) {
    for (u32 i = 0; i < count; i++) bytes_push(out, ' ');
}

static u32 digits_of(u32 number) {
    u32 count = 1;
    for (; number >= 10; number /= 10) count++;
    return count;
}

static void print_carets(Bytes *out, Slice line, u32 from, u32 to, Slice hint) {
    for (u32 i = 0; i < from && i < line.len; i++) {
        u8 c = line.data[i];
        if ((c & 0xc0) != 0x80) bytes_push(out, c == '\t' ? '\t' : ' ');
    }
    bytes_push(out, '^');
    for (u32 i = from + 1; i < to && i < line.len; i++) {
        if ((line.data[i] & 0xc0) != 0x80) bytes_push(out, '^');
    }
    if (hint.len > 0) bytes_format(out, " %S", &hint);
    bytes_push(out, '\n');
}

void diag_print_code(Bytes *out, const Sources *sources, const Diagnostic *diag) {
    const SourceFile *file = sources_file(sources, diag->span.file);
    SourcePosition at = source_position(file, diag->span.start);
    Slice line = source_line_text(file, at.line);
    u32 width = digits_of(at.line);
    bytes_format(out, "%s ", severity_text(diag->severity));
    push_code(out, diag->code);
    bytes_format(out, ": %S\n", &diag->message);
    push_spaces(out, width + 1);
    bytes_format(out, "--> %S:%u:%u\n", &file->name, at.line, at.char_column + 1);
    push_spaces(out, width + 2);
    bytes_format(out, "|\n %u | %S\n", at.line, &line);
    push_spaces(out, width + 2);
    bytes_text(out, "| ");
    u32 length = diag->span.end > diag->span.start ? diag->span.end - diag->span.start : 1;
    print_carets(out, line, at.byte_column, at.byte_column + length, diag->hint);
}

void diag_print_json(Bytes *out, const Sources *sources, const Diagnostic *diag) {
    const SourceFile *file = sources_file(sources, diag->span.file);
    SourcePosition start = source_position(file, diag->span.start);
    SourcePosition end = source_position(file, diag->span.end);
    bytes_format(out, "{\"severity\":\"%s\",\"code\":\"", severity_text(diag->severity));
    if (diag->code != 0)
        push_code(out, diag->code);
    else
        bytes_text(out, diag_kind_text(diag->kind));
    bytes_text(out, "\",\"message\":");
    json_push_text(out, diag->message);
    bytes_text(out, ",\"hint\":");
    json_push_text(out, diag->hint);
    bytes_text(out, ",\"file\":");
    json_push_text(out, file->name);
    bytes_format(out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u}\n", start.line,
                 start.char_column + 1, end.line, end.char_column + 1);
}
