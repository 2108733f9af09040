#include "compiler/pass/generator.h"

#include "base/check.h"
#include "compiler/ir/flow.h"
#include "compiler/ir/frame.h"

#include <string.h>

typedef VEC(IrValue) ValueList;

// One yield: the block that ends with it, and the blocks made for going on behind it.
typedef struct {
    IrBlock from;
    IrValue result;
    ValueList live;    // what lives across it; constants stand at the end
    u32 kept_count;    // of `live`: those that need a place in the frame
    IrBlock resume;    // takes the frame apart
    IrBlock ok, fail;  // lead to where the yield led
    IrValue *taken;    // by place in `live`: its new value in `resume`
} Yield;

typedef struct {
    IrModule *module;
    IrFunc *func;
    IrBuilder b;
    Arena *scratch;
    ValueList *live_in;  // by block, as lowered
    u32 block_count;     // as lowered
    VEC(Yield) yields;
    IrBlock start;            // what was the entry
    IrValue generator, args;  // parameters
    u32 word_count;           // of the largest frame
    bool marks_yields;        // an asynchronous generator tells what it yields from what it awaits
} Split;

static IrInst *inst_at(const Split *s, IrValue value) {
    return &s->func->insts.items[value];
}

// ---- making instructions

static IrBlock new_block(Split *s, bool is_cold) {
    IrBlock block = ir_block_new(&s->b);
    s->func->blocks.items[block].is_cold = is_cold;
    return block;
}

static IrBuilder *in_block(Split *s, IrBlock block) {
    ir_block_begin(&s->b, block);
    return &s->b;
}

static void set_slot(Split *s, u32 slot, u64 word) {
    IrValue bits = IR_EMIT(&s->b, IR_F64_BITS, 0, ir_const_inst(&s->b, IR_CONST_I64, IR_I64, word));
    IR_EMIT(&s->b, IR_FIELD_SET, slot, s->generator, bits);
}

// ---- what lives where, as lowered

static void mark_live(const IrFlow *flow, Split *s, IrBlock *stack, u32 *mark, IrValue value,
                      IrBlock block) {
    IrBlock home = inst_at(s, value)->block;
    u32 depth = 0;
    stack[depth++] = block;
    while (depth > 0) {
        IrBlock at = stack[--depth];
        if (at == home || mark[at] == value + 1) continue;
        mark[at] = value + 1;
        *VEC_PUSH(s->scratch, &s->live_in[at]) = value;
        u32 index = flow->index[at];
        for (u32 k = flow->pred_first[index]; k < flow->pred_first[index + 1]; k++)
            stack[depth++] = flow->preds[k];
    }
}

typedef struct {
    IrValue value;
    IrBlock block;
} Use;
typedef VEC(Use) Uses;

static void note_use(Split *s, Uses *uses, IrValue value, IrBlock block) {
    if (inst_at(s, value)->block != block) *VEC_PUSH(s->scratch, uses) = (Use){value, block};
}

// Uses of one value together: a mark for each block is then enough.
static Use *sorted_uses(const Split *s, const Uses *uses) {
    u32 *end = ARENA_NEW_ARRAY(s->scratch, u32, s->func->insts.count + 1);
    Use *sorted = ARENA_NEW_ARRAY(s->scratch, Use, uses->count + 1);
    for (u32 i = 0; i < uses->count; i++) end[uses->items[i].value]++;
    for (u32 i = 0, sum = 0; i < s->func->insts.count; i++) {
        u32 count = end[i];
        end[i] = sum;
        sum += count;
    }
    for (u32 i = 0; i < uses->count; i++) sorted[end[uses->items[i].value]++] = uses->items[i];
    return sorted;
}

static void find_liveness(Split *s, const IrFlow *flow) {
    Uses uses = {0};
    u32 edge_count = 0;
    for (u32 k = 0; k < flow->count; k++) {
        IrBlock block = flow->order[k];
        const IrBlockData *data = &s->func->blocks.items[block];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = inst_at(s, data->insts.items[i]);
            for (u32 a = 0; a < inst->arg_count; a++) note_use(s, &uses, inst->args[a], block);
            edge_count += inst->edge_count;
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++)
                    note_use(s, &uses, inst->edges[e].args[a], block);
            }
        }
    }
    s->live_in = ARENA_NEW_ARRAY(s->scratch, ValueList, s->block_count);
    IrBlock *stack = ARENA_NEW_ARRAY(s->scratch, IrBlock, edge_count + 2);
    u32 *mark = ARENA_NEW_ARRAY(s->scratch, u32, s->block_count);
    const Use *sorted = sorted_uses(s, &uses);
    for (u32 i = 0; i < uses.count; i++)
        mark_live(flow, s, stack, mark, sorted[i].value, sorted[i].block);
}

