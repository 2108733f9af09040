// compiler/lower/ssa.h — from variables to SSA values while blocks are being made (Braun et al.,
// 2013).
//
// Each block remembers the last value of each variable written in it. Reading a variable that the
// block does not write asks its predecessors; where they may differ, the block gets a parameter. A
// block whose predecessors are not all known yet is not sealed: its parameters get their arguments
// when it is. ssa_finish drops the parameters that turn out to have one value or no use.
//
// All terminators of a function under construction go through this header: it keeps the lists of
// predecessors. Parameters made by hand (ssa_block_param, at most one per block) stand before those
// made for variables.
#pragma once

#include "compiler/ir/build.h"

typedef u32 SsaVar;

typedef struct {
    IrValue terminator;
    u32 edge;
} SsaPred;

typedef struct {
    SsaVar var;
    IrValue param;
} SsaWaiting;

typedef struct {
    VEC(SsaPred) preds;
    VEC(SsaWaiting) waiting;  // parameters without arguments, until the block is sealed
    u32 fixed_count;          // parameters made by hand
    bool is_sealed;
} SsaBlock;

typedef struct {
    IrBuilder *b;    // borrowed
    Arena *scratch;  // borrowed: for what is not needed after ssa_finish
    VEC(SsaBlock) blocks;
    VEC(u8) var_types;  // IrType
    IntMap written;     // block << 32 | variable to its value at the block's end
} Ssa;

void ssa_init(Ssa *ssa, IrBuilder *b, Arena *scratch);  // the entry block is sealed
SsaVar ssa_var_new(Ssa *ssa, IrType type);
void ssa_write(Ssa *ssa, SsaVar var, IrValue value);
IrValue ssa_read(Ssa *ssa, SsaVar var);

IrBlock ssa_block_new(Ssa *ssa);
IrValue ssa_block_param(Ssa *ssa, IrBlock block, IrType type);
void ssa_seal(Ssa *ssa, IrBlock block);              // all its predecessors are there
void ssa_begin(Ssa *ssa, IrBlock block);             // go on in this block
void ssa_begin_sealed(Ssa *ssa, IrBlock block);      // … which gets no more predecessors
bool ssa_is_reached(const Ssa *ssa, IrBlock block);  // it has a predecessor by now

void ssa_jump(Ssa *ssa, IrBlock target);
void ssa_jump_with(Ssa *ssa, IrBlock target,
                   IrValue arg);  // to a block with a parameter made by hand
void ssa_brif(Ssa *ssa, IrValue condition, IrBlock if_true, IrBlock if_false, u32 hint);
void ssa_switch(Ssa *ssa, IrValue index, const IrBlock *targets,
                u32 count);  // the last one otherwise
// Goes on in a new block on success. `arg` is IR_NONE when the handler has no parameter made by
// hand.
void ssa_brerr(Ssa *ssa, IrValue fallible, IrBlock handler, IrValue arg);

// Drops needless parameters and empties blocks that cannot be reached. The function is complete
// afterwards.
void ssa_finish(Ssa *ssa);
