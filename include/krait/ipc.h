// krait/ipc.h — frames between processes through shared memory, without copying (the ZeroBuffer
// protocol, version 1).
//
// One buffer has a name, exactly one reader, which creates and owns it, and at most one writer:
//
//   KrReader *reader;                                    KrWriter *writer;
//   kr_reader_create("camera", NULL, &reader);           kr_writer_connect("camera", NULL,
// &writer);
//   KrFrame frame;
//   kr_reader_read(reader, KR_IPC_FOREVER, &frame);  <-  kr_writer_write(writer, bytes,
// byte_count, 5000000);
//   ... frame.data is in the shared memory itself ...
//   kr_reader_release(reader, &frame);
//   kr_reader_free(reader);                              kr_writer_free(writer);
//
// Threads. A KrReader or KrWriter belongs to one thread at a time, but for these calls, which any
// thread may make at any moment until the handle is freed: kr_reader_release, kr_reader_cancel,
// kr_reader_writer_connected, kr_reader_totals, kr_writer_cancel, kr_writer_reader_connected,
// kr_writer_totals. kr_reader_cancel and kr_writer_cancel may also be made from a signal handler.
// A duplex client is a writer and a reader: one thread may send while another receives.
//
// Fork. A child may not use its parent's handles: calls answer KR_IPC_FORKED and touch nothing;
// free is allowed and leaves the parent's buffer alone.
//
// The peer is not trusted. Whatever it writes into the shared memory, calls answer with a status;
// no access leaves the mapping and no call waits past its time. (A peer that may also shrink the
// file can still end this process by SIGBUS.)
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    KR_IPC_OK,
    KR_IPC_TIMEOUT,          // no frame in time; the writer may still send one
    KR_IPC_FULL,             // no space in time; the reader may still release some
    KR_IPC_WRITER_DEAD,      // the writer closed or died, and every frame it sent has been read
    KR_IPC_READER_DEAD,      // the reader closed or died
    KR_IPC_WRITER_EXISTS,    // another writer is connected
    KR_IPC_READER_EXISTS,    // another reader has this name
    KR_IPC_NOT_FOUND,        // there is no buffer of this name
    KR_IPC_FRAME_TOO_LARGE,  // larger than the ring less 16 bytes
    KR_IPC_FRAME_EMPTY,      // a frame has at least one byte
    KR_IPC_BAD_SIZE,         // the next frame's header says 0 bytes
    KR_IPC_BAD_SEQUENCE,     // the next frame's number is wrong: see kr_reader_sequence_error
    KR_IPC_BAD_BUFFER,       // the shared memory holds what no correct peer writes
    KR_IPC_BAD_VERSION,      // another major version of the protocol
    KR_IPC_METADATA_EXISTS,  // metadata can be written once
    KR_IPC_METADATA_SIZE,    // larger than the metadata block less 8 bytes, or empty
    KR_IPC_TOO_MANY_HELD,    // release frames first: see frames_held_max
    KR_IPC_NOT_RESERVED,     // commit without reserve
    KR_IPC_CANCELLED,        // kr_reader_cancel or kr_writer_cancel
    KR_IPC_INTERRUPTED,      // on_pause asked for it
    KR_IPC_CLOSED,           // the handle is closed
    KR_IPC_FORKED,           // the handle belongs to the process this one was forked from
    KR_IPC_DENIED,           // the system's permissions forbid it
    KR_IPC_NO_MEMORY,
    KR_IPC_NO_SPACE,  // the shared-memory filesystem cannot hold the ring
    KR_IPC_LIMIT,     // a limit of the system, of open files for example
    KR_IPC_INVALID,   // an argument no buffer can have
    KR_IPC_SYSTEM     // anything else that the system refused
} KrIpcStatus;

// What a person reads after "error: ".
const char *kr_ipc_status_text(KrIpcStatus status);

#define KR_IPC_FOREVER ((int64_t)-1)

enum {
    KR_IPC_NAME_BYTES_MAX = 245,       // a name has 1 to 245 bytes and no slash
    KR_IPC_FRAME_HEADER_BYTES = 16,    // a frame takes its own size and this much of the ring
    KR_IPC_BLOCK_BYTES = 64,           // sizes of both blocks are rounded up to this
    KR_IPC_METADATA_HEADER_BYTES = 8,  // metadata takes its own size and this much of its block
    KR_IPC_FRAMES_HELD_MAX_LIMIT = 1 << 20
};

