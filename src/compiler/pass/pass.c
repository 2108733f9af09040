#include "compiler/pass/pass.h"

#include "compiler/pass/char_code.h"
#include "compiler/pass/choose.h"
#include "compiler/pass/class_test.h"
#include "compiler/pass/condition.h"
#include "compiler/pass/constant.h"
#include "compiler/pass/counts.h"
#include "compiler/pass/effect.h"
#include "compiler/pass/field.h"
#include "compiler/pass/generator.h"
#include "compiler/pass/infallible.h"
#include "compiler/pass/inline.h"
#include "compiler/pass/list_loop.h"
#include "compiler/pass/module_range.h"
#include "compiler/pass/simplify.h"
#include "compiler/pass/stack_check.h"
#include "compiler/pass/jump.h"
#include "compiler/pass/tuple_item.h"

// clang-format off: one pass a line
const Pass passes[PASS_COUNT] = {
    {"generator", pass_generator, NULL, false},
    {"simplify", pass_simplify, NULL, true},
    {"constants", NULL, pass_constant, true},
    {"stack", NULL, pass_stack_check, true},
    {"infallible", NULL, pass_infallible, true},
    {"inline", NULL, pass_inline, true},
    {"simplify2", pass_simplify, NULL, true},
    {"tuples", pass_tuple_item, NULL, true},
    {"jumps", pass_jump, NULL, true},
    {"effects", NULL, pass_effect, true},
    {"fields", NULL, pass_field, true},
    {"conditions", pass_condition, NULL, true},
    {"classes", pass_class_test, NULL, true},
    {"chars", pass_char_code, NULL, true},
    {"range", NULL, pass_module_range, true},
    {"loops", pass_list_loop, NULL, true},
    {"choose", pass_choose, NULL, true},
    {"clean", pass_simplify, NULL, true},
    {"counts", pass_counts, NULL, false},
};
// clang-format on
