#include "pybind/ipcpy_priv.h"

#include <string.h>

enum { COPY_ALONE_BYTES = 32 * 1024 };  // larger copies let other threads have the interpreter

typedef struct {
    PyObject_HEAD IpcpyState *state;  // borrowed from the module, which the type keeps
    IpcpyGate gate;
    KrWriter *raw;  // owned; NULL: never opened
    int64_t timeout_us;
    PyObject *view;  // owned: of the reservation that get_frame_buffer lent
    void *lent;      // while that view is made
    Py_ssize_t lent_size;
} IpcpyWriter;

static PyObject *writer_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)args, (void)kwargs;
    IpcpyWriter *writer = (IpcpyWriter *)type->tp_alloc(type, 0);
    if (!writer) return NULL;
    writer->state = ipcpy_state(type);
    writer->timeout_us = 5000000;
    if (!writer->state || !ipcpy_gate_init(&writer->gate)) {
        Py_DECREF(writer);
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    }
    return (PyObject *)writer;
}

static int on_pause(void *context) {
    return ipcpy_gate_pause(context);
}

static int writer_init(IpcpyWriter *writer, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"name", "spin_us", NULL};
    const char *name;
    unsigned int spin_us = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "s|$I:Writer", names, &name, &spin_us))
        return -1;
    if (writer->raw) {
        PyErr_SetString(writer->state->errors[IPCPY_ERROR_BASE], "Writer is open already");
        return -1;
    }
    KrIpcConfig config = {.spin_us = spin_us, .on_pause = on_pause, .context = &writer->gate};
    KrIpcStatus status;
    Py_BEGIN_ALLOW_THREADS status = kr_writer_connect(name, &config, &writer->raw);
    Py_END_ALLOW_THREADS if (status != KR_IPC_OK) {
        writer->raw = NULL;
        ipcpy_raise(writer->state, status, name);
        return -1;
    }
    return 0;
}

static void writer_dealloc(IpcpyWriter *writer) {
    PyTypeObject *type = Py_TYPE(writer);
    PyObject_GC_UnTrack(writer);
    kr_writer_free(writer->raw);
    ipcpy_gate_deinit(&writer->gate);
    type->tp_free(writer);
    Py_DECREF(type);
}

// `view` names the writer as its exporter: a cycle that close, commit or the collector ends.
static int writer_traverse(IpcpyWriter *writer, visitproc visit, void *arg) {
    Py_VISIT(Py_TYPE(writer));
    Py_VISIT(writer->view);
    return 0;
}

static int writer_clear(IpcpyWriter *writer) {
    Py_CLEAR(writer->view);
    return 0;
}

static PyObject *closed_raise(const IpcpyWriter *writer) {
    PyErr_SetString(writer->state->errors[IPCPY_ERROR_BASE], "Writer is closed");
    return NULL;
}

static PyObject *status_raise(IpcpyWriter *writer, KrIpcStatus status) {
    if (PyErr_Occurred()) return NULL;
    if (atomic_u32_load_relaxed(&writer->gate.is_closing)) return closed_raise(writer);
    return ipcpy_raise(writer->state, status, "Writer");
}

static void gate_leave(IpcpyWriter *writer) {
    if (atomic_u32_load_relaxed(&writer->gate.is_closing)) kr_writer_close(writer->raw);
    ipcpy_gate_leave(&writer->gate);
}

// With the gate entered.
static KrIpcStatus space_await(IpcpyWriter *writer, u64 size, void **data) {
    KrIpcStatus status = kr_writer_poll_reserve(writer->raw, size, data);
    if (status != KR_IPC_FULL) return status;
    writer->gate.waiting = PyEval_SaveThread();
    status = kr_writer_reserve(writer->raw, size, writer->timeout_us, data);
    PyEval_RestoreThread(writer->gate.waiting);
    return status;
}

