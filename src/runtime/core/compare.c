// Comparisons of any two Values, and truth.
#include "runtime/core/bytes_op.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/hash.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/operate.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"

#include "base/stack.h"

static const char *const compare_text[] = {"<", "<=", "==", "!=", ">", ">="};
static const NameId compare_names[] = {NAME_LT, NAME_LE, NAME_EQ, NAME_NE, NAME_GT, NAME_GE};
static const RtCompareOp swapped[] = {RT_GT, RT_GE, RT_EQ, RT_NE, RT_LT, RT_LE};

// Whether an order (-1, 0, 1, or 2: unordered) satisfies the operator.
static inline bool holds(i64 order, RtCompareOp op) {
    switch (op) {
    case RT_LT: return order == -1;
    case RT_LE: return order == -1 || order == 0;
    case RT_EQ: return order == 0;
    case RT_NE: return order != 0;
    case RT_GT: return order == 1;
    case RT_GE: return order == 1 || order == 0;
    }
    return false;
}

static inline bool is_integral(Value value) {
    return value_is_small_int(value) || value_is_bool(value) || value_is(value, CLASS_INT);
}

static bool number_order(RtState *rt, Value left, Value right, i64 *order) {
    if (is_integral(left)) {
        if (is_integral(right)) {
            *order = rt_int_compare(rt, value_int_peek(left), value_int_peek(right));
            return true;
        }
        if (!value_is_float(right)) return false;
        i64 reversed = rt_f64_compare_int(rt, value_f64(right), value_int_peek(left));
        *order = reversed == 2 ? 2 : -reversed;
        return true;
    }
    if (!value_is_float(left)) return false;
    f64 a = value_f64(left);
    if (value_is_float(right)) {
        f64 b = value_f64(right);
        *order = a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
        return true;
    }
    if (!is_integral(right)) return false;
    *order = rt_f64_compare_int(rt, a, value_int_peek(right));
    return true;
}

typedef struct {
    Value object;
    u32 len;
} Sequence;

static Sequence sequence_of(Value value) {
    if (value_has_layout(value, CLASS_LIST))
        return (Sequence){value, ((List *)value_ref(value))->len};
    return (Sequence){value, ((Tuple *)value_ref(value))->len};
}

static Value sequence_item(RtState *rt, Sequence sequence, u32 index) {
    if (value_has_layout(sequence.object, CLASS_TUPLE))
        return value_retain(((Tuple *)value_ref(sequence.object))->items[index]);
    List *list = value_ref(sequence.object);
    return index < list->len ? list_get(rt, list, index)
                             : VALUE_UNDEFINED;  // a comparison may shorten it
}

// Of two items that are no objects with code of their own; false: ask elsewhere.
static inline bool plain_order(Value left, Value right, int *order) {
    if (value_is_small_int(left) && value_is_small_int(right)) {
        *order = (i64)left < (i64)right ? -1 : left != right;
        return true;
    }
    if (value_is(left, CLASS_STR) && value_is(right, CLASS_STR)) {
        *order = left == right ? 0 : str_order(value_ref(left), value_ref(right));
        return true;
    }
    if (!value_is_float(left) || !value_is_float(right)) return false;
    f64 a = value_f64(left), b = value_f64(right);
    *order = a < b ? -1 : a > b;
    return a < b || a > b || a == b;
}

bool operate_tuple_order(const Tuple *left, const Tuple *right, int *order) {
    u32 len = left->len < right->len ? left->len : right->len;
    for (u32 i = 0; i < len; i++) {
        if (!plain_order(left->items[i], right->items[i], order)) return false;
        if (*order != 0) return true;
    }
    *order = left->len == right->len ? 0 : left->len < right->len ? -1 : 1;
    return true;
}
PART_ONLY(operate_tuple_order, CLASS_TUPLE);

