#include "server/net/net_priv.h"

#include "base/check.h"
#include "os/clock.h"

#include <stdlib.h>
#include <string.h>

enum { EVENTS_MAX = 256, ACCEPTS_MAX = 64, NS_PER_MS = 1000000, NS_PER_S = 1000000000 };

NetLimits net_limits_default(void) {
    return (NetLimits){
        .http = http_limits_default(),
        .connections_max = 65536,
        .header_timeout_ms = 10000,
        .body_timeout_ms = 30000,
        .body_rate_min = 256,
        .idle_timeout_ms = 5000,
        .write_timeout_ms = 30000,
        .drain_timeout_ms = 30000,
        .output_bytes_max = 256 * 1024,
        .pipeline_max = 256,
        .ws_ping_ms = 20000,
        .ws_pong_ms = 20000,
        .ws = {.message_bytes_max = (u64)16 << 20, .fragment_count_max = 65536, .is_deflate = true},
        .deflate_bytes_min = 256};
}

// Pairs with net_loop_stop.
static u32 stop_flag(const NetLoop *loop) {
    return atomic_u32_load_acquire(&loop->stop_requested);
}

static void time_note(NetLoop *loop) {
    loop->now_ns = os_clock_monotonic_ns();
    u64 tick = (u64)(loop->now_ns - loop->start_ns) / ((u64)NET_TICK_MS * NS_PER_MS);
    // A tick late at most; one clock is enough for most turns.
    if (tick != loop->tick || loop->real_s == 0) loop->real_s = os_clock_real_ns() / NS_PER_S;
    loop->tick = tick;
}

Status net_loop_new(const NetLimits *limits, const NetHandler *handler, NetLoop **loop) {
    CHECK(handler->on_request);
    if (limits->http.head_bytes_max > NET_INPUT_BYTES ||
        limits->http.field_count_max > HTTP_FIELDS_MAX) {
        return STATUS_INVALID;
    }
    NetLoop *made = calloc(1, sizeof(*made));
    if (!made) return STATUS_NO_MEMORY;
    made->limits = *limits;
    made->handler = *handler;
    made->head = calloc(1, sizeof(*made->head));
    made->input = malloc(NET_INPUT_BYTES);
    made->output = (NetOutput){.data = malloc(NET_OUTPUT_BYTES), .capacity = NET_OUTPUT_BYTES};
    made->start_ns = os_clock_monotonic_ns();
    time_note(made);
    timer_wheel_init(&made->wheel, 0);
    Status status = STATUS_NO_MEMORY;
    if (made->head && made->input && made->output.data) status = os_poll_new(&made->poll);
    if (status != STATUS_OK) {
        net_loop_free(made);
        return status;
    }
    *loop = made;
    return STATUS_OK;
}

// Other processes may hold the same listeners: closing ours would not end its events.
static void listeners_close(NetLoop *loop) {
    for (u32 i = 0; i < loop->listener_count; i++) {
        os_poll_remove(loop->poll, loop->listeners[i].fd);
        os_socket_close(loop->listeners[i].fd);
    }
    loop->listener_count = 0;
}

static void watches_free(NetLoop *loop) {
    while (loop->dead_watches) {
        NetWatch *next = loop->dead_watches->next_dead;
        free(loop->dead_watches);
        loop->dead_watches = next;
    }
}

void net_loop_free(NetLoop *loop) {
    if (!loop) return;
    for (u32 i = 0; i < loop->watch_capacity; i++) free(loop->watches[i]);
    free(loop->watches);
    watches_free(loop);
    while (loop->open_conns) conn_close(loop->open_conns);
    listeners_close(loop);
    os_poll_free(loop->poll);
    while (loop->slabs) {
        void *next = *(void **)loop->slabs;
        free(loop->slabs);
        loop->slabs = next;
    }
    ws_deflater_free(loop->deflater);
    ws_inflater_free(loop->inflater);
    free(loop->head);
    free(loop->fields);
    free(loop->input);
    free(loop->output.data);
    free(loop);
}

static Status listener_add(NetLoop *loop, int fd) {
    Status status = STATUS_LIMIT;
    if (loop->listener_count < NET_LISTENERS_MAX) {
        NetListener *listener = &loop->listeners[loop->listener_count];
        *listener = (NetListener){.kind = NET_LISTENER, .fd = fd, .loop = loop};
        status = os_poll_add(loop->poll, fd, OS_POLL_IN, listener);
    }
    if (status == STATUS_OK) {
        loop->listener_count++;
    } else {
        os_socket_close(fd);
    }
    return status;
}

