// A WSGI application: called on the loop, or on worker threads once it proved
// slow.
//
// A call is made in steps: a step runs the application up to its next chunk,
// its delivery sends what there is. Steps may run on a worker thread,
// deliveries never do. A slow reader holds no thread: the next step waits until
// there is room.
#include "server/pyhost/wsgi_priv.h"

#include "os/stream.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 128 };

// start_response, and all of the call.
typedef struct {
    PyObject_HEAD WsgiHost *wsgi;  // borrowed
    PyHost *host;                  // owned
    NetConn *conn;                 // NULL: gone, or all is sent
    PyObject *environ;             // owned, until called
    PyObject *status, *headers;    // owned; NULL: not called yet
    PyObject *chunks;              // owned list, not sent yet
    PyObject *result, *iterator;   // owned
    i64 content_bytes;
    WsgiFile file;  // in place of an iterator
    bool has_begun, is_exhausted, is_offloaded, is_ended;
    u8 *body;
    usize body_len, body_capacity;
} WsgiCall;

static void file_close(WsgiCall *call) {
    if (call->file.fd >= 0) os_stream_close(call->file.fd);
    call->file.fd = -1;
}

static PyObject *call_write(PyObject *self, PyObject *data) {
    if (!PyBytes_Check(data)) {
        PyErr_SetString(PyExc_TypeError, "write() takes bytes");
        return NULL;
    }
    if (PyList_Append(((WsgiCall *)self)->chunks, data) != 0) return NULL;
    Py_RETURN_NONE;
}

static PyObject *call_start_response(PyObject *self, PyObject *arguments, PyObject *keywords) {
    static char *names[] = {"status", "response_headers", "exc_info", NULL};
    WsgiCall *call = (WsgiCall *)self;
    PyObject *status, *headers, *exc_info = Py_None;
    bool is_usual = !keywords && PyTuple_GET_SIZE(arguments) == 2 &&
                    PyUnicode_Check(PyTuple_GET_ITEM(arguments, 0)) &&
                    PyList_Check(PyTuple_GET_ITEM(arguments, 1));
    if (is_usual) {
        status = PyTuple_GET_ITEM(arguments, 0);
        headers = PyTuple_GET_ITEM(arguments, 1);
    } else if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "UO!|O:start_response", names,
                                            &status, &PyList_Type, &headers, &exc_info)) {
        return NULL;
    }
    if (call->status && exc_info == Py_None) {
        PyErr_SetString(PyExc_AssertionError, "start_response was called twice without exc_info");
        return NULL;
    }
    if (call->has_begun && PyTuple_Check(exc_info) && PyTuple_GET_SIZE(exc_info) == 3) {
        // The head is on its way: the error goes on.
        PyErr_SetObject(PyTuple_GET_ITEM(exc_info, 0), PyTuple_GET_ITEM(exc_info, 1));
        return NULL;
    }
    Py_XSETREF(call->status, Py_NewRef(status));
    Py_XSETREF(call->headers, Py_NewRef(headers));
    return PyObject_GetAttr(self, py_str(call->host, PY_STR_WRITE));
}

static int call_traverse(PyObject *self, visitproc visit, void *arg) {
    WsgiCall *call = (WsgiCall *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT((PyObject *)call->host);
    Py_VISIT(call->environ);
    Py_VISIT(call->headers);
    Py_VISIT(call->chunks);
    Py_VISIT(call->result);
    Py_VISIT(call->iterator);
    return 0;
}

static int call_clear(PyObject *self) {
    WsgiCall *call = (WsgiCall *)self;
    Py_CLEAR(call->environ);
    Py_CLEAR(call->status);
    Py_CLEAR(call->headers);
    Py_CLEAR(call->chunks);
    Py_CLEAR(call->result);
    Py_CLEAR(call->iterator);
    return 0;
}

static void call_dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    call_clear(self);
    Py_CLEAR(((WsgiCall *)self)->host);
    file_close((WsgiCall *)self);
    PyMem_Free(((WsgiCall *)self)->body);
    type->tp_free(self);
    Py_DECREF(type);
}

// ---- A step: the application runs up to its next chunk

static void result_look(WsgiCall *call) {
    PyObject *result = call->result;
    bool is_sequence = PyList_CheckExact(result) || PyTuple_CheckExact(result);
    call->content_bytes = HTTP_LENGTH_UNKNOWN;
    if (!is_sequence || PyList_GET_SIZE(call->chunks) > 0) return;
    Py_ssize_t count = PySequence_Fast_GET_SIZE(result);
    if (count > 1) return;
    PyObject *only = count == 1 ? PySequence_Fast_GET_ITEM(result, 0) : NULL;
    if (count == 0) call->content_bytes = 0;
    if (only && PyBytes_Check(only)) call->content_bytes = (i64)PyBytes_GET_SIZE(only);
}

