// What pages ask for: the product, files of the installation and of the project, the WebSocket.
#include "base/json.h"
#include "dev/dev_server_priv.h"
#include "os/files.h"
#include "os/stream.h"
#include "server/http/urlencoded.h"

#include <string.h>

enum { PAGE_BYTES_MAX = 16 * 1024 * 1024, MESSAGE_BYTES_MAX = 4096 };

static const char *type_of(Slice path) {
    static const struct {
        const char *suffix, *type;
    } types[] = {{".html", "text/html; charset=utf-8"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".mjs", "text/javascript; charset=utf-8"},
                 {".css", "text/css; charset=utf-8"},
                 {".wasm", "application/wasm"},
                 {".json", "application/json"},
                 {".svg", "image/svg+xml"},
                 {".png", "image/png"},
                 {".jpg", "image/jpeg"},
                 {".jpeg", "image/jpeg"},
                 {".gif", "image/gif"},
                 {".webp", "image/webp"},
                 {".ico", "image/x-icon"},
                 {".woff2", "font/woff2"},
                 {".ttf", "font/ttf"},
                 {".otf", "font/otf"},
                 {".txt", "text/plain; charset=utf-8"},
                 {".md", "text/plain; charset=utf-8"},
                 {".py", "text/plain; charset=utf-8"},
                 {".jxl", "text/plain; charset=utf-8"},
                 {".csv", "text/plain; charset=utf-8"},
                 {".mp3", "audio/mpeg"},
                 {".mp4", "video/mp4"}};
    for (usize i = 0; i < COUNT_OF(types); i++) {
        if (slice_ends_with(path, slice_of_text(types[i].suffix))) return types[i].type;
    }
    return "application/octet-stream";
}

static void respond(NetConn *conn, u32 code, const char *type, Slice body) {
    NetField field = {SLICE_LITERAL("content-type"), slice_of_text(type)};
    Status status = net_respond(conn, code, &field, 1, body);
    (void)status;  // a page that is gone wants nothing
}

static void respond_text(NetConn *conn, u32 code, const char *text) {
    respond(conn, code, "text/plain; charset=utf-8", slice_of_text(text));
}

// The page with our script in front of its first one, so that it sees what those do. `is_deep`: it
// is asked for by a path with folders, which its own links do not know.
static void respond_page(DevServer *server, NetConn *conn, Slice page, bool is_deep) {
    static const Slice mark = {(const u8 *)"<script", 7};
    usize at = 0;
    while (at < page.len && !slice_starts_with(slice_from(page, at), mark)) at++;
    Bytes body;
    bytes_init(&body, &server->scratch);
    bytes_append(&body, slice_range(page, 0, at));
    if (is_deep) bytes_text(&body, "<base href=\"/\">\n");
    bytes_text(&body, "<script src=\"/krait-dev.js\" data-version=\"");
    if (server->has_good) bytes_hex(&body, server->good.version);
    bytes_text(&body, "\"></script>\n");
    bytes_append(&body, slice_from(page, at));
    respond(conn, 200, "text/html; charset=utf-8", bytes_slice(&body));
}

// False: it is not there.
static bool respond_file(DevServer *server, NetConn *conn, const char *folder, Slice name) {
    Bytes path;
    bytes_init(&path, &server->scratch);
    bytes_format(&path, "%s/%S", folder, &name);
    bytes_push(&path, 0);
    i32 stream;
    u64 byte_count;
    if (os_file_open((const char *)path.data, &stream, &byte_count) != STATUS_OK) return false;
    NetField field = {SLICE_LITERAL("content-type"), slice_of_text(type_of(name))};
    Status status = net_respond_begin(conn, 200, &field, 1, (i64)byte_count);
    if (status == STATUS_OK)
        status = net_respond_file(conn, stream, 0, byte_count);
    else
        os_stream_close(stream);
    return true;
}

// Paths that lead out of the folder or to what is hidden there are none.
static bool is_public(Slice name) {
    for (usize start = 0; start < name.len;) {
        usize end = start;
        while (end < name.len && name.data[end] != '/') {
            if (name.data[end] < ' ' || name.data[end] == '\\') return false;
            end++;
        }
        Slice part = slice_range(name, start, end);
        if (part.len == 0 || dev_watch_skips(part)) return false;
        start = end + 1;
    }
    return name.len > 0 && name.data[name.len - 1] != '/';
}

static bool is_of_installation(Slice name) {
    bool is_ours = slice_starts_with(name, SLICE_LITERAL("krait")) &&
                   (slice_ends_with(name, SLICE_LITERAL(".js")) ||
                    slice_ends_with(name, SLICE_LITERAL(".wasm")));
    for (usize i = 0; i < name.len; i++) is_ours = is_ours && name.data[i] != '/';
    return is_ours;
}

// Whether this may be a place inside the program, which its router knows: no file has such a name.
static bool is_route(Slice name) {
    for (usize i = name.len; i > 0 && name.data[i - 1] != '/'; i--) {
        if (name.data[i - 1] == '.') return false;
    }
    return true;
}

