// server/pyhost/asgi_priv.h — one request or WebSocket of an ASGI application, and what it awaits.
#pragma once

#include "server/pyhost/py_host_priv.h"

enum {
    ASGI_BODY_BYTES_MAX = 256 * 1024,  // received and not yet asked for: then reading pauses
    ASGI_MESSAGES_MAX = 64,            // the same, of a WebSocket
    ASGI_FIELDS_MAX = 128,
};

typedef struct {
    PyHost *host;  // borrowed
    PyObject *app;
    PyObject *scope;               // owned: what all scopes have
    PyObject *state;               // owned: lifespan's, or NULL
    struct AsgiExchange *waiting;  // requests whose body is not all here, called between turns
} AsgiHost;

typedef enum { ASGI_HTTP, ASGI_SOCKET } AsgiKind;

typedef enum {
    ASGI_UNANSWERED,  // of a WebSocket: not accepted
    ASGI_BEGUN,       // the head's message came, nothing is sent
    ASGI_SENDING,     // of a WebSocket: open
    ASGI_ENDED,
    ASGI_REFUSING,  // a WebSocket is answered as a request
} AsgiState;

// The object behind `receive` and `send`.
typedef struct AsgiExchange {
    PyObject_HEAD AsgiHost *asgi;  // borrowed: outlives all requests
    PyHost *host;                  // owned
    NetConn *conn;                 // NULL: gone, or all is sent
    AsgiKind kind;
    AsgiState state;
    bool is_called, is_body_done, is_body_given, is_paused, is_events, is_disconnected;
    bool is_connect_given, is_in_list;
    u32 status;
    u32 close_code;
    PyObject *headers;      // owned: of the head's message
    PyObject *news, *room;  // owned futures: something to receive; something can be sent
    PyObject *messages;     // owned list: a WebSocket's
    Py_ssize_t message_at;
    PyObject *close_reason;  // owned str
    struct AsgiExchange *next, *previous;
    u8 *body;
    usize body_len, body_capacity;  // a WebSocket's: of the message that comes in pieces
} AsgiExchange;

// asgi_scope.c
PyObject *asgi_scope_template(const PyHost *host);
PyObject *asgi_scope_new(AsgiExchange *exchange, const NetRequest *request);

// asgi_await.c
PyObject *asgi_awaitable_type_new(PyObject *module);
// What `receive` and `send(message)` give: it does its work when it is awaited.
PyObject *asgi_awaitable_new(AsgiExchange *exchange, PyObject *message);
// Wakes who waits; `future` is NULL afterwards.
void asgi_wake(PyHost *host, PyObject **future);

// asgi_http.c. A message, or NULL: an error is raised, or (without one) there is none yet.
PyObject *asgi_http_receive(AsgiExchange *exchange);
// False: an error is raised. `*must_wait`: for `room`, before it goes on.
bool asgi_http_send(AsgiExchange *exchange, PyObject *message, bool *must_wait);
// Reads (name, value) pairs of bytes; slices into the objects.
bool asgi_fields_read(PyObject *headers, NetField *fields, usize *count);
bool asgi_head_keep(AsgiExchange *exchange, PyObject *message);
bool asgi_body_send(AsgiExchange *exchange, PyObject *message, bool *must_wait);

// asgi_socket.c: the same.
PyObject *asgi_socket_receive(AsgiExchange *exchange);
bool asgi_socket_send(AsgiExchange *exchange, PyObject *message, bool *must_wait);
void asgi_socket_message(AsgiExchange *exchange, const WsStep *piece);
void asgi_socket_closed(AsgiExchange *exchange, u32 code, Slice reason);

// asgi_host.c
bool asgi_body_keep(AsgiExchange *exchange, Slice data);  // false: no memory
void asgi_ended(AsgiExchange *exchange);  // the connection is not the exchange's any more
