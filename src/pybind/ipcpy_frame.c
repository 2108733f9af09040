#include "pybind/ipcpy_priv.h"

// Where threads run freely, two may read `data` or dispose of one frame at the same time.
#if PY_VERSION_HEX >= 0x030D0000
#define FRAME_LOCK(frame) Py_BEGIN_CRITICAL_SECTION(frame)
#define FRAME_UNLOCK() Py_END_CRITICAL_SECTION()
#else
#define FRAME_LOCK(frame) {
#define FRAME_UNLOCK() }
#endif

PyObject *ipcpy_frame_new(IpcpyReader *reader, const KrFrame *frame) {
    IpcpyFrame *made = PyObject_GC_New(IpcpyFrame, reader->state->frame_type);
    if (!made) return NULL;
    Py_INCREF(reader);
    made->reader = reader;
    made->data = frame->data;
    made->size = frame->size;
    made->sequence = frame->sequence;
    made->ticket = frame->ticket;
    made->view = NULL;
    atomic_u32_store_relaxed(&made->is_disposed, 0);
    if (frame->ticket != IPCPY_NO_TICKET) {
        atomic_u32_store_relaxed(&reader->holders[frame->ticket & reader->holders_mask], 1);
    }
    PyObject_GC_Track(made);
    return (PyObject *)made;
}

void ipcpy_holder_drop(IpcpyReader *reader, u64 ticket) {
    if (ticket == IPCPY_NO_TICKET) return;
    // Pairs with the other holders' drops: their last looks at the bytes come before the space
    // goes back.
    if (atomic_u32_add_acq_rel(&reader->holders[ticket & reader->holders_mask], UINT32_MAX) != 1)
        return;
    KrFrame frame = {.ticket = ticket};
    kr_reader_release(reader->raw, &frame);
}

PyObject *ipcpy_frame_dispose(IpcpyFrame *frame) {
    if (atomic_u32_swap_acq_rel(&frame->is_disposed, 1) == 0) {
        PyObject *view;
        FRAME_LOCK(frame)
        view = frame->view;
        frame->view = NULL;
        FRAME_UNLOCK()
        ipcpy_view_end(frame->reader->state, view);
        ipcpy_holder_drop(frame->reader, frame->ticket);
    }
    Py_RETURN_NONE;
}

static void frame_dealloc(IpcpyFrame *frame) {
    PyTypeObject *type = Py_TYPE(frame);
    PyObject_GC_UnTrack(frame);
    // A view that somebody else has keeps the bytes.
    Py_CLEAR(frame->view);
    if (atomic_u32_load_relaxed(&frame->is_disposed) == 0)
        ipcpy_holder_drop(frame->reader, frame->ticket);
    Py_DECREF(frame->reader);
    PyObject_GC_Del(frame);
    Py_DECREF(type);
}

static int frame_traverse(IpcpyFrame *frame, visitproc visit, void *arg) {
    Py_VISIT(Py_TYPE(frame));
    Py_VISIT(frame->reader);
    Py_VISIT(frame->view);
    return 0;
}

static bool frame_check(const IpcpyFrame *frame) {
    if (atomic_u32_load_relaxed(&frame->is_disposed) == 0) return true;
    PyErr_SetString(PyExc_ValueError, "Cannot access data of disposed frame");
    return false;
}

// The exporter that the view names is the reader: see ipcpy_priv.h.
static int frame_getbuffer(IpcpyFrame *frame, Py_buffer *view, int flags) {
    view->obj = NULL;
    if (!frame_check(frame)) return -1;
    bool is_readonly = frame->ticket == IPCPY_NO_TICKET;
    if (PyBuffer_FillInfo(view, (PyObject *)frame->reader, frame->data, (Py_ssize_t)frame->size,
                          is_readonly, flags) != 0) {
        return -1;
    }
    // The frame still holds one, so the count cannot reach 0 meanwhile.
    if (!is_readonly) {
        atomic_u32_add_relaxed(&frame->reader->holders[frame->ticket & frame->reader->holders_mask],
                               1);
        view->internal = (void *)(uintptr_t)(frame->ticket + 1);
    }
    return 0;
}

