#include "server/http/http_body.h"

#include "base/check.h"

#include <string.h>

enum { CHUNK_DIGITS_MAX = 15 };  // below 2^60

typedef enum {
    BODY_LENGTH,
    BODY_DONE,
    BODY_FAILED,
    CHUNK_SIZE,
    CHUNK_EXTENSION,        // after ";"
    CHUNK_EXTENSION_VALUE,  // after "="
    CHUNK_QUOTED,           // in a quoted value
    CHUNK_QUOTED_PAIR,      // after a backslash there
    CHUNK_QUOTED_END,       // after the closing quote
    CHUNK_LF,               // of the size's line
    CHUNK_DATA,
    CHUNK_DATA_CR,
    CHUNK_DATA_LF,
    TRAILER_START,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    TRAILERS_LF,  // of the empty line
} BodyState;

void http_body_begin(HttpBody *body, const HttpHead *head) {
    *body = (HttpBody){.is_chunked = head->is_chunked};
    if (head->is_chunked) {
        body->state = CHUNK_SIZE;
    } else {
        body->left = head->content_bytes;
        body->state = body->left > 0 ? BODY_LENGTH : BODY_DONE;
    }
}

bool http_body_is_done(const HttpBody *body) {
    return body->state == BODY_DONE;
}

static HttpBodyStep fail(HttpBody *body, u16 status, const char *text) {
    body->state = BODY_FAILED;
    body->error = (HttpError){status, text};
    return HTTP_BODY_FAILED;
}

static int hex_value(u8 byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

static bool size_byte(HttpBody *body, u8 byte) {
    int digit = hex_value(byte);
    if (digit >= 0) {
        if (++body->digit_count > CHUNK_DIGITS_MAX) return false;
        body->left = body->left * 16 + (u64)digit;
        return true;
    }
    if (body->digit_count == 0) return false;
    if (byte != '\r' && byte != ';') return false;
    body->line_bytes = 0;
    body->state = byte == '\r' ? CHUNK_LF : CHUNK_EXTENSION;
    return true;
}

// chunk-ext = *( ";" token [ "=" ( token / quoted-string ) ] ), without spaces between.
static bool extension_byte(HttpBody *body, u8 byte) {
    bool is_token = http_token_lower[byte] != 0;
    bool was_token = body->digit_count == 0;  // 0 once a byte of the name or value was seen
    switch (body->state) {
    case CHUNK_EXTENSION:
    case CHUNK_EXTENSION_VALUE:
        if (is_token) {
            body->digit_count = 0;
            return true;
        }
        if (body->state == CHUNK_EXTENSION_VALUE && byte == '"' && !was_token) {
            body->state = CHUNK_QUOTED;
            return true;
        }
        if (!was_token) return false;
        body->digit_count = 1;
        if (byte == '=' && body->state == CHUNK_EXTENSION) {
            body->state = CHUNK_EXTENSION_VALUE;
            return true;
        }
        break;
    case CHUNK_QUOTED:
        if (byte == '"') body->state = CHUNK_QUOTED_END;
        if (byte == '\\') body->state = CHUNK_QUOTED_PAIR;
        return byte == '\t' || (byte >= ' ' && byte != 0x7f);
    case CHUNK_QUOTED_PAIR:
        body->state = CHUNK_QUOTED;
        return byte == '\t' || (byte >= ' ' && byte != 0x7f);
    default: break;
    }
    body->digit_count = 1;
    if (byte == ';') body->state = CHUNK_EXTENSION;
    if (byte == '\r') body->state = CHUNK_LF;
    return byte == ';' || byte == '\r';
}

static bool trailer_byte(HttpBody *body, u8 byte) {
    switch (body->state) {
    case TRAILER_START:
        if (byte == '\r') {
            body->state = TRAILERS_LF;
            return true;
        }
        body->state = TRAILER_NAME;
        return http_token_lower[byte] != 0;
    case TRAILER_NAME:
        if (byte == ':') {
            body->state = TRAILER_VALUE;
            return true;
        }
        return http_token_lower[byte] != 0;
    case TRAILER_VALUE:
        if (byte == '\r') body->state = TRAILER_LF;
        return byte == '\r' || byte == '\t' || (byte >= ' ' && byte != 0x7f);
    case TRAILER_LF: body->state = TRAILER_START; return byte == '\n';
    default: body->state = BODY_DONE; return byte == '\n';
    }
}

// One byte of what is around the chunks. False: the body failed.
static bool frame_byte(HttpBody *body, u8 byte, const HttpLimits *limits) {
    switch (body->state) {
    case CHUNK_SIZE:
        if (!size_byte(body, byte)) return fail(body, 400, "a malformed chunk size"), false;
        if (body->left > limits->body_bytes_max - body->total)
            return fail(body, 413, "a body that is too long"), false;
        if (body->state == CHUNK_EXTENSION) body->digit_count = 1;
        return true;
    case CHUNK_LF:
        if (byte != '\n') return fail(body, 400, "a bare CR after a chunk size"), false;
        body->digit_count = 0;
        body->state = body->left > 0 ? CHUNK_DATA : TRAILER_START;
        return true;
    case CHUNK_DATA_CR:
        body->state = CHUNK_DATA_LF;
        if (byte != '\r') return fail(body, 400, "a chunk longer than its size"), false;
        return true;
    case CHUNK_DATA_LF:
        body->state = CHUNK_SIZE;
        if (byte != '\n') return fail(body, 400, "a bare CR after a chunk"), false;
        return true;
    case CHUNK_EXTENSION:
    case CHUNK_EXTENSION_VALUE:
    case CHUNK_QUOTED:
    case CHUNK_QUOTED_PAIR:
    case CHUNK_QUOTED_END:
        if (++body->line_bytes > limits->chunk_line_bytes_max)
            return fail(body, 400, "chunk extensions that are too long"), false;
        if (!extension_byte(body, byte))
            return fail(body, 400, "a malformed chunk extension"), false;
        return true;
    default:
        if (++body->trailer_bytes > limits->trailer_bytes_max)
            return fail(body, 431, "trailers that are too long"), false;
        if (!trailer_byte(body, byte)) return fail(body, 400, "a malformed trailer"), false;
        return true;
    }
}

static HttpBodyStep data_take(HttpBody *body, Slice input, usize at, usize *used, Slice *data) {
    usize len = input.len - at;
    if (len > body->left) len = (usize)body->left;
    *data = slice_make(input.data + at, len);
    *used = at + len;
    body->left -= len;
    body->total += len;
    if (body->left == 0) body->state = body->state == BODY_LENGTH ? BODY_DONE : CHUNK_DATA_CR;
    return HTTP_BODY_DATA;
}

HttpBodyStep http_body_step(HttpBody *body, Slice input, const HttpLimits *limits, usize *used,
                            Slice *data) {
    *data = (Slice){0};
    *used = 0;
    if (body->state == BODY_FAILED) return HTTP_BODY_FAILED;
    if (body->state == BODY_LENGTH && body->left > limits->body_bytes_max - body->total)
        return fail(body, 413, "a body that is too long");
    for (usize at = 0;; at++) {
        *used = at;
        if (body->state == BODY_DONE) return HTTP_BODY_END;
        if (at == input.len) return HTTP_BODY_MORE;
        if (body->state == BODY_LENGTH || body->state == CHUNK_DATA)
            return data_take(body, input, at, used, data);
        if (!frame_byte(body, input.data[at], limits)) return HTTP_BODY_FAILED;
    }
}
