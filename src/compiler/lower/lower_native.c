// Calls of natives: typed forms of the frequent ones, CALL_NATIVE for all.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

static bool is_int(Val val) {
    return val.repr == IR_INT || val.repr == IR_I1 || val.repr == IR_I64;
}

static bool is_number(Val val) {
    return is_int(val) || val.repr == IR_F64;
}

static bool is_absent(Val val) {
    return val.type == SEMA_UNDEF;
}

static bool give(Val *result, IrValue id, IrType repr, SemaType type) {
    *result = (Val){id, repr, type};
    return true;
}

static bool starts_with(const char *text, const char *prefix) {
    while (*prefix) {
        if (*text++ != *prefix++) return false;
    }
    return true;
}

static IrValue call_values(Lower *l, u32 native, const IrValue *values, u32 count) {
    return RT(l, CALL_NATIVE, lower_const_i32(l, native), lower_const_i64(l, count),
              lower_stack_values(l, values, count));
}

Val lower_call_native(Lower *l, u32 native, const IrValue *values, u32 count) {
    return (Val){call_values(l, native, values, count), IR_VALUE, SEMA_OBJECT};
}

static bool native_scope(Lower *l, u32 native, const Val *args, Val *result) {
    if (!is_absent(args[0])) return false;
    *result = lower_scope_dict(l, native);
    if (native != NATIVE_DIR) return true;
    IrValue scope = lower_to_value(l, *result);
    *result = lower_call_native(l, NATIVE_DIR_SCOPE, &scope, 1);
    return true;
}

// ---- any native

Val lower_native(Lower *l, const AstExpr *expr, const SemaCall *call, const Val *args) {
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, call->arg_count + 1);
    for (u32 i = 0; i < call->arg_count; i++) values[i] = lower_to_value(l, args[i]);
    Val result = {call_values(l, call->native, values, call->arg_count), IR_VALUE, SEMA_OBJECT};
    SemaType type = lower_type_of(l, expr);
    if (lower_kind(l, type) != SEMA_LIST) return result;
    // Natives make lists of values; sorted keeps the kind of what it is given.
    bool is_fresh =
        call->native == NATIVE_SORTED || starts_with(native_rows[call->native].result, "list[");
    bool is_other =
        call->native == NATIVE_SORTED || sema_list_kind(&l->program->types, type) != SLOT_VALUE;
    return is_fresh && is_other ? lower_fit_list(l, result, type) : result;
}

// ---- built-in functions

static bool native_len(Lower *l, Val object, Val *result) {
    IrValue len;
    if (lower_is(l, object, SEMA_RANGE)) return false;  // may be longer than a small int tells
    if (!lower_len_of_known(l, object, &len)) len = RT(l, LEN, lower_to_value(l, object));
    return give(result, EMIT(l, INT_FROM_SMALL, 0, len), IR_INT, SEMA_INT);
}

static bool native_abs(Lower *l, Val x, Val *result) {
    if (x.repr == IR_F64) return give(result, EMIT(l, F64_ABS, 0, x.id), IR_F64, SEMA_FLOAT);
    if (!is_int(x)) return false;
    return give(result, EMIT(l, INT_ABS, 0, lower_to_int(l, x)), IR_INT, SEMA_INT);
}

// One character: read at once. Else the native raises.
static bool native_ord(Lower *l, Val text, Val *result) {
    if (!lower_is(l, text, SEMA_STR)) return false;
    SsaVar code = ssa_var_new(&l->ssa, IR_INT);
    IrBlock one = ssa_block_new(&l->ssa), other = ssa_block_new(&l->ssa),
            end = ssa_block_new(&l->ssa);
    IrValue len = EMIT(l, STR_LEN, 0, text.id);
    ssa_brif(&l->ssa, EMIT(l, I64_EQ, 0, len, lower_const_i64(l, 1)), one, other, 1);
    ssa_begin_sealed(&l->ssa, other);
    l->b.func->blocks.items[other].is_cold = true;
    IrValue value = lower_to_value(l, text);
    ssa_write(&l->ssa, code, EMIT(l, INT_FROM_VALUE, 0, call_values(l, NATIVE_ORD, &value, 1)));
    ssa_jump(&l->ssa, end);
    ssa_begin_sealed(&l->ssa, one);
    IrValue character = EMIT(l, STR_CODE, 0, text.id, lower_const_i64(l, 0));
    ssa_write(&l->ssa, code, EMIT(l, INT_FROM_SMALL, 0, character));
    ssa_jump(&l->ssa, end);
    ssa_begin_sealed(&l->ssa, end);
    return give(result, ssa_read(&l->ssa, code), IR_INT, SEMA_INT);
}

