// Objects of CPython inside Krait: every operation asks CPython.
#include "pybind/extpy_priv.h"

#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/str.h"

static PyObject *origin(const Foreign *self) {
    return (PyObject *)(uintptr_t)self->handle;
}

// ---- results; each takes the object, NULL meaning CPython's exception
static ResultWord answer(RtState *rt, PyObject *object, ExtpyPause *pause) {
    Value value = VALUE_UNDEFINED;
    bool is_good = object && extpy_in(extpy_state(rt), object, &value);
    Py_XDECREF(object);
    extpy_resume(rt, pause);
    if (is_good) return word_ok(value);
    extpy_raise_in(rt);
    return word_error();
}

static u32 answer_done(RtState *rt, bool is_good, ExtpyPause *pause) {
    extpy_resume(rt, pause);
    if (!is_good) extpy_raise_in(rt);
    return !is_good;
}

static ResultI32 answer_truth(RtState *rt, int truth, ExtpyPause *pause) {
    return answer_done(rt, truth >= 0, pause) ? i32_error() : i32_ok((u32)truth);
}

static ResultWord answer_number(RtState *rt, i64 number, bool is_good, ExtpyPause *pause) {
    return answer_done(rt, is_good, pause) ? word_error() : word_ok((u64)number);
}

static ResultRef answer_str(RtState *rt, PyObject *object, ExtpyPause *pause) {
    ResultWord word = answer(rt, object, pause);
    if (word.is_error) return ref_error();
    if (value_is_str(word.value)) return ref_ok(value_str(word.value));
    // A subclass of str.
    ResultRef text = rt_str(rt, word.value);
    value_release(rt, word.value);
    return text;
}

static PyObject *out(RtState *rt, Value value) {
    return extpy_out(extpy_state(rt), value);
}

// ---- life
static void host_release(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    extpy_map_remove(&extpy_state(rt)->foreigns, self->handle);
    Py_DECREF(origin(self));
    extpy_resume(rt, &pause);
}

// ---- attributes
static ResultWord host_get(RtState *rt, Foreign *self, Str *name) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *key = out(rt, value_from_ref(name));
    PyObject *result = key ? PyObject_GetAttr(origin(self), key) : NULL;
    Py_XDECREF(key);
    return answer(rt, result, &pause);
}

static u32 host_set(RtState *rt, Foreign *self, Str *name, Value value) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *key = out(rt, value_from_ref(name)), *item = key ? out(rt, value) : NULL;
    bool is_good = item && PyObject_SetAttr(origin(self), key, item) == 0;
    Py_XDECREF(key);
    Py_XDECREF(item);
    return answer_done(rt, is_good, &pause);
}

static u32 host_delete(RtState *rt, Foreign *self, Str *name) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *key = out(rt, value_from_ref(name));
    bool is_good = key && PyObject_SetAttr(origin(self), key, NULL) == 0;
    Py_XDECREF(key);
    return answer_done(rt, is_good, &pause);
}

// ---- calls
static PyObject *call(RtState *rt, PyObject *callee, const Value *args, u32 count,
                      const Value *pairs, u32 pair_count) {
    PyObject *tuple = PyTuple_New(count), *kwargs = pair_count ? PyDict_New() : NULL;
    bool is_good = tuple && (kwargs || !pair_count);
    for (u32 i = 0; i < count && is_good; i++) {
        PyObject *item = out(rt, args[i]);
        is_good = item && PyTuple_SetItem(tuple, i, item) == 0;
    }
    for (u32 i = 0; i < pair_count && is_good; i++) {
        PyObject *key = out(rt, pairs[2 * i]), *item = out(rt, pairs[2 * i + 1]);
        is_good = key && item && PyDict_SetItem(kwargs, key, item) == 0;
        Py_XDECREF(key);
        Py_XDECREF(item);
    }
    PyObject *result = is_good ? PyObject_Call(callee, tuple, kwargs) : NULL;
    Py_XDECREF(tuple);
    Py_XDECREF(kwargs);
    return result;
}

static ResultWord host_call(RtState *rt, Foreign *self, Value receiver, const Value *args,
                            u32 count, const Value *pairs, u32 pair_count) {
    (void)receiver;  // CPython's bound methods know theirs
    ExtpyPause pause = extpy_pause(rt);
    return answer(rt, call(rt, origin(self), args, count, pairs, pair_count), &pause);
}

