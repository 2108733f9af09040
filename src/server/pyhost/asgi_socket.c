// A WebSocket's messages (ASGI's WebSocket specification).
#include "server/pyhost/asgi_priv.h"

#include <string.h>

static PyObject *message_new(const PyHost *host, PyStr type) {
    PyObject *message = PyDict_New();
    if (message && PyDict_SetItem(message, py_str(host, PY_STR_TYPE), py_str(host, type)) != 0) {
        Py_CLEAR(message);
    }
    return message;
}

static void message_add(AsgiExchange *exchange, PyObject *message_take) {
    bool is_added = message_take && PyList_Append(exchange->messages, message_take) == 0;
    Py_XDECREF(message_take);
    if (!is_added) py_host_error(exchange->host, "a WebSocket message");
    if (exchange->conn &&
        PyList_GET_SIZE(exchange->messages) - exchange->message_at >= ASGI_MESSAGES_MAX) {
        exchange->is_paused = true;
        net_conn_pause(exchange->conn, true);
    }
    asgi_wake(exchange->host, &exchange->news);
}

// ---- Receiving

static PyObject *disconnect_message(const AsgiExchange *exchange) {
    const PyHost *host = exchange->host;
    PyObject *message = message_new(host, PY_STR_WEBSOCKET_DISCONNECT);
    PyObject *code = message ? PyLong_FromUnsignedLong(exchange->close_code) : NULL;
    PyObject *reason = exchange->close_reason ? exchange->close_reason : Py_None;
    bool is_good = code && PyDict_SetItem(message, py_str(host, PY_STR_CODE), code) == 0 &&
                   PyDict_SetItem(message, py_str(host, PY_STR_REASON), reason) == 0;
    Py_XDECREF(code);
    if (!is_good) Py_CLEAR(message);
    return message;
}

static PyObject *message_take(AsgiExchange *exchange) {
    PyObject *messages = exchange->messages;
    PyObject *message = Py_NewRef(PyList_GET_ITEM(messages, exchange->message_at));
    PyList_SetItem(messages, exchange->message_at, Py_NewRef(Py_None));
    exchange->message_at++;
    bool is_empty = exchange->message_at == PyList_GET_SIZE(messages);
    if ((is_empty || exchange->message_at >= ASGI_MESSAGES_MAX) &&
        PyList_SetSlice(messages, 0, exchange->message_at, NULL) == 0) {
        exchange->message_at = 0;
    }
    if (is_empty && exchange->is_paused && exchange->conn) {
        exchange->is_paused = false;
        net_conn_pause(exchange->conn, false);
    }
    return message;
}

PyObject *asgi_socket_receive(AsgiExchange *exchange) {
    if (!exchange->is_connect_given) {
        exchange->is_connect_given = true;
        return message_new(exchange->host, PY_STR_WEBSOCKET_CONNECT);
    }
    if (exchange->message_at < PyList_GET_SIZE(exchange->messages)) return message_take(exchange);
    if (exchange->is_disconnected || !exchange->conn) return disconnect_message(exchange);
    return NULL;
}

void asgi_socket_message(AsgiExchange *exchange, const WsStep *piece) {
    Slice data = piece->data;
    if (!piece->is_last || exchange->body_len > 0) {
        if (!asgi_body_keep(exchange, data)) return;
        if (!piece->is_last) return;
        data = slice_make(exchange->body, exchange->body_len);
        exchange->body_len = 0;
    }
    const PyHost *host = exchange->host;
    PyObject *message = message_new(host, PY_STR_WEBSOCKET_RECEIVE);
    bool is_text = piece->opcode == WS_TEXT;
    const char *bytes = data.len > 0 ? (const char *)data.data : "";
    PyObject *value = is_text ? PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)data.len, NULL)
                              : PyBytes_FromStringAndSize(bytes, (Py_ssize_t)data.len);
    PyObject *key = py_str(host, is_text ? PY_STR_TEXT : PY_STR_BYTES);
    if (!message || !value || PyDict_SetItem(message, key, value) != 0) Py_CLEAR(message);
    Py_XDECREF(value);
    message_add(exchange, message);
}

void asgi_socket_closed(AsgiExchange *exchange, u32 code, Slice reason) {
    exchange->is_disconnected = true;
    if (exchange->close_code == 0) exchange->close_code = code;
    if (!exchange->close_reason)
        exchange->close_reason =
            PyUnicode_DecodeUTF8((const char *)reason.data, (Py_ssize_t)reason.len, "replace");
    PyErr_Clear();
}

// ---- Sending

static bool type_is(const PyHost *host, PyObject *type, PyStr name) {
    PyObject *text = py_str(host, name);
    return type == text || (PyUnicode_Check(type) && PyUnicode_Compare(type, text) == 0);
}

static bool accept(AsgiExchange *exchange, PyObject *message) {
    const PyHost *host = exchange->host;
    NetField fields[ASGI_FIELDS_MAX + 1];
    usize count = 0;
    PyObject *headers = PyDict_GetItemWithError(message, py_str(host, PY_STR_HEADERS));
    PyObject *protocol = PyDict_GetItemWithError(message, py_str(host, PY_STR_SUBPROTOCOL));
    if (PyErr_Occurred()) return false;
    headers = headers && headers != Py_None ? PySequence_Fast(headers, "headers are pairs") : NULL;
    if (PyErr_Occurred()) return false;
    bool is_good = asgi_fields_read(headers, fields, &count);
    if (is_good && protocol && protocol != Py_None) {
        Py_ssize_t len;
        const char *text = PyUnicode_AsUTF8AndSize(protocol, &len);
        is_good = text != NULL;
        if (text)
            fields[count++] =
                (NetField){SLICE_LITERAL("sec-websocket-protocol"), slice_make(text, (usize)len)};
    }
    if (is_good) {
        Status status = net_ws_accept(exchange->conn, fields, count);
        if (status == STATUS_OK) {
            exchange->state = ASGI_SENDING;
        } else if (status == STATUS_INVALID) {
            PyErr_SetString(PyExc_RuntimeError, "This request is no WebSocket's, or the headers "
                                                "of its acceptance cannot be sent");
            is_good = false;
        } else {
            asgi_ended(exchange);
        }
    }
    Py_XDECREF(headers);
    return is_good;
}

