#include "host/host_file.h"

#include "os/stream.h"
#include "os/system_file.h"
#include <string.h>

enum { PATH_BYTES_MAX = 4096, ERROR_NAME_TOO_LONG = 36, ERROR_NOT_IMPLEMENTED = 38 };

// With a 0 behind it; false: too long.
static bool path_text(char *out, const u8 *path, u32 len) {
    if (len >= PATH_BYTES_MAX) return false;
    if (len > 0) memcpy(out, path, len);
    out[len] = 0;
    return true;
}

static i64 stat_call(const HostFileCall *call, const char *path) {
    i64 numbers[HOST_STAT_COUNT];
    i64 code = os_system_stat(path, (i32)call->number, call->whence == 0, numbers);
    if (code == 0) memcpy(call->out, numbers, sizeof numbers);
    return code;
}

static i64 open_call(const HostFileCall *call, const char *path) {
    return os_system_open(path, (u32)call->number, (u32)call->extra);
}

i64 host_file(void *context, const HostFileCall *call) {
    (void)context;
    char path[PATH_BYTES_MAX], other[PATH_BYTES_MAX];
    i32 file = (i32)call->number;
    bool is_write = call->op == HOST_FILE_WRITE;
    if (!path_text(path, call->path, call->path_len)) return -ERROR_NAME_TOO_LONG;
    if (!is_write && !path_text(other, call->other, call->other_len)) return -ERROR_NAME_TOO_LONG;
    // table:
    switch ((HostFileOp)call->op) {
    case HOST_FILE_OPEN: return open_call(call, path);
    case HOST_FILE_CLOSE: return os_system_close(file);
    case HOST_FILE_READ: return os_system_read(file, call->out, call->out_capacity);
    case HOST_FILE_WRITE: return os_system_write(file, call->other, call->other_len);
    case HOST_FILE_SEEK: return os_system_seek(file, call->extra, call->whence);
    case HOST_FILE_TRUNCATE: return os_system_truncate(file, call->extra);
    case HOST_FILE_IS_TERMINAL: return os_stream_is_terminal(file);
    case HOST_FILE_STAT: return stat_call(call, path);
    case HOST_FILE_STAT_OPEN: return stat_call(call, NULL);
    case HOST_FILE_REMOVE: return os_system_remove(path);
    case HOST_FILE_MAKE_FOLDER: return os_system_make_folder(path, (u32)call->number);
    case HOST_FILE_REMOVE_FOLDER: return os_system_remove_folder(path);
    case HOST_FILE_RENAME: return os_system_rename(path, other);
    case HOST_FILE_LIST: return os_system_list(path, call->out, call->out_capacity);
    case HOST_FILE_FOLDER: return os_system_folder(call->out, call->out_capacity);
    case HOST_FILE_SET_FOLDER: return os_system_set_folder(path);
    case HOST_FILE_ENVIRONMENT: return os_system_environment(call->out, call->out_capacity);
    case HOST_FILE_ACCESS: return os_system_access(path, file);
    case HOST_FILE_SET_MODE: return os_system_set_mode(path, (u32)call->number);
    case HOST_FILE_READ_LINK: return os_system_read_link(path, call->out, call->out_capacity);
    case HOST_FILE_MAKE_LINK: return os_system_make_link(path, other, call->whence == 1);
    case HOST_FILE_SET_TIMES: return os_system_set_times(path, call->number, call->extra);
    case HOST_FILE_PROCESS: return os_system_process();
    }
    return -ERROR_NOT_IMPLEMENTED;
}
