// _krait_server.Server: a loop and the application on it, as asyncio's selector drives it.
#include "server/pyhost/py_host_priv.h"

#include "os/clock.h"
#include "os/poll.h"

#include <stddef.h>

enum { NS_PER_MS = 1000000, MS_PER_S = 1000, ASYNCIO_READ = 1, ASYNCIO_WRITE = 2 };
enum { OWN_FIELDS_MAX = 64 };

PyObject *py_host_asyncio(const PyHost *host) {
    return host->asyncio;
}

NetLoop *py_host_net(const PyHost *host) {
    return host->net;
}

PyObject *py_host_root_path(const PyHost *host) {
    return host->root_path;
}

static void event_tell(PyHost *host, const char *kind, const char *text, PyObject *error) {
    if (!host->on_event) return;
    PyObject *told = PyObject_CallFunction(host->on_event, "ssO", kind, text, error);
    if (!told) PyErr_WriteUnraisable(host->on_event);
    Py_XDECREF(told);
}

void py_host_threads(PyHost *host) {
    event_tell(host, "threads", "", Py_None);
}

void py_host_error(PyHost *host, const char *what) {
    if (!PyErr_Occurred()) return;
    if (!PyErr_ExceptionMatches(PyExc_Exception) && !host->stop_type &&
        (PyErr_ExceptionMatches(PyExc_SystemExit) ||
         PyErr_ExceptionMatches(PyExc_KeyboardInterrupt))) {
        PyErr_Fetch(&host->stop_type, &host->stop, &host->stop_traceback);
        return;
    }
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyErr_NormalizeException(&type, &error, &traceback);
    if (error && traceback) PyException_SetTraceback(error, traceback);
    if (host->on_event && error) {
        event_tell(host, "error", what, error);
        Py_XDECREF(type);
        Py_XDECREF(error);
        Py_XDECREF(traceback);
        return;
    }
    PyErr_Restore(type, error, traceback);
    PyErr_WriteUnraisable(host->app);
}

static void running_loop_set(PyHost *host, PyObject *loop) {
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyObject *set = PyObject_CallOneArg(host->module->set_running_loop, loop);
    if (!set) PyErr_WriteUnraisable(host->app);
    Py_XDECREF(set);
    PyErr_Restore(type, error, traceback);
}

void py_host_loop_hide(PyHost *host) {
    running_loop_set(host, Py_None);
}

void py_host_loop_show(PyHost *host) {
    running_loop_set(host, host->asyncio);
}

i64 py_watch_begin(const PyHost *host) {
    return host->block_ns > 0 ? os_clock_monotonic_ns() : 0;
}

void py_watch_end(PyHost *host, PyRouteWatch *watch, i64 begin_ns, const char *route) {
    enum { SLOW_COUNT_MAX = 3 };
    if (host->block_ns <= 0 || watch->blocking != PY_BLOCK_WATCHED) return;
    if (os_clock_monotonic_ns() - begin_ns <= host->block_ns) return;
    if (++watch->slow_count < SLOW_COUNT_MAX) return;
    watch->blocking = PY_BLOCK_ALWAYS;
    event_tell(host, "slow", route, Py_None);
}

// ---- The loop's calls, passed on

static bool is_metrics(const PyHost *host, const NetRequest *request) {
    if (!host->metrics) return false;
    Py_ssize_t len;
    const char *path = PyUnicode_AsUTF8AndSize(host->metrics_path, &len);
    return path && slice_equal(http_span(request->input, request->head->path),
                               slice_make(path, (usize)len));
}

static void metrics_answer(PyHost *host, NetConn *conn) {
    static const NetField fields[] = {
        {{(const u8 *)"content-type", 12}, {(const u8 *)"text/plain; version=0.0.4", 25}}};
    PyObject *text = PyObject_CallNoArgs(host->metrics);
    Py_ssize_t len = 0;
    const char *body = text ? PyUnicode_AsUTF8AndSize(text, &len) : NULL;
    if (!body) py_host_error(host, "metrics");
    Status ignored =
        net_respond(conn, body ? 200 : 500, fields, 1, slice_make(body ? body : "", (usize)len));
    (void)ignored;
    Py_XDECREF(text);
}

