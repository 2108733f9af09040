// A request's messages (ASGI's HTTP specification).
#include "server/pyhost/asgi_priv.h"

#include "os/files.h"
#include "os/stream.h"

#include <string.h>

// ---- Receiving

static PyObject *request_message(AsgiExchange *exchange) {
    const PyHost *host = exchange->host;
    PyObject *message = PyDict_New();
    PyObject *body = exchange->body_len > 0
                         ? PyBytes_FromStringAndSize((const char *)exchange->body,
                                                     (Py_ssize_t)exchange->body_len)
                         : Py_NewRef(host->module->empty_bytes);
    PyObject *more = exchange->is_body_done ? Py_False : Py_True;
    bool is_good = message && body &&
                   PyDict_SetItem(message, py_str(host, PY_STR_TYPE),
                                  py_str(host, PY_STR_HTTP_REQUEST)) == 0 &&
                   PyDict_SetItem(message, py_str(host, PY_STR_BODY), body) == 0 &&
                   PyDict_SetItem(message, py_str(host, PY_STR_MORE_BODY), more) == 0;
    Py_XDECREF(body);
    if (!is_good) {
        Py_XDECREF(message);
        return NULL;
    }
    exchange->body_len = 0;
    exchange->is_body_given = exchange->is_body_done;
    if (exchange->is_paused && exchange->conn) {
        exchange->is_paused = false;
        net_conn_pause(exchange->conn, false);
    }
    return message;
}

PyObject *asgi_http_receive(AsgiExchange *exchange) {
    const PyHost *host = exchange->host;
    bool is_over = !exchange->conn || exchange->state == ASGI_ENDED || exchange->is_disconnected;
    bool has_body = exchange->body_len > 0 || (exchange->is_body_done && !exchange->is_body_given);
    if (has_body && !is_over) return request_message(exchange);
    if (!is_over) return NULL;
    PyObject *message = PyDict_New();
    if (message && PyDict_SetItem(message, py_str(host, PY_STR_TYPE),
                                  py_str(host, PY_STR_HTTP_DISCONNECT)) != 0) {
        Py_CLEAR(message);
    }
    return message;
}

// ---- Sending

bool asgi_fields_read(PyObject *headers, NetField *fields, usize *count) {
    *count = 0;
    if (!headers) return true;
    Py_ssize_t header_count = PySequence_Fast_GET_SIZE(headers);
    if (header_count > ASGI_FIELDS_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many response headers");
        return false;
    }
    for (Py_ssize_t i = 0; i < header_count; i++) {
        PyObject *pair = PySequence_Fast_GET_ITEM(headers, i);
        bool is_pair =
            (PyTuple_Check(pair) || PyList_Check(pair)) && PySequence_Fast_GET_SIZE(pair) == 2;
        PyObject *name = is_pair ? PySequence_Fast_GET_ITEM(pair, 0) : NULL;
        PyObject *value = is_pair ? PySequence_Fast_GET_ITEM(pair, 1) : NULL;
        if (!name || !PyBytes_Check(name) || !PyBytes_Check(value)) {
            PyErr_SetString(PyExc_TypeError, "response headers are pairs of bytes");
            return false;
        }
        fields[i] =
            (NetField){slice_make(PyBytes_AS_STRING(name), (usize)PyBytes_GET_SIZE(name)),
                       slice_make(PyBytes_AS_STRING(value), (usize)PyBytes_GET_SIZE(value))};
    }
    *count = (usize)header_count;
    return true;
}

bool asgi_head_keep(AsgiExchange *exchange, PyObject *message) {
    PyHost *host = exchange->host;
    PyObject *status = PyDict_GetItemWithError(message, py_str(host, PY_STR_STATUS));
    if (!status) {
        if (!PyErr_Occurred()) PyErr_SetObject(PyExc_KeyError, py_str(host, PY_STR_STATUS));
        return false;
    }
    PyObject *index = PyNumber_Index(status);
    long code = index ? PyLong_AsLong(index) : -1;
    Py_XDECREF(index);
    if (code < 200 || code > 599) {
        if (!PyErr_Occurred())
            PyErr_Format(PyExc_ValueError, "a status that cannot be sent: %R", status);
        return false;
    }
    PyObject *headers = PyDict_GetItemWithError(message, py_str(host, PY_STR_HEADERS));
    if (!headers && PyErr_Occurred()) return false;
    if (headers) {
        headers = PySequence_Fast(headers, "response headers are an iterable of pairs");
        if (!headers) return false;
    }
    Py_XSETREF(exchange->headers, headers);
    exchange->status = (u32)code;
    exchange->state = ASGI_BEGUN;
    return true;
}

