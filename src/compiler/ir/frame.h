// compiler/ir/frame.h — what a Generator's frame (abi/object.h) holds, for those who fill it.
#pragma once

#include "compiler/ir/build.h"

// The order of a frame: first what is kept as a Value, then raw words. Gives the place of each of
// `types` as a slot of an Instance, and returns how many are Values.
u32 ir_frame_slots(const IrType *types, u32 count, u32 *slots);
// Stores the value, as the frame keeps it.
void ir_frame_put(IrBuilder *b, IrValue generator, u32 slot, IrValue value);
// The other way; a Value is moved out. `args` is the address of Generator.sent.
IrValue ir_frame_take(IrBuilder *b, IrValue generator, IrValue args, u32 slot, IrType type);
