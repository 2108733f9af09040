// A request on its way through its plan, and the loop's calls.
#include "server/pyapi/api_priv.h"

#include "base/check.h"

#include <string.h>

static const char call_tag[] = "api call";

static ApiCall *call_of(NetConn *conn) {
    ApiCall *call = net_conn_state(conn);
    return call && call->tag == call_tag ? call : NULL;
}

static ApiCall *call_new(ApiApp *app, ApiPlan *plan, NetConn *conn) {
    ApiCall *call = app->free_calls;
    if (call) {
        app->free_calls = call->next;
        app->free_count--;
    } else {
        call = PyMem_Calloc(1, sizeof(*call));
        if (!call) return NULL;
    }
    call->tag = call_tag;
    call->app = app;
    call->plan = plan;
    call->conn = conn;
    call->node = 0;
    call->is_begun = false;
    call->body_len = 0;
    call->next = NULL;
    return call;
}

static void values_clear(ApiCall *call) {
    const ApiPlan *plan = call->plan;
    for (u32 i = 0; i < plan->arg_count; i++) {
        if (plan->args[i].source == API_FROM_NODE || plan->args[i].source == API_FROM_EXTRA) {
            call->values[i] = NULL;
        } else {
            Py_CLEAR(call->values[i]);
        }
    }
    for (u32 i = 0; i < plan->node_count; i++) Py_CLEAR(call->results[i]);
    for (u32 i = 0; i < plan->extra_count; i++) Py_CLEAR(call->extras[i]);
}

// Leaves the connection and gives the call back.
static void call_end(ApiCall *call) {
    ApiApp *app = call->app;
    if (call->conn && net_conn_state(call->conn) == call) net_conn_set_state(call->conn, NULL);
    call->conn = NULL;
    values_clear(call);
    if (call->body_capacity > 64 * 1024) {
        PyMem_Free(call->body);
        call->body = NULL;
        call->body_capacity = 0;
    }
    if (app->free_count == API_FREE_CALLS_MAX) {
        PyMem_Free(call->body);
        PyMem_Free(call);
        return;
    }
    call->next = app->free_calls;
    app->free_calls = call;
    app->free_count++;
}

// ---- To the ASGI application

// The request starts anew there, with its whole body. `outcome` (may be NULL): what it shall do in
// place of its route: raise this error, or send this response. The call is over.
static void hand_over(ApiCall *call, Slice body, PyObject *outcome) {
    ApiApp *app = call->app;
    NetConn *conn = call->conn;
    NetRequest request;
    if (conn && net_conn_request(conn, &request)) {
        net_conn_set_state(conn, NULL);
        bool is_set = !outcome || PyObject_SetAttrString(app->outcomes, "value", outcome) == 0;
        if (!is_set) py_host_error(app->host, "krait.api");
        // The application takes the outcome in its first step, which on_body makes at once.
        app->asgi.on_request(app->asgi.context, conn, &request);
        if (net_conn_state(conn)) app->asgi.on_body(app->asgi.context, conn, body, true);
        // Nobody else's, should the application not have been called.
        if (outcome && PyObject_SetAttrString(app->outcomes, "value", Py_None) < 0) PyErr_Clear();
    }
    call_end(call);
}

static Slice body_of(const ApiCall *call) {
    return slice_make(call->body, call->body_len);
}

// Takes the raised error. What is no Exception stops the server.
static void hand_over_error(ApiCall *call) {
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyErr_NormalizeException(&type, &error, &traceback);
    if (traceback) PyException_SetTraceback(error, traceback);
    if (!error || !PyErr_GivenExceptionMatches(type, PyExc_Exception)) {
        PyErr_Restore(type, error, traceback);
        py_host_error(call->app->host, "krait.api");
        if (call->conn) {
            Status ignored = net_respond(call->conn, 500, NULL, 0, (Slice){0});
            (void)ignored;
        }
        call_end(call);
        return;
    }
    hand_over(call, body_of(call), error);
    Py_XDECREF(type);
    Py_XDECREF(error);
    Py_XDECREF(traceback);
}

// ---- Answers

static void respond(ApiCall *call, u32 status, const NetField *fields, usize count, Slice body) {
    if (!call->conn) return;
    NetConn *conn = call->conn;
    net_conn_set_state(conn, NULL);
    call->conn = NULL;
    Status answered = net_respond(conn, status, fields, count, body);
    if (answered == STATUS_INVALID) {
        Status ignored = net_respond(conn, 500, NULL, 0, SLICE_LITERAL("Internal Server Error"));
        (void)ignored;
    }
}

