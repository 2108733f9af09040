// server/pyhost/py_host_priv.h — what the files of this room share: the module's state and a
// host's.
#pragma once

#include "server/pyhost/py_handler.h"

typedef enum {
#define X(NAME, text) PY_STR_##NAME,
#include "server/pyhost/py_strings.def"
#undef X
    PY_STR_COUNT,
} PyStr;

enum { PY_METHOD_COUNT = HTTP_METHOD_TRACE + 1 };

// Of one interpreter; owned references.
typedef struct {
    PyObject *strings[PY_STR_COUNT];
    PyObject *name_bytes[HTTP_FIELD_COUNT], *name_strs[HTTP_FIELD_COUNT];
    PyObject *cgi_names[HTTP_FIELD_COUNT];  // HTTP_HOST and the like
    PyObject *methods[PY_METHOD_COUNT];
    PyObject *empty_bytes;
    PyObject *host_type, *adopter_type, *exchange_type, *awaitable_type, *answer_type;
    PyObject *task_type, *enter_task, *leave_task, *set_running_loop;
} PyHostModule;

// Texts of a connection, made on its first request that asks.
typedef struct {
    PyObject *client, *server;            // owned
    PyObject *client_port, *server_port;  // owned: as text, or NULL
    bool is_trusted;                      // may speak for others: --forwarded-allow-ips
} PyPeer;

typedef struct PyAdopter PyAdopter;
typedef struct PyPool PyPool;
typedef struct PyLog PyLog;

// The Python object `_krait_server.Server`.
struct PyHost {
    PyObject_HEAD PyHostModule *module;
    PyObject *module_object;  // owned: keeps `module`
    NetLoop *net;             // owned
    PyHandler handler;
    PyObject *app;      // owned: keeps `handler`
    PyObject *asyncio;  // owned, as are its parts
    PyObject *ready, *scheduled;
    PyObject *events;     // owned, while waiting: what asyncio's descriptors have
    PyObject *root_path;  // owned str
    PyObject *proxy;     // owned: trust(host) and client(forwarded, proto); NULL: nobody is trusted
    PyObject *on_event;  // owned: called with what happened, a text and an error or None
    PyObject *metrics;   // owned: gives the text for `metrics_path`
    PyObject *metrics_path;  // owned str
    PyAdopter *spare;        // owned: the task that lends itself to first steps
    PyObject *pristine;      // owned: the context that each coroutine starts with
    PyThreadState *waiting;
    PyObject *stop_type, *stop, *stop_traceback;  // owned: SystemExit and the like
    PyPool *pool;                                 // owned
    PyLog *log;                                   // owned
    i64 block_ns;
    u32 concurrency_max, open_requests;
    u64 requests_max;
    u64 answers[6];  // by the status's first digit
    bool is_exiting;
};

static inline PyObject *py_str(const PyHost *host, PyStr name) {
    return host->module->strings[name];
}

// py_host.c
PyObject *py_host_type_new(PyObject *module);

void py_host_threads(PyHost *host);  // worker threads are wanted

// py_step.c
PyObject *py_adopter_type_new(PyObject *module);
void py_step_close(PyHost *host);  // lets the spare task end

// py_names.c: strings, names and methods of a new module. False: an error is raised.
bool py_cgi_name(Slice name, char *cgi, usize capacity);  // false: could be mistaken for another
bool py_names_init(PyHostModule *state);
PyPeer *py_peer(PyHost *host, NetConn *conn);
void py_peer_free(PyPeer *peer);

// py_pool.c
bool py_pool_new(PyHost *host, u32 thread_count, u32 queue_count);
void py_pool_take(PyHost *host);  // tells what is finished
PyObject *py_pool_run(PyHost *host);
void py_pool_close(PyPool *pool);
void py_pool_free(PyPool *pool);

// py_log.c: the access log, gathered and written when the loop has a moment.
bool py_log_new(PyHost *host, bool is_json, bool is_coloured);
void py_log_answer(PyHost *host, NetConn *conn, const NetRequest *request, u32 status);
void py_log_flush(PyLog *log);
void py_log_free(PyLog *log);

// Both fill `handler`, whose context they own. False: an error is raised.
PyObject *asgi_exchange_type_new(PyObject *module);
PyObject *asgi_awaitable_type_new(PyObject *module);
bool asgi_host_attach(PyHost *host, PyObject *app, PyObject *state);
PyObject *wsgi_call_type_new(PyObject *module);
bool wsgi_host_attach(PyHost *host, PyObject *app);
