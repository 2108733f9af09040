// abi/inline.h — what each HIGH operation of the IR does, to the bit: the C back end's output and
// the interpreter call these functions, the wasm back end writes the same out in instructions.
//
// Each fast path is a few instructions; the rest is a call of the runtime. References: as in
// compiler/ir/ops.def.
#pragma once

#include "abi/calls.h"
#include "abi/state.h"

// ---- reference counts
static inline void op_retain_ref(void *object) {
    ((Object *)object)->refs++;
}

static inline void op_release_ref(RtState *rt, void *object) {
    if (--((Object *)object)->refs == 0) rt_free(rt, object);
}

static inline void op_retain_value(Value value) {
    if (value_is_ref(value)) op_retain_ref(value_ref(value));
}

static inline void op_release_value(RtState *rt, Value value) {
    if (value_is_ref(value)) op_release_ref(rt, value_ref(value));
}

static inline void op_retain_int(IntWord word) {
    if (!int_is_small(word)) op_retain_ref(int_big(word));
}

static inline void op_release_int(RtState *rt, IntWord word) {
    if (!int_is_small(word)) op_release_ref(rt, int_big(word));
}

// ---- int
// The binary operations below take over those operands whose bit is set in `taken` (1 left, 2
// right). Whenever the fast path is taken both are small, so only the slow one has something to
// release.
static inline IntWord op_int_slow(RtState *rt, IntWord left, IntWord right, u64 taken,
                                  IntWord (*operation)(RtState *, IntWord, IntWord)) {
    IntWord result = operation(rt, left, right);
    if (taken & 1) op_release_int(rt, left);
    if (taken & 2) op_release_int(rt, right);
    return result;
}

static inline IntWord op_int_add(RtState *rt, IntWord left, IntWord right, u64 taken) {
    i64 sum = (i64)((u64)left + (u64)right);
    if (__builtin_expect(int_is_small(sum), 1)) return sum;
    return op_int_slow(rt, left, right, taken, rt_int_add);
}

static inline IntWord op_int_sub(RtState *rt, IntWord left, IntWord right, u64 taken) {
    i64 difference = (i64)((u64)left - (u64)right);
    bool is_fast = int_is_small(difference) && (int_is_small(left) || int_is_small(right));
    if (__builtin_expect(is_fast, 1)) return difference;
    return op_int_slow(rt, left, right, taken, rt_int_sub);
}

static inline bool op_fits_i32(i64 number) {
    return number == (i32)number;
}

static inline IntWord op_int_mul(RtState *rt, IntWord left, IntWord right, u64 taken) {
    if (__builtin_expect(op_fits_i32(left) && op_fits_i32(right), 1)) {
        i64 product = left * right;
        if (__builtin_expect(int_is_small(product), 1)) return product;
    }
    return op_int_slow(rt, left, right, taken, rt_int_mul);
}

static inline IntWord op_int_neg(RtState *rt, IntWord word) {
    return word != SMALL_INT_MIN && int_is_small(word) ? -word : rt_int_neg(rt, word);
}

static inline IntWord op_int_abs(RtState *rt, IntWord word) {
    if (word == SMALL_INT_MIN || !int_is_small(word)) return rt_int_abs(rt, word);
    return word < 0 ? -word : word;
}

static inline IntWord op_int_invert(RtState *rt, IntWord word) {
    return int_is_small(word) ? ~word : rt_int_invert(rt, word);
}

static inline bool op_both_small(IntWord left, IntWord right) {
    return int_is_small(left) && int_is_small(right);
}

static inline IntWord op_int_and(RtState *rt, IntWord left, IntWord right, u64 taken) {
    if (op_both_small(left, right)) return left & right;
    return op_int_slow(rt, left, right, taken, rt_int_and);
}

static inline IntWord op_int_or(RtState *rt, IntWord left, IntWord right, u64 taken) {
    if (op_both_small(left, right)) return left | right;
    return op_int_slow(rt, left, right, taken, rt_int_or);
}

static inline IntWord op_int_xor(RtState *rt, IntWord left, IntWord right, u64 taken) {
    if (op_both_small(left, right)) return left ^ right;
    return op_int_slow(rt, left, right, taken, rt_int_xor);
}

// Rounds towards minus infinity. The divisor is small and not 0, the dividend is small.
static inline i64 op_floordiv_small(i64 dividend, i64 divisor) {
    i64 quotient = dividend / divisor;
    return quotient - (dividend % divisor != 0 && (dividend ^ divisor) < 0);
}

