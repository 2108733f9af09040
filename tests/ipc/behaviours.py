"""The numbered behaviours of the reference, chapter 19.1 (14.x belong to the bench, 8.2 to Windows, 11.3 takes a day)."""

import glob
import os
import resource
import signal
import threading
import time

from cases import Book, Skip, equal, raises
from krait import ipc
from peers import LocalReader, LocalWriter, Memory, Remote, frame_bytes

BOOK = Book()
case = BOOK.case


def collect():
    return BOOK.cases


# ---- 1 basic communication


@case("1.1")
def metadata_and_frame(it):
    """100 bytes of metadata and a frame of 1024 arrive intact."""
    reader = it.reader(metadata=1024, payload=10240)
    writer = it.writer()
    content = bytes(i & 255 for i in range(100))
    writer.metadata(content)
    writer.write(frame_bytes(1024, 1))
    equal(reader.read(), (1, frame_bytes(1024, 1)))
    equal(reader.metadata(), content)


@case("1.2")
def frames_in_order(it):
    """Ten frames arrive one by one in order."""
    reader, writer = it.reader(payload=102400), it.writer()
    for sequence in range(1, 11):
        writer.write(frame_bytes(5120, sequence))
        equal(reader.read(), (sequence, frame_bytes(5120, sequence)))


@case("1.3")
def full_then_released(it):
    """A full ring times a write out; after one release the next write succeeds at once."""
    reader, writer = it.reader(payload=10240), it.writer()
    count = writer.fill(1024, 0.1)
    equal(count, 9)
    reader.read()
    start = time.monotonic()
    writer.write(frame_bytes(1024, 10))
    assert time.monotonic() - start < 1
    for sequence in range(2, 11):
        equal(reader.read(), (sequence, frame_bytes(1024, sequence)))


@case("1.4")
def reserve_and_commit(it):
    """4096 bytes reserved, filled in place and committed."""
    reader, writer = it.reader(), it.writer()
    writer.reserve_and_commit(4096)
    equal(reader.read(), (1, frame_bytes(4096, 1)))


@case("1.5")
def mixed_sizes(it):
    """Frames of 100, 1024, 10240 and 1 bytes keep order and sizes."""
    reader, writer = it.reader(payload=102400), it.writer()
    for sequence, size in enumerate((100, 1024, 10240, 1), 1):
        writer.write(frame_bytes(size, sequence))
    for sequence, size in enumerate((100, 1024, 10240, 1), 1):
        equal(reader.read(), (sequence, frame_bytes(size, sequence)))


@case("1.6", forms="two", is_quick=False)
def slow_reader(it):
    """20 frames at full speed against a reader that pauses 100 ms: none lost."""
    reader, writer = it.remote_reader(payload=10240), it.remote_writer()
    writer.start("write_many", 20, 1024)
    equal(reader.read_many(20, 1024, 0.1), 20)
    equal(writer.result(), 20)


@case("1.7", forms="two")
def many_wraps(it):
    """5000 frames without a pause: many wraps, no sequence error."""
    reader, writer = it.remote_reader(payload=10240), it.remote_writer()
    writer.start("write_many", 5000, 1024)
    equal(reader.read_many(5000, 1024), 5000)
    equal(writer.result(), 5000)


# ---- 2 death


@case("2.1", forms="two")
def writer_killed(it):
    """The writer is killed after one frame: it is read, then the writer is reported dead, before the timeout."""
    reader, writer = it.remote_reader(), it.remote_writer()
    writer.write(b"last")
    writer.kill()
    equal(reader.read(), (1, b"last"))
    start = time.monotonic()
    raises(ipc.WriterDeadException, reader.read, 5.0)
    assert time.monotonic() - start < 2


@case("2.2", forms="two")
def reader_killed(it):
    """The ring is full and the reader killed: the next write reports it."""
    reader, writer = it.remote_reader(), it.remote_writer()
    writer.fill(1024, 0.1)
    reader.kill()
    raises(ipc.ReaderDeadException, writer.write, bytes(1024))


