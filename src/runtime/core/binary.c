// The binary and unary operators on any Value: numbers first, then methods that users define, then
// sequences.
#include "runtime/core/bytes_op.h"
#include "runtime/core/call.h"
#include "runtime/core/complex.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/format.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/operate.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"
#include "runtime/core/type_form.h"

static const char *const op_text[] = {"+", "-",  "*",  "/", "//", "%", "** or pow()",
                                      "@", "<<", ">>", "&", "|",  "^"};
static const char *const inplace_text[] = {
    "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^="};

static ResultWord unsupported(RtState *rt, Value left, Value right, const char *text) {
    return error_format(rt, CLASS_TYPE_ERROR, "unsupported operand type(s) for %s: '%T' and '%T'",
                        text, left, right);
}

static inline bool is_integral(Value value) {
    return value_is_small_int(value) || value_is_bool(value) || value_is(value, CLASS_INT);
}

// ---- numbers
static ResultWord box_int(IntWord word) {
    return word_ok(value_from_int(word));
}

static ResultWord box_int_result(ResultWord result) {
    if (!result.is_error) result.value = value_from_int((IntWord)result.value);
    return result;
}

static ResultWord box_f64_result(RtState *rt, ResultF64 result) {
    return result.is_error ? word_error() : word_ok(value_box_f64(rt, result.value));
}

static ResultWord int_op(RtState *rt, RtBinaryOp op, Value left, Value right) {
    IntWord a = value_int_peek(left), b = value_int_peek(right);
    bool are_bools = value_is_bool(left) && value_is_bool(right);
    switch (op) {
    case RT_OP_ADD: return box_int(rt_int_add(rt, a, b));
    case RT_OP_SUB: return box_int(rt_int_sub(rt, a, b));
    case RT_OP_MUL: return box_int(rt_int_mul(rt, a, b));
    case RT_OP_TRUEDIV: return box_f64_result(rt, rt_int_truediv(rt, a, b));
    case RT_OP_FLOORDIV: return box_int_result(rt_int_floordiv(rt, a, b));
    case RT_OP_MOD: return box_int_result(rt_int_mod(rt, a, b));
    case RT_OP_POW: return rt_int_pow(rt, a, b);
    case RT_OP_LSHIFT: return box_int_result(rt_int_lshift(rt, a, b));
    case RT_OP_RSHIFT: return box_int_result(rt_int_rshift(rt, a, b));
    case RT_OP_AND:
        return are_bools ? word_ok(value_from_bool(a & b)) : box_int(rt_int_and(rt, a, b));
    case RT_OP_OR:
        return are_bools ? word_ok(value_from_bool(a | b)) : box_int(rt_int_or(rt, a, b));
    case RT_OP_XOR:
        return are_bools ? word_ok(value_from_bool(a ^ b)) : box_int(rt_int_xor(rt, a, b));
    case RT_OP_MATMUL: break;
    }
    return unsupported(rt, left, right, "@");
}

static ResultWord float_power(RtState *rt, f64 base, f64 exponent) {
    bool is_complex = base < 0 && base - base == 0 && exponent - exponent == 0 &&
                      __builtin_floor(exponent) != exponent;
    if (is_complex) return complex_power(rt, (Complex){base, 0}, (Complex){exponent, 0});
    return rt_f64_pow(rt, base, exponent);
}

