// Constants: as instructions, and as entries of the unit's table.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// The little-endian bytes of a number written in digits.
static Slice big_magnitude(Arena *arena, Slice digits, u32 radix) {
    u8 *bytes = arena_alloc(arena, digits.len / 2 + 1);
    usize len = 0;
    for (usize i = 0; i < digits.len; i++) {
        u8 c = digits.data[i];
        u32 carry = (u32)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        for (usize k = 0; k < len; k++) {
            carry += bytes[k] * radix;
            bytes[k] = (u8)carry;
            carry >>= 8;
        }
        if (carry > 0) bytes[len++] = (u8)carry;
    }
    return slice_make(bytes, len);
}

static Val int_constant(Lower *l, u64 number) {
    if (number <= (u64)SMALL_INT_MAX)
        return (Val){lower_const_int(l, (i64)number), IR_INT, SEMA_INT};
    u8 bytes[8];
    for (u32 i = 0; i < 8; i++) bytes[i] = (u8)(number >> 8 * i);
    usize len = 8;
    while (len > 0 && bytes[len - 1] == 0) len--;
    u32 index = ir_const_int(l->out, slice_make(bytes, len), false);
    return (Val){ir_const_inst(&l->b, IR_CONST_POOL, IR_INT, index), IR_INT, SEMA_INT};
}

static Val complex_constant(Lower *l, f64 imag) {
    IrValue parts[] = {lower_to_value(l, (Val){lower_const_f64(l, 0), IR_F64, SEMA_FLOAT}),
                       lower_to_value(l, (Val){lower_const_f64(l, imag), IR_F64, SEMA_FLOAT})};
    IrValue made = RT(l, CALL_NATIVE, lower_const_i32(l, NATIVE_COMPLEX_NEW), lower_const_i64(l, 2),
                      lower_stack_values(l, parts, 2));
    return (Val){made, IR_VALUE, SEMA_OBJECT};
}

Val lower_constant(Lower *l, const AstExpr *expr) {
    const AstConstant *constant = &expr->constant.value;
    switch (constant->kind) {
    case AST_CONST_NONE: return lower_none(l);
    case AST_CONST_FALSE: return (Val){lower_const_bool(l, false), IR_I1, SEMA_BOOL};
    case AST_CONST_TRUE: return (Val){lower_const_bool(l, true), IR_I1, SEMA_BOOL};
    case AST_CONST_ELLIPSIS:
        return (Val){lower_const_value(l, VALUE_ELLIPSIS), IR_VALUE, SEMA_ELLIPSIS};
    case AST_CONST_INT: return int_constant(l, constant->u.int_value);
    case AST_CONST_BIG_INT: {
        Slice bytes =
            big_magnitude(l->ssa.scratch, constant->u.big_int.digits, constant->u.big_int.radix);
        u32 index = ir_const_int(l->out, bytes, false);
        return (Val){ir_const_inst(&l->b, IR_CONST_POOL, IR_INT, index), IR_INT, SEMA_INT};
    }
    case AST_CONST_FLOAT:
        return (Val){lower_const_f64(l, constant->u.float_value), IR_F64, SEMA_FLOAT};
    case AST_CONST_STR:
        return (Val){lower_const_text(l, constant->u.text, false), IR_REF, SEMA_STR};
    case AST_CONST_BYTES: {
        u32 index = ir_const_bytes(l->out, constant->u.text);
        return (Val){ir_const_inst(&l->b, IR_CONST_POOL, IR_REF, index), IR_REF, SEMA_BYTES};
    }
    case AST_CONST_COMPLEX: break;
    }
    return complex_constant(l, constant->u.float_value);
}

// ---- entries of the table

static bool number_index(Lower *l, const AstConstant *constant, bool is_negative, u32 *index) {
    if (constant->kind == AST_CONST_FLOAT) {
        f64 number = constant->u.float_value;
        *index = ir_const_f64(l->out, is_negative ? -number : number);
        return true;
    }
    if (constant->kind != AST_CONST_INT || constant->u.int_value > (u64)SMALL_INT_MAX) return false;
    i64 number = (i64)constant->u.int_value;
    *index = ir_const_value(l->out, value_from_small(is_negative ? -number : number));
    return true;
}

static bool constant_index(Lower *l, const AstConstant *constant, u32 *index) {
    switch (constant->kind) {
    case AST_CONST_NONE: *index = ir_const_value(l->out, VALUE_NONE); return true;
    case AST_CONST_FALSE: *index = ir_const_value(l->out, VALUE_FALSE); return true;
    case AST_CONST_TRUE: *index = ir_const_value(l->out, VALUE_TRUE); return true;
    case AST_CONST_ELLIPSIS: *index = ir_const_value(l->out, VALUE_ELLIPSIS); return true;
    case AST_CONST_STR: *index = ir_const_str(l->out, constant->u.text, false); return true;
    case AST_CONST_BYTES: *index = ir_const_bytes(l->out, constant->u.text); return true;
    default: return number_index(l, constant, false, index);
    }
}

// A tuple or list of constants becomes one tuple of the table; the caller makes sure that a tuple
// will do.
static bool items_index(Lower *l, AstExprs items, u32 *index) {
    u32 *parts = ARENA_NEW_ARRAY(l->ssa.scratch, u32, items.count + 1);
    for (u32 i = 0; i < items.count; i++) {
        if (!lower_const_index(l, items.items[i], &parts[i])) return false;
    }
    *index = ir_const_tuple(l->out, parts, items.count);
    return true;
}

bool lower_const_index(Lower *l, const AstExpr *expr, u32 *index) {
    if (expr->kind == AST_CONSTANT) return constant_index(l, &expr->constant.value, index);
    if (expr->kind == AST_TUPLE) return items_index(l, expr->tuple.elts, index);
    bool is_negative = expr->kind == AST_UNARY_OP && expr->unary_op.op == AST_UNARY_SUB &&
                       expr->unary_op.operand->kind == AST_CONSTANT;
    return is_negative && number_index(l, &expr->unary_op.operand->constant.value, true, index);
}

bool lower_const_list_index(Lower *l, const AstExpr *expr, u32 *index) {
    return expr->kind == AST_LIST && items_index(l, expr->list.elts, index);
}
