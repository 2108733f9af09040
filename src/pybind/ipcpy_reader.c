#include "pybind/ipcpy_priv.h"

enum { FRAMES_HELD_DEFAULT = 4096 };

static PyObject *reader_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    (void)args, (void)kwargs;
    IpcpyReader *reader = (IpcpyReader *)type->tp_alloc(type, 0);
    if (!reader) return NULL;
    reader->state = ipcpy_state(type);
    if (!reader->state || !ipcpy_gate_init(&reader->gate)) {
        Py_DECREF(reader);
        return PyErr_Occurred() ? NULL : PyErr_NoMemory();
    }
    return (PyObject *)reader;
}

static int on_pause(void *context) {
    return ipcpy_gate_pause(context);
}

static bool config_read(PyObject *object, KrIpcConfig *config) {
    if (object == Py_None) return true;
    PyObject *metadata = PyObject_GetAttrString(object, "metadata_size");
    PyObject *payload = metadata ? PyObject_GetAttrString(object, "payload_size") : NULL;
    if (payload) {
        config->metadata_bytes = PyLong_AsUnsignedLongLong(metadata);
        if (!PyErr_Occurred()) config->payload_bytes = PyLong_AsUnsignedLongLong(payload);
    }
    Py_XDECREF(metadata);
    Py_XDECREF(payload);
    return !PyErr_Occurred();
}

static int reader_init(IpcpyReader *reader, PyObject *args, PyObject *kwargs) {
    static char *names[] = {"name",         "config", "spin_us", "mode", "frames_held_max",
                            "has_metadata", NULL};
    const char *name;
    PyObject *config_object = Py_None;
    unsigned int spin_us = 0, mode = 0, held_max = 0;
    int has_metadata = 1;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "s|O$IIIp:Reader", names, &name, &config_object,
                                     &spin_us, &mode, &held_max, &has_metadata)) {
        return -1;
    }
    if (reader->raw) {
        PyErr_SetString(reader->state->errors[IPCPY_ERROR_BASE], "Reader is open already");
        return -1;
    }
    KrIpcConfig config = {.spin_us = spin_us,
                          .mode = mode,
                          .frames_held_max = held_max ? held_max : FRAMES_HELD_DEFAULT,
                          .has_no_metadata = !has_metadata,
                          .on_pause = on_pause,
                          .context = &reader->gate};
    if (!config_read(config_object, &config)) return -1;
    // As large as the core's ledger, which holds a frame and a tail for each.
    u64 capacity = 4;
    while (capacity < 2 * (u64)config.frames_held_max) capacity *= 2;
    PyMem_RawFree(reader->holders);
    reader->holders = PyMem_RawCalloc(capacity, sizeof(AtomicU32));
    reader->holders_mask = capacity - 1;
    if (!reader->holders) {
        PyErr_NoMemory();
        return -1;
    }
    KrIpcStatus status;
    Py_BEGIN_ALLOW_THREADS status = kr_reader_create(name, &config, &reader->raw);
    Py_END_ALLOW_THREADS if (status != KR_IPC_OK) {
        reader->raw = NULL;
        ipcpy_raise(reader->state, status, name);
        return -1;
    }
    return 0;
}

static void reader_dealloc(IpcpyReader *reader) {
    PyTypeObject *type = Py_TYPE(reader);
    PyObject_GC_UnTrack(reader);
    // No frame and no view is left: each keeps its reader.
    kr_reader_free(reader->raw);
    PyMem_RawFree(reader->holders);
    ipcpy_gate_deinit(&reader->gate);
    type->tp_free(reader);
    Py_DECREF(type);
}

static int reader_traverse(IpcpyReader *reader, visitproc visit, void *arg) {
    Py_VISIT(Py_TYPE(reader));
    return 0;
}

static PyObject *closed_raise(const IpcpyReader *reader) {
    PyErr_SetString(reader->state->errors[IPCPY_ERROR_BASE], "Reader is closed");
    return NULL;
}

static PyObject *status_raise(IpcpyReader *reader, KrIpcStatus status) {
    if (PyErr_Occurred()) return NULL;
    if (atomic_u32_load_relaxed(&reader->gate.is_closing)) return closed_raise(reader);
    if (status != KR_IPC_BAD_SEQUENCE) return ipcpy_raise(reader->state, status, "Reader");
    uint64_t expected, got;
    kr_reader_sequence_error(reader->raw, &expected, &got);
    PyObject *type = reader->state->errors[IPCPY_ERROR_SEQUENCE];
    PyObject *error =
        PyObject_CallFunction(type, "KK", (unsigned long long)expected, (unsigned long long)got);
    if (error) PyErr_SetObject(type, error);
    Py_XDECREF(error);
    return NULL;
}

