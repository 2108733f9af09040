// Arithmetic: typed where both operands' representations say how, else through the runtime's
// protocol.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

static bool is_int(Val val) {
    return val.repr == IR_INT || val.repr == IR_I1 || val.repr == IR_I64;
}

static bool is_number(Val val) {
    return is_int(val) || val.repr == IR_F64;
}

static const struct {
    RtCall call;
    RtBinaryOp op;
} dynamic_ops[] = {
    [AST_OP_ADD] = {RT_ADD, RT_OP_ADD},
    [AST_OP_SUB] = {RT_SUB, RT_OP_SUB},
    [AST_OP_MULT] = {RT_MUL, RT_OP_MUL},
    [AST_OP_MAT_MULT] = {RT_MATMUL, RT_OP_MATMUL},
    [AST_OP_DIV] = {RT_TRUEDIV, RT_OP_TRUEDIV},
    [AST_OP_MOD] = {RT_MOD, RT_OP_MOD},
    [AST_OP_POW] = {RT_POW, RT_OP_POW},
    [AST_OP_LSHIFT] = {RT_LSHIFT, RT_OP_LSHIFT},
    [AST_OP_RSHIFT] = {RT_RSHIFT, RT_OP_RSHIFT},
    [AST_OP_BIT_OR] = {RT_OR, RT_OP_OR},
    [AST_OP_BIT_XOR] = {RT_XOR, RT_OP_XOR},
    [AST_OP_BIT_AND] = {RT_AND, RT_OP_AND},
    [AST_OP_FLOOR_DIV] = {RT_FLOORDIV, RT_OP_FLOORDIV},
};

static const IrInst *inst_of(Lower *l, Val val) {
    return &l->b.func->insts.items[val.id];
}

// ---- ints

// x ** 2 and x ** 3 are products.
static bool int_power_is_product(Lower *l, Val exponent, u64 *count) {
    const IrInst *inst = inst_of(l, exponent);
    *count = inst->imm;
    return inst->op == IR_CONST_INT && (inst->imm == 2 || inst->imm == 3);
}

static Val int_power(Lower *l, Val left, Val right) {
    IrValue base = lower_to_int(l, left);
    u64 count;
    if (int_power_is_product(l, right, &count)) {
        IrValue product = EMIT(l, INT_MUL, 0, base, base);
        if (count == 3) product = EMIT(l, INT_MUL, 0, product, base);
        return (Val){product, IR_INT, SEMA_INT};
    }
    const IrInst *inst = inst_of(l, right);
    bool is_int_result = inst->op == IR_CONST_INT && (i64)inst->imm >= 0;
    IrValue power = RT(l, INT_POW, base, lower_to_int(l, right));
    Val val = {power, IR_VALUE, is_int_result ? SEMA_INT : SEMA_OBJECT};
    return is_int_result ? lower_as(l, val, SEMA_INT) : val;
}

static bool int_op(AstOperator op, IrOp *ir_op) {
    switch (op) {
    case AST_OP_ADD: *ir_op = IR_INT_ADD; return true;
    case AST_OP_SUB: *ir_op = IR_INT_SUB; return true;
    case AST_OP_MULT: *ir_op = IR_INT_MUL; return true;
    case AST_OP_MOD: *ir_op = IR_INT_MOD; return true;
    case AST_OP_FLOOR_DIV: *ir_op = IR_INT_FLOORDIV; return true;
    case AST_OP_LSHIFT: *ir_op = IR_INT_SHL; return true;
    case AST_OP_RSHIFT: *ir_op = IR_INT_SHR; return true;
    case AST_OP_BIT_OR: *ir_op = IR_INT_OR; return true;
    case AST_OP_BIT_XOR: *ir_op = IR_INT_XOR; return true;
    case AST_OP_BIT_AND: *ir_op = IR_INT_AND; return true;
    default: return false;
    }
}

static bool bool_op(AstOperator op, IrOp *ir_op) {
    switch (op) {
    case AST_OP_BIT_OR: *ir_op = IR_I1_OR; return true;
    case AST_OP_BIT_XOR: *ir_op = IR_I1_XOR; return true;
    case AST_OP_BIT_AND: *ir_op = IR_I1_AND; return true;
    default: return false;
    }
}

static bool int_binary(Lower *l, AstOperator op, Val left, Val right, Val *result) {
    IrOp ir_op;
    if (left.repr == IR_I1 && right.repr == IR_I1 && bool_op(op, &ir_op)) {
        *result = (Val){lower_emit(l, ir_op, 0, LOWER_ARGS(left.id, right.id)), IR_I1, SEMA_BOOL};
        return true;
    }
    if (op == AST_OP_POW) {
        *result = int_power(l, left, right);
        return true;
    }
    if (op == AST_OP_DIV) {
        IrValue quotient = EMIT(l, INT_TRUEDIV, 0, lower_to_int(l, left), lower_to_int(l, right));
        *result = (Val){quotient, IR_F64, SEMA_FLOAT};
        return true;
    }
    if (!int_op(op, &ir_op)) return false;
    IrValue a = lower_to_int(l, left), b = lower_to_int(l, right);
    *result = (Val){lower_emit(l, ir_op, 0, LOWER_ARGS(a, b)), IR_INT, SEMA_INT};
    return true;
}

