#include "compiler/pass/loop_guard.h"

#include <string.h>

// Products of two such numbers, four times as much and some more are small.
#define GUARD_LIMIT (INT64_C(1) << 28)

enum {
    GUARD_VALUES_MAX = 4,
    GUARD_LOOPS_MAX = 4,
    GUARD_TRIALS_MAX = 8,
    GUARD_GAIN_MIN = 2,  // operations in the loop that lose their tests
    GUARD_COPY_INSTS_MAX = 700,
    GUARD_ROOM = 6 * GUARD_VALUES_MAX + 1,  // instructions of the questions
    GUARD_FUNC_INSTS_MAX = 6000,
};

typedef struct {
    IrBlock header, entry;  // the block that jumps to the header from outside
    IrValue values[GUARD_VALUES_MAX];
    u32 value_count;
} GuardLoop;

typedef struct {
    IrModule *module;
    IrFunc *func;
    Ranges *ranges;
    const Interval *given;  // by value
    Arena *scratch;
    u32 trials;
    bool *is_in_loop;  // by order index: of the loop at hand
    u32 *work;
} Guard;

static const IrFlow *flow_of(const Guard *g) {
    return &g->ranges->flow;
}

static const IrInst *inst_of(const Guard *g, IrValue value) {
    return &g->func->insts.items[value];
}

// ---- the loop

static void enter(Guard *g, u32 order, u32 *count) {
    if (g->is_in_loop[order]) return;
    g->is_in_loop[order] = true;
    g->work[(*count)++] = order;
}

// The natural loop of the header; false when it is none.
static bool find_body(Guard *g, u32 header) {
    const IrFlow *flow = flow_of(g);
    memset(g->is_in_loop, 0, flow->count * sizeof(bool));
    g->is_in_loop[header] = true;
    bool is_loop = false;
    u32 count = 0;
    for (u32 k = flow->pred_first[header]; k < flow->pred_first[header + 1]; k++) {
        if (!ir_dominates(flow, flow->order[header], flow->preds[k])) continue;
        is_loop = true;
        enter(g, flow->index[flow->preds[k]], &count);
    }
    for (u32 done = 0; done < count; done++) {
        u32 order = g->work[done];
        for (u32 k = flow->pred_first[order]; k < flow->pred_first[order + 1]; k++)
            enter(g, flow->index[flow->preds[k]], &count);
    }
    return is_loop;
}

// The only block that enters the loop, by one edge without a result on its way; or IR_NONE.
static IrBlock find_entry(const Guard *g, u32 header) {
    const IrFlow *flow = flow_of(g);
    IrBlock entry = IR_NONE;
    for (u32 k = flow->pred_first[header]; k < flow->pred_first[header + 1]; k++) {
        if (g->is_in_loop[flow->index[flow->preds[k]]]) continue;
        if (entry != IR_NONE) return IR_NONE;
        entry = flow->preds[k];
    }
    if (entry == IR_NONE) return IR_NONE;
    const IrInst *last = ir_terminator(g->func, entry);
    return last->op == IR_JUMP || last->op == IR_BRIF ? entry : IR_NONE;
}

// ---- which numbers

static void add_value(Guard *g, GuardLoop *loop, IrValue value) {
    const IrInst *inst = inst_of(g, value);
    if (inst->type != IR_INT || inst->block == IR_NONE) return;
    u32 order = flow_of(g)->index[inst->block];
    if (order == IR_NONE || g->is_in_loop[order]) return;
    Interval range = range_at(g->ranges, value, loop->entry);
    if (range_is_empty(range) || range_is_small(range)) return;
    for (u32 i = 0; i < loop->value_count; i++) {
        if (loop->values[i] == value) return;
    }
    if (loop->value_count < GUARD_VALUES_MAX) loop->values[loop->value_count++] = value;
}

static bool is_number_op(const IrInst *inst) {
    return (inst->op >= IR_INT_ADD && inst->op <= IR_INT_GE) || inst->op == IR_INDEX_FROM_INT ||
           inst->op == IR_F64_FROM_INT;
}

