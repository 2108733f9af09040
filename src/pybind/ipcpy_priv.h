// pybind/ipcpy_priv.h — _krait_ipc: readers, writers and frames as Python types.
//
// Who keeps what alive:  memoryview --> Reader <-- Frame --> memoryview (cached)
// A view's exporter is the reader itself, not the frame, so a frame can cache its view without a
// cycle. A frame's space in the ring goes back when the frame is disposed of or gone and no view
// of it is left; `holders` counts both.
//
// Threads: every method takes the handle's lock; close() wakes whoever waits with it.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "base/atomic.h"
#include "krait/ipc.h"

// X(name in C, name in krait.ipc.exceptions)
#define IPCPY_ERROR_TABLE(X)                                                                       \
    X(BASE, "ZeroBufferException")                                                                 \
    X(WRITER_DEAD, "WriterDeadException")                                                          \
    X(READER_DEAD, "ReaderDeadException")                                                          \
    X(WRITER_EXISTS, "WriterAlreadyConnectedException")                                            \
    X(READER_EXISTS, "ReaderAlreadyConnectedException")                                            \
    X(FULL, "BufferFullException")                                                                 \
    X(TOO_LARGE, "FrameTooLargeException")                                                         \
    X(BAD_SIZE, "InvalidFrameSizeException")                                                       \
    X(SEQUENCE, "SequenceError")                                                                   \
    X(METADATA_EXISTS, "MetadataAlreadyWrittenException")                                          \
    X(NOT_FOUND, "BufferNotFoundException")                                                        \
    X(DENIED, "BufferPermissionException")

typedef enum {
#define X(name, text) IPCPY_ERROR_##name,
    IPCPY_ERROR_TABLE(X)
#undef X
        IPCPY_ERROR_COUNT
} IpcpyError;

typedef struct {
    PyObject *errors[IPCPY_ERROR_COUNT];  // owned
    PyTypeObject *frame_type;             // owned
    PyTypeObject *reader_type;            // owned
    PyTypeObject *writer_type;            // owned
    PyObject *release_name;               // owned: "release"
} IpcpyState;

// What readers and writers share: one user at a time, and a way to wake the one that waits.
typedef struct {
    PyThread_type_lock lock;  // owned
    PyThreadState *waiting;   // of the thread that waits without the interpreter
    AtomicU64 owner;          // the thread that holds the lock; 0: none
    AtomicU32 is_closing;
} IpcpyGate;

typedef struct {
    PyObject_HEAD IpcpyState *state;  // borrowed from the module, which the type keeps
    IpcpyGate gate;
    KrReader *raw;       // owned; NULL: never opened
    AtomicU32 *holders;  // owned: per ticket, the frame object and its views
    u64 holders_mask;
} IpcpyReader;

typedef struct {
    PyObject_HEAD IpcpyReader *reader;  // owned
    void *data;                         // in the ring
    u64 size, sequence;
    u64 ticket;      // IPCPY_NO_TICKET: metadata, which is never given back
    PyObject *view;  // owned; NULL until `data` is read
    AtomicU32 is_disposed;
} IpcpyFrame;

#define IPCPY_NO_TICKET UINT64_MAX

extern PyType_Spec ipcpy_reader_spec, ipcpy_writer_spec, ipcpy_frame_spec;

IpcpyState *ipcpy_state(PyTypeObject *type);
// Raises what the status means and returns NULL.
PyObject *ipcpy_raise(const IpcpyState *state, KrIpcStatus status, const char *owner);

bool ipcpy_gate_init(IpcpyGate *gate);
void ipcpy_gate_deinit(IpcpyGate *gate);
void ipcpy_gate_enter(IpcpyGate *gate);
void ipcpy_gate_leave(IpcpyGate *gate);
bool ipcpy_gate_is_mine(IpcpyGate *gate);  // this thread is inside already: a signal handler's call
int ipcpy_gate_pause(IpcpyGate *gate);     // KrIpcConfig.on_pause

// Seconds or None to microseconds; false: an error is raised.
bool ipcpy_timeout(PyObject *seconds, int64_t *timeout_us);

PyObject *ipcpy_frame_new(IpcpyReader *reader, const KrFrame *frame);
PyObject *ipcpy_frame_dispose(IpcpyFrame *frame);
void ipcpy_holder_drop(IpcpyReader *reader, u64 ticket);

// A memoryview stops being usable now, unless something is built on it that still needs it. Takes
// the reference.
void ipcpy_view_end(const IpcpyState *state, PyObject *view_take);
