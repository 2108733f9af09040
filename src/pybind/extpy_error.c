// Exceptions crossing: the nearest class on the other side, the same object when one comes back,
// and Krait's frames in CPython's traceback.
#include "pybind/extpy_priv.h"

#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"
#include "runtime/core/unit.h"

#include <stdlib.h>

enum { CAUGHT_CAPACITY_FIRST = 8, SUPPRESS_CONTEXT = 1 };

static void remember(ExtpyState *state, Value exception, PyObject *origin);
static bool set_fields(ExtpyState *state, const Instance *exception, PyObject *made);

// ---- classes
bool extpy_errors_init(ExtpyState *state) {
    PyObject *builtins = PyImport_ImportModule("builtins");
    state->exception_types = calloc(CLASS_BUILTIN_COUNT, sizeof(PyObject *));
    if (!builtins || !state->exception_types) {
        Py_XDECREF(builtins);
        if (!PyErr_Occurred()) PyErr_NoMemory();
        return false;
    }
    for (u32 i = CLASS_BASE_EXCEPTION; i < CLASS_BUILTIN_COUNT; i++) {
        const RtClass *class = class_get(state->rt, i);
        if (!class) continue;
        PyObject *name = extpy_out(state, value_from_ref(class->name));
        state->exception_types[i] = name ? PyObject_GetAttr(builtins, name) : NULL;
        Py_XDECREF(name);
        // This CPython may be older than the class.
        PyErr_Clear();
    }
    Py_DECREF(builtins);
    return true;
}

// __init__ of the twins: Krait's runs on an exception of its own, which `self` then is the twin of.
static PyObject *twin_init(PyObject *class_object, PyObject *args, PyObject *kwargs) {
    Py_ssize_t count = PyTuple_Size(args);
    PyObject *self = count > 0 ? PyTuple_GetItem(args, 0) : NULL;
    PyObject *rest = PyTuple_GetSlice(args, 1, count);
    ExtpyState *state = ((ExtpyObject *)(void *)class_object)->state;
    const RtClass *class = value_ref(((ExtpyObject *)(void *)class_object)->value);
    if (!self || !rest) {
        Py_XDECREF(rest);
        return PyErr_Format(PyExc_TypeError, "__init__ needs an instance"), NULL;
    }
    extpy_enter(state);
    Value made;
    PyObject *result = NULL;
    if (extpy_call_value(state, value_from_ref(class), rest, kwargs, &made)) {
        const Exception *exception = value_ref(made);
        PyObject *own = extpy_out(state, exception->args);
        bool is_good = own && PyObject_SetAttrString(self, "args", own) == 0 &&
                       set_fields(state, (const Instance *)(const void *)exception, self);
        Py_XDECREF(own);
        if (is_good) {
            remember(state, made, self);
            result = Py_None;
            Py_INCREF(result);
        }
        value_release(state->rt, made);
    }
    extpy_leave(state);
    Py_DECREF(rest);
    return result;
}

static PyMethodDef twin_init_def = {"__init__", (PyCFunction)(void (*)(void))twin_init,
                                    METH_VARARGS | METH_KEYWORDS, NULL};

// A twin: an exception class of the module as CPython's code sees it.
static PyObject *make_class(ExtpyState *state, RtClass *class) {
    PyObject *base = extpy_exception_class(state, class->base_id);
    PyObject *name = extpy_out(state, value_from_ref(class->name));
    PyObject *module = PyUnicode_FromString(extpy_module.name);
    PyObject *type = base && name && module
                         ? PyObject_CallFunction((PyObject *)&PyType_Type, "O(O){s:O}", name, base,
                                                 "__module__", module)
                         : NULL;
    Py_XDECREF(name);
    Py_XDECREF(module);
    return type;
}

// Apart from making it: what is set may refer to the class itself.
static bool fill_class(ExtpyState *state, RtClass *class, PyObject *type) {
    PyObject *object = extpy_wrap(state, value_of(class));
    PyObject *init = object ? PyCFunction_NewEx(&twin_init_def, object, NULL) : NULL;
    PyObject *method = init ? extpy_help(state, "method", init, NULL) : NULL;
    bool is_good = extpy_class_attributes(state, class, type) && method &&
                   PyObject_SetAttrString(type, "__init__", method) == 0;
    Py_XDECREF(object);
    Py_XDECREF(init);
    Py_XDECREF(method);
    return is_good;
}

PyObject *extpy_exception_class(ExtpyState *state, u32 class_id) {
    while (class_id < CLASS_USER_FIRST && !state->exception_types[class_id])
        class_id = class_get(state->rt, class_id)->base_id;
    if (class_id < CLASS_USER_FIRST) return state->exception_types[class_id];
    PyObject *type = extpy_map_get(&state->classes, class_id + 1);
    if (type) return type;
    type = make_class(state, class_get(state->rt, class_id));
    if (type && !extpy_map_put(&state->classes, class_id + 1, type)) {
        Py_CLEAR(type);
        PyErr_NoMemory();
    }
    return type && fill_class(state, class_get(state->rt, class_id), type) ? type : NULL;
}

