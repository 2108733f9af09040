// An ASGI application on the loop: a request becomes an exchange, its coroutine is run.
#include "server/pyhost/asgi_priv.h"

#include <string.h>

// ---- Exchanges

static PyObject *exchange_receive(PyObject *self, PyObject *ignored) {
    (void)ignored;
    return asgi_awaitable_new((AsgiExchange *)self, NULL);
}

static PyObject *exchange_send(PyObject *self, PyObject *message) {
    return asgi_awaitable_new((AsgiExchange *)self, message);
}

static int exchange_traverse(PyObject *object, visitproc visit, void *arg) {
    AsgiExchange *self = (AsgiExchange *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT((PyObject *)self->host);
    Py_VISIT(self->headers);
    Py_VISIT(self->news);
    Py_VISIT(self->room);
    Py_VISIT(self->messages);
    return 0;
}

static int exchange_clear(PyObject *object) {
    AsgiExchange *self = (AsgiExchange *)object;
    Py_CLEAR(self->headers);
    Py_CLEAR(self->news);
    Py_CLEAR(self->room);
    Py_CLEAR(self->messages);
    Py_CLEAR(self->close_reason);
    return 0;
}

static void exchange_dealloc(PyObject *object) {
    AsgiExchange *self = (AsgiExchange *)object;
    PyTypeObject *type = Py_TYPE(object);
    PyObject_GC_UnTrack(object);
    exchange_clear(object);
    Py_CLEAR(self->host);
    PyMem_Free(self->body);
    type->tp_free(object);
    Py_DECREF(type);
}

PyObject *asgi_exchange_type_new(PyObject *module) {
    static PyMethodDef methods[] = {{"receive", exchange_receive, METH_NOARGS, "ASGI's receive()."},
                                    {"send", exchange_send, METH_O, "ASGI's send(message)."},
                                    {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {{Py_tp_traverse, (void *)exchange_traverse},
                                  {Py_tp_clear, (void *)exchange_clear},
                                  {Py_tp_dealloc, (void *)exchange_dealloc},
                                  {Py_tp_methods, methods},
                                  {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_server.Exchange",
                               .basicsize = sizeof(AsgiExchange),
                               .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC |
                                        Py_TPFLAGS_DISALLOW_INSTANTIATION,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}

bool asgi_body_keep(AsgiExchange *exchange, Slice data) {
    usize len = exchange->body_len + data.len;
    if (len > exchange->body_capacity) {
        usize capacity =
            len <= ASGI_BODY_BYTES_MAX / 2 && exchange->body_capacity > 0 ? 2 * len : len;
        u8 *grown = PyMem_Realloc(exchange->body, capacity);
        if (!grown) {
            if (exchange->conn) net_conn_abort(exchange->conn);
            asgi_ended(exchange);
            return false;
        }
        exchange->body = grown;
        exchange->body_capacity = capacity;
    }
    if (data.len > 0) memcpy(exchange->body + exchange->body_len, data.data, data.len);
    exchange->body_len = len;
    return true;
}

static void list_leave(AsgiExchange *exchange) {
    if (!exchange->is_in_list) return;
    AsgiExchange *next = exchange->next, *previous = exchange->previous;
    exchange->is_in_list = false;
    if (next) next->previous = previous;
    if (previous) {
        previous->next = next;
    } else {
        exchange->asgi->waiting = next;
    }
}

void asgi_ended(AsgiExchange *exchange) {
    NetConn *conn = exchange->conn;
    // A WebSocket that broke is told apart from one that the application closed.
    if (exchange->kind == ASGI_HTTP || exchange->status != 0) exchange->state = ASGI_ENDED;
    list_leave(exchange);
    if (!conn) return;
    exchange->conn = NULL;
    if (net_conn_state(conn) == exchange) net_conn_set_state(conn, NULL);
    asgi_wake(exchange->host, &exchange->news);
    asgi_wake(exchange->host, &exchange->room);
    Py_DECREF(exchange);  // the connection's
}

// ---- Calling the application

static void failed_answer(AsgiExchange *exchange) {
    NetConn *conn = exchange->conn;
    if (!conn) return;
    bool is_begun = exchange->state == ASGI_SENDING;
    if (exchange->state == ASGI_ENDED) return;  // a WebSocket that waits for its peer's close
    if (is_begun && exchange->kind == ASGI_SOCKET && exchange->status == 0) {
        Status ignored = net_ws_close(conn, WS_CODE_INTERNAL_ERROR, (Slice){0});
        (void)ignored;
    } else if (is_begun) {
        net_conn_abort(conn);
    } else {
        static const NetField fields[] = {
            {{(const u8 *)"content-type", 12}, {(const u8 *)"text/plain; charset=utf-8", 25}}};
        Status ignored = net_respond(conn, 500, fields, 1, SLICE_LITERAL("Internal Server Error"));
        (void)ignored;
    }
    asgi_ended(exchange);
}

// Takes the exchange's reference. The coroutine has ended.
static void on_done(void *context, PyObject *result) {
    AsgiExchange *exchange = context;
    if (!result) {
        py_host_error(exchange->host, "Exception in ASGI application\n");
        failed_answer(exchange);
    } else if (exchange->conn && exchange->state != ASGI_ENDED) {
        bool is_socket = exchange->kind == ASGI_SOCKET;
        PyErr_SetString(PyExc_RuntimeError,
                        exchange->state == ASGI_UNANSWERED
                            ? "ASGI callable returned without sending handshake or response."
                            : "ASGI callable returned without completing response.");
        if (is_socket && exchange->state == ASGI_SENDING) {
            PyErr_Clear();
            Status ignored = net_ws_close(exchange->conn, WS_CODE_NORMAL, (Slice){0});
            (void)ignored;
            asgi_ended(exchange);
        } else {
            py_host_error(exchange->host, "ASGI");
            failed_answer(exchange);
        }
    }
    Py_DECREF(exchange);
}

static PyObject *bound(AsgiExchange *exchange, PyMethodDef *method) {
    return PyCFunction_NewEx(method, (PyObject *)exchange, NULL);
}

static void app_call(AsgiExchange *exchange) {
    static PyMethodDef receive = {"receive", exchange_receive, METH_NOARGS, NULL};
    static PyMethodDef send = {"send", exchange_send, METH_O, NULL};
    NetRequest request;
    list_leave(exchange);
    if (exchange->is_called || !exchange->conn) return;
    exchange->is_called = true;
    if (!net_conn_request(exchange->conn, &request)) return;
    PyObject *arguments[4] = {NULL};
    arguments[1] = asgi_scope_new(exchange, &request);
    if (arguments[1]) arguments[2] = bound(exchange, &receive);
    if (arguments[2]) arguments[3] = bound(exchange, &send);
    PyObject *coroutine = NULL;
    if (arguments[3]) {
        coroutine = PyObject_Vectorcall(exchange->asgi->app, arguments + 1,
                                        3 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
    }
    for (u32 i = 1; i < 4; i++) Py_XDECREF(arguments[i]);
    Py_INCREF(exchange);
    if (!coroutine) {
        on_done(exchange, NULL);
        return;
    }
    py_host_run_take(exchange->host, coroutine, on_done, exchange);
}

// ---- The loop's calls

static bool is_web_socket(const NetRequest *request) {
    const HttpField *upgrade = http_head_find(request->head, HTTP_FIELD_UPGRADE);
    return request->head->is_upgrade && request->head->method == HTTP_METHOD_GET && upgrade &&
           http_text_is(http_head_value(request->input, upgrade), SLICE_LITERAL("websocket"));
}

static void on_request(void *context, NetConn *conn, const NetRequest *request) {
    AsgiHost *asgi = context;
    PyTypeObject *type = (PyTypeObject *)asgi->host->module->exchange_type;
    AsgiExchange *exchange = (AsgiExchange *)type->tp_alloc(type, 0);
    if (exchange && is_web_socket(request)) {
        exchange->kind = ASGI_SOCKET;
        exchange->messages = PyList_New(0);
        if (!exchange->messages) Py_CLEAR(exchange);
    }
    if (!exchange) {
        PyErr_Clear();
        net_conn_abort(conn);
        return;
    }
    exchange->asgi = asgi;
    exchange->host = (PyHost *)Py_NewRef(asgi->host);
    exchange->conn = conn;
    net_conn_set_state(conn, exchange);
}

static void on_body(void *context, NetConn *conn, Slice data, bool is_last) {
    AsgiHost *asgi = context;
    AsgiExchange *exchange = net_conn_state(conn);
    if (!exchange || !asgi_body_keep(exchange, data)) return;
    exchange->is_body_done = is_last;
    if (!is_last && exchange->body_len >= ASGI_BODY_BYTES_MAX) {
        exchange->is_paused = true;
        net_conn_pause(conn, true);
    }
    if (exchange->is_called) {
        asgi_wake(asgi->host, &exchange->news);
    } else if (is_last) {
        app_call(exchange);
    } else if (!exchange->is_in_list) {
        exchange->is_in_list = true;
        exchange->previous = NULL;
        exchange->next = asgi->waiting;
        if (exchange->next) exchange->next->previous = exchange;
        asgi->waiting = exchange;
    }
}

// What did not arrive in one turn is streamed.
static void on_idle(void *context) {
    AsgiHost *asgi = context;
    while (asgi->waiting) app_call(asgi->waiting);
}

static void on_writable(void *context, NetConn *conn) {
    AsgiExchange *exchange = net_conn_state(conn);
    if (exchange) asgi_wake(((AsgiHost *)context)->host, &exchange->room);
}

static void on_gone(void *context, NetConn *conn) {
    AsgiExchange *exchange = net_conn_state(conn);
    (void)context;
    if (!exchange) return;
    exchange->is_disconnected = true;
    if (exchange->kind == ASGI_SOCKET && exchange->close_code == 0)
        exchange->close_code = WS_CODE_ABNORMAL;
    asgi_ended(exchange);
}

static void on_drain(void *context, NetConn *conn) {
    AsgiExchange *exchange = net_conn_state(conn);
    if (!exchange || !exchange->is_events) return;
    // An event stream has no end of its own: its client is told to come again elsewhere.
    exchange->is_disconnected = true;
    Status ignored = net_respond_end(conn);
    (void)ignored;
    (void)context;
    asgi_ended(exchange);
}

static void on_message(void *context, NetConn *conn, const WsStep *piece) {
    AsgiExchange *exchange = net_conn_state(conn);
    (void)context;
    if (exchange) asgi_socket_message(exchange, piece);
}

static void on_ws_close(void *context, NetConn *conn, u32 code, Slice reason) {
    AsgiExchange *exchange = net_conn_state(conn);
    (void)context;
    if (!exchange) return;
    asgi_socket_closed(exchange, code, reason);
    asgi_ended(exchange);
}

static void asgi_host_free(void *context) {
    AsgiHost *asgi = context;
    Py_XDECREF(asgi->app);
    Py_XDECREF(asgi->scope);
    Py_XDECREF(asgi->state);
    PyMem_Free(asgi);
}

bool py_asgi_handler(PyHost *host, PyObject *app, PyObject *state, PyHandler *handler) {
    AsgiHost *asgi = PyMem_Calloc(1, sizeof(*asgi));
    if (!asgi) {
        PyErr_NoMemory();
        return false;
    }
    *asgi = (AsgiHost){.host = host, .app = Py_NewRef(app)};
    if (state != Py_None) asgi->state = Py_NewRef(state);
    *handler = (PyHandler){.kind = "asgi",
                           .context = asgi,
                           .free = asgi_host_free,
                           .on_request = on_request,
                           .on_body = on_body,
                           .on_writable = on_writable,
                           .on_gone = on_gone,
                           .on_drain = on_drain,
                           .on_message = on_message,
                           .on_ws_close = on_ws_close,
                           .on_idle = on_idle};
    asgi->scope = asgi_scope_template(host);
    return asgi->scope != NULL;
}

bool asgi_host_attach(PyHost *host, PyObject *app, PyObject *state) {
    return py_asgi_handler(host, app, state, &host->handler);
}
