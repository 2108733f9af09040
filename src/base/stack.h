// base/stack.h — room in the stack for what an engine's own takes.
//
// In wasm a program sees only the stack in linear memory, but recursion uses up the engine's too.
// A function through which the runtime calls itself therefore takes as much of the one as its
// calls take of the other; a check of the first then serves for both.
#pragma once

#include "base/types.h"

#ifdef __wasm__
enum { STACK_ENGINE_BYTES = 768 };
// The empty assembly keeps the compiler from leaving the array out.
#define STACK_RESERVE()                                                                            \
    u8 stack_reserved[STACK_ENGINE_BYTES];                                                         \
    __asm__ volatile("" : : "r"(stack_reserved) : "memory")
#else
#define STACK_RESERVE() (void)0
#endif
