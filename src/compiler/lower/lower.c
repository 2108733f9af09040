#include "compiler/lower/lower.h"

#include "base/check.h"
#include "compiler/lower/lower_priv.h"

// ---- names of functions: letters, digits, _ and .

static Slice ir_name(LowerProgram *shared, const SemaFunc *func, const char *suffix, u32 number) {
    Bytes name;
    bytes_init(&name, shared->arena);
    const SemaModule *module = sema_module(shared->program, func->module);
    if (module->index != 0) bytes_format(&name, "%S.", &module->name);
    bytes_append(&name, func->qualname);
    for (usize i = 0; i < name.len; i++) {
        u8 c = name.data[i];
        bool is_plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
        if (!is_plain) name.data[i] = '_';
    }
    bytes_format(&name, ".%s%u", suffix, number);
    return bytes_slice(&name);
}

// ---- tables

static u32 params_const(LowerProgram *shared, const SemaFunc *func) {
    u32 *names = ARENA_NEW_ARRAY(shared->arena, u32, func->params.count);
    for (u32 i = 0; i < func->params.count; i++) {
        Slice name = names_text(shared->program->names, func->params.items[i].name);
        names[i] = ir_const_str(shared->out, name, true);
    }
    return ir_const_tuple(shared->out, names, func->params.count);
}

static bool is_hidden_name(Slice name) {
    return slice_starts_with(name, SLICE_LITERAL("_."));
}

// The variables of its own, parameters first; or those that it captures, in their order.
static u32 vars_const(LowerProgram *shared, const SemaFunc *func, bool is_free) {
    u32 count = 0, *names = ARENA_NEW_ARRAY(shared->arena, u32, func->vars.count + 1);
    bool has_vars = func->kind != SEMA_FUNC_MODULE && func->kind != SEMA_FUNC_CLASS_BODY;
    u32 rest = sema_func_rest(func), keywords = sema_func_keywords(func);
    for (u32 i = 0; has_vars && i < func->vars.count; i++) {
        // *args comes behind the keyword-only parameters.
        u32 last = keywords == SEMA_NONE_INDEX ? func->params.count - 1 : keywords - 1;
        u32 place = rest == SEMA_NONE_INDEX || i < rest || i > last ? i : i == last ? rest : i + 1;
        const SemaVar *var = &func->vars.items[place];
        Slice name = names_text(shared->program->names, var->name);
        bool is_capture = var->kind == SEMA_VAR_CAPTURE || var->kind == SEMA_VAR_CAPTURE_CELL;
        if (is_capture != is_free) continue;
        if (is_free)
            names[var->capture_index] = ir_const_str(shared->out, name, true), count++;
        else if (!var->is_hidden && !is_hidden_name(name))
            names[count++] = ir_const_str(shared->out, name, true);
    }
    return ir_const_tuple(shared->out, names, count);
}

static u32 doc_const(LowerProgram *shared, const SemaFunc *func) {
    const AstExpr *doc = func->kind == SEMA_FUNC_DEF ? ast_docstring(func->body) : NULL;
    if (!doc) return ir_const_value(shared->out, VALUE_NONE);
    return ir_const_str(shared->out, ast_clean_docstring(shared->arena, doc), false);
}

