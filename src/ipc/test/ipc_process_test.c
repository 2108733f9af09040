// Whole readers and writers: threads, child processes, and peers killed after every single
// instruction.
#define _GNU_SOURCE
#include "base/atomic.h"
#include "krait/ipc.h"
#include "os/sem.h"
#include "tests/unit/test.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECOND_US = 1000000 };

typedef struct {
    char text[64];
} Name;

static Name name_make(const char *what) {
    Name name;
    snprintf(name.text, sizeof(name.text), "kr-test-%s-%d", what, (int)getpid());
    return name;
}

static KrReader *reader_new(const char *name, uint64_t payload_bytes) {
    KrReader *reader;
    KrIpcConfig config = {.payload_bytes = payload_bytes};
    assert_int_equal(kr_reader_create(name, &config, &reader), KR_IPC_OK);
    return reader;
}

static KrWriter *writer_new(const char *name) {
    KrWriter *writer;
    assert_int_equal(kr_writer_connect(name, NULL, &writer), KR_IPC_OK);
    return writer;
}

TEST(ipc_frame_and_metadata_pass_in_one_process) {
    Name name = name_make("pass");
    KrReader *reader = reader_new(name.text, 10240);
    KrWriter *writer = writer_new(name.text);
    const void *metadata;
    uint64_t size;
    assert_int_equal(kr_reader_metadata(reader, &metadata, &size), KR_IPC_NOT_FOUND);
    assert_int_equal(kr_writer_set_metadata(writer, "abc", 3), KR_IPC_OK);
    assert_int_equal(kr_writer_set_metadata(writer, "abc", 3), KR_IPC_METADATA_EXISTS);
    assert_int_equal(kr_reader_metadata(reader, &metadata, &size), KR_IPC_OK);
    assert_int_equal(size, 3);
    assert_memory_equal(metadata, "abc", 3);
    assert_int_equal(kr_writer_write(writer, "hello", 5, 0), KR_IPC_OK);
    KrFrame frame;
    assert_int_equal(kr_reader_read(reader, 0, &frame), KR_IPC_OK);
    assert_memory_equal(frame.data, "hello", 5);
    kr_reader_release(reader, &frame);
    assert_int_equal(kr_reader_read(reader, 1000, &frame), KR_IPC_TIMEOUT);
    kr_writer_free(writer);
    assert_int_equal(kr_reader_read(reader, 1000, &frame), KR_IPC_WRITER_DEAD);
    kr_reader_free(reader);
    KrIpcInfo info;
    assert_int_equal(kr_ipc_inspect(name.text, &info), KR_IPC_NOT_FOUND);
}

TEST(ipc_names_and_second_ends_are_refused) {
    KrReader *reader, *second;
    KrWriter *writer, *other;
    char name[300];
    memset(name, 'n', sizeof(name));
    name[246] = 0;
    assert_int_equal(kr_reader_create(name, NULL, &reader), KR_IPC_INVALID);
    name[245] = 0;
    assert_int_equal(kr_reader_create(name, NULL, &reader), KR_IPC_OK);
    assert_int_equal(kr_reader_create(name, NULL, &second), KR_IPC_READER_EXISTS);
    assert_int_equal(kr_writer_connect(name, NULL, &writer), KR_IPC_OK);
    assert_int_equal(kr_writer_connect(name, NULL, &other), KR_IPC_WRITER_EXISTS);
    kr_writer_free(writer);
    kr_reader_free(reader);
    assert_int_equal(kr_writer_connect(name, NULL, &writer), KR_IPC_NOT_FOUND);
    assert_int_equal(kr_reader_create("", NULL, &reader), KR_IPC_INVALID);
    assert_int_equal(kr_reader_create("a/b", NULL, &reader), KR_IPC_INVALID);
    assert_int_equal(kr_reader_create("..", NULL, &reader), KR_IPC_INVALID);
}

// ---- Threads. Run under the thread sanitizer too.

static void *thread_send(void *context) {
    KrWriter *writer = context;
    u8 bytes[700];
    for (u32 i = 0; i < 5000; i++) {
        memset(bytes, (int)(i & 255), sizeof(bytes));
        uint64_t size = 1 + i % sizeof(bytes);
        if (kr_writer_write(writer, bytes, size, 20 * SECOND_US) != KR_IPC_OK) return context;
    }
    return NULL;
}

typedef struct {
    KrReader *reader;
    KrFrame frames[4];
    AtomicU32 filled[4];  // 1: to be released
    AtomicU32 is_done;
} Releaser;

