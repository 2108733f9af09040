#include "compiler/pass/pass.h"

#include "compiler/pass/counts.h"

const Pass passes[PASS_COUNT] = {
    {"counts", pass_counts, false},
};
