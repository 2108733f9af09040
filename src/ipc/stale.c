#include "ipc/stale.h"

#include "os/proc_alive.h"

enum { MAKING_NAP_US = 2000, MAKING_NAPS_MAX = 100 };

static void unlink_all(const SegmentNames *names) {
    Status ignored = os_shm_unlink(names->name);
    ignored = os_sem_unlink(names->data_sem);
    ignored = os_sem_unlink(names->space_sem);
    (void)ignored;
}

static bool is_valid(const OsShm *shm) {
    return shm->bytes >= OIEB_BYTES &&
           atomic_u32_load_acquire(&((const Oieb *)(const void *)shm->base)->oieb_size) ==
               OIEB_BYTES;
}

// A buffer whose size is still 0 is being made by somebody, for a short time.
static Status open_made(const SegmentNames *names, OsShm *shm) {
    for (u32 i = 0;; i++) {
        Status status = os_shm_open(names->name, true, shm);
        if (status != STATUS_OK || is_valid(shm) || i == MAKING_NAPS_MAX) return status;
        if (shm->bytes >= OIEB_BYTES) {
            const Oieb *oieb = (const Oieb *)(const void *)shm->base;
            if (atomic_u32_load_acquire(&oieb->oieb_size) != 0)
                return STATUS_OK;  // nonsense, not unfinished
        }
        os_shm_close(shm);
        os_sem_nap_us(MAKING_NAP_US);
    }
}

static u64 reader_of(const OsShm *shm) {
    return shm->bytes < OIEB_BYTES
               ? 0
               : atomic_u64_load_acquire(&((Oieb *)(void *)shm->base)->reader_pid);
}

static u64 writer_of(const OsShm *shm) {
    return shm->bytes < OIEB_BYTES
               ? 0
               : atomic_u64_load_acquire(&((Oieb *)(void *)shm->base)->writer_pid);
}

static void writer_tell(const SegmentNames *names, const OsShm *shm) {
    if (!is_valid(shm)) return;
    atomic_u64_store_release(&((Oieb *)(void *)shm->base)->reader_pid, 0);
    OsSem *space;
    if (os_sem_open(names->space_sem, &space) != STATUS_OK) return;
    os_sem_post(space);
    os_sem_close(space);
}

KrIpcStatus stale_remove(const SegmentNames *names) {
    OsShm shm;
    Status status = open_made(names, &shm);
    if (status == STATUS_DENIED) return KR_IPC_DENIED;
    if (status == STATUS_OK) {
        bool is_alive = os_proc_is_alive(reader_of(&shm));
        if (!is_alive) writer_tell(names, &shm);
        os_shm_close(&shm);
        if (is_alive) return KR_IPC_READER_EXISTS;
    }
    unlink_all(names);
    return KR_IPC_OK;
}

bool stale_is_reader_dead(const SegmentNames *names) {
    OsShm shm;
    if (os_shm_open(names->name, false, &shm) != STATUS_OK) return false;
    u64 reader = reader_of(&shm);
    os_shm_close(&shm);
    return reader != 0 && !os_proc_is_alive(reader);
}

typedef struct {
    void (*visit)(void *context, const char *name);  // may be NULL
    void *context;
} Sweep;

static void sweep_one(void *context, const char *name) {
    const Sweep *sweep = context;
    SegmentNames names;
    OsFlock lock;
    if (!segment_names_make(name, &names)) return;
    if (os_flock_take_existing(names.lock, &lock) != STATUS_OK) return;
    OsShm shm;
    if (os_shm_open(names.name, false, &shm) == STATUS_OK) {
        bool is_used = os_proc_is_alive(reader_of(&shm)) || os_proc_is_alive(writer_of(&shm));
        os_shm_close(&shm);
        if (!is_used) {
            unlink_all(&names);
            if (sweep->visit) sweep->visit(sweep->context, name);
        }
    }
    os_flock_drop(names.lock, &lock);
}

void stale_sweep(void (*visit)(void *context, const char *name), void *context) {
    Sweep sweep = {.visit = visit, .context = context};
    Status ignored = os_flock_list(SEGMENT_LOCK_DIRECTORY, SEGMENT_LOCK_SUFFIX, sweep_one, &sweep);
    (void)ignored;  // no directory: nothing to sweep
}