@case("2.3", forms="two")
def reader_replaced(it):
    """A new reader of the name starts fresh over the remains; the old writer notices and reconnects at sequence 1."""
    reader, writer = it.remote_reader(), it.remote_writer()
    writer.write(b"one")
    reader.kill()
    fresh = it.remote_reader()
    raises(ipc.ReaderDeadException, writer.write, b"two")
    writer.close()
    again = it.remote_writer()
    again.write(b"three")
    equal(fresh.read(), (1, b"three"))


@case("2.4")
def second_writer(it):
    """A second writer is refused."""
    reader, writer = it.reader(), it.writer()
    raises(ipc.WriterAlreadyConnectedException, it.writer)
    writer.write(b"still")
    equal(reader.read(), (1, b"still"))


# ---- 3 metadata


@case("3.1")
def metadata_once(it):
    """A second metadata write is refused and the first stays."""
    reader, writer = it.reader(), it.writer()
    writer.metadata(b"first")
    raises(ipc.MetadataAlreadyWrittenException, writer.metadata, b"second")
    equal(reader.metadata(), b"first")
    writer.close()
    raises(ipc.MetadataAlreadyWrittenException, it.writer().metadata, b"third")


@case("3.2")
def metadata_too_large(it):
    """2048 bytes into a block of 1024 are refused; 1016 fit and 1017 do not."""
    reader, writer = it.reader(metadata=1024), it.writer()
    raises(ipc.ZeroBufferException, writer.metadata, bytes(2048))
    raises(ipc.ZeroBufferException, writer.metadata, bytes(1017))
    equal(reader.metadata(), None)
    writer.metadata(bytes(1016))
    equal(reader.metadata(), bytes(1016))


@case("3.3")
def no_metadata_block(it):
    """Frames work without a metadata block."""
    reader, writer = it.reader(metadata=0), it.writer()
    writer.write(b"frame")
    equal(reader.read(), (1, b"frame"))
    equal(reader.metadata(), None)


# ---- 4 borders


@case("4.1")
def large_small_large(it):
    """90 % of the ring, one byte, 90 % again: the right wrap, no deadlock."""
    reader, writer = it.reader(payload=10240), it.writer()
    for sequence, size in enumerate((9216, 1, 9216), 1):
        writer.write(frame_bytes(size, sequence))
        equal(reader.read(), (sequence, frame_bytes(size, sequence)))


@case("4.2")
def ten_waiting(it):
    """Ten frames before any read: the semaphore says ten, and all are read."""
    reader, writer = it.reader(payload=102400), it.writer()
    writer.write_many(10, 1024)
    equal(ipc.inspect(it.name)["frames_waiting"], 10)
    equal(reader.read_many(10, 1024), 10)
    equal(ipc.inspect(it.name)["frames_waiting"], 0)


@case("4.3")
def metadata_into_nothing(it):
    """Metadata into a block of 0 bytes fails; frames still work."""
    reader, writer = it.reader(metadata=0), it.writer()
    raises(ipc.ZeroBufferException, writer.metadata, b"x")
    writer.write(b"frame")
    equal(reader.read(), (1, b"frame"))


@case("4.4")
def smallest_ring(it):
    """A ring of 64 bytes takes 1 and 48 bytes, and refuses 49 as too large."""
    reader, writer = it.reader(payload=64), it.writer()
    for sequence, size in enumerate((1, 48, 48, 1, 31, 48), 1):
        writer.write(frame_bytes(size, sequence))
        equal(reader.read(), (sequence, frame_bytes(size, sequence)))
    raises(ipc.FrameTooLargeException, writer.write, bytes(49))


@case("4.5", forms="two", is_quick=False)
def blocked_writer(it):
    """A ring of 1 KB, a reader that pauses, 100 frames: the writer blocks and nothing is lost."""
    reader, writer = it.remote_reader(payload=1024), it.remote_writer()
    writer.start("write_many", 100, 300)
    equal(reader.read_many(100, 300, 0.01), 100)
    equal(writer.result(), 100)


@case("4.6")
def exact_fill(it):
    """10224 bytes fill 10240: no further write until read and released, then again."""
    reader, writer = it.reader(payload=10240), it.writer()
    for sequence in (1, 2):
        writer.write(frame_bytes(10224, sequence))
        writer.timeout(0.05)
        raises(ipc.BufferFullException, writer.write, b"x")
        writer.timeout(5.0)
        equal(reader.read(), (sequence, frame_bytes(10224, sequence)))