static inline i64 op_mod_small(i64 dividend, i64 divisor) {
    i64 rest = dividend % divisor;
    return rest != 0 && (rest ^ divisor) < 0 ? rest + divisor : rest;
}

static inline ResultWord op_int_floordiv(RtState *rt, IntWord left, IntWord right) {
    if (!op_both_small(left, right) || right == 0 || left == SMALL_INT_MIN) {
        return rt_int_floordiv(rt, left, right);
    }
    return (ResultWord){(u64)op_floordiv_small(left, right), 0};
}

static inline ResultWord op_int_mod(RtState *rt, IntWord left, IntWord right) {
    if (!op_both_small(left, right) || right == 0) return rt_int_mod(rt, left, right);
    return (ResultWord){(u64)op_mod_small(left, right), 0};
}

static inline ResultWord op_int_shl(RtState *rt, IntWord left, IntWord right) {
    if ((u64)right < 32 && op_fits_i32(left)) {
        i64 shifted = (i64)((u64)left << right);
        if (int_is_small(shifted)) return (ResultWord){(u64)shifted, 0};
    }
    return rt_int_lshift(rt, left, right);
}

static inline ResultWord op_int_shr(RtState *rt, IntWord left, IntWord right) {
    if ((u64)right < 64 && int_is_small(left)) return (ResultWord){(u64)(left >> right), 0};
    return rt_int_rshift(rt, left, right);
}

// Exact below 2^53: both convert exactly, and one division rounds once.
static inline ResultF64 op_int_truediv(RtState *rt, IntWord left, IntWord right) {
    const u64 half = UINT64_C(1) << 53;
    if ((u64)left + half <= 2 * half && (u64)right + half <= 2 * half && right != 0) {
        return (ResultF64){(f64)left / (f64)right, 0};
    }
    return rt_int_truediv(rt, left, right);
}

// Raw order is right when one of the two is small (abi/value.h).
static inline i64 op_int_order(RtState *rt, IntWord left, IntWord right) {
    if (int_is_small(left) || int_is_small(right)) return left < right ? -1 : left > right;
    return rt_int_compare(rt, left, right);
}

#define OP_INT_COMPARE(name, operation)                                                            \
    static inline bool op_int_##name(RtState *rt, IntWord left, IntWord right) {                   \
        if (__builtin_expect(int_is_small(left) || int_is_small(right), 1)) {                      \
            return left operation right;                                                           \
        }                                                                                          \
        return rt_int_compare(rt, left, right) operation 0;                                        \
    }
OP_INT_COMPARE(eq, ==)
OP_INT_COMPARE(ne, !=)
OP_INT_COMPARE(lt, <)
OP_INT_COMPARE(le, <=)
OP_INT_COMPARE(gt, >)
OP_INT_COMPARE(ge, >=)
#undef OP_INT_COMPARE

static inline IntWord op_int_from_i64(RtState *rt, i64 number) {
    return int_is_small(number) ? number : rt_int_from_i64(rt, number);
}

static inline i64 op_index_from_int(RtState *rt, IntWord word) {
    return int_is_small(word) ? word : rt_int_to_index(rt, word);
}

static inline ResultF64 op_f64_from_int(RtState *rt, IntWord word) {
    if (int_is_small(word)) return (ResultF64){(f64)word, 0};
    return rt_int_to_f64(rt, word);
}

static inline ResultWord op_int_from_f64(RtState *rt, f64 number) {
    if (number > -0x1p61 && number < 0x1p61) return (ResultWord){(u64)(i64)number, 0};
    return rt_int_from_f64(rt, number);
}

static inline i64 op_i64_from_f64(f64 number) {
    if (number != number) return 0;
    if (number >= 0x1p63) return INT64_MAX;
    return number <= -0x1p63 ? INT64_MIN : (i64)number;
}

// ---- conversions to and from Value
static inline Value op_value_from_f64(RtState *rt, f64 number) {
    Value value;
    return value_try_from_f64(number, &value) ? value : rt_f64_box(rt, number);
}

// `value` is known to be an int. A big one's sign is in the object.
static inline IntWord op_int_from_value(Value value) {
    if (value_is_small_int(value)) return value_small(value);
    const BigInt *big = value_ref(value);
    return int_from_big(big, big->is_negative);
}

static inline f64 op_f64_from_value(Value value) {
    return value_tag(value) == TAG_FLOAT ? value_unboxed_f64(value)
                                         : ((const Float *)value_ref(value))->number;
}

