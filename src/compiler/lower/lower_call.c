// Calls: of known functions, methods by class, constructors, natives, and whatever the runtime
// finds.
//
// Order, as in CPython: the callee or receiver, the positional arguments, the keyword arguments.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// The evaluated parts of a call.
typedef struct {
    Val self;    // id IR_NONE: none
    Val callee;  // id IR_NONE: not needed
    Val *args;   // in scratch, in source order
    Val *keywords;
} Parts;

// ---- one known function

static IrType result_repr(Lower *l, SemaType type) {
    bool is_none = sema_repr(&l->program->types, type) == SEMA_REPR_NONE;
    return is_none ? IR_VOID : lower_repr_of(l, type);
}

Val lower_call_instance(Lower *l, u32 instance, IrValue func, const Val *args) {
    const SemaInstance *callee = sema_instance(l->program, instance);
    const SemaFunc *callee_func = sema_func(l->program, callee->func);
    u32 count = callee_func->params.count;
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, count + 1);
    u32 value_count = 0;
    if (callee_func->capture_count > 0) values[value_count++] = func;
    for (u32 i = 0; i < count; i++) {
        values[value_count++] = lower_convert(l, args[i], lower_repr_of(l, callee->param_types[i]));
    }
    u32 ir_func = l->shared->func_of_instance[instance];
    CHECK(ir_func != IR_NONE);
    IrValue result = lower_emit(l, IR_CALL, ir_func, values, value_count);
    IrType repr = result_repr(l, callee->return_type);
    return repr == IR_VOID ? lower_none(l) : (Val){result, repr, callee->return_type};
}

// The default of a parameter that the call leaves out. It was evaluated by the def statement.
static Val default_of(Lower *l, const SemaFunc *func, u32 param, IrValue func_object) {
    const SemaParam *row = &func->params.items[param];
    if (row->default_is_constant) {
        const AstExpr *expr = row->default_value;
        if (expr->kind == AST_CONSTANT) return lower_constant(l, expr);
        if (expr->kind == AST_UNARY_OP && expr->unary_op.operand->kind == AST_CONSTANT &&
            expr->unary_op.op == AST_UNARY_SUB) {
            Val zero_less = lower_constant(l, expr->unary_op.operand);
            bool is_known = zero_less.repr == IR_INT || zero_less.repr == IR_F64;
            if (is_known && zero_less.repr == IR_INT)
                zero_less.id = EMIT(l, INT_NEG, 0, zero_less.id);
            if (is_known && zero_less.repr == IR_F64)
                zero_less.id = EMIT(l, F64_NEG, 0, zero_less.id);
            if (is_known) return zero_less;
        }
    }
    if (row->default_global != SEMA_NONE_INDEX) return lower_global_read(l, row->default_global);
    CHECK(func_object != IR_NONE);
    IrValue place = lower_const_i64(l, lower_default_place(func, param));
    IrValue value = RT(l, FUNC_DEFAULT, func_object, place);
    return (Val){value, IR_VALUE, SEMA_OBJECT};
}

static bool needs_func_object(const SemaFunc *func, const SemaCall *call) {
    if (func->capture_count > 0) return true;
    for (u32 i = 0; i < call->arg_count; i++) {
        if (call->args[i].kind != SEMA_ARG_DEFAULT) continue;
        const SemaParam *param = &func->params.items[call->args[i].index];
        if (!param->default_is_constant && param->default_global == SEMA_NONE_INDEX) return true;
    }
    return false;
}

// *args: a tuple of the arguments from `index` on.
static Val rest_arguments(Lower *l, const AstExpr *expr, SemaArg arg, const Parts *parts) {
    u32 count = expr->call.args.count - arg.index;
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, count + 1);
    for (u32 i = 0; i < count; i++) values[i] = lower_to_value(l, parts->args[arg.index + i]);
    return (Val){lower_tuple(l, values, count), IR_REF, SEMA_OBJECT};
}

