#include "compiler/wasm/loop.h"

#include "base/check.h"

#include <string.h>

enum {
    CALL_DEPTH_MAX = 1,  // loops around the calls of a function
    INSTS_MAX = 3000,    // of a function: its locals are not shared
    INS_MAX = 40,
    OUTS_MAX = 24,
    EXITS_MAX = 60,
    TURNS_NESTED = 8,  // of a loop with loops inside
    TURNS_SIMPLE = 1024,
    AGAIN = -1,
};

// ---- who is called how deep in loops

// By order indices: no other edges lead back, for the graphs are reducible.
static bool is_back_edge(u32 from, u32 to) {
    return to <= from;
}

// The last block with an edge back to the header, or 0: by order index.
static u32 last_back_edge(const IrFlow *flow, u32 header) {
    u32 last = 0;
    for (u32 i = flow->pred_first[header]; i < flow->pred_first[header + 1]; i++) {
        u32 from = flow->index[flow->preds[i]];
        if (is_back_edge(from, header) && from >= last) last = from + 1;
    }
    return last;
}

typedef struct {
    u32 caller, callee;
    bool is_in_loop;
} CallSite;

typedef VEC(CallSite) CallSites;

static void find_calls(WasmModule *m, u32 caller, CallSites *sites) {
    const IrFunc *func = m->module->funcs.items[caller];
    IrFlow flow = ir_flow_order(m->arena, func);
    u32 loop_end = 0;
    for (u32 k = 0; k < flow.count; k++) {
        u32 end = last_back_edge(&flow, k);
        if (end > loop_end) loop_end = end;
        const IrBlockData *data = &func->blocks.items[flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = &func->insts.items[data->insts.items[i]];
            if (inst->op != IR_CALL) continue;
            *VEC_PUSH(m->arena, sites) = (CallSite){caller, (u32)inst->imm, k < loop_end};
        }
    }
}

void wasm_find_callers(WasmModule *m) {
    u32 count = m->module->funcs.count;
    m->call_depth = ARENA_NEW_ARRAY(m->arena, u8, count + 1);
    CallSites sites = {0};
    for (u32 i = 0; i < count; i++) {
        find_calls(m, i, &sites);
        if (m->module->funcs.items[i]->is_generic) m->call_depth[i] = CALL_DEPTH_MAX + 1;
    }
    // Each round carries the depths one call further; they stop growing soon.
    for (u32 round = 0, changes = 1; changes > 0 && round < 64; round++) {
        changes = 0;
        for (u32 i = 0; i < sites.count; i++) {
            CallSite site = sites.items[i];
            u32 depth = m->call_depth[site.caller] + site.is_in_loop;
            if (depth > CALL_DEPTH_MAX + 1) depth = CALL_DEPTH_MAX + 1;
            if (m->call_depth[site.callee] >= depth) continue;
            m->call_depth[site.callee] = (u8)depth;
            changes++;
        }
    }
}

// ---- one loop

typedef struct {
    WasmModule *m;
    const IrFunc *func;
    const IrFlow *flow;
    bool *is_inside;  // by block
    bool *is_known;   // by value: in `ins` or `outs`
    bool is_nested;
    WasmLoop loop;
} Finder;

// All blocks from which the header is reached without leaving it.
static void find_blocks(Finder *s, u32 header) {
    const IrFlow *flow = s->flow;
    VEC(u32) work = {0};
    s->is_inside[flow->order[header]] = true;
    for (u32 at = header;;) {
        for (u32 i = flow->pred_first[at]; i < flow->pred_first[at + 1]; i++) {
            IrBlock from = flow->preds[i];
            u32 order = flow->index[from];
            if (at == header && !is_back_edge(order, header)) continue;
            if (s->is_inside[from]) continue;
            s->is_inside[from] = true;
            *VEC_PUSH(s->m->arena, &work) = order;
        }
        if (work.count == 0) break;
        at = work.items[--work.count];
    }
    for (u32 k = header + 1; k < flow->count; k++) {
        if (s->is_inside[flow->order[k]] && last_back_edge(flow, k) > 0) s->is_nested = true;
    }
}

