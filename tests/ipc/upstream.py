"""The existing Python package as the peer, where PyPI has it (tests/ipc/run --all)."""

import os
import subprocess
import sys
import time
import venv

from cases import Book, Skip, equal
from upstream_plan import plan
from krait import ipc

BOOK = Book()
case = BOOK.case
FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))
ENVIRONMENT = os.path.join(os.environ.get("KRAIT_BUILD", os.path.join(ROOT, "build")), "ipc_upstream")
PACKAGES = ["zerobuffer-ipc==1.3.0", "posix-ipc==1.3.2", "numpy==2.4.6"]


def collect():
    return BOOK.cases


def python():
    """A Python that can import the package; made once."""
    path = os.environ.get("KRAIT_UPSTREAM_PYTHON", os.path.join(ENVIRONMENT, "bin", "python"))
    if subprocess.run([path, "-c", "import zerobuffer, posix_ipc, numpy"], capture_output=True).returncode == 0:
        return path
    venv.create(ENVIRONMENT, with_pip=True)
    done = subprocess.run([path, "-m", "pip", "install", "-q", *PACKAGES], capture_output=True, text=True, timeout=100)
    if done.returncode != 0:
        raise Skip("the index does not have the package: " + done.stderr.strip().splitlines()[-1])
    return path


def peer(action, name, count, largest, ring):
    words = [python_path(), os.path.join(FOLDER, "upstream_peer.py"), action, name, str(count), str(largest), str(ring)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def python_path():
    try:
        return python()
    except FileNotFoundError:
        venv.create(ENVIRONMENT, with_pip=True)
        return python()


# Largest frames small enough for upstream's writer to find space (half the ring), and up to the whole for ours.
SIZES = ((48, 64), (1008, 1024), (10224, 10240))


@case("upstream-reads", forms="two", is_quick=False, seconds_max=110)
def upstream_reader(it):
    """The existing reader takes our writer's frames: random sizes up to the whole ring."""
    for largest, ring in SIZES:
        name = f"{it.name}-{ring}"
        process = peer("read", name, 1500, largest, ring)
        equal(process.stdout.readline(), "ready\n")
        writer = ipc.Writer(name)
        writer.set_metadata(b"from krait")
        for content in plan(1500, largest):
            writer.write_frame(content)
        out = process.communicate(timeout=60)[0]
        equal((process.returncode, out), (0, "from krait\n"))
        writer.close()


@case("upstream-writes", forms="two", is_quick=False, seconds_max=110)
def upstream_writer(it):
    """Our reader takes the existing writer's frames."""
    # Its frames stay below a third of the ring: larger ones it may never place (protocol 5.9).
    for largest, ring in ((300, 1024), (3000, 10240)):
        name = f"{it.name}-{ring}"
        reader = ipc.Reader(name, ipc.BufferConfig(1024, ring))
        process = peer("write", name, 1500, largest, ring)
        reader.is_writer_connected(20000)
        for sequence, content in enumerate(plan(1500, largest, True), 1):
            frame = reader.read_frame(10.0)
            equal((frame.sequence, bytes(frame.data) == content), (sequence, True))
            frame.dispose()
        equal(bytes(reader.get_metadata()), b"from upstream")
        process.communicate(timeout=20)
        equal(process.returncode, 0)
        reader.close()


@case("upstream-serves", forms="two", is_quick=False, seconds_max=60)
def upstream_server(it):
    """Our duplex client is served by the existing server."""
    process = peer("echo", it.name, 0, 0, 1 << 16)
    equal(process.stdout.readline(), "ready\n")
    end = time.monotonic() + 10
    while True:
        try:
            client = ipc.DuplexClient(it.name, ipc.BufferConfig(4096, 1 << 20))
            break
        except ipc.ZeroBufferException:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)
    for sequence in range(1, 30):
        content = bytes([sequence]) * sequence * 10
        equal(client.send_request(content), sequence)
        with client.receive_response(5000) as response:
            equal((response.sequence, response.to_bytes()), (sequence, content))
    client.close()
    process.stdin.close()
    process.wait(20)


@case("upstream-after-us", forms="two", is_quick=False)
def upstream_after_us(it):
    """A name that we used and closed is free for the existing reader, and the other way round."""
    ipc.Reader(it.name).close()
    process = peer("read", it.name, 1, 10, 1024)
    equal(process.stdout.readline(), "ready\n")
    writer = ipc.Writer(it.name)
    for content in plan(1, 10):
        writer.write_frame(content)
    process.communicate(timeout=20)
    writer.close()
    reader = ipc.Reader(it.name)  # over the semaphores that it leaves behind
    ipc.Writer(it.name).close()
    reader.close()


@case("numpy", forms="one", is_quick=False, seconds_max=150)
def with_numpy(it):
    """The test py-numpy under a Python that has numpy."""
    environment = dict(os.environ, KRAIT_PYTHON_PATH=sys.path[0])
    words = [python_path(), os.path.join(FOLDER, "run"), "py-numpy"]
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout


@case("model", forms="one", is_quick=False, seconds_max=300)
def model(it):
    """The races of writer, reader and death in spin."""
    done = subprocess.run([os.path.join(FOLDER, "model", "run")], capture_output=True, text=True)
    if done.returncode == 77:
        raise Skip(done.stdout.strip())
    print(done.stdout, end="")
    equal((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    print(python_path(), file=sys.stderr)
