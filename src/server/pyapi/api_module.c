// _krait_api: the C half of krait.api, in the shared library of _krait_server.
#include "server/pyapi/api_priv.h"
#include "server/pyapi/checker.h"
#include "server/pyapi/shared_totals.h"

#include <string.h>

static PyObject *dumps(PyObject *module, PyObject *value) {
    JsonText text = {0};
    (void)module;
    PyObject *made = json_write(&text, value)
                         ? PyBytes_FromStringAndSize((const char *)text.data, (Py_ssize_t)text.len)
                         : Py_NewRef(Py_None);
    json_text_free(&text);
    return made;
}

static PyObject *loads(PyObject *module, PyObject *argument) {
    JsonKeys *keys = PyModule_GetState(module);
    if (!PyBytes_Check(argument)) return PyErr_Format(PyExc_TypeError, "loads() takes bytes");
    Slice text = slice_make(PyBytes_AS_STRING(argument), (usize)PyBytes_GET_SIZE(argument));
#ifdef Py_GIL_DISABLED
    JsonKeys own = {0};  // the module's are for one thread at a time
    keys = &own;
#endif
    PyObject *value = json_read(text, keys);
#ifdef Py_GIL_DISABLED
    json_keys_clear(&own);
#endif
    if (value) return Py_BuildValue("(N)", value);
    if (PyErr_Occurred()) return NULL;
    Py_RETURN_NONE;
}

static bool route_add(ApiApp *app, PyObject *tuple) {
    const char *pattern;
    Py_ssize_t len;
    unsigned int methods;
    PyObject *description;
    if (!PyArg_ParseTuple(tuple, "s#IO", &pattern, &len, &methods, &description)) return false;
    ApiPlan *plan = NULL;
    if (description != Py_None) {
        plan = api_plan_new(description);
        if (!plan) return false;
    }
    app->plans[app->route_count] = plan;
    Status status =
        route_tree_add(app->routes, slice_make(pattern, (usize)len), methods, app->route_count++);
    if (status == STATUS_OK) return true;
    PyErr_Format(PyExc_ValueError, "%s: %s", pattern, status_text(status));
    return false;
}

static bool routes_add(ApiApp *app, PyObject *routes) {
    if (route_tree_new(&app->routes) != STATUS_OK) return false;
    app->plans = PyMem_Calloc((usize)PyList_GET_SIZE(routes) + 1, sizeof(*app->plans));
    if (!app->plans) {
        PyErr_NoMemory();
        return false;
    }
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(routes); i++)
        if (!route_add(app, PyList_GET_ITEM(routes, i))) return false;
    return true;
}

static void capsule_free(PyObject *capsule) {
    // The handler was copied out: what it points to is the server's to free.
    PyMem_Free(PyCapsule_GetPointer(capsule, PY_HANDLER_CAPSULE));
}

PyDoc_STRVAR(
    handler_doc,
    "handler(app, state, overrides, outcomes, simple, routes)\n--\n\n"
    "A capsule for the server: requests of `routes` ([(pattern, methods, plan or None), …],\n"
    "in order) go through their plans, all others to the ASGI application.");

static PyObject *handler(PyObject *module, PyObject *arguments) {
    PyObject *object, *state, *overrides, *outcomes, *simple, *routes;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OO!O!OO!O!:handler", &object, &PyDict_Type, &state,
                          &PyDict_Type, &overrides, &outcomes, &PyTuple_Type, &simple, &PyList_Type,
                          &routes)) {
        return NULL;
    }
    ApiApp *app = PyMem_Calloc(1, sizeof(*app));
    PyHandler *made = PyMem_Calloc(1, sizeof(*made));
    if (!app || !made) {
        PyMem_Free(app);
        PyMem_Free(made);
        return PyErr_NoMemory();
    }
    app->app = Py_NewRef(object);
    app->state = Py_NewRef(state);
    app->overrides = Py_NewRef(overrides);
    app->outcomes = Py_NewRef(outcomes);
    app->simple = Py_NewRef(simple);
    PyObject *capsule = NULL;
    if (routes_add(app, routes)) {
        api_handler_fill(app, made);
        capsule = PyCapsule_New(made, PY_HANDLER_CAPSULE, capsule_free);
    }
    if (!capsule) {
        api_app_free(app);
        PyMem_Free(made);
    }
    return capsule;
}

static int module_exec(PyObject *module) {
    PyObject *checker = checker_type_new(module), *totals = shared_totals_type_new(module);
    bool is_good = checker && totals && PyModule_AddObjectRef(module, "Checker", checker) == 0 &&
                   PyModule_AddObjectRef(module, "SharedTotals", totals) == 0;
    Py_XDECREF(checker);
    Py_XDECREF(totals);
    return is_good ? 0 : -1;
}

static int module_clear(PyObject *module) {
    JsonKeys *keys = PyModule_GetState(module);
    if (keys) json_keys_clear(keys);
    return 0;
}

static void module_free(void *module) {
    module_clear(module);
}

PyMODINIT_FUNC PyInit__krait_api(void);

PyMODINIT_FUNC PyInit__krait_api(void) {
    static PyMethodDef methods[] = {
        {"dumps", dumps, METH_O,
         "JSON text of a value as bytes; None: it is for Python's own encoder."},
        {"loads", loads, METH_O, "(value,) of JSON text; None: it is for Python's own decoder."},
        {"handler", handler, METH_VARARGS, handler_doc},
        {NULL, NULL, 0, NULL}};
    static PyModuleDef_Slot slots[] = {
        {Py_mod_exec, (void *)module_exec},
#if PY_VERSION_HEX >= 0x030c0000
        {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
#ifdef Py_GIL_DISABLED
        {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
        {0, NULL}};
    static PyModuleDef definition = {.m_base = PyModuleDef_HEAD_INIT,
                                     .m_name = "_krait_api",
                                     .m_doc = "The C half of krait.api.",
                                     .m_size = sizeof(JsonKeys),
                                     .m_methods = methods,
                                     .m_slots = slots,
                                     .m_clear = module_clear,
                                     .m_free = module_free};
    return PyModuleDef_Init(&definition);
}
