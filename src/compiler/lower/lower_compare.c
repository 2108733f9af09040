// Comparisons: typed pairs, identity, membership, chains.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

enum { LISTED_MAX = 8 };

static bool is_int(Val val) {
    return val.repr == IR_INT || val.repr == IR_I1 || val.repr == IR_I64;
}

static IrValue emit2(Lower *l, IrOp op, IrValue left, IrValue right) {
    return lower_emit(l, op, 0, LOWER_ARGS(left, right));
}

static IrValue compare_ints(Lower *l, AstCompareOperator op, Val left, Val right) {
    static const IrOp ops[] = {
        [AST_CMP_EQ] = IR_INT_EQ,   [AST_CMP_NOT_EQ] = IR_INT_NE, [AST_CMP_LT] = IR_INT_LT,
        [AST_CMP_LT_E] = IR_INT_LE, [AST_CMP_GT] = IR_INT_GT,     [AST_CMP_GT_E] = IR_INT_GE};
    if (left.repr == IR_I1 && right.repr == IR_I1 && (op == AST_CMP_EQ || op == AST_CMP_NOT_EQ)) {
        IrValue differs = EMIT(l, I1_XOR, 0, left.id, right.id);
        return op == AST_CMP_EQ ? NOT(l, differs) : differs;
    }
    return emit2(l, ops[op], lower_to_int(l, left), lower_to_int(l, right));
}

static IrValue compare_floats(Lower *l, AstCompareOperator op, IrValue left, IrValue right) {
    static const IrOp ops[] = {
        [AST_CMP_EQ] = IR_F64_EQ,   [AST_CMP_NOT_EQ] = IR_F64_NE, [AST_CMP_LT] = IR_F64_LT,
        [AST_CMP_LT_E] = IR_F64_LE, [AST_CMP_GT] = IR_F64_GT,     [AST_CMP_GT_E] = IR_F64_GE};
    return emit2(l, ops[op], left, right);
}

// `order` is -1, 0 or 1; or 2 when there is none.
static IrValue compare_order(Lower *l, AstCompareOperator op, IrValue order) {
    IrValue zero = lower_const_i64(l, 0);
    switch (op) {
    case AST_CMP_EQ: return EMIT(l, I64_EQ, 0, order, zero);
    case AST_CMP_NOT_EQ: return EMIT(l, I64_NE, 0, order, zero);
    case AST_CMP_LT: return EMIT(l, I64_LT_S, 0, order, zero);
    case AST_CMP_LT_E: return EMIT(l, I64_LE_S, 0, order, zero);
    case AST_CMP_GT: return EMIT(l, I64_EQ, 0, order, lower_const_i64(l, 1));
    default: return EMIT(l, I64_LE_U, 0, order, lower_const_i64(l, 1));
    }
}

static AstCompareOperator mirrored(AstCompareOperator op) {
    switch (op) {
    case AST_CMP_LT: return AST_CMP_GT;
    case AST_CMP_LT_E: return AST_CMP_GT_E;
    case AST_CMP_GT: return AST_CMP_LT;
    case AST_CMP_GT_E: return AST_CMP_LT_E;
    default: return op;
    }
}

// Exact: an int is turned into a float only when it is a constant that a float holds.
static IrValue compare_float_with_int(Lower *l, AstCompareOperator op, Val number, Val whole) {
    const IrInst *inst = &l->b.func->insts.items[whole.id];
    bool is_exact =
        whole.repr == IR_I1 || (inst->op == IR_CONST_INT && (i64)inst->imm >= -(INT64_C(1) << 53) &&
                                (i64)inst->imm <= INT64_C(1) << 53);
    if (is_exact) return compare_floats(l, op, number.id, lower_to_f64(l, whole));
    return compare_order(l, op, RT(l, F64_COMPARE_INT, number.id, lower_to_int(l, whole)));
}

static IrValue compare_texts(Lower *l, AstCompareOperator op, IrValue left, IrValue right) {
    if (op == AST_CMP_EQ) return RT(l, STR_EQ, left, right);
    if (op == AST_CMP_NOT_EQ) return NOT(l, RT(l, STR_EQ, left, right));
    return compare_order(l, op, RT(l, STR_COMPARE, left, right));
}

