// What match statements ask: classes, sequences, mappings, attributes by position.
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/hash.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"

#include <string.h>

ResultWord rt_native_MATCH_INSTANCE(RtState *rt, const Value *args) {
    if (!value_is_class(args[1]) && !value_is(args[1], CLASS_FOREIGN))
        return error_text(rt, CLASS_TYPE_ERROR, "called match pattern must be a class");
    ResultI32 answer = rt_isinstance(rt, args[0], args[1]);
    return answer.is_error ? word_error() : word_ok(value_from_bool(answer.value));
}

static bool descends_from_one(RtState *rt, Value value, const u32 *classes, u32 count) {
    u32 id = value_class(value);
    for (u32 i = 0; i < count; i++) {
        if (class_is_subclass(rt, id, classes[i])) return true;
    }
    return false;
}

// collections.abc marks what is a sequence or a mapping with a flag in its class.
static bool has_collection_flag(RtState *rt, Value value, u32 flag) {
    if (value_class(value) < CLASS_USER_FIRST) return false;
    Str *name = str_intern_text(rt, "__abc_tpflags__");
    const ClassAttribute *found = class_find(rt, class_of(rt, value), name);
    Value flags = found ? class_attribute_value(rt, found) : VALUE_UNDEFINED;
    object_release(rt, name);
    bool has_flag = value_is_small_int(flags) && (value_small(flags) & flag);
    value_release(rt, flags);
    return has_flag;
}

enum { ABC_FLAG_SEQUENCE = 1 << 5, ABC_FLAG_MAPPING = 1 << 6 };

ResultWord rt_native_MATCH_SEQUENCE(RtState *rt, const Value *args) {
    static const u32 classes[] = {CLASS_LIST, CLASS_TUPLE, CLASS_RANGE};
    bool matches = descends_from_one(rt, args[0], classes, COUNT_OF(classes)) ||
                   has_collection_flag(rt, args[0], ABC_FLAG_SEQUENCE);
    return word_ok(value_from_bool(matches));
}

ResultWord rt_native_MATCH_MAPPING(RtState *rt, const Value *args) {
    static const u32 classes[] = {CLASS_DICT};
    bool matches = descends_from_one(rt, args[0], classes, COUNT_OF(classes)) ||
                   has_collection_flag(rt, args[0], ABC_FLAG_MAPPING);
    return word_ok(value_from_bool(matches));
}

static ResultWord error_repr(RtState *rt, u32 class_id, const char *before, Value value,
                             const char *behind) {
    ResultRef text = rt_repr(rt, value);
    if (text.is_error) return word_error();
    ResultWord raised = error_format_of(rt, class_id, "%s%S%s", before, (Str *)text.value, behind);
    object_release(rt, text.value);
    return raised;
}

// Keys that the program computes may be equal.
ResultWord rt_native_MATCH_KEYS(RtState *rt, const Value *args) {
    const Tuple *keys = value_ref(args[0]);
    for (u32 i = 1; i < keys->len; i++) {
        for (u32 k = 0; k < i; k++) {
            ResultI32 is_same = rt_compare_bool(rt, keys->items[i], keys->items[k], RT_EQ);
            if (is_same.is_error) return word_error();
            if (!is_same.value) continue;
            return error_repr(rt, CLASS_VALUE_ERROR, "mapping pattern checks duplicate key (",
                              keys->items[i], ")");
        }
    }
    return word_ok(VALUE_NONE);
}

// ---- class patterns with positional parts

// The one positional pattern of these classes, and of what descends from them, is for the subject.
static bool matches_self(RtState *rt, const RtClass *holder) {
    static const u32 classes[] = {CLASS_INT,  CLASS_FLOAT,    CLASS_STR,  CLASS_BYTES,
                                  CLASS_LIST, CLASS_TUPLE,    CLASS_DICT, CLASS_BYTEARRAY,
                                  CLASS_SET,  CLASS_FROZENSET};
    for (u32 i = 0; i < COUNT_OF(classes); i++) {
        if (class_is_subclass(rt, holder->id, classes[i])) return true;
    }
    return false;
}

