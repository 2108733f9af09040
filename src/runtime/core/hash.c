#include "runtime/core/hash.h"

#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/operate.h"
#include "runtime/core/set.h"

#include "base/stack.h"
#include "text/float_text.h"

static i64 hash_address(const void *object) {
    uintptr_t address = (uintptr_t)object;
    return (i64)(address >> 4 | address << (8 * sizeof address - 4));
}

// A NaN hashes by its bits, which stand for its identity: see hash_keys_equal.
PART_FUNCTION static i64 hash_float(f64 number) {
    if (number == number) return text_float_hash(number);
    u64 bits = float_bits(number);
    return (i64)(bits >> 4 ^ bits << 3);
}
PART_ONLY(hash_float, CLASS_FLOAT);

// CPython's hash of several values, a form of xxHash; false after an exception.
static bool hash_values(RtState *rt, const Value *items, u32 len, u64 *hash) {
    const u64 prime_1 = UINT64_C(11400714785074694791), prime_2 = UINT64_C(14029467366897019727);
    const u64 prime_5 = UINT64_C(2870177450012600261);
    u64 acc = prime_5;
    for (u32 i = 0; i < len; i++) {
        i64 lane;
        if (!hash_value(rt, items[i], &lane)) return false;
        acc += (u64)lane * prime_2;
        acc = acc << 31 | acc >> 33;
        acc *= prime_1;
    }
    *hash = acc;
    return true;
}

// UINT64_MAX says "error" in CPython.
static i64 hash_finish(u64 acc) {
    return acc == UINT64_MAX ? 1546275796 : (i64)acc;
}

PART_FUNCTION static bool hash_tuple(RtState *rt, const Value *items, u32 len, i64 *hash) {
    const u64 prime_5 = UINT64_C(2870177450012600261);
    u64 acc;
    STACK_RESERVE();
    if (rt_stack_check(rt) || !hash_values(rt, items, len, &acc)) return false;
    *hash = hash_finish(acc + (len ^ (prime_5 ^ 3527539)));
    return true;
}
PART_ONLY(hash_tuple, CLASS_TUPLE);

// Slices have a hash since CPython 3.12: a tuple's without the length.
PART_FUNCTION static bool hash_slice(RtState *rt, const SliceObject *slice, i64 *hash) {
    const Value items[] = {slice->start, slice->stop, slice->step};
    u64 acc;
    if (!hash_values(rt, items, 3, &acc)) return false;
    *hash = hash_finish(acc);
    return true;
}
PART_ONLY(hash_slice, CLASS_SLICE);

PART_FUNCTION static bool hash_range(RtState *rt, const Range *range, i64 *hash) {
    IntWord len = iter_range_len(rt, range);
    Value items[3] = {value_from_int(len), VALUE_NONE, VALUE_NONE};
    if (len != 0) items[1] = value_from_int(range->start);
    if (len != 0 && len != 1) items[2] = value_from_int(range->step);
    bool is_good = hash_tuple(rt, items, 3, hash);
    int_release(rt, len);
    return is_good;
}
PART_ONLY(hash_range, CLASS_RANGE);

PART_FUNCTION static bool hash_user(RtState *rt, Value value, const ClassAttribute *method,
                                    i64 *hash) {
    ResultWord result = call_attribute(rt, method, value, NULL, 0);
    if (result.is_error) return false;
    if (!value_is_int(result.value) && !value_is_bool(result.value)) {
        value_release(rt, result.value);
        error_text(rt, CLASS_TYPE_ERROR, "__hash__ method should return an integer");
        return false;
    }
    IntWord word = value_int_peek(result.value);
    i64 number;
    *hash = int_to_i64(word, &number) ? number : int_hash(word);
    if (*hash == -1) *hash = -2;
    value_release(rt, result.value);
    return true;
}
PART_ONLY(hash_user, PART_METHODS);

