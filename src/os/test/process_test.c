#include "os/process.h"
#include "os/clock.h"
#include "os/interrupt.h"
#include "os/stream.h"
#include "os/thread.h"
#include "tests/unit/test.h"

#include <signal.h>

enum { MILLISECOND_NS = 1000000, OUTPUT_BYTES_MAX = 1 << 20 };

static const char *const *shell(const char *script, const char **argv) {
    argv[0] = "sh", argv[1] = "-c", argv[2] = script, argv[3] = NULL;
    return argv;
}

TEST(exit_codes_are_those_of_a_shell) {
    const char *argv[4];
    i32 exit_code;
    assert_int_equal(os_process_run(shell("exit 7", argv), &exit_code), STATUS_OK);
    assert_int_equal(exit_code, 7);
    assert_int_equal(os_process_run(shell("kill -9 $$", argv), &exit_code), STATUS_OK);
    assert_int_equal(exit_code, 128 + 9);
}

TEST(a_missing_program_is_not_found) {
    i32 exit_code;
    const char *const argv[] = {"no-such-program", NULL};
    assert_int_equal(os_process_run(argv, &exit_code), STATUS_NOT_FOUND);
    assert_int_equal(os_process_exec(argv), STATUS_NOT_FOUND);
}

TEST(output_is_collected_in_order) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    const char *argv[4];
    Slice output;
    i32 exit_code;
    shell("echo one; echo two >&2; echo three; exit 4", argv);
    assert_int_equal(os_process_capture(argv, true, OUTPUT_BYTES_MAX, &arena, &output, &exit_code),
                     STATUS_OK);
    assert_true(slice_equal(output, SLICE_LITERAL("one\ntwo\nthree\n")));
    assert_int_equal(exit_code, 4);
    shell("yes", argv);
    assert_int_equal(os_process_capture(argv, false, 100000, &arena, &output, &exit_code),
                     STATUS_LIMIT);
    arena_deinit(&arena);
}

TEST(pipes_lead_to_the_process_and_back) {
    const char *argv[4];
    OsProcess process;
    OsProcessSpec spec = {.argv = shell("read line; echo $line $PWD", argv),
                          .folder = "/",
                          .input = OS_STREAM_PIPE,
                          .output = OS_STREAM_PIPE,
                          .error = OS_STREAM_NULL};
    assert_int_equal(os_process_start(&spec, &process), STATUS_OK);
    assert_int_equal(os_stream_write(process.input, SLICE_LITERAL("hello\n")), STATUS_OK);
    u8 data[64];
    usize len;
    assert_int_equal(os_stream_read(process.output, data, sizeof data, &len), STATUS_OK);
    assert_true(slice_equal(slice_make(data, len), SLICE_LITERAL("hello /\n")));
    assert_int_equal(os_stream_read(process.output, data, sizeof data, &len), STATUS_OK);
    assert_int_equal(len, 0);
    i32 exit_code;
    assert_int_equal(os_process_wait(&process, &exit_code), STATUS_OK);
    assert_int_equal(exit_code, 0);
}

TEST(a_killed_group_takes_its_children_along) {
    const char *argv[4];
    OsProcess process;
    OsProcessSpec spec = {.argv = shell("sleep 100 & echo started; wait", argv),
                          .output = OS_STREAM_PIPE,
                          .is_group = true};
    assert_int_equal(os_process_start(&spec, &process), STATUS_OK);
    u8 data[64];
    usize len;
    i32 exit_code;
    assert_int_equal(os_stream_read(process.output, data, sizeof data, &len), STATUS_OK);
    assert_int_equal(os_process_poll(&process, &exit_code), STATUS_BUSY);
    os_process_kill(&process);
    // The end of the output shows that nobody holds the pipe any more.
    assert_int_equal(os_stream_read(process.output, data, sizeof data, &len), STATUS_OK);
    assert_int_equal(len, 0);
    assert_int_equal(os_process_wait(&process, &exit_code), STATUS_OK);
    assert_int_equal(exit_code, 128 + 9);
}

TEST(a_reader_that_left_is_a_status) {
    os_stream_ignore_broken_pipes();
    const char *argv[4];
    OsProcess process;
    OsProcessSpec spec = {.argv = shell("exec <&-; echo closed", argv),
                          .input = OS_STREAM_PIPE,
                          .output = OS_STREAM_PIPE};
    assert_int_equal(os_process_start(&spec, &process), STATUS_OK);
    u8 data[64];
    usize len;
    assert_int_equal(os_stream_read(process.output, data, sizeof data, &len), STATUS_OK);
    assert_int_equal(os_stream_write(process.input, SLICE_LITERAL("x")), STATUS_PEER_DEAD);
    i32 exit_code;
    assert_int_equal(os_process_wait(&process, &exit_code), STATUS_OK);
}

TEST(sleep_takes_its_time) {
    i64 start = os_clock_monotonic_ns();
    assert_int_equal(os_clock_sleep_ns(20 * MILLISECOND_NS), STATUS_OK);
    assert_true(os_clock_monotonic_ns() - start >= 20 * MILLISECOND_NS);
    assert_true(os_clock_real_ns() > (i64)1700000000 * 1000 * MILLISECOND_NS);
    assert_true(os_clock_cpu_ns() > 0);
}

static void interrupt_main(void *context) {
    pthread_t *main_thread = context;
    Status status = os_clock_sleep_ns(20 * MILLISECOND_NS);
    if (status == STATUS_OK) pthread_kill(*main_thread, SIGINT);
}

TEST(an_interrupt_ends_a_sleep_once) {
    os_interrupt_watch();
    assert_false(os_interrupt_take());
    pthread_t self = pthread_self();
    OsThread thread;
    assert_int_equal(os_thread_start(interrupt_main, &self, 0, &thread), STATUS_OK);
    assert_int_equal(os_clock_sleep_ns((i64)10000 * MILLISECOND_NS), STATUS_INTERRUPTED);
    os_thread_join(thread);
    assert_true(os_interrupt_take());
    assert_false(os_interrupt_take());
}

typedef struct {
    OsMutex mutex;
    OsCond cond;
    u32 count;
} Shared;

static void count_up(void *context) {
    Shared *shared = context;
    for (u32 i = 0; i < 10000; i++) {
        os_mutex_lock(&shared->mutex);
        shared->count++;
        os_cond_wake_one(&shared->cond);
        os_mutex_unlock(&shared->mutex);
    }
}

TEST(threads_share_under_a_mutex) {
    Shared shared = {.count = 0};
    os_mutex_init(&shared.mutex);
    os_cond_init(&shared.cond);
    OsThread threads[4];
    for (u32 i = 0; i < 4; i++) {
        assert_int_equal(os_thread_start(count_up, &shared, 1 << 20, &threads[i]), STATUS_OK);
    }
    os_mutex_lock(&shared.mutex);
    while (shared.count < 40000) os_cond_wait(&shared.cond, &shared.mutex);
    i64 deadline = os_clock_monotonic_ns() + 10 * MILLISECOND_NS;
    Status status = STATUS_OK;
    while (status == STATUS_OK) status = os_cond_wait_until(&shared.cond, &shared.mutex, deadline);
    assert_int_equal(status, STATUS_TIMEOUT);
    os_mutex_unlock(&shared.mutex);
    for (u32 i = 0; i < 4; i++) os_thread_join(threads[i]);
    assert_int_equal(shared.count, 40000);
    os_cond_deinit(&shared.cond);
    os_mutex_deinit(&shared.mutex);
    assert_true(os_thread_processors() >= 1);
}
