// abi/calls.h — the runtime's functions that compiled code calls: prototypes and signatures from
// calls.def.
#pragma once

#include "abi/object.h"

#define RT_C_V Value
#define RT_C_I IntWord
#define RT_C_L i64
#define RT_C_F f64
#define RT_C_B u32
#define RT_C_R void *
#define RT_C_P void *
#define RT_C_v Value
#define RT_C_i IntWord
#define RT_C_r void *

#define RT_RESULT_V_OK Value
#define RT_RESULT_I_OK IntWord
#define RT_RESULT_L_OK i64
#define RT_RESULT_F_OK f64
#define RT_RESULT_B_OK u32
#define RT_RESULT_R_OK void *
#define RT_RESULT_N_OK void
#define RT_RESULT_V_ERR ResultWord
#define RT_RESULT_I_ERR ResultWord
#define RT_RESULT_L_ERR ResultWord
#define RT_RESULT_F_ERR ResultF64
#define RT_RESULT_B_ERR ResultI32
#define RT_RESULT_R_ERR ResultRef
#define RT_RESULT_N_ERR u32

#define CALL0(NAME, name, R, E, X) RT_RESULT_##R##_##E name(RtState *rt);
#define CALL1(NAME, name, R, E, X, A) RT_RESULT_##R##_##E name(RtState *rt, RT_C_##A a);
#define CALL2(NAME, name, R, E, X, A, B)                                                           \
    RT_RESULT_##R##_##E name(RtState *rt, RT_C_##A a, RT_C_##B b);
#define CALL3(NAME, name, R, E, X, A, B, C)                                                        \
    RT_RESULT_##R##_##E name(RtState *rt, RT_C_##A a, RT_C_##B b, RT_C_##C c);
#define CALL4(NAME, name, R, E, X, A, B, C, D)                                                     \
    RT_RESULT_##R##_##E name(RtState *rt, RT_C_##A a, RT_C_##B b, RT_C_##C c, RT_C_##D d);
#define CALL5(NAME, name, R, E, X, A, B, C, D, F)                                                  \
    RT_RESULT_##R##_##E name(RtState *rt, RT_C_##A a, RT_C_##B b, RT_C_##C c, RT_C_##D d,          \
                             RT_C_##F e);
#include "abi/calls.def"
#undef CALL0
#undef CALL1
#undef CALL2
#undef CALL3
#undef CALL4
#undef CALL5

typedef enum {
#define CALL0(NAME, ...) RT_##NAME,
#define CALL1(NAME, ...) RT_##NAME,
#define CALL2(NAME, ...) RT_##NAME,
#define CALL3(NAME, ...) RT_##NAME,
#define CALL4(NAME, ...) RT_##NAME,
#define CALL5(NAME, ...) RT_##NAME,
#include "abi/calls.def"
#undef CALL0
#undef CALL1
#undef CALL2
#undef CALL3
#undef CALL4
#undef CALL5
    RT_CALL_COUNT,
} RtCall;

typedef enum { RT_EFFECT_PURE, RT_EFFECT_READ, RT_EFFECT_WRITE, RT_EFFECT_ANY } RtEffect;

// One row of calls.def as data: `args` and `result` are the type letters.
typedef struct {
    const char *name;
    char result;
    bool can_fail;
    RtEffect effect;
    const char *args;
} RtSignature;

extern const RtSignature rt_signatures[RT_CALL_COUNT];

// What the binary operator and comparison calls take as their last argument.
typedef enum {
    RT_OP_ADD,
    RT_OP_SUB,
    RT_OP_MUL,
    RT_OP_TRUEDIV,
    RT_OP_FLOORDIV,
    RT_OP_MOD,
    RT_OP_POW,
    RT_OP_MATMUL,
    RT_OP_LSHIFT,
    RT_OP_RSHIFT,
    RT_OP_AND,
    RT_OP_OR,
    RT_OP_XOR,
} RtBinaryOp;

typedef enum { RT_LT, RT_LE, RT_EQ, RT_NE, RT_GT, RT_GE } RtCompareOp;

// X(NAME, CLASS, text): exceptions that compiled code raises. %S is replaced by the name that
// RAISE_NAME is given.
#define RT_FAULT_TABLE(X)                                                                          \
    X(ZERO_DIVISION, ZERO_DIVISION_ERROR, "division by zero")                                      \
    X(LIST_INDEX, INDEX_ERROR, "list index out of range")                                          \
    X(LIST_ASSIGN_INDEX, INDEX_ERROR, "list assignment index out of range")                        \
    X(STR_INDEX, INDEX_ERROR, "string index out of range")                                         \
    X(BYTEARRAY_INDEX, INDEX_ERROR, "bytearray index out of range")                                \
    X(BYTES_INDEX, INDEX_ERROR, "index out of range")                                              \
    X(TUPLE_INDEX, INDEX_ERROR, "tuple index out of range")                                        \
    X(UNBOUND_LOCAL, UNBOUND_LOCAL_ERROR,                                                          \
      "cannot access local variable '%S' where it is not associated with a value")                 \
    X(UNBOUND_FREE, NAME_ERROR,                                                                    \
      "cannot access free variable '%S' where it is not associated with a value in enclosing "     \
      "scope")                                                                                     \
    X(NAME, NAME_ERROR, "name '%S' is not defined")                                                \
    X(ASSERTION, ASSERTION_ERROR, "")                                                              \
    X(MATH_DOMAIN, VALUE_ERROR, "math domain error")                                               \
    X(MATH_RANGE, OVERFLOW_ERROR, "math range error")                                              \
    X(NEGATIVE_SHIFT, VALUE_ERROR, "negative shift count")

typedef enum {
#define X(NAME, CLASS, text) RT_FAULT_##NAME,
    RT_FAULT_TABLE(X)
#undef X
} RtFault;
