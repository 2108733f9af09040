// Passes from text to text: each test gives a function and names what must, or must not, stand in
// the result.
#include "compiler/pass/char_code.h"
#include "compiler/pass/choose.h"
#include "compiler/pass/counts.h"
#include "compiler/pass/int_range.h"
#include "compiler/pass/simplify.h"
#include "compiler/pass/test/pass_case.h"

typedef void (*PassFunction)(IrModule *module, IrFunc *func, Arena *scratch);

// The printed result; the module verifies before and after.
static char *run(Arena *arena, PassFunction pass, const char *text) {
    IrModule *module = pass_case_read(arena, text);
    pass(module, module->funcs.items[0], arena);
    return pass_case_print(arena, module);
}

TEST(counts_move_the_last_use_into_what_takes_it) {
    Arena arena;
    const char *out =
        run(&arena, pass_counts,
            "func @f(ref, ref) -> void {\nb0:\n  v0 = param #0 : ref\n  v1 = param #1 : ref\n"
            "  v2 = call.rt rt_str_concat v0, v1\n  v3 = value.from_ref v2\n  list.append v0, v3\n "
            " ret\n}\n");
    assert_int_equal(count_of(out, "retain"), 0);
    assert_int_equal(count_of(out, "release"), 0);
    arena_deinit(&arena);
}

TEST(counts_release_a_result_that_nobody_uses) {
    Arena arena;
    const char *out = run(&arena, pass_counts,
                          "func @f(ref) -> void {\nb0:\n  v0 = param #0 : ref\n  v1 = call.rt "
                          "rt_str_concat v0, v0\n  ret\n}\n");
    assert_int_equal(count_of(out, "release v1"), 1);
    arena_deinit(&arena);
}

TEST(counts_retain_a_parameter_that_is_stored) {
    Arena arena;
    const char *out =
        run(&arena, pass_counts,
            "func @f(ref, value) -> void {\nb0:\n  v0 = param #0 : ref\n  v1 = param #1 : value\n"
            "  list.append v0, v1\n  list.append v0, v1\n  ret\n}\n");
    assert_int_equal(count_of(out, "retain v1"), 2);
    arena_deinit(&arena);
}

TEST(counts_borrow_an_element_that_is_only_looked_at) {
    Arena arena;
    const char *out =
        run(&arena, pass_counts,
            "func @f(ref, i64) -> i64 {\nb0:\n  v0 = param #0 : ref\n  v1 = param #1 : i64\n"
            "  v2 = list.get v0, v1 : value\n  v3 = ref.from_value v2\n  v4 = list.len v3\n  ret "
            "v4\n}\n");
    assert_int_equal(count_of(out, "retain"), 0);
    assert_int_equal(count_of(out, "release"), 0);
    arena_deinit(&arena);
}

// while node is not None: n += node.a; `middle`; node = node.b
#define WALK(middle)                                                                               \
    "func @f(value) -> i64 {\nb0:\n  v0 = param #0 : value\n  v1 = const.value 0x7\n"              \
    "  v2 = const.i64 0\n  jump -> b1(v0, v2)\nb1(v3: value, v4: i64):\n"                          \
    "  v5 = value.is v3, v1\n  brif v5 -> b3, b2\nb2:\n  v6 = ref.from_value v3\n"                 \
    "  v7 = field.get #0 v6 : value\n  v8 = value.is_ref v7\n  v9 = i64.from_i1 v8\n"              \
    "  v10 = i64.add v4, v9\n  v11 = field.get #1 v6 : value\n" middle                             \
    "  jump -> b1(v11, v10)\nb3:\n  ret v4\n}\n"

TEST(counts_borrow_the_nodes_of_a_list_that_is_walked) {
    Arena arena;
    const char *out = run(&arena, pass_counts, WALK(""));
    assert_int_equal(count_of(out, "retain"), 0);
    assert_int_equal(count_of(out, "release"), 0);
    arena_deinit(&arena);
}

TEST(counts_borrow_across_stores_to_other_fields) {
    Arena arena;
    const char *out = run(&arena, pass_counts, WALK("  field.set #2 v6, v1\n"));
    assert_int_equal(count_of(out, "retain"), 0);
    arena_deinit(&arena);
}

TEST(counts_own_a_node_whose_link_is_cut) {
    Arena arena;
    const char *out = run(&arena, pass_counts, WALK("  field.set #1 v6, v1\n"));
    assert_int_equal(count_of(out, "retain v11"), 1);
    assert_int_equal(count_of(out, "retain v7"), 0);
    arena_deinit(&arena);
}

TEST(counts_keep_an_element_over_a_call_that_may_drop_it) {
    Arena arena;
    const char *out =
        run(&arena, pass_counts,
            "func @f(ref, i64) -> i64 {\nb0:\n  v0 = param #0 : ref\n  v1 = param #1 : i64\n"
            "  v2 = list.get v0, v1 : value\n  call.rt rt_list_append_value v0, v2\n"
            "  v3 = value.is_ref v2\n  v4 = i64.from_i1 v3\n  ret v4\n}\n");
    assert_true(count_of(out, "retain v2") >= 1);
    arena_deinit(&arena);
}

