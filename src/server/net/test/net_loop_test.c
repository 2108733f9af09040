// The loop and its peers on one thread: turns of the loop, and plain sockets beside it.
#define _GNU_SOURCE
#include "server/net/net_loop.h"
#include "tests/unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TEXT_BYTES = 1 << 20 };

typedef struct {
    NetLoop *loop;
    u16 port;
    NetConn *later;  // to be answered by the test
    usize body_bytes, body_ends, gone_count, writable_count, closed_count;
    u32 close_code;
    char seen[256];
} Site;

static void answer(NetConn *conn, Slice body) {
    assert_int_equal(net_respond(conn, 200, NULL, 0, body), STATUS_OK);
}

static bool path_is(const NetRequest *request, const char *path) {
    return slice_equal(http_span(request->input, request->head->path), slice_of_text(path));
}

static void big_answer(NetConn *conn) {
    static u8 big[600000];
    memset(big, 'b', sizeof(big));
    assert_int_equal(net_respond_begin(conn, 200, NULL, 0, sizeof(big) * 20), STATUS_OK);
    for (u32 i = 0; i < 20; i++) {
        Status status = net_respond_write(conn, slice_make(big, sizeof(big)));
        assert_true(status == STATUS_OK || status == STATUS_FULL);
    }
    assert_int_equal(net_respond_end(conn), STATUS_OK);
}

static void file_answer(NetConn *conn) {
    char name[] = "/tmp/net-test-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    unlink(name);
    assert_int_equal(write(fd, "0123456789", 10), 10);
    assert_int_equal(net_respond_begin(conn, 200, NULL, 0, 5), STATUS_OK);
    assert_int_equal(net_respond_file(conn, fd, 3, 5), STATUS_OK);
}

static void on_request(void *context, NetConn *conn, const NetRequest *request) {
    Site *site = context;
    if (path_is(request, "/now")) {
        answer(conn, http_span(request->input, request->head->query));
    } else if (path_is(request, "/chunks")) {
        assert_int_equal(net_respond_begin(conn, 200, NULL, 0, HTTP_LENGTH_UNKNOWN), STATUS_OK);
        assert_int_equal(net_respond_write(conn, SLICE_LITERAL("hello")), STATUS_OK);
        assert_int_equal(net_respond_write(conn, SLICE_LITERAL(" world")), STATUS_OK);
        assert_int_equal(net_respond_end(conn), STATUS_OK);
    } else if (path_is(request, "/big")) {
        big_answer(conn);
    } else if (path_is(request, "/file")) {
        file_answer(conn);
    } else if (path_is(request, "/short")) {
        assert_int_equal(net_respond_begin(conn, 200, NULL, 0, 9), STATUS_OK);
        assert_int_equal(net_respond_end(conn), STATUS_INVALID);
    } else if (path_is(request, "/ws")) {
        assert_int_equal(net_ws_accept(conn, NULL, 0), STATUS_OK);
    } else {
        site->later = conn;
        snprintf(site->seen, sizeof(site->seen), "%.*s", (int)request->head->path.len,
                 (const char *)request->input + request->head->path.at);
    }
}

static void on_body(void *context, NetConn *conn, Slice data, bool is_last) {
    (void)conn;
    Site *site = context;
    site->body_bytes += data.len;
    site->body_ends += is_last;
}

static void on_gone(void *context, NetConn *conn) {
    Site *site = context;
    site->gone_count++;
    if (site->later == conn) site->later = NULL;
}

static void on_writable(void *context, NetConn *conn) {
    (void)conn;
    ((Site *)context)->writable_count++;
}

static void on_message(void *context, NetConn *conn, const WsStep *piece) {
    (void)context;
    Status status = net_ws_send(conn, piece->opcode, piece->data);
    assert_true(status == STATUS_OK || status == STATUS_FULL);
}

static void on_ws_close(void *context, NetConn *conn, u32 code, Slice reason) {
    (void)conn, (void)reason;
    Site *site = context;
    site->closed_count++;
    site->close_code = code;
}

static void site_open(Site *site, const NetLimits *limits) {
    *site = (Site){0};
    NetHandler handler = {.context = site,
                          .on_request = on_request,
                          .on_body = on_body,
                          .on_gone = on_gone,
                          .on_writable = on_writable,
                          .on_message = on_message,
                          .on_ws_close = on_ws_close};
    assert_int_equal(net_loop_new(limits, &handler, &site->loop), STATUS_OK);
    assert_int_equal(net_loop_listen(site->loop, "127.0.0.1", &site->port), STATUS_OK);
}

static int peer_connect(const Site *site) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(site->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    return fd;
}

static void turns(const Site *site, u32 count) {
    for (u32 i = 0; i < count; i++) assert_int_equal(net_loop_turn(site->loop, 2), STATUS_OK);
}

