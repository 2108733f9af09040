// How values cross: by value where they never change, as references else (extpy_priv.h).
#include "pybind/extpy_priv.h"

#include "runtime/core/bytes_object.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/foreign.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/set.h"

#include <string.h>

// ---- in
static bool big_in(ExtpyState *state, PyObject *object, Value *value) {
    PyObject *text = PyNumber_ToBase(object, 16);
    const char *digits = text ? PyUnicode_AsUTF8AndSize(text, NULL) : NULL;
    if (!digits) {
        Py_XDECREF(text);
        return false;
    }
    ResultWord result = int_parse(state->rt, VALUE_NONE, digits, strlen(digits), 16);
    Py_DECREF(text);
    if (result.is_error) {
        extpy_raise_out(state);
        return false;
    }
    *value = result.value;
    return true;
}

static bool int_in(ExtpyState *state, PyObject *object, Value *value) {
    int overflow;
    long long number = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (overflow) return big_in(state, object, value);
    *value = int_value_from_i64(state->rt, number);
    return true;
}

static bool str_in(ExtpyState *state, PyObject *object, Value *value) {
    Py_ssize_t len;
    const char *text = PyUnicode_AsUTF8AndSize(object, &len);
    PyObject *encoded = NULL;
    if (!text) {  // lone surrogates
        PyErr_Clear();
        encoded = PyUnicode_AsEncodedString(object, "utf-8", "surrogatepass");
        if (!encoded || PyBytes_AsStringAndSize(encoded, (char **)(uintptr_t)&text, &len) < 0) {
            Py_XDECREF(encoded);
            return false;
        }
    }
    if ((u64)len > STR_LEN_MAX) {
        Py_XDECREF(encoded);
        PyErr_SetString(PyExc_OverflowError, "str is too long for Krait");
        return false;
    }
    *value = value_from_ref(str_from_utf8(state->rt, slice_make(text, (usize)len)));
    Py_XDECREF(encoded);
    return true;
}

static bool bytes_in(ExtpyState *state, PyObject *object, Value *value) {
    char *data;
    Py_ssize_t len;
    if (PyBytes_AsStringAndSize(object, &data, &len) < 0) return false;
    BytesObject *bytes = bytes_new(state->rt, CLASS_BYTES, (u64)len);
    if (!bytes) {
        extpy_raise_out(state);
        return false;
    }
    memcpy(bytes->data, data, (usize)len);
    *value = value_from_ref(bytes);
    return true;
}

static bool tuple_in(ExtpyState *state, PyObject *object, Value *value) {
    Py_ssize_t len = PyTuple_Size(object);
    if (len > LIST_LEN_MAX || Py_EnterRecursiveCall(" while passing a tuple to Krait"))
        return false;
    Tuple *tuple = tuple_new(state->rt, (u32)len);
    for (u32 i = 0; i < (u32)len; i++) tuple->items[i] = VALUE_NONE;
    bool is_good = true;
    for (u32 i = 0; i < (u32)len && is_good; i++)
        is_good = extpy_in(state, PyTuple_GetItem(object, i), &tuple->items[i]);
    Py_LeaveRecursiveCall();
    if (!is_good) object_release(state->rt, tuple);
    *value = value_from_ref(tuple);
    return is_good;
}

static bool frozenset_in(ExtpyState *state, PyObject *object, Value *value) {
    PyObject *items = PySequence_Tuple(object);
    Value tuple;
    if (!items) return false;
    bool is_good = tuple_in(state, items, &tuple);
    Py_DECREF(items);
    if (!is_good) return false;
    Set *set = set_from_value(state->rt, CLASS_FROZENSET, tuple);
    value_release(state->rt, tuple);
    if (!set) {
        extpy_raise_out(state);
        return false;
    }
    *value = value_from_ref(set);
    return true;
}

