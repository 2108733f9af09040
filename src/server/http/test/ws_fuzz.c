// Any bytes as a WebSocket's input, whole and cut: the same data, and never past the limits.
#include "base/check.h"
#include "server/http/ws_conn.h"

#include <stdlib.h>
#include <string.h>

static u64 play(const u8 *data, usize size, usize cut, const WsLimits *limits) {
    WsConn conn = {0};
    u64 hash = 0xcbf29ce484222325, message_bytes = 0;
    usize at = 0, have = cut;
    for (;;) {
        u8 *piece = malloc(have - at + 1);
        CHECK(piece);
        memcpy(piece, data + at, have - at);
        WsStep step = ws_conn_step(&conn, piece, have - at, limits);
        CHECK(step.used <= have - at);
        at += step.used;
        if (step.event == WS_EVENT_DATA) {
            message_bytes = step.is_first ? step.data.len : message_bytes + step.data.len;
            CHECK(message_bytes <= limits->message_bytes_max);
        } else if (step.event != WS_EVENT_MORE) {
            hash = hash * 31 + step.event + step.code;
        }
        // Text that turns out to be none may be told up to there.
        bool is_counted = step.event != WS_EVENT_DATA || step.opcode == WS_BINARY;
        for (usize i = 0; i < step.data.len && is_counted; i++)
            hash = (hash ^ step.data.data[i]) * 0x100000001b3;
        free(piece);
        if (step.event == WS_EVENT_FAILED || step.event == WS_EVENT_CLOSE) break;
        if (step.event != WS_EVENT_MORE) continue;
        CHECK(at == have);
        if (have == size) break;
        have = size;
    }
    return hash;
}

int LLVMFuzzerTestOneInput(const u8 *data, usize size) {
    if (size < 3) return 0;
    WsLimits limits = {.message_bytes_max = 64u << (data[0] & 7),
                       .fragment_count_max = 8,
                       .is_deflate = (data[0] & 8) != 0};
    usize cut = data[1] % (size - 1);
    CHECK(play(data + 2, size - 2, size - 2, &limits) == play(data + 2, size - 2, cut, &limits));
    return 0;
}
