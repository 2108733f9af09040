#include "compiler/pass/int_range.h"

#include "base/check.h"
#include "compiler/pass/edit.h"
#include "compiler/pass/int_range_priv.h"

typedef struct {
    Ranges ranges;
    Edit edit;
    u32 value_count;  // values that the analysis knows
} Rewriter;

enum { DEMAND_DEPTH_MAX = 32 };

static const IrInst *inst_of(const Rewriter *r, IrValue value) {
    return &r->edit.func->insts.items[value];
}

static Interval interval(const Rewriter *r, IrValue value) {
    if (value >= r->value_count) return (Interval){INT64_MIN, INT64_MAX};
    return range_at(&r->ranges, value, r->edit.block);
}

static bool is_small(const Rewriter *r, IrValue value) {
    return range_is_small(interval(r, value));
}

static IrValue add(Rewriter *r, IrOp op, IrType type, const IrValue *args, u32 count, u64 imm) {
    return edit_add(&r->edit, op, type, args, count, imm);
}

static IrValue add_i64(Rewriter *r, IrOp op, IrValue left, IrValue right) {
    return add(r, op, IR_I64, (IrValue[]){left, right}, 2, 0);
}

static IrValue constant(Rewriter *r, i64 number) {
    return add(r, IR_CONST_I64, IR_I64, NULL, 0, (u64)number);
}

// The raw word of an INT.
static IrValue raw(Rewriter *r, IrValue value) {
    const IrInst *inst = inst_of(r, value);
    if (inst->op == IR_INT_FROM_SMALL) return edit_resolve(&r->edit, inst->args[0]);
    if (inst->op == IR_CONST_INT) return constant(r, (i64)inst->imm);
    return add(r, IR_SMALL_FROM_INT, IR_I64, &value, 1, 0);
}

// ---- what each operation becomes

static IrOp raw_op(IrOp op) {
    switch (op) {
    case IR_INT_ADD: return IR_I64_ADD;
    case IR_INT_SUB: return IR_I64_SUB;
    case IR_INT_MUL: return IR_I64_MUL;
    case IR_INT_AND: return IR_I64_AND;
    case IR_INT_OR: return IR_I64_OR;
    case IR_INT_XOR: return IR_I64_XOR;
    case IR_INT_EQ: return IR_I64_EQ;
    case IR_INT_NE: return IR_I64_NE;
    case IR_INT_LT: return IR_I64_LT_S;
    case IR_INT_LE: return IR_I64_LE_S;
    case IR_INT_GT: return IR_I64_GT_S;
    case IR_INT_GE: return IR_I64_GE_S;
    default: return IR_OP_COUNT;
    }
}

static bool is_comparison(IrOp op) {
    return op >= IR_INT_EQ && op <= IR_INT_GE;
}

// ---- demanded bits: v modulo 2^64, or IR_NONE when that cannot be had without a check

static IrValue wrapped(Rewriter *r, IrValue value, u32 depth);

static IrValue wrapped_shift(Rewriter *r, const IrInst *inst, u32 depth) {
    i64 count;
    if (!range_is_constant(interval(r, inst->args[1]), &count) || count < 0 || count > 63)
        return IR_NONE;
    IrValue left = wrapped(r, inst->args[0], depth + 1);
    return left == IR_NONE ? IR_NONE : add_i64(r, IR_I64_SHL, left, constant(r, count));
}

static IrValue wrapped(Rewriter *r, IrValue value, u32 depth) {
    IrValue newest = edit_resolve(&r->edit, value);
    if (is_small(r, value) || inst_of(r, newest)->op == IR_INT_FROM_SMALL) return raw(r, newest);
    const IrInst *inst = inst_of(r, value);
    if (depth > DEMAND_DEPTH_MAX || inst->arg_count == 0) return IR_NONE;
    // Only for this use: a value with other users is computed in full as well.
    switch (inst->op) {
    case IR_INT_ADD:
    case IR_INT_SUB:
    case IR_INT_MUL:
    case IR_INT_AND:
    case IR_INT_OR:
    case IR_INT_XOR: {
        IrOp op = raw_op(inst->op);
        IrValue first = inst->args[0], second = inst->args[1];
        IrValue left = wrapped(r, first, depth + 1);
        IrValue right = left == IR_NONE ? IR_NONE : wrapped(r, second, depth + 1);
        return right == IR_NONE ? IR_NONE : add_i64(r, op, left, right);
    }
    case IR_INT_SHL: return wrapped_shift(r, inst, depth);
    default: return IR_NONE;
    }
}