// A zeroed one has every default, as has NULL.
typedef struct {
    uint64_t metadata_bytes;   // for readers; 0: 1024, unless has_no_metadata
    uint64_t payload_bytes;    // for readers; 0: 1 MiB
    int has_no_metadata;       // for readers: a metadata block of size 0
    int is_committed;          // for readers: reserve all memory now; rings up to 16 MiB always are
    uint32_t mode;             // for readers: permissions; 0: 0666 less the umask
    uint32_t frames_held_max;  // for readers; frames read and not yet released; 0: 4096
    uint32_t
        // look for so long before sleeping: faster answers for a busy processor. 0: do not
        spin_us;
    // Called when a signal handler ran or 100 ms passed while a call waits; anything but 0 ends
    // the wait with
    // KR_IPC_INTERRUPTED. NULL: signals do not end waits.
    int (*on_pause)(void *context);
    void *context;
} KrIpcConfig;

typedef struct KrReader KrReader;
typedef struct KrWriter KrWriter;

typedef struct {
    void *data;         // in the ring, until released; a frame has no alignment
    uint64_t size;      // 1 or more
    uint64_t sequence;  // 1, 2, 3 …
    uint64_t ticket;    // for kr_reader_release
} KrFrame;

typedef struct {
    uint64_t frames, bytes;  // payload bytes
} KrIpcTotals;

// ---- The reader

// Makes the buffer, over the remains of a dead one if there are any. All remains of dead readers
// are swept on the way.
KrIpcStatus kr_reader_create(const char *name, const KrIpcConfig *config, KrReader **reader);

// Takes the next frame where it lies. It stays there until released; frames may be held together
// and released in any order, and the writer gets their space back in the order of the ring.
// timeout_us 0 looks once.
// KR_IPC_BAD_…: the ring is broken and every later read answers the same; nothing was changed.
KrIpcStatus kr_reader_read(KrReader *reader, int64_t timeout_us, KrFrame *frame);

// The same without waiting, without a system call and without asking whether the writer lives.
KrIpcStatus kr_reader_poll(KrReader *reader, KrFrame *frame);

// Waits until a frame can be read and leaves it for the next read.
KrIpcStatus kr_reader_wait(KrReader *reader, int64_t timeout_us);

// For a reader that spins (spin_us) on a thread that answers each frame through `writer`: what the
// answer will need is fetched together with the frame, which makes a round trip about a sixth
// shorter. The writer stays yours; NULL undoes it, and must before the writer is freed.
void kr_reader_answer_with(KrReader *reader, const KrWriter *writer);

// Gives a frame's space back. A second release of the same frame does nothing. After
// kr_reader_close too.
void kr_reader_release(KrReader *reader, const KrFrame *frame);

// The metadata, in place; KR_IPC_NOT_FOUND while there is none. Good until the reader is freed.
KrIpcStatus kr_reader_metadata(KrReader *reader, const void **data, uint64_t *size);

int kr_reader_writer_connected(KrReader *reader);  // a writer is there and its process lives
void kr_reader_cancel(KrReader *reader);  // a wait now or later answers KR_IPC_CANCELLED, once
KrIpcTotals kr_reader_totals(const KrReader *reader);
void kr_reader_sequence_error(const KrReader *reader, uint64_t *expected, uint64_t *got);
uint64_t kr_reader_payload_bytes(const KrReader *reader);  // after rounding

// Removes the buffer: its names, and with the next look the writer's hope. Frames held stay
// readable until free.
void kr_reader_close(KrReader *reader);
void kr_reader_free(KrReader *reader);  // closes; NULL is allowed

// ---- The writer

KrIpcStatus kr_writer_connect(const char *name, const KrIpcConfig *config, KrWriter **writer);

// Copies one frame into the ring. timeout_us 0 looks once.
KrIpcStatus kr_writer_write(KrWriter *writer, const void *data, uint64_t size, int64_t timeout_us);

// Lends `size` bytes of the ring; commit sends them. Nothing is visible to the reader before, so a
// reservation may be given up by doing nothing or replaced by another. KR_IPC_FULL: none was made
// and the earlier one, if any, is gone.
KrIpcStatus kr_writer_reserve(KrWriter *writer, uint64_t size, int64_t timeout_us, void **data);
KrIpcStatus kr_writer_commit(KrWriter *writer);