static void add_spec(LowerProgram *shared, const SemaFunc *func) {
    IrModule *out = shared->out;
    const SourceFile *file = sema_module(shared->program, func->module)->ast->file;
    IrSpec spec = {0};
    spec.name_const = ir_const_str(out, func->name, true);
    spec.qualname_const = ir_const_str(out, func->qualname, true);
    spec.params_const = params_const(shared, func);
    spec.param_count = func->params.count;
    spec.required_count = func->required_count;
    spec.capture_count = func->capture_count;
    spec.file_const = ir_const_str(out, file->name, false);
    spec.first_line =
        func->kind == SEMA_FUNC_MODULE ? 1 : source_line(file, func->node->span.start);
    spec.positional_count = func->positional_count;
    spec.positional_only_count = func->positional_only_count;
    spec.extra = func->extra;
    if (func->is_async)
        spec.extra |= func->has_yield ? FUNC_MAKES_ASYNC_GENERATOR : FUNC_MAKES_COROUTINE;
    else if (func->has_yield)
        spec.extra |= FUNC_MAKES_GENERATOR;
    spec.module_const = ir_const_str(out, sema_module(shared->program, func->module)->name, true);
    spec.doc_const = doc_const(shared, func);
    spec.locals_const = vars_const(shared, func, false);
    spec.free_const = vars_const(shared, func, true);
    spec.generic_func = IR_NONE;
    shared->spec_of_func[func->index] = out->specs.count;
    *VEC_PUSH(out->arena, &out->specs) = spec;
}

static void add_globals(LowerProgram *shared) {
    IrModule *out = shared->out;
    SemaProgram *program = shared->program;
    for (u32 i = 0; i < program->globals.count; i++) {
        const SemaGlobal *global = &program->globals.items[i];
        u32 name = ir_const_str(out, names_text(program->names, global->name), true);
        bool is_open = global->is_open || sema_is_extension(program);
        *VEC_PUSH(out->arena, &out->globals) =
            (IrSlot){name, global->kind, !is_open && !global->is_checked, is_open};
    }
    for (u32 i = 0; i < program->globals.count && sema_is_extension(program); i++) {
        const SemaGlobal *global = &program->globals.items[i];
        bool is_seen = global->module == 0 && global->owner_class == SEMA_NONE_INDEX &&
                       global->name != AST_NO_NAME;
        if (is_seen)
            *VEC_PUSH(out->arena, &out->exports) =
                (IrExport){out->globals.items[i].name_const, i,
                           global->constant_func != SEMA_NONE_INDEX ||
                               global->constant_class != SEMA_NONE_INDEX};
    }
    u32 flag_name = ir_const_str(out, SLICE_LITERAL("imported"), true);
    for (u32 i = 0; i < program->modules.count; i++) {
        shared->imported_global[i] = out->globals.count;
        *VEC_PUSH(out->arena, &out->globals) = (IrSlot){.name_const = flag_name, .kind = SLOT_INT};
    }
}

// ---- functions are declared before any body is made: bodies call each other

static IrType repr_of(SemaProgram *program, SemaType type) {
    switch (sema_repr(&program->types, type)) {
    case SEMA_REPR_I1: return IR_I1;
    case SEMA_REPR_INT: return IR_INT;
    case SEMA_REPR_F64: return IR_F64;
    case SEMA_REPR_REF: return IR_REF;
    default: return IR_VALUE;
    }
}

static void declare_instance(LowerProgram *shared, const SemaInstance *inst) {
    shared->func_of_instance[inst->index] = shared->body_of_instance[inst->index] = IR_NONE;
    if (!inst->is_live) return;
    const SemaFunc *func = sema_func(shared->program, inst->func);
    IrType *types = ARENA_NEW_ARRAY(shared->arena, IrType, func->params.count + 1);
    u32 count = 0;
    if (func->capture_count > 0) types[count++] = IR_REF;
    for (u32 i = 0; i < func->params.count; i++)
        types[count++] = repr_of(shared->program, inst->param_types[i]);
    bool is_code_only = func->kind == SEMA_FUNC_MODULE || func->kind == SEMA_FUNC_CLASS_BODY;
    bool is_void =
        is_code_only || sema_repr(&shared->program->types, inst->return_type) == SEMA_REPR_NONE;
    IrType result = is_void ? IR_VOID : repr_of(shared->program, inst->return_type);
    Slice name = ir_name(shared, func, "", inst->index);
    shared->func_of_instance[inst->index] =
        ir_func_new(shared->out, name, result, true, types, count);
    if (!sema_func_is_generator(func)) return;
    name = ir_name(shared, func, "body", inst->index);
    u32 body = ir_func_new(shared->out, name, IR_VALUE, true, types, count);
    shared->out->funcs.items[body]->is_generator = true;
    shared->body_of_instance[inst->index] = body;
}

