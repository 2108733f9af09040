// What needs the compiler, one at a time, each in a process that is a copy of this one.
#include "dev/lsp_server_priv.h"
#include "os/clock.h"
#include "os/stream.h"

enum { READ_BYTES = 65536, OUTPUT_BYTES_MAX = 16 * 1024 * 1024 };

static Slice keep(LspServer *server, Slice text) {
    return slice_make(arena_copy(&server->job_arena, text.data, text.len), text.len);
}

void lsp_job_add(LspServer *server, const LspJob *job) {
    if (server->job_count == LSP_JOBS_MAX) {
        lsp_fail(server, job->id, LSP_FAILED, "too many requests wait");
        return;
    }
    LspJob *kept = &server->jobs[server->job_count++];
    *kept = *job;
    kept->id = keep(server, job->id);
    kept->uri = keep(server, job->uri);
}

void lsp_job_end(LspServer *server) {
    if (!server->has_running) return;
    server->has_running = false;
    i32 code;
    os_process_kill(&server->process);
    Status status = os_process_wait(&server->process, &code);
    (void)status;
    arena_deinit(&server->running_arena);
}

void lsp_job_cancel(LspServer *server, Slice id) {
    if (server->has_running && server->running.id.len > 0 && slice_equal(server->running.id, id)) {
        lsp_job_end(server);
        lsp_fail(server, id, LSP_CANCELLED, "cancelled");
        return;
    }
    for (u32 i = 0; i < server->job_count; i++) {
        if (!slice_equal(server->jobs[i].id, id)) continue;
        lsp_fail(server, id, LSP_CANCELLED, "cancelled");
        for (server->job_count--; i < server->job_count; i++) server->jobs[i] = server->jobs[i + 1];
    }
}

void lsp_job_edited(LspServer *server, Slice uri) {
    const LspJob *running = &server->running;
    if (!server->has_running) return;
    if (running->kind == LSP_JOB_CHECK) {
        lsp_job_end(server);
    } else if (slice_equal(running->uri, uri)) {
        lsp_job_end(server);
        lsp_fail(server, running->id, LSP_CONTENT_MODIFIED, "the document was edited");
    }
}

static void run(LspServer *server, const LspJob *job, Bytes *out) {
    const LspLanguage *language = server->language;
    const LspDocument *document = lsp_document(server, job->uri);
    Arena arena;
    arena_init(&arena, arena_source_default());
    switch (job->kind) {
    case LSP_JOB_CHECK:
        language->check(language->context, &arena, &server->documents, document, out);
        break;
    case LSP_JOB_HOVER:
        language->hover(language->context, &arena, &server->documents, document, job->position,
                        out);
        break;
    case LSP_JOB_DEFINITION:
        language->definition(language->context, &arena, &server->documents, document, job->position,
                             out);
        break;
    }
    bytes_push(out, '\n');  // the sign that it came to its end
}

static void begin(LspServer *server, const LspJob *job) {
    bool is_copy;
    server->running = *job;
    if (os_process_copy(&server->process, &is_copy) != STATUS_OK) {
        if (job->id.len > 0) lsp_fail(server, job->id, LSP_FAILED, "no process can be started");
        return;
    }
    if (is_copy) {
        Bytes out;
        bytes_init(&out, &server->scratch);
        run(server, job, &out);
        Status status = os_stream_write(server->process.output, bytes_slice(&out));
        os_process_end(status == STATUS_OK ? 0 : 1);
    }
    server->has_running = true;
    server->running_since_ns = os_clock_monotonic_ns();
    arena_init(&server->running_arena, arena_source_default());
    bytes_init(&server->running_output, &server->running_arena);
}

void lsp_job_begin(LspServer *server, bool is_silent) {
    if (!server->has_running && server->job_count == 0)
        arena_reset(&server->job_arena, (ArenaMark){0});
    // Somebody waits for requests, so they come first.
    while (!server->has_running && server->job_count > 0) {
        LspJob job = server->jobs[0];
        server->job_count--;
        for (u32 i = 0; i < server->job_count; i++) server->jobs[i] = server->jobs[i + 1];
        if (lsp_document(server, job.uri))
            begin(server, &job);
        else
            lsp_fail(server, job.id, LSP_CONTENT_MODIFIED, "the document was closed");
    }
    for (u32 i = 0; is_silent && i < server->documents.count && !server->has_running; i++) {
        LspDocument *document = server->documents.items[i];
        if (!document->needs_check) continue;
        document->needs_check = false;
        begin(server, &(LspJob){.kind = LSP_JOB_CHECK,
                                .uri = keep(server, document->uri),
                                .version = document->version});
    }
}

static const char broken_items[] =
    "{\"range\":{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":0,\"character\":0}},"
    "\"severity\":1,\"source\":\"krait\",\"message\":\"the compiler broke down over this "
    "program\"},";

static void finish(LspServer *server) {
    const LspJob *job = &server->running;
    Slice output = bytes_slice(&server->running_output);
    bool is_whole = output.len > 0 && output.data[output.len - 1] == '\n';
    if (is_whole) output.len--;
    LspDocument *document = lsp_document(server, job->uri);
    if (job->kind != LSP_JOB_CHECK) {
        if (is_whole)
            lsp_answer(server, job->id, output);
        else
            lsp_fail(server, job->id, LSP_FAILED, "the compiler broke down over this program");
    } else if (document) {
        Slice items = is_whole ? output : slice_of_text(broken_items);
        document->has_problems = items.len > 0;
        lsp_publish(server, document->uri, &job->version, items);
    }
}

void lsp_job_read(LspServer *server) {
    Bytes *output = &server->running_output;
    bytes_reserve(output, READ_BYTES);
    usize len = 0;
    Status status =
        os_stream_read(server->process.output, output->data + output->len, READ_BYTES, &len);
    if (status == STATUS_INTERRUPTED) return;
    output->len += len;
    if (status == STATUS_OK && len > 0 && output->len <= OUTPUT_BYTES_MAX) return;
    finish(server);
    lsp_job_end(server);
}

void lsp_job_tick(LspServer *server) {
    if (!server->has_running) return;
    i64 seconds = (os_clock_monotonic_ns() - server->running_since_ns) / 1000000000;
    if (seconds < LSP_JOB_SECONDS_MAX) return;
    lsp_job_end(server);
    if (server->running.kind != LSP_JOB_CHECK)
        lsp_fail(server, server->running.id, LSP_FAILED, "this takes too long");
}
