#include "compiler/lower/ssa.h"

#include "base/check.h"
#include "compiler/ir/flow.h"
#include <string.h>

static SsaBlock *block_at(Ssa *ssa, IrBlock block) {
    while (ssa->blocks.count <= block) *VEC_PUSH(ssa->scratch, &ssa->blocks) = (SsaBlock){0};
    return &ssa->blocks.items[block];
}

static IrInst *inst_at(const Ssa *ssa, IrValue value) {
    return &ssa->b->func->insts.items[value];
}

void ssa_init(Ssa *ssa, IrBuilder *b, Arena *scratch) {
    *ssa = (Ssa){.b = b, .scratch = scratch};
    int_map_init(&ssa->written, scratch);
    block_at(ssa, IR_ENTRY)->is_sealed = true;
}

SsaVar ssa_var_new(Ssa *ssa, IrType type) {
    *VEC_PUSH(ssa->scratch, &ssa->var_types) = (u8)type;
    return ssa->var_types.count - 1;
}

static u64 key_of(IrBlock block, SsaVar var) {
    return (u64)block << 32 | var;
}

static void write_at(Ssa *ssa, IrBlock block, SsaVar var, IrValue value) {
    *int_map_at(&ssa->written, key_of(block, var), value) = value;
}

void ssa_write(Ssa *ssa, SsaVar var, IrValue value) {
    CHECK(ssa->b->block != IR_NONE && inst_at(ssa, value)->type == ssa->var_types.items[var]);
    write_at(ssa, ssa->b->block, var, value);
}

// ---- reading

// Adds an argument to an edge. Room is made whenever the count reaches a power of two.
static void edge_push(Ssa *ssa, SsaPred pred, IrValue value) {
    IrEdge *edge = &inst_at(ssa, pred.terminator)->edges[pred.edge];
    u32 count = edge->arg_count;
    if ((count & (count - 1)) == 0) {
        IrValue *args = ARENA_NEW_ARRAY(ssa->b->module->arena, IrValue, count == 0 ? 1 : count * 2);
        if (count > 0) memcpy(args, edge->args, count * sizeof *args);
        edge->args = args;
    }
    edge->args[edge->arg_count++] = value;
}

static IrValue read_at(Ssa *ssa, IrBlock block, SsaVar var);

static void fill_param(Ssa *ssa, IrBlock block, SsaVar var) {
    for (u32 i = 0; i < ssa->blocks.items[block].preds.count; i++) {
        SsaPred pred = ssa->blocks.items[block].preds.items[i];
        edge_push(ssa, pred, read_at(ssa, inst_at(ssa, pred.terminator)->block, var));
    }
}

// The value of a variable that no path writes: nothing reads it when the program runs.
static IrValue read_unwritten(Ssa *ssa, SsaVar var) {
    IrBuilder *b = ssa->b;
    IrInst inst = {
        .op = IR_UNDEF, .type = ssa->var_types.items[var], .position = IR_NONE, .block = IR_ENTRY};
    if (inst.type == IR_VALUE) {
        inst.op = IR_CONST_VALUE;
        inst.imm = VALUE_UNDEFINED;
    }
    *VEC_PUSH(b->module->arena, &b->func->insts) = inst;
    IrValue value = b->func->insts.count - 1;
    IrBlockData *entry = &b->func->blocks.items[IR_ENTRY];
    VEC_RESERVE(b->module->arena, &entry->insts, 1);
    u32 place = b->func->param_count;  // behind the PARAM instructions
    memmove(&entry->insts.items[place + 1], &entry->insts.items[place],
            (entry->insts.count - place) * sizeof(IrValue));
    entry->insts.items[place] = value;
    entry->insts.count++;
    return value;
}

enum { CHAIN_STEP = 8 };

// Tells every few blocks on the way from `start` to `end`, which have one predecessor each, so that
// the next reader behind them need not walk the whole way again.
static void note_chain(Ssa *ssa, IrBlock start, IrBlock end, SsaVar var, IrValue value) {
    IrBlock block = start;
    for (u32 length = 0; block != end; length++) {
        if (length % CHAIN_STEP == 0) write_at(ssa, block, var, value);
        block = inst_at(ssa, ssa->blocks.items[block].preds.items[0].terminator)->block;
    }
}

static IrValue read_at(Ssa *ssa, IrBlock start, SsaVar var) {
    IrBlock block = start;
    u32 found;
    while (!int_map_get(&ssa->written, key_of(block, var), &found)) {
        SsaBlock *at = block_at(ssa, block);
        if (at->is_sealed && at->preds.count == 1) {
            block = inst_at(ssa, at->preds.items[0].terminator)->block;
            continue;
        }
        if (at->is_sealed && at->preds.count == 0) {
            // Not always the entry: nothing may lead to a block behind a certain error.
            found = read_unwritten(ssa, var);
            write_at(ssa, block, var, found);
            break;
        }
        bool is_sealed = at->is_sealed;
        found = ir_block_param(ssa->b, block, (IrType)ssa->var_types.items[var]);
        write_at(ssa, block, var, found);
        if (is_sealed) {
            fill_param(ssa, block, var);
        } else {
            *VEC_PUSH(ssa->scratch, &at->waiting) = (SsaWaiting){var, found};
        }
        break;
    }
    note_chain(ssa, start, block, var, found);
    return found;
}

