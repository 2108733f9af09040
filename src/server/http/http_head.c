#include "server/http/http_head.h"

#include <string.h>

enum {
    HAS_CLOSE = 1,  // bits of HttpHead.connection_flags
    HAS_KEEP_ALIVE = 2,
    HAS_UPGRADE = 4,
};

HttpLimits http_limits_default(void) {
    return (HttpLimits){.head_bytes_max = 64 * 1024,
                        .target_bytes_max = 16 * 1024,
                        .field_count_max = 100,
                        .chunk_line_bytes_max = 256,
                        .trailer_bytes_max = 8 * 1024,
                        .body_bytes_max = (u64)16 << 20};
}

void http_head_reset(HttpHead *head) {
    memset(head, 0, offsetof(HttpHead, fields));
}

static HttpParse fail(HttpHead *head, u16 status, const char *text) {
    head->error = (HttpError){status, text};
    return HTTP_PARSE_FAILED;
}

// ---- The request line

static HttpMethod method_of(Slice text) {
    static const struct {
        HttpMethod method;
        const char *text;
    } methods[] = {
        {HTTP_METHOD_GET, "GET"},       {HTTP_METHOD_POST, "POST"},
        {HTTP_METHOD_HEAD, "HEAD"},     {HTTP_METHOD_PUT, "PUT"},
        {HTTP_METHOD_DELETE, "DELETE"}, {HTTP_METHOD_OPTIONS, "OPTIONS"},
        {HTTP_METHOD_PATCH, "PATCH"},   {HTTP_METHOD_TRACE, "TRACE"},
    };
    for (usize i = 0; i < COUNT_OF(methods); i++) {
        if (slice_equal(text, slice_of_text(methods[i].text))) return methods[i].method;
    }
    return HTTP_METHOD_OTHER;
}

static bool is_host_byte(u8 byte) {
    // What RFC 3986 lets a host and its port consist of.
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')) return true;
    if (byte >= '0' && byte <= '9') return true;
    switch (byte) {
    case '-':
    case '.':
    case '_':
    case '~':
    case ':':
    case '%':
    case '[':
    case ']':
    case '!':
    case '$':
    case '&':
    case '\'':
    case '(':
    case ')':
    case '*':
    case '+':
    case ',':
    case ';':
    case '=': return true;
    default: return false;
    }
}

static bool host_is_valid(Slice host) {
    for (usize i = 0; i < host.len; i++) {
        if (!is_host_byte(host.data[i])) return false;
    }
    return true;
}

static HttpParse target_split(HttpHead *head, const u8 *input) {
    Slice target = http_span(input, head->target);
    u32 at = head->target.at, end = at + head->target.len;
    if (memchr(target.data, '#', target.len)) return fail(head, 400, "a fragment in the target");
    if (target.data[0] != '/') {
        bool is_star = target.len == 1 && target.data[0] == '*';
        if (is_star && head->method == HTTP_METHOD_OPTIONS) {
            head->path = head->target;
            return HTTP_PARSE_DONE;
        }
        usize scheme_len = 7;
        if (target.len > 8 && http_text_is(slice_range(target, 0, 8), SLICE_LITERAL("https://"))) {
            scheme_len = 8;
        } else if (target.len <= 7 ||
                   !http_text_is(slice_range(target, 0, 7), SLICE_LITERAL("http://"))) {
            return fail(head, 400, "a target that is no path");
        }
        at += (u32)scheme_len;
        u32 start = at;
        while (at < end && is_host_byte(input[at])) at++;
        head->authority = (HttpSpan){start, at - start};
        if (at == start) return fail(head, 400, "a target without a host");
        if (at < end && input[at] != '/' && input[at] != '?')
            return fail(head, 400, "a target with a strange host");
    }
    const u8 *mark = memchr(input + at, '?', end - at);
    u32 path_end = mark ? (u32)(mark - input) : end;
    head->path = (HttpSpan){at, path_end - at};
    if (mark) head->query = (HttpSpan){path_end + 1, end - path_end - 1};
    return HTTP_PARSE_DONE;
}

static HttpParse version_read(HttpHead *head, const u8 *at, const u8 *end) {
    if (end - at != 8 || memcmp(at, "HTTP/", 5) != 0 || at[6] != '.' || at[5] < '0' ||
        at[5] > '9' || at[7] < '0' || at[7] > '9') {
        return fail(head, 400, "a malformed version");
    }
    if (at[5] != '1' || at[7] > '1')
        return fail(head, 505, "a version that is not HTTP/1.0 or 1.1");
    head->minor_version = (u8)(at[7] - '0');
    return HTTP_PARSE_DONE;
}

