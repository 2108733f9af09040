// Values of Krait inside CPython: one type for each class, whose slots call the runtime.
#include "pybind/extpy_priv.h"

#include "runtime/core/error.h"
#include "runtime/core/str.h"

#include <stdlib.h>
#include <string.h>

enum { ARGS_LOCAL = 8, SLOTS_MAX = 64 };

static ExtpyObject *self_of(PyObject *self) {
    return (ExtpyObject *)(void *)self;
}

// ---- results
static PyObject *answer(ExtpyState *state, ResultWord result) {
    PyObject *object =
        result.is_error ? extpy_raise_out(state) : extpy_out_take(state, result.value);
    extpy_leave(state);
    return object;
}

static int answer_done(ExtpyState *state, u32 is_error) {
    if (is_error) extpy_raise_out(state);
    extpy_leave(state);
    return is_error ? -1 : 0;
}

static int answer_truth(ExtpyState *state, ResultI32 result) {
    return answer_done(state, result.is_error) ? -1 : (int)result.value;
}

static PyObject *answer_text(ExtpyState *state, ResultRef text) {
    return answer(state, text.is_error ? word_error() : word_object(text.value));
}

// Enters the state with the argument as a Value; false: left again, an exception is set.
static bool enter_with(PyObject *self, PyObject *argument, Value *value) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    if (extpy_in(state, argument, value)) return true;
    extpy_leave(state);
    return false;
}

static Str *interned(ExtpyState *state, Value name) {
    return str_intern_take(state->rt, value_str(name));
}

// ---- calls
static bool keywords_in(ExtpyState *state, PyObject *kwargs, Value *pairs) {
    PyObject *key, *item;
    Py_ssize_t at = 0;
    usize count = 0;
    while (kwargs && PyDict_Next(kwargs, &at, &key, &item)) {
        if (!extpy_in(state, key, &pairs[count])) break;
        pairs[count] = value_from_ref(interned(state, pairs[count]));
        if (!extpy_in(state, item, &pairs[count + 1])) {
            value_release(state->rt, pairs[count]);
            break;
        }
        count += 2;
    }
    if (!PyErr_Occurred()) return true;
    extpy_release_items(state, pairs, count);
    return false;
}

bool extpy_call_value(ExtpyState *state, Value callee, PyObject *args, PyObject *kwargs,
                      Value *result) {
    usize count = (usize)PyTuple_Size(args), pairs = kwargs ? (usize)PyDict_Size(kwargs) : 0;
    Value local[ARGS_LOCAL];
    Value *values =
        count + 2 * pairs <= ARGS_LOCAL ? local : malloc((count + 2 * pairs) * sizeof *values);
    if (!values) return PyErr_NoMemory() != NULL;
    usize done = 0;
    while (done < count && extpy_in(state, PyTuple_GetItem(args, (Py_ssize_t)done), &values[done]))
        done++;
    bool is_good = done == count && keywords_in(state, kwargs, values + count);
    if (is_good) {
        RtState *rt = state->rt;
        ResultWord answer =
            pairs ? rt_call_kw(rt, callee, (i64)count, values, (i64)pairs, values + count)
                  : rt_call(rt, callee, (i64)count, values);
        done += 2 * pairs;
        *result = answer.value;
        is_good = !answer.is_error || extpy_raise_out(state);
    }
    extpy_release_items(state, values, done);
    if (values != local) free(values);
    return is_good;
}

PyObject *extpy_call(ExtpyState *state, Value callee, PyObject *args, PyObject *kwargs) {
    Value value;
    extpy_enter(state);
    bool is_good = extpy_call_value(state, callee, args, kwargs, &value);
    PyObject *result = is_good ? extpy_out_take(state, value) : NULL;
    extpy_leave(state);
    return result;
}

static PyObject *object_call(PyObject *self, PyObject *args, PyObject *kwargs) {
    return extpy_call(self_of(self)->state, self_of(self)->value, args, kwargs);
}

