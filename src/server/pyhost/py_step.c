// Coroutines: the first step by hand under a spare task, which takes over who suspends.
//
// asyncio's timeouts, task groups and cancel scopes need a current task from the first step on, and
// the same one after a suspension. Making one for each request would cost more than most handlers
// do. So one task waits: its coroutine is a PyAdopter, parked on a future. A coroutine that
// suspends moves into the adopter; the future then wakes the task, whose next step passes on what
// the coroutine yielded. Who does not suspend leaves the task for the next one.
#include "server/pyhost/py_host_priv.h"

#include "base/check.h"

typedef enum {
    ADOPTER_NEW,      // the task has not made its first step
    ADOPTER_PARKED,   // the task waits for `wake`
    ADOPTER_STARTED,  // it has a coroutine, whose yield the task has not seen yet
    ADOPTER_RUNNING,
    ADOPTER_ENDED,
} AdopterState;

struct PyAdopter {
    PyObject_HEAD PyHost *host;  // owned
    AdopterState state;
    bool was_parked;
    PyObject *task;                 // owned until ended
    PyObject *wake;                 // owned
    PyObject *context;              // owned: the task's
    PyObject *coroutine, *yielded;  // owned
    PyDone *done;
    void *done_context;
};

static void adopter_tell(PyAdopter *self, PyObject *result) {
    PyDone *done = self->done;
    self->done = NULL;
    self->state = ADOPTER_ENDED;
    Py_CLEAR(self->coroutine);
    if (done) done(self->done_context, result);
    if (PyErr_Occurred() && !self->host->stop_type) py_host_error(self->host, "a coroutine's end");
    Py_CLEAR(self->task);
}

static PySendResult adopter_park(PyAdopter *self, PyObject **result) {
    PyObject *loop = self->host->asyncio;
    self->wake = PyObject_CallMethodNoArgs(loop, py_str(self->host, PY_STR_CREATE_FUTURE));
    PyObject *iterator = self->wake ? PyObject_GetIter(self->wake) : NULL;
    PySendResult found = PYGEN_ERROR;
    if (iterator) found = PyIter_Send(iterator, Py_None, result);
    Py_XDECREF(iterator);
    self->state = ADOPTER_PARKED;
    return found;
}

// What the coroutine's step gave, told to whoever waits when it was the last.
static PySendResult adopter_gave(PyAdopter *self, PySendResult found, PyObject **result) {
    if (found == PYGEN_NEXT) return found;
    PyObject *value = found == PYGEN_RETURN ? *result : NULL;
    adopter_tell(self, value);
    Py_XDECREF(value);
    *result = Py_NewRef(Py_None);
    return PYGEN_RETURN;
}

static PySendResult adopter_send(PyObject *object, PyObject *value, PyObject **result) {
    PyAdopter *self = (PyAdopter *)object;
    *result = NULL;
    switch (self->state) {
    case ADOPTER_NEW: return adopter_park(self, result);
    case ADOPTER_STARTED:
        self->state = ADOPTER_RUNNING;
        if (self->yielded) {
            *result = self->yielded;
            self->yielded = NULL;
            return PYGEN_NEXT;
        }
        break;
    case ADOPTER_RUNNING: break;
    case ADOPTER_PARKED:
    case ADOPTER_ENDED:
        self->state = ADOPTER_ENDED;
        Py_CLEAR(self->task);
        *result = Py_NewRef(Py_None);
        return PYGEN_RETURN;
    }
    PyObject *coroutine = Py_NewRef(self->coroutine);
    PySendResult found = PyIter_Send(coroutine, value, result);
    Py_DECREF(coroutine);
    return adopter_gave(self, found, result);
}

// As a generator's method: the end is StopIteration.
static PyObject *adopter_returned(PySendResult found, PyObject *result) {
    if (found != PYGEN_RETURN) return result;
    if (result == Py_None) {
        PyErr_SetNone(PyExc_StopIteration);
    } else {
        PyObject *error = PyObject_CallOneArg(PyExc_StopIteration, result);
        if (error) PyErr_SetObject(PyExc_StopIteration, error);
        Py_XDECREF(error);
    }
    Py_DECREF(result);
    return NULL;
}

static PyObject *adopter_send_method(PyObject *self, PyObject *value) {
    PyObject *result;
    PySendResult found = adopter_send(self, value, &result);
    return adopter_returned(found, result);
}

static PyObject *adopter_next(PyObject *self) {
    return adopter_send_method(self, Py_None);
}

