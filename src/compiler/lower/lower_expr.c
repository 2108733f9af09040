// Expressions: the switch over their kinds, displays, f-strings.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// ---- displays

IrValue lower_tuple(Lower *l, const IrValue *values, u32 count) {
    return RT(l, TUPLE_NEW, lower_const_i64(l, count), lower_stack_values(l, values, count));
}

static Val *eval_items(Lower *l, AstExprs items) {
    Val *vals = ARENA_NEW_ARRAY(l->ssa.scratch, Val, items.count);
    for (u32 i = 0; i < items.count; i++) vals[i] = lower_expr(l, items.items[i]);
    return vals;
}

static bool has_star(AstExprs items) {
    for (u32 i = 0; i < items.count; i++) {
        if (items.items[i]->kind == AST_STARRED) return true;
    }
    return false;
}

// A list with starred parts, in order; also the way to tuples and sets that have some.
static IrValue starred_list(Lower *l, AstExprs items, SlotKind kind, SemaType item_type) {
    IrValue list = RT(l, LIST_NEW, lower_const_i32(l, kind), lower_const_i64(l, items.count));
    (void)item_type;
    for (u32 i = 0; i < items.count; i++) {
        const AstExpr *item = items.items[i];
        if (item->kind != AST_STARRED) {
            IrValue stored = lower_convert(l, lower_expr(l, item), lower_slot_type(kind));
            EMIT(l, LIST_APPEND, 0, list, stored);
            continue;
        }
        IrValue part = lower_expr_value(l, item->starred.value);
        lower_at(l, item->span);
        IrValue args[] = {EMIT(l, VALUE_FROM_REF, 0, list), part};
        RT(l, CALL_NATIVE, lower_const_i32(l, NATIVE_LIST_EXTEND), lower_const_i64(l, 2),
           lower_stack_values(l, args, 2));
    }
    return list;
}

static Val list_display(Lower *l, const AstExpr *expr) {
    SemaType type = lower_type_of(l, expr);
    bool is_list = lower_kind(l, type) == SEMA_LIST;
    SlotKind kind = is_list ? sema_list_kind(&l->program->types, type) : SLOT_VALUE;
    AstExprs items = expr->list.elts;
    if (!is_list) type = SEMA_OBJECT;
    if (has_star(items)) {
        SemaType item_type = is_list ? lower_list_item(l, type) : SEMA_OBJECT;
        return (Val){starred_list(l, items, kind, item_type), IR_REF, type};
    }
    Val *vals = eval_items(l, items);
    lower_at(l, expr->span);
    if (kind == SLOT_VALUE) {
        IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, items.count);
        for (u32 i = 0; i < items.count; i++) values[i] = lower_to_value(l, vals[i]);
        if (items.count == 0) {
            IrValue empty = RT(l, LIST_NEW, lower_const_i32(l, kind), lower_const_i64(l, 0));
            return (Val){empty, IR_REF, type};
        }
        IrValue list =
            RT(l, LIST_FROM_VALUES, lower_const_i32(l, kind), lower_const_i64(l, items.count),
               lower_stack_values(l, values, items.count));
        return (Val){list, IR_REF, type};
    }
    IrValue list = RT(l, LIST_NEW, lower_const_i32(l, kind), lower_const_i64(l, items.count));
    for (u32 i = 0; i < items.count; i++) {
        EMIT(l, LIST_APPEND, 0, list, lower_convert(l, vals[i], lower_slot_type(kind)));
    }
    return (Val){list, IR_REF, type};
}