// **kwargs: the keywords that no parameter takes.
static Val rest_keywords(Lower *l, const AstExpr *expr, const SemaCall *call, const Parts *parts) {
    Val dict = {RT(l, DICT_NEW, lower_const_i64(l, expr->call.keywords.count)), IR_REF,
                SEMA_OBJECT};
    for (u32 k = 0; k < expr->call.keywords.count; k++) {
        bool is_bound = false;
        for (u32 i = 0; i < call->arg_count; i++) {
            is_bound |= call->args[i].kind == SEMA_ARG_KEYWORD && call->args[i].index == k;
        }
        if (is_bound) continue;
        IrValue name = lower_const_name(l, expr->call.keywords.items[k]->arg);
        RT(l, DICT_SET_STR, dict.id, name, lower_to_value(l, parts->keywords[k]));
    }
    return dict;
}

static Val *bind(Lower *l, const AstExpr *expr, const SemaCall *call, const SemaFunc *func,
                 const Parts *parts, IrValue func_object) {
    Val *vals = ARENA_NEW_ARRAY(l->ssa.scratch, Val, call->arg_count);
    for (u32 i = 0; i < call->arg_count; i++) {
        SemaArg arg = call->args[i];
        switch ((SemaArgKind)arg.kind) {
        case SEMA_ARG_POSITIONAL: vals[i] = parts->args[arg.index]; break;
        case SEMA_ARG_KEYWORD: vals[i] = parts->keywords[arg.index]; break;
        case SEMA_ARG_SELF: vals[i] = parts->self; break;
        case SEMA_ARG_DEFAULT: vals[i] = default_of(l, func, arg.index, func_object); break;
        case SEMA_ARG_REST: vals[i] = rest_arguments(l, expr, arg, parts); break;
        case SEMA_ARG_KEYWORDS: vals[i] = rest_keywords(l, expr, call, parts); break;
        case SEMA_ARG_ABSENT: UNREACHABLE("argument of a native in a call of a function");
        }
    }
    return vals;
}

// ---- evaluating the parts

static bool has_self(const SemaCall *call) {
    for (u32 i = 0; i < call->arg_count; i++) {
        if (call->args[i].kind == SEMA_ARG_SELF) return true;
    }
    return false;
}

Val lower_super_self(Lower *l) {
    return lower_var_read(l, l->func->params.items[0].var);
}

static void eval_arguments(Lower *l, const AstExpr *expr, Parts *parts) {
    AstExprs args = expr->call.args;
    AstKeywords keywords = expr->call.keywords;
    parts->args = ARENA_NEW_ARRAY(l->ssa.scratch, Val, args.count);
    parts->keywords = ARENA_NEW_ARRAY(l->ssa.scratch, Val, keywords.count);
    for (u32 i = 0; i < args.count; i++) parts->args[i] = lower_expr(l, args.items[i]);
    for (u32 i = 0; i < keywords.count; i++)
        parts->keywords[i] = lower_expr(l, keywords.items[i]->value);
}

// Whether evaluating the callee can do anything but give the function that sema knows anyway.
static bool is_inert(Lower *l, const AstExpr *callee) {
    if (callee->kind == AST_ATTRIBUTE) {
        const SemaAttribute *attribute = sema_attribute_at(l->program, l->inst, callee->id);
        bool is_checked = attribute->kind == SEMA_ATTR_GLOBAL &&
                          l->program->globals.items[attribute->index].is_checked;
        return !is_checked && !lower_is_tested(l, callee) && is_inert(l, callee->attribute.value);
    }
    if (callee->kind != AST_NAME) return false;
    SemaName name = sema_name_at(l->program, l->module->index, callee->id);
    if (name.kind == SEMA_NAME_UNKNOWN || name.kind == SEMA_NAME_NAMESPACE) return false;
    if (name.kind == SEMA_NAME_VAR) return !l->inst->var_is_checked[name.index];
    return name.kind != SEMA_NAME_GLOBAL || !l->program->globals.items[name.index].is_checked;
}

