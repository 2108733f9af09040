// import. Each user module has a function that runs its body the first time it is called.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// ---- the functions

// The body runs when the flag is still 0. If it raises, the next import tries again, as in CPython.
static void import_function(LowerProgram *shared, u32 module_index) {
    const SemaModule *module = sema_module(shared->program, module_index);
    const SemaFunc *body = sema_func(shared->program, module->body_func);
    u32 flag = shared->imported_global[module_index];
    IrBuilder b = ir_builder(shared->out, shared->import_of_module[module_index]);
    Ssa ssa;
    ssa_init(&ssa, &b, shared->arena);
    IrBlock run = ssa_block_new(&ssa), end = ssa_block_new(&ssa), failed = ssa_block_new(&ssa);
    IrValue is_imported = ir_const_inst(&b, IR_GLOBAL_GET, IR_INT, flag);
    ssa_brif(&ssa, ir_emit(&b, IR_INT_IS_ZERO, &is_imported, 1, 0), run, end, 0);
    ssa_begin_sealed(&ssa, run);
    IrValue one = ir_const_inst(&b, IR_CONST_INT, IR_INT, 1);
    ir_emit(&b, IR_GLOBAL_SET, &one, 1, flag);
    u32 ir_func =
        body->instances.count > 0 ? shared->func_of_instance[body->instances.items[0]] : IR_NONE;
    if (ir_func != IR_NONE) ssa_brerr(&ssa, ir_call(&b, ir_func, NULL, 0), failed, IR_NONE);
    ssa_jump(&ssa, end);
    ssa_begin_sealed(&ssa, end);
    ir_ret(&b, IR_NONE);
    if (ssa_is_reached(&ssa, failed)) {
        ssa_begin_sealed(&ssa, failed);
        b.func->blocks.items[failed].is_cold = true;
        IrValue zero = ir_const_inst(&b, IR_CONST_INT, IR_INT, 0);
        ir_emit(&b, IR_GLOBAL_SET, &zero, 1, flag);
        ir_terminate(&b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
    }
    ssa_finish(&ssa);
}

void lower_import_functions(LowerProgram *shared) {
    for (u32 i = 0; i < shared->program->modules.count; i++) import_function(shared, i);
}

// ---- running modules

static u32 module_by_name(Lower *l, Slice name) {
    for (u32 i = 0; i < l->program->modules.count; i++) {
        if (slice_equal(l->program->modules.items[i]->name, name)) return i;
    }
    return SEMA_NONE_INDEX;
}

// `import a.b.c` runs a, then a.b, then a.b.c.
static void run_module(Lower *l, u32 module_index) {
    Slice name = sema_module(l->program, module_index)->name;
    for (usize i = 0; i <= name.len; i++) {
        if (i < name.len && name.data[i] != '.') continue;
        u32 index = i == name.len ? module_index : module_by_name(l, slice_range(name, 0, i));
        if (index != SEMA_NONE_INDEX)
            lower_emit(l, IR_CALL, l->shared->import_of_module[index], NULL, 0);
    }
}

static bool import_missing(Lower *l, const SemaImport *import) {
    if (import->kind == SEMA_IMPORT_LATER) {
        Bytes why;
        bytes_init(&why, l->shared->arena);
        bytes_format(&why, "the import of '%S': library modules lead to too many others",
                     &import->name);
        lower_raise_text(l, CLASS_NOT_IMPLEMENTED_ERROR, bytes_slice(&why));
        return true;
    }
    if (import->kind != SEMA_IMPORT_MISSING) return false;
    Bytes text;
    bytes_init(&text, l->shared->arena);
    bytes_format(&text, "No module named '%S'", &import->name);
    lower_raise_text(l, CLASS_MODULE_NOT_FOUND_ERROR, bytes_slice(&text));
    return true;
}

static Val native_module(Lower *l, const SemaImport *import) {
    if (import->module == NATIVE_OWNER_MODULE_KRAIT) l->out->uses_web = true;
    return (Val){RT(l, MODULE_VALUE, lower_const_text(l, import->name, true)), IR_VALUE,
                 SEMA_OBJECT};
}

// User modules have no object: sema resolves what is read from them. The name only tells that it is
// assigned.
static Val user_module(Lower *l) {
    return (Val){lower_const_value(l, VALUE_NONE), IR_VALUE, SEMA_OBJECT};
}

// ---- statements

void lower_import(Lower *l, const AstStmt *stmt) {
    for (u32 i = 0; i < stmt->import.names.count && !lower_is_dead(l); i++) {
        const AstAlias *alias = stmt->import.names.items[i];
        const SemaImport *import = sema_import_at(l->program, l->module->index, alias->id);
        lower_at(l, stmt->span);
        if (import_missing(l, import)) return;
        Val val;
        if (import->kind == SEMA_IMPORT_WEB) {
            val = lower_none(l);
        } else if (import->kind == SEMA_IMPORT_USER) {
            run_module(l, import->module);
            val = user_module(l);
        } else {
            val = native_module(l, import);
        }
        lower_store_name(l, alias->id, alias->name, val);
    }
}

static Val imported_global(Lower *l, const AstAlias *alias, const SemaImport *import) {
    Val val = lower_global_read(l, import->global);
    if (val.repr != IR_VALUE || !l->program->globals.items[import->global].is_checked) return val;
    Bytes text;
    bytes_init(&text, l->shared->arena);
    Slice name = names_text(l->names, alias->name);
    bytes_format(&text, "cannot import name '%S' from '%S'", &name, &import->name);
    lower_raise_text_if_unset(l, val.id, CLASS_IMPORT_ERROR, bytes_slice(&text));
    return val;
}

static bool import_missing_name(Lower *l, const AstAlias *alias, const SemaImport *import) {
    if (import->kind != SEMA_IMPORT_MISSING_NAME) return false;
    run_module(l, import->module);
    Bytes text;
    bytes_init(&text, l->shared->arena);
    Slice name = names_text(l->names, alias->name);
    bytes_format(&text, "cannot import name '%S' from '%S'", &name, &import->name);
    lower_raise_text(l, CLASS_IMPORT_ERROR, bytes_slice(&text));
    return true;
}

static Val imported_name(Lower *l, const AstAlias *alias, const SemaImport *import) {
    if (import->kind == SEMA_IMPORT_WEB) return lower_web_name(l, import->bound, import->native);
    if (import->kind == SEMA_IMPORT_USER) {
        run_module(l, import->module);
        return import->global == SEMA_NONE_INDEX ? user_module(l)
                                                 : imported_global(l, alias, import);
    }
    if (import->native != SEMA_NONE_INDEX) {
        IrValue self = lower_const_value(l, VALUE_UNDEFINED);
        IrValue func = RT(l, NATIVE_FUNCTION, lower_const_i32(l, import->native), self);
        return (Val){func, IR_VALUE, SEMA_OBJECT};
    }
    IrValue module = native_module(l, import).id;
    return (Val){RT(l, GETATTR, module, lower_const_name(l, alias->name)), IR_VALUE, SEMA_OBJECT};
}

void lower_import_from(Lower *l, const AstStmt *stmt) {
    for (u32 i = 0; i < stmt->import_from.names.count && !lower_is_dead(l); i++) {
        const AstAlias *alias = stmt->import_from.names.items[i];
        const SemaImport *import = sema_import_at(l->program, l->module->index, alias->id);
        lower_at(l, stmt->span);
        if (!import) continue;  // __future__
        if (import_missing(l, import) || import_missing_name(l, alias, import)) return;
        lower_store_name(l, alias->id, alias->name, imported_name(l, alias, import));
    }
}
