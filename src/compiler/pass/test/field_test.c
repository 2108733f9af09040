// Fields, instances, items of tuples, checks of the stack, known conditions: text to text.
#include "compiler/pass/condition.h"
#include "compiler/pass/field.h"
#include "compiler/pass/stack_check.h"
#include "compiler/pass/test/pass_case.h"
#include "compiler/pass/tuple_item.h"

#define CLASS "const 0 i \"C\"\nclass 0 name 0 qualname 0 module 0 base 0 slots 2 last 0\n"

static char *run(Arena *arena, void (*pass)(IrModule *, Arena *), const char *text) {
    IrModule *module = pass_case_read(arena, text);
    pass(module, arena);
    return pass_case_print(arena, module);
}

TEST(an_instance_that_nobody_keeps_is_its_fields) {
    Arena arena;
    char *out = run(&arena, pass_field,
                    CLASS "func @f(f64, f64) -> f64 {\nb0:\n  v0 = param #0 : f64\n"
                          "  v1 = param #1 : f64\n  v2 = instance.new #0\n  field.set v2, v0\n"
                          "  field.set #1 v2, v1\n  v3 = field.get v2 : f64\n"
                          "  v4 = field.get #1 v2 : f64\n  v5 = f64.add v3, v4\n  ret v5\n}\n");
    assert_int_equal(count_of(out, "instance.new"), 0);
    assert_int_equal(count_of(out, "field."), 0);
    assert_int_equal(count_of(out, "f64.add v0, v1"), 1);
    arena_deinit(&arena);
}

TEST(an_instance_that_is_returned_is_made) {
    Arena arena;
    char *out = run(&arena, pass_field,
                    CLASS "func @f(f64) -> ref {\nb0:\n  v0 = param #0 : f64\n"
                          "  v1 = instance.new #0\n  field.set v1, v0\n  ret v1\n}\n");
    assert_int_equal(count_of(out, "instance.new"), 1);
    assert_int_equal(count_of(out, "field.set"), 1);
    arena_deinit(&arena);
}

TEST(an_instance_with_a_slot_that_is_stored_twice_is_made) {
    Arena arena;
    char *out = run(&arena, pass_field,
                    CLASS "func @f(f64, i1) -> f64 {\nb0:\n  v0 = param #0 : f64\n"
                          "  v1 = param #1 : i1\n  v2 = const.f64 0x0\n  v3 = instance.new #0\n"
                          "  field.set v3, v0\n  brif v1 -> b1, b2\nb1:\n  field.set v3, v2\n"
                          "  jump -> b2\nb2:\n  v4 = field.get v3 : f64\n  ret v4\n}\n");
    assert_int_equal(count_of(out, "instance.new"), 1);
    assert_int_equal(count_of(out, "field.get"), 1);
    arena_deinit(&arena);
}

// v2 and v5 read the same slot; `between` stands between them.
#define READ_TWICE(between)                                                                        \
    CLASS "func @f(ref, ref, f64, int) -> f64 {\nb0:\n  v0 = param #0 : ref\n"                     \
          "  v1 = param #1 : ref\n  v9 = param #2 : f64\n  v8 = param #3 : int\n"                  \
          "  v2 = field.get v0 : f64\n" between                                                    \
          "  v5 = field.get v0 : f64\n  v6 = f64.add v2, v5\n  ret v6\n}\n"

TEST(a_field_is_read_once) {
    Arena arena;
    char *out =
        run(&arena, pass_field, READ_TWICE("  field.set #1 v1, v9\n  list.append v1, v8\n"));
    assert_int_equal(count_of(out, "field.get"), 1);
    arena_deinit(&arena);
}

TEST(a_field_is_read_again_after_a_store_to_any_instance_or_a_call) {
    Arena arena;
    char *out = run(&arena, pass_field, READ_TWICE("  field.set v1, v9\n"));
    assert_int_equal(count_of(out, "field.get"), 2);
    arena_deinit(&arena);
    out = run(&arena, pass_field, READ_TWICE("  v7 = call @f v0, v1, v9, v8 : f64\n"));
    assert_int_equal(count_of(out, "field.get"), 2);
    arena_deinit(&arena);
}

TEST(a_stored_field_is_known) {
    Arena arena;
    char *out = run(&arena, pass_field, READ_TWICE("  field.set v0, v9\n"));
    assert_int_equal(count_of(out, "field.get"), 1);
    assert_true(strstr(out, "field.get") < strstr(out, "field.set"));
    arena_deinit(&arena);
}

TEST(items_of_a_tuple_in_sight_are_what_it_was_made_of) {
    Arena arena;
    IrModule *module = pass_case_read(
        &arena, "func @f(value, value) -> value {\nb0:\n  v0 = param #0 : value\n"
                "  v1 = param #1 : value\n  v2 = const.i64 2\n  v3 = stack.values v0, v1\n"
                "  v4 = call.rt rt_tuple_new v2, v3\n  v5 = const.i64 1\n"
                "  v6 = tuple.get v4, v5\n  ret v6\n}\n");
    pass_tuple_item(module, module->funcs.items[0], &arena);
    char *out = pass_case_print(&arena, module);
    assert_int_equal(count_of(out, "rt_tuple_new"), 0);
    assert_int_equal(count_of(out, "stack.values"), 0);
    assert_int_equal(count_of(out, "ret v1"), 1);
    arena_deinit(&arena);
}

