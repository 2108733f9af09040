// From Python's description of a route to a plan. The description is a dictionary:
//
//   name, status, media, has_body, is_strict, is_finished, blocking (None, True, False), respond,
//   finish answer    "json", "text" or "call" nodes     [(callable, is_async, [(name, source, type,
//   key, default, has_default, bounds), …])]
//             source and type as ApiSource and ApiType count; key: a number, bytes or a callable
//   extras    [(callable, takes_request), …]
//             bounds: (gt, ge, lt, le, min_length, max_length), each a number or None
#include "server/pyapi/api_priv.h"

#include <string.h>

void api_plan_free(ApiPlan *plan) {
    if (!plan) return;
    for (u32 i = 0; i < plan->node_count; i++) {
        Py_XDECREF(plan->nodes[i].call);
        Py_XDECREF(plan->nodes[i].names);
    }
    for (u32 i = 0; i < plan->arg_count; i++) {
        Py_XDECREF(plan->args[i].name_bytes);
        Py_XDECREF(plan->args[i].fallback);
        Py_XDECREF(plan->args[i].check);
    }
    for (u32 i = 0; i < plan->extra_count; i++) Py_XDECREF(plan->extras[i].make);
    Py_XDECREF(plan->respond);
    Py_XDECREF(plan->finish);
    PyMem_Free(plan);
}

static bool bound_read(PyObject *value, bool *has, f64 *bound) {
    *has = value != Py_None;
    if (!*has) return true;
    *bound = PyFloat_AsDouble(value);
    return !(*bound == -1.0 && PyErr_Occurred());
}

static bool length_read(PyObject *value, Py_ssize_t *length) {
    *length = value == Py_None ? -1 : PyLong_AsSsize_t(value);
    return !(*length == -1 && PyErr_Occurred());
}

static bool bounds_read(PyObject *tuple, ApiBounds *bounds) {
    PyObject *gt, *ge, *lt, *le, *min_length, *max_length;
    return PyArg_ParseTuple(tuple, "OOOOOO", &gt, &ge, &lt, &le, &min_length, &max_length) &&
           bound_read(gt, &bounds->has_gt, &bounds->gt) &&
           bound_read(ge, &bounds->has_ge, &bounds->ge) &&
           bound_read(lt, &bounds->has_lt, &bounds->lt) &&
           bound_read(le, &bounds->has_le, &bounds->le) &&
           length_read(min_length, &bounds->min_length) &&
           length_read(max_length, &bounds->max_length);
}

static bool arg_read(ApiPlan *plan, PyObject *tuple, PyObject **name) {
    PyObject *key, *fallback, *bounds;
    unsigned int source, type;
    int has_fallback;
    if (plan->arg_count == API_ARGS_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many arguments");
        return false;
    }
    ApiArg *arg = &plan->args[plan->arg_count];
    if (!PyArg_ParseTuple(tuple, "UIIOOpO", name, &source, &type, &key, &fallback, &has_fallback,
                          &bounds)) {
        return false;
    }
    if (source >= API_SOURCE_COUNT || type >= API_TYPE_COUNT) {
        PyErr_SetString(PyExc_ValueError, "an unknown source or type");
        return false;
    }
    plan->arg_count++;
    arg->source = source;
    arg->type = type;
    if (has_fallback) arg->fallback = Py_NewRef(fallback);
    if (!bounds_read(bounds, &arg->bounds)) return false;
    if (PyLong_Check(key)) {
        unsigned long index = PyLong_AsUnsignedLong(key);
        arg->index = (u32)index;
        bool is_known = source == API_FROM_NODE    ? index < plan->node_count - 1
                        : source == API_FROM_EXTRA ? index < plan->extra_count
                                                   : index < ROUTE_PARAMS_MAX;
        if (!is_known) PyErr_SetString(PyExc_ValueError, "an index out of range");
        return is_known;
    }
    if (PyBytes_Check(key)) {
        arg->name_bytes = Py_NewRef(key);
        arg->name = slice_make(PyBytes_AS_STRING(key), (usize)PyBytes_GET_SIZE(key));
    } else if (key != Py_None) {
        arg->check = Py_NewRef(key);
    }
    return true;
}

