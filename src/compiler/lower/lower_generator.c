// Generators and coroutines: what makes one, yield, yield from and await.
//
// The body of a generator function is a function of its own, with YIELD (pass/generator.c turns it
// into one that can be resumed). What other code calls is its maker: it puts the arguments into the
// frame of a new Generator.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"
#include "compiler/ir/frame.h"

// The code's own spec: the runtime makes generators from it.
static u32 frame_spec(LowerProgram *shared, const SemaFunc *func, u32 body) {
    IrModule *out = shared->out;
    IrSpec spec = out->specs.items[shared->spec_of_func[func->index]];
    spec.params_const = ir_const_tuple(out, NULL, 0);
    spec.param_count = spec.required_count = 0;
    spec.positional_count = spec.positional_only_count = 0;
    spec.extra = func->is_async ? func->has_yield ? FUNC_IS_ASYNC_GENERATOR : FUNC_IS_COROUTINE
                                : FUNC_IS_GENERATOR;
    spec.capture_count = 0;
    spec.generic_func = body;
    *VEC_PUSH(out->arena, &out->specs) = spec;
    return out->specs.count - 1;
}

void lower_generator_maker(LowerProgram *shared, const SemaInstance *inst) {
    IrModule *out = shared->out;
    const SemaFunc *func = sema_func(shared->program, inst->func);
    u32 body = shared->body_of_instance[inst->index];
    IrBuilder b = ir_builder(out, shared->func_of_instance[inst->index]);
    b.func->spec_index = shared->spec_of_func[func->index];
    u32 spec = frame_spec(shared, func, body);
    out->funcs.items[body]->spec_index = spec;
    IrValue args[] = {ir_const_inst(&b, IR_UNIT_INDEX, IR_I32, 0),
                      ir_const_inst(&b, IR_CONST_I32, IR_I32, spec)};
    IrValue made = ir_call_rt(&b, RT_GENERATOR_NEW, args, 2);
    u32 count = b.func->param_count;
    u32 *slots = ARENA_NEW_ARRAY(shared->arena, u32, count + 1);
    u64 value_count = ir_frame_slots(b.func->param_types, count, slots);
    for (u32 i = 0; i < count; i++) ir_frame_put(&b, made, slots[i], ir_param(b.func, i));
    IrValue state = ir_const_inst(&b, IR_CONST_I64, IR_I64, value_count << 32);
    IrValue bits = IR_EMIT(&b, IR_F64_BITS, 0, state);
    IR_EMIT(&b, IR_FIELD_INIT, GENERATOR_SLOT_STATE, made, bits);
    ir_ret(&b, b.func->result == IR_REF ? made : IR_EMIT(&b, IR_VALUE_FROM_REF, 0, made));
}

// ---- yield

// A generator that stops while it handles exceptions takes them off the stack of those being
// handled, and puts them back when it goes on.
static void put_back(Lower *l, const LowerScope *scope) {
    if (!scope) return;
    put_back(l, scope->outer);
    if (scope->kind == LOWER_SCOPE_HANDLING) RT(l, HANDLING_PUSH, scope->exception);
}

static u32 take_off(Lower *l) {
    u32 count = 0;
    for (const LowerScope *scope = l->scope; scope; scope = scope->outer) {
        if (scope->kind != LOWER_SCOPE_HANDLING) continue;
        RT0(l, HANDLING_POP);
        count++;
    }
    return count;
}

// Gives `value` away and goes on with what is sent; what is thrown goes to l->handler.
static IrValue emit_yield(Lower *l, IrValue value, u64 imm, bool is_traced) {
    u32 handled_count = take_off(l);
    LowerHandler *outer = l->handler, inner;
    lower_handler_init(&inner);
    if (handled_count > 0) l->handler = &inner;
    IrValue sent =
        is_traced ? EMIT(l, YIELD, imm, value) : lower_emit_plain(l, IR_YIELD, imm, &value, 1);
    if (handled_count == 0) return sent;
    l->handler = outer;
    put_back(l, l->scope);
    IrBlock block = l->b.block;
    if (lower_handler_begin(l, &inner)) {
        IrValue thrown = RT0(l, EXCEPTION_TAKE);
        put_back(l, l->scope);
        RT(l, RAISE, thrown);  // its context is what is handled here
        lower_reraise(l);
    }
    l->b.block = block;
    return sent;
}

