// runtime/core/foreign.h — objects of another world: every operation asks their host
// (abi/foreign.h).
#pragma once

#include "abi/foreign.h"
#include "runtime/core/call.h"

static inline bool value_is_foreign(Value value) {
    return value_is(value, CLASS_FOREIGN);
}

static inline const ForeignHost *foreign_host(Value value) {
    return ((const Foreign *)value_ref(value))->host;
}

// A new object with one reference, which the host's release() is told the end of.
Foreign *foreign_new(RtState *rt, const ForeignHost *host, u64 handle);
void foreign_free(RtState *rt, Foreign *self);
ResultWord foreign_getattr(RtState *rt, Value value, Str *name);
ResultWord foreign_call(RtState *rt, Value callee, Value receiver, const Value *args, u32 count,
                        const KeywordArg *kwargs, u32 kwarg_count);
bool foreign_is_callable(RtState *rt, Value value);
// The operators; VALUE_NOT_IMPLEMENTED where that world has none.
ResultWord foreign_binary(RtState *rt, u32 op, bool is_inplace, Value left, Value right);
ResultWord foreign_compare(RtState *rt, u32 op, Value left, Value right);
ResultWord foreign_unary(RtState *rt, ForeignUnaryOp op, Value value);
bool foreign_hash(RtState *rt, Value value, i64 *hash);  // false: exception
Value foreign_type_of(RtState *rt, Value value);
// What a bound method of a foreign function has from that function; UNDEFINED, and no exception,
// when there is none.
Value foreign_method_attribute(RtState *rt, Value function, Str *name);
Value foreign_root(RtState *rt);  // None where there is no other world
