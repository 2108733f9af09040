"""The protocol's structures as Python values: for looking at buffers, not for using them."""

import struct
from dataclasses import dataclass, field
from typing import ClassVar

import _krait_ipc as _core

_BLOCK_BYTES = 64


def align_to_boundary(size: int, alignment: int = _BLOCK_BYTES) -> int:
    """Rounds up as the sizes of both blocks are."""
    return (size + alignment - 1) // alignment * alignment


@dataclass
class BufferConfig:
    """The sizes a reader asks for, before rounding."""

    metadata_size: int = 1024
    payload_size: int = 1024 * 1024

    def __post_init__(self) -> None:
        if self.metadata_size <= 0:
            raise ValueError("metadata_size must be positive")
        if self.payload_size <= 0:
            raise ValueError("payload_size must be positive")


@dataclass
class ProtocolVersion:
    major: int = 1
    minor: int = 0
    patch: int = 0
    reserved: int = 0

    def pack(self) -> bytes:
        return bytes((self.major, self.minor, self.patch, self.reserved))

    @classmethod
    def unpack(cls, data: bytes) -> "ProtocolVersion":
        return cls(*data[:4])


@dataclass
class OIEB:
    """The control block: 128 bytes at the start of the shared memory."""

    SIZE: ClassVar[int] = 128

    oieb_size: int = 128
    version: ProtocolVersion = field(default_factory=ProtocolVersion)
    metadata_size: int = 0
    metadata_free_bytes: int = 0
    metadata_written_bytes: int = 0
    payload_size: int = 0
    payload_free_bytes: int = 0
    payload_write_pos: int = 0
    payload_read_pos: int = 0
    payload_written_count: int = 0
    payload_read_count: int = 0
    writer_pid: int = 0
    reader_pid: int = 0

    _NUMBERS: ClassVar[tuple] = (
        "metadata_size",
        "metadata_free_bytes",
        "metadata_written_bytes",
        "payload_size",
        "payload_free_bytes",
        "payload_write_pos",
        "payload_read_pos",
        "payload_written_count",
        "payload_read_count",
        "writer_pid",
        "reader_pid",
    )

    def pack(self) -> bytes:
        numbers = (getattr(self, name) for name in self._NUMBERS)
        return struct.pack("<I4s11Q32x", self.oieb_size, self.version.pack(), *numbers)

    @classmethod
    def unpack(cls, data: bytes) -> "OIEB":
        if len(data) < cls.SIZE:
            raise ValueError(f"Invalid OIEB data size: {len(data)} < {cls.SIZE}")
        size, version, *numbers = struct.unpack_from("<I4s11Q", data)
        return cls(size, ProtocolVersion.unpack(version), *numbers)

    def calculate_used_bytes(self) -> int:
        return self.payload_size - self.payload_free_bytes


@dataclass
class FrameHeader:
    """The 16 bytes before each frame."""

    SIZE: ClassVar[int] = 16

    payload_size: int
    sequence_number: int

    def pack(self) -> bytes:
        return struct.pack("<QQ", self.payload_size, self.sequence_number)

    @classmethod
    def unpack(cls, data: bytes) -> "FrameHeader":
        if len(data) < cls.SIZE:
            raise ValueError(f"Invalid frame header size: {len(data)} < {cls.SIZE}")
        return cls(*struct.unpack_from("<QQ", data))

    @property
    def is_wrap_marker(self) -> bool:
        return self.payload_size == 0


Frame = _core.Frame