static PyObject *adopter_throw(PyObject *object, PyObject *arguments) {
    PyAdopter *self = (PyAdopter *)object;
    if (!self->coroutine) {
        self->state = ADOPTER_ENDED;
        if (self->host->spare == self) Py_CLEAR(self->host->spare);
        Py_CLEAR(self->task);
        PyObject *type = PyTuple_GET_SIZE(arguments) ? PyTuple_GET_ITEM(arguments, 0) : Py_None;
        PyErr_SetObject(PyExceptionInstance_Check(type) ? (PyObject *)Py_TYPE(type) : type,
                        PyExceptionInstance_Check(type) ? type : NULL);
        return NULL;
    }
    self->state = ADOPTER_RUNNING;
    Py_CLEAR(self->yielded);
    PyObject *method = PyObject_GetAttr(self->coroutine, py_str(self->host, PY_STR_THROW));
    PyObject *result = method ? PyObject_CallObject(method, arguments) : NULL;
    Py_XDECREF(method);
    if (result) return result;
    PySendResult found = PYGEN_ERROR;
    if (PyErr_ExceptionMatches(PyExc_StopIteration)) {
        PyObject *type, *error, *traceback;
        PyErr_Fetch(&type, &error, &traceback);
        PyErr_NormalizeException(&type, &error, &traceback);
        result = error ? PyObject_GetAttrString(error, "value") : Py_NewRef(Py_None);
        Py_XDECREF(type);
        Py_XDECREF(error);
        Py_XDECREF(traceback);
        found = result ? PYGEN_RETURN : PYGEN_ERROR;
    }
    found = adopter_gave(self, found, &result);
    return adopter_returned(found, result);
}

static PyObject *adopter_close(PyObject *object, PyObject *ignored) {
    PyAdopter *self = (PyAdopter *)object;
    (void)ignored;
    if (self->coroutine) return PyObject_CallMethod(self->coroutine, "close", NULL);
    Py_RETURN_NONE;
}

static PyObject *adopter_self(PyObject *self) {
    return Py_NewRef(self);
}

// Who looks at the task's coroutine (cr_running, __qualname__) means the application's.
static PyObject *adopter_attribute(PyObject *object, PyObject *name) {
    PyObject *found = PyObject_GenericGetAttr(object, name);
    PyAdopter *self = (PyAdopter *)object;
    if (found || !self->coroutine || !PyErr_ExceptionMatches(PyExc_AttributeError)) return found;
    PyErr_Clear();
    return PyObject_GetAttr(self->coroutine, name);
}

static int adopter_traverse(PyObject *object, visitproc visit, void *arg) {
    PyAdopter *self = (PyAdopter *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->host);
    Py_VISIT(self->task);
    Py_VISIT(self->wake);
    Py_VISIT(self->context);
    Py_VISIT(self->coroutine);
    Py_VISIT(self->yielded);
    return 0;
}

static int adopter_clear(PyObject *object) {
    PyAdopter *self = (PyAdopter *)object;
    Py_CLEAR(self->task);
    Py_CLEAR(self->wake);
    Py_CLEAR(self->context);
    Py_CLEAR(self->coroutine);
    Py_CLEAR(self->yielded);
    Py_CLEAR(self->host);
    return 0;
}

static void adopter_dealloc(PyObject *object) {
    PyTypeObject *type = Py_TYPE(object);
    PyObject_GC_UnTrack(object);
    adopter_clear(object);
    type->tp_free(object);
    Py_DECREF(type);
}