static void on_request(void *context, NetConn *conn, const NetRequest *request) {
    PyHost *host = context;
    if (is_metrics(host, request)) {
        host->open_requests++;
        metrics_answer(host, conn);
        return;
    }
    if (host->concurrency_max > 0 && host->open_requests >= host->concurrency_max) {
        static const NetField fields[] = {
            {{(const u8 *)"content-type", 12}, {(const u8 *)"text/plain; charset=utf-8", 25}},
            {{(const u8 *)"connection", 10}, {(const u8 *)"close", 5}}};
        host->open_requests++;  // on_answered takes it back
        Status ignored = net_respond(conn, 503, fields, 2, SLICE_LITERAL("Service Unavailable"));
        (void)ignored;
        return;
    }
    host->open_requests++;
    host->handler.on_request(host->handler.context, conn, request);
}

static void on_body(void *context, NetConn *conn, Slice data, bool is_last) {
    const PyHandler *handler = &((PyHost *)context)->handler;
    if (handler->on_body) handler->on_body(handler->context, conn, data, is_last);
}

static void on_writable(void *context, NetConn *conn) {
    const PyHandler *handler = &((PyHost *)context)->handler;
    if (handler->on_writable) handler->on_writable(handler->context, conn);
}

static void on_gone(void *context, NetConn *conn) {
    PyHost *host = context;
    host->open_requests--;
    if (host->handler.on_gone) host->handler.on_gone(host->handler.context, conn);
}

static void on_drain(void *context, NetConn *conn) {
    const PyHandler *handler = &((PyHost *)context)->handler;
    if (handler->on_drain) handler->on_drain(handler->context, conn);
}

static void on_message(void *context, NetConn *conn, const WsStep *piece) {
    const PyHandler *handler = &((PyHost *)context)->handler;
    if (handler->on_message) handler->on_message(handler->context, conn, piece);
}

static void on_ws_close(void *context, NetConn *conn, u32 code, Slice reason) {
    const PyHandler *handler = &((PyHost *)context)->handler;
    if (handler->on_ws_close) handler->on_ws_close(handler->context, conn, code, reason);
}

static void on_answered(void *context, NetConn *conn, const NetRequest *request, u32 status) {
    PyHost *host = context;
    host->answers[status / 100 % 6]++;
    if (request) host->open_requests--;
    if (host->log) py_log_answer(host, conn, request, status);
    u64 requests = net_loop_totals(host->net).requests + 1;
    if (host->requests_max > 0 && requests >= host->requests_max && !host->is_exiting) {
        enum { DRAIN_MS = 30000, IDLE_MS = 1000 };
        host->is_exiting = true;
        net_loop_set_drain(host->net, DRAIN_MS, IDLE_MS);
        net_loop_stop(host->net);
    }
}

static void on_close(void *context, NetConn *conn) {
    (void)context;
    py_peer_free(net_conn_kept(conn));
    net_conn_keep(conn, NULL);
}

static void event_add(PyHost *host, int fd, long events) {
    PyObject *pair = Py_BuildValue("(il)", fd, events);
    if (!pair || PyList_Append(host->events, pair) != 0) PyErr_WriteUnraisable(host->app);
    Py_XDECREF(pair);
}

static void on_watch(void *context, int fd, u32 events) {
    long told = 0;
    if (events & (OS_POLL_IN | OS_POLL_ENDED)) told |= ASYNCIO_READ;
    if (events & (OS_POLL_OUT | OS_POLL_ENDED)) told |= ASYNCIO_WRITE;
    event_add(context, fd, told);
}

static void before_wait(void *context) {
    PyHost *host = context;
    if (host->log) py_log_flush(host->log);
    host->waiting = PyEval_SaveThread();
}

static void after_wait(void *context) {
    PyEval_RestoreThread(((PyHost *)context)->waiting);
}

// ---- Making and ending

typedef struct {
    const char *name;
    usize offset;
    bool is_wide;
} Setting;

