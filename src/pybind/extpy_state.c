// A module's runtime state: its host, its memory, its maps between the worlds.
#include "pybind/extpy_priv.h"

#include "abi/program.h"
#include "host/host_native.h"
#include "runtime/core/error.h"
#include "runtime/core/file.h"
#include "runtime/core/str.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_RESERVE_BYTES = 256 * 1024, MAP_CAPACITY_FIRST = 16 };

// ---- maps: open addressing, linear probing
static u32 slot_of(const ExtpyMap *map, u64 key) {
    u64 hash = key * UINT64_C(0x9e3779b97f4a7c15);
    u32 mask = map->capacity - 1, at = (u32)(hash >> 32) & mask;
    while (map->keys[at] && map->keys[at] != key) at = (at + 1) & mask;
    return at;
}

void *extpy_map_get(const ExtpyMap *map, u64 key) {
    if (map->capacity == 0) return NULL;
    u32 at = slot_of(map, key);
    return map->keys[at] ? map->items[at] : NULL;
}

static bool grow(ExtpyMap *map) {
    ExtpyMap wide = {.capacity = map->capacity ? 2 * map->capacity : MAP_CAPACITY_FIRST};
    wide.keys = calloc(wide.capacity, sizeof *wide.keys);
    wide.items = calloc(wide.capacity, sizeof *wide.items);
    if (!wide.keys || !wide.items) {
        free(wide.keys);
        free(wide.items);
        return false;
    }
    for (u32 i = 0; i < map->capacity; i++) {
        if (!map->keys[i]) continue;
        u32 at = slot_of(&wide, map->keys[i]);
        wide.keys[at] = map->keys[i];
        wide.items[at] = map->items[i];
    }
    wide.count = map->count;
    free(map->keys);
    free(map->items);
    *map = wide;
    return true;
}

bool extpy_map_put(ExtpyMap *map, u64 key, void *item) {
    if (4 * (map->count + 1) > 3 * map->capacity && !grow(map)) return false;
    u32 at = slot_of(map, key);
    map->count += map->keys[at] == 0;
    map->keys[at] = key;
    map->items[at] = item;
    return true;
}

// Entries behind the gap move up, so that probing needs no tombstones.
void extpy_map_remove(ExtpyMap *map, u64 key) {
    if (map->capacity == 0) return;
    u32 mask = map->capacity - 1, gap = slot_of(map, key);
    if (!map->keys[gap]) return;
    map->count--;
    map->keys[gap] = 0;
    for (u32 at = (gap + 1) & mask; map->keys[at]; at = (at + 1) & mask) {
        u64 moved = map->keys[at];
        map->keys[at] = 0;
        u32 to = slot_of(map, moved);
        map->keys[to] = moved;
        map->items[to] = map->items[at];
    }
}

static void map_free(ExtpyMap *map) {
    free(map->keys);
    free(map->items);
}

// ---- the host: standard output is CPython's sys.stdout, memory goes back with the state
static Status write_stream(void *context, i32 file, const u8 *data, usize len) {
    ExtpyState *state = context;
    ExtpyPause pause = extpy_pause(state->rt);
    PyObject *type, *error, *traceback;  // it may be on its way to the caller
    PyErr_Fetch(&type, &error, &traceback);
    PyObject *stream = PySys_GetObject(file == 2 ? "stderr" : "stdout");  // borrowed
    PyObject *text = PyUnicode_DecodeUTF8((const char *)data, (Py_ssize_t)len, "surrogateescape");
    PyObject *result = stream && stream != Py_None && text
                           ? PyObject_CallMethod(stream, "write", "O", text)
                           : NULL;
    bool is_good = result || !stream || stream == Py_None;
    if (!is_good) PyErr_Clear();
    Py_XDECREF(text);
    Py_XDECREF(result);
    PyErr_Restore(type, error, traceback);
    extpy_resume(state->rt, &pause);
    return is_good ? STATUS_OK : STATUS_IO;
}

static Status sleep_ns(void *context, i64 duration_ns) {
    ExtpyState *state = context;
    ExtpyPause pause = extpy_pause(state->rt);
    PyThreadState *thread = PyEval_SaveThread();
    Status status = host_native()->sleep_ns(NULL, duration_ns);
    PyEval_RestoreThread(thread);
    extpy_resume(state->rt, &pause);
    return status;
}