PART_FUNCTION static ResultWord compare_sequences(RtState *rt, Value left, Value right,
                                                  RtCompareOp op) {
    Sequence a = sequence_of(left), b = sequence_of(right);
    int plain;
    if (value_is(left, CLASS_TUPLE) && value_is(right, CLASS_TUPLE) &&
        operate_tuple_order(value_ref(left), value_ref(right), &plain))
        return word_ok(value_from_bool(holds(plain, op)));
    if (a.len != b.len && (op == RT_EQ || op == RT_NE))
        return word_ok(value_from_bool(op == RT_NE));
    STACK_RESERVE();
    if (rt_stack_check(rt)) return word_error();
    u32 len = a.len < b.len ? a.len : b.len;
    for (u32 i = 0; i < len; i++) {
        Value x = sequence_item(rt, a, i), y = sequence_item(rt, b, i);
        ResultWord result = {0, 0};
        int equal = x == VALUE_UNDEFINED || y == VALUE_UNDEFINED ? 1 : hash_keys_equal(rt, x, y);
        bool is_decided = equal <= 0;
        if (equal < 0)
            result = word_error();
        else if (equal == 0 && op == RT_EQ)
            result = word_ok(VALUE_FALSE);
        else if (equal == 0 && op == RT_NE)
            result = word_ok(VALUE_TRUE);
        else if (equal == 0)
            result = rt_compare(rt, x, y, op);
        value_release(rt, x);
        value_release(rt, y);
        if (is_decided) return result;
    }
    i64 order = a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
    return word_ok(value_from_bool(holds(order, op)));
}
PART_ONLY(compare_sequences, CLASS_LIST, CLASS_TUPLE, CLASS_SLICE);

static ResultWord answer(int truth, RtCompareOp op) {
    if (truth < 0) return word_error();
    return word_ok(value_from_bool((truth != 0) != (op == RT_NE)));
}

static ResultWord compare_sets(RtState *rt, Set *a, Set *b, RtCompareOp op) {
    switch (op) {
    case RT_EQ:
    case RT_NE: return answer(a->used == b->used ? set_is_subset(rt, a, b) : 0, op);
    case RT_LE: return answer(set_is_subset(rt, a, b), op);
    case RT_LT: return answer(a->used < b->used ? set_is_subset(rt, a, b) : 0, op);
    case RT_GE: return answer(set_is_subset(rt, b, a), op);
    case RT_GT: return answer(b->used < a->used ? set_is_subset(rt, b, a) : 0, op);
    }
    return word_error();
}

static bool is_setlike(Value value) {
    return value_is_set(value) || value_is(value, CLASS_DICT_KEYS) ||
           value_is(value, CLASS_DICT_ITEMS);
}

PART_FUNCTION static ResultWord compare_setlikes(RtState *rt, Value left, Value right,
                                                 RtCompareOp op) {
    Set *a = value_is_set(left) ? value_ref(left) : set_from_value(rt, CLASS_SET, left);
    Set *b = !a                    ? NULL
             : value_is_set(right) ? value_ref(right)
                                   : set_from_value(rt, CLASS_SET, right);
    ResultWord result = a && b ? compare_sets(rt, a, b, op) : word_error();
    if (a && !value_is_set(left)) object_release(rt, a);
    if (b && !value_is_set(right)) object_release(rt, b);
    return result;
}
PART_ONLY(compare_setlikes, CLASS_SET, CLASS_FROZENSET, CLASS_DICT_KEYS, CLASS_DICT_ITEMS);

PART_FUNCTION static bool ranges_equal(RtState *rt, const Range *a, const Range *b) {
    IntWord a_len = iter_range_len(rt, a), b_len = iter_range_len(rt, b);
    bool is_equal = rt_int_compare(rt, a_len, b_len) == 0 &&
                    (a_len == 0 || (rt_int_compare(rt, a->start, b->start) == 0 &&
                                    (a_len == 1 || rt_int_compare(rt, a->step, b->step) == 0)));
    int_release(rt, a_len);
    int_release(rt, b_len);
    return is_equal;
}
PART_ONLY(ranges_equal, CLASS_RANGE);

// sys.version_info and its kin are tuples to who compares them.
static Value items_of_struct(Value value) {
    return value_is(value, CLASS_STRUCT_SEQUENCE) ? ((StructSequence *)value_ref(value))->items
                                                  : value;
}

