// Names: locals in SSA form, cells, captures, globals, built-ins.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// Goes on only when `value` is assigned; else raises.
static void check_assigned(Lower *l, IrValue value, RtFault fault, AstName name) {
    IrOp op = (IrOp)l->b.func->insts.items[value].op;
    bool is_made_here = op == IR_VALUE_FROM_INT || op == IR_VALUE_FROM_F64 ||
                        op == IR_VALUE_FROM_BOOL || op == IR_VALUE_FROM_REF;
    if (is_made_here) return;
    IrBlock fine = ssa_block_new(&l->ssa), unset = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, value, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, unset, fine, 2);
    ssa_begin_sealed(&l->ssa, unset);
    l->b.func->blocks.items[unset].is_cold = true;
    lower_fault_name(l, fault, name);
    ssa_begin_sealed(&l->ssa, fine);
}

// ---- variables of functions

static IrValue cell_of(Lower *l, u32 index) {
    const SemaVar *var = &l->func->vars.items[index];
    if (var->kind == SEMA_VAR_CELL) return ssa_read(&l->ssa, l->vars[index]);
    IrValue cell = EMIT(l, CAPTURE_GET, var->capture_index, l->self_func);
    return EMIT(l, REF_FROM_VALUE, 0, cell);
}

static RtFault unassigned_fault(Lower *l, const SemaVar *var) {
    if (var->kind == SEMA_VAR_CAPTURE || var->kind == SEMA_VAR_CAPTURE_CELL)
        return RT_FAULT_UNBOUND_FREE;
    // Private globals of a module are variables too.
    bool is_function = l->func->kind != SEMA_FUNC_MODULE && l->func->kind != SEMA_FUNC_CLASS_BODY;
    return is_function || var->is_hidden ? RT_FAULT_UNBOUND_LOCAL : RT_FAULT_NAME;
}

Val lower_var_read(Lower *l, u32 index) {
    const SemaVar *var = &l->func->vars.items[index];
    SemaType type = l->inst->var_types[index];
    IrType repr = lower_repr_of(l, type);
    Val val = {IR_NONE, IR_VALUE, type};
    switch ((SemaVarKind)var->kind) {
    case SEMA_VAR_LOCAL:
        val.id = ssa_read(&l->ssa, l->vars[index]);
        val.repr = (IrType)l->ssa.var_types.items[l->vars[index]];
        break;
    case SEMA_VAR_CAPTURE: val.id = EMIT(l, CAPTURE_GET, var->capture_index, l->self_func); break;
    case SEMA_VAR_CELL:
    case SEMA_VAR_CAPTURE_CELL: val.id = EMIT(l, CELL_GET, 0, cell_of(l, index)); break;
    }
    if (l->inst->var_is_checked[index] && val.repr == IR_VALUE) {
        check_assigned(l, val.id, unassigned_fault(l, var), var->name);
    }
    if (val.repr == IR_VALUE && repr != IR_VALUE) val = lower_as(l, val, type);
    return val;
}

IrValue lower_var_peek(Lower *l, u32 index) {
    const SemaVar *var = &l->func->vars.items[index];
    if (var->kind == SEMA_VAR_CAPTURE)
        return EMIT(l, CAPTURE_GET, var->capture_index, l->self_func);
    if (var->kind != SEMA_VAR_LOCAL) return EMIT(l, CELL_GET, 0, cell_of(l, index));
    IrType repr = (IrType)l->ssa.var_types.items[l->vars[index]];
    return lower_to_value(l, (Val){ssa_read(&l->ssa, l->vars[index]), repr, SEMA_OBJECT});
}

static bool is_hidden(Lower *l, const SemaVar *var) {
    Slice name = names_text(l->program->names, var->name);
    return name.len == 0 || name.data[0] == '.' || slice_starts_with(name, SLICE_LITERAL("_."));
}

