#include "abi/calls.h"

#define ERROR_OK false
#define ERROR_ERR true
// clang-format off: it lays out braces in macros as blocks
#define CALL0(NAME, name, R, E, X) {#name, (#R)[0], ERROR_##E, RT_EFFECT_##X, ""},
#define CALL1(NAME, name, R, E, X, A) {#name, (#R)[0], ERROR_##E, RT_EFFECT_##X, #A},
#define CALL2(NAME, name, R, E, X, A, B) {#name, (#R)[0], ERROR_##E, RT_EFFECT_##X, #A #B},
#define CALL3(NAME, name, R, E, X, A, B, C) {#name, (#R)[0], ERROR_##E, RT_EFFECT_##X, #A #B #C},
#define CALL4(NAME, name, R, E, X, A, B, C, D)                                                     \
    {#name, (#R)[0], ERROR_##E, RT_EFFECT_##X, #A #B #C #D},
#define CALL5(NAME, name, R, E, X, A, B, C, D, F)                                                  \
    {#name, (#R)[0], ERROR_##E, RT_EFFECT_##X, #A #B #C #D #F},
// clang-format on

const RtSignature rt_signatures[RT_CALL_COUNT] = {
#include "abi/calls.def"
};
