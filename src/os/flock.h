// os/flock.h — lock files: whoever holds the lock of a file owns what the file stands for, until
// it lets go or dies.
//
// The file is deleted while its lock is still held, and a lock counts only if the path still means
// the locked file, so no two owners hold a lock of one path.
#pragma once

#include "base/status.h"

enum { OS_FLOCK_PATH_BYTES_MAX = 4096 };

typedef struct {
    int fd;
    u64 device, inode;
} OsFlock;

// Makes the directory usable for every user (as /tmp is). One that exists already stays as it is.
NODISCARD Status os_flock_directory_make(const char *path);

// Creates the file if there is none and locks it. STATUS_BUSY: somebody else holds it.
NODISCARD Status os_flock_take(const char *path, OsFlock *lock);

// The same for a file that must exist already.
NODISCARD Status os_flock_take_existing(const char *path, OsFlock *lock);

// Deletes the file and lets go.
void os_flock_drop(const char *path, OsFlock *lock);

// Lets go and leaves the file. In a child made by fork the parent keeps the lock.
void os_flock_forget(OsFlock *lock);

// Deletes a file that somebody holds a lock of, provided it is still the same file (`inode` of
// os_flock_inode). Only for locks whose owner is known to be dead, kept by a child that it made.
void os_flock_break(const char *path, u64 inode);
u64 os_flock_inode(const char *path);  // 0: there is no such file

// Calls `visit` for every file of the directory whose name ends in `suffix`; `name` comes without
// it.
NODISCARD Status os_flock_list(const char *directory, const char *suffix,
                               void (*visit)(void *context, const char *name), void *context);