u32 extpy_exception_id(ExtpyState *state, PyObject *type) {
    for (u32 i = CLASS_BASE_EXCEPTION; i < CLASS_BUILTIN_COUNT; i++) {
        if (state->exception_types[i] == type) return i;
    }
    for (u32 i = 0; i < state->classes.capacity; i++) {
        bool is_it = state->classes.keys[i] && state->classes.items[i] == type;
        if (!is_it) continue;
        u32 class_id = (u32)state->classes.keys[i] - 1;
        return class_get(state->rt, class_id)->layout_id >= CLASS_BASE_EXCEPTION ? class_id
                                                                                 : CLASS_OBJECT;
    }
    return CLASS_OBJECT;
}

// The first class along the type's bases that Krait knows.
static u32 nearest_id(ExtpyState *state, PyObject *type) {
    PyObject *bases = PyObject_GetAttrString(type, "__mro__");
    u32 class_id = CLASS_OBJECT;
    Py_ssize_t count = bases ? PyTuple_Size(bases) : 0;
    for (Py_ssize_t i = 0; i < count && class_id == CLASS_OBJECT; i++)
        class_id = extpy_exception_id(state, PyTuple_GetItem(bases, i));
    Py_XDECREF(bases);
    PyErr_Clear();
    return class_id == CLASS_OBJECT ? CLASS_BASE_EXCEPTION : class_id;
}

// ---- which object is which
static void remember(ExtpyState *state, Value exception, PyObject *origin) {
    if (state->caught_count == state->caught_capacity) {
        u32 capacity = state->caught_capacity ? 2 * state->caught_capacity : CAUGHT_CAPACITY_FIRST;
        ExtpyCaught *wide = realloc(state->caught, capacity * sizeof *wide);
        if (!wide) return;  // then another object comes back: only its identity is lost
        state->caught = wide;
        state->caught_capacity = capacity;
    }
    Py_INCREF(origin);
    state->caught[state->caught_count++] = (ExtpyCaught){value_retain(exception), origin};
}

static const ExtpyCaught *find_caught(const ExtpyState *state, Value exception, PyObject *origin) {
    for (u32 i = 0; i < state->caught_count; i++) {
        if (state->caught[i].exception == exception || state->caught[i].origin == origin)
            return &state->caught[i];
    }
    return NULL;
}

void extpy_caught_clear(ExtpyState *state) {
    while (state->caught_count > 0) {
        ExtpyCaught last = state->caught[--state->caught_count];
        value_release(state->rt, last.exception);
        Py_DECREF(last.origin);
    }
}

// ---- in
// The fields of a class of the module, as far as its twin's instance has them.
static void get_fields(ExtpyState *state, Instance *exception, PyObject *origin) {
    const RtClass *class = class_get(state->rt, exception->head.class_id);
    for (u32 i = 0; i < class->field_count; i++) {
        ClassField field = class->fields[i];
        PyObject *name = extpy_out(state, value_from_ref(field.name));
        PyObject *item = name ? PyObject_GetAttr(origin, name) : NULL;
        Value value = VALUE_UNDEFINED;
        if (item && extpy_in(state, item, &value) &&
            !slot_store(state->rt, &exception->slots[field.slot], field.kind, value))
            error_clear(state->rt);
        value_release(state->rt, value);
        Py_XDECREF(name);
        Py_XDECREF(item);
        PyErr_Clear();
    }
}

Value extpy_exception_in(ExtpyState *state, PyObject *origin) {
    const ExtpyCaught *known = find_caught(state, VALUE_UNDEFINED, origin);
    if (known) return value_retain(known->exception);
    u32 class_id = nearest_id(state, (PyObject *)Py_TYPE(origin));
    PyObject *args = PyObject_GetAttrString(origin, "args");
    Value values = VALUE_NONE;
    if (!args || !PyTuple_CheckExact(args) || !extpy_in(state, args, &values)) PyErr_Clear();
    Py_XDECREF(args);
    const Tuple *tuple = values == VALUE_NONE ? NULL : value_ref(values);
    Exception *made =
        exception_new(state->rt, class_id, tuple ? tuple->items : NULL, tuple ? tuple->len : 0);
    value_release(state->rt, values);
    remember(state, value_from_ref(made), origin);
    get_fields(state, (Instance *)(void *)made, origin);
    return value_from_ref(made);
}

void extpy_raise_in(RtState *rt) {
    PyObject *type, *origin, *traceback;
    PyErr_Fetch(&type, &origin, &traceback);
    PyErr_NormalizeException(&type, &origin, &traceback);
    if (traceback && origin) PyException_SetTraceback(origin, traceback);
    if (origin)
        error_set_take(rt, extpy_exception_in(extpy_state(rt), origin));
    else
        error_text(rt, CLASS_SYSTEM_ERROR, "CPython failed without an exception");
    Py_XDECREF(type);
    Py_XDECREF(origin);
    Py_XDECREF(traceback);
}