static void respond_plain(ApiCall *call, Slice body) {
    const ApiPlan *plan = call->plan;
    NetField field = {SLICE_LITERAL("content-type"), slice_of_text(plan->media)};
    respond(call, plan->status, &field, 1, body);
}

static Slice bytes_slice(PyObject *bytes) {
    return slice_make(PyBytes_AS_STRING(bytes), (usize)PyBytes_GET_SIZE(bytes));
}

static bool fields_of(PyObject *headers, NetField *fields, usize *count) {
    if (!headers || !PyList_CheckExact(headers) || PyList_GET_SIZE(headers) > API_FIELDS_MAX)
        return false;
    *count = (usize)PyList_GET_SIZE(headers);
    for (usize i = 0; i < *count; i++) {
        PyObject *pair = PyList_GET_ITEM(headers, (Py_ssize_t)i);
        if (!PyTuple_CheckExact(pair) || PyTuple_GET_SIZE(pair) != 2) return false;
        PyObject *name = PyTuple_GET_ITEM(pair, 0), *value = PyTuple_GET_ITEM(pair, 1);
        if (!PyBytes_CheckExact(name) || !PyBytes_CheckExact(value)) return false;
        fields[i] = (NetField){bytes_slice(name), bytes_slice(value)};
    }
    return true;
}

// A response that is nothing but status, headers and bytes. False: it has more to do, or an error
// was raised and dropped.
static bool respond_simple(ApiCall *call, PyObject *response) {
    NetField fields[API_FIELDS_MAX];
    usize count = 0;
    bool is_done = false;
    PyObject *status = PyObject_GetAttrString(response, "status_code");
    PyObject *headers = status ? PyObject_GetAttrString(response, "raw_headers") : NULL;
    PyObject *body = headers ? PyObject_GetAttrString(response, "body") : NULL;
    PyObject *background = body ? PyObject_GetAttrString(response, "background") : NULL;
    if (background == Py_None && PyBytes_CheckExact(body) && PyLong_CheckExact(status) &&
        fields_of(headers, fields, &count)) {
        long code = PyLong_AsLong(status);
        if (code >= 200 && code <= 599) {
            respond(call, (u32)code, fields, count, bytes_slice(body));
            is_done = true;
        }
    }
    PyErr_Clear();
    Py_XDECREF(status);
    Py_XDECREF(headers);
    Py_XDECREF(body);
    Py_XDECREF(background);
    return is_done;
}

static bool is_simple(const ApiApp *app, PyObject *value) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(app->simple); i++)
        if ((PyObject *)Py_TYPE(value) == PyTuple_GET_ITEM(app->simple, i)) return true;
    return false;
}

// The response object that Python would make on the ASGI path; a new reference.
static PyObject *finished(const ApiCall *call, PyObject *result) {
    const ApiPlan *plan = call->plan;
    PyObject *given[1 + API_EXTRAS_MAX] = {result};
    memcpy(given + 1, call->extras, plan->extra_count * sizeof(*given));
    return PyObject_Vectorcall(plan->finish, given, 1 + plan->extra_count, NULL);
}

static void on_background_done(void *context, PyObject *result) {
    if (!result) py_host_error(context, "krait.api: after the client left");
}

// The client left: nobody gets the answer, but what was to be done after it is done.
static void run_background(const ApiCall *call, PyObject *result) {
    PyHost *host = call->app->host;
    PyObject *response = finished(call, result);
    PyObject *background = response ? PyObject_GetAttrString(response, "background") : NULL;
    PyObject *coroutine =
        background && background != Py_None ? PyObject_CallNoArgs(background) : NULL;
    if (coroutine) {
        py_host_run_take(host, coroutine, on_background_done, host);
    } else if (PyErr_Occurred()) {
        py_host_error(host, "krait.api: after the client left");
    }
    Py_XDECREF(background);
    Py_XDECREF(response);
}

// What is not plain.
static void answer_through_python(ApiCall *call, PyObject *result) {
    PyObject *response = finished(call, result);
    if (!response) {
        hand_over_error(call);
        return;
    }
    if (is_simple(call->app, response) && respond_simple(call, response)) {
        call_end(call);
    } else {
        hand_over(call, body_of(call), response);
    }
    Py_DECREF(response);
}

