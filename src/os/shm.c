#define _GNU_SOURCE
#include "os/shm.h"

#include "os/shm_failure_priv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

// Where shm_open keeps its files: listing and free space have no portable call.
static const char shm_directory[] = "/dev/shm";

typedef struct {
    char text[OS_SHM_NAME_BYTES_MAX + 2];
} ShmPath;

static bool path_make(const char *name, ShmPath *path) {
    usize len = strlen(name);
    if (len == 0 || len > OS_SHM_NAME_BYTES_MAX || strchr(name, '/')) return false;
    path->text[0] = '/';
    memcpy(path->text + 1, name, len + 1);
    return true;
}

static Status map_whole(int fd, bool is_writable, OsShm *shm) {
    struct stat info;
    if (fstat(fd, &info) != 0) return shm_failure_status(errno);
    *shm = (OsShm){.bytes = (u64)info.st_size, .device = info.st_dev, .inode = info.st_ino};
    if (info.st_size == 0) return STATUS_OK;
    int access = is_writable ? PROT_READ | PROT_WRITE : PROT_READ;
    void *base = mmap(NULL, (usize)info.st_size, access, MAP_SHARED, fd, 0);
    if (base == MAP_FAILED) return shm_failure_status(errno);
    shm->base = base;
    return STATUS_OK;
}

// A page that cannot be had at first touch is a deadly signal, so the space is asked for here: by
// reserving it where that is cheap, else by looking.
static Status size_set(int fd, u64 bytes, bool is_committed) {
    if (bytes > (u64)INT64_MAX) return STATUS_INVALID;
    if (ftruncate(fd, (off_t)bytes) != 0) return shm_failure_status(errno);
    if (is_committed || bytes <= OS_SHM_COMMIT_BYTES) {
        int error;
        do {
            error = posix_fallocate(fd, 0, (off_t)bytes);
        } while (error == EINTR);
        return error == 0 || error == EOPNOTSUPP ? STATUS_OK : shm_failure_status(error);
    }
    struct statvfs space;
    if (fstatvfs(fd, &space) != 0) return STATUS_OK;
    if (space.f_blocks == 0) return STATUS_OK;  // a filesystem without a limit
    return bytes / space.f_frsize < space.f_bavail ? STATUS_OK : STATUS_NO_SPACE;
}

Status os_shm_create(const char *name, u64 bytes, u32 mode, bool is_committed, OsShm *shm) {
    ShmPath path;
    if (!path_make(name, &path)) return STATUS_INVALID;
    int fd = shm_open(path.text, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode ? (mode_t)mode : 0666);
    if (fd < 0) return shm_failure_status(errno);
    Status status = STATUS_OK;
    if (mode && fchmod(fd, (mode_t)mode) != 0) status = shm_failure_status(errno);
    if (status == STATUS_OK) status = size_set(fd, bytes, is_committed);
    if (status == STATUS_OK) status = map_whole(fd, true, shm);
    close(fd);
    if (status != STATUS_OK) shm_unlink(path.text);
    return status;
}

Status os_shm_open(const char *name, bool is_writable, OsShm *shm) {
    ShmPath path;
    if (!path_make(name, &path)) return STATUS_INVALID;
    int fd = shm_open(path.text, (is_writable ? O_RDWR : O_RDONLY) | O_CLOEXEC, 0);
    if (fd < 0) return shm_failure_status(errno);
    Status status = map_whole(fd, is_writable, shm);
    close(fd);
    return status;
}

void os_shm_close(OsShm *shm) {
    if (shm->base) munmap(shm->base, (usize)shm->bytes);
    *shm = (OsShm){0};
}

Status os_shm_unlink(const char *name) {
    ShmPath path;
    if (!path_make(name, &path)) return STATUS_INVALID;
    return shm_unlink(path.text) == 0 ? STATUS_OK : shm_failure_status(errno);
}

bool os_shm_is_current(const char *name, const OsShm *shm) {
    ShmPath path;
    if (!path_make(name, &path)) return false;
    int fd = shm_open(path.text, O_RDONLY | O_CLOEXEC, 0);
    if (fd < 0) return false;
    struct stat info;
    bool is_current =
        fstat(fd, &info) == 0 && info.st_dev == shm->device && info.st_ino == shm->inode;
    close(fd);
    return is_current;
}

Status os_shm_list(bool (*visit)(void *context, const char *name), void *context) {
    DIR *directory = opendir(shm_directory);
    if (!directory) return shm_failure_status(errno);
    for (const struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        if (entry->d_name[0] == '.' && (!entry->d_name[1] || entry->d_name[1] == '.')) continue;
        if (!visit(context, entry->d_name)) break;
    }
    closedir(directory);
    return STATUS_OK;
}

u32 *os_shm_fork_mark_new(void) {
    usize bytes = (usize)sysconf(_SC_PAGESIZE);
    void *page = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) return NULL;
    if (madvise(page, bytes, MADV_WIPEONFORK) != 0) {
        munmap(page, bytes);
        return NULL;
    }
    u32 *mark = page;
    *mark = 1;
    return mark;
}

void os_shm_fork_mark_free(u32 *mark) {
    if (mark) munmap(mark, (usize)sysconf(_SC_PAGESIZE));
}