// The receiver or the function object, as far as the call needs them, then the arguments.
static Parts eval_parts(Lower *l, const AstExpr *expr, const SemaCall *call,
                        bool is_callee_needed) {
    Parts parts = {.self = {.id = IR_NONE}, .callee = {.id = IR_NONE}};
    const AstExpr *func = expr->call.func;
    if (call->is_super) {
        parts.self = lower_super_self(l);
    } else if (has_self(call) && call->kind != SEMA_CALL_CONSTRUCT && func->kind == AST_ATTRIBUTE) {
        parts.self = lower_expr(l, func->attribute.value);
        lower_at(l, func->span);
        parts.self = lower_receiver(l, func, parts.self);
    } else if (is_callee_needed || !is_inert(l, func)) {
        parts.callee = lower_expr(l, func);
    }
    eval_arguments(l, expr, &parts);
    lower_at(l, expr->span);
    return parts;
}

// ---- kinds of calls

static Val call_direct(Lower *l, const AstExpr *expr, const SemaCall *call) {
    u32 instance = call->targets[0].instance;
    const SemaFunc *func = sema_func(l->program, sema_instance(l->program, instance)->func);
    bool is_needed = needs_func_object(func, call);
    Parts parts = eval_parts(l, expr, call, is_needed && !has_self(call));
    IrValue func_object =
        is_needed && parts.callee.id != IR_NONE ? lower_convert(l, parts.callee, IR_REF) : IR_NONE;
    return lower_call_instance(l, instance, func_object,
                               bind(l, expr, call, func, &parts, func_object));
}

// A method by the class of its receiver: the targets' ranges are tried one after the other.
static Val call_dispatch(Lower *l, const AstExpr *expr, const SemaCall *call) {
    Parts parts = eval_parts(l, expr, call, false);
    SemaType type = lower_type_of(l, expr);
    if (type == SEMA_BOTTOM) type = SEMA_OBJECT;
    SsaVar result = ssa_var_new(&l->ssa, lower_repr_of(l, type));
    IrBlock end = ssa_block_new(&l->ssa);
    for (u32 i = 0; i < call->target_count; i++) {
        const SemaTarget *target = &call->targets[i];
        IrBlock next = IR_NONE;
        if (i + 1 < call->target_count) {
            IrBlock body = ssa_block_new(&l->ssa);
            next = ssa_block_new(&l->ssa);
            LowerClassRange range = {true, target->class_first, target->class_last};
            ssa_brif(&l->ssa, lower_class_test(l, lower_to_value(l, parts.self), range), body, next,
                     0);
            ssa_begin_sealed(&l->ssa, body);
        }
        const SemaFunc *func =
            sema_func(l->program, sema_instance(l->program, target->instance)->func);
        Val val = lower_call_instance(l, target->instance, IR_NONE,
                                      bind(l, expr, call, func, &parts, IR_NONE));
        ssa_write(&l->ssa, result, lower_convert(l, val, lower_repr_of(l, type)));
        ssa_jump(&l->ssa, end);
        if (next != IR_NONE) ssa_begin_sealed(&l->ssa, next);
    }
    ssa_begin_sealed(&l->ssa, end);
    return (Val){ssa_read(&l->ssa, result), lower_repr_of(l, type), type};
}

// What BaseException.__new__ does: the slots that every exception has.
static void init_exception(Lower *l, IrValue object, u32 class_index, const Parts *parts,
                           const AstExpr *expr) {
    u32 count = expr->call.args.count;
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, count);
    for (u32 i = 0; i < count; i++) values[i] = lower_to_value(l, parts->args[i]);
    EMIT(l, FIELD_SET, 0, object, EMIT(l, VALUE_FROM_REF, 0, lower_tuple(l, values, count)));
    for (u32 slot = 1; slot < EXCEPTION_SLOT_COUNT; slot++) {
        Value initial = slot == 4 ? value_from_small(0) : VALUE_NONE;
        EMIT(l, FIELD_SET, slot, object, lower_const_value(l, initial));
    }
    const SemaClass *class = sema_class(l->program, class_index);
    bool is_group = class->builtin_base == CLASS_BASE_EXCEPTION_GROUP ||
                    class->builtin_base == CLASS_EXCEPTION_GROUP;
    if (!is_group) return;
    IrValue self = EMIT(l, VALUE_FROM_REF, 0, object);
    RT(l, CALL_NATIVE, lower_const_i32(l, NATIVE_GROUP_INIT), lower_const_i64(l, 1),
       lower_stack_values(l, &self, 1));
}

