// abi/state.h — the part of RtState that compiled code touches. All else of it is the runtime's
// own.
//
// One RtState per thread of Python: free lists, current exception, interned strings, module
// variables and classes live in it, and two states share no object. Natively its address is the
// hidden first argument of every compiled function; in wasm it lies at a fixed address,
// RT_STATE_ADDRESS. Design note 004.
//
// A loaded unit (program or module) has one block of 64-bit words, allocated by rt_unit_load:
//
//   block[0 … const_count)    the unit's constants (Values; immortal as long as the unit)
//   block[… + global_count)   module variables and class attributes; VALUE_UNDEFINED or 0 at first
//   block[… + class_count)    the unit's classes (Values)
#pragma once

#include "abi/object.h"

enum {
    RT_UNITS_MAX = 64,
    RT_STATE_ADDRESS = 1024,  // wasm only: below the runtime's data, see the linker's --global-base
    RT_STATE_BYTES_MAX = 64 * 1024 - RT_STATE_ADDRESS,
    // wasm only: offset of the heap's free lists of objects (one for each 8 bytes of size), for
    // instances that compiled code makes itself. tools/web/rt_wasm.c checks.
    RT_HEAP_OBJECT_LISTS_WASM = 544,
};

struct RtState {
    Value exception;   // the one being raised, or VALUE_UNDEFINED
    Value web_result;  // what a call into JavaScript left for its caller (abi/web.h)
    u64 *blocks[RT_UNITS_MAX];
    u32 class_bases[RT_UNITS_MAX];  // class id of each unit's first class
    void *engine;  // borrowed: what interprets the unit, or NULL when it is compiled
    // The runtime's own part follows: see runtime/core/state.h, where this struct is the first
    // member.
};
