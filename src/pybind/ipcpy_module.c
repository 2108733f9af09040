#include "pybind/ipcpy_priv.h"

#include <string.h>

static struct PyModuleDef module_def;

IpcpyState *ipcpy_state(PyTypeObject *type) {
    PyObject *module = PyType_GetModuleByDef(type, &module_def);
    return module ? PyModule_GetState(module) : NULL;
}

static IpcpyError error_of(KrIpcStatus status) {
    switch (status) {  // table:
    case KR_IPC_WRITER_DEAD: return IPCPY_ERROR_WRITER_DEAD;
    case KR_IPC_READER_DEAD: return IPCPY_ERROR_READER_DEAD;
    case KR_IPC_WRITER_EXISTS: return IPCPY_ERROR_WRITER_EXISTS;
    case KR_IPC_READER_EXISTS: return IPCPY_ERROR_READER_EXISTS;
    case KR_IPC_FULL: return IPCPY_ERROR_FULL;
    case KR_IPC_FRAME_TOO_LARGE: return IPCPY_ERROR_TOO_LARGE;
    case KR_IPC_FRAME_EMPTY:
    case KR_IPC_BAD_SIZE: return IPCPY_ERROR_BAD_SIZE;
    case KR_IPC_BAD_SEQUENCE: return IPCPY_ERROR_SEQUENCE;
    case KR_IPC_METADATA_EXISTS: return IPCPY_ERROR_METADATA_EXISTS;
    case KR_IPC_NOT_FOUND: return IPCPY_ERROR_NOT_FOUND;
    case KR_IPC_DENIED: return IPCPY_ERROR_DENIED;
    default: return IPCPY_ERROR_BASE;
    }
}

PyObject *ipcpy_raise(const IpcpyState *state, KrIpcStatus status, const char *owner) {
    if (PyErr_Occurred()) return NULL;  // a signal handler raised
    if (status == KR_IPC_NO_MEMORY) return PyErr_NoMemory();
    PyObject *type = state->errors[error_of(status)];
    PyErr_Format(type, "%s: %s", owner, kr_ipc_status_text(status));
    return NULL;
}

bool ipcpy_timeout(PyObject *seconds, int64_t *timeout_us) {
    if (seconds == Py_None) {
        *timeout_us = KR_IPC_FOREVER;
        return true;
    }
    double value = PyFloat_AsDouble(seconds);
    if (value == -1.0 && PyErr_Occurred()) return false;
    if (!(value >= 0)) {
        PyErr_SetString(PyExc_ValueError, "timeout must not be negative");
        return false;
    }
    *timeout_us = value >= 9e12 ? KR_IPC_FOREVER : (int64_t)(value * 1e6);
    return true;
}

bool ipcpy_gate_init(IpcpyGate *gate) {
    gate->lock = PyThread_allocate_lock();
    return gate->lock != NULL;
}

void ipcpy_gate_deinit(IpcpyGate *gate) {
    if (gate->lock) PyThread_free_lock(gate->lock);
    gate->lock = NULL;
}

void ipcpy_gate_enter(IpcpyGate *gate) {
    if (!PyThread_acquire_lock(gate->lock, NOWAIT_LOCK)) {
        Py_BEGIN_ALLOW_THREADS PyThread_acquire_lock(gate->lock, WAIT_LOCK);
        Py_END_ALLOW_THREADS
    }
    atomic_u64_store_relaxed(&gate->owner, PyThread_get_thread_ident());
}

void ipcpy_gate_leave(IpcpyGate *gate) {
    atomic_u64_store_relaxed(&gate->owner, 0);
    PyThread_release_lock(gate->lock);
}

bool ipcpy_gate_is_mine(IpcpyGate *gate) {
    return atomic_u64_load_relaxed(&gate->owner) == PyThread_get_thread_ident();
}

int ipcpy_gate_pause(IpcpyGate *gate) {
    PyEval_RestoreThread(gate->waiting);
    int failed = PyErr_CheckSignals();
    gate->waiting = PyEval_SaveThread();
    return failed != 0 || atomic_u32_load_relaxed(&gate->is_closing) != 0;
}

void ipcpy_view_end(const IpcpyState *state, PyObject *view_take) {
    if (!view_take) return;
    if (Py_REFCNT(view_take) > 1) {
        PyObject *type, *value, *traceback;
        PyErr_Fetch(&type, &value, &traceback);
        PyObject *done = PyObject_CallMethodNoArgs(view_take, state->release_name);
        if (!done) PyErr_Clear();  // an array is built on it and keeps the bytes
        Py_XDECREF(done);
        PyErr_Restore(type, value, traceback);
    }
    Py_DECREF(view_take);
}

