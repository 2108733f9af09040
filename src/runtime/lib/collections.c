// Module _collections, but for deque.
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/str.h"
#include "runtime/lib/iterator.h"

// mapping[key] += 1 by the methods of the mapping.
static bool count_one(RtState *rt, Value mapping, Value key, Str *get) {
    Value args[] = {key, value_from_small(0)};
    ResultWord old = rt_call_method(rt, mapping, get, 2, args);
    if (old.is_error) return false;
    ResultWord next = rt_add(rt, old.value, value_from_small(1));
    value_release(rt, old.value);
    if (next.is_error) return false;
    u32 failed = rt_setitem(rt, mapping, key, next.value);
    value_release(rt, next.value);
    return !failed;
}

static bool count_in_dict(RtState *rt, Dict *dict, Value key) {
    bool is_error;
    Value *found = dict_find_peek(rt, dict, key, &is_error);
    if (is_error) return false;
    ResultWord next =
        found ? rt_add(rt, *found, value_from_small(1)) : word_ok(value_from_small(1));
    if (next.is_error) return false;
    bool is_good = dict_set(rt, dict, key, next.value);
    value_release(rt, next.value);
    return is_good;
}

ResultWord rt_native_COLLECTIONS_COUNT_ELEMENTS(RtState *rt, const Value *args) {
    ResultWord source = rt_iter(rt, args[1]);
    if (source.is_error) return source;
    Str *get = str_intern_text(rt, "get");
    Dict *dict = value_is(args[0], CLASS_DICT) ? value_ref(args[0]) : NULL;
    ResultWord item;
    for (;;) {
        item = rt_next(rt, source.value);
        if (iterator_is_done(item)) break;
        bool is_good =
            dict ? count_in_dict(rt, dict, item.value) : count_one(rt, args[0], item.value, get);
        value_release(rt, item.value);
        if (is_good) continue;
        item = word_error();
        break;
    }
    value_release(rt, source.value);
    object_release(rt, get);
    return item.is_error ? item : word_ok(VALUE_NONE);
}
