#include "ipc/ring.h"

#include <string.h>

Status ring_reader_init(RingReader *reader, Oieb *shared, u8 *payload, u64 payload_bytes,
                        OsSem *space, u64 frames_held_max) {
    *reader = (RingReader){.shared = shared,
                           .payload = payload,
                           .payload_bytes = payload_bytes,
                           .space = space,
                           .expected = 1};
    // A frame may bring a tail with it.
    return ledger_init(&reader->ledger, 2 * frames_held_max);
}

void ring_reader_deinit(RingReader *reader) {
    ledger_deinit(&reader->ledger);
}

static void credit_give(RingReader *reader, LedgerCredit credit) {
    if (credit.bytes == 0) return;
    // Pairs with the writer's load of the free bytes: our last look at the frames came before.
    atomic_u64_add_acq_rel(&reader->shared->payload_free_bytes, credit.bytes);
    for (u64 i = 0; i < credit.frame_count; i++) os_sem_post(reader->space);
}

static FrameHeader header_copy(const RingReader *reader, u64 at) {
    FrameHeader header;
    memcpy(&header, reader->payload + at, sizeof(header));
    // The peer may change it after our checks: no compiler may read it a second time.
    atomic_signal_fence(memory_order_acq_rel);
    return header;
}

// Our position stands, unless the writer rebased the ring, which only an empty one allows (5.9).
static bool position_check(const RingReader *reader, u64 *position) {
    u64 shared = atomic_u64_load_relaxed(&reader->shared->read_position);
    // A branch and not a choice of values: the frame is fetched meanwhile.
    if (LIKELY(shared == *position)) return true;
    *position = 0;
    return shared == 0 && ledger_held(&reader->ledger) == 0;
}

RingResult ring_reader_take(RingReader *reader, RingFrame *frame) {
    if (!ledger_has_room(&reader->ledger)) return RING_TOO_MANY;
    u64 start = reader->position;
    if (!position_check(reader, &start)) return RING_BAD_BUFFER;

    u64 at = start;
    FrameHeader header = {0};
    bool is_wrapped =
        reader->payload_bytes - start < FRAME_HEADER_BYTES;  // no room for a marker: none is there
    bool is_marked = false;
    if (!is_wrapped) {
        header = header_copy(reader, start);
        if (header.size == 0) {
            if (start == 0 || header.sequence != 0) return RING_BAD_SIZE;
            is_wrapped = is_marked = true;
        }
    }
    if (is_wrapped) {
        at = 0;
        header = header_copy(reader, 0);
        if (header.size == 0) return RING_BAD_SIZE;
    }
    if (header.sequence != reader->expected) {
        reader->got = header.sequence;
        return RING_BAD_SEQUENCE;
    }
    if (header.size > reader->payload_bytes - at - FRAME_HEADER_BYTES) return RING_BAD_BUFFER;

    // From here on the frame is good and the reader moves.
    u64 total = FRAME_HEADER_BYTES + header.size;
    u64 end = at + total;
    reader->position = end == reader->payload_bytes ? 0 : end;
    reader->count += is_marked ? 2 : 1;
    reader->expected++;
    // The count before the position: a writer that finds both positions equal then finds the
    // counts equal too.
    atomic_u64_store_relaxed(&reader->shared->read_count, reader->count);
    atomic_u64_store_release(&reader->shared->read_position, reader->position);
    if (is_wrapped)
        credit_give(reader, ledger_push_tail(&reader->ledger, reader->payload_bytes - start));
    *frame = (RingFrame){.data = reader->payload + at + FRAME_HEADER_BYTES,
                         .size = header.size,
                         .sequence = header.sequence,
                         .ticket = ledger_push_frame(&reader->ledger, total)};
    return RING_OK;
}

void ring_reader_release(RingReader *reader, u64 ticket) {
    credit_give(reader, ledger_release(&reader->ledger, ticket));
}