static void answer_json(ApiCall *call, PyObject *result) {
    ApiApp *app = call->app;
    app->text.len = 0;
    if (json_write(&app->text, result)) {
        respond_plain(call, slice_make(app->text.data, app->text.len));
        call_end(call);
    } else {
        answer_through_python(call, result);
    }
}

// The handler has returned.
static void answer(ApiCall *call, PyObject *result) {
    const ApiPlan *plan = call->plan;
    if (!call->conn) {
        if (plan->is_finished) run_background(call, result);
        call_end(call);
    } else if (plan->is_finished) {
        answer_through_python(call, result);
    } else if (is_simple(call->app, result) && respond_simple(call, result)) {
        call_end(call);
    } else if (plan->answer == API_ANSWER_JSON) {
        answer_json(call, result);
    } else if (plan->answer == API_ANSWER_TEXT && PyUnicode_CheckExact(result)) {
        Py_ssize_t len;
        const char *text = PyUnicode_AsUTF8AndSize(result, &len);
        if (!text) {
            PyErr_Clear();
            answer_through_python(call, result);
            return;
        }
        respond_plain(call, slice_make(text, (usize)len));
        call_end(call);
    } else if (plan->answer == API_ANSWER_CALL) {
        PyObject *body = PyObject_CallOneArg(plan->respond, result);
        if (body && PyBytes_CheckExact(body)) {
            respond_plain(call, bytes_slice(body));
            call_end(call);
        } else {
            PyErr_Clear();
            answer_through_python(call, result);
        }
        Py_XDECREF(body);
    } else {
        answer_through_python(call, result);
    }
}

// ---- Nodes

static void call_continue(ApiCall *call);

// `result` is borrowed; NULL: an error is raised. False: the call is over.
static bool node_done(ApiCall *call, PyObject *result) {
    if (!result) {
        if (call->conn) {
            hand_over_error(call);
        } else {
            py_host_error(call->app->host, "krait.api: after the client left");
            call_end(call);
        }
        return false;
    }
    call->results[call->node] = Py_NewRef(result);
    if (++call->node < call->plan->node_count) return true;
    answer(call, call->results[call->node - 1]);
    return false;
}

static void on_done(void *context, PyObject *result) {
    ApiCall *call = context;
    if (call->is_stepping) {
        // The coroutine ended in its first step: call_continue, below on the stack, goes on.
        call->is_stepping = false;
        if (result) {
            call->results[call->node] = Py_NewRef(result);
        } else {
            PyErr_Fetch(&call->error[0], &call->error[1], &call->error[2]);
        }
        return;
    }
    if (node_done(call, result)) call_continue(call);
}

static void offload(ApiCall *call, const ApiNode *node) {
    PyObject *none = PyTuple_New(0), *keywords = PyDict_New();
    bool is_good = none && keywords;
    for (u32 i = 0; is_good && i < node->arg_count; i++) {
        is_good = PyDict_SetItem(keywords, PyTuple_GET_ITEM(node->names, i),
                                 call->values[node->arg_at + i]) == 0;
    }
    PyHost *host = call->app->host;
    if (!is_good) {
        hand_over_error(call);
    } else if (!py_host_offload(host, node->call, none, keywords, on_done, call)) {
        NetField field = {SLICE_LITERAL("content-type"),
                          SLICE_LITERAL("text/plain; charset=utf-8")};
        PyErr_Clear();
        respond(call, 503, &field, 1, SLICE_LITERAL("Service Unavailable"));
        call_end(call);
    }
    Py_XDECREF(none);
    Py_XDECREF(keywords);
}

// Calls a `def` node, in a context of its own; new reference.
static PyObject *def_call(ApiCall *call, const ApiNode *node, bool is_handler) {
    ApiPlan *plan = call->plan;
    PyHost *host = call->app->host;
    PyObject *context = PyContext_CopyCurrent();
    if (!context || PyContext_Enter(context) < 0) {
        Py_XDECREF(context);
        return NULL;
    }
    i64 begin_ns = py_watch_begin(host);
    PyObject *result = PyObject_Vectorcall(node->call, call->values + node->arg_at, 0, node->names);
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    if (is_handler) py_watch_end(host, &plan->watch, begin_ns, plan->name);
    if (PyContext_Exit(context) < 0) PyErr_Clear();
    Py_DECREF(context);
    PyErr_Restore(type, error, traceback);
    return result;
}