@case("4.7")
def sizes_of_nothing(it):
    """0 bytes are refused, 1 byte works, the overhead is 16 bytes."""
    reader, writer = it.reader(payload=10240), it.writer()
    raises(ipc.InvalidFrameSizeException, writer.write, b"")
    writer.write(b"x")
    equal(ipc.inspect(it.name)["payload_free_bytes"], 10240 - 17)
    equal(reader.read(), (1, b"x"))


@case("4.8")
def rebase(it):
    """6144, read, then 7168 in 10240: written at the ring's start."""
    reader, writer = it.reader(payload=10240), it.writer()
    writer.write(frame_bytes(6144, 1))
    writer.timeout(0.05)
    raises(ipc.BufferFullException, writer.write, bytes(7168))
    writer.timeout(5.0)
    equal(reader.read(), (1, frame_bytes(6144, 1)))
    writer.write(frame_bytes(7168, 2))
    equal(ipc.inspect(it.name)["payload_write_pos"], 7184)
    equal(reader.read(), (2, frame_bytes(7168, 2)))
    equal(ipc.inspect(it.name)["payload_free_bytes"], 10240)


@case("4.8-waiting", forms="two")
def rebase_waiting(it):
    """The same with a writer that waits while the first frame is held: it goes on when it is released."""
    reader, writer = it.remote_reader(payload=10240), it.remote_writer()
    writer.write(frame_bytes(6144, 1))
    equal(reader.hold(), (1, frame_bytes(6144, 1)))
    writer.start("write", frame_bytes(7168, 2))
    time.sleep(0.1)
    reader.release()
    writer.result()
    equal(reader.read(), (2, frame_bytes(7168, 2)))


@case("4.9", forms="two")
def ten_thousand(it):
    """10000 frames of 1 KB through 10 KB."""
    reader, writer = it.remote_reader(payload=10240), it.remote_writer()
    writer.start("write_many", 10000, 1024)
    equal(reader.read_many(10000, 1024), 10000)
    equal(writer.result(), 10000)


@case("4.10")
def second_writer_when_filled(it):
    """A second writer is refused at 80 %; the first fills the ring and blocks."""
    reader, writer = it.reader(payload=10240), it.writer()
    writer.write_many(8, 1008)
    raises(ipc.WriterAlreadyConnectedException, it.writer)
    equal(writer.fill(1008, 0.05), 2)
    equal(reader.read_many(10, 1008), 10)


