#include "server/http/ws_conn.h"

#include <string.h>

enum { UTF8_DONE = 0 };

// The state: how many bytes are missing in its low byte; above them, the range of the next one.
static u32 utf8_expect(u32 missing, u32 low, u32 high) {
    return missing | low << 8 | high << 16;
}

static bool utf8_byte(u32 *state, u8 byte) {
    if (*state != UTF8_DONE) {
        if (byte < (*state >> 8 & 0xff) || byte > *state >> 16) return false;
        u32 missing = (*state & 0xff) - 1;
        *state = missing ? utf8_expect(missing, 0x80, 0xbf) : UTF8_DONE;
        return true;
    }
    if (byte < 0x80) return true;
    if (byte < 0xc2 || byte > 0xf4) return false;
    if (byte < 0xe0) {
        *state = utf8_expect(1, 0x80, 0xbf);
    } else if (byte < 0xf0) {
        *state = utf8_expect(2, byte == 0xe0 ? 0xa0 : 0x80, byte == 0xed ? 0x9f : 0xbf);
    } else {
        *state = utf8_expect(3, byte == 0xf0 ? 0x90 : 0x80, byte == 0xf4 ? 0x8f : 0xbf);
    }
    return true;
}

bool ws_utf8_check(u32 *state, Slice text) {
    static const u64 high_bits = 0x8080808080808080u;
    for (usize i = 0; i < text.len;) {
        u64 words[2];
        if (*state == UTF8_DONE && text.len - i >= sizeof(words)) {
            memcpy(words, text.data + i, sizeof(words));
            if (((words[0] | words[1]) & high_bits) == 0) {
                i += sizeof(words);
                continue;
            }
        }
        if (!utf8_byte(state, text.data[i++])) return false;
    }
    return true;
}

static WsStep fail(WsConn *conn, usize used, u32 code) {
    conn->is_closed = true;
    return (WsStep){.event = WS_EVENT_FAILED, .used = used, .code = code};
}

static bool is_control(u8 opcode) {
    return opcode >= WS_CLOSE;
}

// 0, or the close code for a frame that must not come now.
static u32 frame_check(const WsConn *conn, const WsHeader *frame, const WsLimits *limits) {
    if (!frame->is_masked || frame->reserved || !frame->is_minimal) return WS_CODE_PROTOCOL_ERROR;
    if (is_control(frame->opcode)) {
        bool is_known = frame->opcode <= WS_PONG;
        bool is_plain = frame->is_final && !frame->is_compressed;
        bool is_short = frame->payload_bytes <= WS_CONTROL_BYTES_MAX;
        return is_known && is_plain && is_short ? 0 : WS_CODE_PROTOCOL_ERROR;
    }
    if (frame->opcode > WS_BINARY) return WS_CODE_PROTOCOL_ERROR;
    bool is_begun = conn->message_opcode != 0;
    if ((frame->opcode == WS_CONTINUATION) != is_begun) return WS_CODE_PROTOCOL_ERROR;
    if (frame->is_compressed && (!limits->is_deflate || is_begun)) return WS_CODE_PROTOCOL_ERROR;
    u64 before = is_begun ? conn->message_bytes : 0;
    if (frame->payload_bytes > limits->message_bytes_max - before) return WS_CODE_TOO_BIG;
    if (is_begun && conn->fragment_count >= limits->fragment_count_max) return WS_CODE_TOO_BIG;
    return 0;
}

static void frame_begin(WsConn *conn, const WsHeader *frame) {
    conn->frame = *frame;
    conn->frame_at = 0;
    conn->is_in_frame = true;
    conn->held_len = 0;
    if (is_control(frame->opcode)) return;
    conn->fragment_count++;
    if (frame->opcode == WS_CONTINUATION) return;
    conn->message_opcode = frame->opcode;
    conn->message_bytes = 0;
    conn->fragment_count = 1;
    conn->utf8_state = UTF8_DONE;
    conn->is_compressed = frame->is_compressed;
    conn->is_first = true;
}

static WsStep close_step(WsConn *conn, usize used) {
    conn->is_closed = true;
    WsStep step = {.event = WS_EVENT_CLOSE, .used = used, .code = WS_CODE_NO_STATUS};
    if (conn->held_len == 0) return step;
    if (conn->held_len == 1) return fail(conn, used, WS_CODE_PROTOCOL_ERROR);
    step.code = (u32)conn->held[0] << 8 | conn->held[1];
    step.data = slice_make(conn->held + 2, conn->held_len - 2u);
    if (!ws_code_is_valid(step.code)) return fail(conn, used, WS_CODE_PROTOCOL_ERROR);
    u32 state = UTF8_DONE;
    if (!ws_utf8_check(&state, step.data) || state != UTF8_DONE)
        return fail(conn, used, WS_CODE_INVALID_DATA);
    return step;
}

