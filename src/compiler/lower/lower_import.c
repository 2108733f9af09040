// import. Each user module has a function that runs its body the first time it is called.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// ---- the functions

bool lower_module_doc(const AstModule *ast, Slice *text) {
    const AstExpr *first = ast->body.count > 0 && ast->body.items[0]->kind == AST_EXPR
                               ? ast->body.items[0]->expr.value
                               : NULL;
    bool is_there = first && ast_is_constant(first, AST_CONST_STR);
    if (is_there) *text = first->constant.value.u.text;
    return is_there;
}

static u32 doc_const(LowerProgram *shared, const AstModule *ast) {
    Slice text;
    return lower_module_doc(ast, &text) ? ir_const_str(shared->out, text, false)
                                        : ir_const_value(shared->out, VALUE_NONE);
}

// What the runtime is told of a module: runtime/core/unit_module.c.
static u32 info_const(LowerProgram *shared, const SemaModule *module) {
    IrModule *out = shared->out;
    VEC(u32) parts = {0};
    *VEC_PUSH(shared->arena, &parts) = ir_const_str(out, module->name, true);
    *VEC_PUSH(shared->arena, &parts) = ir_const_str(out, module->ast->file->name, false);
    *VEC_PUSH(shared->arena, &parts) = doc_const(shared, module->ast);
    *VEC_PUSH(shared->arena, &parts) = ir_const_value(out, value_from_bool(module->is_package));
    for (u32 i = 0; i < shared->program->globals.count; i++) {
        const SemaGlobal *global = &shared->program->globals.items[i];
        u32 found;
        bool is_variable = global->module == module->index &&
                           global->owner_class == SEMA_NONE_INDEX && global->name != AST_NO_NAME &&
                           int_map_get(&module->globals, global->name, &found) && found == i;
        if (!is_variable) continue;
        // What desugar made up is nobody's to see.
        Slice name = names_text(shared->program->names, global->name);
        if (slice_starts_with(name, SLICE_LITERAL("_."))) continue;
        *VEC_PUSH(shared->arena, &parts) = ir_const_str(out, name, true);
        *VEC_PUSH(shared->arena, &parts) = ir_const_value(out, value_from_small(i));
    }
    return ir_const_tuple(out, parts.items, parts.count);
}

static void begin_module(LowerProgram *shared, IrBuilder *b, const SemaModule *module) {
    IrValue args[] = {
        ir_const_inst(b, IR_UNIT_INDEX, IR_I32, 0),
        ir_const_inst(b, IR_CONST_POOL, IR_REF, info_const(shared, module)),
    };
    ir_call_rt(b, RT_MODULE_BEGIN, args, COUNT_OF(args));
}

static void end_module(LowerProgram *shared, IrBuilder *b, const SemaModule *module, bool is_good) {
    u32 name = ir_const_str(shared->out, module->name, true);
    IrValue args[] = {ir_const_inst(b, IR_CONST_POOL, IR_REF, name),
                      ir_const_inst(b, IR_CONST_I32, IR_I32, is_good)};
    ir_call_rt(b, RT_MODULE_END, args, COUNT_OF(args));
}

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
    if (module->is_imported) begin_module(shared, &b, module);
    u32 ir_func =
        body->instances.count > 0 ? shared->func_of_instance[body->instances.items[0]] : IR_NONE;
    if (ir_func != IR_NONE) ssa_brerr(&ssa, ir_call(&b, ir_func, NULL, 0), failed, IR_NONE);
    if (module->is_imported) end_module(shared, &b, module, true);
    ssa_jump(&ssa, end);
    ssa_begin_sealed(&ssa, end);
    ir_ret(&b, IR_NONE);
    if (ssa_is_reached(&ssa, failed)) {
        ssa_begin_sealed(&ssa, failed);
        b.func->blocks.items[failed].is_cold = true;
        IrValue zero = ir_const_inst(&b, IR_CONST_INT, IR_INT, 0);
        ir_emit(&b, IR_GLOBAL_SET, &zero, 1, flag);
        if (module->is_imported) end_module(shared, &b, module, false);
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
    RT(l, RAISE_IMPORT, lower_const_text(l, import->name, true), lower_const_value(l, VALUE_NONE));
    lower_raise(l);
    return true;
}

static Val native_module(Lower *l, const SemaImport *import) {
    if (import->module == NATIVE_OWNER_MODULE_KRAIT) l->out->uses_web = true;
    return (Val){RT(l, MODULE_VALUE, lower_const_text(l, import->name, true)), IR_VALUE,
                 SEMA_OBJECT};
}

Val lower_module_value(Lower *l, u32 index) {
    Slice name = sema_module(l->program, index)->name;
    return (Val){RT(l, MODULE_VALUE, lower_const_text(l, name, true)), IR_VALUE, SEMA_OBJECT};
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
            if (import->bound != import->module) run_module(l, import->bound);
            run_module(l, import->module);
            val = lower_module_value(l,
                                     alias->asname != AST_NO_NAME ? import->module : import->bound);
        } else {
            val = native_module(l, import);
        }
        lower_store_name(l, alias->id, alias->name, val);
    }
}

static void raise_missing_name(Lower *l, const AstAlias *alias, Slice module) {
    IrValue name =
        EMIT(l, VALUE_FROM_REF, 0, lower_const_text(l, names_text(l->names, alias->name), true));
    RT(l, RAISE_IMPORT, lower_const_text(l, module, true), name);
    lower_raise(l);
}

static Val imported_global(Lower *l, const AstAlias *alias, const SemaImport *import) {
    Val val = lower_global_read(l, import->global);
    if (val.repr != IR_VALUE || !l->program->globals.items[import->global].is_checked) return val;
    IrBlock fine = ssa_block_new(&l->ssa), unset = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, val.id, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, unset, fine, 2);
    ssa_begin_sealed(&l->ssa, unset);
    l->b.func->blocks.items[unset].is_cold = true;
    raise_missing_name(l, alias, sema_module(l->program, import->module)->name);
    ssa_begin_sealed(&l->ssa, fine);
    return val;
}

static bool import_missing_name(Lower *l, const AstAlias *alias, const SemaImport *import) {
    if (import->kind != SEMA_IMPORT_MISSING_NAME) return false;
    if (!import->is_native) run_module(l, import->module);
    raise_missing_name(
        l, alias, import->is_native ? import->name : sema_module(l->program, import->module)->name);
    return true;
}

static Val imported_name(Lower *l, const AstAlias *alias, const SemaImport *import) {
    if (import->kind == SEMA_IMPORT_WEB) return lower_web_name(l, import->bound, import->native);
    if (import->kind == SEMA_IMPORT_USER) {
        run_module(l, import->global == SEMA_NONE_INDEX ? import->bound : import->module);
        return import->global == SEMA_NONE_INDEX ? lower_module_value(l, import->bound)
                                                 : imported_global(l, alias, import);
    }
    if (import->kind == SEMA_IMPORT_HOOKED) {
        run_module(l, import->module);
        IrValue module = lower_module_value(l, import->module).id;
        IrValue name = lower_const_name(l, alias->name);
        return (Val){RT(l, IMPORT_HOOKED, module, name), IR_VALUE, SEMA_OBJECT};
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
