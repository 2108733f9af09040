#include "ipc/ipc_writer_priv.h"
#include "ipc/ring.h"
#include "ipc/segment.h"
#include "ipc/waiter.h"
#include "krait/ipc.h"
#include "os/proc_alive.h"

#include <stdlib.h>

enum { FRAMES_HELD_DEFAULT = 4096, TOKEN_BACKLOG = 64, TOKEN_BATCH = 16, FRAME_LINES = 4 };
static_assert(FRAME_LINES + RING_WRITER_LINES <= WAITER_LINES_MAX, "the waiter has room");

struct KrReader {
    Segment segment;
    RingReader ring;
    Waiter waiter;  // for a frame
    AtomicU64 frame_count, byte_count;
    KrIpcStatus broken;    // KR_IPC_OK, or the error that every later read repeats
    u32 token_count;       // taken for the next frames
    bool is_cancelled;     // noticed and not yet told
    bool has_seen_writer;  // there was one at some time
    AtomicU32 is_closed;
    const KrWriter *answers;  // borrowed, or NULL: see kr_reader_answer_with
    u32 token_debt;           // tokens to come that stand for no frame: see token_try
};

KrIpcStatus kr_reader_create(const char *name, const KrIpcConfig *config, KrReader **reader) {
    static const KrIpcConfig defaults = {0};
    if (!config) config = &defaults;
    u64 held_max = config->frames_held_max ? config->frames_held_max : FRAMES_HELD_DEFAULT;
    if (held_max > KR_IPC_FRAMES_HELD_MAX_LIMIT) return KR_IPC_INVALID;
    KrReader *made = calloc(1, sizeof(*made));
    if (!made) return KR_IPC_NO_MEMORY;

    KrIpcStatus result = segment_create(name, config, &made->segment);
    if (result == KR_IPC_OK) {
        Segment *segment = &made->segment;
        Status status =
            ring_reader_init(&made->ring, segment_oieb(segment), segment_payload(segment),
                             segment->payload_bytes, segment->space, held_max);
        if (status != STATUS_OK) {
            segment_remove(segment);
            segment_close(segment);
            result = segment_status(status);
        }
    }
    if (result != KR_IPC_OK) {
        free(made);
        return result;
    }
    made->waiter = (Waiter){.sem = made->segment.data,
                            .spin_us = config->spin_us,
                            .on_pause = config->on_pause,
                            .context = config->context};
    *reader = made;
    return KR_IPC_OK;
}

// Takes a token that stands for a frame. A cancel adds a token that stands for none; tokens are
// all alike, so one is dropped for each cancel noticed, whichever it is. A cancel is counted
// before its token is posted: no token of an unnoticed cancel is taken for a frame.
static bool token_is_ours(KrReader *reader) {
    if (atomic_u32_load_acquire(&reader->waiter.cancel_count) != 0) {
        reader->token_debt += atomic_u32_swap_acq_rel(&reader->waiter.cancel_count, 0);
        reader->is_cancelled = true;
    }
    if (reader->token_debt == 0) return true;
    reader->token_debt--;
    return false;
}

static bool token_try(KrReader *reader) {
    if (reader->token_count > 0) return true;
    OsSem *data = reader->segment.data;
    while (reader->token_count == 0 && os_sem_try(data))
        reader->token_count += token_is_ours(reader);
    // Where frames pile up, some more tokens are taken while the semaphore's line is here: the
    // writer then posts to it undisturbed for a while.
    if (reader->token_count == 1 && os_sem_value(data) >= TOKEN_BACKLOG) {
        while (reader->token_count < TOKEN_BATCH && os_sem_try(data)) {
            reader->token_count += token_is_ours(reader);
        }
    }
    return reader->token_count > 0;
}

// KR_IPC_OK: it may still write. What it sent before it went is looked for once more.
static KrIpcStatus writer_check(KrReader *reader) {
    // Pairs with the writer's close: its last token came before.
    u64 writer = atomic_u64_load_acquire(&reader->ring.shared->writer_pid);
    if (writer != 0) reader->has_seen_writer = true;
    bool is_gone =
        writer != 0 ? !os_proc_is_alive(writer) : reader->has_seen_writer || reader->ring.count > 0;
    return is_gone && !token_try(reader) ? KR_IPC_WRITER_DEAD : KR_IPC_OK;
}

static KrIpcStatus reader_check(const KrReader *reader) {
    if (segment_is_forked(&reader->segment)) return KR_IPC_FORKED;
    if (atomic_u32_load_relaxed(&reader->is_closed)) return KR_IPC_CLOSED;
    return reader->broken;
}

void kr_reader_answer_with(KrReader *reader, const KrWriter *writer) {
    reader->answers = writer;
}

static void lines_note(KrReader *reader) {
    const u8 *next = reader->ring.payload + reader->ring.position;
    Waiter *waiter = &reader->waiter;
    waiter->lines[0] = reader->ring.shared;
    waiter->lines[1] = &reader->ring.shared->written_count;
    waiter->lines[2] = next;
    waiter->lines[3] = next + CACHE_LINE_BYTES;
    waiter->line_count = FRAME_LINES;
    if (!reader->answers) return;
    ring_writer_lines(ipc_writer_ring(reader->answers), waiter->lines + FRAME_LINES);
    waiter->line_count += RING_WRITER_LINES;
}

