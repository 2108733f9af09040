#include "compiler/pass/inline.h"

#include "base/check.h"
#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"

typedef struct {
    IrModule *module;
    IrFunc *caller;
    Edit edit;
    IrBlock after;          // what follows the call that was put in last
    const bool *was_small;  // by function, before anything was inlined
} Inliner;

// ---- who is small

static bool is_small(const Inliner *n, const IrFunc *callee, u32 callee_index) {
    if (!n->was_small[callee_index]) return false;
    u32 insts = 0;
    for (u32 b = 0; b < callee->blocks.count; b++) insts += callee->blocks.items[b].insts.count;
    return insts <= INLINE_GROWN_MAX;
}

static bool is_written_small(const IrFunc *callee, u32 callee_index) {
    if (callee->is_generic || callee->is_body || callee->blocks.count > 4 * INLINE_BLOCKS_MAX)
        return false;
    u32 insts = 0, blocks = 0;
    for (u32 b = 0; b < callee->blocks.count; b++) {
        const IrBlockData *data = &callee->blocks.items[b];
        blocks += data->insts.count > 0;
        insts += data->insts.count;
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = &callee->insts.items[data->insts.items[i]];
            // Recursive functions check the stack; they are never worth it.
            if (inst->op == IR_CALL_RT && inst->imm == RT_STACK_CHECK) return false;
            if (inst->op == IR_CALL && inst->imm == callee_index) return false;
        }
    }
    return insts <= INLINE_INSTS_MAX && blocks <= INLINE_BLOCKS_MAX;
}

// ---- copying a body

typedef struct {
    const IrFunc *callee;
    IrValue *value_of;  // by the callee's value
    IrBlock *block_of;  // by the callee's block
    IrBlock after;      // where RET goes; its parameter is the result, if there is one
    IrEdge on_error;    // where RET_ERROR goes
} Body;

static IrBlock new_block(Inliner *n, bool is_cold) {
    *VEC_PUSH(n->module->arena, &n->caller->blocks) = (IrBlockData){.is_cold = is_cold};
    return n->caller->blocks.count - 1;
}

static IrValue new_inst(Inliner *n, IrInst inst, IrBlock block) {
    inst.block = block;
    *VEC_PUSH(n->module->arena, &n->caller->insts) = inst;
    return n->caller->insts.count - 1;
}

static void place(Inliner *n, IrValue value, IrBlock block) {
    n->caller->insts.items[value].block = block;
    *VEC_PUSH(n->module->arena, &n->caller->blocks.items[block].insts) = value;
}

static IrValue *map_values(Inliner *n, const Body *body, const IrValue *values, u32 count) {
    IrValue *mapped = ARENA_NEW_ARRAY(n->module->arena, IrValue, count + 1);
    for (u32 i = 0; i < count; i++) mapped[i] = body->value_of[values[i]];
    return mapped;
}

// All values and blocks get their numbers first: a loop's edge names later ones.
static void number_body(Inliner *n, Body *body, const IrValue *args) {
    const IrFunc *callee = body->callee;
    for (u32 b = 0; b < callee->blocks.count; b++) {
        const IrBlockData *data = &callee->blocks.items[b];
        if (data->insts.count == 0) continue;
        body->block_of[b] = new_block(n, data->is_cold);
        for (u32 i = 0; i < data->params.count; i++) {
            IrValue param =
                new_inst(n, callee->insts.items[data->params.items[i]], body->block_of[b]);
            body->value_of[data->params.items[i]] = param;
            *VEC_PUSH(n->module->arena, &n->caller->blocks.items[body->block_of[b]].params) = param;
        }
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = &callee->insts.items[value];
            body->value_of[value] =
                inst->op == IR_PARAM ? args[inst->imm] : new_inst(n, *inst, body->block_of[b]);
        }
    }
}

static void become_jump(IrInst *inst, IrEdge *edge) {
    inst->op = IR_JUMP;
    inst->arg_count = 0;
    inst->edges = edge;
    inst->edge_count = 1;
}

static void copy_inst(Inliner *n, const Body *body, IrValue old) {
    IrValue value = body->value_of[old];
    IrInst inst = body->callee->insts.items[old];
    inst.block = n->caller->insts.items[value].block;
    inst.args = map_values(n, body, inst.args, inst.arg_count);
    IrEdge *edges = ARENA_NEW_ARRAY(n->module->arena, IrEdge, inst.edge_count + 1);
    for (u32 e = 0; e < inst.edge_count; e++) {
        edges[e] = inst.edges[e];
        edges[e].target = body->block_of[inst.edges[e].target];
        edges[e].args = map_values(n, body, inst.edges[e].args, inst.edges[e].arg_count);
    }
    inst.edges = edges;
    if (inst.op == IR_RET) {
        edges[0] = (IrEdge){.target = body->after, .arg_count = inst.arg_count, .args = inst.args};
        become_jump(&inst, edges);
    } else if (inst.op == IR_RET_ERROR) {
        edges[0] = body->on_error;
        edges[0].args =
            arena_copy(n->module->arena, edges[0].args, edges[0].arg_count * sizeof(IrValue));
        become_jump(&inst, edges);
    }
    n->caller->insts.items[value] = inst;
    place(n, value, inst.block);
}

// ---- one call

