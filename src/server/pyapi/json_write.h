// server/pyapi/json_write.h — Python values as JSON text, straight to bytes.
//
// What `json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))` gives, for
// values of exactly the types that JSON has (and tuples). Keys that start with "_sa" are left out,
// as jsonable_encoder does.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "base/slice.h"

enum { JSON_DEPTH_MAX = 200 };

// A zeroed one is empty; its memory is kept from text to text.
typedef struct {
    u8 *data;  // owned
    usize len, capacity;
} JsonText;

// Appends the value's text. False: this value is for Python's own encoder (other types, lone
// surrogates, infinities, too deep, no memory); what was appended is to be dropped; no error is
// raised.
bool json_write(JsonText *text, PyObject *value);

void json_text_free(JsonText *text);