static bool is_constant(const IrInst *inst) {
    return inst->arg_count == 0 && inst->op != IR_PARAM && inst->op != IR_BLOCK_PARAM &&
           !(ir_ops[inst->op].flags & ~(u32)(IR_PEEK | IR_HIGH));
}

static void add_live(Split *s, ValueList *list, IrValue value, IrValue result, u32 *mark,
                     u32 stamp) {
    if (value == result || mark[value] == stamp) return;
    mark[value] = stamp;
    *VEC_PUSH(s->scratch, list) = value;
}

static void find_live_across(Split *s, Yield *yield, u32 *mark, u32 stamp) {
    const IrInst *last = ir_terminator(s->func, yield->from);
    ValueList all = {0};
    for (u32 e = 0; e < last->edge_count; e++) {
        const ValueList *live = &s->live_in[last->edges[e].target];
        for (u32 i = 0; i < live->count; i++)
            add_live(s, &all, live->items[i], last->args[0], mark, stamp);
        for (u32 i = 0; i < last->edges[e].arg_count; i++)
            add_live(s, &all, last->edges[e].args[i], last->args[0], mark, stamp);
    }
    for (u32 pass = 0; pass < 2; pass++) {
        for (u32 i = 0; i < all.count; i++) {
            if (is_constant(inst_at(s, all.items[i])) == (pass == 1))
                *VEC_PUSH(s->scratch, &yield->live) = all.items[i];
        }
        if (pass == 0) yield->kept_count = yield->live.count;
    }
    yield->taken = ARENA_NEW_ARRAY(s->scratch, IrValue, yield->live.count + 1);
}

// ---- entry, yields, returns

static void move_entry(Split *s) {
    s->start = new_block(s, false);
    IrBlockData *entry = &s->func->blocks.items[IR_ENTRY],
                *start = &s->func->blocks.items[s->start];
    for (u32 i = 0; i < entry->insts.count; i++)
        inst_at(s, entry->insts.items[i])->block = s->start;
    start->insts.items = entry->insts.items;
    start->insts.count = entry->insts.count;
    start->insts.capacity = entry->insts.capacity;
    entry->insts.items = NULL;
    entry->insts.count = entry->insts.capacity = 0;
    for (u32 i = 0; i < s->yields.count; i++) {
        if (s->yields.items[i].from == IR_ENTRY) s->yields.items[i].from = s->start;
    }
}