Val lower_scope_dict(Lower *l, u32 native) {
    if (native == NATIVE_GLOBALS || l->func->kind == SEMA_FUNC_MODULE) {
        IrValue name = EMIT(l, VALUE_FROM_REF, 0, lower_const_text(l, l->module->name, true));
        return lower_call_native(l, NATIVE_GLOBALS, &name, 1);
    }
    if (l->func->is_class_body) return lower_var_read(l, l->func->params.items[0].var);
    u32 count = 0, *names = ARENA_NEW_ARRAY(l->ssa.scratch, u32, l->func->vars.count + 1);
    IrValue *values = ARENA_NEW_ARRAY(l->ssa.scratch, IrValue, l->func->vars.count + 1);
    for (u32 i = 0; i < l->func->vars.count; i++) {
        const SemaVar *var = &l->func->vars.items[i];
        if (is_hidden(l, var)) continue;
        names[count] = ir_const_str(l->out, names_text(l->program->names, var->name), true);
        values[count++] = lower_var_peek(l, i);
    }
    u32 all = ir_const_tuple(l->out, names, count);
    IrValue tuple =
        RT(l, TUPLE_NEW, lower_const_i64(l, count), lower_stack_values(l, values, count));
    IrValue args[] = {EMIT(l, VALUE_FROM_REF, 0, ir_const_inst(&l->b, IR_CONST_POOL, IR_REF, all)),
                      EMIT(l, VALUE_FROM_REF, 0, tuple)};
    return lower_call_native(l, NATIVE_LOCALS, args, 2);
}

void lower_var_write(Lower *l, u32 index, Val val) {
    const SemaVar *var = &l->func->vars.items[index];
    if (var->kind == SEMA_VAR_LOCAL) {
        IrValue held = lower_var_held(l, index);
        ssa_write(&l->ssa, l->vars[index],
                  lower_convert(l, val, (IrType)l->ssa.var_types.items[l->vars[index]]));
        lower_var_gone(l, index, held);
        return;
    }
    EMIT(l, CELL_SET, 0, cell_of(l, index), lower_to_value(l, val));
}

void lower_var_cell_begin(Lower *l, u32 index) {
    ssa_write(&l->ssa, l->vars[index], RT(l, CELL_NEW, lower_const_value(l, VALUE_UNDEFINED)));
}

IrValue lower_var_capture(Lower *l, u32 index) {
    const SemaVar *var = &l->func->vars.items[index];
    switch ((SemaVarKind)var->kind) {
    case SEMA_VAR_CELL: return EMIT(l, VALUE_FROM_REF, 0, ssa_read(&l->ssa, l->vars[index]));
    case SEMA_VAR_CAPTURE:
    case SEMA_VAR_CAPTURE_CELL: return EMIT(l, CAPTURE_GET, var->capture_index, l->self_func);
    case SEMA_VAR_LOCAL: break;
    }
    // Captured by value: also when it is not assigned, which the inner function finds out.
    Val val = {ssa_read(&l->ssa, l->vars[index]), (IrType)l->ssa.var_types.items[l->vars[index]],
               l->inst->var_types[index]};
    return lower_to_value(l, val);
}

static void var_delete(Lower *l, u32 index, bool is_checked) {
    const SemaVar *var = &l->func->vars.items[index];
    if (is_checked) {
        Val val = lower_var_read(l, index);
        if (val.repr == IR_VALUE) check_assigned(l, val.id, unassigned_fault(l, var), var->name);
    }
    IrValue undefined = lower_const_value(l, VALUE_UNDEFINED);
    if (var->kind != SEMA_VAR_LOCAL) {
        EMIT(l, CELL_SET, 0, cell_of(l, index), undefined);
    } else if (l->ssa.var_types.items[l->vars[index]] == IR_VALUE) {
        IrValue held = lower_var_held(l, index);
        ssa_write(&l->ssa, l->vars[index], undefined);
        lower_var_gone(l, index, held);
    }
    // A typed variable is never read again before it is assigned: sema would have made it checked.
}

// ---- globals

Val lower_global_read(Lower *l, u32 index) {
    const SemaGlobal *global = &l->program->globals.items[index];
    IrType repr = lower_slot_type(global->kind);
    IrValue id = lower_emit_typed(l, IR_GLOBAL_GET, repr, index, NULL, 0);
    return (Val){id, repr, global->type};
}

void lower_global_write(Lower *l, u32 index, Val val) {
    const SemaGlobal *global = &l->program->globals.items[index];
    EMIT(l, GLOBAL_SET, index, lower_convert(l, val, lower_slot_type(global->kind)));
}

// ---- what a name stands for

static Val name_of_kind(Lower *l, u8 kind, u32 index, AstName name);

static IrValue namespace_of(Lower *l) {
    return lower_to_value(l, lower_var_read(l, l->func->params.items[0].var));
}

static Val or_fallback(Lower *l, Val val, SemaName found, AstName name);

