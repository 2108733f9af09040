#include "server/pyhost/wsgi_priv.h"

#include "server/http/urlencoded.h"

#include <string.h>

// Takes the value's reference; NULL: it could not be made. Answers whether all is well.
static bool put(PyObject *environ, const char *name, PyObject *value) {
    bool is_put = value && PyDict_SetItemString(environ, name, value) == 0;
    Py_XDECREF(value);
    return is_put;
}

static PyObject *path_decoded(Slice path) {
    u8 *bytes = PyMem_Malloc(path.len + 1);
    if (!bytes) return PyErr_NoMemory();
    PyObject *text = py_latin1(slice_make(bytes, urlencoded_decode(path, false, bytes)));
    PyMem_Free(bytes);
    return text;
}

// HTTP_NAME, or false for names that another could be mistaken for: "_" and "-" become the same.
static bool cgi_name(Slice name, char *cgi, usize capacity) {
    if (name.len + 6 > capacity || memchr(name.data, '_', name.len)) return false;
    memcpy(cgi, "HTTP_", 5);
    for (usize i = 0; i < name.len; i++) {
        u8 byte = name.data[i];
        cgi[5 + i] = (char)(byte == '-' ? '_' : byte >= 'a' && byte <= 'z' ? byte - 32 : byte);
    }
    cgi[5 + name.len] = 0;
    return true;
}

static bool field_put(PyObject *environ, const HttpField *field, const u8 *input) {
    char name[256];
    if (!cgi_name(http_head_name(input, field), name, sizeof(name))) return true;
    bool is_content =
        field->id == HTTP_FIELD_CONTENT_TYPE || field->id == HTTP_FIELD_CONTENT_LENGTH;
    const char *key = is_content ? name + 5 : name;
    PyObject *value = py_latin1(http_head_value(input, field));
    PyObject *before = PyDict_GetItemString(environ, key);
    if (value && before) {
        const char *format = field->id == HTTP_FIELD_COOKIE ? "%U; %U" : "%U,%U";
        Py_SETREF(value, PyUnicode_FromFormat(format, before, value));
    }
    return put(environ, key, value);
}

static bool addresses_put(PyObject *environ, PyHost *host, NetConn *conn, const NetRequest *request,
                          const PyPeer *peer) {
    PyObject *client = py_host_client(host, conn, request);
    bool is_good = client != NULL;
    if (is_good && client != Py_None) {
        PyObject *port = PyObject_Str(PyTuple_GET_ITEM(client, 1));
        is_good = put(environ, "REMOTE_ADDR", Py_NewRef(PyTuple_GET_ITEM(client, 0))) &&
                  put(environ, "REMOTE_PORT", port);
    }
    Py_XDECREF(client);
    if (is_good && peer->server != Py_None) {
        is_good = put(environ, "SERVER_NAME", Py_NewRef(PyTuple_GET_ITEM(peer->server, 0))) &&
                  put(environ, "SERVER_PORT", PyObject_Str(PyTuple_GET_ITEM(peer->server, 1)));
    }
    if (is_good && peer->is_trusted)
        is_good = put(environ, "wsgi.url_scheme",
                      PyUnicode_FromString(py_host_scheme(host, conn, request)));
    return is_good;
}

PyObject *wsgi_environ_new(const WsgiHost *wsgi, NetConn *conn, Slice body) {
    NetRequest request;
    if (!net_conn_request(conn, &request)) return NULL;
    PyPeer *peer = py_peer(wsgi->host, conn);
    PyObject *environ = peer ? PyDict_Copy(wsgi->environ) : PyErr_NoMemory();
    if (!environ) return NULL;
    const HttpHead *head = request.head;
    const u8 *input = request.input;
    const char *version = head->minor_version == 0 ? "HTTP/1.0" : "HTTP/1.1";
    const char *data = body.data ? (const char *)body.data : "";
    PyObject *method = py_method(wsgi->host, &request);
    bool is_good = put(environ, "REQUEST_METHOD", method) &&
                   put(environ, "PATH_INFO", path_decoded(http_span(input, head->path))) &&
                   put(environ, "QUERY_STRING", py_latin1(http_span(input, head->query))) &&
                   put(environ, "SERVER_PROTOCOL", PyUnicode_FromString(version)) &&
                   put(environ, "wsgi.input",
                       PyObject_CallFunction(wsgi->bytes_io, "y#", data, (Py_ssize_t)body.len)) &&
                   addresses_put(environ, wsgi->host, conn, &request, peer);
    for (usize i = 0; i < head->field_count && is_good; i++)
        is_good = field_put(environ, &head->fields[i], input);
    if (!is_good) Py_CLEAR(environ);
    return environ;
}

PyObject *wsgi_environ_template(const PyHost *host) {
    PyObject *errors = PySys_GetObject("stderr");  // borrowed
    PyObject *threaded = host->block_ns > 0 ? Py_True : Py_False;
    return Py_BuildValue("{s:O,s:s,s:s,s:s,s:(ii),s:s,s:O,s:O,s:O,s:O}", "SCRIPT_NAME",
                         host->root_path, "SERVER_NAME", "localhost", "SERVER_PORT", "0",
                         "SERVER_SOFTWARE", "krait", "wsgi.version", 1, 0, "wsgi.url_scheme",
                         "http", "wsgi.errors", errors ? errors : Py_None, "wsgi.multithread",
                         threaded, "wsgi.multiprocess", Py_True, "wsgi.run_once", Py_False);
}
