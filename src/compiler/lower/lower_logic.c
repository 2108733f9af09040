// Truth, and/or/not, conditional expressions, chained comparisons: everything that branches inside
// an expression.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// ---- truth

IrValue lower_truth(Lower *l, Val val) {
    switch (val.repr) {
    case IR_I1: return val.id;
    case IR_INT: return NOT(l, EMIT(l, INT_IS_ZERO, 0, val.id));
    case IR_I64: return EMIT(l, I64_NE, 0, val.id, lower_const_i64(l, 0));
    case IR_F64: return EMIT(l, F64_NE, 0, val.id, lower_const_f64(l, 0.0));
    default: break;
    }
    IrValue len, web_truth;
    if (lower_web_truth(l, val, &web_truth)) return web_truth;
    if (lower_len_of_known(l, val, &len)) return EMIT(l, I64_NE, 0, len, lower_const_i64(l, 0));
    return RT(l, TRUTH, lower_to_value(l, val));
}

void lower_branch(Lower *l, IrValue truth, IrBlock if_true, IrBlock if_false) {
    const IrInst *inst = &l->b.func->insts.items[truth];
    if (inst->op == IR_CONST_I32) {
        ssa_jump(&l->ssa, inst->imm ? if_true : if_false);
        return;
    }
    ssa_brif(&l->ssa, truth, if_true, if_false, 0);
}

static void condition_of_bool_op(Lower *l, const AstExpr *expr, IrBlock if_true, IrBlock if_false) {
    AstExprs values = expr->bool_op.values;
    bool is_and = expr->bool_op.op == AST_BOOL_AND;
    for (u32 i = 0; i + 1 < values.count && l->b.block != IR_NONE; i++) {
        IrBlock next = ssa_block_new(&l->ssa);
        lower_condition(l, values.items[i], is_and ? next : if_true, is_and ? if_false : next);
        lower_continue_at(l, next);
    }
    if (l->b.block != IR_NONE)
        lower_condition(l, values.items[values.count - 1], if_true, if_false);
}

// Branches on the truth of an expression without making it a value first. Seals neither block.
void lower_condition(Lower *l, const AstExpr *expr, IrBlock if_true, IrBlock if_false) {
    if (expr->kind == AST_BOOL_OP) {
        condition_of_bool_op(l, expr, if_true, if_false);
        return;
    }
    if (expr->kind == AST_UNARY_OP && expr->unary_op.op == AST_UNARY_NOT) {
        lower_condition(l, expr->unary_op.operand, if_false, if_true);
        return;
    }
    if (expr->kind == AST_COMPARE) {
        lower_compare_condition(l, expr, if_true, if_false);
        return;
    }
    Val val = lower_expr(l, expr);
    lower_at(l, expr->span);
    lower_branch(l, lower_truth(l, val), if_true, if_false);
}

Val lower_not(Lower *l, const AstExpr *expr) {
    Val operand = lower_expr(l, expr->unary_op.operand);
    lower_at(l, expr->span);
    return lower_val(l, NOT(l, lower_truth(l, operand)), IR_I1, SEMA_BOOL);
}

// ---- and, or, if-else: one variable takes the result of each way

static void write_result(Lower *l, SsaVar result, Val val) {
    ssa_write(&l->ssa, result, lower_convert(l, val, (IrType)l->ssa.var_types.items[result]));
}

Val lower_bool_op(Lower *l, const AstExpr *expr) {
    AstExprs values = expr->bool_op.values;
    bool is_and = expr->bool_op.op == AST_BOOL_AND;
    SemaType type = lower_type_of(l, expr);
    SsaVar result = ssa_var_new(&l->ssa, lower_repr_of(l, type));
    IrBlock end = ssa_block_new(&l->ssa);
    for (u32 i = 0; i < values.count && l->b.block != IR_NONE; i++) {
        Val val = lower_expr(l, values.items[i]);
        if (i + 1 == values.count) {
            write_result(l, result, val);
            ssa_jump(&l->ssa, end);
            break;
        }
        lower_at(l, values.items[i]->span);
        IrValue truth = lower_truth(l, val);
        IrBlock keep = ssa_block_new(&l->ssa), next = ssa_block_new(&l->ssa);
        ssa_brif(&l->ssa, truth, is_and ? next : keep, is_and ? keep : next, 0);
        ssa_begin_sealed(&l->ssa, keep);
        write_result(l, result, val);
        ssa_jump(&l->ssa, end);
        ssa_begin_sealed(&l->ssa, next);
    }
    ssa_begin_sealed(&l->ssa, end);
    return lower_val(l, ssa_read(&l->ssa, result), lower_repr_of(l, type), type);
}

Val lower_if_exp(Lower *l, const AstExpr *expr) {
    SemaType type = lower_type_of(l, expr);
    SsaVar result = ssa_var_new(&l->ssa, lower_repr_of(l, type));
    IrBlock end = ssa_block_new(&l->ssa);
    IrBlock body = ssa_block_new(&l->ssa), orelse = ssa_block_new(&l->ssa);
    lower_condition(l, expr->if_exp.test, body, orelse);
    const AstExpr *ways[] = {expr->if_exp.body, expr->if_exp.orelse};
    IrBlock blocks[] = {body, orelse};
    for (u32 i = 0; i < 2; i++) {
        lower_continue_at(l, blocks[i]);
        if (l->b.block == IR_NONE) continue;
        write_result(l, result, lower_expr(l, ways[i]));
        ssa_jump(&l->ssa, end);
    }
    ssa_begin_sealed(&l->ssa, end);
    return lower_val(l, ssa_read(&l->ssa, result), lower_repr_of(l, type), type);
}
