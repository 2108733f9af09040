#include "server/pyapi/shared_totals.h"

#include "base/atomic.h"
#include "os/mapping.h"

#include <string.h>

enum {
    NAME_BYTES_MAX = 56,
    COUNTERS_MAX = 1 << 16,
    NAMES_MAX = 1 << 26,
    SPINS_MAX = 1 << 20,  // a worker that dies between two stores must not stop the others
};

typedef enum { SLOT_EMPTY, SLOT_TAKEN, SLOT_FILLED } SlotState;

typedef struct {
    AtomicU32 state;  // SlotState; SLOT_FILLED is stored last
    u32 len;
    u8 name[NAME_BYTES_MAX];
} NameSlot;

static_assert(sizeof(NameSlot) == 64, "see shared_totals.h");

typedef struct {
    PyObject_HEAD AtomicU64 *counters;  // shared; the mapping starts here
    AtomicU64 *name_count;              // shared
    NameSlot *slots;                    // shared
    usize counter_count, slot_count, bytes;
} SharedTotals;

static PyObject *totals_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords) {
    static char *names[] = {"counters", "names", "path", NULL};
    Py_ssize_t counter_count = 8, name_count = 0;
    const char *path = NULL;
    if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "|nnz:SharedTotals", names,
                                     &counter_count, &name_count, &path)) {
        return NULL;
    }
    if (counter_count < 0 || counter_count > COUNTERS_MAX || name_count < 0 ||
        name_count > NAMES_MAX) {
        PyErr_SetString(PyExc_ValueError, "that many counters or names are not possible");
        return NULL;
    }
    SharedTotals *self = (SharedTotals *)type->tp_alloc(type, 0);
    if (!self) return NULL;
    // Never more than half full, so that searches stay short.
    self->slot_count = 2;
    while (self->slot_count < 2 * (usize)name_count) self->slot_count *= 2;
    self->counter_count = (usize)counter_count;
    // The count of names lies behind the counters; then whole lines for the slots.
    usize head_bytes = ((self->counter_count + 1) * sizeof(u64) + 63) / 64 * 64;
    self->bytes = head_bytes + self->slot_count * sizeof(NameSlot);
    void *memory;
    Status status = path ? os_mapping_open_shared(path, self->bytes, &memory)
                         : os_mapping_new_shared(self->bytes, &memory);
    if (status != STATUS_OK) {
        PyErr_SetString(path ? PyExc_OSError : PyExc_MemoryError, status_text(status));
        Py_DECREF(self);
        return NULL;
    }
    self->counters = memory;
    self->name_count = self->counters + self->counter_count;
    self->slots = (NameSlot *)((u8 *)memory + head_bytes);
    return (PyObject *)self;
}

static void totals_dealloc(PyObject *object) {
    SharedTotals *self = (SharedTotals *)object;
    PyTypeObject *type = Py_TYPE(object);
    if (self->counters) os_mapping_free(self->counters, self->bytes);
    type->tp_free(object);
    Py_DECREF(type);
}

static AtomicU64 *counter_of(SharedTotals *self, Py_ssize_t index) {
    if (index >= 0 && (usize)index < self->counter_count) return &self->counters[index];
    PyErr_SetString(PyExc_IndexError, "no such counter");
    return NULL;
}

