#define _GNU_SOURCE
#include "os/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <arpa/inet.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 4096, SEND_FILE_BYTES_MAX = 1 << 20 };

static Status status_of(int error) {
    switch (error) {
    case EAGAIN:
    case EINTR: return STATUS_BUSY;
    case EPIPE:
    case ECONNRESET:
    case ECONNABORTED:
    case ENOTCONN:
    case ETIMEDOUT:
    case EHOSTUNREACH:
    case ENETUNREACH: return STATUS_PEER_DEAD;
    case EMFILE:
    case ENFILE:
    case ENOBUFS: return STATUS_LIMIT;
    case ENOMEM: return STATUS_NO_MEMORY;
    case EACCES:
    case EPERM: return STATUS_DENIED;
    case EADDRINUSE: return STATUS_EXISTS;
    case EADDRNOTAVAIL:
    case ENOENT: return STATUS_NOT_FOUND;
    case EINVAL:
    case ENOTSOCK:
    case ENAMETOOLONG: return STATUS_INVALID;
    default: return STATUS_IO;
    }
}

static Status listener_bind(const struct addrinfo *at, bool is_alone, int *fd) {
    int made = socket(at->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return status_of(errno);
    int on = 1;
    setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (!is_alone) setsockopt(made, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));  // accepted ones inherit it
    if (at->ai_family == AF_INET6) setsockopt(made, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
    if (bind(made, at->ai_addr, at->ai_addrlen) != 0 || listen(made, BACKLOG) != 0) {
        Status status = status_of(errno);
        close(made);
        return status;
    }
    *fd = made;
    return STATUS_OK;
}

static Status listen_at(const char *host, u16 *port, bool is_alone, int *fd) {
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found;
    char service[8];
    snprintf(service, sizeof(service), "%u", *port);
    if (getaddrinfo(host[0] ? host : NULL, service, &hints, &found) != 0) return STATUS_NOT_FOUND;
    Status status = STATUS_NOT_FOUND;
    for (struct addrinfo *at = found; at && status != STATUS_OK; at = at->ai_next) {
        status = listener_bind(at, is_alone, fd);
    }
    freeaddrinfo(found);
    char text[OS_SOCKET_TEXT_BYTES];
    if (status == STATUS_OK) os_socket_local(*fd, text, port);
    return status;
}

Status os_socket_listen(const char *host, u16 *port, int *fd) {
    return listen_at(host, port, false, fd);
}

Status os_socket_listen_alone(const char *host, u16 *port, int *fd) {
    return listen_at(host, port, true, fd);
}

Status os_socket_listen_unix(const char *path, u32 mode, int *fd) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    usize len = strlen(path);
    if (len == 0 || len >= sizeof(address.sun_path)) return STATUS_INVALID;
    memcpy(address.sun_path, path, len + 1);
    struct stat info;
    if (lstat(path, &info) == 0) {
        if (!S_ISSOCK(info.st_mode)) return STATUS_EXISTS;
        unlink(path);
    }
    int made = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return status_of(errno);
    bool is_bound = bind(made, (struct sockaddr *)&address, sizeof(address)) == 0;
    if (!is_bound || (mode && chmod(path, (mode_t)mode) != 0) || listen(made, BACKLOG) != 0) {
        Status status = status_of(errno);
        close(made);
        return status;
    }
    *fd = made;
    return STATUS_OK;
}

Status os_socket_adopt(int fd) {
    int is_listening = 0;
    socklen_t len = sizeof(is_listening);
    if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &len) != 0)
        return status_of(errno);
    if (!is_listening) return STATUS_INVALID;
    int flags = fcntl(fd, F_GETFL);
    return fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 ? STATUS_OK : status_of(errno);
}

Status os_socket_accept(int listener, int *fd) {
    int made = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (made < 0) return status_of(errno);
    *fd = made;
    return STATUS_OK;
}

void os_socket_no_delay(int fd) {
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

Status os_socket_receive(int fd, u8 *data, usize len, usize *got) {
    ssize_t count = recv(fd, data, len, 0);
    if (count < 0) return status_of(errno);
    *got = (usize)count;
    return STATUS_OK;
}

Status os_socket_send(int fd, Slice first, Slice second, usize *sent) {
    ssize_t count;
    if (second.len == 0) {
        count = send(fd, first.data, first.len, MSG_NOSIGNAL);
    } else {
        struct iovec parts[2] = {{(void *)(uintptr_t)first.data, first.len},
                                 {(void *)(uintptr_t)second.data, second.len}};
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
        count = sendmsg(fd, &message, MSG_NOSIGNAL);
    }
    if (count < 0) return status_of(errno);
    *sent = (usize)count;
    return STATUS_OK;
}

Status os_socket_send_file(int fd, int file, u64 *offset, u64 byte_count, usize *sent) {
    off_t at = (off_t)*offset;
    usize len = byte_count < SEND_FILE_BYTES_MAX ? (usize)byte_count : SEND_FILE_BYTES_MAX;
    ssize_t count = sendfile(fd, file, &at, len);
    if (count < 0) return status_of(errno);
    *offset = (u64)at;
    *sent = (usize)count;
    return STATUS_OK;
}

void os_socket_end(int fd) {
    shutdown(fd, SHUT_WR);
}

void os_socket_close(int fd) {
    close(fd);
}

static bool address_text(const struct sockaddr_storage *address, char text[OS_SOCKET_TEXT_BYTES],
                         u16 *port) {
    text[0] = 0;
    *port = 0;
    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)address;
        *port = ntohs(in->sin_port);
        return inet_ntop(AF_INET, &in->sin_addr, text, OS_SOCKET_TEXT_BYTES) != NULL;
    }
    if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)(const void *)address;
        *port = ntohs(in->sin6_port);
        return inet_ntop(AF_INET6, &in->sin6_addr, text, OS_SOCKET_TEXT_BYTES) != NULL;
    }
    return false;
}

bool os_socket_peer(int fd, char text[OS_SOCKET_TEXT_BYTES], u16 *port) {
    struct sockaddr_storage address = {0};
    socklen_t len = sizeof(address);
    getpeername(fd, (struct sockaddr *)&address, &len);
    return address_text(&address, text, port);
}

bool os_socket_local(int fd, char text[OS_SOCKET_TEXT_BYTES], u16 *port) {
    struct sockaddr_storage address = {0};
    socklen_t len = sizeof(address);
    getsockname(fd, (struct sockaddr *)&address, &len);
    return address_text(&address, text, port);
}
