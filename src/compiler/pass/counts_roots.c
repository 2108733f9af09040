#include "base/check.h"
#include "compiler/pass/counts_priv.h"

void counts_visit_uses(Counts *c, IrValue user, CountsVisit visit, void *context) {
    const IrInst *inst = counts_inst(c, user);
    for (u32 i = 0; i < inst->arg_count; i++) {
        IrValue arg = inst->args[i];
        const IrInst *source = counts_inst(c, arg);
        if (source->op == IR_STACK_VALUES && inst->op != IR_BRERR) {
            for (u32 k = 0; k < source->arg_count; k++)
                visit(c, context, c->root[source->args[k]], false);
        }
        // BRERR names its fallible instruction without using its result.
        if (inst->op != IR_BRERR) visit(c, context, c->root[arg], ir_arg_is_taken(inst, i));
    }
    for (u32 k = c->keep_first[user]; k != IR_NONE; k = c->keeps.items[k].next) {
        visit(c, context, c->keeps.items[k].root, false);
    }
}

// ---- roots and their kinds, before lending is decided

static RootKind kind_of_definition(const IrInst *inst) {
    if (!ir_type_is_counted(inst->type)) return ROOT_NONE;
    switch (inst->op) {
    case IR_CONST_INT:
    case IR_CONST_VALUE:
    case IR_INT_FROM_SMALL:
    case IR_INT_FROM_BOOL:
    case IR_VALUE_FROM_BOOL:
    case IR_UNDEF: return ROOT_NONE;
    case IR_PARAM:
    case IR_CONST_POOL:
    case IR_UNIT_CLASS: return ROOT_BORROWED;
    default: return ir_ops[inst->op].flags & IR_PEEK ? ROOT_LENT : ROOT_OWNED;
    }
}

static RootKind kind_of_param(const Counts *c, IrValue param) {
    RootKind kind = kind_of_definition(counts_inst(c, param));
    return kind == ROOT_OWNED && !c->is_forced[param] ? ROOT_LENT : kind;
}

void counts_assign_roots(Counts *c) {
    for (u32 k = 0; k < c->flow.count; k++) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = 0; i < data->params.count; i++) {
            IrValue param = data->params.items[i];
            c->root[param] = param;
            c->kind[param] = (u8)kind_of_param(c, param);
        }
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = counts_inst(c, value);
            bool is_alias = ir_ops[inst->op].flags & IR_ALIAS;
            c->root[value] = is_alias ? c->root[inst->args[0]] : value;
            if (is_alias) continue;
            c->kind[value] = (u8)kind_of_definition(inst);
            if (c->kind[value] == ROOT_LENT && c->is_forced[value]) c->kind[value] = ROOT_OWNED;
        }
    }
}

void counts_find_roots(Counts *c) {
    u32 inst_count = c->func->insts.count;
    c->root = ARENA_NEW_ARRAY(c->scratch, IrValue, inst_count);
    c->kind = ARENA_NEW_ARRAY(c->scratch, u8, inst_count);
    c->is_forced = ARENA_NEW_ARRAY(c->scratch, bool, inst_count);
    c->keep_first = ARENA_NEW_ARRAY(c->scratch, u32, inst_count);
    for (u32 i = 0; i < inst_count; i++) c->root[i] = i;
    counts_lend(c);
}
