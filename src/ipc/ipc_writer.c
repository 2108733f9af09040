#include "ipc/ipc_writer_priv.h"
#include "ipc/ring.h"
#include "ipc/segment.h"
#include "ipc/waiter.h"
#include "krait/ipc.h"
#include "os/proc_alive.h"

#include <stdlib.h>
#include <string.h>

enum { DRAIN_MAX = 1 << 16 };

struct KrWriter {
    Segment segment;
    RingWriter ring;
    Waiter waiter;  // for space
    AtomicU64 frame_count, byte_count;
    AtomicU32 is_closed;
};

// One writer wins where two connect at the same time; a dead one is replaced.
static KrIpcStatus writer_claim(Oieb *shared) {
    u64 reader = atomic_u64_load_acquire(&shared->reader_pid);
    if (!os_proc_is_alive(reader)) return KR_IPC_READER_DEAD;
    u64 writer = atomic_u64_load_acquire(&shared->writer_pid);
    do {
        if (os_proc_is_alive(writer)) return KR_IPC_WRITER_EXISTS;
    } while (!atomic_u64_cas_acq_rel(&shared->writer_pid, &writer, os_proc_self()));
    return KR_IPC_OK;
}

KrIpcStatus kr_writer_connect(const char *name, const KrIpcConfig *config, KrWriter **writer) {
    static const KrIpcConfig defaults = {0};
    if (!config) config = &defaults;
    KrWriter *made = calloc(1, sizeof(*made));
    if (!made) return KR_IPC_NO_MEMORY;

    Segment *segment = &made->segment;
    KrIpcStatus result = segment_open(name, segment);
    if (result == KR_IPC_OK) {
        Oieb *shared = segment_oieb(segment);
        result = writer_claim(shared);
        if (result == KR_IPC_OK && !ring_writer_init(&made->ring, shared, segment_payload(segment),
                                                     segment->payload_bytes, segment->data)) {
            atomic_u64_store_release(&shared->writer_pid, 0);
            result = KR_IPC_BAD_BUFFER;
        }
        if (result != KR_IPC_OK) segment_close(segment);
    }
    if (result != KR_IPC_OK) {
        free(made);
        return result;
    }
    made->waiter = (Waiter){.sem = segment->space,
                            .spin_us = config->spin_us,
                            .on_pause = config->on_pause,
                            .context = config->context};
    *writer = made;
    return KR_IPC_OK;
}

static KrIpcStatus writer_check(const KrWriter *writer) {
    if (segment_is_forked(&writer->segment)) return KR_IPC_FORKED;
    return atomic_u32_load_relaxed(&writer->is_closed) ? KR_IPC_CLOSED : KR_IPC_OK;
}

// Good for who waits for answers; in a stream it only takes the lines from the reader too early.
static void lines_prefetch(const KrWriter *writer) {
    const void *lines[RING_WRITER_LINES];
    ring_writer_lines(&writer->ring, lines);
    for (usize i = 0; i < RING_WRITER_LINES; i++) atomic_prefetch(lines[i]);
}

const RingWriter *ipc_writer_ring(const KrWriter *writer) {
    return &writer->ring;
}

KrIpcStatus kr_writer_poll_reserve(KrWriter *writer, uint64_t size, void **data) {
    if (writer->waiter.spin_us > 0) lines_prefetch(writer);
    KrIpcStatus result = writer_check(writer);
    if (result != KR_IPC_OK) return result;
    if (size == 0) return KR_IPC_FRAME_EMPTY;
    if (atomic_u64_load_acquire(&writer->ring.shared->reader_pid) == 0) return KR_IPC_READER_DEAD;
    if (size > writer->ring.payload_bytes - FRAME_HEADER_BYTES) return KR_IPC_FRAME_TOO_LARGE;
    u8 *space = NULL;
    switch (ring_writer_reserve(&writer->ring, size, &space)) {
    case RING_OK: *data = space; return KR_IPC_OK;
    case RING_FULL: return KR_IPC_FULL;
    default: return KR_IPC_BAD_BUFFER;
    }
}

// Tokens of releases that nobody waited for; each would only wake us to look again.
static bool tokens_drain(const KrWriter *writer) {
    u32 count = 0;
    while (count < DRAIN_MAX && os_sem_try(writer->segment.space)) count++;
    return count > 0;
}

static bool is_reader_alive(const KrWriter *writer) {
    return os_proc_is_alive(atomic_u64_load_acquire(&writer->ring.shared->reader_pid));
}