static bool respond_index(DevServer *server, NetConn *conn, Slice name, bool is_deep) {
    Bytes path;
    Slice page;
    bytes_init(&path, &server->scratch);
    bytes_format(&path, "%s/%S", server->options->folder, &name);
    bytes_push(&path, 0);
    const DevFile *made = server->has_good ? dev_result_file(&server->good, name) : NULL;
    if (os_file_read((const char *)path.data, PAGE_BYTES_MAX, &server->scratch, &page) == STATUS_OK)
        respond_page(server, conn, page, is_deep);
    else if (made)
        respond_page(server, conn, made->content, is_deep);
    else if (slice_equal(name, SLICE_LITERAL("index.html")))
        respond_page(server, conn, SLICE_LITERAL("<!doctype html>\n<title>Krait</title>\n"),
                     is_deep);
    else
        return false;
    return true;
}

static void respond_to(DevServer *server, NetConn *conn, Slice path) {
    u8 *text = arena_alloc(&server->scratch, path.len + 16);
    Slice name = slice_make(text, urlencoded_decode(path, false, text));
    if (name.len > 0) name = slice_from(name, 1);
    if (name.len == 0) name = SLICE_LITERAL("index.html");
    if (!is_public(name)) {
        respond_text(conn, 404, "not found\n");
        return;
    }
    if (slice_ends_with(name, SLICE_LITERAL(".html")) && respond_index(server, conn, name, false))
        return;
    const DevFile *made = server->has_good ? dev_result_file(&server->good, name) : NULL;
    if (made) {
        respond(conn, 200, type_of(name), made->content);
        return;
    }
    if (is_of_installation(name) && respond_file(server, conn, server->options->web_folder, name))
        return;
    if (respond_file(server, conn, server->options->folder, name)) return;
    if (slice_equal(name, SLICE_LITERAL("favicon.ico")))
        respond(conn, 204, "image/x-icon", (Slice){0});
    else if (!is_route(name) || !respond_index(server, conn, SLICE_LITERAL("index.html"), true))
        respond_text(conn, 404, "not found\n");
}

// A page of another site may not listen: its Origin is not the host that it asks.
static bool is_own_page(const NetRequest *request) {
    Slice origin = {0}, host = {0};
    for (u32 i = 0; i < request->head->field_count; i++) {
        const HttpField *field = &request->head->fields[i];
        Slice name = http_head_name(request->input, field);
        if (slice_equal(name, SLICE_LITERAL("origin")))
            origin = http_head_value(request->input, field);
        if (slice_equal(name, SLICE_LITERAL("host"))) host = http_head_value(request->input, field);
    }
    static const Slice scheme = {(const u8 *)"http://", 7};
    return origin.len == 0 ||
           (slice_starts_with(origin, scheme) && slice_equal(slice_from(origin, scheme.len), host));
}

static void accept_page(DevServer *server, NetConn *conn, const NetRequest *request) {
    if (!is_own_page(request)) {
        respond_text(conn, 403, "not from this page\n");
        return;
    }
    if (server->page_count == DEV_PAGES_MAX) {
        respond_text(conn, 503, "too many pages\n");
        return;
    }
    if (net_ws_accept(conn, NULL, 0) != STATUS_OK) {
        respond_text(conn, 400, "this is for WebSockets\n");
        return;
    }
    server->pages[server->page_count++] = conn;
    Bytes text;
    bytes_init(&text, &server->scratch);
    dev_state_text(server, &text);
    Status status = net_ws_send(conn, WS_TEXT, bytes_slice(&text));
    (void)status;
}

void dev_on_request(void *context, NetConn *conn, const NetRequest *request) {
    DevServer *server = context;
    HttpMethod method = request->head->method;
    Slice path = http_span(request->input, request->head->path);
    if (method != HTTP_METHOD_GET && method != HTTP_METHOD_HEAD)
        respond_text(conn, 405, "GET and HEAD only\n");
    else if (slice_equal(path, SLICE_LITERAL("/krait-dev.socket")))
        accept_page(server, conn, request);
    else
        respond_to(server, conn, path);
    arena_reset(&server->scratch, (ArenaMark){0});
}

// {"painted": ms}: from the save to the frame that shows it.
void dev_on_message(void *context, NetConn *conn, const WsStep *piece) {
    DevServer *server = context;
    (void)conn;
    if (!piece->is_first || !piece->is_last || piece->data.len > MESSAGE_BYTES_MAX) return;
    JsonReader reader = json_reader(&server->scratch, piece->data);
    JsonValue value;
    Slice name;
    if (!json_value(&reader, &value) || value.kind != JSON_OBJECT) return;
    while (json_member(&reader, &name)) {
        if (!json_value(&reader, &value)) return;
        if (slice_equal(name, SLICE_LITERAL("painted")) && value.kind == JSON_NUMBER)
            dev_note(server, "painted %S ms after the save", &value.text);
        else if (value.kind == JSON_ARRAY || value.kind == JSON_OBJECT)
            return;
    }
}

void dev_on_ws_close(void *context, NetConn *conn, u32 code, Slice reason) {
    DevServer *server = context;
    (void)code, (void)reason;
    for (u32 i = 0; i < server->page_count; i++) {
        if (server->pages[i] == conn) server->pages[i--] = server->pages[--server->page_count];
    }
}
