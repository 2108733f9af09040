// Module heapq, moving the items of a heap exactly as CPython does: programs see their order.
#include "runtime/core/call.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/operate.h"
#include "runtime/lib/iterator.h"

// ---- one heap. `is_max`: the largest item comes first.
static List *heap_list(RtState *rt, Value heap, const char *function) {
    if (value_is(heap, CLASS_LIST)) return value_ref(heap);
    error_format(rt, CLASS_TYPE_ERROR, "%s() argument 1 must be list, not %T", function, heap);
    return NULL;
}

// Whether the left item goes first. -1: exception, or the list changed its length meanwhile.
static int goes_first(RtState *rt, List *heap, u32 left, u32 right, bool is_max) {
    const u64 *slots = list_slots(heap);
    if (heap->kind == SLOT_F64) {
        f64 a = float_from_bits(slots[left]), b = float_from_bits(slots[right]);
        return is_max ? b < a : a < b;
    }
    u32 first = is_max ? right : left, second = is_max ? left : right;
    if (heap->kind == SLOT_INT && int_is_small((IntWord)slots[left]) &&
        int_is_small((IntWord)slots[right]))
        return (i64)slots[first] < (i64)slots[second];
    if (heap->kind == SLOT_VALUE && value_is_small_int(slots[left]) &&
        value_is_small_int(slots[right]))
        return (i64)slots[first] < (i64)slots[second];
    int order;
    if (heap->kind == SLOT_VALUE && value_is(slots[left], CLASS_TUPLE) &&
        value_is(slots[right], CLASS_TUPLE) &&
        operate_tuple_order(value_ref(slots[first]), value_ref(slots[second]), &order))
        return order < 0;
    u32 len = heap->len;
    Value a = list_get(rt, heap, first), b = list_get(rt, heap, second);
    ResultI32 less = rt_compare_bool(rt, a, b, RT_LT);
    value_release(rt, a);
    value_release(rt, b);
    if (less.is_error) return -1;
    if (heap->len == len) return (int)less.value;
    error_text(rt, CLASS_RUNTIME_ERROR, "list changed size during iteration");
    return -1;
}

static void swap(List *heap, u32 left, u32 right) {
    u64 *slots = list_slots(heap), word = slots[left];
    slots[left] = slots[right];
    slots[right] = word;
}

// Moves an item up towards `start` while it goes before its parent.
static bool sift_down(RtState *rt, List *heap, u32 start, u32 at, bool is_max) {
    while (at > start) {
        u32 parent = (at - 1) / 2;
        int first = goes_first(rt, heap, at, parent, is_max);
        if (first < 0) return false;
        if (first == 0) break;
        swap(heap, at, parent);
        at = parent;
    }
    return true;
}

// Moves an item down to a leaf, the better child up each time, then up to its place.
static bool sift_up(RtState *rt, List *heap, u32 at, bool is_max) {
    u32 start = at, len = heap->len;
    while (at < len / 2) {
        u32 child = 2 * at + 1;
        if (child + 1 < len) {
            int first = goes_first(rt, heap, child, child + 1, is_max);
            if (first < 0) return false;
            if (first == 0) child++;
        }
        swap(heap, at, child);
        at = child;
    }
    return sift_down(rt, heap, start, at, is_max);
}

static bool heapify(RtState *rt, List *heap, bool is_max) {
    rt_list_make_writable(rt, heap);
    for (u32 i = heap->len / 2; i-- > 0;) {
        if (!sift_up(rt, heap, i, is_max)) return false;
    }
    return true;
}

static ResultWord push(RtState *rt, List *heap, Value item, bool is_max) {
    if (!heap) return word_error();
    if (!list_append(rt, heap, item)) return word_error();
    return sift_down(rt, heap, 0, heap->len - 1, is_max) ? word_ok(VALUE_NONE) : word_error();
}