// The same without waiting, without a system call and without asking whether the reader's process
// lives.
KrIpcStatus kr_writer_poll_reserve(KrWriter *writer, uint64_t size, void **data);

uint64_t kr_writer_next_sequence(
    const KrWriter *writer);  // of the frame that the next commit sends
KrIpcStatus kr_writer_set_metadata(KrWriter *writer, const void *data, uint64_t size);
int kr_writer_reader_connected(KrWriter *writer);
void kr_writer_cancel(KrWriter *writer);
KrIpcTotals kr_writer_totals(const KrWriter *writer);
uint64_t kr_writer_payload_bytes(const KrWriter *writer);
void kr_writer_close(KrWriter *writer);  // frames sent stay readable
void kr_writer_free(KrWriter *writer);   // closes; NULL is allowed

// ---- Request and response: two buffers, NAME_request and NAME_response

typedef struct KrDuplexClient KrDuplexClient;
typedef struct KrDuplexServer KrDuplexServer;

// `config` is for the response buffer; NULL or payload_bytes 0: 256 MiB, and 4096 bytes of
// metadata.
KrIpcStatus kr_duplex_client_connect(const char *name, const KrIpcConfig *config,
                                     KrDuplexClient **client);
KrIpcStatus kr_duplex_client_send(KrDuplexClient *client, const void *data, uint64_t size,
                                  int64_t timeout_us, uint64_t *sequence);
KrIpcStatus kr_duplex_client_receive(KrDuplexClient *client, int64_t timeout_us, KrFrame *response);
void kr_duplex_client_release(KrDuplexClient *client, const KrFrame *response);
KrWriter *kr_duplex_client_writer(KrDuplexClient *client);  // borrowed: reserve, commit, metadata
KrReader *kr_duplex_client_reader(KrDuplexClient *client);  // borrowed
int kr_duplex_client_server_connected(KrDuplexClient *client);
void kr_duplex_client_free(KrDuplexClient *client);  // NULL is allowed

// Answers one request: writes exactly one frame to `responses`. What it returns other than
// KR_IPC_OK ends the server's run. The request is released after it.
typedef KrIpcStatus KrDuplexHandler(void *context, const KrFrame *request, KrWriter *responses);

KrIpcStatus kr_duplex_server_create(const char *name, const KrIpcConfig *config,
                                    KrDuplexServer **server);

// Serves one client on the calling thread until stopped (KR_IPC_CANCELLED), or the client is gone
// (KR_IPC_WRITER_DEAD,
// KR_IPC_READER_DEAD). A client that sends a request must have made its response buffer within 5 s.
KrIpcStatus kr_duplex_server_run(KrDuplexServer *server, KrDuplexHandler *handler, void *context);
void kr_duplex_server_stop(KrDuplexServer *server);         // from any thread or signal handler
KrReader *kr_duplex_server_reader(KrDuplexServer *server);  // borrowed
void kr_duplex_server_free(KrDuplexServer *server);         // NULL is allowed

// ---- Looking from outside

typedef struct {
    uint64_t metadata_bytes, metadata_used_bytes;
    uint64_t payload_bytes, free_bytes;
    uint64_t write_position, read_position;
    uint64_t written_count, read_count;  // wrap markers included
    uint64_t writer_pid, reader_pid;     // 0: none
    uint32_t
        frames_waiting;  // committed and not yet taken; 0 where the semaphores may not be opened
    int is_valid;        // an initialised buffer of version 1
    int is_writer_alive, is_reader_alive;
} KrIpcInfo;

KrIpcStatus kr_ipc_inspect(const char *name, KrIpcInfo *info);

// Calls `visit` with the name of every buffer there is, until it returns 0.
KrIpcStatus kr_ipc_list(int (*visit)(void *context, const char *name), void *context);

// Removes what is left of dead readers: locks that nobody holds, and buffers both of whose sides
// are gone. `visit`, if not NULL, hears each buffer's name. Never touches what a living process
// uses.
KrIpcStatus kr_ipc_clean(void (*visit)(void *context, const char *name), void *context);

#ifdef __cplusplus
}
#endif
