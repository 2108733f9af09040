// Attributes: fields of instances, variables of modules and classes, and the runtime's way for all
// else.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

static Val attribute_dynamic(Lower *l, Val object, AstName name) {
    IrValue value = RT(l, GETATTR, lower_to_value(l, object), lower_const_name(l, name));
    return (Val){value, IR_VALUE, SEMA_OBJECT};
}

// `found`, or what the runtime says when it is unset: a class's attribute or AttributeError.
Val lower_attribute_or_dynamic(Lower *l, Val found, Val object, AstName name) {
    SsaVar result = ssa_var_new(&l->ssa, IR_VALUE);
    ssa_write(&l->ssa, result, found.id);
    IrBlock done = ssa_block_new(&l->ssa), unset = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, found.id, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, unset, done, 2);
    ssa_begin_sealed(&l->ssa, unset);
    l->b.func->blocks.items[unset].is_cold = true;
    ssa_write(&l->ssa, result, attribute_dynamic(l, object, name).id);
    ssa_jump(&l->ssa, done);
    ssa_begin_sealed(&l->ssa, done);
    return (Val){ssa_read(&l->ssa, result), IR_VALUE, found.type};
}

// Where `object` is None the runtime raises: `stored` NULL, as for a read.
static Val receiver_test(Lower *l, const AstExpr *expr, Val object, const Val *stored) {
    SemaType base = lower_type_of(l, expr->attribute.value);
    SemaType type = sema_receiver_type(l->program, base, expr->attribute.attr);
    if (type == base || lower_is_dead(l)) return object;
    if (object.repr == IR_VALUE) {
        IrBlock fine = ssa_block_new(&l->ssa), none = ssa_block_new(&l->ssa);
        IrValue is_none = EMIT(l, VALUE_IS, 0, object.id, lower_const_value(l, VALUE_NONE));
        ssa_brif(&l->ssa, is_none, none, fine, 2);
        ssa_begin_sealed(&l->ssa, none);
        l->b.func->blocks.items[none].is_cold = true;
        IrValue name = lower_const_name(l, expr->attribute.attr);
        if (stored)
            RT(l, SETATTR, object.id, name, lower_to_value(l, *stored));
        else
            RT(l, GETATTR, object.id, name);
        lower_unreachable(l);
        ssa_begin_sealed(&l->ssa, fine);
    }
    return lower_as(l, object, type);
}

Val lower_receiver(Lower *l, const AstExpr *expr, Val object) {
    return receiver_test(l, expr, object, NULL);
}

// Whether the attribute's receiver may be None, though sema took it for something else.
bool lower_is_tested(Lower *l, const AstExpr *expr) {
    SemaType base = lower_type_of(l, expr->attribute.value);
    return sema_receiver_type(l->program, base, expr->attribute.attr) != base;
}

// `found`; the runtime raises where it is unset.
static Val attribute_or_error(Lower *l, Val found, Val object, AstName name) {
    IrBlock done = ssa_block_new(&l->ssa), unset = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, found.id, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, unset, done, 2);
    ssa_begin_sealed(&l->ssa, unset);
    l->b.func->blocks.items[unset].is_cold = true;
    attribute_dynamic(l, object, name);
    lower_unreachable(l);
    ssa_begin_sealed(&l->ssa, done);
    return found;
}

static Val attribute_field(Lower *l, const AstExpr *expr, const SemaAttribute *attribute) {
    Val object = lower_expr(l, expr->attribute.value);
    lower_at(l, expr->span);
    object = lower_receiver(l, expr, object);
    if (object.repr != IR_REF) return attribute_dynamic(l, object, expr->attribute.attr);
    IrType repr = lower_slot_type((SlotKind)attribute->slot_kind);
    Val field = {
        lower_field(l, EMIT_TYPED(l, FIELD_GET, repr, attribute->index, object.id), attribute),
        repr, attribute->stored_type};
    if (attribute->raises_unset && repr == IR_VALUE)
        return attribute_or_error(l, field, object, expr->attribute.attr);
    if (attribute->may_be_undef && repr == IR_VALUE)
        field = lower_attribute_or_dynamic(l, field, object, expr->attribute.attr);
    return field;
}

static bool is_user_module(Lower *l, const AstExpr *expr) {
    return lower_kind(l, lower_type_of(l, expr)) == SEMA_MODULE;
}

Val lower_attribute_object(Lower *l, const AstExpr *target) {
    const AstExpr *object = target->attribute.value;
    if (lower_kind(l, lower_type_of(l, object)) == SEMA_WEB_MODULE) return lower_none(l);
    bool is_known = is_user_module(l, object) &&
                    sema_attribute_at(l->program, l->inst, target->id)->kind == SEMA_ATTR_GLOBAL;
    return is_known ? lower_none(l) : lower_expr(l, object);
}

// Unset: what else the module has under that name, or AttributeError.
static Val module_global(Lower *l, const AstExpr *expr, u32 index) {
    Val val = lower_global_read(l, index);
    if (!l->program->globals.items[index].is_checked || val.repr != IR_VALUE) return val;
    const SemaTypeRow *row =
        sema_type_row(&l->program->types, lower_type_of(l, expr->attribute.value));
    SsaVar result = ssa_var_new(&l->ssa, IR_VALUE);
    ssa_write(&l->ssa, result, val.id);
    IrBlock done = ssa_block_new(&l->ssa), unset = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, val.id, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, unset, done, 2);
    ssa_begin_sealed(&l->ssa, unset);
    l->b.func->blocks.items[unset].is_cold = true;
    Val module = lower_module_value(l, row->index);
    ssa_write(&l->ssa, result, attribute_dynamic(l, module, expr->attribute.attr).id);
    ssa_jump(&l->ssa, done);
    ssa_begin_sealed(&l->ssa, done);
    return (Val){ssa_read(&l->ssa, result), IR_VALUE, val.type};
}

