// server/pyhost/wsgi_priv.h — one call of a WSGI application (PEP 3333).
#pragma once

#include "server/pyhost/py_host_priv.h"

typedef struct {
    PyHost *host;        // borrowed
    PyObject *app;       // owned
    PyObject *environ;   // owned: what all environs have
    PyObject *bytes_io;  // owned
    PyObject *file_wrapper,
        *file_types[2];  // owned: wsgiref's, and whose descriptors may be read
    PyRouteWatch watch;  // the application is one route
} WsgiHost;

// A part of a file; `fd` is ours, -1: none.
typedef struct {
    int fd;
    u64 offset, byte_count;
} WsgiFile;

// wsgi_file.c. `found->fd` is -1 where the result is no file that the kernel
// can send.
PyObject *wsgi_file_wrapper(void);
void wsgi_file_look(const WsgiHost *wsgi, PyObject *result, WsgiFile *found);
// Cuts it to the Content-Length that the fields promise; false: it has less.
bool wsgi_file_fit(WsgiFile *file, const NetField *fields, usize field_count);

// wsgi_environ.c. A new reference, with wsgi.file_wrapper.
PyObject *wsgi_environ_template(const PyHost *host, PyObject *file_wrapper);
// NULL: a Python error is raised.
PyObject *wsgi_environ_new(const WsgiHost *wsgi, NetConn *conn, Slice body);
