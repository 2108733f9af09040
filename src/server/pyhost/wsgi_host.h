// server/pyhost/wsgi_host.h — a WSGI application (PEP 3333) called directly on the event loop.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "server/net/net_loop.h"

typedef struct WsgiHost WsgiHost;

// Both borrowed references are kept until wsgi_host_free. NULL: a Python error is raised.
WsgiHost *wsgi_host_new(PyObject *app, PyObject *answer_type, const char *host, u16 port);
void wsgi_host_free(WsgiHost *host);

NetHandler wsgi_host_handler(WsgiHost *host);

// A call ended with SystemExit or KeyboardInterrupt: raises it again, once.
bool wsgi_host_stop_raise(WsgiHost *host);

// The type of start_response; part of the module's state. NULL: a Python error is raised.
PyObject *wsgi_answer_type_new(PyObject *module);
