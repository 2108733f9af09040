#include "krait/ipc.h"

const char *kr_ipc_status_text(KrIpcStatus status) {
    switch (status) {  // table:
    case KR_IPC_OK: return "ok";
    case KR_IPC_TIMEOUT: return "no frame in time";
    case KR_IPC_FULL: return "the ring is full";
    case KR_IPC_WRITER_DEAD: return "the writer is gone";
    case KR_IPC_READER_DEAD: return "the reader is gone";
    case KR_IPC_WRITER_EXISTS: return "another writer is connected";
    case KR_IPC_READER_EXISTS: return "another reader has this name";
    case KR_IPC_NOT_FOUND: return "no shared memory of this name; the reader makes it";
    case KR_IPC_FRAME_TOO_LARGE: return "the frame is larger than the ring";
    case KR_IPC_FRAME_EMPTY: return "a frame needs at least one byte";
    case KR_IPC_BAD_SIZE: return "invalid frame size: the frame's header says 0 bytes";
    case KR_IPC_BAD_SEQUENCE: return "the frame's sequence number is wrong";
    case KR_IPC_BAD_BUFFER: return "the shared memory holds an invalid control block or frame";
    case KR_IPC_BAD_VERSION: return "the buffer has another major version of the protocol";
    case KR_IPC_METADATA_EXISTS: return "metadata is written already";
    case KR_IPC_METADATA_SIZE: return "the metadata is empty or larger than its block";
    case KR_IPC_TOO_MANY_HELD: return "too many frames are held; release some";
    case KR_IPC_NOT_RESERVED: return "no frame is reserved";
    case KR_IPC_CANCELLED: return "the wait was cancelled";
    case KR_IPC_INTERRUPTED: return "the wait was interrupted";
    case KR_IPC_CLOSED: return "it is closed";
    case KR_IPC_FORKED: return "it belongs to the parent process";
    case KR_IPC_DENIED: return "permission denied";
    case KR_IPC_NO_MEMORY: return "out of memory";
    case KR_IPC_NO_SPACE: return "no space left in shared memory";
    case KR_IPC_LIMIT: return "a limit of the system was reached";
    case KR_IPC_INVALID: return "invalid name or size";
    case KR_IPC_SYSTEM: return "the system refused";
    }
    return "unknown status";
}