static Val call_dynamic(Lower *l, const AstExpr *expr, const SemaCall *call);

// What __init__ returns must be None.
static void check_init_result(Lower *l, Val given) {
    if (lower_is(l, given, SEMA_NONE) || given.type == SEMA_BOTTOM) return;
    IrBlock fine = ssa_block_new(&l->ssa), wrong = ssa_block_new(&l->ssa);
    IrValue value = lower_to_value(l, given);
    IrValue is_none = EMIT(l, VALUE_IS, 0, value, lower_const_value(l, VALUE_NONE));
    ssa_brif(&l->ssa, is_none, fine, wrong, 1);
    ssa_begin_sealed(&l->ssa, wrong);
    l->b.func->blocks.items[wrong].is_cold = true;
    IrValue class_name =
        RT(l, GETATTR, RT(l, TYPE_OF, value), lower_const_text(l, SLICE_LITERAL("__name__"), true));
    IrValue parts[] = {
        EMIT(l, VALUE_FROM_REF, 0,
             lower_const_text(l, SLICE_LITERAL("__init__() should return None, not '"), false)),
        class_name,
        EMIT(l, VALUE_FROM_REF, 0, lower_const_text(l, SLICE_LITERAL("'"), false)),
    };
    IrValue text = RT(l, STR_JOIN_PARTS, lower_const_i64(l, 3), lower_stack_values(l, parts, 3));
    RT(l, RAISE_TEXT, lower_const_i32(l, CLASS_TYPE_ERROR), EMIT(l, VALUE_FROM_REF, 0, text),
       lower_const_value(l, VALUE_NONE));
    lower_raise(l);
    ssa_begin_sealed(&l->ssa, fine);
}

static Val call_construct(Lower *l, const AstExpr *expr, const SemaCall *call) {
    const SemaClass *class = sema_class(l->program, call->class_index);
    if (call->target_count == 0 && class->builtin_base != CLASS_OBJECT)
        return call_dynamic(l, expr, call);
    Parts parts = eval_parts(l, expr, call, false);
    IrValue object = lower_emit(l, IR_INSTANCE_NEW, call->class_index, NULL, 0);
    if (class->builtin_base != CLASS_OBJECT)
        init_exception(l, object, call->class_index, &parts, expr);
    SemaType type = sema_type_with_index(&l->program->types, SEMA_INSTANCE, call->class_index);
    parts.self = (Val){object, IR_REF, type};
    if (call->target_count > 0) {
        u32 instance = call->targets[0].instance;
        const SemaFunc *func = sema_func(l->program, sema_instance(l->program, instance)->func);
        Val given =
            lower_call_instance(l, instance, IR_NONE, bind(l, expr, call, func, &parts, IR_NONE));
        check_init_result(l, given);
    }
    return parts.self;
}

// ---- natives

static Val native_arg(Lower *l, const AstExpr *expr, const SemaCall *call, SemaArg arg,
                      const Parts *parts) {
    switch ((SemaArgKind)arg.kind) {
    case SEMA_ARG_POSITIONAL: return parts->args[arg.index];
    case SEMA_ARG_KEYWORD: return parts->keywords[arg.index];
    case SEMA_ARG_SELF: return parts->self;
    case SEMA_ARG_REST: return rest_arguments(l, expr, arg, parts);
    case SEMA_ARG_KEYWORDS: return rest_keywords(l, expr, call, parts);
    case SEMA_ARG_DEFAULT:
    case SEMA_ARG_ABSENT: break;
    }
    return (Val){lower_const_value(l, VALUE_UNDEFINED), IR_VALUE, SEMA_UNDEF};
}

static Val call_native(Lower *l, const AstExpr *expr, const SemaCall *call) {
    Val result;
    if (lower_consuming_call(l, expr, call, &result)) return result;
    Parts parts = eval_parts(l, expr, call, false);
    bool has_rest = false;
    for (u32 i = 0; i < call->arg_count; i++) has_rest |= call->args[i].kind == SEMA_ARG_REST;
    if (has_rest && lower_native_typed(l, expr, call, parts.args, &result)) return result;
    Val *args = ARENA_NEW_ARRAY(l->ssa.scratch, Val, call->arg_count + 1);
    for (u32 i = 0; i < call->arg_count; i++)
        args[i] = native_arg(l, expr, call, call->args[i], &parts);
    if (!has_rest && lower_native_typed(l, expr, call, args, &result)) return result;
    return lower_native(l, expr, call, args);
}

