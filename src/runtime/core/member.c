#include "runtime/core/member.h"

#include "runtime/core/attribute.h"
#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/str.h"

typedef struct {
    Object head;
    Value holder, name;
    u64 slot;
} Member;
NATIVE_CLASS_CHECK(Member, MEMBER);

// The class along the order of look-up that has the slot itself.
static const RtClass *owner_of(RtState *rt, const RtClass *holder, const Str *name) {
    RtClass *at;
    for (u32 i = 0; (at = class_mro_at(rt, (RtClass *)(uintptr_t)holder, i)); i++) {
        const ClassAttribute *own = class_find_own(at, name);
        if (own && own->kind == ATTRIBUTE_SLOT) return at;
    }
    return holder;
}

Value member_new(RtState *rt, const RtClass *holder, const ClassAttribute *attribute) {
    Member *made = native_object_new(rt, CLASS_MEMBER);
    made->holder = value_of((void *)(uintptr_t)owner_of(rt, holder, attribute->name));
    made->name = value_of(attribute->name);
    made->slot = attribute->number;
    return value_from_ref(made);
}

// The word of `instance`; NULL: TypeError.
static Value *place(RtState *rt, const Member *member, Value instance) {
    const RtClass *holder = value_ref(member->holder);
    if (class_is_subclass(rt, value_class(instance), holder->id))
        return &((Instance *)value_ref(instance))->slots[member->slot];
    error_format(rt, CLASS_TYPE_ERROR,
                 "descriptor '%S' for '%S' objects doesn't apply to a '%T' object",
                 value_ref(member->name), holder->name, instance);
    return NULL;
}

ResultWord rt_native_MEMBER_GET(RtState *rt, const Value *args) {
    const Member *self = value_ref(args[0]);
    if (args[1] == VALUE_NONE) return word_ok(value_retain(args[0]));
    const Value *found = place(rt, self, args[1]);
    if (!found) return word_error();
    if (*found == VALUE_UNDEFINED) return attribute_missing(rt, args[1], value_ref(self->name));
    return word_ok(value_retain(*found));
}

static ResultWord store(RtState *rt, const Value *args, Value content) {
    const Member *self = value_ref(args[0]);
    Value *found = place(rt, self, args[1]);
    if (!found) return word_error();
    if (content == VALUE_UNDEFINED && *found == VALUE_UNDEFINED)
        return attribute_missing(rt, args[1], value_ref(self->name));
    value_assign_take(rt, found, value_retain(content));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_MEMBER_SET(RtState *rt, const Value *args) {
    return store(rt, args, args[2]);
}

ResultWord rt_native_MEMBER_DELETE(RtState *rt, const Value *args) {
    return store(rt, args, VALUE_UNDEFINED);
}

ResultWord rt_native_MEMBER_NAME(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Member *)value_ref(args[0]))->name));
}

ResultWord rt_native_MEMBER_OBJCLASS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Member *)value_ref(args[0]))->holder));
}

ResultWord rt_native_MEMBER_REPR(RtState *rt, const Value *args) {
    const Member *self = value_ref(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "<member '%S' of '%S' objects>", value_ref(self->name),
                   ((RtClass *)value_ref(self->holder))->name);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_MEMBER_EQ(RtState *rt, const Value *args) {
    (void)rt;
    if (!value_is(args[1], CLASS_MEMBER)) return word_ok(VALUE_NOT_IMPLEMENTED);
    const Member *self = value_ref(args[0]), *other = value_ref(args[1]);
    return word_ok(value_from_bool(self->holder == other->holder && self->slot == other->slot));
}

ResultWord rt_native_MEMBER_HASH(RtState *rt, const Value *args) {
    const Member *self = value_ref(args[0]);
    ResultWord hash = rt_hash(rt, self->name);
    return hash.is_error ? hash : word_ok(int_value_from_i64(rt, (i64)hash.value));
}