// ---- life
static PyObject *object_new_(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
    PyObject *capsule = PyObject_GetAttrString((PyObject *)type, "__krait__");
    RtClass *class = capsule ? PyCapsule_GetPointer(capsule, "krait.class") : NULL;
    ExtpyState *state = capsule ? PyCapsule_GetContext(capsule) : NULL;
    Py_XDECREF(capsule);
    if (!class || !state) return NULL;
    if (extpy_map_get(&state->classes, class->id + 1) != (void *)type) {
        PyErr_Format(PyExc_TypeError, "a class compiled by Krait cannot be subclassed in CPython");
        return NULL;
    }
    return extpy_call(state, value_from_ref(class), args, kwargs);
}

// __new__ did it all.
static int object_init(PyObject *self, PyObject *args, PyObject *kwargs) {
    (void)self, (void)args, (void)kwargs;
    return 0;
}

static void object_dealloc(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    Value value = self_of(self)->value;
    PyTypeObject *type = Py_TYPE(self);
    freefunc free_self = (freefunc)PyType_GetSlot(type, Py_tp_free);
    // Not where another object took its place meanwhile.
    if (extpy_map_get(&state->objects, value) == (void *)self)
        extpy_map_remove(&state->objects, value);
    free_self(self);
    Py_DECREF(type);
    PyObject *type_of_error, *error, *traceback;
    PyErr_Fetch(&type_of_error, &error, &traceback);
    extpy_enter(state);
    value_release(state->rt, value);
    extpy_leave(state);
    PyErr_Restore(type_of_error, error, traceback);
    extpy_state_release(state);
}

// ---- attributes
static bool is_dunder(PyObject *name) {
    Py_ssize_t len;
    const char *text = PyUnicode_AsUTF8AndSize(name, &len);
    if (!text) PyErr_Clear();
    return text && len > 4 && text[0] == '_' && text[1] == '_' && text[len - 1] == '_';
}

static PyObject *object_getattr(PyObject *self, PyObject *name) {
    if (is_dunder(name)) {
        PyObject *found = PyObject_GenericGetAttr(self, name);
        if (found || !PyErr_ExceptionMatches(PyExc_AttributeError)) return found;
        PyErr_Clear();
    }
    Value key;
    if (!enter_with(self, name, &key)) return NULL;
    ExtpyState *state = self_of(self)->state;
    Str *str = interned(state, key);
    ResultWord result = rt_getattr(state->rt, self_of(self)->value, str);
    object_release(state->rt, str);
    return answer(state, result);
}

static int object_setattr(PyObject *self, PyObject *name, PyObject *item) {
    Value key, value = VALUE_UNDEFINED;
    if (!enter_with(self, name, &key)) return -1;
    ExtpyState *state = self_of(self)->state;
    Str *str = interned(state, key);
    bool is_good = !item || extpy_in(state, item, &value);
    u32 is_error = 0;
    if (is_good)
        is_error = item ? rt_setattr(state->rt, self_of(self)->value, str, value)
                        : rt_delattr(state->rt, self_of(self)->value, str);
    value_release(state->rt, value);
    object_release(state->rt, str);
    int done = answer_done(state, is_error);
    return is_good ? done : -1;
}

// ---- the object as a whole
static PyObject *object_repr(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    return answer_text(state, rt_repr(state->rt, self_of(self)->value));
}

static PyObject *object_str(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    return answer_text(state, rt_str(state->rt, self_of(self)->value));
}

static Py_hash_t object_hash(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    ResultWord hash = rt_hash(state->rt, self_of(self)->value);
    if (answer_done(state, hash.is_error)) return -1;
    return (Py_hash_t)hash.value == -1 ? -2 : (Py_hash_t)hash.value;
}

// ---- operators. CPython calls the slot of either operand; the other one may be CPython's.
// Whether the runtime itself asks for this: it has no answer then.
static bool is_asked(const ExtpyState *state, PyObject *left, PyObject *right) {
    return state->asked_left == left && state->asked_right == right;
}

// A list, dict or set of Krait as CPython's own, for operations with such; NULL, without an
// exception, for others.
static PyObject *plain_copy(PyObject *self, PyObject *other) {
    if (!extpy_is_object(self) || extpy_is_object(other)) return NULL;
    u32 class_id = value_class(self_of(self)->value);
    bool is_container = class_id == CLASS_LIST || class_id == CLASS_DICT || class_id == CLASS_SET ||
                        class_id == CLASS_BYTEARRAY;
    if (!is_container) return NULL;
    return PyObject_CallFunctionObjArgs(extpy_class(self_of(self)->state, class_id), self, NULL);
}

