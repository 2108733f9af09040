// _krait_server: the event loop as an extension module of the Python that the application runs in.
#include "server/pyhost/py_host_priv.h"

static PyObject *import_attribute(const char *module, const char *name) {
    PyObject *imported = PyImport_ImportModule(module);
    PyObject *found = imported ? PyObject_GetAttrString(imported, name) : NULL;
    Py_XDECREF(imported);
    return found;
}

static int module_exec(PyObject *module) {
    PyHostModule *state = PyModule_GetState(module);
    if (!py_names_init(state)) return -1;
    state->host_type = py_host_type_new(module);
    state->adopter_type = py_adopter_type_new(module);
    state->exchange_type = asgi_exchange_type_new(module);
    state->awaitable_type = asgi_awaitable_type_new(module);
    state->answer_type = wsgi_call_type_new(module);
    if (PyErr_Occurred()) return -1;
    state->task_type = import_attribute("asyncio", "Task");
    state->enter_task = import_attribute("asyncio.tasks", "_enter_task");
    state->leave_task = import_attribute("asyncio.tasks", "_leave_task");
    state->set_running_loop = import_attribute("asyncio.events", "_set_running_loop");
    if (PyErr_Occurred()) return -1;
    return PyModule_AddObjectRef(module, "Server", state->host_type);
}

// All members of the state are owned references.
static int module_traverse(PyObject *module, visitproc visit, void *arg) {
    PyObject **members = PyModule_GetState(module);
    for (usize i = 0; members && i < sizeof(PyHostModule) / sizeof(PyObject *); i++)
        Py_VISIT(members[i]);
    return 0;
}

static int module_clear(PyObject *module) {
    PyObject **members = PyModule_GetState(module);
    for (usize i = 0; members && i < sizeof(PyHostModule) / sizeof(PyObject *); i++)
        Py_CLEAR(members[i]);
    return 0;
}

static void module_free(void *module) {
    module_clear(module);
}

PyMODINIT_FUNC PyInit__krait_server(void);

PyMODINIT_FUNC PyInit__krait_server(void) {
    static PyModuleDef_Slot slots[] = {
        {Py_mod_exec, (void *)module_exec},
#if PY_VERSION_HEX >= 0x030c0000
        {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#if PY_VERSION_HEX >= 0x030d0000
        // A server belongs to its thread; what crosses threads goes through the pool's queues.
        {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
        {0, NULL}};
    static PyModuleDef definition = {.m_base = PyModuleDef_HEAD_INIT,
                                     .m_name = "_krait_server",
                                     .m_doc = "The server's event loop, hosting Python.",
                                     .m_size = sizeof(PyHostModule),
                                     .m_slots = slots,
                                     .m_traverse = module_traverse,
                                     .m_clear = module_clear,
                                     .m_free = module_free};
    return PyModuleDef_Init(&definition);
}