static Val better_of(Lower *l, Val best, Val next, bool is_max) {
    if (best.repr == IR_F64) {
        IrValue is_better =
            is_max ? EMIT(l, F64_GT, 0, next.id, best.id) : EMIT(l, F64_LT, 0, next.id, best.id);
        best.id = EMIT_TYPED(l, SELECT, IR_F64, 0, is_better, next.id, best.id);
        return best;
    }
    SsaVar result = ssa_var_new(&l->ssa, IR_INT);
    IrValue is_better =
        is_max ? EMIT(l, INT_GT, 0, next.id, best.id) : EMIT(l, INT_LT, 0, next.id, best.id);
    ssa_write(&l->ssa, result, best.id);
    IrBlock better = ssa_block_new(&l->ssa), end = ssa_block_new(&l->ssa);
    ssa_brif(&l->ssa, is_better, better, end, 0);
    ssa_begin_sealed(&l->ssa, better);
    ssa_write(&l->ssa, result, next.id);
    ssa_jump(&l->ssa, end);
    ssa_begin_sealed(&l->ssa, end);
    best.id = ssa_read(&l->ssa, result);
    return best;
}

// min and max of several ints or several floats.
static bool native_extreme(Lower *l, const AstExpr *expr, const Val *args, bool is_max,
                           Val *result) {
    u32 count = expr->call.args.count;
    if (count < 2 || expr->call.keywords.count > 0) return false;
    for (u32 i = 0; i < count; i++) {
        bool is_fit =
            args[i].repr == args[0].repr && (args[i].repr == IR_INT || args[i].repr == IR_F64);
        if (!is_fit) return false;
    }
    *result = args[0];
    for (u32 i = 1; i < count; i++) *result = better_of(l, *result, args[i], is_max);
    return true;
}

static bool native_text(Lower *l, Val x, bool is_repr, Val *result) {
    if (!is_repr && lower_is(l, x, SEMA_STR)) return give(result, x.id, IR_REF, SEMA_STR);
    if (x.repr == IR_INT) return give(result, RT(l, INT_TO_STR, x.id), IR_REF, SEMA_STR);
    if (x.repr == IR_F64) return give(result, RT(l, F64_TO_STR, x.id), IR_REF, SEMA_STR);
    IrValue value = lower_to_value(l, x);
    return give(result, is_repr ? RT(l, REPR, value) : RT(l, STR, value), IR_REF, SEMA_STR);
}

static bool native_int(Lower *l, const Val *args, Val *result) {
    if (!is_absent(args[1])) return false;
    if (is_int(args[0])) return give(result, lower_to_int(l, args[0]), IR_INT, SEMA_INT);
    if (args[0].repr != IR_F64) return false;
    return give(result, EMIT(l, INT_FROM_F64, 0, args[0].id), IR_INT, SEMA_INT);
}

static bool native_float(Lower *l, Val x, Val *result) {
    if (!is_number(x)) return false;
    return give(result, lower_to_f64(l, x), IR_F64, SEMA_FLOAT);
}

static bool native_bool(Lower *l, Val x, Val *result) {
    IrValue truth = is_absent(x) ? lower_const_bool(l, false) : lower_truth(l, x);
    return give(result, truth, IR_I1, SEMA_BOOL);
}