@case("4.11", forms="two")
def reader_race(it):
    """Readers race for one name: one wins, the others get a proper error, the winner works."""
    for _ in range(10):
        wins, losses = [], []

        def attempt():
            try:
                wins.append(ipc.Reader(it.name))
            except ipc.ReaderAlreadyConnectedException:
                losses.append(1)

        threads = [threading.Thread(target=attempt) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        equal((len(wins), len(losses)), (1, 3))
        raises(ipc.ReaderAlreadyConnectedException, it.remote_reader)
        writer = it.writer()
        writer.write(b"x")
        equal(bytes(wins[0].read_frame()), b"x")
        writer.close()
        wins[0].close()


@case("4.12", forms="one")
def no_buffer(it):
    """A writer without a buffer hears that the shared memory is missing."""
    error = raises(ipc.BufferNotFoundException, it.writer)
    assert "shared memory" in str(error), error


# ---- 5 damage


@case("5.1")
def bad_control_block(it):
    """A wrong size or version of the control block is refused."""
    it.reader()
    memory = it.memory()
    for field, value in (("oieb_size", 64), ("oieb_size", 0xFFFFFFFF), ("major", 2), ("payload_size", 1 << 40)):
        good = memory.get(field)
        memory.set(field, value)
        raises(ipc.ZeroBufferException, it.writer)
        memory.set(field, good)
    it.writer().write(b"x")


@case("5.1-positions")
def impossible_positions(it):
    """Impossible positions and free bytes are refused (document 10.2)."""
    reader = it.reader()
    memory = it.memory()
    for field in ("write_pos", "free"):
        good = memory.get(field)
        memory.set(field, 1 << 60)
        raises(ipc.ZeroBufferException, it.writer)
        memory.set(field, good)
    writer = it.writer()
    writer.write(b"x")
    memory.set("read_pos", 5000)
    raises(ipc.ZeroBufferException, reader.read)


@case("5.2")
def size_zeroed(it):
    """A frame's size overwritten with 0: the reader reports an invalid frame size."""
    for index in (0, 1):
        reader = it.reader(f"{it.name}-{index}")
        writer = it.writer(f"{it.name}-{index}")
        memory = Memory(f"{it.name}-{index}")
        for _ in range(index + 1):
            writer.write(bytes(100))
        for _ in range(index):
            reader.read()
        memory.header_set(116 * index, 0, index + 1)
        raises(ipc.InvalidFrameSizeException, reader.read)


@case("5.3", forms="two")
def reader_dies_while_writing(it):
    """The reader dies while a frame is being written: the next operation reports it."""
    reader, writer = it.remote_reader(payload=10240), it.remote_writer()
    writer.write(frame_bytes(8192, 1))
    writer.start("write", frame_bytes(8192, 2))
    time.sleep(0.05)
    reader.kill()
    raises(ipc.ReaderDeadException, writer.result)


@case("5.5")
def wrap_with_marker(it):
    """A tail of 100 bytes and a frame of 200: a marker, free bytes reduced by the waste, the frame at the start."""
    reader, writer = it.reader(payload=1024), it.writer()
    writer.write(frame_bytes(908, 1))  # to 924
    reader.read()
    writer.write(frame_bytes(200, 2))
    state = ipc.inspect(it.name)
    equal((state["payload_write_pos"], state["payload_free_bytes"]), (216, 1024 - 100 - 216))
    equal(state["payload_written_count"], 3)
    memory = it.memory()
    start = memory.payload() + 924
    equal(memory.map[start : start + 16], bytes(16))
    equal(reader.read(), (2, frame_bytes(200, 2)))
    equal(ipc.inspect(it.name)["payload_free_bytes"], 1024)


def _continuous(write, read, size):
    if write >= read:
        return max(size - write, read) if read else size - write
    return read - write


@case("5.6")
def continuous_space(it):
    """From each pair of positions the largest frame that the protocol's space test allows is taken, and no larger."""
    equal([_continuous(*pair, 10240) for pair in ((5000, 2000), (2000, 5000), (5000, 5000), (0, 0), (5000, 0))],
          [5240, 3000, 5240, 10240, 5240])
    # (write, read): frames that lead there, how many of them are read, the largest that still fits.
    for frames, reads, largest in (((1984, 2984), 1, 5224), ((4984, 5208 - 16, 1984), 2, 3000 - 16), ((4984,), 0, 5224)):
        name = f"{it.name}-{len(frames)}-{reads}"
        reader, writer = it.reader(name, payload=10240), it.writer(name)
        for index, size in enumerate(frames):
            if index >= 2:
                reader.read()
            writer.write(bytes(size))
        state = ipc.inspect(name)
        for _ in range(reads - max(len(frames) - 2, 0)):
            reader.read()
        state = ipc.inspect(name)
        space = _continuous(state["payload_write_pos"], state["payload_read_pos"], 10240)
        writer.timeout(0.02)
        raises(ipc.BufferFullException, writer.write, bytes(min(space, state["payload_free_bytes"]) - 15))
        writer.write(bytes(min(space, state["payload_free_bytes"]) - 16))


@case("5.7", is_quick=False)
def large_ring(it):
    """In 100 MiB a frame of P - 16 works and a larger one is refused."""
    size = 100 << 20
    reader, writer = it.reader(payload=size), it.writer()
    raises(ipc.FrameTooLargeException, writer.write, bytes(size - 15))
    content = bytes(range(256)) * ((size - 16) // 256) + bytes((size - 16) % 256)
    writer.write(content)
    equal(reader.read() == (1, content), True)


# ---- 6 synchronisation


@case("6.1")
def sequence_damaged(it):
    """The next frame's sequence overwritten with 5: a sequence error with expected and got, and no further use."""
    reader, writer = it.reader(), it.writer()
    writer.write_many(3, 100)
    equal(reader.read()[0], 1)
    equal(reader.read()[0], 2)
    it.memory().header_set(232, 100, 5)
    error = raises(ipc.SequenceError, reader.read)
    equal((error.expected, error.got), (3, 5))
    raises(ipc.SequenceError, reader.read)


@case("6.2", forms="two", is_quick=False)
def burst(it):
    """50 frames in a burst, read a second later."""
    reader, writer = it.remote_reader(payload=102400), it.remote_writer()
    writer.write_many(50, 1024)
    time.sleep(1)
    equal(reader.read_many(50, 1024), 50)


@case("6.3", forms="two", is_quick=False)
def slow_continuous(it):
    """One read per 100 ms against a continuous writer in 50 KB."""
    reader, writer = it.remote_reader(payload=51200), it.remote_writer()
    writer.start("write_many", 60, 4096)
    equal(reader.read_many(60, 4096, 0.05), 60)
    equal(writer.result(), 60)


@case("6.4")
def two_before_waking(it):
    """Two frames before the reader wakes: both processed, the semaphore says how many wait."""
    reader, writer = it.reader(), it.writer()
    writer.write_many(2, 100)
    equal(ipc.inspect(it.name)["frames_waiting"], 2)
    equal(reader.read()[0], 1)
    equal(ipc.inspect(it.name)["frames_waiting"], 1)
    equal(reader.read()[0], 2)


# ---- 7 resources and integrity


def remains(name):
    return glob.glob(f"/dev/shm/*{name}*") + glob.glob(f"/tmp/zerobuffer/*{name}*")


def private_shm(size):
    """A shared-memory filesystem of our own, seen by nobody else."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() != 0 or libc.unshare(0x00020000) != 0:
        raise Skip("a private file system needs root")
    libc.mount(b"none", b"/", None, 0x4000 | 0x40000, None)
    if libc.mount(b"tmpfs", b"/dev/shm", b"tmpfs", 0, size.encode()) != 0:
        raise Skip("mount is forbidden")


@case("7.1", forms="one")
def semaphore_fails(it):
    """Creating a semaphore fails: creation fails and nothing is left (10.1, document 10.1)."""
    private_shm("size=64k,nr_inodes=2")  # the directory and one semaphore
    raises(ipc.ZeroBufferException, it.reader)
    equal(remains(it.name), [])


@case("7.2", forms="one")
def no_more_memory(it):
    """No memory for the segment: a clean error, not a signal later; nothing is left."""
    private_shm("size=256k")
    raises(ipc.ZeroBufferException, lambda: it.reader(payload=1 << 20))
    raises(ipc.ZeroBufferException, lambda: it.reader(payload=64 << 20))
    equal(remains(it.name), [])
    it.reader(payload=64 << 10).close()


@case("7.2-size", forms="one")
def file_size_limited(it):
    """The same under a limit on file sizes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))
    raises(ipc.ZeroBufferException, lambda: it.reader(payload=1 << 20))
    equal(remains(it.name), [])