static void find_values(Guard *g, GuardLoop *loop) {
    const IrFlow *flow = flow_of(g);
    for (u32 k = 0; k < flow->count; k++) {
        if (!g->is_in_loop[k] || g->func->blocks.items[flow->order[k]].is_cold) continue;
        const IrBlockData *data = &g->func->blocks.items[flow->order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = inst_of(g, data->insts.items[i]);
            if (!is_number_op(inst)) continue;
            for (u32 a = 0; a < inst->arg_count; a++) add_value(g, loop, inst->args[a]);
        }
    }
    // A limit is often converted in front of the loop: what it was made from.
    const IrInst *last = ir_terminator(g->func, loop->entry);
    for (u32 e = 0; e < last->edge_count; e++) {
        if (last->edges[e].target != loop->header) continue;
        for (u32 a = 0; a < last->edges[e].arg_count; a++)
            add_value(g, loop, last->edges[e].args[a]);
    }
    const IrBlockData *header = &g->func->blocks.items[loop->header];
    for (u32 i = 0; i < header->insts.count; i++) {
        const IrInst *inst = inst_of(g, header->insts.items[i]);
        for (u32 a = 0; a < inst->arg_count; a++) {
            const IrInst *arg = inst_of(g, inst->args[a]);
            if (arg->op == IR_INDEX_FROM_INT) add_value(g, loop, arg->args[0]);
        }
    }
}

// ---- what is gained

static bool is_machine_op(const Guard *g, const Ranges *ranges, IrValue value, IrBlock block) {
    const IrInst *inst = inst_of(g, value);
    bool is_small = true, is_any_small = false;
    for (u32 a = 0; a < inst->arg_count; a++) {
        bool is = range_is_small(range_at(ranges, inst->args[a], block));
        is_small &= is;
        is_any_small |= is;
    }
    if (inst->op >= IR_INT_EQ && inst->op <= IR_INT_GE) return is_any_small;
    return is_small && (inst->type != IR_INT || range_is_small(range_at(ranges, value, block)));
}

static u32 count_machine_ops(const Guard *g, const Ranges *ranges) {
    u32 count = 0;
    const IrFlow *flow = flow_of(g);
    for (u32 k = 0; k < flow->count; k++) {
        const IrBlockData *data = &g->func->blocks.items[flow->order[k]];
        if (!g->is_in_loop[k] || data->is_cold) continue;
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = inst_of(g, value);
            // Clamping an index costs little.
            if (is_number_op(inst) && inst->op != IR_INDEX_FROM_INT)
                count += is_machine_op(g, ranges, value, flow->order[k]);
        }
    }
    return count;
}

static bool is_worthwhile(Guard *g, const GuardLoop *loop) {
    if (g->trials++ == GUARD_TRIALS_MAX) return false;
    RangeFact assumed[GUARD_VALUES_MAX];
    for (u32 i = 0; i < loop->value_count; i++)
        assumed[i] = (RangeFact){
            .value = loop->values[i], .block = loop->entry, .range = {-GUARD_LIMIT, GUARD_LIMIT}};
    Ranges trial;
    ranges_find_assuming(&trial, g->func, g->given, assumed, loop->value_count, g->scratch);
    return count_machine_ops(g, &trial) >= count_machine_ops(g, g->ranges) + GUARD_GAIN_MIN;
}

// ---- the copy

typedef struct {
    IrValue *value_of;
    IrBlock *block_of;  // by block; IR_NONE outside
} Copy;

static IrBlock new_block(Guard *g, bool is_cold) {
    *VEC_PUSH(g->module->arena, &g->func->blocks) = (IrBlockData){.is_cold = is_cold};
    return g->func->blocks.count - 1;
}

static IrValue new_inst(Guard *g, IrInst inst, IrBlock block) {
    inst.block = block;
    *VEC_PUSH(g->module->arena, &g->func->insts) = inst;
    return g->func->insts.count - 1;
}

static IrValue place_new(Guard *g, IrInst inst, IrBlock block) {
    IrValue value = new_inst(g, inst, block);
    *VEC_PUSH(g->module->arena, &g->func->blocks.items[block].insts) = value;
    return value;
}