// What follows the call moves to a block of its own, whose parameter stands for the result.
static IrBlock split_after(Inliner *n, IrBlock block, u32 at, IrValue call, IrEdge *on_error) {
    IrInst call_inst = n->caller->insts.items[call];
    IrBlock after = new_block(n, n->caller->blocks.items[block].is_cold);
    if (call_inst.type != IR_VOID) {
        IrInst param = {.op = IR_BLOCK_PARAM, .type = call_inst.type, .position = IR_NONE};
        IrValue result = new_inst(n, param, after);
        *VEC_PUSH(n->module->arena, &n->caller->blocks.items[after].params) = result;
        edit_replace(&n->edit, call, result);
    }
    IrBlockData *data = &n->caller->blocks.items[block];
    for (u32 i = at + 1; i < data->insts.count; i++) {
        IrValue value = data->insts.items[i];
        IrInst *inst = &n->caller->insts.items[value];
        if (inst->op == IR_BRERR && inst->args[0] == call) {
            *on_error = inst->edges[1];
            become_jump(inst, inst->edges);
        }
        place(n, value, after);
        data = &n->caller->blocks.items[block];
    }
    data->insts.count = at;
    return after;
}

static void inline_call(Inliner *n, Arena *scratch, IrBlock block, u32 at) {
    IrValue call = n->caller->blocks.items[block].insts.items[at];
    IrInst inst = n->caller->insts.items[call];
    Body body = {.callee = n->module->funcs.items[inst.imm]};
    body.value_of = ARENA_NEW_ARRAY(scratch, IrValue, body.callee->insts.count);
    body.block_of = ARENA_NEW_ARRAY(scratch, IrBlock, body.callee->blocks.count);
    body.after = split_after(n, block, at, call, &body.on_error);
    n->after = body.after;
    number_body(n, &body, inst.args);
    for (u32 b = 0; b < body.callee->blocks.count; b++) {
        const IrBlockData *data = &body.callee->blocks.items[b];
        for (u32 i = 0; i < data->insts.count; i++) {
            if (body.callee->insts.items[data->insts.items[i]].op != IR_PARAM)
                copy_inst(n, &body, data->insts.items[i]);
        }
    }
    IrInst jump = {.position = IR_NONE};
    IrEdge *edge = ARENA_NEW(n->module->arena, IrEdge);
    *edge = (IrEdge){.target = body.block_of[IR_ENTRY]};
    become_jump(&jump, edge);
    place(n, new_inst(n, jump, block), block);
}

static bool find_call(const Inliner *n, IrBlock block, u32 *at) {
    const IrBlockData *data = &n->caller->blocks.items[block];
    for (; *at < data->insts.count; ++*at) {
        const IrInst *inst = &n->caller->insts.items[data->insts.items[*at]];
        if (inst->op != IR_CALL) continue;
        const IrFunc *callee = n->module->funcs.items[inst->imm];
        if (callee != n->caller && is_small(n, callee, (u32)inst->imm)) return true;
    }
    return false;
}

static void inline_calls(IrModule *module, IrFunc *func, const bool *was_small, Arena *scratch) {
    Inliner n = {.module = module,
                 .caller = func,
                 .edit = edit_begin(module, func, scratch),
                 .was_small = was_small};
    u32 block_count = func->blocks.count;
    for (IrBlock first = 0; first < block_count; first++) {
        if (func->blocks.items[first].is_cold) continue;
        // What follows an inlined call is searched on; the bodies put in are not.
        IrBlock block = first;
        for (u32 at = 0; find_call(&n, block, &at);) {
            if (func->insts.count > INLINE_CALLER_INSTS_MAX) break;
            inline_call(&n, scratch, block, at);
            block = n.after;
            at = 0;
        }
    }
    edit_finish(&n.edit);
}

// ---- callees first

typedef struct {
    const IrModule *module;
    bool *is_visited;  // by function
    VEC(u32) order;
    Arena *scratch;
} CallOrder;

enum { CALL_DEPTH_MAX = 200 };

static void visit_callees(CallOrder *o, u32 index, u32 depth) {
    if (o->is_visited[index] || depth > CALL_DEPTH_MAX) return;
    o->is_visited[index] = true;
    const IrFunc *func = o->module->funcs.items[index];
    for (u32 v = 0; v < func->insts.count; v++) {
        const IrInst *inst = &func->insts.items[v];
        if (inst->op == IR_CALL && inst->block != IR_NONE)
            visit_callees(o, (u32)inst->imm, depth + 1);
    }
    *VEC_PUSH(o->scratch, &o->order) = index;
}

void pass_inline(IrModule *module, Arena *scratch) {
    u32 count = module->funcs.count;
    bool *was_small = ARENA_NEW_ARRAY(scratch, bool, count);
    CallOrder order = {
        .module = module, .is_visited = ARENA_NEW_ARRAY(scratch, bool, count), .scratch = scratch};
    for (u32 i = 0; i < count; i++) {
        was_small[i] = is_written_small(module->funcs.items[i], i);
        visit_callees(&order, i, 0);
    }
    for (u32 i = 0; i < order.order.count; i++) {
        ArenaMark mark = arena_mark(scratch);
        inline_calls(module, module->funcs.items[order.order.items[i]], was_small, scratch);
        arena_reset(scratch, mark);
    }
}
