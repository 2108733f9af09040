#define _GNU_SOURCE
#include "os/paths.h"

#ifdef __linux__

#include "os/shm_failure_priv.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

Status os_path_self(Arena *arena, const char **path) {
    char text[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", text, sizeof text);
    if (len < 0) return shm_failure_status(errno);
    if ((usize)len == sizeof text) return STATUS_LIMIT;
    *path = arena_text(arena, text, (usize)len);
    return STATUS_OK;
}

#endif
