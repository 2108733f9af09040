// How long variables keep their objects. Counting ends an object behind the last use of its
// variable; where its end can be seen (__del__, weak references, generators stopped in a `finally`)
// it has to wait for Python's time: the next assignment, `del`, or the end of the function.
#include "compiler/lower/lower_priv.h"

enum { TYPE_DEPTH_MAX = 6 };

static bool is_seen_type(const Lower *l, SemaType type, u32 depth) {
    const SemaTypes *types = &l->program->types;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaTypeRow row = types->rows.items[sema_member(types, type, i)];
        if (depth == TYPE_DEPTH_MAX) return true;
        switch (row.kind) {
        case SEMA_LIST:
        case SEMA_SET:
        case SEMA_FROZENSET:
            if (is_seen_type(l, sema_cell_content(types, row.cells[0]), depth + 1)) return true;
            break;
        case SEMA_DICT:
            if (is_seen_type(l, sema_cell_content(types, row.cells[0]), depth + 1) ||
                is_seen_type(l, sema_cell_content(types, row.cells[1]), depth + 1))
                return true;
            break;
        case SEMA_TUPLE:
        case SEMA_TUPLE_OF:
            for (u32 k = 0; k < row.part_count; k++) {
                if (is_seen_type(l, row.parts[k], depth + 1)) return true;
            }
            break;
        case SEMA_OBJECT:
        case SEMA_INSTANCE:
        case SEMA_EXCEPTION:
        case SEMA_FUNC:
        case SEMA_METHOD:
        case SEMA_DESCRIPTOR:
        case SEMA_NATIVE_METHOD:
        case SEMA_ITERATOR:
        case SEMA_GENERATOR:
        case SEMA_VIEW: return true;
        default: break;
        }
    }
    return false;
}

static bool has_scope(const Lower *l) {
    return l->program->lifetimes != SEMA_LIFETIMES_SHORT &&
           !(l->func->kind == SEMA_FUNC_CLASS_BODY);
}

bool lower_var_is_kept(const Lower *l, u32 index) {
    const SemaVar *var = &l->func->vars.items[index];
    // Names that desugaring made end with their last use, as CPython's stack does.
    bool is_made = slice_starts_with(names_text(l->names, var->name), SLICE_LITERAL("_."));
    if (!has_scope(l) || var->is_hidden || is_made) return false;
    if (var->kind == SEMA_VAR_CELL) return true;
    return var->kind == SEMA_VAR_LOCAL && is_seen_type(l, l->inst->var_types[index], 0);
}

static void keep(Lower *l, u32 index) {
    IrValue value = ssa_read(&l->ssa, l->vars[index]);
    if (l->ssa.var_types.items[l->vars[index]] == IR_REF) value = EMIT(l, VALUE_FROM_REF, 0, value);
    RT(l, KEEP, value);
}

// What the variable holds now, kept until lower_var_gone: IR_NONE where nobody waits for it.
IrValue lower_var_held(Lower *l, u32 index) {
    bool is_kept = l->is_started && l->func->vars.items[index].kind == SEMA_VAR_LOCAL &&
                   lower_var_is_kept(l, index);
    return is_kept ? ssa_read(&l->ssa, l->vars[index]) : IR_NONE;
}

void lower_var_gone(Lower *l, u32 index, IrValue held) {
    if (held == IR_NONE) return;
    if (l->ssa.var_types.items[l->vars[index]] == IR_REF) held = EMIT(l, VALUE_FROM_REF, 0, held);
    RT(l, KEEP, held);
}

void lower_vars_end(Lower *l) {
    if (!has_scope(l)) return;
    for (u32 i = 0; i < l->func->vars.count; i++) {
        if (lower_var_is_kept(l, i)) keep(l, i);
    }
}
