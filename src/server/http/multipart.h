// server/http/multipart.h — multipart/form-data (RFC 7578) as it arrives: parts, their fields,
// their bytes.
//
// No memory but a line buffer for heads of parts. Data is in the input, or, where a possible
// boundary was cut, in the parser.
#pragma once

#include "base/slice.h"

enum {
    MULTIPART_BOUNDARY_BYTES_MAX = 70,
    MULTIPART_HEAD_BYTES_MAX = 8192,
};

typedef enum {
    MULTIPART_MORE,  // all input is used up
    MULTIPART_PART,  // a part begins: `name`, `filename`, `content_type`
    MULTIPART_DATA,  // some of its bytes
    MULTIPART_PART_END,
    MULTIPART_END,     // the last boundary; what follows is ignored
    MULTIPART_FAILED,  // see `error`
} MultipartEvent;

typedef struct {
    u32 part_count_max;
    u64 part_bytes_max;
} MultipartLimits;

typedef struct {
    u8 state;
    u8 boundary_len;  // with CR LF and two dashes before it
    u8 matched;       // bytes of the boundary seen at the end of the last input
    u32 part_count, head_len;
    u64 part_bytes;
    const char *error;  // static
    u8 boundary[MULTIPART_BOUNDARY_BYTES_MAX + 4];
    u8 head[MULTIPART_HEAD_BYTES_MAX];
} Multipart;

// All in Multipart.head or the input; good until the next step. Quoted text is unescaped.
typedef struct {
    MultipartEvent event;
    usize used;
    Slice data;
    Slice name, filename, content_type;
    bool has_filename;
    Slice head;  // the part's field lines, as sent
} MultipartStep;

// The boundary in a Content-Type. False: it is no multipart/form-data, or its boundary is not
// valid.
bool multipart_boundary(Slice content_type, Slice *boundary);
void multipart_init(Multipart *parser, Slice boundary);
MultipartStep multipart_step(Multipart *parser, Slice input, const MultipartLimits *limits);
