// functools._lru_cache_wrapper: results of calls by their arguments. The cache is a dict whose
// order is that of the last use: a hit on a bounded one takes its entry out and puts it back at the
// end, and the first entry is the one to go.
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/str.h"
#include "runtime/lib/iterator.h"

enum { CACHE_UNBOUNDED = -1 };

typedef struct {
    Object head;
    Value function, cache, info_type, dict, mark;  // mark: stands between positions and keywords
    i64 limit;                                     // CACHE_UNBOUNDED, or how many results are kept
    u64 is_typed, hits, misses;
    u64 first;  // no entry of the dict lives before this place
} Cache;
NATIVE_CLASS_CHECK(Cache, FUNCTOOLS_CACHE);

ResultWord rt_native_CACHE_NEW(RtState *rt, const Value *args) {
    i64 limit = CACHE_UNBOUNDED;
    if (rt_native_CALLABLE(rt, args).value != VALUE_TRUE)
        return error_text(rt, CLASS_TYPE_ERROR, "the first argument must be callable");
    if (args[1] != VALUE_NONE) {
        if (!value_is_int(args[1]) && !value_is_bool(args[1]))
            return error_text(rt, CLASS_TYPE_ERROR, "maxsize should be integer or None");
        if (!int_size(rt, args[1], &limit)) return word_error();
        if (limit < 0) limit = 0;
    }
    ResultI32 is_typed = rt_truth(rt, args[2]);
    if (is_typed.is_error) return word_error();
    Cache *made = native_object_new(rt, CLASS_FUNCTOOLS_CACHE);
    made->function = value_retain(args[0]);
    made->cache = value_from_ref(dict_new(rt, 0));
    made->info_type = value_retain(args[3]);
    made->limit = limit;
    made->is_typed = is_typed.value;
    return word_object(made);
}

static bool is_plain_key(Value value) {
    return value_is_int(value) || value_is_str(value);
}

// What the arguments are known by. Owned.
static Value key_of(RtState *rt, Cache *self, const Tuple *args, const Dict *keywords) {
    if (!self->is_typed && keywords->len == 0 && args->len == 1 && is_plain_key(args->items[0]))
        return value_retain(args->items[0]);
    if (!self->is_typed && keywords->len == 0) return value_of(args);
    if (keywords->len && self->mark == VALUE_NONE)
        self->mark = value_from_ref(rt_instance_new(rt, CLASS_OBJECT, 0));
    List *parts = list_new(rt, SLOT_VALUE, 8);
    for (u32 i = 0; i < args->len; i++) list_append(rt, parts, args->items[i]);
    if (keywords->len) list_append(rt, parts, self->mark);
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(keywords, &at));) {
        list_append(rt, parts, entry->key);
        list_append(rt, parts, entry->value);
    }
    for (u32 i = 0; self->is_typed && i < args->len; i++)
        rt_list_append_value(rt, parts, rt_type_of(rt, args->items[i]));
    at = 0;
    for (DictEntry *entry; self->is_typed && (entry = dict_next(keywords, &at));)
        rt_list_append_value(rt, parts, rt_type_of(rt, entry->value));
    Tuple *key = tuple_from(rt, list_slots(parts), parts->len);
    object_release(rt, parts);
    return value_from_ref(key);
}

// Drops the entry that was used longest ago.
static bool forget_one(RtState *rt, Cache *self) {
    Dict *dict = value_ref(self->cache);
    u32 at = self->first <= dict->used ? (u32)self->first : 0;
    DictEntry *entry = dict_next(dict, &at);
    if (!entry) {
        at = 0;
        entry = dict_next(dict, &at);
    }
    if (!entry) return true;
    Value key = value_retain(entry->key), old = VALUE_UNDEFINED;
    self->first = at;
    int taken = dict_take(rt, dict, key, &old);
    value_release(rt, key);
    if (taken > 0) value_release(rt, old);
    return taken >= 0;
}

// Puts a result in. A table that was rebuilt is shorter: then nothing is known of its first entry.
static bool remember(RtState *rt, Cache *self, Value key, Value result) {
    Dict *dict = value_ref(self->cache);
    const void *table = dict->table;
    u32 used = dict->used;
    bool is_good = dict_set(rt, dict, key, result);
    if (dict->table != table || dict->used < used) self->first = 0;
    return is_good;
}

static ResultWord store(RtState *rt, Cache *self, Value key, ResultWord result) {
    if (result.is_error) return result;
    bool is_error = false;
    Dict *dict = value_ref(self->cache);
    // The function may have been called with the same arguments meanwhile.
    bool is_known = self->limit > 0 && dict_find_peek(rt, dict, key, &is_error) != NULL;
    bool is_good = !is_error;
    if (is_good && !is_known && self->limit > 0 && dict->len >= self->limit)
        is_good = forget_one(rt, self);
    if (is_good && !is_known) is_good = remember(rt, self, key, result.value);
    if (is_good) return result;
    value_release(rt, result.value);
    return word_error();
}

ResultWord rt_native_CACHE_CALL(RtState *rt, const Value *args) {
    Cache *self = value_ref(args[0]);
    const Tuple *given = value_ref(args[1]);
    const Dict *keywords = value_ref(args[2]);
    if (self->limit == 0) {
        self->misses++;
        return call_value_dict(rt, self->function, VALUE_UNDEFINED, given, keywords);
    }
    Value key = key_of(rt, self, given, keywords);
    bool is_error;
    Value *found = dict_find_peek(rt, value_ref(self->cache), key, &is_error);
    ResultWord result = word_error();
    if (found) {
        self->hits++;
        result = word_ok(value_retain(*found));
        Value old = VALUE_UNDEFINED;
        if (self->limit > 0 && dict_take(rt, value_ref(self->cache), key, &old) > 0) {
            if (!remember(rt, self, key, old)) error_clear(rt);
            value_release(rt, old);
        }
    } else if (!is_error) {
        self->misses++;
        Value function = value_retain(self->function);
        result = call_value_dict(rt, function, VALUE_UNDEFINED, given, keywords);
        value_release(rt, function);
        result = store(rt, self, key, result);
    }
    value_release(rt, key);
    return result;
}

// As a function in a class is: bound to the instance.
ResultWord rt_native_CACHE_GET(RtState *rt, const Value *args) {
    if (args[1] == VALUE_NONE) return word_ok(value_retain(args[0]));
    return word_ok(rt_method_new(rt, args[1], args[0]));
}

ResultWord rt_native_CACHE_INFO(RtState *rt, const Value *args) {
    Cache *self = value_ref(args[0]);
    const Value parts[] = {value_from_small((i64)self->hits), value_from_small((i64)self->misses),
                           self->limit == CACHE_UNBOUNDED ? VALUE_NONE
                                                          : value_from_small(self->limit),
                           value_from_small(((Dict *)value_ref(self->cache))->len)};
    return call_value(rt, self->info_type, parts, COUNT_OF(parts));
}

ResultWord rt_native_CACHE_CLEAR(RtState *rt, const Value *args) {
    Cache *self = value_ref(args[0]);
    self->hits = self->misses = self->first = 0;
    value_assign_take(rt, &self->cache, value_from_ref(dict_new(rt, 0)));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_CACHE_COPY(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(args[0]));
}

ResultWord rt_native_CACHE_DEEPCOPY(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(args[0]));
}

ResultWord rt_native_CACHE_DICT(RtState *rt, const Value *args) {
    Cache *self = value_ref(args[0]);
    if (self->dict == VALUE_NONE) self->dict = value_from_ref(dict_new(rt, 0));
    return word_ok(value_retain(self->dict));
}
