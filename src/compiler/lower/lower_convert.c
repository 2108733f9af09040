// Between representations.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

IrType lower_repr_of(Lower *l, SemaType type) {
    switch (sema_repr(&l->program->types, type)) {
    case SEMA_REPR_I1: return IR_I1;
    case SEMA_REPR_INT: return IR_INT;
    case SEMA_REPR_F64: return IR_F64;
    case SEMA_REPR_REF: return IR_REF;
    case SEMA_REPR_VALUE:
    case SEMA_REPR_NONE: break;
    }
    return IR_VALUE;
}

IrType lower_slot_type(SlotKind kind) {
    return kind == SLOT_INT ? IR_INT : kind == SLOT_F64 ? IR_F64 : IR_VALUE;
}

Val lower_val(Lower *l, IrValue id, IrType repr, SemaType type) {
    (void)l;
    return (Val){id, repr, type};
}

Val lower_none(Lower *l) {
    return (Val){lower_const_value(l, VALUE_NONE), IR_VALUE, SEMA_NONE};
}

SemaKind lower_kind(Lower *l, SemaType type) {
    return sema_type_kind(&l->program->types, type);
}

bool lower_is(Lower *l, Val val, SemaKind kind) {
    return lower_kind(l, val.type) == kind;
}

SemaType lower_type_of(Lower *l, const AstExpr *expr) {
    return sema_type_at(l->program, l->inst, expr->id);
}

SemaType lower_list_item(Lower *l, SemaType list) {
    return sema_list_item(&l->program->types, list);
}

static IrValue to_value(Lower *l, IrValue id, IrType repr) {
    switch (repr) {
    case IR_VALUE: return id;
    case IR_INT: return EMIT(l, VALUE_FROM_INT, 0, id);
    case IR_F64: return EMIT(l, VALUE_FROM_F64, 0, id);
    case IR_I1: return EMIT(l, VALUE_FROM_BOOL, 0, id);
    case IR_REF: return EMIT(l, VALUE_FROM_REF, 0, id);
    case IR_I64: return EMIT(l, VALUE_FROM_INT, 0, EMIT(l, INT_FROM_SMALL, 0, id));
    default: break;
    }
    UNREACHABLE("no conversion to a value");
}

static IrValue from_value(Lower *l, IrValue id, IrType repr) {
    switch (repr) {
    case IR_VALUE: return id;
    case IR_INT: return EMIT(l, INT_FROM_VALUE, 0, id);
    case IR_F64: return EMIT(l, F64_FROM_VALUE, 0, id);
    case IR_I1: return EMIT(l, BOOL_FROM_VALUE, 0, id);
    case IR_REF: return EMIT(l, REF_FROM_VALUE, 0, id);
    default: break;
    }
    UNREACHABLE("no conversion from a value");
}

// A value that was just made from another representation gives that one back.
static bool undo(Lower *l, IrValue id, IrType repr, IrValue *source) {
    const IrInst *inst = &l->b.func->insts.items[id];
    bool is_undone = (inst->op == IR_VALUE_FROM_INT && repr == IR_INT) ||
                     (inst->op == IR_VALUE_FROM_F64 && repr == IR_F64) ||
                     (inst->op == IR_VALUE_FROM_BOOL && repr == IR_I1) ||
                     (inst->op == IR_VALUE_FROM_REF && repr == IR_REF);
    if (is_undone) *source = inst->args[0];
    return is_undone;
}

IrValue lower_convert(Lower *l, Val val, IrType repr) {
    if (val.repr == repr) return val.id;
    if (val.repr == IR_I64 && repr == IR_INT) return EMIT(l, INT_FROM_SMALL, 0, val.id);
    IrValue source;
    if (val.repr == IR_VALUE && undo(l, val.id, repr, &source)) return source;
    return from_value(l, to_value(l, val.id, val.repr), repr);
}

IrValue lower_to_value(Lower *l, Val val) {
    return lower_convert(l, val, IR_VALUE);
}

Val lower_as(Lower *l, Val val, SemaType type) {
    IrType repr = lower_repr_of(l, type);
    return (Val){lower_convert(l, val, repr), repr, type};
}

IrValue lower_to_int(Lower *l, Val val) {
    if (val.repr == IR_I1) return EMIT(l, INT_FROM_BOOL, 0, val.id);
    return lower_convert(l, val, IR_INT);
}

IrValue lower_to_f64(Lower *l, Val val) {
    if (val.repr == IR_F64) return val.id;
    if (val.repr == IR_I64) return EMIT(l, F64_FROM_I64, 0, val.id);
    const IrInst *inst = &l->b.func->insts.items[val.id];
    if (inst->op == IR_CONST_INT) {
        i64 number = (i64)inst->imm;
        if (number >= -(INT64_C(1) << 53) && number <= INT64_C(1) << 53)
            return lower_const_f64(l, (f64)number);
    }
    if (val.repr == IR_I1) return EMIT(l, F64_FROM_I64, 0, EMIT(l, I64_FROM_I1, 0, val.id));
    if (val.repr == IR_INT) return EMIT(l, F64_FROM_INT, 0, val.id);
    return lower_convert(l, val, IR_F64);
}

// CALL_RT arguments of type B take words.
Val lower_fit_list(Lower *l, Val list, SemaType type) {
    if (lower_kind(l, type) != SEMA_LIST) return lower_as(l, list, type);
    SlotKind kind = sema_list_kind(&l->program->types, type);
    IrValue ref = lower_convert(l, list, IR_REF);
    IrValue fitted = RT(l, LIST_TO_KIND, ref, lower_const_i32(l, kind));
    return (Val){fitted, IR_REF, type};
}
