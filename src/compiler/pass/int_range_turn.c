// Sums that a loop adds to in each of its turns, when it is known how many turns it does at most:
// the header's parameter starts somewhere, and each turn adds something of a known interval.
#include "compiler/pass/int_range_priv.h"

enum { CHAIN_STEPS_MAX = 256 };

static const Interval nothing = {INT64_MAX, INT64_MIN}, everything = {INT64_MIN, INT64_MAX};

typedef struct {
    const Ranges *r;
    IrValue sum;  // the header's parameter
    u32 header;   // order index
    u32 index;    // of the parameter
    u32 *steps;   // left; shared with the chains of inner loops
} Chain;

static const IrInst *inst_of(const Chain *c, IrValue value) {
    return &c->r->func->insts.items[value];
}

static Chain chain_of(const Ranges *r, u32 header, u32 index, u32 *steps) {
    IrValue sum = r->func->blocks.items[r->flow.order[header]].params.items[index];
    return (Chain){r, sum, header, index, steps};
}

// Everything: unknown. A known one is small, so that no partial sum wraps.
static bool is_known(Interval range) {
    return range_is_empty(range) || range_is_small(range);
}

static Interval plus(Interval left, Interval right) {
    if (!range_is_small(left) || !range_is_small(right)) return everything;
    Interval sum = {left.lo + right.lo, left.hi + right.hi};
    return range_is_small(sum) ? sum : everything;
}

static Interval times(Interval more, i64 turns) {
    Interval all;
    if (__builtin_mul_overflow(more.lo < 0 ? more.lo : 0, turns, &all.lo) ||
        __builtin_mul_overflow(more.hi > 0 ? more.hi : 0, turns, &all.hi))
        return everything;
    return range_is_small(all) ? all : everything;
}

static bool is_in(const Chain *c, IrBlock block) {
    return ir_dominates(&c->r->flow, c->r->flow.order[c->header], block);
}

static Interval added(const Chain *c, IrValue value);
static Interval added_in_turn(const Chain *c);
static i64 turns_of(const Ranges *r, u32 header, u32 *steps);

static u32 param_index(const IrBlockData *data, IrValue value) {
    u32 index = 0;
    while (index < data->params.count && data->params.items[index] != value) index++;
    return index;
}

// Of a parameter inside the loop; an inner loop's has grown by its own turns.
static Interval added_to_param(const Chain *c, IrValue value) {
    const IrFlow *flow = &c->r->flow;
    IrBlock block = inst_of(c, value)->block;
    u32 order = flow->index[block];
    u32 index = param_index(&c->r->func->blocks.items[block], value);
    Interval all = nothing;
    bool is_header = false;
    for (u32 k = flow->pred_first[order]; k < flow->pred_first[order + 1]; k++) {
        IrBlock pred = flow->preds[k];
        if (ir_dominates(flow, block, pred)) {
            is_header = true;
            continue;
        }
        if (flow->index[pred] >= order) return everything;
        const IrInst *last = ir_terminator(c->r->func, pred);
        for (u32 e = 0; e < last->edge_count; e++) {
            if (last->edges[e].target != block) continue;
            Interval one = added(c, last->edges[e].args[index]);
            if (!is_known(one)) return everything;
            all = range_hull(all, one);
        }
    }
    if (!is_header) return all;
    Chain inner = chain_of(c->r, order, index, c->steps);
    Interval more = added_in_turn(&inner);
    i64 turns = is_known(more) ? turns_of(c->r, order, c->steps) : 0;
    return turns > 0 && !range_is_empty(more) ? plus(all, times(more, turns)) : everything;
}

// What `value`, made in the same turn, is more than the sum was when the turn began.
static Interval added(const Chain *c, IrValue value) {
    if (value == c->sum) return (Interval){0, 0};
    const IrInst *inst = inst_of(c, value);
    if (*c->steps == 0 || inst->block == IR_NONE || !is_in(c, inst->block)) return everything;
    --*c->steps;
    bool is_difference = inst->op == IR_INT_SUB || inst->op == IR_I64_SUB;
    switch (inst->op) {
    case IR_INT_FROM_SMALL:
    case IR_SMALL_FROM_INT: return added(c, inst->args[0]);
    case IR_BLOCK_PARAM: return added_to_param(c, value);
    case IR_INT_ADD:
    case IR_I64_ADD:
    case IR_INT_SUB:
    case IR_I64_SUB: break;
    default: return everything;
    }
    IrValue rest = inst->args[0];
    Interval more = range_at(c->r, inst->args[1], inst->block);
    if (!is_difference && !range_is_small(more)) {  // the sum may stand on the right
        rest = inst->args[1];
        more = range_at(c->r, inst->args[0], inst->block);
    }
    if (!range_is_small(more)) return everything;
    if (is_difference) more = (Interval){-more.hi, -more.lo};
    return plus(added(c, rest), more);
}