static ResultWord pop(RtState *rt, List *heap, bool is_max) {
    if (!heap) return word_error();
    if (heap->len == 0) return error_text(rt, CLASS_INDEX_ERROR, "index out of range");
    rt_list_make_writable(rt, heap);
    swap(heap, 0, heap->len - 1);
    Value item = list_get(rt, heap, heap->len - 1);
    list_delete(rt, heap, (i64)heap->len - 1, 1, 1);
    if (heap->len == 0 || sift_up(rt, heap, 0, is_max)) return word_ok(item);
    value_release(rt, item);
    return word_error();
}

static ResultWord replace(RtState *rt, List *heap, Value item, bool is_max) {
    if (!heap) return word_error();
    if (heap->len == 0) return error_text(rt, CLASS_INDEX_ERROR, "index out of range");
    rt_list_make_writable(rt, heap);
    Value old = list_get(rt, heap, 0);
    if (!list_set(rt, heap, 0, item)) {
        value_release(rt, old);
        return word_error();
    }
    if (sift_up(rt, heap, 0, is_max)) return word_ok(old);
    value_release(rt, old);
    return word_error();
}

static ResultWord push_pop(RtState *rt, List *heap, Value item, bool is_max) {
    if (!heap) return word_error();
    if (heap->len == 0) return word_ok(value_retain(item));
    Value top = list_get(rt, heap, 0);
    ResultI32 less =
        is_max ? rt_compare_bool(rt, item, top, RT_LT) : rt_compare_bool(rt, top, item, RT_LT);
    value_release(rt, top);
    if (less.is_error) return word_error();
    if (!less.value) return word_ok(value_retain(item));
    return replace(rt, heap, item, is_max);
}

#define HEAP_FUNCTIONS(SUFFIX, suffix, is_max)                                                     \
    ResultWord rt_native_HEAPQ_HEAPIFY##SUFFIX(RtState *rt, const Value *args) {                   \
        List *heap = heap_list(rt, args[0], "heapify" suffix);                                     \
        return heap && heapify(rt, heap, is_max) ? word_ok(VALUE_NONE) : word_error();             \
    }                                                                                              \
    ResultWord rt_native_HEAPQ_HEAPPUSH##SUFFIX(RtState *rt, const Value *args) {                  \
        return push(rt, heap_list(rt, args[0], "heappush" suffix), args[1], is_max);               \
    }                                                                                              \
    ResultWord rt_native_HEAPQ_HEAPPOP##SUFFIX(RtState *rt, const Value *args) {                   \
        return pop(rt, heap_list(rt, args[0], "heappop" suffix), is_max);                          \
    }                                                                                              \
    ResultWord rt_native_HEAPQ_HEAPREPLACE##SUFFIX(RtState *rt, const Value *args) {               \
        return replace(rt, heap_list(rt, args[0], "heapreplace" suffix), args[1], is_max);         \
    }                                                                                              \
    ResultWord rt_native_HEAPQ_HEAPPUSHPOP##SUFFIX(RtState *rt, const Value *args) {               \
        return push_pop(rt, heap_list(rt, args[0], "heappushpop" suffix), args[1], is_max);        \
    }
HEAP_FUNCTIONS(, "", false)
HEAP_FUNCTIONS(_MAX, "_max", true)

// ---- nlargest, nsmallest: a stable sort says the same
static ResultWord best(RtState *rt, const Value *args, bool is_reverse) {
    i64 count;
    if (!int_size(rt, args[0], &count)) return word_error();
    List *all = list_from_value(rt, args[1]);
    if (!all) return word_error();
    Value key = argument_is_none(args[2]) ? VALUE_NONE : args[2];
    if (list_sort(rt, all, key, is_reverse)) {
        object_release(rt, all);
        return word_error();
    }
    u32 kept = count < 0 ? 0 : count < all->len ? (u32)count : all->len;
    List *result = list_slice(rt, all, 0, 1, kept);
    object_release(rt, all);
    return word_object(result);
}

ResultWord rt_native_HEAPQ_NLARGEST(RtState *rt, const Value *args) {
    return best(rt, args, true);
}