static bool refuse(AsgiExchange *exchange) {
    exchange->is_disconnected = true;
    exchange->close_code = WS_CODE_ABNORMAL;
    Status ignored = net_respond(exchange->conn, 403, NULL, 0, (Slice){0});
    (void)ignored;
    asgi_ended(exchange);
    exchange->state = ASGI_ENDED;
    return true;
}

// The value of a message's key, or NULL where it is missing or None.
static PyObject *value_of(const AsgiExchange *exchange, PyObject *message, PyStr name) {
    PyObject *value = PyDict_GetItemWithError(message, py_str(exchange->host, name));
    return value == Py_None ? NULL : value;
}

static bool close_it(AsgiExchange *exchange, PyObject *message) {
    PyObject *code = value_of(exchange, message, PY_STR_CODE);
    PyObject *reason = value_of(exchange, message, PY_STR_REASON);
    if (PyErr_Occurred()) return false;
    long number = code ? PyLong_AsLong(code) : WS_CODE_NORMAL;
    if (number == -1 && PyErr_Occurred()) return false;
    Py_ssize_t len = 0;
    const char *text = reason ? PyUnicode_AsUTF8AndSize(reason, &len) : "";
    if (!text) return false;
    if (len > WS_CONTROL_BYTES_MAX - 2) len = WS_CONTROL_BYTES_MAX - 2;
    Status status = net_ws_close(exchange->conn, (u32)number, slice_make(text, (usize)len));
    if (status == STATUS_INVALID) {
        PyErr_Format(PyExc_ValueError, "%ld is no code to close a WebSocket with", number);
        return false;
    }
    exchange->state = ASGI_ENDED;
    exchange->close_code = (u32)number;
    return true;
}

static bool data_send(AsgiExchange *exchange, PyObject *message, bool *must_wait) {
    PyObject *bytes = value_of(exchange, message, PY_STR_BYTES);
    PyObject *text = value_of(exchange, message, PY_STR_TEXT);
    if (PyErr_Occurred()) return false;
    Status status;
    if (bytes) {
        Py_buffer view;
        if (PyObject_GetBuffer(bytes, &view, PyBUF_SIMPLE) != 0) return false;
        status = net_ws_send(exchange->conn, WS_BINARY, slice_make(view.buf, (usize)view.len));
        PyBuffer_Release(&view);
    } else {
        Py_ssize_t len = 0;
        const char *utf8 = text ? PyUnicode_AsUTF8AndSize(text, &len) : NULL;
        if (!utf8) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_KeyError, "websocket.send has neither bytes nor text");
            return false;
        }
        status = net_ws_send(exchange->conn, WS_TEXT, slice_make(utf8, (usize)len));
    }
    *must_wait = status == STATUS_FULL;
    return true;
}

static bool unanswered_send(AsgiExchange *exchange, PyObject *type, PyObject *message) {
    const PyHost *host = exchange->host;
    if (type_is(host, type, PY_STR_WEBSOCKET_ACCEPT)) return accept(exchange, message);
    if (type_is(host, type, PY_STR_WEBSOCKET_CLOSE)) return refuse(exchange);
    if (type_is(host, type, PY_STR_WEBSOCKET_RESPONSE_START)) {
        if (!asgi_head_keep(exchange, message)) return false;
        exchange->kind = ASGI_SOCKET;
        return true;
    }
    PyErr_Format(PyExc_RuntimeError,
                 "Expected ASGI message 'websocket.accept', 'websocket.close' or "
                 "'websocket.http.response.start' but got '%S'.",
                 type);
    return false;
}

bool asgi_socket_send(AsgiExchange *exchange, PyObject *message, bool *must_wait) {
    const PyHost *host = exchange->host;
    PyObject *type =
        PyDict_Check(message) ? PyDict_GetItemWithError(message, py_str(host, PY_STR_TYPE)) : NULL;
    if (!type) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_KeyError, "type");
        return false;
    }
    bool is_over = exchange->is_disconnected || !exchange->conn;
    if (exchange->state == ASGI_ENDED || (is_over && exchange->state == ASGI_REFUSING)) {
        PyErr_Format(PyExc_RuntimeError,
                     "Unexpected ASGI message '%S', after sending 'websocket.close' or response "
                     "already completed.",
                     type);
        return false;
    }
    if (is_over) {
        PyErr_SetString(PyExc_OSError, "the WebSocket's peer is gone");
        return false;
    }
    if (exchange->state == ASGI_UNANSWERED) return unanswered_send(exchange, type, message);
    if (type_is(host, type, PY_STR_WEBSOCKET_SEND) && exchange->status == 0)
        return data_send(exchange, message, must_wait);
    if (type_is(host, type, PY_STR_WEBSOCKET_CLOSE) && exchange->status == 0)
        return close_it(exchange, message);
    if (type_is(host, type, PY_STR_WEBSOCKET_RESPONSE_BODY) && exchange->status != 0)
        return asgi_body_send(exchange, message, must_wait);
    PyErr_Format(PyExc_RuntimeError,
                 "Expected ASGI message 'websocket.send' or 'websocket.close', but got '%S'.",
                 type);
    return false;
}
