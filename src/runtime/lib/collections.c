// Module _collections, but for deque.
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/list.h"
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

// The dict behind a mapping whose get and __setitem__ are dict's own, or NULL.
static Dict *plain_dict(RtState *rt, Value mapping, Str *get) {
    if (!value_has_layout(mapping, CLASS_DICT)) return NULL;
    const ClassAttribute *method = class_find(rt, class_of(rt, mapping), get);
    bool is_own = method && method->kind == ATTRIBUTE_NATIVE && method->number == NATIVE_DICT_GET &&
                  !class_find_user(rt, mapping, NAME_SETITEM);
    return is_own ? value_ref(mapping) : NULL;
}

ResultWord rt_native_COLLECTIONS_COUNT_ELEMENTS(RtState *rt, const Value *args) {
    ResultWord source = rt_iter(rt, args[1]);
    if (source.is_error) return source;
    Str *get = str_intern_text(rt, "get");
    Dict *dict = plain_dict(rt, args[0], get);
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

ResultWord rt_native_COLLECTIONS_MOVE_TO_END(RtState *rt, const Value *args) {
    ResultI32 is_last = rt_truth(rt, args[2]);
    if (is_last.is_error) return word_error();
    int moved = dict_move(rt, value_ref(args[0]), args[1], is_last.value != 0);
    if (moved == 0) return error_key(rt, args[1]);
    return moved > 0 ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_COLLECTIONS_POP_FIRST(RtState *rt, const Value *args) {
    Dict *dict = value_ref(args[0]);
    u32 at = 0;
    const DictEntry *entry = dict_next(dict, &at);
    if (!entry) return error_text(rt, CLASS_KEY_ERROR, "'dictionary is empty'");
    Tuple *pair = tuple_new(rt, 2);
    pair->items[0] = value_retain(entry->key);
    pair->items[1] = VALUE_NONE;
    if (dict_take(rt, dict, pair->items[0], &pair->items[1]) > 0) return word_object(pair);
    object_release(rt, pair);
    return word_error();
}
