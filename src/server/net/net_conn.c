#include "server/net/net_priv.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

enum { SLAB_CONNS = 128, LINGER_MS = 1000, INPUT_MIN_BYTES = 4096, BODY_INPUT_BYTES = 32 * 1024 };

typedef struct Slab {
    struct Slab *next;
    NetConn conns[SLAB_CONNS];
} Slab;

static bool slab_grow(NetLoop *loop) {
    Slab *slab = calloc(1, sizeof(*slab));
    if (!slab) return false;
    slab->next = loop->slabs;
    loop->slabs = slab;
    for (u32 i = SLAB_CONNS; i-- > 0;) {
        slab->conns[i].next = loop->free_conns;
        loop->free_conns = &slab->conns[i];
    }
    return true;
}

void conn_open(NetLoop *loop, int fd) {
    if (loop->totals.open >= loop->limits.connections_max ||
        (!loop->free_conns && !slab_grow(loop))) {
        loop->totals.refused++;
        os_socket_close(fd);
        return;
    }
    NetConn *conn = loop->free_conns;
    loop->free_conns = conn->next;
    *conn = (NetConn){.kind = NET_CONN, .fd = fd, .loop = loop, .file = -1, .is_open = true};
    if (os_poll_add(loop->poll, fd, OS_POLL_IN | OS_POLL_OUT | OS_POLL_EDGE, conn) != STATUS_OK) {
        conn->next = loop->free_conns;
        loop->free_conns = conn;
        loop->totals.refused++;
        os_socket_close(fd);
        return;
    }
    conn->next = loop->open_conns;
    if (conn->next) conn->next->previous = conn;
    loop->open_conns = conn;
    loop->totals.accepted++;
    loop->totals.open++;
    conn_deadline(conn, loop->limits.header_timeout_ms);
}

// The timer is moved only when it must ring earlier: else it looks at the deadline when it rings.
void conn_deadline(NetConn *conn, u32 timeout_ms) {
    u64 due = conn->loop->tick + timeout_ms / NET_TICK_MS + 1;
    conn->deadline_tick = due;
    if (!timer_is_set(&conn->timer) || conn->timer.due_tick > due)
        timer_set(&conn->loop->wheel, &conn->timer, due);
}

void conn_resume(NetConn *conn) {
    // Whoever is at work on it now goes on anyway.
    if (conn->is_resumed || !conn->is_open || conn->loop->current == conn) return;
    conn->is_resumed = true;
    conn->next_resumed = conn->loop->resumed;
    conn->loop->resumed = conn;
}

static void input_free(NetConn *conn) {
    if (conn->input.data && conn->input.data != conn->loop->input) free(conn->input.data);
    conn->input = (NetInput){0};
}

static void head_free(NetConn *conn) {
    if (conn->head && conn->head != conn->loop->head) free(conn->head);
    conn->head = NULL;
}

void conn_close(NetConn *conn) {
    if (!conn->is_open) return;
    NetLoop *loop = conn->loop;
    conn->is_open = false;
    if (conn->ws) {
        ws_gone(conn);
    } else if (conn->has_request && loop->handler.on_gone) {
        loop->handler.on_gone(loop->handler.context, conn);
    }
    if (loop->handler.on_close) loop->handler.on_close(loop->handler.context, conn);
    timer_cancel(&loop->wheel, &conn->timer);
    output_free(conn);
    if (loop->current == conn) {
        loop->current = NULL;
        loop->output.len = 0;
    }
    input_free(conn);
    head_free(conn);
    free(conn->ws);
    conn->ws = NULL;
    ws_inflater_free(conn->inflater);
    conn->inflater = NULL;
    os_socket_close(conn->fd);
    if (conn->previous) {
        conn->previous->next = conn->next;
    } else {
        loop->open_conns = conn->next;
    }
    if (conn->next) conn->next->previous = conn->previous;
    loop->totals.open--;
    // While it is in the list of the resumed, it cannot be used anew.
    if (conn->is_resumed) return;
    conn->next = loop->free_conns;
    loop->free_conns = conn;
}

void net_conn_abort(NetConn *conn) {
    if (conn->has_request) respond_told(conn, conn->status);
    conn->has_request = false;
    free(conn->ws);
    conn->ws = NULL;
    conn->is_broken = true;
    conn_resume(conn);
}

// ---- Input

