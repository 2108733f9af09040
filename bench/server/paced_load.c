// paced_load PORT PATH CONNECTIONS RATE SECONDS: asks at a fixed rate, whatever the answers take,
// and prints percentiles of the time from when each request was due to its answer, in microseconds.
//
// wrk waits for an answer before it asks again: a server that stalls is asked less, and looks
// better than it is. All answers must have the same length.
#define _GNU_SOURCE
#include "base/types.h"
#include "os/clock.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNS_MAX = 1024, QUEUE = 4096, EVENTS = 256 };

static const double NS_PER_S = 1e9, NS_PER_US = 1e3;

typedef struct {
    int fd;
    i64 due[QUEUE];  // of requests not answered yet, in order
    u32 head, tail;
    u64 got;  // bytes since the last whole answer
} Conn;

static Conn conns[CONNS_MAX];

static void fail(const char *what) {
    fprintf(stderr, "paced_load: %s\n", what);
    exit(1);
}

static int conn_open(u16 port) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) fail("no server");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return fd;
}

// The length of an answer: asked once, on a connection of its own.
static u64 answer_bytes(u16 port, const char *request) {
    char text[65536];
    int fd = conn_open(port);
    usize len = 0;
    if (write(fd, request, strlen(request)) < 0) fail("the first request");
    for (;;) {
        ssize_t got = read(fd, text + len, sizeof(text) - len - 1);
        if (got <= 0) fail("the first answer");
        len += (usize)got;
        text[len] = 0;
        char *end = strstr(text, "\r\n\r\n"), *field = strcasestr(text, "content-length: ");
        if (end && !field) fail("an answer without Content-Length");
        if (!end) continue;
        u64 total = (u64)(end - text) + 4 + strtoull(field + 16, NULL, 10);
        if (len < total) continue;
        close(fd);
        return total;
    }
}

static int by_value(const void *left, const void *right) {
    i64 a = *(const i64 *)left, b = *(const i64 *)right;
    return (a > b) - (a < b);
}

static void answers_read(Conn *conn, u64 answer_len, i64 *times, u64 *count) {
    char text[65536];
    ssize_t got;
    while ((got = recv(conn->fd, text, sizeof(text), MSG_DONTWAIT)) > 0) {
        conn->got += (u64)got;
        i64 now = os_clock_monotonic_ns();
        for (; conn->got >= answer_len; conn->got -= answer_len)
            times[(*count)++] = now - conn->due[conn->head++ % QUEUE];
    }
    if (got == 0) fail("the server closed a connection");
}

int main(int count, char **arguments) {
    if (count != 6) fail("PORT PATH CONNECTIONS RATE SECONDS");
    u16 port = (u16)atoi(arguments[1]);
    u32 conn_count = (u32)atoi(arguments[3]);
    double rate = atof(arguments[4]), seconds = atof(arguments[5]);
    u64 total = (u64)(rate * seconds), sent = 0, answered = 0;
    char request[2048];
    snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", arguments[2]);
    u64 answer_len = answer_bytes(port, request);
    i64 *times = calloc(total + 1, sizeof(*times));
    int poll = epoll_create1(0);
    if (!times || conn_count == 0 || conn_count > CONNS_MAX) fail("too many");
    for (u32 i = 0; i < conn_count; i++) {
        conns[i].fd = conn_open(port);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &conns[i]};
        epoll_ctl(poll, EPOLL_CTL_ADD, conns[i].fd, &event);
    }
    i64 begin = os_clock_monotonic_ns(), end = begin + (i64)((seconds + 10) * NS_PER_S);
    while (answered < total && os_clock_monotonic_ns() < end) {
        for (; sent < total; sent++) {
            i64 due = begin + (i64)((double)sent / rate * NS_PER_S);
            if (due > os_clock_monotonic_ns()) break;
            Conn *conn = &conns[sent % conn_count];
            if (conn->tail - conn->head == QUEUE) fail("the server is too slow for this rate");
            conn->due[conn->tail++ % QUEUE] = due;
            if (send(conn->fd, request, strlen(request), MSG_NOSIGNAL) < 0) fail("sending");
        }
        struct epoll_event events[EVENTS];
        int ready = epoll_wait(poll, events, EVENTS, sent < total ? 0 : 100);
        for (int i = 0; i < ready; i++)
            answers_read(events[i].data.ptr, answer_len, times, &answered);
    }
    if (answered < total) fail("answers are missing");
    qsort(times, total, sizeof(*times), by_value);
    printf("p50 %.0f p90 %.0f p99 %.0f p999 %.0f max %.0f\n", (double)times[total / 2] / NS_PER_US,
           (double)times[total * 9 / 10] / NS_PER_US, (double)times[total * 99 / 100] / NS_PER_US,
           (double)times[total * 999 / 1000] / NS_PER_US, (double)times[total - 1] / NS_PER_US);
    return 0;
}
