// compiler/ir/build.h — making modules, functions, blocks and instructions.
//
// An IrBuilder appends to its current block. Constants of a module are merged: the same constant
// has one index.
#pragma once

#include "base/map.h"
#include "compiler/ir/func.h"

typedef struct {
    IrModule *module;  // borrowed
    IrFunc *func;      // borrowed
    IrBlock block;     // where instructions go; IR_NONE after a terminator
    u32 position;      // put into each instruction
} IrBuilder;

IrModule *ir_module_new(Arena *arena);

// Indices of constants, made when new.
u32 ir_const_str(IrModule *module, Slice text, bool is_name);
u32 ir_const_bytes(IrModule *module, Slice bytes);
u32 ir_const_int(IrModule *module, Slice magnitude, bool is_negative);  // little-endian bytes
u32 ir_const_f64(IrModule *module, f64 number);
u32 ir_const_value(IrModule *module, Value value);
u32 ir_const_tuple(IrModule *module, const u32 *items, u32 count);
u32 ir_position(IrModule *module, IrPosition position);

// Adds a function with PARAM instructions in its entry block, which becomes the builder's block.
// Returns its index.
u32 ir_func_new(IrModule *module, Slice name, IrType result, bool can_fail,
                const IrType *param_types, u32 param_count);
IrBuilder ir_builder(IrModule *module, u32 func_index);
IrValue ir_param(const IrFunc *func, u32 index);

IrBlock ir_block_new(IrBuilder *b);
IrValue ir_block_param(IrBuilder *b, IrBlock block, IrType type);
void ir_block_begin(IrBuilder *b, IrBlock block);  // go on there

// Any instruction that is not a terminator. The result type is the operation's own; ir_emit_typed
// is for T results.
IrValue ir_emit(IrBuilder *b, IrOp op, const IrValue *args, u32 arg_count, u64 imm);
IrValue ir_emit_typed(IrBuilder *b, IrOp op, IrType type, const IrValue *args, u32 arg_count,
                      u64 imm);
#define IR_EMIT(b, op, imm, ...)                                                                   \
    ir_emit((b), (op), (IrValue[]){__VA_ARGS__},                                                   \
            sizeof((IrValue[]){__VA_ARGS__}) / sizeof(IrValue), (imm))
IrValue ir_const_inst(IrBuilder *b, IrOp op, IrType type, u64 imm);
IrValue ir_call(IrBuilder *b, u32 func_index, const IrValue *args, u32 arg_count);
IrValue ir_call_rt(IrBuilder *b, RtCall call, const IrValue *args, u32 arg_count);

void ir_jump(IrBuilder *b, IrBlock target, const IrValue *args, u32 arg_count);
// The edges have no arguments.
void ir_brif(IrBuilder *b, IrValue condition, IrBlock if_true, IrBlock if_false, u32 hint);
// After a fallible instruction: goes on in a new block on success, to `handler` with the given
// arguments on error.
void ir_brerr(IrBuilder *b, IrValue fallible, IrBlock handler, const IrValue *args, u32 arg_count);
void ir_ret(IrBuilder *b, IrValue value);  // IR_NONE for no value
void ir_terminate(IrBuilder *b, IrOp op, const IrValue *args, u32 arg_count, const IrEdge *edges,
                  u32 edge_count, u64 imm);