static bool foreign_in(ExtpyState *state, PyObject *object, Value *value) {
    Foreign *known = extpy_map_get(&state->foreigns, (uintptr_t)object);
    if (known) {
        *value = value_of(known);
        return true;
    }
    Foreign *made = foreign_new(state->rt, &extpy_host, (uintptr_t)object);
    Py_INCREF(object);
    if (!extpy_map_put(&state->foreigns, (uintptr_t)object, made)) {
        object_release(state->rt, made);
        PyErr_NoMemory();
        return false;
    }
    *value = value_from_ref(made);
    return true;
}

static bool slice_in(ExtpyState *state, PyObject *object, Value *value) {
    static const char *const names[] = {"start", "stop", "step"};
    Value parts[3] = {VALUE_NONE, VALUE_NONE, VALUE_NONE};
    bool is_good = true;
    for (u32 i = 0; i < 3 && is_good; i++) {
        PyObject *part = PyObject_GetAttrString(object, names[i]);
        is_good = part && extpy_in(state, part, &parts[i]);
        Py_XDECREF(part);
    }
    if (is_good) *value = rt_slice_new(state->rt, parts[0], parts[1], parts[2]);
    extpy_release_items(state, parts, 3);
    return is_good;
}

static bool type_in(ExtpyState *state, PyObject *object, Value *value) {
    for (u32 i = 0; i < state->classes.capacity; i++) {
        if (state->classes.items[i] != object || !state->classes.keys[i]) continue;
        *value = rt_class_value(state->rt, (u32)state->classes.keys[i] - 1);
        return true;
    }
    u32 class_id = extpy_exception_id(state, object);
    if (class_id == CLASS_OBJECT) return foreign_in(state, object, value);
    *value = rt_class_value(state->rt, class_id);
    return true;
}

bool extpy_in(ExtpyState *state, PyObject *object, Value *value) {
    if (PyLong_CheckExact(object)) return int_in(state, object, value);
    if (PyFloat_CheckExact(object)) {
        *value = value_box_f64(state->rt, PyFloat_AsDouble(object));
        return true;
    }
    if (PyUnicode_CheckExact(object)) return str_in(state, object, value);
    if (object == Py_None || object == Py_True || object == Py_False) {
        *value = object == Py_None ? VALUE_NONE : value_from_bool(object == Py_True);
        return true;
    }
    if (PyTuple_CheckExact(object)) return tuple_in(state, object, value);
    if (PyBytes_CheckExact(object)) return bytes_in(state, object, value);
    if (extpy_is_object(object) && ((ExtpyObject *)(void *)object)->state == state) {
        *value = value_retain(((ExtpyObject *)(void *)object)->value);
        return true;
    }
    if (PyFrozenSet_CheckExact(object)) return frozenset_in(state, object, value);
    if (Py_IS_TYPE(object, &PySlice_Type)) return slice_in(state, object, value);
    if (PyExceptionInstance_Check(object)) {
        *value = extpy_exception_in(state, object);
        return true;
    }
    if (PyType_Check(object)) return type_in(state, object, value);
    if (object == Py_Ellipsis || object == Py_NotImplemented) {
        *value = object == Py_Ellipsis ? VALUE_ELLIPSIS : VALUE_NOT_IMPLEMENTED;
        return true;
    }
    return foreign_in(state, object, value);
}

bool extpy_in_items(ExtpyState *state, PyObject *const *items, usize count, Value *values) {
    for (usize i = 0; i < count; i++) {
        if (extpy_in(state, items[i], &values[i])) continue;
        extpy_release_items(state, values, i);
        return false;
    }
    return true;
}

void extpy_release_items(ExtpyState *state, Value *values, usize count) {
    for (usize i = 0; i < count; i++) value_release(state->rt, values[i]);
}

// ---- out
static PyObject *str_out(RtState *rt, const Str *str) {
    if (str->width == 1 && str->is_ascii)
        return PyUnicode_FromStringAndSize((const char *)str->data, (Py_ssize_t)str->len);
    usize len, capacity;
    u8 *text = str_utf8(rt, str, &len, &capacity);
    PyObject *made = PyUnicode_DecodeUTF8((const char *)text, (Py_ssize_t)len, "surrogatepass");
    rt_free_memory(rt, text, capacity);
    return made;
}

