#include "server/pyhost/wsgi_priv.h"

#include "server/http/urlencoded.h"

#include <string.h>

// Takes the value's reference; NULL: it could not be made. Answers whether all
// is well.
static bool put(PyObject *variables, PyObject *name, PyObject *value_take) {
    bool is_put = value_take && PyDict_SetItem(variables, name, value_take) == 0;
    Py_XDECREF(value_take);
    return is_put;
}

static PyObject *path_decoded(Slice path) {
    if (!memchr(path.data, '%', path.len)) return py_latin1(path);
    u8 *bytes = PyMem_Malloc(path.len + 1);
    if (!bytes) return PyErr_NoMemory();
    PyObject *text = py_latin1(slice_make(bytes, urlencoded_decode(path, false, bytes)));
    PyMem_Free(bytes);
    return text;
}

// NULL without an error: nobody is told of it.
static PyObject *key_of(const PyHost *host, const HttpField *field, const u8 *input) {
    PyObject *known = host->module->cgi_names[field->id];
    if (known) return Py_NewRef(known);
    char name[256];
    if (!py_cgi_name(http_head_name(input, field), name, sizeof(name))) return NULL;
    return PyUnicode_FromString(name);
}

static bool field_put(const PyHost *host, PyObject *variables, const HttpField *field,
                      const u8 *input) {
    PyObject *key = key_of(host, field, input);
    if (!key) return !PyErr_Occurred();
    PyObject *value = py_latin1(http_head_value(input, field));
    PyObject *before = PyDict_GetItemWithError(variables, key);
    if (value && before) {
        const char *format = field->id == HTTP_FIELD_COOKIE ? "%U; %U" : "%U,%U";
        Py_SETREF(value, PyUnicode_FromFormat(format, before, value));
    }
    bool is_put = put(variables, key, value);
    Py_DECREF(key);
    return is_put;
}

// The port of an address, as text that is made once per connection.
static PyObject *port_text(PyObject **kept, PyObject *address) {
    if (!*kept) *kept = PyObject_Str(PyTuple_GET_ITEM(address, 1));
    return Py_XNewRef(*kept);
}

static bool addresses_put(PyObject *variables, PyHost *host, NetConn *conn,
                          const NetRequest *request, PyPeer *peer) {
    PyObject *client = py_host_client(host, conn, request);
    bool is_good = client != NULL;
    if (is_good && client != Py_None) {
        PyObject *port = client == peer->client ? port_text(&peer->client_port, client)
                                                : PyObject_Str(PyTuple_GET_ITEM(client, 1));
        PyObject *name = Py_NewRef(PyTuple_GET_ITEM(client, 0));
        is_good = put(variables, py_str(host, PY_STR_REMOTE_ADDR), name);
        is_good = put(variables, py_str(host, PY_STR_REMOTE_PORT), port) && is_good;
    }
    Py_XDECREF(client);
    if (is_good && peer->server != Py_None) {
        PyObject *name = Py_NewRef(PyTuple_GET_ITEM(peer->server, 0));
        is_good = put(variables, py_str(host, PY_STR_SERVER_NAME), name) &&
                  put(variables, py_str(host, PY_STR_SERVER_PORT),
                      port_text(&peer->server_port, peer->server));
    }
    if (is_good && peer->is_trusted && py_host_scheme(host, conn, request)[4] == 's')
        is_good =
            put(variables, py_str(host, PY_STR_WSGI_SCHEME), Py_NewRef(py_str(host, PY_STR_HTTPS)));
    return is_good;
}

static PyObject *input_make(const WsgiHost *wsgi, Slice body) {
    PyObject *bytes = body.len > 0 ? py_bytes(body) : Py_NewRef(wsgi->host->module->empty_bytes);
    PyObject *made = bytes ? PyObject_CallOneArg(wsgi->bytes_io, bytes) : NULL;
    Py_XDECREF(bytes);
    return made;
}

PyObject *wsgi_environ_new(const WsgiHost *wsgi, NetConn *conn, Slice body) {
    NetRequest request;
    PyHost *host = wsgi->host;
    if (!net_conn_request(conn, &request)) return NULL;
    PyPeer *peer = py_peer(host, conn);
    PyObject *variables = peer ? PyDict_Copy(wsgi->environ) : PyErr_NoMemory();
    if (!variables) return NULL;
    const HttpHead *head = request.head;
    const u8 *input = request.input;
    bool is_good =
        put(variables, py_str(host, PY_STR_REQUEST_METHOD), py_method(host, &request)) &&
        put(variables, py_str(host, PY_STR_PATH_INFO),
            path_decoded(http_span(input, head->path))) &&
        put(variables, py_str(host, PY_STR_CGI_QUERY), py_latin1(http_span(input, head->query))) &&
        put(variables, py_str(host, PY_STR_WSGI_INPUT), input_make(wsgi, body)) &&
        addresses_put(variables, host, conn, &request, peer);
    if (is_good && head->minor_version == 0)
        is_good = put(variables, py_str(host, PY_STR_SERVER_PROTOCOL),
                      Py_NewRef(py_str(host, PY_STR_PROTOCOL_10)));
    for (usize i = 0; i < head->field_count && is_good; i++)
        is_good = field_put(host, variables, &head->fields[i], input);
    if (!is_good) Py_CLEAR(variables);
    return variables;
}

PyObject *wsgi_environ_template(const PyHost *host, PyObject *file_wrapper) {
    PyObject *errors = PySys_GetObject("stderr");  // borrowed
    PyObject *threaded = host->block_ns > 0 ? Py_True : Py_False;
    return Py_BuildValue("{s:O,s:s,s:s,s:s,s:s,s:(ii),s:s,s:O,s:O,s:O,s:O,s:O}", "SCRIPT_NAME",
                         host->root_path, "SERVER_NAME", "localhost", "SERVER_PORT", "0",
                         "SERVER_SOFTWARE", "krait", "SERVER_PROTOCOL", "HTTP/1.1", "wsgi.version",
                         1, 0, "wsgi.url_scheme", "http", "wsgi.errors", errors ? errors : Py_None,
                         "wsgi.multithread", threaded, "wsgi.multiprocess", Py_True,
                         "wsgi.run_once", Py_False, "wsgi.file_wrapper", file_wrapper);
}
