// compiler/pass/pass.h — the list of passes, in the order in which the driver runs them.
#pragma once

#include "compiler/ir/func.h"

typedef struct {
    const char *name;  // of `krait ir --after NAME`
    // Wants a verified function; NULL where the pass takes whole modules.
    void (*run)(IrModule *module, IrFunc *func, Arena *scratch);
    void (*run_module)(IrModule *module, Arena *scratch);
    bool is_optimization;  // left out at -O0
} Pass;

enum { PASS_COUNT = 19 };

extern const Pass passes[PASS_COUNT];
