// Parameters of a request as Python objects. Only what is plain: see api_priv.h.
#include "server/http/urlencoded.h"
#include "server/pyapi/api_priv.h"

#include <string.h>

enum { VALUE_BYTES_MAX = 4096, INT_DIGITS_MAX = 15, FLOAT_BYTES_MAX = 40 };

static bool number_fits(const ApiBounds *bounds, f64 number) {
    return !(bounds->has_gt && !(number > bounds->gt)) &&
           !(bounds->has_ge && !(number >= bounds->ge)) &&
           !(bounds->has_lt && !(number < bounds->lt)) &&
           !(bounds->has_le && !(number <= bounds->le));
}

// Up to 15 digits, which a float holds exactly, so bounds are compared exactly, too.
static PyObject *int_read(const ApiBounds *bounds, Slice text) {
    bool is_negative = text.len > 0 && text.data[0] == '-';
    usize at = is_negative;
    i64 number = 0;
    if (at == text.len || text.len - at > INT_DIGITS_MAX) return NULL;
    for (; at < text.len; at++) {
        if (text.data[at] < '0' || text.data[at] > '9') return NULL;
        number = number * 10 + (text.data[at] - '0');
    }
    if (is_negative) number = -number;
    return number_fits(bounds, (f64)number) ? PyLong_FromLongLong(number) : NULL;
}

static PyObject *float_read(const ApiBounds *bounds, Slice text) {
    char copy[FLOAT_BYTES_MAX];
    bool has_digit = false;
    if (text.len == 0 || text.len >= sizeof(copy)) return NULL;
    for (usize i = 0; i < text.len; i++) {
        u8 byte = text.data[i];
        bool is_digit = byte >= '0' && byte <= '9';
        if (!is_digit && byte != '.' && byte != '-') return NULL;
        has_digit |= is_digit;
        copy[i] = (char)byte;
    }
    copy[text.len] = 0;
    if (!has_digit) return NULL;
    f64 number = PyOS_string_to_double(copy, NULL, NULL);
    if (number == -1.0 && PyErr_Occurred()) {
        PyErr_Clear();
        return NULL;
    }
    return number_fits(bounds, number) ? PyFloat_FromDouble(number) : NULL;
}

static PyObject *bool_read(Slice text) {
    if (slice_equal(text, SLICE_LITERAL("true")) || slice_equal(text, SLICE_LITERAL("1")))
        return Py_NewRef(Py_True);
    if (slice_equal(text, SLICE_LITERAL("false")) || slice_equal(text, SLICE_LITERAL("0")))
        return Py_NewRef(Py_False);
    return NULL;
}

static PyObject *str_read(const ApiBounds *bounds, Slice text) {
    PyObject *made = PyUnicode_DecodeUTF8((const char *)text.data, (Py_ssize_t)text.len, NULL);
    if (!made) {
        PyErr_Clear();
        return NULL;
    }
    Py_ssize_t length = PyUnicode_GET_LENGTH(made);
    if (bounds->min_length >= 0 && length < bounds->min_length) Py_CLEAR(made);
    if (made && bounds->max_length >= 0 && length > bounds->max_length) Py_CLEAR(made);
    return made;
}

static PyObject *value_read(const ApiArg *arg, Slice text) {
    switch (arg->type) {
    case API_STR: return str_read(&arg->bounds, text);
    case API_INT: return int_read(&arg->bounds, text);
    case API_FLOAT: return float_read(&arg->bounds, text);
    case API_BOOL: return bool_read(text);
    default: return NULL;
    }
}

static bool is_encoded(Slice text) {
    return memchr(text.data, '%', text.len) != NULL || memchr(text.data, '+', text.len) != NULL;
}

// The last value of that name, still encoded. `*is_plain` turns false where a name is encoded: it
// could be the same one.
static bool query_find(Slice query, Slice wanted, Slice *value, bool *is_plain) {
    Slice name, found;
    bool has_value, is_found = false;
    while (urlencoded_next(&query, &name, &found, &has_value)) {
        if (is_encoded(name)) *is_plain = false;
        if (!slice_equal(name, wanted)) continue;
        *value = found;
        is_found = true;
    }
    return is_found;
}

static PyObject *query_value(const ApiArg *arg, Slice query) {
    Slice text = {0};
    bool is_plain = true;
    if (!query_find(query, arg->name, &text, &is_plain))
        return is_plain ? Py_XNewRef(arg->fallback) : NULL;
    if (!is_plain || text.len > VALUE_BYTES_MAX) return NULL;
    if (!is_encoded(text)) return value_read(arg, text);
    u8 decoded[VALUE_BYTES_MAX];
    return value_read(arg, slice_make(decoded, urlencoded_decode(text, true, decoded)));
}