static char text[TEXT_BYTES];

// Reads until `len` bytes are there, the peer ends (returns then), or nothing comes any more.
static usize peer_read(const Site *site, int fd, usize len) {
    usize have = 0;
    for (u32 i = 0; i < 300 && have < len; i++) {
        turns(site, 1);
        ssize_t got = recv(fd, text + have, len - have, 0);
        if (got == 0) break;
        if (got > 0) have += (usize)got;
    }
    text[have < TEXT_BYTES ? have : TEXT_BYTES - 1] = 0;
    return have;
}

static void peer_send(int fd, const char *request) {
    assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
}

// Reads an answer and looks at how it starts and ends.
static void peer_expect(const Site *site, int fd, const char *start, const char *end) {
    usize have = 0;
    for (u32 i = 0; i < 300; i++) {
        turns(site, 1);
        ssize_t got = recv(fd, text + have, TEXT_BYTES - 1 - have, 0);
        if (got > 0) have += (usize)got;
        text[have] = 0;
        if (have >= strlen(end) && strcmp(text + have - strlen(end), end) == 0) break;
        if (got == 0) break;
    }
    if (strncmp(text, start, strlen(start)) != 0) fail_msg("%s", text);
    assert_true(have >= strlen(end));
    assert_string_equal(text + have - strlen(end), end);
}

static void peer_expect_end(const Site *site, int fd) {
    ssize_t got = -1;
    for (u32 i = 0; i < 300 && got < 0; i++) {
        turns(site, 1);
        got = recv(fd, text, TEXT_BYTES, 0);
        if (got < 0 && errno == ECONNRESET) got = 0;
    }
    assert_int_equal(got, 0);
}

static void peer_expect_end_of_ws(const Site *site, int fd) {
    for (u32 i = 0; i < 50 && site->closed_count == 0; i++) turns(site, 1);
    assert_int_equal(site->closed_count, 1);
    while (recv(fd, text, TEXT_BYTES, 0) > 0) turns(site, 1);
}

static void site_close(Site *site) {
    net_loop_free(site->loop);
}

TEST(net_answers_keep_alive_requests_cut_at_every_byte) {
    Site site;
    NetLimits limits = net_limits_default();
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    static const char request[] =
        "POST /now?abc HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";
    for (usize cut = 1; cut < sizeof(request) - 1; cut++) {
        assert_int_equal(send(fd, request, cut, 0), cut);
        turns(&site, 2);
        peer_send(fd, request + cut);
        peer_expect(&site, fd, "HTTP/1.1 200 OK\r\ndate: ", "content-length: 3\r\n\r\nabc");
        assert_int_equal(site.gone_count, 0);
    }
    close(fd);
    turns(&site, 3);
    assert_int_equal(net_loop_totals(site.loop).open, 0);
    site_close(&site);
}

