#include "host/host.h"

#include "os/clock.h"
#include "os/files.h"
#include "os/mapping.h"
#include "os/stream.h"
#include "os/thread.h"

#include <string.h>

typedef struct HostPages {
    struct HostPages *next;  // in arena
    void *memory;
    usize bytes;
} HostPages;

static Status host_write(void *context, i32 file, const u8 *data, usize len) {
    (void)context;
    return os_stream_write(file, slice_make(data, len));
}

static Status host_read(void *context, i32 file, u8 *data, usize capacity, usize *len) {
    (void)context;
    return os_stream_read(file, data, capacity, len);
}

static bool host_is_terminal(void *context, i32 file) {
    (void)context;
    return os_stream_is_terminal(file);
}

static i64 host_clock_ns(void *context, HostClock clock) {
    (void)context;
    switch (clock) {
    case HOST_CLOCK_REAL: return os_clock_real_ns();
    case HOST_CLOCK_MONOTONIC: return os_clock_monotonic_ns();
    case HOST_CLOCK_CPU: return os_clock_cpu_ns();
    }
    return 0;
}

static Status host_sleep_ns(void *context, i64 duration_ns) {
    (void)context;
    return os_clock_sleep_ns(duration_ns);
}

static void host_random_bytes(void *context, u8 *data, usize len) {
    (void)context;
    os_clock_random(data, len);
}

static i32 host_time_offset(void *context, i64 seconds, u8 *name, usize capacity, usize *name_len) {
    (void)context;
    char text[64] = "";
    i32 offset = os_clock_zone(seconds, text, sizeof text);
    usize len = strlen(text);
    *name_len = len < capacity ? len : capacity;
    memcpy(name, text, *name_len);
    return offset;
}

// Reads the file again for each line: only tracebacks ask.
static Status host_source_line(void *context, const u8 *file, usize file_len, u32 line, u8 *text, usize capacity,
                               usize *text_len) {
    Host *host = context;
    ArenaMark mark = arena_mark(&host->arena);
    Slice content;
    Status status = os_file_read(arena_text(&host->arena, file, file_len), HOST_SOURCE_BYTES_MAX, &host->arena, &content);
    if (status == STATUS_OK) {
        usize start = 0;
        u32 number = 1;
        for (; number < line && start < content.len; number++) {
            const u8 *end = memchr(content.data + start, '\n', content.len - start);
            start = end ? (usize)(end - content.data) + 1 : content.len;
        }
        if (number == line && start < content.len) {
            const u8 *end = memchr(content.data + start, '\n', content.len - start);
            usize len = end ? (usize)(end - content.data) - start : content.len - start;
            *text_len = len < capacity ? len : capacity;
            memcpy(text, content.data + start, *text_len);
        } else {
            status = STATUS_NOT_FOUND;
        }
    }
    arena_reset(&host->arena, mark);
    return status == STATUS_OK ? STATUS_OK : STATUS_NOT_FOUND;
}

static void *host_pages(void *context, usize bytes) {
    Host *host = context;
    void *memory;
    if (os_mapping_new(bytes, &memory) != STATUS_OK) return NULL;
    HostPages *pages = ARENA_NEW(&host->arena, HostPages);
    *pages = (HostPages){host->pages, memory, bytes};
    host->pages = pages;
    return memory;
}

void host_init(Host *host) {
    *host = (Host){0};
    arena_init(&host->arena, arena_source_default());
    host->table = (RtHost){
        .context = host,
        .write = host_write,
        .read = host_read,
        .is_terminal = host_is_terminal,
        .clock_ns = host_clock_ns,
        .sleep_ns = host_sleep_ns,
        .random_bytes = host_random_bytes,
        .local_time_offset = host_time_offset,
        .source_line = host_source_line,
        .pages = host_pages,
    };
}

void host_deinit(Host *host) {
    for (HostPages *pages = host->pages; pages; pages = pages->next) os_mapping_free(pages->memory, pages->bytes);
    arena_deinit(&host->arena);
}

// ---- a program
typedef struct {
    const RtUnit *unit;
    int argc;
    char **argv;
    int exit_code;
} Program;

static void run_program(void *context) {
    Program *program = context;
    Host host;
    host_init(&host);
    RtState *rt = arena_alloc(&host.arena, rt_state_bytes());
    Status status = rt_state_init(rt, &host.table, HOST_STACK_BYTES - HOST_STACK_RESERVE_BYTES, (u32)program->argc,
                                  (const char *const *)program->argv);
    // The process ends right afterwards, so the state and its memory are left to the system.
    program->exit_code = status == STATUS_OK ? rt_run_main(rt, program->unit) : 1;
}

int host_run_program(const RtUnit *unit, int argc, char **argv) {
    Program program = {unit, argc, argv, 1};
    OsThread thread;
    os_stream_ignore_broken_pipes();
    if (os_thread_start(run_program, &program, HOST_STACK_BYTES, &thread) == STATUS_OK) os_thread_join(thread);
    return program.exit_code;
}
