// dev/lsp_frame.h — messages of the Language Server Protocol in a stream of bytes.
//
//   Content-Length: 52\r\n
//   Content-Type: …\r\n             other fields are passed over
//   \r\n
//   {"jsonrpc": "2.0", …}           52 bytes
//
// A head without a length, or with one that is too large, costs that message alone where it can be
// told where it ends, else the stream.
#pragma once

#include "base/slice.h"

enum { LSP_HEAD_BYTES_MAX = 4096, LSP_MESSAGE_BYTES_MAX = 64 * 1024 * 1024 };

typedef enum {
    LSP_FRAME_MORE,     // not all of it is here
    LSP_FRAME_MESSAGE,  // `body`
    LSP_FRAME_LARGE,    // a message over the limit begins: `used` is its head, `skip` its length
    LSP_FRAME_BROKEN,   // where the next message begins is not known
} LspFrameKind;

typedef struct {
    LspFrameKind kind;
    usize used;  // of the input
    u64 skip;
    Slice body;  // in the input
} LspFrame;

LspFrame lsp_frame_next(Slice input);
