// server/http/ws_frame.h — WebSocket frames (RFC 6455): headers read and written, masks, the
// handshake's key.
#pragma once

#include "base/slice.h"

typedef enum {
    WS_CONTINUATION = 0,
    WS_TEXT = 1,
    WS_BINARY = 2,
    WS_CLOSE = 8,
    WS_PING = 9,
    WS_PONG = 10,
} WsOpcode;

enum {
    WS_HEADER_BYTES_MAX = 14,
    WS_CONTROL_BYTES_MAX = 125,
    WS_ACCEPT_BYTES = 28,
};

// Close codes that are sent.
enum {
    WS_CODE_NORMAL = 1000,
    WS_CODE_GOING_AWAY = 1001,
    WS_CODE_PROTOCOL_ERROR = 1002,
    WS_CODE_NO_STATUS = 1005,  // never sent: the close frame had none
    WS_CODE_ABNORMAL = 1006,   // never sent: there was no close frame
    WS_CODE_INVALID_DATA = 1007,
    WS_CODE_TOO_BIG = 1009,
    WS_CODE_INTERNAL_ERROR = 1011,
};

typedef struct {
    u64 payload_bytes;
    u8 opcode;
    bool is_final, is_compressed, is_masked;  // is_compressed: RSV1
    bool reserved;                            // RSV2 or RSV3 is set
    bool is_minimal;                          // its length is written in the shortest way
    u8 mask[4];
} WsHeader;

// Writes a header without mask, as servers do; returns its size.
usize ws_header_write(u8 header[WS_HEADER_BYTES_MAX], WsOpcode opcode, bool is_final,
                      bool is_compressed, u64 payload_bytes);

// Bytes of the header, 0: not all here yet. It says nothing about what may be in a header.
usize ws_header_read(Slice input, WsHeader *header);

// XORs the mask in place; `at` is the place of the first byte in the frame's payload.
void ws_mask(u8 *data, usize len, const u8 mask[4], u64 at);

bool ws_code_is_valid(u32 code);  // may be in a close frame

// Sec-WebSocket-Accept for a client's key. False: the key is not 16 bytes in Base64.
bool ws_accept(Slice key, u8 accept[WS_ACCEPT_BYTES]);
