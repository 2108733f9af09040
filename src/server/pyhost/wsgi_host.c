#include "server/pyhost/wsgi_host.h"

#include "server/http/urlencoded.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 128 };

// start_response and its `write`: what the application said about its answer.
typedef struct {
    PyObject_HEAD PyObject *status;  // owned; NULL: not called yet
    PyObject *headers;               // owned list
    PyObject *written;               // owned list of what `write` was given
} WsgiAnswer;

struct WsgiHost {
    PyObject *app, *answer_type, *environ, *bytes_io;  // owned
    PyObject *stop_type, *stop, *stop_traceback;  // owned: what a call raised to end the server
    PyThreadState *waiting;                       // while others may have the interpreter
};

typedef struct {
    u8 *data;
    usize len, capacity;
    bool is_lost;  // no memory
} Body;

// ---- start_response

static PyObject *answer_write(PyObject *self, PyObject *data) {
    WsgiAnswer *answer = (WsgiAnswer *)self;
    if (!PyBytes_Check(data)) {
        PyErr_SetString(PyExc_TypeError, "write() takes bytes");
        return NULL;
    }
    if (PyList_Append(answer->written, data) != 0) return NULL;
    Py_RETURN_NONE;
}

static PyObject *answer_call(PyObject *self, PyObject *arguments, PyObject *keywords) {
    static char *names[] = {"status", "response_headers", "exc_info", NULL};
    WsgiAnswer *answer = (WsgiAnswer *)self;
    PyObject *status, *headers, *exc_info = Py_None;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "UO!|O:start_response", names, &status,
                                     &PyList_Type, &headers, &exc_info)) {
        return NULL;
    }
    if (answer->status && exc_info == Py_None) {
        PyErr_SetString(PyExc_AssertionError, "start_response was called twice without exc_info");
        return NULL;
    }
    Py_INCREF(status);
    Py_XSETREF(answer->status, status);
    Py_INCREF(headers);
    Py_XSETREF(answer->headers, headers);
    return PyObject_GetAttrString(self, "write");
}

static int answer_traverse(PyObject *self, visitproc visit, void *arg) {
    WsgiAnswer *answer = (WsgiAnswer *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(answer->status);
    Py_VISIT(answer->headers);
    Py_VISIT(answer->written);
    return 0;
}

static int answer_clear(PyObject *self) {
    WsgiAnswer *answer = (WsgiAnswer *)self;
    Py_CLEAR(answer->status);
    Py_CLEAR(answer->headers);
    Py_CLEAR(answer->written);
    return 0;
}

static void answer_dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    answer_clear(self);
    type->tp_free(self);
    Py_DECREF(type);
}

