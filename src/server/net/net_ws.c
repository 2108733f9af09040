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
    Slice extension;
    NetRequest request;
    bool is_deflate =
        conn->loop->limits.ws.is_deflate && net_conn_request(conn, &request) &&
        ws_deflate_accept(field_value(&request, HTTP_FIELD_SEC_WEBSOCKET_EXTENSIONS), &extension);
    if (is_deflate)
        http_output_field(&output, SLICE_LITERAL("sec-websocket-extensions"), extension);
    respond_own_fields(conn->loop, &output);
    http_output_end(&output);
    if (output.is_invalid || output.is_full) return STATUS_INVALID;
    WsConn *ws = calloc(1, sizeof(*ws));
    if (!ws) return STATUS_NO_MEMORY;
    conn->ws = ws;
    conn->is_deflate = is_deflate;
    respond_told(conn, 101);
    conn->has_request = false;
    conn->loop->totals.requests++;
    http_conn_upgrade(&conn->http);
    if (conn->loop->limits.ws_ping_ms > 0) conn_deadline(conn, conn->loop->limits.ws_ping_ms);
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

typedef struct {
    NetConn *conn;
    WsOpcode opcode;  // of the next frame
} DeflatedMessage;

static bool deflated_give(void *context, Slice piece, bool is_last) {
    DeflatedMessage *message = context;
    u8 header[WS_HEADER_BYTES_MAX];
    bool is_first = message->opcode != WS_CONTINUATION;
    usize header_bytes = ws_header_write(header, message->opcode, is_last, is_first, piece.len);
    message->opcode = WS_CONTINUATION;
    return output_push(message->conn, slice_make(header, header_bytes)) &&
           output_push(message->conn, piece);
}

static Status deflated_send(NetConn *conn, WsOpcode opcode, Slice data) {
    NetLoop *loop = conn->loop;
    Status status = loop->deflater ? STATUS_OK : ws_deflater_new(&loop->deflater);
    if (status != STATUS_OK) return frame_send(conn, opcode, data);
    DeflatedMessage message = {conn, opcode};
    if (!ws_deflate(loop->deflater, data, deflated_give, &message)) {
        conn_resume(conn);
        return STATUS_PEER_DEAD;
    }
    if (output_unsent(conn) <= loop->limits.output_bytes_max) return STATUS_OK;
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
    if (conn->is_deflate && !is_control && data.len >= conn->loop->limits.deflate_bytes_min)
        return deflated_send(conn, opcode, data);
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
    conn->is_closing = conn->is_closing_told = true;
    if (handler->on_ws_close) handler->on_ws_close(handler->context, conn, code, reason);
}

// The inflater of the message that `step` is a part of: the loop's if it is all of it.
static WsInflater *inflater_find(NetConn *conn, const WsStep *step) {
    NetLoop *loop = conn->loop;
    if (conn->inflater) return conn->inflater;
    bool is_whole = step->is_first && step->is_last;
    WsInflater **place = is_whole ? &loop->inflater : &conn->inflater;
    if (!*place && ws_inflater_new(place) != STATUS_OK) return NULL;
    return *place;
}

static bool piece_is_good(NetConn *conn, const WsStep *piece, u32 *code) {
    conn->inflated_bytes += piece->data.len;
    *code = WS_CODE_TOO_BIG;
    if (conn->inflated_bytes > conn->loop->limits.ws.message_bytes_max) return false;
    *code = WS_CODE_INVALID_DATA;
    if (piece->opcode != WS_TEXT) return true;
    return ws_utf8_check(&conn->utf8_state, piece->data) &&
           !(piece->is_last && conn->utf8_state != 0);
}

// Inflates a part of a message and tells it in pieces. Returns 0 or the code to close with.
static u32 inflated_tell(NetConn *conn, const WsStep *step) {
    const NetHandler *handler = &conn->loop->handler;
    WsInflater *inflater = inflater_find(conn, step);
    if (!inflater) return WS_CODE_INTERNAL_ERROR;
    if (step->is_first) {
        ws_inflate_begin(inflater);
        conn->inflated_bytes = conn->utf8_state = 0;
    }
    ws_inflate_push(inflater, step->data, step->is_last);
    WsStep piece = *step;
    piece.is_compressed = false;
    WsInflateStep found;
    u32 code;
    do {
        found = ws_inflate_step(inflater, &piece.data);
        if (found == WS_INFLATE_FAILED) return WS_CODE_INVALID_DATA;
        piece.is_last = step->is_last && found == WS_INFLATE_MORE;
        piece.is_first = conn->inflated_bytes == 0;
        if (!piece_is_good(conn, &piece, &code)) return code;
        bool is_told = piece.data.len > 0 || piece.is_last;
        if (is_told && handler->on_message) handler->on_message(handler->context, conn, &piece);
    } while (found == WS_INFLATE_DATA && conn->is_open && !conn->is_broken);
    if (step->is_last && conn->inflater) {
        ws_inflater_free(conn->inflater);
        conn->inflater = NULL;
    }
    return 0;
}

static void data_tell(NetConn *conn, const WsStep *step) {
    const NetHandler *handler = &conn->loop->handler;
    if (conn->is_ws_closed) return;
    if (!step->is_compressed) {
        if (handler->on_message) handler->on_message(handler->context, conn, step);
        return;
    }
    u32 code = inflated_tell(conn, step);
    if (code == 0 || conn->is_ws_closed) return;
    conn->loop->totals.errors++;
    Status ignored = close_send(conn, code, (Slice){0});
    (void)ignored;
    closed_tell(conn, code, (Slice){0});
}

void ws_process(NetConn *conn) {
    NetLoop *loop = conn->loop;
    NetInput *input = &conn->input;
    WsLimits limits = loop->limits.ws;
    limits.is_deflate = conn->is_deflate;
    while (conn->is_open && conn->ws && !conn->is_closing && !conn->is_broken && !conn->is_paused) {
        WsStep step =
            ws_conn_step(conn->ws, input->data + input->at, input->len - input->at, &limits);
        input->at += (u32)step.used;
        Status ignored = STATUS_OK;
        switch (step.event) {
        case WS_EVENT_MORE: return;
        case WS_EVENT_DATA: data_tell(conn, &step); break;
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

bool ws_timer(NetConn *conn) {
    const NetLimits *limits = &conn->loop->limits;
    if (conn->is_ws_closed) return false;  // and the peer did not answer that
    if (limits->ws_ping_ms == 0 || conn->is_paused) {
        conn_deadline(conn, limits->idle_timeout_ms);
        return true;
    }
    if (conn->is_pinged) return false;
    conn->is_pinged = true;
    if (frame_send(conn, WS_PING, (Slice){0}) == STATUS_PEER_DEAD) return false;
    conn_deadline(conn, limits->ws_pong_ms);
    return true;
}

void ws_gone(NetConn *conn) {
    const NetHandler *handler = &conn->loop->handler;
    // After a close frame of the peer the handler knows already.
    if (conn->ws->is_closed || conn->is_closing_told || !handler->on_ws_close) return;
    handler->on_ws_close(handler->context, conn, WS_CODE_ABNORMAL, (Slice){0});
}