// VALUE_NOT_IMPLEMENTED where the built-in classes do not know each other.
static ResultWord compare_builtin(RtState *rt, Value left, Value right, RtCompareOp op) {
    i64 order;
    if (number_order(rt, left, right, &order)) return word_ok(value_from_bool(holds(order, op)));
    left = items_of_struct(left);
    right = items_of_struct(right);
    u32 a = class_id_layout(value_class(left)), b = class_id_layout(value_class(right));
    bool is_equality = op == RT_EQ || op == RT_NE;
    if (a == CLASS_STR && b == CLASS_STR) {
        if (is_equality)
            return word_ok(
                value_from_bool(str_equal(value_ref(left), value_ref(right)) == (op == RT_EQ)));
        return word_ok(value_from_bool(holds(str_order(value_ref(left), value_ref(right)), op)));
    }
    if ((a == CLASS_LIST && b == CLASS_LIST) || (a == CLASS_TUPLE && b == CLASS_TUPLE))
        return compare_sequences(rt, left, right, op);
    if (is_setlike(left) && is_setlike(right)) return compare_setlikes(rt, left, right, op);
    if (value_is_bytes(left) && value_is_bytes(right)) {
        return word_ok(value_from_bool(holds(bytes_order(value_ref(left), value_ref(right)), op)));
    }
    if (is_equality && a == CLASS_DICT && b == CLASS_DICT) {
        bool is_error;
        if (rt_stack_check(rt)) return word_error();
        bool is_equal = dict_equal(rt, value_ref(left), value_ref(right), &is_error);
        return is_error ? word_error() : word_ok(value_from_bool(is_equal == (op == RT_EQ)));
    }
    if (is_equality && a == CLASS_RANGE && b == CLASS_RANGE) {
        return word_ok(
            value_from_bool(ranges_equal(rt, value_ref(left), value_ref(right)) == (op == RT_EQ)));
    }
    if (a == CLASS_SLICE && b == CLASS_SLICE) {
        SliceObject *x = value_ref(left), *y = value_ref(right);
        Value parts_x[3] = {x->start, x->stop, x->step}, parts_y[3] = {y->start, y->stop, y->step};
        Tuple *tuple_x = tuple_from(rt, parts_x, 3), *tuple_y = tuple_from(rt, parts_y, 3);
        ResultWord result =
            compare_sequences(rt, value_from_ref(tuple_x), value_from_ref(tuple_y), op);
        object_release(rt, tuple_x);
        object_release(rt, tuple_y);
        return result;
    }
    if (is_equality && a == CLASS_METHOD && b == CLASS_METHOD) {
        MethodObject *x = value_ref(left), *y = value_ref(right);
        return word_ok(
            value_from_bool((x->self == y->self && x->function == y->function) == (op == RT_EQ)));
    }
    if (is_equality && a == CLASS_BUILTIN && b == CLASS_BUILTIN) {
        NativeObject *x = value_ref(left), *y = value_ref(right);
        return word_ok(value_from_bool((x->self == y->self && x->native == y->native &&
                                        x->owner == y->owner) == (op == RT_EQ)));
    }
    return word_ok(VALUE_NOT_IMPLEMENTED);
}

ResultWord operate_compare(RtState *rt, Value left, Value right, u32 op) {
    return compare_builtin(rt, value_plain(left), value_plain(right), (RtCompareOp)op);
}

// __ne__ that is not defined is the opposite of __eq__.
static ResultWord user_compare(RtState *rt, Value self, Value other, RtCompareOp op) {
    ClassAttribute *method = class_find_user(rt, self, compare_names[op]);
    if (method) return call_attribute(rt, method, self, &other, 1);
    if (op != RT_NE) return word_ok(VALUE_NOT_IMPLEMENTED);
    method = class_find_user(rt, self, NAME_EQ);
    if (!method) return word_ok(VALUE_NOT_IMPLEMENTED);
    ResultWord equal = call_attribute(rt, method, self, &other, 1);
    if (equal.is_error || equal.value == VALUE_NOT_IMPLEMENTED) return equal;
    ResultI32 truth = rt_truth(rt, equal.value);
    value_release(rt, equal.value);
    return truth.is_error ? word_error() : word_ok(value_from_bool(!truth.value));
}

static bool is_user(Value value) {
    return value_is_ref(value) && class_has_methods(((Object *)value_ref(value))->class_id);
}

static ResultWord compare_users(RtState *rt, Value left, Value right, RtCompareOp op) {
    u32 left_id = value_class(left), right_id = value_class(right);
    bool is_right_first = left_id != right_id && is_user(right) &&
                          class_is_subclass(rt, right_id, left_id) &&
                          class_find_user(rt, right, compare_names[swapped[op]]);
    ResultWord result;
    if (is_right_first) {
        result = user_compare(rt, right, left, swapped[op]);
        if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    }
    result = user_compare(rt, left, right, op);
    if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED || is_right_first) return result;
    return user_compare(rt, right, left, swapped[op]);
}