// Instances of classes that are known to have neither __hash__ nor __eq__, as long as no class
// changes.
static bool hash_by_address(RtState *rt, Value value, i64 *hash) {
    if (!value_is_ref(value)) return false;
    const Object *object = value_ref(value);
    if (object->class_id < CLASS_USER_FIRST || class_id_is_open(object->class_id)) return false;
    if (class_get(rt, object->class_id)->hash_epoch != rt_core(rt)->class_epoch) return false;
    *hash = hash_address(object);
    return true;
}

static void note_address_hash(RtState *rt, u32 class_id) {
    if (class_id < CLASS_USER_FIRST || class_id_is_open(class_id)) return;
    RtClass *holder = class_get(rt, class_id);
    if (class_is_settled(rt, holder, NAME_HASH) && class_is_settled(rt, holder, NAME_EQ))
        holder->hash_epoch = rt_core(rt)->class_epoch;
}

static bool hash_struct(RtState *rt, Value value, i64 *hash, u32 class_id) {
    Object *object = value_ref(value);
    switch (class_id) {
    case CLASS_INT: *hash = int_hash(value_int_peek(value)); return true;
    case CLASS_FLOAT: *hash = hash_float(((Float *)(void *)object)->number); return true;
    case CLASS_STR: *hash = str_hash(value_str(value)); return true;
    case CLASS_TUPLE:
        return hash_tuple(rt, ((Tuple *)(void *)object)->items, ((Tuple *)(void *)object)->len,
                          hash);
    case CLASS_FROZENSET: *hash = set_hash((Set *)(void *)object); return true;
    case CLASS_RANGE: return hash_range(rt, (Range *)(void *)object, hash);
    case CLASS_SLICE: return hash_slice(rt, (SliceObject *)(void *)object, hash);
    case CLASS_BYTES: *hash = bytes_hash((BytesObject *)(void *)object); return true;
    case CLASS_FOREIGN: return foreign_hash(rt, value, hash);
    case CLASS_METHOD: {
        const MethodObject *method = (MethodObject *)(void *)object;
        *hash = (i64)((method->self ^ method->function) >> 4);
        return true;
    }
    case CLASS_BUILTIN: {
        const NativeObject *native = (NativeObject *)(void *)object;
        *hash = (i64)(native->self >> 4) + native->native + ((i64)native->owner << 20);
        return true;
    }
    case CLASS_LIST:
    case CLASS_DICT:
    case CLASS_SET:
    case CLASS_BYTEARRAY:
    case CLASS_DICT_KEYS:
    case CLASS_DICT_ITEMS:
        error_format(rt, CLASS_TYPE_ERROR, "unhashable type: '%T'", value);
        return false;
    default: break;
    }
    if (class_has_methods(object->class_id)) {
        ClassAttribute *method = class_find_user(rt, value, NAME_HASH);
        ClassAttribute *eq = class_find_user(rt, value, NAME_EQ);
        // A class with __eq__ that defines no __hash__ of its own, or later along the bases, is
        // unhashable.
        if (eq && !class_hash_is_kept(rt, object->class_id)) method = NULL;
        bool is_none = method && method->kind == ATTRIBUTE_OPEN && method->value == VALUE_NONE;
        if (method && !is_none) return hash_user(rt, value, method, hash);
        if (is_none || (eq && !class_id_is_open(object->class_id))) {
            error_format(rt, CLASS_TYPE_ERROR, "unhashable type: '%T'", value);
            return false;
        }
    }
    *hash = hash_address(object);
    note_address_hash(rt, object->class_id);
    return true;
}

static bool hash_object(RtState *rt, Value value, i64 *hash) {
    if (!value_is_open(value)) return hash_struct(rt, value, hash, value_class(value));
    u32 class_id = operate_class(rt, value, NAME_HASH);
    if (!class_id_is_open(class_id) && class_id != CLASS_OBJECT)
        return operate_hash(rt, value, hash);
    return hash_struct(rt, value, hash, value_class(value));
}

bool operate_hash(RtState *rt, Value value, i64 *hash) {
    Value plain = value_plain(value);
    if (plain != value || !value_is_ref(value)) return hash_value(rt, plain, hash);
    return hash_struct(rt, value, hash, class_id_layout(value_class(value)));
}

