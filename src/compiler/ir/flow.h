// compiler/ir/flow.h — facts about a function's control flow, computed afresh on demand: order,
// predecessors, dominators.
#pragma once

#include "compiler/ir/func.h"

typedef struct {
    IrBlock *order;  // reachable blocks in reverse postorder
    u32 count;
    u32 *index;       // of each block in `order`, or IR_NONE when it cannot be reached
    u32 *pred_first;  // predecessors of the block with order index k: preds[pred_first[k] …
                      // pred_first[k + 1])
    IrBlock *preds;   // one entry for each edge
    IrBlock *idom;    // immediate dominator by order index; the entry's is itself
    u32 *dom_depth;   // depth in the dominator tree, by order index
} IrFlow;

// All memory is in `arena`.
IrFlow ir_flow(Arena *arena, const IrFunc *func);
IrFlow ir_flow_order(Arena *arena, const IrFunc *func);  // without dominators: `idom` is NULL
// Both are reachable; a block dominates itself.
bool ir_dominates(const IrFlow *flow, IrBlock above, IrBlock below);

static inline const IrInst *ir_terminator(const IrFunc *func, IrBlock block) {
    const IrBlockData *data = &func->blocks.items[block];
    return &func->insts.items[data->insts.items[data->insts.count - 1]];
}
