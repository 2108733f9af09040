// abi/frozen.h — what a module body made when the program was compiled, as instructions to make it
// again: bytes among the unit's constants, read by rt_build. The same for every back end and for 32
// and 64 bits; checked while they are read. Design note 027.
//
// Numbers are unsigned LEB128. First the number of objects that are made, then instructions: an op,
// then what its row says. Each op up to FROZEN_MADE_END makes the next object, which later
// instructions know by its number; what can change is made empty and filled behind. No instruction
// runs code of the program's.
//
// A REF is number << 2 | FrozenRef. A NAME is the index of a constant that is an interned str.
#pragma once

#include "base/types.h"

typedef enum {
    FROZEN_REF_MADE,     // an object of this build
    FROZEN_REF_CONST,    // a constant of the unit
    FROZEN_REF_OUTSIDE,  // an argument of rt_build: built-in classes and functions, modules
    FROZEN_REF_SHARED,   // an object of an earlier build
} FrozenRef;

typedef enum {
    FROZEN_TUPLE,       // count, REFs
    FROZEN_LIST,        // SlotKind
    FROZEN_DICT,        // 0, or 1 and class REF: of a class of its own
    FROZEN_SET,         // 0 set, 1 frozenset
    FROZEN_FUNC,        // function of the unit
    FROZEN_INSTANCE,    // class REF
    FROZEN_VALUES,      // 0, or 1 and class REF; built-in class: its struct is Values, then words
    FROZEN_NUMBER,      // class REF, REF of the plain number
    FROZEN_STR,         // class REF, REF of the plain str
    FROZEN_NAMED,       // class REF, count, REFs: a tuple of a class of its own
    FROZEN_BOUND,       // REF of the built-in function, REF of what it is bound to
    FROZEN_OWNED,       // REF of the built-in function, class id that takes it over
    FROZEN_CLASS,       // see rebuild_class.c
    FROZEN_CODE,        // function of the unit: its code object
    FROZEN_UNIT_CLASS,  // class of the unit
    FROZEN_METHOD,      // class of the unit, NAME: the function that it has from the start
    FROZEN_MADE_END,

    // ---- filling: REF of an object of this build or a shared one, then
    FROZEN_FILL_LIST = FROZEN_MADE_END,  // count, REFs
    FROZEN_FILL_DICT,                    // count, pairs of REFs
    FROZEN_FILL_SET,                     // count, REFs
    FROZEN_FILL_TABLE,                   // mask, count, each: place, REF: a set's table as it is
    FROZEN_FILL_FUNC,      // REFs: defaults, __dict__, overrides; count, REFs of the captures
    FROZEN_FILL_VALUES,    // count, REFs; count, words
    FROZEN_FILL_FIELDS,    // count, each: slot, SlotKind, REF
    FROZEN_FILL_OWN_DICT,  // REF of its __dict__
    FROZEN_FILL_CLASS,     // count, each: NAME, AttributeKind, number, REF
    // ----
    FROZEN_GLOBAL,  // global of the unit, REF
    FROZEN_SHARE,   // number, REF: what later builds know by that number
    FROZEN_OP_COUNT,
} FrozenOp;

// Flags of FROZEN_CLASS.
enum { FROZEN_CLASS_IS_WEAK = 1, FROZEN_CLASS_HAS_FINALIZER = 2 };