// `end`: of the line, at its CR.
static HttpParse request_line_parse(HttpHead *head, const u8 *input, u32 end,
                                    const HttpLimits *limits) {
    u32 start = head->line_at, at = start;
    while (at < end && http_token_lower[input[at]]) at++;
    head->method_text = (HttpSpan){start, at - start};
    if (at == start || at == end || input[at] != ' ')
        return fail(head, 400, "a malformed request line");
    head->method = method_of(http_span(input, head->method_text));
    if (slice_equal(http_span(input, head->method_text), SLICE_LITERAL("CONNECT")))
        return fail(head, 501, "CONNECT");
    start = ++at;
    at += (u32)http_target_scan(input + at, end - at);
    head->target = (HttpSpan){start, at - start};
    if (at - start > limits->target_bytes_max) return fail(head, 414, "a target that is too long");
    if (at == start || at == end || input[at] != ' ')
        return fail(head, 400, "a malformed request line");
    HttpParse result = version_read(head, input + at + 1, input + end);
    return result == HTTP_PARSE_DONE ? target_split(head, input) : result;
}

// ---- Fields

static HttpParse length_read(HttpHead *head, Slice value) {
    if (value.len == 0 || value.len > HTTP_CONTENT_BYTES_MAX_DIGITS)
        return fail(head, 400, "a malformed Content-Length");
    u64 bytes = 0;
    for (usize i = 0; i < value.len; i++) {
        if (value.data[i] < '0' || value.data[i] > '9')
            return fail(head, 400, "a malformed Content-Length");
        bytes = bytes * 10 + (u64)(value.data[i] - '0');
    }
    head->content_bytes = bytes;
    head->has_content_length = true;
    return HTTP_PARSE_DONE;
}

static void connection_read(HttpHead *head, Slice value) {
    Slice element;
    while (http_list_next(&value, &element)) {
        if (http_text_is(element, SLICE_LITERAL("close"))) head->connection_flags |= HAS_CLOSE;
        if (http_text_is(element, SLICE_LITERAL("keep-alive")))
            head->connection_flags |= HAS_KEEP_ALIVE;
        if (http_text_is(element, SLICE_LITERAL("upgrade"))) head->connection_flags |= HAS_UPGRADE;
    }
}

// What the field means for the framing. `index`: its place, from 1.
static HttpParse field_note(HttpHead *head, const u8 *input, const HttpField *field, u16 index) {
    Slice value = http_head_value(input, field);
    switch (field->id) {
    case HTTP_FIELD_HOST:
        if (head->host_index) return fail(head, 400, "two Host fields");
        if (!host_is_valid(value)) return fail(head, 400, "a malformed Host");
        head->host_index = index;
        return HTTP_PARSE_DONE;
    case HTTP_FIELD_CONTENT_LENGTH:
        if (head->content_length_index) return fail(head, 400, "two Content-Length fields");
        head->content_length_index = index;
        return length_read(head, value);
    case HTTP_FIELD_TRANSFER_ENCODING:
        if (head->coding_index) return fail(head, 400, "two Transfer-Encoding fields");
        head->coding_index = index;
        if (!http_text_is(value, SLICE_LITERAL("chunked")))
            return fail(head, 501, "a Transfer-Encoding other than chunked");
        head->is_chunked = true;
        return HTTP_PARSE_DONE;
    case HTTP_FIELD_CONNECTION: connection_read(head, value); return HTTP_PARSE_DONE;
    case HTTP_FIELD_UPGRADE: head->has_upgrade = true; return HTTP_PARSE_DONE;
    case HTTP_FIELD_EXPECT:
        if (!http_text_is(value, SLICE_LITERAL("100-continue")))
            return fail(head, 417, "an Expect other than 100-continue");
        head->expects_continue = true;
        return HTTP_PARSE_DONE;
    default: return HTTP_PARSE_DONE;
    }
}