ResultWord rt_compare(RtState *rt, Value left, Value right, u32 op_word) {
    RtCompareOp op = (RtCompareOp)op_word;
    ResultWord result = is_user(left) || is_user(right) ? compare_users(rt, left, right, op)
                        : value_is_foreign(left) || value_is_foreign(right)
                            ? foreign_compare(rt, op, left, right)
                            : compare_builtin(rt, left, right, op);
    if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    if (value_is_open(left) || value_is_open(right)) {
        result = operate_compare(rt, left, right, op);
        if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    }
    if (op == RT_EQ || op == RT_NE)
        return word_ok(value_from_bool((left == right) == (op == RT_EQ)));
    return error_format(rt, CLASS_TYPE_ERROR,
                        "'%s' not supported between instances of '%T' and '%T'", compare_text[op],
                        left, right);
}

ResultI32 rt_compare_bool(RtState *rt, Value left, Value right, u32 op) {
    if (LIKELY(value_is_small_int(left) && value_is_small_int(right))) {
        i64 a = (i64)left, b = (i64)right;
        return i32_ok(holds((a > b) - (a < b), (RtCompareOp)op));
    }
    ResultWord result = rt_compare(rt, left, right, op);
    if (result.is_error) return i32_error();
    if (LIKELY(value_is_bool(result.value))) return i32_ok(result.value == VALUE_TRUE);
    ResultI32 truth = rt_truth(rt, result.value);
    value_release(rt, result.value);
    return truth;
}

// ---- truth
static ResultI32 user_truth(RtState *rt, Value value) {
    ClassAttribute *method = class_find_user(rt, value, NAME_BOOL);
    if (method) {
        ResultWord result = call_attribute(rt, method, value, NULL, 0);
        if (result.is_error) return i32_error();
        if (value_is_bool(result.value)) return i32_ok(result.value == VALUE_TRUE);
        error_format(rt, CLASS_TYPE_ERROR, "__bool__ should return bool, returned %T",
                     result.value);
        value_release(rt, result.value);
        return i32_error();
    }
    bool is_plain = !class_find_user(rt, value, NAME_LEN);
    if (is_plain && class_id_layout(value_class(value)) != value_class(value)) {
        u32 class_id = class_id_layout(value_class(value));
        if (value_plain(value) != value) return rt_truth(rt, value_plain(value));
        bool has_len = (class_id >= CLASS_STR && class_id <= CLASS_FROZENSET);
        ResultWord native = has_len ? operate_len(rt, value) : word_ok(1);
        return native.is_error ? i32_error() : i32_ok(native.value != 0);
    }
    if (is_plain) return i32_ok(1);
    ResultWord len = rt_len(rt, value);
    return len.is_error ? i32_error() : i32_ok(len.value != 0);
}

ResultI32 rt_truth(RtState *rt, Value value) {
    switch (value_tag(value)) {
    case TAG_INT: return i32_ok(value != 0);
    case TAG_FLOAT: return i32_ok(value_unboxed_f64(value) != 0);
    case TAG_CONST:
        return i32_ok(value == VALUE_TRUE || value == VALUE_ELLIPSIS ||
                      value == VALUE_NOT_IMPLEMENTED);
    case TAG_REF: break;
    }
    Object *object = value_ref(value);
    switch (object->class_id) {
    case CLASS_FLOAT: return i32_ok(((Float *)(void *)object)->number != 0);
    case CLASS_STR: return i32_ok(((Str *)(void *)object)->len != 0);
    case CLASS_LIST: return i32_ok(((List *)(void *)object)->len != 0);
    case CLASS_TUPLE: return i32_ok(((Tuple *)(void *)object)->len != 0);
    case CLASS_DICT: return i32_ok(((Dict *)(void *)object)->len != 0);
    case CLASS_SET:
    case CLASS_FROZENSET: return i32_ok(((Set *)(void *)object)->used != 0);
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: return i32_ok(((BytesObject *)(void *)object)->len != 0);
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS:
        return i32_ok(((Dict *)value_ref(((DictView *)(void *)object)->dict))->len != 0);
    case CLASS_RANGE: {
        IntWord len = iter_range_len(rt, (Range *)(void *)object);
        int_release(rt, len);
        return i32_ok(len != 0);
    }
    default: break;
    }
    if (object->class_id == CLASS_FOREIGN)
        return foreign_host(value)->truth(rt, (Foreign *)(void *)object);
    return class_has_methods(object->class_id) ? user_truth(rt, value) : i32_ok(1);
}
