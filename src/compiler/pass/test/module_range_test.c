// Intervals across functions and lists: text to text, on whole modules.
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

static bool has(const char *text, const char *part) {
    return strstr(text, part) != NULL;
}

// f makes a list of one masked number and hands it to g, which adds up two of its items.
#define READER                                                                                     \
    "func @g(ref) -> int {\nb0:\n  v0 = param #0 : ref\n  v1 = const.i64 0\n"                      \
    "  v2 = list.get v0, v1 : int\n  v3 = int.add v2, v2\n  list.set v0, v1, v2\n  ret v3\n}\n"
#define MAKER                                                                                      \
    "func @f(int) -> int {\nb0:\n  v0 = param #0 : int\n  v1 = const.int 4294967295\n"             \
    "  v2 = int.and v0, v1\n  v3 = const.i32 1\n  v4 = const.i64 1\n"                              \
    "  v5 = call.rt rt_list_new v3, v4\n  list.append v5, v2\n"

TEST(a_list_of_masked_numbers_is_read_without_tests) {
    Arena arena;
    char *out = run(&arena, READER MAKER "  v6 = call @g v5 : int\n  ret v6\n}\n");
    assert_true(has(out, "list.get v0, v1 : i64"));
    assert_true(has(out, "list.put"));
    assert_false(has(out, "int.add"));
    arena_deinit(&arena);
}

TEST(one_big_item_anywhere_keeps_the_tests) {
    Arena arena;
    char *out =
        run(&arena, READER MAKER "  list.append v5, v0\n  v6 = call @g v5 : int\n  ret v6\n}\n");
    assert_true(has(out, "list.get v0, v1 : int"));
    assert_true(has(out, "list.set"));
    assert_true(has(out, "int.add"));
    arena_deinit(&arena);
}

TEST(a_big_item_in_another_list_does_no_harm) {
    Arena arena;
    char *out = run(&arena, READER MAKER "  v6 = call.rt rt_list_new v3, v4\n  list.append v6, v0\n"
                                         "  v7 = call @g v5 : int\n  ret v7\n}\n");
    assert_true(has(out, "list.get v0, v1 : i64"));
    arena_deinit(&arena);
}

TEST(a_list_that_the_runtime_may_change_is_not_trusted) {
    Arena arena;
    char *out =
        run(&arena, READER MAKER "  v6 = value.from_ref v5\n  v7 = call.rt rt_iter v6\n"
                                 "  brerr v7 -> b1, b2\nb1:\n  v8 = call @g v5 : int\n  ret v8\n"
                                 "b2:\n  v9 = const.int 0\n  ret v9\n}\n");
    assert_true(has(out, "list.get v0, v1 : int"));
    arena_deinit(&arena);
}

TEST(a_list_inside_a_list_is_followed) {
    Arena arena;
    char *out = run(&arena, READER MAKER
                    "  v6 = const.i32 0\n  v7 = call.rt rt_list_new v6, v4\n"
                    "  v8 = value.from_ref v5\n  list.append v7, v8\n  v9 = const.i64 0\n"
                    "  v10 = list.get v7, v9 : value\n  v11 = ref.from_value v10\n"
                    "  list.append v11, v0\n  v12 = call @g v5 : int\n  ret v12\n}\n");
    assert_true(has(out, "list.get v0, v1 : int"));
    arena_deinit(&arena);
}

TEST(a_function_that_nobody_calls_trusts_no_parameter) {
    Arena arena;
    char *out = run(&arena, READER);
    assert_true(has(out, "list.get v0, v1 : int"));
    assert_true(has(out, "int.add"));
    arena_deinit(&arena);
}

TEST(a_counter_in_a_list_stays_small_but_a_doubled_number_does_not) {
    Arena arena;
    char *out =
        run(&arena, MAKER "  v6 = const.i64 0\n  v7 = list.get v5, v6 : int\n  v8 = const.int 1\n"
                          "  v9 = int.add v7, v8\n  list.set v5, v6, v9\n  ret v9\n}\n");
    assert_true(has(out, "list.put"));
    assert_false(has(out, "int.add"));
    arena_deinit(&arena);
    out = run(&arena, MAKER "  v6 = const.i64 0\n  v7 = list.get v5, v6 : int\n"
                            "  v9 = int.add v7, v7\n  list.set v5, v6, v9\n  ret v9\n}\n");
    assert_true(has(out, "list.set"));
    assert_true(has(out, "int.add"));
    arena_deinit(&arena);
}

// self.n = 5 here, self.n + 1 there; `is_closed`: nobody else stores into it.
static char *run_field(Arena *arena, bool is_closed) {
    IrModule *module = pass_case_read(
        arena, "func @f(ref) -> void {\nb0:\n  v0 = param #0 : ref\n  v1 = const.int 5\n"
               "  field.set v0, v1\n  ret\n}\n"
               "func @g(ref) -> int {\nb0:\n  v0 = param #0 : ref\n  v1 = field.get v0 : int\n"
               "  v2 = const.int 1\n  v3 = int.add v1, v2\n  ret v3\n}\n");
    *VEC_PUSH(module->arena, &module->closed_fields) = false;
    *VEC_PUSH(module->arena, &module->closed_fields) = is_closed;
    for (u32 f = 0; f < 2; f++) {
        IrFunc *func = module->funcs.items[f];
        for (u32 i = 0; i < func->insts.count; i++) {
            IrOp op = (IrOp)func->insts.items[i].op;
            if (op == IR_FIELD_GET || op == IR_FIELD_SET) func->insts.items[i].field = 1;
        }
    }
    pass_module_range(module, arena);
    return pass_case_print(arena, module);
}

TEST(a_field_of_small_ints_is_read_and_written_as_a_machine_number) {
    Arena arena;
    char *out = run_field(&arena, true);
    assert_int_equal(count_of(out, "field.init v0"), 1);
    assert_int_equal(count_of(out, "field.get v0 : i64"), 1);
    assert_int_equal(count_of(out, "i64.add"), 1);
    arena_deinit(&arena);
}

TEST(a_field_that_others_store_into_holds_any_int) {
    Arena arena;
    char *out = run_field(&arena, false);
    assert_int_equal(count_of(out, "field.set v0"), 1);
    assert_int_equal(count_of(out, "int.add"), 1);
    arena_deinit(&arena);
}
