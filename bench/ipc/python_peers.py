"""One round of the Python measures of bench/ipc/run: each prints one number. Started anew for each measure."""

import os
import statistics
import sys
import time

TRIPS, SMALL = 3000, 64
STREAM_FRAMES, STREAM_BYTES = 60000, 1024
BIG_TRIPS, BIG_BYTES = 60, 3 << 20


def trips(trip, count=0):
    """Microseconds, the median of `count`, else of TRIPS."""
    count = count or TRIPS
    for _ in range(count // 10):
        trip()
    times = []
    clock = time.perf_counter_ns
    for _ in range(count):
        start = clock()
        trip()
        times.append(clock() - start)
    return statistics.median(times) / 1e3


def pin(child):
    """The parent on processor 0 and its child on 1, where bench/ipc/run was told so."""
    if os.environ.get("KRAIT_BENCH_PIN"):
        os.sched_setaffinity(0, {1 if child == 0 else 0})


def ends(package, tag, payload):
    """Both processes of a pair of rings: (reader, writer, child's id or 0)."""
    there, back = f"bench-{tag}-{os.getpid()}-there", f"bench-{tag}-{os.getpid()}-back"
    pipes = os.pipe(), os.pipe()
    child = os.fork()
    pin(child)
    mine, theirs = (there, back) if child == 0 else (back, there)
    reader = package.Reader(mine, package.BufferConfig(1024, payload))
    # Both buffers are whole before anybody connects: the existing package trips over half of one (protocol 14.4).
    os.write(pipes[0 if child else 1][1], b"x")
    os.read(pipes[1 if child else 0][0], 1)
    writer = package.Writer(theirs)
    os.write(pipes[0 if child else 1][1], b"x")
    os.read(pipes[1 if child else 0][0], 1)
    return reader, writer, child


def finish(child, reader, writer):
    writer.close()
    if child == 0:
        reader.close()
        os._exit(0)
    os.waitpid(child, 0)
    reader.close()


def round_trip(package):
    reader, writer, child = ends(package, "trip", 1 << 16)
    content = bytes(SMALL)
    if child == 0:
        for _ in range(TRIPS + TRIPS // 10):
            with reader.read_frame(10) as frame:
                writer.write_frame(frame.data)
    else:

        def trip():
            writer.write_frame(content)
            with reader.read_frame(10) as frame:
                frame.data[0]

        result = trips(trip)
    finish(child, reader, writer)
    return result


def stream(package):
    name = f"bench-stream-{os.getpid()}"
    content = bytes(STREAM_BYTES)
    reader = package.Reader(name, package.BufferConfig(1024, 1 << 20))
    child = os.fork()
    pin(child)
    if child == 0:
        writer = package.Writer(name)
        for _ in range(STREAM_FRAMES):
            writer.write_frame(content)
        writer.close()
        os._exit(0)
    reader.is_writer_connected(5000)
    with reader.read_frame(10):
        start = time.perf_counter()
    for _ in range(STREAM_FRAMES - 1):
        with reader.read_frame(10) as frame:
            frame.data
    seconds = time.perf_counter() - start
    os.waitpid(child, 0)
    reader.close()
    return STREAM_FRAMES / seconds


def big(package):
    """Milliseconds for 3 MB there and back: written with one copy each way, read in place."""
    reader, writer, child = ends(package, "big", 8 << 20)
    content = os.urandom(BIG_BYTES)
    if child == 0:
        for _ in range(BIG_TRIPS + BIG_TRIPS // 10):
            with reader.read_frame(10) as frame:
                writer.write_frame(frame.data)
    else:

        def trip():
            writer.write_frame(content)
            with reader.read_frame(10) as frame:
                frame.data[0]

        result = trips(trip, BIG_TRIPS) / 1e3
    finish(child, reader, writer)
    return result


def big_memcpy():
    """Milliseconds for the two copies that `big` cannot avoid, between buffers as large."""
    import ctypes
    import mmap

    source, ring, answer = (mmap.mmap(-1, 8 << 20) for _ in range(3))
    addresses = [ctypes.addressof(ctypes.c_char.from_buffer(item)) for item in (source, ring, answer)]
    for item in (source, ring, answer):
        item.write(os.urandom(8 << 20))
    offset = [0]

    def trip():
        # A ring's next frame lies where none lay a moment ago.
        offset[0] = (offset[0] + BIG_BYTES + 16) % (5 << 20)
        ctypes.memmove(addresses[1] + offset[0], addresses[0], BIG_BYTES)
        ctypes.memmove(addresses[2] + offset[0], addresses[1] + offset[0], BIG_BYTES)

    return trips(trip, BIG_TRIPS) / 1e3


def pipe_trip():
    from multiprocessing import Pipe

    mine, theirs = Pipe()
    content = bytes(SMALL)
    child = os.fork()
    pin(child)
    if child == 0:
        for _ in range(TRIPS + TRIPS // 10):
            theirs.send_bytes(theirs.recv_bytes())
        os._exit(0)

    def trip():
        mine.send_bytes(content)
        mine.recv_bytes()

    result = trips(trip)
    os.waitpid(child, 0)
    return result


def pipe_stream():
    from multiprocessing import Pipe

    mine, theirs = Pipe(duplex=False)
    content = bytes(STREAM_BYTES)
    child = os.fork()
    pin(child)
    if child == 0:
        for _ in range(STREAM_FRAMES):
            theirs.send_bytes(content)
        os._exit(0)
    mine.recv_bytes()
    start = time.perf_counter()
    for _ in range(STREAM_FRAMES - 1):
        mine.recv_bytes()
    seconds = time.perf_counter() - start
    os.waitpid(child, 0)
    return STREAM_FRAMES / seconds


def main():
    global TRIPS, STREAM_FRAMES
    measure, peer = sys.argv[1:3]
    if peer == "pipe":
        print({"trip": pipe_trip, "stream": pipe_stream}[measure]())
        return
    if peer == "memcpy":
        print(big_memcpy())
        return
    if peer == "upstream":
        import zerobuffer as package

        TRIPS, STREAM_FRAMES = 600, 6000
    else:
        from krait import ipc as package
    print({"trip": round_trip, "stream": stream, "big": big}[measure](package))


main()
