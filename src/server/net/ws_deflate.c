#include "server/net/ws_deflate.h"

#include "base/check.h"
#include "server/http/http_field.h"

#include <stdlib.h>
#include <string.h>

#ifdef KRAIT_ZLIB
#include <zlib.h>

enum { PIECE_BYTES = 16 * 1024, TAIL_BYTES = 4, WINDOW_BITS = 15, MEMORY_LEVEL = 8 };

// The end of every flushed block, which is not sent.
static const u8 tail[TAIL_BYTES] = {0, 0, 0xff, 0xff};

struct WsDeflater {
    z_stream stream;
    u8 piece[PIECE_BYTES];
};

struct WsInflater {
    z_stream stream;
    bool is_tail_due;
    u8 piece[PIECE_BYTES];
};

// ---- The handshake

static Slice trimmed(Slice text) {
    while (text.len > 0 && text.data[0] == ' ') text = slice_from(text, 1);
    while (text.len > 0 && text.data[text.len - 1] == ' ') text.len--;
    return text;
}

static Slice part_next(Slice *text) {
    const u8 *end = memchr(text->data, ';', text->len);
    usize len = end ? (usize)(end - text->data) : text->len;
    Slice part = slice_range(*text, 0, len);
    *text = slice_from(*text, end ? len + 1 : len);
    return trimmed(part);
}

// The client's window is its own business; ours has its full size, so an offer that wants it
// smaller is passed over.
static bool is_acceptable(Slice parameter) {
    static const char *const plain[] = {"server_no_context_takeover", "client_no_context_takeover",
                                        "client_max_window_bits", "server_max_window_bits=15"};
    for (usize i = 0; i < COUNT_OF(plain); i++) {
        if (http_text_is(parameter, slice_of_text(plain[i]))) return true;
    }
    Slice client = SLICE_LITERAL("client_max_window_bits=");
    if (!slice_starts_with(parameter, client)) return false;
    Slice bits = slice_from(parameter, client.len);
    if (bits.len == 1) return bits.data[0] == '8' || bits.data[0] == '9';
    return bits.len == 2 && bits.data[0] == '1' && bits.data[1] >= '0' && bits.data[1] <= '5';
}

