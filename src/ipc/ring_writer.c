#include "ipc/ring.h"

#include "base/check.h"

#include <string.h>

bool ring_writer_init(RingWriter *writer, Oieb *shared, u8 *payload, u64 payload_bytes,
                      OsSem *data) {
    u64 position = atomic_u64_load_acquire(&shared->write_position);
    u64 free_bytes = atomic_u64_load_acquire(&shared->payload_free_bytes);
    if (position > payload_bytes || free_bytes > payload_bytes) return false;
    *writer = (RingWriter){.shared = shared,
                           .payload = payload,
                           .payload_bytes = payload_bytes,
                           .data = data,
                           .position = position == payload_bytes ? 0 : position,
                           .count = atomic_u64_load_relaxed(&shared->written_count),
                           .sequence = 1};
    bool is_idle = free_bytes == payload_bytes && os_sem_value(data) == 0;
    if (is_idle) writer->surplus = writer->count - atomic_u64_load_relaxed(&shared->read_count);
    return true;
}

static bool is_all_read(const RingWriter *writer) {
    return writer->count - atomic_u64_load_acquire(&writer->shared->read_count) == writer->surplus;
}

// Bytes between the reader's position and ours; a second opinion on the free bytes, which old
// peers change without atomics (protocol 14.1). False: the position is impossible.
static bool used_bytes(const RingWriter *writer, u64 *used) {
    // Pairs with the reader's store: its count is not older.
    u64 read = atomic_u64_load_acquire(&writer->shared->read_position);
    if (read > writer->payload_bytes) return false;
    if (read == writer->payload_bytes) read = 0;
    if (writer->position == read) {
        *used = is_all_read(writer) ? 0 : writer->payload_bytes;
    } else {
        *used = writer->position > read ? writer->position - read
                                        : writer->payload_bytes - (read - writer->position);
    }
    return true;
}

static void reservation_note(RingWriter *writer, u64 size, bool fits_here, bool can_wrap,
                             u8 **data) {
    writer->is_wrapping = can_wrap;
    writer->is_rebasing = !fits_here && !can_wrap;
    writer->reserved_at = fits_here ? writer->position : 0;
    writer->reserved_size = size;
    writer->is_reserved = true;
    *data = writer->payload + writer->reserved_at + FRAME_HEADER_BYTES;
}

void ring_writer_lines(const RingWriter *writer, const void *lines[RING_WRITER_LINES]) {
    const u8 *next = writer->payload + writer->position;
    lines[0] = writer->shared;
    lines[1] = &writer->shared->written_count;
    lines[2] = writer->data;
    lines[3] = next;
    lines[4] = next + CACHE_LINE_BYTES;
}

RingResult ring_writer_reserve(RingWriter *writer, u64 size, u8 **data) {
    u64 ring_bytes = writer->payload_bytes;
    CHECK(size > 0 && size <= ring_bytes - FRAME_HEADER_BYTES);
    writer->is_reserved = false;

    u64 total = FRAME_HEADER_BYTES + size;
    u64 tail = ring_bytes - writer->position;
    u64 rest = tail - total;  // behind the frame, if it is placed here
    // A rest of 1 to 15 bytes has no room for a marker and misleads other readers (protocol 5.8).
    // At the ring's start it cannot be avoided; then the next frame waits for an empty ring.
    bool fits_here =
        total <= tail && (rest == 0 || rest >= FRAME_HEADER_BYTES || writer->position == 0);
    bool can_wrap = !fits_here && tail >= FRAME_HEADER_BYTES && tail + total <= ring_bytes;

    u64 need = fits_here ? total : tail + total;
    if ((fits_here || can_wrap) && need <= writer->free_min) {
        // The reader only adds: its lines need not be fetched to know enough.
        reservation_note(writer, size, fits_here, can_wrap, data);
        return RING_OK;
    }
    // Pairs with the reader's credit: it is done with the bytes that we are about to overwrite.
    u64 free_bytes = atomic_u64_load_acquire(&writer->shared->payload_free_bytes);
    if (free_bytes > ring_bytes) return RING_BAD_BUFFER;
    if (fits_here || can_wrap) {
        u64 used;
        if (!used_bytes(writer, &used)) return RING_BAD_BUFFER;
        writer->free_min = free_bytes < ring_bytes - used ? free_bytes : ring_bytes - used;
        if (need > writer->free_min) return RING_FULL;
    } else if (free_bytes != ring_bytes || os_sem_value(writer->data) != 0 ||
               !is_all_read(writer)) {
        return RING_FULL;
    }

    if (!fits_here && !can_wrap) writer->free_min = free_bytes;
    reservation_note(writer, size, fits_here, can_wrap, data);
    return RING_OK;
}

static void wrap(RingWriter *writer) {
    u64 tail = writer->payload_bytes - writer->position;
    writer->free_min -= tail;
    memset(writer->payload + writer->position, 0, FRAME_HEADER_BYTES);
    atomic_u64_store_relaxed(&writer->shared->written_count, ++writer->count);
    atomic_u64_add_acq_rel(&writer->shared->payload_free_bytes, 0 - tail);
    atomic_u64_store_relaxed(&writer->shared->write_position, 0);
}

// The ring is empty and the reader waits for a token, so nobody else touches its position
// (protocol 5.9).
static void rebase(RingWriter *writer) {
    atomic_u64_store_relaxed(&writer->shared->read_position, 0);
    atomic_u64_store_relaxed(&writer->shared->write_position, 0);
}

void ring_writer_commit(RingWriter *writer) {
    CHECK(writer->is_reserved);
    if (writer->is_wrapping) wrap(writer);
    if (writer->is_rebasing) rebase(writer);

    FrameHeader header = {.size = writer->reserved_size, .sequence = writer->sequence++};
    memcpy(writer->payload + writer->reserved_at, &header, sizeof(header));
    u64 total = FRAME_HEADER_BYTES + header.size;
    writer->free_min -= total;
    u64 end = writer->reserved_at + total;
    writer->position = end == writer->payload_bytes ? 0 : end;
    writer->is_reserved = false;
    atomic_u64_store_relaxed(&writer->shared->write_position, writer->position);
    atomic_u64_add_acq_rel(&writer->shared->payload_free_bytes, 0 - total);
    atomic_u64_store_release(&writer->shared->written_count, ++writer->count);
    // Pairs with the reader's wait: with the token it sees the frame and all of the above.
    os_sem_post(writer->data);
}