KrIpcStatus kr_reader_wait(KrReader *reader, int64_t timeout_us) {
    KrIpcStatus result = reader_check(reader);
    if (result != KR_IPC_OK || token_try(reader)) return result;
    if (reader->waiter.spin_us > 0) lines_note(reader);
    u64 deadline_ns = waiter_deadline(timeout_us);
    for (bool is_first = true;; is_first = false) {
        WaiterResult waited = WAITER_SLICE;
        if (!reader->is_cancelled) waited = waiter_wait(&reader->waiter, deadline_ns, is_first);
        if (waited == WAITER_TOKEN) reader->token_count += token_is_ours(reader);
        if (reader->token_count > 0) return KR_IPC_OK;
        if (reader->is_cancelled) {
            reader->is_cancelled = false;
            return KR_IPC_CANCELLED;
        }
        if (waited == WAITER_INTERRUPTED) return KR_IPC_INTERRUPTED;
        if (waited == WAITER_TOKEN) continue;
        result = writer_check(reader);
        if (result != KR_IPC_OK || reader->token_count > 0) return result;
        if (waited == WAITER_TIMEOUT) return KR_IPC_TIMEOUT;
    }
}

static KrIpcStatus ring_status(RingResult result) {
    switch (result) {
    case RING_OK: return KR_IPC_OK;
    case RING_FULL: return KR_IPC_FULL;
    case RING_TOO_MANY: return KR_IPC_TOO_MANY_HELD;
    case RING_BAD_SIZE: return KR_IPC_BAD_SIZE;
    case RING_BAD_SEQUENCE: return KR_IPC_BAD_SEQUENCE;
    case RING_BAD_BUFFER: return KR_IPC_BAD_BUFFER;
    }
    return KR_IPC_BAD_BUFFER;
}

static KrIpcStatus frame_take(KrReader *reader, KrFrame *frame) {
    RingFrame taken;
    KrIpcStatus result = ring_status(ring_reader_take(&reader->ring, &taken));
    if (result == KR_IPC_TOO_MANY_HELD) return result;  // the token stays for the next attempt
    reader->token_count--;
    reader->waiter.streak++;
    if (result != KR_IPC_OK) {
        reader->broken = result;
        return result;
    }
    // Only this thread adds, so no atomic addition is needed.
    atomic_u64_store_relaxed(&reader->frame_count,
                             atomic_u64_load_relaxed(&reader->frame_count) + 1);
    atomic_u64_store_relaxed(&reader->byte_count,
                             atomic_u64_load_relaxed(&reader->byte_count) + taken.size);
    *frame = (KrFrame){
        .data = taken.data, .size = taken.size, .sequence = taken.sequence, .ticket = taken.ticket};
    return KR_IPC_OK;
}

KrIpcStatus kr_reader_poll(KrReader *reader, KrFrame *frame) {
    KrIpcStatus result = reader_check(reader);
    if (result != KR_IPC_OK) return result;
    return token_try(reader) ? frame_take(reader, frame) : KR_IPC_TIMEOUT;
}

KrIpcStatus kr_reader_read(KrReader *reader, int64_t timeout_us, KrFrame *frame) {
    KrIpcStatus result = kr_reader_wait(reader, timeout_us);
    return result == KR_IPC_OK ? frame_take(reader, frame) : result;
}

void kr_reader_release(KrReader *reader, const KrFrame *frame) {
    // After close too: the mapping stays until free, and a writer of it is told about the close in
    // another way.
    if (!segment_is_forked(&reader->segment)) ring_reader_release(&reader->ring, frame->ticket);
}

KrIpcStatus kr_reader_metadata(KrReader *reader, const void **data, uint64_t *size) {
    if (segment_is_forked(&reader->segment)) return KR_IPC_FORKED;
    if (atomic_u32_load_relaxed(&reader->is_closed)) return KR_IPC_CLOSED;
    const Segment *segment = &reader->segment;
    u64 written = atomic_u64_load_acquire(&reader->ring.shared->metadata_written_bytes);
    if (written == 0) return KR_IPC_NOT_FOUND;
    if (written < METADATA_HEADER_BYTES || written > segment->metadata_bytes)
        return KR_IPC_BAD_BUFFER;
    const AtomicU64 *length = (const AtomicU64 *)(const void *)segment_metadata(segment);
    u64 content_bytes = atomic_u64_load_relaxed(length);
    if (content_bytes == 0 || content_bytes > written - METADATA_HEADER_BYTES)
        return KR_IPC_BAD_BUFFER;
    *data = segment_metadata(segment) + METADATA_HEADER_BYTES;
    *size = content_bytes;
    return KR_IPC_OK;
}

int kr_reader_writer_connected(KrReader *reader) {
    if (segment_is_forked(&reader->segment)) return 0;
    return os_proc_is_alive(atomic_u64_load_acquire(&reader->ring.shared->writer_pid));
}

void kr_reader_cancel(KrReader *reader) {
    if (!segment_is_forked(&reader->segment)) waiter_cancel(&reader->waiter);
}

KrIpcTotals kr_reader_totals(const KrReader *reader) {
    return (KrIpcTotals){.frames = atomic_u64_load_relaxed(&reader->frame_count),
                         .bytes = atomic_u64_load_relaxed(&reader->byte_count)};
}

void kr_reader_sequence_error(const KrReader *reader, uint64_t *expected, uint64_t *got) {
    *expected = reader->ring.expected;
    *got = reader->ring.got;
}

uint64_t kr_reader_payload_bytes(const KrReader *reader) {
    return reader->segment.payload_bytes;
}

void kr_reader_close(KrReader *reader) {
    if (segment_is_forked(&reader->segment)) return;
    if (atomic_u32_swap_acq_rel(&reader->is_closed, 1) == 0) segment_remove(&reader->segment);
}

void kr_reader_free(KrReader *reader) {
    if (!reader) return;
    kr_reader_close(reader);
    segment_close(&reader->segment);
    ring_reader_deinit(&reader->ring);
    free(reader);
}