static IrValue *map_values(const Guard *g, const Copy *copy, const IrValue *values, u32 count) {
    IrValue *mapped = ARENA_NEW_ARRAY(g->module->arena, IrValue, count + 1);
    for (u32 i = 0; i < count; i++) mapped[i] = copy->value_of[values[i]];
    return mapped;
}

// New numbers for all of the region: a loop's edge names later blocks.
static void number_copy(Guard *g, Copy *copy, IrBlock header) {
    const IrFlow *flow = flow_of(g);
    u32 block_count = g->func->blocks.count;
    for (IrBlock block = 0; block < block_count; block++) {
        copy->block_of[block] = IR_NONE;
        bool is_inside = flow->index[block] != IR_NONE && ir_dominates(flow, header, block);
        if (is_inside) copy->block_of[block] = new_block(g, true);
    }
    for (IrBlock block = 0; block < block_count; block++) {
        IrBlock to = copy->block_of[block];
        if (to == IR_NONE) continue;
        for (u32 i = 0; i < g->func->blocks.items[block].params.count; i++) {
            IrValue param = g->func->blocks.items[block].params.items[i];
            copy->value_of[param] = new_inst(g, *inst_of(g, param), to);
            *VEC_PUSH(g->module->arena, &g->func->blocks.items[to].params) = copy->value_of[param];
        }
        for (u32 i = 0; i < g->func->blocks.items[block].insts.count; i++) {
            IrValue value = g->func->blocks.items[block].insts.items[i];
            copy->value_of[value] = place_new(g, *inst_of(g, value), to);
        }
    }
}

static void fill_copy(Guard *g, const Copy *copy, IrBlock block) {
    const IrBlockData *data = &g->func->blocks.items[block];
    for (u32 i = 0; i < data->insts.count; i++) {
        IrInst *inst = &g->func->insts.items[copy->value_of[data->insts.items[i]]];
        inst->args = map_values(g, copy, inst->args, inst->arg_count);
        IrEdge *edges = ARENA_NEW_ARRAY(g->module->arena, IrEdge, inst->edge_count + 1);
        for (u32 e = 0; e < inst->edge_count; e++) {
            edges[e] = inst->edges[e];
            IrBlock target = copy->block_of[edges[e].target];
            if (target != IR_NONE) edges[e].target = target;
            edges[e].args = map_values(g, copy, edges[e].args, edges[e].arg_count);
        }
        inst->edges = edges;
    }
}

static u32 region_size(const Guard *g, IrBlock header) {
    const IrFlow *flow = flow_of(g);
    u32 count = 0;
    for (u32 k = 0; k < flow->count; k++) {
        if (ir_dominates(flow, header, flow->order[k]))
            count += g->func->blocks.items[flow->order[k]].insts.count;
    }
    return count;
}

// What is known of memory holds for the copy's values as well.
static void extend_given(Guard *g, const Copy *copy, u32 value_count) {
    u32 count = g->func->insts.count;
    Interval *given = ARENA_NEW_ARRAY(g->scratch, Interval, count + GUARD_ROOM);
    for (u32 i = 0; i < count + GUARD_ROOM; i++)
        given[i] = i < value_count ? g->given[i] : (Interval){INT64_MIN, INT64_MAX};
    for (u32 i = 0; i < value_count; i++) given[copy->value_of[i]] = g->given[i];
    g->given = given;
}

static IrBlock copy_region(Guard *g, IrBlock header) {
    u32 value_count = g->func->insts.count, block_count = g->func->blocks.count;
    Copy copy = {ARENA_NEW_ARRAY(g->scratch, IrValue, value_count),
                 ARENA_NEW_ARRAY(g->scratch, IrBlock, block_count)};
    for (u32 i = 0; i < value_count; i++) copy.value_of[i] = i;
    number_copy(g, &copy, header);
    for (IrBlock block = 0; block < block_count; block++) {
        if (copy.block_of[block] != IR_NONE) fill_copy(g, &copy, block);
    }
    extend_given(g, &copy, value_count);
    return copy.block_of[header];
}

// ---- the questions