@case("7.3", forms="two")
def record_whole(it):
    """A record of many fields is seen whole, never half written."""
    reader, writer = it.remote_reader(payload=4096), it.remote_writer()
    writer.start("write_many", 3000, 777)
    equal(reader.read_many(3000, 777), 3000)
    writer.result()


@case("7.4")
def patterns_of_all_sizes(it):
    """An incrementing pattern stays intact for 1 B, 1 KB, 1 MB and 10 MB."""
    reader, writer = it.reader(payload=12 << 20), it.writer()
    for sequence, size in enumerate((1, 1024, 1 << 20, 10 << 20), 1):
        writer.write(frame_bytes(size, sequence))
        equal(reader.read() == (sequence, frame_bytes(size, sequence)), True)


# ---- 8 platform


@case("8.1")
def names_visible(it):
    """Segment, semaphores and lock are visible under their names, odd names work, all are gone after close."""
    for name in (it.name, it.name + " with space", it.name + "-ünï", it.name + "." + "x" * (245 - len(it.name) - 1)):
        reader = it.reader(name)
        found = set(os.listdir("/dev/shm"))
        assert {name, "sem.sem-w-" + name, "sem.sem-r-" + name} <= found, found
        assert os.path.exists(f"/tmp/zerobuffer/{name}.lock")
        equal(os.path.getsize("/dev/shm/sem.sem-w-" + name), 32)
        writer = it.writer(name)
        writer.write(b"x")
        equal(reader.read(), (1, b"x"))
        reader.close()
        equal(remains(name), [])