Val lower_yield(Lower *l, const AstExpr *expr) {
    IrValue value = expr->yield.value ? lower_expr_value(l, expr->yield.value)
                                      : lower_const_value(l, VALUE_NONE);
    lower_at(l, expr->span);
    return (Val){emit_yield(l, value, l->func->is_async, true), IR_VALUE, SEMA_OBJECT};
}

void lower_yield_value(Lower *l, IrValue value, Span span) {
    lower_at(l, span);
    emit_yield(l, value, l->func->is_async, true);
}

// ---- yield from

static IrValue is_undefined(Lower *l, IrValue value) {
    return EMIT(l, VALUE_IS, 0, value, lower_const_value(l, VALUE_UNDEFINED));
}

// Yields all that `iterator` gives, hands on what is sent and thrown, and gives what it returned.
Val lower_delegate(Lower *l, IrValue iterator, Span span) {
    SsaVar item = ssa_var_new(&l->ssa, IR_VALUE);
    IrBlock given = ssa_block_new(&l->ssa), ended = ssa_block_new(&l->ssa);
    lower_at(l, span);
    ssa_write(&l->ssa, item, RT(l, DELEGATE_STEP, iterator, lower_const_value(l, VALUE_NONE)));
    ssa_brif(&l->ssa, is_undefined(l, ssa_read(&l->ssa, item)), ended, given, 2);
    ssa_begin(&l->ssa, given);
    LowerHandler *outer = l->handler, thrown;
    lower_handler_init(&thrown);
    l->handler = &thrown;
    IrValue sent = emit_yield(l, ssa_read(&l->ssa, item), 0, false);
    l->handler = outer;
    lower_at(l, span);
    ssa_write(&l->ssa, item, RT(l, DELEGATE_STEP, iterator, sent));
    ssa_brif(&l->ssa, is_undefined(l, ssa_read(&l->ssa, item)), ended, given, 2);
    if (lower_handler_begin(l, &thrown)) {
        lower_at(l, span);
        ssa_write(&l->ssa, item, RT(l, DELEGATE_THROW, iterator));
        ssa_brif(&l->ssa, is_undefined(l, ssa_read(&l->ssa, item)), ended, given, 2);
    }
    ssa_seal(&l->ssa, given);
    ssa_begin_sealed(&l->ssa, ended);
    return (Val){RT0(l, STOP_VALUE), IR_VALUE, SEMA_OBJECT};
}

Val lower_yield_from(Lower *l, const AstExpr *expr) {
    IrValue source = lower_expr_value(l, expr->yield_from.value);
    lower_at(l, expr->span);
    IrValue iterator = RT(l, DELEGATE_ITER, source);
    return lower_delegate(l, iterator, expr->span);
}

Val lower_await(Lower *l, const AstExpr *expr) {
    IrValue source = lower_expr_value(l, expr->await.value);
    lower_at(l, expr->span);
    IrValue iterator = RT(l, AWAIT_ITER, source);
    return lower_delegate(l, iterator, expr->span);
}

// An `async for` of a comprehension. `iterator` is what ASYNC_ITER gave; StopAsyncIteration from a
// step ends it.
void lower_async_iterate(Lower *l, IrValue iterator, Span span, LowerLoop *loop) {
    IrBlock header = ssa_block_new(&l->ssa);
    ssa_jump(&l->ssa, header);
    ssa_begin(&l->ssa, header);
    LowerHandler *outer = l->handler, stopped;
    lower_handler_init(&stopped);
    l->handler = &stopped;
    lower_at(l, span);
    Val item = lower_delegate(l, RT(l, ASYNC_NEXT, iterator), span);
    l->handler = outer;
    loop->each(l, loop->context, (LowerItem){.val = item});
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, header);
    ssa_seal(&l->ssa, header);
    l->b.block = IR_NONE;
    if (!lower_handler_begin(l, &stopped)) return;
    IrBlock raised = ssa_block_new(&l->ssa);
    ssa_brif(&l->ssa, RT0(l, ASYNC_STOPPED), loop->done, raised, 1);
    ssa_begin_sealed(&l->ssa, raised);
    lower_reraise(l);
}
