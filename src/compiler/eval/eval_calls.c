// One trampoline for each row of calls.def, from words to the C types and back.
#include "compiler/eval/eval_priv.h"

#define GET_V(word) (word)
#define GET_v(word) (word)
#define GET_I(word) (IntWord)(word)
#define GET_i(word) (IntWord)(word)
#define GET_L(word) (i64)(word)
#define GET_F(word) float_from_bits(word)
#define GET_B(word) (u32)(word)
#define GET_R(word) (void *)(uintptr_t)(word)
#define GET_r(word) (void *)(uintptr_t)(word)
#define GET_P(word) (void *)(uintptr_t)(word)

#define WORD_V(value) (value)
#define WORD_I(value) (u64)(value)
#define WORD_L(value) (u64)(value)
#define WORD_F(value) float_bits(value)
#define WORD_B(value) (value)
#define WORD_R(value) (u64)(uintptr_t)(value)
#define WORD_P(value) (u64)(uintptr_t)(value)

#define FINISH_OK(letter, expression)                                                              \
    *result = WORD_##letter(expression);                                                           \
    return 0
#define FINISH_FALLIBLE(Type, letter, expression)                                                  \
    Type outcome = expression;                                                                     \
    *result = WORD_##letter(outcome.value);                                                        \
    return outcome.is_error

#define FINISH_V_OK(expression) FINISH_OK(V, expression)
#define FINISH_I_OK(expression) FINISH_OK(I, expression)
#define FINISH_L_OK(expression) FINISH_OK(L, expression)
#define FINISH_F_OK(expression) FINISH_OK(F, expression)
#define FINISH_B_OK(expression) FINISH_OK(B, expression)
#define FINISH_R_OK(expression) FINISH_OK(R, expression)
#define FINISH_N_OK(expression)                                                                    \
    expression;                                                                                    \
    *result = 0;                                                                                   \
    return 0
#define FINISH_V_ERR(expression) FINISH_FALLIBLE(ResultWord, V, expression)
#define FINISH_I_ERR(expression) FINISH_FALLIBLE(ResultWord, I, expression)
#define FINISH_L_ERR(expression) FINISH_FALLIBLE(ResultWord, L, expression)
#define FINISH_F_ERR(expression) FINISH_FALLIBLE(ResultF64, F, expression)
#define FINISH_B_ERR(expression) FINISH_FALLIBLE(ResultI32, B, expression)
#define FINISH_R_ERR(expression) FINISH_FALLIBLE(ResultRef, R, expression)
#define FINISH_N_ERR(expression)                                                                   \
    *result = 0;                                                                                   \
    return expression

#define TRAMPOLINE(name, R, E, call)                                                               \
    static u32 eval_##name(RtState *rt, const u64 *a, u64 *result) {                               \
        (void)a;                                                                                   \
        FINISH_##R##_##E(call);                                                                    \
    }

#define CALL0(NAME, name, R, E, X) TRAMPOLINE(name, R, E, name(rt))
#define CALL1(NAME, name, R, E, X, A) TRAMPOLINE(name, R, E, name(rt, GET_##A(a[0])))
#define CALL2(NAME, name, R, E, X, A, B)                                                           \
    TRAMPOLINE(name, R, E, name(rt, GET_##A(a[0]), GET_##B(a[1])))
#define CALL3(NAME, name, R, E, X, A, B, C)                                                        \
    TRAMPOLINE(name, R, E, name(rt, GET_##A(a[0]), GET_##B(a[1]), GET_##C(a[2])))
#define CALL4(NAME, name, R, E, X, A, B, C, D)                                                     \
    TRAMPOLINE(name, R, E, name(rt, GET_##A(a[0]), GET_##B(a[1]), GET_##C(a[2]), GET_##D(a[3])))
#define CALL5(NAME, name, R, E, X, A, B, C, D, F)                                                  \
    TRAMPOLINE(                                                                                    \
        name, R, E,                                                                                \
        name(rt, GET_##A(a[0]), GET_##B(a[1]), GET_##C(a[2]), GET_##D(a[3]), GET_##F(a[4])))
#include "abi/calls.def"
#undef CALL0
#undef CALL1
#undef CALL2
#undef CALL3
#undef CALL4
#undef CALL5

const EvalCall eval_calls[RT_CALL_COUNT] = {
#define CALL0(NAME, name, ...) eval_##name,
#define CALL1(NAME, name, ...) eval_##name,
#define CALL2(NAME, name, ...) eval_##name,
#define CALL3(NAME, name, ...) eval_##name,
#define CALL4(NAME, name, ...) eval_##name,
#define CALL5(NAME, name, ...) eval_##name,
#include "abi/calls.def"
};