static PyObject *frame_data(IpcpyFrame *frame, void *unused) {
    (void)unused;
    PyObject *view = NULL;
    FRAME_LOCK(frame)
    if (frame_check(frame)) {
        if (!frame->view) frame->view = PyMemoryView_FromObject((PyObject *)frame);
        view = Py_XNewRef(frame->view);
    }
    FRAME_UNLOCK()
    return view;
}

static PyObject *frame_size(IpcpyFrame *frame, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(frame->size);
}

static PyObject *frame_sequence(IpcpyFrame *frame, void *unused) {
    (void)unused;
    return PyLong_FromUnsignedLongLong(frame->sequence);
}

static PyObject *frame_is_valid(IpcpyFrame *frame, void *unused) {
    (void)unused;
    return PyBool_FromLong(atomic_u32_load_relaxed(&frame->is_disposed) == 0);
}

static Py_ssize_t frame_length(IpcpyFrame *frame) {
    return (Py_ssize_t)frame->size;
}

static PyObject *frame_bytes(IpcpyFrame *frame, PyObject *unused) {
    (void)unused;
    if (!frame_check(frame)) return NULL;
    return PyBytes_FromStringAndSize(frame->data, (Py_ssize_t)frame->size);
}

static PyObject *frame_dispose(IpcpyFrame *frame, PyObject *unused) {
    (void)unused;
    return ipcpy_frame_dispose(frame);
}

static PyObject *frame_enter(PyObject *frame, PyObject *unused) {
    (void)unused;
    return Py_NewRef(frame);
}

static PyObject *frame_exit(IpcpyFrame *frame, PyObject *const *args, Py_ssize_t count) {
    (void)args, (void)count;
    return ipcpy_frame_dispose(frame);
}

static PyObject *frame_repr(IpcpyFrame *frame) {
    return PyUnicode_FromFormat("Frame(sequence=%llu, size=%llu)",
                                (unsigned long long)frame->sequence,
                                (unsigned long long)frame->size);
}

static PyMethodDef frame_methods[] = {
    {"dispose", (PyCFunction)(void *)frame_dispose, METH_NOARGS,
     "Gives the frame's space back to the writer."},
    {"__bytes__", (PyCFunction)(void *)frame_bytes, METH_NOARGS, "A copy of the frame's bytes."},
    {"__enter__", frame_enter, METH_NOARGS, NULL},
    {"__exit__", (PyCFunction)(void *)frame_exit, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef frame_getset[] = {
    {"data", (getter)frame_data, NULL, "The frame's bytes where they lie, as a memoryview.", NULL},
    {"size", (getter)frame_size, NULL, "Number of bytes.", NULL},
    {"sequence", (getter)frame_sequence, NULL, "1 for the first frame of a writer.", NULL},
    {"is_valid", (getter)frame_is_valid, NULL, "Not yet disposed of.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot frame_slots[] = {
    {Py_tp_dealloc, (void *)frame_dealloc},
    {Py_tp_traverse, (void *)frame_traverse},
    {Py_tp_methods, frame_methods},
    {Py_tp_getset, frame_getset},
    {Py_tp_repr, (void *)frame_repr},
    {Py_sq_length, (void *)frame_length},
    {Py_bf_getbuffer, (void *)frame_getbuffer},
    {Py_tp_doc, "One frame in shared memory; released by `with`, dispose() or the last reference."},
    {0, NULL},
};

PyType_Spec ipcpy_frame_spec = {
    .name = "krait.ipc.Frame",
    .basicsize = sizeof(IpcpyFrame),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
             Py_TPFLAGS_IMMUTABLETYPE,
    .slots = frame_slots,
};
