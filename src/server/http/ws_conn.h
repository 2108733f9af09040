// server/http/ws_conn.h — the server's side of one WebSocket connection: no I/O, no memory of its
// own.
//
// The caller gives what it received; a step unmasks in place and says what it found. Data comes in
// pieces as it arrives (text checked for UTF-8 across them); a message ends with `is_last`.
// Fragments are one message to the caller. Control frames come whole.
#pragma once

#include "server/http/ws_frame.h"

typedef enum {
    WS_EVENT_MORE,  // all input is used up
    WS_EVENT_DATA,  // a piece of a message
    WS_EVENT_PING,  // answer with a pong of the same data
    WS_EVENT_PONG,
    WS_EVENT_CLOSE,   // code and reason; answer with a close frame if none was sent, then close
    WS_EVENT_FAILED,  // the peer broke the rules: send a close frame with `code`, then close
} WsEvent;

typedef struct {
    u64 message_bytes_max;
    u32 fragment_count_max;
    bool is_deflate;  // permessage-deflate was agreed on: RSV1 may be set
} WsLimits;

// A zeroed one is ready.
typedef struct {
    WsHeader frame;
    u64 frame_at;  // payload bytes of the frame already seen
    u64 message_bytes;
    u32 fragment_count;
    u32 utf8_state;
    u8 message_opcode;  // 0: between messages
    bool is_in_frame, is_compressed, is_first, is_closed;
    u8 held_len;  // bytes of `held`: a header that was cut, or a control frame's payload
    u8 held[WS_CONTROL_BYTES_MAX + 3];
} WsConn;

typedef struct {
    WsEvent event;
    usize used;       // of the input
    WsOpcode opcode;  // WS_EVENT_DATA: WS_TEXT or WS_BINARY
    bool is_first, is_last;
    bool is_compressed;  // the data is a part of a deflated message; its UTF-8 is not checked yet
    u32 code;            // WS_EVENT_CLOSE, WS_EVENT_FAILED
    Slice data;  // unmasked; in the input, or in WsConn (control frames): good until the next step
} WsStep;

WsStep ws_conn_step(WsConn *conn, u8 *input, usize len, const WsLimits *limits);

// Checks UTF-8 that comes in pieces. `state` starts at 0 and is 0 at the end of whole text.
// False: this can never become UTF-8.
bool ws_utf8_check(u32 *state, Slice text);
