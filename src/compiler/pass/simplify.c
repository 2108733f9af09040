#include "compiler/pass/simplify.h"

#include "base/check.h"
#include "compiler/ir/flow.h"
#include "compiler/pass/edit.h"

enum { ROUNDS_MAX = 4 };

// ---- instructions

static const IrInst *inst_of(const Edit *edit, IrValue value) {
    return &edit->func->insts.items[edit_resolve(edit, value)];
}

// X(OUTER, INNER): OUTER of INNER of x is x.
#define INVERSE_TABLE(X)                                                                           \
    X(SMALL_FROM_INT, INT_FROM_SMALL)                                                              \
    X(INT_FROM_SMALL, SMALL_FROM_INT)                                                              \
    X(INT_FROM_VALUE, VALUE_FROM_INT)                                                              \
    X(REF_FROM_VALUE, VALUE_FROM_REF)                                                              \
    X(VALUE_FROM_REF, REF_FROM_VALUE)                                                              \
    X(F64_FROM_VALUE, VALUE_FROM_F64)                                                              \
    X(BOOL_FROM_VALUE, VALUE_FROM_BOOL)                                                            \
    X(I1_NOT, I1_NOT)

static IrValue inverse_of(const Edit *edit, const IrInst *inst) {
    const IrInst *inner = inst_of(edit, inst->args[0]);
    switch (inst->op) {
#define X(OUTER, INNER)                                                                            \
    case IR_##OUTER: return inner->op == IR_##INNER ? edit_resolve(edit, inner->args[0]) : IR_NONE;
        INVERSE_TABLE(X)
#undef X
    default: return IR_NONE;
    }
}

// Makes `inst` a constant of its own type.
static void become_constant(IrInst *inst, IrOp op, u64 imm) {
    inst->op = (u8)op;
    inst->arg_count = 0;
    inst->imm = imm;
}

static bool is_constant(const IrInst *inst, i64 *number) {
    *number = (i64)inst->imm;
    return inst->op == IR_CONST_INT || inst->op == IR_CONST_I64 || inst->op == IR_CONST_I32;
}

static bool compare(IrOp op, i64 left, i64 right, bool *truth) {
    switch (op) {
    case IR_I64_EQ:
    case IR_INT_EQ: *truth = left == right; return true;
    case IR_I64_NE:
    case IR_INT_NE: *truth = left != right; return true;
    case IR_I64_LT_S:
    case IR_INT_LT: *truth = left < right; return true;
    case IR_I64_LE_S:
    case IR_INT_LE: *truth = left <= right; return true;
    case IR_I64_GT_S:
    case IR_INT_GT: *truth = left > right; return true;
    case IR_I64_GE_S:
    case IR_INT_GE: *truth = left >= right; return true;
    default: return false;
    }
}

static bool fold_raw(IrOp op, i64 left, i64 right, i64 *result) {
    switch (op) {
    case IR_I64_ADD: *result = (i64)((u64)left + (u64)right); return true;
    case IR_I64_SUB: *result = (i64)((u64)left - (u64)right); return true;
    case IR_I64_MUL: *result = (i64)((u64)left * (u64)right); return true;
    case IR_I64_AND: *result = left & right; return true;
    case IR_I64_OR: *result = left | right; return true;
    case IR_I64_XOR: *result = left ^ right; return true;
    case IR_INT_ADD: *result = left + right; return int_is_small(*result);
    case IR_INT_SUB: *result = left - right; return int_is_small(*result);
    case IR_INT_MUL: return !__builtin_mul_overflow(left, right, result) && int_is_small(*result);
    default: return false;
    }
}

static void fold_unary(IrInst *inst, const IrInst *arg) {
    i64 number;
    if (!is_constant(arg, &number)) return;
    switch (inst->op) {
    case IR_SMALL_FROM_INT:
    case IR_INDEX_FROM_INT: become_constant(inst, IR_CONST_I64, (u64)number); return;
    case IR_INT_FROM_SMALL: become_constant(inst, IR_CONST_INT, (u64)number); return;
    case IR_INT_FROM_I64:
        if (int_is_small(number)) become_constant(inst, IR_CONST_INT, (u64)number);
        return;
    case IR_VALUE_FROM_INT: become_constant(inst, IR_CONST_VALUE, value_from_small(number)); return;
    case IR_VALUE_FROM_BOOL:
        become_constant(inst, IR_CONST_VALUE, value_from_bool(number != 0));
        return;
    case IR_I1_NOT: become_constant(inst, IR_CONST_I32, number == 0); return;
    case IR_F64_FROM_I64: become_constant(inst, IR_CONST_F64, float_bits((f64)number)); return;
    case IR_INT_IS_ZERO: become_constant(inst, IR_CONST_I32, number == 0); return;
    case IR_INT_NEG:
        if (number != SMALL_INT_MIN) become_constant(inst, IR_CONST_INT, (u64)-number);
        return;
    default: return;
    }
}

