// runtime/lib/deque.h — collections.deque: a ring of Values that grows by doubling.
#pragma once

#include "runtime/core/list.h"
#include "runtime/core/native_class.h"

typedef struct {
    Object head;
    Value ring;  // a list as long as its capacity, a power of two; None where no item is
    u64 start, len;
    i64 maxlen;   // -1: none
    u64 changes;  // iterators compare it
} Deque;
NATIVE_CLASS_CHECK(Deque, COLLECTIONS_DEQUE);

static inline Value *deque_place(const Deque *deque, u64 index) {
    List *ring = value_ref(deque->ring);
    return &list_slots(ring)[(deque->start + index) & (ring->len - 1)];
}

Deque *deque_new(RtState *rt, i64 maxlen);
void deque_push_take(RtState *rt, Deque *deque, Value item);  // at the right
void deque_push_left_take(RtState *rt, Deque *deque, Value item);
Value deque_pop(RtState *rt, Deque *deque);       // not of an empty one
Value deque_pop_left(RtState *rt, Deque *deque);  // the same
bool deque_extend(RtState *rt, Deque *deque, Value iterable);
ResultWord deque_copy(RtState *rt, Deque *deque);  // of the same class
Deque *deque_copy_plain(RtState *rt, const Deque *deque);
void deque_clear(RtState *rt, Deque *deque);
ResultWord deque_changed(RtState *rt);  // RuntimeError
