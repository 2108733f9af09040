// One function: its variables, its body, its generic entry.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// ---- variables

static IrType var_repr(Lower *l, u32 index) {
    switch (sema_var_repr(l->program, l->inst, index)) {
    case SEMA_REPR_I1: return IR_I1;
    case SEMA_REPR_INT: return IR_INT;
    case SEMA_REPR_F64: return IR_F64;
    case SEMA_REPR_REF: return IR_REF;
    default: return IR_VALUE;
    }
}

// One that is kept to the end is read there, assigned or not.
static void init_local(Lower *l, u32 index) {
    bool is_param = l->func->vars.items[index].param_index != SEMA_NONE_INDEX;
    bool is_kept = !is_param && lower_var_is_kept(l, index);
    l->vars[index] = ssa_var_new(&l->ssa, is_kept ? IR_VALUE : var_repr(l, index));
    if (is_kept) ssa_write(&l->ssa, l->vars[index], lower_const_value(l, VALUE_UNDEFINED));
}

static void init_vars(Lower *l) {
    const SemaFunc *func = l->func;
    l->vars = ARENA_NEW_ARRAY(l->ssa.scratch, SsaVar, func->vars.count);
    for (u32 i = 0; i < func->vars.count; i++) {
        const SemaVar *var = &func->vars.items[i];
        if (var->kind == SEMA_VAR_LOCAL) init_local(l, i);
        if (var->kind == SEMA_VAR_CELL) l->vars[i] = ssa_var_new(&l->ssa, IR_REF);
        bool is_own_cell =
            var->kind == SEMA_VAR_CELL && !var->is_hidden && var->param_index == SEMA_NONE_INDEX;
        if (is_own_cell) lower_var_cell_begin(l, i);
    }
}

static void init_params(Lower *l) {
    u32 first = l->func->capture_count > 0;
    if (first) l->self_func = ir_param(l->b.func, 0);
    for (u32 i = 0; i < l->func->params.count; i++) {
        SemaType type = l->inst->param_types[i];
        Val val = {ir_param(l->b.func, first + i), lower_repr_of(l, type), type};
        u32 var = l->func->params.items[i].var;
        if (l->func->vars.items[var].kind == SEMA_VAR_CELL) {
            ssa_write(&l->ssa, l->vars[var], RT(l, CELL_NEW, lower_to_value(l, val)));
        } else {
            lower_var_write(l, var, val);
        }
    }
}

// A cycle of direct calls has a call to an instance that does not come later: there the stack is
// checked.
static bool may_recurse(Lower *l) {
    for (u32 i = 0; i < l->inst->calls.capacity; i++) {
        if (!l->inst->calls.slots[i].is_used) continue;
        const SemaCall *call = &l->program->calls.items[l->inst->calls.slots[i].value];
        for (u32 t = 0; t < call->target_count; t++) {
            if (call->targets[t].instance <= l->inst->index) return true;
        }
    }
    return false;
}

// ---- begin and end

static void begin(Lower *l, LowerProgram *shared, const SemaInstance *inst) {
    SemaProgram *program = shared->program;
    *l = (Lower){.shared = shared,
                 .program = program,
                 .out = shared->out,
                 .names = program->names,
                 .inst = inst};
    l->func = sema_func(program, inst->func);
    l->module = sema_module(program, l->func->module);
    l->spec_index = shared->spec_of_func[l->func->index];
    u32 body = shared->body_of_instance[inst->index];
    l->b = ir_builder(shared->out, body == IR_NONE ? shared->func_of_instance[inst->index] : body);
    if (body == IR_NONE) l->b.func->spec_index = l->spec_index;
    l->result = l->b.func->result;
    l->position = IR_NONE;
    l->self_func = IR_NONE;
    lower_handler_init(&l->unwind);
    l->handler = &l->unwind;
    ssa_init(&l->ssa, &l->b, shared->arena);
    lower_at(l, l->func->node->span);
}

