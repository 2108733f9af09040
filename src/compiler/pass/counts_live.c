#include "compiler/pass/counts_priv.h"

// For each use of an owned root: walk backwards from the using block and mark each block where the
// root comes in alive, up to the block that defines it. The sum of all marks is the size of the
// result.

typedef struct {
    IrValue root;
    IrBlock block;
} RootUse;

typedef struct {
    VEC(RootUse) uses;
    IrBlock user_block;
} UseList;

static void note_use(Counts *c, void *context, IrValue root, bool is_taken) {
    (void)is_taken;
    UseList *list = context;
    if (c->kind[root] != ROOT_OWNED || counts_inst(c, root)->block == list->user_block) return;
    *VEC_PUSH(c->scratch, &list->uses) = (RootUse){root, list->user_block};
}

// Uses in blocks other than the defining one. A use on an edge counts for the block that the edge
// leaves.
static void collect_uses(Counts *c, UseList *list) {
    for (u32 k = 0; k < c->flow.count; k++) {
        list->user_block = c->flow.order[k];
        const IrBlockData *data = &c->func->blocks.items[list->user_block];
        for (u32 i = 0; i < data->insts.count; i++) {
            counts_visit_uses(c, data->insts.items[i], note_use, list);
            const IrInst *inst = counts_inst(c, data->insts.items[i]);
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++) {
                    if (counts_edge_takes(c, &inst->edges[e], a))
                        note_use(c, list, c->root[inst->edges[e].args[a]], true);
                }
            }
        }
    }
}

typedef struct {
    IrBlock *stack;
    u32 depth;
    IrValue *mark;  // by block: root + 1 for which it was marked last
} Walk;

static void mark_block(Counts *c, Walk *walk, IrValue root, IrBlock block) {
    if (block == counts_inst(c, root)->block || walk->mark[block] == root + 1) return;
    walk->mark[block] = root + 1;
    *VEC_PUSH(c->scratch, &c->live_in[block]) = root;
    walk->stack[walk->depth++] = block;
}

void counts_find_liveness(Counts *c) {
    UseList list = {0};
    collect_uses(c, &list);

    // Uses of one root together, by counting, so that one mark per block is enough.
    u32 inst_count = c->func->insts.count, block_count = c->func->blocks.count;
    u32 *end = ARENA_NEW_ARRAY(c->scratch, u32, inst_count + 1);
    for (u32 i = 0; i < list.uses.count; i++) end[list.uses.items[i].root]++;
    for (u32 i = 0, sum = 0; i < inst_count; i++) {
        u32 count = end[i];
        end[i] = sum;
        sum += count;
    }
    RootUse *sorted = ARENA_NEW_ARRAY(c->scratch, RootUse, list.uses.count + 1);
    for (u32 i = 0; i < list.uses.count; i++)
        sorted[end[list.uses.items[i].root]++] = list.uses.items[i];

    c->live_in = ARENA_NEW_ARRAY(c->scratch, IrValueVec, block_count);
    Walk walk = {ARENA_NEW_ARRAY(c->scratch, IrBlock, block_count + 1), 0,
                 ARENA_NEW_ARRAY(c->scratch, IrValue, block_count)};
    for (u32 i = 0; i < list.uses.count; i++) {
        IrValue root = sorted[i].root;
        mark_block(c, &walk, root, sorted[i].block);
        while (walk.depth > 0) {
            u32 index = c->flow.index[walk.stack[--walk.depth]];
            for (u32 k = c->flow.pred_first[index]; k < c->flow.pred_first[index + 1]; k++) {
                mark_block(c, &walk, root, c->flow.preds[k]);
            }
        }
    }
}
