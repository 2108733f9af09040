// krait test-batch: many programs for a test suite without starting a krait for each.
//
//   request   u32 length, then ENGINE \t OPT \t PATH \t STDIN_PATH [\t ARG]… in UTF-8
//   answer    u32 length, then i32 exit code, u32 length of stdout, stdout, stderr
//
// ENGINE is native, wasm, linked or interp, OPT is 0 or 2; numbers are little-endian.
//
// Each request is served by a fork of this process, so a crash costs one answer. Wasm units run in
// one node for all (build/web/krait-batch.mjs). Whatever takes over BATCH_SECONDS is killed; its
// code is 137.
#define _GNU_SOURCE
#include "tools/krait/krait.h"

#include "os/process.h"
#include "os/stream.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    BATCH_SECONDS = 60,  // the C compiler needs up to 15 of them for a program with asyncio
    BATCH_FIELDS_MAX = 64,
    BATCH_REQUEST_BYTES_MAX = 1024 * 1024,
    BATCH_KILLED = 137
};

typedef struct {
    OsProcess node;
    bool has_node;
    u8 *request;  // BATCH_REQUEST_BYTES_MAX
} Batch;

typedef struct {
    char *fields[BATCH_FIELDS_MAX];
    int count;
} Request;

typedef struct {
    int out, err;  // files in memory
    i32 code;
} Outcome;

static i64 now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (i64)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool read_exactly(int file, void *data, usize len, i64 deadline_ms) {
    for (usize at = 0; at < len;) {
        if (deadline_ms >= 0) {
            i64 left = deadline_ms - now_ms();
            struct pollfd ready = {file, POLLIN, 0};
            if (left <= 0 || poll(&ready, 1, (int)left) <= 0) return false;
        }
        ssize_t got = read(file, (u8 *)data + at, len - at);
        if (got <= 0) return false;
        at += (usize)got;
    }
    return true;
}

static Slice memory_file(Arena *arena, int file) {
    off_t len = lseek(file, 0, SEEK_END);
    lseek(file, 0, SEEK_SET);
    u8 *data = arena_alloc(arena, (usize)len + 1);
    return read_exactly(file, data, (usize)len, -1) ? slice_make(data, (usize)len) : (Slice){0};
}

// In the fork: the program's streams, then what `krait run` does; for wasm only the unit, into
// `out`. Linked: wasm as `krait run` has it, in a node of its own.
static int serve(const Request *request, const Outcome *outcome) {
    const char *engine = request->fields[0];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int input = open(request->fields[3][0] ? request->fields[3] : "/dev/null", O_RDONLY);
    if (input < 0 || dup2(input, 0) < 0 || dup2(outcome->out, 1) < 0 || dup2(outcome->err, 2) < 0)
        return KRAIT_EXIT_FAILED;
    Arena arena;
    arena_init(&arena, arena_source_default());
    char *argv[BATCH_FIELDS_MAX + 8];
    int argc = 0;
    argv[argc++] = (char[]){"--target"};
    bool is_linked = strcmp(engine, "linked") == 0;
    argv[argc++] = is_linked ? (char[]){"wasm"} : request->fields[0];
    argv[argc++] = strcmp(request->fields[1], "0") == 0 ? (char[]){"-O0"} : (char[]){"-O2"};
    for (int i = 2; i < request->count; i++) {
        if (i != 3) argv[argc++] = request->fields[i];
    }
    if (strcmp(engine, "wasm") != 0) return run_command(&arena, argc, argv);

    Driver driver;
    driver_init(&driver, &arena);
    DriverOptions options = {.optimize = strcmp(request->fields[1], "0") == 0 ? 0 : 2,
                             .verifies_all = true};
    if (!compile_file(&driver, request->fields[2], options)) return KRAIT_EXIT_FAILED;
    freeze_program(&driver, &(KraitOptions){.driver = options, .is_frozen = true});
    Bytes unit;
    bytes_init(&unit, &arena);
    driver_emit_wasm(&driver, &unit);
    print_bytes(1, bytes_slice(&unit));
    return 0;
}

static i32 wait_for(pid_t id, i64 deadline_ms) {
    int state;
    for (;;) {
        pid_t ended = waitpid(id, &state, WNOHANG);
        if (ended == id) return WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
        if (ended < 0) return KRAIT_EXIT_FAILED;
        if (now_ms() >= deadline_ms) break;
        struct timespec little = {0, 500000};
        nanosleep(&little, NULL);
    }
    kill(id, SIGKILL);
    waitpid(id, &state, 0);
    return BATCH_KILLED;
}

static bool start_node(Batch *batch, Arena *arena) {
    if (batch->has_node) return true;
    const char *argv[] = {node_name(), "--stack-size=4000",
                          path_join(arena, install_folder(arena), "web/krait-batch.mjs"), NULL};
    OsProcessSpec spec = {.argv = argv, .input = OS_STREAM_PIPE, .output = OS_STREAM_PIPE};
    batch->has_node = os_process_start(&spec, &batch->node) == STATUS_OK;
    return batch->has_node;
}

