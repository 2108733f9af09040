"""Request and response over two buffers: NAME_request and NAME_response."""

import threading
import time
from abc import ABC, abstractmethod
from enum import Enum
from typing import Any, Callable, List, Optional, Tuple

from .endpoints import Reader, Writer
from .exceptions import ReaderDeadException, WriterDeadException, ZeroBufferException
from .structures import BufferConfig, Frame

_RESPONSE_CONFIG = BufferConfig(4096, 256 * 1024 * 1024)  # what every implementation uses
_TIMEOUT_SECONDS = 5.0
_STOP_SECONDS = 2.0


class ProcessingMode(Enum):
    SINGLE_THREAD = "single_thread"
    THREAD_POOL = "thread_pool"


class ErrorEventArgs:
    """What a server's error handlers receive."""

    def __init__(self, exception: Exception) -> None:
        self._exception = exception

    @property
    def exception(self) -> Exception:
        return self._exception

    def __str__(self) -> str:
        return f"ErrorEventArgs({self._exception})"

    def __repr__(self) -> str:
        return f"ErrorEventArgs(exception={self._exception!r})"


class DuplexResponse:
    """One response; invalid when none came in time."""

    __slots__ = ("sequence", "_frame")

    def __init__(self, sequence: int = 0, frame: Optional[Frame] = None) -> None:
        self.sequence = sequence
        self._frame = frame

    @property
    def data(self) -> Optional[memoryview]:
        return self._frame.data if self._frame is not None else None

    @property
    def is_valid(self) -> bool:
        return self._frame is not None and self._frame.is_valid

    def to_bytes(self) -> bytes:
        return bytes(self._frame) if self._frame is not None else b""

    def __len__(self) -> int:
        return self._frame.size if self._frame is not None else 0

    def dispose(self) -> None:
        if self._frame is not None:
            self._frame.dispose()

    def __enter__(self) -> "DuplexResponse":
        return self

    def __exit__(self, *exception) -> None:
        self.dispose()


class IDuplexClient(ABC):
    @abstractmethod
    def send_request(self, data) -> int: ...

    @abstractmethod
    def acquire_request_buffer(self, size: int) -> Tuple[int, memoryview]: ...

    @abstractmethod
    def commit_request(self) -> None: ...

    @abstractmethod
    def receive_response(self, timeout_ms: int) -> DuplexResponse: ...

    @property
    @abstractmethod
    def is_server_connected(self) -> bool: ...

    @abstractmethod
    def close(self) -> None: ...

    def __enter__(self) -> "IDuplexClient":
        return self

    def __exit__(self, *exception) -> None:
        self.close()


class IDuplexServer(ABC):
    @abstractmethod
    def stop(self) -> None: ...

    @property
    @abstractmethod
    def is_running(self) -> bool: ...

    @abstractmethod
    def add_error_handler(self, handler: Callable[[ErrorEventArgs], None]) -> None: ...

    @abstractmethod
    def remove_error_handler(self, handler: Callable[[ErrorEventArgs], None]) -> None: ...


class IImmutableDuplexServer(IDuplexServer):
    @property
    @abstractmethod
    def request_reader(self) -> Optional[Reader]: ...

    @abstractmethod
    def start(self, handler, on_init=None, mode=ProcessingMode.SINGLE_THREAD) -> None: ...


class IMutableDuplexServer(IDuplexServer):
    @abstractmethod
    def start(self, handler, mode=ProcessingMode.SINGLE_THREAD) -> None: ...


class IDuplexChannelFactory(ABC):
    @abstractmethod
    def create_immutable_server(self, channel_name, config, timeout=None): ...

    @abstractmethod
    def create_mutable_server(self, channel_name, config): ...

    @abstractmethod
    def create_client(self, channel_name): ...


class DuplexClient(IDuplexClient):
    """Sends requests and receives responses; one thread may send while another receives."""

    def __init__(self, channel_name: str, response_config: Optional[BufferConfig] = None) -> None:
        self._lock = threading.Lock()
        self._is_closed = False
        self._is_pending = False
        self._reader = None
        self._writer = Writer(f"{channel_name}_request")
        try:
            self._reader = Reader(f"{channel_name}_response", response_config or _RESPONSE_CONFIG)
        except BaseException:
            self._writer.close()
            raise

    def _check(self) -> None:
        if self._is_closed:
            raise ZeroBufferException("Client is closed")
        if self._is_pending:
            raise ZeroBufferException("Previous request not committed")

    def send_request(self, data) -> int:
        with self._lock:
            self._check()
            sequence = self._writer.next_sequence
            self._writer.write_frame(data)
            return sequence

    def acquire_request_buffer(self, size: int) -> Tuple[int, memoryview]:
        with self._lock:
            self._check()
            buffer = self._writer.get_frame_buffer(size)
            self._is_pending = True
            return self._writer.next_sequence, buffer

    def commit_request(self) -> None:
        with self._lock:
            if self._is_closed:
                raise ZeroBufferException("Client is closed")
            if not self._is_pending:
                raise ZeroBufferException("No pending request to commit")
            self._is_pending = False
            self._writer.commit_frame()

    def receive_response(self, timeout_ms: int) -> DuplexResponse:
        if self._is_closed:
            raise ZeroBufferException("Client is closed")
        end = time.monotonic() + timeout_ms / 1000
        while True:
            rest = end - time.monotonic()
            try:
                frame = self._reader.read_frame(max(rest, 0.0))
            except WriterDeadException:
                # The server opens the response buffer after the first request: until then its writer is missing.
                if self._reader.frames_read > 0 or not self.is_request_reader_alive:
                    raise
                frame = None
            if frame is not None:
                return DuplexResponse(frame.sequence, frame)
            if rest <= 0:
                return DuplexResponse()

    def release_response(self, response: DuplexResponse) -> None:
        response.dispose()

    @property
    def is_request_reader_alive(self) -> bool:
        return not self._is_closed and self._writer.is_reader_connected()

    @property
    def is_server_connected(self) -> bool:
        return self.is_request_reader_alive and self._reader.is_writer_connected()

    def set_metadata(self, data) -> None:
        self._writer.set_metadata(data)

    def close(self) -> None:
        self._is_closed = True
        self._writer.close()
        if self._reader is not None:
            self._reader.close()


