// os/process.h — other programs: run, talk to, wait for, become.
//
// An exit code is what a shell shows: 0 to 255, or 128 + the signal that ended the process.
#pragma once

#include "base/arena.h"
#include "base/slice.h"
#include "base/status.h"

// What a stream of the new process is connected to.
typedef enum { OS_STREAM_INHERIT, OS_STREAM_PIPE, OS_STREAM_NULL } OsStreamKind;

typedef struct {
    const char *const *argv;  // ends with NULL; argv[0] is looked up on PATH
    const char *folder;       // where it runs; NULL: here
    OsStreamKind input, output, error;
    bool is_group;  // leads a process group of its own, which os_process_kill ends as a whole
} OsProcessSpec;

typedef struct {
    i32 id;
    i32 input, output, error;  // our ends of the pipes; -1 where there is none
    bool is_group;
} OsProcess;

// STATUS_NOT_FOUND: there is no such program.
NODISCARD Status os_process_start(const OsProcessSpec *spec, OsProcess *process);
// Closes our ends of the pipes first, then waits.
NODISCARD Status os_process_wait(OsProcess *process, i32 *exit_code);
// STATUS_BUSY: it still runs.
NODISCARD Status os_process_poll(OsProcess *process, i32 *exit_code);
void os_process_kill(OsProcess *process);  // at once, its group too; wait still has to follow

// Starts with every stream inherited and waits.
NODISCARD Status os_process_run(const char *const *argv, i32 *exit_code);
// Collects standard output (in the arena, at most `bytes_max`, else STATUS_LIMIT after ending the
// program), optionally standard error with it, and waits.
NODISCARD Status os_process_capture(const char *const *argv, bool with_error, usize bytes_max,
                                    Arena *arena, Slice *output, i32 *exit_code);
// Becomes the other program. Returns only if that fails.
NODISCARD Status os_process_exec(const char *const *argv);

// A second process that goes on here with a copy of everything, and whose `output` is for writing;
// the first reads it from its own. The copy has neither input nor standard output, ends by
// os_process_end, and must not be made where there are several threads.
NODISCARD Status os_process_copy(OsProcess *process, bool *is_copy);
NORETURN void os_process_end(i32 exit_code);  // at once: nothing is flushed or freed
