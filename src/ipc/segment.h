// ipc/segment.h — the system objects of one buffer: shared memory N, semaphores sem-w-N and
// sem-r-N, lock file.
//
// The reader makes and removes them; the writer opens them. Both semaphores exist before the
// control block becomes valid, so that no writer can see half a buffer.
#pragma once

#include "ipc/layout.h"
#include "krait/ipc.h"
#include "os/flock.h"
#include "os/sem.h"
#include "os/shm.h"

enum { SEGMENT_PATH_BYTES = 320 };

// Where every reader on the machine keeps its lock; the protocol fixes it.
#define SEGMENT_LOCK_DIRECTORY "/tmp/zerobuffer"
#define SEGMENT_LOCK_SUFFIX ".lock"

// The names that follow from a buffer's name.
typedef struct {
    char name[KR_IPC_NAME_BYTES_MAX + 1];
    char data_sem[KR_IPC_NAME_BYTES_MAX + 8];
    char space_sem[KR_IPC_NAME_BYTES_MAX + 8];
    char lock[SEGMENT_PATH_BYTES];
} SegmentNames;

typedef struct {
    SegmentNames names;
    OsShm shm;
    OsSem *data, *space;  // owned
    OsFlock lock;         // the reader's
    u32 *fork_mark;       // owned: 1, and 0 in a child
    // Checked copies:
    u64 metadata_bytes, payload_bytes;
} Segment;

KrIpcStatus segment_status(Status status);  // what a failure of the system means to the caller
NODISCARD bool segment_names_make(const char *name, SegmentNames *names);

static inline Oieb *segment_oieb(const Segment *segment) {
    return (Oieb *)(void *)segment->shm.base;
}
static inline u8 *segment_metadata(const Segment *segment) {
    return segment->shm.base + OIEB_BYTES;
}
static inline u8 *segment_payload(const Segment *segment) {
    return segment->shm.base + OIEB_BYTES + segment->metadata_bytes;
}
static inline bool segment_is_forked(const Segment *segment) {
    return *(volatile const u32 *)segment->fork_mark == 0;
}

// Takes the lock, removes the remains of a dead reader, makes everything; the reader is this
// process.
KrIpcStatus segment_create(const char *name, const KrIpcConfig *config, Segment *segment);

// Tells the writer that the reader is gone and removes every object; the mapping stays until
// segment_close.
void segment_remove(Segment *segment);

// Opens an existing buffer and checks it. Nothing in it changes.
KrIpcStatus segment_open(const char *name, Segment *segment);
void segment_close(Segment *segment);

// Whether what is mapped can be a buffer; then sets the sizes. `shm` may be smaller than it claims.
KrIpcStatus segment_check(const OsShm *shm, u64 *metadata_bytes, u64 *payload_bytes);