#define LIMIT32(name, member) {name, offsetof(NetLimits, member), false}
#define LIMIT64(name, member) {name, offsetof(NetLimits, member), true}
static const Setting settings[] = {
    LIMIT32("header_bytes", http.head_bytes_max),
    LIMIT32("url_bytes", http.target_bytes_max),
    LIMIT32("header_count", http.field_count_max),
    LIMIT64("body_bytes", http.body_bytes_max),
    LIMIT32("connections", connections_max),
    LIMIT32("header_timeout_ms", header_timeout_ms),
    LIMIT32("body_timeout_ms", body_timeout_ms),
    LIMIT32("idle_timeout_ms", idle_timeout_ms),
    LIMIT32("body_rate", body_rate_min),
    LIMIT32("ws_ping_ms", ws_ping_ms),
    LIMIT32("ws_pong_ms", ws_pong_ms),
    LIMIT32("write_timeout_ms", write_timeout_ms),
    LIMIT32("drain_timeout_ms", drain_timeout_ms),
    LIMIT32("output_bytes", output_bytes_max),
    LIMIT64("ws_message_bytes", ws.message_bytes_max),
    LIMIT32("ws_fragments", ws.fragment_count_max),
};
#undef LIMIT32
#undef LIMIT64

static bool setting_read(NetLimits *limits, PyObject *name, PyObject *value) {
    for (usize i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        if (PyUnicode_CompareWithASCIIString(name, settings[i].name) != 0) continue;
        u8 *place = (u8 *)limits + settings[i].offset;
        unsigned long long number = PyLong_AsUnsignedLongLong(value);
        if (PyErr_Occurred()) return false;
        if (settings[i].is_wide) {
            *(u64 *)(void *)place = number;
        } else {
            *(u32 *)(void *)place = number > UINT32_MAX ? UINT32_MAX : (u32)number;
        }
        return true;
    }
    if (PyUnicode_CompareWithASCIIString(name, "ws_deflate") == 0) {
        limits->ws.is_deflate = PyObject_IsTrue(value) == 1;
        return true;
    }
    // Those are no limits: own_fields_set takes them.
    if (PyUnicode_CompareWithASCIIString(name, "fields") == 0) return true;
    if (PyUnicode_CompareWithASCIIString(name, "date") == 0) return true;
    PyErr_Format(PyExc_TypeError, "there is no limit %R", name);
    return false;
}

// What every answer has: fields=[(name, value), …] in bytes, date=True.
static bool own_fields_set(PyHost *host, PyObject *keywords) {
    PyObject *given = keywords ? PyDict_GetItemString(keywords, "fields") : NULL;
    PyObject *date = keywords ? PyDict_GetItemString(keywords, "date") : NULL;
    NetField fields[OWN_FIELDS_MAX];
    usize count = 0;
    if (given && !PyList_Check(given)) {
        PyErr_SetString(PyExc_TypeError, "fields is a list of pairs");
        return false;
    }
    for (Py_ssize_t i = 0; given && i < PyList_GET_SIZE(given); i++) {
        const char *name, *value;
        Py_ssize_t name_len, value_len;
        if (count == OWN_FIELDS_MAX) {
            PyErr_SetString(PyExc_ValueError, "too many fields");
            return false;
        }
        if (!PyArg_ParseTuple(PyList_GET_ITEM(given, i), "y#y#", &name, &name_len, &value,
                              &value_len)) {
            return false;
        }
        fields[count++] =
            (NetField){slice_make(name, (usize)name_len), slice_make(value, (usize)value_len)};
    }
    Status status =
        net_loop_set_fields(host->net, fields, count, !date || PyObject_IsTrue(date) == 1);
    if (status != STATUS_OK) PyErr_SetString(PyExc_ValueError, "fields that may not be sent");
    return status == STATUS_OK;
}

