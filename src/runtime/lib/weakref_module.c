// Module _weakref: references that do not keep their object alive. Proxies and what else module
// weakref has are in lib/weakref.py.
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/weak.h"

static Value callback_of(Value given) {
    return given == VALUE_UNDEFINED ? VALUE_NONE : given;
}

ResultWord rt_native_REFERENCE_NEW(RtState *rt, const Value *args) {
    WeakReference *made = weak_reference(rt, args[0], callback_of(args[1]), true);
    return made ? word_object(made) : word_error();
}

// Subclasses say super().__init__(ob, callback).
ResultWord rt_native_REFERENCE_INIT(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_REFERENCE_CALL(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(weak_target(value_ref(args[0])));
}

ResultWord rt_native_REFERENCE_CALLBACK(RtState *rt, const Value *args) {
    (void)rt;
    const WeakReference *self = value_ref(args[0]);
    return word_ok(self->target ? value_retain(self->callback) : VALUE_NONE);
}

// As long as both objects live, these are compared; else the references themselves.
ResultWord rt_native_REFERENCE_EQ(RtState *rt, const Value *args) {
    if (!value_has_layout(args[1], CLASS_REFERENCE)) return word_ok(VALUE_NOT_IMPLEMENTED);
    Value left = weak_target(value_ref(args[0])), right = weak_target(value_ref(args[1]));
    ResultI32 equal = {args[0] == args[1], 0};
    if (left != VALUE_NONE && right != VALUE_NONE)
        equal = left == right ? i32_ok(1) : rt_compare_bool(rt, left, right, RT_EQ);
    value_release(rt, left);
    value_release(rt, right);
    return equal.is_error ? word_error() : word_ok(value_from_bool(equal.value != 0));
}

ResultWord rt_native_REFERENCE_HASH(RtState *rt, const Value *args) {
    WeakReference *self = value_ref(args[0]);
    if (self->hash != VALUE_NONE) return word_ok(value_retain(self->hash));
    Value target = weak_target(self);
    if (target == VALUE_NONE) return error_text(rt, CLASS_TYPE_ERROR, "weak object has gone away");
    ResultWord hash = rt_native_HASH(rt, &target);
    value_release(rt, target);
    if (!hash.is_error) value_assign_take(rt, &self->hash, value_retain(hash.value));
    return hash;
}

static void append_address(StrBuilder *builder, const char *text, u64 address) {
    builder_text(builder, text);
    builder_hex(builder, address, sizeof(void *) == 4 ? 8 : 12);
}

ResultWord rt_native_REFERENCE_REPR(RtState *rt, const Value *args) {
    const WeakReference *self = value_ref(args[0]);
    Value target = weak_target(self);
    StrBuilder builder;
    builder_init(&builder, rt);
    append_address(&builder, "<weakref at 0x", (u64)(uintptr_t)self);
    if (target == VALUE_NONE) {
        builder_text(&builder, "; dead>");
    } else {
        builder_format(&builder, "; to '%S'", class_name_peek(rt, target));
        append_address(&builder, " at 0x", self->target);
        builder_char(&builder, '>');
    }
    value_release(rt, target);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_WEAKREF_COUNT(RtState *rt, const Value *args) {
    i64 count = 0;
    if (value_is_ref(args[0])) {
        const WeakReference *at = weak_first_peek(rt, value_ref(args[0]));
        for (; at; at = at->next) count++;
    }
    return word_ok(value_from_small(count));
}

ResultWord rt_native_WEAKREF_ALL(RtState *rt, const Value *args) {
    List *list = list_new(rt, SLOT_VALUE, 1);
    WeakReference *at = value_is_ref(args[0]) ? weak_first_peek(rt, value_ref(args[0])) : NULL;
    for (; at; at = at->next) list_append(rt, list, value_from_ref(at));
    return word_object(list);
}
