#include "server/pyhost/py_host_priv.h"

#include "server/http/urlencoded.h"

#include <string.h>

static const char *const string_texts[] = {
#define X(NAME, text) text,
#include "server/pyhost/py_strings.def"
#undef X
};

static const char *const method_texts[] = {"",       "GET",     "HEAD",  "POST", "PUT",
                                           "DELETE", "OPTIONS", "PATCH", "TRACE"};

static PyObject *interned(const char *text, usize len) {
    PyObject *made = PyUnicode_DecodeASCII(text, (Py_ssize_t)len, NULL);
    if (made) PyUnicode_InternInPlace(&made);
    return made;
}

// "_" and "-" become the same: names with "_" could be mistaken for others.
bool py_cgi_name(Slice name, char *cgi, usize capacity) {
    if (name.len + 6 > capacity || memchr(name.data, '_', name.len)) return false;
    memcpy(cgi, "HTTP_", 5);
    for (usize i = 0; i < name.len; i++) {
        u8 byte = name.data[i];
        cgi[5 + i] = (char)(byte == '-' ? '_' : byte >= 'a' && byte <= 'z' ? byte - 32 : byte);
    }
    cgi[5 + name.len] = 0;
    return true;
}

static bool cgi_name_init(PyHostModule *state, u32 id) {
    enum { NAME_BYTES_MAX = 64, PREFIX_BYTES = 5 };
    char name[NAME_BYTES_MAX];
    if (!py_cgi_name(http_field_name((HttpFieldId)id), name, sizeof(name))) return false;
    bool is_content = id == HTTP_FIELD_CONTENT_TYPE || id == HTTP_FIELD_CONTENT_LENGTH;
    const char *text = is_content ? name + PREFIX_BYTES : name;
    state->cgi_names[id] = interned(text, strlen(text));
    return state->cgi_names[id] != NULL;
}

bool py_names_init(PyHostModule *state) {
    for (u32 i = 0; i < PY_STR_COUNT; i++) {
        state->strings[i] = interned(string_texts[i], strlen(string_texts[i]));
        if (!state->strings[i]) return false;
    }
    for (u32 i = 1; i < PY_METHOD_COUNT; i++) {
        state->methods[i] = interned(method_texts[i], strlen(method_texts[i]));
        if (!state->methods[i]) return false;
    }
    for (u32 i = HTTP_FIELD_OTHER + 1; i < HTTP_FIELD_COUNT; i++) {
        Slice name = http_field_name((HttpFieldId)i);
        state->name_bytes[i] = py_bytes(name);
        state->name_strs[i] = interned((const char *)name.data, name.len);
        if (!state->name_bytes[i] || !state->name_strs[i] || !cgi_name_init(state, i)) return false;
    }
    state->empty_bytes = PyBytes_FromStringAndSize("", 0);
    return state->empty_bytes != NULL;
}

PyObject *py_latin1(Slice text) {
    return PyUnicode_DecodeLatin1((const char *)text.data, (Py_ssize_t)text.len, NULL);
}

PyObject *py_bytes(Slice text) {
    return PyBytes_FromStringAndSize((const char *)text.data, (Py_ssize_t)text.len);
}

PyObject *py_method(PyHost *host, const NetRequest *request) {
    PyObject *known = host->module->methods[request->head->method];
    if (!known) return py_latin1(http_span(request->input, request->head->method_text));
    return Py_NewRef(known);
}

PyObject *py_path(const NetRequest *request) {
    Slice path = http_span(request->input, request->head->path);
    if (!memchr(path.data, '%', path.len)) return py_latin1(path);
    u8 *bytes = PyMem_Malloc(path.len);
    if (!bytes) return PyErr_NoMemory();
    usize len = urlencoded_decode(path, false, bytes);
    // As urllib's unquote: what is no UTF-8 is replaced.
    PyObject *text = PyUnicode_DecodeUTF8((const char *)bytes, (Py_ssize_t)len, "replace");
    PyMem_Free(bytes);
    return text;
}

PyObject *py_name_bytes(PyHost *host, const NetRequest *request, const HttpField *field) {
    PyObject *known = host->module->name_bytes[field->id];
    return known ? Py_NewRef(known) : py_bytes(http_head_name(request->input, field));
}

PyObject *py_name_str(PyHost *host, const NetRequest *request, const HttpField *field) {
    PyObject *known = host->module->name_strs[field->id];
    return known ? Py_NewRef(known) : py_latin1(http_head_name(request->input, field));
}

