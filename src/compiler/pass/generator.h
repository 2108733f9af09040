// compiler/pass/generator.h — a function with YIELD becomes one that can be resumed.
//
// Its signature becomes GenericCode's, with the Generator (abi/object.h) as `self` and &sent as
// `args`. The entry switches on the generator's state to the start or to one of the yields. What
// lives across a yield is moved into the generator's frame there, and out of it when the function
// goes on: between two yields everything is a plain SSA value, and a suspended generator owns
// exactly what it still needs. The frame's size goes to the function's spec.
#pragma once

#include "compiler/ir/func.h"

void pass_generator(IrModule *module, IrFunc *func, Arena *scratch);
