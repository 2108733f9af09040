// runtime/core/weak.h — weak references: objects that know another one without keeping it alive.
//
// All references to one object are a chain, newest first, but for the one without callback, which
// is shared and stands in front. RtCore.weak_chains leads from the object's address to the chain.
// When the object ends its references forget it, then their callbacks are called.
#pragma once

#include "runtime/core/native_class.h"

typedef struct WeakReference {
    Object head;
    Value callback;  // or None
    Value hash;      // the object's, once asked for; else None
    u64 target;      // address of the object, 0: it is gone
    PTR(struct WeakReference, next);
} WeakReference;
NATIVE_CLASS_CHECK(WeakReference, REFERENCE);

// The reference to `target`; without callback one that exists is shared if `is_shared`. NULL:
// TypeError.
WeakReference *weak_reference(RtState *rt, Value target, Value callback, bool is_shared);
Value weak_target(const WeakReference *reference);  // owned; None: it is gone
void weak_free(RtState *rt, WeakReference *reference);
// The newest reference to an object, lent; NULL: there is none.
WeakReference *weak_first_peek(RtState *rt, const Object *object);
bool weak_has_callback(RtState *rt, const Object *object);
// Makes the references to `object` forget it. Those with a callback go on `called`, owned.
void weak_forget(RtState *rt, const Object *object, ValueStack *called);
void weak_call(RtState *rt, ValueStack *called);  // the callbacks, and empties it

// The end of an object.
void weak_end(RtState *rt, const Object *object);
