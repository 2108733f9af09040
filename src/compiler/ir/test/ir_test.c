#include "compiler/ir/build.h"
#include "compiler/ir/print.h"
#include "compiler/ir/read.h"
#include "compiler/ir/verify.h"
#include "tests/unit/test.h"

#include <string.h>

static const char sample[] =
    "const 0 i \"f\"\n"
    "const 1 v 0x7\n"
    "const 2 t 0\n"
    "const 3 n -\"\\00\\00\\00\\00\\00\\00\\00\\00\\01\"\n"
    "global 0 name 0 kind 1\n"
    "spec 0 name 0 qualname 0 params 2 count 1 required 1 captures 0 file 0 line 1\n"
    "position 0 spec 0 at 1:2-1:9\n"
    "run @run\n"
    "\n"
    "func @sum(int, ref) -> int fails spec 0 {\n"
    "b0:\n"
    "  v0 = param #0 : int\n"
    "  v1 = param #1 : ref\n"
    "  v2 = list.len v1\n"
    "  v3 = const.i64 0\n"
    "  jump -> b1(v3, v0)\n"
    "b1(v4: i64, v5: int):\n"
    "  v6 = i64.lt_s v4, v2\n"
    "  brif #1 v6 -> b2, b4\n"
    "b2:\n"
    "  v7 = list.check v1, v4 !0\n"
    "  brerr v7 -> b3, b5\n"
    "b3:\n"
    "  v8 = list.get v1, v7 : int\n"
    "  v9 = int.add v5, v8\n"
    "  v10 = const.i64 1\n"
    "  v11 = i64.add v4, v10\n"
    "  jump -> b1(v11, v9)\n"
    "b4:\n"
    "  ret v5\n"
    "b5 cold:\n"
    "  ret.error\n"
    "}\n"
    "\n"
    "func @run() -> void fails {\n"
    "b0:\n"
    "  ret\n"
    "}\n";

typedef struct {
    Arena arena;
    Bytes report;
    IrModule *module;
} Fixture;

static IrModule *read_into(Fixture *f, const char *text) {
    arena_init(&f->arena, arena_source_default());
    bytes_init(&f->report, &f->arena);
    f->module = ir_read(&f->arena, slice_of_text(text), &f->report);
    return f->module;
}

TEST(what_is_printed_reads_back_to_the_same_text) {
    Fixture f;
    assert_non_null(read_into(&f, sample));
    Bytes first;
    bytes_init(&first, &f.arena);
    ir_print(&first, f.module);
    bytes_push(&first, 0);
    IrModule *again = ir_read(&f.arena, slice_make(first.data, first.len - 1), &f.report);
    assert_non_null(again);
    Bytes second;
    bytes_init(&second, &f.arena);
    ir_print(&second, again);
    bytes_push(&second, 0);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    arena_deinit(&f.arena);
}

TEST(a_sound_module_verifies) {
    Fixture f;
    assert_non_null(read_into(&f, sample));
    assert_int_equal(ir_verify(f.module, &f.report), 0);
    arena_deinit(&f.arena);
}

static void assert_unsound(const char *text, const char *complaint) {
    Fixture f;
    assert_non_null(read_into(&f, text));
    assert_true(ir_verify(f.module, &f.report) > 0);
    bytes_push(&f.report, 0);
    assert_non_null(strstr((const char *)f.report.data, complaint));
    arena_deinit(&f.arena);
}

TEST(a_fallible_instruction_without_its_branch_is_found) {
    assert_unsound("func @f(ref) -> void fails {\nb0:\n  v0 = param #0 : ref\n  v1 = const.i64 0\n"
                   "  v2 = list.check v0, v1\n  ret\n}\n",
                   "no brerr follows");
}

TEST(a_use_before_its_definition_is_found) {
    assert_unsound("func @f() -> int {\nb0:\n  v1 = int.neg v2\n  v2 = const.int 1\n  ret v1\n}\n",
                   "before it is defined");
}

TEST(a_wrong_argument_type_is_found) {
    assert_unsound("func @f() -> int {\nb0:\n  v1 = const.i64 1\n  v2 = int.neg v1\n  ret v2\n}\n",
                   "type is wrong");
}

TEST(edge_arguments_must_match_the_parameters) {
    assert_unsound("func @f() -> void {\nb0:\n  jump -> b1\nb1(v3: int):\n  ret\n}\n",
                   "do not match");
}

TEST(text_cut_anywhere_is_a_fault_or_a_module_never_a_crash) {
    for (usize len = 0; len < sizeof sample - 1; len++) {
        Fixture f;
        arena_init(&f.arena, arena_source_default());
        bytes_init(&f.report, &f.arena);
        IrModule *module = ir_read(&f.arena, slice_make(sample, len), &f.report);
        if (module) ir_verify(module, &f.report);
        arena_deinit(&f.arena);
    }
}
