#include "ipc/segment.h"

#include "ipc/stale.h"
#include "os/proc_alive.h"

#include <stdio.h>
#include <string.h>

enum {
    METADATA_BYTES_DEFAULT = 1024,
    PAYLOAD_BYTES_DEFAULT = 1 << 20,
    LOCK_NAP_US = 2000,
    LOCK_NAPS_MAX = 50,    // a sweeper holds a dead lock for less
    ORPHAN_NAPS_MIN = 40,  // a lock held so long for a dead reader is held by its child
    OPEN_NAP_US = 1000,
    OPEN_NAPS_MAX = 100,
};

// Sizes beyond this cannot be mapped, and sums of them do not overflow.
static const u64 block_bytes_max = (u64)1 << 46;

KrIpcStatus segment_status(Status status) {
    switch (status) {  // table:
    case STATUS_OK: return KR_IPC_OK;
    case STATUS_NO_MEMORY: return KR_IPC_NO_MEMORY;
    case STATUS_NOT_FOUND: return KR_IPC_NOT_FOUND;
    case STATUS_EXISTS:
    case STATUS_BUSY: return KR_IPC_READER_EXISTS;
    case STATUS_DENIED: return KR_IPC_DENIED;
    case STATUS_INVALID: return KR_IPC_INVALID;
    case STATUS_LIMIT: return KR_IPC_LIMIT;
    case STATUS_NO_SPACE: return KR_IPC_NO_SPACE;
    default: return KR_IPC_SYSTEM;
    }
}

bool segment_names_make(const char *name, SegmentNames *names) {
    usize len = strlen(name);
    if (len == 0 || len > KR_IPC_NAME_BYTES_MAX || strchr(name, '/')) return false;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return false;
    memcpy(names->name, name, len + 1);
    snprintf(names->data_sem, sizeof(names->data_sem), "sem-w-%s", name);
    snprintf(names->space_sem, sizeof(names->space_sem), "sem-r-%s", name);
    snprintf(names->lock, sizeof(names->lock), "%s/%s%s", SEGMENT_LOCK_DIRECTORY, name,
             SEGMENT_LOCK_SUFFIX);
    return true;
}

static KrIpcStatus lock_take(Segment *segment) {
    Status status = os_flock_directory_make(SEGMENT_LOCK_DIRECTORY);
    if (status != STATUS_OK) return segment_status(status);
    u64 inode = os_flock_inode(segment->names.lock);
    for (u32 i = 0;; i++) {
        status = os_flock_take(segment->names.lock, &segment->lock);
        if (status != STATUS_BUSY && status != STATUS_DENIED) return segment_status(status);
        // Another user's; or busy for good, for a moment (a sweeper), or held by the child of a
        // dead reader.
        OsShm shm;
        if (os_shm_open(segment->names.name, false, &shm) == STATUS_OK) {
            bool is_alive = shm.bytes >= OIEB_BYTES &&
                            os_proc_is_alive(atomic_u64_load_acquire(
                                &((const Oieb *)(const void *)shm.base)->reader_pid));
            os_shm_close(&shm);
            if (is_alive) return KR_IPC_READER_EXISTS;
        }
        if (status == STATUS_DENIED) return KR_IPC_DENIED;
        if (i == LOCK_NAPS_MAX) return KR_IPC_READER_EXISTS;
        if (i == ORPHAN_NAPS_MIN && stale_is_reader_dead(&segment->names))
            os_flock_break(segment->names.lock, inode);
        os_sem_nap_us(LOCK_NAP_US);
    }
}

static void oieb_fill(Segment *segment) {
    Oieb *oieb = segment_oieb(segment);
    oieb->version[0] = OIEB_VERSION_MAJOR;
    atomic_u64_store_relaxed(&oieb->metadata_bytes, segment->metadata_bytes);
    atomic_u64_store_relaxed(&oieb->metadata_free_bytes, segment->metadata_bytes);
    atomic_u64_store_relaxed(&oieb->payload_bytes, segment->payload_bytes);
    atomic_u64_store_relaxed(&oieb->payload_free_bytes, segment->payload_bytes);
    atomic_u64_store_relaxed(&oieb->reader_pid, os_proc_self());
    // From here on writers may connect: whoever sees the size sees all of the above.
    atomic_u32_store_release(&oieb->oieb_size, OIEB_BYTES);
}

static KrIpcStatus objects_make(const KrIpcConfig *config, Segment *segment) {
    const SegmentNames *names = &segment->names;
    KrIpcStatus removed = stale_remove(names);
    if (removed != KR_IPC_OK) return removed;
    Status status = os_sem_create(names->data_sem, config->mode, 0, &segment->data);
    if (status == STATUS_OK) {
        status = os_sem_create(names->space_sem, config->mode, 0, &segment->space);
        if (status == STATUS_OK) {
            u64 bytes = OIEB_BYTES + segment->metadata_bytes + segment->payload_bytes;
            status = os_shm_create(names->name, bytes, config->mode, config->is_committed != 0,
                                   &segment->shm);
            if (status == STATUS_OK) return KR_IPC_OK;
            Status ignored = os_sem_unlink(names->space_sem);
            (void)ignored;
        }
        Status ignored = os_sem_unlink(names->data_sem);
        (void)ignored;
    }
    return segment_status(status);
}

