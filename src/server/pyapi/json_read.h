// server/pyapi/json_read.h — JSON text as Python values.
//
// What `json.loads(text)` gives for UTF-8. What it would refuse, and what is rare (other encodings,
// NaN and infinities, integers of many digits, great depth), is left to it: its errors are the ones
// that users see.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "base/slice.h"

enum { JSON_KEYS_MAX = 256 };  // a power of two

// Names seen before, by their bytes: the same object each time, with its hash known. Zeroed: empty.
typedef struct {
    PyObject *names[JSON_KEYS_MAX];  // owned
} JsonKeys;

// A new reference; NULL without an error raised: for Python's own decoder. NULL with one: no
// memory.
PyObject *json_read(Slice text, JsonKeys *keys);

void json_keys_clear(JsonKeys *keys);
