// Numbers, texts and their bounds.
#include "server/pyapi/checker_priv.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *type, *name, *text;
    int op;
} bound_rules[5] = {
    {"greater_than", "gt", "Input should be greater than %S", Py_GT},
    {"greater_than_equal", "ge", "Input should be greater than or equal to %S", Py_GE},
    {"less_than", "lt", "Input should be less than %S", Py_LT},
    {"less_than_equal", "le", "Input should be less than or equal to %S", Py_LE},
    {"multiple_of", "multiple_of", "Input should be a multiple of %S", -1},
};

// From here on a float is no integer, as pydantic has it.
static const f64 int_of_float_limit = 0x1p63;

static bool is_multiple(PyObject *value, PyObject *step) {
    PyObject *rest = PyNumber_Remainder(value, step);
    int is_rest = rest ? PyObject_IsTrue(rest) : -1;
    Py_XDECREF(rest);
    return is_rest == 0;
}

// A bound as messages spell it: without ".0".
static PyObject *bound_text(PyObject *bound) {
    if (!PyFloat_Check(bound) || PyFloat_AS_DOUBLE(bound) != floor(PyFloat_AS_DOUBLE(bound)) ||
        fabs(PyFloat_AS_DOUBLE(bound)) > 1e15) {
        return PyObject_Str(bound);
    }
    return PyUnicode_FromFormat("%lld", (long long)PyFloat_AS_DOUBLE(bound));
}

// Takes the value.
static PyObject *bounded_take(CheckRun *run, const CheckNode *node, PyObject *value,
                              PyObject *input, const CheckPath *path) {
    for (u32 i = 0; value && i < 5; i++) {
        PyObject *bound = node->bounds[i];
        if (!bound) continue;
        int fits = bound_rules[i].op < 0
                       ? is_multiple(value, bound)
                       : PyObject_RichCompareBool(value, bound, bound_rules[i].op);
        if (fits == 1) continue;
        Py_CLEAR(value);
        if (PyErr_Occurred()) {
            run->is_broken = true;
            break;
        }
        PyObject *text = bound_text(bound);
        PyObject *message = text ? PyUnicode_FromFormat(bound_rules[i].text, text) : NULL;
        Py_XDECREF(text);
        return check_fail_take(run, path, bound_rules[i].type, message, input,
                               Py_BuildValue("{sO}", bound_rules[i].name, bound));
    }
    return value;
}

static PyObject *stripped(PyObject *text) {
    return PyObject_CallMethod(text, "strip", NULL);
}

// "12", " +1_000 ", and "12.0", which is an integer, too. NULL: no number, or an error is raised.
static PyObject *int_of_text(PyObject *text) {
    PyObject *plain = PyUnicode_IS_ASCII(text) ? stripped(text) : NULL;
    if (!plain) return NULL;
    Py_ssize_t len = PyUnicode_GET_LENGTH(plain);
    Py_ssize_t end = len;
    while (end > 0 && PyUnicode_READ_CHAR(plain, end - 1) == '0') end--;
    if (end > 1 && end < len && PyUnicode_READ_CHAR(plain, end - 1) == '.') {
        Py_SETREF(plain, PyUnicode_Substring(plain, 0, end - 1));
        if (!plain) return NULL;
    }
    PyObject *number = PyLong_FromUnicodeObject(plain, 10);
    Py_DECREF(plain);
    return number;
}

static PyObject *int_check(CheckRun *run, const CheckNode *node, PyObject *value,
                           const CheckPath *path) {
    if (PyLong_CheckExact(value)) return bounded_take(run, node, Py_NewRef(value), value, path);
    if (PyLong_Check(value)) {
        PyObject *number = PyNumber_Long(value);
        return bounded_take(run, node, number, value, path);
    }
    if (PyFloat_Check(value)) {
        f64 number = PyFloat_AS_DOUBLE(value);
        if (!isfinite(number)) {
            return check_fail_text(run, path, "finite_number", "Input should be a finite number",
                                   value);
        }
        if (number != floor(number)) {
            return check_fail_text(
                run, path, "int_from_float",
                "Input should be a valid integer, got a number with a fractional part", value);
        }
        if (fabs(number) >= int_of_float_limit) {
            return check_fail_text(run, path, "int_parsing_size",
                                   "Unable to parse input string as an integer, exceeded maximum "
                                   "size",
                                   value);
        }
        return bounded_take(run, node, PyLong_FromDouble(number), value, path);
    }
    if (!PyUnicode_Check(value))
        return check_fail_text(run, path, "int_type", "Input should be a valid integer", value);
    PyObject *number = int_of_text(value);
    if (number) return bounded_take(run, node, number, value, path);
    PyErr_Clear();
    return check_fail_text(run, path, "int_parsing",
                           "Input should be a valid integer, unable to parse string as an integer",
                           value);
}

static PyObject *float_check(CheckRun *run, const CheckNode *node, PyObject *value,
                             const CheckPath *path) {
    if (PyFloat_CheckExact(value)) return bounded_take(run, node, Py_NewRef(value), value, path);
    if (PyFloat_Check(value) || PyLong_Check(value)) {
        PyObject *number = PyNumber_Float(value);
        if (number) return bounded_take(run, node, number, value, path);
        PyErr_Clear();  // an integer too large
    } else if (PyUnicode_Check(value)) {
        PyObject *number = PyUnicode_IS_ASCII(value) ? PyFloat_FromString(value) : NULL;
        if (number) return bounded_take(run, node, number, value, path);
        PyErr_Clear();
        return check_fail_text(run, path, "float_parsing",
                               "Input should be a valid number, unable to parse string as a number",
                               value);
    }
    return check_fail_text(run, path, "float_type", "Input should be a valid number", value);
}