PyObject *wsgi_answer_type_new(PyObject *module) {
    static PyMethodDef methods[] = {{"write", answer_write, METH_O, "Sends bytes before the rest."},
                                    {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {{Py_tp_call, (void *)answer_call},
                                  {Py_tp_traverse, (void *)answer_traverse},
                                  {Py_tp_clear, (void *)answer_clear},
                                  {Py_tp_dealloc, (void *)answer_dealloc},
                                  {Py_tp_methods, methods},
                                  {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_server.StartResponse",
                               .basicsize = sizeof(WsgiAnswer),
                               .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}

static WsgiAnswer *answer_new(const WsgiHost *host) {
    PyTypeObject *type = (PyTypeObject *)host->answer_type;
    WsgiAnswer *answer = (WsgiAnswer *)type->tp_alloc(type, 0);
    if (!answer) return NULL;
    answer->written = PyList_New(0);
    if (!answer->written) Py_CLEAR(answer);
    return answer;
}

// ---- environ

// Takes the value's reference; NULL: it could not be made. Answers whether all is well.
static bool put(PyObject *environ, const char *name, PyObject *value) {
    bool is_put = value && PyDict_SetItemString(environ, name, value) == 0;
    Py_XDECREF(value);
    return is_put;
}

static PyObject *latin1(Slice text) {
    return PyUnicode_DecodeLatin1((const char *)text.data, (Py_ssize_t)text.len, NULL);
}

static PyObject *path_decoded(Slice path) {
    u8 *bytes = PyMem_Malloc(path.len + 1);
    if (!bytes) return PyErr_NoMemory();
    PyObject *text = latin1(slice_make(bytes, urlencoded_decode(path, false, bytes)));
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
    PyObject *value = latin1(http_head_value(input, field));
    PyObject *before = PyDict_GetItemString(environ, key);
    if (value && before) {
        const char *format = field->id == HTTP_FIELD_COOKIE ? "%U; %U" : "%U,%U";
        Py_SETREF(value, PyUnicode_FromFormat(format, before, value));
    }
    return put(environ, key, value);
}

static PyObject *environ_make(const WsgiHost *host, NetConn *conn, const Body *body) {
    NetRequest request;
    if (!net_conn_request(conn, &request)) return NULL;
    PyObject *environ = PyDict_Copy(host->environ);
    if (!environ) return NULL;
    const HttpHead *head = request.head;
    const u8 *input = request.input;
    u8 peer[NET_ADDRESS_BYTES];
    u16 port;
    const char *version = head->minor_version == 0 ? "HTTP/1.0" : "HTTP/1.1";
    const char *data = body->data ? (const char *)body->data : "";
    bool is_good = put(environ, "REQUEST_METHOD", latin1(http_span(input, head->method_text))) &&
                   put(environ, "PATH_INFO", path_decoded(http_span(input, head->path))) &&
                   put(environ, "QUERY_STRING", latin1(http_span(input, head->query))) &&
                   put(environ, "SERVER_PROTOCOL", PyUnicode_FromString(version)) &&
                   put(environ, "REMOTE_ADDR", latin1(net_conn_peer(conn, peer, &port))) &&
                   put(environ, "wsgi.input",
                       PyObject_CallFunction(host->bytes_io, "y#", data, (Py_ssize_t)body->len));
    for (usize i = 0; i < head->field_count && is_good; i++)
        is_good = field_put(environ, &head->fields[i], input);
    if (!is_good) Py_CLEAR(environ);
    return environ;
}

// ---- The answer

static bool fields_read(PyObject *headers, NetField *fields, usize *count) {
    Py_ssize_t header_count = PyList_GET_SIZE(headers);
    if (header_count > FIELDS_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many response headers");
        return false;
    }
    for (Py_ssize_t i = 0; i < header_count; i++) {
        PyObject *pair = PyList_GET_ITEM(headers, i), *name, *value;
        if (!PyTuple_Check(pair) || !PyArg_ParseTuple(pair, "UU", &name, &value)) {
            if (!PyErr_Occurred())
                PyErr_SetString(PyExc_TypeError, "response headers are tuples of two str");
            return false;
        }
        bool is_latin1 = PyUnicode_KIND(name) == PyUnicode_1BYTE_KIND &&
                         PyUnicode_KIND(value) == PyUnicode_1BYTE_KIND;
        if (!is_latin1) {
            PyErr_SetString(PyExc_ValueError, "a response header is not Latin-1");
            return false;
        }
        fields[i] =
            (NetField){slice_make(PyUnicode_1BYTE_DATA(name), (usize)PyUnicode_GET_LENGTH(name)),
                       slice_make(PyUnicode_1BYTE_DATA(value), (usize)PyUnicode_GET_LENGTH(value))};
    }
    *count = (usize)header_count;
    return true;
}

static bool begin(const WsgiAnswer *answer, NetConn *conn, i64 content_bytes) {
    NetField fields[FIELDS_MAX];
    usize count;
    if (!answer->status) {
        PyErr_SetString(PyExc_AssertionError, "start_response was not called before the body");
        return false;
    }
    const char *text = PyUnicode_AsUTF8(answer->status);
    if (!text || !fields_read(answer->headers, fields, &count)) return false;
    long status = strtol(text, NULL, 10);
    if (status < 200 || status > 599) {
        PyErr_Format(PyExc_ValueError, "a status that cannot be sent: %R", answer->status);
        return false;
    }
    Status result = net_respond_begin(conn, (u32)status, fields, count, content_bytes);
    if (result == STATUS_INVALID)
        PyErr_SetString(PyExc_ValueError, "a response header that may not be sent");
    return result == STATUS_OK || result == STATUS_FULL;
}

static bool chunk_send(NetConn *conn, PyObject *chunk) {
    if (!PyBytes_Check(chunk)) {
        PyErr_Format(PyExc_TypeError, "the body has %.100s where bytes belong",
                     Py_TYPE(chunk)->tp_name);
        return false;
    }
    Slice data = slice_make(PyBytes_AS_STRING(chunk), (usize)PyBytes_GET_SIZE(chunk));
    Status result = net_respond_write(conn, data);
    if (result == STATUS_INVALID)
        PyErr_SetString(PyExc_ValueError, "the body is longer than its Content-Length");
    return result == STATUS_OK || result == STATUS_FULL;
}

static i64 known_bytes(PyObject *result) {
    bool is_sequence = PyList_CheckExact(result) || PyTuple_CheckExact(result);
    if (!is_sequence || PySequence_Fast_GET_SIZE(result) != 1) return HTTP_LENGTH_UNKNOWN;
    PyObject *only = PySequence_Fast_GET_ITEM(result, 0);
    return PyBytes_Check(only) ? (i64)PyBytes_GET_SIZE(only) : HTTP_LENGTH_UNKNOWN;
}

// Sends what the application gave. `*has_begun`: an error can no longer be told to the peer.
static bool result_send(WsgiAnswer *answer, NetConn *conn, PyObject *result, bool *has_begun) {
    i64 content_bytes = HTTP_LENGTH_UNKNOWN;
    if (PyList_GET_SIZE(answer->written) == 0) content_bytes = known_bytes(result);
    PyObject *iterator = PyObject_GetIter(result), *chunk;
    if (!iterator) return false;
    bool is_good = true;
    while (is_good && (chunk = PyIter_Next(iterator)) != NULL) {
        // The first bytes decide: until then start_response may be called anew.
        bool is_empty = PyBytes_Check(chunk) && PyBytes_GET_SIZE(chunk) == 0;
        if (!*has_begun && !is_empty) is_good = *has_begun = begin(answer, conn, content_bytes);
        for (Py_ssize_t i = 0; is_good && i < PyList_GET_SIZE(answer->written); i++)
            is_good = chunk_send(conn, PyList_GET_ITEM(answer->written, i));
        if (is_good) is_good = PyList_SetSlice(answer->written, 0, PY_SSIZE_T_MAX, NULL) == 0;
        if (is_good && !is_empty) is_good = chunk_send(conn, chunk);
        Py_DECREF(chunk);
    }
    Py_DECREF(iterator);
    if (PyErr_Occurred()) return false;
    if (is_good && !*has_begun) {
        bool has_written = PyList_GET_SIZE(answer->written) > 0;
        is_good = *has_begun = begin(answer, conn, has_written ? HTTP_LENGTH_UNKNOWN : 0);
        for (Py_ssize_t i = 0; is_good && i < PyList_GET_SIZE(answer->written); i++)
            is_good = chunk_send(conn, PyList_GET_ITEM(answer->written, i));
    }
    if (!is_good) return false;
    return net_respond_end(conn) == STATUS_OK;
}

static void result_close(PyObject *result) {
    PyObject *error_type, *error, *traceback;
    PyErr_Fetch(&error_type, &error, &traceback);
    if (PyObject_HasAttrString(result, "close")) {
        PyObject *ignored = PyObject_CallMethod(result, "close", NULL);
        if (!ignored) PyErr_WriteUnraisable(result);
        Py_XDECREF(ignored);
    }
    PyErr_Restore(error_type, error, traceback);
}

static void call(WsgiHost *host, NetConn *conn, const Body *body) {
    bool has_begun = false, is_good = false;
    PyObject *environ = environ_make(host, conn, body);
    WsgiAnswer *answer = environ ? answer_new(host) : NULL;
    PyObject *result = NULL;
    if (answer) result = PyObject_CallFunctionObjArgs(host->app, environ, answer, NULL);
    if (result) {
        is_good = result_send(answer, conn, result, &has_begun);
        result_close(result);
    }
    // SystemExit and KeyboardInterrupt are not the application's errors: a signal handler ran
    // there.
    if (PyErr_Occurred() && !PyErr_ExceptionMatches(PyExc_Exception) && !host->stop_type) {
        PyErr_Fetch(&host->stop_type, &host->stop, &host->stop_traceback);
    } else if (PyErr_Occurred()) {
        PyErr_WriteUnraisable(host->app);
    }
    if (!is_good && has_begun) {
        net_conn_abort(conn);
    } else if (!is_good) {
        Status ignored = net_respond(conn, 500, NULL, 0, SLICE_LITERAL("Internal Server Error"));
        (void)ignored;
    }
    Py_XDECREF(result);
    Py_XDECREF((PyObject *)answer);
    Py_XDECREF(environ);
}

// ---- The loop's calls

static void body_free(Body *body) {
    if (!body) return;
    free(body->data);
    free(body);
}

static void on_request(void *context, NetConn *conn, const NetRequest *request) {
    (void)context, (void)request;
    net_conn_set_state(conn, calloc(1, sizeof(Body)));
}

static void on_body(void *context, NetConn *conn, Slice data, bool is_last) {
    Body *body = net_conn_state(conn);
    if (!body) {
        net_conn_abort(conn);
        return;
    }
    if (data.len > 0 && body->len + data.len > body->capacity) {
        usize capacity = 2 * (body->len + data.len);
        u8 *grown = realloc(body->data, capacity);
        if (grown) body->data = grown, body->capacity = capacity;
        body->is_lost = body->is_lost || !grown;
    }
    if (data.len > 0 && !body->is_lost) {
        memcpy(body->data + body->len, data.data, data.len);
        body->len += data.len;
    }
    if (!is_last) return;
    net_conn_set_state(conn, NULL);
    if (body->is_lost) {
        net_conn_abort(conn);
    } else {
        call(context, conn, body);
    }
    body_free(body);
}

static void on_gone(void *context, NetConn *conn) {
    (void)context;
    body_free(net_conn_state(conn));
    net_conn_set_state(conn, NULL);
}

static void before_wait(void *context) {
    ((WsgiHost *)context)->waiting = PyEval_SaveThread();
}

static void after_wait(void *context) {
    PyEval_RestoreThread(((WsgiHost *)context)->waiting);
}

NetHandler wsgi_host_handler(WsgiHost *host) {
    return (NetHandler){.context = host,
                        .on_request = on_request,
                        .on_body = on_body,
                        .on_gone = on_gone,
                        .before_wait = before_wait,
                        .after_wait = after_wait};
}

static PyObject *environ_template(const char *host, u16 port) {
    char text[8];
    PyOS_snprintf(text, sizeof(text), "%u", port);
    PyObject *errors = PySys_GetObject("stderr");  // borrowed
    return Py_BuildValue("{s:s,s:s,s:s,s:(ii),s:s,s:O,s:O,s:O,s:O}", "SCRIPT_NAME", "",
                         "SERVER_NAME", host, "SERVER_PORT", text, "wsgi.version", 1, 0,
                         "wsgi.url_scheme", "http", "wsgi.errors", errors ? errors : Py_None,
                         "wsgi.multithread", Py_False, "wsgi.multiprocess", Py_True,
                         "wsgi.run_once", Py_False);
}

WsgiHost *wsgi_host_new(PyObject *app, PyObject *answer_type, const char *host, u16 port) {
    WsgiHost *made = PyMem_Calloc(1, sizeof(*made));
    if (!made) {
        PyErr_NoMemory();
        return NULL;
    }
    Py_INCREF(app);
    Py_INCREF(answer_type);
    made->app = app;
    made->answer_type = answer_type;
    made->environ = environ_template(host, port);
    PyObject *io = PyImport_ImportModule("io");
    made->bytes_io = io ? PyObject_GetAttrString(io, "BytesIO") : NULL;
    Py_XDECREF(io);
    if (made->environ && made->bytes_io) return made;
    wsgi_host_free(made);
    return NULL;
}

bool wsgi_host_stop_raise(WsgiHost *host) {
    if (!host->stop_type) return false;
    PyErr_Restore(host->stop_type, host->stop, host->stop_traceback);
    host->stop_type = host->stop = host->stop_traceback = NULL;
    return true;
}

void wsgi_host_free(WsgiHost *host) {
    if (!host) return;
    Py_XDECREF(host->app);
    Py_XDECREF(host->answer_type);
    Py_XDECREF(host->environ);
    Py_XDECREF(host->bytes_io);
    Py_XDECREF(host->stop_type);
    Py_XDECREF(host->stop);
    Py_XDECREF(host->stop_traceback);
    PyMem_Free(host);
}
