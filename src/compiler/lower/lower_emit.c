#include "compiler/lower/lower_priv.h"

bool lower_is_dead(const Lower *l) {
    return l->b.block == IR_NONE;
}

void lower_continue_at(Lower *l, IrBlock block) {
    if (ssa_is_reached(&l->ssa, block)) {
        ssa_begin_sealed(&l->ssa, block);
    } else {
        l->b.block = IR_NONE;
    }
}

// In a library module: when it is reached.
static void raise_unsupported(Lower *l, Span span, const char *feature) {
    Bytes text;
    bytes_init(&text, l->shared->arena);
    bytes_format(&text, "%s is not supported yet", feature);
    if (lower_is_dead(l)) return;
    lower_at(l, span);
    lower_raise_text(l, CLASS_NOT_IMPLEMENTED_ERROR, bytes_slice(&text));
    // What follows is never reached; it still needs a block to stand in.
    ssa_begin_sealed(&l->ssa, ssa_block_new(&l->ssa));
}

void lower_unsupported(Lower *l, Span span, const char *feature) {
    if (l->module->is_library) {
        raise_unsupported(l, span, feature);
        return;
    }
    diag_error(l->shared->diags, DIAG_UNSUPPORTED, span, "%s is not supported yet", feature);
}

// ---- positions

void lower_at(Lower *l, Span span) {
    l->span = span;
}

static u32 position_of(Lower *l) {
    if (l->position != IR_NONE && l->position_span.start == l->span.start &&
        l->position_span.end == l->span.end) {
        return l->position;
    }
    const SourceFile *file = l->module->ast->file;
    SourcePosition start = source_position(file, l->span.start);
    SourcePosition end = source_position(file, l->span.end);
    l->position_span = l->span;
    l->position = ir_position(l->out, (IrPosition){l->spec_index, start.line, start.char_column,
                                                   end.line, end.char_column});
    return l->position;
}

// ---- where exceptions go

void lower_handler_init(LowerHandler *handler) {
    *handler = (LowerHandler){IR_NONE, IR_NONE, IR_NONE};
}

// The block that raising instructions branch to, with their position.
static IrBlock traced_block(Lower *l) {
    LowerHandler *handler = l->handler;
    if (handler->traced == IR_NONE) {
        handler->traced = ssa_block_new(&l->ssa);
        handler->position = ssa_block_param(&l->ssa, handler->traced, IR_I32);
        l->b.func->blocks.items[handler->traced].is_cold = true;
    }
    return handler->traced;
}

static IrBlock plain_block(Lower *l) {
    LowerHandler *handler = l->handler;
    if (handler->plain == IR_NONE) {
        handler->plain = ssa_block_new(&l->ssa);
        l->b.func->blocks.items[handler->plain].is_cold = true;
    }
    return handler->plain;
}

void lower_unreachable(Lower *l) {
    ir_terminate(&l->b, IR_UNREACHABLE, NULL, 0, NULL, 0, 0);
}

void lower_reraise(Lower *l) {
    ssa_jump(&l->ssa, plain_block(l));
}

void lower_raise(Lower *l) {
    IrValue position = ir_const_inst(&l->b, IR_CONST_I32, IR_I32, position_of(l));
    ssa_jump_with(&l->ssa, traced_block(l), position);
}

bool lower_handler_begin(Lower *l, LowerHandler *handler) {
    LowerHandler *outer = l->handler;
    l->handler = handler;
    if (handler->traced != IR_NONE) {
        ssa_begin_sealed(&l->ssa, handler->traced);
        IrValue unit = ir_const_inst(&l->b, IR_UNIT_INDEX, IR_I32, 0);
        ir_call_rt(&l->b, RT_TRACE, (IrValue[]){unit, handler->position}, 2);
        ssa_jump(&l->ssa, plain_block(l));
    }
    l->handler = outer;
    if (handler->plain == IR_NONE) {
        l->b.block = IR_NONE;
        return false;
    }
    ssa_begin_sealed(&l->ssa, handler->plain);
    return true;
}

// ---- instructions

static bool may_raise(const Lower *l, IrOp op, u64 imm) {
    if (op == IR_CALL_RT) return rt_signatures[imm].can_fail;
    if (op == IR_CALL) return l->out->funcs.items[imm]->can_fail;
    return (ir_ops[op].flags & IR_FAIL) != 0;
}

static IrType result_of(const Lower *l, IrOp op, u64 imm) {
    if (op == IR_CALL_RT) return ir_type_of_letter(rt_signatures[imm].result);
    if (op == IR_CALL) return l->out->funcs.items[imm]->result;
    return ir_type_of_letter(ir_ops[op].result);
}

