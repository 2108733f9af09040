// os/stream.h — open descriptors: the standard streams (0, 1, 2) and ends of pipes.
#pragma once

#include "base/slice.h"
#include "base/status.h"

// Writes everything or fails. STATUS_PEER_DEAD: nobody reads the pipe any more.
NODISCARD Status os_stream_write(i32 stream, Slice content);
// At most `capacity` bytes; 0 with STATUS_OK is the end. STATUS_INTERRUPTED: a signal came first.
NODISCARD Status os_stream_read(i32 stream, u8 *data, usize capacity, usize *len);
bool os_stream_is_terminal(i32 stream);
void os_stream_close(i32 stream);
// A reader that went away is a status of the write, not the end of this process.
void os_stream_ignore_broken_pipes(void);