static Val tuple_display(Lower *l, const AstExpr *expr) {
    AstExprs items = expr->tuple.elts;
    SemaType type = lower_type_of(l, expr);
    if (has_star(items)) {
        IrValue list = EMIT(l, VALUE_FROM_REF, 0, starred_list(l, items, SLOT_VALUE, SEMA_OBJECT));
        lower_at(l, expr->span);
        IrValue tuple = RT(l, CALL_NATIVE, lower_const_i32(l, NATIVE_NEW_TUPLE),
                           lower_const_i64(l, 1), lower_stack_values(l, &list, 1));
        return (Val){tuple, IR_VALUE, type};
    }
    u32 index;
    if (lower_const_index(l, expr, &index)) {
        return (Val){ir_const_inst(&l->b, IR_CONST_POOL, IR_REF, index), IR_REF, type};
    }
    Val *vals = eval_items(l, items);
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, items.count);
    for (u32 i = 0; i < items.count; i++) values[i] = lower_to_value(l, vals[i]);
    return (Val){lower_tuple(l, values, items.count), IR_REF, type};
}

static Val set_display(Lower *l, const AstExpr *expr) {
    AstExprs items = expr->set.elts;
    SemaType type = lower_type_of(l, expr);
    if (has_star(items)) {
        IrValue list = EMIT(l, VALUE_FROM_REF, 0, starred_list(l, items, SLOT_VALUE, SEMA_OBJECT));
        lower_at(l, expr->span);
        IrValue set = RT(l, CALL_NATIVE, lower_const_i32(l, NATIVE_NEW_SET), lower_const_i64(l, 1),
                         lower_stack_values(l, &list, 1));
        return (Val){set, IR_VALUE, type};
    }
    Val *vals = eval_items(l, items);
    lower_at(l, expr->span);
    // Three or more constants: CPython makes such a set from a constant, which shows in its order.
    u32 unused, constant_count = 0;
    for (u32 i = 0; i < items.count; i++)
        constant_count += lower_const_index(l, items.items[i], &unused);
    if (constant_count == items.count && items.count >= 3) {
        IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, items.count);
        for (u32 i = 0; i < items.count; i++) values[i] = lower_to_value(l, vals[i]);
        IrValue made = RT(l, SET_OF_CONSTANTS, lower_const_i64(l, items.count),
                          lower_stack_values(l, values, items.count));
        return (Val){made, IR_REF, type};
    }
    IrValue set = RT(l, SET_NEW, lower_const_i64(l, items.count));
    for (u32 i = 0; i < items.count; i++) RT(l, SET_ADD, set, lower_to_value(l, vals[i]));
    return (Val){set, IR_REF, type};
}

// CPython evaluates up to 15 pairs before it makes the dict of them, and adds longer rows one by
// one, in chunks of 17: which exception comes first shows it.
enum { PAIRS_TOGETHER_MAX = 15, PAIRS_CHUNK = 17 };

static void dict_pairs(Lower *l, const AstExpr *expr, Val dict, u32 first, u32 count) {
    Val keys[PAIRS_TOGETHER_MAX], values[PAIRS_TOGETHER_MAX];
    u32 together = count % PAIRS_CHUNK <= PAIRS_TOGETHER_MAX ? count % PAIRS_CHUNK : 0;
    u32 alone = count - together;
    for (u32 i = 0; i < count; i++) {
        Val key = lower_expr(l, expr->dict.keys.items[first + i]);
        Val value = lower_expr(l, expr->dict.values.items[first + i]);
        if (i >= alone) {
            keys[i - alone] = key;
            values[i - alone] = value;
            continue;
        }
        lower_at(l, expr->span);
        lower_dict_set(l, dict, key, value);
    }
    lower_at(l, expr->span);
    for (u32 i = 0; i < together; i++) lower_dict_set(l, dict, keys[i], values[i]);
}

static Val dict_display(Lower *l, const AstExpr *expr) {
    AstExprs keys = expr->dict.keys, values = expr->dict.values;
    Val dict = {RT(l, DICT_NEW, lower_const_i64(l, keys.count)), IR_REF, lower_type_of(l, expr)};
    for (u32 i = 0; i < keys.count;) {
        u32 first = i;
        while (i < keys.count && keys.items[i]) i++;
        if (i > first) dict_pairs(l, expr, dict, first, i - first);
        if (i == keys.count) break;
        IrValue other = lower_expr_value(l, values.items[i++]);
        lower_at(l, expr->span);
        RT(l, DICT_MERGE, dict.id, other);
    }
    return dict;
}

