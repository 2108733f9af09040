// Values walked by nodes; the type `Checker`.
#include "server/pyapi/checker_priv.h"

#include <string.h>

typedef struct {
    PyObject_HEAD CheckNode *node;  // owned
} Checker;

static PyObject *loc_of(const CheckPath *path) {
    Py_ssize_t count = 0;
    for (const CheckPath *at = path; at; at = at->outer) count++;
    PyObject *loc = PyTuple_New(count);
    for (const CheckPath *at = path; loc && at; at = at->outer) {
        PyObject *key = at->key ? Py_NewRef(at->key) : PyLong_FromSsize_t(at->index);
        if (!key) Py_CLEAR(loc);
        if (loc) PyTuple_SET_ITEM(loc, --count, key);
    }
    return loc;
}

PyObject *check_fail_take(CheckRun *run, const CheckPath *path, const char *type, PyObject *message,
                          PyObject *input, PyObject *ctx) {
    PyObject *loc = message ? loc_of(path) : NULL;
    PyObject *error =
        loc ? Py_BuildValue("{sssOsOsO}", "type", type, "loc", loc, "msg", message, "input", input)
            : NULL;
    bool is_good = error && !(ctx && PyDict_SetItemString(error, "ctx", ctx) < 0);
    if (is_good && !run->errors) run->errors = PyList_New(0);
    is_good = is_good && run->errors;
    if (is_good && PyList_GET_SIZE(run->errors) < CHECK_ERRORS_MAX)
        is_good = PyList_Append(run->errors, error) == 0;
    if (!is_good) run->is_broken = true;
    Py_XDECREF(loc);
    Py_XDECREF(error);
    Py_XDECREF(message);
    Py_XDECREF(ctx);
    return NULL;
}

PyObject *check_fail_text(CheckRun *run, const CheckPath *path, const char *type, const char *text,
                          PyObject *input) {
    return check_fail_take(run, path, type, PyUnicode_FromString(text), input, NULL);
}

static bool has_errors(const CheckRun *run) {
    return run->is_broken || (run->errors && PyList_GET_SIZE(run->errors) > 0);
}

// ---- Sequences

static const struct {
    const char *type, *text, *name;
} sequence_rules[] = {
    [CHECK_LIST] = {"list_type", "Input should be a valid list", "List"},
    [CHECK_SET] = {"set_type", "Input should be a valid set", "Set"},
    [CHECK_FROZENSET] = {"frozen_set_type", "Input should be a valid frozenset", "Frozenset"},
    [CHECK_TUPLE] = {"tuple_type", "Input should be a valid tuple", "Tuple"},
};

// A set of items that were checked; `values`: what they came from.
static PyObject *set_of(CheckRun *run, const CheckNode *node, PyObject *items, PyObject *values,
                        const CheckPath *path) {
    PyObject *made = node->kind == CHECK_SET ? PySet_New(NULL) : PyFrozenSet_New(NULL);
    bool is_good = made != NULL;
    for (Py_ssize_t i = 0; made && i < PyList_GET_SIZE(items); i++) {
        if (PySet_Add(made, PyList_GET_ITEM(items, i)) == 0) continue;
        is_good = false;
        if (!PyErr_ExceptionMatches(PyExc_TypeError)) break;
        PyErr_Clear();
        CheckPath inner = {.outer = path, .index = i};
        PyObject *value = PyList_Check(values) ? PyList_GET_ITEM(values, i) : values;
        check_fail_text(run, &inner, "set_item_not_hashable", "Set items should be hashable",
                        value);
    }
    if (!is_good) Py_CLEAR(made);
    return made;
}