static ResultWord host_call_method(RtState *rt, Foreign *self, Str *name, const Value *args,
                                   u32 count, const Value *pairs, u32 pair_count) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *key = out(rt, value_from_ref(name));
    PyObject *method = key ? PyObject_GetAttr(origin(self), key) : NULL;
    PyObject *result = method ? call(rt, method, args, count, pairs, pair_count) : NULL;
    Py_XDECREF(key);
    Py_XDECREF(method);
    return answer(rt, result, &pause);
}

static bool host_is_callable(RtState *rt, Foreign *self) {
    (void)rt;
    return PyCallable_Check(origin(self));
}

// ---- items
static ResultWord host_get_item(RtState *rt, Foreign *self, Value key) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *index = out(rt, key);
    PyObject *result = index ? PyObject_GetItem(origin(self), index) : NULL;
    Py_XDECREF(index);
    return answer(rt, result, &pause);
}

static u32 host_set_item(RtState *rt, Foreign *self, Value key, Value value) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *index = out(rt, key), *item = index ? out(rt, value) : NULL;
    bool is_good = item && PyObject_SetItem(origin(self), index, item) == 0;
    Py_XDECREF(index);
    Py_XDECREF(item);
    return answer_done(rt, is_good, &pause);
}

static u32 host_delete_item(RtState *rt, Foreign *self, Value key) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *index = out(rt, key);
    bool is_good = index && PyObject_DelItem(origin(self), index) == 0;
    Py_XDECREF(index);
    return answer_done(rt, is_good, &pause);
}

static ResultWord host_len(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    Py_ssize_t len = PyObject_Size(origin(self));
    return answer_number(rt, len, len >= 0, &pause);
}

static ResultWord host_iterate(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    return answer(rt, PyObject_GetIter(origin(self)), &pause);
}

static ResultWord host_next(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    if (!PyIter_Check(origin(self))) {
        PyErr_SetString(PyExc_TypeError, "object is not an iterator");
        return answer(rt, NULL, &pause);
    }
    PyObject *item = PyIter_Next(origin(self));
    if (item || PyErr_Occurred()) return answer(rt, item, &pause);
    extpy_resume(rt, &pause);
    return word_ok(VALUE_UNDEFINED);
}

static ResultI32 host_contains(RtState *rt, Foreign *self, Value item) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *object = out(rt, item);
    int truth = object ? PySequence_Contains(origin(self), object) : -1;
    Py_XDECREF(object);
    return answer_truth(rt, truth, &pause);
}

// ---- the object as a whole
static ResultI32 host_truth(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    return answer_truth(rt, PyObject_IsTrue(origin(self)), &pause);
}

static ResultI32 host_has_instance(RtState *rt, Foreign *self, Value value) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *object = out(rt, value);
    int truth = object ? PyObject_IsInstance(object, origin(self)) : -1;
    Py_XDECREF(object);
    return answer_truth(rt, truth, &pause);
}

static ResultRef host_repr(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    return answer_str(rt, PyObject_Repr(origin(self)), &pause);
}

static ResultRef host_str(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    return answer_str(rt, PyObject_Str(origin(self)), &pause);
}

static ResultWord host_hash(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    Py_hash_t hash = PyObject_Hash(origin(self));
    return answer_number(rt, hash, hash != -1, &pause);
}

static ResultWord host_type_of(RtState *rt, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    return answer(rt, PyObject_Type(origin(self)), &pause);
}

static ResultWord host_root(RtState *rt) {
    return error_text(rt, CLASS_RUNTIME_ERROR, "there is no JavaScript in CPython");
}

// ---- operators. CPython asks the KraitObject among the operands first; it has nothing to add.
typedef struct {
    PyObject *left, *right, *outer_left, *outer_right;
} Asked;

static bool ask(RtState *rt, Value left, Value right, Asked *asked) {
    ExtpyState *state = extpy_state(rt);
    *asked = (Asked){out(rt, left), NULL, state->asked_left, state->asked_right};
    if (asked->left) asked->right = out(rt, right);
    state->asked_left = asked->left;
    state->asked_right = asked->right;
    return asked->right != NULL;
}

static void ask_end(RtState *rt, Asked *asked) {
    extpy_state(rt)->asked_left = asked->outer_left;
    extpy_state(rt)->asked_right = asked->outer_right;
    Py_XDECREF(asked->left);
    Py_XDECREF(asked->right);
}

