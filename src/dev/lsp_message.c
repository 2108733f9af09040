// What an editor says, one message at a time.
#include "dev/lsp_server_priv.h"
#include "os/clock.h"
#include "os/stream.h"
#include "server/http/urlencoded.h"

#include <string.h>

typedef struct {
    Slice method, id;  // `id` as JSON; empty: a notification
    usize params;      // where they begin; 0: none
} Message;

// -- out

void lsp_send(LspServer *server, Slice body) {
    Bytes frame;
    bytes_init(&frame, &server->scratch);
    bytes_format(&frame, "Content-Length: %U\r\n\r\n%S", (u64)body.len, &body);
    // An editor that is gone reads nothing; the end of the input tells of it.
    if (os_stream_write(1, bytes_slice(&frame)) != STATUS_OK) server->is_over = true;
}

void lsp_answer(LspServer *server, Slice id, Slice result) {
    Bytes body;
    bytes_init(&body, &server->scratch);
    bytes_format(&body, "{\"jsonrpc\":\"2.0\",\"id\":%S,\"result\":%S}", &id, &result);
    lsp_send(server, bytes_slice(&body));
}

void lsp_fail(LspServer *server, Slice id, i32 code, const char *message) {
    Bytes body;
    bytes_init(&body, &server->scratch);
    Slice shown = id.len > 0 ? id : SLICE_LITERAL("null");
    bytes_format(
        &body, "{\"jsonrpc\":\"2.0\",\"id\":%S,\"error\":{\"code\":%d,\"message\":", &shown, code);
    json_push_text(&body, slice_of_text(message));
    bytes_text(&body, "}}");
    lsp_send(server, bytes_slice(&body));
}

void lsp_publish(LspServer *server, Slice uri, const i64 *version, Slice items) {
    Bytes body;
    bytes_init(&body, &server->scratch);
    bytes_text(&body, "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/publishDiagnostics\","
                      "\"params\":{\"uri\":");
    json_push_text(&body, uri);
    if (version) bytes_format(&body, ",\"version\":%D", *version);
    bytes_text(&body, ",\"diagnostics\":[");
    if (items.len > 0) items.len--;  // the last comma
    bytes_format(&body, "%S]}}", &items);
    lsp_send(server, bytes_slice(&body));
}

void lsp_push_range(Bytes *out, LspRange range) {
    bytes_format(
        out, "{\"start\":{\"line\":%u,\"character\":%u},\"end\":{\"line\":%u,\"character\":%u}}",
        range.start.line, range.start.column, range.end.line, range.end.column);
}

