#include "server/pyhost/py_host_priv.h"

#include "os/stream.h"

#include <string.h>

enum { LOG_BYTES = 64 * 1024, LINE_BYTES_MAX = 8 * 1024, LOG_STREAM = 1, TARGET_BYTES_MAX = 2048 };

struct PyLog {
    bool is_json, is_coloured, is_lost;
    u32 len;
    char text[LOG_BYTES];
};

bool py_log_new(PyHost *host, bool is_json, bool is_coloured) {
    host->log = PyMem_Calloc(1, sizeof(*host->log));
    if (!host->log) {
        PyErr_NoMemory();
        return false;
    }
    host->log->is_json = is_json;
    host->log->is_coloured = is_coloured;
    return true;
}

static void put(PyLog *log, Slice text) {
    memcpy(log->text + log->len, text.data, text.len);
    log->len += (u32)text.len;
}

static void put_number(PyLog *log, u64 number) {
    char digits[20];
    u32 count = 0;
    do {
        digits[sizeof(digits) - ++count] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    put(log, slice_make(digits + sizeof(digits) - count, count));
}

// A target has visible ASCII alone; quotes are the line's own.
static void put_escaped(PyLog *log, Slice text) {
    if (text.len > TARGET_BYTES_MAX) text.len = TARGET_BYTES_MAX;
    for (usize i = 0; i < text.len; i++) {
        u8 byte = text.data[i];
        if (byte == '"' || byte == '\\') log->text[log->len++] = '\\';
        log->text[log->len++] = (char)byte;
    }
}

static void put_client(PyLog *log, PyHost *host, NetConn *conn, const NetRequest *request) {
    PyObject *client = request ? py_host_client(host, conn, request) : NULL;
    PyErr_Clear();
    const char *name = "";
    long port = 0;
    if (client && PyTuple_Check(client)) {
        name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(client, 0));
        port = PyLong_AsLong(PyTuple_GET_ITEM(client, 1));
        PyErr_Clear();
    }
    if (name && name[0]) {
        put(log, slice_make(name, strnlen(name, NET_ADDRESS_BYTES)));
        put(log, SLICE_LITERAL(":"));
        put_number(log, port > 0 ? (u64)port : 0);
    }
    Py_XDECREF(client);
}

static Slice status_colour(u32 status) {
    switch (status / 100) {
    case 2: return SLICE_LITERAL("\x1b[32m");
    case 3: return SLICE_LITERAL("\x1b[33m");
    case 4: return SLICE_LITERAL("\x1b[31m");
    case 5: return SLICE_LITERAL("\x1b[91m");
    default: return SLICE_LITERAL("\x1b[0m");
    }
}

static void json_put(PyLog *log, PyHost *host, NetConn *conn, const NetRequest *request,
                     u32 status) {
    put(log, SLICE_LITERAL("{\"level\":\"info\",\"logger\":\"krait.access\",\"time\":"));
    put_number(log, (u64)net_loop_time(host->net));
    put(log, SLICE_LITERAL(",\"client\":\""));
    put_client(log, host, conn, request);
    put(log, SLICE_LITERAL("\",\"method\":\""));
    put_escaped(log, http_span(request->input, request->head->method_text));
    put(log, SLICE_LITERAL("\",\"target\":\""));
    put_escaped(log, http_span(request->input, request->head->target));
    put(log, SLICE_LITERAL("\",\"status\":"));
    put_number(log, status);
    put(log, SLICE_LITERAL(",\"bytes\":"));
    put_number(log, net_conn_answer_bytes(conn));
    put(log, SLICE_LITERAL("}\n"));
}

// As uvicorn writes it.
static void plain_put(PyLog *log, PyHost *host, NetConn *conn, const NetRequest *request,
                      u32 status) {
    Slice text = http_status_text(status);
    put(log, log->is_coloured ? SLICE_LITERAL("\x1b[32mINFO\x1b[0m:     ")
                              : SLICE_LITERAL("INFO:     "));
    put_client(log, host, conn, request);
    put(log, SLICE_LITERAL(" - \""));
    if (log->is_coloured) put(log, SLICE_LITERAL("\x1b[1m"));
    put_escaped(log, http_span(request->input, request->head->method_text));
    put(log, SLICE_LITERAL(" "));
    put_escaped(log, http_span(request->input, request->head->target));
    put(log, request->head->minor_version == 0 ? SLICE_LITERAL(" HTTP/1.0")
                                               : SLICE_LITERAL(" HTTP/1.1"));
    if (log->is_coloured) put(log, SLICE_LITERAL("\x1b[0m"));
    put(log, SLICE_LITERAL("\" "));
    if (log->is_coloured) put(log, status_colour(status));
    put_number(log, status);
    put(log, SLICE_LITERAL(" "));
    put(log, text);
    if (log->is_coloured) put(log, SLICE_LITERAL("\x1b[0m"));
    put(log, SLICE_LITERAL("\n"));
}

void py_log_answer(PyHost *host, NetConn *conn, const NetRequest *request, u32 status) {
    PyLog *log = host->log;
    if (log->len > LOG_BYTES - LINE_BYTES_MAX) py_log_flush(log);
    if (!request) {
        put(log, log->is_json ? SLICE_LITERAL(
                                    "{\"level\":\"warning\",\"logger\":\"krait.error\",\"message\":"
                                    "\"Invalid HTTP request received.\"}\n")
                              : SLICE_LITERAL("WARNING:  Invalid HTTP request received.\n"));
    } else if (log->is_json) {
        json_put(log, host, conn, request, status);
    } else {
        plain_put(log, host, conn, request, status);
    }
}

void py_log_flush(PyLog *log) {
    if (log->len == 0) return;
    // A log that nobody reads must not stop the server.
    Status status = os_stream_write(LOG_STREAM, slice_make(log->text, log->len));
    if (status != STATUS_OK) log->is_lost = true;
    log->len = 0;
}

void py_log_free(PyLog *log) {
    PyMem_Free(log);
}
