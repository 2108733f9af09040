#include "compiler/pass/choose.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"

enum { CHOOSE_INSTS_MAX = 3, CHOOSE_VALUES_MAX = 2 };

typedef struct {
    IrFlow flow;
    Edit edit;
} Chooser;

static const IrInst *inst_of(const Chooser *c, IrValue value) {
    return &c->edit.func->insts.items[value];
}

static bool is_cheap(const IrInst *inst) {
    if (ir_ops[inst->op].flags != IR_PURE || inst->arg_count > 2) return false;
    switch (inst->op) {
    case IR_I64_DIV_S:
    case IR_I64_DIV_U:
    case IR_I64_REM_S:
    case IR_I64_REM_U:
    case IR_F64_DIV:
    case IR_F64_SQRT:
    case IR_PARAM:
    case IR_BLOCK_PARAM: return false;
    default: return !ir_type_is_counted(inst->type) || inst->op == IR_CONST_INT;
    }
}

// A block that is entered from one place and does next to nothing before it jumps on.
static bool is_short_arm(const Chooser *c, IrBlock block) {
    u32 order = c->flow.index[block];
    const IrBlockData *data = &c->edit.func->blocks.items[block];
    if (order == IR_NONE || c->flow.pred_first[order + 1] - c->flow.pred_first[order] != 1 ||
        data->params.count > 0 || data->is_cold || data->insts.count > CHOOSE_INSTS_MAX + 1)
        return false;
    for (u32 i = 0; i + 1 < data->insts.count; i++) {
        if (!is_cheap(inst_of(c, data->insts.items[i]))) return false;
    }
    return ir_terminator(c->edit.func, block)->op == IR_JUMP;
}

// Where the edge ends when the arm that it may lead to is gone through: the arm, or IR_NONE.
static IrBlock arm_of(const Chooser *c, const IrEdge *edge) {
    return edge->arg_count == 0 && is_short_arm(c, edge->target) ? edge->target : IR_NONE;
}

static const IrEdge *edge_behind(const Chooser *c, const IrEdge *edge, IrBlock arm) {
    return arm == IR_NONE ? edge : &ir_terminator(c->edit.func, arm)->edges[0];
}

// Both edges lead to one block with few differing numbers.
static bool is_choice(const Chooser *c, const IrEdge *left, const IrEdge *right) {
    if (left->target != right->target || left->arg_count == 0) return false;
    u32 differing = 0;
    for (u32 i = 0; i < left->arg_count; i++) {
        if (left->args[i] == right->args[i]) continue;
        IrType type = inst_of(c, left->args[i])->type;
        if (type != IR_I64 && type != IR_F64) return false;
        differing++;
    }
    return differing > 0 && differing <= CHOOSE_VALUES_MAX;
}

static void move_arm(Chooser *c, IrBlock arm) {
    if (arm == IR_NONE) return;
    const IrBlockData *data = &c->edit.func->blocks.items[arm];
    for (u32 i = 0; i + 1 < data->insts.count; i++) edit_keep(&c->edit, data->insts.items[i]);
}

static void choose(Chooser *c, IrBlock block, IrBlock left_arm, IrBlock right_arm,
                   const IrEdge *left, const IrEdge *right) {
    Edit *edit = &c->edit;
    const IrBlockData *data = &edit->func->blocks.items[block];
    IrValue terminator = data->insts.items[data->insts.count - 1];
    IrValue condition = inst_of(c, terminator)->args[0];
    edit_block(edit, block);
    for (u32 i = 0; i + 1 < data->insts.count; i++) edit_keep(edit, data->insts.items[i]);
    move_arm(c, left_arm);
    move_arm(c, right_arm);
    IrEdge onwards = *left;
    onwards.args = arena_copy(edit->module->arena, left->args, left->arg_count * sizeof(IrValue));
    for (u32 i = 0; i < onwards.arg_count; i++) {
        if (left->args[i] == right->args[i]) continue;
        IrValue args[] = {condition, left->args[i], right->args[i]};
        IrType type = inst_of(c, left->args[i])->type;
        onwards.args[i] = edit_add(edit, IR_SELECT, type, args, 3, 0);
    }
    IrInst *last = &edit->func->insts.items[terminator];
    last->op = IR_JUMP;
    last->arg_count = 0;
    last->imm = 0;
    last->edges = arena_copy(edit->module->arena, &onwards, sizeof onwards);
    last->edge_count = 1;
    edit_keep(edit, terminator);
    edit_end_block(edit);
    // The arms are not reached any more: what they held has moved, a jump stays.
    for (u32 i = 0; i < 2; i++) {
        IrBlock arm = i == 0 ? left_arm : right_arm;
        if (arm == IR_NONE) continue;
        IrBlockData *gone = &edit->func->blocks.items[arm];
        gone->insts.items[0] = gone->insts.items[gone->insts.count - 1];
        gone->insts.count = 1;
    }
}

void pass_choose(IrModule *module, IrFunc *func, Arena *scratch) {
    Chooser c = {.flow = ir_flow(scratch, func)};
    c.edit = edit_begin(module, func, scratch);
    // Backwards: what follows a choice has been settled before it.
    for (u32 k = c.flow.count; k-- > 0;) {
        IrBlock block = c.flow.order[k];
        const IrInst *last = ir_terminator(func, block);
        if (last->op != IR_BRIF) continue;
        IrBlock left_arm = arm_of(&c, &last->edges[0]), right_arm = arm_of(&c, &last->edges[1]);
        const IrEdge *left = edge_behind(&c, &last->edges[0], left_arm),
                     *right = edge_behind(&c, &last->edges[1], right_arm);
        // One of the two may be where the other leads.
        if (left->target != right->target) {
            if (left->target == last->edges[1].target && right_arm != IR_NONE) {
                right = &last->edges[1];
                right_arm = IR_NONE;
            } else if (right->target == last->edges[0].target && left_arm != IR_NONE) {
                left = &last->edges[0];
                left_arm = IR_NONE;
            }
        }
        if (is_choice(&c, left, right)) choose(&c, block, left_arm, right_arm, left, right);
    }
    edit_finish(&c.edit);
}
