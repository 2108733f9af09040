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

ResultWord foreign_getattr(RtState *rt, Value value, Str *name) {
    if (name == rt_name(rt, NAME_CLASS)) return word_ok(rt_type_of(rt, value));
    return foreign_host(value)->get_attribute(rt, value_ref(value), name);
}

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

Value foreign_root(RtState *rt) {
    const ForeignHost *host = rt_core(rt)->foreign;
    if (!host) return VALUE_NONE;
    ResultWord root = host->root(rt);
    if (!root.is_error) return root.value;
    error_clear(rt);
    return VALUE_NONE;
}
