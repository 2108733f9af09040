// The ring's steps on plain memory, both ends in one thread: every border of the protocol's
// chapter 5.
#include "ipc/ring.h"
#include "tests/unit/test.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

enum { RING_BYTES_MAX = 10240 };

typedef struct {
    Oieb oieb;
    alignas(64) u8 payload[RING_BYTES_MAX];
    sem_t data, space;
    RingReader reader;
    RingWriter writer;
} Fixture;

static Fixture *fixture_new(u64 payload_bytes) {
    Fixture *fixture = aligned_alloc(64, (sizeof(Fixture) + 63) / 64 * 64);
    memset(fixture, 0, sizeof(*fixture));
    sem_init(&fixture->data, 0, 0);
    sem_init(&fixture->space, 0, 0);
    atomic_u64_store_relaxed(&fixture->oieb.payload_free_bytes, payload_bytes);
    OsSem *data = (OsSem *)(void *)&fixture->data, *space = (OsSem *)(void *)&fixture->space;
    assert_int_equal(ring_reader_init(&fixture->reader, &fixture->oieb, fixture->payload,
                                      payload_bytes, space, 64),
                     STATUS_OK);
    assert_true(
        ring_writer_init(&fixture->writer, &fixture->oieb, fixture->payload, payload_bytes, data));
    return fixture;
}

static void fixture_free(Fixture *fixture) {
    ring_reader_deinit(&fixture->reader);
    free(fixture);
}

static u8 pattern(u64 sequence, u64 index) {
    return (u8)(sequence * 31 + index * 7 + (index >> 8));
}

static RingResult frame_write(Fixture *fixture, u64 size) {
    u8 *data;
    RingResult result = ring_writer_reserve(&fixture->writer, size, &data);
    if (result != RING_OK) return result;
    u64 sequence = fixture->writer.sequence;
    for (u64 i = 0; i < size; i++) data[i] = pattern(sequence, i);
    ring_writer_commit(&fixture->writer);
    return RING_OK;
}

static RingResult frame_read(Fixture *fixture, RingFrame *frame) {
    if (sem_trywait(&fixture->data) != 0) return RING_FULL;
    return ring_reader_take(&fixture->reader, frame);
}

static void frame_verify(const RingFrame *frame, u64 size, u64 sequence) {
    assert_int_equal(frame->size, size);
    assert_int_equal(frame->sequence, sequence);
    for (u64 i = 0; i < size; i++) {
        if (frame->data[i] != pattern(sequence, i))
            fail_msg("byte %zu of frame %zu", (usize)i, (usize)sequence);
    }
}

static void frame_pass(Fixture *fixture, u64 size, u64 sequence) {
    RingFrame frame;
    assert_int_equal(frame_write(fixture, size), RING_OK);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    frame_verify(&frame, size, sequence);
    ring_reader_release(&fixture->reader, frame.ticket);
}

static void assert_state(Fixture *fixture, u64 free_bytes, u64 write, u64 read, u64 written_count,
                         u64 read_count) {
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.payload_free_bytes), free_bytes);
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.write_position), write);
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.read_position), read);
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.written_count), written_count);
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.read_count), read_count);
}

TEST(ring_follows_the_worked_trace_of_the_protocol) {
    Fixture *fixture = fixture_new(10240);
    RingFrame frame;
    assert_state(fixture, 10240, 0, 0, 0, 0);
    assert_int_equal(frame_write(fixture, 6000), RING_OK);
    assert_state(fixture, 4224, 6016, 0, 1, 0);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    ring_reader_release(&fixture->reader, frame.ticket);
    assert_state(fixture, 10240, 6016, 6016, 1, 1);
    assert_int_equal(frame_write(fixture, 5000), RING_OK);
    assert_state(fixture, 1000, 5016, 6016, 3, 1);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    frame_verify(&frame, 5000, 2);
    assert_state(fixture, 5224, 5016, 5016, 3, 3);
    ring_reader_release(&fixture->reader, frame.ticket);
    assert_state(fixture, 10240, 5016, 5016, 3, 3);
    fixture_free(fixture);
}