static u64 block_round(u64 bytes) {
    return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
}

KrIpcStatus segment_create(const char *name, const KrIpcConfig *config, Segment *segment) {
    *segment = (Segment){.lock.fd = -1};
    if (!segment_names_make(name, &segment->names)) return KR_IPC_INVALID;
    if (config->metadata_bytes > block_bytes_max || config->payload_bytes > block_bytes_max)
        return KR_IPC_INVALID;
    segment->metadata_bytes =
        block_round(config->metadata_bytes ? config->metadata_bytes : METADATA_BYTES_DEFAULT);
    if (config->has_no_metadata) segment->metadata_bytes = 0;
    segment->payload_bytes =
        block_round(config->payload_bytes ? config->payload_bytes : PAYLOAD_BYTES_DEFAULT);

    stale_sweep(NULL, NULL);
    KrIpcStatus result = lock_take(segment);
    if (result != KR_IPC_OK) return result;
    segment->fork_mark = os_shm_fork_mark_new();
    result = segment->fork_mark ? objects_make(config, segment) : KR_IPC_NO_MEMORY;
    if (result != KR_IPC_OK) {
        os_flock_drop(segment->names.lock, &segment->lock);
        segment_close(segment);
        return result;
    }
    oieb_fill(segment);
    return KR_IPC_OK;
}

void segment_remove(Segment *segment) {
    atomic_u64_store_release(&segment_oieb(segment)->reader_pid, 0);
    os_sem_post(segment->space);  // a writer that waits looks up now
    // Another reader may have declared us dead and taken the name.
    if (os_shm_is_current(segment->names.name, &segment->shm)) {
        Status ignored = os_shm_unlink(segment->names.name);
        ignored = os_sem_unlink(segment->names.data_sem);
        ignored = os_sem_unlink(segment->names.space_sem);
        (void)ignored;
    }
    os_flock_drop(segment->names.lock, &segment->lock);
}

KrIpcStatus segment_check(const OsShm *shm, u64 *metadata_bytes, u64 *payload_bytes) {
    if (shm->bytes < OIEB_BYTES) return KR_IPC_BAD_BUFFER;
    const Oieb *oieb = (const Oieb *)(const void *)shm->base;
    if (atomic_u32_load_acquire(&oieb->oieb_size) != OIEB_BYTES) return KR_IPC_BAD_BUFFER;
    if (oieb->version[0] != OIEB_VERSION_MAJOR) return KR_IPC_BAD_VERSION;
    *metadata_bytes = atomic_u64_load_relaxed(&oieb->metadata_bytes);
    *payload_bytes = atomic_u64_load_relaxed(&oieb->payload_bytes);
    bool is_possible = *metadata_bytes <= block_bytes_max && *payload_bytes <= block_bytes_max &&
                       *metadata_bytes % BLOCK_BYTES == 0 && *payload_bytes % BLOCK_BYTES == 0 &&
                       *payload_bytes >= BLOCK_BYTES &&
                       OIEB_BYTES + *metadata_bytes + *payload_bytes <= shm->bytes;
    return is_possible ? KR_IPC_OK : KR_IPC_BAD_BUFFER;
}

// Maps the buffer once its maker is done with it.
static KrIpcStatus shm_open_made(Segment *segment) {
    for (u32 i = 0;; i++) {
        Status status = os_shm_open(segment->names.name, true, &segment->shm);
        if (status != STATUS_OK) return segment_status(status);
        bool is_unfinished = segment->shm.bytes < OIEB_BYTES ||
                             atomic_u32_load_acquire(&segment_oieb(segment)->oieb_size) == 0;
        if (!is_unfinished || i == OPEN_NAPS_MAX) break;
        os_shm_close(&segment->shm);
        os_sem_nap_us(OPEN_NAP_US);
    }
    return segment_check(&segment->shm, &segment->metadata_bytes, &segment->payload_bytes);
}

KrIpcStatus segment_open(const char *name, Segment *segment) {
    *segment = (Segment){.lock.fd = -1};
    if (!segment_names_make(name, &segment->names)) return KR_IPC_INVALID;
    KrIpcStatus result = shm_open_made(segment);
    if (result == KR_IPC_OK) {
        Status status = os_sem_open(segment->names.data_sem, &segment->data);
        if (status == STATUS_OK) status = os_sem_open(segment->names.space_sem, &segment->space);
        result = segment_status(status);
    }
    if (result == KR_IPC_OK && !os_shm_is_current(segment->names.name, &segment->shm))
        result = KR_IPC_NOT_FOUND;
    if (result == KR_IPC_OK) {
        segment->fork_mark = os_shm_fork_mark_new();
        if (!segment->fork_mark) result = KR_IPC_NO_MEMORY;
    }
    if (result != KR_IPC_OK) segment_close(segment);
    return result;
}

void segment_close(Segment *segment) {
    if (segment->lock.fd >= 0) os_flock_forget(&segment->lock);
    os_sem_close(segment->data);
    os_sem_close(segment->space);
    os_shm_close(&segment->shm);
    os_shm_fork_mark_free(segment->fork_mark);
    segment->data = segment->space = NULL;
    segment->fork_mark = NULL;
}
