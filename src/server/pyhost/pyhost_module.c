// _krait_server: the event loop as an extension module of the Python that the application runs in.
#include "server/pyhost/wsgi_host.h"

typedef struct {
    PyObject *answer_type;
} ModuleState;

// Turns until stopped; a signal handler that raises (KeyboardInterrupt, or its own) stops it, and
// open requests are finished first.
static bool loop_run(NetLoop *loop, WsgiHost *wsgi) {
    bool is_stopping = false;
    PyObject *type = NULL, *error = NULL, *traceback = NULL;
    while (!net_loop_is_done(loop)) {
        Status status = net_loop_turn(loop, -1);
        if (status != STATUS_OK) {
            PyErr_SetString(PyExc_OSError, status_text(status));
            return false;
        }
        if (!wsgi_host_stop_raise(wsgi) && PyErr_CheckSignals() == 0) continue;
        if (is_stopping) {  // asked a second time: now
            Py_XDECREF(type);
            Py_XDECREF(error);
            Py_XDECREF(traceback);
            return false;
        }
        PyErr_Fetch(&type, &error, &traceback);
        is_stopping = true;
        net_loop_stop(loop);
    }
    if (!is_stopping) return true;
    PyErr_Restore(type, error, traceback);
    return false;
}

PyDoc_STRVAR(
    run_wsgi_doc,
    "run_wsgi(app, host, port, ready=None)\n--\n\n"
    "Serves a WSGI application until a signal handler raises; open requests are finished,\n"
    "then the exception goes on. ready(port) is called once the server listens.");

static PyObject *run_wsgi(PyObject *module, PyObject *arguments, PyObject *keywords) {
    static char *names[] = {"app", "host", "port", "ready", NULL};
    ModuleState *state = PyModule_GetState(module);
    PyObject *app, *ready = Py_None;
    const char *host;
    unsigned short port;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "OsH|O:run_wsgi", names, &app, &host,
                                     &port, &ready)) {
        return NULL;
    }
    WsgiHost *wsgi = wsgi_host_new(app, state->answer_type, host, port);
    if (!wsgi) return NULL;
    NetLimits limits = net_limits_default();
    NetHandler handler = wsgi_host_handler(wsgi);
    NetLoop *loop = NULL;
    Status status = net_loop_new(&limits, &handler, &loop);
    if (status == STATUS_OK) status = net_loop_listen(loop, host, &port);
    bool is_good = status == STATUS_OK;
    if (!is_good) {
        PyErr_Format(PyExc_OSError, "cannot listen at %s:%u: %s", host, port, status_text(status));
    } else if (ready != Py_None) {
        PyObject *told = PyObject_CallFunction(ready, "H", port);
        is_good = told != NULL;
        Py_XDECREF(told);
    }
    if (is_good) is_good = loop_run(loop, wsgi);
    net_loop_free(loop);
    wsgi_host_free(wsgi);
    if (!is_good) return NULL;
    Py_RETURN_NONE;
}

static int module_exec(PyObject *module) {
    ModuleState *state = PyModule_GetState(module);
    state->answer_type = wsgi_answer_type_new(module);
    return state->answer_type ? 0 : -1;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
    ModuleState *state = PyModule_GetState(module);
    Py_VISIT(state->answer_type);
    return 0;
}

static int module_clear(PyObject *module) {
    ModuleState *state = PyModule_GetState(module);
    Py_CLEAR(state->answer_type);
    return 0;
}

PyMODINIT_FUNC PyInit__krait_server(void);

PyMODINIT_FUNC PyInit__krait_server(void) {
    static PyMethodDef methods[] = {{"run_wsgi", (PyCFunction)(void (*)(void))run_wsgi,
                                     METH_VARARGS | METH_KEYWORDS, run_wsgi_doc},
                                    {NULL, NULL, 0, NULL}};
    static PyModuleDef_Slot slots[] = {
        {Py_mod_exec, (void *)module_exec},
#if PY_VERSION_HEX >= 0x030c0000
        {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
        {0, NULL}};
    static PyModuleDef definition = {.m_base = PyModuleDef_HEAD_INIT,
                                     .m_name = "_krait_server",
                                     .m_doc = "The server's event loop, hosting Python.",
                                     .m_size = sizeof(ModuleState),
                                     .m_methods = methods,
                                     .m_slots = slots,
                                     .m_traverse = module_traverse,
                                     .m_clear = module_clear};
    return PyModuleDef_Init(&definition);
}
