#include "os/shm_failure_priv.h"

#include <errno.h>

Status shm_failure_status(int error) {
    switch (error) {
    case 0: return STATUS_OK;
    case ENOENT: return STATUS_NOT_FOUND;
    case EEXIST: return STATUS_EXISTS;
    case EACCES:
    case EPERM:
    case EROFS: return STATUS_DENIED;
    case ENOMEM: return STATUS_NO_MEMORY;
    case EMFILE:
    case ENFILE:
    case EFBIG: return STATUS_LIMIT;
    case ENOSPC:
    case EDQUOT: return STATUS_NO_SPACE;
    case EINVAL:
    case ENAMETOOLONG: return STATUS_INVALID;
    case ETIMEDOUT: return STATUS_TIMEOUT;
    case EINTR: return STATUS_INTERRUPTED;
    case EAGAIN: return STATUS_BUSY;
    case ENOSYS:
    case EOPNOTSUPP: return STATUS_UNSUPPORTED;
    default: return STATUS_IO;
    }
}
