// Any bytes as a multipart body, whole and cut: the same parts.
#include "base/check.h"
#include "server/http/multipart.h"
#include "server/http/urlencoded.h"

#include <stdlib.h>
#include <string.h>

static u64 add(u64 hash, Slice bytes) {
    for (usize i = 0; i < bytes.len; i++) hash = (hash ^ bytes.data[i]) * 0x100000001b3;
    return hash;
}

static u64 play(Slice boundary, const u8 *data, usize size, usize cut) {
    Multipart *parser = malloc(sizeof(*parser));
    CHECK(parser);
    multipart_init(parser, boundary);
    MultipartLimits limits = {.part_count_max = 5, .part_bytes_max = 1 << 20};
    u64 hash = 0xcbf29ce484222325;
    usize at = 0, have = cut;
    for (;;) {
        u8 *piece = malloc(have - at + 1);
        CHECK(piece);
        memcpy(piece, data + at, have - at);
        MultipartStep step = multipart_step(parser, slice_make(piece, have - at), &limits);
        CHECK(step.used <= have - at);
        at += step.used;
        bool is_told = step.event != MULTIPART_MORE && step.event != MULTIPART_DATA;
        if (is_told) hash = hash * 31 + step.event;
        hash = add(add(add(add(hash, step.data), step.name), step.filename), step.content_type);
        free(piece);
        if (step.event == MULTIPART_FAILED) break;
        if (step.event == MULTIPART_MORE && at == have) {
            if (have == size) break;
            have = size;
        }
    }
    free(parser);
    return hash;
}

int LLVMFuzzerTestOneInput(const u8 *data, usize size) {
    if (size < 2) return 0;
    usize cut = data[0] % size;
    Slice boundary, rest = slice_make(data + 1, size - 1), name, value;
    bool has_value;
    u8 *decoded = malloc(size);
    CHECK(decoded);
    CHECK(urlencoded_decode(rest, true, decoded) <= rest.len);
    free(decoded);
    while (urlencoded_next(&rest, &name, &value, &has_value)) {
    }
    bool ignored = multipart_boundary(slice_make(data + 1, size - 1), &boundary);
    (void)ignored;
    u64 whole = play(SLICE_LITERAL("b"), data + 1, size - 1, size - 1);
    CHECK(whole == play(SLICE_LITERAL("b"), data + 1, size - 1, cut));
    return 0;
}
