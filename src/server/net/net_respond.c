#include "server/net/net_priv.h"

#include "base/check.h"

#include <string.h>

typedef struct {
    i64 content_bytes;
    bool wants_close, has_date, is_invalid;
} FieldsFound;

static i64 length_read(Slice value) {
    i64 bytes = 0;
    if (value.len == 0 || value.len > HTTP_CONTENT_BYTES_MAX_DIGITS) return -1;
    for (usize i = 0; i < value.len; i++) {
        if (value.data[i] < '0' || value.data[i] > '9') return -1;
        bytes = bytes * 10 + value.data[i] - '0';
    }
    return bytes;
}

// Framing is ours: the application's word on it is heard, but not sent.
static bool is_framing(const NetField *field, FieldsFound *found) {
    switch (field->name.len) {
    case 4:
        if (http_text_is(field->name, SLICE_LITERAL("date"))) found->has_date = true;
        return false;
    case 10:
        if (!http_text_is(field->name, SLICE_LITERAL("connection"))) {
            return http_text_is(field->name, SLICE_LITERAL("keep-alive"));
        }
        if (http_text_is(field->value, SLICE_LITERAL("close"))) found->wants_close = true;
        // The answer to an upgrade needs it.
        return !http_text_is(field->value, SLICE_LITERAL("upgrade"));
    case 14:
        if (!http_text_is(field->name, SLICE_LITERAL("content-length"))) return false;
        found->content_bytes = length_read(field->value);
        if (found->content_bytes < 0) found->is_invalid = true;
        return true;
    case 17: return http_text_is(field->name, SLICE_LITERAL("transfer-encoding"));
    default: return false;
    }
}

static void date_write(NetLoop *loop, HttpOutput *output) {
    if (loop->has_no_date) return;
    i64 second = net_loop_time(loop);
    if (second != loop->date_second) {
        http_date_write(second, loop->date);
        loop->date_second = second;
    }
    http_output_bytes(output, SLICE_LITERAL("date: "));
    http_output_bytes(output, slice_make(loop->date, HTTP_DATE_BYTES));
    http_output_bytes(output, SLICE_LITERAL("\r\n"));
}

void respond_own_fields(NetLoop *loop, HttpOutput *output) {
    if (loop->fields_bytes > 0)
        http_output_bytes(output, slice_make(loop->fields, loop->fields_bytes));
}

static Status gone(NetConn *conn) {
    // Whoever sends may be in the middle of anything: the connection goes when the loop is back.
    conn->is_closing = true;
    conn_resume(conn);
    return STATUS_PEER_DEAD;
}

static Status pushed(NetConn *conn, bool is_pushed) {
    if (!is_pushed) return gone(conn);
    if (output_unsent(conn) <= conn->loop->limits.output_bytes_max) return STATUS_OK;
    conn->was_full = true;
    return STATUS_FULL;
}

Status net_respond_begin(NetConn *conn, u32 status, const NetField *fields, usize field_count,
                         i64 content_bytes) {
    u8 memory[NET_FIELDS_BYTES_MAX];
    if (!conn->is_open || conn->is_broken || !conn->has_request) return STATUS_PEER_DEAD;
    if (status < 200 || status > 599) return STATUS_INVALID;
    HttpOutput output = http_output_make(memory, sizeof(memory));
    FieldsFound found = {.content_bytes = content_bytes};
    http_output_status(&output, status);
    for (usize i = 0; i < field_count; i++) {
        if (is_framing(&fields[i], &found)) continue;
        http_output_field(&output, fields[i].name, fields[i].value);
    }
    if (output.is_invalid || found.is_invalid) return STATUS_INVALID;
    conn->status = (u16)status;
    respond_own_fields(conn->loop, &output);
    if (!found.has_date) date_write(conn->loop, &output);

    HttpFraming framing = http_conn_respond(&conn->http, status, found.content_bytes,
                                            found.wants_close || conn->loop->is_stopping);
    if (framing == HTTP_FRAMING_LENGTH) http_output_length(&output, (u64)found.content_bytes);
    if (framing == HTTP_FRAMING_CHUNKED) http_output_chunked(&output);
    if (!conn->http.is_persistent) {
        http_output_bytes(&output, SLICE_LITERAL("connection: close\r\n"));
    } else if (conn->http.minor_version == 0) {
        http_output_bytes(&output, SLICE_LITERAL("connection: keep-alive\r\n"));
    }
    http_output_end(&output);
    if (output.is_full) {
        // The answer has begun for the states; there is nothing right to send any more.
        conn->is_broken = true;
        return gone(conn);
    }
    return pushed(conn, output_push(conn, slice_make(memory, output.len)));
}

