#define _GNU_SOURCE
#include "os/process.h"

#include "base/bytes.h"
#include "base/check.h"
#include "os/shm_failure_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { SIGNAL_CODE = 128, READ_BYTES = 4096, STREAM_COUNT = 3 };

typedef struct {
    int child[STREAM_COUNT], ours[STREAM_COUNT];  // -1 where there is none
} Streams;

static void close_all(int *fds) {
    for (int i = 0; i < STREAM_COUNT; i++) {
        if (fds[i] >= 0) close(fds[i]);
        fds[i] = -1;
    }
}

static Status open_stream(OsStreamKind kind, bool is_input, int *child, int *ours) {
    if (kind == OS_STREAM_INHERIT) return STATUS_OK;
    if (kind == OS_STREAM_NULL) {
        *child = open("/dev/null", (is_input ? O_RDONLY : O_WRONLY) | O_CLOEXEC);
        return *child < 0 ? shm_failure_status(errno) : STATUS_OK;
    }
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return shm_failure_status(errno);
    *child = ends[is_input ? 0 : 1];
    *ours = ends[is_input ? 1 : 0];
    return STATUS_OK;
}

static Status open_streams(const OsProcessSpec *spec, Streams *streams) {
    const OsStreamKind kinds[STREAM_COUNT] = {spec->input, spec->output, spec->error};
    *streams = (Streams){{-1, -1, -1}, {-1, -1, -1}};
    Status status = STATUS_OK;
    for (int i = 0; i < STREAM_COUNT && status == STATUS_OK; i++) {
        status = open_stream(kinds[i], i == 0, &streams->child[i], &streams->ours[i]);
    }
    return status;
}

// Returns the error number of the first step that failed.
static int spawn(const OsProcessSpec *spec, const Streams *streams, pid_t *id) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    for (int i = 0; i < STREAM_COUNT && !error; i++) {
        if (streams->child[i] < 0) continue;
        error = posix_spawn_file_actions_adddup2(&actions, streams->child[i], i);
    }
    if (!error && spec->folder)
        error = posix_spawn_file_actions_addchdir_np(&actions, spec->folder);
    if (!error && spec->is_group)
        error = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    if (!error) {
        char *const *argv = (char *const *)(uintptr_t)spec->argv;
        error = posix_spawnp(id, argv[0], &actions, &attributes, argv, environ);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

Status os_process_start(const OsProcessSpec *spec, OsProcess *process) {
    CHECK(spec->argv && spec->argv[0]);
    Streams streams;
    Status status = open_streams(spec, &streams);
    pid_t id = 0;
    if (status == STATUS_OK) status = shm_failure_status(spawn(spec, &streams, &id));
    close_all(streams.child);
    if (status != STATUS_OK) {
        close_all(streams.ours);
        return status;
    }
    *process =
        (OsProcess){(i32)id, streams.ours[0], streams.ours[1], streams.ours[2], spec->is_group};
    return STATUS_OK;
}

static i32 exit_code_of(int state) {
    return WIFSIGNALED(state) ? SIGNAL_CODE + WTERMSIG(state) : WEXITSTATUS(state);
}

static void close_pipes(OsProcess *process) {
    int ends[STREAM_COUNT] = {process->input, process->output, process->error};
    close_all(ends);
    process->input = process->output = process->error = -1;
}

Status os_process_wait(OsProcess *process, i32 *exit_code) {
    close_pipes(process);
    int state;
    while (waitpid(process->id, &state, 0) < 0) {
        if (errno != EINTR) return errno == ECHILD ? STATUS_NOT_FOUND : shm_failure_status(errno);
    }
    *exit_code = exit_code_of(state);
    return STATUS_OK;
}

Status os_process_poll(OsProcess *process, i32 *exit_code) {
    int state;
    pid_t id = waitpid(process->id, &state, WNOHANG);
    if (id == 0) return STATUS_BUSY;
    if (id < 0) return errno == ECHILD ? STATUS_NOT_FOUND : shm_failure_status(errno);
    close_pipes(process);
    *exit_code = exit_code_of(state);
    return STATUS_OK;
}

void os_process_kill(OsProcess *process) {
    kill(process->is_group ? -process->id : process->id, SIGKILL);
}

Status os_process_run(const char *const *argv, i32 *exit_code) {
    OsProcess process;
    Status status = os_process_start(&(OsProcessSpec){.argv = argv}, &process);
    return status == STATUS_OK ? os_process_wait(&process, exit_code) : status;
}

static Status read_output(int fd, usize bytes_max, Bytes *output) {
    for (;;) {
        bytes_reserve(output, READ_BYTES);
        ssize_t count = read(fd, output->data + output->len, READ_BYTES);
        if (count == 0) return STATUS_OK;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return shm_failure_status(errno);
        output->len += (usize)count;
        if (output->len > bytes_max) return STATUS_LIMIT;
    }
}

Status os_process_capture(const char *const *argv, bool with_error, usize bytes_max, Arena *arena,
                          Slice *output, i32 *exit_code) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return shm_failure_status(errno);
    // Standard error shares the one pipe, so that the order of the lines is kept.
    Streams streams = {{-1, ends[1], with_error ? ends[1] : -1}, {-1, -1, -1}};
    OsProcessSpec spec = {.argv = argv};
    OsProcess process = {.output = ends[0], .input = -1, .error = -1};
    Status status = shm_failure_status(spawn(&spec, &streams, &process.id));
    close(ends[1]);
    if (status != STATUS_OK) {
        close(ends[0]);
        return status;
    }
    Bytes bytes;
    bytes_init(&bytes, arena);
    status = read_output(ends[0], bytes_max, &bytes);
    if (status != STATUS_OK) os_process_kill(&process);
    i32 code;
    Status waited = os_process_wait(&process, &code);
    if (status == STATUS_OK) status = waited;
    if (status != STATUS_OK) return status;
    *output = bytes_slice(&bytes);
    *exit_code = code;
    return STATUS_OK;
}

Status os_process_copy(OsProcess *process, bool *is_copy) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return shm_failure_status(errno);
    pid_t id = fork();
    if (id < 0) {
        int error = errno;
        close(ends[0]);
        close(ends[1]);
        return shm_failure_status(error);
    }
    *is_copy = id == 0;
    close(ends[id == 0 ? 0 : 1]);
    *process = (OsProcess){(i32)id, -1, ends[id == 0 ? 1 : 0], -1, false};
    if (id != 0) return STATUS_OK;
    // What the original reads and writes is not the copy's.
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing >= 0) {
        dup2(nothing, 0);
        dup2(nothing, 1);
        close(nothing);
    }
    return STATUS_OK;
}

void os_process_end(i32 exit_code) {
    _exit(exit_code);
}

Status os_process_exec(const char *const *argv) {
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    return shm_failure_status(errno);
}
