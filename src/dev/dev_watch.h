// dev/dev_watch.h — which files of a project changed: its folder and those below.
#pragma once

#include "base/slice.h"
#include "base/vec.h"
#include "os/watch.h"

enum { DEV_WATCH_FOLDERS_MAX = 2000, DEV_WATCH_DEPTH_MAX = 12 };

typedef struct {
    i32 id;
    u32 depth;
    const char *path;  // in arena
} DevWatchFolder;

typedef struct {
    Arena *arena;  // borrowed; grows with the number of folders
    int fd;
    VEC(DevWatchFolder) folders;
    bool is_incomplete;  // not every folder could be watched
} DevWatch;

typedef VEC(Slice) DevPaths;

// `root` as paths are to begin; "." does not begin them.
NODISCARD Status dev_watch_open(DevWatch *watch, Arena *arena, const char *root);
void dev_watch_close(DevWatch *watch);
// Paths that changed since the last call, in `arena`; `*is_lost`: anything may have.
NODISCARD Status dev_watch_read(DevWatch *watch, Arena *arena, DevPaths *paths, bool *is_lost);
// Whether neither the folder nor what is below it counts: hidden ones, caches, packages.
bool dev_watch_skips(Slice name);
