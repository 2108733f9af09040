// The module object: runs the program's module at import, then shows its variables.
#include "pybind/extpy_priv.h"

#include "abi/unit.h"
#include "runtime/core/str.h"

#include <stdlib.h>

// The PyModuleDef's state: the Krait state lives longer when objects of it do.
typedef struct {
    ExtpyState *state;
} ModuleState;

// NULL before the module ran: the import system asks it for attributes by then.
static ExtpyState *state_of(PyObject *module) {
    ModuleState *own = PyModule_GetState(module);
    return own && own->state && own->state->block ? own->state : NULL;
}

// ---- variables
static PyObject *export_name(ExtpyState *state, const ExtpyExport *export) {
    return extpy_out(state, state->block[export->name_const]);
}

// Its value now, or NULL without an exception: not assigned.
static PyObject *export_value(ExtpyState *state, const ExtpyExport *export) {
    Value value = slot_value(state->rt, state->block[export->slot], (SlotKind) export->kind);
    return value == VALUE_UNDEFINED ? NULL : extpy_out_take(state, value);
}

static const ExtpyExport *find_export(ExtpyState *state, PyObject *name) {
    for (u32 i = 0; i < extpy_module.export_count; i++) {
        PyObject *known = export_name(state, &extpy_module.exports[i]);
        bool is_it = known && PyUnicode_Compare(known, name) == 0;
        Py_XDECREF(known);
        if (is_it) return &extpy_module.exports[i];
    }
    return NULL;
}

// PEP 562: what functions of the module assign later is seen as well.
static PyObject *module_getattr(PyObject *module, PyObject *name) {
    ExtpyState *state = state_of(module);
    if (!PyUnicode_Check(name))
        return PyErr_Format(PyExc_TypeError, "attribute name must be string"), NULL;
    PyObject *value = NULL;
    if (state) {
        extpy_enter(state);
        const ExtpyExport *export = find_export(state, name);
        value = export ? export_value(state, export) : NULL;
        extpy_leave(state);
    }
    if (!value && !PyErr_Occurred())
        PyErr_Format(PyExc_AttributeError, "module '%s' has no attribute '%U'", extpy_module.name,
                     name);
    return value;
}

static PyObject *module_dir(PyObject *module, PyObject *unused) {
    (void)unused;
    ExtpyState *state = state_of(module);
    PyObject *own = PyModule_GetDict(module), *names = own ? PyDict_Keys(own) : NULL;
    for (u32 i = 0; i < extpy_module.export_count && names && state; i++) {
        PyObject *name = export_name(state, &extpy_module.exports[i]);
        int is_known = name ? PyDict_Contains(own, name) : -1;
        if (is_known < 0 || (!is_known && PyList_Append(names, name) < 0)) Py_CLEAR(names);
        Py_XDECREF(name);
    }
    if (names && PyList_Sort(names) < 0) Py_CLEAR(names);
    return names;
}

// Functions and classes that the module never assigns again: found without a call.
static bool add_constants(PyObject *module, ExtpyState *state) {
    for (u32 i = 0; i < extpy_module.export_count; i++) {
        const ExtpyExport *export = &extpy_module.exports[i];
        if (!export->is_constant) continue;
        PyObject *name = export_name(state, export),
                 *value = name ? export_value(state, export) : NULL;
        bool is_good = value && PyObject_SetAttr(module, name, value) == 0;
        Py_XDECREF(name);
        Py_XDECREF(value);
        if (!is_good && PyErr_Occurred()) return false;
    }
    return true;
}

// ---- life
static int module_exec(PyObject *module) {
    ExtpyState *state = extpy_state_new();
    if (!state) return -1;
    ((ModuleState *)PyModule_GetState(module))->state = state;
    if (!extpy_errors_init(state)) return -1;
    u32 unit_index;
    Status status = rt_unit_load(state->rt, extpy_module.unit, &unit_index, &state->block);
    if (status != STATUS_OK) {
        PyErr_Format(PyExc_ImportError, "%s: damaged: %s", extpy_module.name, status_text(status));
        return -1;
    }
    extpy_enter(state);
    bool is_good = !extpy_module.unit->run(state->rt);
    if (!is_good) extpy_raise_out(state);
    is_good = is_good && add_constants(module, state);
    extpy_leave(state);
    return is_good ? 0 : -1;
}

static void module_free(void *module) {
    ModuleState *own = PyModule_GetState(module);
    if (own && own->state) extpy_state_release(own->state);
}

static PyMethodDef module_methods[] = {
    {"__getattr__", module_getattr, METH_O, "A variable of the module, as it is now."},
    {"__dir__", module_dir, METH_NOARGS, "The names of the module."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, (void *)module_exec},
    {0, NULL},
};

static PyModuleDef module_def = {
    PyModuleDef_HEAD_INIT,       .m_name = "krait",       .m_size = sizeof(ModuleState),
    .m_methods = module_methods, .m_slots = module_slots, .m_free = module_free,
};

void *extpy_init(void) {
    return PyModuleDef_Init(&module_def);
}