static KrIpcStatus frame_send(IpcpyWriter *writer, const Py_buffer *content) {
    void *space;
    KrIpcStatus status = space_await(writer, (u64)content->len, &space);
    if (status != KR_IPC_OK) return status;
    if (!PyBuffer_IsContiguous(content, 'C')) {
        if (PyBuffer_ToContiguous(space, content, content->len, 'C') != 0) return KR_IPC_INVALID;
    } else if (content->len < COPY_ALONE_BYTES) {
        memcpy(space, content->buf, (usize)content->len);
    } else {
        Py_BEGIN_ALLOW_THREADS memcpy(space, content->buf, (usize)content->len);
        Py_END_ALLOW_THREADS
    }
    return kr_writer_commit(writer->raw);
}

static PyObject *writer_write_frame(IpcpyWriter *writer, PyObject *data) {
    if (!writer->raw || ipcpy_gate_is_mine(&writer->gate)) return closed_raise(writer);
    Py_buffer content = {0};
    bool is_bytes = PyBytes_CheckExact(data);
    if (is_bytes) {
        // What PyObject_GetBuffer would fill in, without its call.
        content.buf = PyBytes_AS_STRING(data);
        content.len = PyBytes_GET_SIZE(data);
        content.itemsize = 1;
        content.ndim = 1;
    } else if (PyObject_GetBuffer(data, &content, PyBUF_FULL_RO) != 0) {
        return NULL;
    }
    ipcpy_gate_enter(&writer->gate);
    KrIpcStatus status = frame_send(writer, &content);
    gate_leave(writer);
    if (!is_bytes) PyBuffer_Release(&content);
    if (status != KR_IPC_OK) return status_raise(writer, status);
    Py_RETURN_NONE;
}

static PyObject *writer_get_frame_buffer(IpcpyWriter *writer, PyObject *size_object) {
    Py_ssize_t size = PyNumber_AsSsize_t(size_object, PyExc_OverflowError);
    if (size == -1 && PyErr_Occurred()) return NULL;
    if (!writer->raw || ipcpy_gate_is_mine(&writer->gate)) return closed_raise(writer);
    ipcpy_gate_enter(&writer->gate);
    ipcpy_view_end(writer->state, writer->view);
    writer->view = NULL;
    void *space = NULL;
    KrIpcStatus status = space_await(writer, size < 0 ? 0 : (u64)size, &space);
    PyObject *view = NULL;
    if (status == KR_IPC_OK) {
        writer->lent = space;
        writer->lent_size = size;
        view = PyMemoryView_FromObject((PyObject *)writer);
        writer->lent = NULL;
        writer->view = Py_XNewRef(view);
    }
    gate_leave(writer);
    return status == KR_IPC_OK ? view : status_raise(writer, status);
}

static int writer_getbuffer(IpcpyWriter *writer, Py_buffer *view, int flags) {
    if (writer->lent)
        return PyBuffer_FillInfo(view, (PyObject *)writer, writer->lent, writer->lent_size, 0,
                                 flags);
    view->obj = NULL;
    PyErr_SetString(PyExc_BufferError, "a Writer has no bytes of its own: use get_frame_buffer()");
    return -1;
}

static PyObject *writer_commit_frame(IpcpyWriter *writer, PyObject *unused) {
    (void)unused;
    if (!writer->raw || ipcpy_gate_is_mine(&writer->gate)) return closed_raise(writer);
    ipcpy_gate_enter(&writer->gate);
    // The bytes become the reader's: the view that was lent ends before they do.
    ipcpy_view_end(writer->state, writer->view);
    writer->view = NULL;
    KrIpcStatus status = kr_writer_commit(writer->raw);
    gate_leave(writer);
    if (status == KR_IPC_NOT_RESERVED) {
        PyErr_SetString(writer->state->errors[IPCPY_ERROR_BASE], "No pending frame to commit");
        return NULL;
    }
    if (status != KR_IPC_OK) return status_raise(writer, status);
    Py_RETURN_NONE;
}

static PyObject *writer_set_metadata(IpcpyWriter *writer, PyObject *data) {
    if (!writer->raw || ipcpy_gate_is_mine(&writer->gate)) return closed_raise(writer);
    Py_buffer content;
    if (PyObject_GetBuffer(data, &content, PyBUF_SIMPLE) != 0) return NULL;
    ipcpy_gate_enter(&writer->gate);
    KrIpcStatus status = kr_writer_set_metadata(writer->raw, content.buf, (u64)content.len);
    gate_leave(writer);
    PyBuffer_Release(&content);
    if (status != KR_IPC_OK) return status_raise(writer, status);
    Py_RETURN_NONE;
}

