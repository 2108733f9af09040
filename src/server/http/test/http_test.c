// Requests by the book, requests that must be refused, and both cut at every byte.
#include "server/http/http_conn.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_BYTES = 1 << 16 };

typedef struct {
    char text[LOG_BYTES];
    usize len;
} Log;

static void log_add(Log *log, const char *text, Slice data) {
    if (data.len == 0) data.data = (const u8 *)"";
    log->len += (usize)snprintf(log->text + log->len, LOG_BYTES - log->len, "%s%.*s|", text,
                                (int)data.len, (const char *)data.data);
}

static void request_log(Log *log, const HttpHead *head, const u8 *input) {
    log_add(log, "", http_span(input, head->method_text));
    log_add(log, "path ", http_span(input, head->path));
    log_add(log, "query ", http_span(input, head->query));
    for (usize i = 0; i < head->field_count; i++) {
        log_add(log, "", http_head_name(input, &head->fields[i]));
        log_add(log, "=", http_head_value(input, &head->fields[i]));
    }
}

// Plays the loop: the bytes come in two pieces, cut at `cut`; every request is answered at its end.
static void play(Slice bytes, usize cut, const HttpLimits *limits, Log *log) {
    HttpConn conn = {0};
    HttpHead *head = calloc(1, sizeof(*head));
    u8 *input = malloc(bytes.len + 1);  // exactly as long as needed: a reader past it is found
    usize at = 0, have = cut;
    bool was_data = false;
    log->len = 0;
    log->text[0] = 0;
    memcpy(input, bytes.data, bytes.len);
    for (u32 guard = 0;; guard++) {
        assert_true(guard < 100000);
        u8 *piece = malloc(have - at + 1);
        memcpy(piece, input + at, have - at);
        HttpStep step = http_conn_step(&conn, head, piece, have - at, limits);
        bool is_data = step.event == HTTP_CONN_BODY;
        if (is_data) {
            // Pieces of one body are joined in the log, however they came.
            if (was_data) log->len--;
            log_add(log, was_data ? "" : "body ", step.data);
        } else if (step.event == HTTP_CONN_REQUEST) {
            request_log(log, head, piece);
        }
        if (step.event != HTTP_CONN_READ) was_data = is_data;
        memcpy(input + at, piece, have - at);  // names in lower case stay
        free(piece);
        assert_true(step.used <= have - at);
        at += step.used;
        if (step.event == HTTP_CONN_BODY_END) {
            log_add(log, "end", (Slice){0});
            http_conn_respond(&conn, 200, 2, false);
            assert_true(http_conn_body_out(&conn, 2));
            assert_true(http_conn_respond_end(&conn));
        } else if (step.event == HTTP_CONN_ERROR) {
            char code[16];
            snprintf(code, sizeof(code), "error %u", conn.error.status);
            log_add(log, code, (Slice){0});
        } else if (step.event == HTTP_CONN_CLOSE) {
            log_add(log, "close", (Slice){0});
            break;
        } else if (step.event == HTTP_CONN_READ) {
            if (have == bytes.len) break;
            have = bytes.len;
        }
    }
    free(input);
    free(head);
}

static Log whole, piecewise;

static void expect_limited(const char *text, usize len, const HttpLimits *limits,
                           const char *expected) {
    Slice bytes = slice_make(text, len);
    play(bytes, bytes.len, limits, &whole);
    assert_string_equal(whole.text, expected);
    for (usize cut = 0; cut < bytes.len; cut++) {
        play(bytes, cut, limits, &piecewise);
        assert_string_equal(piecewise.text, whole.text);
    }
}

static void expect(const char *text, const char *expected) {
    HttpLimits limits = http_limits_default();
    expect_limited(text, strlen(text), &limits, expected);
}

#define HOST "Host: a\r\n"
#define GET "GET / HTTP/1.1\r\n" HOST

TEST(http_reads_a_plain_request) {
    expect(
        "GET /a/b%20c?x=1&y HTTP/1.1\r\nHost: example.org:80\r\nAccept:  */* \t\r\nX-Own:\r\n\r\n",
        "GET|path /a/b%20c|query x=1&y|host|=example.org:80|accept|=*/*|x-own|=|end|");
}

TEST(http_reads_pipelined_requests_and_bodies) {
    expect("POST /1 HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\n" HOST
           "\r\n",
           "POST|path /1|query |host|=a|content-length|=5|body hello|end|"
           "GET|path /2|query |host|=a|end|");
}

TEST(http_reads_chunks_extensions_and_trailers) {
    expect("POST / HTTP/1.1\r\n" HOST
           "Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n00A;a;b=c;d=\"e\\\"; "
           "f\"\r\n0123456789\r\n0\r\n"
           "Check: sum\r\n\r\n" GET "\r\n",
           "POST|path /|query |host|=a|transfer-encoding|=Chunked|body hello0123456789|end|"
           "GET|path /|query |host|=a|end|");
}