Status net_loop_set_fields(NetLoop *loop, const NetField *fields, usize field_count,
                           bool has_date) {
    u8 memory[NET_OWN_FIELDS_BYTES_MAX];
    HttpOutput output = http_output_make(memory, sizeof(memory));
    for (usize i = 0; i < field_count; i++)
        http_output_field(&output, fields[i].name, fields[i].value);
    if (output.is_invalid) return STATUS_INVALID;
    if (output.is_full) return STATUS_LIMIT;
    u8 *kept = malloc(output.len + 1);
    if (!kept) return STATUS_NO_MEMORY;
    memcpy(kept, memory, output.len);
    free(loop->fields);
    loop->fields = kept;
    loop->fields_bytes = output.len;
    loop->has_no_date = !has_date;
    return STATUS_OK;
}

Status net_loop_listen(NetLoop *loop, const char *host, u16 *port) {
    int fd;
    Status status = os_socket_listen(host, port, &fd);
    return status == STATUS_OK ? listener_add(loop, fd) : status;
}

Status net_loop_listen_unix(NetLoop *loop, const char *path, u32 mode) {
    int fd;
    Status status = os_socket_listen_unix(path, mode, &fd);
    return status == STATUS_OK ? listener_add(loop, fd) : status;
}

Status net_loop_adopt(NetLoop *loop, int fd) {
    Status status = os_socket_adopt(fd);
    return status == STATUS_OK ? listener_add(loop, fd) : status;
}

static Status watch_end(NetLoop *loop, u32 at) {
    NetWatch *watch = at < loop->watch_capacity ? loop->watches[at] : NULL;
    if (!watch) return STATUS_NOT_FOUND;
    os_poll_remove(loop->poll, watch->fd);
    watch->fd = -1;
    watch->next_dead = loop->dead_watches;
    loop->dead_watches = watch;
    loop->watches[at] = NULL;
    return STATUS_OK;
}

static bool watches_grow(NetLoop *loop, u32 at) {
    if (at < loop->watch_capacity) return true;
    u32 capacity = 2 * at + 16;
    NetWatch **watches = realloc(loop->watches, capacity * sizeof(*watches));
    if (!watches) return false;
    memset(watches + loop->watch_capacity, 0, (capacity - loop->watch_capacity) * sizeof(*watches));
    loop->watches = watches;
    loop->watch_capacity = capacity;
    return true;
}

Status net_loop_watch(NetLoop *loop, int fd, u32 events) {
    if (fd < 0) return STATUS_INVALID;
    u32 at = (u32)fd;
    if (events == 0) return watch_end(loop, at);
    if (!watches_grow(loop, at)) return STATUS_NO_MEMORY;
    if (loop->watches[at]) return os_poll_change(loop->poll, fd, events, loop->watches[at]);
    NetWatch *watch = calloc(1, sizeof(*watch));
    if (!watch) return STATUS_NO_MEMORY;
    *watch = (NetWatch){.kind = NET_WATCH, .fd = fd};
    Status status = os_poll_add(loop->poll, fd, events, watch);
    if (status == STATUS_OK) {
        loop->watches[at] = watch;
    } else {
        free(watch);
    }
    return status;
}

// Without descriptors a listener would be told about the same connection without end.
static void listeners_watch(NetLoop *loop, bool is_watched) {
    loop->is_refusing = !is_watched;
    for (u32 i = 0; i < loop->listener_count; i++) {
        NetListener *listener = &loop->listeners[i];
        Status ignored =
            os_poll_change(loop->poll, listener->fd, is_watched ? OS_POLL_IN : 0, listener);
        (void)ignored;
    }
}

static void accept_some(NetLoop *loop, const NetListener *listener) {
    for (u32 i = 0; i < ACCEPTS_MAX; i++) {
        int fd;
        Status status = os_socket_accept(listener->fd, &fd);
        if (status == STATUS_LIMIT || status == STATUS_NO_MEMORY) listeners_watch(loop, false);
        if (status == STATUS_PEER_DEAD) continue;  // it went before we came
        if (status != STATUS_OK) return;
        conn_open(loop, fd);
    }
}

static void timers_run(NetLoop *loop) {
    Timer *timer;
    u64 before = loop->wheel.now_tick;
    while ((timer = timer_wheel_advance(&loop->wheel, loop->tick)) != NULL) {
        conn_timer((NetConn *)(void *)((u8 *)timer - offsetof(NetConn, timer)));
    }
    if (loop->is_refusing && loop->wheel.now_tick != before) listeners_watch(loop, true);
}