static PyObject *sequence_check(CheckRun *run, const CheckNode *node, PyObject *value,
                                const CheckPath *path) {
    bool is_sequence = PyList_Check(value) || PyTuple_Check(value) || PyAnySet_Check(value);
    if (!is_sequence)
        return check_fail_text(run, path, sequence_rules[node->kind].type,
                               sequence_rules[node->kind].text, value);
    // A copy: what checks items may be Python code, which could change the value.
    PyObject *items = PySequence_List(value);
    Py_ssize_t count = items ? PyList_GET_SIZE(items) : 0;
    bool is_good = items != NULL;
    for (Py_ssize_t i = 0; items && i < count; i++) {
        CheckPath inner = {.outer = path, .index = i};
        PyObject *item = check_value(run, node->first, PyList_GET_ITEM(items, i), &inner);
        if (!item) {
            is_good = false;
            if (run->is_broken) break;
            continue;
        }
        Py_SETREF(*(PySequence_Fast_ITEMS(items) + i), item);
    }
    if (is_good && node->kind != CHECK_LIST) {
        Py_SETREF(items, node->kind == CHECK_TUPLE ? PyList_AsTuple(items)
                                                   : set_of(run, node, items, value, path));
        is_good = items != NULL;
        if (items) count = PyObject_Size(items);
    }
    if (is_good && ((node->min_length >= 0 && count < node->min_length) ||
                    (node->max_length >= 0 && count > node->max_length))) {
        check_length_error(run, node, path, value, count, sequence_rules[node->kind].name);
        is_good = false;
    }
    if (is_good) return items;
    Py_XDECREF(items);
    if (PyErr_Occurred()) run->is_broken = true;
    return NULL;
}

static PyObject *row_check(CheckRun *run, const CheckNode *node, PyObject *value,
                           const CheckPath *path) {
    bool is_sequence = PyList_Check(value) || PyTuple_Check(value);
    if (!is_sequence)
        return check_fail_text(run, path, sequence_rules[CHECK_TUPLE].type,
                               sequence_rules[CHECK_TUPLE].text, value);
    PyObject *items = PySequence_Tuple(value), *made = items ? PyTuple_New(node->count) : NULL;
    Py_ssize_t count = items ? PyTuple_GET_SIZE(items) : 0;
    bool is_good = made != NULL;
    if (count > node->count) {
        check_length_error(run, node, path, value, count, "Tuple");
        is_good = false;
    }
    for (u32 i = 0; made && i < node->count && !run->is_broken && count <= node->count; i++) {
        CheckPath inner = {.outer = path, .index = i};
        PyObject *item =
            i < count ? check_value(run, node->choices[i], PyTuple_GET_ITEM(items, i), &inner)
                      : check_fail_text(run, &inner, "missing", "Field required", value);
        is_good = is_good && item;
        if (item) PyTuple_SET_ITEM(made, i, item);
    }
    Py_XDECREF(items);
    if (!is_good) Py_CLEAR(made);
    if (PyErr_Occurred()) run->is_broken = true;
    return made;
}

static PyObject *dict_check(CheckRun *run, const CheckNode *node, PyObject *value,
                            const CheckPath *path) {
    if (!PyDict_Check(value))
        return check_fail_text(run, path, "dict_type", "Input should be a valid dictionary", value);
    PyObject *items = PyDict_Items(value), *made = items ? PyDict_New() : NULL;
    bool is_good = made != NULL;
    for (Py_ssize_t i = 0; made && i < PyList_GET_SIZE(items) && !run->is_broken; i++) {
        PyObject *pair = PyList_GET_ITEM(items, i);
        PyObject *key_marker = PyUnicode_FromString("[key]");
        CheckPath inner = {.outer = path, .key = PyTuple_GET_ITEM(pair, 0)};
        CheckPath of_key = {.outer = &inner, .key = key_marker};
        PyObject *key = check_value(run, node->first, PyTuple_GET_ITEM(pair, 0), &of_key);
        PyObject *item = check_value(run, node->second, PyTuple_GET_ITEM(pair, 1), &inner);
        bool is_set = key && item && PyDict_SetItem(made, key, item) == 0;
        is_good = is_good && is_set;
        Py_XDECREF(key_marker);
        Py_XDECREF(key);
        Py_XDECREF(item);
    }
    Py_XDECREF(items);
    if (!is_good) Py_CLEAR(made);
    if (PyErr_Occurred()) run->is_broken = true;
    return made;
}

// ---- Unions and choices

// Is the value already what the node gives, without a conversion?
static bool is_exact(const CheckNode *node, PyObject *value) {
    switch (node->kind) {
    case CHECK_NONE: return value == Py_None;
    case CHECK_BOOL: return PyBool_Check(value);
    case CHECK_INT: return PyLong_CheckExact(value);
    case CHECK_FLOAT: return PyFloat_CheckExact(value);
    case CHECK_STR: return PyUnicode_Check(value);
    case CHECK_BYTES: return PyBytes_Check(value);
    case CHECK_LIST: return PyList_Check(value);
    case CHECK_DICT: return PyDict_Check(value);
    default: return false;
    }
}

