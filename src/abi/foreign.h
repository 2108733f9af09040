// abi/foreign.h — operations on objects of another world: a JavaScript value, a PyObject (class
// Foreign in abi/object.h, design notes 002 and 023).
//
// The host has one handle for each of its objects as long as a Foreign of it lives, and hands out
// the same Foreign for it: so `is`, `==` and hash() of two Foreigns are those of their addresses.
// Arguments are borrowed, results owned. Failing calls return like compiled code, with
// RtState.exception set. No member may be NULL.
#pragma once

#include "abi/object.h"

typedef struct ForeignHost {
    void (*release)(RtState *rt, u64 handle);  // the last reference is gone; runs no Python code
    ResultWord (*get_attribute)(RtState *rt, u64 handle, Str *name);
    u32 (*set_attribute)(RtState *rt, u64 handle, Str *name, Value value);
    u32 (*delete_attribute)(RtState *rt, u64 handle, Str *name);
    // `pairs`: name (str), value, name, value …: `pair_count` of them.
    ResultWord (*call)(RtState *rt, u64 handle, const Value *args, u32 count, const Value *pairs,
                       u32 pair_count);
    ResultWord (*call_method)(RtState *rt, u64 handle, Str *name, const Value *args, u32 count,
                              const Value *pairs, u32 pair_count);
    ResultWord (*get_item)(RtState *rt, u64 handle, Value key);
    u32 (*set_item)(RtState *rt, u64 handle, Value key, Value value);
    u32 (*delete_item)(RtState *rt, u64 handle, Value key);
    ResultWord (*len)(RtState *rt, u64 handle);      // a small int
    ResultWord (*iterate)(RtState *rt, u64 handle);  // an iterator: a Foreign, mostly
    ResultWord (*next)(RtState *rt, u64 handle);     // VALUE_UNDEFINED at the end
    ResultI32 (*contains)(RtState *rt, u64 handle, Value item);
    ResultI32 (*truth)(RtState *rt, u64 handle);
    // isinstance(value, this): `value` may be anything.
    ResultI32 (*has_instance)(RtState *rt, u64 handle, Value value);
    ResultRef (*repr)(RtState *rt, u64 handle);
    ResultRef (*str)(RtState *rt, u64 handle);
    bool (*is_callable)(RtState *rt, u64 handle);
} ForeignHost;
