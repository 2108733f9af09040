#include "compiler/wasm/reduce.h"

#include <string.h>

typedef VEC(IrBlock) Blocks;

typedef struct {
    IrBlock block;
    u32 edge;
} Visit;

// Tarjan's algorithm, with a stack of its own.
typedef struct {
    Arena *arena;
    IrFunc *func;
    u32 block_count;  // as given; those made here are never looked at again
    u32 *region;      // by block: the number of the region that it is in now
    u32 region_last;
    u32 *number, *low;  // by block
    u32 number_last;
    bool *is_open;  // by block: on `open`
    Blocks open;
    VEC(Visit) visits;
    VEC(Blocks) waiting;  // regions to look at
} Reducer;

static IrInst *terminator(const Reducer *r, IrBlock block) {
    return (IrInst *)(uintptr_t)ir_terminator(r->func, block);
}

static bool is_reducible(const IrFlow *flow) {
    for (u32 k = 0; k < flow->count; k++) {
        for (u32 i = flow->pred_first[k]; i < flow->pred_first[k + 1]; i++) {
            bool is_back = flow->index[flow->preds[i]] >= k;
            if (is_back && !ir_dominates(flow, flow->order[k], flow->preds[i])) return false;
        }
    }
    return true;
}

// ---- one header for several

static IrValue add_inst(Reducer *r, IrBlock block, IrInst inst) {
    inst.position = IR_NONE;
    inst.block = block;
    *VEC_PUSH(r->arena, &r->func->insts) = inst;
    return r->func->insts.count - 1;
}

static IrValue add_param(Reducer *r, IrBlock block, IrType type) {
    IrBlockData *data = &r->func->blocks.items[block];
    IrInst inst = {.op = IR_BLOCK_PARAM, .type = (u8)type, .imm = data->params.count};
    IrValue param = add_inst(r, block, inst);
    *VEC_PUSH(r->arena, &r->func->blocks.items[block].params) = param;
    return param;
}

static IrBlock new_header(Reducer *r, const Blocks *entries) {
    *VEC_PUSH(r->arena, &r->func->blocks) = (IrBlockData){0};
    IrBlock header = r->func->blocks.count - 1;
    IrValue *which = ARENA_NEW_ARRAY(r->arena, IrValue, 1);
    *which = add_param(r, header, IR_I64);
    IrEdge *edges = ARENA_NEW_ARRAY(r->arena, IrEdge, entries->count);
    for (u32 i = 0; i < entries->count; i++) {
        IrBlock entry = entries->items[i];
        u32 count = r->func->blocks.items[entry].params.count;
        IrValue *args = ARENA_NEW_ARRAY(r->arena, IrValue, count + 1);
        for (u32 k = 0; k < count; k++) {
            IrValue param = r->func->blocks.items[entry].params.items[k];
            args[k] = add_param(r, header, (IrType)r->func->insts.items[param].type);
        }
        edges[i] = (IrEdge){entry, count, args};
    }
    IrValue last = add_inst(r, header,
                            (IrInst){.op = IR_SWITCH,
                                     .arg_count = 1,
                                     .args = which,
                                     .edges = edges,
                                     .edge_count = entries->count});
    *VEC_PUSH(r->arena, &r->func->blocks.items[header].insts) = last;
    return header;
}

// The number of a way in, as a constant: made where it is used.
static IrValue number_inst(Reducer *r, u32 number) {
    return add_inst(r, IR_ENTRY, (IrInst){.op = IR_CONST_I64, .type = IR_I64, .imm = number});
}

static void redirect(Reducer *r, IrEdge *edge, IrBlock header, u32 way, IrValue number) {
    const IrBlockData *data = &r->func->blocks.items[header];
    const IrEdge *ways = terminator(r, header)->edges;
    u32 count = data->params.count, first = 1;
    IrValue *args = arena_copy(r->arena, data->params.items, count * sizeof *args);
    args[0] = number;
    for (u32 i = 0; i < way; i++) first += ways[i].arg_count;
    for (u32 i = 0; i < edge->arg_count; i++) args[first + i] = edge->args[i];
    *edge = (IrEdge){header, count, args};
}

static void join_entries(Reducer *r, const Blocks *entries) {
    u32 block_count = r->func->blocks.count;
    IrBlock header = new_header(r, entries);
    IrValue *numbers = ARENA_NEW_ARRAY(r->arena, IrValue, entries->count);
    for (u32 i = 0; i < entries->count; i++) numbers[i] = number_inst(r, i);
    for (IrBlock block = 0; block < block_count; block++) {
        if (r->func->blocks.items[block].insts.count == 0) continue;
        IrInst *last = terminator(r, block);
        bool is_copied = false;
        for (u32 e = 0; e < last->edge_count; e++) {
            u32 way = 0;
            while (way < entries->count && entries->items[way] != last->edges[e].target) way++;
            if (way == entries->count) continue;
            if (!is_copied)
                last->edges =
                    arena_copy(r->arena, last->edges, last->edge_count * sizeof *last->edges);
            is_copied = true;
            redirect(r, &last->edges[e], header, way, numbers[way]);
        }
    }
}

// ---- loops

