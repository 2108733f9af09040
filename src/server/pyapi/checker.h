// server/pyapi/checker.h — values checked and converted by a description of their type, with
// errors in pydantic's shape: {"type", "loc", "msg", "input", "ctx"}.
//
// `_krait_api.Checker(description)` is made once per field from a tree of tuples (own_fields.py):
//
//   ("any",) ("none",) ("bool",) ("bytes",)
//   ("int" | "float", gt, ge, lt, le, multiple_of)
//   ("str", min_length, max_length, pattern)          pattern: (text, search) or None
//   ("list" | "set" | "frozenset" | "tuple", item, min_length, max_length)
//   ("row", [item, …])                                a tuple with a type for each place
//   ("dict", key, value)
//   ("optional", inner)
//   ("union", [(tag, description), …])
//   ("choice", kind, {key: value}, expected)          "enum" or "literal_error"
//   ("object", kind, class, make, fields, extra)      kind: "model", "dataclass", "dict"
//              field: (name, alias, description, default, default_factory, is_required)
//   ("call", function)                                function(value) raises (type, msg, ctx)
//   ("lazy", function)                                function() gives the description: recursion
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

// The type; NULL: an error is raised.
PyObject *checker_type_new(PyObject *module);