// A module's variable or a class's attribute. The object itself is only needed when it may be
// unset.
static Val attribute_global(Lower *l, const AstExpr *expr, const SemaAttribute *attribute) {
    const SemaGlobal *global = &l->program->globals.items[attribute->index];
    bool is_checked = (global->is_checked || attribute->may_be_undef) && global->kind == SLOT_VALUE;
    bool is_plain = expr->attribute.value->kind == AST_NAME;
    if (is_user_module(l, expr->attribute.value)) {
        lower_at(l, expr->span);
        return module_global(l, expr, attribute->index);
    }
    Val object = {IR_NONE, IR_VALUE, SEMA_OBJECT};
    bool is_tested = lower_is_tested(l, expr);
    if (!is_plain || is_checked || is_tested) object = lower_expr(l, expr->attribute.value);
    lower_at(l, expr->span);
    if (is_tested) object = lower_receiver(l, expr, object);
    Val val = lower_global_read(l, attribute->index);
    return is_checked ? lower_attribute_or_dynamic(l, val, object, expr->attribute.attr) : val;
}

Val lower_super_attribute(Lower *l, const AstExpr *expr) {
    const SemaClass *class = sema_class(l->program, l->func->owner_class);
    IrValue self = lower_to_value(l, lower_super_self(l));
    lower_at(l, expr->span);
    IrValue base = class->base == SEMA_NONE_INDEX
                       ? RT(l, CLASS_VALUE, lower_const_i32(l, class->builtin_base))
                       : ir_const_inst(&l->b, IR_UNIT_CLASS, IR_VALUE, class->base);
    IrValue found = RT(l, SUPER_GETATTR, base, self, lower_const_name(l, expr->attribute.attr));
    return (Val){found, IR_VALUE, SEMA_OBJECT};
}

Val lower_attribute(Lower *l, const AstExpr *expr) {
    if (lower_is_super(l, expr)) return lower_super_attribute(l, expr);
    const SemaAttribute *attribute = sema_attribute_at(l->program, l->inst, expr->id);
    switch ((SemaAttributeKind)attribute->kind) {
    case SEMA_ATTR_FIELD: return attribute_field(l, expr, attribute);
    case SEMA_ATTR_GLOBAL: return attribute_global(l, expr, attribute);
    case SEMA_ATTR_NATIVE: {
        if (expr->attribute.value->kind != AST_NAME) lower_expr(l, expr->attribute.value);
        lower_at(l, expr->span);
        IrValue self = lower_const_value(l, VALUE_UNDEFINED);
        IrValue func = RT(l, NATIVE_FUNCTION, lower_const_i32(l, attribute->index), self);
        return (Val){func, IR_VALUE, SEMA_OBJECT};
    }
    case SEMA_ATTR_WEB:
    case SEMA_ATTR_WEB_NAME: return lower_web_attribute(l, expr, attribute);
    case SEMA_ATTR_DYNAMIC:
    case SEMA_ATTR_NATIVE_VALUE: break;
    }
    Val object = lower_expr(l, expr->attribute.value);
    lower_at(l, expr->span);
    return attribute_dynamic(l, object, expr->attribute.attr);
}

// Nothing that was ever stored there is counted, so nothing is given up by a store.
bool lower_is_uncounted(Lower *l, SemaType type) {
    SemaTypes *types = &l->program->types;
    u32 count = sema_member_count(types, type);
    for (u32 i = 0; i < count; i++) {
        SemaType member = sema_member(types, type, i);
        if (member != SEMA_BOOL && member != SEMA_NONE && member != SEMA_UNDEF) return false;
    }
    return count > 0;
}

// `object` is the target's value, already evaluated.
void lower_attribute_set(Lower *l, const AstExpr *target, Val object, Val value) {
    const SemaAttribute *attribute = sema_attribute_at(l->program, l->inst, target->id);
    lower_at(l, target->span);
    if (attribute->kind == SEMA_ATTR_FIELD) object = receiver_test(l, target, object, &value);
    if (attribute->kind == SEMA_ATTR_FIELD && object.repr == IR_REF) {
        IrValue stored = lower_convert(l, value, lower_slot_type((SlotKind)attribute->slot_kind));
        if (lower_is_uncounted(l, attribute->stored_type))
            lower_field(l, EMIT(l, FIELD_INIT, attribute->index, object.id, stored), attribute);
        else
            lower_field(l, EMIT(l, FIELD_SET, attribute->index, object.id, stored), attribute);
        return;
    }
    if (attribute->kind == SEMA_ATTR_GLOBAL) {
        lower_global_write(l, attribute->index, value);
        return;
    }
    if (attribute->kind == SEMA_ATTR_WEB || attribute->kind == SEMA_ATTR_WEB_NAME) {
        lower_web_attribute_set(l, target, attribute, object, value);
        return;
    }
    RT(l, SETATTR, lower_to_value(l, object), lower_const_name(l, target->attribute.attr),
       lower_to_value(l, value));
}