// x & mask with a mask that is not negative.
static bool rewrite_mask(Rewriter *r, IrValue value) {
    const IrInst *inst = inst_of(r, value);
    for (u32 side = 0; side < 2; side++) {
        i64 mask;
        IrValue masked = inst->args[1 - side];
        if (!range_is_constant(interval(r, inst->args[side]), &mask) || mask < 0 ||
            !int_is_small(mask))
            continue;
        u32 before = r->edit.out.count;
        IrValue low = wrapped(r, masked, 0);
        if (low == IR_NONE) {
            r->edit.out.count = before;
            return false;
        }
        IrValue bits = add_i64(r, IR_I64_AND, low, constant(r, mask));
        edit_replace(&r->edit, value, add(r, IR_INT_FROM_SMALL, IR_INT, &bits, 1, 0));
        return true;
    }
    return false;
}

// ---- division

static bool is_power_of_two(i64 number) {
    return number > 0 && (number & (number - 1)) == 0;
}

// Floor division and modulo of small numbers by something that is not 0. IR_NONE: leave it.
static IrValue divide(Rewriter *r, const IrInst *inst) {
    Interval left = interval(r, inst->args[0]), right = interval(r, inst->args[1]);
    bool is_division = inst->op == IR_INT_FLOORDIV;
    if (!range_is_small(left) || !range_is_small(right) || (right.lo <= 0 && right.hi >= 0))
        return IR_NONE;
    i64 divisor;
    IrValue dividend = inst->args[0], by = inst->args[1];
    if (range_is_constant(right, &divisor) && is_power_of_two(divisor)) {
        IrValue x = raw(r, dividend);
        if (!is_division) return add_i64(r, IR_I64_AND, x, constant(r, divisor - 1));
        return add_i64(r, IR_I64_SHR_S, x, constant(r, __builtin_ctzll((u64)divisor)));
    }
    if (left.lo < 0 || right.lo < 0) return IR_NONE;
    IrValue x = raw(r, dividend), y = raw(r, by);
    return add_i64(r, is_division ? IR_I64_DIV_U : IR_I64_REM_U, x, y);
}

static IrValue shift(Rewriter *r, const IrInst *inst, Interval result) {
    i64 count;
    if (!range_is_small(interval(r, inst->args[0])) || !range_is_small(result)) return IR_NONE;
    Interval by = interval(r, inst->args[1]);
    bool is_left = inst->op == IR_INT_SHL;
    if (is_left && !range_is_constant(by, &count)) return IR_NONE;
    if (by.lo < 0 || by.hi > 63) return IR_NONE;
    IrValue left = inst->args[0], right = inst->args[1];
    IrValue x = raw(r, left), y = raw(r, right);
    return add_i64(r, is_left ? IR_I64_SHL : IR_I64_SHR_S, x, y);
}

// ---- one instruction. True: it is replaced, the old one is dropped.

static void replace_by_small(Rewriter *r, IrValue value, IrValue i64_value) {
    edit_replace(&r->edit, value, add(r, IR_INT_FROM_SMALL, IR_INT, &i64_value, 1, 0));
}