// Room to receive into: the loop's buffer where nothing is kept, else one of the connection's own.
static bool input_room(NetConn *conn) {
    NetInput *input = &conn->input;
    if (!input->data) {
        *input = (NetInput){.data = conn->loop->input, .capacity = NET_INPUT_BYTES};
        return true;
    }
    u32 keep = conn->has_request ? input->keep - input->base : 0, rest = input->len - input->at;
    memmove(input->data, input->data + input->base, keep);
    memmove(input->data + keep, input->data + input->at, rest);
    input->base = 0;
    input->keep = input->at = keep;
    input->len = keep + rest;
    if (input->len < input->capacity && input->capacity - input->len >= INPUT_MIN_BYTES / 4)
        return true;
    u32 capacity = input->capacity * 2;
    if (conn->has_request && capacity < input->len + BODY_INPUT_BYTES)
        capacity = input->len + BODY_INPUT_BYTES;
    u8 *data = realloc(input->data, capacity);
    if (!data) return false;
    input->data = data;
    input->capacity = capacity;
    return true;
}

// What must outlive this turn moves from the loop's buffers to the connection's own.
static bool input_settle(NetConn *conn) {
    NetInput *input = &conn->input;
    NetLoop *loop = conn->loop;
    u32 rest = input->len - input->at;
    bool is_needed = rest > 0 || conn->has_request;
    if (!is_needed) {
        input_free(conn);
        head_free(conn);
        return true;
    }
    if (conn->head == loop->head) {
        HttpHead *own = malloc(sizeof(*own));
        if (!own) return false;
        memcpy(own, loop->head, offsetof(HttpHead, fields));
        memcpy(own->fields, loop->head->fields, loop->head->field_count * sizeof(HttpField));
        conn->head = own;
    }
    if (input->data != loop->input) return true;
    u32 keep = conn->has_request ? input->keep - input->base : 0;
    u32 capacity = keep + rest + INPUT_MIN_BYTES;
    u8 *data = malloc(capacity);
    if (!data) return false;
    memcpy(data, input->data + input->base, keep);
    memcpy(data + keep, input->data + input->at, rest);
    *input = (NetInput){
        .data = data, .capacity = capacity, .len = keep + rest, .at = keep, .keep = keep};
    return true;
}

static void request_begin(NetConn *conn, usize head_bytes) {
    NetLoop *loop = conn->loop;
    NetInput *input = &conn->input;
    input->base = input->at;
    input->keep = input->at = input->base + (u32)head_bytes;
    conn->has_request = true;
    conn->begin_ns = loop->now_ns;
    conn->answer_bytes = 0;
    conn->status = 0;
    conn->body_mark_ns = loop->now_ns;
    conn->body_mark_bytes = 0;
    conn_deadline(conn, loop->limits.body_timeout_ms);
    NetRequest request = {.head = conn->head, .input = input->data + input->base};
    loop->handler.on_request(loop->handler.context, conn, &request);
    if (conn->is_open && conn->has_request && http_conn_continue(&conn->http))
        output_push(conn, http_continue_text);
}

// The peer cannot be served: a plain answer where none has begun, then the end.
static void request_fail(NetConn *conn, u32 status) {
    NetLoop *loop = conn->loop;
    if (conn->has_request) {
        conn->has_request = false;
        if (loop->handler.on_gone) loop->handler.on_gone(loop->handler.context, conn);
    }
    if (!http_conn_is_answered(&conn->http)) {
        respond_error(conn, status);
    } else {
        conn->is_closing = true;
    }
}

// A byte now and then keeps a body's timeout away, but not this.
static bool body_is_slow(const NetConn *conn) {
    enum { NS_PER_MS = 1000000, MS_PER_S = 1000 };
    const NetLimits *limits = &conn->loop->limits;
    u64 ms = (u64)(conn->loop->now_ns - conn->body_mark_ns) / NS_PER_MS;
    u64 bytes = conn->http.body.total - conn->body_mark_bytes;
    return ms > limits->body_timeout_ms && bytes * MS_PER_S < limits->body_rate_min * ms;
}

static void body_give(NetConn *conn, Slice data, bool is_last) {
    NetLoop *loop = conn->loop;
    if (data.len > 0) conn_deadline(conn, loop->limits.body_timeout_ms);
    if (!is_last && body_is_slow(conn)) {
        loop->totals.timeouts++;
        request_fail(conn, 408);
        return;
    }
    // An answer given before the body's end: the rest of it is nobody's.
    if (!conn->has_request || !loop->handler.on_body) return;
    loop->handler.on_body(loop->handler.context, conn, data, is_last);
}

// Returns false when there is nothing more to do for now.
static bool step(NetConn *conn) {
    NetLoop *loop = conn->loop;
    NetInput *input = &conn->input;
    if (!conn->head) {
        conn->head = loop->head;
        http_head_reset(conn->head);
    }
    if (conn->is_paused && conn->has_request) return false;
    HttpStep found = http_conn_step(&conn->http, conn->head, input->data + input->at,
                                    input->len - input->at, &loop->limits.http);
    switch (found.event) {
    case HTTP_CONN_REQUEST: request_begin(conn, found.used); return true;
    case HTTP_CONN_BODY:
        input->at += (u32)found.used;
        body_give(conn, found.data, false);
        return true;
    case HTTP_CONN_BODY_END:
        input->at += (u32)found.used;
        body_give(conn, (Slice){0}, true);
        return true;
    case HTTP_CONN_READ: input->at += (u32)found.used; return false;
    case HTTP_CONN_WAIT: return false;
    case HTTP_CONN_ERROR:
        loop->totals.errors++;
        request_fail(conn, conn->http.error.status);
        return false;
    case HTTP_CONN_UPGRADE: ws_process(conn); return false;
    case HTTP_CONN_CLOSE: conn->is_closing = true; return false;
    }
    return false;
}

