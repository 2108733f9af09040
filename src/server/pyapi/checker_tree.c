// From a description to nodes.
#include "server/pyapi/checker_priv.h"

#include <string.h>

void check_node_free(CheckNode *node) {
    if (!node) return;
    for (u32 i = 0; i < 5; i++) Py_XDECREF(node->bounds[i]);
    Py_XDECREF(node->pattern);
    Py_XDECREF(node->search);
    check_node_free(node->first);
    check_node_free(node->second);
    for (u32 i = 0; node->choices && i < node->count; i++) check_node_free(node->choices[i]);
    PyMem_Free(node->choices);
    for (u32 i = 0; node->fields && i < node->count; i++) {
        Py_XDECREF(node->fields[i].name);
        Py_XDECREF(node->fields[i].alias);
        Py_XDECREF(node->fields[i].fallback);
        Py_XDECREF(node->fields[i].make_default);
        check_node_free(node->fields[i].node);
    }
    PyMem_Free(node->fields);
    Py_XDECREF(node->tags);
    Py_XDECREF(node->text);
    Py_XDECREF(node->type);
    Py_XDECREF(node->make);
    PyMem_Free(node);
}

static PyObject *kept(PyObject *value) {
    return value == Py_None ? NULL : Py_NewRef(value);
}

static bool length_of(PyObject *value, Py_ssize_t *length) {
    *length = value == Py_None ? -1 : PyLong_AsSsize_t(value);
    return !PyErr_Occurred();
}

static bool number_fill(CheckNode *node, PyObject *tuple) {
    PyObject *bounds[5];
    if (!PyArg_ParseTuple(tuple, "UOOOOO", &bounds[0], &bounds[0], &bounds[1], &bounds[2],
                          &bounds[3], &bounds[4])) {
        return false;
    }
    for (u32 i = 0; i < 5; i++) node->bounds[i] = kept(bounds[i]);
    return true;
}

static bool str_fill(CheckNode *node, PyObject *tuple) {
    PyObject *name, *min_length, *max_length, *pattern;
    if (!PyArg_ParseTuple(tuple, "UOOO", &name, &min_length, &max_length, &pattern)) return false;
    if (!length_of(min_length, &node->min_length) || !length_of(max_length, &node->max_length))
        return false;
    if (pattern == Py_None) return true;
    PyObject *text, *search;
    if (!PyArg_ParseTuple(pattern, "UO", &text, &search)) return false;
    node->pattern = Py_NewRef(text);
    node->search = Py_NewRef(search);
    return true;
}

static bool sequence_fill(CheckNode *node, PyObject *tuple, u32 depth) {
    PyObject *name, *item, *min_length, *max_length;
    if (!PyArg_ParseTuple(tuple, "UOOO", &name, &item, &min_length, &max_length)) return false;
    if (!length_of(min_length, &node->min_length) || !length_of(max_length, &node->max_length))
        return false;
    node->first = check_node_new(item, depth);
    return node->first != NULL;
}

static bool dict_fill(CheckNode *node, PyObject *tuple, u32 depth) {
    PyObject *name, *key, *value;
    if (!PyArg_ParseTuple(tuple, "UOO", &name, &key, &value)) return false;
    node->first = check_node_new(key, depth);
    node->second = node->first ? check_node_new(value, depth) : NULL;
    return node->second != NULL;
}

static bool union_fill(CheckNode *node, PyObject *tuple, u32 depth) {
    PyObject *name, *choices;
    if (!PyArg_ParseTuple(tuple, "UO!", &name, &PyList_Type, &choices)) return false;
    Py_ssize_t count = PyList_GET_SIZE(choices);
    node->choices = PyMem_Calloc((usize)count + 1, sizeof(*node->choices));
    node->tags = PyTuple_New(count);
    if (!node->choices || !node->tags) return false;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *tag, *description;
        if (!PyArg_ParseTuple(PyList_GET_ITEM(choices, i), "UO", &tag, &description)) return false;
        PyTuple_SET_ITEM(node->tags, i, Py_NewRef(tag));
        node->choices[i] = check_node_new(description, depth);
        node->count++;
        if (!node->choices[i]) return false;
    }
    return true;
}

static bool row_fill(CheckNode *node, PyObject *tuple, u32 depth) {
    PyObject *name, *items;
    if (!PyArg_ParseTuple(tuple, "UO!", &name, &PyList_Type, &items)) return false;
    Py_ssize_t count = PyList_GET_SIZE(items);
    node->choices = PyMem_Calloc((usize)count + 1, sizeof(*node->choices));
    if (!node->choices) return false;
    node->max_length = count;
    for (Py_ssize_t i = 0; i < count; i++) {
        node->choices[i] = check_node_new(PyList_GET_ITEM(items, i), depth);
        node->count++;
        if (!node->choices[i]) return false;
    }
    return true;
}

