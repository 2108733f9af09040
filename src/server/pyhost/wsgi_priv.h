// server/pyhost/wsgi_priv.h — one call of a WSGI application (PEP 3333).
#pragma once

#include "server/pyhost/py_host_priv.h"

typedef struct {
    PyHost *host;        // borrowed
    PyObject *app;       // owned
    PyObject *environ;   // owned: what all environs have
    PyObject *bytes_io;  // owned
    PyRouteWatch watch;  // the application is one route
} WsgiHost;

PyObject *wsgi_environ_template(const PyHost *host);
// NULL: a Python error is raised.
PyObject *wsgi_environ_new(const WsgiHost *wsgi, NetConn *conn, Slice body);
