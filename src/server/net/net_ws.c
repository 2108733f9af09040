#include "server/net/net_priv.h"

#include <stdlib.h>
#include <string.h>

static bool has_token(Slice list, Slice lower) {
    Slice element;
    while (http_list_next(&list, &element)) {
        if (http_text_is(element, lower)) return true;
    }
    return false;
}

static Slice field_value(const NetRequest *request, HttpFieldId id) {
    const HttpField *field = http_head_find(request->head, id);
    return field ? http_head_value(request->input, field) : (Slice){0};
}

static bool accept_key(const NetConn *conn, u8 accept[WS_ACCEPT_BYTES]) {
    NetRequest request;
    if (!net_conn_request(conn, &request)) return false;
    Slice version = field_value(&request, HTTP_FIELD_SEC_WEBSOCKET_VERSION);
    return request.head->is_upgrade && request.head->method == HTTP_METHOD_GET &&
           has_token(field_value(&request, HTTP_FIELD_UPGRADE), SLICE_LITERAL("websocket")) &&
           slice_equal(version, SLICE_LITERAL("13")) && http_body_is_done(&conn->http.body) &&
           ws_accept(field_value(&request, HTTP_FIELD_SEC_WEBSOCKET_KEY), accept);
}

Status net_ws_accept(NetConn *conn, const NetField *fields, usize field_count) {
    u8 accept[WS_ACCEPT_BYTES], memory[NET_FIELDS_BYTES_MAX];
    if (!conn->is_open || conn->is_broken || !conn->has_request) return STATUS_PEER_DEAD;
    if (!accept_key(conn, accept) || http_conn_is_answered(&conn->http)) return STATUS_INVALID;
    HttpOutput output = http_output_make(memory, sizeof(memory));
    http_output_status(&output, 101);
    http_output_field(&output, SLICE_LITERAL("upgrade"), SLICE_LITERAL("websocket"));
    http_output_field(&output, SLICE_LITERAL("connection"), SLICE_LITERAL("Upgrade"));
    http_output_field(&output, SLICE_LITERAL("sec-websocket-accept"),
                      slice_make(accept, sizeof(accept)));
    for (usize i = 0; i < field_count; i++)
        http_output_field(&output, fields[i].name, fields[i].value);
    http_output_end(&output);
    if (output.is_invalid || output.is_full) return STATUS_INVALID;
    WsConn *ws = calloc(1, sizeof(*ws));
    if (!ws) return STATUS_NO_MEMORY;
    conn->ws = ws;
    conn->has_request = false;
    conn->loop->totals.requests++;
    http_conn_upgrade(&conn->http);
    if (!output_push(conn, slice_make(memory, output.len))) conn->is_broken = true;
    conn_resume(conn);
    return STATUS_OK;
}

static Status frame_send(NetConn *conn, WsOpcode opcode, Slice data) {
    u8 header[WS_HEADER_BYTES_MAX];
    usize header_bytes = ws_header_write(header, opcode, true, false, data.len);
    if (!output_push(conn, slice_make(header, header_bytes)) || !output_push(conn, data)) {
        conn_resume(conn);
        return STATUS_PEER_DEAD;
    }
    if (output_unsent(conn) <= conn->loop->limits.output_bytes_max) return STATUS_OK;
    conn->was_full = true;
    return STATUS_FULL;
}

static bool is_usable(const NetConn *conn) {
    return conn->is_open && conn->ws && !conn->is_broken && !conn->is_ws_closed;
}

Status net_ws_send(NetConn *conn, WsOpcode opcode, Slice data) {
    if (!is_usable(conn)) return STATUS_PEER_DEAD;
    bool is_control = opcode == WS_PING || opcode == WS_PONG;
    if (!is_control && opcode != WS_TEXT && opcode != WS_BINARY) return STATUS_INVALID;
    if (is_control && data.len > WS_CONTROL_BYTES_MAX) return STATUS_INVALID;
    return frame_send(conn, opcode, data);
}

static Status close_send(NetConn *conn, u32 code, Slice reason) {
    u8 payload[WS_CONTROL_BYTES_MAX];
    usize len = 0;
    if (code != WS_CODE_NO_STATUS) {
        payload[0] = (u8)(code >> 8);
        payload[1] = (u8)code;
        memcpy(payload + 2, reason.data ? reason.data : payload, reason.len);
        len = 2 + reason.len;
    }
    conn->is_ws_closed = true;
    return frame_send(conn, WS_CLOSE, slice_make(payload, len));
}

Status net_ws_close(NetConn *conn, u32 code, Slice reason) {
    if (!is_usable(conn)) return STATUS_PEER_DEAD;
    if (code != WS_CODE_NO_STATUS && !ws_code_is_valid(code)) return STATUS_INVALID;
    if (reason.len > WS_CONTROL_BYTES_MAX - 2) return STATUS_INVALID;
    Status status = close_send(conn, code, reason);
    // The peer answers with its own close frame, or is not waited for long.
    conn_deadline(conn, conn->loop->limits.header_timeout_ms);
    return status == STATUS_FULL ? STATUS_OK : status;
}

static void closed_tell(NetConn *conn, u32 code, Slice reason) {
    const NetHandler *handler = &conn->loop->handler;
    conn->is_closing = true;
    if (handler->on_ws_close) handler->on_ws_close(handler->context, conn, code, reason);
}

void ws_process(NetConn *conn) {
    NetLoop *loop = conn->loop;
    NetInput *input = &conn->input;
    while (conn->is_open && conn->ws && !conn->is_closing && !conn->is_broken && !conn->is_paused) {
        WsStep step = ws_conn_step(conn->ws, input->data + input->at, input->len - input->at,
                                   &loop->limits.ws);
        input->at += (u32)step.used;
        Status ignored = STATUS_OK;
        switch (step.event) {
        case WS_EVENT_MORE: return;
        case WS_EVENT_DATA:
            if (loop->handler.on_message && !conn->is_ws_closed)
                loop->handler.on_message(loop->handler.context, conn, &step);
            break;
        case WS_EVENT_PING:
            if (!conn->is_ws_closed) ignored = frame_send(conn, WS_PONG, step.data);
            break;
        case WS_EVENT_PONG: break;
        case WS_EVENT_CLOSE:
            if (!conn->is_ws_closed) ignored = close_send(conn, step.code, step.data);
            closed_tell(conn, step.code, step.data);
            break;
        case WS_EVENT_FAILED:
            loop->totals.errors++;
            if (!conn->is_ws_closed) ignored = close_send(conn, step.code, (Slice){0});
            closed_tell(conn, step.code, (Slice){0});
            break;
        }
        (void)ignored;
    }
}

void ws_gone(NetConn *conn) {
    const NetHandler *handler = &conn->loop->handler;
    // After a close frame of the peer the handler knows already.
    if (conn->ws->is_closed || !handler->on_ws_close) return;
    handler->on_ws_close(handler->context, conn, WS_CODE_ABNORMAL, (Slice){0});
}
