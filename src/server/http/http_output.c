#include "server/http/http_output.h"

#include "base/check.h"

#include <string.h>

void http_output_bytes(HttpOutput *output, Slice bytes) {
    if (bytes.len > output->capacity - output->len) {
        output->is_full = true;
        return;
    }
    if (bytes.len > 0) memcpy(output->data + output->len, bytes.data, bytes.len);
    output->len += bytes.len;
}

void http_output_u64(HttpOutput *output, u64 value) {
    u8 digits[20];
    usize at = sizeof(digits);
    do {
        digits[--at] = (u8)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    http_output_bytes(output, slice_make(digits + at, sizeof(digits) - at));
}

static const struct {
    u16 code;
    const char *text;
} statuses[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {208, "Already Reported"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {418, "I'm a Teapot"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"},
    {508, "Loop Detected"},
    {510, "Not Extended"},
    {511, "Network Authentication Required"},
};

Slice http_status_text(u32 code) {
    for (usize i = 0; i < COUNT_OF(statuses); i++) {
        if (statuses[i].code == code) return slice_of_text(statuses[i].text);
    }
    return (Slice){0};
}

void http_output_status(HttpOutput *output, u32 code) {
    CHECK(code >= 100 && code <= 599);
    if (code == 200) {
        http_output_bytes(output, SLICE_LITERAL("HTTP/1.1 200 OK\r\n"));
        return;
    }
    http_output_bytes(output, SLICE_LITERAL("HTTP/1.1 "));
    http_output_u64(output, code);
    http_output_bytes(output, SLICE_LITERAL(" "));
    http_output_bytes(output, http_status_text(code));
    http_output_bytes(output, SLICE_LITERAL("\r\n"));
}

void http_output_field(HttpOutput *output, Slice name, Slice value) {
    if (!http_field_name_is_valid(name) || !http_field_value_is_valid(value)) {
        output->is_invalid = true;
        return;
    }
    if (name.len + value.len + 4 > output->capacity - output->len) {
        output->is_full = true;
        return;
    }
    http_output_bytes(output, name);
    http_output_bytes(output, SLICE_LITERAL(": "));
    http_output_bytes(output, value);
    http_output_bytes(output, SLICE_LITERAL("\r\n"));
}

void http_output_length(HttpOutput *output, u64 content_bytes) {
    http_output_bytes(output, SLICE_LITERAL("content-length: "));
    http_output_u64(output, content_bytes);
    http_output_bytes(output, SLICE_LITERAL("\r\n"));
}

void http_output_chunked(HttpOutput *output) {
    http_output_bytes(output, SLICE_LITERAL("transfer-encoding: chunked\r\n"));
}

void http_output_end(HttpOutput *output) {
    http_output_bytes(output, SLICE_LITERAL("\r\n"));
}

void http_output_chunk(HttpOutput *output, u64 chunk_bytes) {
    CHECK(chunk_bytes > 0);  // an empty chunk would end the body
    u8 line[HTTP_CHUNK_LINE_BYTES];
    usize at = sizeof(line);
    line[--at] = '\n';
    line[--at] = '\r';
    for (; chunk_bytes > 0; chunk_bytes >>= 4)
        line[--at] = (u8) "0123456789abcdef"[chunk_bytes & 15];
    http_output_bytes(output, slice_make(line + at, sizeof(line) - at));
}

void http_output_chunk_end(HttpOutput *output) {
    http_output_bytes(output, SLICE_LITERAL("\r\n"));
}

void http_output_last_chunk(HttpOutput *output) {
    http_output_bytes(output, SLICE_LITERAL("0\r\n"));
}
