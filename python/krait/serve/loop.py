"""asyncio's event loop on the server's own poller: one epoll for both."""

import asyncio
import selectors


class Selector(selectors._BaseSelectorImpl):
    """Waits in the server: requests are served meanwhile, and it returns when asyncio has something to do."""

    def __init__(self, server):
        super().__init__()
        self._server = server

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        try:
            self._server.watch(key.fd, key.events)
        except BaseException:
            super().unregister(fileobj)
            raise
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        self._server.watch(key.fd, 0)
        return key

    def modify(self, fileobj, events, data=None):
        key = super().modify(fileobj, events, data)
        self._server.watch(key.fd, key.events)
        return key

    def select(self, timeout=None):
        keys = self._fd_to_key
        found = []
        for fd, events in self._server.select(timeout):
            key = keys.get(fd)
            if key:
                found.append((key, events & key.events))
        return found


class Loop(asyncio.SelectorEventLoop):
    """Made with a `_krait_server.Server`; the server's end and the loop's are one."""

    def __init__(self, server):
        self.server = server
        super().__init__(Selector(server))