@case("8.3", forms="one")
def name_limits(it):
    """245 bytes work, 246, empty names and slashes do not."""
    for name in ("", "a/b", "/a", ".", "..", "x" * 246):
        raises(ipc.ZeroBufferException, lambda: LocalReader(name))
        raises(ipc.ZeroBufferException, LocalWriter, name)


@case("8.4", forms="one")
def hand_made_remains(it):
    """A hand-made stale lock, segment and semaphores are removed, by name and by sweep, and a fresh buffer is made."""
    for victim in (it.name, it.name + "-other"):
        old = Remote(LocalReader, victim)
        old.kill()
        assert remains(victim)
    reader = it.reader()
    equal([path for path in remains(it.name + "-other")], [])
    writer = it.writer()
    writer.write(b"fresh")
    equal(reader.read(), (1, b"fresh"))


# ---- 9 processor time


@case("9.1", forms="two", is_quick=False)
def idle_costs_nothing(it):
    """A blocked reader uses next to no processor time."""
    reader = it.remote_reader()
    it.remote_writer()

    def used():
        with open(f"/proc/{reader.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before = used()
    reader.start("read", 2.0)
    equal(reader.result(), None)
    assert used() - before <= 0.05, used() - before


# ---- 10 errors


@case("10.2")
def headers_damaged(it):
    """Sizes beyond the rest, wrong numbers and nonsense are refused gracefully."""
    for index, (size, sequence) in enumerate(((10225, 1), (1 << 63, 1), ((1 << 64) - 16, 1), (100, 2), (0xDEADBEEF, 0xDEADBEEF))):
        name = f"{it.name}-{index}"
        reader, writer = it.reader(name), it.writer(name)
        writer.write(bytes(100))
        Memory(name).header_set(0, size, sequence)
        raises(ipc.ZeroBufferException, reader.read)


@case("10.4", forms="two")
def writer_dies_while_waiting(it):
    """The writer dies while the reader waits: reported, before the 5 s are over."""
    reader, writer = it.remote_reader(), it.remote_writer()
    reader.start("read", 5.0)
    time.sleep(0.05)
    start = time.monotonic()
    writer.kill()
    raises(ipc.WriterDeadException, reader.result)
    assert time.monotonic() - start < 2


@case("10.5", forms="one")
def descriptors_exhausted(it):
    """No descriptors left: an error, and nothing half made stays."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = max(int(entry) for entry in os.listdir("/proc/self/fd"))
    for extra in range(0, 4):
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest + extra, hard))
        try:
            ipc.Reader(it.name).close()
        except (ipc.ZeroBufferException, OSError):
            pass
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        equal(remains(it.name), [])
    it.reader().close()


@case("10.6", forms="one")
def permissions(it):
    """Another user gets a permission error, nothing is damaged; with mode=0o666 it may write."""
    if os.geteuid() != 0:
        raise Skip("another user needs root")
    reader = it.reader()
    open_reader = it.reader(it.name + "-open", mode=0o666)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            raises(ipc.BufferPermissionException, LocalWriter, it.name)
            raises(PermissionError, LocalWriter, it.name)
            raises(ipc.ZeroBufferException, LocalReader, it.name)
            LocalWriter(it.name + "-open").write(b"other user")
            code = 0
        finally:
            os._exit(code)
    equal(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
    equal(open_reader.read(), (1, b"other user"))
    writer = it.writer()
    writer.write(b"own")
    equal(reader.read(), (1, b"own"))


@case("10.6-alive", forms="two")
def other_user_alive(it):
    """A writer of another user counts as alive, although it may not be signalled."""
    if os.geteuid() != 0:
        raise Skip("another user needs root")

    class OtherReader(LocalReader):
        def __init__(self, name):
            os.setgid(65534)
            os.setuid(65534)
            super().__init__(name, mode=0o666)

    reader = Remote(OtherReader, it.name)
    it.remotes.append(reader)
    writer = it.remote_writer()
    equal(reader.connected(), True)
    equal(reader.read(0.3), None)
    writer.write(b"root")
    equal(reader.read(), (1, b"root"))


# ---- 11 wear


@case("11.1", forms="one")
def thousand_cycles(it):
    """1000 times create and destroy leak nothing."""
    def count():
        with open("/proc/self/maps") as file:
            return len(os.listdir("/proc/self/fd")), len(file.readlines())

    for _ in range(20):
        ipc.Reader(it.name).close()
    before = count()
    for _ in range(1000):
        reader = ipc.Reader(it.name)
        writer = ipc.Writer(it.name)
        writer.write_frame(b"x")
        reader.read_frame().dispose()
        writer.close()
        reader.close()
        del reader, writer
    after = count()
    assert after[0] <= before[0] and after[1] <= before[1] + 4, (before, after)
    equal(remains(it.name), [])


@case("11.4", forms="one")
def buffers_to_the_limit(it):
    """Buffers are made until the limit of a private file system, which fails gracefully; all are released."""
    private_shm("size=16m")
    readers = []
    error = None
    while error is None and len(readers) < 1000:
        try:
            readers.append(LocalReader(f"{it.name}-{len(readers)}", payload=1 << 20))
        except ipc.ZeroBufferException as failure:
            error = failure
    assert 10 <= len(readers) < 20 and "space" in str(error), (len(readers), error)
    for reader in readers:
        reader.close()
    readers.clear()
    equal(remains(it.name), [])
    it.reader().close()


@case("11.5", forms="two", is_quick=False)
def cycles_against_a_connecting_writer(it):
    """1000 cycles while a writer keeps trying to connect: never stuck, never a claim left behind."""
    child = os.fork()
    if child == 0:
        connects = 0
        while True:
            try:
                ipc.Writer(it.name).close()
                connects += 1
            except ipc.ZeroBufferException:
                pass
    try:
        for _ in range(1000):
            reader = ipc.Reader(it.name)
            reader.close()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    equal(remains(it.name), [])


# ---- 12 protocol


@case("12.1")
def counters(it):
    """Counts, free bytes and positions after each step."""
    reader, writer = it.reader(payload=10240), it.writer()

    def state():
        now = ipc.inspect(it.name)
        return tuple(now["payload_" + key] for key in ("free_bytes", "write_pos", "read_pos", "written_count", "read_count"))

    equal(state(), (10240, 0, 0, 0, 0))
    writer.write(bytes(6000))
    equal(state(), (4224, 6016, 0, 1, 0))
    reader.hold()
    equal(state(), (4224, 6016, 6016, 1, 1))
    reader.release()
    equal(state(), (10240, 6016, 6016, 1, 1))
    writer.write(bytes(5000))
    equal(state(), (1000, 5016, 6016, 3, 1))
    reader.hold()
    equal(state(), (5224, 5016, 5016, 3, 3))
    reader.release()
    equal(state(), (10240, 5016, 5016, 3, 3))


@case("12.2")
def layout(it):
    """128 + M + P, all multiples of 64, and the bytes of a fresh control block."""
    it.reader(metadata=40, payload=1000)
    memory = it.memory()
    equal(len(memory.map), 128 + 64 + 1024)
    equal(memory.map[:16].hex(), "80000000010000004000000000000000")
    equal((memory.get("payload_size"), memory.get("free")), (1024, 1024))
    equal(memory.map[96:128], bytes(32))
    block = ipc.OIEB.unpack(memory.map[:128])
    equal(block.pack(), memory.map[:128])
    equal((block.metadata_size, block.payload_size, block.writer_pid), (64, 1024, 0))


@case("12.3", forms="two")
def lock_file(it):
    """The lock file exists, is locked, can be taken over after a kill, and is deleted on close."""
    import fcntl

    path = f"/tmp/zerobuffer/{it.name}.lock"
    reader = it.remote_reader()
    with open(path) as file:
        raises(BlockingIOError, fcntl.flock, file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    reader.kill()
    assert os.path.exists(path)
    fresh = it.remote_reader()
    fresh.close()
    assert not os.path.exists(path)


@case("12.4", forms="one")
def semaphore_names(it):
    """Names for a UUID, a mixed and a long name."""
    import uuid

    for name in ("krtest-" + str(uuid.uuid4()), f"krtest-{os.getpid()}-MiXed_09", "krtest-" + "n" * 200):
        reader = it.reader(name)
        for prefix in ("sem-w-", "sem-r-"):
            assert os.path.exists(f"/dev/shm/sem.{prefix}{name}")
        reader.close()