static PyObject *int_out(ExtpyState *state, Value value) {
    if (value_is_small_int(value)) return PyLong_FromLongLong(value_small(value));
    ResultRef text = int_to_base(state->rt, value_int_peek(value), 16, "");
    if (text.is_error) return extpy_raise_out(state);
    PyObject *digits = str_out(state->rt, text.value);
    object_release(state->rt, text.value);
    const char *chars = digits ? PyUnicode_AsUTF8AndSize(digits, NULL) : NULL;
    PyObject *made = chars ? PyLong_FromString(chars, NULL, 16) : NULL;
    Py_XDECREF(digits);
    return made;
}

static PyObject *tuple_out(ExtpyState *state, const Tuple *tuple) {
    if (Py_EnterRecursiveCall(" while passing a tuple to CPython")) return NULL;
    PyObject *made = PyTuple_New(tuple->len);
    for (u32 i = 0; i < tuple->len && made; i++) {
        PyObject *item = extpy_out(state, tuple->items[i]);
        if (!item || PyTuple_SetItem(made, i, item) < 0) Py_CLEAR(made);
    }
    Py_LeaveRecursiveCall();
    return made;
}

static PyObject *frozenset_out(ExtpyState *state, const Set *set) {
    PyObject *items = PyList_New(0);
    u32 at = 0;
    for (SetEntry *entry; items && (entry = set_next(set, &at));) {
        PyObject *item = extpy_out(state, entry->key);
        if (!item || PyList_Append(items, item) < 0) Py_CLEAR(items);
        Py_XDECREF(item);
    }
    PyObject *made = items ? PyFrozenSet_New(items) : NULL;
    Py_XDECREF(items);
    return made;
}

static PyObject *slice_out(ExtpyState *state, const SliceObject *slice) {
    PyObject *start = extpy_out(state, slice->start), *stop = extpy_out(state, slice->stop),
             *step = extpy_out(state, slice->step);
    PyObject *made = start && stop && step ? PySlice_New(start, stop, step) : NULL;
    Py_XDECREF(start);
    Py_XDECREF(stop);
    Py_XDECREF(step);
    return made;
}

// What a class's instances are on the other side; NULL and no exception: a KraitObject.
static PyObject *object_out(ExtpyState *state, Value value) {
    Object *object = value_ref(value);
    switch (object->class_id) {
    case CLASS_INT: return int_out(state, value);
    case CLASS_FLOAT: return PyFloat_FromDouble(value_f64(value));
    case CLASS_STR: return str_out(state->rt, value_str(value));
    case CLASS_BYTES: {
        Slice view = bytes_view((BytesObject *)(void *)object);
        return PyBytes_FromStringAndSize((const char *)view.data, (Py_ssize_t)view.len);
    }
    case CLASS_TUPLE: return tuple_out(state, (Tuple *)(void *)object);
    case CLASS_SLICE: return slice_out(state, (SliceObject *)(void *)object);
    case CLASS_FROZENSET: return frozenset_out(state, (Set *)(void *)object);
    case CLASS_FOREIGN: {
        PyObject *origin = (PyObject *)(uintptr_t)((Foreign *)(void *)object)->handle;
        Py_INCREF(origin);
        return origin;
    }
    case CLASS_TYPE: {
        PyObject *type = extpy_class(state, ((RtClass *)(void *)object)->id);
        Py_XINCREF(type);
        return type;
    }
    default: break;
    }
    return exception_is(state->rt, value) ? extpy_exception_out(state, value) : NULL;
}