static bool is_event_stream(const NetField *fields, usize count) {
    for (usize i = 0; i < count; i++) {
        if (!http_text_is(fields[i].name, SLICE_LITERAL("content-type"))) continue;
        Slice type = SLICE_LITERAL("text/event-stream");
        Slice value = fields[i].value;
        if (value.len > type.len) value.len = type.len;
        return http_text_is(value, type);
    }
    return false;
}

static bool told(AsgiExchange *exchange, Status status, bool is_last, bool *must_wait) {
    switch (status) {
    case STATUS_OK: break;
    case STATUS_FULL: *must_wait = !is_last; break;
    case STATUS_INVALID:
        // Where the head was sent, the connection is broken and the request over.
        if (net_conn_state(exchange->conn) != exchange) asgi_ended(exchange);
        PyErr_SetString(PyExc_RuntimeError,
                        "Response headers or body that may not be sent: bad characters, or not "
                        "the Content-Length that was promised");
        return false;
    default: asgi_ended(exchange); break;
    }
    return true;
}

static bool body_part_send(AsgiExchange *exchange, Slice body, bool is_last, bool *must_wait) {
    NetConn *conn = exchange->conn;
    NetField fields[ASGI_FIELDS_MAX];
    usize count;
    Status status = STATUS_OK;
    if (exchange->state == ASGI_BEGUN) {
        if (!asgi_fields_read(exchange->headers, fields, &count)) return false;
        exchange->is_events = !is_last && is_event_stream(fields, count);
        if (is_last) {
            // The exchange lets go first: the next request may come before this returns.
            status = net_respond(conn, exchange->status, fields, count, body);
            if (status == STATUS_INVALID) return told(exchange, status, true, must_wait);
            asgi_ended(exchange);
            return true;
        }
        status = net_respond_begin(conn, exchange->status, fields, count, HTTP_LENGTH_UNKNOWN);
        exchange->state = ASGI_SENDING;
        Py_CLEAR(exchange->headers);
    }
    if (status == STATUS_OK || status == STATUS_FULL) status = net_respond_write(conn, body);
    if (is_last && (status == STATUS_OK || status == STATUS_FULL)) {
        status = net_respond_end(conn);
        bool is_good = told(exchange, status, true, must_wait);
        asgi_ended(exchange);
        return is_good;
    }
    return told(exchange, status, is_last, must_wait);
}

bool asgi_body_send(AsgiExchange *exchange, PyObject *message, bool *must_wait) {
    const PyHost *host = exchange->host;
    PyObject *body = PyDict_GetItemWithError(message, py_str(host, PY_STR_BODY));
    PyObject *more = PyDict_GetItemWithError(message, py_str(host, PY_STR_MORE_BODY));
    if (PyErr_Occurred()) return false;
    int has_more = more ? PyObject_IsTrue(more) : 0;
    if (has_more < 0) return false;
    if (!body) return body_part_send(exchange, (Slice){0}, !has_more, must_wait);
    if (PyBytes_Check(body)) {
        Slice data = slice_make(PyBytes_AS_STRING(body), (usize)PyBytes_GET_SIZE(body));
        return body_part_send(exchange, data, !has_more, must_wait);
    }
    Py_buffer view;
    if (PyObject_GetBuffer(body, &view, PyBUF_SIMPLE) != 0) return false;
    bool is_good =
        body_part_send(exchange, slice_make(view.buf, (usize)view.len), !has_more, must_wait);
    PyBuffer_Release(&view);
    return is_good;
}

// A number of the message that need not be there; false: an error is raised.
static bool number_read(const PyHost *host, PyObject *message, PyStr name, u64 *number) {
    PyObject *value = PyDict_GetItemWithError(message, py_str(host, name));
    if (!value || value == Py_None) return !PyErr_Occurred();
    unsigned long long found = PyLong_AsUnsignedLongLong(value);
    if (PyErr_Occurred()) return false;
    *number = found;
    return true;
}