static const IrInst *inst_of(const Finder *s, IrValue value) {
    return &s->func->insts.items[value];
}

static bool is_made_inside(const Finder *s, IrValue value) {
    return s->is_inside[inst_of(s, value)->block];
}

static void add_in(Finder *s, IrValue value) {
    if (s->is_known[value] || is_made_inside(s, value)) return;
    if (wasm_is_constant(inst_of(s, value))) return;
    s->is_known[value] = true;
    *VEC_PUSH(s->m->arena, &s->loop.ins) = value;
}

static void add_out(Finder *s, IrValue value) {
    if (s->is_known[value] || !is_made_inside(s, value)) return;
    if (wasm_is_constant(inst_of(s, value))) return;
    s->is_known[value] = true;
    *VEC_PUSH(s->m->arena, &s->loop.outs) = value;
}

typedef void AddValue(Finder *s, IrValue value);

static void add_args(Finder *s, const IrValue *args, u32 count, AddValue *add) {
    for (u32 i = 0; i < count; i++) add(s, args[i]);
}

static u32 exit_number(Finder *s, const IrEdge *edge) {
    for (u32 i = 0; i < s->loop.exits.count; i++) {
        const IrEdge *other = &s->loop.exits.items[i];
        bool is_same = other->target == edge->target && other->arg_count == edge->arg_count;
        for (u32 k = 0; is_same && k < edge->arg_count; k++)
            is_same = other->args[k] == edge->args[k];
        if (is_same) return i;
    }
    *VEC_PUSH(s->m->arena, &s->loop.exits) = *edge;
    return s->loop.exits.count - 1;
}

static void find_values(Finder *s) {
    const IrFunc *func = s->func;
    for (u32 k = 0; k < s->flow->count; k++) {
        IrBlock block = s->flow->order[k];
        const IrBlockData *data = &func->blocks.items[block];
        bool is_inside = s->is_inside[block];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = inst_of(s, data->insts.items[i]);
            AddValue *add = is_inside ? add_in : add_out;
            // What brerr names is not used by it.
            if (inst->op != IR_BRERR) add_args(s, inst->args, inst->arg_count, add);
            for (u32 e = 0; e < inst->edge_count; e++) {
                const IrEdge *edge = &inst->edges[e];
                add_args(s, edge->args, edge->arg_count, add);
                if (!is_inside || s->is_inside[edge->target]) continue;
                add_args(s, edge->args, edge->arg_count, add_out);
                exit_number(s, edge);
            }
        }
    }
    // The header's parameters come back for the next call.
    const IrBlockData *header = &func->blocks.items[s->loop.header];
    add_args(s, header->params.items, header->params.count, add_out);
}

static bool can_take(const Finder *s) {
    const WasmLoop *loop = &s->loop;
    if (loop->ins.count > INS_MAX || loop->outs.count > OUTS_MAX) return false;
    if (loop->exits.count == 0 || loop->exits.count > EXITS_MAX) return false;
    // A place in the loop function's frame is gone when it returns.
    for (u32 i = 0; i < loop->outs.count; i++) {
        if (inst_of(s, loop->outs.items[i])->type == IR_PTR) return false;
    }
    return true;
}

// ---- the two functions

static void copy_func(Arena *arena, IrFunc *copy, const IrFunc *func, u32 more_insts,
                      u32 more_blocks) {
    *copy = *func;
    u32 inst_count = func->insts.count, block_count = func->blocks.count;
    copy->insts.items = ARENA_NEW_ARRAY(arena, IrInst, inst_count + more_insts);
    copy->insts.capacity = inst_count + more_insts;
    memcpy(copy->insts.items, func->insts.items, inst_count * sizeof(IrInst));
    copy->blocks.items = ARENA_NEW_ARRAY(arena, IrBlockData, block_count + more_blocks);
    copy->blocks.capacity = block_count + more_blocks;
    memcpy(copy->blocks.items, func->blocks.items, block_count * sizeof(IrBlockData));
}

