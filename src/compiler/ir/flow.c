#include "compiler/ir/flow.h"

#include "base/check.h"

// Finding a block's terminator misses the cache in large functions: it is done once.
typedef struct {
    IrBlock block;
    u32 edges_left;
    const IrInst *last;
} Visit;

static Visit visit_block(const IrFunc *func, IrBlock block) {
    const IrInst *last = ir_terminator(func, block);
    return (Visit){block, last->edge_count, last};
}

// Depth-first search with its own stack: a function may have very many blocks. Returns the
// terminators in the order of the blocks.
static const IrInst **number_blocks(Arena *arena, const IrFunc *func, IrFlow *flow) {
    u32 block_count = func->blocks.count;
    const IrInst **lasts = ARENA_NEW_ARRAY(arena, const IrInst *, block_count);
    Visit *stack = ARENA_NEW_ARRAY(arena, Visit, block_count);
    u32 depth = 0, finished = block_count;
    for (u32 i = 0; i < block_count; i++) flow->index[i] = IR_NONE;

    stack[depth++] = visit_block(func, IR_ENTRY);
    flow->index[IR_ENTRY] = 0;
    while (depth > 0) {
        Visit *top = &stack[depth - 1];
        if (top->edges_left == 0) {
            depth--;
            flow->order[--finished] = top->block;
            lasts[finished] = top->last;
            continue;
        }
        // The last edge first, so that the likely successor (edge 0) comes first in reverse
        // postorder.
        IrBlock target = top->last->edges[--top->edges_left].target;
        if (flow->index[target] != IR_NONE) continue;
        flow->index[target] = 0;
        stack[depth++] = visit_block(func, target);
    }
    flow->count = block_count - finished;
    flow->order += finished;
    for (u32 i = 0; i < flow->count; i++) flow->index[flow->order[i]] = i;
    return lasts + finished;
}

static void collect_preds(Arena *arena, const IrInst *const *lasts, IrFlow *flow) {
    flow->pred_first = ARENA_NEW_ARRAY(arena, u32, flow->count + 2);
    for (u32 i = 0; i < flow->count; i++) {
        const IrInst *last = lasts[i];
        for (u32 k = 0; k < last->edge_count; k++)
            flow->pred_first[flow->index[last->edges[k].target] + 2]++;
    }
    for (u32 i = 0; i <= flow->count; i++) flow->pred_first[i + 1] += flow->pred_first[i];
    flow->preds = ARENA_NEW_ARRAY(arena, IrBlock, flow->pred_first[flow->count + 1] + 1);
    for (u32 i = 0; i < flow->count; i++) {
        const IrInst *last = lasts[i];
        for (u32 k = 0; k < last->edge_count; k++) {
            // Each start moves to its end while it is filled, which is where the next one starts.
            flow->preds[flow->pred_first[flow->index[last->edges[k].target] + 1]++] =
                flow->order[i];
        }
    }
}

// Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm" (2001). Works on order indices.
static u32 common_dominator(const u32 *idom, u32 left, u32 right) {
    while (left != right) {
        while (left > right) left = idom[left];
        while (right > left) right = idom[right];
    }
    return left;
}

// The same for one more predecessor of block `of`. Very many blocks may lead to one error block,
// each deep below the one before: climbing stops at blocks that an earlier climb for `of` has
// passed, since `found` lies above all of those.
static u32 meet(const u32 *idom, u32 *passed, u32 of, u32 found, u32 pred) {
    while (pred > found) {
        if (passed[pred] == of) return found;
        passed[pred] = of;
        pred = idom[pred];
    }
    return common_dominator(idom, found, pred);
}

static void find_dominators(Arena *arena, IrFlow *flow) {
    u32 *passed = ARENA_NEW_ARRAY(arena, u32, flow->count);
    u32 *idom = ARENA_NEW_ARRAY(arena, u32, flow->count);
    for (u32 i = 1; i < flow->count; i++) idom[i] = IR_NONE;
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (u32 i = 0; i < flow->count; i++) passed[i] = 0;
        for (u32 i = 1; i < flow->count; i++) {
            u32 found = IR_NONE;
            for (u32 k = flow->pred_first[i]; k < flow->pred_first[i + 1]; k++) {
                u32 pred = flow->index[flow->preds[k]];
                if (idom[pred] == IR_NONE) continue;
                found = found == IR_NONE ? pred : meet(idom, passed, i, found, pred);
            }
            if (found == idom[i]) continue;
            idom[i] = found;
            is_changed = true;
        }
    }
    flow->dom_depth = ARENA_NEW_ARRAY(arena, u32, flow->count);
    flow->idom = ARENA_NEW_ARRAY(arena, IrBlock, flow->count);
    for (u32 i = 0; i < flow->count; i++) {
        flow->idom[i] = flow->order[idom[i]];
        flow->dom_depth[i] = i == 0 ? 0 : flow->dom_depth[idom[i]] + 1;
    }
}

IrFlow ir_flow(Arena *arena, const IrFunc *func) {
    IrFlow flow = ir_flow_order(arena, func);
    find_dominators(arena, &flow);
    return flow;
}

IrFlow ir_flow_order(Arena *arena, const IrFunc *func) {
    IrFlow flow = {0};
    flow.order = ARENA_NEW_ARRAY(arena, IrBlock, func->blocks.count);
    flow.index = ARENA_NEW_ARRAY(arena, u32, func->blocks.count);
    const IrInst **lasts = number_blocks(arena, func, &flow);
    collect_preds(arena, lasts, &flow);
    return flow;
}

bool ir_dominates(const IrFlow *flow, IrBlock above, IrBlock below) {
    u32 depth = flow->dom_depth[flow->index[above]];
    u32 at = flow->index[below];
    while (flow->dom_depth[at] > depth) at = flow->index[flow->idom[at]];
    return flow->order[at] == above;
}
