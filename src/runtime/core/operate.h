// runtime/core/operate.h — operations of the built-in classes on their own structs: instances of
// them and of open subclasses, whose methods are not asked.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/result.h"

// The class whose code serves an operation on `value`: its own where the program defines the method
// `name`, else the built-in one with the same struct.
static inline u32 operate_class(RtState *rt, Value value, NameId name) {
    u32 class_id = value_class(value);
    if (LIKELY(!class_id_is_open(class_id))) return class_id;
    return class_find_user(rt, value, name) ? class_id : class_id_layout(class_id);
}

ResultWord operate_len(RtState *rt, Value value);
ResultWord operate_getitem(RtState *rt, Value value, Value index);
u32 operate_setitem(RtState *rt, Value value, Value index, Value item);
u32 operate_delitem(RtState *rt, Value value, Value index);
ResultI32 operate_contains(RtState *rt, Value container, Value item);
ResultWord operate_iter(RtState *rt, Value value);
ResultRef operate_repr(RtState *rt, Value value);
ResultRef operate_str(RtState *rt, Value value);
bool operate_hash(RtState *rt, Value value, i64 *hash);
// VALUE_NOT_IMPLEMENTED where the classes do not know each other.
ResultWord operate_compare(RtState *rt, Value left, Value right, u32 op);
// The order (-1, 0, 1) of two tuples when it is decided by small ints, exact strs and floats; else
// false, and nothing is known.
bool operate_tuple_order(const Tuple *left, const Tuple *right, int *order);
ResultWord operate_binary(RtState *rt, RtBinaryOp op, Value left, Value right);
ResultWord operate_inplace(RtState *rt, RtBinaryOp op, Value left, Value right);
