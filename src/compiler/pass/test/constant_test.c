// Module variables that are constants: text to text.
#include "compiler/pass/constant.h"
#include "compiler/pass/test/pass_case.h"

#include <stdio.h>

static char *run(Arena *arena, bool is_closed, const char *more) {
    char text[1024];
    snprintf(text, sizeof text,
             "const 0 i \"X\"\nglobal 0 name 0 kind 1\nfunc @body() -> void {\nb0:\n"
             "  v0 = const.int 7\n  global.set v0\n%s  ret\n}\n"
             "func @f() -> int {\nb0:\n  v0 = global.get : int\n  ret v0\n}\n",
             more);
    IrModule *module = pass_case_read(arena, text);
    module->globals.items[0].is_closed = is_closed;
    pass_constant(module, arena);
    return pass_case_print(arena, module);
}

TEST(a_variable_that_is_set_once_to_a_constant_is_read_as_one) {
    Arena arena;
    assert_int_equal(count_of(run(&arena, true, ""), "const.int 7"), 2);
    arena_deinit(&arena);
}

TEST(a_variable_that_is_set_twice_or_by_others_is_read) {
    Arena arena;
    assert_int_equal(count_of(run(&arena, true, "  global.set v0\n"), "global.get"), 1);
    arena_deinit(&arena);
    assert_int_equal(count_of(run(&arena, false, ""), "global.get"), 1);
    arena_deinit(&arena);
}
