// os/watch.h — what changes in folders: files written, moved in or out, removed.
//
// A file counts as changed when its writer closes it or when it is moved to its name, so that
// nobody reads half of it. Folders below a watched one are told of, and watched only if asked for.
#pragma once

#include "base/arena.h"
#include "base/status.h"

enum { OS_WATCH_EVENTS_MAX = 64 };

typedef struct {
    i32 folder;        // as os_watch_folder said
    const char *name;  // in the folder; in arena
    bool is_folder;
    bool is_gone;
    bool is_lost;  // too much happened: anything may have changed; there is no name
} OsWatchEvent;

NODISCARD Status os_watch_open(int *watch);  // readable (os/poll.h) when there are events
void os_watch_close(int watch);
// STATUS_LIMIT: the system watches no more. A folder that is watched already keeps its number.
NODISCARD Status os_watch_folder(int watch, const char *path, i32 *folder);
// Never waits. At most OS_WATCH_EVENTS_MAX; 0: no more for now.
NODISCARD Status os_watch_read(int watch, Arena *arena, OsWatchEvent *events, u32 *count);
