// Lists in loops: text to text.
#include "compiler/pass/list_loop.h"
#include "compiler/pass/test/pass_case.h"

static char *run(Arena *arena, const char *text) {
    IrModule *module = pass_case_read(arena, text);
    pass_list_loop(module, module->funcs.items[0], arena);
    return pass_case_print(arena, module);
}

// while i < n: a[i] is read, `middle`, a[i] is stored.
#define LOOP(middle)                                                                               \
    "func @f(ref, i64, int) -> void fails {\nb0:\n  v0 = param #0 : ref\n  v1 = param #1 : i64\n"  \
    "  v2 = param #2 : int\n  v3 = const.i64 0\n  v4 = const.i64 1\n  jump -> b1(v3)\n"            \
    "b1(v5: i64):\n  v6 = i64.lt_s v5, v1\n  brif v6 -> b2, b5\n"                                  \
    "b2:\n  v7 = list.check #257 v0, v5\n  brerr v7 -> b3, b6\n"                                   \
    "b3:\n  v8 = list.get v0, v7 : i64\n" middle                                                   \
    "  v9 = list.check_write #258 v0, v5\n  brerr v9 -> b4, b6\n"                                  \
    "b4:\n  list.put v0, v9, v8\n  v10 = i64.add v5, v4\n  jump -> b1(v10)\n"                      \
    "b5:\n  ret\nb6 cold:\n  ret.error\n}\n"

TEST(a_loop_reads_length_and_address_in_front_and_checks_an_index_once) {
    Arena arena;
    char *out = run(&arena, LOOP(""));
    assert_int_equal(count_of(out, "list.check"), 0);
    assert_int_equal(count_of(out, "list.writable"), 1);
    assert_int_equal(count_of(out, "list.len"), 1);
    assert_int_equal(count_of(out, "i64.lt_u"), 1);
    assert_int_equal(count_of(out, "item.get"), 1);
    assert_int_equal(count_of(out, "item.put"), 1);
    assert_true(strstr(out, "list.len") < strstr(out, "i64.lt_s"));
    arena_deinit(&arena);
}

TEST(a_loop_that_appends_is_left_alone) {
    Arena arena;
    char *out = run(&arena, LOOP("  list.append v0, v2\n"));
    assert_int_equal(count_of(out, "list.check"), 2);
    assert_int_equal(count_of(out, "item."), 0);
    arena_deinit(&arena);
}

TEST(a_loop_that_calls_what_may_change_lists_is_left_alone) {
    Arena arena;
    char *out = run(&arena, LOOP("  v11 = const.i32 1\n  v12 = call.rt rt_list_concat v0, v0, "
                                 "v11\n"));
    assert_int_equal(count_of(out, "item."), 0);
    arena_deinit(&arena);
}

// A loop in a loop, both over v0[v5], v0[v6] while they are below v1.
TEST(a_loop_in_a_loop_reads_nothing_that_the_outer_one_has_read) {
    Arena arena;
    char *out =
        run(&arena,
            "func @f(ref, i64) -> void fails {\nb0:\n  v0 = param #0 : ref\n  v1 = param #1 : i64\n"
            "  v2 = const.i64 0\n  v3 = const.i64 1\n  jump -> b1(v2)\n"
            "b1(v4: i64):\n  v5 = i64.lt_s v4, v1\n  brif v5 -> b2, b8\n"
            "b2:\n  v6 = list.check #257 v0, v4\n  brerr v6 -> b3, b9\n"
            "b3:\n  v7 = list.get v0, v6 : i64\n  jump -> b4(v2)\n"
            "b4(v8: i64):\n  v9 = i64.lt_s v8, v1\n  brif v9 -> b5, b7\n"
            "b5:\n  v10 = list.check_write #258 v0, v8\n  brerr v10 -> b6, b9\n"
            "b6:\n  list.put v0, v10, v7\n  v11 = i64.add v8, v3\n  jump -> b4(v11)\n"
            "b7:\n  v12 = i64.add v4, v3\n  jump -> b1(v12)\n"
            "b8:\n  ret\nb9 cold:\n  ret.error\n}\n");
    assert_int_equal(count_of(out, "list.check"), 0);
    assert_int_equal(count_of(out, "list.writable"), 1);
    assert_int_equal(count_of(out, "list.len"), 1);
    assert_int_equal(count_of(out, "list.items"), 1);
    assert_true(strstr(out, "list.len") < strstr(out, "i64.lt_s"));
    arena_deinit(&arena);
}

TEST(a_loop_reads_length_and_address_of_a_bytearray_in_front) {
    Arena arena;
    char *out = run(
        &arena, "func @f(ref, i64) -> void fails {\nb0:\n  v0 = param #0 : ref\n"
                "  v1 = param #1 : i64\n  v2 = const.i64 0\n  v3 = const.i64 1\n  jump -> b1(v2)\n"
                "b1(v4: i64):\n  v5 = i64.lt_s v4, v1\n  brif v5 -> b2, b5\n"
                "b2:\n  v6 = bytearray.check #260 v0, v4\n  brerr v6 -> b3, b6\n"
                "b3:\n  v7 = bytes.get v0, v6\n  bytes.set v0, v6, v7\n"
                "  v8 = i64.add v4, v3\n  jump -> b1(v8)\n"
                "b5:\n  ret\nb6 cold:\n  ret.error\n}\n");
    assert_int_equal(count_of(out, "bytearray.check"), 0);
    assert_int_equal(count_of(out, "byte.get"), 1);
    assert_int_equal(count_of(out, "byte.put"), 1);
    assert_true(strstr(out, "bytes.items") < strstr(out, "i64.lt_s"));
    arena_deinit(&arena);
}

// The same with a list out of module variable 0; `before` stands in front of the loop.
#define GLOBAL_LOOP(before)                                                                        \
    "func @f(i64) -> void fails {\nb0:\n  v0 = param #0 : i64\n  v2 = const.i64 0\n"               \
    "  v3 = const.i64 1\n" before "  jump -> b1(v2)\n"                                             \
    "b1(v4: i64):\n  v5 = i64.lt_s v4, v0\n  brif v5 -> b2, b5\n"                                  \
    "b2:\n  v9 = global.get #0 : value\n  v10 = ref.from_value v9\n"                               \
    "  v6 = list.check #257 v10, v4\n  brerr v6 -> b3, b6\n"                                       \
    "b3:\n  v7 = list.get v10, v6 : i64\n  v8 = i64.add v4, v3\n  jump -> b1(v8)\n"                \
    "b5:\n  ret\nb6 cold:\n  ret.error\n}\n"

TEST(a_loop_reads_a_module_variable_in_front_unless_somebody_asks_what_it_holds) {
    Arena arena;
    char *out = run(&arena, "const 0 s \"a\"\nglobal 0 name 0 kind 0\n" GLOBAL_LOOP(""));
    assert_int_equal(count_of(out, "item.get"), 1);
    assert_true(strstr(out, "global.get") < strstr(out, "i64.lt_s"));
    arena_deinit(&arena);
    out = run(&arena, "const 0 s \"a\"\nglobal 0 name 0 kind 0\n" GLOBAL_LOOP(
                          "  v20 = global.get #0 : value\n  v21 = value.is_ref v20\n"));
    assert_int_equal(count_of(out, "item.get"), 0);
    arena_deinit(&arena);
}
