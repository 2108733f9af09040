#define _GNU_SOURCE
#include "os/watch.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

Status os_watch_open(int *watch) {
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) return errno == EMFILE || errno == ENFILE ? STATUS_LIMIT : STATUS_NO_MEMORY;
    *watch = fd;
    return STATUS_OK;
}

void os_watch_close(int watch) {
    close(watch);
}

Status os_watch_folder(int watch, const char *path, i32 *folder) {
    u32 mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;
    int id = inotify_add_watch(watch, path, mask);
    if (id >= 0) {
        *folder = id;
        return STATUS_OK;
    }
    switch (errno) {
    case ENOSPC: return STATUS_LIMIT;
    case EACCES: return STATUS_DENIED;
    case ENOMEM: return STATUS_NO_MEMORY;
    case ENOENT:
    case ENOTDIR: return STATUS_NOT_FOUND;
    default: return STATUS_IO;
    }
}

// False: it tells nothing. A plain file that was only made is not written yet.
static bool event_take(Arena *arena, const struct inotify_event *from, OsWatchEvent *to) {
    bool is_folder = (from->mask & IN_ISDIR) != 0;
    bool is_lost = (from->mask & IN_Q_OVERFLOW) != 0;
    if (!is_lost && (from->len == 0 || ((from->mask & IN_CREATE) && !is_folder))) return false;
    *to = (OsWatchEvent){.folder = from->wd,
                         .name = is_lost ? "" : arena_text(arena, from->name, strlen(from->name)),
                         .is_folder = is_folder,
                         .is_gone = (from->mask & (IN_MOVED_FROM | IN_DELETE)) != 0,
                         .is_lost = is_lost};
    return true;
}

Status os_watch_read(int watch, Arena *arena, OsWatchEvent *events, u32 *count) {
    // An event takes at least 16 bytes, so a buffer never holds more than `events` does.
    alignas(struct inotify_event) u8 buffer[OS_WATCH_EVENTS_MAX * sizeof(struct inotify_event)];
    _Static_assert(sizeof buffer >= sizeof(struct inotify_event) + 256, "one event with a name");
    *count = 0;
    while (*count == 0) {
        ssize_t got = read(watch, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno == EAGAIN ? STATUS_OK : STATUS_IO;
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *event = (const void *)(buffer + at);
            if (event_take(arena, event, &events[*count])) ++*count;
            at += (ssize_t)(sizeof *event + event->len);
        }
    }
    return STATUS_OK;
}
