// WebSocket frames by the book and against it, cut at every byte.
#include "server/http/ws_conn.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_BYTES = 8192, MESSAGE_BYTES_MAX = 200 };

static usize frame_write(u8 *to, u8 first, const char *text, usize len) {
    static const u8 mask[] = {1, 0x82, 3, 0x44};
    usize at = ws_header_write(to, (WsOpcode)(first & 15), false, false, len);
    to[0] = first;
    to[1] |= 0x80;
    memcpy(to + at, mask, 4);
    memcpy(to + at + 4, text, len);
    ws_mask(to + at + 4, len, mask, 0);
    return at + 4 + len;
}

// The bytes in two pieces; data of a message is joined in the log.
static void play(Slice bytes, usize cut, bool is_deflate, char *log) {
    WsConn conn = {0};
    WsLimits limits = {
        .message_bytes_max = MESSAGE_BYTES_MAX, .fragment_count_max = 4, .is_deflate = is_deflate};
    usize at = 0, have = cut, len = 0;
    log[0] = 0;
    for (;;) {
        u8 *piece = malloc(have - at + 1);
        memcpy(piece, bytes.data + at, have - at);
        WsStep step = ws_conn_step(&conn, piece, have - at, &limits);
        assert_true(step.used <= have - at);
        at += step.used;
        const char *data = step.data.len ? (const char *)step.data.data : "";
        if (step.event == WS_EVENT_DATA) {
            len += (usize)sprintf(log + len, "%s%.*s%s",
                                  step.is_first ? (step.opcode == WS_TEXT ? "t" : "b") : "",
                                  (int)step.data.len, data, step.is_last ? ";" : "");
        } else if (step.event != WS_EVENT_MORE) {
            len += (usize)sprintf(
                log + len, "<%s %u %.*s>",
                &"more\0data\0ping\0pong\0close\0fail"[step.event * 5 + (step.event > 4)],
                step.code, (int)step.data.len, data);
        }
        free(piece);
        if (step.event == WS_EVENT_FAILED || step.event == WS_EVENT_CLOSE) break;
        if (step.event == WS_EVENT_MORE) {
            assert_int_equal(at, have);
            if (have == bytes.len) break;
            have = bytes.len;
        }
    }
}

static void expect(Slice bytes, bool is_deflate, const char *expected) {
    static char whole[LOG_BYTES], cut_log[LOG_BYTES];
    play(bytes, bytes.len, is_deflate, whole);
    assert_string_equal(whole, expected);
    for (usize cut = 0; cut < bytes.len; cut++) {
        play(bytes, cut, is_deflate, cut_log);
        // Text that turns out to be none fails in the piece where it does.
        if (strstr(expected, "1007") == NULL) assert_string_equal(cut_log, expected);
    }
}

TEST(ws_reads_messages_fragments_and_control_frames_between) {
    u8 bytes[512];
    usize len = frame_write(bytes, 0x81, "hello", 5);
    len += frame_write(bytes + len, 0x02, "ab", 2);
    len += frame_write(bytes + len, 0x89, "p", 1);
    len += frame_write(bytes + len, 0x00, "", 0);
    len += frame_write(bytes + len, 0x8a, "", 0);
    len += frame_write(bytes + len, 0x80, "cd", 2);
    len += frame_write(bytes + len, 0x81, "", 0);
    len += frame_write(bytes + len, 0x01, "\xc3", 1);
    len += frame_write(bytes + len, 0x80, "\xa4!", 2);
    char large[150];
    memset(large, 'x', sizeof(large));
    len += frame_write(bytes + len, 0x82, large, sizeof(large));
    len += frame_write(bytes + len, 0x88,
                       "\x03\xe8"
                       "bye",
                       5);
    char expected[512];
    sprintf(expected, "thello;bab<ping 0 p><pong 0 >cd;t;t\xc3\xa4!;b%.150s;<close 1000 bye>",
            large);
    expect(slice_make(bytes, len), false, expected);
}