IrValue ssa_read(Ssa *ssa, SsaVar var) {
    CHECK(ssa->b->block != IR_NONE);
    return read_at(ssa, ssa->b->block, var);
}

// ---- blocks and terminators

IrBlock ssa_block_new(Ssa *ssa) {
    IrBlock block = ir_block_new(ssa->b);
    block_at(ssa, block);
    return block;
}

IrValue ssa_block_param(Ssa *ssa, IrBlock block, IrType type) {
    SsaBlock *at = block_at(ssa, block);
    CHECK(at->fixed_count == 0 && at->preds.count == 0);
    at->fixed_count = 1;
    return ir_block_param(ssa->b, block, type);
}

void ssa_seal(Ssa *ssa, IrBlock block) {
    SsaBlock *at = block_at(ssa, block);
    CHECK(!at->is_sealed);
    at->is_sealed = true;
    // Filling one parameter may add blocks' parameters elsewhere, never to this block's list.
    for (u32 i = 0; i < ssa->blocks.items[block].waiting.count; i++) {
        fill_param(ssa, block, ssa->blocks.items[block].waiting.items[i].var);
    }
}

void ssa_begin(Ssa *ssa, IrBlock block) {
    ir_block_begin(ssa->b, block);
}

void ssa_begin_sealed(Ssa *ssa, IrBlock block) {
    ssa_seal(ssa, block);
    ir_block_begin(ssa->b, block);
}

bool ssa_is_reached(const Ssa *ssa, IrBlock block) {
    return block < ssa->blocks.count && ssa->blocks.items[block].preds.count > 0;
}

// Notes the edges of the terminator that ended `from`, with the index of the first instruction
// behind it.
static void note_edges(Ssa *ssa, IrBlock from) {
    const IrBlockData *data = &ssa->b->func->blocks.items[from];
    IrValue terminator = data->insts.items[data->insts.count - 1];
    for (u32 i = 0; i < inst_at(ssa, terminator)->edge_count; i++) {
        SsaBlock *target = block_at(ssa, inst_at(ssa, terminator)->edges[i].target);
        CHECK(!target->is_sealed);
        *VEC_PUSH(ssa->scratch, &target->preds) = (SsaPred){terminator, i};
    }
}

void ssa_jump(Ssa *ssa, IrBlock target) {
    IrBlock from = ssa->b->block;
    ir_jump(ssa->b, target, NULL, 0);
    note_edges(ssa, from);
}

void ssa_jump_with(Ssa *ssa, IrBlock target, IrValue arg) {
    IrBlock from = ssa->b->block;
    ir_jump(ssa->b, target, &arg, 1);
    note_edges(ssa, from);
}

void ssa_brif(Ssa *ssa, IrValue condition, IrBlock if_true, IrBlock if_false, u32 hint) {
    IrBlock from = ssa->b->block;
    ir_brif(ssa->b, condition, if_true, if_false, hint);
    note_edges(ssa, from);
}

void ssa_switch(Ssa *ssa, IrValue index, const IrBlock *targets, u32 count) {
    IrBlock from = ssa->b->block;
    IrEdge *edges = ARENA_NEW_ARRAY(ssa->scratch, IrEdge, count);
    for (u32 i = 0; i < count; i++) edges[i].target = targets[i];
    ir_terminate(ssa->b, IR_SWITCH, &index, 1, edges, count, 0);
    note_edges(ssa, from);
}

void ssa_brerr(Ssa *ssa, IrValue fallible, IrBlock handler, IrValue arg) {
    IrBlock from = ssa->b->block;
    ir_brerr(ssa->b, fallible, handler, &arg, arg == IR_NONE ? 0 : 1);
    note_edges(ssa, from);
    ssa_seal(ssa, ssa->b->block);
}

// ---- finishing

typedef struct {
    Ssa *ssa;
    IrValue *same;  // of each value: what stands for it, itself if nothing else
    bool *is_live;  // parameters that something uses
    VEC(IrValue) work;
} Finish;

static IrValue resolve(Finish *f, IrValue value) {
    while (f->same[value] != value) {
        f->same[value] = f->same[f->same[value]];
        value = f->same[value];
    }
    return value;
}

// The one value that reaches the parameter besides itself, or IR_NONE when there are several.
static IrValue only_value(Finish *f, IrBlock block, u32 index, IrValue param) {
    const SsaBlock *at = &f->ssa->blocks.items[block];
    IrValue only = IR_NONE;
    for (u32 i = 0; i < at->preds.count; i++) {
        const IrEdge *edge =
            &inst_at(f->ssa, at->preds.items[i].terminator)->edges[at->preds.items[i].edge];
        IrValue value = resolve(f, edge->args[index]);
        if (value == param || value == only) continue;
        if (only != IR_NONE) return IR_NONE;
        only = value;
    }
    return only;
}

