// Any bytes as JSON: what json_read accepts is what Python's own decoder gives, what json_write
// makes of it is what Python's encoder makes, and a checker of every kind of type takes the value
// or lists its errors. Python's objects are on malloc here: the address sanitizer sees them.
#include "base/check.h"
#include "server/pyapi/checker.h"
#include "server/pyapi/json_read.h"
#include "server/pyapi/json_write.h"

// Defines `same`, `decode`, `encode`, `visible` and `descriptions`.
static const char program[] =
    "import json, enum, re\n"
    "def decode(data): return json.loads(data.decode())\n"
    "def encode(value):\n"
    "    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(',', "
    "':')).encode()\n"
    "def visible(value):\n"
    "    if type(value) is dict:\n"
    "        return {k: visible(v) for k, v in value.items() if not k.startswith('_sa')}\n"
    "    return [visible(item) for item in value] if type(value) is list else value\n"
    "def same(one, two): return repr(one) == repr(two)\n"
    "def fails(value):\n"
    "    if not isinstance(value, str): raise ValueError('string_type', 'no text', None)\n"
    "    raise ValueError('value_error', 'never', {'error': {}})\n"
    "class Point:\n"
    "    def __init__(self, x, y=2): self.x, self.y = x, y\n"
    "def field(name, node, default=None, required=True, factory=None):\n"
    "    return (name, name, node, default, factory, required)\n"
    "number = ('int', None, 0, 100, None, None)\n"
    "real = ('float', 0.5, None, None, 1e9, None)\n"
    "text = ('str', 1, 5, None)\n"
    "word = ('str', None, None, ('^[a-z]+$', re.compile('^[a-z]+$').search))\n"
    "color = ('choice', 'literal_error', {'red': 'red', 1: 1}, \"'red' or 1\")\n"
    "either = ('union', [('int', number), ('str', text), ('list', ('list', real, 1, 3))])\n"
    "items = ('dict', word, ('optional', either))\n"
    "point = ('object', 'dataclass', Point, lambda data: Point(**data),\n"
    "         [field('x', number), field('y', real, 2, False)], 'ignore')\n"
    "size = ('object', 'dict', dict, None,\n"
    "        [field('width', number), field('height', real, ..., False)], 'forbid')\n"
    "tree = ('object', 'model', dict, dict, [field('name', word),\n"
    "        field('parts', ('list', ('lazy', lambda: again[0]), None, 3), None, False, list)], "
    "'allow')\n"
    "descriptions = [('any',), ('none',), ('bool',), ('bytes',), number, real, text, word, color, "
    "either,\n"
    "    items, point, size, tree, ('call', fails), ('set', ('any',), None, 4),\n"
    "    ('frozenset', either, 1, None), ('tuple', color, None, None), ('row', [number, either]), "
    "('list', point, None, "
    "None),\n"
    "    ('int', 3, None, None, None, 7), ('float', None, None, None, None, 0.5)]\n"
    "again = []\n";

static PyObject *globals(void) {
    return PyModule_GetDict(PyImport_AddModule("__main__"));
}

static PyObject *global(const char *name) {
    PyObject *found = PyDict_GetItemString(globals(), name);
    CHECK(found);
    return found;
}

static void python_start(void) {
    PyPreConfig before;
    PyPreConfig_InitIsolatedConfig(&before);
    before.allocator = PYMEM_ALLOCATOR_MALLOC;
    before.utf8_mode = 1;
    PyConfig config;
    CHECK(!PyStatus_Exception(Py_PreInitialize(&before)));
    PyConfig_InitIsolatedConfig(&config);
    CHECK(!PyStatus_Exception(Py_InitializeFromConfig(&config)));
    PyConfig_Clear(&config);
    CHECK(PyRun_SimpleString(program) == 0);
    PyObject *type = checker_type_new(PyImport_AddModule("__main__"));
    CHECK(type);
    PyObject *checkers = PyList_New(0), *all = global("descriptions");
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(all); i++) {
        PyObject *checker = PyObject_CallOneArg(type, PyList_GET_ITEM(all, i));
        CHECK(checker && PyList_Append(checkers, checker) == 0);
        Py_DECREF(checker);
    }
    CHECK(PyDict_SetItemString(globals(), "checkers", checkers) == 0);
    PyObject *tree = PyObject_CallOneArg(type, global("tree"));
    CHECK(tree && PyList_Append(global("again"), tree) == 0);
    Py_DECREF(tree);
    Py_DECREF(checkers);
    Py_DECREF(type);
}

// New references; an error that Python raises is a finding.
static PyObject *called(const char *name, PyObject *argument) {
    PyObject *made = PyObject_CallOneArg(global(name), argument);
    if (!made) PyErr_Print();
    CHECK(made);
    return made;
}

static void check_same(PyObject *one, PyObject *two) {
    PyObject *truth = PyObject_CallFunctionObjArgs(global("same"), one, two, NULL);
    CHECK(truth == Py_True);
    Py_DECREF(truth);
}

static PyObject *read_twice(Slice text) {
    JsonKeys keys = {0};
    PyObject *value = json_read(text, &keys), *second = json_read(text, &keys);
    CHECK(!PyErr_Occurred() && !value == !second);
    if (value) check_same(value, second);
    Py_XDECREF(second);
    json_keys_clear(&keys);
    return value;
}

static void write_compare(PyObject *value) {
    JsonText text = {0};
    if (json_write(&text, value)) {
        PyObject *shown = called("visible", value), *expected = called("encode", shown);
        PyObject *made = PyBytes_FromStringAndSize((const char *)text.data, (Py_ssize_t)text.len);
        check_same(made, expected);
        Py_DECREF(made);
        Py_DECREF(expected);
        Py_DECREF(shown);
    }
    CHECK(!PyErr_Occurred());
    json_text_free(&text);
}

static void check_with_all(PyObject *value) {
    PyObject *checkers = global("checkers");
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(checkers); i++) {
        PyObject *found =
            PyObject_CallMethod(PyList_GET_ITEM(checkers, i), "check", "O(s)", value, "body");
        if (!found) PyErr_Print();
        CHECK(found && PyTuple_GET_SIZE(found) == 2);
        PyObject *errors = PyTuple_GET_ITEM(found, 1);
        CHECK(errors == Py_None || PyList_GET_SIZE(errors) > 0);
        Py_DECREF(found);
    }
}

int LLVMFuzzerTestOneInput(const u8 *data, usize size) {
    if (!Py_IsInitialized()) python_start();
    PyObject *value = read_twice(slice_make(data, size));
    if (!value) return 0;
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)data, (Py_ssize_t)size);
    PyObject *expected = called("decode", bytes);
    check_same(value, expected);
    write_compare(value);
    check_with_all(value);
    Py_DECREF(expected);
    Py_DECREF(bytes);
    Py_DECREF(value);
    return 0;
}