// A close that a signal handler asked for while we waited is done by us.
static void gate_leave(IpcpyReader *reader) {
    if (atomic_u32_load_relaxed(&reader->gate.is_closing)) kr_reader_close(reader->raw);
    ipcpy_gate_leave(&reader->gate);
}

// With the gate entered. Waits without the interpreter only when there is something to wait for.
static KrIpcStatus frame_await(IpcpyReader *reader, int64_t timeout_us, KrFrame *frame) {
    KrIpcStatus status = kr_reader_poll(reader->raw, frame);
    if (status != KR_IPC_TIMEOUT) return status;
    reader->gate.waiting = PyEval_SaveThread();
    status = kr_reader_read(reader->raw, timeout_us, frame);
    PyEval_RestoreThread(reader->gate.waiting);
    return status;
}

// The one optional argument `timeout`; false: an error is raised.
static bool timeout_argument(PyObject *const *args, Py_ssize_t count, PyObject *keywords,
                             int64_t *timeout_us) {
    Py_ssize_t keyword_count = keywords ? PyTuple_GET_SIZE(keywords) : 0;
    if (count + keyword_count > 1) {
        PyErr_SetString(PyExc_TypeError, "at most 1 argument is expected: timeout");
        return false;
    }
    if (keyword_count == 1 &&
        PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(keywords, 0), "timeout") != 0) {
        PyErr_Format(PyExc_TypeError, "unexpected keyword argument '%U'",
                     PyTuple_GET_ITEM(keywords, 0));
        return false;
    }
    return count + keyword_count == 0 || ipcpy_timeout(args[0], timeout_us);
}

static PyObject *reader_read_frame(IpcpyReader *reader, PyObject *const *args, Py_ssize_t count,
                                   PyObject *keywords) {
    int64_t timeout_us = 5000000;
    if (!timeout_argument(args, count, keywords, &timeout_us)) return NULL;
    if (!reader->raw || ipcpy_gate_is_mine(&reader->gate)) return closed_raise(reader);
    ipcpy_gate_enter(&reader->gate);
    KrFrame frame;
    KrIpcStatus status = frame_await(reader, timeout_us, &frame);
    bool is_nobody_there = status == KR_IPC_TIMEOUT && !kr_reader_writer_connected(reader->raw);
    gate_leave(reader);
    if (status == KR_IPC_OK) {
        PyObject *made = ipcpy_frame_new(reader, &frame);
        if (!made) kr_reader_release(reader->raw, &frame);
        return made;
    }
    // The existing package calls a writer that never came dead as well.
    if (is_nobody_there) status = KR_IPC_WRITER_DEAD;
    if (status == KR_IPC_TIMEOUT) Py_RETURN_NONE;
    return status_raise(reader, status);
}

static PyObject *reader_poll_frame(IpcpyReader *reader, PyObject *unused) {
    (void)unused;
    if (!reader->raw || ipcpy_gate_is_mine(&reader->gate)) return closed_raise(reader);
    ipcpy_gate_enter(&reader->gate);
    KrFrame frame;
    KrIpcStatus status = kr_reader_poll(reader->raw, &frame);
    gate_leave(reader);
    if (status == KR_IPC_TIMEOUT) Py_RETURN_NONE;
    if (status != KR_IPC_OK) return status_raise(reader, status);
    PyObject *made = ipcpy_frame_new(reader, &frame);
    if (!made) kr_reader_release(reader->raw, &frame);
    return made;
}

static PyObject *reader_wait(IpcpyReader *reader, PyObject *const *args, Py_ssize_t count,
                             PyObject *keywords) {
    int64_t timeout_us = 5000000;
    if (!timeout_argument(args, count, keywords, &timeout_us)) return NULL;
    if (!reader->raw || ipcpy_gate_is_mine(&reader->gate)) return closed_raise(reader);
    ipcpy_gate_enter(&reader->gate);
    reader->gate.waiting = PyEval_SaveThread();
    KrIpcStatus status = kr_reader_wait(reader->raw, timeout_us);
    PyEval_RestoreThread(reader->gate.waiting);
    gate_leave(reader);
    if (status == KR_IPC_OK) Py_RETURN_TRUE;
    bool is_over = atomic_u32_load_relaxed(&reader->gate.is_closing) != 0;
    if (status == KR_IPC_TIMEOUT || (status == KR_IPC_CANCELLED && !is_over)) Py_RETURN_FALSE;
    return status_raise(reader, status);
}

static PyObject *reader_cancel_wait(IpcpyReader *reader, PyObject *unused) {
    (void)unused;
    if (reader->raw) kr_reader_cancel(reader->raw);
    Py_RETURN_NONE;
}

static PyObject *reader_release_frame(IpcpyReader *reader, PyObject *frame) {
    if (Py_TYPE(frame) != reader->state->frame_type) {
        PyErr_SetString(PyExc_TypeError, "a Frame is expected");
        return NULL;
    }
    return ipcpy_frame_dispose((IpcpyFrame *)frame);
}

