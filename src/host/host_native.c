#include "host/host_native.h"

#include "base/arena.h"
#include "host/host_file.h"
#include "os/clock.h"
#include "os/files.h"
#include "os/stream.h"
#include <stdlib.h>
#include <string.h>

enum { SOURCE_BYTES_MAX = 64 * 1024 * 1024, ZONE_BYTES_MAX = 32 };

static Status write_stream(void *context, i32 file, const u8 *data, usize len) {
    (void)context;
    return os_stream_write(file, slice_make(data, len));
}

static Status read_stream(void *context, i32 file, u8 *data, usize capacity, usize *len) {
    (void)context;
    return os_stream_read(file, data, capacity, len);
}

static bool is_terminal(void *context, i32 file) {
    (void)context;
    return os_stream_is_terminal(file);
}

static i64 clock_ns(void *context, HostClock clock) {
    (void)context;
    switch (clock) {
    case HOST_CLOCK_REAL: return os_clock_real_ns();
    case HOST_CLOCK_CPU: return os_clock_cpu_ns();
    default: return os_clock_monotonic_ns();
    }
}

static Status sleep_ns(void *context, i64 duration_ns) {
    (void)context;
    return os_clock_sleep_ns(duration_ns);
}

static void random_bytes(void *context, u8 *data, usize len) {
    (void)context;
    os_clock_random(data, len);
}

static i32 local_time_offset(void *context, i64 seconds, u8 *name, usize capacity,
                             usize *name_len) {
    (void)context;
    char zone[ZONE_BYTES_MAX] = {0};
    i32 offset = os_clock_zone(seconds, zone, sizeof zone);
    usize len = strlen(zone);
    *name_len = len < capacity ? len : capacity;
    memcpy(name, zone, *name_len);
    return offset;
}

// Reads the file anew each time: it is only for tracebacks.
static Status source_line(void *context, const u8 *file, usize file_len, u32 line, u8 *text,
                          usize capacity, usize *text_len) {
    (void)context;
    Arena arena;
    arena_init(&arena, arena_source_default());
    Slice content;
    Status status =
        os_file_read(arena_text(&arena, file, file_len), SOURCE_BYTES_MAX, &arena, &content);
    usize start = 0;
    for (u32 i = 1; status == STATUS_OK && i < line; i++) {
        const u8 *end =
            start < content.len ? memchr(content.data + start, '\n', content.len - start) : NULL;
        if (!end) status = STATUS_NOT_FOUND;
        if (end) start = (usize)(end - content.data) + 1;
    }
    if (status == STATUS_OK && start >= content.len) status = STATUS_NOT_FOUND;
    if (status == STATUS_OK) {
        usize end = start;
        while (end < content.len && content.data[end] != '\n') end++;
        if (end > start && content.data[end - 1] == '\r') end--;
        *text_len = end - start < capacity ? end - start : capacity;
        memcpy(text, content.data + start, *text_len);
    }
    arena_deinit(&arena);
    return status;
}

static void *pages(void *context, usize bytes) {
    (void)context;
    return malloc(bytes);
}

const RtHost *host_native(void) {
    static const RtHost host = {
        .write = write_stream,
        .read = read_stream,
        .is_terminal = is_terminal,
        .clock_ns = clock_ns,
        .sleep_ns = sleep_ns,
        .random_bytes = random_bytes,
        .local_time_offset = local_time_offset,
        .source_line = source_line,
        .file = host_file,
        .pages = pages,
    };
    return &host;
}
