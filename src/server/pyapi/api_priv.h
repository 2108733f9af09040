// server/pyapi/api_priv.h — an application's routes as plans, and a request on its way through one.
//
//   a plan     nodes in the order they are called: dependencies, then the handler
//   a node     a callable and its arguments, by name
//   an argument   from the path, the query, a header, a cookie, the body, what an earlier node
//                 returned, or an extra
//   an extra   an object made for each request: a response to add to, a list of tasks for later
//
// A plan does what Python does for the same request, and nothing else: as long as no node was
// called, whatever is not plain (a value that does not convert, a missing one, an encoded path)
// leaves the request to the ASGI application, which starts anew. After that, what is not plain (an
// error, a response object) goes there as the request's outcome.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "server/app/route_tree.h"
#include "server/pyapi/json_read.h"
#include "server/pyapi/json_write.h"
#include "server/pyhost/py_handler.h"

enum {
    API_NODES_MAX = 16,
    API_ARGS_MAX = 48,
    API_BODY_BYTES_MAX = 64 * 1024 * 1024,
    API_FREE_CALLS_MAX = 256,
    API_FIELDS_MAX = 64,
    API_EXTRAS_MAX = 8,
};

typedef enum {
    API_FROM_NODE,
    API_FROM_PATH,
    API_FROM_QUERY,
    API_FROM_HEADER,
    API_FROM_BODY,
    API_FROM_COOKIE,
    API_FROM_EXTRA,
    API_SOURCE_COUNT,
} ApiSource;

typedef enum {
    API_STR,
    API_INT,
    API_FLOAT,
    API_BOOL,
    API_TYPE_COUNT,
} ApiType;

// What holds for a number's value, and for a text's length in characters.
typedef struct {
    bool has_gt, has_ge, has_lt, has_le;
    f64 gt, ge, lt, le;
    Py_ssize_t min_length, max_length;  // -1: none
} ApiBounds;

typedef struct {
    ApiSource source;
    ApiType type;
    u32 index;             // of the node, the extra, or the path's parameter
    Slice name;            // in `name_bytes`: in the query, or of the header in lower case
    PyObject *name_bytes;  // owned
    PyObject *fallback;    // owned: the default; NULL: there is none
    PyObject *check;       // owned: called with the body's value, or NULL
    ApiBounds bounds;
} ApiArg;

typedef struct {
    PyObject *call, *names;  // owned; `names`: a tuple of str
    bool is_async;
    u32 arg_at, arg_count;
} ApiNode;

typedef struct {
    PyObject *make;      // owned
    bool takes_request;  // called with the list of headers and the query string; else with nothing
} ApiExtra;

typedef enum { API_ANSWER_JSON, API_ANSWER_TEXT, API_ANSWER_CALL } ApiAnswer;

typedef struct {
    ApiNode nodes[API_NODES_MAX];
    ApiArg args[API_ARGS_MAX];
    ApiExtra extras[API_EXTRAS_MAX];
    u32 node_count, arg_count, extra_count;
    bool has_body, is_strict;
    bool is_finished;  // `finish` makes every answer: the extras have to do with it
    u32 status;
    ApiAnswer answer;
    PyObject *respond;  // owned: from a result to bytes (API_ANSWER_CALL)
    PyObject *finish;   // owned: from any result and the extras to a response object
    char media[96];
    char name[120];
    PyRouteWatch watch;
} ApiPlan;

struct ApiCall;

// Of one application on one loop.
typedef struct {
    PyHost *host;         // borrowed
    PyObject *app;        // owned
    PyObject *state;      // owned: lifespan's
    PyObject *overrides;  // owned: dependencies that tests replaced
    PyObject *outcomes;   // owned: a threading.local, whose `value` is the next call's outcome
    PyObject *simple;  // owned: a tuple of response classes that are only status, headers and bytes
    PyHandler asgi;    // for all that no plan does; zeroed until the start
    RouteTree *routes;  // owned
    ApiPlan **plans;    // owned, by route; NULL: ASGI's
    u32 route_count;
    JsonText text;
    JsonKeys keys;
    struct ApiCall *free_calls;
    u32 free_count;
} ApiApp;

typedef struct ApiCall {
    const void *tag;  // tells a call from ASGI's exchanges, which start with a reference count
    ApiApp *app;
    ApiPlan *plan;
    NetConn *conn;     // NULL: gone
    u32 node;          // the one being called
    bool is_begun;     // nodes are called
    bool is_stepping;  // a coroutine's first step runs
    u8 *body;
    usize body_len, body_capacity;
    PyObject *error[3];  // owned: of a coroutine's first step, until call_continue takes it
    PyObject *results[API_NODES_MAX];  // owned
    PyObject *values[API_ARGS_MAX];    // owned, but for those from nodes and extras
    PyObject *extras[API_EXTRAS_MAX];  // owned
    struct ApiCall *next;
} ApiCall;

// api_args.c. False: not plain, or missing; no error is raised.
bool api_args_read(ApiCall *call, const NetRequest *request, const RouteMatch *match, Slice body);

// api_plan.c. A plan from Python's description; NULL: an error is raised.
ApiPlan *api_plan_new(PyObject *description);
void api_plan_free(ApiPlan *plan);

// api_call.c: the handler's calls.
void api_handler_fill(ApiApp *app, PyHandler *handler);
void api_app_free(void *app);