static bool rewrite_binary(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    IrOp op = raw_op(inst.op);
    // The analysis knows the values as they were; replacements are newer than it.
    bool is_left_small = is_small(r, inst.args[0]), is_right_small = is_small(r, inst.args[1]);
    IrValue left = edit_resolve(&r->edit, inst.args[0]),
            right = edit_resolve(&r->edit, inst.args[1]);
    if (is_comparison(inst.op)) {
        // Raw order is right when one side is small.
        if (!is_left_small && !is_right_small) return false;
        IrValue x = raw(r, left), y = raw(r, right);
        edit_replace(&r->edit, value, add(r, op, IR_I1, (IrValue[]){x, y}, 2, 0));
        return true;
    }
    if (is_left_small && is_right_small && is_small(r, value)) {
        IrValue x = raw(r, left), y = raw(r, right);
        replace_by_small(r, value, add_i64(r, op, x, y));
        return true;
    }
    return inst.op == IR_INT_AND && rewrite_mask(r, value);
}

static bool rewrite_unary(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    IrValue arg = edit_resolve(&r->edit, inst.args[0]);
    if (!is_small(r, inst.args[0])) return false;
    switch (inst.op) {
    case IR_INT_NEG:
        if (!is_small(r, value)) return false;
        replace_by_small(r, value, add_i64(r, IR_I64_SUB, constant(r, 0), raw(r, arg)));
        return true;
    case IR_INT_INVERT:
        replace_by_small(r, value, add_i64(r, IR_I64_XOR, raw(r, arg), constant(r, -1)));
        return true;
    case IR_INT_FROM_I64: replace_by_small(r, value, arg); return true;
    case IR_INDEX_FROM_INT: edit_replace(&r->edit, value, raw(r, arg)); return true;
    default: return false;
    }
}

// Fallible ones that cannot fail here: the replacement goes in, BRERR becomes a jump (by the
// caller).
static bool rewrite_fallible(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    u32 before = r->edit.out.count;
    IrValue made = IR_NONE;
    switch (inst.op) {
    case IR_INT_FLOORDIV:
    case IR_INT_MOD: made = divide(r, &inst); break;
    case IR_INT_SHL:
    case IR_INT_SHR: made = shift(r, &inst, interval(r, value)); break;
    case IR_F64_FROM_INT:
        if (!is_small(r, inst.args[0])) break;
        made = raw(r, edit_resolve(&r->edit, inst.args[0]));
        edit_replace(&r->edit, value, add(r, IR_F64_FROM_I64, IR_F64, &made, 1, 0));
        return true;
    case IR_INT_TRUEDIV: {
        Interval left = interval(r, inst.args[0]), right = interval(r, inst.args[1]);
        const i64 exact = INT64_C(1) << 53;
        bool is_exact =
            left.lo >= -exact && left.hi <= exact && right.lo >= -exact && right.hi <= exact;
        if (!is_exact || (right.lo <= 0 && right.hi >= 0)) break;
        IrValue x = raw(r, edit_resolve(&r->edit, inst.args[0])),
                y = raw(r, edit_resolve(&r->edit, inst.args[1]));
        x = add(r, IR_F64_FROM_I64, IR_F64, &x, 1, 0);
        y = add(r, IR_F64_FROM_I64, IR_F64, &y, 1, 0);
        edit_replace(&r->edit, value, add(r, IR_F64_DIV, IR_F64, (IrValue[]){x, y}, 2, 0));
        return true;
    }
    default: break;
    }
    if (made == IR_NONE) {
        r->edit.out.count = before;
        return false;
    }
    replace_by_small(r, value, made);
    return true;
}

// x << constant cannot fail; as a product it may be left out where only its low bits are wanted.
static bool rewrite_shift_as_product(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    i64 count;
    if (!range_is_constant(interval(r, inst.args[1]), &count) || count < 0 || count > 60)
        return false;
    IrValue factor = add(r, IR_CONST_INT, IR_INT, NULL, 0, UINT64_C(1) << count);
    IrValue args[] = {edit_resolve(&r->edit, inst.args[0]), factor};
    edit_replace(&r->edit, value, add(r, IR_INT_MUL, IR_INT, args, 2, 0));
    return true;
}

static void mark_index(Rewriter *r, IrValue value) {
    IrInst *inst = &r->edit.func->insts.items[value];
    Interval index = interval(r, inst->args[1]);
    if (index.lo >= 0 && !range_is_empty(index)) inst->imm |= IR_INDEX_NOT_NEGATIVE;
}

