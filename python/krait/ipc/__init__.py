"""Frames between processes through shared memory, without copying (the ZeroBuffer protocol).

    with Reader("camera", BufferConfig(4096, 64 << 20)) as reader:      # one process
        with reader.read_frame() as frame:
            image = numpy.frombuffer(frame.data, numpy.uint8)

    with Writer("camera") as writer:                                    # another
        writer.write_frame(image)
"""

import logging
import os

from _krait_ipc import clean, inspect, list_buffers
from .duplex import (
    DuplexChannelFactory,
    DuplexClient,
    DuplexResponse,
    ErrorEventArgs,
    IDuplexChannelFactory,
    IDuplexClient,
    IDuplexServer,
    IImmutableDuplexServer,
    IMutableDuplexServer,
    ImmutableDuplexServer,
    ProcessingMode,
)
from .endpoints import Reader, Writer
from .exceptions import (
    BufferFullException,
    BufferNotFoundException,
    BufferPermissionException,
    FrameTooLargeException,
    InvalidFrameSizeException,
    MetadataAlreadyWrittenException,
    ReaderAlreadyConnectedException,
    ReaderDeadException,
    SequenceError,
    WriterAlreadyConnectedException,
    WriterDeadException,
    ZeroBufferException,
)
from .structures import OIEB, BufferConfig, Frame, FrameHeader, ProtocolVersion, align_to_boundary

logging.getLogger(__name__).addHandler(logging.NullHandler())
_level = os.environ.get("ZEROBUFFER_LOG_LEVEL", "").upper()
if _level in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    logging.getLogger(__name__).setLevel(_level)
del _level

__all__ = [
    "Reader",
    "Writer",
    "BufferConfig",
    "Frame",
    "OIEB",
    "FrameHeader",
    "ProtocolVersion",
    "align_to_boundary",
    "ZeroBufferException",
    "WriterDeadException",
    "ReaderDeadException",
    "WriterAlreadyConnectedException",
    "ReaderAlreadyConnectedException",
    "BufferFullException",
    "BufferNotFoundException",
    "BufferPermissionException",
    "FrameTooLargeException",
    "InvalidFrameSizeException",
    "SequenceError",
    "MetadataAlreadyWrittenException",
    "ErrorEventArgs",
    "DuplexChannelFactory",
    "DuplexClient",
    "DuplexResponse",
    "ImmutableDuplexServer",
    "IDuplexClient",
    "IDuplexServer",
    "IImmutableDuplexServer",
    "IMutableDuplexServer",
    "IDuplexChannelFactory",
    "ProcessingMode",
    "clean",
    "inspect",
    "list_buffers",
]
