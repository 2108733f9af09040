// What the steps of pass/counts share: roots (counts_roots.c), who lends (counts_lend.c), liveness
// (counts_live.c), rewriting (counts.c).
#pragma once

#include "compiler/ir/flow.h"
#include "compiler/ir/func.h"
#include "compiler/pass/effect.h"

typedef enum {
    ROOT_NONE,      // not counted: a machine number, a small int, None …
    ROOT_BORROWED,  // lives as long as the function runs: parameters of the function, constants
    ROOT_LENT,      // lent by its owner's memory for all of its uses
    ROOT_OWNED,
} RootKind;

// A use that keeps an owner alive up to the last use of what it lends.
typedef struct {
    IrValue root;
    u32 next;  // index of the instruction's next one, or IR_NONE
} KeepAlive;

typedef VEC(IrValue) IrValueVec;

typedef struct {
    IrModule *module;
    IrFunc *func;
    Arena *scratch;
    EffectRules rules;
    IrFlow flow;
    IrValue *root;    // by value
    u8 *kind;         // RootKind by root
    bool *is_forced;  // by root: cannot be lent
    u32 *keep_first;  // by instruction: its first KeepAlive, or IR_NONE
    VEC(KeepAlive) keeps;
    IrValueVec *live_in;  // by block: owned roots alive at its start (its own parameters are not)
} Counts;

static inline const IrInst *counts_inst(const Counts *c, IrValue value) {
    return &c->func->insts.items[value];
}

static inline bool counts_is_owned(const Counts *c, IrValue value) {
    return c->kind[c->root[value]] == ROOT_OWNED;
}

// Whether the edge's argument goes to a block parameter with a reference of its own.
static inline bool counts_edge_takes(const Counts *c, const IrEdge *edge, u32 index) {
    return c->kind[c->func->blocks.items[edge->target].params.items[index]] == ROOT_OWNED;
}

void counts_find_roots(Counts *c);
void counts_assign_roots(Counts *c);  // kinds before lending is decided
void counts_lend(Counts *c);          // decides it
void counts_find_liveness(Counts *c);

// Calls `visit` for each argument of the instruction that refers to an object: its root, and
// whether the use takes a reference. Values laid out by STACK_VALUES count as used by whoever uses
// the address; kept owners count as borrowed uses.
typedef void (*CountsVisit)(Counts *c, void *context, IrValue root, bool is_taken);
void counts_visit_uses(Counts *c, IrValue user, CountsVisit visit, void *context);
