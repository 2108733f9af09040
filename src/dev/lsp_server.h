// dev/lsp_server.h — the language server: what an editor says, what it is told.
//
//   stdin ─► lsp_frame ─► lsp_message (documents, answers) ─► jobs, one at a time ─► stdout
//                                                              in a process of its own each
//
// What needs the compiler is a job: checking a document, hovering, finding a definition. A job runs
// in a process that has the documents as they are at that moment, so it may take long or break;
// an edit ends a check that it makes useless, and `$/cancelRequest` ends what it names.
#pragma once

#include "base/bytes.h"
#include "base/status.h"
#include "base/vec.h"
#include "dev/lsp_text.h"

enum {
    LSP_JOB_SECONDS_MAX = 20,
    LSP_SETTLE_MS = 20,
    LSP_DOCUMENT_BYTES_MAX = 32 * 1024 * 1024,
};

// An open document.
typedef struct {
    Arena arena;          // owned; of all that follows, emptied and filled anew by an edit
    Slice uri, language;  // in arena
    const char *path;     // in arena; of a file, else the URI
    Slice text;           // in arena
    i64 version;
    bool needs_check, has_problems;
} LspDocument;

typedef VEC(LspDocument *) LspDocuments;

// What a language gives. Each is called in a process of its own, but for `format`; `out` gets JSON:
//   check       items of an array of Diagnostic, each with a comma behind it
//   hover       Hover, or null
//   definition  Location, or null
// and `format` the text laid out; false: `problem` (static) says why not.
typedef struct {
    void *context;
    void (*check)(void *context, Arena *arena, const LspDocuments *documents,
                  const LspDocument *document, Bytes *out);
    void (*hover)(void *context, Arena *arena, const LspDocuments *documents,
                  const LspDocument *document, LspPosition position, Bytes *out);
    void (*definition)(void *context, Arena *arena, const LspDocuments *documents,
                       const LspDocument *document, LspPosition position, Bytes *out);
    bool (*format)(void *context, Arena *arena, const LspDocument *document, Bytes *out,
                   const char **problem);
} LspLanguage;

// Serves until the editor says `exit` or is gone. `*exit_code` as the protocol wants it: 0 only
// behind a `shutdown`.
NODISCARD Status lsp_serve(const LspLanguage *language, const char *version, i32 *exit_code);

void lsp_push_range(Bytes *out, LspRange range);  // {"start":…,"end":…}
void lsp_push_uri(Bytes *out, Slice path);        // as a JSON text
