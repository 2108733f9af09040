// server/http/http_field.h — header fields: names known by number, and which bytes may be in them.
#pragma once

#include "base/slice.h"

typedef enum {
    HTTP_FIELD_OTHER,  // not in the table
#define X(NAME, text) HTTP_FIELD_##NAME,
#include "server/http/http_fields.def"
#undef X
    HTTP_FIELD_COUNT,
} HttpFieldId;

HttpFieldId http_field_id(Slice name);        // `name` in lower case
Slice http_field_name(HttpFieldId id);        // in lower case; not of HTTP_FIELD_OTHER
bool http_field_name_is_valid(Slice name);    // a token (RFC 9110 5.6.2)
bool http_field_value_is_valid(Slice value);  // no control characters but tabs

// The byte in lower case where it may be in a token, else 0.
extern const u8 http_token_lower[256];

// Bytes at the start of `text` that a field's value may have.
usize http_field_scan(const u8 *text, usize len);
// Bytes at the start of `text` that a request's target may have: visible ASCII.
usize http_target_scan(const u8 *text, usize len);

// Compares text with a literal in lower case, whatever the case of `text`.
bool http_text_is(Slice text, Slice lower);

// Takes the next element of a comma list (RFC 9110 5.6.1), without the spaces around it; empty
// elements are passed over. False: there are no more.
bool http_list_next(Slice *list, Slice *element);