static bool is_unsent(const NetConn *conn) {
    return conn->output.len > conn->output.at || conn->file >= 0;
}

// Whoever sends on without end after ours is cut off.
static void lingering_read(NetConn *conn) {
    enum { READS_MAX = 64 };
    usize got = 0;
    Status status = STATUS_OK;
    for (u32 i = 0; i < READS_MAX && status == STATUS_OK; i++) {
        status = os_socket_receive(conn->fd, conn->loop->input, NET_INPUT_BYTES, &got);
        if (status == STATUS_OK && got == 0) break;
    }
    if (status != STATUS_BUSY) conn_close(conn);
}

// Ends the connection in the order that loses nothing: the peer may still be sending, and a close
// then would throw away the answer on its way.
static void finish(NetConn *conn) {
    if (conn->is_broken) {
        conn_close(conn);
        return;
    }
    if (!conn->is_closing || conn->is_lingering || is_unsent(conn)) return;
    if (conn->has_request || conn->has_ended) {
        conn_close(conn);
        return;
    }
    os_socket_end(conn->fd);
    conn->is_lingering = true;
    input_free(conn);
    head_free(conn);
    conn_deadline(conn, LINGER_MS);
    // What is here already will not be told again.
    if (conn->is_readable) lingering_read(conn);
}

static void process(NetConn *conn) {
    NetLoop *loop = conn->loop;
    CHECK(!loop->current);
    loop->current = conn;
    u64 before = loop->totals.requests;
    bool had_request = conn->has_request, has_more = false;
    while (conn->is_open && !conn->is_closing && !conn->is_broken && conn->file < 0) {
        if (conn->input.data == NULL) conn->input = (NetInput){.data = loop->input};
        if (!step(conn)) break;
        if (loop->totals.requests - before >= loop->limits.pipeline_max) {
            has_more = true;
            break;
        }
    }
    if (!conn->is_open) return;
    output_flush(conn);
    // A broken connection leaves its bytes behind: they are nobody else's.
    loop->output.len = 0;
    loop->current = NULL;
    if (has_more) conn_resume(conn);
    if (!input_settle(conn)) conn->is_broken = true;
    bool is_idle = !conn->has_request && !conn->input.data;
    if (is_idle && !conn->ws && !is_unsent(conn)) {
        conn_deadline(conn, loop->limits.idle_timeout_ms);
    } else if (had_request != conn->has_request && !conn->has_request && !is_unsent(conn)) {
        conn_deadline(conn, loop->limits.header_timeout_ms);
    }
    finish(conn);
}

static void receive(NetConn *conn) {
    NetLoop *loop = conn->loop;
    while (conn->is_open && conn->is_readable && !conn->is_closing && !conn->is_paused) {
        // A request that waits for its answer holds the following ones back, in the kernel.
        bool is_waiting = conn->has_request && http_body_is_done(&conn->http.body) && !conn->ws;
        if (is_waiting && conn->input.len > conn->input.at) return;
        if (!input_room(conn)) {
            conn->is_broken = true;
            break;
        }
        bool was_idle = conn->input.len == 0;
        NetInput *input = &conn->input;
        usize asked = input->capacity - input->len, got = 0;
        Status status = os_socket_receive(conn->fd, input->data + input->len, asked, &got);
        if (status == STATUS_BUSY) {
            conn->is_readable = false;
            if (input->data == loop->input) conn->input = (NetInput){0};
            return;
        }
        if (status != STATUS_OK || got == 0) {
            conn->has_ended = true;
            conn->is_closing = true;
            if (status != STATUS_OK) conn->is_broken = true;
            break;
        }
        input->len += (u32)got;
        loop->totals.bytes_in += got;
        if (got < asked && !conn->has_ended) conn->is_readable = false;
        if (was_idle && !conn->has_request && !conn->ws)
            conn_deadline(conn, loop->limits.header_timeout_ms);
        if (conn->ws && !conn->is_ws_closed) {
            conn->is_pinged = false;
            if (loop->limits.ws_ping_ms > 0) conn_deadline(conn, loop->limits.ws_ping_ms);
        }
        process(conn);
    }
    if (conn->is_open) finish(conn);
}

