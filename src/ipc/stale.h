// ipc/stale.h — what dead readers left behind: recognising and removing it.
#pragma once

#include "ipc/segment.h"

// With the lock of `names` held: removes a dead reader's buffer, semaphores without one too. A
// writer still attached to it learns that its reader is gone. KR_IPC_READER_EXISTS: the reader
// lives, or somebody is just making the buffer.
KrIpcStatus stale_remove(const SegmentNames *names);

// Looks at every lock file; removes those that nobody holds, and their buffers if both sides are
// gone.
void stale_sweep(void (*visit)(void *context, const char *name), void *context);

// Whether the buffer's reader is known and dead.
bool stale_is_reader_dead(const SegmentNames *names);
