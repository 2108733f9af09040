#include "compiler/pass/pass.h"

#include "compiler/pass/counts.h"
#include "compiler/pass/range.h"
#include "compiler/pass/simplify.h"

const Pass passes[PASS_COUNT] = {
    {"simplify", pass_simplify, true},
    {"range", pass_range, true},
    {"clean", pass_simplify, true},
    {"counts", pass_counts, false},
};
