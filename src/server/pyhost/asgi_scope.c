#include "server/pyhost/asgi_priv.h"

#include <string.h>

static bool put(PyObject *scope, PyObject *name, PyObject *value_take) {
    bool is_put = value_take && PyDict_SetItem(scope, name, value_take) == 0;
    Py_XDECREF(value_take);
    return is_put;
}

PyObject *asgi_scope_template(const PyHost *host) {
    // "ranges": the message of pathsend may have an `offset` and a `count`.
    return Py_BuildValue("{s:s,s:{s:s,s:s},s:s,s:O,s:s,s:O,s:{s:{s:O}}}", "type", "http", "asgi",
                         "version", "3.0", "spec_version", "2.4", "http_version", "1.1", "server",
                         Py_None, "scheme", "http", "root_path", host->root_path, "extensions",
                         "http.response.pathsend", "ranges", Py_True);
}

// The path as the application sees it: behind --root-path.
static PyObject *path_make(const AsgiExchange *exchange, const NetRequest *request) {
    PyObject *path = py_path(request);
    if (!path || PyUnicode_GET_LENGTH(exchange->host->root_path) == 0) return path;
    PyObject *full = PyUnicode_Concat(exchange->host->root_path, path);
    Py_DECREF(path);
    return full;
}

static PyObject *raw_path_make(const AsgiExchange *exchange, const NetRequest *request) {
    Slice path = http_span(request->input, request->head->path);
    if (PyUnicode_GET_LENGTH(exchange->host->root_path) == 0) return py_bytes(path);
    Py_ssize_t len;
    const char *root = PyUnicode_AsUTF8AndSize(exchange->host->root_path, &len);
    if (!root) return NULL;
    PyObject *made = PyBytes_FromStringAndSize(NULL, len + (Py_ssize_t)path.len);
    if (!made) return NULL;
    memcpy(PyBytes_AS_STRING(made), root, (usize)len);
    memcpy(PyBytes_AS_STRING(made) + len, path.data, path.len);
    return made;
}

static PyObject *subprotocols_make(const NetRequest *request) {
    PyObject *list = PyList_New(0);
    for (u32 i = 0; list && i < request->head->field_count; i++) {
        const HttpField *field = &request->head->fields[i];
        if (field->id != HTTP_FIELD_SEC_WEBSOCKET_PROTOCOL) continue;
        Slice rest = http_head_value(request->input, field), element;
        while (list && http_list_next(&rest, &element)) {
            PyObject *name = py_latin1(element);
            if (!name || PyList_Append(list, name) != 0) Py_CLEAR(list);
            Py_XDECREF(name);
        }
    }
    return list;
}

static bool socket_put(const AsgiExchange *exchange, PyObject *scope, const NetRequest *request,
                       bool is_secure) {
    const PyHost *host = exchange->host;
    PyObject *scheme = py_str(host, is_secure ? PY_STR_WSS : PY_STR_WS);
    PyObject *denial = Py_BuildValue("{s:{}}", "websocket.http.response");
    return put(scope, py_str(host, PY_STR_TYPE), Py_NewRef(py_str(host, PY_STR_WEBSOCKET))) &&
           put(scope, py_str(host, PY_STR_SCHEME), Py_NewRef(scheme)) &&
           put(scope, py_str(host, PY_STR_EXTENSIONS), denial) &&
           put(scope, py_str(host, PY_STR_SUBPROTOCOLS), subprotocols_make(request));
}

PyObject *asgi_scope_new(AsgiExchange *exchange, const NetRequest *request) {
    PyHost *host = exchange->host;
    NetConn *conn = exchange->conn;
    PyPeer *peer = py_peer(host, conn);
    PyObject *scope = peer ? PyDict_Copy(exchange->asgi->scope) : PyErr_NoMemory();
    if (!scope) return NULL;
    const HttpHead *head = request->head;
    Slice query = http_span(request->input, head->query);
    PyObject *query_bytes = query.len > 0 ? py_bytes(query) : Py_NewRef(host->module->empty_bytes);
    bool is_secure = peer->is_trusted && py_host_scheme(host, conn, request)[4] == 's';
    bool is_good = put(scope, py_str(host, PY_STR_SERVER), Py_NewRef(peer->server)) &&
                   put(scope, py_str(host, PY_STR_CLIENT), py_host_client(host, conn, request)) &&
                   put(scope, py_str(host, PY_STR_PATH), path_make(exchange, request)) &&
                   put(scope, py_str(host, PY_STR_RAW_PATH), raw_path_make(exchange, request)) &&
                   put(scope, py_str(host, PY_STR_QUERY_STRING), query_bytes) &&
                   put(scope, py_str(host, PY_STR_HEADERS), py_header_list(host, request));
    if (is_good && head->minor_version == 0) {
        is_good = put(scope, py_str(host, PY_STR_HTTP_VERSION),
                      Py_NewRef(py_str(host, PY_STR_VERSION_10)));
    }
    if (is_good && exchange->asgi->state) {
        is_good = put(scope, py_str(host, PY_STR_STATE), PyDict_Copy(exchange->asgi->state));
    }
    if (is_good && exchange->kind == ASGI_SOCKET) {
        is_good = socket_put(exchange, scope, request, is_secure);
    } else if (is_good) {
        is_good = put(scope, py_str(host, PY_STR_METHOD), py_method(host, request));
        if (is_good && is_secure)
            is_good =
                put(scope, py_str(host, PY_STR_SCHEME), Py_NewRef(py_str(host, PY_STR_HTTPS)));
    }
    if (!is_good) Py_CLEAR(scope);
    return scope;
}