// Looks at one strongly connected part: its ways in, and later what is left without the header.
static void take_part(Reducer *r, const Blocks *part) {
    u32 region = ++r->region_last;
    for (u32 i = 0; i < part->count; i++) r->region[part->items[i]] = region;
    bool *is_entry = ARENA_NEW_ARRAY(r->arena, bool, r->block_count);
    bool has_cycle = part->count > 1;
    for (IrBlock block = 0; block < r->func->blocks.count; block++) {
        if (r->func->blocks.items[block].insts.count == 0) continue;
        bool is_inside = block < r->block_count && r->region[block] == region;
        const IrInst *last = terminator(r, block);
        for (u32 e = 0; e < last->edge_count; e++) {
            IrBlock target = last->edges[e].target;
            if (target >= r->block_count || r->region[target] != region) continue;
            if (is_inside)
                has_cycle = true;
            else
                is_entry[target] = true;
        }
    }
    if (!has_cycle) return;
    Blocks entries = {0}, rest = {0};
    for (u32 i = 0; i < part->count; i++) {
        if (is_entry[part->items[i]]) *VEC_PUSH(r->arena, &entries) = part->items[i];
    }
    if (entries.count > 1) join_entries(r, &entries);
    for (u32 i = 0; i < part->count; i++) {
        bool is_header = entries.count == 1 && part->items[i] == entries.items[0];
        if (!is_header) *VEC_PUSH(r->arena, &rest) = part->items[i];
    }
    *VEC_PUSH(r->arena, &r->waiting) = rest;
}

static void begin_visit(Reducer *r, IrBlock block) {
    r->number[block] = r->low[block] = ++r->number_last;
    r->is_open[block] = true;
    *VEC_PUSH(r->arena, &r->open) = block;
    *VEC_PUSH(r->arena, &r->visits) = (Visit){block, 0};
}

typedef VEC(Blocks) Parts;

static void close_part(Reducer *r, IrBlock root, Parts *parts) {
    Blocks part = {0};
    for (IrBlock block = IR_NONE; block != root;) {
        block = r->open.items[--r->open.count];
        r->is_open[block] = false;
        *VEC_PUSH(r->arena, &part) = block;
    }
    *VEC_PUSH(r->arena, parts) = part;
}

static void visit_from(Reducer *r, IrBlock first, u32 region, Parts *parts) {
    begin_visit(r, first);
    while (r->visits.count > 0) {
        Visit *top = VEC_LAST(&r->visits);
        IrBlock block = top->block;
        const IrInst *last = terminator(r, block);
        if (top->edge < last->edge_count) {
            IrBlock target = last->edges[top->edge++].target;
            if (target >= r->block_count || r->region[target] != region) continue;
            if (r->number[target] == 0)
                begin_visit(r, target);
            else if (r->is_open[target] && r->number[target] < r->low[block])
                r->low[block] = r->number[target];
            continue;
        }
        r->visits.count--;
        if (r->low[block] == r->number[block]) close_part(r, block, parts);
        if (r->visits.count == 0) break;
        IrBlock above = VEC_LAST(&r->visits)->block;
        if (r->low[block] < r->low[above]) r->low[above] = r->low[block];
    }
}

static void take_region(Reducer *r, const Blocks *blocks) {
    u32 region = ++r->region_last;
    Parts parts = {0};
    for (u32 i = 0; i < blocks->count; i++) {
        r->region[blocks->items[i]] = region;
        r->number[blocks->items[i]] = 0;
    }
    for (u32 i = 0; i < blocks->count; i++) {
        if (r->number[blocks->items[i]] == 0) visit_from(r, blocks->items[i], region, &parts);
    }
    for (u32 i = 0; i < parts.count; i++) take_part(r, &parts.items[i]);
}

static void copy_func(Arena *arena, IrFunc *copy, const IrFunc *func) {
    *copy = *func;
    copy->insts.items = arena_copy(arena, func->insts.items, func->insts.count * sizeof(IrInst));
    copy->insts.capacity = func->insts.count;
    copy->blocks.items =
        arena_copy(arena, func->blocks.items, func->blocks.count * sizeof(IrBlockData));
    copy->blocks.capacity = func->blocks.count;
}

const IrFunc *wasm_reduce(WasmModule *m, const IrFunc *func, const IrFlow *flow) {
    if (is_reducible(flow)) return func;
    Reducer r = {.arena = m->arena, .func = ARENA_NEW(m->arena, IrFunc)};
    copy_func(m->arena, r.func, func);
    r.block_count = func->blocks.count;
    r.region = ARENA_NEW_ARRAY(m->arena, u32, r.block_count);
    r.number = ARENA_NEW_ARRAY(m->arena, u32, r.block_count);
    r.low = ARENA_NEW_ARRAY(m->arena, u32, r.block_count);
    r.is_open = ARENA_NEW_ARRAY(m->arena, bool, r.block_count);
    Blocks all = {0};
    for (u32 k = 0; k < flow->count; k++) *VEC_PUSH(m->arena, &all) = flow->order[k];
    *VEC_PUSH(m->arena, &r.waiting) = all;
    while (r.waiting.count > 0) {
        Blocks blocks = r.waiting.items[--r.waiting.count];
        take_region(&r, &blocks);
    }
    return r.func;
}