// Goes on until a coroutine suspends, a thread is asked, or the request is answered.
static void call_continue(ApiCall *call) {
    ApiPlan *plan = call->plan;
    for (;;) {
        const ApiNode *node = &plan->nodes[call->node];
        bool is_handler = call->node + 1 == plan->node_count;
        for (u32 i = node->arg_at; i < node->arg_at + node->arg_count; i++) {
            const ApiArg *arg = &plan->args[i];
            if (arg->source == API_FROM_NODE) call->values[i] = call->results[arg->index];
            if (arg->source == API_FROM_EXTRA) call->values[i] = call->extras[arg->index];
        }
        PyObject *result;
        if (node->is_async) {
            PyObject *coroutine =
                PyObject_Vectorcall(node->call, call->values + node->arg_at, 0, node->names);
            if (!coroutine) {
                node_done(call, NULL);
                return;
            }
            call->is_stepping = true;
            PyObject *task = py_host_run_take(call->app->host, coroutine, on_done, call);
            if (task || call->is_stepping) {
                call->is_stepping = false;
                return;
            }
            result = call->results[call->node];
            call->results[call->node] = NULL;
            if (!result) {
                PyErr_Restore(call->error[0], call->error[1], call->error[2]);
                memset(call->error, 0, sizeof(call->error));
            }
        } else if (is_handler && py_watch_offloads(&plan->watch)) {
            offload(call, node);
            return;
        } else {
            result = def_call(call, node, is_handler);
        }
        bool goes_on = node_done(call, result);
        Py_XDECREF(result);
        if (!goes_on) return;
    }
}

// False: one could not be made; no error is raised.
static bool extras_make(ApiCall *call, const NetRequest *request) {
    const ApiPlan *plan = call->plan;
    for (u32 i = 0; i < plan->extra_count; i++) {
        const ApiExtra *extra = &plan->extras[i];
        if (!extra->takes_request) {
            call->extras[i] = PyObject_CallNoArgs(extra->make);
        } else {
            PyObject *given[2] = {py_header_list(call->app->host, request),
                                  py_bytes(http_span(request->input, request->head->query))};
            if (given[0] && given[1])
                call->extras[i] = PyObject_Vectorcall(extra->make, given, 2, NULL);
            Py_XDECREF(given[0]);
            Py_XDECREF(given[1]);
        }
        if (!call->extras[i]) {
            PyErr_Clear();
            return false;
        }
    }
    return true;
}

// The request and its body are here.
static void call_begin(ApiCall *call, Slice body) {
    NetRequest request;
    RouteMatch match;
    if (!net_conn_request(call->conn, &request)) {
        call_end(call);
        return;
    }
    Slice path = http_span(request.input, request.head->path);
    bool is_plain = route_tree_find(call->app->routes, path, 1u << request.head->method, &match) &&
                    api_args_read(call, &request, &match, body) && extras_make(call, &request);
    if (is_plain) {
        call->is_begun = true;
        call_continue(call);
    } else {
        hand_over(call, body, NULL);
    }
}

// ---- The loop's calls

// The plan for this request; NULL: it is ASGI's.
static ApiPlan *plan_of(const ApiApp *app, const NetRequest *request) {
    const HttpHead *head = request->head;
    RouteMatch match;
    Slice path = http_span(request->input, head->path);
    if (head->is_upgrade || PyDict_GET_SIZE(app->overrides) > 0) return NULL;
    if (memchr(path.data, '%', path.len)) return NULL;
    if (!route_tree_find(app->routes, path, 1u << head->method, &match)) return NULL;
    return app->plans[match.route];
}

static void on_request(void *context, NetConn *conn, const NetRequest *request) {
    ApiApp *app = context;
    ApiPlan *plan = plan_of(app, request);
    ApiCall *call = plan ? call_new(app, plan, conn) : NULL;
    if (!call) {
        app->asgi.on_request(app->asgi.context, conn, request);
        return;
    }
    net_conn_set_state(conn, call);
}

