#include "base/check.h"
#include "compiler/ir/func.h"

// The flag names of ops.def, short as they stand there.
#define PURE IR_PURE
#define READ IR_READ
#define WRITE IR_WRITE
#define ANY IR_ANY
#define FAIL IR_FAIL
#define ALIAS IR_ALIAS
#define PEEK IR_PEEK
#define TERM IR_TERM
#define HIGH IR_HIGH

const IrOpInfo ir_ops[IR_OP_COUNT] = {
#define OP(NAME, text, RESULT, ARGS, FLAGS) {text, (#RESULT)[0], ARGS, FLAGS},
#include "compiler/ir/ops.def"
#undef OP
};

const char *ir_type_name(IrType type) {
    static const char *const names[IR_TYPE_COUNT] = {"void", "i1",    "i32", "i64", "int",
                                                     "f64",  "value", "ref", "ptr"};
    CHECK(type < IR_TYPE_COUNT);
    return names[type];
}

IrType ir_type_of_letter(char letter) {
    switch (letter) {
    case 'B': return IR_I1;
    case 'W': return IR_I32;
    case 'L': return IR_I64;
    case 'I':
    case 'i': return IR_INT;
    case 'F': return IR_F64;
    case 'V':
    case 'v': return IR_VALUE;
    case 'R':
    case 'r': return IR_REF;
    case 'P': return IR_PTR;
    default: return IR_VOID;
    }
}

bool ir_can_fail(const IrInst *inst) {
    if (inst->op == IR_CALL) return inst->can_fail;
    if (inst->op == IR_CALL_RT) return rt_signatures[inst->imm].can_fail;
    return ir_ops[inst->op].flags & IR_FAIL;
}

u32 ir_effects(const IrInst *inst) {
    if (inst->op != IR_CALL_RT) return ir_ops[inst->op].flags & (IR_READ | IR_WRITE | IR_ANY);
    static const u32 bits[] = {[RT_EFFECT_PURE] = 0,
                               [RT_EFFECT_READ] = IR_READ,
                               [RT_EFFECT_WRITE] = IR_WRITE,
                               [RT_EFFECT_ANY] = IR_ANY};
    return bits[rt_signatures[inst->imm].effect];
}

bool ir_arg_is_taken(const IrInst *inst, u32 index) {
    if (inst->op == IR_RET) return true;
    const char *letters =
        inst->op == IR_CALL_RT ? rt_signatures[inst->imm].args : ir_ops[inst->op].args;
    for (u32 i = 0; letters[i]; i++) {
        if (letters[i] == '*') return false;
        if (i == index) return letters[i] >= 'a' && letters[i] <= 'z';
    }
    return false;
}
