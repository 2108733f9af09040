// What `receive()` and `send(message)` return: awaited once, and done without a step of the loop
// where nothing has to be waited for.
#include "server/pyhost/asgi_priv.h"

typedef struct {
    PyObject_HEAD AsgiExchange *exchange;  // owned
    PyObject *message;                     // owned; NULL: of `receive`
    PyObject *waiting;                     // owned: a future's iterator
    bool is_begun;                         // the message was sent
} Awaitable;

void asgi_wake(PyHost *host, PyObject **future) {
    PyObject *waiting = *future;
    *future = NULL;
    if (!waiting) return;
    PyObject *is_done = PyObject_CallMethodNoArgs(waiting, py_str(host, PY_STR_DONE));
    if (is_done == Py_False) {
        PyObject *told =
            PyObject_CallMethodOneArg(waiting, py_str(host, PY_STR_SET_RESULT), Py_None);
        if (!told) PyErr_WriteUnraisable(waiting);
        Py_XDECREF(told);
    }
    if (!is_done) PyErr_WriteUnraisable(waiting);
    Py_XDECREF(is_done);
    Py_DECREF(waiting);
}

// Whoever waits for the same waits for the same future; a cancelled one is replaced.
static PyObject *future_of(const AsgiExchange *exchange, PyObject **place) {
    PyHost *host = exchange->host;
    if (*place) {
        PyObject *is_done = PyObject_CallMethodNoArgs(*place, py_str(host, PY_STR_DONE));
        if (!is_done) return NULL;
        bool is_usable = is_done == Py_False;
        Py_DECREF(is_done);
        if (is_usable) return *place;
    }
    PyObject *made = PyObject_CallMethodNoArgs(host->asyncio, py_str(host, PY_STR_CREATE_FUTURE));
    if (made) Py_XSETREF(*place, made);
    return made;
}

static PySendResult wait_for(Awaitable *self, PyObject **place, PyObject **result) {
    PyObject *future = future_of(self->exchange, place);
    if (!future) return PYGEN_ERROR;
    self->waiting = PyObject_GetIter(future);
    return self->waiting ? PyIter_Send(self->waiting, Py_None, result) : PYGEN_ERROR;
}

static PySendResult receive_step(Awaitable *self, PyObject **result) {
    AsgiExchange *exchange = self->exchange;
    PyObject *message =
        exchange->kind == ASGI_HTTP ? asgi_http_receive(exchange) : asgi_socket_receive(exchange);
    if (message) {
        *result = message;
        return PYGEN_RETURN;
    }
    if (PyErr_Occurred()) return PYGEN_ERROR;
    return wait_for(self, &exchange->news, result);
}

static PySendResult send_step(Awaitable *self, PyObject **result) {
    AsgiExchange *exchange = self->exchange;
    bool must_wait = false;
    if (!self->is_begun) {
        self->is_begun = true;
        bool is_good = exchange->kind == ASGI_HTTP
                           ? asgi_http_send(exchange, self->message, &must_wait)
                           : asgi_socket_send(exchange, self->message, &must_wait);
        if (!is_good) return PYGEN_ERROR;
    }
    if (must_wait && exchange->conn) return wait_for(self, &exchange->room, result);
    *result = Py_NewRef(Py_None);
    return PYGEN_RETURN;
}

static PySendResult awaitable_send(PyObject *object, PyObject *value, PyObject **result) {
    Awaitable *self = (Awaitable *)object;
    *result = NULL;
    if (self->waiting) {
        PySendResult found = PyIter_Send(self->waiting, value, result);
        if (found != PYGEN_RETURN) return found;
        Py_CLEAR(*result);
        Py_CLEAR(self->waiting);
    }
    return self->message ? send_step(self, result) : receive_step(self, result);
}

static PyObject *awaitable_send_method(PyObject *self, PyObject *value) {
    PyObject *result;
    PySendResult found = awaitable_send(self, value, &result);
    if (found != PYGEN_RETURN) return result;
    PyObject *error = PyObject_CallOneArg(PyExc_StopIteration, result);
    if (error) PyErr_SetObject(PyExc_StopIteration, error);
    Py_XDECREF(error);
    Py_DECREF(result);
    return NULL;
}

static PyObject *awaitable_next(PyObject *self) {
    return awaitable_send_method(self, Py_None);
}

static PyObject *awaitable_throw(PyObject *object, PyObject *arguments) {
    Awaitable *self = (Awaitable *)object;
    PyObject *type, *value = NULL, *traceback = NULL;
    if (!PyArg_ParseTuple(arguments, "O|OO:throw", &type, &value, &traceback)) return NULL;
    Py_CLEAR(self->waiting);
    if (PyExceptionInstance_Check(type)) {
        PyErr_SetObject((PyObject *)Py_TYPE(type), type);
    } else {
        PyErr_SetObject(type, value == Py_None ? NULL : value);
    }
    return NULL;
}

static PyObject *awaitable_close(PyObject *object, PyObject *ignored) {
    (void)ignored;
    Py_CLEAR(((Awaitable *)object)->waiting);
    Py_RETURN_NONE;
}

static PyObject *awaitable_self(PyObject *self) {
    return Py_NewRef(self);
}

static int awaitable_traverse(PyObject *object, visitproc visit, void *arg) {
    Awaitable *self = (Awaitable *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT((PyObject *)self->exchange);
    Py_VISIT(self->message);
    Py_VISIT(self->waiting);
    return 0;
}

static int awaitable_clear(PyObject *object) {
    Awaitable *self = (Awaitable *)object;
    Py_CLEAR(self->exchange);
    Py_CLEAR(self->message);
    Py_CLEAR(self->waiting);
    return 0;
}

static void awaitable_dealloc(PyObject *object) {
    PyTypeObject *type = Py_TYPE(object);
    PyObject_GC_UnTrack(object);
    awaitable_clear(object);
    type->tp_free(object);
    Py_DECREF(type);
}

PyObject *asgi_awaitable_new(AsgiExchange *exchange, PyObject *message) {
    PyTypeObject *type = (PyTypeObject *)exchange->host->module->awaitable_type;
    Awaitable *made = PyObject_GC_New(Awaitable, type);
    if (!made) return NULL;
    made->exchange = (AsgiExchange *)Py_NewRef(exchange);
    made->message = Py_XNewRef(message);
    made->waiting = NULL;
    made->is_begun = false;
    PyObject_GC_Track(made);
    return (PyObject *)made;
}

PyObject *asgi_awaitable_type_new(PyObject *module) {
    // With these methods it counts as a coroutine: asyncio.create_task takes it.
    static PyMethodDef methods[] = {{"send", awaitable_send_method, METH_O, NULL},
                                    {"throw", awaitable_throw, METH_VARARGS, NULL},
                                    {"close", awaitable_close, METH_NOARGS, NULL},
                                    {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {{Py_tp_traverse, (void *)awaitable_traverse},
                                  {Py_tp_clear, (void *)awaitable_clear},
                                  {Py_tp_dealloc, (void *)awaitable_dealloc},
                                  {Py_tp_iter, (void *)awaitable_self},
                                  {Py_tp_iternext, (void *)awaitable_next},
                                  {Py_am_await, (void *)awaitable_self},
                                  {Py_am_send, (void *)awaitable_send},
                                  {Py_tp_methods, methods},
                                  {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_server.Message",
                               .basicsize = sizeof(Awaitable),
                               .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC |
                                        Py_TPFLAGS_DISALLOW_INSTANTIATION,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}
