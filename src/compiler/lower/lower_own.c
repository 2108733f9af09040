// `_.own` and `_.take`: values that are shared until they change (design note 034).
#include "compiler/lower/lower_priv.h"

// The place is empty until the program assigns it, which it does before anybody reads it: nothing
// of what its type promises is asked for in between. Where a place has no such form it keeps its
// value, and the copy that follows is one too many.
static void empty_place(Lower *l, const AstExpr *place) {
    Val none = lower_none(l);
    if (place->kind == AST_NAME) {
        SemaName name = sema_name_at(l->program, l->module->index, place->id);
        bool is_global = name.kind == SEMA_NAME_GLOBAL &&
                         l->program->globals.items[name.index].kind == SLOT_VALUE;
        if (is_global) EMIT(l, GLOBAL_SET, name.index, lower_to_value(l, none));
        return;
    }
    if (place->kind == AST_ATTRIBUTE && place->attribute.value->kind == AST_NAME) {
        const SemaAttribute *attribute = sema_attribute_at(l->program, l->inst, place->id);
        if (attribute->kind != SEMA_ATTR_FIELD || attribute->slot_kind != SLOT_VALUE) return;
        Val object = lower_expr(l, place->attribute.value);
        if (object.repr == IR_REF)
            EMIT(l, FIELD_SET, attribute->index, object.id, lower_to_value(l, none));
        return;
    }
    if (place->kind != AST_SUBSCRIPT || place->subscript.value->kind != AST_NAME) return;
    const AstExpr *index = place->subscript.slice;
    if (index->kind != AST_NAME && index->kind != AST_CONSTANT) return;
    Val list = lower_expr(l, place->subscript.value);
    bool is_list =
        lower_is(l, list, SEMA_LIST) && sema_list_kind(&l->program->types, list.type) == SLOT_VALUE;
    if (is_list) lower_item_set(l, list, lower_expr(l, index), none);
}

bool lower_own(Lower *l, const AstExpr *expr, u32 native, Val value, Val *result) {
    bool is_number =
        value.repr == IR_F64 || value.repr == IR_INT || value.repr == IR_I1 || value.repr == IR_I64;
    *result = value;
    if (is_number) return true;
    IrValue word = lower_to_value(l, value);
    if (native == NATIVE_TAKE) empty_place(l, expr->call.args.items[0]);
    *result = lower_as(l, (Val){RT(l, VALUE_OWN, word), IR_VALUE, SEMA_OBJECT}, value.type);
    return true;
}