static bool native_list(Lower *l, const AstExpr *expr, Val iterable, Val *result) {
    SemaType type = lower_type_of(l, expr);
    SlotKind kind =
        lower_kind(l, type) == SEMA_LIST ? sema_list_kind(&l->program->types, type) : SLOT_VALUE;
    IrValue kind_word = lower_const_i32(l, kind);
    if (is_absent(iterable)) {
        return give(result, RT(l, LIST_NEW, kind_word, lower_const_i64(l, 0)), IR_REF, type);
    }
    return give(result, RT(l, LIST_FROM_ITERABLE, lower_to_value(l, iterable), kind_word), IR_REF,
                type);
}

static bool native_isinstance(Lower *l, const AstExpr *expr, Val object, Val *result) {
    LowerClassRange range;
    if (lower_web_isinstance(l, expr, object, result)) return true;
    if (expr->call.args.count != 2 || !lower_class_range_of(l, expr->call.args.items[1], &range))
        return false;
    return give(result, lower_class_test(l, lower_to_value(l, object), range), IR_I1, SEMA_BOOL);
}

static bool native_divmod(Lower *l, Val left, Val right, Val *result) {
    bool is_float = left.repr == IR_F64 || right.repr == IR_F64;
    if (!is_number(left) || !is_number(right) || is_float) return false;
    IrValue a = lower_to_int(l, left), b = lower_to_int(l, right);
    IrValue quotient = EMIT(l, VALUE_FROM_INT, 0, EMIT(l, INT_FLOORDIV, 0, a, b));
    IrValue rest = EMIT(l, VALUE_FROM_INT, 0, EMIT(l, INT_MOD, 0, a, b));
    SemaType parts[] = {SEMA_INT, SEMA_INT};
    IrValue values[] = {quotient, rest};
    return give(result, lower_tuple(l, values, 2), IR_REF,
                sema_type_tuple(&l->program->types, parts, 2));
}

// ---- module math

static bool math_call_of(u32 native, RtCall *call, u32 *count) {
    switch (native) {
#define MATH1(NAME, text)                                                                          \
    case NATIVE_MATH_##NAME: *call = RT_MATH_##NAME, *count = 1; return true;
#define MATH2(NAME, text)                                                                          \
    case NATIVE_MATH_##NAME: *call = RT_MATH_##NAME, *count = 2; return true;
#include "abi/math.def"
#undef MATH1
#undef MATH2
    default: return false;
    }
}

// The root of what is not negative is one instruction; else the runtime raises (or gives NaN back).
static bool math_sqrt(Lower *l, IrValue x, Val *result) {
    SsaVar root = ssa_var_new(&l->ssa, IR_F64);
    IrBlock fine = ssa_block_new(&l->ssa), other = ssa_block_new(&l->ssa),
            end = ssa_block_new(&l->ssa);
    ssa_brif(&l->ssa, EMIT(l, F64_GE, 0, x, lower_const_f64(l, 0.0)), fine, other, 1);
    ssa_begin_sealed(&l->ssa, other);
    l->b.func->blocks.items[other].is_cold = true;
    ssa_write(&l->ssa, root, RT(l, MATH_SQRT, x));
    ssa_jump(&l->ssa, end);
    ssa_begin_sealed(&l->ssa, fine);
    ssa_write(&l->ssa, root, EMIT(l, F64_SQRT, 0, x));
    ssa_jump(&l->ssa, end);
    ssa_begin_sealed(&l->ssa, end);
    return give(result, ssa_read(&l->ssa, root), IR_F64, SEMA_FLOAT);
}