Status net_respond_write(NetConn *conn, Slice data) {
    if (!conn->is_open || conn->is_broken || !conn->has_request) return STATUS_PEER_DEAD;
    if (!http_conn_body_out(&conn->http, data.len)) return STATUS_INVALID;
    if (data.len == 0 || !http_conn_has_body(&conn->http)) return STATUS_OK;
    conn->answer_bytes += data.len;
    if (conn->http.framing != HTTP_FRAMING_CHUNKED) return pushed(conn, output_push(conn, data));
    u8 line[HTTP_CHUNK_LINE_BYTES];
    HttpOutput output = http_output_make(line, sizeof(line));
    http_output_chunk(&output, data.len);
    return pushed(conn, output_push(conn, slice_make(line, output.len)) &&
                            output_push(conn, data) && output_push(conn, SLICE_LITERAL("\r\n")));
}

void respond_told(NetConn *conn, u32 status) {
    const NetHandler *handler = &conn->loop->handler;
    if (!handler->on_answered) return;
    NetRequest request;
    bool is_known = net_conn_request(conn, &request);
    handler->on_answered(handler->context, conn, is_known ? &request : NULL, status);
}

static void request_end(NetConn *conn) {
    respond_told(conn, conn->status);
    conn->has_request = false;
    conn->state = NULL;
    conn->loop->totals.requests++;
    conn_resume(conn);
}

Status net_respond_end(NetConn *conn) {
    if (!conn->is_open || conn->is_broken || !conn->has_request) return STATUS_PEER_DEAD;
    bool is_pushed = true;
    if (conn->http.framing == HTTP_FRAMING_CHUNKED && http_conn_has_body(&conn->http))
        is_pushed = output_push(conn, SLICE_LITERAL("0\r\n\r\n"));
    bool is_whole = http_conn_respond_end(&conn->http);
    request_end(conn);
    if (!is_whole) conn->is_broken = true;
    if (!is_pushed || !is_whole) {
        Status status = gone(conn);
        return is_whole ? status : STATUS_INVALID;
    }
    return STATUS_OK;
}

Status net_respond(NetConn *conn, u32 status, const NetField *fields, usize field_count,
                   Slice body) {
    Status result = net_respond_begin(conn, status, fields, field_count, (i64)body.len);
    if (result != STATUS_OK && result != STATUS_FULL) return result;
    result = net_respond_write(conn, body);
    if (result == STATUS_PEER_DEAD) return result;
    Status end = net_respond_end(conn);
    return end != STATUS_OK ? end : result;
}

Status net_respond_file(NetConn *conn, int fd, u64 offset, u64 byte_count) {
    bool is_usable = conn->is_open && !conn->is_broken && conn->has_request;
    bool is_fitting = is_usable && conn->http.framing == HTTP_FRAMING_LENGTH &&
                      conn->http.response_left == byte_count;
    if (!is_fitting) {
        os_socket_close(fd);
        return is_usable ? STATUS_INVALID : STATUS_PEER_DEAD;
    }
    bool has_body = http_conn_has_body(&conn->http) && byte_count > 0;
    CHECK(http_conn_body_out(&conn->http, byte_count) && http_conn_respond_end(&conn->http));
    if (has_body) {
        conn->answer_bytes += byte_count;
        if (!output_flush(conn)) {
            os_socket_close(fd);
            return gone(conn);
        }
        conn->file = fd;
        conn->file_at = offset;
        conn->file_left = byte_count;
        output_writable(conn);
    } else {
        os_socket_close(fd);
    }
    request_end(conn);
    return conn->is_broken ? gone(conn) : STATUS_OK;
}

void respond_error(NetConn *conn, u32 status) {
    u8 memory[NET_OWN_FIELDS_BYTES_MAX + 512];
    HttpOutput output = http_output_make(memory, sizeof(memory));
    Slice text = http_status_text(status);
    http_output_status(&output, status);
    http_output_field(&output, SLICE_LITERAL("content-type"), SLICE_LITERAL("text/plain"));
    respond_own_fields(conn->loop, &output);
    date_write(conn->loop, &output);
    http_output_length(&output, text.len);
    http_output_bytes(&output, SLICE_LITERAL("connection: close\r\n\r\n"));
    http_output_bytes(&output, text);
    output_push(conn, slice_make(memory, output.len));
    conn->is_closing = true;
    const NetHandler *handler = &conn->loop->handler;
    if (handler->on_answered) handler->on_answered(handler->context, conn, NULL, status);
}

void respond_writable(NetConn *conn) {
    if (!conn->was_full || output_unsent(conn) > conn->loop->limits.output_bytes_max / 2) return;
    conn->was_full = false;
    NetLoop *loop = conn->loop;
    if (loop->handler.on_writable) loop->handler.on_writable(loop->handler.context, conn);
}