IrValue lower_emit_typed(Lower *l, IrOp op, IrType type, u64 imm, const IrValue *args, u32 count) {
    bool is_fallible = may_raise(l, op, imm);
    IrValue position = IR_NONE;
    IrBlock handler = IR_NONE;
    if (is_fallible) {
        handler = traced_block(l);
        position = ir_const_inst(&l->b, IR_CONST_I32, IR_I32, position_of(l));
        l->b.position = l->position;
    }
    if (op == IR_CALL) {
        IrValue call = ir_call(&l->b, (u32)imm, args, count);
        if (is_fallible) ssa_brerr(&l->ssa, call, handler, position);
        return call;
    }
    IrValue value = ir_emit_typed(&l->b, op, type, args, count, imm);
    if (is_fallible) ssa_brerr(&l->ssa, value, handler, position);
    return value;
}

IrValue lower_emit(Lower *l, IrOp op, u64 imm, const IrValue *args, u32 count) {
    return lower_emit_typed(l, op, result_of(l, op, imm), imm, args, count);
}

// ---- constants

IrValue lower_const_value(Lower *l, Value value) {
    return ir_const_inst(&l->b, IR_CONST_VALUE, IR_VALUE, value);
}

IrValue lower_const_i64(Lower *l, i64 number) {
    return ir_const_inst(&l->b, IR_CONST_I64, IR_I64, (u64)number);
}

IrValue lower_const_i32(Lower *l, u32 number) {
    return ir_const_inst(&l->b, IR_CONST_I32, IR_I32, number);
}

IrValue lower_const_int(Lower *l, i64 small) {
    return ir_const_inst(&l->b, IR_CONST_INT, IR_INT, (u64)small);
}

IrValue lower_const_f64(Lower *l, f64 number) {
    return ir_const_inst(&l->b, IR_CONST_F64, IR_F64, float_bits(number));
}

IrValue lower_const_bool(Lower *l, bool truth) {
    return ir_const_inst(&l->b, IR_CONST_I32, IR_I1, truth);
}

IrValue lower_const_text(Lower *l, Slice text, bool is_name) {
    return ir_const_inst(&l->b, IR_CONST_POOL, IR_REF, ir_const_str(l->out, text, is_name));
}

IrValue lower_const_name(Lower *l, AstName name) {
    return lower_const_text(l, names_text(l->names, name), true);
}

IrValue lower_stack_values(Lower *l, const IrValue *values, u32 count) {
    if (count == 0) return ir_const_inst(&l->b, IR_STACK_SLOTS, IR_PTR, 1);
    return ir_emit(&l->b, IR_STACK_VALUES, values, count, 0);
}

// ---- exceptions that compiled code raises by itself

void lower_fault(Lower *l, RtFault fault) {
    RT(l, RAISE_BUILTIN, lower_const_i32(l, fault));
    lower_raise(l);
}

void lower_fault_name(Lower *l, RtFault fault, AstName name) {
    RT(l, RAISE_NAME, lower_const_i32(l, fault), lower_const_name(l, name));
    lower_raise(l);
}

void lower_raise_text(Lower *l, u32 class_id, Slice text) {
    IrValue message = EMIT(l, VALUE_FROM_REF, 0, lower_const_text(l, text, false));
    RT(l, RAISE_TEXT, lower_const_i32(l, class_id), message, lower_const_value(l, VALUE_NONE));
    lower_raise(l);
}

void lower_raise_text_if_unset(Lower *l, IrValue value, u32 class_id, Slice text) {
    IrBlock fine = ssa_block_new(&l->ssa), unset = ssa_block_new(&l->ssa);
    IrValue is_unset = EMIT(l, VALUE_IS, 0, value, lower_const_value(l, VALUE_UNDEFINED));
    ssa_brif(&l->ssa, is_unset, unset, fine, 2);
    ssa_begin_sealed(&l->ssa, unset);
    l->b.func->blocks.items[unset].is_cold = true;
    lower_raise_text(l, class_id, text);
    ssa_begin_sealed(&l->ssa, fine);
}

IrValue lower_emit_plain(Lower *l, IrOp op, u64 imm, const IrValue *args, u32 count) {
    IrBlock handler = plain_block(l);
    IrValue value = ir_emit_typed(&l->b, op, result_of(l, op, imm), args, count, imm);
    ssa_brerr(&l->ssa, value, handler, IR_NONE);
    return value;
}

IrValue lower_emit_untraced(Lower *l, RtCall call) {
    return lower_emit_plain(l, IR_CALL_RT, call, NULL, 0);
}