static void terminate(Guard *g, IrBlock block, IrOp op, IrValue condition, const IrEdge *edges,
                      u32 edge_count) {
    IrInst inst = {.op = (u8)op,
                   .arg_count = op == IR_BRIF,
                   .imm = op == IR_BRIF,
                   .edge_count = edge_count,
                   .position = IR_NONE};
    inst.args = arena_copy(g->module->arena, &condition, sizeof condition);
    inst.edges = arena_copy(g->module->arena, edges, edge_count * sizeof(IrEdge));
    place_new(g, inst, block);
}

// Goes on in a new block when `value op limit`.
static IrBlock ask(Guard *g, IrBlock block, IrOp op, IrValue value, i64 limit, IrEdge slow) {
    IrInst number = {.op = IR_CONST_INT, .type = IR_INT, .imm = (u64)limit, .position = IR_NONE};
    IrValue args[] = {value, place_new(g, number, block)};
    IrInst compare = {.op = (u8)op, .type = IR_I1, .arg_count = 2, .position = IR_NONE};
    compare.args = arena_copy(g->module->arena, args, sizeof args);
    IrValue condition = place_new(g, compare, block);
    IrBlock next = new_block(g, false);
    slow.args = arena_copy(g->module->arena, slow.args, slow.arg_count * sizeof(IrValue));
    terminate(g, block, IR_BRIF, condition, (IrEdge[]){{.target = next}, slow}, 2);
    return next;
}

static void add_guard(Guard *g, const GuardLoop *loop) {
    IrBlock copy = copy_region(g, loop->header);
    IrBlock block = new_block(g, false);
    const IrInst *last = ir_terminator(g->func, loop->entry);
    u32 e = 0;
    while (last->edges[e].target != loop->header) e++;
    IrEdge fast = last->edges[e];
    last->edges[e] = (IrEdge){.target = block};
    IrEdge slow = fast;
    slow.target = copy;
    for (u32 i = 0; i < loop->value_count; i++) {
        Interval range = range_at(g->ranges, loop->values[i], loop->entry);
        if (range.lo < -GUARD_LIMIT)
            block = ask(g, block, IR_INT_GE, loop->values[i], -GUARD_LIMIT, slow);
        if (range.hi > GUARD_LIMIT)
            block = ask(g, block, IR_INT_LE, loop->values[i], GUARD_LIMIT, slow);
    }
    terminate(g, block, IR_JUMP, IR_NONE, &fast, 1);
    g->func->is_verified = false;
}

// ---- the function

static bool guard_loop(Guard *g, u32 header) {
    GuardLoop loop = {.header = flow_of(g)->order[header], .entry = find_entry(g, header)};
    if (loop.entry == IR_NONE || region_size(g, loop.header) > GUARD_COPY_INSTS_MAX) return false;
    find_values(g, &loop);
    if (loop.value_count == 0 || !is_worthwhile(g, &loop)) return false;
    add_guard(g, &loop);
    return true;
}

// The first outermost loop that gains from it.
static bool guard_first(Guard *g) {
    const IrFlow *flow = flow_of(g);
    g->is_in_loop = ARENA_NEW_ARRAY(g->scratch, bool, flow->count);
    g->work = ARENA_NEW_ARRAY(g->scratch, u32, flow->count);
    bool *is_covered = ARENA_NEW_ARRAY(g->scratch, bool, flow->count);
    for (u32 header = 1; header < flow->count; header++) {
        bool is_cold = g->func->blocks.items[flow->order[header]].is_cold;
        if (is_covered[header] || is_cold || !find_body(g, header)) continue;
        for (u32 k = 0; k < flow->count; k++) is_covered[k] |= g->is_in_loop[k];
        if (guard_loop(g, header)) return true;
    }
    return false;
}

void loop_guard(IrModule *module, IrFunc *func, Ranges *ranges, const Interval *given,
                Arena *scratch) {
    Guard g = {
        .module = module, .func = func, .ranges = ranges, .given = given, .scratch = scratch};
    for (u32 i = 0; i < GUARD_LOOPS_MAX && func->insts.count <= GUARD_FUNC_INSTS_MAX; i++) {
        if (!guard_first(&g)) return;
        ranges_find(ranges, func, g.given, scratch);
    }
}
