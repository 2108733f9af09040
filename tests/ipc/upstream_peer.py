"""Run by a Python that has zerobuffer-ipc: reads or writes a planned series of frames with that package.

upstream_peer.py read|write|echo NAME COUNT LARGEST RING
"""

import sys
import time

import zerobuffer
from upstream_plan import plan


def connect(name):
    end = time.monotonic() + 10
    while True:
        try:
            return zerobuffer.Writer(name)
        except zerobuffer.ZeroBufferException:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def main():
    action, name, count, largest, ring = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
    if action == "write":
        with connect(name) as writer:
            writer.set_metadata(b"from upstream")
            for content in plan(count, largest, True):
                writer.write_frame(content)
            time.sleep(0.3)
    elif action == "read":
        with zerobuffer.Reader(name, zerobuffer.BufferConfig(1024, ring)) as reader:
            print("ready", flush=True)
            for sequence, content in enumerate(plan(count, largest), 1):
                frame = reader.read_frame(10.0)
                assert frame.sequence == sequence, (frame.sequence, sequence)
                assert bytes(frame.data) == content, f"frame {sequence} is damaged"
                frame.dispose()
            print(bytes(reader.get_metadata() or b"").decode(), flush=True)
    else:
        server = zerobuffer.DuplexChannelFactory.get_instance().create_immutable_server(
            name, zerobuffer.BufferConfig(4096, ring)
        )
        server.start(lambda frame, responses: responses.write_frame(bytes(frame.data)))
        print("ready", flush=True)
        sys.stdin.read()
        server.stop()


if __name__ == "__main__":
    main()