// One of the two is a float, the other a float or an int.
PART_FUNCTION static ResultWord float_op(RtState *rt, RtBinaryOp op, Value left, Value right) {
    ResultF64 a =
        value_is_float(left) ? f64_ok(value_f64(left)) : rt_int_to_f64(rt, value_int_peek(left));
    if (a.is_error) return word_error();
    ResultF64 b =
        value_is_float(right) ? f64_ok(value_f64(right)) : rt_int_to_f64(rt, value_int_peek(right));
    if (b.is_error) return word_error();
    f64 x = a.value, y = b.value;
    switch (op) {
    case RT_OP_ADD: return word_ok(value_box_f64(rt, x + y));
    case RT_OP_SUB: return word_ok(value_box_f64(rt, x - y));
    case RT_OP_MUL: return word_ok(value_box_f64(rt, x * y));
    case RT_OP_TRUEDIV:
        if (y == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
        return word_ok(value_box_f64(rt, x / y));
    case RT_OP_FLOORDIV: return box_f64_result(rt, rt_f64_floordiv(rt, x, y));
    case RT_OP_MOD: return box_f64_result(rt, rt_f64_mod(rt, x, y));
    case RT_OP_POW: return float_power(rt, x, y);
    default: return unsupported(rt, left, right, op_text[op]);
    }
}
PART_ONLY(float_op, CLASS_FLOAT);

// ---- methods of user classes
static bool is_user(Value value) {
    return value_is_ref(value) && class_has_methods(((Object *)value_ref(value))->class_id);
}

// VALUE_NOT_IMPLEMENTED when there is no such method or it says so.
static ResultWord try_method(RtState *rt, Value self, NameId name, Value other) {
    ClassAttribute *method = class_find_user(rt, self, name);
    return method ? call_attribute(rt, method, self, &other, 1) : word_ok(VALUE_NOT_IMPLEMENTED);
}

static ResultWord user_op(RtState *rt, RtBinaryOp op, Value left, Value right) {
    NameId name = (NameId)(NAME_ADD + (u32)op), reflected = (NameId)(NAME_RADD + (u32)op);
    u32 left_id = value_class(left), right_id = value_class(right);
    bool is_right_first =
        left_id != right_id && class_is_subclass(rt, right_id, left_id) &&
        class_find_user(rt, right, reflected) != class_find_user(rt, left, reflected);
    if (is_right_first) {
        ResultWord result = try_method(rt, right, reflected, left);
        if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    }
    ResultWord result = try_method(rt, left, name, right);
    if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    if (left_id == right_id || is_right_first) return result;
    return try_method(rt, right, reflected, left);
}

// ---- sequences
static ResultWord repeat(RtState *rt, Value sequence, Value count) {
    ResultWord number = int_index(rt, count, "can't multiply sequence by non-int of type '%T'");
    if (number.is_error) return number;
    IntWord word = (IntWord)number.value;
    ResultWord result = word_error();
    i64 times;
    if (!int_repeat_count(rt, word, &times)) {
        int_release(rt, word);
        return result;
    }
    switch (class_id_layout(value_class(sequence))) {
    case CLASS_STR: {
        ResultRef made = rt_str_repeat(rt, value_ref(sequence), word);
        if (!made.is_error) result = word_object(made.value);
        break;
    }
    case CLASS_LIST: {
        ResultRef made =
            rt_list_repeat(rt, value_ref(sequence), word, ((List *)value_ref(sequence))->kind);
        if (!made.is_error) result = word_object(made.value);
        break;
    }
    case CLASS_TUPLE: {
        Tuple *tuple = value_ref(sequence);
        if (times < 0) times = 0;
        if (tuple->len && times > LIST_LEN_MAX / tuple->len) {
            error_no_memory(rt);
            break;
        }
        Tuple *made = tuple_new(rt, tuple->len * (u32)times);
        for (u32 i = 0; i < made->len; i++)
            made->items[i] = value_retain(tuple->items[i % tuple->len]);
        result = word_object(made);
        break;
    }
    default: result = bytes_repeat(rt, sequence, times); break;
    }
    int_release(rt, word);
    return result;
}

static bool is_sequence(Value value) {
    u32 class_id = class_id_layout(value_class(value));
    return class_id == CLASS_STR || class_id == CLASS_LIST || class_id == CLASS_TUPLE ||
           class_id == CLASS_BYTES || class_id == CLASS_BYTEARRAY;
}

static ResultWord concat(RtState *rt, Value left, Value right) {
    u32 class_id = class_id_layout(value_class(left));
    if (class_id == CLASS_BYTES || class_id == CLASS_BYTEARRAY)
        return bytes_concat(rt, left, right);
    if (class_id != class_id_layout(value_class(right))) {
        return error_format(rt, CLASS_TYPE_ERROR, "can only concatenate %T (not \"%T\") to %T",
                            left, right, left);
    }
    if (class_id == CLASS_STR)
        return word_object(rt_str_concat(rt, value_ref(left), value_ref(right)));
    if (class_id == CLASS_LIST) {
        List *a = value_ref(left), *b = value_ref(right);
        return word_object(rt_list_concat(rt, a, b, a->kind == b->kind ? a->kind : SLOT_VALUE));
    }
    Tuple *a = value_ref(left), *b = value_ref(right);
    Tuple *made = tuple_new(rt, a->len + b->len);
    for (u32 i = 0; i < a->len; i++) made->items[i] = value_retain(a->items[i]);
    for (u32 i = 0; i < b->len; i++) made->items[a->len + i] = value_retain(b->items[i]);
    return word_object(made);
}

// Sets and the set-like views of dicts.
static bool is_setlike(Value value) {
    return value_is_set(value) || value_is(value, CLASS_DICT_KEYS) ||
           value_is(value, CLASS_DICT_ITEMS);
}

PART_FUNCTION static ResultWord set_op(RtState *rt, RtBinaryOp op, Value left, Value right) {
    bool is_view = !value_is_set(left);
    Set *set = is_view ? set_from_value(rt, CLASS_SET, left) : value_ref(left);
    if (!set) return word_error();
    Set *result = NULL;
    switch (op) {
    case RT_OP_SUB: result = set_difference(rt, set, right); break;
    case RT_OP_AND: result = set_intersection(rt, set, right); break;
    case RT_OP_XOR: result = set_symmetric_difference(rt, set, right); break;
    default:
        result = set_copy(rt, set, class_id_layout(set->head.class_id));
        if (!set_update(rt, result, right)) {
            object_release(rt, result);
            result = NULL;
        }
        break;
    }
    if (is_view) object_release(rt, set);
    return result ? word_object(result) : word_error();
}
PART_ONLY(set_op, CLASS_SET, CLASS_FROZENSET, CLASS_DICT_KEYS, CLASS_DICT_ITEMS);

PART_FUNCTION static ResultWord merge_dicts(RtState *rt, Value left, Value right) {
    Dict *made = dict_copy(rt, value_ref(left));
    if (dict_merge(rt, made, right)) return word_object(made);
    object_release(rt, made);
    return word_error();
}
PART_ONLY(merge_dicts, CLASS_DICT);

// What sequences, sets and dicts do; VALUE_NOT_IMPLEMENTED where they do nothing.
static ResultWord containers(RtState *rt, RtBinaryOp op, Value left, Value right) {
    u32 left_id = class_id_layout(value_class(left));
    switch (op) {
    case RT_OP_ADD:
        if (is_sequence(left)) return concat(rt, left, right);
        break;
    case RT_OP_MUL:
        if (is_sequence(left)) return repeat(rt, left, right);
        if (is_sequence(right)) return repeat(rt, right, left);
        break;
    case RT_OP_MOD:
        if (left_id == CLASS_STR) return format_percent(rt, value_ref(left), right);
        if (left_id == CLASS_BYTES || left_id == CLASS_BYTEARRAY)
            return format_percent_bytes(rt, left, right);
        break;
    case RT_OP_SUB:
    case RT_OP_AND:
    case RT_OP_OR:
    case RT_OP_XOR:
        // A view takes anything to iterate over, a set only its like.
        if (is_setlike(left) && (is_setlike(right) || !value_is_set(left)))
            return set_op(rt, op, left, right);
        if (op == RT_OP_OR && left_id == CLASS_DICT && value_has_layout(right, CLASS_DICT))
            return merge_dicts(rt, left, right);
        break;
    default: break;
    }
    return word_ok(VALUE_NOT_IMPLEMENTED);
}

ResultWord operate_binary(RtState *rt, RtBinaryOp op, Value left, Value right) {
    Value a = value_plain(left), b = value_plain(right);
    if (is_integral(a) && is_integral(b) && op != RT_OP_MATMUL) return int_op(rt, op, a, b);
    bool are_floats = (value_is_float(a) && (value_is_float(b) || is_integral(b))) ||
                      (value_is_float(b) && is_integral(a));
    if (are_floats && op <= RT_OP_POW) return float_op(rt, op, a, b);
    return containers(rt, op, left, right);
}

static ResultWord binary(RtState *rt, RtBinaryOp op, Value left, Value right, const char *text) {
    if (is_integral(left) && is_integral(right)) {
        if (op != RT_OP_MATMUL) return int_op(rt, op, left, right);
    } else if ((value_is_float(left) && (value_is_float(right) || is_integral(right))) ||
               (value_is_float(right) && is_integral(left))) {
        if (op <= RT_OP_POW) return float_op(rt, op, left, right);
    }
    if (is_user(left) || is_user(right)) {
        ResultWord result = user_op(rt, op, left, right);
        if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    }
    if (value_is_foreign(left) || value_is_foreign(right)) {
        ResultWord result = foreign_binary(rt, op, false, left, right);
        if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    }
    ResultWord result = value_is_open(left) || value_is_open(right)
                            ? operate_binary(rt, op, left, right)
                            : containers(rt, op, left, right);
    if (op == RT_OP_OR && !result.is_error && result.value == VALUE_NOT_IMPLEMENTED)
        result = type_form_union(rt, left, right);
    if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    return unsupported(rt, left, right, text);
}

#define DEFINE_BINARY(name, OP)                                                                    \
    ResultWord rt_##name(RtState *rt, Value left, Value right) {                                   \
        return binary(rt, RT_OP_##OP, left, right, op_text[RT_OP_##OP]);                           \
    }
DEFINE_BINARY(truediv, TRUEDIV)
DEFINE_BINARY(floordiv, FLOORDIV)
DEFINE_BINARY(pow, POW)
DEFINE_BINARY(matmul, MATMUL)
DEFINE_BINARY(lshift, LSHIFT)
DEFINE_BINARY(rshift, RSHIFT)
DEFINE_BINARY(and, AND)
DEFINE_BINARY(or, OR)
DEFINE_BINARY(xor, XOR)

ResultWord rt_mod(RtState *rt, Value left, Value right) {
    PART_MAKE(PART_PERCENT);
    return binary(rt, RT_OP_MOD, left, right, op_text[RT_OP_MOD]);
}

// The three that loops of untyped code are full of: small ints and unboxed floats at once.
ResultWord rt_add(RtState *rt, Value left, Value right) {
    if (LIKELY(value_is_small_int(left) && value_is_small_int(right))) {
        return word_ok(int_value_from_i64(rt, value_small(left) + value_small(right)));
    }
    if (value_tag(left) == TAG_FLOAT && value_tag(right) == TAG_FLOAT) {
        return word_ok(value_box_f64(rt, value_unboxed_f64(left) + value_unboxed_f64(right)));
    }
    return binary(rt, RT_OP_ADD, left, right, "+");
}

ResultWord rt_sub(RtState *rt, Value left, Value right) {
    if (LIKELY(value_is_small_int(left) && value_is_small_int(right))) {
        return word_ok(int_value_from_i64(rt, value_small(left) - value_small(right)));
    }
    if (value_tag(left) == TAG_FLOAT && value_tag(right) == TAG_FLOAT) {
        return word_ok(value_box_f64(rt, value_unboxed_f64(left) - value_unboxed_f64(right)));
    }
    return binary(rt, RT_OP_SUB, left, right, "-");
}

ResultWord rt_mul(RtState *rt, Value left, Value right) {
    if (value_tag(left) == TAG_FLOAT && value_tag(right) == TAG_FLOAT) {
        return word_ok(value_box_f64(rt, value_unboxed_f64(left) * value_unboxed_f64(right)));
    }
    return binary(rt, RT_OP_MUL, left, right, "*");
}

// ---- in place. Takes `left`; the same object comes back when it was changed in place.
static bool inplace_set(RtState *rt, Set *set, Value right, RtBinaryOp op) {
    switch (op) {
    case RT_OP_SUB: return set_difference_update(rt, set, right);
    case RT_OP_AND: return set_intersection_update(rt, set, right);
    case RT_OP_XOR: return set_symmetric_difference_update(rt, set, right);
    default: return set_update(rt, set, right);
    }
}

static bool inplace_repeat(RtState *rt, List *list, Value count) {
    ResultWord number = int_index(rt, count, "can't multiply sequence by non-int of type '%T'");
    if (number.is_error) return false;
    ResultRef made = rt_list_repeat(rt, list, (IntWord)number.value, list->kind);
    int_release(rt, (IntWord)number.value);
    if (made.is_error) return false;
    list_clear(rt, list);
    list_extend(rt, list, value_from_ref(made.value));
    object_release(rt, made.value);
    return true;
}

// 1 done, 0 not an operation in place, -1 exception.
static int try_inplace(RtState *rt, Value left, Value right, RtBinaryOp op, u32 class_id) {
    switch (class_id) {
    case CLASS_LIST:
        if (op == RT_OP_ADD) return list_extend(rt, value_ref(left), right) ? 1 : -1;
        if (op == RT_OP_MUL && !is_user(right))
            return inplace_repeat(rt, value_ref(left), right) ? 1 : -1;
        return 0;
    case CLASS_SET:
        if (!value_is_set(right) ||
            (op != RT_OP_SUB && op != RT_OP_AND && op != RT_OP_OR && op != RT_OP_XOR))
            return 0;
        return inplace_set(rt, value_ref(left), right, op) ? 1 : -1;
    case CLASS_DICT:
        if (op != RT_OP_OR) return 0;
        return dict_merge(rt, value_ref(left), right) ? 1 : -1;
    case CLASS_BYTEARRAY:
        if (op != RT_OP_ADD) return 0;
        return bytearray_extend(rt, left, right) ? 1 : -1;
    default: return 0;
    }
}

ResultWord rt_inplace(RtState *rt, Value left, Value right, u32 op) {
    PART_MAKE(PART_PERCENT);
    if (op == RT_OP_ADD && value_is(left, CLASS_STR) && value_is_str(right) &&
        !value_is_open(right)) {
        return word_object(rt_str_append(rt, value_ref(left), value_ref(right)));
    }
    int done = try_inplace(rt, left, right, (RtBinaryOp)op,
                           operate_class(rt, left, (NameId)(NAME_IADD + op)));
    if (done > 0) return word_ok(left);
    ResultWord result = word_error();
    if (done == 0) {
        result = value_is_foreign(left) ? foreign_binary(rt, op, true, left, right)
                                        : try_method(rt, left, (NameId)(NAME_IADD + op), right);
        if (!result.is_error && result.value == VALUE_NOT_IMPLEMENTED) {
            result = binary(rt, (RtBinaryOp)op, left, right, inplace_text[op]);
        }
    }
    value_release(rt, left);
    return result;
}

ResultWord operate_inplace(RtState *rt, RtBinaryOp op, Value left, Value right) {
    int done = try_inplace(rt, left, right, op, class_id_layout(value_class(left)));
    if (done < 0) return word_error();
    return word_ok(done ? value_retain(left) : VALUE_NOT_IMPLEMENTED);
}

// ---- unary
static ResultWord unary(RtState *rt, Value value, NameId name, const char *text) {
    if (value_is_foreign(value)) {
        ForeignUnaryOp op = name == NAME_NEG   ? FOREIGN_NEG
                            : name == NAME_POS ? FOREIGN_POS
                                               : FOREIGN_INVERT;
        ResultWord result = foreign_unary(rt, op, value);
        if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    }
    ClassAttribute *method = class_find_user(rt, value, name);
    if (method) return call_attribute(rt, method, value, NULL, 0);
    Value plain = value_plain(value);
    if (plain != value)
        return name == NAME_POS   ? rt_pos(rt, plain)
               : name == NAME_NEG ? rt_neg(rt, plain)
                                  : rt_invert(rt, plain);
    return error_format(rt, CLASS_TYPE_ERROR, "bad operand type for %s: '%T'", text, value);
}

ResultWord rt_neg(RtState *rt, Value value) {
    if (is_integral(value)) return box_int(rt_int_neg(rt, value_int_peek(value)));
    if (value_is_float(value)) return word_ok(value_box_f64(rt, -value_f64(value)));
    return unary(rt, value, NAME_NEG, "unary -");
}

ResultWord rt_pos(RtState *rt, Value value) {
    if (is_integral(value)) return box_int(int_retain(value_int_peek(value)));
    if (value_is_float(value)) return word_ok(value_retain(value));
    return unary(rt, value, NAME_POS, "unary +");
}

ResultWord rt_invert(RtState *rt, Value value) {
    if (is_integral(value)) return box_int(rt_int_invert(rt, value_int_peek(value)));
    return unary(rt, value, NAME_INVERT, "unary ~");
}