static PyObject *union_try(CheckRun *run, const CheckNode *node, PyObject *value, bool exact) {
    for (u32 i = 0; i < node->count; i++) {
        if (is_exact(node->choices[i], value) != exact) continue;
        CheckRun attempt = {.depth = run->depth};
        PyObject *made = check_value(&attempt, node->choices[i], value, NULL);
        Py_XDECREF(attempt.errors);
        run->is_broken |= attempt.is_broken;
        if (made || run->is_broken) return made;
    }
    return NULL;
}

static PyObject *union_check(CheckRun *run, const CheckNode *node, PyObject *value,
                             const CheckPath *path) {
    PyObject *made = union_try(run, node, value, true);
    if (!made && !run->is_broken) made = union_try(run, node, value, false);
    if (made || run->is_broken) return made;
    for (u32 i = 0; i < node->count && !run->is_broken; i++) {
        CheckPath inner = {.outer = path, .key = PyTuple_GET_ITEM(node->tags, i)};
        Py_XDECREF(check_value(run, node->choices[i], value, &inner));
    }
    return NULL;
}

static PyObject *choice_check(CheckRun *run, const CheckNode *node, PyObject *value,
                              const CheckPath *path) {
    PyObject *found = PyDict_GetItemWithError(node->tags, value);
    if (found) return Py_NewRef(found);
    PyErr_Clear();  // what cannot be hashed is none of the choices
    return check_fail_take(run, path, PyUnicode_AsUTF8(node->type),
                           PyUnicode_FromFormat("Input should be %U", node->text), value,
                           Py_BuildValue("{sO}", "expected", node->text));
}

// ---- Objects

static PyObject *default_of(CheckRun *run, const CheckField *field) {
    PyObject *value =
        field->make_default ? PyObject_CallNoArgs(field->make_default) : Py_NewRef(field->fallback);
    if (!value) run->is_broken = true;
    return value;
}

static PyObject *field_check(CheckRun *run, const CheckField *field, PyObject *data,
                             const CheckPath *path) {
    PyObject *value = PyDict_GetItemWithError(data, field->alias);
    CheckPath inner = {.outer = path, .key = field->alias};
    if (value) {
        // What checks it may be Python code, which could take it out of `data`.
        Py_INCREF(value);
        PyObject *made = check_value(run, field->node, value, &inner);
        Py_DECREF(value);
        return made;
    }
    if (PyErr_Occurred()) run->is_broken = true;
    if (field->is_required) return check_fail_text(run, &inner, "missing", "Field required", data);
    return NULL;
}

static bool is_known(const CheckNode *node, PyObject *key) {
    for (u32 i = 0; i < node->count; i++)
        if (PyUnicode_Check(key) && PyUnicode_Compare(node->fields[i].alias, key) == 0) return true;
    return false;
}

static bool extras_check(CheckRun *run, const CheckNode *node, PyObject *data, PyObject *made,
                         const CheckPath *path) {
    PyObject *key, *value;
    Py_ssize_t at = 0;
    bool is_good = true;
    while (node->extra != 'i' && PyDict_Next(data, &at, &key, &value)) {
        if (is_known(node, key)) continue;
        if (node->extra == 'a') {
            is_good = PyDict_SetItem(made, key, value) == 0 && is_good;
            continue;
        }
        CheckPath inner = {.outer = path, .key = key};
        check_fail_text(run, &inner, "extra_forbidden", "Extra inputs are not permitted", value);
        is_good = false;
    }
    return is_good;
}

static PyObject *wrong_object(CheckRun *run, const CheckNode *node, PyObject *value,
                              const CheckPath *path) {
    if (node->object_kind == 't')
        return check_fail_text(run, path, "dict_type", "Input should be a valid dictionary", value);
    if (node->object_kind == 'm') {
        return check_fail_text(
            run, path, "model_attributes_type",
            "Input should be a valid dictionary or object to extract fields from", value);
    }
    PyObject *name = PyObject_GetAttrString(node->type, "__name__");
    PyObject *message =
        name ? PyUnicode_FromFormat("Input should be a dictionary or an instance of %U", name)
             : NULL;
    PyObject *ctx = name ? Py_BuildValue("{sO}", "class_name", name) : NULL;
    Py_XDECREF(name);
    return check_fail_take(run, path, "dataclass_type", message, value, ctx);
}