TEST(net_loop_can_be_driven_by_another) {
    Site site;
    NetLimits limits = net_limits_default();
    site_open(&site, &limits);
    assert_int_equal(net_loop_due_ms(site.loop), -1);
    int fd = peer_connect(&site);
    struct pollfd watched = {.fd = net_loop_fd(site.loop), .events = POLLIN};
    assert_int_equal(poll(&watched, 1, 1000), 1);
    assert_int_equal(net_loop_turn(site.loop, 0), STATUS_OK);
    assert_int_equal(poll(&watched, 1, 1000), 1);  // the new socket can be written to
    assert_int_equal(net_loop_turn(site.loop, 0), STATUS_OK);
    assert_int_equal(poll(&watched, 1, 0), 0);
    assert_true(net_loop_due_ms(site.loop) > 0);
    peer_send(fd, "GET /now?a HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(poll(&watched, 1, 1000), 1);
    assert_int_equal(net_loop_turn(site.loop, 0), STATUS_OK);
    watched.fd = fd;
    assert_int_equal(poll(&watched, 1, 1000), 1);
    close(fd);
    site_close(&site);
}

TEST(net_gathers_answers_to_pipelined_requests) {
    Site site;
    NetLimits limits = net_limits_default();
    limits.pipeline_max = 3;
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    char *many = calloc(1, 1 << 16);
    for (u32 i = 0; i < 100; i++) {
        sprintf(many + strlen(many), "GET /now?%02u HTTP/1.1\r\nHost: a\r\n\r\n", i);
    }
    peer_send(fd, many);
    free(many);
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\n", "\r\n\r\n99");
    u32 at = 0;
    for (char *place = text; (place = strstr(place, "\r\n\r\n")) != NULL; place += 4) {
        assert_int_equal(atoi(place + 4), at++);
    }
    assert_int_equal(at, 100);
    close(fd);
    site_close(&site);
}

TEST(net_writes_chunks_files_and_refuses_short_answers) {
    Site site;
    NetLimits limits = net_limits_default();
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    peer_send(fd, "GET /chunks HTTP/1.1\r\nHost: a\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\n",
                "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
    peer_send(fd, "GET /file HTTP/1.1\r\nHost: a\r\n\r\nGET /now?x HTTP/1.1\r\nHost: a\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\n", "content-length: 1\r\n\r\nx");
    assert_non_null(strstr(text, "content-length: 5\r\n\r\n34567HTTP/1.1 200"));
    peer_send(fd, "HEAD /chunks HTTP/1.1\r\nHost: a\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\n", "chunked\r\n\r\n");
    peer_send(fd, "GET /chunks HTTP/1.0\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\n", "connection: close\r\n\r\nhello world");
    peer_expect_end(&site, fd);
    close(fd);
    fd = peer_connect(&site);
    peer_send(fd, "GET /short HTTP/1.1\r\nHost: a\r\n\r\n");
    turns(&site, 5);
    while (recv(fd, text, 1000, 0) > 0) {
    }
    peer_expect_end(&site, fd);
    close(fd);
    // What the broken answer had gathered is not sent to the next peer.
    fd = peer_connect(&site);
    peer_send(fd, "GET /now?next HTTP/1.1\r\nHost: a\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\ndate: ", "content-length: 4\r\n\r\nnext");
    assert_null(strstr(text + 1, "HTTP/1.1"));
    close(fd);
    site_close(&site);
}

TEST(net_waits_for_slow_readers_and_says_when_they_caught_up) {
    Site site;
    NetLimits limits = net_limits_default();
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    peer_send(fd, "GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    turns(&site, 20);
    assert_int_equal(site.writable_count, 0);
    usize have = 0;
    for (u32 i = 0; i < 2000 && have < 12000000; i++) have += peer_read(&site, fd, TEXT_BYTES - 1);
    assert_true(have > 12000000 && have < 12000300);
    turns(&site, 5);
    assert_int_equal(site.writable_count, 1);
    close(fd);
    site_close(&site);
}

TEST(net_answers_later_and_is_told_when_the_peer_goes) {
    Site site;
    NetLimits limits = net_limits_default();
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    peer_send(fd, "POST /later HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: "
                  "chunked\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 100 Continue\r\n\r\n", "\r\n\r\n");
    peer_send(fd, "3\r\nabc\r\n");
    turns(&site, 3);
    peer_send(fd, "0\r\n\r\nGET /now?n HTTP/1.1\r\nHost: a\r\n\r\n");
    turns(&site, 5);
    assert_non_null(site.later);
    assert_int_equal(site.body_bytes, 3);
    assert_int_equal(site.body_ends, 1);
    NetRequest request;
    assert_true(net_conn_request(site.later, &request));
    assert_memory_equal(request.input, "POST /later", 11);
    assert_int_equal(recv(fd, text, 100, 0), -1);
    answer(site.later, SLICE_LITERAL("late"));
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\n", "\r\n\r\nn");
    assert_non_null(strstr(text, "\r\n\r\nlateHTTP/1.1 200 OK"));
    site.later = NULL;
    peer_send(fd, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    turns(&site, 3);
    assert_non_null(site.later);
    assert_int_equal(site.gone_count, 0);
    close(fd);
    turns(&site, 3);
    assert_int_equal(site.gone_count, 1);
    assert_int_equal(net_loop_totals(site.loop).open, 0);
    site_close(&site);
}

TEST(net_refuses_nonsense_and_closes) {
    Site site;
    NetLimits limits = net_limits_default();
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    peer_send(fd, "GET /now?1 HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\nHost: a\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 200 OK\r\n", "\r\n\r\nBad Request");
    peer_expect_end(&site, fd);
    close(fd);
    site_close(&site);
}

TEST(net_hurries_slow_peers) {
    Site site;
    NetLimits limits = net_limits_default();
    limits.header_timeout_ms = limits.body_timeout_ms = limits.idle_timeout_ms = 100;
    site_open(&site, &limits);
    int silent = peer_connect(&site), slow = peer_connect(&site), body = peer_connect(&site);
    peer_send(slow, "GET / HT");
    peer_send(body, "POST /later HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
    turns(&site, 3);
    assert_non_null(site.later);
    for (u32 i = 0; i < 250; i++) turns(&site, 1);
    peer_expect(&site, slow, "HTTP/1.1 408 ", "Request Timeout");
    peer_expect(&site, body, "HTTP/1.1 408 ", "Request Timeout");
    peer_expect_end(&site, silent);
    assert_int_equal(site.gone_count, 1);
    assert_int_equal(net_loop_totals(site.loop).open, 0);
    close(silent), close(slow), close(body);
    site_close(&site);
}

TEST(net_drains_when_stopped) {
    Site site;
    NetLimits limits = net_limits_default();
    limits.connections_max = 3;
    site_open(&site, &limits);
    int idle = peer_connect(&site), busy = peer_connect(&site), ws = peer_connect(&site);
    turns(&site, 2);
    int many = peer_connect(&site);
    peer_expect_end(&site, many);
    peer_send(busy, "GET /later HTTP/1.1\r\nHost: a\r\n\r\n");
    peer_send(ws,
              "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    peer_expect(&site, ws, "HTTP/1.1 101 Switching Protocols\r\n",
                "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    net_loop_stop(site.loop);
    turns(&site, 3);
    peer_expect_end(&site, idle);
    assert_int_equal(peer_read(&site, ws, 4), 4);
    assert_memory_equal(text, "\x88\x02\x03\xe9", 4);
    assert_false(net_loop_is_done(site.loop));
    answer(site.later, SLICE_LITERAL("last"));
    peer_expect(&site, busy, "HTTP/1.1 200 OK\r\n", "connection: close\r\n\r\nlast");
    close(busy), close(idle), close(many), close(ws);
    turns(&site, 5);
    assert_true(net_loop_is_done(site.loop));
    assert_int_equal(site.closed_count, 1);
    site_close(&site);
}

TEST(net_passes_websocket_messages) {
    Site site;
    NetLimits limits = net_limits_default();
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    peer_send(fd,
              "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 101 ", "\r\n\r\n");
    // "Hello" as RFC 6455 5.7 has it, a ping, and a close with 1000.
    static const u8 frames[] = {0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d,
                                0x51, 0x58, 0x89, 0x81, 0,    0,    0,    0,    'p',
                                0x88, 0x82, 0,    0,    0,    0,    0x03, 0xe8};
    for (usize i = 0; i < sizeof(frames); i++) {
        assert_int_equal(send(fd, frames + i, 1, 0), 1);
        turns(&site, 1);
    }
    // The message came in five pieces, each answered as a message.
    static const char expected[] = "\x81\x01H\x81\x01"
                                   "e\x81\x01l\x81\x01l\x81\x01o\x8a\x01p\x88\x02\x03\xe8";
    assert_int_equal(peer_read(&site, fd, sizeof(expected) - 1), sizeof(expected) - 1);
    assert_memory_equal(text, expected, sizeof(expected) - 1);
    peer_expect_end(&site, fd);
    assert_int_equal(site.closed_count, 1);
    assert_int_equal(site.close_code, 1000);
    close(fd);
    fd = peer_connect(&site);
    peer_send(fd,
              "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 101 ", "\r\n\r\n");
    close(fd);
    turns(&site, 3);
    assert_int_equal(site.closed_count, 2);
    assert_int_equal(site.close_code, 1006);
    site_close(&site);
}

TEST(net_inflates_and_deflates_websocket_messages) {
    Site site;
    NetLimits limits = net_limits_default();
    limits.ws.message_bytes_max = 1000;
    limits.deflate_bytes_min = 5;
    site_open(&site, &limits);
    int fd = peer_connect(&site);
    peer_send(fd,
              "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    peer_expect(&site, fd, "HTTP/1.1 101 ", "\r\n\r\n");
    // Built without zlib, the offer is declined.
    if (strstr(text, "permessage-deflate")) {
        static const u8 hello[] = {0xc1, 0x87, 0,    0,    0,    0,   0xf2,
                                   0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00};
        assert_int_equal(send(fd, hello, sizeof(hello), 0), sizeof(hello));
        assert_int_equal(peer_read(&site, fd, 9), 9);
        assert_memory_equal(text, "\xc1\x07\xf2\x48\xcd\xc9\xc9\x07\x00", 9);
        // The same in two fragments, and again: each message starts afresh.
        static const u8 parts[] = {0x41, 0x83, 0, 0, 0, 0,    0xf2, 0x48, 0xcd, 0x80,
                                   0x84, 0,    0, 0, 0, 0xc9, 0xc9, 0x07, 0x00};
        assert_int_equal(send(fd, parts, sizeof(parts), 0), sizeof(parts));
        turns(&site, 3);
        assert_true(peer_read(&site, fd, 7) == 7);
        // A message that grows past the limit: 2000 times the same letter.
        static const u8 bomb[] = {0xc2, 0x98, 0,    0,    0,    0,    0x4a, 0x4c, 0x1c, 0x05,
                                  0xa3, 0x21, 0x30, 0x1a, 0x02, 0xa3, 0x21, 0x30, 0x1a, 0x02,
                                  0xa3, 0x21, 0x30, 0x1a, 0x02, 0x43, 0x3d, 0x04, 0x00, 0x00};
        assert_int_equal(send(fd, bomb, sizeof(bomb), 0), sizeof(bomb));
        peer_expect_end_of_ws(&site, fd);
        assert_int_equal(site.close_code, 1009);
    }
    close(fd);
    site_close(&site);
}
