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

// ---- templates: containers of constants, made whole by rt_thaw

typedef struct {
    u32 *parts;  // constants
    u32 count;
} Template;

static bool is_number(const AstConstant *constant) {
    return constant->kind == AST_CONST_FLOAT ||
           (constant->kind == AST_CONST_INT && constant->u.int_value <= (u64)SMALL_INT_MAX);
}

// Whether lower_const_index takes it, which leaves traces in the table.
static bool is_constant(const AstExpr *expr) {
    if (expr->kind == AST_CONSTANT) {
        const AstConstant *constant = &expr->constant.value;
        bool may_be_large = constant->kind == AST_CONST_INT || constant->kind == AST_CONST_BIG_INT;
        return constant->kind != AST_CONST_COMPLEX && (!may_be_large || is_number(constant));
    }
    if (expr->kind == AST_UNARY_OP)
        return expr->unary_op.op == AST_UNARY_SUB && expr->unary_op.operand->kind == AST_CONSTANT &&
               is_number(&expr->unary_op.operand->constant.value);
    if (expr->kind != AST_TUPLE) return false;
    for (u32 i = 0; i < expr->tuple.elts.count; i++) {
        if (!is_constant(expr->tuple.elts.items[i])) return false;
    }
    return true;
}

// How many constants the items have, with those inside of them; 0: something else is among them.
static u32 leaf_count(AstExprs items) {
    u32 leaves = 0;
    for (u32 i = 0; i < items.count; i++) {
        const AstExpr *item = items.items[i];
        u32 inside = !item ? 0 : is_constant(item) ? 1 : lower_template_leaves(item);
        if (inside == 0) return 0;
        leaves += inside;
    }
    return leaves;
}

u32 lower_template_leaves(const AstExpr *expr) {
    if (expr->kind == AST_LIST) return leaf_count(expr->list.elts);
    if (expr->kind == AST_SET) {
        // Of at least three constants: CPython makes such a set from a constant, which shows in its
        // order.
        for (u32 i = 0; i < expr->set.elts.count; i++) {
            if (!is_constant(expr->set.elts.items[i])) return 0;
        }
        return expr->set.elts.count >= 3 ? expr->set.elts.count : 0;
    }
    if (expr->kind != AST_DICT) return 0;
    for (u32 i = 0; i < expr->dict.keys.count; i++) {
        if (!expr->dict.keys.items[i] || !is_constant(expr->dict.keys.items[i])) return 0;
    }
    u32 leaves = leaf_count(expr->dict.values);
    return leaves ? leaves + expr->dict.keys.count : 0;
}

static bool add_part(Lower *l, Template *template, const AstExpr *expr) {
    u32 *place = &template->parts[template->count++];
    return is_constant(expr) ? lower_const_index(l, expr, place)
                             : lower_template_index(l, expr, place);
}

static Template template_of(Lower *l, u32 part_count, u32 kind) {
    Template template = {.parts = ARENA_NEW_ARRAY(l->ssa.scratch, u32, part_count + 2)};
    template.parts[template.count++] = ir_const_value(l->out, VALUE_UNDEFINED);
    template.parts[template.count++] = ir_const_value(l->out, value_from_small(kind));
    return template;
}

// Whether a slot of the kind holds the constant without being asked: the type inference says so.
static bool fits_kind(const AstExpr *item, SlotKind kind) {
    if (kind == SLOT_VALUE) return true;
    if (item->kind == AST_UNARY_OP) item = item->unary_op.operand;
    AstConstantKind wanted = kind == SLOT_INT ? AST_CONST_INT : AST_CONST_FLOAT;
    return item->kind == AST_CONSTANT && item->constant.value.kind == wanted;
}

static bool list_template(Lower *l, const AstExpr *expr, Template *template) {
    SemaType type = lower_type_of(l, expr);
    bool is_list = lower_kind(l, type) == SEMA_LIST;
    SlotKind kind = is_list ? sema_list_kind(&l->program->types, type) : SLOT_VALUE;
    AstExprs items = expr->list.elts;
    *template = template_of(l, items.count, kind);
    for (u32 i = 0; i < items.count; i++) {
        if (!fits_kind(items.items[i], kind) || !add_part(l, template, items.items[i]))
            return false;
    }
    return true;
}

static bool dict_template(Lower *l, const AstExpr *expr, Template *template) {
    AstExprs keys = expr->dict.keys, values = expr->dict.values;
    *template = template_of(l, 2 * keys.count, TEMPLATE_DICT);
    for (u32 i = 0; i < keys.count; i++) {
        if (!add_part(l, template, keys.items[i]) || !add_part(l, template, values.items[i]))
            return false;
    }
    return true;
}

static bool set_template(Lower *l, const AstExpr *expr, Template *template) {
    AstExprs items = expr->set.elts;
    *template = template_of(l, items.count, TEMPLATE_SET);
    for (u32 i = 0; i < items.count; i++) {
        if (!add_part(l, template, items.items[i])) return false;
    }
    return true;
}

bool lower_template_index(Lower *l, const AstExpr *expr, u32 *index) {
    Template template = {0};
    bool is_good = expr->kind == AST_LIST   ? list_template(l, expr, &template)
                   : expr->kind == AST_DICT ? dict_template(l, expr, &template)
                                            : set_template(l, expr, &template);
    if (!is_good) return false;
    *index = ir_const_tuple(l->out, template.parts, template.count);
    return true;
}