typedef struct {
    ExtpyState *state;
    Value left, right;
} Operands;

static bool operands_in(PyObject *left, PyObject *right, Operands *operands) {
    ExtpyState *state = self_of(extpy_is_object(left) ? left : right)->state;
    *operands = (Operands){state, VALUE_UNDEFINED, VALUE_UNDEFINED};
    extpy_enter(state);
    if (extpy_in(state, left, &operands->left) && extpy_in(state, right, &operands->right))
        return true;
    value_release(state->rt, operands->left);
    extpy_leave(state);
    return false;
}

static PyObject *operands_answer(const Operands *operands, ResultWord result) {
    value_release(operands->state->rt, operands->left);
    value_release(operands->state->rt, operands->right);
    return answer(operands->state, result);
}

static PyObject *not_implemented(void) {
    Py_INCREF(Py_NotImplemented);
    return Py_NotImplemented;
}

static PyObject *object_compare(PyObject *self, PyObject *other, int op) {
    static const RtCompareOp ops[] = {[Py_LT] = RT_LT, [Py_LE] = RT_LE, [Py_EQ] = RT_EQ,
                                      [Py_NE] = RT_NE, [Py_GT] = RT_GT, [Py_GE] = RT_GE};
    if (is_asked(self_of(self)->state, self, other) || is_asked(self_of(self)->state, other, self))
        return not_implemented();
    PyObject *copy = plain_copy(self, other);
    if (copy || PyErr_Occurred()) {
        PyObject *result = copy ? PyObject_RichCompare(copy, other, op) : NULL;
        Py_XDECREF(copy);
        return result;
    }
    Operands operands;
    if (!operands_in(self, other, &operands)) return NULL;
    return operands_answer(&operands,
                           rt_compare(operands.state->rt, operands.left, operands.right, ops[op]));
}

typedef ResultWord Binary(RtState *rt, Value left, Value right);

static PyObject *binary(PyObject *left, PyObject *right, Binary *operation, binaryfunc plain) {
    if (is_asked(self_of(extpy_is_object(left) ? left : right)->state, left, right))
        return not_implemented();
    PyObject *copy = plain_copy(left, right);
    if (copy || PyErr_Occurred()) {
        PyObject *result = copy ? plain(copy, right) : NULL;
        Py_XDECREF(copy);
        return result;
    }
    Operands operands;
    if (!operands_in(left, right, &operands)) return NULL;
    return operands_answer(&operands, operation(operands.state->rt, operands.left, operands.right));
}

#define BINARY(name, plain)                                                                        \
    static PyObject *object_##name(PyObject *left, PyObject *right) {                              \
        return binary(left, right, rt_##name, plain);                                              \
    }
BINARY(add, PyNumber_Add)
BINARY(sub, PyNumber_Subtract)
BINARY(mul, PyNumber_Multiply)
BINARY(truediv, PyNumber_TrueDivide)
BINARY(floordiv, PyNumber_FloorDivide)
BINARY(mod, PyNumber_Remainder)
BINARY(matmul, PyNumber_MatrixMultiply)
BINARY(lshift, PyNumber_Lshift)
BINARY(rshift, PyNumber_Rshift)
BINARY(and, PyNumber_And)
BINARY(or, PyNumber_Or)
BINARY(xor, PyNumber_Xor)

static PyObject *power(PyObject *left, PyObject *right) {
    return PyNumber_Power(left, right, Py_None);
}

static PyObject *object_pow(PyObject *left, PyObject *right, PyObject *modulus) {
    return modulus == Py_None ? binary(left, right, rt_pow, power) : not_implemented();
}

static int object_truth(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    return answer_truth(state, rt_truth(state->rt, self_of(self)->value));
}

// ---- items
static Py_ssize_t object_len(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    ResultWord len = rt_len(state->rt, self_of(self)->value);
    return answer_done(state, len.is_error) ? -1 : (Py_ssize_t)len.value;
}

static PyObject *object_getitem(PyObject *self, PyObject *key) {
    Value index;
    if (!enter_with(self, key, &index)) return NULL;
    ExtpyState *state = self_of(self)->state;
    ResultWord result = rt_getitem(state->rt, self_of(self)->value, index);
    value_release(state->rt, index);
    return answer(state, result);
}