TEST(counts_release_on_the_error_edge_what_only_success_uses) {
    Arena arena;
    const char *out = run(&arena, pass_counts,
                          "func @f(ref) -> ref fails {\nb0:\n  v0 = param #0 : ref\n  v1 = call.rt "
                          "rt_str_concat v0, v0\n"
                          "  v2 = value.from_ref v1\n  v3 = call.rt rt_len v2\n  brerr v3 -> b1, "
                          "b2\nb1:\n  ret v1\nb2 cold:\n"
                          "  ret.error\n}\n");
    assert_int_equal(count_of(out, "release v1"), 1);
    arena_deinit(&arena);
}

TEST(range_makes_a_bounded_loop_raw) {
    Arena arena;
    const char *out = run(
        &arena, pass_range,
        "func @f() -> int {\nb0:\n  v0 = const.int 0\n  v1 = const.int 1000\n  v2 = const.int 1\n"
        "  jump -> b1(v0)\nb1(v3: int):\n  v4 = int.lt v3, v1\n  brif v4 -> b2, b3\nb2:\n"
        "  v5 = int.add v3, v2\n  jump -> b1(v5)\nb3:\n  ret v3\n}\n");
    assert_int_equal(count_of(out, "int.add"), 0);
    assert_int_equal(count_of(out, "int.lt"), 0);
    assert_true(count_of(out, "i64.add") >= 1);
    arena_deinit(&arena);
}

TEST(range_keeps_checks_where_a_number_may_grow) {
    Arena arena;
    const char *out = run(
        &arena, pass_range,
        "func @f(int) -> int {\nb0:\n  v0 = param #0 : int\n  v1 = int.mul v0, v0\n  ret v1\n}\n");
    assert_int_equal(count_of(out, "int.mul"), 1);
    arena_deinit(&arena);
}

TEST(range_computes_masked_sums_modulo_two_to_the_64) {
    Arena arena;
    const char *out =
        run(&arena, pass_range,
            "func @f(int, int) -> int {\nb0:\n  v0 = param #0 : int\n  v1 = param #1 : int\n"
            "  v2 = const.int 4294967295\n  v3 = int.and v0, v2\n  v4 = int.and v1, v2\n"
            "  v5 = int.mul v3, v4\n  v6 = int.add v5, v3\n  v7 = int.and v6, v2\n  ret v7\n}\n");
    assert_true(count_of(out, "i64.mul") >= 1);
    arena_deinit(&arena);
}

TEST(characters_are_compared_as_numbers_but_other_texts_are_not) {
    Arena arena;
    const char *out =
        run(&arena, pass_char_code,
            "func @f(ref, ref, i64) -> i1 {\nb0:\n  v0 = param #0 : ref\n  v1 = param #1 : ref\n"
            "  v2 = param #2 : i64\n  v3 = call.rt rt_str_char v0, v2\n"
            "  v4 = call.rt rt_str_char v1, v2\n  v5 = call.rt rt_str_eq v3, v4\n"
            "  v6 = call.rt rt_str_eq v3, v1\n  v7 = i1.and v5, v6\n  ret v7\n}\n");
    assert_int_equal(count_of(out, "call.rt rt_str_eq"), 1);
    assert_int_equal(count_of(out, "i64.eq"), 1);
    assert_int_equal(count_of(out, "str.code"), 2);
    arena_deinit(&arena);
}

#define CHOICE(arm)                                                                                \
    "func @f(i64, i64) -> i64 {\nb0:\n  v0 = param #0 : i64\n  v1 = param #1 : i64\n"              \
    "  v2 = i64.lt_s v0, v1\n  brif v2 -> b1, b2(v1)\nb1:\n" arm                                   \
    "  jump -> b2(v3)\nb2(v4: i64):\n  ret v4\n}\n"

TEST(choose_makes_a_selection_of_a_cheap_branch_only) {
    Arena arena;
    const char *out = run(&arena, pass_choose, CHOICE("  v3 = i64.add v0, v0\n"));
    assert_int_equal(count_of(out, "select"), 1);
    assert_int_equal(count_of(out, "brif"), 0);
    arena_deinit(&arena);
    // The branch may be what keeps a divisor from being 0.
    out = run(&arena, pass_choose, CHOICE("  v3 = i64.div_u v1, v0\n"));
    assert_int_equal(count_of(out, "select"), 0);
    assert_int_equal(count_of(out, "brif"), 1);
    arena_deinit(&arena);
}

TEST(simplify_folds_known_conditions_and_drops_dead_code) {
    Arena arena;
    const char *out = run(
        &arena, pass_simplify,
        "func @f() -> int {\nb0:\n  v0 = const.int 2\n  v1 = const.int 3\n  v2 = int.lt v0, v1\n"
        "  brif v2 -> b1, b2\nb1:\n  v3 = int.add v0, v1\n  ret v3\nb2:\n  ret v0\n}\n");
    assert_int_equal(count_of(out, "brif"), 0);
    assert_int_equal(count_of(out, "const.int 5"), 1);
    assert_int_equal(count_of(out, "b2:"), 0);
    arena_deinit(&arena);
}
