// server/pyapi/checker_priv.h — nodes of a checker, and the errors found on the way.
#pragma once

#include "base/types.h"
#include "server/pyapi/checker.h"

enum { CHECK_DEPTH_MAX = 200, CHECK_ERRORS_MAX = 1000 };

typedef enum {
    CHECK_ANY,
    CHECK_NONE,
    CHECK_BOOL,
    CHECK_BYTES,
    CHECK_INT,
    CHECK_FLOAT,
    CHECK_STR,
    CHECK_LIST,
    CHECK_SET,
    CHECK_FROZENSET,
    CHECK_TUPLE,
    CHECK_ROW,
    CHECK_DICT,
    CHECK_OPTIONAL,
    CHECK_UNION,
    CHECK_CHOICE,
    CHECK_OBJECT,
    CHECK_CALL,
    CHECK_LAZY,
    CHECK_KIND_COUNT,
} CheckKind;

typedef struct CheckNode CheckNode;

typedef struct {
    PyObject *name, *alias;             // owned str
    PyObject *fallback, *make_default;  // owned or NULL
    bool is_required;
    CheckNode *node;  // owned
} CheckField;

struct CheckNode {
    CheckKind kind;
    PyObject *bounds[5];                // owned or NULL: gt, ge, lt, le, multiple_of
    Py_ssize_t min_length, max_length;  // -1: none
    PyObject *pattern, *search;         // owned or NULL
    CheckNode *first, *second;          // owned: items, keys and values, what is optional
    CheckNode **choices;                // owned, of a union or a row
    PyObject *tags;                     // owned tuple, of a union; of a choice: the dictionary
    PyObject *text;                     // owned str: of a choice: what is expected
    PyObject *type, *make;  // owned: of an object; `type`: of a choice, too: the error's
    CheckField *fields;     // owned
    u32 count;              // of choices or fields
    char object_kind;       // 'm', 'd' or 't'
    char extra;             // 'i', 'a' or 'f': ignored, allowed, forbidden
};

// The way down to a value, innermost first; on the stack.
typedef struct CheckPath {
    const struct CheckPath *outer;
    PyObject *key;     // borrowed, or NULL:
    Py_ssize_t index;  // of a list
} CheckPath;

typedef struct {
    PyObject *errors;  // owned list, made with the first error
    u32 depth;
    bool is_broken;  // a Python error is raised that is none of the value's
} CheckRun;

// New reference, or NULL: an error is listed, or the run is broken.
PyObject *check_value(CheckRun *run, const CheckNode *node, PyObject *value, const CheckPath *path);

// Adds an error. `ctx` is taken, may be NULL. Always NULL.
PyObject *check_fail_take(CheckRun *run, const CheckPath *path, const char *type, PyObject *message,
                          PyObject *input, PyObject *ctx);
PyObject *check_fail_text(CheckRun *run, const CheckPath *path, const char *type, const char *text,
                          PyObject *input);

// checker_scalar.c
PyObject *check_scalar(CheckRun *run, const CheckNode *node, PyObject *value,
                       const CheckPath *path);
PyObject *check_length_error(CheckRun *run, const CheckNode *node, const CheckPath *path,
                             PyObject *input, Py_ssize_t length, const char *what);

// checker_tree.c
CheckNode *check_node_new(PyObject *description, u32 depth);  // NULL: an error is raised
void check_node_free(CheckNode *node);
