#include "server/pyapi/json_write.h"

#include <string.h>

static bool reserve(JsonText *text, usize more) {
    if (LIKELY(text->capacity - text->len >= more)) return true;
    usize capacity = 2 * text->capacity + more + 256;
    u8 *grown = PyMem_Realloc(text->data, capacity);
    if (!grown) return false;
    text->data = grown;
    text->capacity = capacity;
    return true;
}

void json_text_free(JsonText *text) {
    PyMem_Free(text->data);
    *text = (JsonText){0};
}

static bool append(JsonText *text, const char *data, usize len) {
    if (!reserve(text, len)) return false;
    memcpy(text->data + text->len, data, len);
    text->len += len;
    return true;
}

// What follows a backslash; 0: the byte is written as it is; 'u': four digits.
static inline u8 escape_of(u8 byte) {
    if (byte >= 0x20) return byte == '"' || byte == '\\' ? byte : 0;
    switch (byte) {
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    case '\b': return 'b';
    case '\f': return 'f';
    default: return 'u';
    }
}

static bool write_str(JsonText *text, PyObject *value) {
    Py_ssize_t size;
    const u8 *data;
    if (PyUnicode_IS_COMPACT_ASCII(value)) {
        data = PyUnicode_1BYTE_DATA(value);
        size = PyUnicode_GET_LENGTH(value);
    } else {
        data = (const u8 *)PyUnicode_AsUTF8AndSize(value, &size);
        if (!data) {
            PyErr_Clear();
            return false;
        }
    }
    usize len = (usize)size;
    // Each byte becomes six at most.
    if (!reserve(text, 6 * len + 2)) return false;
    u8 *out = text->data + text->len;
    *out++ = '"';
    for (usize i = 0; i < len; i++) {
        u8 escape = escape_of(data[i]);
        if (LIKELY(!escape)) {
            *out++ = data[i];
            continue;
        }
        *out++ = '\\';
        *out++ = escape;
        if (escape != 'u') continue;
        *out++ = '0';
        *out++ = '0';
        *out++ = (u8)('0' + (data[i] >> 4));
        *out++ = (u8)("0123456789abcdef"[data[i] & 15]);
    }
    *out++ = '"';
    text->len = (usize)(out - text->data);
    return true;
}

static bool write_int(JsonText *text, PyObject *value) {
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
    if (UNLIKELY(overflow)) {
        // Past the limit of digits, str() raises: Python's encoder then says so.
        PyObject *digits = PyLong_Type.tp_repr(value);
        if (!digits) {
            PyErr_Clear();
            return false;
        }
        bool is_good = append(text, (const char *)PyUnicode_1BYTE_DATA(digits),
                              (usize)PyUnicode_GET_LENGTH(digits));
        Py_DECREF(digits);
        return is_good;
    }
    char digits[24];
    char *at = digits + sizeof(digits);
    u64 rest = number < 0 ? 0 - (u64)number : (u64)number;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) *--at = '-';
    return append(text, at, (usize)(digits + sizeof(digits) - at));
}

static bool write_float(JsonText *text, PyObject *value) {
    f64 number = PyFloat_AS_DOUBLE(value);
    if (!(number - number == 0)) return false;
    char *digits = PyOS_double_to_string(number, 'r', 0, Py_DTSF_ADD_DOT_0, NULL);
    if (!digits) {
        PyErr_Clear();
        return false;
    }
    bool is_good = append(text, digits, strlen(digits));
    PyMem_Free(digits);
    return is_good;
}

static bool write_value(JsonText *text, PyObject *value, u32 depth);

// A new reference to a container that nobody changes meanwhile: without a global lock, a copy.
static PyObject *quiet(PyObject *container) {
#ifdef Py_GIL_DISABLED
    PyObject *copy = PyDict_CheckExact(container)   ? PyDict_Copy(container)
                     : PyList_CheckExact(container) ? PyList_AsTuple(container)
                                                    : Py_NewRef(container);
    if (!copy) PyErr_Clear();
    return copy;
#else
    return Py_NewRef(container);
#endif
}

static bool is_hidden(PyObject *key) {
    return PyUnicode_GET_LENGTH(key) >= 3 && PyUnicode_READ_CHAR(key, 0) == '_' &&
           PyUnicode_READ_CHAR(key, 1) == 's' && PyUnicode_READ_CHAR(key, 2) == 'a';
}

static bool write_dict(JsonText *text, PyObject *dict, u32 depth) {
    if (!append(text, "{", 1)) return false;
    PyObject *key, *value;
    Py_ssize_t at = 0;
    bool is_first = true;
    while (PyDict_Next(dict, &at, &key, &value)) {
        if (!PyUnicode_CheckExact(key)) return false;
        if (is_hidden(key)) continue;
        if (!is_first && !append(text, ",", 1)) return false;
        is_first = false;
        if (!write_str(text, key) || !append(text, ":", 1)) return false;
        if (!write_value(text, value, depth)) return false;
    }
    return append(text, "}", 1);
}

static bool write_list(JsonText *text, PyObject *list, u32 depth) {
    if (!append(text, "[", 1)) return false;
    // Nothing here runs Python code, so the list stays as long as it is.
    Py_ssize_t count = PySequence_Fast_GET_SIZE(list);
    for (Py_ssize_t i = 0; i < count; i++) {
        if (i > 0 && !append(text, ",", 1)) return false;
        if (!write_value(text, PySequence_Fast_GET_ITEM(list, i), depth)) return false;
    }
    return append(text, "]", 1);
}

static bool write_value(JsonText *text, PyObject *value, u32 depth) {
    if (PyUnicode_CheckExact(value)) return write_str(text, value);
    if (PyLong_CheckExact(value)) return write_int(text, value);
    if (value == Py_None) return append(text, "null", 4);
    if (value == Py_True) return append(text, "true", 4);
    if (value == Py_False) return append(text, "false", 5);
    if (PyFloat_CheckExact(value)) return write_float(text, value);
    bool is_dict = PyDict_CheckExact(value);
    if (depth == JSON_DEPTH_MAX) return false;
    if (!is_dict && !PyList_CheckExact(value) && !PyTuple_CheckExact(value)) return false;
    PyObject *container = quiet(value);
    if (!container) return false;
    bool is_good =
        is_dict ? write_dict(text, container, depth + 1) : write_list(text, container, depth + 1);
    Py_DECREF(container);
    return is_good;
}

bool json_write(JsonText *text, PyObject *value) {
    return write_value(text, value, 0);
}