static bool native_math(Lower *l, u32 native, const Val *args, Val *result) {
    RtCall call;
    u32 count;
    if (math_call_of(native, &call, &count)) {
        if (!is_number(args[0]) || (count == 2 && !is_number(args[1]))) return false;
        IrValue x = lower_to_f64(l, args[0]);
        if (native == NATIVE_MATH_SQRT) return math_sqrt(l, x, result);
        if (native == NATIVE_MATH_FABS)
            return give(result, EMIT(l, F64_ABS, 0, x), IR_F64, SEMA_FLOAT);
        IrValue values[] = {x, count == 2 ? lower_to_f64(l, args[1]) : IR_NONE};
        return give(result, lower_emit(l, IR_CALL_RT, call, values, count), IR_F64, SEMA_FLOAT);
    }
    bool is_rounding = native == NATIVE_MATH_FLOOR || native == NATIVE_MATH_CEIL;
    if (is_rounding && args[0].repr == IR_F64) {
        IrValue x = args[0].id;
        IrValue rounded = native == NATIVE_MATH_FLOOR ? RT(l, MATH_FLOOR, x) : RT(l, MATH_CEIL, x);
        return give(result, rounded, IR_INT, SEMA_INT);
    }
    if (native == NATIVE_MATH_LOG && is_absent(args[1]) && args[0].repr == IR_F64) {
        return give(result, RT(l, MATH_LOG, args[0].id), IR_F64, SEMA_FLOAT);
    }
    return false;
}

// ---- methods of containers

static bool list_append(Lower *l, Val list, Val item, Val *result) {
    if (!lower_is(l, list, SEMA_LIST)) return false;
    lower_list_append(l, list, item);
    *result = lower_none(l);
    return true;
}

static bool set_add(Lower *l, Val set, Val item, Val *result) {
    if (!lower_is(l, set, SEMA_SET)) return false;
    RT(l, SET_ADD, set.id, lower_to_value(l, item));
    *result = lower_none(l);
    return true;
}

static bool dict_get(Lower *l, const Val *args, Val *result) {
    if (!lower_is(l, args[0], SEMA_DICT)) return false;
    SsaVar value = ssa_var_new(&l->ssa, IR_VALUE);
    bool is_text = lower_is(l, args[1], SEMA_STR);
    IrValue found = is_text ? RT(l, DICT_GET_STR, args[0].id, args[1].id)
                            : RT(l, DICT_GET, args[0].id, lower_to_value(l, args[1]));
    ssa_write(&l->ssa, value, found);
    IrBlock end = ssa_block_new(&l->ssa), absent = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, found, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, absent, end, 0);
    ssa_begin_sealed(&l->ssa, absent);
    IrValue other =
        is_absent(args[2]) ? lower_const_value(l, VALUE_NONE) : lower_to_value(l, args[2]);
    ssa_write(&l->ssa, value, other);
    ssa_jump(&l->ssa, end);
    ssa_begin_sealed(&l->ssa, end);
    return give(result, ssa_read(&l->ssa, value), IR_VALUE, SEMA_OBJECT);
}

// ---- methods of strings, for strings and at most a start

static bool is_text_search(Lower *l, const Val *args) {
    return lower_is(l, args[0], SEMA_STR) && lower_is(l, args[1], SEMA_STR) && is_absent(args[3]) &&
           (is_absent(args[2]) || is_int(args[2]));
}

static IrValue start_of(Lower *l, Val start) {
    if (is_absent(start)) return lower_const_i64(l, 0);
    return EMIT(l, INDEX_FROM_INT, 0, lower_to_int(l, start));
}

static bool str_find(Lower *l, const Val *args, Val *result) {
    if (!is_text_search(l, args)) return false;
    IrValue found = RT(l, STR_FIND, args[0].id, args[1].id, start_of(l, args[2]));
    return give(result, EMIT(l, INT_FROM_SMALL, 0, found), IR_INT, SEMA_INT);
}

// What is not there the native looks for once more, and raises.
static bool str_index(Lower *l, const Val *args, Val *result) {
    if (!is_text_search(l, args)) return false;
    SsaVar at = ssa_var_new(&l->ssa, IR_INT);
    IrBlock end = ssa_block_new(&l->ssa), absent = ssa_block_new(&l->ssa);
    IrValue found = RT(l, STR_FIND, args[0].id, args[1].id, start_of(l, args[2]));
    ssa_write(&l->ssa, at, EMIT(l, INT_FROM_SMALL, 0, found));
    ssa_brif(&l->ssa, EMIT(l, I64_GE_S, 0, found, lower_const_i64(l, 0)), end, absent, 1);
    ssa_begin_sealed(&l->ssa, absent);
    l->b.func->blocks.items[absent].is_cold = true;
    IrValue values[4];
    for (u32 i = 0; i < 4; i++) values[i] = lower_to_value(l, args[i]);
    ssa_write(&l->ssa, at, EMIT(l, INT_FROM_VALUE, 0, call_values(l, NATIVE_STR_INDEX, values, 4)));
    ssa_jump(&l->ssa, end);
    ssa_begin_sealed(&l->ssa, end);
    return give(result, ssa_read(&l->ssa, at), IR_INT, SEMA_INT);
}

