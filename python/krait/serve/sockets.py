"""Listening sockets: made once, by whoever supervises, so that no connection is lost with a worker."""

import os
import socket
import stat


class BindError(Exception):
    """The text says where it cannot listen, and why."""


def listeners(options, count):
    """`count` lists of sockets, one per worker, and a text for people: where the server listens."""
    try:
        if options.fd is not None:
            shared = socket.socket(fileno=options.fd)
            return [[shared]] * count, f"file descriptor {options.fd}"
        if options.uds:
            return [[unix_listener(options)]] * count, f"unix socket {options.uds}"
        return network_listeners(options, count)
    except OSError as error:
        where = options.uds or (f"fd {options.fd}" if options.fd is not None else f"{options.host}:{options.port}")
        raise BindError(f"[Errno {error.errno}] error while attempting to bind on {where}: {error.strerror}") from None


def unix_listener(options):
    try:
        if stat.S_ISSOCK(os.stat(options.uds).st_mode):
            os.unlink(options.uds)
    except FileNotFoundError:
        pass
    made = socket.socket(socket.AF_UNIX)
    made.bind(options.uds)
    os.chmod(options.uds, 0o666)
    made.listen(options.backlog)
    return made


def network_listeners(options, count):
    found = socket.getaddrinfo(options.host or None, options.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, address = found[0]
    check_free(family, address)
    made = []
    for _ in range(count):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(address)
        address = (address[0], listener.getsockname()[1], *address[2:])
        made.append([listener])
    for (listener,) in made:
        listener.listen(options.backlog)
    host = f"[{address[0]}]" if family == socket.AF_INET6 else address[0]
    return made, f"http://{host}:{address[1]}"


def check_free(family, address):
    """With SO_REUSEPORT another server of the same user would share its port with us: unwanted."""
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
