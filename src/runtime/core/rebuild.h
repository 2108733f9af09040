// runtime/core/rebuild.h — how the files of rt_build share the reading of frozen module bodies
// (abi/frozen.h): build.c, rebuild_class.c.
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
} Rebuild;

NORETURN void rebuild_fail(const Rebuild *build);  // the bytes are not what the compiler writes
void rebuild_check(const Rebuild *build, bool is_sound);
u32 rebuild_number(Rebuild *build);
u32 rebuild_below(Rebuild *build, u32 limit);
u32 rebuild_count(Rebuild *build);  // of things that take a byte at least
Value rebuild_ref(Rebuild *build);  // borrowed
Str *rebuild_name(Rebuild *build);  // borrowed
RtClass *rebuild_class_ref(Rebuild *build);

// How many Values objects of a built-in class are, and words behind them; false: they are more.
bool rebuild_value_counts(u32 class_id, u32 *values, u32 *words);

Value rebuild_class(Rebuild *build);      // FROZEN_CLASS
void rebuild_fill_class(Rebuild *build);  // FROZEN_FILL_CLASS
