#include "compiler/pass/stack_check.h"

typedef struct {
    u32 caller, callee;
} DirectCall;

typedef struct {
    VEC(DirectCall) calls;
    bool *is_open;  // by function: on a cycle, or between cycles
} CallGraph;

static void find_calls(CallGraph *graph, const IrModule *module, Arena *scratch) {
    for (u32 i = 0; i < module->funcs.count; i++) {
        const IrFunc *func = module->funcs.items[i];
        for (u32 v = 0; v < func->insts.count; v++) {
            const IrInst *inst = &func->insts.items[v];
            bool is_call = inst->op == IR_CALL && inst->block != IR_NONE;
            if (is_call) *VEC_PUSH(scratch, &graph->calls) = (DirectCall){i, (u32)inst->imm};
        }
    }
}

// Closes functions that call no open one, or that no open one calls; false when there was none.
static bool trim(CallGraph *graph, bool *has_call, u32 func_count, bool by_callee) {
    for (u32 i = 0; i < func_count; i++) has_call[i] = false;
    for (u32 k = 0; k < graph->calls.count; k++) {
        DirectCall call = graph->calls.items[k];
        if (graph->is_open[call.caller] && graph->is_open[call.callee])
            has_call[by_callee ? call.callee : call.caller] = true;
    }
    bool is_changed = false;
    for (u32 i = 0; i < func_count; i++) {
        is_changed |= graph->is_open[i] && !has_call[i];
        graph->is_open[i] = graph->is_open[i] && has_call[i];
    }
    return is_changed;
}

static void drop_check(IrFunc *func) {
    for (u32 b = 0; b < func->blocks.count; b++) {
        IrBlockData *data = &func->blocks.items[b];
        for (u32 i = 0; i + 1 < data->insts.count; i++) {
            IrInst *check = &func->insts.items[data->insts.items[i]];
            if (check->op != IR_CALL_RT || check->imm != RT_STACK_CHECK) continue;
            IrInst *branch = &func->insts.items[data->insts.items[i + 1]];
            branch->op = IR_JUMP;
            branch->arg_count = 0;
            branch->edge_count = 1;
            check->block = IR_NONE;
            for (u32 k = i; k + 1 < data->insts.count; k++)
                data->insts.items[k] = data->insts.items[k + 1];
            data->insts.count--;
            func->is_verified = false;
        }
    }
}

void pass_stack_check(IrModule *module, Arena *scratch) {
    u32 count = module->funcs.count;
    CallGraph graph = {.is_open = ARENA_NEW_ARRAY(scratch, bool, count)};
    bool *has_call = ARENA_NEW_ARRAY(scratch, bool, count);
    find_calls(&graph, module, scratch);
    for (u32 i = 0; i < count; i++) graph.is_open[i] = true;
    while (trim(&graph, has_call, count, false)) {
    }
    while (trim(&graph, has_call, count, true)) {
    }
    for (u32 i = 0; i < count; i++) {
        if (!graph.is_open[i]) drop_check(module->funcs.items[i]);
    }
}