static PyObject *writer_is_reader_connected(IpcpyWriter *writer, PyObject *unused) {
    (void)unused;
    bool is_open = writer->raw && !atomic_u32_load_relaxed(&writer->gate.is_closing);
    return PyBool_FromLong(is_open && kr_writer_reader_connected(writer->raw));
}

static PyObject *writer_close(IpcpyWriter *writer, PyObject *unused) {
    (void)unused;
    if (!writer->raw) Py_RETURN_NONE;
    atomic_u32_store_release(&writer->gate.is_closing, 1);
    // A signal handler inside a wait: whoever waits closes.
    if (ipcpy_gate_is_mine(&writer->gate)) Py_RETURN_NONE;
    kr_writer_cancel(writer->raw);
    ipcpy_gate_enter(&writer->gate);
    Py_CLEAR(writer->view);
    gate_leave(writer);
    Py_RETURN_NONE;
}

static PyObject *writer_frames_written(IpcpyWriter *writer, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(writer->raw ? kr_writer_totals(writer->raw).frames : 0);
}

static PyObject *writer_bytes_written(IpcpyWriter *writer, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(writer->raw ? kr_writer_totals(writer->raw).bytes : 0);
}

static PyObject *writer_next_sequence(IpcpyWriter *writer, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(writer->raw ? kr_writer_next_sequence(writer->raw) : 0);
}

static PyObject *writer_timeout_get(IpcpyWriter *writer, void *unused) {
    (void)unused;
    return PyLong_FromLongLong(writer->timeout_us);
}

static int writer_timeout_set(IpcpyWriter *writer, PyObject *value, void *unused) {
    (void)unused;
    long long timeout_us = value ? PyLong_AsLongLong(value) : 0;
    if (PyErr_Occurred()) return -1;
    if (timeout_us <= 0) {
        PyErr_SetString(PyExc_ValueError, "Write timeout must be positive");
        return -1;
    }
    writer->timeout_us = timeout_us;
    return 0;
}

static PyMethodDef writer_methods[] = {
    {"write_frame", (PyCFunction)(void *)writer_write_frame, METH_O,
     "Copies one frame into the ring."},
    {"get_frame_buffer", (PyCFunction)(void *)writer_get_frame_buffer, METH_O,
     "get_frame_buffer(size) -> memoryview of the ring itself, sent by commit_frame()."},
    {"commit_frame", (PyCFunction)(void *)writer_commit_frame, METH_NOARGS,
     "Sends what get_frame_buffer lent."},
    {"set_metadata", (PyCFunction)(void *)writer_set_metadata, METH_O,
     "Writes the metadata; once per buffer."},
    {"is_reader_connected", (PyCFunction)(void *)writer_is_reader_connected, METH_NOARGS,
     "The reader lives."},
    {"close", (PyCFunction)(void *)writer_close, METH_NOARGS,
     "Disconnects; frames sent stay readable."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef writer_getset[] = {
    {"frames_written", (getter)writer_frames_written, NULL, "Frames sent so far.", NULL},
    {"bytes_written", (getter)writer_bytes_written, NULL, "Bytes of those frames.", NULL},
    {"next_sequence", (getter)writer_next_sequence, NULL, "Number of the frame that is sent next.",
     NULL},
    {"_timeout_us", (getter)writer_timeout_get, (setter)writer_timeout_set, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot writer_slots[] = {
    {Py_tp_new, (void *)writer_new},
    {Py_tp_init, (void *)writer_init},
    {Py_tp_dealloc, (void *)writer_dealloc},
    {Py_tp_traverse, (void *)writer_traverse},
    {Py_tp_clear, (void *)writer_clear},
    {Py_tp_methods, writer_methods},
    {Py_tp_getset, writer_getset},
    {Py_bf_getbuffer, (void *)writer_getbuffer},
    {0, NULL},
};

PyType_Spec ipcpy_writer_spec = {
    .name = "_krait_ipc.WriterBase",
    .basicsize = sizeof(IpcpyWriter),
    .flags =
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = writer_slots,
};
