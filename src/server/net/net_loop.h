// server/net/net_loop.h — one thread's event loop: listeners, connections, timeouts; HTTP/1 and
// WebSocket in, answers out.
//
// One loop per thread, with its own epoll and its own listeners (SO_REUSEPORT); nothing is shared
// between loops. Every call is made on the loop's thread, but for net_loop_wake and net_loop_stop.
//
// An idle connection holds a NetConn from a slab and no buffer. Bytes are received into a buffer of
// the loop; only an incomplete request, a request being answered and unsent output hold one of
// their own. Answers to pipelined requests are gathered and sent together.
#pragma once

#include "base/status.h"
#include "server/http/http_conn.h"
#include "server/http/ws_conn.h"

typedef struct NetLoop NetLoop;
typedef struct NetConn NetConn;

typedef struct {
    HttpLimits http;
    u32 connections_max;    // more are accepted and closed
    u32 header_timeout_ms;  // for a whole head, from its first byte
    u32 body_timeout_ms;    // without any byte of a body
    u32 body_rate_min;      // bytes per second that a body must have after that time; 0: any
    u32 idle_timeout_ms;    // between requests
    u32 write_timeout_ms;   // without the peer taking a byte
    u32 drain_timeout_ms;   // after net_loop_stop: then open connections are cut off
    u32 drain_idle_ms;      // and so long idle connections may still send one request; 0: none
    u32 output_bytes_max;   // unsent, above which net_respond_write answers STATUS_FULL
    u32 pipeline_max;       // requests answered before the loop looks at other connections
    u32 ws_ping_ms;         // a WebSocket silent for so long is pinged; 0: never
    u32 ws_pong_ms;         // and closed after so much more silence
    WsLimits ws;            // is_deflate: agree on permessage-deflate where it is offered
    u32 deflate_bytes_min;  // shorter messages are sent as they are
} NetLimits;

NetLimits net_limits_default(void);

typedef struct {
    const HttpHead *head;
    const u8 *input;  // what the head's offsets count from
} NetRequest;

typedef struct {
    void *context;
    // A head is complete. The answer may be given now or later; body bytes come by on_body. The
    // request stays where it is only until this returns: see net_conn_request.
    void (*on_request)(void *context, NetConn *conn, const NetRequest *request);
    // `is_last` comes exactly once per request, perhaps without data. NULL: bodies are dropped.
    void (*on_body)(void *context, NetConn *conn, Slice data, bool is_last);
    // The unsent output fell below half of output_bytes_max. May be NULL.
    void (*on_writable)(void *context, NetConn *conn);
    // A WebSocket's data, in pieces; and its end (once; also where the connection broke: 1006).
    void (*on_message)(void *context, NetConn *conn, const WsStep *piece);
    void (*on_ws_close)(void *context, NetConn *conn, u32 code, Slice reason);
    // The peer is gone while a request is unanswered. The connection must not be used any more.
    void (*on_gone)(void *context, NetConn *conn);
    // A stop has begun: told for each request that is open.
    void (*on_drain)(void *context, NetConn *conn);
    // An answer is complete, or `request` is NULL: an error was answered. For logs and counters.
    void (*on_answered)(void *context, NetConn *conn, const NetRequest *request, u32 status);
    // The connection ends: the last moment for what net_conn_keep keeps.
    void (*on_close)(void *context, NetConn *conn);
    // Something happened to a descriptor given to net_loop_watch; OS_POLL_*.
    void (*on_watch)(void *context, int fd, u32 events);
    // Around waiting, where a lock may be given up; after net_loop_wake; all may be NULL.
    void (*before_wait)(void *context);
    void (*after_wait)(void *context);
    void (*on_wake)(void *context);
} NetHandler;

NODISCARD Status net_loop_new(const NetLimits *limits, const NetHandler *handler, NetLoop **loop);
void net_loop_free(NetLoop *loop);

typedef struct {
    Slice name, value;
} NetField;

// Fields that every answer has besides its own, and whether it has a date. Before net_loop_listen.
// STATUS_INVALID: they may not be sent.
NODISCARD Status net_loop_set_fields(NetLoop *loop, const NetField *fields, usize field_count,
                                     bool has_date);

