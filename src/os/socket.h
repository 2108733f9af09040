// os/socket.h — sockets that never block: listening, accepting, moving bytes, names of the ends.
//
// STATUS_BUSY: nothing can be done now. STATUS_PEER_DEAD: the connection is broken. No call raises
// SIGPIPE.
#pragma once

#include "base/slice.h"
#include "base/status.h"

enum { OS_SOCKET_TEXT_BYTES = 64 };

// `host`: a number or a name, "" for every address. `port` 0: any; then it says which. Several
// processes or threads may listen at the same place, each gets a share.
NODISCARD Status os_socket_listen(const char *host, u16 *port, int *fd);
// The same, but nobody else may listen there: STATUS_EXISTS where somebody does.
NODISCARD Status os_socket_listen_alone(const char *host, u16 *port, int *fd);
// Removes a stale socket of that path first. `mode` 0: as the umask says.
NODISCARD Status os_socket_listen_unix(const char *path, u32 mode, int *fd);
NODISCARD Status os_socket_adopt(int fd);  // one made elsewhere: checks that it listens

// STATUS_LIMIT: no descriptor is left.
NODISCARD Status os_socket_accept(int listener, int *fd);
void os_socket_no_delay(int fd);

// `*got` 0 with STATUS_OK: the peer has ended its side.
NODISCARD Status os_socket_receive(int fd, u8 *data, usize len, usize *got);
NODISCARD Status os_socket_send(int fd, Slice first, Slice second, usize *sent);
// From a file, by the kernel alone. `*sent` 0 with STATUS_OK: the file is shorter.
NODISCARD Status os_socket_send_file(int fd, int file, u64 *offset, u64 byte_count, usize *sent);

void os_socket_end(int fd);  // no more will be sent
void os_socket_close(int fd);

// Text of an address and its port; false and "" where there is none (Unix sockets).
bool os_socket_peer(int fd, char text[OS_SOCKET_TEXT_BYTES], u16 *port);
bool os_socket_local(int fd, char text[OS_SOCKET_TEXT_BYTES], u16 *port);
