#define _GNU_SOURCE
#include "os/system_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NANOSECONDS = 1000000000 };

extern char **environ;

static i64 result(i64 value) {
    return value < 0 ? -(i64)errno : value;
}

i64 os_system_open(const char *path, u32 flags, u32 mode) {
    return result(open(path, (int)flags | O_CLOEXEC, (mode_t)mode));
}

i64 os_system_close(i32 file) {
    return result(close(file));
}

i64 os_system_read(i32 file, void *data, usize capacity) {
    ssize_t count;
    do count = read(file, data, capacity);
    while (count < 0 && errno == EINTR);
    return result(count);
}

i64 os_system_write(i32 file, const void *data, usize len) {
    ssize_t count;
    do count = write(file, data, len);
    while (count < 0 && errno == EINTR);
    return result(count);
}

i64 os_system_seek(i32 file, i64 offset, i32 whence) {
    return result(lseek(file, offset, whence));
}

i64 os_system_truncate(i32 file, i64 len) {
    return result(ftruncate(file, len));
}

static i64 time_ns(struct timespec time) {
    return (i64)time.tv_sec * NANOSECONDS + time.tv_nsec;
}

i64 os_system_stat(const char *path, i32 file, bool follows_links, i64 out[10]) {
    struct stat info;
    int code = !path ? fstat(file, &info) : follows_links ? stat(path, &info) : lstat(path, &info);
    if (code != 0) return result(code);
    out[0] = info.st_mode;
    out[1] = (i64)info.st_ino;
    out[2] = (i64)info.st_dev;
    out[3] = (i64)info.st_nlink;
    out[4] = info.st_uid;
    out[5] = info.st_gid;
    out[6] = info.st_size;
    out[7] = time_ns(info.st_atim);
    out[8] = time_ns(info.st_mtim);
    out[9] = time_ns(info.st_ctim);
    return 0;
}

i64 os_system_remove(const char *path) {
    return result(unlink(path));
}

i64 os_system_make_folder(const char *path, u32 mode) {
    return result(mkdir(path, (mode_t)mode));
}

i64 os_system_remove_folder(const char *path) {
    return result(rmdir(path));
}

i64 os_system_rename(const char *from, const char *to) {
    return result(rename(from, to));
}

// Puts `text` and a 0 at `at` if both fit; the place behind them.
static usize put_text(u8 *out, usize capacity, usize at, const char *text) {
    usize bytes = strlen(text) + 1;
    if (at + bytes <= capacity) memcpy(out + at, text, bytes);
    return at + bytes;
}

i64 os_system_list(const char *path, u8 *out, usize capacity) {
    DIR *folder = opendir(path);
    if (!folder) return result(-1);
    usize at = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (!entry) break;
        bool is_self = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!is_self) at = put_text(out, capacity, at, entry->d_name);
    }
    i64 code = -(i64)errno;
    closedir(folder);
    return code < 0 ? code : (i64)at;
}

i64 os_system_folder(u8 *out, usize capacity) {
    if (!getcwd((char *)out, capacity)) return result(-1);
    return (i64)strlen((const char *)out);
}

i64 os_system_set_folder(const char *path) {
    return result(chdir(path));
}

i64 os_system_environment(u8 *out, usize capacity) {
    usize at = 0;
    for (char **entry = environ; entry && *entry; entry++) at = put_text(out, capacity, at, *entry);
    return (i64)at;
}

i64 os_system_access(const char *path, i32 mode) {
    return result(access(path, mode));
}

i64 os_system_set_mode(const char *path, u32 mode) {
    return result(chmod(path, (mode_t)mode));
}

i64 os_system_read_link(const char *path, u8 *out, usize capacity) {
    return result(readlink(path, (char *)out, capacity));
}

i64 os_system_make_link(const char *target, const char *path, bool is_hard) {
    return result(is_hard ? link(target, path) : symlink(target, path));
}

static struct timespec timespec_of(i64 ns) {
    i64 seconds = ns / NANOSECONDS - (ns % NANOSECONDS < 0);
    return (struct timespec){.tv_sec = seconds, .tv_nsec = ns - seconds * NANOSECONDS};
}

i64 os_system_set_times(const char *path, i64 accessed_ns, i64 modified_ns) {
    struct timespec times[2] = {timespec_of(accessed_ns), timespec_of(modified_ns)};
    return result(utimensat(AT_FDCWD, path, times, 0));
}

i64 os_system_process(void) {
    return getpid();
}