// Code for each constant would be larger, and slow to compile, than a template that is copied.
enum { TEMPLATE_LIST_MIN = 16, TEMPLATE_DICT_MIN = 6, TEMPLATE_SET_MIN = 8 };

static bool template_display(Lower *l, const AstExpr *expr, Val *val) {
    u32 least = expr->kind == AST_LIST   ? TEMPLATE_LIST_MIN
                : expr->kind == AST_DICT ? TEMPLATE_DICT_MIN
                                         : TEMPLATE_SET_MIN;
    u32 index;
    if (lower_template_leaves(expr) < least || !lower_template_index(l, expr, &index)) return false;
    lower_at(l, expr->span);
    SemaType type = lower_type_of(l, expr);
    if (expr->kind == AST_LIST && lower_kind(l, type) != SEMA_LIST) type = SEMA_OBJECT;
    IrValue template = ir_const_inst(&l->b, IR_CONST_POOL, IR_REF, index);
    *val = (Val){RT(l, THAW, template), IR_REF, type};
    return true;
}

Val lower_display(Lower *l, const AstExpr *expr) {
    Val frozen;
    if (template_display(l, expr, &frozen)) return frozen;
    switch (expr->kind) {
    case AST_LIST: return list_display(l, expr);
    case AST_TUPLE: return tuple_display(l, expr);
    case AST_SET: return set_display(l, expr);
    default: return dict_display(l, expr);
    }
}

// ---- f-strings

static IrValue text_of(Lower *l, Val val, i32 conversion) {
    IrValue value = IR_NONE;
    switch (conversion) {
    case 'r': return RT(l, REPR, lower_to_value(l, val));
    case 's': break;
    case 'a':
        value = lower_to_value(l, val);
        value = RT(l, CALL_NATIVE, lower_const_i32(l, NATIVE_ASCII), lower_const_i64(l, 1),
                   lower_stack_values(l, &value, 1));
        return EMIT(l, REF_FROM_VALUE, 0, value);
    default: break;
    }
    if (lower_is(l, val, SEMA_STR)) return lower_convert(l, val, IR_REF);
    if (val.repr == IR_INT) return RT(l, INT_TO_STR, val.id);
    if (val.repr == IR_F64) return RT(l, F64_TO_STR, val.id);
    if (conversion == 's') return RT(l, STR, lower_to_value(l, val));
    Val empty = {lower_const_text(l, (Slice){0}, false), IR_REF, SEMA_STR};
    return RT(l, FORMAT, lower_to_value(l, val), lower_to_value(l, empty));
}

static IrValue formatted_part(Lower *l, const AstExpr *part) {
    if (part->kind == AST_CONSTANT) return lower_const_text(l, part->constant.value.u.text, false);
    if (part->kind == AST_JOINED_STR) return lower_convert(l, lower_fstring(l, part), IR_REF);
    Val val = lower_expr(l, part->formatted_value.value);
    i32 conversion = part->formatted_value.conversion;
    const AstExpr *spec = part->formatted_value.format_spec;
    if (!spec) {
        lower_at(l, part->span);
        return text_of(l, val, conversion);
    }
    if (conversion > 0) {
        lower_at(l, part->span);
        val = (Val){text_of(l, val, conversion), IR_REF, SEMA_STR};
    }
    Val spec_text = lower_fstring(l, spec);
    lower_at(l, part->span);
    return RT(l, FORMAT, lower_to_value(l, val), lower_to_value(l, spec_text));
}

