// os/shm.h — named shared memory: files of the system's shared-memory filesystem, mapped whole.
//
// A name has no slash of its own; the one the system wants is added here. A mapping stays good
// after its name is unlinked, until os_shm_close.
#pragma once

#include "base/status.h"

enum {
    OS_SHM_NAME_BYTES_MAX = 255,
    OS_SHM_COMMIT_BYTES =
        16 << 20,  // up to this size memory is reserved at creation, not at first touch
};

typedef struct {
    u8 *base;  // owned: the mapping
    u64 bytes;
    u64 device, inode;  // which object the mapping is, whatever its name means by now
} OsShm;

// Creates an object that did not exist: STATUS_EXISTS otherwise. `mode` 0 means 0666 less the
// umask; any other mode is set exactly. `bytes` read as zero. STATUS_NO_SPACE: the filesystem
// cannot hold them; nothing is left behind. `is_committed` reserves the memory now, whatever the
// size.
NODISCARD Status os_shm_create(const char *name, u64 bytes, u32 mode, bool is_committed,
                               OsShm *shm);

// Maps an existing object whole, as large as it is now. A size of 0 leaves `base` NULL and is not
// an error.
NODISCARD Status os_shm_open(const char *name, bool is_writable, OsShm *shm);

// Removes the mapping; the object and its name stay.
void os_shm_close(OsShm *shm);

NODISCARD Status os_shm_unlink(const char *name);

// Whether the name still means the object that `shm` maps.
bool os_shm_is_current(const char *name, const OsShm *shm);

// Calls `visit` for every object, semaphores' files included, until it returns false. STATUS_IO:
// no such filesystem.
NODISCARD Status os_shm_list(bool (*visit)(void *context, const char *name), void *context);

// A word that reads 1 here and 0 in a child made by fork, so that a handle knows a copy of itself.
// NULL: no memory.
u32 *os_shm_fork_mark_new(void);
void os_shm_fork_mark_free(u32 *mark);
