"""Views the camera's frames as NumPy arrays, looks for the disc in them, and shows picture, rate and latency live.

    python3 viewer.py [--name camera] [--plain] [--seconds 0]

The arrays are views of the shared memory itself: no frame is copied, whatever its size.
"""

import argparse
import json
import shutil
import sys
import time

import numpy

from krait import ipc

RING_BYTES = 32 << 20
SHOW_SECONDS = 1 / 15


def find_disc(image):
    """The centre of the bright yellow pixels of every fourth row and column, or None."""
    small = image[::4, ::4]
    rows, columns = numpy.nonzero((small[:, :, 0] > 240) & (small[:, :, 1] > 200) & (small[:, :, 2] < 100))
    return (int(columns.mean()) * 4, int(rows.mean()) * 4) if len(rows) else None


def picture(image, columns, rows):
    """Two pixels per character cell: an upper half block with two colours."""
    height, width = image.shape[:2]
    ys = numpy.arange(rows * 2) * height // (rows * 2)
    xs = numpy.arange(columns) * width // columns
    small = image[ys][:, xs].tolist()
    lines = []
    for top, bottom in zip(small[::2], small[1::2]):
        cells = (f"\x1b[38;2;{a};{b};{c};48;2;{d};{e};{f}m\u2580" for (a, b, c), (d, e, f) in zip(top, bottom))
        lines.append("".join(cells) + "\x1b[0m")
    return "\n".join(lines)


class Rate:
    """Frames, bytes and latencies of the last second."""

    def __init__(self):
        self.frames = self.total = 0
        self.latencies = []
        self.start = time.monotonic()
        self.text = "waiting for a second of frames"
        self.best = None

    def add(self, size, latency_ns):
        self.frames += 1
        self.total += 1
        self.latencies.append(latency_ns)
        passed = time.monotonic() - self.start
        if passed < 1:
            return False
        ordered = sorted(self.latencies)
        middle, high = ordered[len(ordered) // 2] / 1e3, ordered[len(ordered) * 99 // 100] / 1e3
        self.text = (
            f"{self.frames / passed:7.1f} frames/s  {self.frames * size / passed / 1e6:8.1f} MB/s  "
            f"latency {middle:6.0f} us (99%: {high:.0f} us)"
        )
        self.frames, self.latencies, self.start = 0, [], time.monotonic()
        return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", default="camera")
    parser.add_argument("--plain", action="store_true", help="one line per second, no picture")
    parser.add_argument("--seconds", type=float, default=0, help="0: until the camera is gone")
    options = parser.parse_args()
    is_plain = options.plain or not sys.stdout.isatty()

    rate, shown, image, disc = Rate(), 0.0, None, None
    with ipc.Reader(options.name, ipc.BufferConfig(4096, RING_BYTES)) as reader:
        print(f"viewer: start camera.py --name {options.name}", file=sys.stderr)
        try:
            reader.is_writer_connected(60000)
            end = time.monotonic() + options.seconds if options.seconds else None
            while end is None or time.monotonic() < end:
                frame = reader.read_frame(5.0)
                if frame is None:
                    continue
                with frame:
                    latency = time.monotonic_ns() - int.from_bytes(frame.data[:8], "little")
                    if not rate.total:
                        about = json.loads(bytes(reader.get_metadata()))
                    pixels = numpy.frombuffer(frame.data, numpy.uint8, offset=about["header"])
                    image = pixels.reshape(about["height"], about["width"], 3)
                    disc = find_disc(image)
                    is_second = rate.add(frame.size, latency)
                    if not is_plain and time.monotonic() - shown > SHOW_SECONDS:
                        shown = time.monotonic()
                        columns, lines = shutil.get_terminal_size()
                        text = picture(image, min(columns, 160), max(min(lines - 2, 45), 4))
                        sys.stdout.write(f"\x1b[H{text}\n{rate.text}  disc {disc}\x1b[K\n")
                        sys.stdout.flush()
                    elif is_plain and is_second:
                        print(f"{rate.text}  disc {disc}", flush=True)
                    del pixels, image  # they would keep the frame's space
        except ipc.WriterDeadException:
            pass
        except KeyboardInterrupt:
            pass
    print(f"viewer: {rate.total} frames seen, last disc {disc}")


if __name__ == "__main__":
    main()
