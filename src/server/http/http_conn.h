// server/http/http_conn.h — one HTTP/1 connection as a state machine that does no I/O.
//
//   The loop receives bytes and calls http_conn_step with all that it holds, again and again, until
//   HTTP_CONN_READ (receive more) or HTTP_CONN_CLOSE (send what there is, then close).
//
//   event              meaning                                     answer
//   HTTP_CONN_REQUEST  a head is complete; a body may follow       http_conn_respond, now or later
//   HTTP_CONN_BODY     some bytes of its body                      -
//   HTTP_CONN_BODY_END the body is complete (also an empty one)    -
//   HTTP_CONN_WAIT     pipelined input, but no answer yet          step again after the answer
//   HTTP_CONN_ERROR    the peer sent nonsense: `error`             send that status, then close
//   HTTP_CONN_UPGRADE  the input is no HTTP any more               by whoever upgraded
//
// One request at a time: the next is not looked at before the last one's body and answer are done.
// Answers are begun and ended here, which decides how they are framed and whether the
// connection lives on; the caller writes the bytes with http_output.
#pragma once

#include "server/http/http_body.h"
#include "server/http/http_output.h"

typedef enum {
    HTTP_CONN_READ,
    HTTP_CONN_REQUEST,
    HTTP_CONN_BODY,
    HTTP_CONN_BODY_END,
    HTTP_CONN_WAIT,
    HTTP_CONN_ERROR,
    HTTP_CONN_UPGRADE,
    HTTP_CONN_CLOSE,
} HttpConnEvent;

// How an answer is framed; the caller writes what the name says.
typedef enum {
    HTTP_FRAMING_NONE,     // no body and no length: 1xx, 204, 304
    HTTP_FRAMING_LENGTH,   // Content-Length
    HTTP_FRAMING_CHUNKED,  // Transfer-Encoding: chunked
    HTTP_FRAMING_CLOSE,    // until the connection ends (HTTP/1.0)
} HttpFraming;

enum { HTTP_LENGTH_UNKNOWN = -1 };

// A zeroed HttpConn is ready for its first byte.
typedef struct {
    u8 request_state;
    u8 response_state;
    HttpFraming framing;
    bool is_head;        // the request was HEAD: no body bytes in the answer
    bool is_persistent;  // after this answer
    bool is_draining;    // no further request: the server stops
    bool may_continue;   // 100 Continue is expected and not yet sent
    bool is_upgrade;     // the request asked for it
    u8 minor_version;
    u64 response_left;  // of a Content-Length
    HttpBody body;
    HttpError error;
} HttpConn;

// What a step found.
typedef struct {
    HttpConnEvent event;
    usize used;  // bytes at the start of the input that the connection is done with. Those of a
                 // head stay needed by whoever reads the head.
    Slice data;  // HTTP_CONN_BODY: in the input
} HttpStep;

HttpStep http_conn_step(HttpConn *conn, HttpHead *head, u8 *input, usize len,
                        const HttpLimits *limits);

// The client waits for 100 Continue before it sends the body: true once, and only before an answer
// has begun; then send http_continue_text.
bool http_conn_continue(HttpConn *conn);
extern const Slice http_continue_text;

// Begins the final answer. `content_bytes`: of the body, or HTTP_LENGTH_UNKNOWN. After it,
// `is_persistent` says whether to write "connection: close". `wants_close`: the application said
// so.
HttpFraming http_conn_respond(HttpConn *conn, u32 status, i64 content_bytes, bool wants_close);

// Whether the answer's body bytes go out at all: not for HEAD, 204 and 304.
bool http_conn_has_body(const HttpConn *conn);

// Body bytes of the answer that are about to be sent. False: more than was promised; nothing may
// be sent.
NODISCARD bool http_conn_body_out(HttpConn *conn, u64 byte_count);

// Ends the answer. False: fewer bytes than promised were sent: the connection must be cut off.
NODISCARD bool http_conn_respond_end(HttpConn *conn);

// The answer was 101 to a request without body: from now on the input is another protocol's, and
// the body's end is not told.
void http_conn_upgrade(HttpConn *conn);

// No request after the current one. True: none is open and the connection can be closed now.
bool http_conn_drain(HttpConn *conn);
bool http_conn_is_answered(const HttpConn *conn);  // the answer to the last request has begun
bool http_conn_is_idle(const HttpConn *conn);      // between requests, with none begun
