// compiler/ir/describe.h — a unit's description for the runtime (format: abi/unit.h), from the
// module's tables.
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"

void ir_describe(Bytes *out, const IrModule *module);
