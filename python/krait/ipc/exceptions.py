"""What can go wrong with a buffer; every class derives from ZeroBufferException."""


class ZeroBufferException(Exception):
    """The base of all errors of this package."""


class WriterDeadException(ZeroBufferException):
    """The writer closed or died, and every frame it sent has been read."""

    def __init__(self, message: str = "Writer process is dead") -> None:
        super().__init__(message)


class ReaderDeadException(ZeroBufferException):
    """The reader closed or died."""

    def __init__(self, message: str = "Reader process is dead") -> None:
        super().__init__(message)


class WriterAlreadyConnectedException(ZeroBufferException):
    """A buffer has one writer."""

    def __init__(self, message: str = "Another writer is already connected") -> None:
        super().__init__(message)


class ReaderAlreadyConnectedException(ZeroBufferException):
    """A buffer has one reader."""

    def __init__(self, message: str = "Another reader is already connected") -> None:
        super().__init__(message)


class BufferFullException(ZeroBufferException):
    """The reader did not release enough space within the write timeout."""

    def __init__(self, message: str = "Buffer is full") -> None:
        super().__init__(message)


class FrameTooLargeException(ZeroBufferException):
    """The frame does not fit even into the empty ring."""

    def __init__(self, message: str = "Frame size exceeds buffer capacity") -> None:
        super().__init__(message)


class InvalidFrameSizeException(ZeroBufferException):
    """A frame of 0 bytes, asked for or found."""

    def __init__(self, message: str = "Invalid frame size (zero or too large)") -> None:
        super().__init__(message)


class SequenceError(ZeroBufferException):
    """The next frame is not the one expected; the ring cannot be used further."""

    def __init__(self, expected: int, got: int) -> None:
        super().__init__(f"Sequence error: expected {expected}, got {got}")
        self.expected = expected
        self.got = got

    def __reduce__(self):
        return type(self), (self.expected, self.got)


class MetadataAlreadyWrittenException(ZeroBufferException):
    """Metadata is written once per buffer."""

    def __init__(self, message: str = "Metadata has already been written") -> None:
        super().__init__(message)


class BufferNotFoundException(ZeroBufferException):
    """There is no buffer of this name."""

    def __init__(self, message: str = "Buffer not found") -> None:
        super().__init__(message)


class BufferPermissionException(ZeroBufferException, PermissionError):
    """The system's permissions forbid it."""
