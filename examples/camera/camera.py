"""A camera that needs no hardware: generates moving pictures and sends them as frames.

    python3 camera.py [--name camera] [--width 1280] [--height 720] [--fps 60] [--frames 0]

Each frame is 8 bytes of time (nanoseconds of the monotonic clock) and height x width x 3 bytes of colour, drawn straight
into the shared memory: nothing is copied.
"""

import argparse
import json
import time

import numpy

from krait import ipc

HEADER_BYTES = 8


def connect(name, seconds):
    """The viewer makes the buffer; until it has, there is nothing to connect to."""
    end = time.monotonic() + seconds
    while True:
        try:
            return ipc.Writer(name)
        except ipc.BufferNotFoundException:
            if time.monotonic() > end:
                raise SystemExit(f"camera: nobody views '{name}': start viewer.py first")
            time.sleep(0.05)


class Scene:
    """A disc that runs over a slowly changing ground."""

    def __init__(self, width, height):
        self._rows, self._columns = numpy.ogrid[:height, :width]
        self._ground = ((self._rows * 160 // height) + (self._columns * 60 // width)).astype(numpy.uint8)
        self._size = min(width, height)
        self._width, self._height = width, height

    def draw(self, image, index):
        """`image` is height x width x 3 in the shared memory."""
        t = index / 60
        numpy.add(self._ground, index & 31, out=image[:, :, 0], casting="unsafe")
        image[:, :, 1] = self._ground
        numpy.subtract(220, self._ground, out=image[:, :, 2], casting="unsafe")
        x = int(self._width * (0.5 + 0.35 * numpy.cos(2.1 * t)))
        y = int(self._height * (0.5 + 0.3 * numpy.sin(3.3 * t)))
        radius = self._size // 7
        top, left = max(y - radius, 0), max(x - radius, 0)
        part = image[top : y + radius, left : x + radius]
        rows, columns = self._rows[top : y + radius] - y, self._columns[:, left : x + radius] - x
        part[rows * rows + columns * columns < radius * radius] = (255, 230, 80)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", default="camera")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=720)
    parser.add_argument("--fps", type=float, default=60, help="0: as fast as possible")
    parser.add_argument("--frames", type=int, default=0, help="0: until the viewer is gone")
    options = parser.parse_args()

    scene = Scene(options.width, options.height)
    shape = (options.height, options.width, 3)
    size = HEADER_BYTES + options.height * options.width * 3
    with connect(options.name, 10) as writer:
        writer.set_metadata(json.dumps({"width": options.width, "height": options.height, "header": HEADER_BYTES}).encode())
        index, due = 0, time.monotonic()
        try:
            while not options.frames or index < options.frames:
                buffer = writer.get_frame_buffer(size)
                scene.draw(numpy.frombuffer(buffer, numpy.uint8, offset=HEADER_BYTES).reshape(shape), index)
                buffer[:HEADER_BYTES] = time.monotonic_ns().to_bytes(HEADER_BYTES, "little")
                writer.commit_frame()
                index += 1
                if options.fps:
                    due = max(due + 1 / options.fps, time.monotonic() - 1)
                    time.sleep(max(0.0, due - time.monotonic()))
        except ipc.ReaderDeadException:
            pass
        except KeyboardInterrupt:
            pass
    print(f"camera: {index} frames sent")


if __name__ == "__main__":
    main()