static ResultWord host_binary(RtState *rt, u32 op, bool is_inplace, Value left, Value right) {
    typedef PyObject *Binary(PyObject *, PyObject *);
    static Binary *const plain[] = {
        [RT_OP_ADD] = PyNumber_Add,
        [RT_OP_SUB] = PyNumber_Subtract,
        [RT_OP_MUL] = PyNumber_Multiply,
        [RT_OP_TRUEDIV] = PyNumber_TrueDivide,
        [RT_OP_MOD] = PyNumber_Remainder,
        [RT_OP_FLOORDIV] = PyNumber_FloorDivide,
        [RT_OP_LSHIFT] = PyNumber_Lshift,
        [RT_OP_MATMUL] = PyNumber_MatrixMultiply,
        [RT_OP_RSHIFT] = PyNumber_Rshift,
        [RT_OP_AND] = PyNumber_And,
        [RT_OP_OR] = PyNumber_Or,
        [RT_OP_XOR] = PyNumber_Xor,
        [RT_OP_POW] = NULL,
    };
    static Binary *const inplace[] = {
        [RT_OP_ADD] = PyNumber_InPlaceAdd,
        [RT_OP_SUB] = PyNumber_InPlaceSubtract,
        [RT_OP_MUL] = PyNumber_InPlaceMultiply,
        [RT_OP_TRUEDIV] = PyNumber_InPlaceTrueDivide,
        [RT_OP_MOD] = PyNumber_InPlaceRemainder,
        [RT_OP_FLOORDIV] = PyNumber_InPlaceFloorDivide,
        [RT_OP_LSHIFT] = PyNumber_InPlaceLshift,
        [RT_OP_MATMUL] = PyNumber_InPlaceMatrixMultiply,
        [RT_OP_RSHIFT] = PyNumber_InPlaceRshift,
        [RT_OP_AND] = PyNumber_InPlaceAnd,
        [RT_OP_OR] = PyNumber_InPlaceOr,
        [RT_OP_XOR] = PyNumber_InPlaceXor,
        [RT_OP_POW] = NULL,
    };
    ExtpyPause pause = extpy_pause(rt);
    Asked asked;
    PyObject *result = NULL;
    bool is_good = ask(rt, left, right, &asked);
    if (is_good && op == RT_OP_POW)
        result =
            (is_inplace ? PyNumber_InPlacePower : PyNumber_Power)(asked.left, asked.right, Py_None);
    else if (is_good)
        result = (is_inplace ? inplace : plain)[op](asked.left, asked.right);
    ask_end(rt, &asked);
    return answer(rt, result, &pause);
}

static ResultWord host_compare(RtState *rt, u32 op, Value left, Value right) {
    static const int ops[] = {[RT_LT] = Py_LT, [RT_LE] = Py_LE, [RT_EQ] = Py_EQ,
                              [RT_NE] = Py_NE, [RT_GT] = Py_GT, [RT_GE] = Py_GE};
    ExtpyPause pause = extpy_pause(rt);
    Asked asked;
    PyObject *result = NULL;
    if (ask(rt, left, right, &asked))
        result = PyObject_RichCompare(asked.left, asked.right, ops[op]);
    ask_end(rt, &asked);
    return answer(rt, result, &pause);
}

static ResultWord host_unary(RtState *rt, ForeignUnaryOp op, Foreign *self) {
    ExtpyPause pause = extpy_pause(rt);
    PyObject *result = op == FOREIGN_NEG   ? PyNumber_Negative(origin(self))
                       : op == FOREIGN_POS ? PyNumber_Positive(origin(self))
                                           : PyNumber_Invert(origin(self));
    return answer(rt, result, &pause);
}

const ForeignHost extpy_host = {
    .release = host_release,
    .get_attribute = host_get,
    .set_attribute = host_set,
    .delete_attribute = host_delete,
    .call = host_call,
    .call_method = host_call_method,
    .get_item = host_get_item,
    .set_item = host_set_item,
    .delete_item = host_delete_item,
    .len = host_len,
    .iterate = host_iterate,
    .next = host_next,
    .contains = host_contains,
    .truth = host_truth,
    .has_instance = host_has_instance,
    .repr = host_repr,
    .str = host_str,
    .is_callable = host_is_callable,
    .root = host_root,
    .binary = host_binary,
    .compare = host_compare,
    .unary = host_unary,
    .hash = host_hash,
    .type_of = host_type_of,
};
