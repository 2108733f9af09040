#include "dev/dev_server_priv.h"

#include "base/json.h"
#include "os/clock.h"
#include "os/files.h"
#include "os/interrupt.h"
#include "os/poll.h"
#include "os/socket.h"
#include "os/stream.h"

#include <string.h>

static const i64 MS = 1000000;
// Several files saved at once are one change; editors write them within this time.
static const i64 SETTLE_MS = 4;
static const i64 SIGNAL_MS = 250;  // a signal that comes between two waits is seen after so long

void dev_note(DevServer *server, const char *format, ...) {
    Bytes line;
    bytes_init(&line, &server->scratch);
    va_list args;
    va_start(args, format);
    bytes_format_args(&line, format, args);
    va_end(args);
    server->options->note(server->options->context, bytes_slice(&line));
}

void dev_state_text(DevServer *server, Bytes *out) {
    const DevResult *last = dev_last(server);
    bytes_text(out, "{\"version\":\"");
    if (server->has_good) bytes_hex(out, server->good.version);
    bytes_format(out, "\",\"saved\":%D,\"ms\":%D,\"is_building\":%s", server->saved_ns / MS,
                 last ? (os_clock_monotonic_ns() - server->build_begun_ns) / MS : 0,
                 server->build_stream >= 0 ? "true" : "false");
    bytes_text(out, ",\"error\":");
    if (server->has_bad)
        json_push_text(out, last->text);
    else
        bytes_text(out, "null");
    bytes_text(out, ",\"problems\":[");
    Slice left = last ? last->json : (Slice){0};
    for (bool is_first = true; left.len > 0; is_first = false) {
        usize len = 0;
        while (len < left.len && left.data[len] != '\n') len++;
        if (!is_first) bytes_push(out, ',');
        bytes_append(out, slice_range(left, 0, len));
        left = slice_from(left, len < left.len ? len + 1 : len);
    }
    bytes_text(out, "]}");
}

void dev_broadcast(DevServer *server, Slice text) {
    for (u32 i = server->page_count; i > 0; i--) {
        NetConn *page = server->pages[i - 1];
        // A page that takes nothing any more would keep every text in memory.
        if (net_ws_send(page, WS_TEXT, text) != STATUS_FULL) continue;
        dev_on_ws_close(server, page, 0, (Slice){0});
        net_conn_abort(page);
    }
}

static void broadcast_state(DevServer *server) {
    Bytes text;
    bytes_init(&text, &server->scratch);
    dev_state_text(server, &text);
    dev_broadcast(server, bytes_slice(&text));
}

static void begin_build(DevServer *server) {
    if (server->build_stream >= 0) {
        Status status = net_loop_watch(server->loop, server->build_stream, 0);
        (void)status;
        server->build_stream = -1;
    }
    server->build_begun_ns = os_clock_monotonic_ns();
    Status status = dev_build_begin(&server->build, &server->build_stream);
    if (status == STATUS_OK) {
        status = net_loop_watch(server->loop, server->build_stream, OS_POLL_IN);
    } else {
        server->build_stream = -1;
    }
    if (status != STATUS_OK)
        dev_note(server, "the compiler cannot be started: %s", status_text(status));
}

static void end_build(DevServer *server, DevResult *result) {
    i64 ms = (os_clock_monotonic_ns() - server->build_begun_ns) / MS;
    bool was_bad = server->has_bad;
    bool is_new = !server->has_good || server->good.version != result->version;
    if (server->has_bad) dev_result_deinit(&server->bad);
    server->has_bad = !result->is_good;
    if (result->is_good) {
        if (server->has_good) dev_result_deinit(&server->good);
        server->good = *result;
        server->has_good = true;
    } else {
        server->bad = *result;
    }
    Slice text = result->text;
    if (text.len > 0 && text.data[text.len - 1] == '\n') text.len--;
    if (text.len > 0) dev_note(server, "%S", &text);
    if (!result->is_good)
        dev_note(server, "failed after %D ms: waiting for the next save", ms);
    else
        dev_note(server, "built in %D ms%s", ms, is_new || was_bad ? "" : ", nothing is new");
    broadcast_state(server);
}

