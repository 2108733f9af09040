// Operations on JavaScript objects: their names, as text there and back, and what the verifier
// finds.
#include "tests/unit/test.h"

#include "abi/web.h"
#include "compiler/ir/print.h"
#include "compiler/ir/read.h"
#include "compiler/ir/verify.h"
#include "compiler/ir/web.h"

#include <string.h>

static const char good_text[] = "web\n"
                                "run @run\n\n"
                                "func @run() -> void fails {\n"
                                "b0:\n"
                                "  v0 = web \"global document >o\" : value\n"
                                "  brerr v0 -> b1, b3\n"
                                "b1:\n"
                                "  v2 = web \"get Node.textContent >?s\" v0 : value\n"
                                "  brerr v2 -> b2, b3\n"
                                "b2:\n"
                                "  v4 = web \"call Node.find ?s>b\" v0, v2 : i1\n"
                                "  brerr v4 -> b4, b3\n"
                                "b3 cold:\n"
                                "  ret.error\n"
                                "b4:\n"
                                "  ret\n"
                                "}\n";

static u32 faults_of(const char *text, bool *is_read) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Bytes report;
    bytes_init(&report, &arena);
    IrModule *module = ir_read(&arena, slice_of_text(text), &report);
    *is_read = module != NULL;
    u32 count = module ? ir_verify(module, &report) : 0;
    arena_deinit(&arena);
    return count;
}

TEST(web_operations_print_as_they_were_read) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Bytes report, out;
    bytes_init(&report, &arena);
    bytes_init(&out, &arena);
    IrModule *module = ir_read(&arena, slice_of_text(good_text), &report);
    assert_non_null(module);
    assert_true(module->uses_web);
    assert_int_equal(module->web_names.count, 3);
    assert_int_equal(ir_verify(module, &report), 0);
    ir_print(&out, module);
    bytes_push(&out, 0);
    assert_string_equal((const char *)out.data, good_text);
    arena_deinit(&arena);
}

TEST(web_names_are_parsed) {
    IrWebShape shape;
    assert_true(ir_web_parse(SLICE_LITERAL("call Element.append so?oa>v"), &shape));
    assert_int_equal(shape.kind, WEB_CALL);
    assert_int_equal(shape.param_count, 5);
    assert_int_equal(shape.params[0].letter, 'o');
    assert_true(shape.params[3].is_nullable);
    assert_int_equal(ir_web_param_type(shape.params[1]), IR_REF);
    assert_int_equal(ir_web_param_type(shape.params[4]), IR_VALUE);
    assert_true(ir_web_parse(SLICE_LITERAL("new URL s>o"), &shape));
    assert_int_equal(shape.param_count, 1);
    assert_true(ir_web_parse(SLICE_LITERAL("get A.b >i"), &shape));
    assert_int_equal(ir_web_result_type(shape.result), IR_I64);
    static const char *const wrong[] = {"",
                                        "get",
                                        "get A.b",
                                        "get A.b >",
                                        "get A.b >x",
                                        "pull A.b >o",
                                        "get A.b >oo",
                                        "get A.b >?i",
                                        "set A.b v>v",
                                        "get  >o",
                                        "get A.b c >o",
                                        "get A\".b >o"};
    for (u32 i = 0; i < COUNT_OF(wrong); i++)
        assert_false(ir_web_parse(slice_of_text(wrong[i]), &shape));
}

TEST(web_operations_are_verified) {
    bool is_read;
    assert_int_equal(
        faults_of("run @run\nfunc @run() -> void fails {\nb0:\n  v0 = web \"get A.b >s\" : ref\n"
                  "  brerr v0 -> b1, b2\nb1:\n  ret\nb2:\n  ret.error\n}\n",
                  &is_read),
        1);  // no receiver
    assert_true(is_read);
    assert_true(
        faults_of("run @run\nfunc @run() -> void fails {\nb0:\n  v0 = web \"global a >s\" : value\n"
                  "  brerr v0 -> b1, b2\nb1:\n  ret\nb2:\n  ret.error\n}\n",
                  &is_read) > 0);  // another type
    faults_of("run @run\nfunc @run() -> void fails {\nb0:\n  v0 = web \"global a\" : value\n}\n",
              &is_read);
    assert_false(is_read);
}