static PyObject *members_check(CheckRun *run, const CheckNode *node, PyObject *value,
                               const CheckPath *path) {
    PyObject *made = PyDict_New();
    bool is_good = made != NULL;
    for (u32 i = 0; made && i < node->count && !run->is_broken; i++) {
        const CheckField *field = &node->fields[i];
        PyObject *item = field_check(run, field, value, path);
        if (item) {
            is_good = PyDict_SetItem(made, field->name, item) == 0 && is_good;
        } else if (field->is_required || PyDict_Contains(value, field->alias) != 0) {
            is_good = false;
        } else if (node->object_kind == 'd' || field->fallback != Py_Ellipsis) {
            // `make` fills in defaults of models and dataclasses, to know what was given.
            PyObject *standard = node->object_kind == 't' ? default_of(run, field) : NULL;
            if (standard) is_good = PyDict_SetItem(made, field->name, standard) == 0 && is_good;
            Py_XDECREF(standard);
        }
        Py_XDECREF(item);
    }
    is_good = made && extras_check(run, node, value, made, path) && is_good && !run->is_broken;
    if (is_good && node->object_kind != 't') Py_SETREF(made, PyObject_CallOneArg(node->make, made));
    if (!is_good) Py_CLEAR(made);
    if (PyErr_Occurred()) run->is_broken = true;
    return made;
}

static PyObject *object_check(CheckRun *run, const CheckNode *node, PyObject *value,
                              const CheckPath *path) {
    if (node->object_kind != 't' && PyObject_TypeCheck(value, (PyTypeObject *)node->type))
        return Py_NewRef(value);
    if (!PyDict_Check(value)) {
        // Other objects have their attributes read, as pydantic's from_attributes does.
        PyObject *members =
            node->object_kind == 'm' ? PyObject_GetAttrString(value, "__dict__") : NULL;
        PyErr_Clear();
        bool is_object = members && PyDict_Check(members) && !PyType_Check(value);
        PyObject *made = is_object ? object_check(run, node, members, path)
                                   : wrong_object(run, node, value, path);
        Py_XDECREF(members);
        return made;
    }
#ifdef Py_GIL_DISABLED
    // Another thread may change it meanwhile.
    PyObject *own = PyDict_Copy(value);
    PyObject *made = own ? members_check(run, node, own, path) : NULL;
    if (!own) run->is_broken = true;
    Py_XDECREF(own);
    return made;
#else
    return members_check(run, node, value, path);
#endif
}

// ---- What Python checks

static PyObject *call_check(CheckRun *run, const CheckNode *node, PyObject *value,
                            const CheckPath *path) {
    PyObject *made = PyObject_CallOneArg(node->make, value);
    if (made) return made;
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) {
        run->is_broken = true;
        return NULL;
    }
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyErr_NormalizeException(&type, &error, &traceback);
    PyObject *arguments = error ? PyObject_GetAttrString(error, "args") : NULL;
    PyObject *text, *ctx = NULL;
    const char *kind;
    if (arguments && PyArg_ParseTuple(arguments, "sUO", &kind, &text, &ctx)) {
        check_fail_take(run, path, kind, Py_NewRef(text), value,
                        ctx == Py_None ? NULL : Py_NewRef(ctx));
    } else {
        run->is_broken = true;
    }
    Py_XDECREF(arguments);
    Py_XDECREF(type);
    Py_XDECREF(error);
    Py_XDECREF(traceback);
    return NULL;
}

static void checker_dealloc(PyObject *self);

