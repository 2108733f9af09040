#include "server/pyapi/json_read.h"

#include <string.h>

enum { DEPTH_MAX = 200, KEY_BYTES_MAX = 64, INT_DIGITS_MAX = 18, NUMBER_BYTES_MAX = 64 };

typedef struct {
    const u8 *at, *end;
    JsonKeys *keys;
    u32 depth;
} Reader;

void json_keys_clear(JsonKeys *keys) {
    for (u32 i = 0; i < JSON_KEYS_MAX; i++) Py_CLEAR(keys->names[i]);
}

static inline void skip_blanks(Reader *reader) {
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\n' ||
                                        *reader->at == '\r' || *reader->at == '\t')) {
        reader->at++;
    }
}

// Takes the byte after blanks; false: another one is there.
static inline bool take(Reader *reader, u8 byte) {
    skip_blanks(reader);
    if (reader->at == reader->end || *reader->at != byte) return false;
    reader->at++;
    return true;
}

static bool hex4(const u8 *at, const u8 *end, u32 *code) {
    if (end - at < 4) return false;
    *code = 0;
    for (u32 i = 0; i < 4; i++) {
        u8 byte = at[i] | 0x20;
        u32 digit = at[i] >= '0' && at[i] <= '9' ? (u32)(at[i] - '0')
                    : byte >= 'a' && byte <= 'f' ? (u32)(byte - 'a' + 10)
                                                 : 16;
        if (digit == 16) return false;
        *code = *code << 4 | digit;
    }
    return true;
}

static bool unescape(u8 byte, u8 *plain) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *found = byte ? strchr(from, byte) : NULL;
    if (found) *plain = (u8)to[found - from];
    return found != NULL;
}

static usize utf8_put(u8 *out, u32 code) {
    if (code < 0x80) {
        out[0] = (u8)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (u8)(0xc0 | code >> 6);
        out[1] = (u8)(0x80 | (code & 63));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (u8)(0xe0 | code >> 12);
        out[1] = (u8)(0x80 | (code >> 6 & 63));
        out[2] = (u8)(0x80 | (code & 63));
        return 3;
    }
    out[0] = (u8)(0xf0 | code >> 18);
    out[1] = (u8)(0x80 | (code >> 12 & 63));
    out[2] = (u8)(0x80 | (code >> 6 & 63));
    out[3] = (u8)(0x80 | (code & 63));
    return 4;
}

// The text between `start` and `end`, which has escapes. Lone surrogates are Python's to keep.
static PyObject *escaped_str(const u8 *start, const u8 *end) {
    u8 *out = PyMem_Malloc((usize)(end - start));
    if (!out) return PyErr_NoMemory();
    usize len = 0;
    PyObject *made = NULL;
    for (const u8 *at = start; at < end;) {
        if (*at != '\\') {
            out[len++] = *at++;
            continue;
        }
        if (unescape(at[1], &out[len])) {
            len++;
            at += 2;
            continue;
        }
        u32 code, low;
        if (at[1] != 'u' || !hex4(at + 2, end, &code)) goto done;
        at += 6;
        if (code >= 0xd800 && code < 0xe000) {
            bool is_pair = code < 0xdc00 && end - at >= 6 && at[0] == '\\' && at[1] == 'u' &&
                           hex4(at + 2, end, &low) && low >= 0xdc00 && low < 0xe000;
            if (!is_pair) goto done;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            at += 6;
        }
        len += utf8_put(out + len, code);
    }
    made = PyUnicode_DecodeUTF8((const char *)out, (Py_ssize_t)len, NULL);
    if (!made) PyErr_Clear();
done:
    PyMem_Free(out);
    return made;
}

static PyObject *plain_str(const u8 *start, usize len, bool is_ascii) {
    if (is_ascii) {
        PyObject *made = PyUnicode_New((Py_ssize_t)len, 127);
        if (made) memcpy(PyUnicode_1BYTE_DATA(made), start, len);
        return made;
    }
    PyObject *made = PyUnicode_DecodeUTF8((const char *)start, (Py_ssize_t)len, NULL);
    if (!made) PyErr_Clear();
    return made;
}

static PyObject *known_key(JsonKeys *keys, const u8 *start, usize len) {
    u32 hash = 2166136261u;
    for (usize i = 0; i < len; i++) hash = (hash ^ start[i]) * 16777619u;
    PyObject **place = &keys->names[(hash ^ hash >> 16) & (JSON_KEYS_MAX - 1)];
    if (*place && (usize)PyUnicode_GET_LENGTH(*place) == len &&
        memcmp(PyUnicode_1BYTE_DATA(*place), start, len) == 0) {
        return Py_NewRef(*place);
    }
    PyObject *made = plain_str(start, len, true);
    if (made) Py_XSETREF(*place, Py_NewRef(made));
    return made;
}

