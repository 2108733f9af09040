// server/net/net_priv.h — what the files of this room share about loops and connections.
#pragma once

#include "base/atomic.h"
#include "os/poll.h"
#include "os/socket.h"
#include "server/net/net_loop.h"
#include "server/net/timer_wheel.h"
#include "server/net/ws_deflate.h"

enum {
    NET_TICK_MS = 100,
    NET_INPUT_BYTES = 64 * 1024,  // of the loop's own buffers
    NET_OUTPUT_BYTES = 64 * 1024,
    NET_LISTENERS_MAX = 8,
    NET_FIELDS_BYTES_MAX = 32 * 1024,  // of an answer's head
    NET_OWN_FIELDS_BYTES_MAX = 8 * 1024,
};

// Bytes received: [base, keep) is the head of the request that is open, [at, len) is not looked at
// yet.
typedef struct {
    u8 *data;  // the loop's, or owned
    u32 capacity, base, keep, at, len;
} NetInput;

// Bytes to send: [at, len).
typedef struct {
    u8 *data;  // owned; NULL: nothing waits
    usize capacity, at, len;
} NetOutput;

typedef enum { NET_LISTENER, NET_CONN, NET_WATCH } NetKind;

struct NetConn {
    NetKind kind;  // first in both, see NetListener
    int fd;
    NetLoop *loop;
    NetConn *next, *previous;  // of the open ones, or the next free one
    NetConn *next_resumed;
    Timer timer;
    u64 deadline_tick;  // the timer may be set earlier, and is set anew then
    HttpConn http;
    HttpHead *head;  // of the request that is open: the loop's, or owned
    NetInput input;
    NetOutput output;
    WsConn *ws;            // owned
    WsInflater *inflater;  // owned, while a compressed message comes in parts
    u64 inflated_bytes;    // of that message
    u32 utf8_state;        // the same
    void *state, *kept;
    i64 begin_ns;      // of the open request
    u64 answer_bytes;  // of its body
    u16 status;        // of its answer
    i64 body_mark_ns;  // since when, and since how many bytes, the body's rate counts
    u64 body_mark_bytes;
    int file;  // -1: none
    u64 file_at, file_left;
    bool is_open;
    bool is_readable;  // the kernel may have more
    bool has_request;  // on_request was called and the answer is not ended
    bool has_ended;    // the peer sends no more
    bool is_paused;
    bool is_closing;       // once all is sent
    bool is_lingering;     // all is sent: what still comes is thrown away
    bool is_resumed;       // in the loop's list
    bool was_full;         // on_writable is owed
    bool is_broken;        // sending failed
    bool is_ws_closed;     // a close frame was sent
    bool is_pinged;        // and has said nothing since
    bool is_closing_told;  // on_ws_close was called
    bool is_deflate;       // permessage-deflate was agreed on
};

typedef struct {
    NetKind kind;
    int fd;
    NetLoop *loop;
} NetListener;

// A descriptor of somebody else.
typedef struct NetWatch {
    NetKind kind;
    int fd;  // -1: no longer watched
    struct NetWatch *next_dead;
} NetWatch;

struct NetLoop {
    NetLimits limits;
    NetHandler handler;
    OsPoll *poll;
    TimerWheel wheel;
    i64 start_ns, now_ns;
    u64 tick;
    i64 real_s, date_second;
    u8 date[HTTP_DATE_BYTES];
    u8 *fields;  // owned: of every answer, as they are sent
    usize fields_bytes;
    bool has_no_date;
    NetListener listeners[NET_LISTENERS_MAX];
    u32 listener_count;
    NetWatch **watches;  // by descriptor
    u32 watch_capacity;
    NetWatch *dead_watches;  // freed when no event of this turn can name them
    bool is_refusing;        // no descriptor left: listeners are not watched for a while
    bool is_stopping;
    AtomicU32 stop_requested;
    u64 drain_tick;
    NetConn *free_conns, *open_conns, *resumed;
    void *slabs;  // list of allocations
    NetTotals totals;
    NetConn *current;  // whose bytes are in the loop's own buffers
    HttpHead *head;
    NetOutput output;      // of `current`
    WsDeflater *deflater;  // NULL until needed, as is the next
    WsInflater *inflater;
    u8 *input;
};

// net_conn.c
void conn_open(NetLoop *loop, int fd);
void conn_event(NetConn *conn, u32 events);
void conn_resumed(NetConn *conn);  // goes on with what waited; frees it where it was closed
void conn_timer(NetConn *conn);
void conn_close(NetConn *conn);   // frees it; whoever waits is told before
void conn_resume(NetConn *conn);  // process it once more, soon
void conn_deadline(NetConn *conn, u32 timeout_ms);
void conn_drain(NetConn *conn);

// net_output.c
// Sent or copied. False: no memory, or the connection is broken.
bool output_push(NetConn *conn, Slice bytes);
bool output_flush(NetConn *conn);
usize output_unsent(const NetConn *conn);
void output_writable(NetConn *conn);
void output_free(NetConn *conn);

// net_respond.c
void respond_error(NetConn *conn, u32 status);  // a plain answer, then the end
void respond_told(NetConn *conn, u32 status);   // the open request is answered, or given up
void respond_writable(NetConn *conn);           // tells the handler, if it waits
void respond_own_fields(NetLoop *loop, HttpOutput *output);

// net_ws.c
void ws_process(NetConn *conn);
void ws_gone(NetConn *conn);
bool ws_timer(NetConn *conn);  // false: the connection is over