static IrValue add_inst(Arena *arena, IrFunc *func, IrBlock block, IrInst inst) {
    inst.block = block;
    inst.position = IR_NONE;
    *VEC_PUSH(arena, &func->insts) = inst;
    *VEC_PUSH(arena, &func->blocks.items[block].insts) = func->insts.count - 1;
    return func->insts.count - 1;
}

static void empty_block(IrFunc *func, IrBlock block) {
    func->blocks.items[block].insts.items = NULL;
    func->blocks.items[block].insts.count = func->blocks.items[block].insts.capacity = 0;
}

static void make_body(Finder *s) {
    Arena *arena = s->m->arena;
    IrFunc *body = &s->loop.body;
    u32 exit_count = s->loop.exits.count, first_exit = s->func->blocks.count;
    copy_func(arena, body, s->func, exit_count + 1, exit_count);
    for (u32 i = 0; i < exit_count; i++) {
        *VEC_PUSH(arena, &body->blocks) = (IrBlockData){.is_cold = true};
        add_inst(arena, body, first_exit + i, (IrInst){.op = IR_UNREACHABLE, .imm = i + 1});
    }
    for (IrBlock block = 0; block < first_exit; block++) {
        if (!s->is_inside[block]) continue;
        const IrBlockData *data = &body->blocks.items[block];
        IrInst *last = &body->insts.items[data->insts.items[data->insts.count - 1]];
        const IrEdge *old = last->edges;
        last->edges = ARENA_NEW_ARRAY(arena, IrEdge, last->edge_count + 1);
        for (u32 e = 0; e < last->edge_count; e++) {
            last->edges[e] = old[e];
            if (!s->is_inside[old[e].target])
                last->edges[e] = (IrEdge){.target = first_exit + exit_number(s, &old[e])};
        }
    }
    // The entry hands the header its own parameters: they are the function's.
    const IrBlockData *header = &body->blocks.items[s->loop.header];
    IrEdge *edge = ARENA_NEW_ARRAY(arena, IrEdge, 1);
    *edge = (IrEdge){s->loop.header, header->params.count, header->params.items};
    empty_block(body, IR_ENTRY);
    add_inst(arena, body, IR_ENTRY, (IrInst){.op = IR_JUMP, .edges = edge, .edge_count = 1});
}

static void make_call(Finder *s, IrFunc *caller) {
    Arena *arena = s->m->arena;
    const WasmLoop *loop = &s->loop;
    const IrBlockData *header = &caller->blocks.items[loop->header];
    VEC(IrValue) args = {0};
    for (u32 i = 0; i < loop->ins.count; i++) *VEC_PUSH(arena, &args) = loop->ins.items[i];
    for (u32 i = 0; i < header->params.count; i++)
        *VEC_PUSH(arena, &args) = header->params.items[i];
    empty_block(caller, loop->header);
    IrInst call = {.op = IR_CALL,
                   .type = IR_I64,
                   .arg_count = args.count,
                   .args = args.items,
                   .imm = s->m->module->funcs.count + loop->number};
    IrValue *code = ARENA_NEW_ARRAY(arena, IrValue, 1);
    *code = add_inst(arena, caller, loop->header, call);
    IrInst leave = {.op = IR_SWITCH,
                    .arg_count = 1,
                    .args = code,
                    .edges = loop->exits.items,
                    .edge_count = loop->exits.count};
    add_inst(arena, caller, loop->header, leave);
}

