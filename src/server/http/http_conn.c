#include "server/http/http_conn.h"

#include "base/check.h"

const Slice http_continue_text = {(const u8 *)"HTTP/1.1 100 Continue\r\n\r\n", 25};

typedef enum {
    REQUEST_HEAD,
    REQUEST_BODY,
    REQUEST_DONE,
    REQUEST_FAILED,
    REQUEST_OTHER
} RequestState;
typedef enum { RESPONSE_NONE, RESPONSE_OPEN, RESPONSE_DONE } ResponseState;

static HttpStep step_make(HttpConnEvent event, usize used) {
    return (HttpStep){.event = event, .used = used};
}

static HttpStep fail(HttpConn *conn, HttpError error, usize used) {
    conn->request_state = REQUEST_FAILED;
    conn->is_persistent = false;
    conn->error = error;
    return step_make(HTTP_CONN_ERROR, used);
}

static HttpStep head_step(HttpConn *conn, HttpHead *head, u8 *input, usize len,
                          const HttpLimits *limits) {
    if (conn->is_draining && len == 0) return step_make(HTTP_CONN_CLOSE, 0);
    if (len == 0) return step_make(HTTP_CONN_READ, 0);
    switch (http_head_parse(head, input, len, limits)) {
    case HTTP_PARSE_MORE: return step_make(HTTP_CONN_READ, 0);
    case HTTP_PARSE_FAILED: return fail(conn, head->error, 0);
    case HTTP_PARSE_DONE: break;
    }
    if (head->content_bytes > limits->body_bytes_max)
        return fail(conn, (HttpError){413, "a body that is too long"}, 0);
    http_body_begin(&conn->body, head);
    conn->request_state = REQUEST_BODY;
    conn->response_state = RESPONSE_NONE;
    conn->is_head = head->method == HTTP_METHOD_HEAD;
    conn->is_persistent = head->is_persistent && !conn->is_draining;
    conn->minor_version = head->minor_version;
    conn->may_continue = head->expects_continue;
    conn->is_upgrade = head->is_upgrade;
    return step_make(HTTP_CONN_REQUEST, head->head_bytes);
}

static HttpStep body_step(HttpConn *conn, const u8 *input, usize len, const HttpLimits *limits) {
    HttpStep step = {0};
    switch (http_body_step(&conn->body, slice_make(input, len), limits, &step.used, &step.data)) {
    case HTTP_BODY_DATA: step.event = HTTP_CONN_BODY; return step;
    case HTTP_BODY_MORE: step.event = HTTP_CONN_READ; return step;
    case HTTP_BODY_FAILED: return fail(conn, conn->body.error, step.used);
    case HTTP_BODY_END: break;
    }
    conn->request_state = REQUEST_DONE;
    step.event = HTTP_CONN_BODY_END;
    return step;
}

HttpStep http_conn_step(HttpConn *conn, HttpHead *head, u8 *input, usize len,
                        const HttpLimits *limits) {
    switch (conn->request_state) {
    case REQUEST_HEAD: return head_step(conn, head, input, len, limits);
    case REQUEST_BODY: return body_step(conn, input, len, limits);
    case REQUEST_OTHER: return step_make(HTTP_CONN_UPGRADE, 0);
    case REQUEST_FAILED: return step_make(HTTP_CONN_CLOSE, len);
    default: break;
    }
    if (conn->response_state != RESPONSE_DONE) return step_make(HTTP_CONN_WAIT, 0);
    if (!conn->is_persistent || conn->is_draining) return step_make(HTTP_CONN_CLOSE, len);
    conn->request_state = REQUEST_HEAD;
    conn->response_state = RESPONSE_NONE;
    http_head_reset(head);
    return head_step(conn, head, input, len, limits);
}

bool http_conn_continue(HttpConn *conn) {
    bool is_wanted = conn->may_continue && conn->request_state == REQUEST_BODY &&
                     conn->response_state == RESPONSE_NONE && conn->body.total == 0;
    conn->may_continue = false;
    return is_wanted;
}

HttpFraming http_conn_respond(HttpConn *conn, u32 status, i64 content_bytes, bool wants_close) {
    CHECK(conn->response_state == RESPONSE_NONE && conn->request_state != REQUEST_HEAD);
    conn->response_state = RESPONSE_OPEN;
    if (wants_close) conn->is_persistent = false;
    // A client that waits for 100 Continue and gets an answer may send the body or not: where the
    // next request starts is not known.
    if (conn->may_continue && conn->request_state == REQUEST_BODY) conn->is_persistent = false;
    conn->response_left = 0;
    if (status < 200 || status == 204 || status == 304) {
        conn->framing = HTTP_FRAMING_NONE;
    } else if (content_bytes >= 0) {
        conn->framing = HTTP_FRAMING_LENGTH;
        conn->response_left = (u64)content_bytes;
    } else if (conn->minor_version == 0) {
        conn->framing = HTTP_FRAMING_CLOSE;
        conn->is_persistent = false;
    } else {
        conn->framing = HTTP_FRAMING_CHUNKED;
    }
    return conn->framing;
}

bool http_conn_has_body(const HttpConn *conn) {
    return !conn->is_head && conn->framing != HTTP_FRAMING_NONE;
}

bool http_conn_body_out(HttpConn *conn, u64 byte_count) {
    CHECK(conn->response_state == RESPONSE_OPEN);
    if (conn->framing == HTTP_FRAMING_NONE) return byte_count == 0;
    if (conn->framing != HTTP_FRAMING_LENGTH) return true;
    if (byte_count > conn->response_left) return false;
    conn->response_left -= byte_count;
    return true;
}

bool http_conn_respond_end(HttpConn *conn) {
    CHECK(conn->response_state == RESPONSE_OPEN);
    conn->response_state = RESPONSE_DONE;
    bool is_short =
        conn->framing == HTTP_FRAMING_LENGTH && conn->response_left > 0 && !conn->is_head;
    if (is_short) conn->is_persistent = false;
    return !is_short;
}

void http_conn_upgrade(HttpConn *conn) {
    CHECK(conn->response_state == RESPONSE_NONE && http_body_is_done(&conn->body));
    CHECK(conn->request_state == REQUEST_BODY || conn->request_state == REQUEST_DONE);
    conn->request_state = REQUEST_OTHER;
    conn->response_state = RESPONSE_DONE;
    conn->is_persistent = false;
}

bool http_conn_is_answered(const HttpConn *conn) {
    return conn->response_state != RESPONSE_NONE;
}

bool http_conn_is_idle(const HttpConn *conn) {
    bool is_answered = conn->request_state == REQUEST_DONE && conn->response_state == RESPONSE_DONE;
    return conn->request_state == REQUEST_HEAD || is_answered;
}

bool http_conn_drain(HttpConn *conn) {
    conn->is_draining = true;
    return http_conn_is_idle(conn);
}