static void make_entry(Split *s) {
    IrBuilder *b = in_block(s, IR_ENTRY);
    s->generator = ir_const_inst(b, IR_PARAM, IR_REF, 0);
    s->args = ir_const_inst(b, IR_PARAM, IR_PTR, 1);
    IrValue bits = ir_emit_typed(b, IR_FIELD_GET, IR_F64, &s->generator, 1, GENERATOR_SLOT_STATE);
    IrValue word = IR_EMIT(b, IR_I64_BITS, 0, bits);
    set_slot(s, GENERATOR_SLOT_STATE, GENERATOR_RUNNING);
    IrValue mask = ir_const_inst(b, IR_CONST_I64, IR_I64, UINT32_MAX);
    IrValue state = IR_EMIT(b, IR_I64_AND, 0, word, mask);
    u32 count = s->yields.count + 2;
    IrEdge *edges = ARENA_NEW_ARRAY(s->scratch, IrEdge, count);
    edges[0].target = s->start;
    for (u32 i = 0; i < s->yields.count; i++)
        edges[i + 1].target = s->yields.items[i].resume = new_block(s, false);
    IrBlock refuse = new_block(s, true), failed = new_block(s, true);
    edges[count - 1].target = refuse;
    ir_terminate(b, IR_SWITCH, &state, 1, edges, count, 0);

    in_block(s, refuse);
    IrValue args[] = {s->generator, state};
    IrValue answer = ir_call_rt(b, RT_GENERATOR_REFUSE, args, 2);
    ir_brerr(b, answer, failed, NULL, 0);
    ir_ret(b, answer);
    in_block(s, failed);
    ir_terminate(b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
}

// The parameters come out of the frame.
static void take_params(Split *s) {
    u32 *slots = ARENA_NEW_ARRAY(s->scratch, u32, s->func->param_count + 1);
    ir_frame_slots(s->func->param_types, s->func->param_count, slots);
    IrBlockData *start = &s->func->blocks.items[s->start];
    u32 count = start->insts.count;
    const IrValue *old = arena_copy(s->scratch, start->insts.items, count * sizeof *old);
    start->insts.count = 0;
    IrBuilder *b = in_block(s, s->start);
    for (u32 i = 0; i < count; i++) {
        IrInst inst = *inst_at(s, old[i]);
        if (inst.op != IR_PARAM) {
            *VEC_PUSH(s->module->arena, &s->func->blocks.items[s->start].insts) = old[i];
            continue;
        }
        // The parameter's own instruction becomes the last step of what takes it.
        IrValue last = ir_frame_take(b, s->generator, s->args, slots[inst.imm], (IrType)inst.type);
        *inst_at(s, old[i]) = *inst_at(s, last);
        inst_at(s, last)->block = IR_NONE;
        IrBlockData *now = &s->func->blocks.items[s->start];
        now->insts.items[now->insts.count - 1] = old[i];
    }
    if (s->word_count < s->func->param_count) s->word_count = s->func->param_count;
}

// Moves what lives across the yield into the frame, and out of it where the function goes on.
static void move_live(Split *s, Yield *yield, u32 number) {
    u32 count = yield->kept_count;
    IrType *types = ARENA_NEW_ARRAY(s->scratch, IrType, count + 1);
    u32 *slots = ARENA_NEW_ARRAY(s->scratch, u32, count + 1);
    for (u32 i = 0; i < count; i++) types[i] = (IrType)inst_at(s, yield->live.items[i])->type;
    u64 value_count = ir_frame_slots(types, count, slots);
    IrBuilder *b = in_block(s, yield->from);
    for (u32 i = 0; i < count; i++) ir_frame_put(b, s->generator, slots[i], yield->live.items[i]);
    set_slot(s, GENERATOR_SLOT_STATE, value_count << 32 | number);
    in_block(s, yield->resume);
    for (u32 i = 0; i < count; i++)
        yield->taken[i] = ir_frame_take(b, s->generator, s->args, slots[i], types[i]);
    if (s->word_count < count) s->word_count = count;
}

static void suspend(Split *s, Yield *yield, u32 number) {
    IrBlockData *from = &s->func->blocks.items[yield->from];
    IrValue result = yield->result = from->insts.items[from->insts.count - 2];
    IrInst last = *inst_at(s, from->insts.items[from->insts.count - 1]);
    IrInst given = *inst_at(s, result);
    from->insts.count -= 2;
    move_live(s, yield, number);
    IrBuilder *b = in_block(s, yield->from);
    if (s->marks_yields) set_slot(s, GENERATOR_SLOT_FLAGS, given.imm);
    ir_ret(b, given.args[0]);

    in_block(s, yield->resume);
    // The yield's own instruction takes what is sent.
    IrValue sent = IR_EMIT(b, IR_SLOT_TAKE, 0, s->args);
    *inst_at(s, result) = *inst_at(s, sent);
    inst_at(s, sent)->block = IR_NONE;
    *VEC_LAST(&s->func->blocks.items[yield->resume].insts) = result;
    IrValue undefined = ir_const_inst(b, IR_CONST_VALUE, IR_VALUE, VALUE_UNDEFINED);
    IrValue is_thrown = IR_EMIT(b, IR_VALUE_IS, 0, result, undefined);
    yield->ok = new_block(s, false);
    yield->fail = new_block(s, true);
    ir_brif(b, is_thrown, yield->fail, yield->ok, 2);
    in_block(s, yield->ok);
    ir_terminate(b, IR_JUMP, NULL, 0, &last.edges[0], 1, 0);
    in_block(s, yield->fail);
    ir_terminate(b, IR_JUMP, NULL, 0, &last.edges[1], 1, 0);
}

static void rewrite_return(Split *s, IrBlock block) {
    IrBlockData *data = &s->func->blocks.items[block];
    IrInst last = *inst_at(s, data->insts.items[data->insts.count - 1]);
    if (last.op != IR_RET && last.op != IR_RET_ERROR) return;
    data->insts.count--;
    IrBuilder *b = in_block(s, block);
    if (last.op == IR_RET_ERROR) {
        ir_call_rt(b, RT_GENERATOR_FAIL, &s->generator, 1);
        ir_terminate(b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
        return;
    }
    IR_EMIT(b, IR_FIELD_INIT, GENERATOR_SLOT_RESULT, s->generator, last.args[0]);
    set_slot(s, GENERATOR_SLOT_STATE, GENERATOR_ENDED);
    ir_ret(b, ir_const_inst(b, IR_CONST_VALUE, IR_VALUE, VALUE_UNDEFINED));
}

// ---- SSA again: a value that lives across a yield has two or more definitions now

typedef struct {
    Split *s;
    IrFlow flow;
    IrValue value;
    IrValue *out;     // by block: the value at its end, or IR_NONE
    IrValue *param;   // by block: the parameter made for it, or IR_NONE
    bool *is_needed;  // by block: it comes in alive
    VEC(IrBlock) needed;
} Repair;

static void need(Repair *r, IrBlock block) {
    if (r->is_needed[block]) return;
    r->is_needed[block] = true;
    *VEC_PUSH(r->s->scratch, &r->needed) = block;
}

// What comes in from the predecessors: one value, or IR_NONE when they differ.
static IrValue incoming(const Repair *r, IrBlock block, bool *differs) {
    IrValue found = IR_NONE;
    u32 index = r->flow.index[block];
    *differs = false;
    for (u32 k = r->flow.pred_first[index]; k < r->flow.pred_first[index + 1]; k++) {
        IrValue out = r->out[r->flow.preds[k]];
        if (out == IR_NONE) continue;
        if (found != IR_NONE && found != out) *differs = true;
        found = out;
    }
    return found;
}

static IrValue new_param(Repair *r, IrBlock block) {
    Split *s = r->s;
    return ir_block_param(&s->b, block, (IrType)inst_at(s, r->value)->type);
}

static void place_params(Repair *r) {
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (u32 k = 0; k < r->flow.count; k++) {
            IrBlock block = r->flow.order[k];
            if (!r->is_needed[block] || r->param[block] != IR_NONE) continue;
            bool differs;
            IrValue found = incoming(r, block, &differs);
            if (differs) found = r->param[block] = new_param(r, block);
            if (found == r->out[block]) continue;
            r->out[block] = found;
            is_changed = true;
        }
    }
}

static void append_arg(Split *s, IrEdge *edge, IrValue value) {
    IrValue *args = arena_alloc(s->module->arena, (edge->arg_count + 1) * sizeof *args);
    if (edge->arg_count > 0) memcpy(args, edge->args, edge->arg_count * sizeof *args);
    args[edge->arg_count++] = value;
    edge->args = args;
}

static void pass_params(Repair *r) {
    Split *s = r->s;
    for (u32 k = 0; k < r->flow.count; k++) {
        IrBlock block = r->flow.order[k];
        IrInst *last = (IrInst *)(uintptr_t)ir_terminator(s->func, block);
        for (u32 e = 0; e < last->edge_count; e++) {
            if (r->param[last->edges[e].target] == IR_NONE) continue;
            CHECK(r->out[block] != IR_NONE);
            append_arg(s, &last->edges[e], r->out[block]);
        }
    }
}

static void replace(IrValue *values, u32 count, IrValue old, IrValue new) {
    for (u32 i = 0; i < count; i++) {
        if (values[i] == old) values[i] = new;
    }
}

static void rewrite_uses(Repair *r, IrBlock block) {
    Split *s = r->s;
    const IrBlockData *data = &s->func->blocks.items[block];
    for (u32 i = 0; i < data->insts.count; i++) {
        IrInst *inst = inst_at(s, data->insts.items[i]);
        replace(inst->args, inst->arg_count, r->value, r->out[block]);
        for (u32 e = 0; e < inst->edge_count; e++)
            replace(inst->edges[e].args, inst->edges[e].arg_count, r->value, r->out[block]);
    }
}

static void repair_value(Repair *r) {
    Split *s = r->s;
    u32 block_count = s->func->blocks.count;
    r->needed.count = 0;
    for (u32 i = 0; i < block_count; i++) {
        r->out[i] = r->param[i] = IR_NONE;
        r->is_needed[i] = false;
    }
    for (IrBlock block = 0; block < s->block_count; block++) {
        const ValueList *live = &s->live_in[block];
        for (u32 i = 0; i < live->count; i++) {
            if (live->items[i] == r->value && r->flow.index[block] != IR_NONE) need(r, block);
        }
    }
    for (u32 i = 0; i < s->yields.count; i++) {
        const Yield *yield = &s->yields.items[i];
        if (yield->result == r->value) need(r, yield->ok);
        for (u32 k = 0; k < yield->kept_count; k++) {
            if (yield->live.items[k] != r->value) continue;
            r->out[yield->resume] = yield->taken[k];
            need(r, yield->ok);
            need(r, yield->fail);
        }
    }
    r->out[inst_at(s, r->value)->block] = r->value;
    place_params(r);
    for (u32 i = 0; i < r->needed.count; i++) rewrite_uses(r, r->needed.items[i]);
    pass_params(r);
}

// A constant is made again in each block that uses it.
static void repeat_constant(Repair *r) {
    Split *s = r->s;
    IrInst constant = *inst_at(s, r->value);
    for (IrBlock block = 0; block < s->func->blocks.count; block++) {
        if (block == constant.block || r->flow.index[block] == IR_NONE) continue;
        IrBlockData *data = &s->func->blocks.items[block];
        bool is_used = false;
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = inst_at(s, data->insts.items[i]);
            for (u32 a = 0; a < inst->arg_count; a++) is_used |= inst->args[a] == r->value;
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++)
                    is_used |= inst->edges[e].args[a] == r->value;
            }
        }
        if (!is_used) continue;
        r->out[block] = ir_const_inst(in_block(s, block), (IrOp)constant.op, (IrType)constant.type,
                                      constant.imm);
        data = &s->func->blocks.items[block];
        memmove(data->insts.items + 1, data->insts.items,
                (data->insts.count - 1) * sizeof *data->insts.items);
        data->insts.items[0] = r->out[block];
        rewrite_uses(r, block);
    }
}

