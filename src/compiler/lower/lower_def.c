// def, lambda and class: function objects with captures and defaults.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

u32 lower_default_place(const SemaFunc *func, u32 param) {
    bool has_rest = sema_func_rest(func) != SEMA_NONE_INDEX;
    return param - func->required_count - (param >= func->positional_count && has_rest);
}

// The defaults as Func.defaults holds them, IR_NONE when there are none. Calls that sema binds read
// them from globals.
static IrValue eval_defaults(Lower *l, const SemaFunc *func) {
    bool has_any = false;
    u32 count = 0, rest = sema_func_rest(func), keywords = sema_func_keywords(func);
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, func->params.count);
    for (u32 i = func->required_count; i < func->params.count; i++) {
        const SemaParam *param = &func->params.items[i];
        if (i == rest || i == keywords) continue;
        CHECK(count == lower_default_place(func, i));
        has_any |= param->default_value != NULL;
        if (!param->default_value) {
            values[count++] = lower_const_value(l, VALUE_UNDEFINED);
            continue;
        }
        Val val = lower_expr(l, param->default_value);
        values[count++] = lower_to_value(l, val);
        if (param->default_global != SEMA_NONE_INDEX)
            lower_global_write(l, param->default_global, val);
    }
    if (!has_any) return IR_NONE;
    return EMIT(l, VALUE_FROM_REF, 0, lower_tuple(l, values, count));
}

Val lower_function(Lower *l, const SemaFunc *func) {
    IrValue defaults = eval_defaults(l, func);
    IrValue unit = ir_const_inst(&l->b, IR_UNIT_INDEX, IR_I32, 0);
    IrValue object =
        RT(l, CLOSURE_NEW, unit, lower_const_i32(l, l->shared->spec_of_func[func->index]));
    if (defaults != IR_NONE) EMIT(l, FUNC_DEFAULTS, 0, object, defaults);
    for (u32 i = 0; i < func->vars.count; i++) {
        const SemaVar *var = &func->vars.items[i];
        if (var->kind != SEMA_VAR_CAPTURE && var->kind != SEMA_VAR_CAPTURE_CELL) continue;
        EMIT(l, CAPTURE_INIT, var->capture_index, object, lower_var_capture(l, var->outer_var));
    }
    return (Val){object, IR_REF, sema_type_with_index(&l->program->types, SEMA_FUNC, func->index)};
}

// What the class calls it: a decorated function has a hidden name there.
static AstName method_name(Lower *l, const SemaFunc *func) {
    const SemaClass *class = sema_class(l->program, func->owner_class);
    for (u32 i = 0; i < class->methods.count; i++) {
        if (class->methods.items[i].func == func->index) return class->methods.items[i].name;
    }
    UNREACHABLE("a method that its class does not have");
}

// A method's function object exists from the start; only its defaults are new.
static void define_method(Lower *l, const SemaFunc *func) {
    IrValue defaults = eval_defaults(l, func);
    if (defaults == IR_NONE) return;
    IrValue class_value = ir_const_inst(&l->b, IR_UNIT_CLASS, IR_VALUE, func->owner_class);
    IrValue method = RT(l, GETATTR, class_value, lower_const_name(l, method_name(l, func)));
    EMIT(l, FUNC_DEFAULTS, 0, EMIT(l, REF_FROM_VALUE, 0, method), defaults);
}

// js.krait.NAME = the function
static void export_function(Lower *l, const AstStmt *stmt, Val func) {
    static const char *const path[] = {"js", "krait"};
    lower_at(l, stmt->span);
    IrValue holder = RT(l, MODULE_VALUE, lower_const_text(l, SLICE_LITERAL("krait"), true));
    for (u32 i = 0; i < COUNT_OF(path); i++)
        holder = RT(l, GETATTR, holder, lower_const_text(l, slice_of_text(path[i]), true));
    RT(l, SETATTR, holder, lower_const_name(l, stmt->function_def.name), lower_to_value(l, func));
}

void lower_def(Lower *l, const AstStmt *stmt) {
    const SemaFunc *func = sema_func_at(l->program, l->module->index, stmt->id);
    if (sema_name_at(l->program, l->module->index, stmt->id).kind == SEMA_NAME_METHOD) {
        define_method(l, func);
        return;
    }
    Val val = lower_function(l, func);
    lower_store_name(l, stmt->id, stmt->function_def.name, val);
    if (sema_func_is_exported(l->program, func)) export_function(l, stmt, val);
}

void lower_class_def(Lower *l, const AstStmt *stmt) {
    const SemaFunc *body = sema_func_at(l->program, l->module->index, stmt->id);
    for (u32 i = 0; i < stmt->class_def.bases.count; i++)
        lower_expr(l, stmt->class_def.bases.items[i]);
    lower_at(l, stmt->span);
    for (u32 i = 0; i < body->instances.count; i++) {
        u32 ir_func = l->shared->func_of_instance[body->instances.items[i]];
        if (ir_func == IR_NONE) continue;
        lower_emit(l, IR_CALL, ir_func, NULL, 0);
        break;
    }
    IrValue class_value = ir_const_inst(&l->b, IR_UNIT_CLASS, IR_VALUE, body->owner_class);
    lower_store_name(l, stmt->id, stmt->class_def.name, (Val){class_value, IR_VALUE, SEMA_OBJECT});
}