static bool node_read(ApiPlan *plan, PyObject *tuple) {
    PyObject *call, *args;
    int is_async;
    if (plan->node_count == API_NODES_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many dependencies");
        return false;
    }
    if (!PyArg_ParseTuple(tuple, "OpO!", &call, &is_async, &PyList_Type, &args)) return false;
    ApiNode *node = &plan->nodes[plan->node_count++];
    *node = (ApiNode){.call = Py_NewRef(call), .is_async = is_async, .arg_at = plan->arg_count};
    node->names = PyTuple_New(PyList_GET_SIZE(args));
    if (!node->names) return false;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(args); i++) {
        PyObject *name;
        if (!arg_read(plan, PyList_GET_ITEM(args, i), &name)) return false;
        Py_INCREF(name);
        PyUnicode_InternInPlace(&name);
        PyTuple_SET_ITEM(node->names, i, name);
    }
    node->arg_count = (u32)PyList_GET_SIZE(args);
    return true;
}

static bool extra_read(ApiPlan *plan, PyObject *tuple) {
    PyObject *make;
    int takes_request;
    if (plan->extra_count == API_EXTRAS_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many extras");
        return false;
    }
    if (!PyArg_ParseTuple(tuple, "Op", &make, &takes_request)) return false;
    plan->extras[plan->extra_count++] = (ApiExtra){Py_NewRef(make), takes_request};
    return true;
}

// Borrowed; NULL: an error is raised.
static PyObject *member(PyObject *description, const char *name) {
    PyObject *value = PyDict_GetItemString(description, name);
    if (!value) PyErr_Format(PyExc_KeyError, "%s", name);
    return value;
}

static bool text_read(PyObject *description, const char *name, char *text, usize bytes) {
    PyObject *value = member(description, name);
    const char *utf8 = value ? PyUnicode_AsUTF8(value) : NULL;
    if (!utf8) return false;
    usize len = strlen(utf8);
    if (len >= bytes) len = bytes - 1;
    memcpy(text, utf8, len);
    return true;
}

static bool members_read(ApiPlan *plan, PyObject *description) {
    PyObject *status = member(description, "status"), *blocking = member(description, "blocking");
    PyObject *respond = member(description, "respond"), *finish = member(description, "finish");
    PyObject *has_body = member(description, "has_body");
    PyObject *is_strict = member(description, "is_strict");
    PyObject *is_finished = member(description, "is_finished");
    char answer[8] = "";
    if (PyErr_Occurred()) return false;
    plan->status = (u32)PyLong_AsUnsignedLong(status);
    plan->has_body = has_body == Py_True;
    plan->is_strict = is_strict == Py_True;
    plan->is_finished = is_finished == Py_True;
    plan->watch.blocking = blocking == Py_True    ? PY_BLOCK_ALWAYS
                           : blocking == Py_False ? PY_BLOCK_NEVER
                                                  : PY_BLOCK_WATCHED;
    plan->respond = Py_NewRef(respond);
    plan->finish = Py_NewRef(finish);
    if (PyErr_Occurred() || !text_read(description, "answer", answer, sizeof(answer))) return false;
    plan->answer = answer[0] == 't'   ? API_ANSWER_TEXT
                   : answer[0] == 'c' ? API_ANSWER_CALL
                                      : API_ANSWER_JSON;
    return text_read(description, "media", plan->media, sizeof(plan->media)) &&
           text_read(description, "name", plan->name, sizeof(plan->name));
}

ApiPlan *api_plan_new(PyObject *description) {
    ApiPlan *plan = PyMem_Calloc(1, sizeof(*plan));
    if (!plan) {
        PyErr_NoMemory();
        return NULL;
    }
    PyObject *nodes = member(description, "nodes"), *extras = member(description, "extras");
    bool is_good = nodes && extras && members_read(plan, description) && PyList_Check(nodes) &&
                   PyList_Check(extras);
    for (Py_ssize_t i = 0; is_good && i < PyList_GET_SIZE(extras); i++)
        is_good = extra_read(plan, PyList_GET_ITEM(extras, i));
    for (Py_ssize_t i = 0; is_good && i < PyList_GET_SIZE(nodes); i++)
        is_good = node_read(plan, PyList_GET_ITEM(nodes, i));
    if (is_good && plan->node_count > 0) return plan;
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a plan needs a list of nodes");
    api_plan_free(plan);
    return NULL;
}