static void fold_inst(Edit *edit, IrInst *inst) {
    if (inst->arg_count == 1) fold_unary(inst, inst_of(edit, inst->args[0]));
    i64 left, right, result;
    bool truth;
    if (inst->arg_count != 2) return;
    if (!is_constant(inst_of(edit, inst->args[0]), &left) ||
        !is_constant(inst_of(edit, inst->args[1]), &right))
        return;
    if (compare(inst->op, left, right, &truth)) {
        become_constant(inst, IR_CONST_I32, truth);
    } else if (fold_raw(inst->op, left, right, &result)) {
        become_constant(inst, inst->type == IR_INT ? IR_CONST_INT : IR_CONST_I64, (u64)result);
    }
}

// A condition that is known, or the negation of another one.
static bool simplify_branch(Edit *edit, IrInst *last) {
    const IrInst *condition = inst_of(edit, last->args[0]);
    i64 truth;
    if (is_constant(condition, &truth)) {
        if (truth == 0) last->edges[0] = last->edges[1];
        last->op = IR_JUMP;
        last->arg_count = 0;
        last->edge_count = 1;
        last->imm = 0;
        return true;
    }
    if (condition->op == IR_I1_NOT) {
        IrEdge edge = last->edges[0];
        last->edges[0] = last->edges[1];
        last->edges[1] = edge;
        last->args[0] = edit_resolve(edit, condition->args[0]);
        if (last->imm != 0) last->imm = 3 - last->imm;
    }
    return false;
}

// Says whether an edge is gone.
static bool simplify_insts(Edit *edit, const IrFlow *flow) {
    bool has_lost_edge = false;
    for (u32 k = 0; k < flow->count; k++) {
        const IrBlockData *data = &edit->func->blocks.items[flow->order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            IrInst *inst = &edit->func->insts.items[value];
            if (inst->op == IR_BRIF) has_lost_edge |= simplify_branch(edit, inst);
            if (inst->arg_count == 0 || ir_can_fail(inst)) continue;
            IrValue same = inst->arg_count == 1 ? inverse_of(edit, inst) : IR_NONE;
            if (same != IR_NONE && inst_of(edit, same)->type == inst->type) {
                edit_replace(edit, value, same);
            } else {
                fold_inst(edit, inst);
            }
        }
    }
    return has_lost_edge;
}

// ---- block parameters

// The one value that all edges give a parameter, besides itself; IR_NONE when they differ.
static IrValue common_argument(const Edit *edit, const IrFlow *flow, IrBlock block, u32 index) {
    IrValue param = edit->func->blocks.items[block].params.items[index], common = IR_NONE;
    u32 order = flow->index[block];
    for (u32 k = flow->pred_first[order]; k < flow->pred_first[order + 1]; k++) {
        const IrInst *last = ir_terminator(edit->func, flow->preds[k]);
        for (u32 e = 0; e < last->edge_count; e++) {
            if (last->edges[e].target != block) continue;
            IrValue arg = edit_resolve(edit, last->edges[e].args[index]);
            // The result of a fallible instruction exists on its edge only.
            if (last->op == IR_BRERR && arg == last->args[0]) return IR_NONE;
            if (arg == param || arg == common) continue;
            if (common != IR_NONE) return IR_NONE;
            common = arg;
        }
    }
    return common;
}

static bool is_dropped(const Edit *edit, IrValue param) {
    return edit_resolve(edit, param) != param;
}

// Takes what stands for the block's dropped parameters out of an edge that leads there.
static void drop_arguments(const Edit *edit, IrEdge *edge) {
    const IrBlockData *data = &edit->func->blocks.items[edge->target];
    u32 kept = 0;
    for (u32 i = 0; i < edge->arg_count; i++) {
        if (!is_dropped(edit, data->params.items[i])) edge->args[kept++] = edge->args[i];
    }
    edge->arg_count = kept;
}

static void drop_params_of(Edit *edit, const IrFlow *flow, IrBlock block) {
    IrBlockData *data = &edit->func->blocks.items[block];
    u32 order = flow->index[block], kept = 0;
    for (u32 k = flow->pred_first[order]; k < flow->pred_first[order + 1]; k++) {
        // A block with two edges here stands there twice in a row.
        if (k > flow->pred_first[order] && flow->preds[k] == flow->preds[k - 1]) continue;
        const IrInst *last = ir_terminator(edit->func, flow->preds[k]);
        for (u32 e = 0; e < last->edge_count; e++) {
            if (last->edges[e].target == block) drop_arguments(edit, &last->edges[e]);
        }
    }
    for (u32 i = 0; i < data->params.count; i++) {
        if (is_dropped(edit, data->params.items[i])) continue;
        edit->func->insts.items[data->params.items[i]].imm = kept;
        data->params.items[kept++] = data->params.items[i];
    }
    data->params.count = kept;
}

