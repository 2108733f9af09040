#define _GNU_SOURCE
#include "os/mapping.h"

#include "os/shm_failure_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static Status pages_new(usize bytes, int flags, void **memory) {
    void *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) return shm_failure_status(errno);
    *memory = pages;
    return STATUS_OK;
}

Status os_mapping_new(usize bytes, void **memory) {
    return pages_new(bytes, MAP_PRIVATE, memory);
}

Status os_mapping_new_shared(usize bytes, void **memory) {
    return pages_new(bytes, MAP_SHARED, memory);
}

Status os_mapping_open_shared(const char *path, usize bytes, void **memory) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return shm_failure_status(errno);
    struct stat info;
    Status status = fstat(fd, &info) == 0 ? STATUS_OK : shm_failure_status(errno);
    // Whoever comes at the same time gives it the same size.
    if (status == STATUS_OK && info.st_size == 0) {
        if (ftruncate(fd, (off_t)bytes) < 0) status = shm_failure_status(errno);
    } else if (status == STATUS_OK && (usize)info.st_size != bytes) {
        status = STATUS_INVALID;
    }
    if (status == STATUS_OK) {
        void *pages = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (pages == MAP_FAILED) {
            status = shm_failure_status(errno);
        } else {
            *memory = pages;
        }
    }
    close(fd);
    return status;
}

void os_mapping_free(void *memory, usize bytes) {
    if (memory) munmap(memory, bytes);
}

Status os_mapping_open(const char *path, Slice *content) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return shm_failure_status(errno);
    struct stat info;
    Status status = fstat(fd, &info) == 0 ? STATUS_OK : shm_failure_status(errno);
    if (status == STATUS_OK && !S_ISREG(info.st_mode)) status = STATUS_INVALID;
    if (status == STATUS_OK && info.st_size == 0) *content = (Slice){0};
    if (status == STATUS_OK && info.st_size > 0) {
        void *pages = mmap(NULL, (usize)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (pages == MAP_FAILED) {
            status = shm_failure_status(errno);
        } else {
            *content = slice_make(pages, (usize)info.st_size);
        }
    }
    close(fd);
    return status;
}

void os_mapping_close(Slice content) {
    if (content.len > 0) munmap((void *)(uintptr_t)content.data, content.len);
}
