// Jumps to branches: text to text.
#include "compiler/pass/condition.h"
#include "compiler/pass/test/pass_case.h"
#include "compiler/pass/jump.h"

static char *run(Arena *arena, const char *text) {
    IrModule *module = pass_case_read(arena, text);
    pass_jump(module, module->funcs.items[0], arena);
    pass_condition(module, module->funcs.items[0], arena);
    return pass_case_print(arena, module);
}

// if a or b: return 1; return 2
TEST(a_choice_between_truths_is_two_branches) {
    Arena arena;
    char *out =
        run(&arena, "func @f(i1, i1) -> i64 {\nb0:\n  v0 = param #0 : i1\n  v1 = param #1 : i1\n"
                    "  brif v0 -> b1, b2\nb1:\n  jump -> b3(v0)\nb2:\n  jump -> b3(v1)\n"
                    "b3(v2: i1):\n  brif v2 -> b4, b5\nb4:\n  v3 = const.i64 1\n  ret v3\n"
                    "b5:\n  v4 = const.i64 2\n  ret v4\n}\n");
    assert_int_equal(count_of(out, "brif v0"), 1);
    assert_int_equal(count_of(out, "brif v1"), 1);
    assert_int_equal(count_of(out, "brif"), 2);
    arena_deinit(&arena);
}

TEST(a_test_for_none_follows_what_the_jump_brings) {
    Arena arena;
    char *out =
        run(&arena, "func @f(i1, ref) -> i64 {\nb0:\n  v0 = param #0 : i1\n  v1 = param #1 : ref\n"
                    "  brif v0 -> b1, b2\nb1:\n  v2 = value.from_ref v1\n  jump -> b3(v2)\n"
                    "b2:\n  v3 = const.value 0x7\n  jump -> b3(v3)\n"
                    "b3(v4: value):\n  v5 = const.value 0x7\n  v6 = value.is v4, v5\n"
                    "  brif v6 -> b4, b5\nb4:\n  v7 = const.i64 1\n  ret v7\n"
                    "b5:\n  v8 = const.i64 2\n  ret v8\n}\n");
    assert_int_equal(count_of(out, "value.is v2"), 0);
    arena_deinit(&arena);
}

TEST(the_head_of_a_loop_stays) {
    Arena arena;
    char *out = run(
        &arena, "func @f(i1) -> void {\nb0:\n  v0 = param #0 : i1\n  jump -> b1(v0)\n"
                "b1(v1: i1):\n  brif v1 -> b2, b3\nb2:\n  v2 = i1.not v1\n  v3 = i1.and v2, v0\n"
                "  jump -> b1(v3)\nb3:\n  ret\n}\n");
    assert_int_equal(count_of(out, "b1(v1: i1)"), 1);
    arena_deinit(&arena);
}
