#include "runtime/core/atexit.h"

#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

enum { CALL_FUNCTION, CALL_ARGS, CALL_KEYWORDS, CALL_PARTS };

static ValueStack *calls_of(RtState *rt) {
    return &rt_core(rt)->exit_calls;
}

static ResultWord call_one(RtState *rt, const Tuple *parts) {
    const Tuple *args = value_ref(parts->items[CALL_ARGS]);
    Dict *kwds = value_ref(parts->items[CALL_KEYWORDS]);
    usize bytes = (kwds->len + 1) * sizeof(KeywordArg);
    KeywordArg *items = rt_alloc(rt, bytes);
    u32 count = 0, at = 0;
    for (DictEntry *entry; (entry = dict_next(kwds, &at));) {
        Str *name = str_intern_take(rt, value_ref(value_retain(entry->key)));
        object_release(rt, name);  // the intern table keeps it
        items[count++] = (KeywordArg){value_from_ref(name), entry->value};
    }
    ResultWord result =
        call_value_kw(rt, parts->items[CALL_FUNCTION], args->items, args->len, items, count);
    rt_free_memory(rt, items, bytes);
    return result;
}

void atexit_run(RtState *rt) {
    ValueStack *calls = calls_of(rt);
    Value pending = rt->exception;
    while (calls->count > 0) {
        Value parts = calls->items[--calls->count];
        rt->exception = VALUE_UNDEFINED;
        ResultWord result = call_one(rt, value_ref(parts));
        if (result.is_error)
            exception_unraisable(rt, "atexit callback",
                                 ((Tuple *)value_ref(parts))->items[CALL_FUNCTION]);
        else
            value_release(rt, result.value);
        value_release(rt, parts);
    }
    rt->exception = pending;
}
PART_HOOK(atexit_run, PART_ATEXIT);

// ---- module atexit
ResultWord rt_native_ATEXIT_REGISTER(RtState *rt, const Value *args) {
    PART_MAKE(PART_ATEXIT);
    Tuple *parts = tuple_from(rt, args, CALL_PARTS);
    value_stack_push(rt, calls_of(rt), value_from_ref(parts));
    return word_ok(value_retain(args[0]));
}

ResultWord rt_native_ATEXIT_UNREGISTER(RtState *rt, const Value *args) {
    ValueStack *calls = calls_of(rt);
    for (u32 i = calls->count; i-- > 0;) {
        Value parts = value_retain(calls->items[i]);
        ResultI32 equal =
            rt_compare_bool(rt, ((Tuple *)value_ref(parts))->items[CALL_FUNCTION], args[0], RT_EQ);
        value_release(rt, parts);
        if (equal.is_error) return word_error();
        if (!equal.value || i >= calls->count) continue;
        Value gone = calls->items[i];
        for (u32 k = i; k + 1 < calls->count; k++) calls->items[k] = calls->items[k + 1];
        calls->count--;
        value_release(rt, gone);
    }
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_ATEXIT_RUN(RtState *rt, const Value *args) {
    (void)args;
    atexit_run(rt);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_ATEXIT_CLEAR(RtState *rt, const Value *args) {
    (void)args;
    ValueStack *calls = calls_of(rt);
    while (calls->count > 0) value_release(rt, calls->items[--calls->count]);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_ATEXIT_COUNT(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(value_from_small(rt_core(rt)->exit_calls.count));
}
