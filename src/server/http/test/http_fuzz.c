// Any bytes as a connection's input: what is found must not depend on how they were cut.
#include "base/check.h"
#include "server/http/http_conn.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    u64 hash;
    u64 body_bytes;
} Found;

static void found_add(Found *found, Slice bytes) {
    for (usize i = 0; i < bytes.len; i++)
        found->hash = (found->hash ^ bytes.data[i]) * 0x100000001b3;
}

static void head_add(Found *found, const HttpHead *head, const u8 *input) {
    CHECK(head->path.at + head->path.len <= head->head_bytes);
    CHECK(head->query.at + head->query.len <= head->head_bytes);
    CHECK(!(head->is_chunked && head->has_content_length));
    found_add(found, http_span(input, head->path));
    for (usize i = 0; i < head->field_count; i++) {
        const HttpField *field = &head->fields[i];
        CHECK(field->value_at + field->value_len <= head->head_bytes);
        CHECK(http_field_name_is_valid(http_head_name(input, field)));
        CHECK(http_field_value_is_valid(http_head_value(input, field)));
        found_add(found, http_head_name(input, field));
        found_add(found, http_head_value(input, field));
    }
}

static Found play(const u8 *data, usize size, usize cut, const HttpLimits *limits) {
    HttpConn conn = {0};
    HttpHead *head = calloc(1, sizeof(*head));
    u8 *copy = malloc(size + 1);
    CHECK(head && copy);
    memcpy(copy, data, size);
    Found found = {.hash = 0xcbf29ce484222325};
    usize at = 0, have = cut;
    for (usize guard = 0;; guard++) {
        CHECK(guard < 8 * size + 64);
        // A piece of its own, so that reading past it is seen.
        u8 *piece = malloc(have - at + 1);
        CHECK(piece);
        memcpy(piece, copy + at, have - at);
        HttpStep step = http_conn_step(&conn, head, piece, have - at, limits);
        CHECK(step.used <= have - at);
        u8 kind = (u8)step.event;
        bool is_told = step.event != HTTP_CONN_READ && step.event != HTTP_CONN_BODY;
        if (is_told) found_add(&found, slice_make(&kind, 1));
        if (step.event == HTTP_CONN_REQUEST) head_add(&found, head, piece);
        if (step.event == HTTP_CONN_ERROR) found.hash += conn.error.status;
        found_add(&found, step.data);
        found.body_bytes += step.data.len;
        memcpy(copy + at, piece, have - at);
        free(piece);
        at += step.used;
        if (step.event == HTTP_CONN_BODY_END) {
            http_conn_respond(&conn, 200, 0, false);
            CHECK(http_conn_respond_end(&conn));
        }
        if (step.event == HTTP_CONN_CLOSE || (step.event == HTTP_CONN_READ && have == size)) break;
        if (step.event == HTTP_CONN_READ) have = size;
    }
    free(copy);
    free(head);
    return found;
}

int LLVMFuzzerTestOneInput(const u8 *data, usize size) {
    if (size < 3) return 0;
    HttpLimits limits = http_limits_default();
    if (data[0] & 1) {
        limits.head_bytes_max = 128;
        limits.field_count_max = 3;
        limits.body_bytes_max = 32;
        limits.trailer_bytes_max = limits.chunk_line_bytes_max = 16;
    }
    usize cut = (data[1] | (usize)(data[0] >> 1) << 8) % (size - 1);
    Found whole = play(data + 2, size - 2, size - 2, &limits);
    Found pieces = play(data + 2, size - 2, cut, &limits);
    CHECK(whole.hash == pieces.hash && whole.body_bytes == pieces.body_bytes);
    return 0;
}
