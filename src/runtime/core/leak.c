// What a program leaves behind (leak.h). While a heap is watched, each piece is noted when it is
// handed out; what is on no free list at the end was never given back.
#include "runtime/core/leak.h"

#include "runtime/core/class.h"
#include "runtime/core/file.h"
#include "runtime/core/int.h"
#include "runtime/core/str.h"

#include "base/check.h"

#include <string.h>

enum { LABEL_BYTES = 40, TABLE_FIRST = 1 << 12, REPORT_MAX = 24, TEXT_SHOWN = 48 };

typedef struct {
    uintptr_t piece;  // 0: a free entry
    u64 number;       // which allocation it was
    u64 bytes;
    bool is_object, is_free;
    char label[LABEL_BYTES];  // class or function, from leak_label
} LeakEntry;

struct HeapWatch {
    LeakEntry *entries;
    u64 capacity, count;
    u64 stop_number;
};

static LeakEntry *entry_of(const HeapWatch *watch, uintptr_t piece) {
    u64 at = (u64)piece / 8 * 0x9e3779b97f4a7c15;
    for (at >>= 20;; at++) {
        LeakEntry *entry = &watch->entries[at & (watch->capacity - 1)];
        if (!entry->piece || entry->piece == piece) return entry;
    }
}

// Pages come from the host, not from the heap that is watched.
static bool take_entries(RtState *rt, HeapWatch *watch, u64 capacity) {
    const RtHost *host = rt_core(rt)->host;
    usize bytes = (usize)(capacity * sizeof(LeakEntry));
    LeakEntry *entries = host->pages(host->context, bytes);
    if (!entries) return false;
    memset(entries, 0, bytes);
    HeapWatch old = *watch;
    watch->entries = entries;
    watch->capacity = capacity;
    for (u64 i = 0; i < old.capacity; i++) {
        if (old.entries[i].piece) *entry_of(watch, old.entries[i].piece) = old.entries[i];
    }
    return true;
}

void leak_note(RtState *rt, void *piece, usize bytes, bool is_object) {
    Heap *heap = &rt_core(rt)->heap;
    HeapWatch *watch = heap->watch;
    if (watch->count * 2 >= watch->capacity && !take_entries(rt, watch, watch->capacity * 2)) {
        heap->watch = NULL;  // too much for us: the count at the end still tells
        return;
    }
    LeakEntry *entry = entry_of(watch, (uintptr_t)piece);
    watch->count += entry->piece == 0;
    *entry = (LeakEntry){.piece = (uintptr_t)piece,
                         .number = heap->alloc_number,
                         .bytes = bytes,
                         .is_object = is_object};
    if (heap->alloc_number == watch->stop_number) __builtin_trap();
}

void rt_leaks_watch(RtState *rt, u64 stop_number) {
    RtCore *core = rt_core(rt);
    HeapWatch *watch = core->host->pages(core->host->context, sizeof *watch);
    if (!watch) return;
    *watch = (HeapWatch){.stop_number = stop_number};
    if (!take_entries(rt, watch, TABLE_FIRST)) return;
    core->heap.fail_after = UINT64_MAX;  // no short way past rt_alloc_try and gc_take
    core->heap.alloc_number = 0;
    core->heap.note = leak_note;
    core->heap.watch = watch;
}

// ---- the end
static void copy_label(char *label, const Str *name) {
    u32 len = name->len < LABEL_BYTES - 1 ? name->len : LABEL_BYTES - 1;
    for (u32 i = 0; i < len; i++) {
        u32 code = str_get(name, i);
        label[i] = code < 0x7f ? (char)code : '?';
    }
    label[len] = 0;
}

// Names are gone when the state has ended.
static void leak_label(void *context, Object *object) {
    RtState *rt = context;
    LeakEntry *entry = entry_of(rt_core(rt)->heap.watch, (uintptr_t)object);
    if (!entry->piece) return;
    const Func *func = (const Func *)(const void *)object;
    u32 id = object->class_id;
    if (id == CLASS_FUNCTION) {
        copy_label(entry->label, value_ref(func->consts[func->spec->qualname_const]));
    } else if (id >= CLASS_USER_FIRST || class_id_is_open(id)) {
        copy_label(entry->label, class_get(rt, id)->name);
    }
}

static void forget(const HeapWatch *watch, const void *piece) {
    LeakEntry *entry = entry_of(watch, (uintptr_t)piece);
    if (entry->piece) entry->is_free = true;
}