// Items of a list of small ints need no count and no test.
static bool rewrite_list_get(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    if (inst.type != IR_INT || !range_is_small(r->ranges.range[value])) return false;
    replace_by_small(r, value, add(r, IR_LIST_GET, IR_I64, inst.args, 2, inst.imm));
    return true;
}

static bool rewrite_list_set(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    bool is_small_list = r->ranges.given && range_is_small(r->ranges.given[value]);
    if (inst_of(r, inst.args[2])->type != IR_INT || !is_small_list) return false;
    IrValue args[] = {inst.args[0], inst.args[1], raw(r, edit_resolve(&r->edit, inst.args[2]))};
    add(r, IR_LIST_PUT, IR_VOID, args, 3, 0);
    return true;
}

// The same for a field of small ints.
static bool rewrite_field_get(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    if (inst.type != IR_INT || !range_is_small(r->ranges.range[value])) return false;
    IrValue made = add(r, IR_FIELD_GET, IR_I64, inst.args, 1, inst.imm);
    r->edit.func->insts.items[made].field = inst.field;
    replace_by_small(r, value, made);
    return true;
}

static bool rewrite_field_set(Rewriter *r, IrValue value) {
    IrInst inst = *inst_of(r, value);
    bool is_small_field = r->ranges.given && range_is_small(r->ranges.given[value]);
    if (inst_of(r, inst.args[1])->type != IR_INT || !is_small_field) return false;
    IrValue word = raw(r, edit_resolve(&r->edit, inst.args[1]));
    IrValue args[] = {inst.args[0], add(r, IR_INT_FROM_SMALL, IR_INT, &word, 1, 0)};
    IrValue made = add(r, IR_FIELD_INIT, IR_VOID, args, 2, inst.imm);
    r->edit.func->insts.items[made].field = inst.field;
    return true;
}

static bool rewrite_inst(Rewriter *r, IrValue value) {
    IrOp op = inst_of(r, value)->op;
    if (raw_op(op) != IR_OP_COUNT) return rewrite_binary(r, value);
    switch (op) {
    case IR_INT_NEG:
    case IR_INT_INVERT:
    case IR_INT_FROM_I64:
    case IR_INDEX_FROM_INT: return rewrite_unary(r, value);
    case IR_INT_SHL: return rewrite_fallible(r, value) || rewrite_shift_as_product(r, value);
    case IR_INT_FLOORDIV:
    case IR_INT_MOD:
    case IR_INT_SHR:
    case IR_INT_TRUEDIV:
    case IR_F64_FROM_INT: return rewrite_fallible(r, value);
    case IR_LIST_CHECK:
    case IR_LIST_CHECK_WRITE:
    case IR_STR_CHECK:
    case IR_BYTEARRAY_CHECK: mark_index(r, value); return false;
    case IR_LIST_GET: return rewrite_list_get(r, value);
    case IR_LIST_SET: return rewrite_list_set(r, value);
    case IR_FIELD_GET: return rewrite_field_get(r, value);
    case IR_FIELD_SET: return rewrite_field_set(r, value);
    default: return false;
    }
}

// ---- blocks

static void jump_instead_of_brerr(Rewriter *r, IrValue terminator) {
    IrInst *last = &r->edit.func->insts.items[terminator];
    last->op = IR_JUMP;
    last->arg_count = 0;
    last->edge_count = 1;
}

// Edge arguments for parameters that became I64. They stand before a fallible instruction, never
// between it and BRERR.
static void convert_edge_args(Rewriter *r, IrValue terminator) {
    u32 edge_count = inst_of(r, terminator)->edge_count;
    for (u32 e = 0; e < edge_count; e++) {
        IrEdge edge = inst_of(r, terminator)->edges[e];
        const IrBlockData *target = &r->edit.func->blocks.items[edge.target];
        for (u32 i = 0; i < edge.arg_count; i++) {
            IrValue arg = edit_resolve(&r->edit, edge.args[i]);
            bool is_converted = inst_of(r, target->params.items[i])->type == IR_I64 &&
                                inst_of(r, arg)->type == IR_INT;
            if (is_converted) edge.args[i] = raw(r, arg);
        }
    }
}