TEST(only_functions_on_a_cycle_check_the_stack) {
    Arena arena;
    char *out = run(&arena, pass_stack_check,
                    "func @leaf() -> void {\nb0:\n  ret\n}\n"
                    "func @caller() -> void fails {\nb0:\n  v0 = call.rt rt_stack_check\n"
                    "  brerr v0 -> b1, b2\nb1:\n  call @leaf\n  ret\nb2 cold:\n  ret.error\n}\n"
                    "func @loop() -> void fails {\nb0:\n  v0 = call.rt rt_stack_check\n"
                    "  brerr v0 -> b1, b2\nb1:\n  v1 = call @loop\n  brerr v1 -> b3, b2\nb2 cold:\n"
                    "  ret.error\nb3:\n  ret\n}\n");
    assert_int_equal(count_of(out, "rt_stack_check"), 1);
    assert_true(strstr(out, "rt_stack_check") > strstr(out, "@loop"));
    arena_deinit(&arena);
}

TEST(what_all_paths_know_of_a_field_is_known_where_they_meet) {
    Arena arena;
    char *out = run(&arena, pass_field,
                    CLASS "func @f(ref, i1) -> f64 {\nb0:\n  v0 = param #0 : ref\n"
                          "  v1 = param #1 : i1\n  v2 = field.get v0 : f64\n  brif v1 -> b1, b2\n"
                          "b1:\n  jump -> b3\nb2:\n  jump -> b3\nb3:\n  v3 = field.get v0 : f64\n"
                          "  v4 = f64.add v2, v3\n  ret v4\n}\n");
    assert_int_equal(count_of(out, "field.get"), 1);
    arena_deinit(&arena);
}

// while true: the field is read, then stored.
TEST(a_loop_begins_with_nothing_known) {
    Arena arena;
    char *out = run(&arena, pass_field,
                    CLASS "func @f(ref, f64, i1) -> f64 {\nb0:\n  v0 = param #0 : ref\n"
                          "  v1 = param #1 : f64\n  v2 = param #2 : i1\n  v3 = field.get v0 : f64\n"
                          "  jump -> b1\nb1:\n  v4 = field.get v0 : f64\n  field.set v0, v1\n"
                          "  brif v2 -> b1, b2\nb2:\n  v5 = f64.add v3, v4\n  ret v5\n}\n");
    assert_int_equal(count_of(out, "field.get"), 2);
    arena_deinit(&arena);
}

static char *decided(Arena *arena, const char *text) {
    IrModule *module = pass_case_read(arena, text);
    pass_condition(module, module->funcs.items[0], arena);
    return pass_case_print(arena, module);
}

TEST(a_condition_is_tested_once) {
    Arena arena;
    char *out = decided(&arena, "func @f(value) -> i64 {\nb0:\n  v0 = param #0 : value\n"
                                "  v1 = const.value 0x7\n  v2 = value.is v0, v1\n"
                                "  brif v2 -> b1, b2\nb1:\n  v3 = const.i64 1\n  ret v3\n"
                                "b2:\n  v4 = const.value 0x7\n  v5 = value.is v0, v4\n"
                                "  v6 = i1.not v5\n  brif v6 -> b3, b4\nb3:\n  v7 = const.i64 2\n"
                                "  ret v7\nb4:\n  v8 = const.i64 3\n  ret v8\n}\n");
    assert_int_equal(count_of(out, "value.is"), 1);
    assert_int_equal(count_of(out, "brif"), 1);
    assert_int_equal(count_of(out, "const.i64 2"), 1);
    assert_int_equal(count_of(out, "const.i64 3"), 0);
    arena_deinit(&arena);
}

TEST(a_condition_is_tested_again_where_paths_meet) {
    Arena arena;
    char *out = decided(&arena, "func @f(i1) -> i64 {\nb0:\n  v0 = param #0 : i1\n"
                                "  brif v0 -> b1, b2\nb1:\n  jump -> b3\nb2:\n  jump -> b3\n"
                                "b3:\n  brif v0 -> b4, b5\nb4:\n  v1 = const.i64 2\n  ret v1\n"
                                "b5:\n  v2 = const.i64 3\n  ret v2\n}\n");
    assert_int_equal(count_of(out, "brif"), 2);
    arena_deinit(&arena);
}

TEST(a_number_that_was_just_made_is_not_none) {
    Arena arena;
    char *out = decided(&arena, "func @f(int) -> i64 {\nb0:\n  v0 = param #0 : int\n"
                                "  v1 = value.from_int v0\n  v2 = const.value 0x7\n"
                                "  v3 = value.is v1, v2\n  brif v3 -> b1, b2\nb1:\n"
                                "  v4 = const.i64 1\n  ret v4\nb2:\n  v5 = const.i64 2\n"
                                "  ret v5\n}\n");
    assert_int_equal(count_of(out, "brif"), 0);
    assert_int_equal(count_of(out, "const.i64 2"), 1);
    arena_deinit(&arena);
}
