// abi/host.h — everything the runtime asks of the world. It never includes os/: natively src/host
// fills this table, in wasm the functions are imports. A NULL function means the host cannot do it;
// the runtime then raises OSError.
#pragma once

#include "base/status.h"

typedef enum { HOST_CLOCK_REAL, HOST_CLOCK_MONOTONIC, HOST_CLOCK_CPU } HostClock;

typedef struct {
    void *context;  // borrowed; the first argument of each call
    // Standard streams and, later, files: 0 stdin, 1 stdout, 2 stderr. Writes everything or fails.
    Status (*write)(void *context, i32 file, const u8 *data, usize len);
    // Reads at most `capacity` bytes; 0 bytes with STATUS_OK is the end of the file.
    Status (*read)(void *context, i32 file, u8 *data, usize capacity, usize *len);
    bool (*is_terminal)(void *context, i32 file);
    i64 (*clock_ns)(void *context, HostClock clock);
    // STATUS_INTERRUPTED when a signal came: the runtime raises KeyboardInterrupt.
    Status (*sleep_ns)(void *context, i64 duration_ns);
    void (*random_bytes)(void *context, u8 *data, usize len);
    // Offset of local time from UTC in seconds at that moment, and the zone's name (at most
    // `capacity` bytes).
    i32 (*local_time_offset)(void *context, i64 seconds_since_epoch, u8 *name, usize capacity,
                             usize *name_len);
    // input(): shows the prompt and reads a line where the host has its own way (a page's
    // prompt()); NULL: the runtime writes the prompt to stdout and reads stdin. STATUS_EMPTY is the
    // end of the input.
    Status (*prompt)(void *context, const u8 *text, usize len, u8 *line, usize capacity,
                     usize *line_len);
    // The text of one source line for tracebacks (without its newline), or STATUS_NOT_FOUND.
    Status (*source_line)(void *context, const u8 *file, usize file_len, u32 line, u8 *text,
                          usize capacity, usize *text_len);
    // The part of the main module that runs from here on (a page's script tags), or NULL.
    void (*section)(void *context, u32 number);
    // Memory for the heap in pieces of at least 64 KiB; never given back before the state ends.
    // NULL: no more.
    void *(*pages)(void *context, usize bytes);
} RtHost;
