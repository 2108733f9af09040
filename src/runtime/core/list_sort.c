// list.sort: lists of ints or floats are sorted as they are; lists of objects as pairs of a key and
// the object, where keys that are all small ints, all floats or all short strings are compared as
// machine words.
#include "runtime/core/list_sort.h"

#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"

#include <string.h>

#define ITEM i64
#define LESS(context, a, b) ((a) < (b))
#define SORT_NAME sort_i64
#include "runtime/core/merge_sort.h"

#define ITEM f64
#define LESS(context, a, b) ((a) < (b))
#define SORT_NAME sort_f64
#include "runtime/core/merge_sort.h"

#define ITEM IntWord
#define LESS(context, a, b) (rt_int_compare(context, (a), (b)) < 0)
#define SORT_NAME sort_int
#include "runtime/core/merge_sort.h"

#define ITEM SortPair
#define LESS(context, a, b) ((a).key < (b).key)
#define SORT_NAME sort_pairs_word
#include "runtime/core/merge_sort.h"

static inline bool f64_less(u64 left, u64 right) {
    return float_from_bits(left) < float_from_bits(right);
}

#define ITEM SortPair
#define LESS(context, a, b) (f64_less((a).key, (b).key))
#define SORT_NAME sort_pairs_f64
#include "runtime/core/merge_sort.h"

// The key is the first 8 characters of Latin-1 strings, big end first.
static inline bool str_less(const SortPair *left, const SortPair *right) {
    if (left->key != right->key) return left->key < right->key;
    return str_order(value_str(left->object), value_str(right->object)) < 0;
}

#define ITEM SortPair
#define LESS(context, a, b) (str_less(&(a), &(b)))
#define SORT_NAME sort_pairs_str
#include "runtime/core/merge_sort.h"

static inline int object_less(RtState *rt, Value left, Value right) {
    ResultI32 answer = rt_compare_bool(rt, left, right, RT_LT);
    return answer.is_error ? -1 : answer.value != 0;
}

#define ITEM SortPair
#define LESS(context, a, b) (object_less(context, (a).object, (b).object))
#define SORT_NAME sort_pairs_object
#include "runtime/core/merge_sort.h"

typedef enum { KEYS_INT, KEYS_F64, KEYS_STR, KEYS_ANY } KeyKind;

static KeyKind kind_of(Value key) {
    if (value_is_small_int(key)) return KEYS_INT;
    if (value_is_float(key)) return KEYS_F64;
    return value_is_str(key) && value_str(key)->width == 1 ? KEYS_STR : KEYS_ANY;
}

static KeyKind kind_of_all(const SortPair *pairs, u32 count) {
    KeyKind kind = kind_of(pairs[0].object);
    for (u32 i = 1; i < count; i++) {
        if (kind_of(pairs[i].object) != kind) return KEYS_ANY;
    }
    return kind;
}

// Words in the order of the keys. False: equal words are not always equal keys, or floats have a
// NaN.
static bool make_words(SortPair *pairs, u32 count, KeyKind kind) {
    bool is_exact = true;
    for (u32 i = 0; i < count; i++) {
        Value key = pairs[i].object;
        if (kind == KEYS_INT) {
            pairs[i].key = sort_word_of_int(value_small(key));
        } else if (kind == KEYS_F64) {
            f64 number = value_f64(key);
            is_exact &= number == number;
            pairs[i].key = sort_word_of_f64(number);
        } else {
            pairs[i].key = sort_word_of_str(value_str(key));
            is_exact &= sort_word_is_str(value_str(key));
        }
    }
    return is_exact;
}

// After a sort by the first characters: those that have them in common.
static void sort_ties(SortPair *pairs, SortPair *scratch, u32 count) {
    for (u32 start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && pairs[end].key == pairs[start].key) end++;
        if (end - start > 1) sort_pairs_str(NULL, pairs + start, scratch, end - start);
    }
}

static int sort_pairs(RtState *rt, SortPair *pairs, u32 count) {
    KeyKind kind = kind_of_all(pairs, count);
    SortPair *scratch = pairs + count;
    if (kind == KEYS_ANY) {
        if (list_sort_columns(pairs, scratch, count)) return 0;
        return sort_pairs_object(rt, pairs, scratch, count);
    }
    bool is_exact = make_words(pairs, count, kind);
    if (kind == KEYS_F64 && !is_exact) {  // a NaN is neither less nor greater
        for (u32 i = 0; i < count; i++) pairs[i].key = float_bits(value_f64(pairs[i].object));
        return sort_pairs_f64(NULL, pairs, scratch, count);
    }
    if (list_sort_radix(pairs, scratch, count)) {
        if (!is_exact) sort_ties(pairs, scratch, count);
        return 0;
    }
    if (!is_exact) return sort_pairs_str(NULL, pairs, scratch, count);
    return sort_pairs_word(NULL, pairs, scratch, count);
}