static PyObject *header_value(const ApiArg *arg, const NetRequest *request) {
    const HttpHead *head = request->head;
    for (u32 i = 0; i < head->field_count; i++) {
        const HttpField *field = &head->fields[i];
        if (!slice_equal(http_head_name(request->input, field), arg->name)) continue;
        Slice text = http_head_value(request->input, field);
        for (usize at = 0; at < text.len; at++)
            if (text.data[at] >= 0x80) return NULL;  // Latin-1 there, UTF-8 here
        return value_read(arg, text);
    }
    return Py_XNewRef(arg->fallback);
}

static Slice trimmed(Slice text) {
    while (text.len > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
        text = slice_from(text, 1);
    while (text.len > 0 && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\t'))
        text.len--;
    return text;
}

// The last cookie of that name in one field. A cookie without "=" has no name.
static bool cookie_find(Slice text, Slice wanted, Slice *value) {
    bool is_found = false;
    while (text.len > 0) {
        const u8 *end = memchr(text.data, ';', text.len);
        Slice part = slice_range(text, 0, end ? (usize)(end - text.data) : text.len);
        text = slice_from(text, end ? part.len + 1 : part.len);
        const u8 *equals = memchr(part.data, '=', part.len);
        if (!equals) continue;
        usize name_len = (usize)(equals - part.data);
        if (!slice_equal(trimmed(slice_range(part, 0, name_len)), wanted)) continue;
        *value = trimmed(slice_from(part, name_len + 1));
        is_found = true;
    }
    return is_found;
}

static PyObject *cookie_value(const ApiArg *arg, const NetRequest *request) {
    const HttpHead *head = request->head;
    Slice value = {0};
    bool is_found = false;
    for (u32 i = 0; i < head->field_count; i++) {
        const HttpField *field = &head->fields[i];
        if (field->id != HTTP_FIELD_COOKIE) continue;
        Slice text = http_head_value(request->input, field);
        for (usize at = 0; at < text.len; at++)
            if (text.data[at] >= 0x80 || text.data[at] == '"') return NULL;  // Latin-1, or quoted
        is_found |= cookie_find(text, arg->name, &value);
    }
    return is_found ? value_read(arg, value) : Py_XNewRef(arg->fallback);
}

static bool is_json(const NetRequest *request, bool is_strict) {
    const HttpField *field = http_head_find(request->head, HTTP_FIELD_CONTENT_TYPE);
    if (!field) return !is_strict;
    Slice text = http_head_value(request->input, field);
    static const char known[] = "application/json";
    if (text.len < sizeof(known) - 1) return false;
    bool is_known =
        http_text_is(slice_range(text, 0, sizeof(known) - 1), SLICE_LITERAL("application/json"));
    return is_known && (text.len == sizeof(known) - 1 || text.data[sizeof(known) - 1] == ';');
}

static PyObject *body_value(const ApiCall *call, const ApiArg *arg, const NetRequest *request,
                            Slice body) {
    if (body.len == 0) return NULL;
    if (!is_json(request, call->plan->is_strict)) return NULL;
    PyObject *value = json_read(body, &call->app->keys);
    if (value && arg->check) Py_SETREF(value, PyObject_CallOneArg(arg->check, value));
    if (!value) PyErr_Clear();
    return value;
}

bool api_args_read(ApiCall *call, const NetRequest *request, const RouteMatch *match, Slice body) {
    const ApiPlan *plan = call->plan;
    Slice query = http_span(request->input, request->head->query);
    for (u32 i = 0; i < plan->arg_count; i++) {
        const ApiArg *arg = &plan->args[i];
        PyObject *value = NULL;
        switch (arg->source) {
        case API_FROM_NODE:
        case API_FROM_EXTRA: continue;
        case API_FROM_PATH:
            if (arg->index < match->param_count) value = value_read(arg, match->params[arg->index]);
            break;
        case API_FROM_QUERY: value = query_value(arg, query); break;
        case API_FROM_HEADER: value = header_value(arg, request); break;
        case API_FROM_COOKIE: value = cookie_value(arg, request); break;
        default: value = body_value(call, arg, request, body); break;
        }
        if (!value) return false;
        call->values[i] = value;
    }
    return true;
}