TEST(ring_exact_fill_stores_position_0_and_blocks_until_released) {
    Fixture *fixture = fixture_new(10240);
    RingFrame frame;
    assert_int_equal(frame_write(fixture, 10224), RING_OK);
    assert_state(fixture, 0, 0, 0, 1, 0);
    assert_int_equal(frame_write(fixture, 1), RING_FULL);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    frame_verify(&frame, 10224, 1);
    assert_int_equal(frame_write(fixture, 1), RING_FULL);
    ring_reader_release(&fixture->reader, frame.ticket);
    assert_state(fixture, 10240, 0, 0, 1, 1);
    frame_pass(fixture, 1, 2);
    frame_pass(fixture, 10224, 3);  // only an empty ring, rebased, has room
    fixture_free(fixture);
}

TEST(ring_rebases_when_it_is_empty_and_nothing_else_helps) {
    Fixture *fixture = fixture_new(10240);
    RingFrame frame;
    assert_int_equal(frame_write(fixture, 6144), RING_OK);
    assert_int_equal(frame_write(fixture, 7168), RING_FULL);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    assert_int_equal(frame_write(fixture, 7168), RING_FULL);  // held still
    ring_reader_release(&fixture->reader, frame.ticket);
    frame_pass(fixture, 7168, 2);
    assert_state(fixture, 10240, 7184, 7184, 2, 2);
    fixture_free(fixture);
}

// From every position, frames of every size: none is refused on an empty ring, all arrive, and no
// rest of 1 to 15 bytes is ever passed by without a rebase.
TEST(ring_wraps_on_every_offset) {
    for (u64 first = 1; first <= 240; first++) {
        for (u64 second = 1; second <= 240; second++) {
            Fixture *fixture = fixture_new(256);
            frame_pass(fixture, first, 1);
            frame_pass(fixture, second, 2);
            u64 rest = 256 - fixture->writer.position;
            frame_pass(fixture, 1, 3);
            if (rest < 16) assert_int_equal(fixture->writer.position, 17);
            frame_pass(fixture, 240, 4);
            u64 free_bytes = atomic_u64_load_relaxed(&fixture->oieb.payload_free_bytes);
            assert_int_equal(free_bytes, 256);
            fixture_free(fixture);
        }
    }
}

TEST(ring_credits_releases_in_ring_order) {
    Fixture *fixture = fixture_new(1024);
    RingFrame frames[3];
    for (u64 i = 0; i < 3; i++) {
        assert_int_equal(frame_write(fixture, 100), RING_OK);
        assert_int_equal(frame_read(fixture, &frames[i]), RING_OK);
    }
    u64 unreleased = 1024 - 3 * 116;
    ring_reader_release(&fixture->reader, frames[2].ticket);
    ring_reader_release(&fixture->reader, frames[1].ticket);
    ring_reader_release(&fixture->reader, frames[1].ticket);  // twice is nothing
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.payload_free_bytes), unreleased);
    int posted;
    sem_getvalue(&fixture->space, &posted);
    assert_int_equal(posted, 0);
    ring_reader_release(&fixture->reader, frames[0].ticket);
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.payload_free_bytes), 1024);
    sem_getvalue(&fixture->space, &posted);
    assert_int_equal(posted, 3);
    fixture_free(fixture);
}

TEST(ring_tail_waits_for_the_frame_held_before_it) {
    Fixture *fixture = fixture_new(1024);
    RingFrame held, frame;
    assert_int_equal(frame_write(fixture, 300), RING_OK);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    assert_int_equal(frame_write(fixture, 484), RING_OK);  // to 816; a tail of 208 remains
    assert_int_equal(frame_read(fixture, &held), RING_OK);
    ring_reader_release(&fixture->reader, frame.ticket);
    assert_int_equal(frame_write(fixture, 250), RING_OK);  // wraps
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.payload_free_bytes),
                     1024 - 500 - 208 - 266);
    ring_reader_release(&fixture->reader, frame.ticket);
    frame_verify(&held, 484, 2);
    ring_reader_release(&fixture->reader, held.ticket);
    assert_int_equal(atomic_u64_load_relaxed(&fixture->oieb.payload_free_bytes), 1024);
    fixture_free(fixture);
}

