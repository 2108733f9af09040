#include "compiler/ir/frame.h"

#include "base/check.h"

static bool is_kept_as_value(IrType type) {
    return ir_type_is_counted(type);
}

u32 ir_frame_slots(const IrType *types, u32 count, u32 *slots) {
    u32 value_count = 0, next = GENERATOR_SLOT_WORDS;
    for (u32 i = 0; i < count; i++) {
        if (is_kept_as_value(types[i])) slots[i] = next++, value_count++;
    }
    for (u32 i = 0; i < count; i++) {
        if (!is_kept_as_value(types[i])) slots[i] = next++;
    }
    return value_count;
}

// Raw words are stored as floats: no operation on them counts references.
static IrValue to_word(IrBuilder *b, IrValue value, IrType type) {
    switch (type) {
    case IR_INT: return IR_EMIT(b, IR_VALUE_FROM_INT, 0, value);
    case IR_REF: return IR_EMIT(b, IR_VALUE_FROM_REF, 0, value);
    case IR_I1: value = IR_EMIT(b, IR_I64_FROM_I1, 0, value); break;
    case IR_I32: value = IR_EMIT(b, IR_I64_FROM_I32_U, 0, value); break;
    case IR_I64: break;
    case IR_VALUE:
    case IR_F64: return value;
    default: UNREACHABLE("an address that lives across a yield");
    }
    return IR_EMIT(b, IR_F64_BITS, 0, value);
}

void ir_frame_put(IrBuilder *b, IrValue generator, u32 slot, IrValue value) {
    IrValue word = to_word(b, value, (IrType)b->func->insts.items[value].type);
    IR_EMIT(b, IR_FIELD_INIT, slot, generator, word);
}

static IrValue take_value(IrBuilder *b, IrValue args, u32 slot, IrType type) {
    IrValue word = IR_EMIT(b, IR_SLOT_TAKE, slot - GENERATOR_SLOT_SENT, args);
    if (type == IR_INT) return IR_EMIT(b, IR_INT_FROM_VALUE, 0, word);
    return type == IR_REF ? IR_EMIT(b, IR_REF_FROM_VALUE, 0, word) : word;
}

IrValue ir_frame_take(IrBuilder *b, IrValue generator, IrValue args, u32 slot, IrType type) {
    if (is_kept_as_value(type)) return take_value(b, args, slot, type);
    IrValue word = ir_emit_typed(b, IR_FIELD_GET, IR_F64, &generator, 1, slot);
    if (type == IR_F64) return word;
    word = IR_EMIT(b, IR_I64_BITS, 0, word);
    if (type == IR_I64) return word;
    if (type == IR_I32) return IR_EMIT(b, IR_I32_FROM_I64, 0, word);
    return IR_EMIT(b, IR_I64_NE, 0, word, ir_const_inst(b, IR_CONST_I64, IR_I64, 0));
}