static Val read_namespace(Lower *l, SemaName found, AstName name) {
    IrValue value = RT(l, NAMESPACE_GET, namespace_of(l), lower_const_name(l, name));
    return or_fallback(l, (Val){value, IR_VALUE, SEMA_OBJECT}, found, name);
}

static Val read_global_checked(Lower *l, SemaName found, AstName name) {
    const SemaGlobal *global = &l->program->globals.items[found.index];
    Val val = lower_global_read(l, found.index);
    if (!global->is_checked || val.repr != IR_VALUE) return val;
    if (found.fallback_kind == SEMA_NAME_NONE) {
        check_assigned(l, val.id, RT_FAULT_NAME, name);
        return val;
    }
    return or_fallback(l, val, found, name);
}

// `val`, or where it is undefined what the name stands for further out.
static Val or_fallback(Lower *l, Val val, SemaName found, AstName name) {
    SsaVar result = ssa_var_new(&l->ssa, IR_VALUE);
    ssa_write(&l->ssa, result, val.id);
    IrBlock done = ssa_block_new(&l->ssa), unset = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, val.id, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, unset, done, 0);
    ssa_begin_sealed(&l->ssa, unset);
    Val fallback = name_of_kind(l, found.fallback_kind, found.fallback, name);
    if (!lower_is_dead(l)) {
        ssa_write(&l->ssa, result, lower_to_value(l, fallback));
        ssa_jump(&l->ssa, done);
    }
    ssa_begin_sealed(&l->ssa, done);
    return (Val){ssa_read(&l->ssa, result), IR_VALUE, SEMA_OBJECT};
}

static Val text_or_none(Lower *l, bool is_there, Slice text) {
    if (!is_there) return lower_none(l);
    IrValue value = EMIT(l, VALUE_FROM_REF, 0, lower_const_text(l, text, false));
    return (Val){value, IR_VALUE, SEMA_OBJECT};
}

static Slice package_of(const SemaModule *module) {
    usize end = module->name.len;
    if (module->is_package) return module->name;
    while (end > 0 && module->name.data[end - 1] != '.') end--;
    return slice_range(module->name, 0, end ? end - 1 : 0);
}

static Val of_module(Lower *l, AstName name) {
    if (!l->module->is_imported) return lower_none(l);
    IrValue module = lower_module_value(l, l->module->index).id;
    return (Val){RT(l, GETATTR, module, lower_const_name(l, name)), IR_VALUE, SEMA_OBJECT};
}

static Val name_constant(Lower *l, u32 which, AstName name) {
    switch ((SemaNameConstant)which) {
    case SEMA_CONSTANT_NOT_IMPLEMENTED:
        return (Val){lower_const_value(l, VALUE_NOT_IMPLEMENTED), IR_VALUE, SEMA_NOT_IMPLEMENTED};
    case SEMA_CONSTANT_ELLIPSIS:
        return (Val){lower_const_value(l, VALUE_ELLIPSIS), IR_VALUE, SEMA_ELLIPSIS};
    case SEMA_CONSTANT_DEBUG: return (Val){lower_const_bool(l, true), IR_I1, SEMA_BOOL};
    case SEMA_CONSTANT_DOC: return lower_none(l);
    case SEMA_CONSTANT_FILE:
        return (Val){lower_const_text(l, l->module->ast->file->name, false), IR_REF, SEMA_STR};
    case SEMA_CONSTANT_MODULE_NAME:
        return (Val){lower_const_text(l, l->module->name, true), IR_REF, SEMA_STR};
    case SEMA_CONSTANT_MODULE_DOC: {
        Slice text = {0};
        bool is_there = lower_module_doc(l->module->ast, &text);
        return text_or_none(l, is_there, text);
    }
    case SEMA_CONSTANT_PACKAGE:
        return text_or_none(l, l->module->index != 0, package_of(l->module));
    case SEMA_CONSTANT_OF_MODULE: return of_module(l, name);
    case SEMA_CONSTANT_LATER: {
        IrValue args[] = {EMIT(l, VALUE_FROM_REF, 0, lower_const_text(l, l->module->name, true)),
                          EMIT(l, VALUE_FROM_REF, 0, lower_const_name(l, name))};
        return lower_call_native(l, NATIVE_GLOBAL_NAME, args, 2);
    }
    case SEMA_CONSTANT_SUPER:
        return (Val){RT(l, CLASS_VALUE, lower_const_i32(l, CLASS_SUPER)), IR_VALUE, SEMA_OBJECT};
    }
    return lower_none(l);
}

