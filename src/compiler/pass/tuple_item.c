#include "compiler/pass/tuple_item.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"
#include "compiler/pass/simplify.h"

static bool is_tuple_new(const IrInst *inst) {
    return inst->op == IR_CALL_RT && inst->imm == RT_TUPLE_NEW;
}

// The items that `tuple` was made of, or NULL.
static const IrInst *items_of(const Edit *edit, IrValue tuple) {
    const IrInst *made = &edit->func->insts.items[edit_resolve(edit, tuple)];
    if (!is_tuple_new(made)) return NULL;
    const IrInst *items = &edit->func->insts.items[made->args[1]];
    return items->op == IR_STACK_VALUES ? items : NULL;
}

static bool forward(Edit *edit, IrValue value) {
    IrInst *inst = &edit->func->insts.items[value];
    if (inst->op != IR_TUPLE_GET && inst->op != IR_TUPLE_LEN) return false;
    const IrInst *items = items_of(edit, inst->args[0]);
    if (!items) return false;
    if (inst->op == IR_TUPLE_LEN) {
        inst->op = IR_CONST_I64;
        inst->imm = items->arg_count;
        inst->arg_count = 0;
        return true;
    }
    const IrInst *index = &edit->func->insts.items[edit_resolve(edit, inst->args[1])];
    if (index->op != IR_CONST_I64 || index->imm >= items->arg_count) return false;
    edit_replace(edit, value, items->args[index->imm]);
    return true;
}

// How often each value is used.
static u32 *find_uses(const IrFunc *func, const IrFlow *flow, Arena *scratch) {
    u32 *uses = ARENA_NEW_ARRAY(scratch, u32, func->insts.count);
    for (u32 k = 0; k < flow->count; k++) {
        const IrBlockData *data = &func->blocks.items[flow->order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = &func->insts.items[data->insts.items[i]];
            for (u32 a = 0; a < inst->arg_count; a++) uses[inst->args[a]]++;
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++) uses[inst->edges[e].args[a]]++;
            }
        }
    }
    return uses;
}

// Tuples that nobody uses go, and the frame slots that only they were read from.
static void drop_tuples(IrFunc *func, const IrFlow *flow, Arena *scratch) {
    u32 *uses = find_uses(func, flow, scratch);
    for (u32 k = flow->count; k-- > 0;) {
        IrBlockData *data = &func->blocks.items[flow->order[k]];
        // Backwards: who reads a tuple, the tuple, what it was made of.
        for (u32 i = data->insts.count; i-- > 0;) {
            IrInst *inst = &func->insts.items[data->insts.items[i]];
            bool is_part =
                is_tuple_new(inst) || inst->op == IR_STACK_VALUES || inst->op == IR_TUPLE_GET;
            if (!is_part || uses[data->insts.items[i]] > 0) continue;
            for (u32 a = 0; a < inst->arg_count; a++) uses[inst->args[a]]--;
            inst->block = IR_NONE;
        }
        u32 kept = 0;
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            if (func->insts.items[value].block != IR_NONE) data->insts.items[kept++] = value;
        }
        data->insts.count = kept;
    }
}

void pass_tuple_item(IrModule *module, IrFunc *func, Arena *scratch) {
    Edit edit = edit_begin(module, func, scratch);
    IrFlow flow = ir_flow_order(scratch, func);
    bool is_changed = false;
    for (u32 k = 0; k < flow.count; k++) {
        const IrBlockData *data = &func->blocks.items[flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++)
            is_changed |= forward(&edit, data->insts.items[i]);
    }
    if (!is_changed) return;
    edit_finish(&edit);
    drop_tuples(func, &flow, scratch);
    pass_simplify(module, func, scratch);
}
