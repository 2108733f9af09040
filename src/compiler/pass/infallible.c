#include "compiler/pass/infallible.h"

#include "compiler/ir/flow.h"

static bool can_raise(const IrFunc *func, const IrFlow *flow) {
    for (u32 k = 0; k < flow->count; k++) {
        if (ir_terminator(func, flow->order[k])->op == IR_RET_ERROR) return true;
    }
    return false;
}

static void drop_error_edge(IrFunc *func, IrBlock block) {
    const IrBlockData *data = &func->blocks.items[block];
    IrInst *last = &func->insts.items[data->insts.items[data->insts.count - 1]];
    if (last->op != IR_BRERR || ir_can_fail(&func->insts.items[last->args[0]])) return;
    last->op = IR_JUMP;
    last->arg_count = 0;
    last->edge_count = 1;
}

static void update_calls(const IrModule *module, IrFunc *func, const IrFlow *flow) {
    for (u32 k = 0; k < flow->count; k++) {
        const IrBlockData *data = &func->blocks.items[flow->order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrInst *inst = &func->insts.items[data->insts.items[i]];
            if (inst->op == IR_CALL) inst->can_fail = module->funcs.items[inst->imm]->can_fail;
        }
        drop_error_edge(func, flow->order[k]);
    }
    func->is_verified = false;
}

void pass_infallible(IrModule *module, Arena *scratch) {
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (u32 i = 0; i < module->funcs.count; i++) {
            IrFunc *func = module->funcs.items[i];
            ArenaMark mark = arena_mark(scratch);
            IrFlow flow = ir_flow(scratch, func);
            update_calls(module, func, &flow);
            // Generic entries and the unit's run function have signatures of their own.
            bool has_free_signature = !func->is_generic && i != module->run_func;
            flow = ir_flow(scratch, func);
            if (has_free_signature && func->can_fail && !can_raise(func, &flow)) {
                func->can_fail = false;
                is_changed = true;
            }
            arena_reset(scratch, mark);
        }
    }
}
