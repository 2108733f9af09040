// runtime/core/set.h — set and frozenset, laid out and probed exactly as CPython 3.14's, because
// programs can see the order in which they iterate: the same hashes, 9 linear probes before each
// jump, the same growth, the same results of operations.
#pragma once

#include "runtime/core/count.h"
#include "runtime/core/result.h"

enum { SET_TABLE_MIN = 8 };

typedef struct {
    Value key;  // VALUE_UNDEFINED: never used; VALUE_DUMMY: deleted
    i64 hash;   // -1 for a deleted one
} SetEntry;

#define VALUE_DUMMY ((Value)6 << VALUE_TAG_BITS | TAG_CONST)

typedef struct {
    Object head;
    u32 used, fill;  // live; live and deleted
    u32 mask, finger;
    PTR(SetEntry,
        table);  // owned, mask + 1 entries; NULL while nothing was put in (mask is 7 then)
    i64 hash;    // of a frozenset, -1 until computed
} Set;

Set *set_new(RtState *rt, u32 class_id);
void set_free(RtState *rt, Set *set);
void set_clear(RtState *rt, Set *set);
i64 set_hash(Set *set);
bool set_add(RtState *rt, Set *set, Value key);       // false: exception
int set_contains(RtState *rt, Set *set, Value key);   // -1: exception
int set_discard(RtState *rt, Set *set, Value key);    // 1 it was there, 0 not, -1 exception
bool set_update(RtState *rt, Set *set, Value other);  // |=
void set_swap(Set *left, Set *right);                 // their contents
Value set_pop(RtState *rt, Set *set);                 // UNDEFINED when empty
Set *set_copy(RtState *rt, Set *set, u32 class_id);   // NULL never
Set *set_from_value(RtState *rt, u32 class_id, Value iterable);  // NULL: exception
Set *set_difference(RtState *rt, Set *set, Value other);
bool set_difference_update(RtState *rt, Set *set, Value other);
Set *set_intersection(RtState *rt, Set *set, Value other);
bool set_intersection_update(RtState *rt, Set *set, Value other);
Set *set_symmetric_difference(RtState *rt, Set *set, Value other);
bool set_symmetric_difference_update(RtState *rt, Set *set, Value other);
int set_is_subset(RtState *rt, Set *set, Set *other);  // -1: exception
int set_is_disjoint(RtState *rt, Set *set, Value other);

static inline bool value_is_set(Value value) {
    return value_has_layout(value, CLASS_SET) || value_has_layout(value, CLASS_FROZENSET);
}

static inline bool set_entry_is_live(const SetEntry *entry) {
    return entry->key != VALUE_UNDEFINED && entry->key != VALUE_DUMMY;
}

// Live entry at or after `*at`, which moves behind it; NULL at the end.
static inline SetEntry *set_next(const Set *set, u32 *at) {
    if (!set->table) return NULL;
    while (*at <= set->mask) {
        SetEntry *entry = &set->table[(*at)++];
        if (set_entry_is_live(entry)) return entry;
    }
    return NULL;
}
