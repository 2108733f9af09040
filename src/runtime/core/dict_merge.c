// dict.update and its like: from mappings and from pairs; the natives of dict and its views.
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/operate.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"

static bool merge_dict(RtState *rt, Dict *dict, Dict *other) {
    if (dict == other) return true;
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(other, &at));) {
        Value key = value_retain(entry->key), value = value_retain(entry->value);
        u32 len = other->len;
        bool is_good = dict_set(rt, dict, key, value);
        value_release(rt, key);
        value_release(rt, value);
        if (is_good && other->len != len) {
            error_text(rt, CLASS_RUNTIME_ERROR, "dict mutated during update");
            is_good = false;
        }
        if (!is_good) return false;
    }
    return true;
}

// A mapping of the user's: it has keys() and __getitem__.
static bool merge_mapping(RtState *rt, Dict *dict, Value mapping) {
    ResultWord keys = call_method(rt, mapping, NAME_KEYS, NULL, 0);
    if (keys.is_error) return false;
    List *list = list_from_value(rt, keys.value);
    value_release(rt, keys.value);
    if (!list) return false;
    bool is_good = true;
    for (u32 i = 0; i < list->len && is_good; i++) {
        ResultWord value = rt_getitem(rt, mapping, list_slots(list)[i]);
        is_good = !value.is_error && dict_set(rt, dict, list_slots(list)[i], value.value);
        if (!value.is_error) value_release(rt, value.value);
    }
    object_release(rt, list);
    return is_good;
}

static bool merge_pair(RtState *rt, Dict *dict, Value item, i64 index) {
    List *pair = list_from_value(rt, item);
    if (!pair) {
        if (error_is(rt, CLASS_TYPE_ERROR)) {
            error_clear(rt);
            error_text(rt, CLASS_TYPE_ERROR, "object is not iterable");
        }
        return false;
    }
    bool is_good = pair->len == 2;
    if (is_good) {
        is_good = dict_set(rt, dict, list_slots(pair)[0], list_slots(pair)[1]);
    } else {
        error_format(rt, CLASS_VALUE_ERROR,
                     "dictionary update sequence element #%d has length %u; 2 is required", index,
                     pair->len);
    }
    object_release(rt, pair);
    return is_good;
}

bool dict_merge(RtState *rt, Dict *dict, Value other) {
    if (operate_class(rt, other, NAME_ITER) == CLASS_DICT)
        return merge_dict(rt, dict, value_ref(other));
    ClassAttribute *keys = class_find(rt, class_of(rt, other), rt_name(rt, NAME_KEYS));
    if (keys) return merge_mapping(rt, dict, other);
    ResultWord iterator = rt_iter(rt, other);
    if (iterator.is_error) return false;
    bool is_good = true;
    for (i64 index = 0; is_good; index++) {
        ResultWord item = rt_next(rt, iterator.value);
        is_good = !item.is_error;
        if (item.is_error || item.value == VALUE_UNDEFINED) break;
        is_good = merge_pair(rt, dict, item.value, index);
        value_release(rt, item.value);
    }
    value_release(rt, iterator.value);
    return is_good;
}

// ---- natives
ResultWord rt_native_NEW_DICT(RtState *rt, const Value *args) {
    Dict *dict = dict_new(rt, 0);
    bool is_good = args[0] == VALUE_UNDEFINED || dict_merge(rt, dict, args[0]);
    if (is_good && args[1] != VALUE_UNDEFINED) is_good = dict_merge(rt, dict, args[1]);
    if (is_good) return word_object(dict);
    object_release(rt, dict);
    return word_error();
}

