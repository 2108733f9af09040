// server/pyapi/shared_totals.h — exact totals over all worker processes.
//
//   offset             bytes
//        0             8 each     counters: floats, added to without a lock
//        counters * 8  64 each    a hash table of names: state, length, up to 56 bytes
//
// The memory is made before the workers are forked (where the application's module is imported) and
// is the same in all of them; interpreters that import the module each for itself share a file's
// pages instead. Names are only added, so a slot that was filled stays as it is.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

// The type `SharedTotals(counters=8, names=0, path=None)`; path: a file to share; NULL: an error is
// raised.
PyObject *shared_totals_type_new(PyObject *module);