static void declare_generic_entry(LowerProgram *shared, const SemaFunc *func) {
    if (!func->needs_generic_entry || func->generic_instance == SEMA_NONE_INDEX) return;
    if (shared->func_of_instance[func->generic_instance] == IR_NONE) return;
    IrType types[] = {IR_REF, IR_PTR};
    u32 index = ir_func_new(shared->out, ir_name(shared, func, "generic", func->index), IR_VALUE,
                            true, types, 2);
    shared->out->funcs.items[index]->is_generic = true;
    shared->out->funcs.items[index]->spec_index = shared->spec_of_func[func->index];
    shared->out->specs.items[shared->spec_of_func[func->index]].generic_func = index;
}

static void declare_imports(LowerProgram *shared) {
    SemaProgram *program = shared->program;
    for (u32 i = 0; i < program->modules.count; i++) {
        Slice name =
            ir_name(shared, sema_func(program, program->modules.items[i]->body_func), "import", i);
        shared->import_of_module[i] = ir_func_new(shared->out, name, IR_VOID, true, NULL, 0);
    }
}

static void make_run(LowerProgram *shared) {
    IrModule *out = shared->out;
    for (u32 i = 0; i < shared->program->imports.count; i++) {
        const SemaImport *import = &shared->program->imports.items[i];
        out->has_weak_references |=
            import->kind == SEMA_IMPORT_NATIVE && import->module == NATIVE_OWNER_MODULE_WEAKREF;
    }
    out->run_func = ir_func_new(out, SLICE_LITERAL("run"), IR_VOID, true, NULL, 0);
    IrBuilder b = ir_builder(out, out->run_func);
    IrBlock failed = ir_block_new(&b);
    ir_brerr(&b, ir_call(&b, shared->import_of_module[0], NULL, 0), failed, NULL, 0);
    ir_ret(&b, IR_NONE);
    ir_block_begin(&b, failed);
    ir_terminate(&b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
}

IrModule *lower_program(Arena *arena, SemaProgram *program, Diagnostics *diags) {
    LowerProgram *shared = ARENA_NEW(arena, LowerProgram);
    *shared = (LowerProgram){
        .arena = arena, .program = program, .out = ir_module_new(arena), .diags = diags};
    shared->func_of_instance = ARENA_NEW_ARRAY(arena, u32, program->instances.count);
    shared->body_of_instance = ARENA_NEW_ARRAY(arena, u32, program->instances.count);
    shared->import_of_module = ARENA_NEW_ARRAY(arena, u32, program->modules.count);
    shared->imported_global = ARENA_NEW_ARRAY(arena, u32, program->modules.count);
    shared->spec_of_func = ARENA_NEW_ARRAY(arena, u32, program->funcs.count);

    for (u32 i = 0; i < program->funcs.count; i++) add_spec(shared, program->funcs.items[i]);
    add_globals(shared);
    lower_class_tables(shared);
    for (u32 i = 0; i < program->instances.count; i++)
        declare_instance(shared, program->instances.items[i]);
    for (u32 i = 0; i < program->funcs.count; i++)
        declare_generic_entry(shared, program->funcs.items[i]);
    declare_imports(shared);

    lower_bodies(shared);

    // From here on every function has an index.
    for (u32 i = 0; i < program->instances.count; i++) {
        if (program->instances.items[i]->is_live)
            lower_instance(shared, program->instances.items[i]);
    }
    for (u32 i = 0; i < program->funcs.count; i++) {
        const SemaFunc *func = program->funcs.items[i];
        if (shared->out->specs.items[shared->spec_of_func[i]].generic_func != IR_NONE)
            lower_generic_entry(shared, func);
    }
    lower_import_functions(shared);
    make_run(shared);
    return shared->out;
}