Val lower_fstring(Lower *l, const AstExpr *expr) {
    if (expr->kind == AST_CONSTANT) return lower_constant(l, expr);
    AstExprs parts = expr->joined_str.values;
    if (parts.count == 0) return (Val){lower_const_text(l, (Slice){0}, false), IR_REF, SEMA_STR};
    if (parts.count == 1) return (Val){formatted_part(l, parts.items[0]), IR_REF, SEMA_STR};
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, parts.count);
    for (u32 i = 0; i < parts.count; i++) {
        values[i] = EMIT(l, VALUE_FROM_REF, 0, formatted_part(l, parts.items[i]));
    }
    lower_at(l, expr->span);
    IrValue text = RT(l, STR_JOIN_PARTS, lower_const_i64(l, parts.count),
                      lower_stack_values(l, values, parts.count));
    return (Val){text, IR_REF, SEMA_STR};
}

// ---- all expressions

static Val lower_lambda(Lower *l, const AstExpr *expr) {
    return lower_function(l, sema_func_at(l->program, l->module->index, expr->id));
}

static Val lower_generator_exp(Lower *l, const AstExpr *expr) {
    const SemaCall *call = sema_call_at(l->program, l->inst, expr->id);
    if (l->module->funcs[expr->id] == SEMA_NONE_INDEX) return lower_comprehension(l, expr);
    if (call->target_count > 0) return lower_genexpr(l, expr, call);
    // Its iterable always raises.
    return lower_expr(l, expr->generator_exp.generators.items[0]->iter);
}

static Val lower_bin_op(Lower *l, const AstExpr *expr) {
    Val left = lower_expr(l, expr->bin_op.left);
    Val right = lower_expr(l, expr->bin_op.right);
    lower_at(l, expr->span);
    return lower_binary(l, expr->bin_op.op, left, right, lower_type_of(l, expr));
}

static Val expr_of_kind(Lower *l, const AstExpr *expr) {
    switch (expr->kind) {
    case AST_CONSTANT: return lower_constant(l, expr);
    case AST_NAME: return lower_name(l, expr);
    case AST_BOOL_OP: return lower_bool_op(l, expr);
    case AST_BIN_OP: return lower_bin_op(l, expr);
    case AST_UNARY_OP: return lower_unary(l, expr);
    case AST_IF_EXP: return lower_if_exp(l, expr);
    case AST_COMPARE: return lower_compare(l, expr);
    case AST_CALL: return lower_call(l, expr);
    case AST_ATTRIBUTE: return lower_attribute(l, expr);
    case AST_SUBSCRIPT: return lower_subscript(l, expr);
    case AST_SLICE: return lower_slice_key(l, expr);
    case AST_LIST:
    case AST_TUPLE:
    case AST_SET:
    case AST_DICT: return lower_display(l, expr);
    case AST_JOINED_STR: return lower_fstring(l, expr);
    case AST_FORMATTED_VALUE: return (Val){formatted_part(l, expr), IR_REF, SEMA_STR};
    case AST_LIST_COMP:
    case AST_SET_COMP:
    case AST_DICT_COMP: return lower_comprehension(l, expr);
    case AST_GENERATOR_EXP: return lower_generator_exp(l, expr);
    case AST_LAMBDA: return lower_lambda(l, expr);
    case AST_YIELD: return lower_yield(l, expr);
    case AST_YIELD_FROM: return lower_yield_from(l, expr);
    case AST_AWAIT: return lower_await(l, expr);
    case AST_NAMED_EXPR: {
        Val val = lower_expr(l, expr->named_expr.value);
        lower_store_name(l, expr->named_expr.target->id, expr->named_expr.target->name.id, val);
        return val;
    }
    default: break;
    }
    lower_unsupported(l, expr->span, ast_kind_name(expr->kind));
    return lower_none(l);
}

Val lower_expr(Lower *l, const AstExpr *expr) {
    Val val = expr_of_kind(l, expr);
    SemaType type = lower_type_of(l, expr);
    // `never`: what was computed raises, or stands where nothing gets to.
    if (type == SEMA_BOTTOM)
        return val.repr == IR_VALUE ? val : (Val){lower_to_value(l, val), IR_VALUE, SEMA_OBJECT};
    return lower_as(l, val, type);
}

IrValue lower_expr_value(Lower *l, const AstExpr *expr) {
    return lower_to_value(l, lower_expr(l, expr));
}
