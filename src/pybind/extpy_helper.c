// The few things that CPython does only for Python code: frames, functions that become methods.
#include "pybind/extpy_priv.h"

#include <stdarg.h>

enum { HELP_ARGS_MAX = 4 };

// add_frames: only CPython's own compiler makes frames. Each is a `raise` that stands where Krait's
// code stood.
static const char text[] =
    "import ast\n"
    "def add_frames(exc, frames):\n"
    "    for file, name, line, column, end_line, end_column in frames:\n"
    "        place = dict(lineno=line, col_offset=column, end_lineno=end_line,\n"
    "                     end_col_offset=end_column)\n"
    "        value = ast.Name('exc', ast.Load(), **place)\n"
    "        tree = ast.Module([ast.Raise(value, None, **place)], [])\n"
    "        code = compile(tree, file, 'exec').replace(co_name=name, co_qualname=name)\n"
    "        context = exc.__context__\n"
    "        try:\n"
    "            exec(code, {'exc': exc})\n"
    "        except BaseException:\n"
    "            exc.__traceback__ = exc.__traceback__.tb_next\n"
    "            exc.__context__ = context\n"
    "def method(function):\n"
    "    def method(self, /, *args, **kwargs):\n"
    "        return function(self, *args, **kwargs)\n"
    "    return method\n"
    "def exception(cls, base, args):\n"
    "    made = cls.__new__(cls, *args)\n"
    "    base.__init__(made, *args)\n"
    "    return made\n";

static PyObject *helpers(ExtpyState *state) {
    if (state->helpers) return state->helpers;
    PyObject *names = PyDict_New(), *code = Py_CompileString(text, "<krait>", Py_file_input);
    bool is_good =
        names && code && PyDict_SetItemString(names, "__builtins__", PyEval_GetBuiltins()) == 0;
    PyObject *done = is_good ? PyEval_EvalCode(code, names, names) : NULL;
    if (done)
        state->helpers = names;
    else
        Py_XDECREF(names);
    Py_XDECREF(code);
    Py_XDECREF(done);
    return state->helpers;
}

PyObject *extpy_help(ExtpyState *state, const char *name, ...) {
    PyObject *names = helpers(state), *args[HELP_ARGS_MAX];
    PyObject *function = names ? PyDict_GetItemString(names, name) : NULL;  // borrowed
    if (!function) return NULL;
    va_list list;
    va_start(list, name);
    Py_ssize_t count = 0;
    for (PyObject *object; (object = va_arg(list, PyObject *));) args[count++] = object;
    va_end(list);
    PyObject *tuple = PyTuple_New(count);
    for (Py_ssize_t i = 0; i < count && tuple; i++) {
        Py_INCREF(args[i]);
        PyTuple_SetItem(tuple, i, args[i]);
    }
    PyObject *result = tuple ? PyObject_Call(function, tuple, NULL) : NULL;
    Py_XDECREF(tuple);
    return result;
}