static PyObject *host_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    if (PyTuple_GET_SIZE(arguments) > 0) {
        PyErr_SetString(PyExc_TypeError, "limits are given by name");
        return NULL;
    }
    NetLimits limits = net_limits_default();
    PyObject *name, *value;
    Py_ssize_t at = 0;
    while (keywords && PyDict_Next(keywords, &at, &name, &value)) {
        if (!setting_read(&limits, name, value)) return NULL;
    }
    PyHost *host = (PyHost *)type->tp_alloc(type, 0);
    if (!host) return NULL;
    host->module_object = Py_XNewRef(PyType_GetModule(type));
    host->module = host->module_object ? PyModule_GetState(host->module_object) : NULL;
    host->root_path = PyUnicode_FromString("");
    NetHandler handler = {.context = host,
                          .on_request = on_request,
                          .on_body = on_body,
                          .on_writable = on_writable,
                          .on_message = on_message,
                          .on_ws_close = on_ws_close,
                          .on_gone = on_gone,
                          .on_drain = on_drain,
                          .on_answered = on_answered,
                          .on_close = on_close,
                          .on_watch = on_watch,
                          .before_wait = before_wait,
                          .after_wait = after_wait};
    Status status = net_loop_new(&limits, &handler, &host->net);
    if (status != STATUS_OK || !host->module || !host->root_path) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_OSError, status_text(status));
        Py_CLEAR(host);
    } else if (!own_fields_set(host, keywords)) {
        Py_CLEAR(host);
    }
    return (PyObject *)host;
}

static int host_traverse(PyObject *self, visitproc visit, void *arg) {
    PyHost *host = (PyHost *)self;
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(host->module_object);
    Py_VISIT(host->app);
    Py_VISIT(host->asyncio);
    Py_VISIT(host->ready);
    Py_VISIT(host->scheduled);
    Py_VISIT(host->events);
    Py_VISIT(host->proxy);
    Py_VISIT(host->on_event);
    Py_VISIT(host->metrics);
    Py_VISIT((PyObject *)host->spare);
    Py_VISIT(host->pristine);
    return 0;
}

static int host_clear(PyObject *self) {
    PyHost *host = (PyHost *)self;
    Py_CLEAR(host->app);
    Py_CLEAR(host->asyncio);
    Py_CLEAR(host->ready);
    Py_CLEAR(host->scheduled);
    Py_CLEAR(host->events);
    Py_CLEAR(host->proxy);
    Py_CLEAR(host->on_event);
    Py_CLEAR(host->metrics);
    Py_CLEAR(host->metrics_path);
    Py_CLEAR(host->spare);
    Py_CLEAR(host->pristine);
    Py_CLEAR(host->stop_type);
    Py_CLEAR(host->stop);
    Py_CLEAR(host->stop_traceback);
    return 0;
}

static void net_end(PyHost *host) {
    NetLoop *net = host->net;
    py_pool_free(host->pool);
    host->pool = NULL;
    host->net = NULL;
    net_loop_free(net);
    if (host->handler.free) host->handler.free(host->handler.context);
    host->handler = (PyHandler){0};
    if (host->log) py_log_flush(host->log);
    py_log_free(host->log);
    host->log = NULL;
}

