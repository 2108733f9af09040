// Any bytes as a compressed message, whole and cut, and as an offer of extensions.
#include "base/check.h"
#include "server/net/ws_deflate.h"

#include <stdlib.h>
#include <string.h>

enum { BYTES_MAX = 1 << 20 };

typedef struct {
    bool has_failed;
    u64 len, hash;
} Played;

static Played play(WsInflater *inflater, Slice compressed, usize cut) {
    Played played = {.hash = 0xcbf29ce484222325};
    ws_inflate_begin(inflater);
    for (u32 part = 0; part < 2; part++) {
        Slice pushed = part ? slice_from(compressed, cut) : slice_range(compressed, 0, cut);
        ws_inflate_push(inflater, pushed, part == 1);
        WsInflateStep step;
        do {
            Slice data;
            step = ws_inflate_step(inflater, &data);
            if (step == WS_INFLATE_FAILED) {
                played.has_failed = true;
                return played;
            }
            for (usize i = 0; i < data.len; i++)
                played.hash = (played.hash ^ data.data[i]) * 0x100000001b3;
            played.len += data.len;
            if (played.len > BYTES_MAX) return played;
        } while (step == WS_INFLATE_DATA);
    }
    return played;
}

int LLVMFuzzerTestOneInput(const u8 *data, usize size) {
    Slice answer, offer = slice_make(data, size);
    WsInflater *inflater;
    bool ignored = ws_deflate_accept(offer, &answer);
    (void)ignored;
    if (size < 1 || ws_inflater_new(&inflater) != STATUS_OK) return 0;
    Slice message = slice_from(offer, 1);
    Played whole = play(inflater, message, message.len);
    Played cut = play(inflater, message, message.len > 0 ? data[0] % message.len : 0);
    CHECK(whole.has_failed == cut.has_failed || whole.len > BYTES_MAX || cut.len > BYTES_MAX);
    bool is_whole = !whole.has_failed && !cut.has_failed && whole.len <= BYTES_MAX;
    if (is_whole && cut.len <= BYTES_MAX) CHECK(whole.len == cut.len && whole.hash == cut.hash);
    ws_inflater_free(inflater);
    return 0;
}
