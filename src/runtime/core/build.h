// runtime/core/build.h — how the files of rt_build share the reading of frozen module bodies
// (abi/frozen.h): build.c, build_class.c.
#pragma once

#include "abi/frozen.h"
#include "runtime/core/class.h"
#include "runtime/core/unit.h"

typedef struct {
    RtState *rt;
    LoadedUnit *unit;
    const u8 *at, *end;
    const Value *outside;  // borrowed
    u32 outside_count;
    Value *made;  // owned
    u32 made_count, made_limit;
} Build;

NORETURN void build_fail(const Build *build);  // the bytes are not what the compiler writes
void build_check(const Build *build, bool is_sound);
u32 build_number(Build *build);
u32 build_below(Build *build, u32 limit);
u32 build_count(Build *build);  // of things that take a byte at least
Value build_ref(Build *build);  // borrowed
Str *build_name(Build *build);  // borrowed
RtClass *build_class_ref(Build *build);

// How many Values objects of a built-in class are, and words behind them; false: they are more.
bool build_value_counts(u32 class_id, u32 *values, u32 *words);

Value build_class(Build *build);      // FROZEN_CLASS
void build_fill_class(Build *build);  // FROZEN_FILL_CLASS