static f64 f64_of(u64 bits) {
    f64 number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

static u64 bits_of(f64 number) {
    u64 bits;
    memcpy(&bits, &number, sizeof(bits));
    return bits;
}

static PyObject *totals_add(PyObject *object, PyObject *const *arguments, Py_ssize_t count) {
    if (count != 2) return PyErr_Format(PyExc_TypeError, "add() takes an index and a number");
    Py_ssize_t index = PyLong_AsSsize_t(arguments[0]);
    if (index == -1 && PyErr_Occurred()) return NULL;
    f64 number = PyFloat_AsDouble(arguments[1]);
    if (number == -1.0 && PyErr_Occurred()) return NULL;
    AtomicU64 *counter = counter_of((SharedTotals *)object, index);
    if (!counter) return NULL;
    u64 seen = atomic_u64_load_relaxed(counter);
    while (!atomic_u64_cas_acq_rel(counter, &seen, bits_of(f64_of(seen) + number))) continue;
    Py_RETURN_NONE;
}

static PyObject *totals_get(PyObject *object, PyObject *argument) {
    Py_ssize_t index = PyLong_AsSsize_t(argument);
    if (index == -1 && PyErr_Occurred()) return NULL;
    AtomicU64 *counter = counter_of((SharedTotals *)object, index);
    return counter ? PyFloat_FromDouble(f64_of(atomic_u64_load_acquire(counter))) : NULL;
}

// Waits until whoever took the slot has filled it. False: it never was.
static bool slot_wait(const NameSlot *slot) {
    for (u32 i = 0; i < SPINS_MAX; i++) {
        // Pairs with slot_fill's release: the name's bytes are there.
        if (atomic_u32_load_acquire(&slot->state) == SLOT_FILLED) return true;
        atomic_pause();
    }
    return false;
}

static void slot_fill(NameSlot *slot, Slice name) {
    slot->len = (u32)name.len;
    memcpy(slot->name, name.data, name.len);
    atomic_u32_store_release(&slot->state, SLOT_FILLED);
}

// 1: added, 0: known, -1: there is no room.
static int name_add(SharedTotals *self, Slice name) {
    usize mask = self->slot_count - 1;
    u64 hash = slice_hash(name);
    usize at = (usize)(hash ^ hash >> 32) & mask;
    if (2 * atomic_u64_load_relaxed(self->name_count) >= 2 * self->slot_count - 2) return -1;
    for (usize tried = 0; tried < self->slot_count; tried++, at = (at + 1) & mask) {
        NameSlot *slot = &self->slots[at];
        u32 seen = SLOT_EMPTY;
        if (atomic_u32_cas_acq_rel(&slot->state, &seen, SLOT_TAKEN)) {
            slot_fill(slot, name);
            atomic_u64_add_relaxed(self->name_count, 1);
            return 1;
        }
        if (!slot_wait(slot)) continue;
        if (slot->len == name.len && memcmp(slot->name, name.data, name.len) == 0) return 0;
    }
    return -1;
}

static PyObject *totals_add_name(PyObject *object, PyObject *argument) {
    Py_ssize_t len;
    const char *text = PyUnicode_AsUTF8AndSize(argument, &len);
    if (!text) return NULL;
    if (len > NAME_BYTES_MAX) return PyErr_Format(PyExc_ValueError, "a name has 56 bytes at most");
    int added = name_add((SharedTotals *)object, slice_make(text, (usize)len));
    if (added < 0) return PyErr_Format(PyExc_MemoryError, "no room for more names");
    return PyBool_FromLong(added);
}

static PyObject *totals_name_count(PyObject *object, PyObject *ignored) {
    (void)ignored;
    return PyLong_FromUnsignedLongLong(
        atomic_u64_load_acquire(((SharedTotals *)object)->name_count));
}

PyObject *shared_totals_type_new(PyObject *module) {
    static PyMethodDef methods[] = {
        {"add", (PyCFunction)(void (*)(void))totals_add, METH_FASTCALL,
         "add(index, number)\n--\n\nAdds to a counter."},
        {"get", totals_get, METH_O, "get(index)\n--\n\nA counter's value."},
        {"add_name", totals_add_name, METH_O, "add_name(name)\n--\n\nWhether the name is new."},
        {"name_count", totals_name_count, METH_NOARGS, "name_count()\n--\n\nHow many names."},
        {NULL, NULL, 0, NULL}};
    static PyType_Slot slots[] = {{Py_tp_new, (void *)totals_new},
                                  {Py_tp_dealloc, (void *)totals_dealloc},
                                  {Py_tp_methods, methods},
                                  {0, NULL}};
    static PyType_Spec spec = {.name = "_krait_api.SharedTotals",
                               .basicsize = sizeof(SharedTotals),
                               .flags = Py_TPFLAGS_DEFAULT,
                               .slots = slots};
    return PyType_FromModuleAndSpec(module, &spec, NULL);
}
