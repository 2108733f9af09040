// runtime/core/state.h — the whole state of one thread of Python. RtState (what compiled code
// touches) is its first member.
//
// Everything that lives as long as the state hangs here: the heap, the classes, interned strings,
// loaded units, output buffers. Two states share nothing. In wasm it lies at RT_STATE_ADDRESS, so
// it must stay below RT_STATE_BYTES_MAX.
#pragma once

#include "abi/calls.h"
#include "abi/host.h"
#include "abi/natives.h"
#include "abi/state.h"
#include "base/poison.h"
#include "runtime/core/names.h"

enum {
    HEAP_SMALL_MAX =
        512,  // up to here sizes differ by 8 bytes, above by a quarter of a power of two
    HEAP_SMALL_COUNT = HEAP_SMALL_MAX / 8 + 1,
    HEAP_CLASS_COUNT = HEAP_SMALL_COUNT + 4 * 32,
    HEAP_CHUNK_BYTES = 256 * 1024,
    FREE_DEPTH_MAX = 64,      // nested frees before the rest is put on a list
    INT_DIGITS_LIMIT = 4300,  // CPython's for decimal text
    RECURSION_LIMIT =
        1000,  // what sys.getrecursionlimit() says; the real limit is the native stack
    OUTPUT_BYTES = 16 * 1024,
    INPUT_BYTES = 16 * 1024,
};

typedef struct HeapFree {
    struct HeapFree *next;
} HeapFree;

// A piece for objects that is free: its count is 0.
typedef struct ObjectFree {
    u32 refs, unused;
    struct ObjectFree *next;
} ObjectFree;

typedef struct GcPage GcPage;
typedef struct HeapWatch HeapWatch;  // leak.h

// Objects that may be part of cycles lie apart from all other memory, so that the collector finds
// them: gc.h.
typedef struct {
    ObjectFree *object_lists[HEAP_SMALL_COUNT];
    HeapFree *free_lists[HEAP_CLASS_COUNT];
    u8 *next, *end;  // free part of the newest chunk
    u64 live_count;  // pieces handed out and not yet freed: tests compare it
    u64 fail_after;  // tests: the allocation with this number fails; 0 means never
    u64 alloc_number;
    // While somebody looks for leaks (leak.h): told of each piece that is handed out.
    HeapWatch *watch;
    void (*note)(struct RtState *rt, void *piece, usize bytes, bool is_object);
} Heap;

// A growing array of Values that the state owns.
typedef struct {
    Value *items;
    u32 count, capacity;
} ValueStack;

// The collector of cycles: gc.h.
typedef struct {
    GcPage *pages;
    u32 page_count;
    u8 *chunk_next, *chunk_end;  // pages from the host that were not used yet
    ValueStack large;            // addresses of the large objects
    bool is_enabled, is_due, is_running;
    bool is_code_due;     // the next collection runs finalizers: gc_codepoint
    bool has_generators;  // some were made: they may have to be closed at the end
    u32 finalizable_first, finalizable_limit;  // so many objects with __del__ make one due
    u32 weak_limit;                            // so many with a weak reference that calls somebody
    i64 thresholds[3];                         // what gc.get_threshold() says
    u64 live_before;                           // pieces after the last collection
    u64 grown_bytes;                           // taken for objects since the last collection
    u64 limit_bytes;                           // at so many the next one is due
    u64 run_count;
    u64 safepoint_count;  // of KRAIT_GC_STRESS
} Gc;

typedef struct RtClass RtClass;
typedef struct LoadedUnit LoadedUnit;
typedef struct NativeSpec NativeSpec;
typedef struct AttributeCacheEntry AttributeCacheEntry;

typedef struct {
    Str **slots;  // open addressing; NULL is free
    u32 count, capacity;
} InternTable;

// Buffers of the standard streams.
typedef struct {
    u8 *output;  // OUTPUT_BYTES, of stdout
    u32 output_len;
    u8 *input;  // INPUT_BYTES, of stdin
    u32 input_start, input_len;
    bool is_line_buffered, is_input_at_end;
} Streams;

