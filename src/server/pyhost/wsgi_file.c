// Files that a WSGI application hands over in environ["wsgi.file_wrapper"]:
// sent by the kernel.
#include "server/pyhost/wsgi_priv.h"

#include "os/files.h"
#include "os/stream.h"

PyObject *wsgi_file_wrapper(void) {
    PyObject *module = PyImport_ImportModule("wsgiref.util");
    PyObject *wrapper = module ? PyObject_GetAttrString(module, "FileWrapper") : NULL;
    Py_XDECREF(module);
    return wrapper;
}

// Only what reads the file as it lies there: a GzipFile, say, has a descriptor,
// too.
static bool is_plain(const WsgiHost *wsgi, PyObject *file) {
    for (u32 i = 0; i < 2; i++)
        if ((PyObject *)Py_TYPE(file) == wsgi->file_types[i]) return true;
    return false;
}

static bool position_of(PyObject *file, u64 *position) {
    PyObject *told = PyObject_CallMethod(file, "tell", NULL);
    *position = told ? PyLong_AsUnsignedLongLong(told) : 0;
    Py_XDECREF(told);
    return !PyErr_Occurred();
}

void wsgi_file_look(const WsgiHost *wsgi, PyObject *result, WsgiFile *found) {
    u64 position = 0, file_bytes;
    int fd = -1;
    found->fd = -1;
    if ((PyObject *)Py_TYPE(result) != wsgi->file_wrapper) return;
    PyObject *file = PyObject_GetAttrString(result, "filelike");
    bool is_usable = file && is_plain(wsgi, file) && position_of(file, &position);
    if (is_usable) fd = PyObject_AsFileDescriptor(file);
    PyErr_Clear();  // what cannot be asked is read
    Py_XDECREF(file);
    if (fd < 0 || os_file_copy(fd, &fd, &file_bytes) != STATUS_OK) return;
    if (position > file_bytes) {
        os_stream_close(fd);
        return;
    }
    *found = (WsgiFile){.fd = fd, .offset = position, .byte_count = file_bytes - position};
}

// A Content-Length says how much of the file is meant.
bool wsgi_file_fit(WsgiFile *file, const NetField *fields, usize field_count) {
    for (usize i = 0; i < field_count; i++) {
        if (!http_text_is(fields[i].name, SLICE_LITERAL("content-length"))) continue;
        u64 bytes = 0;
        Slice value = fields[i].value;
        if (value.len == 0 || value.len > 18) return false;
        for (usize at = 0; at < value.len; at++) {
            if (value.data[at] < '0' || value.data[at] > '9') return false;
            bytes = 10 * bytes + value.data[at] - '0';
        }
        if (bytes > file->byte_count) return false;
        file->byte_count = bytes;
    }
    return true;
}
