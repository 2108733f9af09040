// abi/part.h — what a linked program may do without.
//
// A part is a built-in class (by its id: can an object of it exist?) or a row of parts.def. The
// runtime's code says what belongs to one; the linker (compiler/wasm/shake.h) drops
// what no part needs that the program can have:
//
//   PART_MAKE(part)              in code that brings the part along: once it can be reached, so can
//                                what the part has. object_new says it of each object's class.
//   PART_ONLY(function, part…)   the function is only called when one of the parts is there. A call
//                                of it that is left over in a program without them is a trap.
//
//   PART_HOOK(function, part…)   the same, but it may be called without them: then nothing happens,
//                                and the result is 0
//
// They cost nothing when the program runs. Natively they mean nothing.
#pragma once

#include "abi/natives.h"
#include "base/mark.h"

enum {
    PART_FIRST = CLASS_USER_FIRST - 1,
#define PART(NAME) PART_##NAME,
#include "abi/parts.def"
#undef PART
    // That the program can call this class, or look into it.
    PART_NAMED,
    PART_NATIVE = PART_NAMED + CLASS_BUILTIN_COUNT,  // + NativeId: the runtime calls it by number
    PART_COUNT = PART_NATIVE + NATIVE_COUNT,
    PARTS_PER_FUNCTION = 8
};

// `parts` ends with CLASS_OBJECT, of which there are always some.
typedef struct {
    void (*function)(void);
    u16 parts[PARTS_PER_FUNCTION];
} PartRow;

#if HAS_MARKS
extern const u8 part_made[PART_COUNT];
#define PART_MAKE(part) MARK_PLACE(&part_made[part])
#define PART_ROW(kind, function, ...)                                                              \
    MARK_DATA PartRow part_##kind##_##function = {(void (*)(void))function, {__VA_ARGS__}}
#define PART_ONLY(function, ...) PART_ROW(only, function, __VA_ARGS__)
#define PART_HOOK(function, ...) PART_ROW(hook, function, __VA_ARGS__)
#else
#define PART_MAKE(part) ((void)0)
#define PART_ONLY(function, ...) _Static_assert(PART_COUNT > 0, "")
#define PART_HOOK(function, ...) _Static_assert(PART_COUNT > 0, "")
#endif
#define PART_FUNCTION MARK_APART  // of a static function with PART_ONLY or PART_HOOK