static void host_dealloc(PyObject *self) {
    PyHost *host = (PyHost *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    net_end(host);
    host_clear(self);
    Py_CLEAR(host->root_path);
    Py_CLEAR(host->module_object);
    type->tp_free(self);
    Py_DECREF(type);
}

// ---- Methods

static PyObject *none_or_error(Status status, const char *what) {
    if (status == STATUS_OK) Py_RETURN_NONE;
    PyErr_Format(PyExc_OSError, "%s: %s", what, status_text(status));
    return NULL;
}

static bool capsule_attach(PyHost *host, PyObject *app) {
    PyObject *capsule = PyObject_CallMethod(app, "__krait_handler__", NULL);
    if (!capsule) return false;
    const PyHandler *found = PyCapsule_GetPointer(capsule, PY_HANDLER_CAPSULE);
    if (found) host->handler = *found;
    Py_DECREF(capsule);
    return found != NULL;
}

PyDoc_STRVAR(attach_doc,
             "attach(loop, app, kind, *, root_path='', state=None, proxy=None, on_event=None,\n"
             "       block_ms=5.0, threads=0, queue=1024, concurrency=0, requests=0, log=None,\n"
             "       metrics_path='', metrics=None)\n--\n\n"
             "Says which application is served on which asyncio loop. kind: 'asgi', 'wsgi' or\n"
             "'krait'. log: 'plain', 'colour' or 'json'.");

static bool asyncio_attach(PyHost *host, PyObject *loop) {
    host->asyncio = Py_NewRef(loop);
    host->ready = PyObject_GetAttrString(loop, "_ready");
    host->scheduled = PyObject_GetAttrString(loop, "_scheduled");
    host->pristine = PyContext_CopyCurrent();
    return host->ready && host->scheduled && PyList_Check(host->scheduled) && host->pristine;
}

static bool app_attach(PyHost *host, PyObject *app, const char *kind, PyObject *state) {
    host->app = Py_NewRef(app);
    if (kind[0] == 'k') return capsule_attach(host, app);
    if (kind[0] == 'w') return wsgi_host_attach(host, app);
    return asgi_host_attach(host, app, state);
}

static bool log_attach(PyHost *host, const char *log) {
    return !log || py_log_new(host, log[0] == 'j', log[0] == 'c');
}

static PyObject *host_attach(PyObject *self, PyObject *arguments, PyObject *keywords) {
    static char *names[] = {"loop",    "app",          "kind",        "root_path",
                            "state",   "proxy",        "on_event",    "block_ms",
                            "threads", "queue",        "concurrency", "requests",
                            "log",     "metrics_path", "metrics",     NULL};
    PyHost *host = (PyHost *)self;
    PyObject *loop, *app, *root_path = NULL, *state = Py_None, *proxy = NULL, *on_event = NULL;
    PyObject *metrics_path = NULL, *metrics = NULL;
    const char *kind, *log = NULL;
    double block_ms = 5.0;
    unsigned int threads = 0, queue = 1024, concurrency = 0;
    unsigned long long requests = 0;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "OOs|$UOOOdIIIKzUO:attach", names, &loop,
                                     &app, &kind, &root_path, &state, &proxy, &on_event, &block_ms,
                                     &threads, &queue, &concurrency, &requests, &log, &metrics_path,
                                     &metrics)) {
        return NULL;
    }
    if (host->app) {
        PyErr_SetString(PyExc_RuntimeError, "an application is attached already");
        return NULL;
    }
    if (root_path) Py_XSETREF(host->root_path, Py_NewRef(root_path));
    host->proxy = Py_XNewRef(proxy);
    if (on_event && on_event != Py_None) host->on_event = Py_NewRef(on_event);
    if (metrics) {
        host->metrics = Py_NewRef(metrics);
        host->metrics_path = Py_NewRef(metrics_path);
    }
    host->block_ns = (i64)(block_ms * (double)NS_PER_MS);
    host->concurrency_max = concurrency;
    host->requests_max = requests;
    if (!asyncio_attach(host, loop) || !app_attach(host, app, kind, state)) return NULL;
    if (!log_attach(host, log)) return NULL;
    if (threads > 0 && !py_pool_new(host, threads, queue)) return NULL;
    Py_RETURN_NONE;
}

static PyObject *host_startup(PyObject *self, PyObject *ignored) {
    PyHost *host = (PyHost *)self;
    (void)ignored;
    if (!host->handler.startup) Py_RETURN_NONE;
    return host->handler.startup(host->handler.context, host);
}

static PyObject *host_shutdown(PyObject *self, PyObject *ignored) {
    PyHost *host = (PyHost *)self;
    (void)ignored;
    if (!host->handler.shutdown) Py_RETURN_NONE;
    return host->handler.shutdown(host->handler.context, host);
}

static PyObject *host_adopt(PyObject *self, PyObject *fd) {
    int number = PyObject_AsFileDescriptor(fd);
    if (number < 0) return NULL;
    return none_or_error(net_loop_adopt(((PyHost *)self)->net, number), "cannot listen");
}

static PyObject *host_watch(PyObject *self, PyObject *arguments) {
    int fd;
    unsigned int events;
    if (!PyArg_ParseTuple(arguments, "iI:watch", &fd, &events)) return NULL;
    if (!((PyHost *)self)->net) Py_RETURN_NONE;
    u32 told = 0;
    if (events & ASYNCIO_READ) told |= OS_POLL_IN;
    if (events & ASYNCIO_WRITE) told |= OS_POLL_OUT;
    Status status = net_loop_watch(((PyHost *)self)->net, fd, told);
    if (status == STATUS_INVALID) {
        PyErr_Format(PyExc_PermissionError, "descriptor %d cannot be waited for", fd);
        return NULL;
    }
    // Whoever closed it first has ended the watch, too.
    if (told == 0) Py_RETURN_NONE;
    return none_or_error(status, "cannot wait for a descriptor");
}

