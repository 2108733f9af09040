#include "host/host_program.h"

#include "host/host_native.h"
#include "os/stream.h"
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { STACK_BYTES_MAX = 64 * 1024 * 1024, STACK_RESERVE_BYTES = 512 * 1024 };

// What Python code may use of the main thread's stack; the rest is for the runtime itself.
static usize stack_bytes(void) {
    struct rlimit limit;
    usize bytes = 8 * 1024 * 1024;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
        bytes = (usize)limit.rlim_cur;
    if (bytes > STACK_BYTES_MAX) bytes = STACK_BYTES_MAX;
    return bytes > 2 * STACK_RESERVE_BYTES ? bytes - STACK_RESERVE_BYTES : bytes / 2;
}

// KRAIT_LEAKS=N: look for leaks, and stop at allocation N (0: nowhere).
void host_leaks_watch(RtState *rt) {
    const char *number = getenv("KRAIT_LEAKS");
    if (number) rt_leaks_watch(rt, strtoull(number, NULL, 10));
}

int host_program_end(RtState *rt, int code) {
    if (!getenv("KRAIT_LEAKS")) {
        rt_finish(rt);
        return code;
    }
    return rt_leaks_end(rt) ? HOST_EXIT_LEAKED : code;
}

int host_program_main(int argc, char **argv, const RtUnit *unit) {
    const char *script = getenv("KRAIT_PROGRAM");
    if (script && argc > 0) {
        argv[0] = strdup(script);  // for the rest of the process
        unsetenv("KRAIT_PROGRAM");
    }
    os_stream_ignore_broken_pipes();
    RtState *rt = calloc(1, rt_state_bytes());
    if (!rt || rt_state_init(rt, host_native(), stack_bytes(), (u32)argc,
                             (const char *const *)argv) != STATUS_OK) {
        free(rt);
        return os_stream_write(2, SLICE_LITERAL("krait: out of memory\n")) == STATUS_OK ? 1 : 2;
    }
    host_leaks_watch(rt);
    int code = host_program_end(rt, rt_run_main(rt, unit));
    free(rt);
    return code;
}