// The line from line_at to `end`, at its CR; its bytes have been looked at already.
static HttpParse field_parse(HttpHead *head, u8 *input, u32 end, const HttpLimits *limits) {
    u32 start = head->line_at, at = start;
    if (input[start] == ' ' || input[start] == '\t') return fail(head, 400, "a folded field");
    u8 lower;
    while (at < end && (lower = http_token_lower[input[at]]) != 0) input[at++] = lower;
    if (at == start || at == end || input[at] != ':')
        return fail(head, 400, "a malformed field name");
    if (at - start > UINT16_MAX) return fail(head, 431, "a field name that is too long");
    if (head->field_count == limits->field_count_max || head->field_count == HTTP_FIELDS_MAX)
        return fail(head, 431, "too many fields");
    u32 name_end = at++;
    while (at < end && (input[at] == ' ' || input[at] == '\t')) at++;
    while (end > at && (input[end - 1] == ' ' || input[end - 1] == '\t')) end--;

    HttpField *field = &head->fields[head->field_count++];
    *field = (HttpField){.name_at = start,
                         .name_len = (u16)(name_end - start),
                         .value_at = at,
                         .value_len = end - at};
    field->id = (u16)http_field_id(http_head_name(input, field));
    return field->id == HTTP_FIELD_OTHER ? HTTP_PARSE_DONE
                                         : field_note(head, input, field, head->field_count);
}

// ---- The whole

static HttpParse head_finish(HttpHead *head, const u8 *input) {
    bool is_old = head->minor_version == 0;
    if (head->is_chunked && head->content_length_index)
        return fail(head, 400, "both Content-Length and Transfer-Encoding");
    if (head->is_chunked && is_old) return fail(head, 400, "Transfer-Encoding in HTTP/1.0");
    if (!head->host_index && !is_old) return fail(head, 400, "no Host");
    if (head->authority.len > 0 && head->host_index) {
        Slice host = http_head_value(input, &head->fields[head->host_index - 1]);
        if (!slice_equal(host, http_span(input, head->authority)))
            return fail(head, 400, "a Host that is not the target's");
    }
    bool is_asked = (head->connection_flags & HAS_KEEP_ALIVE) != 0;
    bool is_closing = (head->connection_flags & HAS_CLOSE) != 0;
    head->is_persistent = !is_closing && (!is_old || is_asked);
    head->is_upgrade = !is_old && head->has_upgrade && (head->connection_flags & HAS_UPGRADE) != 0;
    if (is_old) head->expects_continue = false;
    if (!head->is_chunked && head->content_bytes == 0) head->expects_continue = false;
    return HTTP_PARSE_DONE;
}

// Finds the line's end. HTTP_PARSE_DONE: `*end` is at its CR, and CR LF follows.
static HttpParse line_end(HttpHead *head, const u8 *input, usize len, u32 *end) {
    usize at = head->line_at;
    at += http_field_scan(input + at, len - at);
    if (at == len) return HTTP_PARSE_MORE;
    if (input[at] != '\r') {
        return fail(head, 400, input[at] == '\n' ? "a bare LF" : "a control character");
    }
    if (at + 1 == len) return HTTP_PARSE_MORE;
    if (input[at + 1] != '\n') return fail(head, 400, "a bare CR");
    *end = (u32)at;
    return HTTP_PARSE_DONE;
}

static HttpParse too_long(HttpHead *head) {
    if (!head->has_request_line) return fail(head, 414, "a request line that is too long");
    return fail(head, 431, "fields that are too long");
}

HttpParse http_head_parse(HttpHead *head, u8 *input, usize len, const HttpLimits *limits) {
    if (head->error.status) return HTTP_PARSE_FAILED;
    // What lies beyond the limit is not looked at: it may or may not have come already.
    usize len_max = limits->head_bytes_max;
    if (len_max > HTTP_HEAD_BYTES_MAX) len_max = HTTP_HEAD_BYTES_MAX;
    bool is_over = len > len_max;
    if (is_over) len = len_max;
    for (;;) {
        u32 end = 0;
        HttpParse result = line_end(head, input, len, &end);
        if (result == HTTP_PARSE_MORE) return is_over ? too_long(head) : HTTP_PARSE_MORE;
        if (result == HTTP_PARSE_FAILED) return result;
        bool is_empty = end == head->line_at;
        if (is_empty && head->has_request_line) {
            head->head_bytes = end + 2;
            return head_finish(head, input);
        }
        if (!head->has_request_line) {
            if (!is_empty) {
                result = request_line_parse(head, input, end, limits);
                head->has_request_line = true;
            } else if (head->line_at > 0) {
                // One empty line before a request is allowed (RFC 9112 2.2).
                return fail(head, 400, "empty lines before the request");
            }
        } else {
            result = field_parse(head, input, end, limits);
        }
        if (result == HTTP_PARSE_FAILED) return result;
        head->line_at = end + 2;
    }
}

const HttpField *http_head_find(const HttpHead *head, HttpFieldId id) {
    for (usize i = 0; i < head->field_count; i++) {
        if (head->fields[i].id == id) return &head->fields[i];
    }
    return NULL;
}
