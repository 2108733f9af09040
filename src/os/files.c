#define _GNU_SOURCE
#include "os/files.h"

#include "base/bytes.h"
#include "base/vec.h"
#include "os/clock.h"
#include "os/shm_failure_priv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BYTES_MIN = 4096, FOLDER_DEPTH_MAX = 256, NANOSECONDS = 1000000000 };

static const char *text_of(Arena *arena, Bytes *bytes) {
    return arena_text(arena, bytes->data, bytes->len);
}

static Status read_all(int fd, usize bytes_max, Bytes *content) {
    for (;;) {
        bytes_reserve(content, READ_BYTES_MIN);
        ssize_t count = read(fd, content->data + content->len, content->capacity - content->len);
        if (count == 0) return STATUS_OK;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno == EISDIR ? STATUS_INVALID : shm_failure_status(errno);
        content->len += (usize)count;
        if (content->len > bytes_max) return STATUS_LIMIT;
    }
}

Status os_file_read(const char *path, usize bytes_max, Arena *arena, Slice *content) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return shm_failure_status(errno);
    Bytes bytes;
    bytes_init(&bytes, arena);
    struct stat info;
    // One reservation and no copy where the size is known before.
    if (fstat(fd, &info) == 0 && info.st_size > 0 && (u64)info.st_size <= bytes_max) {
        bytes_reserve(&bytes, (usize)info.st_size + READ_BYTES_MIN + 1);
    }
    Status status = read_all(fd, bytes_max, &bytes);
    close(fd);
    if (status != STATUS_OK) return status;
    bytes_push(&bytes, 0);
    *content = slice_make(bytes.data, bytes.len - 1);
    return STATUS_OK;
}

Status os_file_open(const char *path, i32 *stream, u64 *bytes) {
    // A named pipe must not hold the caller up until somebody writes.
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return shm_failure_status(errno);
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(fd);
        return STATUS_INVALID;
    }
    *stream = fd;
    *bytes = (u64)info.st_size;
    return STATUS_OK;
}

Status os_file_copy(i32 stream, i32 *copy, u64 *bytes) {
    struct stat info;
    if (fstat(stream, &info) != 0 || !S_ISREG(info.st_mode)) return STATUS_INVALID;
    int fd = fcntl(stream, F_DUPFD_CLOEXEC, 0);
    if (fd < 0) return shm_failure_status(errno);
    *copy = fd;
    *bytes = (u64)info.st_size;
    return STATUS_OK;
}

static Status write_all(int fd, Slice content) {
    while (content.len > 0) {
        ssize_t count = write(fd, content.data, content.len);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return shm_failure_status(errno);
        content = slice_from(content, (usize)count);
    }
    return STATUS_OK;
}

Status os_file_write(const char *path, Slice content, u32 mode) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Bytes bytes;
    bytes_init(&bytes, &arena);
    u64 unique;
    os_clock_random(&unique, sizeof unique);
    bytes_format(&bytes, "%s.%x.tmp", path, unique);
    const char *temporary = text_of(&arena, &bytes);

    Status status = STATUS_OK;
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int fd = open(temporary, flags, mode ? (mode_t)mode : (mode_t)0666);
    if (fd < 0) {
        status = shm_failure_status(errno);
        goto done;
    }
    status = write_all(fd, content);
    if (close(fd) != 0 && status == STATUS_OK) status = shm_failure_status(errno);
    if (status == STATUS_OK) status = os_file_rename(temporary, path);
    if (status != STATUS_OK) unlink(temporary);
done:
    arena_deinit(&arena);
    return status;
}

Status os_file_info(const char *path, OsFileInfo *info) {
    struct stat found;
    if (stat(path, &found) != 0)
        return errno == ENOTDIR ? STATUS_NOT_FOUND : shm_failure_status(errno);
    info->kind = S_ISREG(found.st_mode)   ? OS_FILE_PLAIN
                 : S_ISDIR(found.st_mode) ? OS_FILE_FOLDER
                                          : OS_FILE_OTHER;
    info->bytes = (u64)found.st_size;
    info->modified_ns = (i64)found.st_mtim.tv_sec * NANOSECONDS + found.st_mtim.tv_nsec;
    info->mode = found.st_mode & 07777;
    return STATUS_OK;
}

Status os_file_touch(const char *path) {
    return utimensat(AT_FDCWD, path, NULL, 0) == 0 ? STATUS_OK : shm_failure_status(errno);
}

Status os_file_rename(const char *from, const char *to) {
    return rename(from, to) == 0 ? STATUS_OK : shm_failure_status(errno);
}

Status os_file_remove(const char *path) {
    return unlink(path) == 0 ? STATUS_OK : shm_failure_status(errno);
}

static Status make_one(const char *path) {
    if (mkdir(path, 0777) == 0) return STATUS_OK;
    int error = errno;
    struct stat info;
    bool is_there = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    return is_there ? STATUS_OK : shm_failure_status(error);
}

Status os_folder_make(const char *path) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    char *part = arena_text(&arena, path, strlen(path));
    Status status = STATUS_OK;
    for (char *at = part + 1; *part && *at && status == STATUS_OK; at++) {
        if (*at != '/') continue;
        *at = 0;
        status = make_one(part);
        *at = '/';
    }
    if (status == STATUS_OK) status = make_one(part);
    arena_deinit(&arena);
    return status;
}

Status os_folder_make_temporary(Arena *arena, const char **path) {
    const char *parent = getenv("TMPDIR");
    Bytes bytes;
    bytes_init(&bytes, arena);
    bytes_format(&bytes, "%s/krait-XXXXXX", parent && *parent ? parent : "/tmp");
    char *made = arena_text(arena, bytes.data, bytes.len);
    if (!mkdtemp(made)) return shm_failure_status(errno);
    *path = made;
    return STATUS_OK;
}

static int compare_names(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool is_dots(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

Status os_folder_list(const char *path, Arena *arena, OsFolder *folder) {
    DIR *stream = opendir(path);
    if (!stream) return shm_failure_status(errno);
    VEC(const char *) names = {0};
    for (struct dirent *entry; (entry = readdir(stream)) != NULL;) {
        if (is_dots(entry->d_name)) continue;
        *VEC_PUSH(arena, &names) = arena_text(arena, entry->d_name, strlen(entry->d_name));
    }
    closedir(stream);
    if (names.count > 0) qsort(names.items, names.count, sizeof(char *), compare_names);
    *folder = (OsFolder){names.items, names.count};
    return STATUS_OK;
}

static Status remove_tree(const char *path, u32 depth, Arena *arena) {
    struct stat info;
    if (lstat(path, &info) != 0) return errno == ENOENT ? STATUS_OK : shm_failure_status(errno);
    if (!S_ISDIR(info.st_mode)) return os_file_remove(path);
    if (depth == FOLDER_DEPTH_MAX) return STATUS_LIMIT;
    OsFolder folder;
    Status status = os_folder_list(path, arena, &folder);
    for (u32 i = 0; status == STATUS_OK && i < folder.count; i++) {
        Bytes bytes;
        bytes_init(&bytes, arena);
        bytes_format(&bytes, "%s/%s", path, folder.names[i]);
        status = remove_tree(text_of(arena, &bytes), depth + 1, arena);
    }
    if (status == STATUS_OK && rmdir(path) != 0) status = shm_failure_status(errno);
    return status;
}

Status os_folder_remove(const char *path) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Status status = remove_tree(path, 0, &arena);
    arena_deinit(&arena);
    return status;
}
