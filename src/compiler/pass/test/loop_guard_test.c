// Loops for numbers that are small and for any, and sums of a known number of turns: text to text.
#include "compiler/pass/module_range.h"
#include "compiler/pass/test/pass_case.h"

static char *run(Arena *arena, const char *text) {
    IrModule *module = pass_case_read(arena, text);
    Arena scratch;
    arena_init(&scratch, arena_source_default());
    pass_module_range(module, &scratch);
    arena_deinit(&scratch);
    return pass_case_print(arena, module);
}

// for i in range(n): total = total + `grow`; what is in the loop may use v9, i * width + i.
#define LOOP(limit, start, grow)                                                                   \
    "func @f(int, int, int) -> int {\nb0:\n  v0 = param #0 : int\n  v1 = param #1 : int\n"         \
    "  v2 = param #2 : int\n  v3 = const.i64 0\n  v4 = const.i64 1\n  v15 = const.int 9\n"         \
    "  v5 = " limit "\n  v14 = " start "\n"                                                        \
    "  jump -> b1(v3, v14)\n"                                                                      \
    "b1(v6: i64, v7: int):\n  v8 = i64.lt_s v6, v5\n  brif v8 -> b2, b3\n"                         \
    "b2:\n  v9 = int.from_i64 v6\n  v10 = int.mul v9, v1\n  v11 = int.add v10, v9\n"               \
    "  v12 = " grow "\n  v13 = i64.add v6, v4\n  jump -> b1(v13, v12)\n"                           \
    "b3:\n  ret v7\n}\n"

TEST(a_loop_over_numbers_from_outside_is_there_twice) {
    Arena arena;
    char *out = run(&arena, LOOP("index.from_int v0", "const.int 0", "int.xor v7, v11"));
    // The machine's operations once, Python's once more for numbers that are not small.
    assert_int_equal(count_of(out, "i64.mul"), 1);
    assert_int_equal(count_of(out, "int.mul"), 1);
    assert_true(strstr(out, "int.mul") > strstr(out, "i64.mul"));
    // Two ends of the factor and of the limit.
    assert_int_equal(count_of(out, "brif"), 2 + 4);
    assert_true(strstr(out, "cold") != NULL);
    arena_deinit(&arena);
}

TEST(a_loop_that_gains_nothing_is_left_alone) {
    Arena arena;
    // Nothing can be said of a sum that doubles.
    char *out = run(&arena, LOOP("const.i64 5", "const.int 1", "int.add v7, v7"));
    assert_int_equal(count_of(out, "int.add v"), 3);
    assert_int_equal(count_of(out, "brif"), 2 + 2);  // the factor gains; the doubled sum stays
    arena_deinit(&arena);
    out = run(&arena, "func @g(int, int) -> int {\nb0:\n  v0 = param #0 : int\n"
                      "  v1 = param #1 : int\n  jump -> b1(v0)\n"
                      "b1(v2: int):\n  v3 = int.lt v2, v1\n  brif v3 -> b2, b3\n"
                      "b2:\n  v4 = int.mul v2, v2\n  jump -> b1(v4)\nb3:\n  ret v2\n}\n");
    assert_int_equal(count_of(out, "int.mul"), 1);
    assert_int_equal(count_of(out, "brif"), 1);
    arena_deinit(&arena);
}

TEST(a_sum_of_a_known_number_of_turns_is_small) {
    Arena arena;
    char *out = run(&arena, LOOP("const.i64 1000", "const.int 7", "int.add v7, v15"));
    assert_true(strstr(out, "b1(v6: i64, v7: int)") == NULL);
    arena_deinit(&arena);
    // 2^61 turns of 3 are no bound.
    out = run(&arena, LOOP("const.i64 2305843009213693951", "const.int 7", "int.add v7, v15"));
    assert_true(strstr(out, ": int)") != NULL);
    arena_deinit(&arena);
}

TEST(a_sum_is_not_bounded_by_turns_that_a_branch_may_go_around) {
    Arena arena;
    // b4 goes back to the header on a way that does not ask for the limit: i > 5 ends the loop
    // only where the first branch was taken.
    char *out =
        run(&arena, "func @f(i64, int) -> int {\nb0:\n  v0 = param #0 : i64\n"
                    "  v1 = param #1 : int\n  v2 = const.i64 0\n  v3 = const.i64 1\n"
                    "  v4 = const.int 3\n  v5 = const.i64 5\n  jump -> b1(v2, v4)\n"
                    "b1(v6: i64, v7: int):\n  v8 = i64.lt_s v6, v5\n  brif v8 -> b2, b3\n"
                    "b2:\n  jump -> b4\nb3:\n  v9 = i64.lt_s v6, v0\n  brif v9 -> b4, b5\n"
                    "b4:\n  v10 = int.add v7, v4\n  v11 = i64.add v6, v3\n  jump -> b1(v11, v10)\n"
                    "b5:\n  v12 = int.mul v7, v7\n  ret v12\n}\n");
    assert_int_equal(count_of(out, "int.mul"), 1);
    arena_deinit(&arena);
}