static void *thread_release(void *context) {
    Releaser *releaser = context;
    while (!atomic_u32_load_acquire(&releaser->is_done)) {
        for (u32 i = 0; i < 4; i++) {
            u32 slot = 3 - i;
            if (!atomic_u32_load_acquire(&releaser->filled[slot])) continue;
            kr_reader_release(releaser->reader, &releaser->frames[slot]);
            atomic_u32_store_release(&releaser->filled[slot], 0);
        }
        kr_reader_totals(releaser->reader);
        kr_reader_writer_connected(releaser->reader);
    }
    return NULL;
}

TEST(ipc_frames_may_be_released_by_another_thread_while_reading) {
    Name name = name_make("threads");
    Releaser releaser = {.reader = reader_new(name.text, 4096)};
    KrWriter *writer = writer_new(name.text);
    pthread_t sending, releasing;
    pthread_create(&sending, NULL, thread_send, writer);
    pthread_create(&releasing, NULL, thread_release, &releaser);
    for (u32 i = 0; i < 5000; i++) {
        u32 slot = i % 4;
        while (atomic_u32_load_acquire(&releaser.filled[slot])) sched_yield();
        KrFrame *frame = &releaser.frames[slot];
        assert_int_equal(kr_reader_read(releaser.reader, 20 * SECOND_US, frame), KR_IPC_OK);
        assert_int_equal(frame->size, 1 + i % 700);
        const u8 *bytes = frame->data;
        assert_int_equal(bytes[0], i & 255);
        assert_int_equal(bytes[frame->size - 1], i & 255);
        atomic_u32_store_release(&releaser.filled[slot], 1);
    }
    for (u32 slot = 0; slot < 4; slot++) {
        while (atomic_u32_load_acquire(&releaser.filled[slot])) sched_yield();
    }
    atomic_u32_store_release(&releaser.is_done, 1);
    void *failed;
    pthread_join(sending, &failed);
    assert_null(failed);
    pthread_join(releasing, NULL);
    KrIpcInfo info;
    assert_int_equal(kr_ipc_inspect(name.text, &info), KR_IPC_OK);
    assert_int_equal(info.free_bytes, 4096);
    kr_writer_free(writer);
    kr_reader_free(releaser.reader);
}

static void *thread_cancel(void *context) {
    usleep(20000);
    kr_reader_cancel(context);
    return NULL;
}

TEST(ipc_cancel_ends_a_wait_once_and_loses_no_frame) {
    Name name = name_make("cancel");
    KrReader *reader = reader_new(name.text, 4096);
    KrWriter *writer = writer_new(name.text);
    KrFrame frame;
    for (u32 i = 0; i < 20; i++) {
        pthread_t cancelling;
        pthread_create(&cancelling, NULL, thread_cancel, reader);
        assert_int_equal(kr_reader_read(reader, 10 * SECOND_US, &frame), KR_IPC_CANCELLED);
        pthread_join(cancelling, NULL);
        kr_writer_write(writer, &i, sizeof(i), 0);
        assert_int_equal(kr_reader_read(reader, SECOND_US, &frame), KR_IPC_OK);
        assert_memory_equal(frame.data, &i, sizeof(i));
        kr_reader_release(reader, &frame);
    }
    kr_reader_cancel(reader);
    kr_writer_write(writer, "x", 1, 0);
    assert_int_equal(kr_reader_read(reader, SECOND_US, &frame), KR_IPC_OK);
    assert_int_equal(kr_reader_read(reader, SECOND_US, &frame), KR_IPC_CANCELLED);
    assert_int_equal(kr_reader_read(reader, 1000, &frame), KR_IPC_TIMEOUT);
    kr_writer_free(writer);
    kr_reader_free(reader);
}

static KrIpcStatus echo(void *context, const KrFrame *request, KrWriter *responses) {
    (void)context;
    return kr_writer_write(responses, request->data, request->size, SECOND_US);
}

static void *thread_serve(void *context) {
    kr_duplex_server_run(context, echo, NULL);
    return NULL;
}

static void *thread_request(void *context) {
    for (u32 i = 0; i < 2000; i++) {
        uint64_t sequence;
        if (kr_duplex_client_send(context, &i, sizeof(i), 10 * SECOND_US, &sequence) != KR_IPC_OK)
            return context;
        if (sequence != i + 1) return context;
    }
    return NULL;
}

