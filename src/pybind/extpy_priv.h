// pybind/extpy_priv.h — modules for CPython: one runtime state, and how values cross.
//
//   CPython                               Krait
//   None bool int float str bytes         the same, by value
//   tuple frozenset (of such)             copied
//   anything else                    ──▶  Foreign: every operation calls CPython (extpy_host.c)
//   the object that a Foreign stands for  ◀── Foreign
//   list dict set bytearray          ◀──  copied when nobody else holds it, else as any object:
//   a KraitObject                    ◀──  anything else: operations call the runtime
//   an exception                     ◀─▶  one of the nearest class; a class of the module has its
//                                         twin in CPython (extpy_error.c)
//
// Everything is called with CPython's lock held. Where Krait code calls CPython, other threads may
// run and enter the same state: its stacks of what is under way are put aside meanwhile
// (ExtpyPause). A state belongs to one module object and lives until that and every KraitObject of
// it are gone. Cycles of references through both worlds are never freed.
//
// Only the limited API of 3.11: one file serves 3.11 to 3.14.
#pragma once

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>

#include "abi/foreign.h"
#include "abi/host.h"
#include "pybind/extpy.h"
#include "runtime/core/call.h"

// From a word to a pointer; neither is owned.
typedef struct {
    u64 *keys;  // 0: free
    void **items;
    u32 count, capacity;  // a power of two
} ExtpyMap;

typedef struct ExtpyPages {
    struct ExtpyPages *next;
    u64 bytes[];
} ExtpyPages;

// An exception that came from CPython and is under way in Krait.
typedef struct {
    Value exception;   // owned
    PyObject *origin;  // owned
} ExtpyCaught;

typedef struct ExtpyState {
    u32 refs;   // the module and each KraitObject
    u32 depth;  // calls from CPython that have not returned
    RtState *rt;
    u64 *block;
    RtHost host;
    ExtpyPages *pages;
    ExtpyMap objects;            // bits of a Value → KraitObject
    ExtpyMap foreigns;           // PyObject → Foreign
    ExtpyMap classes;            // class id + 1 → PyTypeObject, owned
    PyObject **exception_types;  // by class id from BaseException on, owned
    PyObject *helpers;           // the names of extpy_helper.c's text; NULL until needed
    ExtpyCaught *caught;
    u32 caught_count, caught_capacity;
    PyObject *asked_left, *asked_right;  // operands that the runtime has CPython work on
} ExtpyState;

// A value of Krait as CPython sees it.
typedef struct {
    PyObject_HEAD ExtpyState *state;
    Value value;  // owned
} ExtpyObject;

// What a state has under way, put aside while CPython runs.
typedef struct {
    ValueStack handling, reprs;
    Value exception;
    uintptr_t stack_limit;
} ExtpyPause;

static inline ExtpyState *extpy_state(RtState *rt) {
    return rt_core(rt)->host->context;
}

// ---- extpy_state.c
ExtpyState *extpy_state_new(void);  // NULL: a Python exception
void extpy_state_release(ExtpyState *state);
void extpy_enter(ExtpyState *state);  // around each call of CPython into Krait
void extpy_leave(ExtpyState *state);
ExtpyPause extpy_pause(RtState *rt);  // around each call of Krait into CPython
void extpy_resume(RtState *rt, ExtpyPause *pause);
void *extpy_map_get(const ExtpyMap *map, u64 key);       // NULL when absent
bool extpy_map_put(ExtpyMap *map, u64 key, void *item);  // false: no memory
void extpy_map_remove(ExtpyMap *map, u64 key);
// ---- extpy_value.c. False or NULL: a Python exception is set.
bool extpy_in(ExtpyState *state, PyObject *object, Value *value);
PyObject *extpy_out(ExtpyState *state, Value value);  // borrows the value
// The same, taking it: a container that nobody else holds is copied.
PyObject *extpy_out_take(ExtpyState *state, Value value);
bool extpy_in_items(ExtpyState *state, PyObject *const *items, usize count, Value *values);
void extpy_release_items(ExtpyState *state, Value *values, usize count);
// ---- extpy_host.c
extern const ForeignHost extpy_host;
// ---- extpy_object.c
PyObject *extpy_wrap(ExtpyState *state, Value value);  // a KraitObject; takes the value
bool extpy_is_object(PyObject *object);
PyObject *extpy_class(ExtpyState *state, u32 class_id);  // its type in CPython, borrowed
PyObject *extpy_call(ExtpyState *state, Value callee, PyObject *args, PyObject *kwargs);
// The same for one who entered the state; the result stays Krait's. False: an exception.
bool extpy_call_value(ExtpyState *state, Value callee, PyObject *args, PyObject *kwargs,
                      Value *result);
// What is read from the class itself goes into its type.
bool extpy_class_attributes(ExtpyState *state, RtClass *class, PyObject *type);
// ---- extpy_helper.c: what is easier said in Python. Calls the function of that name with the
// objects, up to NULL.
PyObject *extpy_help(ExtpyState *state, const char *name, ...);
// ---- extpy_error.c
void extpy_raise_in(RtState *rt);  // CPython's current exception becomes Krait's
// Krait's current exception becomes CPython's; NULL for `return extpy_raise_out(state);`.
PyObject *extpy_raise_out(ExtpyState *state);
bool extpy_errors_init(ExtpyState *state);
PyObject *extpy_exception_class(ExtpyState *state, u32 class_id);  // borrowed
Value extpy_exception_in(ExtpyState *state, PyObject *origin);     // owned
// The class id of a type made by extpy_exception_class or built in; CLASS_OBJECT: none.
u32 extpy_exception_id(ExtpyState *state, PyObject *type);
PyObject *extpy_exception_out(ExtpyState *state, Value exception);
void extpy_caught_clear(ExtpyState *state);