static bool body_keep(ApiCall *call, Slice data) {
    usize len = call->body_len + data.len;
    if (len > API_BODY_BYTES_MAX) return false;
    if (len > call->body_capacity) {
        usize capacity = 2 * len;
        u8 *grown = PyMem_Realloc(call->body, capacity);
        if (!grown) return false;
        call->body = grown;
        call->body_capacity = capacity;
    }
    if (data.len > 0) memcpy(call->body + call->body_len, data.data, data.len);
    call->body_len = len;
    return true;
}

static void on_body(void *context, NetConn *conn, Slice data, bool is_last) {
    ApiApp *app = context;
    ApiCall *call = call_of(conn);
    if (!call) {
        if (net_conn_state(conn)) app->asgi.on_body(app->asgi.context, conn, data, is_last);
        return;
    }
    if (is_last && call->body_len == 0) {
        // What arrived at once is read where it lies; kept, should the handler suspend and fail.
        if (data.len > 0 && !body_keep(call, data)) {
            call_end(call);
            net_conn_abort(conn);
            return;
        }
        call_begin(call, data);
        return;
    }
    if (!body_keep(call, data)) {
        NetField field = {SLICE_LITERAL("content-type"),
                          SLICE_LITERAL("text/plain; charset=utf-8")};
        respond(call, 413, &field, 1, SLICE_LITERAL("Content Too Large"));
        call_end(call);
    } else if (is_last) {
        call_begin(call, body_of(call));
    }
}

static void on_writable(void *context, NetConn *conn) {
    ApiApp *app = context;
    if (net_conn_state(conn) && !call_of(conn)) app->asgi.on_writable(app->asgi.context, conn);
}

static void on_gone(void *context, NetConn *conn) {
    ApiApp *app = context;
    ApiCall *call = call_of(conn);
    if (!call) {
        app->asgi.on_gone(app->asgi.context, conn);
        return;
    }
    call->conn = NULL;
    net_conn_set_state(conn, NULL);
    // A coroutine or a thread goes on, and ends the call when it is done.
    if (!call->is_begun) call_end(call);
}

static void on_drain(void *context, NetConn *conn) {
    ApiApp *app = context;
    if (net_conn_state(conn) && !call_of(conn)) app->asgi.on_drain(app->asgi.context, conn);
}

static void on_message(void *context, NetConn *conn, const WsStep *piece) {
    ApiApp *app = context;
    app->asgi.on_message(app->asgi.context, conn, piece);
}

static void on_ws_close(void *context, NetConn *conn, u32 code, Slice reason) {
    ApiApp *app = context;
    app->asgi.on_ws_close(app->asgi.context, conn, code, reason);
}

static void on_idle(void *context) {
    ApiApp *app = context;
    if (app->asgi.on_idle) app->asgi.on_idle(app->asgi.context);
}

static PyObject *startup(void *context, PyHost *host) {
    ApiApp *app = context;
    app->host = host;
    if (!py_asgi_handler(host, app->app, app->state, &app->asgi)) return NULL;
    return PyObject_CallMethod(app->app, "_native_startup", "O", app->state);
}

static PyObject *shutdown(void *context, PyHost *host) {
    ApiApp *app = context;
    (void)host;
    return PyObject_CallMethod(app->app, "_native_shutdown", "O", app->state);
}

void api_handler_fill(ApiApp *app, PyHandler *handler) {
    *handler = (PyHandler){.kind = "krait.api",
                           .context = app,
                           .free = api_app_free,
                           .startup = startup,
                           .shutdown = shutdown,
                           .on_request = on_request,
                           .on_body = on_body,
                           .on_writable = on_writable,
                           .on_gone = on_gone,
                           .on_drain = on_drain,
                           .on_message = on_message,
                           .on_ws_close = on_ws_close,
                           .on_idle = on_idle};
}

void api_app_free(void *context) {
    ApiApp *app = context;
    if (app->asgi.free) app->asgi.free(app->asgi.context);
    for (u32 i = 0; i < app->route_count; i++) api_plan_free(app->plans[i]);
    PyMem_Free(app->plans);
    route_tree_free(app->routes);
    while (app->free_calls) {
        ApiCall *call = app->free_calls;
        app->free_calls = call->next;
        PyMem_Free(call->body);
        PyMem_Free(call);
    }
    json_text_free(&app->text);
    json_keys_clear(&app->keys);
    Py_XDECREF(app->app);
    Py_XDECREF(app->state);
    Py_XDECREF(app->overrides);
    Py_XDECREF(app->outcomes);
    Py_XDECREF(app->simple);
    PyMem_Free(app);
}
