// Assignment, unpacking, augmented assignment, del.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// The type that a target holds, for what depends on it: the kind of a list made for it.
static SemaType target_type(Lower *l, const AstExpr *target) {
    if (target->kind != AST_NAME) return SEMA_OBJECT;
    SemaName name = sema_name_at(l->program, l->module->index, target->id);
    if (name.kind == SEMA_NAME_VAR) return l->inst->var_types[name.index];
    if (name.kind == SEMA_NAME_GLOBAL) return l->program->globals.items[name.index].type;
    return SEMA_OBJECT;
}

// ---- unpacking

static u32 star_index(AstExprs targets) {
    for (u32 i = 0; i < targets.count; i++) {
        if (targets.items[i]->kind == AST_STARRED) return i;
    }
    return targets.count;
}

static void store_starred(Lower *l, const AstExpr *target, IrValue list) {
    Val val = {list, IR_VALUE, SEMA_OBJECT};
    SemaType type = target_type(l, target);
    if (lower_kind(l, type) == SEMA_LIST &&
        sema_list_kind(&l->program->types, type) != SLOT_VALUE) {
        val = lower_fit_list(l, val, type);
    }
    lower_store(l, target, val);
}

static void unpack_known(Lower *l, AstExprs targets, Val tuple) {
    const SemaTypeRow *row = sema_type_row(&l->program->types, tuple.type);
    Val *items = ARENA_NEW_ARRAY(l->ssa.scratch, Val, targets.count);
    for (u32 i = 0; i < targets.count; i++) {
        IrValue item = EMIT(l, TUPLE_GET, 0, tuple.id, lower_const_i64(l, i));
        items[i] = lower_as(l, (Val){item, IR_VALUE, SEMA_OBJECT}, row->parts[i]);
    }
    for (u32 i = 0; i < targets.count; i++) lower_store(l, targets.items[i], items[i]);
}

static void unpack(Lower *l, const AstExpr *target, Val val) {
    AstExprs targets = target->kind == AST_LIST ? target->list.elts : target->tuple.elts;
    u32 star = star_index(targets);
    bool has_star = star < targets.count;
    lower_at(l, target->span);
    bool is_known = lower_is(l, val, SEMA_TUPLE) && val.repr == IR_REF && !has_star &&
                    sema_type_row(&l->program->types, val.type)->part_count == targets.count;
    if (is_known) {
        unpack_known(l, targets, val);
        return;
    }
    IrValue slots = ir_const_inst(&l->b, IR_STACK_SLOTS, IR_PTR, targets.count ? targets.count : 1);
    IrValue value = lower_to_value(l, val);
    if (has_star) {
        RT(l, UNPACK_STAR, value, lower_const_i64(l, star),
           lower_const_i64(l, targets.count - star - 1), slots);
    } else {
        RT(l, UNPACK, value, lower_const_i64(l, targets.count), slots);
    }
    IrValue *items = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, targets.count);
    for (u32 i = 0; i < targets.count; i++) items[i] = EMIT(l, SLOT_TAKE, i, slots);
    for (u32 i = 0; i < targets.count; i++) {
        if (i == star) {
            store_starred(l, targets.items[i]->starred.value, items[i]);
        } else {
            lower_store(l, targets.items[i], (Val){items[i], IR_VALUE, SEMA_OBJECT});
        }
    }
}

void lower_store(Lower *l, const AstExpr *target, Val val) {
    switch (target->kind) {
    case AST_NAME: lower_store_name(l, target->id, target->name.id, val); return;
    case AST_TUPLE:
    case AST_LIST: unpack(l, target, val); return;
    case AST_ATTRIBUTE: {
        Val object = lower_attribute_object(l, target);
        lower_attribute_set(l, target, object, val);
        return;
    }
    case AST_SUBSCRIPT: {
        Val object = lower_expr(l, target->subscript.value);
        const AstExpr *slice = target->subscript.slice;
        Val key = slice->kind == AST_SLICE ? lower_slice_key(l, slice) : lower_expr(l, slice);
        lower_at(l, target->span);
        lower_item_set(l, object, key, val);
        return;
    }
    default: break;
    }
    lower_unsupported(l, target->span, "this target of an assignment");
}

// ---- =

// `a, b = x, y` needs no tuple.
static bool assign_pairwise(Lower *l, const AstStmt *stmt) {
    const AstExpr *target = stmt->assign.targets.items[0], *value = stmt->assign.value;
    bool is_pairwise = stmt->assign.targets.count == 1 && target->kind == AST_TUPLE &&
                       value->kind == AST_TUPLE &&
                       target->tuple.elts.count == value->tuple.elts.count;
    if (!is_pairwise) return false;
    AstExprs targets = target->tuple.elts, values = value->tuple.elts;
    if (star_index(targets) < targets.count || star_index(values) < values.count) return false;
    Val *vals = ARENA_NEW_ARRAY(l->ssa.scratch, Val, values.count);
    for (u32 i = 0; i < values.count; i++) vals[i] = lower_expr(l, values.items[i]);
    for (u32 i = 0; i < targets.count; i++) lower_store(l, targets.items[i], vals[i]);
    return true;
}