static Interval added_in_turn(const Chain *c) {
    const IrFlow *flow = &c->r->flow;
    Interval all = nothing;
    for (u32 k = flow->pred_first[c->header]; k < flow->pred_first[c->header + 1]; k++) {
        const IrInst *last = ir_terminator(c->r->func, flow->preds[k]);
        if (!is_in(c, flow->preds[k])) continue;
        for (u32 e = 0; e < last->edge_count; e++) {
            if (last->edges[e].target != flow->order[c->header]) continue;
            Interval one = added(c, last->edges[e].args[c->index]);
            if (!is_known(one)) return everything;
            all = range_hull(all, one);
        }
    }
    return all;
}

static Interval start_of(const Chain *c) {
    const IrFlow *flow = &c->r->flow;
    Interval start = nothing;
    for (u32 k = flow->pred_first[c->header]; k < flow->pred_first[c->header + 1]; k++) {
        IrBlock pred = flow->preds[k];
        const IrInst *last = ir_terminator(c->r->func, pred);
        if (is_in(c, pred)) continue;
        for (u32 e = 0; e < last->edge_count; e++) {
            if (last->edges[e].target == flow->order[c->header])
                start = range_hull(start, range_at(c->r, last->edges[e].args[c->index], pred));
        }
    }
    return start;
}

// Whether every turn goes from the header to `block`, to which nothing else goes.
static bool is_in_every_turn(const Ranges *r, u32 header, IrBlock block) {
    const IrFlow *flow = &r->flow;
    u32 order = flow->index[block];
    if (order == IR_NONE || flow->pred_first[order + 1] - flow->pred_first[order] != 1)
        return false;
    for (u32 k = flow->pred_first[header]; k < flow->pred_first[header + 1]; k++) {
        IrBlock pred = flow->preds[k];
        if (ir_dominates(flow, flow->order[header], pred) && !ir_dominates(flow, block, pred))
            return false;
    }
    return true;
}

// At most so many turns: the header asks `i < limit`, and every turn adds at least 1 to i. 0: any
// number.
static i64 turns_of(const Ranges *r, u32 header, u32 *steps) {
    IrBlock block = r->flow.order[header];
    const IrBlockData *data = &r->func->blocks.items[block];
    const IrInst *last = ir_terminator(r->func, block);
    if (last->op != IR_BRIF || last->edges[0].target == last->edges[1].target ||
        !is_in_every_turn(r, header, last->edges[0].target))
        return 0;
    const IrInst *test = &r->func->insts.items[last->args[0]];
    if (test->op != IR_I64_LT_S && test->op != IR_INT_LT) return 0;
    u32 index = param_index(data, test->args[0]);
    if (index == data->params.count) return 0;
    Chain chain = chain_of(r, header, index, steps);
    Interval step = added_in_turn(&chain), start = start_of(&chain),
             limit = range_at(r, test->args[1], block);
    if (!range_is_small(step) || step.lo < 1 || !range_is_small(start)) return 0;
    if (range_is_empty(limit) || limit.hi > SMALL_INT_MAX || limit.hi <= start.lo) return 0;
    return (limit.hi - start.lo - 1) / step.lo + 1;
}

Interval range_of_sum(const Ranges *r, u32 header, u32 index) {
    u32 steps = CHAIN_STEPS_MAX;
    Chain chain = chain_of(r, header, index, &steps);
    Interval more = added_in_turn(&chain), start = start_of(&chain);
    if (!range_is_small(more) || !range_is_small(start)) return everything;
    i64 turns = turns_of(r, header, &steps);
    return turns > 0 ? plus(start, times(more, turns)) : everything;
}