// Control frames are gathered: their payload is short, and answered as one.
static WsStep control_step(WsConn *conn, u8 *input, usize at, usize len) {
    usize left = (usize)(conn->frame.payload_bytes - conn->frame_at);
    usize taken = len - at < left ? len - at : left;
    memcpy(conn->held + conn->held_len, input + at, taken);
    ws_mask(conn->held + conn->held_len, taken, conn->frame.mask, conn->frame_at);
    conn->held_len = (u8)(conn->held_len + taken);
    conn->frame_at += taken;
    at += taken;
    if (conn->frame_at < conn->frame.payload_bytes)
        return (WsStep){.event = WS_EVENT_MORE, .used = at};
    conn->is_in_frame = false;
    usize held_len = conn->held_len;
    if (conn->frame.opcode == WS_CLOSE) return close_step(conn, at);
    conn->held_len = 0;
    return (WsStep){.event = conn->frame.opcode == WS_PING ? WS_EVENT_PING : WS_EVENT_PONG,
                    .used = at,
                    .data = slice_make(conn->held, held_len)};
}

static WsStep data_step(WsConn *conn, u8 *input, usize at, usize len) {
    u64 left = conn->frame.payload_bytes - conn->frame_at;
    usize taken = len - at < left ? len - at : (usize)left;
    ws_mask(input + at, taken, conn->frame.mask, conn->frame_at);
    conn->frame_at += taken;
    conn->message_bytes += taken;
    bool is_frame_end = conn->frame_at == conn->frame.payload_bytes;
    WsStep step = {.event = WS_EVENT_DATA,
                   .used = at + taken,
                   .opcode = (WsOpcode)conn->message_opcode,
                   .is_first = conn->is_first,
                   .is_last = is_frame_end && conn->frame.is_final,
                   .is_compressed = conn->is_compressed,
                   .data = slice_make(input + at, taken)};
    if (step.opcode == WS_TEXT && !step.is_compressed) {
        bool is_text = ws_utf8_check(&conn->utf8_state, step.data);
        if (!is_text || (step.is_last && conn->utf8_state != UTF8_DONE))
            return fail(conn, at + taken, WS_CODE_INVALID_DATA);
    }
    if (is_frame_end) conn->is_in_frame = false;
    if (step.is_last) conn->message_opcode = 0;
    bool is_empty = taken == 0 && !step.is_last;
    if (is_empty) step.event = WS_EVENT_MORE;
    if (!is_empty) conn->is_first = false;
    return step;
}

// Takes header bytes, one part from before if it was cut. 0: more are needed.
static usize header_take(WsConn *conn, const u8 *input, usize len, WsHeader *frame) {
    if (conn->held_len == 0) {
        usize bytes = ws_header_read(slice_make(input, len), frame);
        if (bytes > 0) return bytes;
    }
    usize before = conn->held_len;
    usize taken = len < WS_HEADER_BYTES_MAX - before ? len : WS_HEADER_BYTES_MAX - before;
    memcpy(conn->held + before, input, taken);
    usize bytes = ws_header_read(slice_make(conn->held, before + taken), frame);
    if (bytes > 0) return bytes - before;
    conn->held_len = (u8)(before + taken);
    return 0;
}

WsStep ws_conn_step(WsConn *conn, u8 *input, usize len, const WsLimits *limits) {
    usize at = 0;
    for (;;) {
        if (conn->is_closed) return (WsStep){.event = WS_EVENT_MORE, .used = len};
        if (!conn->is_in_frame) {
            WsHeader frame;
            if (at == len) return (WsStep){.event = WS_EVENT_MORE, .used = at};
            usize taken = header_take(conn, input + at, len - at, &frame);
            if (taken == 0) return (WsStep){.event = WS_EVENT_MORE, .used = len};
            at += taken;
            u32 code = frame_check(conn, &frame, limits);
            if (code) return fail(conn, at, code);
            frame_begin(conn, &frame);
        }
        if (at == len && conn->frame_at < conn->frame.payload_bytes)
            return (WsStep){.event = WS_EVENT_MORE, .used = at};
        WsStep step = is_control(conn->frame.opcode) ? control_step(conn, input, at, len)
                                                     : data_step(conn, input, at, len);
        if (step.event != WS_EVENT_MORE) return step;
        at = step.used;
    }
}