TEST(ring_refuses_more_frames_than_the_ledger_holds_and_keeps_them) {
    Fixture *fixture = fixture_new(10240);
    RingFrame first = {0}, frame;
    u64 held = 0;
    for (;; held++) {
        assert_int_equal(frame_write(fixture, 1), RING_OK);
        RingResult result = frame_read(fixture, &frame);
        if (result == RING_TOO_MANY) break;
        assert_int_equal(result, RING_OK);
        if (held == 0) first = frame;
    }
    assert_true(held >= 64);
    ring_reader_release(&fixture->reader, first.ticket);
    assert_int_equal(ring_reader_take(&fixture->reader, &frame), RING_OK);
    assert_int_equal(frame.sequence, held + 1);
    fixture_free(fixture);
}

static void header_write(Fixture *fixture, u64 at, u64 size, u64 sequence) {
    FrameHeader header = {.size = size, .sequence = sequence};
    memcpy(fixture->payload + at, &header, sizeof(header));
}

TEST(ring_reader_rejects_nonsense_and_moves_nothing) {
    static const struct {
        u64 size, sequence;
        RingResult result;
    } cases[] = {
        {0, 2, RING_BAD_SIZE},
        {100, 3, RING_BAD_SEQUENCE},
        {1024 - 116 - 15, 2, RING_BAD_BUFFER},
        {UINT64_MAX, 2, RING_BAD_BUFFER},
        {UINT64_MAX - 15, 2, RING_BAD_BUFFER},
        {0, 0, RING_BAD_SEQUENCE},
    };
    for (usize i = 0; i < COUNT_OF(cases); i++) {
        Fixture *fixture = fixture_new(1024);
        RingFrame frame;
        frame_pass(fixture, 100, 1);
        assert_int_equal(frame_write(fixture, 100), RING_OK);
        header_write(fixture, 116, cases[i].size, cases[i].sequence);
        assert_int_equal(frame_read(fixture, &frame), cases[i].result);
        assert_state(fixture, 1024 - 116, 232, 116, 2, 1);
        fixture_free(fixture);
    }
}

TEST(ring_reader_rejects_a_marker_at_the_start) {
    Fixture *fixture = fixture_new(1024);
    RingFrame frame;
    assert_int_equal(frame_write(fixture, 100), RING_OK);
    header_write(fixture, 0, 0, 0);
    assert_int_equal(frame_read(fixture, &frame), RING_BAD_SIZE);
    assert_state(fixture, 1024 - 116, 116, 0, 1, 0);
    fixture_free(fixture);
}

TEST(ring_reader_takes_an_unmarked_wrap_and_position_at_the_end) {
    // As upstream writers leave it: 8 bytes rest, no marker, a surplus in the count.
    Fixture *fixture = fixture_new(1024);
    RingFrame frame;
    header_write(fixture, 0, 1000, 1);
    atomic_u64_store_relaxed(&fixture->oieb.payload_free_bytes, 8);
    sem_post(&fixture->data);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    ring_reader_release(&fixture->reader, frame.ticket);
    header_write(fixture, 0, 500, 2);
    atomic_u64_store_relaxed(&fixture->oieb.payload_free_bytes, 1024 - 8 - 516);
    sem_post(&fixture->data);
    assert_int_equal(frame_read(fixture, &frame), RING_OK);
    ring_reader_release(&fixture->reader, frame.ticket);
    assert_state(fixture, 1024, 0, 516, 0, 2);
    fixture_free(fixture);
}

TEST(ring_reader_rejects_a_position_that_nobody_set) {
    static const u64 positions[] = {1, 117, 1024, 1025, UINT64_MAX, 0};
    for (usize i = 0; i < COUNT_OF(positions); i++) {
        Fixture *fixture = fixture_new(1024);
        RingFrame held, frame;
        assert_int_equal(frame_write(fixture, 100), RING_OK);
        assert_int_equal(frame_read(fixture, &held), RING_OK);
        assert_int_equal(frame_write(fixture, 100), RING_OK);
        atomic_u64_store_relaxed(&fixture->oieb.read_position, positions[i]);
        assert_int_equal(frame_read(fixture, &frame), RING_BAD_BUFFER);
        fixture_free(fixture);
    }
}