// The class of any Value without a call, or CLASS_TYPE … never for undefined.
static inline u32 op_class_of(Value value) {
    static const u8 constant_classes[] = {
        CLASS_OBJECT, CLASS_NONE, CLASS_BOOL, CLASS_BOOL, CLASS_NOT_IMPLEMENTED, CLASS_ELLIPSIS};
    switch (value_tag(value)) {
    case TAG_INT: return CLASS_INT;
    case TAG_FLOAT: return CLASS_FLOAT;
    case TAG_REF: return ((const Object *)value_ref(value))->class_id;
    default: return constant_classes[value >> VALUE_TAG_BITS];
    }
}

// range: first class id, and last - first in the upper half.
static inline bool op_value_class_is(Value value, u64 range) {
    return op_class_of(value) - (u32)range <= (u32)(range >> 32);
}

static inline bool op_value_class_is_user(RtState *rt, u32 unit, Value value, u64 range) {
    if (!value_is_ref(value)) return false;
    u32 class_id = ((const Object *)value_ref(value))->class_id;
    return class_id - rt->class_bases[unit] - (u32)range <= (u32)(range >> 32);
}

// ---- memory of known objects. 0 from a check means that it failed: the caller raises.
static inline bool op_list_check(const List *list, i64 index, i64 *checked) {
    if (index < 0) index += list->len;
    *checked = index;
    return (u64)index < list->len;
}

static inline void op_list_writable(RtState *rt, List *list) {
    if (list->writable_len != list->len) rt_list_make_writable(rt, list);
}

static inline bool op_list_check_write(RtState *rt, List *list, i64 index, i64 *checked) {
    op_list_writable(rt, list);
    return op_list_check(list, index, checked);
}

static inline u64 *op_list_item(const List *list, i64 index) {
    return &list->buffer->items[index];
}

// An empty list may have no buffer: NULL then, and every index check fails.
static inline void *op_list_items(const List *list) {
    return list->buffer ? list->buffer->items : NULL;
}

static inline void op_list_set_value(RtState *rt, List *list, i64 index, Value value) {
    Value old = list->buffer->items[index];
    list->buffer->items[index] = value;
    op_release_value(rt, old);
}

static inline void op_list_set_int(RtState *rt, List *list, i64 index, IntWord word) {
    IntWord old = (IntWord)list->buffer->items[index];
    list->buffer->items[index] = (u64)word;
    op_release_int(rt, old);
}

static inline bool op_list_has_room(const List *list) {
    return list->buffer && list->writable_len == list->len && list->len < list->buffer->capacity;
}

#define OP_LIST_APPEND(name, Type, BITS)                                                           \
    static inline void op_list_append_##name(RtState *rt, List *list, Type item) {                 \
        if (__builtin_expect(!op_list_has_room(list), 0)) {                                        \
            rt_list_append_##name(rt, list, item);                                                 \
            return;                                                                                \
        }                                                                                          \
        list->buffer->items[list->len] = BITS(item);                                               \
        list->writable_len = ++list->len;                                                          \
    }
OP_LIST_APPEND(value, Value, (u64))
OP_LIST_APPEND(int, IntWord, (u64))
OP_LIST_APPEND(f64, f64, float_bits)
#undef OP_LIST_APPEND

// str, bytes and tuple have their length at the same place.
static inline u32 op_sequence_len(const void *object) {
    return ((const Tuple *)object)->len;
}

static inline bool op_sequence_check(const void *object, i64 index, i64 *checked) {
    if (index < 0) index += op_sequence_len(object);
    *checked = index;
    return (u64)index < op_sequence_len(object);
}

static inline i64 op_str_code(const Str *str, i64 index) {
    const u8 *data = str->data;
    if (__builtin_expect(str->width == 1, 1)) return data[index];
    if (str->width == 2) return ((const u16 *)(const void *)data)[index];
    return ((const u32 *)(const void *)data)[index];
}

// rt_str_eq with the usual answers in line: the same object, other lengths, another first
// character.
static inline u32 op_str_eq(RtState *rt, const void *left, const void *right) {
    const Str *a = left, *b = right;
    if (a == b) return 1;
    if (a->len != b->len || (a->len > 0 && a->data[0] != b->data[0])) return 0;
    return rt_str_eq(rt, (void *)(uintptr_t)left, (void *)(uintptr_t)right);
}

static inline void op_slot_set_value(RtState *rt, u64 *slot, Value value) {
    Value old = *slot;
    *slot = value;
    op_release_value(rt, old);
}

static inline void op_slot_set_int(RtState *rt, u64 *slot, IntWord word) {
    IntWord old = (IntWord)*slot;
    *slot = (u64)word;
    op_release_int(rt, old);
}