class ImmutableDuplexServer(IImmutableDuplexServer):
    """Answers each request with one response, in order, on a thread of its own."""

    def __init__(self, channel_name: str, config: BufferConfig, timeout: Optional[float] = None) -> None:
        self._channel_name = channel_name
        self._config = config
        self._timeout = _TIMEOUT_SECONDS if timeout is None else timeout
        self._error_handlers: List[Callable[[ErrorEventArgs], None]] = []
        self._thread: Optional[threading.Thread] = None
        self._reader: Optional[Reader] = None
        self._writer: Optional[Writer] = None
        self._is_stopping = threading.Event()

    @property
    def request_reader(self) -> Optional[Reader]:
        return self._reader

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def add_error_handler(self, handler: Callable[[ErrorEventArgs], None]) -> None:
        self._error_handlers.append(handler)

    def remove_error_handler(self, handler: Callable[[ErrorEventArgs], None]) -> None:
        if handler in self._error_handlers:
            self._error_handlers.remove(handler)

    def _report(self, exception: Exception) -> None:
        for handler in list(self._error_handlers):
            try:
                handler(ErrorEventArgs(exception))
            except Exception:
                pass  # a broken error handler does not stop the server

    def start(
        self,
        handler: Callable[[Frame, Writer], Any],
        on_init: Optional[Callable[[memoryview], Any]] = None,
        mode: ProcessingMode = ProcessingMode.SINGLE_THREAD,
    ) -> None:
        if self.is_running:
            raise ZeroBufferException("Server is already running")
        if mode is ProcessingMode.THREAD_POOL:
            raise NotImplementedError("THREAD_POOL mode is not yet implemented")
        if mode is not ProcessingMode.SINGLE_THREAD:
            raise ValueError(f"Invalid processing mode: {mode}")
        self._is_stopping.clear()
        # Before the thread starts, so that a client may connect as soon as this returns.
        self._reader = Reader(f"{self._channel_name}_request", self._config)
        self._thread = threading.Thread(target=self._run, args=(handler, on_init), daemon=True)
        self._thread.start()

    def _connect(self) -> Writer:
        end = time.monotonic() + self._timeout
        while True:
            try:
                return Writer(f"{self._channel_name}_response")
            except ZeroBufferException:
                if time.monotonic() >= end or self._is_stopping.wait(0.005):
                    raise

    def _next_request(self) -> Optional[Frame]:
        try:
            return self._reader.read_frame(self._timeout)
        except WriterDeadException:
            if self._reader.frames_read == 0 and not self._is_stopping.is_set():
                return None  # no client came yet
            raise

    def _run(self, handler, on_init) -> None:
        try:
            while not self._is_stopping.is_set():
                frame = self._next_request()
                if frame is None:
                    continue
                with frame:
                    self._answer(frame, handler, on_init)
        except (WriterDeadException, ReaderDeadException) as error:
            if not self._is_stopping.is_set():
                self._report(error)
        except Exception as error:
            if not self._is_stopping.is_set():
                self._report(error)
        finally:
            self._close()

    def _answer(self, frame: Frame, handler, on_init) -> None:
        if self._writer is None:
            self._writer = self._connect()
            metadata = self._reader.get_metadata() if on_init is not None else None
            if metadata is not None:
                on_init(metadata)
        try:
            handler(frame, self._writer)
        except (WriterDeadException, ReaderDeadException):
            raise
        except Exception as error:
            self._report(error)

    def _close(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()

    def stop(self) -> None:
        self._is_stopping.set()
        reader, writer, thread = self._reader, self._writer, self._thread
        if reader is not None:
            reader.close()
        if writer is not None:
            writer.close()
        if thread is not None and thread is not threading.current_thread():
            thread.join(_STOP_SECONDS)
        self._thread = None


class DuplexChannelFactory(IDuplexChannelFactory):
    _instance: Optional["DuplexChannelFactory"] = None

    @classmethod
    def get_instance(cls) -> "DuplexChannelFactory":
        if cls._instance is None:
            cls._instance = cls()
        return cls._instance

    def create_immutable_server(
        self, channel_name: str, config: BufferConfig, timeout: Optional[float] = None
    ) -> ImmutableDuplexServer:
        return ImmutableDuplexServer(channel_name, config, timeout)

    def create_mutable_server(self, channel_name: str, config: BufferConfig) -> IMutableDuplexServer:
        raise NotImplementedError("MutableDuplexServer is planned for v2.0")

    def create_client(self, channel_name: str) -> DuplexClient:
        return DuplexClient(channel_name)
