// ipc/layout.h — what lies where in the shared memory of one buffer (ZeroBuffer protocol 1).
//
//   offset       bytes  content
//   0            128    control block: Oieb
//   128          M      metadata block: u64 length, then the content
//   128 + M      P      ring of frames: 16-byte header (u64 size, u64 sequence), then the bytes;
// packed, unaligned
//
// M and P are multiples of 64. A frame never crosses the ring's end: a header of zeros (a marker)
// says that the next frame is at the start, and fewer than 16 bytes before the end say so too.
//
// Every field is written with atomics, because the peer, correct or not, may write at any time.
#pragma once

#include "base/atomic.h"

#include <assert.h>

enum {
    OIEB_BYTES = 128,
    OIEB_VERSION_MAJOR = 1,
    BLOCK_BYTES = 64,
    FRAME_HEADER_BYTES = 16,
    METADATA_HEADER_BYTES = 8,
};

typedef struct {
    AtomicU32 oieb_size;  // 128, stored last of all: before, the buffer is still being made
    u8 version[4];        // major, minor, patch, 0
    AtomicU64 metadata_bytes;
    AtomicU64 metadata_free_bytes;
    AtomicU64 metadata_written_bytes;  // the writer, once
    AtomicU64 payload_bytes;
    AtomicU64 payload_free_bytes;  // the writer subtracts, the reader adds
    AtomicU64 write_position;      // the writer
    AtomicU64 read_position;       // the reader; the writer, when it rebases an empty ring
    AtomicU64 written_count;       // the writer; frames and markers
    AtomicU64 read_count;          // the reader; the same
    AtomicU64 writer_pid;          // 0: none
    AtomicU64 reader_pid;          // 0: closed
    u64 reserved[4];               // 0
} Oieb;

typedef struct {
    u64 size, sequence;
} FrameHeader;

static_assert(sizeof(Oieb) == OIEB_BYTES, "the control block of the protocol");
static_assert(offsetof(Oieb, payload_free_bytes) == 40, "the control block of the protocol");
static_assert(offsetof(Oieb, written_count) == 64, "the control block of the protocol");
static_assert(offsetof(Oieb, reader_pid) == 88, "the control block of the protocol");
static_assert(sizeof(FrameHeader) == FRAME_HEADER_BYTES, "the frame header of the protocol");