// Lists of SLOT_INT and SLOT_F64 without a key function.
static void sort_words(RtState *rt, List *list) {
    u64 *slots = list_slots(list);
    u32 count = list->len;
    usize bytes = ((usize)count / 2 + 1) * 8;
    u64 *scratch = rt_alloc(rt, bytes);
    if (list->kind == SLOT_F64) {
        sort_f64(NULL, (f64 *)(void *)slots, (f64 *)(void *)scratch, count);
    } else {
        bool are_small = true;
        for (u32 i = 0; i < count; i++) are_small &= int_is_small((IntWord)slots[i]);
        if (are_small)
            sort_i64(NULL, (i64 *)slots, (i64 *)scratch, count);
        else
            sort_int(rt, (IntWord *)slots, (IntWord *)scratch, count);
    }
    rt_free_memory(rt, scratch, bytes);
}

// Fills the pairs with owned keys. False: exception, the keys made so far released.
static bool make_keys(RtState *rt, SortPair *pairs, u32 count, Value key_function) {
    for (u32 i = 0; i < count; i++) {
        if (key_function == VALUE_NONE) {
            pairs[i].object = pairs[i].item;
            continue;
        }
        ResultWord key = call_value(rt, key_function, &pairs[i].item, 1);
        if (key.is_error) {
            while (i-- > 0) value_release(rt, pairs[i].object);
            return false;
        }
        pairs[i].object = key.value;
    }
    return true;
}

// While keys are made and compared the list is empty, as in CPython: who changes it meanwhile gets
// ValueError.
static u32 sort_objects(RtState *rt, List *list, Value key_function, bool is_reverse) {
    u32 count = list->len;
    Buffer *buffer = list->buffer;
    SlotKind kind = (SlotKind)list->kind;
    usize bytes = (usize)count * 2 * sizeof(SortPair);
    SortPair *pairs = rt_alloc(rt, bytes);
    for (u32 i = 0; i < count; i++) {
        pairs[i].item =
            kind == SLOT_VALUE ? buffer->items[i] : slot_value(rt, buffer->items[i], kind);
    }
    list->buffer = NULL;
    list_set_len(list, 0);
    u32 is_error = !make_keys(rt, pairs, count, key_function);
    if (!is_error) {
        // A reversed sort keeps equal items in order too: both ends are reversed.
        for (u32 i = 0; is_reverse && i < count / 2; i++) {
            SortPair kept = pairs[i];
            pairs[i] = pairs[count - 1 - i];
            pairs[count - 1 - i] = kept;
        }
        is_error = sort_pairs(rt, pairs, count) < 0;
        for (u32 i = 0; is_reverse && i < count / 2; i++) {
            SortPair kept = pairs[i];
            pairs[i] = pairs[count - 1 - i];
            pairs[count - 1 - i] = kept;
        }
        for (u32 i = 0; key_function != VALUE_NONE && i < count; i++)
            value_release(rt, pairs[i].object);
    }
    bool is_changed = list->buffer || list->len;
    list_clear(rt, list);
    list->buffer = buffer;
    list_set_len(list, count);
    for (u32 i = 0; i < count; i++) {
        if (kind == SLOT_VALUE) {
            buffer->items[i] = pairs[i].item;
            continue;
        }
        // The buffer's own references stay as many as they were: only their places change.
        u64 word = kind == SLOT_INT ? (u64)value_int_peek(pairs[i].item)
                                    : float_bits(value_f64(pairs[i].item));
        value_release(rt, pairs[i].item);
        buffer->items[i] = word;
    }
    rt_free_memory(rt, pairs, bytes);
    if (is_changed && !is_error) {
        error_text(rt, CLASS_VALUE_ERROR, "list modified during sort");
        return 1;
    }
    return is_error;
}

u32 list_sort(RtState *rt, List *list, Value key_function, bool is_reverse) {
    if (list->len < 2 && key_function == VALUE_NONE) return 0;
    if (list->len == 0) return 0;
    rt_list_make_writable(rt, list);
    if (list->kind == SLOT_VALUE || key_function != VALUE_NONE)
        return sort_objects(rt, list, key_function, is_reverse);
    if (is_reverse) list_reverse(list);
    sort_words(rt, list);
    if (is_reverse) list_reverse(list);
    return 0;
}
