// Hostile shared memory: the input says what both ends do and what the peer writes into the ring
// meanwhile. The payload is as large as the ring and no larger, so the address sanitizer sees every
// step outside it.
#include "ipc/ring.h"

#include "base/check.h"

#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const u8 *data, usize size);

enum { HELD_MAX = 8 };

typedef struct {
    const u8 *data;
    usize size, at;
} Input;

static u64 input_take(Input *input, usize bytes) {
    u64 value = 0;
    for (usize i = 0; i < bytes; i++) {
        value = value << 8 | (input->at < input->size ? input->data[input->at++] : 0);
    }
    return value;
}

// A value near a border more often than not.
static u64 value_take(Input *input, u64 ring_bytes) {
    switch (input_take(input, 1) % 6) {
    case 0: return input_take(input, 8);
    case 1: return ring_bytes - input_take(input, 1) % 32;
    case 2: return input_take(input, 1);
    case 3: return (u64)0 - input_take(input, 1);
    case 4: return ring_bytes + input_take(input, 1) % 32;
    default: return input_take(input, 2) % (ring_bytes + 1);
    }
}

typedef struct {
    Oieb *oieb;
    u8 *payload;
    u64 ring_bytes;
    sem_t tokens, space;
    RingReader reader;
    RingWriter writer;
    RingFrame held[HELD_MAX];
    usize held_count;
} Play;

static void frame_touch(const Play *play, const RingFrame *frame) {
    CHECK(frame->size > 0 && frame->size <= play->ring_bytes - FRAME_HEADER_BYTES);
    CHECK(frame->data >= play->payload + FRAME_HEADER_BYTES);
    CHECK(frame->data + frame->size <= play->payload + play->ring_bytes);
    frame->data[0] ^= 1;
    frame->data[frame->size - 1] ^= 1;
}

static void step(Play *play, Input *input) {
    RingFrame frame;
    u8 *space;
    u64 ring_bytes = play->ring_bytes;
    switch (input_take(input, 1) % 8) {
    case 0:
    case 1: {
        u64 size = 1 + value_take(input, ring_bytes) % (ring_bytes - FRAME_HEADER_BYTES);
        if (ring_writer_reserve(&play->writer, size, &space) != RING_OK) return;
        CHECK(space >= play->payload && space + size <= play->payload + ring_bytes);
        memset(space, (int)(size & 255), size);
        ring_writer_commit(&play->writer);
        return;
    }
    case 2:
    case 3:
        if (play->held_count == HELD_MAX || ring_reader_take(&play->reader, &frame) != RING_OK)
            return;
        sem_trywait(&play->tokens);
        frame_touch(play, &frame);
        play->held[play->held_count++] = frame;
        return;
    case 4:
        if (play->held_count == 0) return;
        u64 index = input_take(input, 1) % play->held_count;
        frame_touch(play, &play->held[index]);
        ring_reader_release(&play->reader, play->held[index].ticket);
        play->held[index] = play->held[--play->held_count];
        return;
    case 5: {
        // The peer writes any field of the control block.
        AtomicU64 *fields = &play->oieb->metadata_bytes;
        atomic_u64_store_relaxed(&fields[input_take(input, 1) % 11], value_take(input, ring_bytes));
        return;
    }
    case 6: {
        // The peer writes a header anywhere.
        u64 at = value_take(input, ring_bytes) % (ring_bytes - FRAME_HEADER_BYTES + 1);
        FrameHeader header = {.size = value_take(input, ring_bytes),
                              .sequence = play->reader.expected};
        if (input_take(input, 1) % 4 == 0) header.sequence = value_take(input, ring_bytes);
        if (input_take(input, 1) % 2)
            at = play->reader.position % (ring_bytes - FRAME_HEADER_BYTES + 1);
        memcpy(play->payload + at, &header, sizeof(header));
        return;
    }
    default: ring_reader_release(&play->reader, value_take(input, ring_bytes)); return;
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, usize size) {
    Input input = {.data = data, .size = size};
    Play play = {.ring_bytes = 64 * (1 + input_take(&input, 1) % 16)};
    play.oieb = aligned_alloc(64, sizeof(Oieb));
    play.payload = malloc(play.ring_bytes);
    CHECK(play.oieb && play.payload);
    memset(play.oieb, 0, sizeof(Oieb));
    memset(play.payload, 0, play.ring_bytes);
    atomic_u64_store_relaxed(&play.oieb->payload_free_bytes, play.ring_bytes);
    sem_init(&play.tokens, 0, 0);
    sem_init(&play.space, 0, 0);
    OsSem *tokens = (OsSem *)(void *)&play.tokens, *space = (OsSem *)(void *)&play.space;
    CHECK(ring_reader_init(&play.reader, play.oieb, play.payload, play.ring_bytes, space, 4) ==
          STATUS_OK);
    CHECK(ring_writer_init(&play.writer, play.oieb, play.payload, play.ring_bytes, tokens));
    while (input.at < input.size) step(&play, &input);
    ring_reader_deinit(&play.reader);
    free(play.payload);
    free(play.oieb);
    return 0;
}
