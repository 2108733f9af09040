// server/http/http_output.h — writes heads of responses and chunks into memory that the caller
// lends.
//
// What does not fit or may not be sent (a control character in a value) sets a flag instead of
// writing half a line; the caller looks at the end.
#pragma once

#include "server/http/http_field.h"

typedef struct {
    u8 *data;  // borrowed
    usize len, capacity;
    bool is_full;     // something did not fit
    bool is_invalid;  // a name or value was refused
} HttpOutput;

static inline HttpOutput http_output_make(u8 *data, usize capacity) {
    return (HttpOutput){.data = data, .capacity = capacity};
}

void http_output_bytes(HttpOutput *output, Slice bytes);
void http_output_u64(HttpOutput *output, u64 value);

void http_output_status(HttpOutput *output, u32 code);  // 100 to 599: the status line
void http_output_field(HttpOutput *output, Slice name, Slice value);
void http_output_length(HttpOutput *output, u64 content_bytes);  // Content-Length
void http_output_chunked(HttpOutput *output);                    // Transfer-Encoding
void http_output_end(HttpOutput *output);                        // the empty line

enum { HTTP_CHUNK_LINE_BYTES = 18 };  // the most that http_output_chunk writes

void http_output_chunk(HttpOutput *output, u64 chunk_bytes);  // the line before a chunk's bytes
void http_output_chunk_end(HttpOutput *output);               // behind a chunk's bytes
void http_output_last_chunk(HttpOutput *output);  // after it, trailers and http_output_end

Slice http_status_text(u32 code);  // "Not Found"; "" for unknown codes

enum { HTTP_DATE_BYTES = 29 };

// "Sun, 06 Nov 1994 08:49:37 GMT"
void http_date_write(i64 seconds_since_epoch, u8 text[HTTP_DATE_BYTES]);
// Reads the three forms of RFC 9110 5.6.7. False: it is none.
bool http_date_read(Slice text, i64 *seconds_since_epoch);