IrValue lower_compare_typed(Lower *l, AstCompareOperator op, Val left, Val right) {
    if (is_int(left) && is_int(right)) return compare_ints(l, op, left, right);
    if (left.repr == IR_F64 && right.repr == IR_F64)
        return compare_floats(l, op, left.id, right.id);
    if (left.repr == IR_F64 && is_int(right)) return compare_float_with_int(l, op, left, right);
    if (is_int(left) && right.repr == IR_F64)
        return compare_float_with_int(l, mirrored(op), right, left);
    if (lower_is(l, left, SEMA_STR) && lower_is(l, right, SEMA_STR))
        return compare_texts(l, op, left.id, right.id);
    return IR_NONE;
}

// ---- is

static IrValue compare_identity(Lower *l, Val left, Val right) {
    if (is_int(left) && is_int(right) && left.repr == right.repr)
        return compare_ints(l, AST_CMP_EQ, left, right);
    if (left.repr == IR_REF && right.repr == IR_REF) return EMIT(l, REF_EQ, 0, left.id, right.id);
    // Typed floats have no identity: the same bits stand for the same object, so that `x is x`
    // holds.
    if (left.repr == IR_F64 && right.repr == IR_F64) {
        return EMIT(l, I64_EQ, 0, EMIT(l, I64_BITS, 0, left.id), EMIT(l, I64_BITS, 0, right.id));
    }
    bool is_hopeless = left.repr != right.repr && left.repr != IR_VALUE && right.repr != IR_VALUE;
    bool is_none = (lower_is(l, left, SEMA_NONE) && right.repr != IR_VALUE) ||
                   (lower_is(l, right, SEMA_NONE) && left.repr != IR_VALUE);
    if (is_hopeless || is_none) return lower_const_bool(l, false);
    return EMIT(l, VALUE_IS, 0, lower_to_value(l, left), lower_to_value(l, right));
}

// ---- in

static IrValue contains(Lower *l, Val container, Val item) {
    switch (lower_kind(l, container.type)) {
    case SEMA_DICT: return RT(l, DICT_CONTAINS, container.id, lower_to_value(l, item));
    case SEMA_SET:
    case SEMA_FROZENSET: return RT(l, SET_CONTAINS, container.id, lower_to_value(l, item));
    case SEMA_STR:
        if (lower_is(l, item, SEMA_STR)) return RT(l, STR_CONTAINS, container.id, item.id);
        break;
    default: break;
    }
    return RT(l, CONTAINS, lower_to_value(l, container), lower_to_value(l, item));
}

// `x in (1, 2, 3)` with an int or a str on the left: compared one by one.
static bool is_listed(Lower *l, Val item, const AstExpr *display, IrValue *truth) {
    bool is_tuple = display->kind == AST_TUPLE, is_list = display->kind == AST_LIST;
    if (!is_tuple && !is_list && display->kind != AST_SET) return false;
    AstExprs items = is_tuple  ? display->tuple.elts
                     : is_list ? display->list.elts
                               : display->set.elts;
    bool is_text = lower_is(l, item, SEMA_STR);
    if (items.count == 0 || items.count > LISTED_MAX || (item.repr != IR_INT && !is_text))
        return false;
    for (u32 i = 0; i < items.count; i++) {
        if (!ast_is_constant(items.items[i], is_text ? AST_CONST_STR : AST_CONST_INT)) return false;
    }
    *truth = IR_NONE;
    for (u32 i = 0; i < items.count; i++) {
        Val wanted = lower_constant(l, items.items[i]);
        IrValue is_equal = lower_compare_typed(l, AST_CMP_EQ, item, wanted);
        *truth = *truth == IR_NONE ? is_equal : EMIT(l, I1_OR, 0, *truth, is_equal);
    }
    return true;
}

// The right side of `in` is only looked at: a list of constants may be a tuple that exists already.
static Val membership(Lower *l, AstCompareOperator op, Val item, const AstExpr *container,
                      Span span) {
    IrValue truth;
    u32 index;
    if (!is_listed(l, item, container, &truth)) {
        Val right;
        if (lower_const_list_index(l, container, &index)) {
            right = (Val){ir_const_inst(&l->b, IR_CONST_POOL, IR_REF, index), IR_REF, SEMA_OBJECT};
        } else {
            right = lower_expr(l, container);
        }
        lower_at(l, span);
        truth = contains(l, right, item);
    }
    return (Val){op == AST_CMP_IN ? truth : NOT(l, truth), IR_I1, SEMA_BOOL};
}