static bool drop_params(Edit *edit, const IrFlow *flow) {
    bool is_changed = false;
    for (u32 k = 1; k < flow->count; k++) {
        IrBlock block = flow->order[k];
        bool has_dropped = false;
        for (u32 i = 0; i < edit->func->blocks.items[block].params.count; i++) {
            IrValue common = common_argument(edit, flow, block, i);
            IrValue param = edit->func->blocks.items[block].params.items[i];
            if (common == IR_NONE || edit_resolve(edit, common) == param) continue;
            edit_replace(edit, param, common);
            has_dropped = true;
        }
        if (has_dropped) drop_params_of(edit, flow, block);
        is_changed |= has_dropped;
    }
    return is_changed;
}

// ---- blocks that follow one another

static void merge_blocks(Edit *edit, const IrFlow *flow) {
    IrFunc *func = edit->func;
    bool *is_gone = ARENA_NEW_ARRAY(edit->scratch, bool, func->blocks.count);
    for (u32 k = 0; k < flow->count; k++) {
        IrBlock block = flow->order[k];
        if (is_gone[block]) continue;
        for (;;) {
            const IrInst *last = ir_terminator(func, block);
            if (last->op != IR_JUMP) break;
            IrBlock next = last->edges[0].target;
            u32 order = flow->index[next];
            bool has_one_pred = flow->pred_first[order + 1] - flow->pred_first[order] == 1;
            if (!has_one_pred || next == block || func->blocks.items[next].params.count > 0) break;
            IrBlockData *to = &func->blocks.items[block];
            const IrBlockData *from = &func->blocks.items[next];
            to->insts.count--;
            for (u32 i = 0; i < from->insts.count; i++) {
                IrValue value = from->insts.items[i];
                func->insts.items[value].block = block;
                *VEC_PUSH(edit->module->arena, &to->insts) = value;
            }
            func->blocks.items[next].insts.count = 0;
            is_gone[next] = true;
        }
    }
}

// Blocks that nothing leads to are emptied, so that later passes and printers see them as gone.
static void drop_unreachable(IrFunc *func, const IrFlow *flow) {
    for (IrBlock block = 0; block < func->blocks.count; block++) {
        if (flow->index[block] != IR_NONE) continue;
        IrBlockData *data = &func->blocks.items[block];
        for (u32 i = 0; i < data->insts.count; i++)
            func->insts.items[data->insts.items[i]].block = IR_NONE;
        for (u32 i = 0; i < data->params.count; i++)
            func->insts.items[data->params.items[i]].block = IR_NONE;
        data->insts.count = 0;
        data->params.count = 0;
    }
}

// ---- unused instructions

// What slot.take moves out of the frame nobody else would release.
static bool has_effect(const IrInst *inst) {
    return ir_can_fail(inst) || inst->op == IR_SLOT_TAKE || (ir_ops[inst->op].flags & IR_TERM) ||
           (ir_effects(inst) & (IR_WRITE | IR_ANY)) || inst->op == IR_PARAM;
}

typedef struct {
    const IrFunc *func;
    bool *is_needed;  // by value
    VEC(IrValue) work;
    Arena *scratch;
} Marker;

static void need(Marker *m, IrValue value) {
    if (m->is_needed[value]) return;
    m->is_needed[value] = true;
    *VEC_PUSH(m->scratch, &m->work) = value;
}

static void drop_unused(Edit *edit, const IrFlow *flow) {
    Marker m = {.func = edit->func,
                .scratch = edit->scratch,
                .is_needed = ARENA_NEW_ARRAY(edit->scratch, bool, edit->func->insts.count)};
    for (u32 k = 0; k < flow->count; k++) {
        const IrBlockData *data = &edit->func->blocks.items[flow->order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = &edit->func->insts.items[value];
            if (has_effect(inst) || inst->op == IR_STACK_SLOTS) need(&m, value);
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++) need(&m, inst->edges[e].args[a]);
            }
        }
    }
    while (m.work.count > 0) {
        const IrInst *inst = &edit->func->insts.items[m.work.items[--m.work.count]];
        for (u32 a = 0; a < inst->arg_count; a++) need(&m, inst->args[a]);
    }
    for (u32 k = 0; k < flow->count; k++) {
        IrBlockData *data = &edit->func->blocks.items[flow->order[k]];
        u32 kept = 0;
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            if (m.is_needed[value]) data->insts.items[kept++] = value;
            if (!m.is_needed[value]) edit->func->insts.items[value].block = IR_NONE;
        }
        data->insts.count = kept;
    }
}

void pass_simplify(IrModule *module, IrFunc *func, Arena *scratch) {
    Edit edit = edit_begin(module, func, scratch);
    for (u32 round = 0; round < ROUNDS_MAX; round++) {
        IrFlow flow = ir_flow_order(scratch, func);
        drop_unreachable(func, &flow);
        if (simplify_insts(&edit, &flow)) {
            flow = ir_flow_order(scratch, func);
            drop_unreachable(func, &flow);
        }
        bool is_changed = drop_params(&edit, &flow);
        edit_finish(&edit);
        merge_blocks(&edit, &flow);
        drop_unused(&edit, &flow);
        if (!is_changed) return;
    }
}
