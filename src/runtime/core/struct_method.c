// The special methods of the built-in classes by name: what list.__getitem__(x, i) and, in a
// subclass, super().__getitem__(i) reach. They work on the struct and ask no method of the program.
//
// One function serves all classes that have the method; the table says which.
#include "runtime/core/struct_method.h"

#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/format.h"
#include "runtime/core/hash.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/operate.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"

// ---- which class has which

enum {
    HAS_INT = 1,
    HAS_FLOAT = 2,
    HAS_STR = 4,
    HAS_BYTES = 8,  // and bytearray
    HAS_LIST = 16,
    HAS_TUPLE = 32,
    HAS_DICT = 64,
    HAS_SET = 128,
    HAS_FROZENSET = 256,
    HAS_RANGE = 512,
    HAS_KEYS = 1024,
    HAS_VALUES = 2048,
    HAS_ITEM_PAIRS = 4096,
    HAS_BYTEARRAY = 8192,  // what bytes have not
    HAS_SET_VIEW = HAS_KEYS | HAS_ITEM_PAIRS,
    HAS_VIEW = HAS_SET_VIEW | HAS_VALUES,
    HAS_NUMBER = HAS_INT | HAS_FLOAT,
    HAS_SETS = HAS_SET | HAS_FROZENSET,
    HAS_SEQUENCE = HAS_STR | HAS_BYTES | HAS_LIST | HAS_TUPLE,
    HAS_ITEMS = HAS_SEQUENCE | HAS_DICT,
    HAS_ORDER = HAS_NUMBER | HAS_SEQUENCE | HAS_SETS,
    HAS_LEN = HAS_ITEMS | HAS_SETS,
};

