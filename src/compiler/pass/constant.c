#include "compiler/pass/constant.h"

typedef struct {
    u32 set_count;
    const IrInst *content;  // of the last GLOBAL_SET seen
} Variable;

static bool is_constant(const IrInst *inst) {
    switch (inst->op) {
    case IR_CONST_INT:
    case IR_CONST_F64:
    case IR_CONST_VALUE:
    case IR_CONST_POOL: return true;
    default: return false;
    }
}

static void find_sets(const IrModule *module, Variable *variables) {
    for (u32 f = 0; f < module->funcs.count; f++) {
        const IrFunc *func = module->funcs.items[f];
        for (u32 i = 0; i < func->insts.count; i++) {
            const IrInst *inst = &func->insts.items[i];
            if (inst->op != IR_GLOBAL_SET || inst->block == IR_NONE) continue;
            variables[inst->imm].set_count++;
            variables[inst->imm].content = &func->insts.items[inst->args[0]];
        }
    }
}

static void read_constant(IrInst *inst, const IrInst *content) {
    inst->op = content->op;
    inst->imm = content->imm;
}

void pass_constant(IrModule *module, Arena *scratch) {
    Variable *variables = ARENA_NEW_ARRAY(scratch, Variable, module->globals.count);
    find_sets(module, variables);
    for (u32 f = 0; f < module->funcs.count; f++) {
        IrFunc *func = module->funcs.items[f];
        for (u32 i = 0; i < func->insts.count; i++) {
            IrInst *inst = &func->insts.items[i];
            if (inst->op != IR_GLOBAL_GET || inst->block == IR_NONE) continue;
            const Variable *variable = &variables[inst->imm];
            bool is_known = module->globals.items[inst->imm].is_closed &&
                            variable->set_count == 1 && is_constant(variable->content) &&
                            variable->content->type == inst->type;
            if (!is_known) continue;
            read_constant(inst, variable->content);
            func->is_verified = false;
        }
    }
}