void conn_event(NetConn *conn, u32 events) {
    if (!conn->is_open) return;
    if (events & OS_POLL_OUT) {
        output_writable(conn);
        if (conn->is_open) respond_writable(conn);
    }
    if (!conn->is_open) return;
    if (events & OS_POLL_ENDED) conn->has_ended = true;
    if (events & (OS_POLL_IN | OS_POLL_ENDED)) conn->is_readable = true;
    if (conn->is_lingering) {
        lingering_read(conn);
        return;
    }
    finish(conn);
    if (conn->is_open && conn->is_readable) receive(conn);
}

void conn_resumed(NetConn *conn) {
    conn->is_resumed = false;
    if (!conn->is_open) {
        conn->next = conn->loop->free_conns;
        conn->loop->free_conns = conn;
        return;
    }
    process(conn);
    if (conn->is_open && conn->is_readable && !conn->is_lingering) receive(conn);
}

void net_conn_pause(NetConn *conn, bool is_paused) {
    conn->is_paused = is_paused;
    if (is_paused) return;
    if (conn->has_request) {
        conn_deadline(conn, conn->loop->limits.body_timeout_ms);
        conn->body_mark_ns = conn->loop->now_ns;
        conn->body_mark_bytes = conn->http.body.total;
    }
    conn_resume(conn);
}

void conn_timer(NetConn *conn) {
    NetLoop *loop = conn->loop;
    if (conn->deadline_tick > loop->tick) {
        timer_set(&loop->wheel, &conn->timer, conn->deadline_tick);
        return;
    }
    // The application may take its time; only peers are hurried.
    bool is_body_due =
        conn->has_request && !http_body_is_done(&conn->http.body) && !conn->is_paused;
    bool is_ours = conn->has_request && !is_body_due;
    if (conn->ws && !is_unsent(conn) && ws_timer(conn)) return;
    if (is_ours && !is_unsent(conn)) {
        conn_deadline(conn, loop->limits.idle_timeout_ms);
        return;
    }
    loop->totals.timeouts++;
    bool is_late = !conn->is_closing && !is_unsent(conn) && !http_conn_is_idle(&conn->http);
    bool is_slow_head = !conn->is_closing && conn->input.data && !conn->has_request;
    if ((is_late && !http_conn_is_answered(&conn->http)) || is_slow_head) {
        respond_error(conn, 408);
        conn->has_request = is_late && conn->has_request;
    }
    if (conn->is_open) conn_close(conn);
}

void conn_drain(NetConn *conn) {
    if (!conn->is_open || conn->ws) {
        if (conn->ws) {
            Status ignored = net_ws_close(conn, WS_CODE_GOING_AWAY, (Slice){0});
            (void)ignored;
        }
        return;
    }
    NetLoop *loop = conn->loop;
    bool is_between = !conn->input.data && !conn->has_request && !is_unsent(conn);
    // The next request may be on its way; its answer says that the connection ends.
    if (is_between && loop->limits.drain_idle_ms > 0 && http_conn_is_idle(&conn->http)) {
        conn_deadline(conn, loop->limits.drain_idle_ms);
        return;
    }
    bool is_idle = http_conn_drain(&conn->http) && is_between;
    if (is_idle) {
        conn_close(conn);
    } else if (conn->has_request && loop->handler.on_drain) {
        loop->handler.on_drain(loop->handler.context, conn);
    }
}

// ---- For handlers

bool net_conn_request(const NetConn *conn, NetRequest *request) {
    if (!conn->is_open || !conn->has_request) return false;
    *request = (NetRequest){.head = conn->head, .input = conn->input.data + conn->input.base};
    return true;
}

void net_conn_set_state(NetConn *conn, void *state) {
    conn->state = state;
}

void *net_conn_state(const NetConn *conn) {
    return conn->state;
}

static Slice address_give(const char *found, u8 text[NET_ADDRESS_BYTES]) {
    usize len = strlen(found);
    memcpy(text, found, len + 1);
    return slice_make(text, len);
}

void net_conn_keep(NetConn *conn, void *kept) {
    conn->kept = kept;
}

void *net_conn_kept(const NetConn *conn) {
    return conn->kept;
}

i64 net_conn_begin_ns(const NetConn *conn) {
    return conn->begin_ns;
}

u64 net_conn_answer_bytes(const NetConn *conn) {
    return conn->answer_bytes;
}

Slice net_conn_peer(NetConn *conn, u8 text[NET_ADDRESS_BYTES], u16 *port) {
    char found[OS_SOCKET_TEXT_BYTES];
    os_socket_peer(conn->fd, found, port);
    return address_give(found, text);
}

Slice net_conn_local(NetConn *conn, u8 text[NET_ADDRESS_BYTES], u16 *port) {
    char found[OS_SOCKET_TEXT_BYTES];
    os_socket_local(conn->fd, found, port);
    return address_give(found, text);
}
