// dev/lsp_server_priv.h — between the files of the language server.
#pragma once

#include "base/json.h"
#include "dev/lsp_server.h"
#include "os/process.h"

typedef enum { LSP_JOB_CHECK, LSP_JOB_HOVER, LSP_JOB_DEFINITION } LspJobKind;

typedef struct {
    LspJobKind kind;
    Slice id;   // in arena: of the request, as JSON
    Slice uri;  // in arena
    i64 version;
    LspPosition position;
} LspJob;

enum { LSP_JOBS_MAX = 256 };

// Errors of JSON-RPC and of the protocol.
enum {
    LSP_PARSE_ERROR = -32700,
    LSP_INVALID_REQUEST = -32600,
    LSP_METHOD_NOT_FOUND = -32601,
    LSP_INVALID_PARAMS = -32602,
    LSP_NOT_INITIALIZED = -32002,
    LSP_CONTENT_MODIFIED = -32801,
    LSP_CANCELLED = -32800,
    LSP_FAILED = -32803,
};

typedef struct {
    const LspLanguage *language;  // borrowed
    const char *version;
    Arena arena;      // of the input that is not read yet, and of the list of documents
    Arena job_arena;  // of jobs; emptied when there is none
    Arena scratch;    // emptied after each message
    Bytes input;
    u64 skip;  // bytes of a message that is too large
    LspDocuments documents;
    LspJob jobs[LSP_JOBS_MAX];  // requests that wait; checks wait in their documents
    u32 job_count;
    LspJob running;
    Arena running_arena;  // of what it says
    Bytes running_output;
    OsProcess process;
    bool has_running, is_initialized, is_shut_down, is_over;
    i64 running_since_ns, edited_ns;
} LspServer;

// -- lsp_message.c
void lsp_receive(LspServer *server, Slice body);
void lsp_answer(LspServer *server, Slice id, Slice result);
void lsp_fail(LspServer *server, Slice id, i32 code, const char *message);
void lsp_send(LspServer *server, Slice body);
LspDocument *lsp_document(const LspServer *server, Slice uri);  // NULL: not open
void lsp_publish(LspServer *server, Slice uri, const i64 *version, Slice items);

// -- lsp_job.c
void lsp_job_add(LspServer *server, const LspJob *job);  // a request
void lsp_job_cancel(LspServer *server, Slice id);
void lsp_job_edited(LspServer *server, Slice uri);  // what runs for the document is useless
// The next one, if none runs. Checks wait until the editor is silent for a moment.
void lsp_job_begin(LspServer *server, bool is_silent);
void lsp_job_read(LspServer *server);  // what it says; its end
void lsp_job_end(LspServer *server);   // at once
void lsp_job_tick(LspServer *server);  // one that takes too long