// ---- floats

static void check_divisor(Lower *l, IrValue divisor) {
    const IrInst *inst = &l->b.func->insts.items[divisor];
    if (inst->op == IR_CONST_F64 && float_from_bits(inst->imm) != 0.0) return;
    IrBlock fine = ssa_block_new(&l->ssa), zero = ssa_block_new(&l->ssa);
    ssa_brif(&l->ssa, EMIT(l, F64_EQ, 0, divisor, lower_const_f64(l, 0.0)), zero, fine, 2);
    ssa_begin_sealed(&l->ssa, zero);
    l->b.func->blocks.items[zero].is_cold = true;
    lower_fault(l, RT_FAULT_ZERO_DIVISION);
    ssa_begin_sealed(&l->ssa, fine);
}

// x ** 2 is a product, unless that leaves the range: then the runtime raises as it must.
static Val float_square(Lower *l, IrValue base) {
    SsaVar result = ssa_var_new(&l->ssa, IR_F64);
    IrValue square = EMIT(l, F64_MUL, 0, base, base);
    ssa_write(&l->ssa, result, square);
    IrBlock done = ssa_block_new(&l->ssa), big = ssa_block_new(&l->ssa);
    ssa_brif(&l->ssa, EMIT(l, F64_LT, 0, square, lower_const_f64(l, __builtin_inf())), done, big,
             1);
    ssa_begin_sealed(&l->ssa, big);
    IrValue power = RT(l, F64_POW, base, lower_const_f64(l, 2.0));
    ssa_write(&l->ssa, result, EMIT(l, F64_FROM_VALUE, 0, power));
    ssa_jump(&l->ssa, done);
    ssa_begin_sealed(&l->ssa, done);
    return (Val){ssa_read(&l->ssa, result), IR_F64, SEMA_FLOAT};
}

static Val float_power(Lower *l, Val left, Val right) {
    IrValue a = lower_to_f64(l, left), b = lower_to_f64(l, right);
    const IrInst *exponent = &l->b.func->insts.items[b];
    if (exponent->op == IR_CONST_F64 && float_from_bits(exponent->imm) == 2.0)
        return float_square(l, a);
    bool is_whole =
        exponent->op == IR_CONST_F64 &&
        float_from_bits(exponent->imm) == __builtin_floor(float_from_bits(exponent->imm));
    Val val = {RT(l, F64_POW, a, b), IR_VALUE, SEMA_OBJECT};
    return is_whole ? lower_as(l, val, SEMA_FLOAT) : val;
}

static bool float_binary(Lower *l, AstOperator op, Val left, Val right, Val *result) {
    if (op == AST_OP_POW) {
        *result = float_power(l, left, right);
        return true;
    }
    bool is_known = op == AST_OP_ADD || op == AST_OP_SUB || op == AST_OP_MULT || op == AST_OP_DIV ||
                    op == AST_OP_FLOOR_DIV || op == AST_OP_MOD;
    if (!is_known) return false;
    IrValue a = lower_to_f64(l, left), b = lower_to_f64(l, right), value;
    switch (op) {
    case AST_OP_ADD: value = EMIT(l, F64_ADD, 0, a, b); break;
    case AST_OP_SUB: value = EMIT(l, F64_SUB, 0, a, b); break;
    case AST_OP_MULT: value = EMIT(l, F64_MUL, 0, a, b); break;
    case AST_OP_DIV:
        check_divisor(l, b);
        value = EMIT(l, F64_DIV, 0, a, b);
        break;
    case AST_OP_FLOOR_DIV: value = RT(l, F64_FLOORDIV, a, b); break;
    default: value = RT(l, F64_MOD, a, b); break;
    }
    *result = (Val){value, IR_F64, SEMA_FLOAT};
    return true;
}

// ---- str and list

static bool list_binary(Lower *l, AstOperator op, Val left, Val right, SemaType type, Val *result) {
    if (lower_kind(l, type) != SEMA_LIST) return false;
    IrValue kind = lower_const_i32(l, sema_list_kind(&l->program->types, type));
    if (op == AST_OP_ADD && lower_is(l, left, SEMA_LIST) && lower_is(l, right, SEMA_LIST)) {
        *result = (Val){RT(l, LIST_CONCAT, left.id, right.id, kind), IR_REF, type};
        return true;
    }
    if (op == AST_OP_MULT && lower_is(l, left, SEMA_LIST) && is_int(right)) {
        *result = (Val){RT(l, LIST_REPEAT, left.id, lower_to_int(l, right), kind), IR_REF, type};
        return true;
    }
    if (op == AST_OP_MULT && is_int(left) && lower_is(l, right, SEMA_LIST)) {
        *result = (Val){RT(l, LIST_REPEAT, right.id, lower_to_int(l, left), kind), IR_REF, type};
        return true;
    }
    return false;
}