// After the opening quote.
static PyObject *read_str(Reader *reader, bool is_key) {
    const u8 *start = reader->at, *at = start;
    bool is_ascii = true, has_escape = false;
    for (;; at++) {
        if (at == reader->end || *at < 0x20) return NULL;
        if (*at == '"') break;
        if (*at >= 0x80) is_ascii = false;
        if (*at != '\\') continue;
        has_escape = true;
        if (++at == reader->end) return NULL;
    }
    reader->at = at + 1;
    usize len = (usize)(at - start);
    if (has_escape) return escaped_str(start, at);
    if (is_key && is_ascii && len <= KEY_BYTES_MAX) return known_key(reader->keys, start, len);
    return plain_str(start, len, is_ascii);
}

static inline bool is_digit(const Reader *reader, const u8 *at) {
    return at < reader->end && *at >= '0' && *at <= '9';
}

static PyObject *read_number(Reader *reader) {
    const u8 *start = reader->at, *at = start;
    bool is_negative = *at == '-';
    if (is_negative) at++;
    if (!is_digit(reader, at)) return NULL;
    const u8 *digits = at;
    u64 value = 0;
    while (is_digit(reader, at) && at - digits <= INT_DIGITS_MAX)
        value = value * 10 + (*at++ - '0');
    if (at - digits > INT_DIGITS_MAX || (*digits == '0' && at - digits > 1)) return NULL;
    if (at == reader->end || (*at != '.' && (*at | 0x20) != 'e')) {
        reader->at = at;
        return PyLong_FromLongLong(is_negative ? -(i64)value : (i64)value);
    }
    if (*at == '.') {
        if (!is_digit(reader, ++at)) return NULL;
        while (is_digit(reader, at)) at++;
    }
    if (at < reader->end && (*at | 0x20) == 'e') {
        at++;
        if (at < reader->end && (*at == '+' || *at == '-')) at++;
        if (!is_digit(reader, at)) return NULL;
        while (is_digit(reader, at)) at++;
    }
    char text[NUMBER_BYTES_MAX];
    usize len = (usize)(at - start);
    if (len >= sizeof(text)) return NULL;
    memcpy(text, start, len);
    text[len] = 0;
    f64 number = PyOS_string_to_double(text, NULL, NULL);
    if (number == -1.0 && PyErr_Occurred()) {
        PyErr_Clear();
        return NULL;
    }
    reader->at = at;
    return PyFloat_FromDouble(number);
}

static PyObject *read_value(Reader *reader);

static PyObject *read_dict(Reader *reader) {
    PyObject *dict = PyDict_New();
    if (!dict || take(reader, '}')) return dict;
    do {
        PyObject *key = take(reader, '"') ? read_str(reader, true) : NULL;
        PyObject *value = key && take(reader, ':') ? read_value(reader) : NULL;
        bool is_set = value && PyDict_SetItem(dict, key, value) == 0;
        Py_XDECREF(key);
        Py_XDECREF(value);
        if (!is_set) goto failed;
    } while (take(reader, ','));
    if (take(reader, '}')) return dict;
failed:
    Py_DECREF(dict);
    return NULL;
}

static PyObject *read_list(Reader *reader) {
    PyObject *list = PyList_New(0);
    if (!list || take(reader, ']')) return list;
    do {
        PyObject *value = read_value(reader);
        bool is_set = value && PyList_Append(list, value) == 0;
        Py_XDECREF(value);
        if (!is_set) goto failed;
    } while (take(reader, ','));
    if (take(reader, ']')) return list;
failed:
    Py_DECREF(list);
    return NULL;
}

static PyObject *read_word(Reader *reader, const char *word, PyObject *value) {
    usize len = strlen(word);
    if ((usize)(reader->end - reader->at) < len || memcmp(reader->at, word, len) != 0) return NULL;
    reader->at += len;
    return Py_NewRef(value);
}

static PyObject *read_value(Reader *reader) {
    skip_blanks(reader);
    if (reader->at == reader->end || reader->depth == DEPTH_MAX) return NULL;
    PyObject *value;
    switch (*reader->at) {
    case '"': reader->at++; return read_str(reader, false);
    case 't': return read_word(reader, "true", Py_True);
    case 'f': return read_word(reader, "false", Py_False);
    case 'n': return read_word(reader, "null", Py_None);
    case '{':
    case '[':
        reader->depth++;
        value = *reader->at++ == '{' ? read_dict(reader) : read_list(reader);
        reader->depth--;
        return value;
    default: return read_number(reader);
    }
}

PyObject *json_read(Slice text, JsonKeys *keys) {
    Reader reader = {.at = text.data, .end = text.data + text.len, .keys = keys};
    PyObject *value = read_value(&reader);
    if (!value) return NULL;
    skip_blanks(&reader);
    if (reader.at == reader.end) return value;
    Py_DECREF(value);
    return NULL;
}