static void on_watch(void *context, int fd, u32 events) {
    DevServer *server = context;
    (void)events;
    if (fd == server->watch.fd) {
        bool is_lost;
        Status status =
            dev_watch_read(&server->watch, &server->change_arena, &server->changed, &is_lost);
        if (status != STATUS_OK) is_lost = true;
        server->is_lost |= is_lost;
        if (server->changed.count == 0 && !server->is_lost) return;
        if (server->rebuild_at_ns == 0) server->saved_ns = os_clock_real_ns();
        server->rebuild_at_ns = os_clock_monotonic_ns() + SETTLE_MS * MS;
    } else if (fd == server->build_stream) {
        DevResult result;
        if (dev_build_read(&server->build, &result) == STATUS_BUSY) return;
        Status status = net_loop_watch(server->loop, fd, 0);
        (void)status;  // it is closed by now, but the loop has to know
        server->build_stream = -1;
        end_build(server, &result);
    }
}

static bool is_source(Slice path) {
    static const char *const suffixes[] = {".py", ".jxl", ".toml", ".yml", ".yaml"};
    for (usize i = 0; i < COUNT_OF(suffixes); i++) {
        if (slice_ends_with(path, slice_of_text(suffixes[i]))) return true;
    }
    return false;
}

static bool is_input_changed(DevServer *server, const DevInput *input) {
    Slice content;
    const char *path = arena_text(&server->scratch, input->path.data, input->path.len);
    Status status = os_file_read(path, DEV_BUILD_BYTES_MAX, &server->scratch, &content);
    return (status == STATUS_OK ? dev_content_hash(content) : 0) != input->hash;
}

// Whether the program would become another one. What was compiled last is compared by content: a
// file that was only touched changes nothing.
static bool needs_build(DevServer *server) {
    const DevResult *last = dev_last(server);
    if (!last || server->build_stream >= 0) return true;
    for (u32 i = 0; i < last->inputs.count; i++) {
        const DevInput *input = &last->inputs.items[i];
        bool is_meant = server->is_lost;
        for (u32 j = 0; j < server->changed.count && !is_meant; j++) {
            is_meant = slice_equal(server->changed.items[j], input->path);
        }
        if (is_meant && is_input_changed(server, input)) return true;
    }
    return last->inputs.count == 0;
}

// A file that pages load as it is: styles are fetched anew, for all else the page is.
static void tell_file(DevServer *server, Slice path) {
    bool is_style = slice_ends_with(path, SLICE_LITERAL(".css"));
    dev_note(server, "%S changed: %s", &path, is_style ? "styles again" : "pages again");
    dev_broadcast(server, is_style ? SLICE_LITERAL("{\"styles\":true}")
                                   : SLICE_LITERAL("{\"reload\":true}"));
}

static void look_at_changes(DevServer *server) {
    server->rebuild_at_ns = 0;
    if (needs_build(server)) {
        begin_build(server);
    } else {
        for (u32 i = 0; i < server->changed.count; i++) {
            if (!is_source(server->changed.items[i])) {
                tell_file(server, server->changed.items[i]);
                break;
            }
        }
    }
    server->changed = (DevPaths){0};
    server->is_lost = false;
    arena_reset(&server->change_arena, (ArenaMark){0});
}

static Status listen(DevServer *server, u16 *port, const char **problem) {
    const DevOptions *options = server->options;
    Status status = STATUS_EXISTS;
    int fd = -1;
    u32 last = options->tries_ports ? options->port + DEV_PORTS_TRIED : options->port;
    for (u32 tried = options->port; tried <= last && tried <= UINT16_MAX; tried++) {
        *port = (u16)tried;
        status = os_socket_listen_alone(options->host, port, &fd);
        if (status != STATUS_EXISTS) break;
    }
    *problem = status == STATUS_EXISTS   ? "the port is in use (choose another with --port)"
               : status == STATUS_DENIED ? "the port needs more rights (choose another with --port)"
               : status == STATUS_NOT_FOUND ? "there is no such host here"
                                            : "cannot listen there";
    if (status != STATUS_OK) return status;
    return net_loop_adopt(server->loop, fd);
}