void lower_assign(Lower *l, const AstStmt *stmt) {
    if (assign_pairwise(l, stmt)) return;
    Val val = lower_expr(l, stmt->assign.value);
    for (u32 i = 0; i < stmt->assign.targets.count; i++)
        lower_store(l, stmt->assign.targets.items[i], val);
}

void lower_ann_assign(Lower *l, const AstStmt *stmt) {
    if (stmt->ann_assign.value)
        lower_store(l, stmt->ann_assign.target, lower_expr(l, stmt->ann_assign.value));
}

// ---- += and its kin: the target's parts are evaluated once, read before the right side, written
// after it

static Val known(Lower *l, Val val) {
    return lower_as(l, val, val.type == SEMA_BOTTOM ? SEMA_OBJECT : val.type);
}

static Val inplace(Lower *l, const AstStmt *stmt, Val left) {
    Val right = lower_expr(l, stmt->aug_assign.value);
    lower_at(l, stmt->span);
    return lower_inplace(l, stmt->aug_assign.op, known(l, left), right, left.type);
}

static Val field_of(Lower *l, const AstExpr *target, Val object) {
    const SemaAttribute *attribute = sema_attribute_at(l->program, l->inst, target->id);
    if (attribute->kind == SEMA_ATTR_GLOBAL &&
        !l->program->globals.items[attribute->index].is_checked) {
        return lower_global_read(l, attribute->index);
    }
    if (attribute->kind == SEMA_ATTR_FIELD && object.repr == IR_REF) {
        IrType repr = lower_slot_type((SlotKind)attribute->slot_kind);
        Val field = {
            lower_field(l, EMIT_TYPED(l, FIELD_GET, repr, attribute->index, object.id), attribute),
            repr, attribute->stored_type};
        if (!attribute->may_be_undef || repr != IR_VALUE) return field;
        field.type = lower_type_of(l, target);
        return lower_attribute_or_dynamic(l, field, object, target->attribute.attr);
    }
    if (attribute->kind == SEMA_ATTR_WEB || attribute->kind == SEMA_ATTR_WEB_NAME)
        return lower_web_attribute_get(l, target, attribute, object);
    IrValue name = lower_const_name(l, target->attribute.attr);
    return (Val){RT(l, GETATTR, lower_to_value(l, object), name), IR_VALUE, SEMA_OBJECT};
}

void lower_aug_assign(Lower *l, const AstStmt *stmt) {
    const AstExpr *target = stmt->aug_assign.target;
    if (target->kind == AST_NAME) {
        Val left = lower_name(l, target);
        lower_store(l, target, inplace(l, stmt, left));
        return;
    }
    if (target->kind == AST_ATTRIBUTE) {
        Val object = lower_attribute_object(l, target);
        lower_at(l, target->span);
        if (sema_attribute_at(l->program, l->inst, target->id)->kind == SEMA_ATTR_FIELD)
            object = lower_receiver(l, target, object);
        Val left = field_of(l, target, object);
        lower_attribute_set(l, target, object, inplace(l, stmt, left));
        return;
    }
    CHECK(target->kind == AST_SUBSCRIPT);
    Val object = lower_expr(l, target->subscript.value);
    const AstExpr *slice = target->subscript.slice;
    Val key = slice->kind == AST_SLICE ? lower_slice_key(l, slice) : lower_expr(l, slice);
    lower_at(l, target->span);
    Val left = lower_item_get(l, object, key, SEMA_OBJECT);
    Val result = inplace(l, stmt, left);
    lower_at(l, target->span);
    lower_item_set(l, object, key, result);
}

// ---- del

static void delete_target(Lower *l, const AstExpr *target) {
    switch (target->kind) {
    case AST_NAME:
        lower_at(l, target->span);
        lower_delete_name(l, target->id, target->name.id);
        return;
    case AST_ATTRIBUTE: {
        IrValue object = lower_expr_value(l, target->attribute.value);
        lower_at(l, target->span);
        RT(l, DELATTR, object, lower_const_name(l, target->attribute.attr));
        return;
    }
    case AST_SUBSCRIPT: {
        IrValue object = lower_expr_value(l, target->subscript.value);
        const AstExpr *slice = target->subscript.slice;
        Val key = slice->kind == AST_SLICE ? lower_slice_key(l, slice) : lower_expr(l, slice);
        lower_at(l, target->span);
        RT(l, DELITEM, object, lower_to_value(l, key));
        return;
    }
    case AST_TUPLE:
    case AST_LIST: {
        AstExprs targets = target->kind == AST_LIST ? target->list.elts : target->tuple.elts;
        for (u32 i = 0; i < targets.count; i++) delete_target(l, targets.items[i]);
        return;
    }
    default: break;
    }
    lower_unsupported(l, target->span, "del of this");
}

void lower_delete(Lower *l, const AstStmt *stmt) {
    for (u32 i = 0; i < stmt->delete_stmt.targets.count; i++)
        delete_target(l, stmt->delete_stmt.targets.items[i]);
}