// 1: true, 0: false, -1: neither, -2: not even of a type that could be.
static int bool_of(PyObject *value) {
    static const char *const words[2][6] = {{"0", "off", "f", "false", "n", "no"},
                                            {"1", "on", "t", "true", "y", "yes"}};
    if (PyLong_Check(value) || PyFloat_Check(value)) {
        f64 number = PyFloat_AsDouble(value);
        if (PyErr_Occurred()) {
            PyErr_Clear();  // an integer too large
            return -2;
        }
        if (number == 0 || number == 1) return number == 1;
        // As pydantic has it: a number that could be one of its integers is no truth value, others
        // are of a wrong type.
        bool is_small = number == floor(number) && fabs(number) < int_of_float_limit;
        return is_small ? -1 : -2;
    }
    if (!PyUnicode_Check(value)) return -2;
    char lower[8] = "";
    Py_ssize_t len = PyUnicode_GET_LENGTH(value);
    if (len > 5) return -1;
    for (Py_ssize_t i = 0; i < len; i++) {
        Py_UCS4 letter = PyUnicode_READ_CHAR(value, i);
        if (letter > 127) return -1;
        lower[i] = (char)(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
    }
    for (int truth = 0; truth < 2; truth++)
        for (u32 i = 0; i < 6; i++)
            if (strcmp(lower, words[truth][i]) == 0) return truth;
    return -1;
}

static PyObject *bool_check(CheckRun *run, PyObject *value, const CheckPath *path) {
    int truth = PyBool_Check(value) ? value == Py_True : bool_of(value);
    if (truth >= 0) return Py_NewRef(truth ? Py_True : Py_False);
    return truth == -1
               ? check_fail_text(run, path, "bool_parsing",
                                 "Input should be a valid boolean, unable to interpret input",
                                 value)
               : check_fail_text(run, path, "bool_type", "Input should be a valid boolean", value);
}

PyObject *check_length_error(CheckRun *run, const CheckNode *node, const CheckPath *path,
                             PyObject *input, Py_ssize_t length, const char *what) {
    bool is_short = node->min_length >= 0 && length < node->min_length;
    if (!is_short && (node->max_length < 0 || length <= node->max_length)) return NULL;
    Py_ssize_t limit = is_short ? node->min_length : node->max_length;
    const char *plural = limit == 1 ? "" : "s", *name = is_short ? "min_length" : "max_length";
    const char *least = is_short ? "least" : "most";
    if (!what) {
        return check_fail_take(
            run, path, is_short ? "string_too_short" : "string_too_long",
            PyUnicode_FromFormat("String should have at %s %zd character%s", least, limit, plural),
            input, Py_BuildValue("{sn}", name, limit));
    }
    return check_fail_take(
        run, path, is_short ? "too_short" : "too_long",
        PyUnicode_FromFormat("%s should have at %s %zd item%s after validation, not %zd", what,
                             least, limit, plural, length),
        input, Py_BuildValue("{sssnsn}", "field_type", what, name, limit, "actual_length", length));
}

static PyObject *str_check(CheckRun *run, const CheckNode *node, PyObject *value,
                           const CheckPath *path) {
    if (!PyUnicode_Check(value))
        return check_fail_text(run, path, "string_type", "Input should be a valid string", value);
    Py_ssize_t length = PyUnicode_GET_LENGTH(value);
    if ((node->min_length >= 0 && length < node->min_length) ||
        (node->max_length >= 0 && length > node->max_length)) {
        return check_length_error(run, node, path, value, length, NULL);
    }
    if (!node->search) return Py_NewRef(value);
    PyObject *found = PyObject_CallOneArg(node->search, value);
    if (!found) {
        run->is_broken = true;
        return NULL;
    }
    bool is_found = found != Py_None;
    Py_DECREF(found);
    if (is_found) return Py_NewRef(value);
    return check_fail_take(run, path, "string_pattern_mismatch",
                           PyUnicode_FromFormat("String should match pattern '%U'", node->pattern),
                           value, Py_BuildValue("{sO}", "pattern", node->pattern));
}

PyObject *check_scalar(CheckRun *run, const CheckNode *node, PyObject *value,
                       const CheckPath *path) {
    switch (node->kind) {
    case CHECK_NONE:
        if (value == Py_None) return Py_NewRef(value);
        return check_fail_text(run, path, "none_required", "Input should be None", value);
    case CHECK_BOOL: return bool_check(run, value, path);
    case CHECK_INT: return int_check(run, node, value, path);
    case CHECK_FLOAT: return float_check(run, node, value, path);
    case CHECK_STR: return str_check(run, node, value, path);
    case CHECK_BYTES:
        if (PyBytes_Check(value)) return Py_NewRef(value);
        if (PyUnicode_Check(value)) return PyUnicode_AsUTF8String(value);
        return check_fail_text(run, path, "bytes_type", "Input should be a valid bytes", value);
    default: return Py_NewRef(value);
    }
}
