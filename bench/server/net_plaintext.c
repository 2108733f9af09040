// net_plaintext [PORT]: the loop alone with an answer of 13 bytes, for wrk; prints the processor
// time per request at the end (SIGINT or SIGTERM).
#define _GNU_SOURCE
#include "server/net/net_loop.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

static NetLoop *loop;

static void on_signal(int number) {
    (void)number;
    net_loop_stop(loop);
}

static void on_request(void *context, NetConn *conn, const NetRequest *request) {
    (void)context, (void)request;
    static const NetField fields[] = {
        {{(const u8 *)"content-type", 12}, {(const u8 *)"text/plain", 10}}};
    Status status = net_respond(conn, 200, fields, 1, SLICE_LITERAL("Hello, World!"));
    (void)status;
}

int main(int count, char **arguments) {
    NetLimits limits = net_limits_default();
    NetHandler handler = {.on_request = on_request};
    u16 port = count > 1 ? (u16)atoi(arguments[1]) : 8000;
    if (net_loop_new(&limits, &handler, &loop) != STATUS_OK) return 1;
    Status status = net_loop_listen(loop, "127.0.0.1", &port);
    if (status != STATUS_OK) {
        fprintf(stderr, "net_plaintext: %s\n", status_text(status));
        return 1;
    }
    fprintf(stderr, "listening on port %u\n", port);
    signal(SIGINT, on_signal);
    signal(SIGTERM, on_signal);
    status = net_loop_run(loop);
    NetTotals totals = net_loop_totals(loop);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double user = (double)usage.ru_utime.tv_sec * 1e6 + (double)usage.ru_utime.tv_usec;
    double kernel = (double)usage.ru_stime.tv_sec * 1e6 + (double)usage.ru_stime.tv_usec;
    double requests = totals.requests ? (double)totals.requests : 1;
    printf("%llu requests; us per request: user %.3f, system %.3f; accepted %llu, errors %llu, "
           "memory %ld kB\n",
           (unsigned long long)totals.requests, user / requests, kernel / requests,
           (unsigned long long)totals.accepted, (unsigned long long)totals.errors, usage.ru_maxrss);
    net_loop_free(loop);
    return status == STATUS_OK ? 0 : 1;
}