// Whether asyncio has something to do: then it must go on.
typedef struct {
    Py_ssize_t scheduled_count;
    PyObject *first;
} AsyncioSeen;

static AsyncioSeen asyncio_look(const PyHost *host) {
    Py_ssize_t count = PyList_GET_SIZE(host->scheduled);
    return (AsyncioSeen){count, count > 0 ? PyList_GET_ITEM(host->scheduled, 0) : NULL};
}

static bool asyncio_is_due(const PyHost *host, AsyncioSeen before) {
    AsyncioSeen now = asyncio_look(host);
    if (now.scheduled_count != before.scheduled_count || now.first != before.first) return true;
    return PyObject_Size(host->ready) != 0;
}

static bool stop_raise(PyHost *host) {
    if (!host->stop_type) return false;
    PyErr_Restore(host->stop_type, host->stop, host->stop_traceback);
    host->stop_type = host->stop = host->stop_traceback = NULL;
    return true;
}

static i32 wait_ms(i64 deadline_ns) {
    if (deadline_ns < 0) return -1;
    i64 left = deadline_ns - os_clock_monotonic_ns();
    if (left <= 0) return 0;
    i64 wait = (left + NS_PER_MS - 1) / NS_PER_MS;
    return wait > INT32_MAX ? INT32_MAX : (i32)wait;
}

PyDoc_STRVAR(
    select_doc,
    "select(timeout)\n--\n\nServes until asyncio has something to do: descriptors of its own "
    "are ready (returned as\n(fd, events) pairs), callbacks were scheduled, the time is up, "
    "or the server is done.");

// A handler may schedule something, or a signal handler run: each turn looks.
static bool turns(PyHost *host, i64 deadline_ns) {
    AsyncioSeen before = asyncio_look(host);
    for (;;) {
        i32 wait = wait_ms(deadline_ns);
        Status status = net_loop_turn(host->net, wait);
        if (status != STATUS_OK) {
            PyErr_SetString(PyExc_OSError, status_text(status));
            return false;
        }
        if (host->handler.on_idle) host->handler.on_idle(host->handler.context);
        if (host->pool) py_pool_take(host);
        if (stop_raise(host) || PyErr_CheckSignals() != 0) return false;
        if (PyList_GET_SIZE(host->events) > 0 || asyncio_is_due(host, before)) return true;
        if (wait == 0 || net_loop_is_done(host->net)) return true;
        if (deadline_ns >= 0 && os_clock_monotonic_ns() >= deadline_ns) return true;
    }
}

static PyObject *host_select(PyObject *self, PyObject *timeout) {
    PyHost *host = (PyHost *)self;
    i64 deadline_ns = -1;
    if (!host->net || !host->ready) return PyList_New(0);
    if (timeout != Py_None) {
        double seconds = PyFloat_AsDouble(timeout);
        if (seconds == -1.0 && PyErr_Occurred()) return NULL;
        if (seconds < 0) seconds = 0;
        deadline_ns = seconds == 0 ? 0 : os_clock_monotonic_ns() + (i64)(seconds * 1e9);
    }
    host->events = PyList_New(0);
    if (!host->events) return NULL;
    bool is_good = turns(host, deadline_ns);
    PyObject *events = host->events;
    host->events = NULL;
    if (!is_good) Py_CLEAR(events);
    return events;
}

static PyObject *host_stop(PyObject *self, PyObject *arguments) {
    PyHost *host = (PyHost *)self;
    double timeout = 30, idle = 0;
    if (!PyArg_ParseTuple(arguments, "|dd:stop", &timeout, &idle)) return NULL;
    if (!host->net) Py_RETURN_NONE;
    double most = UINT32_MAX / 2.0, scale = MS_PER_S;
    net_loop_set_drain(host->net, (u32)(timeout * scale < most ? timeout * scale : most),
                       (u32)(idle * scale));
    net_loop_stop(host->net);
    Py_RETURN_NONE;
}