bool hash_value(RtState *rt, Value value, i64 *hash) {
    switch (value_tag(value)) {
    case TAG_INT: *hash = int_hash(value_small(value)); return true;
    case TAG_FLOAT: *hash = hash_float(value_unboxed_f64(value)); return true;
    case TAG_CONST: break;
    case TAG_REF: return hash_object(rt, value, hash);
    }
    if (value == VALUE_NONE)
        *hash = HASH_NONE;
    else if (value_is_bool(value))
        *hash = value == VALUE_TRUE;
    else
        *hash = (i64)(value >> VALUE_TAG_BITS) * 0x10001 + 1;
    return true;
}

bool hash_key(RtState *rt, Value key, u64 *hash) {
    if (hash_key_fast(key, hash)) return true;
    if (value_is_bool(key)) {
        *hash = key == VALUE_TRUE;
        return true;
    }
    if (value_is_float(key)) {
        f64 number = value_f64(key);
        if (number > -1e18 && number < 1e18 && (f64)(i64)number == number) {
            *hash = (u64)(i64)number;
            return true;
        }
    }
    i64 exact;
    if (!hash_by_address(rt, key, &exact) && !hash_value(rt, key, &exact)) return false;
    *hash = (u64)exact;
    return true;
}

static bool explain(RtState *rt, Value key, const char *role) {
    if (!error_is(rt, CLASS_TYPE_ERROR)) return false;
    Value exception = rt_exception_take(rt);
    ResultRef text = rt_str(rt, exception);
    value_release(rt, exception);
    if (text.is_error) return false;
    error_format(rt, CLASS_TYPE_ERROR, "cannot use '%T' as a %s (%S)", key, role, text.value);
    object_release(rt, text.value);
    return false;
}

bool hash_dict_key(RtState *rt, Value key, u64 *hash) {
    return hash_key(rt, key, hash) || explain(rt, key, "dict key");
}

bool hash_set_element(RtState *rt, Value element, i64 *hash) {
    if (hash_by_address(rt, element, hash)) return true;
    return hash_value(rt, element, hash) || explain(rt, element, "set element");
}

// Containers ask for identity before equality. Typed floats have none, so the same NaN is one with
// the same bits: float("nan") makes new bits each time (number_native.c).
static bool is_same_nan(Value left, Value right) {
    if (!value_is(left, CLASS_FLOAT) || !value_is(right, CLASS_FLOAT)) return false;
    f64 number = value_f64(left);
    return number != number && float_bits(number) == float_bits(value_f64(right));
}

// Instances of classes without __eq__ are equal to themselves alone.
static bool is_compared_by_address(RtState *rt, Value value) {
    i64 ignored;
    if (hash_by_address(rt, value, &ignored)) return true;
    if (!value_is_ref(value)) return false;
    u32 class_id = ((Object *)value_ref(value))->class_id;
    if (class_id < CLASS_USER_FIRST || class_id_is_open(class_id)) return false;
    if (class_find_user(rt, value, NAME_EQ) || class_find_user(rt, value, NAME_HASH)) return false;
    note_address_hash(rt, class_id);
    return hash_by_address(rt, value, &ignored);
}

int hash_keys_equal(RtState *rt, Value left, Value right) {
    if (left == right) return 1;
    if (value_is(left, CLASS_STR) && value_is(right, CLASS_STR))
        return str_equal(value_str(left), value_str(right));
    if (is_compared_by_address(rt, left) && is_compared_by_address(rt, right)) return 0;
    if (UNLIKELY(is_same_nan(left, right))) return 1;
    ResultI32 equal = rt_compare_bool(rt, left, right, RT_EQ);
    return equal.is_error ? -1 : equal.value != 0;
}

ResultWord rt_hash(RtState *rt, Value value) {
    i64 hash;
    return hash_value(rt, value, &hash) ? word_ok((u64)hash) : word_error();
}
