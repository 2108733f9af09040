#define _GNU_SOURCE
#include "os/paths.h"

#include "base/bytes.h"
#include "os/shm_failure_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *joined(Arena *arena, const char *folder, usize folder_len, const char *name) {
    Bytes bytes;
    bytes_init(&bytes, arena);
    Slice start = slice_make(folder, folder_len);
    bytes_format(&bytes, "%S/%s", &start, name);
    return arena_text(arena, bytes.data, bytes.len);
}

Status os_path_cache(Arena *arena, const char **path) {
    // The XDG rules: a relative path in the variable counts as none.
    const char *cache = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    if (cache && cache[0] == '/') {
        *path = joined(arena, cache, strlen(cache), "krait");
    } else if (home && home[0] == '/') {
        *path = joined(arena, home, strlen(home), ".cache/krait");
    } else {
        return STATUS_NOT_FOUND;
    }
    return STATUS_OK;
}

static bool is_program(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

Status os_path_program(const char *name, Arena *arena, const char **path) {
    if (strchr(name, '/')) {
        if (!is_program(name)) return STATUS_NOT_FOUND;
        *path = arena_text(arena, name, strlen(name));
        return STATUS_OK;
    }
    const char *at = getenv("PATH");
    while (at && *name) {
        const char *end = strchrnul(at, ':');
        bool is_here = end == at;  // an empty entry is the current folder
        const char *found =
            joined(arena, is_here ? "." : at, is_here ? 1 : (usize)(end - at), name);
        if (is_program(found)) {
            *path = found;
            return STATUS_OK;
        }
        at = *end ? end + 1 : NULL;
    }
    return STATUS_NOT_FOUND;
}

Status os_path_real(const char *path, Arena *arena, const char **real) {
    char *found = realpath(path, NULL);
    if (!found) return errno == ENOTDIR ? STATUS_NOT_FOUND : shm_failure_status(errno);
    *real = arena_text(arena, found, strlen(found));
    free(found);
    return STATUS_OK;
}

const char *os_path_variable(const char *name) {
    return getenv(name);
}