// ---- out
static bool set_fields(ExtpyState *state, const Instance *exception, PyObject *made) {
    const RtClass *class = class_get(state->rt, exception->head.class_id);
    for (u32 i = 0; i < class->field_count; i++) {
        ClassField field = class->fields[i];
        Value value = slot_value(state->rt, exception->slots[field.slot], field.kind);
        if (value == VALUE_UNDEFINED) continue;
        PyObject *name = extpy_out(state, value_from_ref(field.name));
        PyObject *item = extpy_out_take(state, value);
        bool is_good = name && item && PyObject_SetAttr(made, name, item) == 0;
        Py_XDECREF(name);
        Py_XDECREF(item);
        if (!is_good) return false;
    }
    return true;
}

static bool set_links(ExtpyState *state, const Exception *exception, PyObject *made) {
    if (exception->cause != VALUE_NONE) {
        PyObject *cause = extpy_exception_out(state, exception->cause);
        if (!cause) return false;
        PyException_SetCause(made, cause);
    }
    if (exception->context != VALUE_NONE) {
        PyObject *context = extpy_exception_out(state, exception->context);
        if (!context) return false;
        PyException_SetContext(made, context);
    }
    bool is_suppressed = value_small(exception->flags) & SUPPRESS_CONTEXT;
    return !is_suppressed || PyObject_SetAttrString(made, "__suppress_context__", Py_True) == 0;
}

static PyObject *make_twin(ExtpyState *state, Value value) {
    const Exception *exception = value_ref(value);
    if (Py_EnterRecursiveCall(" while passing an exception to CPython")) return NULL;
    PyObject *type = extpy_exception_class(state, exception->head.class_id);
    PyObject *args = type ? extpy_out(state, exception->args) : NULL;
    PyObject *base =
        extpy_exception_class(state, class_get(state->rt, exception->head.class_id)->layout_id);
    PyObject *made = args ? extpy_help(state, "exception", type, base, args, NULL) : NULL;
    Py_XDECREF(args);
    if (made) remember(state, value, made);  // before its links, which may lead back to it
    if (made && (!set_fields(state, (const Instance *)(const void *)exception, made) ||
                 !set_links(state, exception, made)))
        Py_CLEAR(made);
    Py_LeaveRecursiveCall();
    return made;
}

// The frames the exception left, innermost first: (file, function, line, column, end …).
static PyObject *frames_of(ExtpyState *state, const Traceback *traceback) {
    PyObject *frames = PyList_New(0);
    for (u32 i = 0; i < traceback->count && frames; i++) {
        const LoadedUnit *unit = rt_core(state->rt)->units[traceback->entries[i].unit];
        const UnitPosition *position = &unit->positions[traceback->entries[i].position];
        const FuncSpec *spec = &unit->specs[position->func_index];
        PyObject *file = extpy_out(state, unit->block[spec->file_const]);
        PyObject *name = extpy_out(state, unit->block[spec->name_const]);
        PyObject *frame =
            file && name ? Py_BuildValue("(OOIIII)", file, name, position->line, position->column,
                                         position->end_line, position->end_column)
                         : NULL;
        if (!frame || PyList_Append(frames, frame) < 0) Py_CLEAR(frames);
        Py_XDECREF(file);
        Py_XDECREF(name);
        Py_XDECREF(frame);
    }
    return frames;
}

// A traceback is a help, not the answer: where it cannot be made, the exception goes on without.
static void add_frames(ExtpyState *state, Exception *exception, PyObject *made) {
    if (!value_is(exception->traceback, CLASS_TRACEBACK)) return;
    PyObject *frames = frames_of(state, value_ref(exception->traceback));
    PyObject *done = frames ? extpy_help(state, "add_frames", made, frames, NULL) : NULL;
    Py_XDECREF(frames);
    Py_XDECREF(done);
    PyErr_Clear();
    // It may come back and leave more frames; these are told.
    value_assign_take(state->rt, &exception->traceback, VALUE_NONE);
}

PyObject *extpy_exception_out(ExtpyState *state, Value value) {
    Exception *exception = value_ref(value);
    const ExtpyCaught *known = find_caught(state, value, NULL);
    PyObject *made = known ? known->origin : make_twin(state, value);
    if (known) Py_INCREF(made);
    if (made) add_frames(state, exception, made);
    return made;
}

PyObject *extpy_raise_out(ExtpyState *state) {
    Value exception = rt_exception_take(state->rt);
    PyObject *made = extpy_exception_out(state, exception);
    if (made) {
        PyErr_SetObject((PyObject *)Py_TYPE(made), made);
        Py_DECREF(made);
    }
    value_release(state->rt, exception);
    return NULL;
}