static bool choice_fill(CheckNode *node, PyObject *tuple) {
    PyObject *name, *kind, *choices, *expected;
    if (!PyArg_ParseTuple(tuple, "UUO!U", &name, &kind, &PyDict_Type, &choices, &expected))
        return false;
    node->type = Py_NewRef(kind);
    node->tags = Py_NewRef(choices);
    node->text = Py_NewRef(expected);
    return true;
}

static bool field_fill(CheckField *field, PyObject *tuple, u32 depth) {
    PyObject *name, *alias, *description, *fallback, *make_default;
    int is_required;
    if (!PyArg_ParseTuple(tuple, "UUOOOp", &name, &alias, &description, &fallback, &make_default,
                          &is_required)) {
        return false;
    }
    field->name = Py_NewRef(name);
    field->alias = Py_NewRef(alias);
    field->fallback = Py_NewRef(fallback);
    field->make_default = kept(make_default);
    field->is_required = is_required;
    field->node = check_node_new(description, depth);
    return field->node != NULL;
}

static bool object_fill(CheckNode *node, PyObject *tuple, u32 depth) {
    PyObject *name, *type, *make, *fields;
    const char *kind, *extra;
    if (!PyArg_ParseTuple(tuple, "UsOOO!s", &name, &kind, &type, &make, &PyList_Type, &fields,
                          &extra)) {
        return false;
    }
    node->object_kind = strcmp(kind, "dict") == 0 ? 't' : kind[0];
    node->extra = extra[0];
    node->type = Py_NewRef(type);
    node->make = Py_NewRef(make);
    Py_ssize_t count = PyList_GET_SIZE(fields);
    node->fields = PyMem_Calloc((usize)count + 1, sizeof(*node->fields));
    if (!node->fields) return false;
    for (Py_ssize_t i = 0; i < count; i++) {
        node->count++;
        if (!field_fill(&node->fields[i], PyList_GET_ITEM(fields, i), depth)) return false;
    }
    return true;
}

static bool only_fill(CheckNode *node, PyObject *tuple, u32 depth) {
    PyObject *name, *inner;
    if (!PyArg_ParseTuple(tuple, "UO", &name, &inner)) return false;
    if (node->kind != CHECK_OPTIONAL) {
        node->make = Py_NewRef(inner);
        return true;
    }
    node->first = check_node_new(inner, depth);
    return node->first != NULL;
}

static bool node_fill(CheckNode *node, PyObject *tuple, u32 depth) {
    switch (node->kind) {
    case CHECK_INT:
    case CHECK_FLOAT: return number_fill(node, tuple);
    case CHECK_STR: return str_fill(node, tuple);
    case CHECK_LIST:
    case CHECK_SET:
    case CHECK_FROZENSET:
    case CHECK_TUPLE: return sequence_fill(node, tuple, depth);
    case CHECK_ROW: return row_fill(node, tuple, depth);
    case CHECK_DICT: return dict_fill(node, tuple, depth);
    case CHECK_UNION: return union_fill(node, tuple, depth);
    case CHECK_CHOICE: return choice_fill(node, tuple);
    case CHECK_OBJECT: return object_fill(node, tuple, depth);
    case CHECK_OPTIONAL:
    case CHECK_CALL:
    case CHECK_LAZY: return only_fill(node, tuple, depth);
    default: return true;
    }
}

CheckNode *check_node_new(PyObject *description, u32 depth) {
    static const char *const names[CHECK_KIND_COUNT] = {
        "any",   "none",   "bool",      "bytes", "int", "float", "str",
        "list",  "set",    "frozenset", "tuple", "row", "dict",  "optional",
        "union", "choice", "object",    "call",  "lazy"};
    const char *name = PyTuple_Check(description) && PyTuple_GET_SIZE(description) > 0
                           ? PyUnicode_AsUTF8(PyTuple_GET_ITEM(description, 0))
                           : NULL;
    u32 kind = 0;
    while (name && kind < CHECK_KIND_COUNT && strcmp(name, names[kind]) != 0) kind++;
    if (!name || kind == CHECK_KIND_COUNT || depth == CHECK_DEPTH_MAX) {
        PyErr_SetString(PyExc_ValueError, "not a description of a type");
        return NULL;
    }
    CheckNode *node = PyMem_Calloc(1, sizeof(*node));
    if (!node) {
        PyErr_NoMemory();
        return NULL;
    }
    node->kind = kind;
    node->min_length = node->max_length = -1;
    if (node_fill(node, description, depth + 1)) return node;
    if (!PyErr_Occurred()) PyErr_NoMemory();
    check_node_free(node);
    return NULL;
}