static PyObject *module_inspect(PyObject *module, PyObject *name_object) {
    const char *name = PyUnicode_AsUTF8(name_object);
    if (!name) return NULL;
    KrIpcInfo info;
    KrIpcStatus status = kr_ipc_inspect(name, &info);
    if (status != KR_IPC_OK) return ipcpy_raise(PyModule_GetState(module), status, name);
    return Py_BuildValue("{s:O,s:K,s:K,s:K,s:K,s:K,s:K,s:K,s:K,s:K,s:K,s:I,s:O,s:O}", "is_valid",
                         info.is_valid ? Py_True : Py_False, "metadata_size",
                         (unsigned long long)info.metadata_bytes, "metadata_written_bytes",
                         (unsigned long long)info.metadata_used_bytes, "payload_size",
                         (unsigned long long)info.payload_bytes, "payload_free_bytes",
                         (unsigned long long)info.free_bytes, "payload_write_pos",
                         (unsigned long long)info.write_position, "payload_read_pos",
                         (unsigned long long)info.read_position, "payload_written_count",
                         (unsigned long long)info.written_count, "payload_read_count",
                         (unsigned long long)info.read_count, "writer_pid",
                         (unsigned long long)info.writer_pid, "reader_pid",
                         (unsigned long long)info.reader_pid, "frames_waiting", info.frames_waiting,
                         "is_writer_alive", info.is_writer_alive ? Py_True : Py_False,
                         "is_reader_alive", info.is_reader_alive ? Py_True : Py_False);
}

typedef struct {
    PyObject *list;
    bool is_failed;
} Names;

static int names_add(void *context, const char *name) {
    Names *names = context;
    PyObject *text = PyUnicode_DecodeFSDefault(name);
    if (!text || PyList_Append(names->list, text) != 0) names->is_failed = true;
    Py_XDECREF(text);
    return !names->is_failed;
}

static void names_add_all(void *context, const char *name) {
    (void)names_add(context, name);
}

static PyObject *names_collect(PyObject *module, bool is_cleaning) {
    Names names = {.list = PyList_New(0)};
    if (!names.list) return NULL;
    KrIpcStatus status =
        is_cleaning ? kr_ipc_clean(names_add_all, &names) : kr_ipc_list(names_add, &names);
    if (status == KR_IPC_OK && !names.is_failed) return names.list;
    Py_DECREF(names.list);
    return names.is_failed ? NULL : ipcpy_raise(PyModule_GetState(module), status, "shared memory");
}

static PyObject *module_list(PyObject *module, PyObject *unused) {
    (void)unused;
    return names_collect(module, false);
}

static PyObject *module_clean(PyObject *module, PyObject *unused) {
    (void)unused;
    return names_collect(module, true);
}

static PyMethodDef module_methods[] = {
    {"inspect", module_inspect, METH_O,
     "inspect(name) -> dict of a buffer's control block and state"},
    {"list_buffers", module_list, METH_NOARGS, "Names of the buffers there are."},
    {"clean", module_clean, METH_NOARGS,
     "Removes what dead readers left; returns the buffers' names."},
    {NULL, NULL, 0, NULL},
};

static PyTypeObject *type_add(PyObject *module, PyType_Spec *spec) {
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type && PyModule_AddType(module, (PyTypeObject *)type) != 0) Py_CLEAR(type);
    return (PyTypeObject *)type;
}

static int module_exec(PyObject *module) {
    static const char *const error_names[] = {
#define X(name, text) [IPCPY_ERROR_##name] = text,
        IPCPY_ERROR_TABLE(X)
#undef X
    };
    IpcpyState *state = PyModule_GetState(module);
    PyObject *exceptions = PyImport_ImportModule("krait.ipc.exceptions");
    if (!exceptions) return -1;
    for (int i = 0; i < IPCPY_ERROR_COUNT; i++) {
        state->errors[i] = PyObject_GetAttrString(exceptions, error_names[i]);
        if (!state->errors[i]) break;
    }
    Py_DECREF(exceptions);
    if (PyErr_Occurred()) return -1;
    state->release_name = PyUnicode_InternFromString("release");
    state->frame_type = type_add(module, &ipcpy_frame_spec);
    if (state->frame_type) state->reader_type = type_add(module, &ipcpy_reader_spec);
    if (state->reader_type) state->writer_type = type_add(module, &ipcpy_writer_spec);
    return state->writer_type && state->release_name ? 0 : -1;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
    IpcpyState *state = PyModule_GetState(module);
    for (int i = 0; i < IPCPY_ERROR_COUNT; i++) Py_VISIT(state->errors[i]);
    Py_VISIT(state->frame_type);
    Py_VISIT(state->reader_type);
    Py_VISIT(state->writer_type);
    return 0;
}

static int module_clear(PyObject *module) {
    IpcpyState *state = PyModule_GetState(module);
    for (int i = 0; i < IPCPY_ERROR_COUNT; i++) Py_CLEAR(state->errors[i]);
    Py_CLEAR(state->frame_type);
    Py_CLEAR(state->reader_type);
    Py_CLEAR(state->writer_type);
    Py_CLEAR(state->release_name);
    return 0;
}

static void module_free(void *module) {
    module_clear(module);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, (void *)module_exec},
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#if PY_VERSION_HEX >= 0x030D0000
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};

static struct PyModuleDef module_def = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_krait_ipc",
    .m_doc = "Readers, writers and frames of ZeroBuffer rings; use krait.ipc.",
    .m_size = sizeof(IpcpyState),
    .m_methods = module_methods,
    .m_slots = module_slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
    .m_free = module_free,
};

PyMODINIT_FUNC PyInit__krait_ipc(void);

PyMODINIT_FUNC PyInit__krait_ipc(void) {
    return PyModuleDef_Init(&module_def);
}