PyObject *py_header_list(PyHost *host, const NetRequest *request) {
    u32 count = request->head->field_count;
    PyObject *list = PyList_New(count);
    for (u32 i = 0; list && i < count; i++) {
        const HttpField *field = &request->head->fields[i];
        PyObject *pair = PyTuple_New(2);
        PyObject *name = pair ? py_name_bytes(host, request, field) : NULL;
        PyObject *value = name ? py_bytes(http_head_value(request->input, field)) : NULL;
        if (!value) {
            Py_XDECREF(pair);
            Py_XDECREF(name);
            Py_CLEAR(list);
            break;
        }
        PyTuple_SET_ITEM(pair, 0, name);
        PyTuple_SET_ITEM(pair, 1, value);
        PyList_SET_ITEM(list, i, pair);
    }
    return list;
}

NetRequest *py_request_copy(const NetRequest *request) {
    const HttpHead *head = request->head;
    usize head_bytes = offsetof(HttpHead, fields) + head->field_count * sizeof(HttpField);
    NetRequest *copy = PyMem_Malloc(sizeof(*copy) + head_bytes + head->head_bytes);
    if (!copy) return NULL;
    u8 *place = (u8 *)(copy + 1);
    memcpy(place, head, head_bytes);
    memcpy(place + head_bytes, request->input, head->head_bytes);
    *copy =
        (NetRequest){.head = (const HttpHead *)(const void *)place, .input = place + head_bytes};
    return copy;
}

// ---- Who the peer is

static PyObject *address_make(Slice text, u16 port) {
    if (text.len == 0) return Py_NewRef(Py_None);
    return Py_BuildValue("(s#i)", (const char *)text.data, (Py_ssize_t)text.len, (int)port);
}

static bool peer_is_trusted(const PyHost *host, PyObject *client) {
    if (!host->proxy || host->proxy == Py_None) return false;
    PyObject *name = client == Py_None ? Py_None : PyTuple_GET_ITEM(client, 0);
    PyObject *answer = PyObject_CallMethod(host->proxy, "trusts", "O", name);
    bool is_trusted = answer && PyObject_IsTrue(answer) == 1;
    Py_XDECREF(answer);
    if (!answer) PyErr_Clear();
    return is_trusted;
}

PyPeer *py_peer(PyHost *host, NetConn *conn) {
    PyPeer *peer = net_conn_kept(conn);
    if (peer) return peer;
    u8 text[NET_ADDRESS_BYTES];
    u16 port;
    peer = PyMem_Calloc(1, sizeof(*peer));
    if (!peer) return NULL;
    Slice found = net_conn_peer(conn, text, &port);
    peer->client = address_make(found, port);
    found = net_conn_local(conn, text, &port);
    peer->server = address_make(found, port);
    if (!peer->client || !peer->server) {
        py_peer_free(peer);
        return NULL;
    }
    peer->is_trusted = peer_is_trusted(host, peer->client);
    net_conn_keep(conn, peer);
    return peer;
}

void py_peer_free(PyPeer *peer) {
    if (!peer) return;
    Py_XDECREF(peer->client);
    Py_XDECREF(peer->server);
    Py_XDECREF(peer->client_port);
    Py_XDECREF(peer->server_port);
    PyMem_Free(peer);
}

PyObject *py_host_client(PyHost *host, NetConn *conn, const NetRequest *request) {
    PyPeer *peer = py_peer(host, conn);
    if (!peer) return PyErr_NoMemory();
    const HttpField *said =
        peer->is_trusted ? http_head_find(request->head, HTTP_FIELD_X_FORWARDED_FOR) : NULL;
    if (!said) return Py_NewRef(peer->client);
    Slice value = http_head_value(request->input, said);
    PyObject *client = PyObject_CallMethod(host->proxy, "client", "y#", (const char *)value.data,
                                           (Py_ssize_t)value.len);
    if (client && client != Py_None) return client;
    PyErr_Clear();
    Py_XDECREF(client);
    return Py_NewRef(peer->client);
}

const char *py_host_scheme(PyHost *host, NetConn *conn, const NetRequest *request) {
    PyPeer *peer = py_peer(host, conn);
    const HttpField *said = peer && peer->is_trusted
                                ? http_head_find(request->head, HTTP_FIELD_X_FORWARDED_PROTO)
                                : NULL;
    if (!said) return "http";
    Slice value = http_head_value(request->input, said);
    bool is_secure =
        slice_equal(value, SLICE_LITERAL("https")) || slice_equal(value, SLICE_LITERAL("wss"));
    return is_secure ? "https" : "http";
}