// A type that contains itself: its description is asked for when a value gets there.
static PyObject *lazy_check(CheckRun *run, const CheckNode *node, PyObject *value,
                            const CheckPath *path) {
    PyObject *checker = PyObject_CallNoArgs(node->make);
    PyObject *made = NULL;
    if (checker && Py_TYPE(checker)->tp_dealloc != checker_dealloc) {
        PyErr_SetString(PyExc_TypeError, "not a Checker");
        run->is_broken = true;
        Py_DECREF(checker);
    } else if (checker) {
        made = check_value(run, ((Checker *)checker)->node, value, path);
        Py_DECREF(checker);
    } else {
        run->is_broken = true;
    }
    return made;
}

PyObject *check_value(CheckRun *run, const CheckNode *node, PyObject *value,
                      const CheckPath *path) {
    if (run->depth == CHECK_DEPTH_MAX) {
        return check_fail_text(run, path, "recursion_loop",
                               "Recursion error - cyclic reference detected", value);
    }
    run->depth++;
    PyObject *made;
    switch (node->kind) {
    case CHECK_LIST:
    case CHECK_SET:
    case CHECK_FROZENSET:
    case CHECK_TUPLE: made = sequence_check(run, node, value, path); break;
    case CHECK_ROW: made = row_check(run, node, value, path); break;
    case CHECK_DICT: made = dict_check(run, node, value, path); break;
    case CHECK_OPTIONAL:
        made = value == Py_None ? Py_NewRef(value) : check_value(run, node->first, value, path);
        break;
    case CHECK_UNION: made = union_check(run, node, value, path); break;
    case CHECK_CHOICE: made = choice_check(run, node, value, path); break;
    case CHECK_OBJECT: made = object_check(run, node, value, path); break;
    case CHECK_CALL: made = call_check(run, node, value, path); break;
    case CHECK_LAZY: made = lazy_check(run, node, value, path); break;
    default: made = check_scalar(run, node, value, path); break;
    }
    run->depth--;
    return made;
}

// ---- The type

static PyObject *checker_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    PyObject *description;
    if (keywords && PyDict_GET_SIZE(keywords) > 0) {
        PyErr_SetString(PyExc_TypeError, "Checker() takes no keyword arguments");
        return NULL;
    }
    if (!PyArg_ParseTuple(arguments, "O:Checker", &description)) return NULL;
    CheckNode *node = check_node_new(description, 0);
    if (!node) return NULL;
    Checker *self = (Checker *)type->tp_alloc(type, 0);
    if (!self) {
        check_node_free(node);
        return NULL;
    }
    self->node = node;
    return (PyObject *)self;
}

static void checker_dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    check_node_free(((Checker *)self)->node);
    type->tp_free(self);
    Py_DECREF(type);
}

PyDoc_STRVAR(check_doc, "check(value, loc=())\n--\n\n"
                        "(value, None) as the type has it, or (None, [error, …]).");

static PyObject *checker_check(PyObject *self, PyObject *arguments) {
    PyObject *value, *loc = NULL;
    CheckPath paths[8], *path = NULL;
    if (!PyArg_ParseTuple(arguments, "O|O!:check", &value, &PyTuple_Type, &loc)) return NULL;
    for (Py_ssize_t i = 0; loc && i < PyTuple_GET_SIZE(loc) && i < 8; i++) {
        paths[i] = (CheckPath){.outer = path, .key = PyTuple_GET_ITEM(loc, i)};
        path = &paths[i];
    }
    CheckRun run = {0};
    PyObject *made = check_value(&run, ((Checker *)self)->node, value, path);
    if (run.is_broken) {
        Py_XDECREF(made);
        Py_XDECREF(run.errors);
        if (!PyErr_Occurred()) PyErr_NoMemory();
        return NULL;
    }
    if (made && !has_errors(&run)) return Py_BuildValue("(NO)", made, Py_None);
    Py_XDECREF(made);
    if (!run.errors) run.errors = PyList_New(0);
    return run.errors ? Py_BuildValue("(ON)", Py_None, run.errors) : NULL;
}

PyObject *checker_type_new(PyObject *module) {
    static PyMethodDef methods[] = {{"check", checker_check, METH_VARARGS, check_doc},
                                    {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {{Py_tp_new, (void *)checker_new},
                                  {Py_tp_dealloc, (void *)checker_dealloc},
                                  {Py_tp_methods, methods},
                                  {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_api.Checker",
                               .basicsize = sizeof(Checker),
                               .flags = Py_TPFLAGS_DEFAULT,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}