PyObject *py_adopter_type_new(PyObject *module) {
    static PyMethodDef methods[] = {{"send", adopter_send_method, METH_O, NULL},
                                    {"throw", adopter_throw, METH_VARARGS, NULL},
                                    {"close", adopter_close, METH_NOARGS, NULL},
                                    {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {{Py_tp_traverse, (void *)adopter_traverse},
                                  {Py_tp_clear, (void *)adopter_clear},
                                  {Py_tp_dealloc, (void *)adopter_dealloc},
                                  {Py_tp_getattro, (void *)adopter_attribute},
                                  {Py_tp_iter, (void *)adopter_self},
                                  {Py_tp_iternext, (void *)adopter_next},
                                  {Py_am_await, (void *)adopter_self},
                                  {Py_am_send, (void *)adopter_send},
                                  {Py_tp_methods, methods},
                                  {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_server.RequestCoroutine",
                               .basicsize = sizeof(PyAdopter),
                               .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}

// ---- The host's side

static PyAdopter *adopter_new(PyHost *host) {
    PyTypeObject *type = (PyTypeObject *)host->module->adopter_type;
    PyAdopter *made = (PyAdopter *)type->tp_alloc(type, 0);
    if (!made) return NULL;
    made->host = (PyHost *)Py_NewRef(host);
    made->context = PyContext_Copy(host->pristine);
    PyObject *arguments = made->context ? PyTuple_Pack(1, made) : NULL;
    PyObject *keywords =
        arguments ? Py_BuildValue("{s:O,s:O}", "loop", host->asyncio, "context", made->context)
                  : NULL;
    if (keywords) made->task = PyObject_Call(host->module->task_type, arguments, keywords);
    Py_XDECREF(arguments);
    Py_XDECREF(keywords);
    if (!made->task) Py_CLEAR(made);
    return made;
}

static void adopter_wake(PyAdopter *self) {
    if (self->state == ADOPTER_NEW || !self->wake) return;
    PyObject *name = py_str(self->host, PY_STR_SET_RESULT);
    PyObject *ignored = PyObject_CallMethodOneArg(self->wake, name, Py_None);
    if (!ignored) PyErr_Clear();  // it was cancelled: the task wakes by that
    Py_XDECREF(ignored);
}

// A task that will adopt nobody ends.
static void adopter_dismiss(PyAdopter *self) {
    bool is_parked = self->state == ADOPTER_PARKED;
    if (self->state == ADOPTER_NEW) self->state = ADOPTER_ENDED;
    if (is_parked) adopter_wake(self);
    Py_DECREF(self);
}

void py_step_close(PyHost *host) {
    PyAdopter *spare = host->spare;
    host->spare = NULL;
    if (spare) adopter_dismiss(spare);
}

// The coroutine ended without suspending. The task can serve again unless a context variable was
// set: the next coroutine must not see it.
static void spare_return(PyHost *host, PyAdopter *spare) {
    int is_clean = PyObject_RichCompareBool(spare->context, host->pristine, Py_EQ);
    if (is_clean < 0) PyErr_Clear();
    if (is_clean == 1 && !host->spare && spare->state <= ADOPTER_PARKED) {
        host->spare = spare;
    } else {
        adopter_dismiss(spare);
    }
}

static PyObject *adopt(PyAdopter *spare, PyObject *coroutine, PyObject *yielded, PyDone *done,
                       void *context) {
    bool is_parked = spare->state == ADOPTER_PARKED;
    spare->coroutine = coroutine;
    spare->yielded = yielded;
    spare->done = done;
    spare->done_context = context;
    spare->state = ADOPTER_STARTED;
    if (is_parked) adopter_wake(spare);
    PyObject *task = spare->task;
    Py_DECREF(spare);  // the task keeps it
    return task;
}

static PySendResult first_step(PyHost *host, PyAdopter *spare, PyObject *coroutine,
                               PyObject **result) {
    const PyHostModule *module = host->module;
    PyObject *pair[2] = {host->asyncio, spare->task};
    PyObject *entered = PyObject_Vectorcall(module->enter_task, pair, 2, NULL);
    if (!entered) {  // another task is at work: this one waits for its turn
        PyErr_Clear();
        *result = NULL;
        return PYGEN_NEXT;
    }
    Py_DECREF(entered);
    PySendResult found = PYGEN_ERROR;
    *result = NULL;
    if (PyContext_Enter(spare->context) == 0) {
        found = PyIter_Send(coroutine, Py_None, result);
        PyObject *type, *error, *traceback;
        PyErr_Fetch(&type, &error, &traceback);
        PyContext_Exit(spare->context);
        PyErr_Restore(type, error, traceback);
    }
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyObject *left = PyObject_Vectorcall(module->leave_task, pair, 2, NULL);
    if (!left) PyErr_Clear();
    Py_XDECREF(left);
    PyErr_Restore(type, error, traceback);
    return found;
}

static PyObject *steps_of(PyObject *awaitable) {
    PyTypeObject *type = Py_TYPE(awaitable);
    if (PyCoro_CheckExact(awaitable) || (type->tp_as_async && type->tp_as_async->am_send))
        return Py_NewRef(awaitable);
    if (type->tp_as_async && type->tp_as_async->am_await)
        return type->tp_as_async->am_await(awaitable);
    PyErr_Format(PyExc_TypeError, "'%.100s' object can't be awaited", type->tp_name);
    return NULL;
}

PyObject *py_host_run_take(PyHost *host, PyObject *coroutine, PyDone *done, void *context) {
    PyObject *steps = steps_of(coroutine);
    Py_DECREF(coroutine);
    PyAdopter *spare = host->spare;
    host->spare = NULL;
    if (steps && !spare) spare = adopter_new(host);
    if (!steps || !spare) {
        Py_XDECREF(steps);
        Py_XDECREF((PyObject *)spare);
        done(context, NULL);
        return NULL;
    }
    PyObject *result;
    PySendResult found = first_step(host, spare, steps, &result);
    if (found == PYGEN_NEXT) return adopt(spare, steps, result, done, context);
    Py_DECREF(steps);
    done(context, found == PYGEN_RETURN ? result : NULL);
    Py_XDECREF(result);
    spare_return(host, spare);
    return NULL;
}