static void duplex_pass_frames(u32 spin_us) {
    Name name = name_make("duplex");
    KrDuplexServer *server;
    KrDuplexClient *client;
    KrIpcConfig config = {.payload_bytes = 4096, .spin_us = spin_us};
    assert_int_equal(kr_duplex_server_create(name.text, &config, &server), KR_IPC_OK);
    pthread_t serving, requesting;
    pthread_create(&serving, NULL, thread_serve, server);
    assert_int_equal(kr_duplex_client_connect(name.text, &config, &client), KR_IPC_OK);
    pthread_create(&requesting, NULL, thread_request, client);
    for (u32 i = 0; i < 2000; i++) {
        KrFrame response;
        assert_int_equal(kr_duplex_client_receive(client, 10 * SECOND_US, &response), KR_IPC_OK);
        assert_int_equal(response.sequence, i + 1);
        assert_memory_equal(response.data, &i, sizeof(i));
        kr_duplex_client_release(client, &response);
    }
    void *failed;
    pthread_join(requesting, &failed);
    assert_null(failed);
    kr_duplex_server_stop(server);
    pthread_join(serving, NULL);
    kr_duplex_client_free(client);
    kr_duplex_server_free(server);
}

TEST(ipc_duplex_client_sends_and_receives_on_two_threads) {
    duplex_pass_frames(0);
}

TEST(ipc_duplex_ends_that_spin_pass_the_same_frames) {
    duplex_pass_frames(50);
}

// ---- Processes

