// os/system_file.h — files as the running program asks for them: plain system calls with Linux's
// numbers and flags. Results are what the call gives, or its error number, negative.
#pragma once

#include "base/types.h"

i64 os_system_open(const char *path, u32 flags, u32 mode);  // closed when a program is executed
i64 os_system_close(i32 file);
i64 os_system_read(i32 file, void *data, usize capacity);  // again after a signal
i64 os_system_write(i32 file, const void *data, usize len);
i64 os_system_seek(i32 file, i64 offset, i32 whence);
i64 os_system_truncate(i32 file, i64 len);
// mode, inode, device, links, owner, group, bytes, accessed, modified, changed (nanoseconds).
// `path` NULL: of `file`.
i64 os_system_stat(const char *path, i32 file, bool follows_links, i64 out[10]);
i64 os_system_remove(const char *path);
i64 os_system_make_folder(const char *path, u32 mode);
i64 os_system_remove_folder(const char *path);
i64 os_system_rename(const char *from, const char *to);
// Names with a 0 behind each, as many bytes as fit; the bytes that all need.
i64 os_system_list(const char *path, u8 *out, usize capacity);
i64 os_system_folder(u8 *out, usize capacity);
i64 os_system_set_folder(const char *path);
i64 os_system_environment(u8 *out, usize capacity);  // as os_system_list
i64 os_system_access(const char *path, i32 mode);
i64 os_system_set_mode(const char *path, u32 mode);
i64 os_system_read_link(const char *path, u8 *out, usize capacity);
i64 os_system_make_link(const char *target, const char *path, bool is_hard);
i64 os_system_set_times(const char *path, i64 accessed_ns, i64 modified_ns);
i64 os_system_process(void);
