// base/mark.h — marks in code and data that a linker of wasm programs reads (abi/part.h). Natively
// there are none.
#pragma once

#include "base/types.h"

#ifdef __wasm__
#define HAS_MARKS 1
// Two instructions that do nothing, with a relocation to the place.
#define MARK_PLACE(place) __asm__ volatile("i32.const %0\n\tdrop" ::"i"(place))
// Data that nobody refers to and that is there all the same.
#define MARK_DATA __attribute__((used, retain)) static const
// A function that stays one.
#define MARK_APART __attribute__((noinline))
#else
#define HAS_MARKS 0
#define MARK_PLACE(place) ((void)0)
#define MARK_APART
#endif