// The function object of a method, while its class's body runs.
static Val method_value(Lower *l, AstName name) {
    IrValue class_value = ir_const_inst(&l->b, IR_UNIT_CLASS, IR_VALUE, l->func->owner_class);
    return (Val){RT(l, GETATTR, class_value, lower_const_name(l, name)), IR_VALUE, SEMA_OBJECT};
}

static Val name_of_kind(Lower *l, u8 kind, u32 index, AstName name) {
    Val undefined = {IR_NONE, IR_VALUE, SEMA_OBJECT};
    switch ((SemaNameKind)kind) {
    case SEMA_NAME_VAR: return lower_var_read(l, index);
    case SEMA_NAME_GLOBAL:
        return read_global_checked(l, (SemaName){.kind = kind, .index = index}, name);
    case SEMA_NAME_METHOD: return method_value(l, name);
    case SEMA_NAME_NATIVE:
        undefined.id = RT(l, NATIVE_FUNCTION, lower_const_i32(l, index),
                          lower_const_value(l, VALUE_UNDEFINED));
        return undefined;
    case SEMA_NAME_BUILTIN_CLASS:
        undefined.id = RT(l, CLASS_VALUE, lower_const_i32(l, index));
        return undefined;
    case SEMA_NAME_CONSTANT: return name_constant(l, index, name);
    case SEMA_NAME_MODULE:
        lower_unsupported(l, l->span, "a module as a value");
        return lower_none(l);
    case SEMA_NAME_NAMESPACE:
    case SEMA_NAME_UNKNOWN:
    case SEMA_NAME_NONE: break;
    }
    lower_unknown_name(l, name);
    // What follows is never reached; it still needs a block to stand in.
    IrBlock dead = ssa_block_new(&l->ssa);
    ssa_begin_sealed(&l->ssa, dead);
    return lower_none(l);
}

Val lower_name(Lower *l, const AstExpr *expr) {
    SemaName found = sema_name_at(l->program, l->module->index, expr->id);
    lower_at(l, expr->span);
    if (found.kind == SEMA_NAME_GLOBAL) return read_global_checked(l, found, expr->name.id);
    if (found.kind == SEMA_NAME_NAMESPACE) return read_namespace(l, found, expr->name.id);
    return name_of_kind(l, found.kind, found.index, expr->name.id);
}

// ---- storing and deleting

void lower_store_name(Lower *l, u32 node_id, AstName name, Val val) {
    SemaName found = sema_name_at(l->program, l->module->index, node_id);
    (void)name;
    if (found.kind == SEMA_NAME_NAMESPACE) {
        IrValue key = EMIT(l, VALUE_FROM_REF, 0, lower_const_name(l, found.index));
        RT(l, SETITEM, namespace_of(l), key, lower_to_value(l, val));
    }
    if (found.kind == SEMA_NAME_VAR) lower_var_write(l, found.index, val);
    if (found.kind == SEMA_NAME_GLOBAL) lower_global_write(l, found.index, val);
}

static void name_delete(Lower *l, u32 node_id, AstName name, bool is_checked) {
    SemaName found = sema_name_at(l->program, l->module->index, node_id);
    if (found.kind == SEMA_NAME_VAR) var_delete(l, found.index, is_checked);
    if (found.kind == SEMA_NAME_NAMESPACE)
        RT(l, NAMESPACE_DELETE, namespace_of(l), lower_const_name(l, found.index));
    if (found.kind != SEMA_NAME_GLOBAL) return;
    const SemaGlobal *global = &l->program->globals.items[found.index];
    if (lower_slot_type(global->kind) != IR_VALUE) return;
    if (is_checked && global->is_checked) {
        check_assigned(l, lower_global_read(l, found.index).id, RT_FAULT_NAME, name);
    }
    EMIT(l, GLOBAL_SET, found.index, lower_const_value(l, VALUE_UNDEFINED));
}

void lower_delete_name(Lower *l, u32 node_id, AstName name) {
    name_delete(l, node_id, name, true);
}

void lower_except_name_set(Lower *l, const AstExceptHandler *clause, IrValue exception) {
    lower_store_name(l, clause->id, clause->name, (Val){exception, IR_VALUE, SEMA_OBJECT});
}

void lower_except_name_delete(Lower *l, const AstExceptHandler *clause) {
    name_delete(l, clause->id, clause->name, false);
}