static Status set_up(DevServer *server, const char **problem) {
    static const NetField fields[] = {
        {{(const u8 *)"content-security-policy", 23},
         {(const u8 *)"script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'self'",
          72}},
        {{(const u8 *)"x-content-type-options", 22}, {(const u8 *)"nosniff", 7}},
        {{(const u8 *)"cache-control", 13}, {(const u8 *)"no-store", 8}},
    };
    NetLimits limits = net_limits_default();
    NetHandler handler = {.context = server,
                          .on_request = dev_on_request,
                          .on_message = dev_on_message,
                          .on_ws_close = dev_on_ws_close,
                          .on_watch = on_watch};
    *problem = "cannot begin";
    Status status = net_loop_new(&limits, &handler, &server->loop);
    if (status != STATUS_OK) return status;
    status = net_loop_set_fields(server->loop, fields, COUNT_OF(fields), true);
    if (status != STATUS_OK) return status;
    *problem = "cannot watch the project's folder";
    status = dev_watch_open(&server->watch, &server->arena, server->options->folder);
    if (status != STATUS_OK) {
        server->watch.fd = -1;
        return status;
    }
    return net_loop_watch(server->loop, server->watch.fd, OS_POLL_IN);
}

static void serve(DevServer *server, u16 port) {
    Bytes url;
    bytes_init(&url, &server->arena);
    bool is_everywhere =
        server->options->host[0] == 0 || strcmp(server->options->host, "0.0.0.0") == 0;
    bytes_format(&url, "http://%s:%u/", is_everywhere ? "127.0.0.1" : server->options->host, port);
    bytes_push(&url, 0);
    dev_note(server, "%s", (const char *)url.data);
    if (server->watch.is_incomplete)
        dev_note(server, "not every folder can be watched: too many, or too deep");
    server->saved_ns = os_clock_real_ns();
    begin_build(server);
    if (server->options->open)
        server->options->open(server->options->context, (const char *)url.data);
    os_interrupt_watch();
    while (!os_interrupt_take()) {
        i64 wait_ms = SIGNAL_MS;
        if (server->rebuild_at_ns) {
            i64 left = (server->rebuild_at_ns - os_clock_monotonic_ns() + MS - 1) / MS;
            wait_ms = left < 0 ? 0 : left < wait_ms ? left : wait_ms;
        }
        if (net_loop_turn(server->loop, (i32)wait_ms) != STATUS_OK) break;
        if (server->rebuild_at_ns && server->rebuild_at_ns <= os_clock_monotonic_ns())
            look_at_changes(server);
        arena_reset(&server->scratch, (ArenaMark){0});
    }
}

Status dev_serve(const DevOptions *options, const char **problem) {
    DevServer server = {.options = options, .build_stream = -1, .watch.fd = -1};
    arena_init(&server.arena, arena_source_default());
    arena_init(&server.scratch, arena_source_default());
    arena_init(&server.change_arena, arena_source_default());
    dev_build_init(&server.build, options->build_argv);
    os_stream_ignore_broken_pipes();
    u16 port = 0;
    Status status = set_up(&server, problem);
    if (status == STATUS_OK) status = listen(&server, &port, problem);
    if (status == STATUS_OK) serve(&server, port);
    if (server.loop) net_loop_free(server.loop);
    if (server.watch.fd >= 0) dev_watch_close(&server.watch);
    dev_build_deinit(&server.build);
    if (server.has_bad) dev_result_deinit(&server.bad);
    if (server.has_good) dev_result_deinit(&server.good);
    arena_deinit(&server.change_arena);
    arena_deinit(&server.scratch);
    arena_deinit(&server.arena);
    return status;
}
