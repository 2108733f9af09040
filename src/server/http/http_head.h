// server/http/http_head.h — parses the head of an HTTP/1 request where it lies.
//
// Everything that two programs could read in two ways is refused (RFC 9112, strictly): see
// README.md for the list. The parser goes line by line and can be called again with more bytes:
// what it answers depends on the bytes alone, not on how they were cut.
//
// Names of fields are turned to lower case in place. All places are offsets from the head's first
// byte, so the bytes may be moved, as long as they stay together.
#pragma once

#include "server/http/http_field.h"

enum {
    HTTP_FIELDS_MAX = 128,          // the most that a limit can allow
    HTTP_HEAD_BYTES_MAX = 1 << 20,  // the same
    HTTP_CONTENT_BYTES_MAX_DIGITS = 18,
};

typedef struct {
    u32 head_bytes_max;    // request line and fields
    u32 target_bytes_max;  // more: 414
    u32 field_count_max;
    u32 chunk_line_bytes_max;  // size and extensions of a chunk
    u32 trailer_bytes_max;
    u64 body_bytes_max;  // more: 413
} HttpLimits;

HttpLimits http_limits_default(void);

typedef enum {
    HTTP_METHOD_OTHER,
    HTTP_METHOD_GET,
    HTTP_METHOD_HEAD,
    HTTP_METHOD_POST,
    HTTP_METHOD_PUT,
    HTTP_METHOD_DELETE,
    HTTP_METHOD_OPTIONS,
    HTTP_METHOD_PATCH,
    HTTP_METHOD_TRACE,
} HttpMethod;

typedef struct {
    u32 at, len;
} HttpSpan;

typedef struct {
    u32 name_at, value_at, value_len;
    u16 name_len;
    u16 id;  // HttpFieldId
} HttpField;

typedef enum {
    HTTP_PARSE_DONE,
    HTTP_PARSE_MORE,    // not all here yet
    HTTP_PARSE_FAILED,  // see HttpHead.error
} HttpParse;

typedef struct {
    u16 status;        // what to answer, before closing
    const char *text;  // static: the reason, for a log; never sent
} HttpError;

// A zeroed one is ready for a request. Good once HTTP_PARSE_DONE, but for `error`.
typedef struct {
    HttpMethod method;
    HttpSpan method_text;
    HttpSpan target;     // as sent
    HttpSpan path;       // of the target, still encoded; "*" where the target is that
    HttpSpan query;      // without "?"
    u8 minor_version;    // of HTTP/1
    bool is_persistent;  // another request may follow
    bool is_chunked;
    bool has_content_length;
    bool expects_continue;
    bool is_upgrade;  // Connection has "upgrade" and there is an Upgrade field
    u16 field_count;
    u32 head_bytes;     // including the empty line
    u64 content_bytes;  // 0 without Content-Length
    HttpError error;
    // The parser's progress:
    u32 line_at;  // start of the first line not yet parsed
    u32 connection_flags;
    u16 host_index, content_length_index, coding_index;  // 1 + index of the field, 0: none
    HttpSpan authority;                                  // of a target in absolute form
    bool has_request_line;
    bool has_upgrade;
    HttpField fields[HTTP_FIELDS_MAX];
} HttpHead;

// Forgets the last request; cheaper than zeroing all of it.
void http_head_reset(HttpHead *head);

HttpParse http_head_parse(HttpHead *head, u8 *input, usize len, const HttpLimits *limits);

static inline Slice http_span(const u8 *input, HttpSpan span) {
    return slice_make(input + span.at, span.len);
}
static inline Slice http_head_name(const u8 *input, const HttpField *field) {
    return slice_make(input + field->name_at, field->name_len);
}
static inline Slice http_head_value(const u8 *input, const HttpField *field) {
    return slice_make(input + field->value_at, field->value_len);
}

// The first field of that name, or NULL.
const HttpField *http_head_find(const HttpHead *head, HttpFieldId id);