// ---- dynamic calls

static IrValue pack(Lower *l, Val first, const Val *vals, u32 count, u32 *packed_count) {
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, count + 1);
    u32 at = 0;
    if (first.id != IR_NONE) values[at++] = lower_to_value(l, first);
    for (u32 i = 0; i < count; i++) values[at++] = lower_to_value(l, vals[i]);
    *packed_count = at;
    return lower_stack_values(l, values, at);
}

static Val call_value(Lower *l, const AstExpr *expr, IrValue callee, Val first,
                      const Parts *parts) {
    u32 count, keyword_count = expr->call.keywords.count;
    IrValue args = pack(l, first, parts->args, expr->call.args.count, &count);
    if (keyword_count == 0) {
        return (Val){RT(l, CALL, callee, lower_const_i64(l, count), args), IR_VALUE, SEMA_OBJECT};
    }
    IrValue *pairs = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, 2 * keyword_count);
    for (u32 i = 0; i < keyword_count; i++) {
        IrValue name = lower_const_name(l, expr->call.keywords.items[i]->arg);
        pairs[2 * i] = EMIT(l, VALUE_FROM_REF, 0, name);
        pairs[2 * i + 1] = lower_to_value(l, parts->keywords[i]);
    }
    IrValue keywords = lower_stack_values(l, pairs, 2 * keyword_count);
    IrValue result = RT(l, CALL_KW, callee, lower_const_i64(l, count), args,
                        lower_const_i64(l, keyword_count), keywords);
    return (Val){result, IR_VALUE, SEMA_OBJECT};
}

// super().m(…), found by the runtime.
static Val call_super(Lower *l, const AstExpr *expr) {
    const SemaClass *class = sema_class(l->program, l->func->owner_class);
    AstName name = expr->call.func->attribute.attr;
    Val none = {.id = IR_NONE};
    bool is_init = slice_equal(names_text(l->names, name), SLICE_LITERAL("__init__"));
    bool is_plain_init = is_init && class->base == SEMA_NONE_INDEX &&
                         class->builtin_base == CLASS_OBJECT && expr->call.args.count == 0 &&
                         expr->call.keywords.count == 0;
    if (is_plain_init) return lower_none(l);
    IrValue callee = lower_super_attribute(l, expr->call.func).id;
    if (lower_has_star(expr)) return lower_call_starred(l, expr, callee, none);
    Parts parts = {.self = none, .callee = none};
    eval_arguments(l, expr, &parts);
    lower_at(l, expr->span);
    return call_value(l, expr, callee, none, &parts);
}

bool lower_is_super(Lower *l, const AstExpr *func) {
    if (func->kind != AST_ATTRIBUTE || func->attribute.value->kind != AST_CALL) return false;
    const AstExpr *callee = func->attribute.value->call.func;
    if (callee->kind != AST_NAME || callee->name.id != AST_NAME_SUPER) return false;
    SemaName name = sema_name_at(l->program, l->module->index, callee->id);
    return name.kind == SEMA_NAME_CONSTANT && name.index == SEMA_CONSTANT_SUPER &&
           l->func->owner_class != SEMA_NONE_INDEX && l->func->params.count > 0;
}

// The method is looked up before the arguments are evaluated. That shows only when these can raise
// or run code; else CALL_METHOD may look it up afterwards, without a bound method.
static bool is_number(Lower *l, const AstExpr *expr) {
    SemaKind kind = lower_kind(l, lower_type_of(l, expr));
    return kind == SEMA_INT || kind == SEMA_BOOL || kind == SEMA_FLOAT;
}

static bool is_quiet(Lower *l, const AstExpr *expr);

static bool are_quiet(Lower *l, AstExprs exprs) {
    for (u32 i = 0; i < exprs.count; i++) {
        if (!is_quiet(l, exprs.items[i])) return false;
    }
    return true;
}

