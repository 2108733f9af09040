// server/http/http_body.h — finds the bytes of a request's body in what arrives: by length or in
// chunks.
#pragma once

#include "server/http/http_head.h"

typedef enum {
    HTTP_BODY_DATA,    // `data` holds some of it; call again with the rest
    HTTP_BODY_MORE,    // all input is used up
    HTTP_BODY_END,     // the body is complete; what is left belongs to the next request
    HTTP_BODY_FAILED,  // see HttpBody.error
} HttpBodyStep;

typedef struct {
    u64 left;        // of the body, or of the chunk
    u64 total;       // delivered so far
    u32 line_bytes;  // of the line that is being read
    u32 trailer_bytes;
    u8 state;
    u8 digit_count;
    bool is_chunked;
    HttpError error;
} HttpBody;

// After a complete head. A body that is longer than allowed fails with 413 as soon as that is
// known.
void http_body_begin(HttpBody *body, const HttpHead *head);

// Looks at `input` and says how much of it is done with (`used`). `data`: with HTTP_BODY_DATA, in
// input. Trailers are checked and dropped.
HttpBodyStep http_body_step(HttpBody *body, Slice input, const HttpLimits *limits, usize *used,
                            Slice *data);

bool http_body_is_done(const HttpBody *body);
