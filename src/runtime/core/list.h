// runtime/core/list.h — lists of the three kinds. Elements of SLOT_INT are IntWords that count, of
// SLOT_F64 raw floats.
#pragma once

#include "runtime/core/result.h"
#include "runtime/core/count.h"

enum { LIST_LEN_MAX = LIST_LEN_LIMIT };

List *list_new(RtState *rt, SlotKind kind, u32 capacity);
List *list_try_new(RtState *rt, SlotKind kind,
                   u64 len);  // NULL and MemoryError; len elements to be filled in: len is set
void list_reserve(RtState *rt, List *list, u32 extra);
void list_free(RtState *rt, List *list);
Value list_get(RtState *rt, const List *list, u32 index);  // owned
bool list_append(RtState *rt, List *list, Value value);    // borrowed; false: does not fit the kind
bool list_set(RtState *rt, List *list, u32 index, Value value);  // the same
bool list_extend(RtState *rt, List *list, Value iterable);       // false: exception
bool list_insert(RtState *rt, List *list, i64 index, Value value);
void list_delete(RtState *rt, List *list, i64 start, i64 step, u32 count);
void list_clear(RtState *rt, List *list);
List *list_slice(RtState *rt, const List *list, i64 start, i64 step, u32 count);
bool list_assign_slice(RtState *rt, List *list, i64 start, i64 stop, i64 step, u32 count,
                       Value items);
u32 list_sort(RtState *rt, List *list, Value key, bool is_reverse);  // 1: exception
void list_reverse(List *list);
List *list_from_value(RtState *rt, Value iterable);  // SLOT_VALUE; NULL: exception

static inline u64 *list_slots(const List *list) {
    return list->buffer->items;
}

static inline void list_set_len(List *list, u32 len) {
    list->len = len;
    list->writable_len = len;
}

// ---- tuples
Tuple *tuple_new(RtState *rt, u32 len);                       // elements to be filled in
Tuple *tuple_from(RtState *rt, const Value *items, u32 len);  // borrowed items
Tuple *tuple_from_value(RtState *rt, Value iterable);         // NULL: exception
void tuple_free(RtState *rt, Tuple *tuple);
Tuple *tuple_slice(RtState *rt, const Tuple *tuple, i64 start, i64 step, u32 count);
