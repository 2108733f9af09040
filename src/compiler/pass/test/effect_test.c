// What calls store into, and who may rely on it: text to text.
#include "compiler/pass/effect.h"
#include "compiler/pass/counts.h"
#include "compiler/pass/field.h"
#include "compiler/pass/test/pass_case.h"

// f reads slot 1 of its argument, calls g, which stores into slot `SLOT`, and uses what it has
// read.
#define PROGRAM(SLOT)                                                                              \
    "func @f(ref) -> value {\nb0:\n  v0 = param #0 : ref\n  v1 = field.get #1 v0 : value\n"        \
    "  call @g v0\n  v2 = call @h v1 : i1\n  v3 = field.get #1 v0 : value\n  ret v3\n}\n"          \
    "func @g(ref) -> void {\nb0:\n  v0 = param #0 : ref\n  v1 = const.value 0x7\n  call @k v0\n"   \
    "  ret\n}\n"                                                                                   \
    "func @h(value) -> i1 {\nb0:\n  v0 = param #0 : value\n  v1 = value.is v0, v0\n  ret v1\n}\n"  \
    "func @k(ref) -> void {\nb0:\n  v0 = param #0 : ref\n  v1 = const.value 0x7\n"                 \
    "  field.set #" SLOT " v0, v1\n  ret\n}\n"

static char *count(Arena *arena, const char *text) {
    IrModule *module = pass_case_read(arena, text);
    pass_effect(module, arena);
    pass_counts(module, module->funcs.items[0], arena);
    return pass_case_print(arena, module);
}

TEST(a_call_that_stores_elsewhere_leaves_a_field_lent) {
    Arena arena;
    char *out = count(&arena, PROGRAM("0"));
    char *end = strstr(out, "@g(ref)");
    *end = 0;
    assert_int_equal(count_of(out, "retain v1"), 0);
    arena_deinit(&arena);
}

TEST(a_call_that_stores_into_the_field_wants_a_reference_of_its_own) {
    Arena arena;
    assert_int_equal(count_of(count(&arena, PROGRAM("1")), "retain v1"), 1);
    arena_deinit(&arena);
}

TEST(nothing_is_known_of_calls_where_finalizers_run) {
    Arena arena;
    char *out = count(&arena, "const 0 s \"__del__\"\n" PROGRAM("0"));
    assert_int_equal(count_of(out, "retain v1"), 1);
    arena_deinit(&arena);
}

static char *know(Arena *arena, const char *text) {
    IrModule *module = pass_case_read(arena, text);
    pass_effect(module, arena);
    pass_field(module, arena);
    return pass_case_print(arena, module);
}

TEST(a_field_is_known_behind_a_call_that_stores_elsewhere) {
    Arena arena;
    assert_int_equal(count_of(know(&arena, PROGRAM("0")), "field.get"), 1);
    arena_deinit(&arena);
    assert_int_equal(count_of(know(&arena, PROGRAM("1")), "field.get"), 2);
    arena_deinit(&arena);
}

// The store into the slot is one into another field when sema has said so.
TEST(a_call_that_stores_into_another_field_of_that_slot_leaves_it_lent) {
    Arena arena;
    IrModule *module = pass_case_read(&arena, PROGRAM("1"));
    for (u32 f = 0; f < module->funcs.count; f++) {
        IrFunc *func = module->funcs.items[f];
        for (u32 i = 0; i < func->insts.count; i++) {
            IrInst *inst = &func->insts.items[i];
            if (inst->op == IR_FIELD_GET) inst->field = 3;
            if (inst->op == IR_FIELD_SET) inst->field = 4;
        }
    }
    pass_effect(module, &arena);
    pass_counts(module, module->funcs.items[0], &arena);
    char *out = pass_case_print(&arena, module);
    *strstr(out, "@g(ref)") = 0;
    assert_int_equal(count_of(out, "retain v1"), 0);
    arena_deinit(&arena);
}
