// server/pyapi/shared_totals.h — exact totals over all worker processes.
//
//   offset             bytes
//        0             8 each     counters: floats, added to without a lock
//        counters * 8  64 each    a hash table of names: state, length, up to 56 bytes
//
// The memory is made before the workers are forked (where the application's module is imported) and
// is the same in all of them. Names are only added, so a slot that was filled stays as it is.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

// The type `SharedTotals(counters=8, names=0)`; NULL: an error is raised.
PyObject *shared_totals_type_new(PyObject *module);