static const struct {
    u16 native, owners;
} rows[] = {
    {NATIVE_STRUCT_LEN, HAS_LEN | HAS_RANGE | HAS_VIEW},
    {NATIVE_STRUCT_GETITEM, HAS_ITEMS | HAS_RANGE},
    {NATIVE_STRUCT_SETITEM, HAS_LIST | HAS_DICT | HAS_BYTEARRAY},
    {NATIVE_STRUCT_DELITEM, HAS_LIST | HAS_DICT | HAS_BYTEARRAY},
    {NATIVE_STRUCT_CONTAINS, HAS_LEN | HAS_RANGE | HAS_SET_VIEW},
    {NATIVE_STRUCT_ITER, HAS_LEN | HAS_RANGE | HAS_VIEW},
    {NATIVE_STRUCT_REPR, HAS_LEN | HAS_NUMBER},
    {NATIVE_STRUCT_STR, HAS_STR},
    {NATIVE_STRUCT_FORMAT, HAS_STR | HAS_NUMBER},
    {NATIVE_STRUCT_HASH, HAS_NUMBER | HAS_STR | HAS_BYTES | HAS_TUPLE | HAS_FROZENSET},
    {NATIVE_STRUCT_EQ, HAS_ORDER | HAS_DICT},
    {NATIVE_STRUCT_NE, HAS_ORDER | HAS_DICT},
    {NATIVE_STRUCT_LT, HAS_ORDER},
    {NATIVE_STRUCT_LE, HAS_ORDER},
    {NATIVE_STRUCT_GT, HAS_ORDER},
    {NATIVE_STRUCT_GE, HAS_ORDER},
    {NATIVE_STRUCT_ADD, HAS_NUMBER | HAS_SEQUENCE},
    {NATIVE_STRUCT_RADD, HAS_NUMBER},
    {NATIVE_STRUCT_SUB, HAS_NUMBER | HAS_SETS | HAS_SET_VIEW},
    {NATIVE_STRUCT_RSUB, HAS_NUMBER | HAS_SETS | HAS_SET_VIEW},
    {NATIVE_STRUCT_MUL, HAS_NUMBER | HAS_SEQUENCE},
    {NATIVE_STRUCT_RMUL, HAS_NUMBER | HAS_SEQUENCE},
    {NATIVE_STRUCT_TRUEDIV, HAS_NUMBER},
    {NATIVE_STRUCT_RTRUEDIV, HAS_NUMBER},
    {NATIVE_STRUCT_FLOORDIV, HAS_NUMBER},
    {NATIVE_STRUCT_RFLOORDIV, HAS_NUMBER},
    {NATIVE_STRUCT_MOD, HAS_NUMBER | HAS_STR | HAS_BYTES},
    {NATIVE_STRUCT_RMOD, HAS_NUMBER | HAS_STR | HAS_BYTES},
    {NATIVE_STRUCT_POW, HAS_NUMBER},
    {NATIVE_STRUCT_RPOW, HAS_NUMBER},
    {NATIVE_STRUCT_LSHIFT, HAS_INT},
    {NATIVE_STRUCT_RSHIFT, HAS_INT},
    {NATIVE_STRUCT_AND, HAS_INT | HAS_SETS | HAS_SET_VIEW},
    {NATIVE_STRUCT_RAND, HAS_INT | HAS_SETS | HAS_SET_VIEW},
    {NATIVE_STRUCT_OR, HAS_INT | HAS_SETS | HAS_DICT | HAS_SET_VIEW},
    {NATIVE_STRUCT_ROR, HAS_INT | HAS_SETS | HAS_DICT | HAS_SET_VIEW},
    {NATIVE_STRUCT_XOR, HAS_INT | HAS_SETS | HAS_SET_VIEW},
    {NATIVE_STRUCT_RXOR, HAS_INT | HAS_SETS | HAS_SET_VIEW},
    {NATIVE_STRUCT_IADD, HAS_LIST | HAS_BYTEARRAY},
    {NATIVE_STRUCT_IMUL, HAS_LIST | HAS_BYTEARRAY},
    {NATIVE_STRUCT_IOR, HAS_SET | HAS_DICT},
    {NATIVE_STRUCT_IAND, HAS_SET},
    {NATIVE_STRUCT_ISUB, HAS_SET},
    {NATIVE_STRUCT_IXOR, HAS_SET},
    {NATIVE_STRUCT_NEG, HAS_NUMBER},
    {NATIVE_STRUCT_POS, HAS_NUMBER},
    {NATIVE_STRUCT_ABS, HAS_NUMBER},
    {NATIVE_STRUCT_INVERT, HAS_INT},
    {NATIVE_STRUCT_BOOL, HAS_NUMBER},
    {NATIVE_STRUCT_INT, HAS_NUMBER},
    {NATIVE_STRUCT_INDEX, HAS_INT},
    {NATIVE_STRUCT_FLOAT, HAS_NUMBER},
    {NATIVE_STRUCT_ROUND, HAS_NUMBER},
    {NATIVE_STRUCT_DIVMOD, HAS_NUMBER},
    {NATIVE_STRUCT_INIT_LIST, HAS_LIST},
    {NATIVE_STRUCT_INIT_DICT, HAS_DICT},
    {NATIVE_STRUCT_INIT_SET, HAS_SET},
};

static const u8 owner_classes[] = {
    CLASS_INT,       CLASS_FLOAT,       CLASS_STR,        CLASS_BYTES,     CLASS_LIST,
    CLASS_TUPLE,     CLASS_DICT,        CLASS_SET,        CLASS_FROZENSET, CLASS_RANGE,
    CLASS_DICT_KEYS, CLASS_DICT_VALUES, CLASS_DICT_ITEMS, CLASS_BYTEARRAY};

void struct_method_add_all(RtState *rt, StructMethodAdd *add) {
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        for (u32 k = 0; k < COUNT_OF(owner_classes); k++) {
            if (!(rows[i].owners >> k & 1)) continue;
            add(rt, owner_classes[k], rows[i].native);
            if (owner_classes[k] == CLASS_BYTES) add(rt, CLASS_BYTEARRAY, rows[i].native);
        }
    }
    for (u32 id = CLASS_LIST_ITERATOR; id <= CLASS_FILTER; id++) {
        add(rt, id, NATIVE_STRUCT_ITER);
        add(rt, id, NATIVE_STRUCT_NEXT);
    }
}

