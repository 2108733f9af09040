"""Reader and Writer: the C types with what is easier said in Python."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Optional

import _krait_ipc as _core
from .exceptions import WriterDeadException
from .structures import BufferConfig

_POLL_SECONDS = 0.1


class Reader(_core.ReaderBase):
    """Creates and owns a buffer; reads its frames where they lie.

    Frames may also be awaited: `async for frame in reader` ends when the writer is gone.
    """

    __slots__ = ("_name", "_config", "_pool")

    def __init__(
        self,
        name: str,
        config: Optional[BufferConfig] = None,
        *,
        spin_us: int = 0,
        mode: int = 0,
        frames_held_max: int = 0,
        has_metadata: bool = True,
    ) -> None:
        self._pool = None
        self._name = name
        self._config = config if config is not None else BufferConfig()
        super().__init__(
            name,
            self._config,
            spin_us=spin_us,
            mode=mode,
            frames_held_max=frames_held_max,
            has_metadata=has_metadata,
        )

    @property
    def name(self) -> str:
        return self._name

    def is_writer_connected(self, timeout_ms: Optional[int] = None) -> bool:
        """Whether a writer is there; with a timeout, whether one comes in time."""
        if timeout_ms is None:
            return self._is_connected()
        end = time.monotonic() + timeout_ms / 1000
        while not self._is_connected():
            rest = end - time.monotonic()
            if rest <= 0:
                return False
            time.sleep(min(rest, _POLL_SECONDS))
        return True

    def close(self) -> None:
        super().close()
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *exception) -> None:
        self.close()

    async def read_frame_async(self, timeout: Optional[float] = 5.0):
        """read_frame() for a running event loop: another thread waits. A cancelled call loses no frame."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            frame = self.poll_frame()
            if frame is not None:
                return frame
            rest = None if end is None else end - time.monotonic()
            if rest is not None and rest <= 0:
                return None
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, "krait-ipc")
            waiting = asyncio.get_running_loop().run_in_executor(self._pool, self.wait, rest)
            try:
                await asyncio.shield(waiting)
            except asyncio.CancelledError:
                self.cancel_wait()
                raise

    def __aiter__(self) -> "Reader":
        return self

    async def __anext__(self):
        try:
            return await self.read_frame_async(None)
        except WriterDeadException:
            raise StopAsyncIteration from None


class Writer(_core.WriterBase):
    """Connects to a reader's buffer and sends frames."""

    __slots__ = ("_name",)

    def __init__(self, name: str, *, spin_us: int = 0) -> None:
        self._name = name
        super().__init__(name, spin_us=spin_us)

    @property
    def name(self) -> str:
        return self._name

    @property
    def write_timeout(self) -> timedelta:
        """How long a frame may wait for space."""
        return timedelta(microseconds=self._timeout_us)

    @write_timeout.setter
    def write_timeout(self, value: timedelta) -> None:
        self._timeout_us = value // timedelta(microseconds=1)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *exception) -> None:
        self.close()