static bool path_open(AsgiExchange *exchange, PyObject *message, int *fd, u64 *byte_count) {
    PyObject *path = PyDict_GetItemWithError(message, py_str(exchange->host, PY_STR_PATH));
    PyObject *bytes = NULL;
    if (!path || !PyUnicode_FSConverter(path, &bytes)) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_KeyError, "path");
        return false;
    }
    Status status = os_file_open(PyBytes_AS_STRING(bytes), fd, byte_count);
    Py_DECREF(bytes);
    if (status != STATUS_OK) PyErr_Format(PyExc_OSError, "%S: %s", path, status_text(status));
    return status == STATUS_OK;
}

// `offset` and `count` are our addition to the extension: a part of the file.
static bool path_send(AsgiExchange *exchange, PyObject *message) {
    const PyHost *host = exchange->host;
    NetField fields[ASGI_FIELDS_MAX];
    usize count;
    int fd = -1;
    u64 file_bytes = 0, offset = 0;
    if (!path_open(exchange, message, &fd, &file_bytes)) return false;
    const u64 whole = ~(u64)0;
    u64 byte_count = whole;
    bool is_good = number_read(host, message, PY_STR_OFFSET, &offset) &&
                   number_read(host, message, PY_STR_BYTE_COUNT, &byte_count);
    if (is_good && byte_count == whole && offset <= file_bytes) byte_count = file_bytes - offset;
    if (is_good && (offset > file_bytes || byte_count > file_bytes - offset)) {
        PyErr_SetString(PyExc_RuntimeError, "the file is shorter than what is sent of it");
        is_good = false;
    }
    if (!is_good || !asgi_fields_read(exchange->headers, fields, &count)) {
        os_stream_close(fd);
        return false;
    }
    bool must_wait = false;
    Status status =
        net_respond_begin(exchange->conn, exchange->status, fields, count, (i64)byte_count);
    if (status == STATUS_OK || status == STATUS_FULL) {
        status = net_respond_file(exchange->conn, fd, offset, byte_count);
    } else {
        os_stream_close(fd);
    }
    is_good = told(exchange, status, true, &must_wait);
    if (is_good) asgi_ended(exchange);
    return is_good;
}

static bool unexpected(PyObject *type, const char *state) {
    PyErr_Format(PyExc_RuntimeError, "Unexpected ASGI message '%S' sent, %s.", type, state);
    return false;
}

// Types are nearly always the interned strings.
static bool type_is(const PyHost *host, PyObject *type, PyStr name) {
    PyObject *text = py_str(host, name);
    return type == text || (PyUnicode_Check(type) && PyUnicode_Compare(type, text) == 0);
}

bool asgi_http_send(AsgiExchange *exchange, PyObject *message, bool *must_wait) {
    const PyHost *host = exchange->host;
    if (!PyDict_Check(message)) {
        PyErr_SetString(PyExc_TypeError, "an ASGI message is a dict");
        return false;
    }
    PyObject *type = PyDict_GetItemWithError(message, py_str(host, PY_STR_TYPE));
    if (!type) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_KeyError, "type");
        return false;
    }
    // What is sent to a peer that left goes nowhere, as with other servers.
    if (!exchange->conn && exchange->is_disconnected) return true;
    if (exchange->state == ASGI_ENDED) return unexpected(type, "after response already completed");
    if (exchange->state == ASGI_UNANSWERED) {
        if (type_is(host, type, PY_STR_HTTP_RESPONSE_START))
            return asgi_head_keep(exchange, message);
        PyErr_Format(PyExc_RuntimeError,
                     "Expected ASGI message 'http.response.start', but got '%S'.", type);
        return false;
    }
    if (type_is(host, type, PY_STR_HTTP_RESPONSE_BODY))
        return asgi_body_send(exchange, message, must_wait);
    if (type_is(host, type, PY_STR_HTTP_RESPONSE_PATHSEND) && exchange->state == ASGI_BEGUN)
        return path_send(exchange, message);
    PyErr_Format(PyExc_RuntimeError, "Expected ASGI message 'http.response.body', but got '%S'.",
                 type);
    return false;
}
