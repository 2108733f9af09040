// abi/foreign.h — operations on objects of another world: a JavaScript value, a PyObject (class
// Foreign in abi/object.h, design notes 002 and 023).
//
// The host has one handle for each of its objects as long as a Foreign of it lives, and hands out
// the same Foreign for it: so `is`, `==` and hash() of two Foreigns are those of their addresses.
// A function got as an attribute that wants its receiver comes as a bound method (rt_method_new of
// the receiver and the function's Foreign). Arguments are borrowed, results owned. Failing calls
// return like compiled code, with RtState.exception set. Only the members of the last group may be
// NULL: that world has no such operations.
#pragma once

#include "abi/object.h"

typedef enum { FOREIGN_NEG, FOREIGN_POS, FOREIGN_INVERT } ForeignUnaryOp;

typedef struct ForeignHost {
    void (*release)(RtState *rt, Foreign *self);  // the last reference is gone; runs no Python code
    ResultWord (*get_attribute)(RtState *rt, Foreign *self, Str *name);
    u32 (*set_attribute)(RtState *rt, Foreign *self, Str *name, Value value);
    u32 (*delete_attribute)(RtState *rt, Foreign *self, Str *name);
    // `pairs`: name (str), value, name, value …: `pair_count` of them.
    // `receiver`: what the function was got from (a bound method of it), or VALUE_UNDEFINED.
    ResultWord (*call)(RtState *rt, Foreign *self, Value receiver, const Value *args, u32 count,
                       const Value *pairs, u32 pair_count);
    ResultWord (*call_method)(RtState *rt, Foreign *self, Str *name, const Value *args, u32 count,
                              const Value *pairs, u32 pair_count);
    ResultWord (*get_item)(RtState *rt, Foreign *self, Value key);
    u32 (*set_item)(RtState *rt, Foreign *self, Value key, Value value);
    u32 (*delete_item)(RtState *rt, Foreign *self, Value key);
    ResultWord (*len)(RtState *rt, Foreign *self);      // the number itself
    ResultWord (*iterate)(RtState *rt, Foreign *self);  // an iterator: a Foreign, mostly
    ResultWord (*next)(RtState *rt, Foreign *self);     // VALUE_UNDEFINED at the end
    ResultI32 (*contains)(RtState *rt, Foreign *self, Value item);
    ResultI32 (*truth)(RtState *rt, Foreign *self);
    // isinstance(value, this): `value` may be anything.
    ResultI32 (*has_instance)(RtState *rt, Foreign *self, Value value);
    ResultRef (*repr)(RtState *rt, Foreign *self);
    ResultRef (*str)(RtState *rt, Foreign *self);
    bool (*is_callable)(RtState *rt, Foreign *self);
    ResultWord (*root)(RtState *rt);  // what `from krait import js` binds

    // One of the two is of this host. `op`: RtBinaryOp, RtCompareOp.
    ResultWord (*binary)(RtState *rt, u32 op, bool is_inplace, Value left, Value right);
    ResultWord (*compare)(RtState *rt, u32 op, Value left, Value right);
    ResultWord (*unary)(RtState *rt, ForeignUnaryOp op, Foreign *self);
    ResultWord (*hash)(RtState *rt, Foreign *self);     // the number itself
    ResultWord (*type_of)(RtState *rt, Foreign *self);  // what type() gives
} ForeignHost;