static bool app_run(WsgiCall *call) {
    PyObject *arguments[3] = {NULL, call->environ, (PyObject *)call};
    call->result = PyObject_Vectorcall(call->wsgi->app, arguments + 1,
                                       2 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    if (!call->result) return false;
    result_look(call);
    if (PyList_GET_SIZE(call->chunks) == 0) wsgi_file_look(call->wsgi, call->result, &call->file);
    call->iterator = PyObject_GetIter(call->result);
    return call->iterator != NULL;
}

// False: an error is raised.
static bool step(WsgiCall *call) {
    if (!call->iterator && !app_run(call)) return false;
    if (call->file.fd >= 0) {
        call->is_exhausted = true;
        return true;
    }
    // A list is all there: what an iterator gives is sent before it is asked
    // again.
    bool is_all = PyList_CheckExact(call->result) || PyTuple_CheckExact(call->result);
    for (;;) {
        PyObject *chunk = PyIter_Next(call->iterator);
        if (!chunk) {
            call->is_exhausted = true;
            return !PyErr_Occurred();
        }
        bool is_empty = PyBytes_Check(chunk) && PyBytes_GET_SIZE(chunk) == 0;
        bool is_kept = is_empty || PyList_Append(call->chunks, chunk) == 0;
        Py_DECREF(chunk);
        if (!is_kept) return false;
        if (!is_all && !is_empty) return true;
    }
}

static PyObject *call_step(PyObject *self, PyObject *ignored) {
    (void)ignored;
    if (!step((WsgiCall *)self)) return NULL;
    Py_RETURN_NONE;
}

// ---- A delivery: what there is goes out

static bool fields_read(PyObject *headers, NetField *fields, usize *count) {
    Py_ssize_t header_count = PyList_GET_SIZE(headers);
    if (header_count > FIELDS_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many response headers");
        return false;
    }
    for (Py_ssize_t i = 0; i < header_count; i++) {
        PyObject *pair = PyList_GET_ITEM(headers, i), *name, *value;
        bool is_pair = PyTuple_Check(pair) && PyTuple_GET_SIZE(pair) == 2;
        name = is_pair ? PyTuple_GET_ITEM(pair, 0) : Py_None;
        value = is_pair ? PyTuple_GET_ITEM(pair, 1) : Py_None;
        if (!PyUnicode_Check(name) || !PyUnicode_Check(value)) {
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

static bool begin(WsgiCall *call) {
    NetField fields[FIELDS_MAX];
    usize count;
    if (!call->status) {
        PyErr_SetString(PyExc_AssertionError, "start_response was not called before the body");
        return false;
    }
    const char *text = PyUnicode_AsUTF8(call->status);
    if (!text || !fields_read(call->headers, fields, &count)) return false;
    long status = strtol(text, NULL, 10);
    if (status < 200 || status > 599) {
        PyErr_Format(PyExc_ValueError, "a status that cannot be sent: %R", call->status);
        return false;
    }
    if (call->file.fd >= 0) {
        bool is_whole =
            (status == 200 || status == 206) && wsgi_file_fit(&call->file, fields, count);
        if (!is_whole) return true;
        call->content_bytes = (i64)call->file.byte_count;
    }
    Status result = net_respond_begin(call->conn, (u32)status, fields, count, call->content_bytes);
    if (result == STATUS_INVALID)
        PyErr_SetString(PyExc_ValueError, "a response header that may not be sent");
    call->has_begun = result != STATUS_INVALID;
    return result != STATUS_INVALID;
}

static bool chunk_send(WsgiCall *call, PyObject *chunk, bool *is_full) {
    if (!PyBytes_Check(chunk)) {
        PyErr_Format(PyExc_TypeError, "the body has %.100s where bytes belong",
                     Py_TYPE(chunk)->tp_name);
        return false;
    }
    Slice data = slice_make(PyBytes_AS_STRING(chunk), (usize)PyBytes_GET_SIZE(chunk));
    Status result = net_respond_write(call->conn, data);
    if (result == STATUS_INVALID)
        PyErr_SetString(PyExc_ValueError, "the body is longer than its Content-Length");
    *is_full = result == STATUS_FULL;
    return result != STATUS_INVALID;
}

static bool file_send(WsgiCall *call) {
    Status status =
        net_respond_file(call->conn, call->file.fd, call->file.offset, call->file.byte_count);
    call->file.fd = -1;
    call->is_ended = true;
    if (status == STATUS_INVALID) PyErr_SetString(PyExc_ValueError, "a file that cannot be sent");
    return status != STATUS_INVALID;
}

// Sends what the steps gave. False: an error is raised.
static bool deliver(WsgiCall *call, bool *is_full) {
    Py_ssize_t count = PyList_GET_SIZE(call->chunks);
    *is_full = false;
    // The first bytes decide: until then start_response may be called anew.
    if (!call->has_begun && (count > 0 || call->is_exhausted) && !begin(call)) return false;
    if (call->file.fd >= 0 && call->has_begun) return file_send(call);
    if (call->file.fd >= 0) {
        // Not as it is: the application's own iterator reads it.
        file_close(call);
        call->is_exhausted = false;
        return true;
    }
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!chunk_send(call, PyList_GET_ITEM(call->chunks, i), is_full)) return false;
    }
    return count == 0 || PyList_SetSlice(call->chunks, 0, count, NULL) == 0;
}

static void result_close(WsgiCall *call) {
    PyObject *error_type, *error, *traceback;
    PyErr_Fetch(&error_type, &error, &traceback);
    PyObject *result = call->result;
    call->result = NULL;
    Py_CLEAR(call->iterator);
    if (result && PyObject_HasAttrString(result, "close")) {
        PyObject *ignored = PyObject_CallMethod(result, "close", NULL);
        if (!ignored) PyErr_WriteUnraisable(result);
        Py_XDECREF(ignored);
    }
    Py_XDECREF(result);
    PyErr_Restore(error_type, error, traceback);
}

// The connection has no call any more.
static void call_end(WsgiCall *call) {
    NetConn *conn = call->conn;
    result_close(call);
    if (!conn) return;
    call->conn = NULL;
    if (net_conn_state(conn) == call) net_conn_set_state(conn, NULL);
    Py_DECREF(call);
}

static void call_finish(WsgiCall *call) {
    if (!call->is_ended) {
        Status ignored = net_respond_end(call->conn);
        (void)ignored;
    }
    call_end(call);
}

static void call_fail(WsgiCall *call) {
    py_host_error(call->host, "Exception in WSGI application\n");
    if (call->conn && call->has_begun) {
        net_conn_abort(call->conn);
    } else if (call->conn) {
        Status ignored =
            net_respond(call->conn, 500, NULL, 0, SLICE_LITERAL("Internal Server Error"));
        (void)ignored;
    }
    call_end(call);
}

static void on_step(void *context, PyObject *result);

static void call_go_on(WsgiCall *call) {
    bool is_full = false, is_good = true;
    Py_INCREF(call);
    while (call->conn && !is_full) {
        bool is_blocking = py_watch_offloads(&call->wsgi->watch) && call->host->pool;
        if (is_blocking) {
            PyObject *method = PyObject_GetAttrString((PyObject *)call, "_step");
            PyObject *none = PyTuple_New(0);
            call->is_offloaded = true;
            Py_INCREF(call);
            if (method && none && py_host_offload(call->host, method, none, NULL, on_step, call)) {
                Py_DECREF(method);
                Py_DECREF(none);
                break;
            }
            call->is_offloaded = false;  // no worker is free: then here
            Py_DECREF(call);
            Py_XDECREF(method);
            Py_XDECREF(none);
        }
        i64 begin_ns = py_watch_begin(call->host);
        py_host_loop_hide(call->host);
        is_good = step(call);
        py_host_loop_show(call->host);
        py_watch_end(call->host, &call->wsgi->watch, begin_ns, "the WSGI application");
        if (is_good && call->conn) is_good = deliver(call, &is_full);
        if (!is_good) call_fail(call);
        if (is_good && call->is_exhausted && call->conn) call_finish(call);
    }
    Py_DECREF(call);
}

// A step on a worker thread is done.
static void on_step(void *context, PyObject *result) {
    WsgiCall *call = context;
    bool is_full = false;
    call->is_offloaded = false;
    if (!call->conn) {
        if (!result) py_host_error(call->host, "Exception in WSGI application\n");
        result_close(call);
    } else if (!result || !deliver(call, &is_full)) {
        call_fail(call);
    } else if (call->is_exhausted) {
        call_finish(call);
    } else if (!is_full) {
        call_go_on(call);
    }
    Py_DECREF(call);
}

// ---- The loop's calls

static void on_request(void *context, NetConn *conn, const NetRequest *request) {
    WsgiHost *wsgi = context;
    PyTypeObject *type = (PyTypeObject *)wsgi->host->module->answer_type;
    WsgiCall *call = (WsgiCall *)type->tp_alloc(type, 0);
    (void)request;
    if (call) call->chunks = PyList_New(0);
    if (!call || !call->chunks) {
        Py_XDECREF((PyObject *)call);
        PyErr_Clear();
        net_conn_abort(conn);
        return;
    }
    call->wsgi = wsgi;
    call->host = (PyHost *)Py_NewRef(wsgi->host);
    call->conn = conn;
    call->file.fd = -1;
    net_conn_set_state(conn, call);
}

static bool body_keep(WsgiCall *call, Slice data) {
    if (data.len == 0) return true;
    usize len = call->body_len + data.len;
    if (len > call->body_capacity) {
        usize capacity = call->body_capacity > 0 ? 2 * len : len;
        u8 *grown = PyMem_Realloc(call->body, capacity);
        if (!grown) return false;
        call->body = grown;
        call->body_capacity = capacity;
    }
    memcpy(call->body + call->body_len, data.data, data.len);
    call->body_len = len;
    return true;
}

static void on_body(void *context, NetConn *conn, Slice data, bool is_last) {
    WsgiHost *wsgi = context;
    WsgiCall *call = net_conn_state(conn);
    if (!call) return;
    if (!body_keep(call, data)) {
        net_conn_abort(conn);
        call_end(call);
        return;
    }
    if (!is_last) return;
    call->environ = wsgi_environ_new(wsgi, conn, slice_make(call->body, call->body_len));
    if (!call->environ) {
        call_fail(call);
        return;
    }
    call_go_on(call);
}

static void on_writable(void *context, NetConn *conn) {
    WsgiCall *call = net_conn_state(conn);
    (void)context;
    if (call && call->has_begun && !call->is_offloaded) call_go_on(call);
}

static void on_gone(void *context, NetConn *conn) {
    WsgiCall *call = net_conn_state(conn);
    (void)context;
    if (!call) return;
    net_conn_set_state(conn, NULL);
    call->conn = NULL;
    // Where a worker is at it, the step's end closes the result.
    if (!call->is_offloaded) result_close(call);
    Py_DECREF(call);
}

static void wsgi_host_free(void *context) {
    WsgiHost *wsgi = context;
    Py_XDECREF(wsgi->app);
    Py_XDECREF(wsgi->environ);
    Py_XDECREF(wsgi->bytes_io);
    Py_XDECREF(wsgi->file_wrapper);
    for (u32 i = 0; i < 2; i++) Py_XDECREF(wsgi->file_types[i]);
    PyMem_Free(wsgi);
}

bool wsgi_host_attach(PyHost *host, PyObject *app) {
    WsgiHost *wsgi = PyMem_Calloc(1, sizeof(*wsgi));
    if (!wsgi) {
        PyErr_NoMemory();
        return false;
    }
    *wsgi = (WsgiHost){.host = host, .app = Py_NewRef(app)};
    host->handler = (PyHandler){.kind = "wsgi",
                                .context = wsgi,
                                .free = wsgi_host_free,
                                .on_request = on_request,
                                .on_body = on_body,
                                .on_writable = on_writable,
                                .on_gone = on_gone};
    wsgi->file_wrapper = wsgi_file_wrapper();
    if (!wsgi->file_wrapper) return false;
    wsgi->environ = wsgi_environ_template(host, wsgi->file_wrapper);
    PyObject *io = PyImport_ImportModule("io");
    wsgi->bytes_io = io ? PyObject_GetAttrString(io, "BytesIO") : NULL;
    wsgi->file_types[0] = io ? PyObject_GetAttrString(io, "BufferedReader") : NULL;
    wsgi->file_types[1] = io ? PyObject_GetAttrString(io, "FileIO") : NULL;
    Py_XDECREF(io);
    return wsgi->environ && wsgi->bytes_io && wsgi->file_types[0] && wsgi->file_types[1];
}

PyObject *wsgi_call_type_new(PyObject *module) {
    static PyMethodDef methods[] = {{"write", call_write, METH_O, "Sends bytes before the rest."},
                                    {"_step", call_step, METH_NOARGS, "Runs to the next chunk."},
                                    {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {{Py_tp_call, (void *)call_start_response},
                                  {Py_tp_traverse, (void *)call_traverse},
                                  {Py_tp_clear, (void *)call_clear},
                                  {Py_tp_dealloc, (void *)call_dealloc},
                                  {Py_tp_methods, methods},
                                  {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_server.StartResponse",
                               .basicsize = sizeof(WsgiCall),
                               .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC |
                                        Py_TPFLAGS_DISALLOW_INSTANTIATION,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}
