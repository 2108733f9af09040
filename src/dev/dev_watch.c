#include "dev/dev_watch.h"

#include "base/bytes.h"
#include "os/files.h"

#include <string.h>

bool dev_watch_skips(Slice name) {
    return slice_starts_with(name, SLICE_LITERAL(".")) ||
           slice_equal(name, SLICE_LITERAL("node_modules")) ||
           slice_equal(name, SLICE_LITERAL("__pycache__"));
}

static const char *path_below(Arena *arena, const char *folder, const char *name) {
    if (strcmp(folder, ".") == 0) return arena_text(arena, name, strlen(name));
    Bytes path;
    bytes_init(&path, arena);
    bytes_format(&path, "%s/%s", folder, name);
    bytes_push(&path, 0);
    return (const char *)path.data;
}

static Status watch_below(DevWatch *watch, const char *path, u32 depth) {
    if (watch->folders.count == DEV_WATCH_FOLDERS_MAX || depth > DEV_WATCH_DEPTH_MAX)
        return STATUS_LIMIT;
    i32 id;
    Status status = os_watch_folder(watch->fd, path, &id);
    if (status != STATUS_OK) return status;
    // Its number is known already if it was moved here from elsewhere.
    for (u32 i = 0; i < watch->folders.count; i++) {
        if (watch->folders.items[i].id == id) watch->folders.items[i].id = -1;
    }
    *VEC_PUSH(watch->arena, &watch->folders) = (DevWatchFolder){id, depth, path};
    OsFolder list;
    status = os_folder_list(path, watch->arena, &list);
    for (u32 i = 0; status == STATUS_OK && i < list.count; i++) {
        if (dev_watch_skips(slice_of_text(list.names[i]))) continue;
        const char *below = path_below(watch->arena, path, list.names[i]);
        OsFileInfo info;
        if (os_file_info(below, &info) != STATUS_OK || info.kind != OS_FILE_FOLDER) continue;
        if (watch_below(watch, below, depth + 1) != STATUS_OK) watch->is_incomplete = true;
    }
    return STATUS_OK;
}

Status dev_watch_open(DevWatch *watch, Arena *arena, const char *root) {
    *watch = (DevWatch){.arena = arena};
    Status status = os_watch_open(&watch->fd);
    if (status != STATUS_OK) return status;
    status = watch_below(watch, arena_text(arena, root, strlen(root)), 0);
    if (status != STATUS_OK) os_watch_close(watch->fd);
    return status;
}

void dev_watch_close(DevWatch *watch) {
    os_watch_close(watch->fd);
}

static const DevWatchFolder *folder_of(const DevWatch *watch, i32 id) {
    for (u32 i = watch->folders.count; i > 0; i--) {
        if (watch->folders.items[i - 1].id == id) return &watch->folders.items[i - 1];
    }
    return NULL;
}

static void add_path(Arena *arena, DevPaths *paths, const char *path) {
    Slice added = slice_of_text(path);
    for (u32 i = 0; i < paths->count; i++) {
        if (slice_equal(paths->items[i], added)) return;
    }
    *VEC_PUSH(arena, paths) = added;
}

Status dev_watch_read(DevWatch *watch, Arena *arena, DevPaths *paths, bool *is_lost) {
    *is_lost = false;
    for (;;) {
        OsWatchEvent events[OS_WATCH_EVENTS_MAX];
        u32 count;
        Status status = os_watch_read(watch->fd, arena, events, &count);
        if (status != STATUS_OK || count == 0) return status;
        for (u32 i = 0; i < count; i++) {
            const DevWatchFolder *folder = folder_of(watch, events[i].folder);
            *is_lost |= events[i].is_lost;
            if (!folder || dev_watch_skips(slice_of_text(events[i].name))) continue;
            const char *path = path_below(arena, folder->path, events[i].name);
            if (!events[i].is_folder) {
                add_path(arena, paths, path);
                continue;
            }
            // What lies in a folder that came or went cannot be told from the event.
            *is_lost = true;
            const char *kept = arena_text(watch->arena, path, strlen(path));
            if (!events[i].is_gone && watch_below(watch, kept, folder->depth + 1) != STATUS_OK)
                watch->is_incomplete = true;
        }
    }
}