TEST(ws_refuses_what_breaks_the_rules) {
    static const struct {
        u8 bytes[12];
        u8 len;
        u16 code;
    } cases[] = {
        {{0x81, 0x01, 'a'}, 3, 1002},                           // no mask
        {{0xa1, 0x80, 0, 0, 0, 0}, 6, 1002},                    // RSV2
        {{0x91, 0x80, 0, 0, 0, 0}, 6, 1002},                    // RSV3
        {{0xc1, 0x80, 0, 0, 0, 0}, 6, 1002},                    // RSV1, not agreed on
        {{0x83, 0x80, 0, 0, 0, 0}, 6, 1002},                    // an unknown opcode
        {{0x8b, 0x80, 0, 0, 0, 0}, 6, 1002},                    // another
        {{0x80, 0x80, 0, 0, 0, 0}, 6, 1002},                    // nothing to continue
        {{0x09, 0x80, 0, 0, 0, 0}, 6, 1002},                    // a fragment of a ping
        {{0x89, 0xfe, 0, 126, 0, 0, 0, 0}, 8, 1002},            // a long ping
        {{0x81, 0xfe, 0, 125, 0, 0, 0, 0}, 8, 1002},            // a length not in its shortest form
        {{0x81, 0xfe, 0, 201, 0, 0, 0, 0}, 8, 1009},            // too long
        {{0x88, 0x81, 0, 0, 0, 0, 3}, 7, 1002},                 // half a code
        {{0x88, 0x82, 0, 0, 0, 0, 3, 0xed}, 8, 1002},           // 1005 is never sent
        {{0x88, 0x82, 0, 0, 0, 0, 0, 1}, 8, 1002},              // 1
        {{0x88, 0x83, 0, 0, 0, 0, 3, 0xe8, 0x80}, 9, 1007},     // a reason that is no text
        {{0x81, 0x81, 0, 0, 0, 0, 0x80}, 7, 1007},              // no text
        {{0x81, 0x81, 0, 0, 0, 0, 0xc3}, 7, 1007},              // half a character
        {{0x81, 0x82, 0, 0, 0, 0, 0xc0, 0x80}, 8, 1007},        // an overlong one
        {{0x81, 0x83, 0, 0, 0, 0, 0xed, 0xa0, 0x80}, 9, 1007},  // a surrogate
    };
    for (usize i = 0; i < COUNT_OF(cases); i++) {
        char expected[64];
        sprintf(expected, "<fail %u >", cases[i].code);
        expect(slice_make(cases[i].bytes, cases[i].len), false, expected);
    }
    u8 bytes[64];
    usize len = frame_write(bytes, 0x01, "a", 1);
    usize first = len;
    len += frame_write(bytes + len, 0x81, "b", 1);
    expect(slice_make(bytes, len), false, "ta<fail 1002 >");
    len = first;
    for (u32 i = 0; i < 4; i++) len += frame_write(bytes + len, 0x00, "c", 1);
    expect(slice_make(bytes, len), false, "taccc<fail 1009 >");
}

TEST(ws_passes_compressed_messages_unchecked) {
    u8 bytes[64];
    usize len = frame_write(bytes, 0xc1, "\xff", 1);
    expect(slice_make(bytes, len), true, "t\xff;");
}

TEST(ws_masks_every_length_and_place_alike) {
    static const u8 mask[] = {0x12, 0x34, 0x56, 0x78};
    for (usize len = 0; len < 70; len++) {
        for (u64 at = 0; at < 5; at++) {
            u8 bytes[70];
            memset(bytes, 0xa5, sizeof(bytes));
            ws_mask(bytes, len, mask, at);
            for (usize i = 0; i < sizeof(bytes); i++)
                assert_int_equal(bytes[i], i < len ? 0xa5 ^ mask[(at + i) % 4] : 0xa5);
        }
    }
}

TEST(ws_headers_are_read_as_written) {
    static const u64 sizes[] = {0, 1, 125, 126, 127, 65535, 65536, (u64)1 << 40};
    for (usize i = 0; i < COUNT_OF(sizes); i++) {
        u8 bytes[WS_HEADER_BYTES_MAX];
        WsHeader header;
        usize len = ws_header_write(bytes, WS_BINARY, true, i & 1, sizes[i]);
        for (usize cut = 0; cut < len; cut++)
            assert_int_equal(ws_header_read(slice_make(bytes, cut), &header), 0);
        assert_int_equal(ws_header_read(slice_make(bytes, len), &header), len);
        assert_true(header.payload_bytes == sizes[i] && header.is_minimal && !header.is_masked);
        assert_int_equal(header.is_compressed, i & 1);
    }
}

TEST(ws_accepts_only_keys_of_sixteen_bytes) {
    u8 accept[WS_ACCEPT_BYTES];
    assert_true(ws_accept(SLICE_LITERAL("dGhlIHNhbXBsZSBub25jZQ=="), accept));
    assert_memory_equal(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WS_ACCEPT_BYTES);
    static const char *bad[] = {"", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZR==",
                                "dGhlIHNhbXBsZSBub25jZ!==", "dGhlIHNhbXBsZSBub25jZQAA"};
    for (usize i = 0; i < COUNT_OF(bad); i++)
        assert_false(ws_accept(slice_of_text(bad[i]), accept));
}