bool struct_method_is(u32 native) {
    return native >= NATIVE_STRUCT_LEN && native <= NATIVE_STRUCT_INIT_SET;
}

// ---- items

ResultWord rt_native_STRUCT_LEN(RtState *rt, const Value *args) {
    ResultWord len = operate_len(rt, args[0]);
    return len.is_error ? len : word_ok(value_from_small((i64)len.value));
}

ResultWord rt_native_STRUCT_GETITEM(RtState *rt, const Value *args) {
    return operate_getitem(rt, args[0], args[1]);
}

static ResultWord none_or(u32 is_error) {
    return is_error ? word_error() : word_ok(VALUE_NONE);
}

ResultWord rt_native_STRUCT_SETITEM(RtState *rt, const Value *args) {
    return none_or(operate_setitem(rt, args[0], args[1], args[2]));
}

ResultWord rt_native_STRUCT_DELITEM(RtState *rt, const Value *args) {
    return none_or(operate_delitem(rt, args[0], args[1]));
}

ResultWord rt_native_STRUCT_CONTAINS(RtState *rt, const Value *args) {
    ResultI32 answer = operate_contains(rt, args[0], args[1]);
    return answer.is_error ? word_error() : word_ok(value_from_bool(answer.value));
}

ResultWord rt_native_STRUCT_ITER(RtState *rt, const Value *args) {
    return operate_iter(rt, args[0]);
}

ResultWord rt_native_STRUCT_NEXT(RtState *rt, const Value *args) {
    return iter_next_struct(rt, args[0]);
}

// ---- text and hash

static ResultWord word_of(ResultRef result) {
    return result.is_error ? word_error() : word_object(result.value);
}

ResultWord rt_native_STRUCT_REPR(RtState *rt, const Value *args) {
    return word_of(operate_repr(rt, args[0]));
}

ResultWord rt_native_STRUCT_STR(RtState *rt, const Value *args) {
    return word_of(operate_str(rt, args[0]));
}

ResultWord rt_native_STRUCT_FORMAT(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "__format__() argument must be str, not %T",
                            args[1]);
    if (value_str(args[1])->len == 0) return word_of(rt_str(rt, args[0]));
    return word_of(format_value(rt, value_plain(args[0]), value_str(args[1])));
}

ResultWord rt_native_STRUCT_HASH(RtState *rt, const Value *args) {
    i64 hash;
    return operate_hash(rt, args[0], &hash) ? word_ok(int_value_from_i64(rt, hash)) : word_error();
}

// ---- comparisons

#define COMPARE(OP)                                                                                \
    ResultWord rt_native_STRUCT_##OP(RtState *rt, const Value *args) {                             \
        return operate_compare(rt, args[0], args[1], RT_##OP);                                     \
    }
COMPARE(EQ)
COMPARE(NE)
COMPARE(LT)
COMPARE(LE)
COMPARE(GT)
COMPARE(GE)
#undef COMPARE

// ---- operators

// An int leaves what it does with a float to the float.
static bool is_floats_turn(const Value *args) {
    Value self = value_plain(args[0]), other = value_plain(args[1]);
    return value_is_float(other) && (value_is_int(self) || value_is_bool(self));
}

#define BINARY(OP)                                                                                 \
    ResultWord rt_native_STRUCT_##OP(RtState *rt, const Value *args) {                             \
        PART_MAKE(PART_PERCENT);                                                                   \
        if (is_floats_turn(args)) return word_ok(VALUE_NOT_IMPLEMENTED);                           \
        return operate_binary(rt, RT_OP_##OP, args[0], args[1]);                                   \
    }