const IrFunc *wasm_split_loops(WasmModule *m, u32 func_index, const IrFlow *flow) {
    const IrFunc *func = m->module->funcs.items[func_index];
    if (m->call_depth[func_index] > CALL_DEPTH_MAX || func->insts.count > INSTS_MAX) return func;
    IrFunc *caller = NULL;
    u32 inner_end = 0;  // up to here blocks are of a loop that was looked at
    for (u32 k = 1; k < flow->count; k++) {
        u32 end = last_back_edge(flow, k);
        if (k < inner_end || end == 0) continue;
        inner_end = end;
        Finder s = {.m = m, .func = func, .flow = flow};
        s.is_inside = ARENA_NEW_ARRAY(m->arena, bool, func->blocks.count + 1);
        s.is_known = ARENA_NEW_ARRAY(m->arena, bool, func->insts.count + 1);
        s.loop.header = flow->order[k];
        find_blocks(&s, k);
        if (!s.is_nested && m->call_depth[func_index] > 0) continue;
        s.loop.turns = s.is_nested ? TURNS_NESTED : TURNS_SIMPLE;
        find_values(&s);
        if (!can_take(&s)) continue;
        s.loop.number = m->loops.count;
        make_body(&s);
        if (!caller) {
            caller = ARENA_NEW_ARRAY(m->arena, IrFunc, 1);
            copy_func(m->arena, caller, func, 0, 0);
        }
        make_call(&s, caller);
        WasmLoop *kept = ARENA_NEW_ARRAY(m->arena, WasmLoop, 1);
        *kept = s.loop;
        *VEC_PUSH(m->arena, &m->loops) = kept;
    }
    return caller ? caller : func;
}

// ---- instructions

u32 wasm_type_of_loop(WasmModule *m, const WasmLoop *loop) {
    const IrInst *insts = loop->body.insts.items;
    const IrBlockData *header = &loop->body.blocks.items[loop->header];
    Bytes params, results;
    bytes_init(&params, m->arena);
    bytes_init(&results, m->arena);
    for (u32 i = 0; i < loop->ins.count; i++)
        bytes_push(&params, wasm_value_type(insts[loop->ins.items[i]].type));
    for (u32 i = 0; i < header->params.count; i++)
        bytes_push(&params, wasm_value_type(insts[header->params.items[i]].type));
    for (u32 i = 0; i < loop->outs.count; i++)
        bytes_push(&results, wasm_value_type(insts[loop->outs.items[i]].type));
    bytes_push(&results, W_TYPE_I64);
    return wasm_type(m, params.data, (u32)params.len, results.data, (u32)results.len);
}

void wasm_op_loop_call(WasmFunc *f, IrValue value) {
    const IrInst *inst = wasm_inst(f, value);
    u32 number = (u32)inst->imm - f->m->module->funcs.count;
    const WasmLoop *loop = f->m->loops.items[number];
    op(f, W_LOOP);
    bytes_push(f->out, W_EMPTY);
    for (u32 i = 0; i < inst->arg_count; i++) wasm_push(f, inst->args[i]);
    op_u32(f, W_CALL, wasm_loop_index(f->m, number));
    set(f, f->local[value]);
    for (u32 i = loop->outs.count; i-- > 0;) set(f, f->local[loop->outs.items[i]]);
    get(f, f->local[value]);
    const_i64(f, AGAIN);
    op(f, W_I64_EQ);
    op_u32(f, W_BR_IF, 0);
    end(f);
}

void wasm_loop_exit(WasmFunc *f, i64 exit) {
    for (u32 i = 0; i < f->loop->outs.count; i++) get(f, f->local[f->loop->outs.items[i]]);
    const_i64(f, exit);
    wasm_restore_frame(f);
    op(f, W_RETURN);
}

void wasm_loop_turn(WasmFunc *f) {
    get(f, f->turns);
    const_i32(f, 1);
    op(f, W_I32_SUB);
    tee(f, f->turns);
    op(f, W_I32_EQZ);
    begin_rare(f);
    wasm_loop_exit(f, AGAIN);
    end(f);
}
