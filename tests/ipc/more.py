"""Duplex channels (13), what only upstream's unit tests cover (19.3), and what we promise beyond the protocol."""

import asyncio
import gc
import os
import random
import signal
import subprocess
import sys
import threading
import time

from cases import Book, Skip, equal, raises
from krait import ipc
from peers import LocalReader, LocalWriter, Memory, Remote, frame_bytes

BOOK = Book()
case = BOOK.case
FACTORY = ipc.DuplexChannelFactory.get_instance()


def collect():
    return BOOK.cases


class LocalServer:
    """A server whose handler is chosen by name, so that it can run in another process."""

    def __init__(self, name, kind="echo", delay=0.0, payload=1 << 20):
        self.errors, self.metadata, self.sequences = [], None, []
        self._delay = delay
        self.server = FACTORY.create_immutable_server(name, ipc.BufferConfig(4096, payload), 5.0)
        self.server.add_error_handler(lambda args: self.errors.append(type(args.exception).__name__))
        self.server.start(getattr(self, kind), self._init)

    def _init(self, metadata):
        self.metadata = bytes(metadata)

    def echo(self, request, responses):
        time.sleep(self._delay)
        responses.write_frame(request.data)

    def double(self, request, responses):
        responses.write_frame(bytes(request.data) * 2)

    def xor(self, request, responses):
        buffer = responses.get_frame_buffer(request.size)
        for index, byte in enumerate(request.data):
            buffer[index] = byte ^ 0xFF
        responses.commit_frame()

    def state(self):
        return self.errors, self.metadata, self.server.is_running

    def stop(self):
        self.server.stop()


class LocalClient:
    def __init__(self, name, response_size=1 << 20):
        self.client = ipc.DuplexClient(name, ipc.BufferConfig(4096, response_size))

    def send(self, data):
        return self.client.send_request(data)

    def receive(self, timeout_ms=5000):
        with self.client.receive_response(timeout_ms) as response:
            return (response.sequence, response.to_bytes()) if response.is_valid else None

    def close(self):
        self.client.close()


def server(it, *arguments, **options):
    return it._make(LocalServer, (it.name, *arguments), options)


@case("13.1")
def duplex_echo(it):
    """1, 1024 and 102400 bytes come back."""
    serving = server(it)
    client = LocalClient(it.name)
    for sequence, size in enumerate((1, 1024, 102400), 1):
        equal(client.send(frame_bytes(size, sequence)), sequence)
        equal(client.receive(), (sequence, frame_bytes(size, sequence)))
    client.close()
    serving.stop()


@case("13.2")
def duplex_in_order(it):
    """Ten sequential requests are answered in order; then twenty sent ahead (13.3)."""
    server(it)
    client = LocalClient(it.name)
    for sequence in range(1, 11):
        client.send(frame_bytes(50, sequence))
        equal(client.receive(), (sequence, frame_bytes(50, sequence)))
    for sequence in range(11, 31):
        client.send(frame_bytes(50, sequence))
    for sequence in range(11, 31):
        equal(client.receive(), (sequence, frame_bytes(50, sequence)))


@case("13.3-threads", forms="one")
def duplex_two_threads(it):
    """Send and receive from separate threads (19.3)."""
    LocalServer(it.name)
    client = LocalClient(it.name)
    sending = threading.Thread(target=lambda: [client.send(frame_bytes(100, i)) for i in range(1, 101)])
    sending.start()
    for sequence in range(1, 101):
        equal(client.receive(), (sequence, frame_bytes(100, sequence)))
    sending.join()


@case("13.4", is_quick=False)
def duplex_one_thread(it):
    """One thread serves: three requests of 100 ms take at least 300 ms."""
    server(it, "echo", 0.1)
    client = LocalClient(it.name)
    start = time.monotonic()
    for _ in range(3):
        client.send(b"x")
    for sequence in (1, 2, 3):
        equal(client.receive()[0], sequence)
    assert time.monotonic() - start >= 0.3