static int object_setitem(PyObject *self, PyObject *key, PyObject *item) {
    Value index, value = VALUE_UNDEFINED;
    if (!enter_with(self, key, &index)) return -1;
    ExtpyState *state = self_of(self)->state;
    bool is_good = !item || extpy_in(state, item, &value);
    u32 is_error = 0;
    if (is_good)
        is_error = item ? rt_setitem(state->rt, self_of(self)->value, index, value)
                        : rt_delitem(state->rt, self_of(self)->value, index);
    value_release(state->rt, value);
    value_release(state->rt, index);
    int done = answer_done(state, is_error);
    return is_good ? done : -1;
}

static int object_contains(PyObject *self, PyObject *item) {
    Value value;
    if (!enter_with(self, item, &value)) return -1;
    ExtpyState *state = self_of(self)->state;
    ResultI32 result = rt_contains(state->rt, self_of(self)->value, value);
    value_release(state->rt, value);
    return answer_truth(state, result);
}

static PyObject *object_iter(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    return answer(state, rt_iter(state->rt, self_of(self)->value));
}

static PyObject *object_next(PyObject *self) {
    ExtpyState *state = self_of(self)->state;
    extpy_enter(state);
    ResultWord result = rt_next(state->rt, self_of(self)->value);
    if (result.is_error || result.value != VALUE_UNDEFINED) return answer(state, result);
    extpy_leave(state);
    return NULL;
}

// ---- types
typedef struct {
    const char *name, *reflected;  // of the methods; NULL: none
    int slot;
    void *function;
} Capability;

// What a class can do that defines such a method.
static const Capability capabilities[] = {
    {"__call__", NULL, Py_tp_call, (void *)object_call},
    {"__iter__", "__getitem__", Py_tp_iter, (void *)object_iter},
    {"__next__", NULL, Py_tp_iternext, (void *)object_next},
    {"__bool__", NULL, Py_nb_bool, (void *)object_truth},
    {"__len__", NULL, Py_mp_length, (void *)object_len},
    {"__getitem__", NULL, Py_mp_subscript, (void *)object_getitem},
    {"__setitem__", "__delitem__", Py_mp_ass_subscript, (void *)object_setitem},
    {"__contains__", NULL, Py_sq_contains, (void *)object_contains},
    {"__add__", "__radd__", Py_nb_add, (void *)object_add},
    {"__sub__", "__rsub__", Py_nb_subtract, (void *)object_sub},
    {"__mul__", "__rmul__", Py_nb_multiply, (void *)object_mul},
    {"__truediv__", "__rtruediv__", Py_nb_true_divide, (void *)object_truediv},
    {"__floordiv__", "__rfloordiv__", Py_nb_floor_divide, (void *)object_floordiv},
    {"__mod__", "__rmod__", Py_nb_remainder, (void *)object_mod},
    {"__matmul__", "__rmatmul__", Py_nb_matrix_multiply, (void *)object_matmul},
    {"__pow__", "__rpow__", Py_nb_power, (void *)object_pow},
    {"__lshift__", "__rlshift__", Py_nb_lshift, (void *)object_lshift},
    {"__rshift__", "__rrshift__", Py_nb_rshift, (void *)object_rshift},
    {"__and__", "__rand__", Py_nb_and, (void *)object_and},
    {"__or__", "__ror__", Py_nb_or, (void *)object_or},
    {"__xor__", "__rxor__", Py_nb_xor, (void *)object_xor},
};

static bool has_method(ExtpyState *state, RtClass *class, const char *name) {
    if (!name) return false;
    Str *str = str_intern_text(state->rt, name);
    bool is_found = class_find(state->rt, class, str) != NULL;
    object_release(state->rt, str);
    return is_found;
}

