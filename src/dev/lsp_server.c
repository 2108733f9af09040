#include "dev/lsp_server.h"

#include "dev/lsp_frame.h"
#include "dev/lsp_server_priv.h"
#include "os/clock.h"
#include "os/poll.h"
#include "os/stream.h"

#include <string.h>

enum { READ_BYTES = 65536, TICK_MS = 500 };

// All whole messages of the input; what is left is the begin of the next.
static void take_messages(LspServer *server) {
    Slice left = bytes_slice(&server->input);
    while (!server->is_over) {
        if (server->skip > 0) {
            usize skipped = server->skip < left.len ? (usize)server->skip : left.len;
            server->skip -= skipped;
            left = slice_from(left, skipped);
            if (server->skip > 0) break;
        }
        LspFrame frame = lsp_frame_next(left);
        if (frame.kind == LSP_FRAME_MORE) break;
        if (frame.kind == LSP_FRAME_BROKEN) {
            lsp_fail(server, (Slice){0}, LSP_PARSE_ERROR, "a message begins with Content-Length");
            server->is_over = true;
            break;
        }
        left = slice_from(left, frame.used);
        server->skip = frame.skip;
        if (frame.kind == LSP_FRAME_LARGE)
            lsp_fail(server, (Slice){0}, LSP_INVALID_REQUEST, "the message is too large");
        else
            lsp_receive(server, frame.body);
        arena_reset(&server->scratch, (ArenaMark){0});
    }
    memmove(server->input.data, left.data, left.len);
    server->input.len = left.len;
}

// False: the editor is gone.
static bool read_input(LspServer *server) {
    bytes_reserve(&server->input, READ_BYTES);
    usize len = 0;
    Status status = os_stream_read(0, server->input.data + server->input.len, READ_BYTES, &len);
    if (status == STATUS_INTERRUPTED) return true;
    if (status != STATUS_OK || len == 0) return false;
    server->input.len += len;
    take_messages(server);
    return true;
}

static bool has_check(const LspServer *server) {
    for (u32 i = 0; i < server->documents.count; i++) {
        if (server->documents.items[i]->needs_check) return true;
    }
    return false;
}

// How long to wait for input: a check begins when the editor is silent for a moment.
static i32 wait_ms(const LspServer *server) {
    if (server->has_running) return TICK_MS;
    if (server->job_count > 0) return 0;
    if (!has_check(server)) return -1;
    i64 silent_ms = (os_clock_monotonic_ns() - server->edited_ns) / 1000000;
    return silent_ms >= LSP_SETTLE_MS ? 0 : (i32)(LSP_SETTLE_MS - silent_ms);
}

// A file or a device, which cannot be waited for, is always ready.
static bool can_wait_for(OsPoll *poll, LspServer *server) {
    if (os_poll_add(poll, 0, OS_POLL_IN, &server->input) != STATUS_OK) return false;
    os_poll_remove(poll, 0);
    return true;
}

static Status turn(LspServer *server, OsPoll *poll, bool can_wait) {
    OsPollEvent events[2];
    u32 count = 0;
    bool watches_job = server->has_running;
    Status status = STATUS_OK;
    if (watches_job)
        status = os_poll_add(poll, server->process.output, OS_POLL_IN, &server->process);
    if (status == STATUS_OK && can_wait) status = os_poll_add(poll, 0, OS_POLL_IN, &server->input);
    if (status == STATUS_OK)
        status = os_poll_wait(poll, events, 2, can_wait ? wait_ms(server) : 0, &count);
    if (can_wait) os_poll_remove(poll, 0);
    if (watches_job) os_poll_remove(poll, server->process.output);
    if (status != STATUS_OK) return status;
    bool has_input = !can_wait;
    for (u32 i = 0; i < count; i++) {
        has_input |= events[i].data == &server->input;
        if (events[i].data == &server->process) lsp_job_read(server);
    }
    if (has_input && !read_input(server)) server->is_over = true;
    return STATUS_OK;
}

static void deinit(LspServer *server) {
    lsp_job_end(server);
    for (u32 i = 0; i < server->documents.count; i++)
        arena_deinit(&server->documents.items[i]->arena);
    arena_deinit(&server->job_arena);
    arena_deinit(&server->scratch);
    arena_deinit(&server->arena);
}

Status lsp_serve(const LspLanguage *language, const char *version, i32 *exit_code) {
    // Too large for the stack of a small thread, and its jobs are a fixed table.
    Arena own;
    arena_init(&own, arena_source_default());
    LspServer *server = ARENA_NEW(&own, LspServer);
    *server = (LspServer){.language = language, .version = version};
    arena_init(&server->arena, arena_source_default());
    arena_init(&server->job_arena, arena_source_default());
    arena_init(&server->scratch, arena_source_default());
    bytes_init(&server->input, &server->arena);
    os_stream_ignore_broken_pipes();
    OsPoll *poll;
    Status status = os_poll_new(&poll);
    if (status == STATUS_OK) {
        bool can_wait = can_wait_for(poll, server);
        while (!server->is_over && status == STATUS_OK) {
            status = turn(server, poll, can_wait);
            lsp_job_tick(server);
            bool is_silent =
                os_clock_monotonic_ns() - server->edited_ns >= (i64)LSP_SETTLE_MS * 1000000;
            lsp_job_begin(server, is_silent);
            arena_reset(&server->scratch, (ArenaMark){0});
        }
        os_poll_free(poll);
    }
    *exit_code = server->is_shut_down ? 0 : 1;
    deinit(server);
    arena_deinit(&own);
    return status;
}
