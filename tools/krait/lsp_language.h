// tools/krait/lsp_language.h — what krait lsp knows of Python and JXL (dev/lsp_server.h).
#pragma once

#include "compiler/source/diag.h"
#include "dev/lsp_server.h"

// A question about a document, with all that are open.
typedef struct {
    Arena *arena;
    const LspDocuments *documents;
    const LspDocument *document;
} LspAsk;

// The text of a file as the editor has it, or false.
bool lsp_open_text(const LspDocuments *documents, Slice path, Slice *text);
// Problems of the document as items of an array; of other files only the first error is told.
void lsp_push_problems(Bytes *out, const LspAsk *ask, const Sources *sources, Diagnostics *diags);
void lsp_push_location(Bytes *out, const SourceFile *file, Span span);
// Hover with `code` in the language's colours.
void lsp_push_hover(Bytes *out, const SourceFile *file, Span span, const char *language,
                    Slice code);
// The place in the decoded text.
u32 lsp_file_offset(const SourceFile *file, LspPosition position);

void lsp_python_check(const LspAsk *ask, Bytes *out);
void lsp_python_hover(const LspAsk *ask, LspPosition position, Bytes *out);
void lsp_python_definition(const LspAsk *ask, LspPosition position, Bytes *out);
bool lsp_python_format(const LspAsk *ask, Bytes *out, const char **problem);

void lsp_jxl_check(const LspAsk *ask, Bytes *out);
void lsp_jxl_hover(const LspAsk *ask, LspPosition position, Bytes *out);
void lsp_jxl_definition(const LspAsk *ask, LspPosition position, Bytes *out);
bool lsp_jxl_format(const LspAsk *ask, Bytes *out, const char **problem);