static void repair(Split *s) {
    Repair r = {.s = s, .flow = ir_flow_order(s->scratch, s->func)};
    u32 block_count = s->func->blocks.count;
    r.out = ARENA_NEW_ARRAY(s->scratch, IrValue, block_count);
    r.param = ARENA_NEW_ARRAY(s->scratch, IrValue, block_count);
    r.is_needed = ARENA_NEW_ARRAY(s->scratch, bool, block_count);
    u8 *is_done = ARENA_NEW_ARRAY(s->scratch, u8, s->func->insts.count);
    for (u32 i = 0; i < s->yields.count; i++) {
        const Yield *yield = &s->yields.items[i];
        for (u32 k = 0; k < yield->live.count; k++) {
            r.value = yield->live.items[k];
            if (is_done[r.value]) continue;
            is_done[r.value] = true;
            if (is_constant(inst_at(s, r.value)))
                repeat_constant(&r);
            else
                repair_value(&r);
        }
    }
}

// ---- all of it

static void find_yields(Split *s, const IrFlow *flow) {
    for (u32 k = 0; k < flow->count; k++) {
        const IrInst *last = ir_terminator(s->func, flow->order[k]);
        if (last->op != IR_BRERR || inst_at(s, last->args[0])->op != IR_YIELD) continue;
        *VEC_PUSH(s->scratch, &s->yields) = (Yield){.from = flow->order[k]};
        s->marks_yields |= inst_at(s, last->args[0])->imm != 0;
    }
    u32 *mark = ARENA_NEW_ARRAY(s->scratch, u32, s->func->insts.count);
    for (u32 i = 0; i < s->yields.count; i++) find_live_across(s, &s->yields.items[i], mark, i + 1);
}

static void change_signature(Split *s) {
    static const IrType types[] = {IR_REF, IR_PTR};
    IrFunc *func = s->func;
    func->param_count = COUNT_OF(types);
    func->param_types = arena_copy(s->module->arena, types, sizeof types);
    func->is_generic = true;
    func->is_generator = false;
    func->is_verified = false;
    s->module->specs.items[func->spec_index].capture_count = s->word_count;
}

void pass_generator(IrModule *module, IrFunc *func, Arena *scratch) {
    if (!func->is_generator) return;
    Split s = {
        .module = module, .func = func, .b = {module, func, IR_NONE, IR_NONE}, .scratch = scratch};
    s.block_count = func->blocks.count;
    IrFlow flow = ir_flow_order(scratch, func);
    find_liveness(&s, &flow);
    find_yields(&s, &flow);
    move_entry(&s);
    make_entry(&s);
    take_params(&s);
    for (u32 k = 0; k < flow.count; k++)
        rewrite_return(&s, flow.order[k] == IR_ENTRY ? s.start : flow.order[k]);
    for (u32 i = 0; i < s.yields.count; i++) suspend(&s, &s.yields.items[i], i + 1);
    change_signature(&s);
    repair(&s);
}