static bool is_quiet_binary(Lower *l, const AstExpr *expr) {
    const AstExpr *left = expr->bin_op.left, *right = expr->bin_op.right;
    AstOperator op = (AstOperator)expr->bin_op.op;
    bool is_total = op == AST_OP_ADD || op == AST_OP_SUB || op == AST_OP_MULT;
    // An int and a float together may overflow.
    bool is_mixed = lower_is(l, (Val){.type = lower_type_of(l, left)}, SEMA_FLOAT) !=
                    lower_is(l, (Val){.type = lower_type_of(l, right)}, SEMA_FLOAT);
    return is_total && !is_mixed && is_number(l, left) && is_number(l, right) &&
           is_quiet(l, left) && is_quiet(l, right);
}

// Whether evaluating `expr` shows nowhere: it cannot raise and runs no code of the program.
static bool is_quiet(Lower *l, const AstExpr *expr) {
    // table:
    switch (expr->kind) {
    case AST_CONSTANT: return true;
    case AST_NAME: return is_inert(l, expr);
    case AST_ATTRIBUTE: {
        const SemaAttribute *attribute = sema_attribute_at(l->program, l->inst, expr->id);
        if (attribute->kind != SEMA_ATTR_FIELD || attribute->may_be_undef) return false;
        if (lower_is_tested(l, expr)) return false;
        return is_quiet(l, expr->attribute.value);
    }
    case AST_LIST:
    case AST_TUPLE: return are_quiet(l, expr->list.elts);
    case AST_BIN_OP: return is_quiet_binary(l, expr);
    case AST_UNARY_OP:
        return expr->unary_op.op != AST_UNARY_INVERT && is_number(l, expr->unary_op.operand) &&
               is_quiet(l, expr->unary_op.operand);
    default: return false;
    }
}

static Val call_dynamic(Lower *l, const AstExpr *expr, const SemaCall *call) {
    (void)call;
    const AstExpr *func = expr->call.func;
    Val none = {.id = IR_NONE};
    Parts parts = {.self = none, .callee = none};
    if (lower_is_super(l, func)) return call_super(l, expr);
    if (lower_has_star(expr)) return lower_call_starred(l, expr, lower_expr_value(l, func), none);
    bool is_method = func->kind == AST_ATTRIBUTE &&
                     lower_kind(l, lower_type_of(l, func->attribute.value)) != SEMA_MODULE &&
                     expr->call.keywords.count == 0 &&
                     sema_attribute_at(l->program, l->inst, func->id)->kind == SEMA_ATTR_DYNAMIC;
    if (is_method && are_quiet(l, expr->call.args)) {
        IrValue object = lower_expr_value(l, func->attribute.value);
        eval_arguments(l, expr, &parts);
        lower_at(l, expr->span);
        u32 count;
        IrValue args = pack(l, none, parts.args, expr->call.args.count, &count);
        IrValue name = lower_const_name(l, func->attribute.attr);
        return (Val){RT(l, CALL_METHOD, object, name, lower_const_i64(l, count), args), IR_VALUE,
                     SEMA_OBJECT};
    }
    IrValue callee = lower_expr_value(l, func);
    eval_arguments(l, expr, &parts);
    lower_at(l, expr->span);
    return call_value(l, expr, callee, none, &parts);
}

Val lower_call(Lower *l, const AstExpr *expr) {
    const SemaCall *call = sema_call_at(l->program, l->inst, expr->id);
    switch ((SemaCallKind)call->kind) {
    case SEMA_CALL_DIRECT: return call_direct(l, expr, call);
    case SEMA_CALL_DISPATCH: return call_dispatch(l, expr, call);
    case SEMA_CALL_CONSTRUCT: return call_construct(l, expr, call);
    case SEMA_CALL_NATIVE:
    case SEMA_CALL_NATIVE_METHOD: return call_native(l, expr, call);
    case SEMA_CALL_WEB: return lower_web_call(l, expr, call);
    case SEMA_CALL_DYNAMIC: break;
    }
    return call_dynamic(l, expr, call);
}