TEST(ipc_a_forked_child_touches_nothing_of_its_parent) {
    Name name = name_make("fork");
    KrReader *reader = reader_new(name.text, 4096);
    KrWriter *writer = writer_new(name.text);
    kr_writer_write(writer, "x", 1, 0);
    pid_t child = fork();
    if (child == 0) {
        KrFrame frame = {0};
        bool is_right = kr_reader_read(reader, 0, &frame) == KR_IPC_FORKED &&
                        kr_writer_write(writer, "y", 1, 0) == KR_IPC_FORKED;
        kr_reader_release(reader, &frame);
        kr_reader_free(reader);
        kr_writer_free(writer);
        _exit(is_right ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    KrFrame frame;
    assert_int_equal(kr_reader_read(reader, 0, &frame), KR_IPC_OK);
    kr_reader_release(reader, &frame);
    assert_true(kr_reader_writer_connected(reader));
    KrReader *second;
    assert_int_equal(kr_reader_create(name.text, NULL, &second), KR_IPC_READER_EXISTS);
    kr_writer_free(writer);
    kr_reader_free(reader);
}

TEST(ipc_a_lock_kept_by_the_child_of_a_dead_reader_is_broken) {
    Name name = name_make("orphan");
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t middle = fork();
    if (middle == 0) {
        KrReader *reader;
        if (kr_reader_create(name.text, NULL, &reader) != KR_IPC_OK) _exit(1);
        pid_t child = fork();
        if (child == 0) {
            sleep(20);  // keeps the lock's descriptor
            _exit(0);
        }
        if (write(ready[1], &child, sizeof(child)) != sizeof(child)) _exit(1);
        pause();
    }
    pid_t child;
    assert_int_equal(read(ready[0], &child, sizeof(child)), sizeof(child));
    kill(middle, SIGKILL);
    waitpid(middle, NULL, 0);
    KrReader *reader = reader_new(name.text, 4096);
    kr_reader_free(reader);
    kill(child, SIGKILL);
    close(ready[0]);
    close(ready[1]);
}

static int pause_count(void *context) {
    AtomicU32 *count = context;
    return atomic_u32_add_relaxed(count, 1) >= 2;
}

static void signal_ignore(int number) {
    (void)number;
}

TEST(ipc_signals_do_not_end_a_wait_unless_asked) {
    Name name = name_make("signal");
    struct sigaction action = {.sa_handler = signal_ignore}, old;
    sigaction(SIGUSR1, &action, &old);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        for (u32 i = 0; i < 30; i++) {
            usleep(5000);
            kill(parent, SIGUSR1);
        }
        _exit(0);
    }
    KrReader *reader = reader_new(name.text, 4096);
    KrFrame frame;
    u64 start = os_sem_clock_ns();
    assert_int_equal(kr_reader_read(reader, 300000, &frame), KR_IPC_TIMEOUT);
    u64 passed_ms = (os_sem_clock_ns() - start) / 1000000;
    assert_in_range(passed_ms, 299, 5000);
    waitpid(child, NULL, 0);
    kr_reader_free(reader);

    AtomicU32 count = {0};
    KrIpcConfig config = {.on_pause = pause_count, .context = &count};
    assert_int_equal(kr_reader_create(name.text, &config, &reader), KR_IPC_OK);
    assert_int_equal(kr_reader_read(reader, KR_IPC_FOREVER, &frame), KR_IPC_INTERRUPTED);
    assert_int_equal(atomic_u32_load_relaxed(&count), 3);
    kr_reader_free(reader);
    sigaction(SIGUSR1, &old, NULL);
}

// The sanitizers' own instructions would be stepped through as well, for hours.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif

#if defined(__x86_64__) && !defined(IS_SANITIZED)

// ---- A peer killed after every instruction of a step.

// Lets the stopped child run `limit` instructions and kills it. Returns false when it reached its
// second stop before.
static bool step_and_kill(pid_t child, u32 limit) {
    int status = 0;
    for (u32 i = 0; i < limit; i++) {
        if (ptrace(PTRACE_SINGLESTEP, child, NULL, NULL) != 0) return false;
        waitpid(child, &status, 0);
        if (WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return false;
        }
        if (!WIFSTOPPED(status)) fail_msg("the child ended by itself: %d", status);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return true;
}

static void child_stop(void) {
    raise(SIGSTOP);
}

TEST(ipc_writer_killed_after_every_instruction_of_a_write) {
    Name name = name_make("killw");
    bool is_killed = true;
    u32 steps = 0, delivered = 0, lost = 0;
    // The child needs the ring's first frames read, which happens between its start and the steps.
    for (steps = 1; is_killed; steps++) {
        KrReader *reader = reader_new(name.text, 192);
        int status;
        pid_t child = fork();
        if (child == 0) {
            KrWriter *writer;
            u8 bytes[40];
            memset(bytes, 'B', sizeof(bytes));
            if (kr_writer_connect(name.text, NULL, &writer) != KR_IPC_OK) _exit(1);
            for (u32 i = 0; i < 3; i++) {
                if (kr_writer_write(writer, bytes, 40, 5 * SECOND_US) != KR_IPC_OK) _exit(1);
            }
            ptrace(PTRACE_TRACEME, 0, NULL, NULL);
            child_stop();
            if (kr_writer_write(writer, bytes, 33, 0) != KR_IPC_OK) _exit(2);
            child_stop();
            _exit(0);
        }
        waitpid(child, &status, 0);
        assert_true(WIFSTOPPED(status));
        KrFrame frame;
        for (u32 i = 0; i < 3; i++) {
            assert_int_equal(kr_reader_read(reader, SECOND_US, &frame), KR_IPC_OK);
            kr_reader_release(reader, &frame);
        }
        is_killed = step_and_kill(child, steps);
        KrIpcStatus result = kr_reader_read(reader, 0, &frame);
        if (result == KR_IPC_OK) {
            delivered++;
            assert_int_equal(frame.size, 33);
            for (u32 i = 0; i < 33; i++) assert_int_equal(((const u8 *)frame.data)[i], 'B');
            kr_reader_release(reader, &frame);
            result = kr_reader_read(reader, 0, &frame);
        } else {
            lost++;
        }
        assert_int_equal(result, KR_IPC_WRITER_DEAD);
        kr_reader_free(reader);
    }
    assert_true(lost > 50 && delivered > 0);  // both sides of the post were met
}

TEST(ipc_reader_killed_after_every_instruction_of_a_read_and_release) {
    Name name = name_make("killr");
    bool is_killed = true;
    for (u32 steps = 1; is_killed; steps++) {
        pid_t child = fork();
        if (child == 0) {
            KrReader *reader;
            KrFrame frame;
            KrIpcConfig config = {.payload_bytes = 192};
            if (kr_reader_create(name.text, &config, &reader) != KR_IPC_OK) _exit(1);
            if (kr_reader_read(reader, 5 * SECOND_US, &frame) != KR_IPC_OK) _exit(1);
            kr_reader_release(reader, &frame);
            ptrace(PTRACE_TRACEME, 0, NULL, NULL);
            child_stop();
            if (kr_reader_read(reader, 0, &frame) != KR_IPC_OK) _exit(2);
            kr_reader_release(reader, &frame);
            child_stop();
            _exit(0);
        }
        KrWriter *writer = NULL;
        for (u32 i = 0; !writer && i < 5000; i++) {
            if (kr_writer_connect(name.text, NULL, &writer) != KR_IPC_OK) usleep(200);
        }
        assert_non_null(writer);
        u8 bytes[150] = {1};
        assert_int_equal(kr_writer_write(writer, bytes, 120, SECOND_US), KR_IPC_OK);
        assert_int_equal(kr_writer_write(writer, bytes, 20, SECOND_US), KR_IPC_OK);
        int status;
        waitpid(child, &status, 0);
        assert_true(WIFSTOPPED(status));
        is_killed = step_and_kill(child, steps);
        // Frames that fit are taken or refused, never waited for without end; then the death is
        // told.
        KrIpcStatus result = KR_IPC_OK;
        for (u32 i = 0; i < 4 && result == KR_IPC_OK; i++)
            result = kr_writer_write(writer, bytes, 100, 0);
        assert_int_equal(result, KR_IPC_READER_DEAD);
        // The name is free for a new reader, and the old writer learns of it.
        KrReader *reader = reader_new(name.text, 192);
        assert_int_equal(kr_writer_write(writer, bytes, 1, 0), KR_IPC_READER_DEAD);
        KrWriter *fresh = writer_new(name.text);
        KrFrame frame;
        assert_int_equal(kr_writer_write(fresh, bytes, 150, 0), KR_IPC_OK);
        assert_int_equal(kr_reader_read(reader, 0, &frame), KR_IPC_OK);
        assert_int_equal(frame.sequence, 1);
        kr_writer_free(writer);
        kr_writer_free(fresh);
        kr_reader_free(reader);
    }
}

// Runs the stopped child to its `limit`-th entry into or return from the kernel and kills it there.
static bool syscall_and_kill(pid_t child, u32 limit) {
    int status = 0;
    for (u32 i = 0; i < limit; i++) {
        ptrace(PTRACE_SYSCALL, child, NULL, NULL);
        waitpid(child, &status, 0);
        if (!WIFSTOPPED(status)) fail_msg("the child ended by itself: %d", status);
        if (WSTOPSIG(status) == SIGSTOP) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return false;
        }
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return true;
}

static void name_must_be_usable(const char *name) {
    KrReader *reader = reader_new(name, 4096);
    KrWriter *writer = writer_new(name);
    KrFrame frame;
    assert_int_equal(kr_writer_write(writer, "x", 1, 0), KR_IPC_OK);
    assert_int_equal(kr_reader_read(reader, 0, &frame), KR_IPC_OK);
    kr_writer_free(writer);
    kr_reader_free(reader);
}

// The C library's sem_open makes a nameless-to-us temporary file first, which a kill leaves behind;
// where we may, that happens in a file system of our own, gone with this process.
static void shm_make_private(void) {
    if (unshare(CLONE_NEWNS) != 0) return;
    if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return;
    int made = mount("tmpfs", "/dev/shm", "tmpfs", 0, NULL);
    (void)made;
}

TEST(ipc_reader_killed_at_every_system_call_of_create_and_close) {
    shm_make_private();
    Name name = name_make("killc");
    for (u32 phase = 0; phase < 2; phase++) {
        bool is_killed = true;
        for (u32 calls = 1; is_killed; calls++) {
            pid_t child = fork();
            if (child == 0) {
                KrReader *reader = NULL;
                ptrace(PTRACE_TRACEME, 0, NULL, NULL);
                if (phase == 0) child_stop();
                if (kr_reader_create(name.text, NULL, &reader) != KR_IPC_OK) _exit(1);
                child_stop();
                kr_reader_free(reader);
                child_stop();
                _exit(0);
            }
            int status;
            waitpid(child, &status, 0);
            assert_true(WIFSTOPPED(status));
            is_killed = syscall_and_kill(child, calls);
            name_must_be_usable(name.text);
        }
    }
}

TEST(ipc_writer_killed_at_every_system_call_of_connect_and_close) {
    Name name = name_make("killn");
    KrReader *reader = reader_new(name.text, 4096);
    for (u32 phase = 0; phase < 2; phase++) {
        bool is_killed = true;
        for (u32 calls = 1; is_killed; calls++) {
            pid_t child = fork();
            if (child == 0) {
                KrWriter *writer = NULL;
                ptrace(PTRACE_TRACEME, 0, NULL, NULL);
                if (phase == 0) child_stop();
                if (kr_writer_connect(name.text, NULL, &writer) != KR_IPC_OK) _exit(1);
                child_stop();
                kr_writer_free(writer);
                child_stop();
                _exit(0);
            }
            int status;
            waitpid(child, &status, 0);
            assert_true(WIFSTOPPED(status));
            is_killed = syscall_and_kill(child, calls);
            KrWriter *writer = writer_new(name.text);
            kr_writer_free(writer);
        }
    }
    kr_reader_free(reader);
}

#endif
