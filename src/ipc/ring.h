// ipc/ring.h — the two ends of a ring: pure steps on shared memory, without waiting.
//
// Each end keeps its own state and trusts the shared copies for nothing but what the peer alone
// may say. A reader's step checks everything before it changes anything. A writer's reservation
// changes nothing shared: only the commit does.
#pragma once

#include "ipc/layout.h"
#include "ipc/ledger.h"
#include "os/sem.h"

typedef enum {
    RING_OK,
    RING_FULL,          // not enough space now
    RING_TOO_MANY,      // the ledger is full
    RING_BAD_SIZE,      // a frame of 0 bytes
    RING_BAD_SEQUENCE,  // see RingReader.got
    RING_BAD_BUFFER,    // impossible positions or sizes
} RingResult;

typedef struct {
    u8 *data;
    u64 size, sequence, ticket;
} RingFrame;

typedef struct {
    Oieb *shared;       // borrowed
    u8 *payload;        // borrowed
    u64 payload_bytes;  // as checked; the shared copy may change
    OsSem *space;       // borrowed; posted once per frame given back
    u64 position, count;
    u64 expected, got;  // sequence numbers; `got` after RING_BAD_SEQUENCE
    Ledger ledger;
} RingReader;

typedef struct {
    Oieb *shared;       // borrowed
    u8 *payload;        // borrowed
    u64 payload_bytes;  // as checked
    OsSem *data;        // borrowed; posted once per frame
    u64 position, count;
    u64 free_min;  // free bytes when last looked at, less what we took since: there may be more
    u64 surplus;   // markers that an earlier writer counted and nobody saw
    u64 sequence;  // of the next frame
    u64 reserved_size, reserved_at;
    bool is_reserved, is_wrapping, is_rebasing;
} RingWriter;

// The reader's end of a ring just made: everything at 0. The ledger needs deinit.
NODISCARD Status ring_reader_init(RingReader *reader, Oieb *shared, u8 *payload, u64 payload_bytes,
                                  OsSem *space, u64 frames_held_max);
void ring_reader_deinit(RingReader *reader);

// Takes the next frame; the caller has a token for it.
NODISCARD RingResult ring_reader_take(RingReader *reader, RingFrame *frame);
void ring_reader_release(RingReader *reader, u64 ticket);  // any thread

// The writer's end of a ring that may have been used. False: its positions are impossible.
NODISCARD bool ring_writer_init(RingWriter *writer, Oieb *shared, u8 *payload, u64 payload_bytes,
                                OsSem *data);

// size: 1 to payload_bytes - 16. RING_FULL cancels a reservation.
NODISCARD RingResult ring_writer_reserve(RingWriter *writer, u64 size, u8 **data);
void ring_writer_commit(RingWriter *writer);

// What the next commit writes and the reader wrote last: asked for together, these lines come
// together instead of one by one.
enum { RING_WRITER_LINES = 5 };
void ring_writer_lines(const RingWriter *writer, const void *lines[RING_WRITER_LINES]);
