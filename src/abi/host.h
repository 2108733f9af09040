// abi/host.h — everything the runtime asks of the world. It never includes os/: natively src/host
// fills this table, in wasm the functions are imports. A NULL function means the host cannot do it;
// the runtime then raises OSError.
#pragma once

#include "base/status.h"

typedef enum { HOST_CLOCK_REAL, HOST_CLOCK_MONOTONIC, HOST_CLOCK_CPU } HostClock;

// What module posix asks for. `number` is a file, `path` UTF-8 bytes.
typedef enum {
    HOST_FILE_OPEN,      // path, number: HOST_OPEN_x, extra: mode; a file
    HOST_FILE_CLOSE,     // number
    HOST_FILE_READ,      // number; at most out_capacity bytes to out; how many
    HOST_FILE_WRITE,     // number; other: the bytes; how many were written
    HOST_FILE_SEEK,      // number, extra: offset, whence; the new offset
    HOST_FILE_TRUNCATE,  // number, extra
    HOST_FILE_IS_TERMINAL,
    HOST_FILE_STAT,       // path; whence 1: not through links; HOST_STAT_COUNT i64s to out
    HOST_FILE_STAT_OPEN,  // number
    HOST_FILE_REMOVE,     // path
    HOST_FILE_MAKE_FOLDER,
    HOST_FILE_REMOVE_FOLDER,
    HOST_FILE_RENAME,       // path to other
    HOST_FILE_LIST,         // path; names, each with a 0 behind it; the bytes needed
    HOST_FILE_FOLDER,       // the working folder's path to out; its length
    HOST_FILE_SET_FOLDER,   // path
    HOST_FILE_ENVIRONMENT,  // NAME=value texts, each with a 0 behind it; the bytes needed
    HOST_FILE_ACCESS,       // path, number: mode bits
    HOST_FILE_SET_MODE,     // path, number
    HOST_FILE_READ_LINK,    // path to out; its length
    HOST_FILE_MAKE_LINK,    // path names other; whence 1: a hard link
    HOST_FILE_SET_TIMES,    // path, number and extra: access and modification, nanoseconds
    HOST_FILE_PROCESS,      // the number of this process
} HostFileOp;

enum {
    HOST_OPEN_WRITE = 1,  // read only without it
    HOST_OPEN_READ_WRITE = 2,
    HOST_OPEN_CREATE = 64,
    HOST_OPEN_EXCLUSIVE = 128,
    HOST_OPEN_TRUNCATE = 512,
    HOST_OPEN_APPEND = 1024,
};

// mode, inode, device, links, owner, group, bytes, accessed, modified, changed (nanoseconds)
enum { HOST_STAT_COUNT = 10 };

typedef struct {
    u32 op;  // HostFileOp
    i32 whence;
    i64 number, extra;
    const u8 *path, *other;
    u32 path_len, other_len;
    u8 *out;
    u32 out_capacity;
} HostFileCall;

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
    // As sleep_ns, but ends early when something came in: a call from JavaScript. Below 0: only
    // then. NULL, and STATUS_UNSUPPORTED: nothing can come in while the program sleeps.
    Status (*wait_ns)(void *context, i64 duration_ns);
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
    // What is asked for, or a Linux error number, negative.
    i64 (*file)(void *context, const HostFileCall *call);
    // The part of the main module that runs from here on (a page's script tags), or NULL.
    void (*section)(void *context, u32 number);
    // Memory for the heap in pieces of at least 64 KiB; never given back before the state ends.
    // NULL: no more.
    void *(*pages)(void *context, usize bytes);
} RtHost;