static void forget_free(RtState *rt) {
    const Heap *heap = &rt_core(rt)->heap;
    for (u32 i = 0; i < HEAP_SMALL_COUNT; i++) {
        for (const ObjectFree *free = heap->object_lists[i]; free; free = free->next)
            forget(heap->watch, free);
    }
    for (u32 i = 0; i < HEAP_CLASS_COUNT; i++) {
        for (const HeapFree *free = heap->free_lists[i]; free; free = free->next)
            forget(heap->watch, free);
    }
}

typedef struct {
    char text[256];
    usize len;
} LeakLine;

static void put(LeakLine *line, const char *text) {
    for (; *text && line->len < sizeof line->text; text++) line->text[line->len++] = *text;
}

static void put_number(LeakLine *line, u64 number) {
    char digits[24];
    usize at = sizeof digits - 1;
    digits[at] = 0;
    do digits[--at] = (char)('0' + number % 10);
    while (number /= 10);
    put(line, digits + at);
}

static void put_line(RtState *rt, LeakLine *line) {
    const RtHost *host = rt_core(rt)->host;
    put(line, "\n");
    Status written = host->write(host->context, 2, (const u8 *)line->text, line->len);
    (void)written;
    line->len = 0;
}

static const char *builtin_name(u32 class_id) {
    static const char *const names[] = {
#define CLASS(ID, name, base) [CLASS_##ID] = name,
#include "abi/classes.def"
#undef CLASS
    };
    u32 id = class_id_layout(class_id);
    return id < COUNT_OF(names) && names[id] ? names[id] : "object";
}

// A piece that is no container may be a text or a number: then it looks like one.
static bool is_plain_object(const LeakEntry *entry) {
    const Object *object = (const Object *)entry->piece;
    if (entry->bytes < sizeof(Float) || object->refs == 0 || object->refs > 1 << 24) return false;
    return object->class_id && object->class_id < CLASS_BUILTIN_COUNT &&
           !object_is_tracked(object->class_id);
}

static void put_text(LeakLine *line, const Str *str) {
    put(line, " '");
    for (u32 i = 0; i < str->len && i < TEXT_SHOWN; i++) {
        u32 code = str_get(str, i);
        char letter[2] = {code >= ' ' && code < 0x7f ? (char)code : '?', 0};
        put(line, letter);
    }
    put(line, "'");
}

static void put_entry(RtState *rt, const LeakEntry *entry) {
    const Object *object = (const Object *)entry->piece;
    LeakLine line = {0};
    put(&line, "  ");
    if (entry->is_object || is_plain_object(entry)) {
        put(&line, builtin_name(object->class_id));
        put(&line, entry->label[0] ? " " : "");
        put(&line, entry->label);
        if (object->class_id == CLASS_STR) put_text(&line, (const Str *)(const void *)object);
        put(&line, ", references: ");
        put_number(&line, object->refs);
    } else {
        put(&line, "memory");
    }
    put(&line, ", bytes: ");
    put_number(&line, entry->bytes);
    put(&line, ", allocation ");
    put_number(&line, entry->number);
    put_line(rt, &line);
}

// The first ones in the order of their allocation: what comes later mostly hangs on them.
static void put_entries(RtState *rt) {
    const HeapWatch *watch = rt_core(rt)->heap.watch;
    u64 last = 0;
    for (u32 shown = 0; shown < REPORT_MAX; shown++) {
        const LeakEntry *next = NULL;
        for (u64 i = 0; i < watch->capacity; i++) {
            const LeakEntry *entry = &watch->entries[i];
            if (!entry->piece || entry->is_free || entry->number <= last) continue;
            if (!next || entry->number < next->number) next = entry;
        }
        if (!next) return;
        put_entry(rt, next);
        last = next->number;
    }
}

u64 rt_leaks_end(RtState *rt) {
    RtCore *core = rt_core(rt);
    rt_finish(rt);
    if (core->heap.watch) gc_each_object(rt, leak_label, rt);
    rt_state_deinit(rt);
    u64 count = core->heap.live_count;
    if (count == 0) return 0;
    LeakLine line = {0};
    put(&line, "krait: leaked pieces of memory: ");
    put_number(&line, count);
    put_line(rt, &line);
    if (!core->heap.watch) return count;
    forget_free(rt);
    put_entries(rt);
    return count;
}