static void rewrite_block(Rewriter *r, IrBlock block) {
    const IrBlockData *data = &r->edit.func->blocks.items[block];
    u32 count = data->insts.count;
    const IrValue *insts = arena_copy(r->edit.scratch, data->insts.items, count * sizeof(IrValue));
    edit_block(&r->edit, block);
    IrValue terminator = insts[count - 1];
    bool is_brerr = inst_of(r, terminator)->op == IR_BRERR, was_replaced = false;
    for (u32 i = 0; i + 1 < count; i++) {
        if (is_brerr && i + 2 == count) convert_edge_args(r, terminator);
        was_replaced = rewrite_inst(r, insts[i]);
        if (!was_replaced) edit_keep(&r->edit, insts[i]);
    }
    if (is_brerr && was_replaced) jump_instead_of_brerr(r, terminator);
    if (!is_brerr) convert_edge_args(r, terminator);
    edit_keep(&r->edit, terminator);
    edit_end_block(&r->edit);
}

// ---- parameters

// The result of a fallible instruction, passed on by its own BRERR, cannot be converted on the way.
static bool is_passed_by_brerr(const Rewriter *r, u32 order, u32 index) {
    const IrFlow *flow = &r->ranges.flow;
    for (u32 k = flow->pred_first[order]; k < flow->pred_first[order + 1]; k++) {
        const IrInst *last = ir_terminator(r->edit.func, flow->preds[k]);
        if (last->op != IR_BRERR) continue;
        for (u32 e = 0; e < last->edge_count; e++) {
            bool is_here = last->edges[e].target == flow->order[order];
            if (is_here && last->edges[e].args[index] == last->args[0]) return true;
        }
    }
    return false;
}

// A new I64 parameter takes the place of the old one, which becomes the INT made from it.
static void make_raw(Rewriter *r, IrBlock block, u32 index) {
    IrBlockData *data = &r->edit.func->blocks.items[block];
    IrValue old = data->params.items[index];
    edit_block(&r->edit, block);
    IrValue param = add(r, IR_BLOCK_PARAM, IR_I64, NULL, 0, index);
    data->params.items[index] = param;
    IrInst *inst = &r->edit.func->insts.items[old];
    *inst = (IrInst){.op = IR_INT_FROM_SMALL,
                     .type = IR_INT,
                     .arg_count = 1,
                     .position = IR_NONE,
                     .block = block};
    inst->args = arena_copy(r->edit.module->arena, &param, sizeof param);

    VEC_RESERVE(r->edit.module->arena, &data->insts, 1);
    for (u32 i = data->insts.count; i > 0; i--) data->insts.items[i] = data->insts.items[i - 1];
    data->insts.items[0] = old;
    data->insts.count++;
}

static void make_params_raw(Rewriter *r) {
    const IrFlow *flow = &r->ranges.flow;
    for (u32 k = 1; k < flow->count; k++) {
        IrBlock block = flow->order[k];
        u32 param_count = r->edit.func->blocks.items[block].params.count;
        for (u32 i = 0; i < param_count; i++) {
            IrValue param = r->edit.func->blocks.items[block].params.items[i];
            if (inst_of(r, param)->type != IR_INT || !range_is_small(r->ranges.range[param]))
                continue;
            if (!is_passed_by_brerr(r, k, i)) make_raw(r, block, i);
        }
    }
}

void range_rewrite(IrModule *module, IrFunc *func, const Ranges *ranges, Arena *scratch) {
    Rewriter r = {.ranges = *ranges, .value_count = func->insts.count};
    r.edit = edit_begin(module, func, scratch);
    make_params_raw(&r);
    for (u32 k = 0; k < r.ranges.flow.count; k++) rewrite_block(&r, r.ranges.flow.order[k]);
    edit_finish(&r.edit);
}

void pass_range(IrModule *module, IrFunc *func, Arena *scratch) {
    Ranges ranges;
    ranges_find(&ranges, func, NULL, scratch);
    range_rewrite(module, func, &ranges, scratch);
}