// ---- one comparison and chains

static const u8 rt_ops[] = {
    [AST_CMP_EQ] = RT_EQ,   [AST_CMP_NOT_EQ] = RT_NE, [AST_CMP_LT] = RT_LT,
    [AST_CMP_LT_E] = RT_LE, [AST_CMP_GT] = RT_GT,     [AST_CMP_GT_E] = RT_GE};

// I1 where the result is surely a bool or only its truth is `wanted`; else what the objects'
// methods say.
static Val compare_pair(Lower *l, AstCompareOperator op, Val left, Val right,
                        bool is_truth_wanted) {
    IrValue truth;
    switch (op) {
    case AST_CMP_IS: truth = compare_identity(l, left, right); break;
    case AST_CMP_IS_NOT: truth = NOT(l, compare_identity(l, left, right)); break;
    case AST_CMP_IN: truth = contains(l, right, left); break;
    case AST_CMP_NOT_IN: truth = NOT(l, contains(l, right, left)); break;
    default:
        truth = lower_compare_typed(l, op, left, right);
        if (truth != IR_NONE) break;
        IrValue args[] = {lower_to_value(l, left), lower_to_value(l, right),
                          lower_const_i32(l, rt_ops[op])};
        if (!is_truth_wanted)
            return (Val){lower_emit(l, IR_CALL_RT, RT_COMPARE, args, 3), IR_VALUE, SEMA_OBJECT};
        truth = lower_emit(l, IR_CALL_RT, RT_COMPARE_BOOL, args, 3);
        break;
    }
    return (Val){truth, IR_I1, SEMA_BOOL};
}

// Comparison `index` of a chain; `left` becomes its right side.
static Val compare_step(Lower *l, const AstExpr *expr, u32 index, Val *left, bool is_truth_wanted) {
    AstCompareOperator op = (AstCompareOperator)expr->compare.ops.items[index];
    const AstExpr *comparator = expr->compare.comparators.items[index];
    bool is_last = index + 1 == expr->compare.comparators.count;
    if (is_last && (op == AST_CMP_IN || op == AST_CMP_NOT_IN)) {
        return membership(l, op, *left, comparator, expr->span);
    }
    Val right = lower_expr(l, comparator);
    lower_at(l, expr->span);
    Val pair = compare_pair(l, op, *left, right, is_truth_wanted);
    *left = right;
    return pair;
}

Val lower_compare(Lower *l, const AstExpr *expr) {
    bool is_bool = lower_type_of(l, expr) == SEMA_BOOL;
    IrType repr = is_bool ? IR_I1 : IR_VALUE;
    u32 count = expr->compare.comparators.count;
    Val left = lower_expr(l, expr->compare.left);
    if (count == 1) return compare_step(l, expr, 0, &left, is_bool);
    SsaVar result = ssa_var_new(&l->ssa, repr);
    IrBlock end = ssa_block_new(&l->ssa);
    for (u32 i = 0; i < count; i++) {
        Val pair = compare_step(l, expr, i, &left, is_bool);
        ssa_write(&l->ssa, result, lower_convert(l, pair, repr));
        if (i + 1 == count) {
            ssa_jump(&l->ssa, end);
            break;
        }
        IrBlock next = ssa_block_new(&l->ssa);
        ssa_brif(&l->ssa, lower_truth(l, pair), next, end, 0);
        ssa_begin_sealed(&l->ssa, next);
    }
    ssa_begin_sealed(&l->ssa, end);
    return (Val){ssa_read(&l->ssa, result), repr, is_bool ? SEMA_BOOL : SEMA_OBJECT};
}

// Branches on a comparison or a chain of them: only truths are asked for; the first false one ends
// it.
void lower_compare_condition(Lower *l, const AstExpr *expr, IrBlock if_true, IrBlock if_false) {
    u32 count = expr->compare.comparators.count;
    Val left = lower_expr(l, expr->compare.left);
    for (u32 i = 0; i < count && !lower_is_dead(l); i++) {
        Val pair = compare_step(l, expr, i, &left, true);
        if (i + 1 == count) {
            lower_branch(l, pair.id, if_true, if_false);
            return;
        }
        IrBlock next = ssa_block_new(&l->ssa);
        lower_branch(l, pair.id, next, if_false);
        lower_continue_at(l, next);
    }
}
