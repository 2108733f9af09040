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
    int code = rt_run_main(rt, unit);
    rt_state_deinit(rt);
    free(rt);
    return code;
}
