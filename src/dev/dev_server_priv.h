// dev/dev_server_priv.h — what the files of the server share.
#pragma once

#include "dev/dev_build.h"
#include "dev/dev_server.h"
#include "dev/dev_watch.h"
#include "server/net/net_loop.h"

typedef struct {
    const DevOptions *options;  // borrowed
    Arena arena;                // for as long as the server runs
    Arena scratch;              // emptied after each request and event
    NetLoop *loop;
    DevWatch watch;
    DevBuild build;
    i32 build_stream;    // of the build that runs; -1: none does
    i64 build_begun_ns;  // monotonic
    i64 saved_ns;        // real: when the change was seen that the build is for
    i64 rebuild_at_ns;   // monotonic: when what changed is looked at; 0: nothing did
    bool is_lost;        // anything may have changed
    DevPaths changed;    // paths, in `change_arena`
    Arena change_arena;
    DevResult good;  // the last good build
    DevResult bad;   // the last one, if it failed
    bool has_good, has_bad;
    NetConn *pages[DEV_PAGES_MAX];  // their WebSockets
    u32 page_count;
} DevServer;

// -- dev_server.c
// The last build, or NULL.
static inline const DevResult *dev_last(const DevServer *server) {
    return server->has_bad ? &server->bad : server->has_good ? &server->good : NULL;
}
void dev_note(DevServer *server, const char *format, ...);
// The text that tells a page how things stand: a version, or errors.
void dev_state_text(DevServer *server, Bytes *out);
void dev_broadcast(DevServer *server, Slice text);

// -- dev_request.c: handlers of the loop
void dev_on_request(void *context, NetConn *conn, const NetRequest *request);
void dev_on_message(void *context, NetConn *conn, const WsStep *piece);
void dev_on_ws_close(void *context, NetConn *conn, u32 code, Slice reason);
