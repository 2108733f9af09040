#include "ipc/segment.h"
#include "ipc/stale.h"
#include "os/proc_alive.h"

#include <string.h>

static u32 frames_waiting(const SegmentNames *names) {
    OsSem *data;
    if (os_sem_open(names->data_sem, &data) != STATUS_OK) return 0;
    u32 value = os_sem_value(data);
    os_sem_close(data);
    return value;
}

KrIpcStatus kr_ipc_inspect(const char *name, KrIpcInfo *info) {
    SegmentNames names;
    *info = (KrIpcInfo){0};
    if (!segment_names_make(name, &names)) return KR_IPC_INVALID;
    OsShm shm;
    Status status = os_shm_open(name, false, &shm);
    if (status != STATUS_OK) return segment_status(status);
    if (shm.bytes >= OIEB_BYTES) {
        const Oieb *oieb = (const Oieb *)(const void *)shm.base;
        u64 metadata_bytes, payload_bytes;
        info->is_valid = segment_check(&shm, &metadata_bytes, &payload_bytes) == KR_IPC_OK;
        info->metadata_bytes = atomic_u64_load_relaxed(&oieb->metadata_bytes);
        info->metadata_used_bytes = atomic_u64_load_relaxed(&oieb->metadata_written_bytes);
        info->payload_bytes = atomic_u64_load_relaxed(&oieb->payload_bytes);
        info->free_bytes = atomic_u64_load_relaxed(&oieb->payload_free_bytes);
        info->write_position = atomic_u64_load_relaxed(&oieb->write_position);
        info->read_position = atomic_u64_load_relaxed(&oieb->read_position);
        info->written_count = atomic_u64_load_relaxed(&oieb->written_count);
        info->read_count = atomic_u64_load_relaxed(&oieb->read_count);
        info->writer_pid = atomic_u64_load_relaxed(&oieb->writer_pid);
        info->reader_pid = atomic_u64_load_relaxed(&oieb->reader_pid);
        info->is_writer_alive = os_proc_is_alive(info->writer_pid);
        info->is_reader_alive = os_proc_is_alive(info->reader_pid);
    }
    os_shm_close(&shm);
    if (info->is_valid) info->frames_waiting = frames_waiting(&names);
    return KR_IPC_OK;
}

typedef struct {
    int (*visit)(void *context, const char *name);
    void *context;
} List;

static bool list_one(void *context, const char *name) {
    const List *list = context;
    if (strncmp(name, "sem.", 4) == 0) return true;
    KrIpcInfo info;
    if (kr_ipc_inspect(name, &info) != KR_IPC_OK || !info.is_valid) return true;
    return list->visit(list->context, name) != 0;
}

KrIpcStatus kr_ipc_list(int (*visit)(void *context, const char *name), void *context) {
    List list = {.visit = visit, .context = context};
    return segment_status(os_shm_list(list_one, &list));
}

typedef struct {
    void (*visit)(void *context, const char *name);
    void *context;
} Clean;

// Whether nobody uses what is left under this name: a buffer both of whose sides are dead, or
// semaphores without a buffer, as some implementations leave them.
static bool is_abandoned(const char *name, bool is_semaphore) {
    KrIpcInfo info;
    KrIpcStatus status = kr_ipc_inspect(name, &info);
    if (is_semaphore) return status == KR_IPC_NOT_FOUND;
    return status == KR_IPC_OK && info.is_valid && !info.is_reader_alive && !info.is_writer_alive;
}

// What has no lock file: the lock is taken as the next reader would take it.
static bool clean_one(void *context, const char *file) {
    static const char semaphore_prefix[] = "sem.sem-w-";
    static const usize prefix_len = sizeof(semaphore_prefix) - 1;
    const Clean *clean = context;
    SegmentNames names;
    OsFlock lock;
    bool is_semaphore = strncmp(file, semaphore_prefix, prefix_len) == 0;
    const char *name = is_semaphore ? file + prefix_len : file;
    if (!is_semaphore && strncmp(file, "sem.", 4) == 0) return true;
    if (!segment_names_make(name, &names) || !is_abandoned(name, is_semaphore)) return true;
    if (os_flock_directory_make(SEGMENT_LOCK_DIRECTORY) != STATUS_OK) return true;
    if (os_flock_take(names.lock, &lock) != STATUS_OK) return true;
    if (is_abandoned(name, is_semaphore) && stale_remove(&names) == KR_IPC_OK && clean->visit) {
        clean->visit(clean->context, name);
    }
    os_flock_drop(names.lock, &lock);
    return true;
}

KrIpcStatus kr_ipc_clean(void (*visit)(void *context, const char *name), void *context) {
    stale_sweep(visit, context);
    Clean clean = {.visit = visit, .context = context};
    return segment_status(os_shm_list(clean_one, &clean));
}