TEST(http_knows_when_a_connection_ends) {
    expect(GET "Connection: foo, Close\r\n\r\n" GET "\r\n",
           "GET|path /|query |host|=a|connection|=foo, Close|end|close|");
    expect("GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n", "GET|path /|query |end|close|");
    expect("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n",
           "GET|path /|query |connection|=keep-alive|end|GET|path /|query |end|close|");
}

TEST(http_reads_targets_in_every_form) {
    expect("OPTIONS * HTTP/1.1\r\n" HOST "\r\n", "OPTIONS|path *|query |host|=a|end|");
    expect("GET HTTP://a/b?c HTTP/1.1\r\n" HOST "\r\n", "GET|path /b|query c|host|=a|end|");
    expect("\r\nGET / HTTP/1.1\r\n" HOST "\r\n", "GET|path /|query |host|=a|end|");
}

TEST(http_refuses_what_is_ambiguous) {
    static const struct {
        const char *text, *status;
    } cases[] = {
        {GET "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
        {GET "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", "400"},
        {GET "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", "400"},
        {GET "Content-Length: 1, 1\r\n\r\n", "400"},
        {GET "Content-Length: +1\r\n\r\n", "400"},
        {GET "Content-Length: -1\r\n\r\n", "400"},
        {GET "Content-Length: 0x1\r\n\r\n", "400"},
        {GET "Content-Length: \r\n\r\n", "400"},
        {GET "Content-Length: 1 1\r\n\r\n", "400"},
        {GET "Content-Length: 9999999999999999999\r\n\r\n", "400"},
        {GET "Transfer-Encoding: gzip, chunked\r\n\r\n", "501"},
        {GET "Transfer-Encoding: chunked, chunked\r\n\r\n", "501"},
        {GET "Transfer-Encoding: xchunked\r\n\r\n", "501"},
        {GET "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
        {GET "Transfer-Encoding:\vchunked\r\n\r\n", "400"},
        {"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\n\r\n", "400"},
        {GET HOST "\r\n", "400"},
        {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"},
        {"GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
        {"GET / HTTP/1.1\nHost: a\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\nHost: a\n\r\n", "400"},
        {"GET / HTTP/1.1\r\nHost: a\r\n\n", "400"},
        {"GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", "400"},
        {GET "a: b\r\n c\r\n\r\n", "400"},
        {GET "a: b\r\n\tc\r\n\r\n", "400"},
        {GET " a: b\r\n\r\n", "400"},
        {GET "a : b\r\n\r\n", "400"},
        {GET ": b\r\n\r\n", "400"},
        {GET "a\r\n\r\n", "400"},
        {GET "a(b): c\r\n\r\n", "400"},
        {GET "a: \x01\r\n\r\n", "400"},
        {GET "a: \x7f\r\n\r\n", "400"},
        {"GET  / HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET / HTTP/1.1 \r\n" HOST "\r\n", "400"},
        {" GET / HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"\r\n\r\nGET / HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET /\xc3\xa4 HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET /a#b HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET a HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET * HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET http:/// HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET http://u\"/ HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET / HTTP/1\r\n" HOST "\r\n", "400"},
        {"GET / http/1.1\r\n" HOST "\r\n", "400"},
        {"GET /\r\n\r\n", "400"},
        {"GET / HTTP/2.0\r\n" HOST "\r\n", "505"},
        {"GET / HTTP/1.2\r\n" HOST "\r\n", "505"},
        {"CONNECT a:80 HTTP/1.1\r\n" HOST "\r\n", "501"},
        {GET "Expect: more\r\n\r\n", "417"},
        {GET "Content-Length: 99999999999\r\n\r\n", "413"},
    };
    for (usize i = 0; i < COUNT_OF(cases); i++) {
        char expected[64];
        snprintf(expected, sizeof(expected), "error %s|close|", cases[i].status);
        if (getenv("KRAIT_TEST_VERBOSE")) fprintf(stderr, "%zu %s\n", i, cases[i].text);
        expect(cases[i].text, expected);
    }
    HttpLimits limits = http_limits_default();
    static const char nul[] = GET "a: b\0c\r\n\r\n",
                      target_nul[] = "GET /\0 HTTP/1.1\r\n" HOST "\r\n";
    expect_limited(nul, sizeof(nul) - 1, &limits, "error 400|close|");
    expect_limited(target_nul, sizeof(target_nul) - 1, &limits, "error 400|close|");
}

TEST(http_refuses_malformed_chunks) {
    static const char *cases[] = {
        "x\r\n",
        "\r\n",
        "5 \r\nhello\r\n",
        " 5\r\nhello\r\n",
        "0x5\r\nhello\r\n",
        "5\nhello\r\n",
        "5\rhello\r\n",
        "5;\r\n",
        "5;a=\r\n",
        "5;a=\"\r\n",
        "5;a=\"b\"c\r\n",
        "5; a\r\n",
        "5;=b\r\n",

        "+5\r\n",
        "0\r\na b: c\r\n\r\n",
        "0\r\n: c\r\n\r\n",
        "0\r\n\n",
        "0\r\na: b\n\r\n",
        "0\r\n\rx",
        "0\r\n a: b\r\n",
        "ffffffff\r\n",
    };
    for (usize i = 0; i < COUNT_OF(cases); i++) {
        char text[256];
        snprintf(text, sizeof(text),
                 "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n%s", cases[i]);
        if (getenv("KRAIT_TEST_VERBOSE")) fprintf(stderr, "%zu %s\n", i, cases[i]);
        char expected[128];
        snprintf(expected, sizeof(expected),
                 "POST|path /|query |host|=a|transfer-encoding|=chunked|error %d|close|",
                 cases[i][0] == 'f' ? 413 : 400);
        expect(text, expected);
    }
    expect("POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n",
           "POST|path /|query |host|=a|transfer-encoding|=chunked|body hello|error 400|close|");
}

TEST(http_keeps_to_its_limits) {
    HttpLimits limits = http_limits_default();
    limits.field_count_max = 2;
    limits.head_bytes_max = 64;
    limits.target_bytes_max = 8;
    limits.body_bytes_max = 4;
    limits.trailer_bytes_max = 4;
    limits.chunk_line_bytes_max = 4;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {GET "a:b\r\n\r\n", "GET|path /|query |host|=a|a|=b|end|"},
        {GET "a:b\r\nc:d\r\n\r\n", "error 431|close|"},
        {GET "a:0123456789012345678901234567890123456789", "error 431|close|"},
        {"GET /01234567 HTTP/1.1\r\n" HOST "\r\n", "error 414|close|"},
        {GET "Content-Length: 5\r\n\r\n", "error 413|close|"},
        {GET "Transfer-Encoding: chunked\r\n\r\n",
         "GET|path /|query |host|=a|transfer-encoding|=chunked|"},
    };
    for (usize i = 0; i < COUNT_OF(cases); i++) {
        expect_limited(cases[i].text, strlen(cases[i].text), &limits, cases[i].expected);
    }
    static const char *chunks[][2] = {{"2\r\nab\r\n3\r\n", "body ab|error 413"},
                                      {"1;abcde\r\n", "error 400"},
                                      {"0\r\na: b\r\n\r\n", "error 431"}};
    for (usize i = 0; i < COUNT_OF(chunks); i++) {
        char text[256], expected[256];
        snprintf(text, sizeof(text),
                 "GET / HTTP/1.1\r\n" HOST "transfer-encoding:chunked\r\n\r\n%s", chunks[i][0]);
        snprintf(expected, sizeof(expected),
                 "GET|path /|query |host|=a|transfer-encoding|=chunked|%s|close|", chunks[i][1]);
        expect_limited(text, strlen(text), &limits, expected);
    }
}

TEST(http_finds_every_known_field_and_no_other) {
    for (u32 id = 1; id < HTTP_FIELD_COUNT; id++) {
        assert_int_equal(http_field_id(http_field_name((HttpFieldId)id)), id);
    }
    assert_int_equal(http_field_id(SLICE_LITERAL("hosts")), HTTP_FIELD_OTHER);
    assert_int_equal(http_field_id(SLICE_LITERAL("x")), HTTP_FIELD_OTHER);
    assert_int_equal(http_field_id(SLICE_LITERAL("")), HTTP_FIELD_OTHER);
}

TEST(http_scans_stop_at_every_bad_byte) {
    for (u32 byte = 0; byte < 256; byte++) {
        for (usize place = 0; place < 40; place++) {
            u8 text[40];
            memset(text, 'a', sizeof(text));
            text[place] = (u8)byte;
            bool is_value = (byte >= 0x20 && byte != 0x7f) || byte == '\t';
            assert_int_equal(http_field_scan(text, sizeof(text)), is_value ? sizeof(text) : place);
            bool is_target = byte > 0x20 && byte < 0x7f;
            assert_int_equal(http_target_scan(text, sizeof(text)),
                             is_target ? sizeof(text) : place);
        }
    }
}

TEST(http_frames_answers) {
    HttpConn conn = {0};
    HttpHead head = {0};
    HttpLimits limits = http_limits_default();
    char text[] = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
    usize len = sizeof(text) - 1;
    HttpStep step = http_conn_step(&conn, &head, (u8 *)text, len, &limits);
    assert_int_equal(step.event, HTTP_CONN_REQUEST);
    assert_int_equal(step.used, len);
    step = http_conn_step(&conn, &head, (u8 *)text + len, 0, &limits);
    assert_int_equal(step.event, HTTP_CONN_BODY_END);
    step = http_conn_step(&conn, &head, (u8 *)text + len, 0, &limits);
    assert_int_equal(step.event, HTTP_CONN_WAIT);
    assert_int_equal(http_conn_respond(&conn, 200, 10, false), HTTP_FRAMING_LENGTH);
    assert_false(http_conn_has_body(&conn));
    assert_true(http_conn_respond_end(&conn));
    assert_true(conn.is_persistent);

    step = http_conn_step(&conn, &head, (u8 *)text, 0, &limits);
    assert_int_equal(step.event, HTTP_CONN_READ);
    char post[] =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc";
    len = sizeof(post) - 4;
    step = http_conn_step(&conn, &head, (u8 *)post, len, &limits);
    assert_int_equal(step.event, HTTP_CONN_REQUEST);
    assert_true(http_conn_continue(&conn));
    assert_false(http_conn_continue(&conn));
    step = http_conn_step(&conn, &head, (u8 *)post + len, 3, &limits);
    assert_int_equal(step.event, HTTP_CONN_BODY);
    assert_int_equal(http_conn_respond(&conn, 200, HTTP_LENGTH_UNKNOWN, false),
                     HTTP_FRAMING_CHUNKED);
    assert_true(http_conn_body_out(&conn, 100));
    assert_true(http_conn_respond_end(&conn));
    assert_false(http_conn_drain(&conn));  // the request's end was not yet seen
    step = http_conn_step(&conn, &head, (u8 *)post, 0, &limits);
    assert_int_equal(step.event, HTTP_CONN_BODY_END);
    assert_true(http_conn_is_idle(&conn));
    step = http_conn_step(&conn, &head, (u8 *)post, 0, &limits);
    assert_int_equal(step.event, HTTP_CONN_CLOSE);
}

TEST(http_refuses_an_answer_of_another_length) {
    HttpConn conn = {0};
    HttpHead head = {0};
    HttpLimits limits = http_limits_default();
    char text[] = GET "\r\n";
    http_conn_step(&conn, &head, (u8 *)text, sizeof(text) - 1, &limits);
    http_conn_respond(&conn, 200, 5, false);
    assert_true(http_conn_body_out(&conn, 3));
    assert_false(http_conn_body_out(&conn, 3));
    assert_false(http_conn_respond_end(&conn));
    assert_false(conn.is_persistent);
}

TEST(http_output_writes_heads_and_refuses_splitting) {
    u8 bytes[256];
    HttpOutput output = http_output_make(bytes, sizeof(bytes));
    http_output_status(&output, 404);
    http_output_field(&output, SLICE_LITERAL("x-a"), SLICE_LITERAL("b c"));
    http_output_length(&output, 1234567890123);
    http_output_end(&output);
    http_output_chunk(&output, 0x1a2b);
    http_output_last_chunk(&output);
    static const char expected[] =
        "HTTP/1.1 404 Not Found\r\nx-a: b c\r\ncontent-length: 1234567890123\r\n\r\n1a2b\r\n0\r\n";
    assert_int_equal(output.len, sizeof(expected) - 1);
    assert_memory_equal(bytes, expected, output.len);
    assert_false(output.is_full || output.is_invalid);
    http_output_field(&output, SLICE_LITERAL("x"), SLICE_LITERAL("a\r\nb: c"));
    assert_true(output.is_invalid);
    assert_int_equal(output.len, sizeof(expected) - 1);
    HttpOutput tight = http_output_make(bytes, 10);
    http_output_status(&tight, 200);
    assert_true(tight.is_full);
}

TEST(http_dates_are_written_and_read_in_three_forms) {
    static const char *forms[] = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                                  "Sun Nov  6 08:49:37 1994"};
    for (usize i = 0; i < COUNT_OF(forms); i++) {
        i64 seconds;
        assert_true(http_date_read(slice_of_text(forms[i]), &seconds));
        assert_int_equal(seconds, 784111777);
    }
    u8 text[HTTP_DATE_BYTES];
    for (i64 day = -200000; day < 200000; day += 37) {
        i64 seconds = day * 86400 + 3661, read;
        http_date_write(seconds, text);
        assert_true(http_date_read(slice_make(text, sizeof(text)), &read));
        assert_int_equal(read, seconds);
    }
    i64 ignored;
    assert_false(http_date_read(SLICE_LITERAL("Sun, 06 Nov 1994 08:49:37 CET"), &ignored));
    assert_false(http_date_read(SLICE_LITERAL("Sun, 06 Nov 1994 25:49:37 GMT"), &ignored));
    assert_false(http_date_read(SLICE_LITERAL(""), &ignored));
}