@case("13.5", forms="two")
def duplex_server_dies(it):
    """The server dies while processing: the client's receive reports it."""
    serving = Remote(LocalServer, it.name, "echo", 30.0)
    it.remotes.append(serving)
    client = LocalClient(it.name)
    client.send(bytes(1 << 19))
    time.sleep(0.2)
    serving.kill()
    raises(ipc.WriterDeadException, client.receive, 5000)


@case("13.6", forms="two")
def duplex_response_ring_full(it):
    """Answers twice as large, nobody reads: the server blocks on the response ring and goes on after one read."""
    serving = Remote(LocalServer, it.name, "double")
    it.remotes.append(serving)
    client = LocalClient(it.name, 8192)
    for sequence in range(1, 6):
        client.send(frame_bytes(1500, sequence))
    time.sleep(0.3)
    equal(ipc.inspect(it.name + "_response")["frames_waiting"], 2)
    for sequence in range(1, 6):
        equal(client.receive(), (sequence, frame_bytes(1500, sequence) * 2))


@case("13.7")
def duplex_reserve(it):
    """A request reserved, filled in place and committed comes back; a second without commit is refused."""
    server(it)
    client = LocalClient(it.name)
    sequence, buffer = client.client.acquire_request_buffer(2048)
    buffer[:] = frame_bytes(2048, 7)
    raises(ipc.ZeroBufferException, client.send, b"x")
    client.client.commit_request()
    raises(ipc.ZeroBufferException, client.client.commit_request)
    equal(client.receive(), (sequence, frame_bytes(2048, 7)))


@case("13.8")
def duplex_xor(it):
    """A handler that changes 10240 bytes."""
    server(it, "xor")
    client = LocalClient(it.name)
    client.send(frame_bytes(10240, 1))
    equal(client.receive(), (1, bytes(byte ^ 0xFF for byte in frame_bytes(10240, 1))))


@case("13.9", forms="two", is_quick=False)
def duplex_client_dies(it):
    """The client dies while a handler runs: the server notices when it writes, ends, and can start again."""
    serving = LocalServer(it.name, "echo", 0.5)
    client = Remote(LocalClient, it.name)
    client.send(b"x")
    time.sleep(0.1)
    client.kill()
    end = time.monotonic() + 10
    while serving.server.is_running and time.monotonic() < end:
        time.sleep(0.05)
    equal(serving.server.is_running, False)
    assert serving.errors in (["WriterDeadException"], ["ReaderDeadException"]), serving.errors
    again = LocalServer(it.name)
    other = LocalClient(it.name)
    other.send(b"again")
    equal(other.receive(), (1, b"again"))
    again.stop()


@case("13.10", forms="one")
def duplex_server_stopped(it):
    """A server stopped with answers pending: the client hears of it, the name can be used again."""
    serving = LocalServer(it.name, "echo", 0.2)
    client = LocalClient(it.name)
    for _ in range(3):
        client.send(b"x")
    client.receive()
    serving.stop()
    raises(ipc.ZeroBufferException, lambda: [client.receive(2000) for _ in range(4)])
    raises(ipc.ReaderDeadException, client.send, b"x")
    client.close()
    LocalServer(it.name).stop()


@case("13-server", forms="one")
def duplex_server_rules(it):
    """Start twice, thread pool, mutable servers, idempotent stop, error handlers that fail, metadata once (19.3)."""
    serving = FACTORY.create_immutable_server(it.name, ipc.BufferConfig(4096, 65536))
    seen, inits = [], []

    def fail(request, responses):
        raise RuntimeError("handler")

    def broken(args):
        raise RuntimeError("error handler")

    raises(NotImplementedError, serving.start, fail, None, ipc.ProcessingMode.THREAD_POOL)
    raises(NotImplementedError, FACTORY.create_mutable_server, it.name, ipc.BufferConfig())
    serving.add_error_handler(broken)
    serving.add_error_handler(lambda args: seen.append(str(args.exception)))
    serving.remove_error_handler(print)
    serving.start(fail, lambda metadata: inits.append(bytes(metadata)))
    raises(ipc.ZeroBufferException, serving.start, fail)
    client = LocalClient(it.name)
    client.client.set_metadata(b"about me")
    client.send(b"a")
    client.send(b"b")
    equal(client.receive(300), None)
    equal((seen, inits), (["handler", "handler"], [b"about me"]))
    serving.stop()
    serving.stop()
    equal(serving.is_running, False)