// Listens; `fd` of net_loop_adopt is a listening socket that the loop closes at its end. `port` 0:
// any; then `*port` says which.
NODISCARD Status net_loop_listen(NetLoop *loop, const char *host, u16 *port);
NODISCARD Status net_loop_listen_unix(NetLoop *loop, const char *path, u32 mode);
NODISCARD Status net_loop_adopt(NetLoop *loop, int fd);

// Waits for a descriptor of somebody else together with ours, who hears of it by on_watch.
// `events`: OS_POLL_IN and OUT; 0: no longer. Level-triggered.
NODISCARD Status net_loop_watch(NetLoop *loop, int fd, u32 events);

// Runs until stopped and drained. net_loop_turn: one wait of at most timeout_ms (-1: no limit) and
// what it brought; for who drives the loop together with another (asyncio).
NODISCARD Status net_loop_run(NetLoop *loop);
NODISCARD Status net_loop_turn(NetLoop *loop, i32 timeout_ms);

// For another loop that drives this one: readable while a turn has something to do, and the time
// after which a turn is due in any case; -1: none.
int net_loop_fd(const NetLoop *loop);
i32 net_loop_due_ms(const NetLoop *loop);

// Before net_loop_stop, on the loop's thread.
void net_loop_set_drain(NetLoop *loop, u32 timeout_ms, u32 idle_ms);
void net_loop_wake(NetLoop *loop);  // any thread, any signal handler
void net_loop_stop(NetLoop *loop);  // the same: no new connections, open requests are finished
bool net_loop_is_done(const NetLoop *loop);  // stopped, and no connection is left
i64 net_loop_time(const NetLoop *loop);      // seconds since 1970, as of this turn

typedef struct {
    u64 accepted, refused, requests, bytes_in, bytes_out, timeouts, errors;
    u32 open;
} NetTotals;

NetTotals net_loop_totals(const NetLoop *loop);

// ---- Answers. STATUS_PEER_DEAD: the connection is gone, on_gone was or will be called.

// The whole answer at once; all of it is copied, or sent before this returns.
NODISCARD Status net_respond(NetConn *conn, u32 status, const NetField *fields, usize field_count,
                             Slice body);

// In parts. `content_bytes`: HTTP_LENGTH_UNKNOWN for chunks. STATUS_FULL: written, and the caller
// should wait for on_writable. STATUS_INVALID: fields or lengths that may not be sent.
NODISCARD Status net_respond_begin(NetConn *conn, u32 status, const NetField *fields,
                                   usize field_count, i64 content_bytes);
NODISCARD Status net_respond_write(NetConn *conn, Slice data);
NODISCARD Status net_respond_end(NetConn *conn);

// After net_respond_begin: sends a part of a file and ends the answer. The loop closes `fd`.
NODISCARD Status net_respond_file(NetConn *conn, int fd, u64 offset, u64 byte_count);

// Answers a request for a WebSocket with 101. STATUS_INVALID: it is no such request.
NODISCARD Status net_ws_accept(NetConn *conn, const NetField *fields, usize field_count);
NODISCARD Status net_ws_send(NetConn *conn, WsOpcode opcode, Slice data);
NODISCARD Status net_ws_close(NetConn *conn, u32 code, Slice reason);

// The request that is being answered, where it is now: other calls of the loop may move it. False:
// the connection has none.
bool net_conn_request(const NetConn *conn, NetRequest *request);

// Cuts the connection off, whatever is open; on_gone is not called.
void net_conn_abort(NetConn *conn);

// Reading stops: the body, or messages, come slower than they are sent.
void net_conn_pause(NetConn *conn, bool is_paused);

// A place for the handler's own state of the request or WebSocket; NULL at first.
void net_conn_set_state(NetConn *conn, void *state);
void *net_conn_state(const NetConn *conn);

// A place for what the handler knows about the connection, for its whole life; NULL at first.
void net_conn_keep(NetConn *conn, void *kept);
void *net_conn_kept(const NetConn *conn);
i64 net_conn_begin_ns(const NetConn *conn);      // when the turn with the open request's head began
u64 net_conn_answer_bytes(const NetConn *conn);  // of the body sent so far

enum { NET_ADDRESS_BYTES = 64 };

// Text of the peer's address, and its port; "" and 0 for a Unix socket.
Slice net_conn_peer(NetConn *conn, u8 text[NET_ADDRESS_BYTES], u16 *port);
Slice net_conn_local(NetConn *conn, u8 text[NET_ADDRESS_BYTES], u16 *port);