static PyObject *host_wake(PyObject *self, PyObject *ignored) {
    (void)ignored;
    if (((PyHost *)self)->net) net_loop_wake(((PyHost *)self)->net);
    Py_RETURN_NONE;
}

static PyObject *host_is_done(PyObject *self, PyObject *ignored) {
    PyHost *host = (PyHost *)self;
    (void)ignored;
    return PyBool_FromLong(!host->net || net_loop_is_done(host->net));
}

static PyObject *host_is_stopping(PyObject *self, PyObject *ignored) {
    (void)ignored;
    return PyBool_FromLong(((PyHost *)self)->is_exiting);
}

static PyObject *host_totals(PyObject *self, PyObject *ignored) {
    PyHost *host = (PyHost *)self;
    (void)ignored;
    if (!host->net) return PyDict_New();
    NetTotals totals = net_loop_totals(host->net);
    return Py_BuildValue(
        "{s:K,s:K,s:K,s:K,s:K,s:K,s:K,s:I,s:I,s:(KKKKK)}", "accepted",
        (unsigned long long)totals.accepted, "refused", (unsigned long long)totals.refused,
        "requests", (unsigned long long)totals.requests, "bytes_in",
        (unsigned long long)totals.bytes_in, "bytes_out", (unsigned long long)totals.bytes_out,
        "timeouts", (unsigned long long)totals.timeouts, "errors",
        (unsigned long long)totals.errors, "connections", totals.open, "open_requests",
        host->open_requests, "answers", (unsigned long long)host->answers[1],
        (unsigned long long)host->answers[2], (unsigned long long)host->answers[3],
        (unsigned long long)host->answers[4], (unsigned long long)host->answers[5]);
}

static PyObject *host_work(PyObject *self, PyObject *ignored) {
    (void)ignored;
    return py_pool_run((PyHost *)self);
}

// Before the loop's last steps: the waiting task ends, workers go home.
static PyObject *host_finish(PyObject *self, PyObject *ignored) {
    PyHost *host = (PyHost *)self;
    (void)ignored;
    py_step_close(host);
    if (host->pool) py_pool_close(host->pool);
    Py_RETURN_NONE;
}

static PyObject *host_close(PyObject *self, PyObject *ignored) {
    (void)ignored;
    net_end((PyHost *)self);
    host_clear(self);
    Py_RETURN_NONE;
}

PyObject *py_host_type_new(PyObject *module) {
    static PyMethodDef methods[] = {
        {"attach", (PyCFunction)(void (*)(void))host_attach, METH_VARARGS | METH_KEYWORDS,
         attach_doc},
        {"startup", host_startup, METH_NOARGS, "What to await before listening, or None."},
        {"shutdown", host_shutdown, METH_NOARGS, "What to await after the last request, or None."},
        {"adopt", host_adopt, METH_O, "Accepts from a listening socket; the descriptor is taken."},
        {"watch", host_watch, METH_VARARGS, "Waits for a descriptor of asyncio's; 0: no longer."},
        {"select", host_select, METH_O, select_doc},
        {"stop", host_stop, METH_VARARGS, "stop(timeout, idle): ends in an orderly way."},
        {"wake", host_wake, METH_NOARGS, "Ends a wait; from any thread."},
        {"is_done", host_is_done, METH_NOARGS, "Stopped, and no connection is left."},
        {"is_stopping", host_is_stopping, METH_NOARGS, "It answered as much as it may."},
        {"totals", host_totals, METH_NOARGS, "Counters."},
        {"work", host_work, METH_NOARGS, "A worker thread's life."},
        {"finish", host_finish, METH_NOARGS, "Ends what belongs to the host on asyncio's loop."},
        {"close", host_close, METH_NOARGS, "Frees everything."},
        {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {
        {Py_tp_new, (void *)host_new},     {Py_tp_traverse, (void *)host_traverse},
        {Py_tp_clear, (void *)host_clear}, {Py_tp_dealloc, (void *)host_dealloc},
        {Py_tp_methods, methods},          {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_server.Server",
                               .basicsize = sizeof(PyHost),
                               .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}