@case("13-no-response", forms="one", is_quick=False)
def duplex_no_response_buffer(it):
    """The server gives up when the response buffer never appears."""
    serving = FACTORY.create_immutable_server(it.name, ipc.BufferConfig(4096, 65536), 0.5)
    seen = []
    serving.add_error_handler(lambda args: seen.append(args.exception))
    serving.start(lambda request, responses: None)
    writer = ipc.Writer(it.name + "_request")
    writer.write_frame(b"x")
    time.sleep(1.0)
    equal((serving.is_running, len(seen)), (False, 1))
    writer.close()


# ---- 19.3


@case("19-reuse")
def name_reused(it):
    """A name is used again and again; several buffers at once."""
    for _ in range(5):
        reader, writer = it.reader(), it.writer()
        writer.write(b"x")
        equal(reader.read(), (1, b"x"))
        writer.close()
        reader.close()
    readers = [it.reader(f"{it.name}-{i}") for i in range(5)]
    writers = [it.writer(f"{it.name}-{i}") for i in range(5)]
    for index, writer in enumerate(writers):
        writer.write(bytes([index + 1]))
    for index, reader in enumerate(readers):
        equal(reader.read(), (1, bytes([index + 1])))


@case("19-million", forms="two", is_quick=False, seconds_max=100)
def million_random_frames(it):
    """A million frames of random sizes, checked byte by byte, none lost, free bytes back at P."""
    count = 1_000_000
    pool = random.Random(7).randbytes(1 << 16)

    def plan():
        numbers = random.Random(11)
        for _ in range(count):
            value = numbers.getrandbits(32)
            yield (value & 1023) % 700 + 1 if value >> 31 else (value & 31) + 1, (value >> 10) & 0xFFFF - 1024

    child = os.fork()
    if child == 0:
        code = 1
        try:
            deadline = time.monotonic() + 10
            while True:
                try:
                    writer = ipc.Writer(it.name)
                    break
                except ipc.ZeroBufferException:
                    if time.monotonic() > deadline:
                        raise
            for size, start in plan():
                writer.write_frame(pool[start : start + size])
            writer.close()
            code = 0
        finally:
            os._exit(code)
    reader = ipc.Reader(it.name, ipc.BufferConfig(64, 4096))
    reader.is_writer_connected(10000)
    for sequence, (size, start) in enumerate(plan(), 1):
        frame = reader.read_frame()
        if frame.data != pool[start : start + size] or frame.sequence != sequence:
            raise AssertionError(f"frame {sequence} is damaged")
        frame.dispose()
    equal(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
    equal(ipc.inspect(it.name)["payload_free_bytes"], 4096)
    equal(reader.frames_read, count)
    raises(ipc.WriterDeadException, reader.read_frame, 1.0)


@case("19-timeout", forms="one")
def timeouts(it):
    """Nothing in time is None while the writer lives; without one it is dead, as the existing package has it."""
    reader, writer = it.reader(), it.writer()
    for timeout in (0, 0.05):
        start = time.monotonic()
        equal(reader.read(timeout), None)
        assert timeout <= time.monotonic() - start + 0.001 < timeout + 1
    writer.close()
    raises(ipc.WriterDeadException, reader.read, 0)
    raises(ipc.WriterDeadException, LocalReader(it.name + "-never").read, 0.05)
    raises(ValueError, lambda: reader.read(-1))


# ---- Python


@case("py-views", forms="one")
def views(it):
    """Views end with their frame; what is built on one keeps the bytes; all releases reach the ring in order."""
    reader = ipc.Reader(it.name, ipc.BufferConfig(64, 1024))
    writer = ipc.Writer(it.name)
    free = lambda: ipc.inspect(it.name)["payload_free_bytes"]  # noqa: E731
    for _ in range(3):
        writer.write_frame(b"0123456789")
    first, second, third = (reader.read_frame() for _ in range(3))
    view = first.data
    assert first.data is view and view.nbytes == 10 and not view.readonly
    second.dispose()
    equal(free(), 1024 - 3 * 26)
    with first:
        pass
    raises(ValueError, lambda: view[0])
    raises(ValueError, lambda: first.data)
    equal((first.is_valid, free()), (False, 1024 - 26))
    part = third.data[2:5]
    third.dispose()
    equal((bytes(part), free()), (b"234", 1024 - 26))
    del part
    gc.collect()
    equal(free(), 1024)
    writer.write_frame(b"abc")
    kept = reader.read_frame().data
    reader.close()
    equal(bytes(kept), b"abc")
    del reader
    gc.collect()
    equal(bytes(kept), b"abc")
    writer.close()


@case("py-reserve", forms="one")
def reservations(it):
    """A reservation given up or replaced sends nothing; its view ends; a commit without one is refused."""
    reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
    raises(ipc.ZeroBufferException, writer.commit_frame)
    first = writer.get_frame_buffer(10)
    second = writer.get_frame_buffer(4)
    raises(ValueError, lambda: first[0])
    second[:] = b"abcd"
    writer.commit_frame()
    raises(ValueError, lambda: second[0])
    equal((bytes(reader.read_frame()), reader.poll_frame()), (b"abcd", None))
    raises(ipc.InvalidFrameSizeException, writer.get_frame_buffer, 0)
    raises(ipc.FrameTooLargeException, writer.get_frame_buffer, 2 << 20)


@case("py-inputs", forms="one")
def inputs(it):
    """bytes, bytearray, memoryview, strided and typed buffers; text is refused."""
    import array

    reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
    inputs = [b"abcdef", bytearray(b"abcdef"), memoryview(b"abcdef"), memoryview(b"a_b_c_d_e_f_")[::2], memoryview(b"fedcba")[::-1]]
    for data in inputs:
        writer.write_frame(data)
        equal(bytes(reader.read_frame()), b"abcdef")
    writer.write_frame(array.array("d", [1.5, 2.5]))
    equal(reader.read_frame().data.cast("d").tolist(), [1.5, 2.5])
    raises(TypeError, writer.write_frame, "text")
    raises(ValueError, ipc.BufferConfig, 0, 1)
    import datetime

    raises(ValueError, setattr, writer, "write_timeout", datetime.timedelta(0))


@case("py-numpy", forms="one")
def numpy_views(it):
    """NumPy arrays view frames; one that outlives its frame keeps the bytes until it goes."""
    try:
        import numpy
    except ImportError:
        raise Skip("numpy is not installed") from None
    reader, writer = ipc.Reader(it.name, ipc.BufferConfig(64, 65536)), ipc.Writer(it.name)
    writer.write_frame(numpy.arange(100, dtype=numpy.float64).reshape(10, 10))
    with reader.read_frame() as frame:
        image = numpy.frombuffer(frame.data, numpy.float64).reshape(10, 10)
        equal(image.sum(), 4950.0)
    equal(image[9, 9], 99.0)
    equal(ipc.inspect(it.name)["payload_free_bytes"], 65536 - 816)
    del image, frame
    equal(ipc.inspect(it.name)["payload_free_bytes"], 65536)
    space = numpy.frombuffer(writer.get_frame_buffer(80), numpy.float64)
    space[:] = 2.0
    writer.commit_frame()
    equal(numpy.frombuffer(reader.read_frame().data).sum(), 20.0)


@case("py-threads", forms="one")
def gil_is_released(it):
    """Other threads run while one waits; close() from another thread ends the wait."""
    reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
    ticks = []
    stop = threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(1)
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    reader.read_frame(0.3)
    stop.set()
    thread.join()
    assert len(ticks) > 10, len(ticks)
    threading.Timer(0.05, reader.close).start()
    start = time.monotonic()
    raises(ipc.ZeroBufferException, reader.read_frame, None)
    assert time.monotonic() - start < 2
    raises(ipc.ReaderDeadException, writer.write_frame, b"x")


@case("py-many-threads", forms="one")
def threads_share_handles(it):
    """Several threads write and read one buffer: every frame arrives once and whole."""
    reader, writer = ipc.Reader(it.name, ipc.BufferConfig(64, 4096)), ipc.Writer(it.name)
    seen, lock = [], threading.Lock()

    def write(part):
        for index in range(500):
            writer.write_frame(b"%d:%d" % (part, index) * 3)

    def read():
        for _ in range(500):
            frame = reader.read_frame(10)
            with lock:
                seen.append(bytes(frame.data))
            frame.dispose()

    threads = [threading.Thread(target=write, args=(i,)) for i in range(3)] + [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal(sorted(seen), sorted(b"%d:%d" % (part, index) * 3 for part in range(3) for index in range(500)))


@case("py-signal", forms="one")
def signals(it):
    """A handler runs during a wait; one that raises ends it and loses no frame; one may close."""
    reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
    seen = []
    signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.02)
    equal(reader.read_frame(0.4), None)
    signal.setitimer(signal.ITIMER_REAL, 0)
    assert len(seen) >= 5, seen

    def fail(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, fail)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    start = time.monotonic()
    raises(KeyboardInterrupt, reader.read_frame, None)
    assert time.monotonic() - start < 2
    writer.write_frame(b"still here")
    equal(bytes(reader.read_frame()), b"still here")
    signal.signal(signal.SIGALRM, lambda *_: reader.close())
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    raises(ipc.ZeroBufferException, reader.read_frame, None)
    raises(ipc.BufferNotFoundException, ipc.inspect, it.name)


@case("py-async", forms="one")
def async_frames(it):
    """async for reads until the writer is gone; a cancelled wait loses no frame; the loop goes on meanwhile."""

    async def main():
        reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
        raised = None
        try:
            await asyncio.wait_for(reader.read_frame_async(None), 0.05)
        except asyncio.TimeoutError as error:
            raised = error
        assert raised is not None
        equal(await reader.read_frame_async(0.05), None)

        async def send():
            for index in range(50):
                writer.write_frame(b"%d" % index)
                await asyncio.sleep(0.001)
            writer.close()

        sending = asyncio.create_task(send())
        got = []
        async for frame in reader:
            with frame:
                got.append(int(bytes(frame.data)))
        equal(got, list(range(50)))
        await sending
        reader.close()

    asyncio.run(main())


@case("py-allocations", forms="one")
def steady_state_allocates_nothing(it):
    """After the first frames neither maps nor the heap grow: writing, reading, viewing, releasing."""
    import resource

    reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
    content = bytes(1000)

    def turn(count):
        for _ in range(count):
            writer.write_frame(content)
            with reader.read_frame() as frame:
                frame.data[0]

    turn(3000)
    blocks, memory = sys.getallocatedblocks(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    turn(50000)
    assert sys.getallocatedblocks() - blocks < 50
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 300


@case("py-fork", forms="one")
def forked(it):
    """A child gets an error from its parent's handles and leaves the buffer alone."""
    reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
    writer.write_frame(b"x")
    frame = reader.read_frame()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            raises(ipc.ZeroBufferException, reader.read_frame, 0)
            raises(ipc.ZeroBufferException, writer.write_frame, b"y")
            frame.dispose()
            del frame, reader, writer
            gc.collect()
            code = 0
        finally:
            os._exit(code)
    equal(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
    equal(bytes(frame.data), b"x")
    frame.dispose()
    equal(ipc.inspect(it.name)["payload_free_bytes"], 1 << 20)


@case("py-subinterpreters", forms="one")
def subinterpreters(it):
    """The module loads and works in sub-interpreters."""
    try:
        import _xxsubinterpreters as interpreters
    except ImportError:
        try:
            import _interpreters as interpreters
        except ImportError:
            raise Skip("this Python has no sub-interpreters to try") from None
    code = f"""
import sys
sys.path[:0] = {sys.path[:4]!r}
from krait import ipc
reader, writer = ipc.Reader({it.name!r}), ipc.Writer({it.name!r})
writer.write_frame(b"sub")
with reader.read_frame() as frame:
    assert bytes(frame.data) == b"sub"
try:
    reader.read_frame(0.01)
    writer.write_frame(b"")
except ipc.InvalidFrameSizeException:
    pass
else:
    raise AssertionError("no error")
writer.close(); reader.close()
"""
    for _ in range(3):
        interpreter = interpreters.create()
        failed = interpreters.run_string(interpreter, code)
        assert not failed, failed
        interpreters.destroy(interpreter)
    exec(code)


@case("py-stale-lock", forms="one")
def stale_lock_alone(it):
    """A lock file that nobody holds is no obstacle, and clean() removes a dead buffer."""
    os.makedirs("/tmp/zerobuffer", exist_ok=True)
    open(f"/tmp/zerobuffer/{it.name}.lock", "w").close()
    LocalReader(it.name).close()
    dead = Remote(LocalReader, it.name)
    dead.kill()
    assert it.name in ipc.list_buffers()
    assert it.name in ipc.clean()
    assert it.name not in ipc.list_buffers()
    # Semaphores alone, as the existing Python reader leaves them (protocol 14.2).
    reader = ipc.Reader(it.name)
    os.unlink(f"/dev/shm/{it.name}")
    reader.close()
    assert os.path.exists(f"/dev/shm/sem.sem-w-{it.name}")
    assert it.name in ipc.clean()
    assert not os.path.exists(f"/dev/shm/sem.sem-w-{it.name}")


@case("py-hostile", forms="two", is_quick=False)
def hostile_peer(it):
    """A peer that writes nonsense everywhere, all the time: errors at most, never a crash or a hang."""
    for round_index in range(30):
        name = f"{it.name}-{round_index}"
        reader = ipc.Reader(name, ipc.BufferConfig(64, 1024))
        writer = ipc.Writer(name)
        writer._timeout_us = 20000
        child = os.fork()
        if child == 0:
            memory = Memory(name).map
            numbers = random.Random(round_index)
            # Half of the rounds leave the process ids alone, so that the ring itself is reached.
            last = 80 if round_index % 2 else len(memory)
            while True:
                offset = numbers.randrange(8, last)
                memory[offset] = numbers.randrange(256)
                if numbers.random() < 0.01:
                    start = 192 + numbers.randrange(900)
                    memory[start : start + 16] = numbers.randbytes(1) + bytes(7) + numbers.randbytes(1) + bytes(7)
        end = time.monotonic() + 0.2
        while time.monotonic() < end:
            try:
                writer.write_frame(b"x" * 100)
            except ipc.ZeroBufferException:
                pass
            try:
                frame = reader.read_frame(0.01)
                if frame is not None:
                    bytes(frame)
                    frame.dispose()
            except ipc.ZeroBufferException:
                pass
            try:
                reader.get_metadata()
            except ipc.ZeroBufferException:
                pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        writer.close()
        reader.close()


@case("cmd", forms="one")
def command(it):
    """krait ipc ls, stat, watch and clean."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    built = os.path.join(os.environ.get("KRAIT_BUILD", os.path.join(root, "build")), "krait")
    program = os.environ.get("KRAIT_IPC_COMMAND", built + " ipc")
    if not os.path.exists(program.split()[0]):
        raise Skip(f"{program} is not built")
    reader, writer = ipc.Reader(it.name), ipc.Writer(it.name)
    writer.write_frame(b"x" * 1000)
    run = lambda *words: subprocess.run([*program.split(), *words], capture_output=True, text=True, timeout=20)  # noqa: E731
    listed = run("ls")
    assert it.name in listed.stdout and str(os.getpid()) in listed.stdout, listed
    stat = run("stat", it.name)
    assert stat.returncode == 0 and "1048576" in stat.stdout and "1 frame" in stat.stdout, stat
    watched = run("watch", it.name, "--interval", "0.05", "--count", "2")
    assert watched.returncode == 0 and watched.stdout.count("\n") >= 2, watched
    missing = run("stat", it.name + "-none")
    assert missing.returncode == 1 and "no shared memory" in missing.stderr, missing
    writer.close()
    reader.close()
    dead = Remote(LocalReader, it.name + "-dead")
    dead.kill()
    cleaned = run("clean")
    assert it.name + "-dead" in cleaned.stdout and cleaned.returncode == 0, cleaned
    equal(run("nonsense").returncode, 2)