static void end(Lower *l) {
    if (!lower_is_dead(l)) {
        lower_vars_end(l);
        if (l->result == IR_VOID) {
            ir_ret(&l->b, IR_NONE);
        } else if (l->result == IR_VALUE) {
            ir_ret(&l->b, lower_const_value(l, VALUE_NONE));
        } else {
            // Sema knows that no path gets here.
            lower_unreachable(l);
        }
    }
    if (lower_handler_begin(l, &l->unwind)) ir_terminate(&l->b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
    ssa_finish(&l->ssa);
}

// The entry module tells which of its sections it is in.
static void lower_sections(Lower *l, SemaSections sections) {
    const SourceFile *file = l->module->ast->file;
    u32 section = 0;
    for (u32 i = 0; i < l->func->body.count && !lower_is_dead(l); i++) {
        const AstStmt *stmt = l->func->body.items[i];
        u32 line = source_line(file, stmt->span.start), before = section;
        while (section < sections.count && line >= sections.lines[section]) section++;
        if (section != before) RT(l, SECTION, lower_const_i32(l, section));
        lower_stmts(l, (AstStmts){&l->func->body.items[i], 1});
    }
}

void lower_instance(LowerProgram *shared, const SemaInstance *inst) {
    Lower *l = ARENA_NEW(shared->arena, Lower);
    if (shared->body_of_instance[inst->index] != IR_NONE) lower_generator_maker(shared, inst);
    begin(l, shared, inst);
    init_vars(l);
    init_params(l);
    l->is_started = true;
    if (may_recurse(l)) lower_emit_untraced(l, RT_STACK_CHECK);
    if (l->func->kind == SEMA_FUNC_LAMBDA) {
        Val val = lower_expr(l, l->func->lambda_body);
        ir_ret(&l->b, l->result == IR_VOID ? IR_NONE : lower_convert(l, val, l->result));
    } else if (l->func->kind == SEMA_FUNC_MODULE && l->module->index == 0) {
        lower_sections(l, l->program->sections);
    } else {
        if (l->func->kind == SEMA_FUNC_GENEXPR) lower_genexpr_body(l);
        lower_stmts(l, l->func->body);
    }
    end(l);
}

// ---- generic entries: arguments from memory, as objects

static IrValue argument(Lower *l, const SemaInstance *inst, IrValue args, u32 param) {
    IrValue value = ir_emit(&l->b, IR_SLOT_GET, &args, 1, param);
    bool is_receiver = param == 0 && l->func->owner_class != SEMA_NONE_INDEX;
    SemaType type = inst->param_types[param];
    if (l->func->is_web_callback && !is_receiver) return lower_web_argument(l, value, type);
    return lower_convert(l, (Val){value, IR_VALUE, SEMA_OBJECT}, lower_repr_of(l, type));
}

// Calls the instance with the arguments and returns what it returns.
static void forward(Lower *l, const SemaInstance *inst, IrBlock failed) {
    IrValue args = ir_param(l->b.func, 1);
    IrValue *values = ARENA_NEW_ARRAY(l->shared->arena, IrValue, l->func->params.count + 1);
    u32 count = 0;
    if (l->func->capture_count > 0) values[count++] = ir_param(l->b.func, 0);
    for (u32 i = 0; i < l->func->params.count; i++) values[count++] = argument(l, inst, args, i);
    u32 ir_func = l->shared->func_of_instance[inst->index];
    CHECK(ir_func != IR_NONE);
    IrValue result = ir_call(&l->b, ir_func, values, count);
    ssa_brerr(&l->ssa, result, failed, IR_NONE);
    IrType repr = l->out->funcs.items[ir_func]->result;
    Val val = repr == IR_VOID ? lower_none(l) : (Val){result, repr, inst->return_type};
    ir_ret(&l->b, lower_to_value(l, val));
}

// The class whose instances alone fit the type; CLASS_OBJECT: all values do. False: neither.
static bool class_of_type(Lower *l, SemaType type, u32 *class_id) {
    switch (lower_kind(l, type)) {
    case SEMA_OBJECT: *class_id = CLASS_OBJECT; return true;
    case SEMA_INT: *class_id = CLASS_INT; return true;
    case SEMA_FLOAT: *class_id = CLASS_FLOAT; return true;
    case SEMA_BOOL: *class_id = CLASS_BOOL; return true;
    case SEMA_STR: *class_id = CLASS_STR; return true;
    default: return false;
    }
}

// Takes the instance with types where the arguments have them; goes on where they do not.
static void forward_typed(Lower *l, IrBlock failed) {
    if (l->func->typed_instance == SEMA_NONE_INDEX) return;
    const SemaInstance *inst = sema_instance(l->program, l->func->typed_instance);
    u32 class_id = CLASS_OBJECT;
    for (u32 i = 0; i < l->func->params.count; i++) {
        if (!class_of_type(l, inst->param_types[i], &class_id)) return;
    }
    IrBlock other = ssa_block_new(&l->ssa);
    IrValue args = ir_param(l->b.func, 1);
    for (u32 i = 0; i < l->func->params.count; i++) {
        class_of_type(l, inst->param_types[i], &class_id);
        if (class_id == CLASS_OBJECT) continue;
        IrValue value = ir_emit(&l->b, IR_SLOT_GET, &args, 1, i);
        IrBlock next = ssa_block_new(&l->ssa);
        ssa_brif(&l->ssa, EMIT(l, VALUE_CLASS_IS, class_id, value), next, other, 1);
        ssa_begin_sealed(&l->ssa, next);
    }
    forward(l, inst, failed);
    lower_continue_at(l, other);
}

void lower_generic_entry(LowerProgram *shared, const SemaFunc *func) {
    IrModule *out = shared->out;
    u32 spec = shared->spec_of_func[func->index];
    const SemaInstance *inst = sema_instance(shared->program, func->generic_instance);
    Lower *l = ARENA_NEW(shared->arena, Lower);
    *l = (Lower){
        .shared = shared, .program = shared->program, .out = out, .func = func, .inst = inst};
    l->b = ir_builder(out, out->specs.items[spec].generic_func);
    l->names = shared->program->names;
    l->module = sema_module(shared->program, func->module);
    l->spec_index = spec;
    l->position = IR_NONE;
    lower_handler_init(&l->unwind);
    l->handler = &l->unwind;
    lower_at(l, func->node->span);
    ssa_init(&l->ssa, &l->b, shared->arena);
    IrBlock failed = ssa_block_new(&l->ssa);
    forward_typed(l, failed);
    if (!lower_is_dead(l)) forward(l, inst, failed);
    ssa_begin_sealed(&l->ssa, failed);
    l->b.func->blocks.items[failed].is_cold = true;
    ir_terminate(&l->b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
    if (lower_handler_begin(l, &l->unwind)) ir_terminate(&l->b, IR_RET_ERROR, NULL, 0, NULL, 0, 0);
    ssa_finish(&l->ssa);
}