TEST(ring_writer_refuses_impossible_shared_values) {
    Fixture *fixture = fixture_new(1024);
    u8 *data;
    atomic_u64_store_relaxed(&fixture->oieb.payload_free_bytes, 1025);
    assert_int_equal(ring_writer_reserve(&fixture->writer, 1, &data), RING_BAD_BUFFER);
    atomic_u64_store_relaxed(&fixture->oieb.payload_free_bytes, 1024);
    atomic_u64_store_relaxed(&fixture->oieb.read_position, 1025);
    assert_int_equal(ring_writer_reserve(&fixture->writer, 1, &data), RING_BAD_BUFFER);
    atomic_u64_store_relaxed(&fixture->oieb.write_position, 1025);
    RingWriter other;
    OsSem *sem = (OsSem *)(void *)&fixture->data;
    assert_false(ring_writer_init(&other, &fixture->oieb, fixture->payload, 1024, sem));
    fixture_free(fixture);
}

TEST(ring_writer_trusts_positions_over_inflated_free_bytes) {
    // An old reader's lost update (protocol 14.1) may not make us overwrite frames.
    Fixture *fixture = fixture_new(1024);
    for (u64 i = 0; i < 8; i++) assert_int_equal(frame_write(fixture, 100), RING_OK);
    atomic_u64_store_relaxed(&fixture->oieb.payload_free_bytes, 1000);
    assert_int_equal(frame_write(fixture, 100), RING_FULL);
    fixture_free(fixture);
}

TEST(ring_reservation_given_up_changes_nothing) {
    Fixture *fixture = fixture_new(1024);
    u8 *data;
    frame_pass(fixture, 600, 1);
    assert_int_equal(ring_writer_reserve(&fixture->writer, 300, &data), RING_OK);
    memset(data, 0xEE, 300);
    assert_int_equal(ring_writer_reserve(&fixture->writer, 390, &data), RING_OK);
    memset(data, 0xEE, 390);
    assert_state(fixture, 1024, 616, 616, 1, 1);
    frame_pass(fixture, 50, 2);
    fixture_free(fixture);
}

static u64 random_next(u64 *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

TEST(ring_passes_random_frames_with_frames_held_and_released_in_any_order) {
    static const u64 sizes[] = {64, 128, 1024, 10240};
    u64 random = 88172645463325252ull;
    for (usize s = 0; s < COUNT_OF(sizes); s++) {
        Fixture *fixture = fixture_new(sizes[s]);
        RingFrame held[8];
        u64 held_count = 0, written = 0, read = 0;
        while (read < 20000) {
            u64 size = 1 + random_next(&random) % (random % 8 ? sizes[s] / 8 + 1 : sizes[s] - 16);
            RingResult wrote = frame_write(fixture, size);
            if (wrote == RING_OK) written++;
            if (held_count < 8 && read < written && (wrote != RING_OK || random % 3)) {
                assert_int_equal(frame_read(fixture, &held[held_count]), RING_OK);
                frame_verify(&held[held_count], held[held_count].size, ++read);
                held_count++;
            }
            if (held_count == 8 || (held_count && (random >> 32) % 2) ||
                (held_count && wrote == RING_FULL)) {
                u64 index = (random >> 8) % held_count;
                frame_verify(&held[index], held[index].size, held[index].sequence);
                ring_reader_release(&fixture->reader, held[index].ticket);
                held[index] = held[--held_count];
            }
        }
        fixture_free(fixture);
    }
}

enum { THREAD_FRAMES = 20000 };

static void *thread_write(void *context) {
    Fixture *fixture = context;
    for (u64 i = 0; i < THREAD_FRAMES;) {
        if (frame_write(fixture, 1 + i % 300) == RING_OK) {
            i++;
        } else {
            sem_wait(&fixture->space);
        }
    }
    return NULL;
}

// Both ends on the same addresses, so that the thread sanitizer sees every pair of accesses.
TEST(ring_orders_every_access_of_two_threads) {
    Fixture *fixture = fixture_new(1024);
    pthread_t writing;
    pthread_create(&writing, NULL, thread_write, fixture);
    for (u64 i = 0; i < THREAD_FRAMES; i++) {
        RingFrame frame;
        sem_wait(&fixture->data);
        assert_int_equal(ring_reader_take(&fixture->reader, &frame), RING_OK);
        frame_verify(&frame, 1 + i % 300, i + 1);
        ring_reader_release(&fixture->reader, frame.ticket);
    }
    pthread_join(writing, NULL);
    fixture_free(fixture);
}
