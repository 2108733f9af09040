#define _GNU_SOURCE
#include "os/stream.h"

#include "os/shm_failure_priv.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

Status os_stream_write(i32 stream, Slice content) {
    while (content.len > 0) {
        ssize_t count = write(stream, content.data, content.len);
        if (count >= 0) {
            content = slice_from(content, (usize)count);
            continue;
        }
        if (errno == EINTR) continue;
        if (errno == EPIPE) return STATUS_PEER_DEAD;
        if (errno != EAGAIN) return shm_failure_status(errno);
        // Whoever gave us this descriptor made it non-blocking: wait here instead.
        struct pollfd ready = {.fd = stream, .events = POLLOUT};
        if (poll(&ready, 1, -1) < 0 && errno != EINTR) return shm_failure_status(errno);
    }
    return STATUS_OK;
}

Status os_stream_read(i32 stream, u8 *data, usize capacity, usize *len) {
    for (;;) {
        ssize_t count = read(stream, data, capacity);
        if (count >= 0) {
            *len = (usize)count;
            return STATUS_OK;
        }
        if (errno != EAGAIN) return shm_failure_status(errno);
        struct pollfd ready = {.fd = stream, .events = POLLIN};
        if (poll(&ready, 1, -1) < 0) return shm_failure_status(errno);
    }
}

bool os_stream_is_terminal(i32 stream) {
    return isatty(stream) == 1;
}

void os_stream_close(i32 stream) {
    close(stream);
}

void os_stream_ignore_broken_pipes(void) {
    signal(SIGPIPE, SIG_IGN);
}
