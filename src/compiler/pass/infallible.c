#include "compiler/pass/infallible.h"

#include "compiler/ir/flow.h"

typedef struct {
    IrModule *module;
    Arena *scratch;
    u32 *caller_first, *callers;  // of function k: callers[caller_first[k] … caller_first[k + 1])
    bool *is_waiting;             // by function
    VEC(u32) work;
} Infallible;

// ---- who calls whom

// Counts the calls of each function, or puts them down where `next` says.
static void visit_calls(const Infallible *p, u32 *next, u32 *callers) {
    for (u32 i = 0; i < p->module->funcs.count; i++) {
        const IrFunc *func = p->module->funcs.items[i];
        for (u32 k = 0; k < func->insts.count; k++) {
            const IrInst *inst = &func->insts.items[k];
            if (inst->op != IR_CALL || inst->block == IR_NONE) continue;
            if (callers) callers[next[inst->imm]] = i;
            next[inst->imm]++;
        }
    }
}

static void find_callers(Infallible *p) {
    u32 count = p->module->funcs.count, all = 0;
    u32 *next = ARENA_NEW_ARRAY(p->scratch, u32, count);
    visit_calls(p, next, NULL);
    p->caller_first = ARENA_NEW_ARRAY(p->scratch, u32, count + 1);
    for (u32 i = 0; i < count; i++) {
        p->caller_first[i] = all;
        all += next[i];
        next[i] = p->caller_first[i];
    }
    p->caller_first[count] = all;
    p->callers = ARENA_NEW_ARRAY(p->scratch, u32, all + 1);
    visit_calls(p, next, p->callers);
}

// ---- one function

static bool can_raise(const IrFunc *func, Arena *scratch) {
    IrFlow flow = ir_flow_order(scratch, func);
    for (u32 k = 0; k < flow.count; k++) {
        if (ir_terminator(func, flow.order[k])->op == IR_RET_ERROR) return true;
    }
    return false;
}

static void drop_error_edge(IrFunc *func, const IrBlockData *data) {
    IrInst *last = &func->insts.items[data->insts.items[data->insts.count - 1]];
    if (last->op != IR_BRERR || ir_can_fail(&func->insts.items[last->args[0]])) return;
    last->op = IR_JUMP;
    last->arg_count = 0;
    last->edge_count = 1;
}

static void update_calls(const IrModule *module, IrFunc *func) {
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        const IrBlockData *data = &func->blocks.items[block];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrInst *inst = &func->insts.items[data->insts.items[i]];
            if (inst->op == IR_CALL) inst->can_fail = module->funcs.items[inst->imm]->can_fail;
        }
        if (data->insts.count > 0) drop_error_edge(func, data);
    }
    func->is_verified = false;
}

static void wait(Infallible *p, u32 func) {
    if (p->is_waiting[func]) return;
    p->is_waiting[func] = true;
    *VEC_PUSH(p->scratch, &p->work) = func;
}

static void visit(Infallible *p, u32 index) {
    IrFunc *func = p->module->funcs.items[index];
    update_calls(p->module, func);
    // Generic entries and the unit's run function have signatures of their own.
    if (func->is_generic || index == p->module->run_func || !func->can_fail) return;
    ArenaMark mark = arena_mark(p->scratch);
    bool has_error = can_raise(func, p->scratch);
    arena_reset(p->scratch, mark);
    if (has_error) return;
    func->can_fail = false;
    for (u32 i = p->caller_first[index]; i < p->caller_first[index + 1]; i++)
        wait(p, p->callers[i]);
}

void pass_infallible(IrModule *module, Arena *scratch) {
    Infallible p = {.module = module, .scratch = scratch};
    find_callers(&p);
    p.is_waiting = ARENA_NEW_ARRAY(scratch, bool, module->funcs.count);
    // Callees mostly stand behind their callers.
    for (u32 i = 0; i < module->funcs.count; i++) wait(&p, i);
    while (p.work.count > 0) {
        u32 index = p.work.items[--p.work.count];
        p.is_waiting[index] = false;
        visit(&p, index);
    }
}