static bool text_binary(Lower *l, AstOperator op, Val left, Val right, Val *result) {
    if (op == AST_OP_ADD && lower_is(l, left, SEMA_STR) && lower_is(l, right, SEMA_STR)) {
        *result = (Val){RT(l, STR_CONCAT, left.id, right.id), IR_REF, SEMA_STR};
        return true;
    }
    if (op == AST_OP_MULT && lower_is(l, left, SEMA_STR) && is_int(right)) {
        *result = (Val){RT(l, STR_REPEAT, left.id, lower_to_int(l, right)), IR_REF, SEMA_STR};
        return true;
    }
    if (op == AST_OP_MULT && is_int(left) && lower_is(l, right, SEMA_STR)) {
        *result = (Val){RT(l, STR_REPEAT, right.id, lower_to_int(l, left)), IR_REF, SEMA_STR};
        return true;
    }
    return false;
}

// ---- all binary operators

static bool typed_binary(Lower *l, AstOperator op, Val left, Val right, SemaType type,
                         Val *result) {
    if (is_int(left) && is_int(right) && int_binary(l, op, left, right, result)) return true;
    bool is_float = left.repr == IR_F64 || right.repr == IR_F64;
    bool is_complex = op == AST_OP_POW && type == SEMA_OBJECT && l->program->uses_complex;
    if (is_float && !is_complex && is_number(left) && is_number(right) &&
        float_binary(l, op, left, right, result))
        return true;
    return text_binary(l, op, left, right, result) || list_binary(l, op, left, right, type, result);
}

Val lower_binary(Lower *l, AstOperator op, Val left, Val right, SemaType type) {
    Val result;
    if (typed_binary(l, op, left, right, type, &result)) return result;
    IrValue args[] = {lower_to_value(l, left), lower_to_value(l, right)};
    Val made = {lower_emit(l, IR_CALL_RT, dynamic_ops[op].call, args, 2), IR_VALUE, SEMA_OBJECT};
    // A list that the runtime made is fresh, but of a kind that it chose.
    return lower_kind(l, type) == SEMA_LIST ? lower_fit_list(l, made, type) : made;
}

Val lower_inplace(Lower *l, AstOperator op, Val left, Val right, SemaType type) {
    if (op == AST_OP_ADD && lower_is(l, left, SEMA_STR) && lower_is(l, right, SEMA_STR)) {
        return (Val){RT(l, STR_APPEND, left.id, right.id), IR_REF, SEMA_STR};
    }
    Val result;
    if (!lower_is(l, left, SEMA_LIST) && typed_binary(l, op, left, right, type, &result))
        return result;
    IrValue args[] = {lower_to_value(l, left), lower_to_value(l, right),
                      lower_const_i32(l, dynamic_ops[op].op)};
    Val changed = {lower_emit(l, IR_CALL_RT, RT_INPLACE, args, 3), IR_VALUE, SEMA_OBJECT};
    return lower_is(l, left, SEMA_LIST) ? lower_as(l, changed, left.type) : changed;
}

// ---- unary operators

static Val negated(Lower *l, Val operand) {
    if (is_int(operand)) {
        const IrInst *inst = inst_of(l, operand);
        bool is_constant =
            operand.repr == IR_INT && inst->op == IR_CONST_INT && (i64)inst->imm != SMALL_INT_MIN;
        if (is_constant) return (Val){lower_const_int(l, -(i64)inst->imm), IR_INT, SEMA_INT};
        return (Val){EMIT(l, INT_NEG, 0, lower_to_int(l, operand)), IR_INT, SEMA_INT};
    }
    if (operand.repr == IR_F64) {
        const IrInst *inst = inst_of(l, operand);
        if (inst->op == IR_CONST_F64) {
            return (Val){lower_const_f64(l, -float_from_bits(inst->imm)), IR_F64, SEMA_FLOAT};
        }
        return (Val){EMIT(l, F64_NEG, 0, operand.id), IR_F64, SEMA_FLOAT};
    }
    return (Val){RT(l, NEG, lower_to_value(l, operand)), IR_VALUE, SEMA_OBJECT};
}

Val lower_unary(Lower *l, const AstExpr *expr) {
    if (expr->unary_op.op == AST_UNARY_NOT) return lower_not(l, expr);
    Val operand = lower_expr(l, expr->unary_op.operand);
    lower_at(l, expr->span);
    switch (expr->unary_op.op) {
    case AST_UNARY_SUB: return negated(l, operand);
    case AST_UNARY_ADD:
        if (operand.repr == IR_F64) return operand;
        if (is_int(operand)) return (Val){lower_to_int(l, operand), IR_INT, SEMA_INT};
        return (Val){RT(l, POS, lower_to_value(l, operand)), IR_VALUE, SEMA_OBJECT};
    default: break;
    }
    if (is_int(operand))
        return (Val){EMIT(l, INT_INVERT, 0, lower_to_int(l, operand)), IR_INT, SEMA_INT};
    return (Val){RT(l, INVERT, lower_to_value(l, operand)), IR_VALUE, SEMA_OBJECT};
}