static PyObject *reader_get_metadata(IpcpyReader *reader, PyObject *unused) {
    (void)unused;
    if (!reader->raw || atomic_u32_load_relaxed(&reader->gate.is_closing))
        return closed_raise(reader);
    const void *data;
    uint64_t size;
    KrIpcStatus status = kr_reader_metadata(reader->raw, &data, &size);
    if (status == KR_IPC_NOT_FOUND) Py_RETURN_NONE;
    if (status != KR_IPC_OK) return status_raise(reader, status);
    KrFrame content = {.data = (void *)(uintptr_t)data, .size = size, .ticket = IPCPY_NO_TICKET};
    PyObject *frame = ipcpy_frame_new(reader, &content);
    if (!frame) return NULL;
    PyObject *view = PyMemoryView_FromObject(frame);
    Py_DECREF(frame);
    return view;
}

static PyObject *reader_is_connected(IpcpyReader *reader, PyObject *unused) {
    (void)unused;
    bool is_open = reader->raw && !atomic_u32_load_relaxed(&reader->gate.is_closing);
    return PyBool_FromLong(is_open && kr_reader_writer_connected(reader->raw));
}

static PyObject *reader_close(IpcpyReader *reader, PyObject *unused) {
    (void)unused;
    if (!reader->raw) Py_RETURN_NONE;
    atomic_u32_store_release(&reader->gate.is_closing, 1);
    // A signal handler inside a wait: whoever waits closes.
    if (ipcpy_gate_is_mine(&reader->gate)) Py_RETURN_NONE;
    kr_reader_cancel(reader->raw);
    ipcpy_gate_enter(&reader->gate);
    gate_leave(reader);
    Py_RETURN_NONE;
}

static PyObject *reader_frames_read(IpcpyReader *reader, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(reader->raw ? kr_reader_totals(reader->raw).frames : 0);
}

static PyObject *reader_bytes_read(IpcpyReader *reader, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(reader->raw ? kr_reader_totals(reader->raw).bytes : 0);
}

static void reader_releasebuffer(IpcpyReader *reader, Py_buffer *view) {
    if (view->internal) ipcpy_holder_drop(reader, (u64)(uintptr_t)view->internal - 1);
}

static int reader_getbuffer(PyObject *reader, Py_buffer *view, int flags) {
    (void)reader, (void)flags;
    view->obj = NULL;
    PyErr_SetString(PyExc_BufferError, "a Reader has no bytes of its own: use its frames");
    return -1;
}

static PyMethodDef reader_methods[] = {
    {"read_frame", (PyCFunction)(void *)reader_read_frame, METH_FASTCALL | METH_KEYWORDS,
     "read_frame(timeout=5.0) -> Frame, or None when the time is over and the writer lives."},
    {"poll_frame", (PyCFunction)(void *)reader_poll_frame, METH_NOARGS,
     "A frame that is there already, or None."},
    {"wait", (PyCFunction)(void *)reader_wait, METH_FASTCALL | METH_KEYWORDS,
     "wait(timeout=5.0) -> whether a frame can be read now."},
    {"cancel_wait", (PyCFunction)(void *)reader_cancel_wait, METH_NOARGS,
     "Ends another thread's wait()."},
    {"release_frame", (PyCFunction)(void *)reader_release_frame, METH_O,
     "The same as frame.dispose()."},
    {"get_metadata", (PyCFunction)(void *)reader_get_metadata, METH_NOARGS,
     "The metadata's bytes, or None."},
    {"_is_connected", (PyCFunction)(void *)reader_is_connected, METH_NOARGS, NULL},
    {"close", (PyCFunction)(void *)reader_close, METH_NOARGS,
     "Removes the buffer; frames held stay readable."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef reader_getset[] = {
    {"frames_read", (getter)reader_frames_read, NULL, "Frames read so far.", NULL},
    {"bytes_read", (getter)reader_bytes_read, NULL, "Bytes of those frames.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot reader_slots[] = {
    {Py_tp_new, (void *)reader_new},
    {Py_tp_init, (void *)reader_init},
    {Py_tp_dealloc, (void *)reader_dealloc},
    {Py_tp_traverse, (void *)reader_traverse},
    {Py_tp_methods, reader_methods},
    {Py_tp_getset, reader_getset},
    {Py_bf_getbuffer, (void *)reader_getbuffer},
    {Py_bf_releasebuffer, (void *)reader_releasebuffer},
    {0, NULL},
};

PyType_Spec ipcpy_reader_spec = {
    .name = "_krait_ipc.ReaderBase",
    .basicsize = sizeof(IpcpyReader),
    .flags =
        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = reader_slots,
};
