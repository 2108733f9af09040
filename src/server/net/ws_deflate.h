// server/net/ws_deflate.h — permessage-deflate (RFC 7692) with zlib; nothing is offered where zlib
// is not there.
//
// Neither side keeps its window between messages: one pair of streams serves all connections of a
// loop, and a connection needs one of its own only while a compressed message comes in parts.
#pragma once

#include "base/slice.h"
#include "base/status.h"

typedef struct WsDeflater WsDeflater;
typedef struct WsInflater WsInflater;

// The text of Sec-WebSocket-Extensions for the answer, if an offer is acceptable.
bool ws_deflate_accept(Slice offers, Slice *answer);

NODISCARD Status ws_deflater_new(WsDeflater **deflater);
void ws_deflater_free(WsDeflater *deflater);
NODISCARD Status ws_inflater_new(WsInflater **inflater);
void ws_inflater_free(WsInflater *inflater);

// Compresses a message into pieces, each at most 16 KiB; the last one is told as such. False:
// `give` said so.
typedef bool WsDeflateGive(void *context, Slice piece, bool is_last);
bool ws_deflate(WsDeflater *deflater, Slice message, WsDeflateGive *give, void *context);

typedef enum { WS_INFLATE_DATA, WS_INFLATE_MORE, WS_INFLATE_FAILED } WsInflateStep;

// A message begins; its compressed bytes follow, in any pieces.
void ws_inflate_begin(WsInflater *inflater);
void ws_inflate_push(WsInflater *inflater, Slice compressed, bool is_last);
// WS_INFLATE_MORE: all that was pushed is used up; `data` may hold the rest of it.
WsInflateStep ws_inflate_step(WsInflater *inflater, Slice *data);