// The class's __match_args__, owned; UNDEFINED: it has none. True: an exception.
static bool find_match_args(RtState *rt, Value holder, Value *names) {
    Str *word = str_intern_text(rt, "__match_args__");
    ResultWord found = rt_getattr(rt, holder, word);
    object_release(rt, word);
    *names = VALUE_UNDEFINED;
    if (found.is_error) {
        if (!error_is(rt, CLASS_ATTRIBUTE_ERROR)) return true;
        error_clear(rt);
        return false;
    }
    *names = found.value;
    if (value_is(found.value, CLASS_TUPLE)) return false;
    error_format(rt, CLASS_TYPE_ERROR, "%S.__match_args__ must be a tuple (got %T)",
                 ((RtClass *)value_ref(holder))->name, found.value);
    value_release(rt, found.value);
    return true;
}

static bool is_seen(RtState *rt, const RtClass *holder, Value name, const Tuple *seen, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (!rt_str_eq(rt, value_ref(name), value_ref(seen->items[i]))) continue;
        ResultRef text = rt_repr(rt, name);
        if (text.is_error) return true;
        error_format(rt, CLASS_TYPE_ERROR, "%S() got multiple sub-patterns for attribute %S",
                     holder->name, (Str *)text.value);
        object_release(rt, text.value);
        return true;
    }
    return false;
}

// Attribute `index` of `names`: owned; UNDEFINED when the subject lacks it. True: an exception.
static bool take_attribute(RtState *rt, Value subject, const RtClass *holder, const Tuple *names,
                           u32 index, Value *value) {
    Value name = names->items[index];
    *value = VALUE_UNDEFINED;
    if (!value_is(name, CLASS_STR)) {
        error_format(rt, CLASS_TYPE_ERROR, "__match_args__ elements must be strings (got %T)",
                     name);
        return true;
    }
    if (is_seen(rt, holder, name, names, index)) return true;
    Str *interned = str_intern_take(rt, value_ref(value_retain(name)));
    ResultWord found = rt_getattr(rt, subject, interned);
    object_release(rt, interned);
    if (!found.is_error) *value = found.value;
    if (!found.is_error || !error_is(rt, CLASS_ATTRIBUTE_ERROR)) return found.is_error;
    error_clear(rt);
    return false;
}

static ResultWord take_attributes(RtState *rt, Value subject, const RtClass *holder,
                                  const Tuple *names, u32 count) {
    Tuple *values = tuple_new(rt, count);
    for (u32 i = 0; i < count; i++) values->items[i] = VALUE_NONE;
    for (u32 i = 0; i < count; i++) {
        Value value;
        bool is_error = take_attribute(rt, subject, holder, names, i, &value);
        if (is_error || value == VALUE_UNDEFINED) {
            object_release(rt, values);
            return is_error ? word_error() : word_ok(VALUE_NONE);
        }
        values->items[i] = value;
    }
    return word_object(values);
}

// A tuple of what the positional patterns match, or None.
ResultWord rt_native_MATCH_ARGS(RtState *rt, const Value *args) {
    const RtClass *holder = value_ref(args[1]);
    const Tuple *keywords = value_ref(args[3]);
    u32 count = (u32)value_small(args[2]);
    Value found;
    if (find_match_args(rt, args[1], &found)) return word_error();
    bool is_self = found == VALUE_UNDEFINED && matches_self(rt, holder);
    const Tuple *names = found == VALUE_UNDEFINED ? NULL : value_ref(found);
    u32 allowed = is_self ? 1 : names ? names->len : 0;
    ResultWord result;
    if (allowed < count) {
        result = error_format(rt, CLASS_TYPE_ERROR,
                              "%S() accepts %u positional sub-pattern%s (%u given)", holder->name,
                              allowed, allowed == 1 ? "" : "s", count);
    } else if (is_self) {
        result = word_object(tuple_from(rt, args, 1));
    } else {
        result = take_attributes(rt, args[0], holder, names, count);
        for (u32 i = 0; !result.is_error && i < keywords->len; i++) {
            if (!is_seen(rt, holder, keywords->items[i], names, count)) continue;
            value_release(rt, result.value);
            result = word_error();
        }
    }
    value_release(rt, found);
    return result;
}