static void merge_params(Finish *f) {
    IrFunc *func = f->ssa->b->func;
    bool has_changed = true;
    while (has_changed) {
        has_changed = false;
        for (IrBlock block = 0; block < func->blocks.count; block++) {
            IrBlockData *data = &func->blocks.items[block];
            for (u32 i = f->ssa->blocks.items[block].fixed_count; i < data->params.count; i++) {
                IrValue param = data->params.items[i];
                if (f->same[param] != param) continue;
                IrValue only = only_value(f, block, i, param);
                if (only == IR_NONE) continue;
                f->same[param] = only;
                has_changed = true;
            }
        }
    }
}

static void mark(Finish *f, IrValue value) {
    value = resolve(f, value);
    if (inst_at(f->ssa, value)->op != IR_BLOCK_PARAM || f->is_live[value]) return;
    f->is_live[value] = true;
    *VEC_PUSH(f->ssa->scratch, &f->work) = value;
}

static void mark_live_params(Finish *f, const IrFlow *flow) {
    IrFunc *func = f->ssa->b->func;
    for (u32 k = 0; k < flow->count; k++) {
        const IrBlockData *data = &func->blocks.items[flow->order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = inst_at(f->ssa, data->insts.items[i]);
            for (u32 a = 0; a < inst->arg_count; a++) mark(f, inst->args[a]);
        }
        if (f->ssa->blocks.items[flow->order[k]].fixed_count > 0) mark(f, data->params.items[0]);
    }
    while (f->work.count > 0) {
        const IrInst *param = inst_at(f->ssa, f->work.items[--f->work.count]);
        const SsaBlock *at = &f->ssa->blocks.items[param->block];
        for (u32 i = 0; i < at->preds.count; i++) {
            IrInst *terminator = inst_at(f->ssa, at->preds.items[i].terminator);
            mark(f, terminator->edges[at->preds.items[i].edge].args[param->imm]);
        }
    }
}

static bool is_kept(const Finish *f, IrValue param) {
    return f->same[param] == param && f->is_live[param];
}

static void rewrite_edge(Finish *f, IrEdge *edge) {
    const IrBlockData *target = &f->ssa->b->func->blocks.items[edge->target];
    CHECK(edge->arg_count == target->params.count);
    u32 count = 0;
    for (u32 i = 0; i < edge->arg_count; i++) {
        if (is_kept(f, target->params.items[i])) edge->args[count++] = resolve(f, edge->args[i]);
    }
    edge->arg_count = count;
}

static void drop_params(Finish *f) {
    IrFunc *func = f->ssa->b->func;
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        const IrBlockData *data = &func->blocks.items[block];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrInst *inst = inst_at(f->ssa, data->insts.items[i]);
            for (u32 a = 0; a < inst->arg_count; a++) inst->args[a] = resolve(f, inst->args[a]);
            for (u32 e = 0; e < inst->edge_count; e++) rewrite_edge(f, &inst->edges[e]);
        }
    }
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        IrBlockData *data = &func->blocks.items[block];
        u32 count = 0;
        for (u32 i = 0; i < data->params.count; i++) {
            IrValue param = data->params.items[i];
            if (!is_kept(f, param)) {
                inst_at(f->ssa, param)->block = IR_NONE;
                continue;
            }
            inst_at(f->ssa, param)->imm = count;
            data->params.items[count++] = param;
        }
        data->params.count = count;
    }
}

static bool is_reachable(const IrFlow *flow, IrBlock block) {
    return flow->index[block] != IR_NONE;
}

// Blocks that cannot be reached end up without instructions and leave no predecessors behind.
static void drop_unreachable(Ssa *ssa, const IrFlow *flow) {
    IrFunc *func = ssa->b->func;
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        SsaBlock *at = block_at(ssa, block);
        u32 count = 0;
        for (u32 i = 0; i < at->preds.count; i++) {
            if (is_reachable(flow, inst_at(ssa, at->preds.items[i].terminator)->block)) {
                at->preds.items[count++] = at->preds.items[i];
            }
        }
        at->preds.count = count;
    }
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        if (is_reachable(flow, block)) continue;
        IrBlockData *data = &func->blocks.items[block];
        for (u32 i = 0; i < data->insts.count; i++)
            inst_at(ssa, data->insts.items[i])->block = IR_NONE;
        for (u32 i = 0; i < data->params.count; i++)
            inst_at(ssa, data->params.items[i])->block = IR_NONE;
        data->insts.count = 0;
        data->params.count = 0;
    }
}

void ssa_finish(Ssa *ssa) {
    IrFunc *func = ssa->b->func;
    IrFlow flow = ir_flow_order(ssa->scratch, func);
    drop_unreachable(ssa, &flow);
    Finish f = {.ssa = ssa};
    f.same = ARENA_NEW_ARRAY(ssa->scratch, IrValue, func->insts.count);
    f.is_live = ARENA_NEW_ARRAY(ssa->scratch, bool, func->insts.count);
    for (u32 i = 0; i < func->insts.count; i++) f.same[i] = i;
    merge_params(&f);
    mark_live_params(&f, &flow);
    drop_params(&f);
}
