// krait lsp: the language server on standard input and output.
#include "tools/krait/krait.h"

#include "base/json.h"
#include "tools/krait/lsp_language.h"
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Usage: krait lsp\n\n"
    "The language server for Python and JXL, on standard input and output: problems as you type,\n"
    "types under the pointer, definitions, layout of JXL and (through ruff or black, if one of "
    "them\n"
    "is installed) of Python.\n";

bool lsp_open_text(const LspDocuments *documents, Slice path, Slice *text) {
    for (u32 i = 0; i < documents->count; i++) {
        if (!slice_equal(slice_of_text(documents->items[i]->path), path)) continue;
        *text = documents->items[i]->text;
        return true;
    }
    return false;
}

u32 lsp_file_offset(const SourceFile *file, LspPosition position) {
    return (u32)lsp_text_offset(file->text, position);
}

static LspRange range_of(const SourceFile *file, Span span) {
    return (LspRange){lsp_text_position(file->text, span.start),
                      lsp_text_position(file->text, span.end)};
}

void lsp_push_location(Bytes *out, const SourceFile *file, Span span) {
    bytes_text(out, "{\"uri\":");
    lsp_push_uri(out, file->name);
    bytes_text(out, ",\"range\":");
    lsp_push_range(out, range_of(file, span));
    bytes_push(out, '}');
}

void lsp_push_hover(Bytes *out, const SourceFile *file, Span span, const char *language,
                    Slice code) {
    Bytes value;
    bytes_init(&value, out->arena);
    bytes_format(&value, "```%s\n%S\n```", language, &code);
    bytes_text(out, "{\"contents\":{\"kind\":\"markdown\",\"value\":");
    json_push_text(out, bytes_slice(&value));
    bytes_text(out, "},\"range\":");
    lsp_push_range(out, range_of(file, span));
    bytes_push(out, '}');
}

static void push_problem(Bytes *out, LspRange range, const Diagnostic *diag, Slice message) {
    static const u32 severities[] = {[DIAG_NOTE] = 3, [DIAG_WARNING] = 2, [DIAG_ERROR] = 1};
    bytes_text(out, "{\"range\":");
    lsp_push_range(out, range);
    bytes_format(out, ",\"severity\":%u,\"code\":\"", severities[diag->severity]);
    if (diag->code) {
        char digits[5];
        snprintf(digits, sizeof digits, "%04u", diag->code % 10000);
        bytes_format(out, "J%s", digits);
    } else {
        bytes_text(out, diag_kind_text(diag->kind));
    }
    bytes_text(out, "\",\"source\":\"krait\",\"message\":");
    json_push_text(out, message);
    bytes_text(out, "},");
}

void lsp_push_problems(Bytes *out, const LspAsk *ask, const Sources *sources, Diagnostics *diags) {
    Slice own = slice_of_text(ask->document->path);
    bool is_told = false;
    diag_sort(diags);
    for (u32 i = 0; i < diags->count; i++) {
        const Diagnostic *diag = &diags->items[i];
        const SourceFile *file = sources_file(sources, diag->span.file);
        Bytes message;
        bytes_init(&message, ask->arena);
        bool is_own = slice_equal(file->name, own);
        if (!is_own && (is_told || diag->severity != DIAG_ERROR)) continue;
        if (!is_own)
            bytes_format(&message, "%S:%u: ", &file->name, source_line(file, diag->span.start));
        is_told |= !is_own;
        bytes_append(&message, diag->message);
        if (diag->hint.len > 0) bytes_format(&message, "\n%S", &diag->hint);
        LspRange range = is_own ? range_of(file, diag->span) : (LspRange){0};
        push_problem(out, range, diag, bytes_slice(&message));
    }
}

typedef enum { OTHER, PYTHON, JXL } Kind;

static Kind kind_of(const LspDocument *document) {
    Slice path = slice_of_text(document->path);
    if (jxl_is_source(document->path) || slice_equal(document->language, SLICE_LITERAL("jxl")))
        return JXL;
    bool is_python = slice_ends_with(path, SLICE_LITERAL(".py")) ||
                     slice_equal(document->language, SLICE_LITERAL("python"));
    return is_python ? PYTHON : OTHER;
}

static void check(void *context, Arena *arena, const LspDocuments *documents,
                  const LspDocument *document, Bytes *out) {
    (void)context;
    LspAsk ask = {arena, documents, document};
    if (kind_of(document) == PYTHON) lsp_python_check(&ask, out);
    if (kind_of(document) == JXL) lsp_jxl_check(&ask, out);
}

static void hover(void *context, Arena *arena, const LspDocuments *documents,
                  const LspDocument *document, LspPosition position, Bytes *out) {
    (void)context;
    LspAsk ask = {arena, documents, document};
    usize before = out->len;
    if (kind_of(document) == PYTHON) lsp_python_hover(&ask, position, out);
    if (kind_of(document) == JXL) lsp_jxl_hover(&ask, position, out);
    if (out->len == before) bytes_text(out, "null");
}

static void definition(void *context, Arena *arena, const LspDocuments *documents,
                       const LspDocument *document, LspPosition position, Bytes *out) {
    (void)context;
    LspAsk ask = {arena, documents, document};
    usize before = out->len;
    if (kind_of(document) == PYTHON) lsp_python_definition(&ask, position, out);
    if (kind_of(document) == JXL) lsp_jxl_definition(&ask, position, out);
    if (out->len == before) bytes_text(out, "null");
}

static bool format(void *context, Arena *arena, const LspDocument *document, Bytes *out,
                   const char **problem) {
    (void)context;
    LspAsk ask = {arena, NULL, document};
    if (kind_of(document) == PYTHON) return lsp_python_format(&ask, out, problem);
    if (kind_of(document) == JXL) return lsp_jxl_format(&ask, out, problem);
    *problem = "neither Python nor JXL";
    return false;
}

int lsp_command(Arena *arena, int argc, char **argv) {
    (void)arena;
    if (argc > 0 && strcmp(argv[0], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    // Clients say how they connect; we know one way.
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--stdio") == 0) continue;
        print_error("krait lsp does not know %s (try --help)", argv[i]);
        return KRAIT_EXIT_USAGE;
    }
    LspLanguage language = {
        .check = check, .hover = hover, .definition = definition, .format = format};
    i32 code;
    Status status = lsp_serve(&language, KRAIT_VERSION, &code);
    if (status == STATUS_OK) return code;
    print_error("krait lsp: %s", status_text(status));
    return KRAIT_EXIT_FAILED;
}
