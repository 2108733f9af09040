#define _GNU_SOURCE
#include "os/flock.h"

#include "os/shm_failure_priv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TAKE_ATTEMPTS_MAX = 64 };

Status os_flock_directory_make(const char *path) {
    if (mkdir(path, 01777) == 0) {
        // The umask took its part.
        return chmod(path, 01777) == 0 ? STATUS_OK : shm_failure_status(errno);
    }
    return errno == EEXIST ? STATUS_OK : shm_failure_status(errno);
}

static bool path_means(const char *path, const OsFlock *lock) {
    struct stat info;
    return stat(path, &info) == 0 && info.st_dev == lock->device && info.st_ino == lock->inode;
}

static Status take(const char *path, int flags, OsFlock *lock) {
    // Each round ends unless the file was deleted between opening and locking it.
    for (u32 i = 0; i < TAKE_ATTEMPTS_MAX; i++) {
        int fd = open(path, flags | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0) return shm_failure_status(errno);
        struct stat info;
        if (fstat(fd, &info) != 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) {
            Status status = errno == EWOULDBLOCK ? STATUS_BUSY : shm_failure_status(errno);
            close(fd);
            return status;
        }
        *lock = (OsFlock){.fd = fd, .device = info.st_dev, .inode = info.st_ino};
        if (path_means(path, lock)) return STATUS_OK;
        close(fd);
    }
    return STATUS_BUSY;
}

Status os_flock_take(const char *path, OsFlock *lock) {
    return take(path, O_CREAT, lock);
}

Status os_flock_take_existing(const char *path, OsFlock *lock) {
    return take(path, 0, lock);
}

void os_flock_drop(const char *path, OsFlock *lock) {
    if (path_means(path, lock)) unlink(path);
    flock(lock->fd, LOCK_UN);  // a child made by fork may have the descriptor too
    close(lock->fd);
    lock->fd = -1;
}

void os_flock_forget(OsFlock *lock) {
    close(lock->fd);
    lock->fd = -1;
}

u64 os_flock_inode(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 ? info.st_ino : 0;
}

void os_flock_break(const char *path, u64 inode) {
    if (inode != 0 && os_flock_inode(path) == inode) unlink(path);
}

Status os_flock_list(const char *directory, const char *suffix,
                     void (*visit)(void *context, const char *name), void *context) {
    DIR *opened = opendir(directory);
    if (!opened) return shm_failure_status(errno);
    usize suffix_len = strlen(suffix);
    for (const struct dirent *entry = readdir(opened); entry; entry = readdir(opened)) {
        usize len = strlen(entry->d_name);
        if (len <= suffix_len || strcmp(entry->d_name + len - suffix_len, suffix) != 0) continue;
        char name[sizeof(entry->d_name)];
        memcpy(name, entry->d_name, len - suffix_len);
        name[len - suffix_len] = 0;
        visit(context, name);
    }
    closedir(opened);
    return STATUS_OK;
}