static void *pages(void *context, usize bytes) {
    ExtpyState *state = context;
    ExtpyPages *made = malloc(sizeof *made + bytes);
    if (!made) return NULL;
    made->next = state->pages;
    state->pages = made;
    return made->bytes;
}

static void free_pages(ExtpyState *state) {
    while (state->pages) {
        ExtpyPages *next = state->pages->next;
        free(state->pages);
        state->pages = next;
    }
}

// ---- life
ExtpyState *extpy_state_new(void) {
    ExtpyState *state = calloc(1, sizeof *state);
    if (state) state->rt = calloc(1, rt_state_bytes());
    if (!state || !state->rt) {
        free(state);
        PyErr_NoMemory();
        return NULL;
    }
    state->refs = 1;
    state->host = *host_native();
    state->host.context = state;
    state->host.write = write_stream;
    state->host.sleep_ns = sleep_ns;
    state->host.pages = pages;
    const char *argv[] = {extpy_module.name};
    if (rt_state_init(state->rt, &state->host, 0, 1, argv) != STATUS_OK) {
        free_pages(state);
        free(state->rt);
        free(state);
        PyErr_NoMemory();
        return NULL;
    }
    rt_core(state->rt)->foreign = &extpy_host;
    RtClass *foreign = class_get(state->rt, CLASS_FOREIGN);  // as messages name it
    object_release(state->rt, foreign->name);
    foreign->name = str_intern_text(state->rt, "object");
    return state;
}

static void free_types(ExtpyState *state) {
    for (u32 i = 0; i < state->classes.capacity; i++) {
        if (state->classes.keys[i]) Py_DECREF((PyObject *)state->classes.items[i]);
    }
    for (u32 i = CLASS_BASE_EXCEPTION; state->exception_types && i < CLASS_BUILTIN_COUNT; i++)
        Py_XDECREF(state->exception_types[i]);
    free(state->exception_types);
    Py_XDECREF(state->helpers);
}

void extpy_state_release(ExtpyState *state) {
    if (--state->refs > 0) return;
    state->refs = 1;  // what is released below may come here again
    extpy_caught_clear(state);
    free(state->caught);
    rt_state_deinit(state->rt);
    free_types(state);
    map_free(&state->objects);
    map_free(&state->foreigns);
    map_free(&state->classes);
    free_pages(state);
    free(state->rt);
    free(state);
}

// ---- crossing
// The lowest address that Python code may use of this thread's stack.
static uintptr_t stack_limit(void) {
    // Asking the system takes microseconds, and the answer never changes.
    static _Thread_local uintptr_t limit;
    if (limit) return limit;
    pthread_attr_t attributes;
    void *low = NULL;
    usize bytes = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &low, &bytes);
        pthread_attr_destroy(&attributes);
    }
    limit = low ? (uintptr_t)low + STACK_RESERVE_BYTES : 1;
    return limit;
}

// What the program printed comes before what others print from here on.
static void flush_output(RtState *rt) {
    if (rt_core(rt)->streams.output_len == 0) return;
    Value exception = rt->exception;  // where something is freed, one may be under way
    rt->exception = VALUE_UNDEFINED;
    if (!file_flush(rt, 1)) error_clear(rt);
    rt->exception = exception;
}

void extpy_enter(ExtpyState *state) {
    state->refs++;
    state->depth++;
    rt_core(state->rt)->stack_limit = stack_limit();
}

void extpy_leave(ExtpyState *state) {
    flush_output(state->rt);
    if (--state->depth == 0 && state->caught_count > 0) extpy_caught_clear(state);
    extpy_state_release(state);
}

ExtpyPause extpy_pause(RtState *rt) {
    RtCore *core = rt_core(rt);
    flush_output(rt);
    ExtpyPause pause = {core->handling, core->reprs, rt->exception, core->stack_limit};
    core->handling = core->reprs = (ValueStack){0};
    rt->exception = VALUE_UNDEFINED;
    return pause;
}

void extpy_resume(RtState *rt, ExtpyPause *pause) {
    RtCore *core = rt_core(rt);
    if (core->handling.capacity)
        rt_free_memory(rt, core->handling.items, core->handling.capacity * sizeof(Value));
    if (core->reprs.capacity)
        rt_free_memory(rt, core->reprs.items, core->reprs.capacity * sizeof(Value));
    core->handling = pause->handling;
    core->reprs = pause->reprs;
    core->stack_limit = pause->stack_limit;
    rt->exception = pause->exception;
}