static bool str_startswith(Lower *l, const Val *args, Val *result) {
    if (!is_text_search(l, args)) return false;
    IrValue answer = RT(l, STR_STARTS, args[0].id, args[1].id, start_of(l, args[2]));
    return give(result, answer, IR_I1, SEMA_BOOL);
}

static bool str_endswith(Lower *l, const Val *args, Val *result) {
    if (!is_text_search(l, args) || !is_absent(args[2])) return false;
    return give(result, RT(l, STR_ENDS, args[0].id, args[1].id), IR_I1, SEMA_BOOL);
}

// table: natives with a typed form
bool lower_native_typed(Lower *l, const AstExpr *expr, const SemaCall *call, const Val *args,
                        Val *result) {
    switch (call->native) {
    case NATIVE_GLOBALS:
    case NATIVE_LOCALS:
    case NATIVE_VARS:
    case NATIVE_DIR: return native_scope(l, call->native, args, result);
    case NATIVE_OWN:
    case NATIVE_TAKE: return lower_own(l, expr, call->native, args[0], result);
    case NATIVE_LEN: return native_len(l, args[0], result);
    case NATIVE_ABS: return native_abs(l, args[0], result);
    case NATIVE_ORD: return native_ord(l, args[0], result);
    case NATIVE_CHR:
        if (!is_int(args[0])) return false;
        return give(result, RT(l, STR_FROM_CHAR, lower_to_int(l, args[0])), IR_REF, SEMA_STR);
    case NATIVE_MIN: return native_extreme(l, expr, args, false, result);
    case NATIVE_MAX: return native_extreme(l, expr, args, true, result);
    case NATIVE_DIVMOD: return native_divmod(l, args[0], args[1], result);
    case NATIVE_ISINSTANCE:
    case NATIVE_MATCH_INSTANCE: return native_isinstance(l, expr, args[0], result);
    case NATIVE_REPR: return native_text(l, args[0], true, result);
    case NATIVE_NEW_STR:
        if (is_absent(args[0]) || !is_absent(args[1]) || !is_absent(args[2])) return false;
        return native_text(l, args[0], false, result);
    case NATIVE_NEW_INT: return !is_absent(args[0]) && native_int(l, args, result);
    case NATIVE_NEW_FLOAT: return native_float(l, args[0], result);
    case NATIVE_NEW_BOOL: return native_bool(l, args[0], result);
    case NATIVE_NEW_LIST: return native_list(l, expr, args[0], result);
    case NATIVE_LIST_APPEND: return list_append(l, args[0], args[1], result);
    case NATIVE_SET_ADD: return set_add(l, args[0], args[1], result);
    case NATIVE_DICT_GET: return dict_get(l, args, result);
    case NATIVE_STR_FIND: return str_find(l, args, result);
    case NATIVE_STR_INDEX: return str_index(l, args, result);
    case NATIVE_STR_STARTSWITH: return str_startswith(l, args, result);
    case NATIVE_STR_ENDSWITH: return str_endswith(l, args, result);
    case NATIVE_POW:
        if (!is_absent(args[2]) || !is_number(args[0]) || !is_number(args[1])) return false;
        *result = lower_binary(l, AST_OP_POW, args[0], args[1], SEMA_OBJECT);
        return true;
    default: break;
    }
    return native_rows[call->native].owner == NATIVE_OWNER_MODULE_MATH &&
           native_math(l, call->native, args, result);
}