// The built-in classes answer operators themselves, without methods.
static bool is_able(ExtpyState *state, RtClass *class, const Capability *capability) {
    if (has_method(state, class, capability->name) ||
        has_method(state, class, capability->reflected))
        return true;
    bool is_code =
        class->id == CLASS_FUNCTION || class->id == CLASS_METHOD || class->id == CLASS_BUILTIN;
    bool is_container = class->id >= CLASS_BYTEARRAY && class->id <= CLASS_RANGE;
    bool is_view = class->id >= CLASS_DICT_KEYS && class->id <= CLASS_DICT_ITEMS;
    bool is_iterator = class->id >= CLASS_LIST_ITERATOR && class->id <= CLASS_FILTER;
    switch (capability->slot) {
    case Py_tp_call: return is_code;
    case Py_tp_iter: return is_container || is_view || is_iterator;
    case Py_tp_iternext: return is_iterator;
    case Py_mp_length:
    case Py_sq_contains: return is_container || is_view;
    case Py_mp_subscript: return is_container && class->id != CLASS_SET;
    case Py_mp_ass_subscript:
        return class->id == CLASS_LIST || class->id == CLASS_DICT || class->id == CLASS_BYTEARRAY;
    case Py_nb_add:
    case Py_nb_multiply: return class->id == CLASS_LIST || class->id == CLASS_BYTEARRAY;
    case Py_nb_and:
    case Py_nb_or:
    case Py_nb_xor:
    case Py_nb_subtract: return class->id == CLASS_SET || class->id == CLASS_DICT_KEYS;
    default: return false;
    }
}

static u32 fill_slots(ExtpyState *state, RtClass *class, PyType_Slot *slots) {
    static const PyType_Slot common[] = {
        {Py_tp_dealloc, (void *)object_dealloc},
        {Py_tp_getattro, (void *)object_getattr},
        {Py_tp_setattro, (void *)object_setattr},
        {Py_tp_repr, (void *)object_repr},
        {Py_tp_str, (void *)object_str},
        {Py_tp_hash, (void *)object_hash},
        {Py_tp_richcompare, (void *)object_compare},
    };
    u32 count = COUNT_OF(common);
    memcpy(slots, common, sizeof common);
    for (u32 i = 0; i < COUNT_OF(capabilities); i++) {
        if (is_able(state, class, &capabilities[i]))
            slots[count++] = (PyType_Slot){capabilities[i].slot, capabilities[i].function};
    }
    if (class->id >= CLASS_USER_FIRST) {
        slots[count++] = (PyType_Slot){Py_tp_new, (void *)object_new_};
        slots[count++] = (PyType_Slot){Py_tp_init, (void *)object_init};
    }
    slots[count] = (PyType_Slot){0, NULL};
    return count;
}

// A function of the class, as CPython binds them.
static PyObject *attribute_out(ExtpyState *state, const ClassAttribute *attribute, Value value) {
    PyObject *item = extpy_out(state, value);
    if (!item || attribute->kind != ATTRIBUTE_METHOD) return item;
    PyObject *method = extpy_help(state, "method", item, NULL);
    Py_DECREF(item);
    return method;
}

bool extpy_class_attributes(ExtpyState *state, RtClass *class, PyObject *type) {
    PyObject *capsule = PyCapsule_New(class, "krait.class", NULL);
    bool is_good = capsule && PyCapsule_SetContext(capsule, state) == 0 &&
                   PyObject_SetAttrString(type, "__krait__", capsule) == 0;
    bool is_exception = class->layout_id >= CLASS_BASE_EXCEPTION;
    Py_XDECREF(capsule);
    for (u32 i = 0; i < class->attribute_capacity && is_good; i++) {
        const ClassAttribute *attribute = &class->attributes[i];
        if (!attribute->name || class->id < CLASS_USER_FIRST) continue;
        ResultWord value =
            rt_getattr(state->rt, value_from_ref(class), (void *)(uintptr_t)attribute->name);
        if (value.is_error) {
            error_clear(state->rt);
            continue;
        }
        PyObject *name = extpy_out(state, value_from_ref(attribute->name));
        PyObject *item = attribute_out(state, attribute, value.value);
        value_release(state->rt, value.value);
        bool is_kept = name && is_dunder(name) && !is_exception;  // the slots answer these
        is_good = name && item && (is_kept || PyObject_SetAttr(type, name, item) == 0);
        Py_XDECREF(name);
        Py_XDECREF(item);
    }
    return is_good;
}