static void stop_begin(NetLoop *loop) {
    loop->is_stopping = true;
    loop->drain_tick = loop->tick + loop->limits.drain_timeout_ms / NET_TICK_MS + 1;
    listeners_close(loop);
    for (NetConn *conn = loop->open_conns, *next; conn; conn = next) {
        next = conn->next;
        conn_drain(conn);
    }
}

static void resumed_run(NetLoop *loop) {
    NetConn *conn = loop->resumed;
    loop->resumed = NULL;  // what is resumed meanwhile comes in the next turn
    while (conn) {
        NetConn *next = conn->next_resumed;
        conn_resumed(conn);
        conn = next;
    }
}

static i32 wait_ms(const NetLoop *loop, i32 timeout_ms) {
    if (loop->resumed || (stop_flag(loop) && !loop->is_stopping)) return 0;
    u64 ticks_max = 100;
    if (loop->is_stopping && loop->drain_tick <= loop->tick) return 0;
    if (loop->is_stopping || loop->is_refusing) ticks_max = 1;
    if (!loop->is_stopping && !loop->is_refusing && loop->totals.open == 0) return timeout_ms;
    i64 wait = (i64)timer_wheel_wait(&loop->wheel, ticks_max) * NET_TICK_MS;
    return timeout_ms < 0 || wait < timeout_ms ? (i32)wait + 1 : timeout_ms;
}

Status net_loop_turn(NetLoop *loop, i32 timeout_ms) {
    OsPollEvent events[EVENTS_MAX];
    u32 count = 0;
    const NetHandler *handler = &loop->handler;
    i32 wait = wait_ms(loop, timeout_ms);
    if (handler->before_wait && wait != 0) handler->before_wait(handler->context);
    Status status = os_poll_wait(loop->poll, events, EVENTS_MAX, wait, &count);
    if (handler->after_wait && wait != 0) handler->after_wait(handler->context);
    if (status != STATUS_OK) return status;
    time_note(loop);
    // Connections first: a closed one is not used anew while events of this batch may name it.
    for (u32 i = 0; i < count; i++) {
        NetKind *kind = events[i].data;
        if (kind && *kind == NET_CONN) conn_event(events[i].data, events[i].events);
    }
    for (u32 i = 0; i < count; i++) {
        NetKind *kind = events[i].data;
        if (!kind) {
            if (handler->on_wake) handler->on_wake(handler->context);
        } else if (*kind == NET_LISTENER) {
            accept_some(loop, events[i].data);
        } else if (*kind == NET_WATCH) {
            const NetWatch *watch = events[i].data;
            if (watch->fd >= 0) handler->on_watch(handler->context, watch->fd, events[i].events);
        }
    }
    watches_free(loop);
    resumed_run(loop);
    timers_run(loop);
    if (stop_flag(loop) && !loop->is_stopping) stop_begin(loop);
    if (loop->is_stopping && loop->tick >= loop->drain_tick) {
        while (loop->open_conns) conn_close(loop->open_conns);
    }
    return STATUS_OK;
}

bool net_loop_is_done(const NetLoop *loop) {
    return loop->is_stopping && !loop->open_conns && !loop->resumed;
}

Status net_loop_run(NetLoop *loop) {
    while (!net_loop_is_done(loop)) {
        Status status = net_loop_turn(loop, -1);
        if (status != STATUS_OK) return status;
    }
    return STATUS_OK;
}

int net_loop_fd(const NetLoop *loop) {
    return os_poll_fd(loop->poll);
}

i32 net_loop_due_ms(const NetLoop *loop) {
    return wait_ms(loop, -1);
}

void net_loop_set_drain(NetLoop *loop, u32 timeout_ms, u32 idle_ms) {
    loop->limits.drain_timeout_ms = timeout_ms;
    loop->limits.drain_idle_ms = idle_ms;
}

void net_loop_wake(NetLoop *loop) {
    os_poll_wake(loop->poll);
}

void net_loop_stop(NetLoop *loop) {
    atomic_u32_store_release(&loop->stop_requested, 1);
    os_poll_wake(loop->poll);
}

i64 net_loop_time(const NetLoop *loop) {
    return loop->real_s;
}

NetTotals net_loop_totals(const NetLoop *loop) {
    return loop->totals;
}
