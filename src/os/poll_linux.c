#include "os/poll.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { BATCH = 256 };

struct OsPoll {
    int fd, wake_fd;
    struct epoll_event batch[BATCH];
};

static Status status_of(int error) {
    switch (error) {
    case ENOMEM: return STATUS_NO_MEMORY;
    case EMFILE:
    case ENFILE:
    case ENOSPC: return STATUS_LIMIT;
    case EEXIST: return STATUS_EXISTS;
    case ENOENT: return STATUS_NOT_FOUND;
    case EBADF:
    case EPERM:
    case EINVAL: return STATUS_INVALID;
    default: return STATUS_IO;
    }
}

Status os_poll_new(OsPoll **poll) {
    OsPoll *made = calloc(1, sizeof(*made));
    if (!made) return STATUS_NO_MEMORY;
    made->fd = epoll_create1(EPOLL_CLOEXEC);
    made->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = NULL}};
    if (made->fd < 0 || made->wake_fd < 0 ||
        epoll_ctl(made->fd, EPOLL_CTL_ADD, made->wake_fd, &event) != 0) {
        Status status = status_of(errno);
        os_poll_free(made);
        return status;
    }
    *poll = made;
    return STATUS_OK;
}

void os_poll_free(OsPoll *poll) {
    if (!poll) return;
    if (poll->fd >= 0) close(poll->fd);
    if (poll->wake_fd >= 0) close(poll->wake_fd);
    free(poll);
}

static Status control(OsPoll *poll, int operation, int fd, u32 events, void *data) {
    struct epoll_event event = {.events = EPOLLRDHUP, .data = {.ptr = data}};
    if (events & OS_POLL_IN) event.events |= EPOLLIN;
    if (events & OS_POLL_OUT) event.events |= EPOLLOUT;
    if (events & OS_POLL_EDGE) event.events |= EPOLLET;
    return epoll_ctl(poll->fd, operation, fd, &event) == 0 ? STATUS_OK : status_of(errno);
}

Status os_poll_add(OsPoll *poll, int fd, u32 events, void *data) {
    return control(poll, EPOLL_CTL_ADD, fd, events, data);
}

Status os_poll_change(OsPoll *poll, int fd, u32 events, void *data) {
    return control(poll, EPOLL_CTL_MOD, fd, events, data);
}

void os_poll_remove(OsPoll *poll, int fd) {
    epoll_ctl(poll->fd, EPOLL_CTL_DEL, fd, NULL);
}

Status os_poll_wait(OsPoll *poll, OsPollEvent *events, u32 events_max, i32 timeout_ms,
                    u32 *event_count) {
    u32 max = events_max < BATCH ? events_max : BATCH;
    int count = epoll_wait(poll->fd, poll->batch, (int)max, timeout_ms);
    if (count < 0 && errno != EINTR) return status_of(errno);
    *event_count = count > 0 ? (u32)count : 0;
    for (u32 i = 0; i < *event_count; i++) {
        u32 found = poll->batch[i].events;
        events[i] = (OsPollEvent){.data = poll->batch[i].data.ptr};
        if (found & EPOLLIN) events[i].events |= OS_POLL_IN;
        if (found & EPOLLOUT) events[i].events |= OS_POLL_OUT;
        if (found & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) events[i].events |= OS_POLL_ENDED;
        if (events[i].data) continue;
        u64 value;
        ssize_t ignored = read(poll->wake_fd, &value, sizeof(value));
        (void)ignored;
    }
    return STATUS_OK;
}

int os_poll_fd(const OsPoll *poll) {
    return poll->fd;
}

void os_poll_wake(OsPoll *poll) {
    int saved = errno;  // a signal handler may call this
    u64 one = 1;
    ssize_t ignored = write(poll->wake_fd, &one, sizeof(one));
    (void)ignored;
    errno = saved;
}