static PyObject *make_type(ExtpyState *state, RtClass *class) {
    PyType_Slot slots[SLOTS_MAX];
    fill_slots(state, class, slots);
    bool is_user = class->id >= CLASS_USER_FIRST;
    PyObject *short_name = extpy_out(state, value_from_ref(class->name));
    PyObject *name =
        short_name
            ? PyUnicode_FromFormat("%s.%U", is_user ? extpy_module.name : "krait", short_name)
            : NULL;
    PyType_Spec spec = {
        .name = name ? PyUnicode_AsUTF8AndSize(name, NULL) : NULL,
        .basicsize = sizeof(ExtpyObject),
        .flags = Py_TPFLAGS_DEFAULT |
                 (is_user ? Py_TPFLAGS_BASETYPE : Py_TPFLAGS_DISALLOW_INSTANTIATION),
        .slots = slots,
    };
    bool has_base = is_user && class->base_id >= CLASS_USER_FIRST;
    PyObject *base = has_base ? extpy_class(state, class->base_id) : (PyObject *)&PyBaseObject_Type;
    PyObject *type = spec.name && base ? PyType_FromSpecWithBases(&spec, base) : NULL;
    Py_XDECREF(short_name);
    Py_XDECREF(name);
    return type;
}

PyObject *extpy_class(ExtpyState *state, u32 class_id) {
    static const struct {
        u32 class_id;
        PyTypeObject *type;
    } same[] = {{CLASS_OBJECT, &PyBaseObject_Type}, {CLASS_TYPE, &PyType_Type},
                {CLASS_INT, &PyLong_Type},          {CLASS_BOOL, &PyBool_Type},
                {CLASS_FLOAT, &PyFloat_Type},       {CLASS_STR, &PyUnicode_Type},
                {CLASS_BYTES, &PyBytes_Type},       {CLASS_TUPLE, &PyTuple_Type},
                {CLASS_LIST, &PyList_Type},         {CLASS_DICT, &PyDict_Type},
                {CLASS_SET, &PySet_Type},           {CLASS_FROZENSET, &PyFrozenSet_Type},
                {CLASS_COMPLEX, &PyComplex_Type},   {CLASS_BYTEARRAY, &PyByteArray_Type}};
    for (u32 i = 0; i < COUNT_OF(same); i++) {
        if (same[i].class_id == class_id) return (PyObject *)same[i].type;
    }
    RtClass *class = class_get(state->rt, class_id);
    if (class->layout_id >= CLASS_BASE_EXCEPTION) return extpy_exception_class(state, class_id);
    PyObject *type = extpy_map_get(&state->classes, class_id + 1);
    if (type) return type;
    type = make_type(state, class);
    if (type && !extpy_map_put(&state->classes, class_id + 1, type)) {
        Py_CLEAR(type);
        PyErr_NoMemory();
    }
    if (type && !extpy_class_attributes(state, class, type)) return NULL;
    return type;
}

bool extpy_is_object(PyObject *object) {
    return PyType_GetSlot(Py_TYPE(object), Py_tp_dealloc) == (void *)object_dealloc;
}

// The type of a wrapper: for list, dict … not CPython's own.
static PyObject *wrapper_type(ExtpyState *state, u32 class_id) {
    RtClass *class = class_get(state->rt, class_id);
    if (class_id >= CLASS_USER_FIRST) return extpy_class(state, class_id);
    // Kept apart from what extpy_class answers for the class itself.
    u64 key = (u64)class_id + 1 + ((u64)1 << 32);
    PyObject *type = extpy_map_get(&state->classes, key);
    if (type) return type;
    type = make_type(state, class);
    if (type && !extpy_map_put(&state->classes, key, type)) {
        Py_CLEAR(type);
        PyErr_NoMemory();
    }
    return type;
}

PyObject *extpy_wrap(ExtpyState *state, Value value) {
    PyObject *known = extpy_map_get(&state->objects, value);
    if (known) {
        Py_INCREF(known);
        value_release(state->rt, value);
        return known;
    }
    PyTypeObject *type =
        (PyTypeObject *)(void *)wrapper_type(state, ((Object *)value_ref(value))->class_id);
    ExtpyObject *made = type ? (void *)PyType_GenericAlloc(type, 0) : NULL;
    if (!made) {
        value_release(state->rt, value);
        return NULL;
    }
    made->state = state;
    made->value = value;
    state->refs++;
    if (!extpy_map_put(&state->objects, value, made)) PyErr_Clear();
    return (PyObject *)made;
}
