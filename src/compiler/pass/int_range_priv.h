// Intervals, shared by the analysis (int_range_find.c) and the rewriting (int_range.c).
#pragma once

#include "compiler/ir/flow.h"
#include "compiler/ir/func.h"

// lo > hi: no value yet. INT64_MIN and INT64_MAX are "no bound": for an INT, maybe big.
typedef struct {
    i64 lo, hi;
} Interval;

// What a branch says about a value in all blocks that `block` dominates.
typedef struct {
    IrValue value;
    IrBlock block;
    Interval range;
    u32 next;  // the value's next fact, or IR_NONE
} RangeFact;

typedef struct {
    const IrFunc *func;
    Arena *scratch;
    const Interval
        *given;  // by value: of parameters, results of calls and what memory holds; or NULL
    IrFlow flow;
    u32 value_count;  // values made later, by the rewriting, are not known
    Interval *range;  // by value
    u32 *fact_first;  // by value
    VEC(RangeFact) facts;
    const RangeFact *assumed;  // for a trial
    u32 assumed_count;
    // By order index: its number among the blocks in preorder of the dominator tree, and how many
    // it dominates, which follow it there.
    u32 *dom_first, *dom_count;
} Ranges;

// `given` may be NULL: then nothing is known of what comes from outside.
void ranges_find(Ranges *r, const IrFunc *func, const Interval *given, Arena *scratch);
// The same as if these facts were known as well.
void ranges_find_assuming(Ranges *r, const IrFunc *func, const Interval *given,
                          const RangeFact *facts, u32 fact_count, Arena *scratch);
Interval range_at(const Ranges *r, IrValue value, IrBlock block);
// Of a loop's sum: parameter `index` of the header with this order index, when all else is as `r`
// says. Everything when it is no sum or the loop may do any number of turns (int_range_turn.c).
Interval range_of_sum(const Ranges *r, u32 header, u32 index);
Interval range_hull(Interval left, Interval right);
// `new` holds `old`: ends that have grown jump to the next step.
Interval range_widen(Interval old, Interval new);
// Replaces what the intervals allow to (int_range.c).
void range_rewrite(IrModule *module, IrFunc *func, const Ranges *ranges, Arena *scratch);

static inline bool range_is_empty(Interval range) {
    return range.lo > range.hi;
}

// Known never to be a big int (or, for an I64, to lie in the small range).
static inline bool range_is_small(Interval range) {
    return range.lo >= SMALL_INT_MIN && range.hi <= SMALL_INT_MAX && !range_is_empty(range);
}

static inline bool range_is_constant(Interval range, i64 *number) {
    *number = range.lo;
    return range.lo == range.hi;
}
