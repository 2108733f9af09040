#include "runtime/core/foreign.h"

#include "runtime/core/error.h"

Foreign *foreign_new(RtState *rt, const ForeignHost *host, u64 handle) {
    Foreign *self = object_new(rt, sizeof *self, CLASS_FOREIGN);
    self->handle = handle;
    self->host_slot = 0;
    self->host = host;
    return self;
}

void foreign_free(RtState *rt, Foreign *self) {
    self->host->release(rt, self);
    rt_free_memory(rt, self, sizeof *self);
}
PART_ONLY(foreign_free, CLASS_FOREIGN);

ResultWord foreign_getattr(RtState *rt, Value value, Str *name) {
    if (name == rt_name(rt, NAME_CLASS)) return word_ok(foreign_type_of(rt, value));
    return foreign_host(value)->get_attribute(rt, value_ref(value), name);
}
PART_ONLY(foreign_getattr, CLASS_FOREIGN);

ResultWord foreign_call(RtState *rt, Value callee, Value receiver, const Value *args, u32 count,
                        const KeywordArg *kwargs, u32 kwarg_count) {
    _Static_assert(sizeof(KeywordArg) == 2 * sizeof(Value), "a host sees pairs of Values");
    return foreign_host(callee)->call(rt, value_ref(callee), receiver, args, count,
                                      (const Value *)kwargs, kwarg_count);
}

bool foreign_is_callable(RtState *rt, Value value) {
    return foreign_host(value)->is_callable(rt, value_ref(value));
}

Value foreign_method_attribute(RtState *rt, Value function, Str *name) {
    ResultWord result = foreign_getattr(rt, function, name);
    if (!result.is_error) return result.value;
    error_clear(rt);
    return VALUE_UNDEFINED;
}
PART_ONLY(foreign_method_attribute, CLASS_FOREIGN);

ResultWord foreign_binary(RtState *rt, u32 op, bool is_inplace, Value left, Value right) {
    const ForeignHost *host = foreign_host(value_is_foreign(left) ? left : right);
    return host->binary ? host->binary(rt, op, is_inplace, left, right)
                        : word_ok(VALUE_NOT_IMPLEMENTED);
}
PART_ONLY(foreign_binary, CLASS_FOREIGN);

ResultWord foreign_compare(RtState *rt, u32 op, Value left, Value right) {
    const ForeignHost *host = foreign_host(value_is_foreign(left) ? left : right);
    return host->compare ? host->compare(rt, op, left, right) : word_ok(VALUE_NOT_IMPLEMENTED);
}
PART_ONLY(foreign_compare, CLASS_FOREIGN);

ResultWord foreign_unary(RtState *rt, ForeignUnaryOp op, Value value) {
    const ForeignHost *host = foreign_host(value);
    return host->unary ? host->unary(rt, op, value_ref(value)) : word_ok(VALUE_NOT_IMPLEMENTED);
}
PART_ONLY(foreign_unary, CLASS_FOREIGN);

bool foreign_hash(RtState *rt, Value value, i64 *hash) {
    const ForeignHost *host = foreign_host(value);
    if (!host->hash) {
        *hash = (i64)((uintptr_t)value_ref(value) >> 4);
        return true;
    }
    ResultWord result = host->hash(rt, value_ref(value));
    *hash = (i64)result.value;
    return !result.is_error;
}
PART_ONLY(foreign_hash, CLASS_FOREIGN);

Value foreign_type_of(RtState *rt, Value value) {
    const ForeignHost *host = foreign_host(value);
    if (host->type_of) {
        ResultWord result = host->type_of(rt, value_ref(value));
        if (!result.is_error) return result.value;
        error_clear(rt);
    }
    return rt_class_value(rt, CLASS_FOREIGN);
}
PART_ONLY(foreign_type_of, CLASS_FOREIGN);

Value foreign_root(RtState *rt) {
    const ForeignHost *host = rt_core(rt)->foreign;
    if (!host) return VALUE_NONE;
    ResultWord root = host->root(rt);
    if (!root.is_error) return root.value;
    error_clear(rt);
    return VALUE_NONE;
}