typedef struct RtCore {
    struct RtState abi;
    const RtHost *host;  // borrowed
    Heap heap;
    Gc gc;
    RtClass **classes;  // by id; NULL where unused
    u32 class_count, class_capacity;
    RtClass **open_classes;  // those made at run time
    u32 open_count, open_capacity;
    void *weak_chains;  // Dict: address of an object to its newest WeakReference's; NULL: none
    void *side_dicts;   // Dict:  // id of an object to its __dict__ (CLASS_SIDE_DICT); NULL: none
    LoadedUnit *units[RT_UNITS_MAX];
    u32 unit_count;
    uintptr_t stack_limit;  // lowest address that Python code may reach
    i64 recursion_limit;
    void *finalizable;     // Dict: addresses of objects with __del__, oldest first; NULL: none
    void *finalized;       // Dict: ids of objects that live on after their __del__; NULL: none
    u32 int_digits_limit;  // of decimal text, 0: none
    InternTable interned;
    Str *names[NAME_COUNT];  // interned, by NameId
    Str *chars[256];         // the strings of one Latin-1 character, made on demand
    Str *empty_str;
    Tuple *empty_tuple;
    ValueStack handling;  // exceptions being handled, innermost last
    ValueStack reprs;     // containers whose repr is under way
    ValueStack garbage;   // objects whose free was put off
    u32 free_depth;
    bool is_closing, are_classes_gone;
    bool is_ended;              // the program has: nobody hears of the end of objects any more
    bool has_finalizers;        // some class has __del__
    u64 nan_count;              // NaNs made from text: each has bits of its own
    NativeSpec **native_specs;  // by NativeId, parsed on first use
    AttributeCacheEntry *attribute_cache;
    u32 class_epoch;           // changes when a class does; never 0
    bool is_attribute_cached;  // some entry was filled since they were cleared
    Value *natives;            // functions by number, or NULL: made on first use
    void *natives_taken;       // Dict: native << 32 | class to function; NULL: none
    Value modules[96];         // native modules by number, made on first use
    Value coroutine_starter;  // called with the coroutine that a callback gives JavaScript, or None
    Value asyncgen_finalizer;  // sys.set_asyncgen_hooks(): of an event loop
    Value stop_value;          // what the iterator that ended last in a `yield from` returned
    Value module_table, unit_module_table;  // dicts: unit_module.h
    Value argv;                             // list
    Value files[3];                         // sys.stdin, stdout, stderr
    ValueStack exit_calls;  // of atexit: tuples of a function, its tuple and its dict
    Streams streams;
    Value regex_cache;  // list of compiled patterns of module re, or VALUE_UNDEFINED
    const struct ForeignHost *foreign;  // borrowed; NULL: no other world here
    void *library;                      // state of runtime/lib (the hidden Random …), from rt_alloc
    u64 library_bytes;
    void *ui;             // the world of views (runtime/ui/world.h), or NULL: made when first used
    struct RtSeal *seal;  // borrowed; seal.h
} RtCore;

static inline RtCore *rt_core(RtState *rt) {
    return (RtCore *)(void *)rt;
}

static inline Str *rt_name(RtState *rt, NameId id) {
    return rt_core(rt)->names[id];
}

// Memory of the state. Never NULL: without memory the program ends with a message. rt_alloc_try
// answers NULL instead.
void *rt_alloc(RtState *rt, usize bytes);
void *rt_alloc_try(RtState *rt, usize bytes);
void rt_free_memory(RtState *rt, void *memory,
                    usize bytes);  // `bytes` as asked for; NULL is allowed
void *rt_realloc(RtState *rt, void *memory, usize old_bytes, usize new_bytes);
usize rt_alloc_capacity(usize bytes);  // what a request of `bytes` really gets

// rt_alloc_try and rt_free_memory in line for small pieces: where objects are made and freed all
// the time.
static inline void *heap_take(RtState *rt, usize bytes) {
    Heap *heap = &rt_core(rt)->heap;
    if (LIKELY(bytes <= HEAP_SMALL_MAX)) {
        HeapFree *piece = heap->free_lists[(bytes + 7) / 8];
        if (LIKELY(piece && !heap->fail_after)) {
            heap->free_lists[(bytes + 7) / 8] = piece->next;
            heap->live_count++;
            unpoison(piece, bytes);
            return piece;
        }
    }
    return rt_alloc_try(rt, bytes);
}

static inline void heap_give(RtState *rt, void *memory, usize bytes) {
    if (UNLIKELY(bytes > HEAP_SMALL_MAX)) {
        rt_free_memory(rt, memory, bytes);
        return;
    }
    Heap *heap = &rt_core(rt)->heap;
    HeapFree *piece = memory;
    piece->next = heap->free_lists[(bytes + 7) / 8];
    heap->free_lists[(bytes + 7) / 8] = piece;
    heap->live_count--;
    poison(piece, sizeof *piece, bytes);
}

void value_stack_push(RtState *rt, ValueStack *stack, Value value);

// Ends the program: the message goes to standard error.
NORETURN void rt_fatal(RtState *rt, const char *text);