PyObject *extpy_out(ExtpyState *state, Value value) {
    switch (value_tag(value)) {
    case TAG_INT: return PyLong_FromLongLong(value_small(value));
    case TAG_FLOAT: return PyFloat_FromDouble(value_unboxed_f64(value));
    case TAG_CONST: {
        PyObject *constant = value == VALUE_TRUE              ? Py_True
                             : value == VALUE_FALSE           ? Py_False
                             : value == VALUE_ELLIPSIS        ? Py_Ellipsis
                             : value == VALUE_NOT_IMPLEMENTED ? Py_NotImplemented
                                                              : Py_None;
        Py_INCREF(constant);
        return constant;
    }
    case TAG_REF: break;
    }
    PyObject *made = object_out(state, value);
    if (made || PyErr_Occurred()) return made;
    return extpy_wrap(state, value_retain(value));
}

// ---- containers that only the caller holds
static PyObject *list_copy(ExtpyState *state, List *list) {
    PyObject *made = PyList_New(list->len);
    for (u32 i = 0; i < list->len && made; i++) {
        bool is_taken = list->kind == SLOT_VALUE && list->buffer->refs == 1;
        Value item = is_taken ? list_slots(list)[i] : list_get(state->rt, list, i);
        if (is_taken) list_slots(list)[i] = VALUE_NONE;
        PyObject *object = extpy_out_take(state, item);
        if (!object || PyList_SetItem(made, i, object) < 0) Py_CLEAR(made);
    }
    return made;
}

static PyObject *dict_copy_out(ExtpyState *state, Dict *dict) {
    PyObject *made = PyDict_New();
    u32 at = 0;
    for (DictEntry *entry; made && (entry = dict_next(dict, &at));) {
        Value item = entry->value;
        entry->value = VALUE_NONE;
        PyObject *object = extpy_out_take(state, item);
        PyObject *key = object ? extpy_out(state, entry->key) : NULL;
        if (!key || PyDict_SetItem(made, key, object) < 0) Py_CLEAR(made);
        Py_XDECREF(key);
        Py_XDECREF(object);
    }
    return made;
}

static PyObject *set_copy_out(ExtpyState *state, const Set *set) {
    PyObject *made = PySet_New(NULL);
    u32 at = 0;
    for (SetEntry *entry; made && (entry = set_next(set, &at));) {
        PyObject *item = extpy_out(state, entry->key);
        if (!item || PySet_Add(made, item) < 0) Py_CLEAR(made);
        Py_XDECREF(item);
    }
    return made;
}

static PyObject *tuple_copy(ExtpyState *state, Tuple *tuple) {
    PyObject *made = PyTuple_New(tuple->len);
    for (u32 i = 0; i < tuple->len && made; i++) {
        Value item = tuple->items[i];
        tuple->items[i] = VALUE_NONE;
        PyObject *object = extpy_out_take(state, item);
        if (!object || PyTuple_SetItem(made, i, object) < 0) Py_CLEAR(made);
    }
    return made;
}

static PyObject *container_copy(ExtpyState *state, Value value) {
    switch (value_class(value)) {
    case CLASS_LIST: return list_copy(state, value_ref(value));
    case CLASS_DICT: return dict_copy_out(state, value_ref(value));
    case CLASS_SET: return set_copy_out(state, value_ref(value));
    case CLASS_TUPLE: return tuple_copy(state, value_ref(value));
    case CLASS_BYTEARRAY: {
        Slice view = bytes_view(value_ref(value));
        return PyByteArray_FromStringAndSize((const char *)view.data, (Py_ssize_t)view.len);
    }
    default: return extpy_out(state, value);
    }
}

PyObject *extpy_out_take(ExtpyState *state, Value value) {
    if (!value_is_ref(value)) return extpy_out(state, value);
    bool is_sole =
        ((Object *)value_ref(value))->refs == 1 && !extpy_map_get(&state->objects, value);
    PyObject *made = NULL;
    if (!Py_EnterRecursiveCall(" while passing a value to CPython")) {
        made = is_sole ? container_copy(state, value) : extpy_out(state, value);
        Py_LeaveRecursiveCall();
    }
    value_release(state->rt, value);
    return made;
}
