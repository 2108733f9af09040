"""Readers and writers for the tests: in this process, or in a child that obeys over a pipe and can be killed."""

import mmap
import multiprocessing
import os
import signal
import struct

from krait import ipc

_CONTEXT = multiprocessing.get_context("fork")
FIELDS = {
    "oieb_size": (0, "<I"),
    "major": (4, "<B"),
    "metadata_written": (24, "<Q"),
    "payload_size": (32, "<Q"),
    "free": (40, "<Q"),
    "write_pos": (48, "<Q"),
    "read_pos": (56, "<Q"),
    "written_count": (64, "<Q"),
    "read_count": (72, "<Q"),
    "writer_pid": (80, "<Q"),
    "reader_pid": (88, "<Q"),
}


def frame_bytes(size, sequence):
    """The harness's pattern for frames of a known sequence: byte i is (i + sequence) mod 256."""
    period = bytes((i + sequence) & 255 for i in range(256))
    return (period * (size // 256 + 1))[:size]


class Memory:
    """The raw shared memory of a buffer, to look at and to damage."""

    def __init__(self, name):
        self._file = open(f"/dev/shm/{name}", "r+b")
        self.map = mmap.mmap(self._file.fileno(), 0)

    def get(self, field):
        offset, form = FIELDS[field]
        return struct.unpack_from(form, self.map, offset)[0]

    def set(self, field, value):
        offset, form = FIELDS[field]
        struct.pack_into(form, self.map, offset, value)

    def payload(self):
        return 128 + struct.unpack_from("<Q", self.map, 8)[0]

    def header_set(self, position, size, sequence):
        struct.pack_into("<QQ", self.map, self.payload() + position, size, sequence)

    def close(self):
        self.map.close()
        self._file.close()


class LocalReader:
    def __init__(self, name, metadata=1024, payload=10240, **options):
        self.raw = ipc.Reader(name, ipc.BufferConfig(metadata or 1, payload), has_metadata=metadata > 0, **options)
        self._frames = []

    def read(self, timeout=5.0):
        """(sequence, bytes), released at once; None when the time is over."""
        frame = self.raw.read_frame(timeout)
        if frame is None:
            return None
        with frame:
            return frame.sequence, bytes(frame.data)

    def hold(self, timeout=5.0):
        frame = self.raw.read_frame(timeout)
        self._frames.append(frame)
        return frame.sequence, bytes(frame.data)

    def release(self, index=0):
        self._frames.pop(index).dispose()

    def metadata(self):
        content = self.raw.get_metadata()
        return None if content is None else bytes(content)

    def read_many(self, count, size, pause=0.0, timeout=10.0):
        """Reads frames numbered on from the first and verifies each byte; the number that was right."""
        import time

        for i in range(count):
            with self.raw.read_frame(timeout) as frame:
                if pause:
                    time.sleep(pause)
                if bytes(frame.data) != frame_bytes(size, frame.sequence):
                    raise AssertionError(f"frame {frame.sequence} is damaged")
        return count

    def connected(self, timeout_ms=None):
        return self.raw.is_writer_connected(timeout_ms)

    def close(self):
        self._frames.clear()
        self.raw.close()


class LocalWriter:
    def __init__(self, name, timeout=5.0):
        from datetime import timedelta

        self.raw = ipc.Writer(name)
        self.raw.write_timeout = timedelta(seconds=timeout)

    def timeout(self, seconds):
        from datetime import timedelta

        self.raw.write_timeout = timedelta(seconds=seconds)

    def write(self, data):
        self.raw.write_frame(data)

    def write_many(self, count, size):
        for _ in range(count):
            self.raw.write_frame(frame_bytes(size, self.raw.next_sequence))
        return count

    def fill(self, size, timeout=0.2):
        """Writes until the ring is full; how many fitted."""
        self.timeout(timeout)
        count = 0
        try:
            while True:
                self.raw.write_frame(frame_bytes(size, self.raw.next_sequence))
                count += 1
        except ipc.BufferFullException:
            self.timeout(5.0)
            return count

    def reserve_and_commit(self, size):
        buffer = self.raw.get_frame_buffer(size)
        buffer[:] = frame_bytes(size, self.raw.next_sequence)
        self.raw.commit_frame()

    def metadata(self, content):
        self.raw.set_metadata(content)

    def connected(self):
        return self.raw.is_reader_connected()

    def close(self):
        self.raw.close()


def _serve(connection, make, arguments, options):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        target = make(*arguments, **options)
        connection.send((True, None))
    except BaseException as error:
        connection.send((False, error))
        return
    while True:
        try:
            method, given = connection.recv()
        except EOFError:
            return
        try:
            connection.send((True, getattr(target, method)(*given)))
        except BaseException as error:
            connection.send((False, error))


class Remote:
    """A LocalReader or LocalWriter in a child process, with the same methods."""

    def __init__(self, make, *arguments, **options):
        self._mine, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, make, arguments, options), daemon=True)
        self.process.start()
        theirs.close()
        self.result(30)

    def result(self, timeout=60.0):
        if not self._mine.poll(timeout):
            raise AssertionError("the other process does not answer")
        is_right, value = self._mine.recv()
        if not is_right:
            raise value
        return value

    def start(self, method, *arguments):
        self._mine.send((method, arguments))

    def __getattr__(self, method):
        def call(*arguments):
            self.start(method, *arguments)
            return self.result()

        return call

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()

    def end(self):
        if self.process.is_alive():
            self.kill()