static void stop_node(Batch *batch) {
    if (!batch->has_node) return;
    os_process_kill(&batch->node);
    i32 code;
    Status waited = os_process_wait(&batch->node, &code);
    (void)waited;
    batch->has_node = false;
}

static void put_u32(Bytes *out, u32 number) {
    for (u32 i = 0; i < 4; i++) bytes_push(out, (u8)(number >> (8 * i)));
}

static void put_text(Bytes *out, const char *text) {
    put_u32(out, (u32)strlen(text));
    bytes_text(out, text);
}

static u32 get_u32(const u8 *at) {
    return at[0] | (u32)at[1] << 8 | (u32)at[2] << 16 | (u32)at[3] << 24;
}

// Runs the unit in node; the answer is the whole answer but for its length. False: node is gone.
static bool run_in_node(Batch *batch, Arena *arena, const Request *request, Slice unit,
                        i64 deadline_ms, Bytes *answer) {
    if (!start_node(batch, arena)) return false;
    Bytes message, body;
    bytes_init(&message, arena);
    bytes_init(&body, arena);
    put_u32(&body, (u32)request->count - 2);
    put_text(&body, request->fields[3]);
    put_text(&body, request->fields[2]);
    for (int i = 4; i < request->count; i++) put_text(&body, request->fields[i]);
    bytes_append(&body, unit);
    put_u32(&message, (u32)body.len);
    bytes_append(&message, bytes_slice(&body));
    if (os_stream_write(batch->node.input, bytes_slice(&message)) != STATUS_OK) return false;
    u8 head[12];
    if (!read_exactly(batch->node.output, head, sizeof head, deadline_ms)) return false;
    usize len = (usize)get_u32(head + 4) + get_u32(head + 8);
    bytes_append(answer, slice_make(head, 8));
    bytes_reserve(answer, len);
    if (!read_exactly(batch->node.output, answer->data + answer->len, len, deadline_ms))
        return false;
    answer->len += len;
    return true;
}

static void answer_one(Batch *batch, Arena *arena, const Request *request, Bytes *answer) {
    i64 deadline_ms = now_ms() + BATCH_SECONDS * 1000;
    Outcome outcome = {memfd_create("stdout", MFD_CLOEXEC), memfd_create("stderr", MFD_CLOEXEC),
                       KRAIT_EXIT_FAILED};
    pid_t id = fork();
    if (id == 0) {
        int code = serve(request, &outcome);
        fflush(stdout);
        _exit(code);
    }
    outcome.code = id > 0 ? wait_for(id, deadline_ms) : KRAIT_EXIT_FAILED;
    Slice out = memory_file(arena, outcome.out), err = memory_file(arena, outcome.err);
    close(outcome.out);
    close(outcome.err);
    if (strcmp(request->fields[0], "wasm") == 0 && outcome.code == 0) {
        if (run_in_node(batch, arena, request, out, deadline_ms, answer)) {
            bytes_append(answer, err);  // the compiler's warnings
            return;
        }
        stop_node(batch);
        outcome.code = BATCH_KILLED;
        answer->len = 0;
        out = (Slice){0};
        err = SLICE_LITERAL("krait: node ended or took too long\n");
    }
    put_u32(answer, (u32)outcome.code);
    put_u32(answer, (u32)out.len);
    bytes_append(answer, out);
    bytes_append(answer, err);
}

static bool parse_request(char *text, Request *request) {
    request->count = 0;
    for (char *field = text; field && request->count < BATCH_FIELDS_MAX;) {
        char *tab = strchr(field, '\t');
        if (tab) *tab = 0;
        request->fields[request->count++] = field;
        field = tab ? tab + 1 : NULL;
    }
    return request->count >= 4;
}

int batch_command(Arena *arena, int argc, char **argv) {
    KraitOptions options;
    if (!options_read(arena, "test-batch", argc, argv, "", false, &options))
        return KRAIT_EXIT_USAGE;
    os_stream_ignore_broken_pipes();
    Batch batch = {.request = ARENA_NEW_ARRAY(arena, u8, BATCH_REQUEST_BYTES_MAX + 1)};
    u8 head[4];
    int code = 0;
    while (read_exactly(0, head, sizeof head, -1)) {
        u32 len = get_u32(head);
        Request request;
        if (len > BATCH_REQUEST_BYTES_MAX || !read_exactly(0, batch.request, len, -1)) break;
        batch.request[len] = 0;
        if (!parse_request((char *)batch.request, &request)) {
            print_error("test-batch: not a request");
            code = KRAIT_EXIT_FAILED;
            break;
        }
        ArenaMark mark = arena_mark(arena);
        Bytes answer, message;
        bytes_init(&answer, arena);
        bytes_init(&message, arena);
        answer_one(&batch, arena, &request, &answer);
        put_u32(&message, (u32)answer.len);
        bytes_append(&message, bytes_slice(&answer));
        bool is_written = os_stream_write(1, bytes_slice(&message)) == STATUS_OK;
        arena_reset(arena, mark);
        if (!is_written) break;
    }
    stop_node(&batch);
    return code;
}