KrIpcStatus kr_writer_reserve(KrWriter *writer, uint64_t size, int64_t timeout_us, void **data) {
    KrIpcStatus result = kr_writer_poll_reserve(writer, size, data);
    if (result != KR_IPC_FULL) return result;
    u64 deadline_ns = waiter_deadline(timeout_us);
    for (bool is_first = true;; is_first = false) {
        WaiterResult waited = WAITER_TOKEN;
        if (!tokens_drain(writer)) waited = waiter_wait(&writer->waiter, deadline_ns, is_first);
        if (atomic_u32_load_relaxed(&writer->waiter.cancel_count) != 0) {
            atomic_u32_store_relaxed(&writer->waiter.cancel_count, 0);
            return KR_IPC_CANCELLED;
        }
        if (waited == WAITER_INTERRUPTED) return KR_IPC_INTERRUPTED;
        result = kr_writer_poll_reserve(writer, size, data);
        if (result != KR_IPC_FULL) return result;
        // A reader that posts without end does not keep us past our time.
        bool is_late = waited == WAITER_TIMEOUT || os_sem_clock_ns() >= deadline_ns;
        if ((is_late || waited != WAITER_TOKEN) && !is_reader_alive(writer))
            return KR_IPC_READER_DEAD;
        if (is_late) return KR_IPC_FULL;
    }
}

KrIpcStatus kr_writer_commit(KrWriter *writer) {
    KrIpcStatus result = writer_check(writer);
    if (result != KR_IPC_OK) return result;
    if (!writer->ring.is_reserved) return KR_IPC_NOT_RESERVED;
    u64 size = writer->ring.reserved_size;
    ring_writer_commit(&writer->ring);
    writer->waiter.streak++;
    // Only this thread adds, so no atomic addition is needed.
    atomic_u64_store_relaxed(&writer->frame_count,
                             atomic_u64_load_relaxed(&writer->frame_count) + 1);
    atomic_u64_store_relaxed(&writer->byte_count,
                             atomic_u64_load_relaxed(&writer->byte_count) + size);
    return KR_IPC_OK;
}

KrIpcStatus kr_writer_write(KrWriter *writer, const void *data, uint64_t size, int64_t timeout_us) {
    void *space;
    KrIpcStatus result = kr_writer_reserve(writer, size, timeout_us, &space);
    if (result != KR_IPC_OK) return result;
    memcpy(space, data, (usize)size);
    return kr_writer_commit(writer);
}

uint64_t kr_writer_next_sequence(const KrWriter *writer) {
    return writer->ring.sequence;
}

KrIpcStatus kr_writer_set_metadata(KrWriter *writer, const void *data, uint64_t size) {
    KrIpcStatus result = writer_check(writer);
    if (result != KR_IPC_OK) return result;
    Oieb *shared = writer->ring.shared;
    u64 block_bytes = writer->segment.metadata_bytes;
    if (atomic_u64_load_acquire(&shared->metadata_written_bytes) != 0)
        return KR_IPC_METADATA_EXISTS;
    if (block_bytes < METADATA_HEADER_BYTES || size > block_bytes - METADATA_HEADER_BYTES ||
        size == 0) {
        return KR_IPC_METADATA_SIZE;
    }
    u8 *block = segment_metadata(&writer->segment);
    memcpy(block + METADATA_HEADER_BYTES, data, (usize)size);
    atomic_u64_store_relaxed((AtomicU64 *)(void *)block, size);
    u64 written = METADATA_HEADER_BYTES + size;
    atomic_u64_store_relaxed(&shared->metadata_free_bytes, block_bytes - written);
    // Whoever sees it written sees all of it.
    atomic_u64_store_release(&shared->metadata_written_bytes, written);
    return KR_IPC_OK;
}

int kr_writer_reader_connected(KrWriter *writer) {
    return writer_check(writer) == KR_IPC_OK && is_reader_alive(writer);
}

void kr_writer_cancel(KrWriter *writer) {
    if (!segment_is_forked(&writer->segment)) waiter_cancel(&writer->waiter);
}

KrIpcTotals kr_writer_totals(const KrWriter *writer) {
    return (KrIpcTotals){.frames = atomic_u64_load_relaxed(&writer->frame_count),
                         .bytes = atomic_u64_load_relaxed(&writer->byte_count)};
}

uint64_t kr_writer_payload_bytes(const KrWriter *writer) {
    return writer->segment.payload_bytes;
}

void kr_writer_close(KrWriter *writer) {
    if (segment_is_forked(&writer->segment)) return;
    if (atomic_u32_swap_acq_rel(&writer->is_closed, 1) != 0) return;
    u64 self = os_proc_self();
    // Pairs with the reader's look: our frames and tokens came before.
    atomic_u64_cas_acq_rel(&writer->ring.shared->writer_pid, &self, 0);
}

void kr_writer_free(KrWriter *writer) {
    if (!writer) return;
    kr_writer_close(writer);
    segment_close(&writer->segment);
    free(writer);
}