void lsp_push_uri(Bytes *out, Slice path) {
    bytes_text(out, "\"file://");
    for (usize i = 0; i < path.len; i++) {
        u8 c = path.data[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || memchr("/-_.~", c, 5);
        if (!is_plain) bytes_text(out, c < 16 ? "%0" : "%");
        if (is_plain)
            bytes_push(out, c);
        else
            bytes_hex(out, c);
    }
    bytes_push(out, '"');
}

// -- documents

LspDocument *lsp_document(const LspServer *server, Slice uri) {
    for (u32 i = 0; i < server->documents.count; i++) {
        if (slice_equal(server->documents.items[i]->uri, uri)) return server->documents.items[i];
    }
    return NULL;
}

static const char *path_of(Arena *arena, Slice uri) {
    static const Slice scheme = {(const u8 *)"file://", 7};
    if (!slice_starts_with(uri, scheme)) return arena_text(arena, uri.data, uri.len);
    u8 *text = arena_alloc(arena, uri.len + 16);
    usize len = urlencoded_decode(slice_from(uri, scheme.len), false, text);
    return arena_text(arena, text, len);
}

// The document anew, in an arena of its own: the old one goes with all it held.
static void fill(LspDocument *document, Slice uri, Slice language, Slice text, i64 version) {
    LspDocument made = {
        .version = version, .needs_check = true, .has_problems = document->has_problems};
    arena_init(&made.arena, arena_source_default());
    made.uri = slice_make(arena_copy(&made.arena, uri.data, uri.len), uri.len);
    made.language = slice_make(arena_copy(&made.arena, language.data, language.len), language.len);
    made.text = slice_make(arena_text(&made.arena, text.data, text.len), text.len);
    made.path = path_of(&made.arena, uri);
    if (document->path) arena_deinit(&document->arena);
    *document = made;
}

static void edited(LspServer *server, LspDocument *document) {
    server->edited_ns = os_clock_monotonic_ns();
    lsp_job_edited(server, document->uri);
    // What imports it may have other problems now.
    for (u32 i = 0; i < server->documents.count; i++)
        server->documents.items[i]->needs_check = true;
}

// -- reading

static JsonReader reader_at(LspServer *server, const JsonReader *reader, usize at) {
    JsonReader made = json_reader(&server->scratch, reader->source);
    made.at = at;
    return made;
}

// Where a member's value begins, or 0. `at`: of the object.
static usize member_at(LspServer *server, const JsonReader *source, usize at, const char *wanted) {
    if (at == 0) return 0;
    JsonReader reader = reader_at(server, source, at);
    JsonValue value;
    Slice name;
    usize found = 0;
    if (!json_value(&reader, &value) || value.kind != JSON_OBJECT) return 0;
    while (json_member(&reader, &name)) {
        JsonReader start = reader;
        if (slice_equal(name, slice_of_text(wanted)) && json_value(&start, &value))
            found = value.at;
        json_skip(&reader);
    }
    return found;
}

static bool text_at(LspServer *server, const JsonReader *source, usize at, Slice *text) {
    if (at == 0) return false;
    JsonReader reader = reader_at(server, source, at);
    JsonValue value;
    if (!json_value(&reader, &value) || value.kind != JSON_TEXT) return false;
    *text = value.text;
    return true;
}

static bool number_at(LspServer *server, const JsonReader *source, usize at, i64 *number) {
    if (at == 0) return false;
    JsonReader reader = reader_at(server, source, at);
    JsonValue value;
    if (!json_value(&reader, &value) || value.kind != JSON_NUMBER || value.text.len > 15)
        return false;
    *number = 0;
    for (usize i = 0; i < value.text.len; i++) {
        u8 c = value.text.data[i];
        if (c == '-' && i == 0) continue;
        if (c < '0' || c > '9') return false;
        *number = *number * 10 + (c - '0');
    }
    if (value.text.data[0] == '-') *number = -*number;
    return true;
}

static bool position_at(LspServer *server, const JsonReader *source, usize at,
                        LspPosition *position) {
    i64 line, column;
    if (!number_at(server, source, member_at(server, source, at, "line"), &line) ||
        !number_at(server, source, member_at(server, source, at, "character"), &column))
        return false;
    if (line < 0 || column < 0 || line > INT32_MAX || column > INT32_MAX) return false;
    *position = (LspPosition){(u32)line, (u32)column};
    return true;
}

// -- methods

typedef struct {
    LspServer *server;
    const JsonReader *reader;
    usize params, document;  // places of the parameters and of their `textDocument`; 0: none
    Slice id, uri;
} Call;

static usize param(const Call *call, const char *name) {
    return member_at(call->server, call->reader, call->params, name);
}

static bool on_initialize(const Call *call) {
    LspServer *server = call->server;
    Bytes result;
    bytes_init(&result, &server->scratch);
    bytes_text(&result, "{\"capabilities\":{\"positionEncoding\":\"utf-16\","
                        "\"textDocumentSync\":{\"openClose\":true,\"change\":2,\"save\":true},"
                        "\"hoverProvider\":true,\"definitionProvider\":true,"
                        "\"documentFormattingProvider\":true},"
                        "\"serverInfo\":{\"name\":\"krait\",\"version\":");
    json_push_text(&result, slice_of_text(server->version));
    bytes_text(&result, "}}");
    server->is_initialized = true;
    lsp_answer(server, call->id, bytes_slice(&result));
    return true;
}

static bool on_shutdown(const Call *call) {
    call->server->is_shut_down = true;
    lsp_answer(call->server, call->id, SLICE_LITERAL("null"));
    return true;
}

static bool on_exit_now(const Call *call) {
    call->server->is_over = true;
    return true;
}

static bool on_nothing(const Call *call) {
    (void)call;
    return true;
}

static bool on_open(const Call *call) {
    LspServer *server = call->server;
    Slice text, language = {0};
    i64 version = 0;
    if (call->uri.len == 0 ||
        !text_at(server, call->reader, member_at(server, call->reader, call->document, "text"),
                 &text))
        return false;
    text_at(server, call->reader, member_at(server, call->reader, call->document, "languageId"),
            &language);
    number_at(server, call->reader, member_at(server, call->reader, call->document, "version"),
              &version);
    LspDocument *document = lsp_document(server, call->uri);
    if (!document) {
        document = ARENA_NEW(&server->arena, LspDocument);
        *VEC_PUSH(&server->arena, &server->documents) = document;
    }
    fill(document, call->uri, language, text, version);
    edited(server, document);
    return true;
}

// One change: of a range, or of all.
static bool apply(const Call *call, JsonReader *reader, LspDocument *document, i64 version) {
    LspServer *server = call->server;
    JsonReader start = *reader;
    JsonValue value;
    Slice text;
    if (!json_value(&start, &value)) return false;
    usize change = value.at;
    json_skip(reader);
    if (!text_at(server, call->reader, member_at(server, call->reader, change, "text"), &text))
        return false;
    Bytes made;
    bytes_init(&made, &server->scratch);
    usize range_at = member_at(server, call->reader, change, "range");
    LspRange range;
    if (range_at == 0) {
        bytes_append(&made, text);
    } else {
        usize from = member_at(server, call->reader, range_at, "start");
        usize to = member_at(server, call->reader, range_at, "end");
        if (!position_at(server, call->reader, from, &range.start) ||
            !position_at(server, call->reader, to, &range.end))
            return false;
        lsp_text_replace(&made, document->text, range, text);
    }
    if (made.len > LSP_DOCUMENT_BYTES_MAX) return false;
    fill(document, document->uri, document->language, bytes_slice(&made), version);
    return true;
}

static bool on_change(const Call *call) {
    LspServer *server = call->server;
    LspDocument *document = lsp_document(server, call->uri);
    usize changes = param(call, "contentChanges");
    if (!document || changes == 0) return false;
    i64 version = document->version;
    number_at(server, call->reader, member_at(server, call->reader, call->document, "version"),
              &version);
    JsonReader reader = reader_at(server, call->reader, changes);
    JsonValue value;
    if (!json_value(&reader, &value) || value.kind != JSON_ARRAY) return false;
    bool is_good = true;
    while (json_item(&reader) && is_good) is_good = apply(call, &reader, document, version);
    edited(server, document);
    return is_good;
}

static bool on_close(const Call *call) {
    LspServer *server = call->server;
    LspDocuments *documents = &server->documents;
    for (u32 i = 0; i < documents->count; i++) {
        LspDocument *document = documents->items[i];
        if (!slice_equal(document->uri, call->uri)) continue;
        edited(server, document);
        if (document->has_problems) lsp_publish(server, call->uri, NULL, (Slice){0});
        arena_deinit(&document->arena);
        *document = (LspDocument){0};
        documents->items[i] = documents->items[--documents->count];
        return true;
    }
    return false;
}

static bool add_job(const Call *call, LspJobKind kind) {
    LspPosition position;
    if (!lsp_document(call->server, call->uri) ||
        !position_at(call->server, call->reader, param(call, "position"), &position))
        return false;
    lsp_job_add(call->server,
                &(LspJob){.kind = kind, .id = call->id, .uri = call->uri, .position = position});
    return true;
}

static bool on_hover(const Call *call) {
    return add_job(call, LSP_JOB_HOVER);
}

static bool on_definition(const Call *call) {
    return add_job(call, LSP_JOB_DEFINITION);
}

static bool on_format(const Call *call) {
    LspServer *server = call->server;
    LspDocument *document = lsp_document(server, call->uri);
    if (!document) return false;
    const LspLanguage *language = server->language;
    const char *problem = "cannot be laid out";
    Bytes after, result;
    bytes_init(&after, &server->scratch);
    bytes_init(&result, &server->scratch);
    if (!language->format(language->context, &server->scratch, document, &after, &problem)) {
        lsp_fail(server, call->id, LSP_FAILED, problem);
        return true;
    }
    LspRange range;
    Slice by;
    bytes_push(&result, '[');
    if (lsp_text_difference(document->text, bytes_slice(&after), &range, &by)) {
        bytes_text(&result, "{\"range\":");
        lsp_push_range(&result, range);
        bytes_text(&result, ",\"newText\":");
        json_push_text(&result, by);
        bytes_push(&result, '}');
    }
    bytes_push(&result, ']');
    lsp_answer(server, call->id, bytes_slice(&result));
    return true;
}

static Slice raw_at(LspServer *server, const JsonReader *source, usize at) {
    JsonReader reader = reader_at(server, source, at);
    json_skip(&reader);
    return slice_range(source->source, at, reader.at);
}

static bool on_cancel(const Call *call) {
    usize at = param(call, "id");
    if (at == 0) return false;
    lsp_job_cancel(call->server, raw_at(call->server, call->reader, at));
    return true;
}

static const struct {
    const char *name;
    bool is_request;
    bool (*run)(const Call *call);
} methods[] = {
    {"initialize", true, on_initialize},
    {"shutdown", true, on_shutdown},
    {"exit", false, on_exit_now},
    {"initialized", false, on_nothing},
    {"textDocument/didOpen", false, on_open},
    {"textDocument/didChange", false, on_change},
    {"textDocument/didClose", false, on_close},
    {"textDocument/didSave", false, on_nothing},
    {"textDocument/hover", true, on_hover},
    {"textDocument/definition", true, on_definition},
    {"textDocument/formatting", true, on_format},
    {"$/cancelRequest", false, on_cancel},
};

static void dispatch(LspServer *server, const JsonReader *reader, const Message *message) {
    Call call = {server, reader, message->params, 0, message->id, {0}};
    bool is_request = message->id.len > 0;
    bool is_exit = slice_equal(message->method, SLICE_LITERAL("exit"));
    bool is_start = slice_equal(message->method, SLICE_LITERAL("initialize"));
    if (!is_exit && server->is_shut_down) {
        if (is_request) lsp_fail(server, call.id, LSP_INVALID_REQUEST, "the server is shut down");
        return;
    }
    if (!is_exit && server->is_initialized == is_start) {
        if (is_request && is_start)
            lsp_fail(server, call.id, LSP_INVALID_REQUEST, "initialize comes once");
        else if (is_request)
            lsp_fail(server, call.id, LSP_NOT_INITIALIZED, "initialize comes first");
        return;
    }
    call.document = param(&call, "textDocument");
    text_at(server, reader, member_at(server, reader, call.document, "uri"), &call.uri);
    for (usize i = 0; i < COUNT_OF(methods); i++) {
        if (!slice_equal(message->method, slice_of_text(methods[i].name))) continue;
        if (methods[i].is_request != is_request) break;
        if (!methods[i].run(&call) && is_request)
            lsp_fail(server, call.id, LSP_INVALID_PARAMS,
                     "the parameters make no sense, or the document is not open");
        return;
    }
    if (is_request)
        lsp_fail(server, call.id, LSP_METHOD_NOT_FOUND, "this server has no such method");
}

void lsp_receive(LspServer *server, Slice body) {
    JsonReader reader = json_reader(&server->scratch, body);
    JsonValue value;
    Slice name;
    Message message = {0};
    bool is_object = json_value(&reader, &value) && value.kind == JSON_OBJECT;
    bool is_id_good = true, has_method = false;
    while (is_object && json_member(&reader, &name)) {
        JsonReader start = reader;
        if (!json_value(&start, &value)) break;
        if (slice_equal(name, SLICE_LITERAL("method")) && value.kind == JSON_TEXT) {
            message.method = value.text;
            has_method = true;
        } else if (slice_equal(name, SLICE_LITERAL("id"))) {
            message.id = raw_at(server, &reader, value.at);
            is_id_good = value.kind == JSON_TEXT || value.kind == JSON_NUMBER;
        } else if (slice_equal(name, SLICE_LITERAL("params"))) {
            message.params = value.at;
        }
        json_skip(&reader);
    }
    if (is_object) json_end(&reader);
    if (reader.error)
        lsp_fail(server, (Slice){0}, LSP_PARSE_ERROR, reader.error);
    else if (!is_object || !is_id_good)
        lsp_fail(server, (Slice){0}, LSP_INVALID_REQUEST, "a message is an object with a method");
    else if (has_method)
        dispatch(server, &reader, &message);
    // Else it answers something that we never asked.
}