#define REFLECTED(OP)                                                                              \
    ResultWord rt_native_STRUCT_R##OP(RtState *rt, const Value *args) {                            \
        PART_MAKE(PART_PERCENT);                                                                   \
        return operate_binary(rt, RT_OP_##OP, args[1], args[0]);                                   \
    }
#define INPLACE(OP)                                                                                \
    ResultWord rt_native_STRUCT_I##OP(RtState *rt, const Value *args) {                            \
        return operate_inplace(rt, RT_OP_##OP, args[0], args[1]);                                  \
    }
BINARY(ADD)
BINARY(SUB)
BINARY(MUL)
BINARY(TRUEDIV)
BINARY(FLOORDIV)
BINARY(MOD)
BINARY(POW)
BINARY(LSHIFT)
BINARY(RSHIFT)
BINARY(AND)
BINARY(OR)
BINARY(XOR)
REFLECTED(ADD)
REFLECTED(SUB)
REFLECTED(MUL)
REFLECTED(TRUEDIV)
REFLECTED(FLOORDIV)
REFLECTED(MOD)
REFLECTED(POW)
REFLECTED(AND)
REFLECTED(OR)
REFLECTED(XOR)
INPLACE(ADD)
INPLACE(MUL)
INPLACE(OR)
INPLACE(AND)
INPLACE(SUB)
INPLACE(XOR)
#undef BINARY
#undef REFLECTED
#undef INPLACE

// ---- numbers

ResultWord rt_native_STRUCT_NEG(RtState *rt, const Value *args) {
    return rt_neg(rt, value_plain(args[0]));
}

ResultWord rt_native_STRUCT_POS(RtState *rt, const Value *args) {
    return rt_pos(rt, value_plain(args[0]));
}

ResultWord rt_native_STRUCT_INVERT(RtState *rt, const Value *args) {
    return rt_invert(rt, value_plain(args[0]));
}

ResultWord rt_native_STRUCT_ABS(RtState *rt, const Value *args) {
    Value plain = value_plain(args[0]);
    return rt_native_ABS(rt, &plain);
}

ResultWord rt_native_STRUCT_BOOL(RtState *rt, const Value *args) {
    ResultI32 truth = rt_truth(rt, value_plain(args[0]));
    return truth.is_error ? word_error() : word_ok(value_from_bool(truth.value));
}

ResultWord rt_native_STRUCT_INT(RtState *rt, const Value *args) {
    Value all[] = {value_plain(args[0]), VALUE_UNDEFINED};
    return rt_native_NEW_INT(rt, all);
}

ResultWord rt_native_STRUCT_INDEX(RtState *rt, const Value *args) {
    return rt_native_STRUCT_INT(rt, args);
}

ResultWord rt_native_STRUCT_FLOAT(RtState *rt, const Value *args) {
    Value plain = value_plain(args[0]);
    return rt_native_NEW_FLOAT(rt, &plain);
}

ResultWord rt_native_STRUCT_ROUND(RtState *rt, const Value *args) {
    Value all[] = {value_plain(args[0]), args[1]};
    return rt_native_ROUND(rt, all);
}

ResultWord rt_native_STRUCT_DIVMOD(RtState *rt, const Value *args) {
    Value all[] = {value_plain(args[0]), value_plain(args[1])};
    return rt_native_DIVMOD(rt, all);
}

// ---- filling

ResultWord rt_native_STRUCT_INIT_LIST(RtState *rt, const Value *args) {
    list_clear(rt, value_ref(args[0]));
    return none_or(args[1] != VALUE_UNDEFINED && !list_extend(rt, value_ref(args[0]), args[1]));
}

ResultWord rt_native_STRUCT_INIT_DICT(RtState *rt, const Value *args) {
    return rt_native_DICT_UPDATE(rt, args);
}

ResultWord rt_native_STRUCT_INIT_SET(RtState *rt, const Value *args) {
    set_clear(rt, value_ref(args[0]));
    return none_or(args[1] != VALUE_UNDEFINED && !set_update(rt, value_ref(args[0]), args[1]));
}
