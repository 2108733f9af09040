// runtime/core/leak.h — what a program leaves behind: abi/program.h, rt_leaks_watch and
// rt_leaks_end.
#pragma once

#include "abi/program.h"
#include "runtime/core/state.h"

// From rt_alloc_try and gc_take while the heap is watched.
void leak_note(RtState *rt, void *piece, usize bytes, bool is_object);
