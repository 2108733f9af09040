// server/pyhost/py_handler.h — how a Python application is attached to an event loop.
//
//   the application has                    and is served by
//   __krait_handler__()                    the PyHandler in the capsule that this returns
//   (krait.api) async def app(scope, receive, send)    asgi_host def app(environ, start_response)
//   wsgi_host
//
//   A PyHost is one loop with its interpreter: the NetLoop, and an asyncio loop that waits on the
//   same epoll. All calls are made on its thread with the interpreter held; a handler that waits
//   gives neither away, it comes back later.
//
//   head read           on_request   answer now (net_respond…), or keep the NetConn and answer
//   later body, as it comes   on_body      `is_last` exactly once; slices lie in the loop's input
//   output has room     on_writable  after STATUS_FULL
//   the peer left       on_gone      the NetConn is dead from here on
//   a stop has begun    on_drain     for each open request: end what has no end (event streams)
//   WebSocket           on_message, on_ws_close, after net_ws_accept
//
//   Zero copy: `request` is where it was received. Until the answer has ended, net_conn_request
//   tells where it is now; who needs it longer keeps a py_request_copy.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "server/net/net_loop.h"

typedef struct PyHost PyHost;

#define PY_HANDLER_CAPSULE "krait.PyHandler"

// Zeroed members are calls that nobody needs, but for on_request.
typedef struct {
    const char *kind;             // static: what the log says is served
    void *context;                // the first argument of all others
    void (*free)(void *context);  // the host is closed; also where it did not start
    // Before the server listens, and after its last request: a new reference to None or to an
    // awaitable that is awaited. NULL: a Python error is raised, and the server does not start.
    PyObject *(*startup)(void *context, PyHost *host);
    PyObject *(*shutdown)(void *context, PyHost *host);
    void (*on_request)(void *context, NetConn *conn, const NetRequest *request);
    void (*on_body)(void *context, NetConn *conn, Slice data, bool is_last);
    void (*on_writable)(void *context, NetConn *conn);
    void (*on_gone)(void *context, NetConn *conn);
    void (*on_drain)(void *context, NetConn *conn);
    void (*on_message)(void *context, NetConn *conn, const WsStep *piece);
    void (*on_ws_close)(void *context, NetConn *conn, u32 code, Slice reason);
    // Between turns, when the interpreter is about to be given up.
    void (*on_idle)(void *context);
} PyHandler;

// The calls of an ASGI application, for a handler that leaves some requests to it: on_request,
// then on_body until `is_last`. It keeps its state at the connection; its exchanges start with a
// reference count. `state`: lifespan's dictionary, or None. False: a Python error is raised.
bool py_asgi_handler(PyHost *host, PyObject *app, PyObject *state, PyHandler *handler);

PyObject *py_host_asyncio(const PyHost *host);  // borrowed: asyncio's loop
NetLoop *py_host_net(const PyHost *host);
PyObject *py_host_root_path(const PyHost *host);  // borrowed str: --root-path
// What the peer is called where a trusted proxy speaks for it; else its own address. New references
// to a (host, port) tuple or None, and, from the first, a borrowed scheme.
PyObject *py_host_client(PyHost *host, NetConn *conn, const NetRequest *request);
const char *py_host_scheme(PyHost *host, NetConn *conn, const NetRequest *request);

// ---- Coroutines

// `result` is borrowed; NULL: a Python error is raised, which the callee takes (PyErr_Fetch, or
// py_host_error to log it).
typedef void PyDone(void *context, PyObject *result);

// Runs a coroutine (takes the reference): its first step by hand, at once, with a current task of
// its own; only if it suspends does that task take it over. `done` is called once: before this
// returns if the coroutine did not suspend. Returns the task, borrowed until `done`, or NULL where
// `done` was called.
PyObject *py_host_run_take(PyHost *host, PyObject *coroutine, PyDone *done, void *context);

// Around a direct call of code that is not async: there is no running loop for it, so that it may
// use asyncio.run. Errors that are raised stay.
void py_host_loop_hide(PyHost *host);
void py_host_loop_show(PyHost *host);

// Writes the error that is raised to the log, with its traceback, and clears it. SystemExit and
// KeyboardInterrupt stop the server instead.
void py_host_error(PyHost *host, const char *what);

// ---- Calls on worker threads

// Calls callable(*arguments, **keywords) (`keywords` may be NULL) on a worker thread, in a copy of
// the current context, and `done` with its result on the loop's thread. False: the queue is full
// (answer 503), nothing was taken.
bool py_host_offload(PyHost *host, PyObject *callable, PyObject *arguments, PyObject *keywords,
                     PyDone *done, void *context);

// One per route, zeroed, with the owner's life. A route whose direct call took longer than
// --block-ms three times belongs on worker threads from then on, which is logged once.
typedef enum { PY_BLOCK_WATCHED, PY_BLOCK_NEVER, PY_BLOCK_ALWAYS } PyBlocking;
typedef struct {
    PyBlocking blocking;  // `blocking=` fixes it
    u32 slow_count;
} PyRouteWatch;

i64 py_watch_begin(const PyHost *host);  // a time for py_watch_end
void py_watch_end(PyHost *host, PyRouteWatch *watch, i64 begin_ns, const char *route);
static inline bool py_watch_offloads(const PyRouteWatch *watch) {
    return watch->blocking == PY_BLOCK_ALWAYS;
}

// ---- Requests and their parts as Python objects (new references; NULL: an error is raised)

// A copy of head and bytes in one piece, for who outlives the call; PyMem_Free. NULL: no memory.
NetRequest *py_request_copy(const NetRequest *request);

PyObject *py_latin1(Slice text);
PyObject *py_bytes(Slice text);
PyObject *py_method(PyHost *host, const NetRequest *request);  // interned str where it is known
PyObject *py_path(const NetRequest *request);                  // decoded, UTF-8
PyObject *py_name_bytes(PyHost *host, const NetRequest *request, const HttpField *field);
PyObject *py_name_str(PyHost *host, const NetRequest *request, const HttpField *field);
// ASGI's list of (name, value) pairs of bytes.
PyObject *py_header_list(PyHost *host, const NetRequest *request);
