// os/files.h — files and folders as wholes. Paths are NUL-terminated UTF-8 (the system's bytes).
#pragma once

#include "base/arena.h"
#include "base/slice.h"
#include "base/status.h"

typedef enum { OS_FILE_PLAIN, OS_FILE_FOLDER, OS_FILE_OTHER } OsFileKind;

typedef struct {
    OsFileKind kind;
    u64 bytes;
    i64 modified_ns;  // since 1970
    u32 mode;         // permission bits
} OsFileInfo;

typedef struct {
    const char **names;  // in arena, sorted bytewise; without "." and ".."
    u32 count;
} OsFolder;

// The whole content, in the arena, with a 0 behind it that is not counted. STATUS_LIMIT: it is
// longer than `bytes_max`. Works for pipes and devices too.
NODISCARD Status os_file_read(const char *path, usize bytes_max, Arena *arena, Slice *content);

// Replaces or creates the file in one step: a reader sees the old content or the new one. `mode` 0
// means 0666; the umask applies to both.
NODISCARD Status os_file_write(const char *path, Slice content, u32 mode);

// For reading by others (os_stream_close ends it); STATUS_INVALID: it is no plain file.
NODISCARD Status os_file_open(const char *path, i32 *stream, u64 *bytes);
// A second descriptor of a plain file that is open; the first stays its owner's.
NODISCARD Status os_file_copy(i32 stream, i32 *copy, u64 *bytes);
NODISCARD Status os_file_info(const char *path, OsFileInfo *info);  // follows links
NODISCARD Status os_file_touch(const char *path);                   // sets `modified_ns` to now
NODISCARD Status os_file_rename(const char *from, const char *to);  // in one step, replacing `to`
NODISCARD Status os_file_remove(const char *path);

NODISCARD Status os_folder_make(const char *path);  // with its parents; one that exists is fine
NODISCARD Status os_folder_make_temporary(Arena *arena, const char **path);  // in $TMPDIR or /tmp
NODISCARD Status os_folder_list(const char *path, Arena *arena, OsFolder *folder);
// With everything in it; links are removed, not followed. One that is not there is fine.
NODISCARD Status os_folder_remove(const char *path);
