// Where zlib is not there, no offer is accepted and there is nothing else to test.
#include "server/net/ws_deflate.h"
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 200000 };

typedef struct {
    u8 *bytes;
    usize len;
    bool has_ended;
} Gathered;

static bool gather(void *context, Slice piece, bool is_last) {
    Gathered *gathered = context;
    assert_false(gathered->has_ended);
    memcpy(gathered->bytes + gathered->len, piece.data, piece.len);
    gathered->len += piece.len;
    gathered->has_ended = is_last;
    return true;
}

static bool has_zlib(void) {
    Slice answer;
    return ws_deflate_accept(SLICE_LITERAL("permessage-deflate"), &answer);
}

// Inflates what comes in two parts; returns the length, or -1.
static isize inflated(WsInflater *inflater, Slice compressed, usize cut, u8 *bytes) {
    usize len = 0;
    ws_inflate_begin(inflater);
    for (u32 part = 0; part < 2; part++) {
        Slice pushed = part ? slice_from(compressed, cut) : slice_range(compressed, 0, cut);
        ws_inflate_push(inflater, pushed, part == 1);
        WsInflateStep step;
        do {
            Slice data;
            step = ws_inflate_step(inflater, &data);
            if (step == WS_INFLATE_FAILED) return -1;
            if (len + data.len > BYTES_MAX) return -1;
            memcpy(bytes + len, data.data, data.len);
            len += data.len;
        } while (step == WS_INFLATE_DATA);
    }
    return (isize)len;
}

TEST(ws_deflate_gives_back_every_message) {
    if (!has_zlib()) skip();
    WsDeflater *deflater;
    WsInflater *inflater;
    assert_int_equal(ws_deflater_new(&deflater), STATUS_OK);
    assert_int_equal(ws_inflater_new(&inflater), STATUS_OK);
    u8 *message = malloc(BYTES_MAX), *back = malloc(BYTES_MAX), *compressed = malloc(2 * BYTES_MAX);
    u32 seed = 1;
    static const usize sizes[] = {0, 1, 2, 100, 16383, 16384, 16385, 50000, BYTES_MAX};
    for (usize i = 0; i < COUNT_OF(sizes); i++) {
        for (u32 kind = 0; kind < 3; kind++) {
            for (usize at = 0; at < sizes[i]; at++) {
                seed = seed * 1664525u + 1013904223u;
                message[at] = kind == 0   ? 'a'
                              : kind == 1 ? (u8)(seed >> 24)
                                          : (u8)('a' + (seed >> 30));
            }
            Gathered gathered = {.bytes = compressed};
            assert_true(ws_deflate(deflater, slice_make(message, sizes[i]), gather, &gathered));
            assert_true(gathered.has_ended);
            for (usize cut = 0; cut <= gathered.len; cut += 1 + gathered.len / 7) {
                Slice all = slice_make(compressed, gathered.len);
                assert_int_equal(inflated(inflater, all, cut, back), sizes[i]);
                assert_memory_equal(message, back, sizes[i]);
            }
        }
    }
    free(message), free(back), free(compressed);
    ws_deflater_free(deflater);
    ws_inflater_free(inflater);
}

TEST(ws_deflate_reads_the_examples_of_the_standard_and_refuses_nonsense) {
    if (!has_zlib()) skip();
    static const struct {
        u8 bytes[20];
        u8 len;
        const char *text;
    } cases[] = {
        {{0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00}, 7, "Hello"},
        {{0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00}, 11, "Hello"},
        {{0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00}, 8, "Hello"},
        {{0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00},
         13,
         "Hello"},
        {{0x00}, 1, ""},
        {{0xff, 0xff, 0xff}, 3, NULL},
    };
    WsInflater *inflater;
    assert_int_equal(ws_inflater_new(&inflater), STATUS_OK);
    u8 *back = malloc(BYTES_MAX);
    for (usize i = 0; i < COUNT_OF(cases); i++) {
        for (usize cut = 0; cut <= cases[i].len; cut++) {
            isize len = inflated(inflater, slice_make(cases[i].bytes, cases[i].len), cut, back);
            assert_int_equal(len, cases[i].text ? (isize)strlen(cases[i].text) : -1);
            if (cases[i].text) assert_memory_equal(back, cases[i].text, (usize)len);
        }
    }
    free(back);
    ws_inflater_free(inflater);
}

TEST(ws_deflate_accepts_offers_it_can_keep) {
    if (!has_zlib()) skip();
    static const char *good[] = {
        "permessage-deflate; client_max_window_bits",
        "x, permessage-deflate;server_no_context_takeover ; client_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate"};
    static const char *bad[] = {
        "", "permessage-bzip2", "permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; client_max_window_bits=16", "permessage-deflate; unknown"};
    Slice answer;
    for (usize i = 0; i < COUNT_OF(good); i++)
        assert_true(ws_deflate_accept(slice_of_text(good[i]), &answer));
    for (usize i = 0; i < COUNT_OF(bad); i++)
        assert_false(ws_deflate_accept(slice_of_text(bad[i]), &answer));
}