ResultWord rt_native_DICT_CLEAR(RtState *rt, const Value *args) {
    dict_clear(rt, value_ref(args[0]));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DICT_COPY(RtState *rt, const Value *args) {
    return word_object(dict_copy(rt, value_ref(args[0])));
}

ResultWord rt_native_DICT_FROMKEYS(RtState *rt, const Value *args) {
    Value value = args[1] == VALUE_UNDEFINED ? VALUE_NONE : args[1];
    List *keys = list_from_value(rt, args[0]);
    if (!keys) return word_error();
    Dict *dict = dict_new(rt, keys->len);
    bool is_good = true;
    for (u32 i = 0; i < keys->len && is_good; i++)
        is_good = dict_set(rt, dict, list_slots(keys)[i], value);
    object_release(rt, keys);
    if (is_good) return word_object(dict);
    object_release(rt, dict);
    return word_error();
}

ResultWord rt_native_DICT_GET(RtState *rt, const Value *args) {
    ResultWord found = rt_dict_get(rt, value_ref(args[0]), args[1]);
    if (found.is_error || found.value != VALUE_UNDEFINED) return found;
    return word_ok(args[2] == VALUE_UNDEFINED ? VALUE_NONE : value_retain(args[2]));
}

static ResultWord view(RtState *rt, u32 class_id, Value dict) {
    PART_MAKE(CLASS_DICT_KEYS);
    PART_MAKE(CLASS_DICT_VALUES);
    PART_MAKE(CLASS_DICT_ITEMS);
    DictView *made = object_new_of(rt, sizeof *made, class_id);
    made->dict = value_retain(dict);
    return word_object(made);
}

ResultWord rt_native_DICT_ITEMS(RtState *rt, const Value *args) {
    return view(rt, CLASS_DICT_ITEMS, args[0]);
}

ResultWord rt_native_DICT_KEYS(RtState *rt, const Value *args) {
    return view(rt, CLASS_DICT_KEYS, args[0]);
}

ResultWord rt_native_DICT_VALUES(RtState *rt, const Value *args) {
    return view(rt, CLASS_DICT_VALUES, args[0]);
}

ResultWord rt_native_DICT_POP(RtState *rt, const Value *args) {
    Value value;
    Dict *dict = value_ref(args[0]);
    // The keys of an empty dict are not even hashed.
    int answer = dict->len == 0 ? 0 : dict_take(rt, dict, args[1], &value);
    if (answer > 0) return word_ok(value);
    if (answer < 0) return word_error();
    return args[2] == VALUE_UNDEFINED ? error_key(rt, args[1]) : word_ok(value_retain(args[2]));
}

ResultWord rt_native_DICT_POPITEM(RtState *rt, const Value *args) {
    Dict *dict = value_ref(args[0]);
    if (dict->len == 0) {
        Str *text = str_from_text(rt, "popitem(): dictionary is empty");
        error_key(rt, value_from_ref(text));
        object_release(rt, text);
        return word_error();
    }
    u32 last = dict->used - 1;
    while (dict->table->entries[last].key == VALUE_UNDEFINED) last--;
    Tuple *pair = tuple_new(rt, 2);
    pair->items[0] = value_retain(dict->table->entries[last].key);
    pair->items[1] = VALUE_NONE;
    if (dict_take(rt, dict, pair->items[0], &pair->items[1]) > 0) {
        dict->used = last;  // keeps popitem loops linear
        if (dict->table->first > last) dict->table->first = last;
        return word_object(pair);
    }
    object_release(rt, pair);
    return word_error();
}

ResultWord rt_native_DICT_SETDEFAULT(RtState *rt, const Value *args) {
    ResultWord found = rt_dict_get(rt, value_ref(args[0]), args[1]);
    if (found.is_error || found.value != VALUE_UNDEFINED) return found;
    Value value = args[2] == VALUE_UNDEFINED ? VALUE_NONE : args[2];
    if (!dict_set(rt, value_ref(args[0]), args[1], value)) return word_error();
    return word_ok(value_retain(value));
}

ResultWord rt_native_DICT_UPDATE(RtState *rt, const Value *args) {
    Dict *dict = value_ref(args[0]);
    if (args[1] != VALUE_UNDEFINED && !dict_merge(rt, dict, args[1])) return word_error();
    if (args[2] != VALUE_UNDEFINED && !dict_merge(rt, dict, args[2])) return word_error();
    return word_ok(VALUE_NONE);
}

static ResultWord is_disjoint(RtState *rt, const Value *args) {
    Set *set = set_from_value(rt, CLASS_SET, args[0]);
    if (!set) return word_error();
    int answer = set_is_disjoint(rt, set, args[1]);
    object_release(rt, set);
    return answer < 0 ? word_error() : word_ok(value_from_bool(answer));
}

ResultWord rt_native_DICT_KEYS_ISDISJOINT(RtState *rt, const Value *args) {
    return is_disjoint(rt, args);
}

ResultWord rt_native_DICT_ITEMS_ISDISJOINT(RtState *rt, const Value *args) {
    return is_disjoint(rt, args);
}
