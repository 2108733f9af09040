#include "runtime/core/weak.h"

#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"

static Value address_key(const Object *object) {
    return value_from_small((i64)(uintptr_t)object);
}

static bool is_referable(RtState *rt, Value value) {
    if (!value_is_ref(value)) return false;
    u32 id = ((Object *)value_ref(value))->class_id;
    if (class_id_is_open(id) && !class_get(rt, id)->is_weak) return false;
    switch (class_id_layout(id)) {
    case CLASS_OBJECT: return class_id_is_open(id);
    case CLASS_TYPE:
    case CLASS_SET:
    case CLASS_FROZENSET:
    case CLASS_FUNCTION:
    case CLASS_METHOD:
    case CLASS_BUILTIN:
    case CLASS_MODULE:
    case CLASS_GENERATOR:
    case CLASS_COROUTINE:
    case CLASS_ASYNC_GENERATOR:
    case CLASS_CODE:
    case CLASS_TEXT_FILE:
    case CLASS_REGEX_PATTERN: return true;
    default: return id >= CLASS_USER_FIRST;
    }
}

// ---- chains
static WeakReference *from_key(Value key) {
    return (WeakReference *)(uintptr_t)value_small(key);
}

static Value *chain_peek(RtState *rt, const Object *object) {
    Dict *chains = rt_core(rt)->weak_chains;
    bool is_error;
    return chains && chains->len ? dict_find_peek(rt, chains, address_key(object), &is_error)
                                 : NULL;
}

WeakReference *weak_first_peek(RtState *rt, const Object *object) {
    Value *first = chain_peek(rt, object);
    return first ? from_key(*first) : NULL;
}

static void set_first(RtState *rt, const Object *object, const WeakReference *first) {
    RtCore *core = rt_core(rt);
    Value old;
    if (!first) {
        dict_take(rt, core->weak_chains, address_key(object), &old);
        return;
    }
    if (!core->weak_chains) core->weak_chains = dict_new(rt, 0);
    dict_set(rt, core->weak_chains, address_key(object), address_key(&first->head));
}

static bool is_shared_one(const WeakReference *reference) {
    return reference && reference->callback == VALUE_NONE &&
           reference->head.class_id == CLASS_REFERENCE;
}

static void link(RtState *rt, const Object *object, WeakReference *made) {
    WeakReference *first = weak_first_peek(rt, object);
    if (is_shared_one(first) && !is_shared_one(made)) {
        made->next = first->next;
        first->next = made;
        return;
    }
    made->next = first;
    set_first(rt, object, made);
}

static void unlink(RtState *rt, WeakReference *reference) {
    const Object *object = (const Object *)(uintptr_t)reference->target;
    if (!object) return;
    WeakReference *at = weak_first_peek(rt, object);
    if (at == reference) set_first(rt, object, reference->next);
    for (; at && at != reference; at = at->next) {
        if (at->next == reference) {
            at->next = reference->next;
            break;
        }
    }
    reference->target = 0;
    reference->next = NULL;
}

// ---- references
WeakReference *weak_reference(RtState *rt, Value target, Value callback, bool is_shared) {
    if (!is_referable(rt, target)) {
        error_format(rt, CLASS_TYPE_ERROR, "cannot create weak reference to '%T' object", target);
        return NULL;
    }
    Object *object = value_ref(target);
    WeakReference *first = weak_first_peek(rt, object);
    if (is_shared && callback == VALUE_NONE && is_shared_one(first)) {
        object_retain(first);
        return first;
    }
    WeakReference *made = native_object_new(rt, CLASS_REFERENCE);
    made->callback = value_retain(callback);
    made->target = (u64)(uintptr_t)object;
    made->next_slot = 0;
    class_of(rt, target)->is_referred = true;
    if (!is_shared) made->head.class_id = CLASS_OBJECT;  // not yet: never the one that is shared
    link(rt, object, made);
    made->head.class_id = CLASS_REFERENCE;
    RtCore *core = rt_core(rt);
    if (callback != VALUE_NONE && gc_is_automatic(&core->gc) &&
        ((const Dict *)core->weak_chains)->len >= core->gc.weak_limit)
        core->gc.is_code_due = true;
    return made;
}

Value weak_target(const WeakReference *reference) {
    if (!reference->target) return VALUE_NONE;
    return value_retain(value_from_ref((Object *)(uintptr_t)reference->target));
}

void weak_free(RtState *rt, WeakReference *reference) {
    unlink(rt, reference);
    native_object_free(rt, reference, CLASS_REFERENCE);
}
PART_ONLY(weak_free, CLASS_REFERENCE);

bool weak_has_callback(RtState *rt, const Object *object) {
    for (const WeakReference *at = weak_first_peek(rt, object); at; at = at->next) {
        if (at->callback != VALUE_NONE) return true;
    }
    return false;
}
PART_HOOK(weak_has_callback, CLASS_REFERENCE);

void weak_forget(RtState *rt, const Object *object, ValueStack *called) {
    WeakReference *at = weak_first_peek(rt, object);
    if (!at) return;
    set_first(rt, object, NULL);
    while (at) {
        WeakReference *next = at->next;
        at->target = 0;
        at->next = NULL;
        // One that is being freed itself calls nobody.
        bool is_called = at->callback != VALUE_NONE && at->head.refs > 0;
        if (is_called) value_stack_push(rt, called, value_retain(value_from_ref(at)));
        at = next;
    }
}
PART_ONLY(weak_forget, CLASS_REFERENCE);

void weak_call(RtState *rt, ValueStack *called) {
    Value pending = rt->exception;
    for (u32 i = 0; i < called->count; i++) {
        WeakReference *reference = value_ref(called->items[i]);
        Value callback = value_retain(reference->callback);
        rt->exception = VALUE_UNDEFINED;
        ResultWord result = rt_core(rt)->is_ended ? word_ok(VALUE_NONE)
                                                  : call_value(rt, callback, &called->items[i], 1);
        if (result.is_error)
            exception_unraisable(rt, "weakref callback", callback);
        else
            value_release(rt, result.value);
        value_release(rt, callback);
        value_release(rt, called->items[i]);
    }
    rt->exception = pending;
    rt_free_memory(rt, called->items, called->capacity * sizeof(Value));
    *called = (ValueStack){0};
}
PART_ONLY(weak_call, CLASS_REFERENCE);

void weak_end(RtState *rt, const Object *object) {
    ValueStack called = {0};
    weak_forget(rt, object, &called);
    if (called.count) weak_call(rt, &called);
}
PART_ONLY(weak_end, CLASS_REFERENCE);
