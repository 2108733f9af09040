// runtime/core/hash.h — hash(x) as CPython computes it, and the hash and equality of dict and set
// keys.
#pragma once

#include "runtime/core/str.h"

#define HASH_NONE INT64_C(0xfca86420)

bool hash_value(RtState *rt, Value value,
                i64 *hash);  // hash(x); false: TypeError or what __hash__ raised
// The hash that dicts use: any function under which equal keys agree.
bool hash_key(RtState *rt, Value key, u64 *hash);
// The same for the keys of dicts and the elements of sets, whose TypeError says so.
bool hash_dict_key(RtState *rt, Value key, u64 *hash);
bool hash_set_element(RtState *rt, Value element, i64 *hash);
int hash_keys_equal(RtState *rt, Value left, Value right);  // identity or ==; -1: exception

static inline bool hash_key_fast(Value key, u64 *hash) {
    if (LIKELY(value_is_small_int(key))) {
        *hash = (u64)value_small(key);
        return true;
    }
    if (LIKELY(value_is(key, CLASS_STR))) {
        Str *str = value_str(key);
        *hash = LIKELY(str->hash) ? str->hash : str_hash(str);
        return true;
    }
    return false;
}