bool ws_deflate_accept(Slice offers, Slice *answer) {
    Slice offer;
    while (http_list_next(&offers, &offer)) {
        if (!http_text_is(part_next(&offer), SLICE_LITERAL("permessage-deflate"))) continue;
        bool is_good = true;
        while (offer.len > 0) is_good = is_acceptable(part_next(&offer)) && is_good;
        if (!is_good) continue;
        *answer = SLICE_LITERAL(
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
        return true;
    }
    return false;
}

// ---- Out

Status ws_deflater_new(WsDeflater **deflater) {
    WsDeflater *made = calloc(1, sizeof(*made));
    if (!made) return STATUS_NO_MEMORY;
    if (deflateInit2(&made->stream, Z_BEST_SPEED, Z_DEFLATED, -WINDOW_BITS, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        free(made);
        return STATUS_NO_MEMORY;
    }
    *deflater = made;
    return STATUS_OK;
}

void ws_deflater_free(WsDeflater *deflater) {
    if (!deflater) return;
    deflateEnd(&deflater->stream);
    free(deflater);
}

bool ws_deflate(WsDeflater *deflater, Slice message, WsDeflateGive *give, void *context) {
    z_stream *stream = &deflater->stream;
    usize held = 0;  // of the piece: bytes that may be the tail
    CHECK(deflateReset(stream) == Z_OK);
    for (usize at = 0;;) {
        usize len = message.len - at < PIECE_BYTES ? message.len - at : PIECE_BYTES;
        bool is_end = at + len == message.len;
        stream->next_in = (u8 *)(uintptr_t)message.data + at;
        stream->avail_in = (uInt)len;
        do {
            stream->next_out = deflater->piece + held;
            stream->avail_out = (uInt)(PIECE_BYTES - held);
            int result = deflate(stream, is_end ? Z_SYNC_FLUSH : Z_NO_FLUSH);
            CHECK(result == Z_OK || result == Z_BUF_ERROR);
            usize have = PIECE_BYTES - stream->avail_out;
            bool is_over = is_end && stream->avail_out > 0;
            if (have < TAIL_BYTES && !is_over) {
                held = have;
                continue;
            }
            CHECK(have >= TAIL_BYTES);
            if ((have > TAIL_BYTES || is_over) &&
                !give(context, slice_make(deflater->piece, have - TAIL_BYTES), is_over)) {
                return false;
            }
            if (is_over) return true;
            memmove(deflater->piece, deflater->piece + have - TAIL_BYTES, TAIL_BYTES);
            held = TAIL_BYTES;
        } while (stream->avail_in > 0 || stream->avail_out == 0);
        at += len;
    }
}

// ---- In

Status ws_inflater_new(WsInflater **inflater) {
    WsInflater *made = calloc(1, sizeof(*made));
    if (!made) return STATUS_NO_MEMORY;
    if (inflateInit2(&made->stream, -WINDOW_BITS) != Z_OK) {
        free(made);
        return STATUS_NO_MEMORY;
    }
    *inflater = made;
    return STATUS_OK;
}

void ws_inflater_free(WsInflater *inflater) {
    if (!inflater) return;
    inflateEnd(&inflater->stream);
    free(inflater);
}

void ws_inflate_begin(WsInflater *inflater) {
    CHECK(inflateReset(&inflater->stream) == Z_OK);
    inflater->is_tail_due = false;
    inflater->stream.avail_in = 0;
}

void ws_inflate_push(WsInflater *inflater, Slice compressed, bool is_last) {
    CHECK(inflater->stream.avail_in == 0 && compressed.len <= UINT32_MAX);
    inflater->stream.next_in = (u8 *)(uintptr_t)compressed.data;
    inflater->stream.avail_in = (uInt)compressed.len;
    inflater->is_tail_due = is_last;
}

WsInflateStep ws_inflate_step(WsInflater *inflater, Slice *data) {
    z_stream *stream = &inflater->stream;
    stream->next_out = inflater->piece;
    stream->avail_out = PIECE_BYTES;
    for (;;) {
        if (stream->avail_in == 0 && inflater->is_tail_due) {
            stream->next_in = (u8 *)(uintptr_t)tail;
            stream->avail_in = TAIL_BYTES;
            inflater->is_tail_due = false;
        }
        int result = inflate(stream, Z_SYNC_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return WS_INFLATE_FAILED;
        *data = slice_make(inflater->piece, PIECE_BYTES - stream->avail_out);
        if (stream->avail_out == 0) return WS_INFLATE_DATA;
        if (stream->avail_in == 0 && !inflater->is_tail_due) return WS_INFLATE_MORE;
        // A final block may be followed by others (RFC 7692 7.2.3.4).
        if (result == Z_STREAM_END && inflateReset(stream) != Z_OK) return WS_INFLATE_FAILED;
        if (result == Z_BUF_ERROR && stream->avail_in > 0) return WS_INFLATE_FAILED;
    }
}

#else

bool ws_deflate_accept(Slice offers, Slice *answer) {
    (void)offers, (void)answer;
    return false;
}

Status ws_deflater_new(WsDeflater **deflater) {
    (void)deflater;
    return STATUS_UNSUPPORTED;
}

void ws_deflater_free(WsDeflater *deflater) {
    CHECK(!deflater);
}

Status ws_inflater_new(WsInflater **inflater) {
    (void)inflater;
    return STATUS_UNSUPPORTED;
}

void ws_inflater_free(WsInflater *inflater) {
    CHECK(!inflater);
}

bool ws_deflate(WsDeflater *deflater, Slice message, WsDeflateGive *give, void *context) {
    (void)deflater, (void)message, (void)give, (void)context;
    UNREACHABLE("no offer was accepted");
}

void ws_inflate_begin(WsInflater *inflater) {
    (void)inflater;
    UNREACHABLE("no offer was accepted");
}

void ws_inflate_push(WsInflater *inflater, Slice compressed, bool is_last) {
    (void)inflater, (void)compressed, (void)is_last;
    UNREACHABLE("no offer was accepted");
}

WsInflateStep ws_inflate_step(WsInflater *inflater, Slice *data) {
    (void)inflater, (void)data;
    UNREACHABLE("no offer was accepted");
}

#endif