ResultWord rt_native_HEAPQ_NSMALLEST(RtState *rt, const Value *args) {
    return best(rt, args, false);
}

// ---- merge: a heap of [key, number of the source, item, source]
typedef struct {
    Object head;
    Value heap, key;  // list of lists; function or None
    u64 is_reverse, has_begun;
} Merge;
NATIVE_CLASS_CHECK(Merge, HEAPQ_MERGE);
ITERATOR_IS_ITSELF(MERGE)

enum { ENTRY_KEY, ENTRY_NUMBER, ENTRY_ITEM, ENTRY_SOURCE, ENTRY_COUNT };

ResultWord rt_native_HEAPQ_MERGE(RtState *rt, const Value *args) {
    bool is_reverse;
    if (!argument_truth(rt, args[2], false, &is_reverse)) return word_error();
    Merge *made = native_object_new(rt, CLASS_HEAPQ_MERGE);
    made->key = argument_is_none(args[1]) ? VALUE_NONE : value_retain(args[1]);
    made->is_reverse = is_reverse;
    // Until the first item is asked for, the iterables wait here.
    made->heap = value_from_ref(list_from_value(rt, args[0]));
    return word_object(made);
}

// Reads the next item of a source into its entry. 1: done, 0: at its end, -1: exception.
static int refill(RtState *rt, const Merge *self, List *entry) {
    u64 *parts = list_slots(entry);
    ResultWord item = iterator_next(rt, parts[ENTRY_SOURCE]);
    if (iterator_is_done(item)) return item.is_error ? -1 : 0;
    value_assign_take(rt, &parts[ENTRY_ITEM], item.value);
    ResultWord key = self->key == VALUE_NONE ? word_ok(value_retain(item.value))
                                             : call_value(rt, self->key, &item.value, 1);
    if (key.is_error) return -1;
    value_assign_take(rt, &parts[ENTRY_KEY], key.value);
    return 1;
}

static bool merge_begin(RtState *rt, Merge *self) {
    List *iterables = value_ref(self->heap), *heap = list_new(rt, SLOT_VALUE, iterables->len);
    self->has_begun = true;
    self->heap = value_from_ref(heap);
    bool is_good = true;
    for (u32 i = 0; i < iterables->len && is_good; i++) {
        ResultWord source = rt_iter(rt, list_slots(iterables)[i]);
        is_good = !source.is_error;
        if (!is_good) break;
        List *entry = list_new(rt, SLOT_VALUE, ENTRY_COUNT);
        i64 number = self->is_reverse ? -(i64)i : i;
        const Value parts[] = {VALUE_NONE, value_from_small(number), VALUE_NONE, source.value};
        for (u32 k = 0; k < ENTRY_COUNT; k++) list_append(rt, entry, parts[k]);
        value_release(rt, source.value);
        int filled = refill(rt, self, entry);
        if (filled > 0) list_append(rt, heap, value_from_ref(entry));
        object_release(rt, entry);
        is_good = filled >= 0;
    }
    object_release(rt, iterables);
    return is_good && heapify(rt, heap, self->is_reverse);
}

ResultWord rt_native_MERGE_NEXT(RtState *rt, const Value *args) {
    Merge *self = value_ref(args[0]);
    if (!self->has_begun && !merge_begin(rt, self)) return word_error();
    List *heap = value_ref(self->heap);
    if (heap->len == 0) return word_ok(VALUE_UNDEFINED);
    List *entry = value_ref(list_slots(heap)[0]);
    Value item = value_retain(list_slots(entry)[ENTRY_ITEM]);
    int filled = refill(rt, self, entry);
    bool is_good = filled >= 0;
    if (filled > 0) is_good = sift_up(rt, heap, 0, self->is_reverse);
    if (filled == 0) {
        ResultWord old = pop(rt, heap, self->is_reverse);
        is_good = !old.is_error;
        if (is_good) value_release(rt, old.value);
    }
    if (is_good) return word_ok(item);
    value_release(rt, item);
    return word_error();
}
