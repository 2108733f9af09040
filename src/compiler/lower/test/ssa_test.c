#include "compiler/lower/ssa.h"

#include "compiler/ir/print.h"
#include "compiler/ir/verify.h"
#include "tests/unit/test.h"

typedef struct {
    Arena arena;
    IrModule *module;
    IrBuilder b;
    Ssa ssa;
} Fixture;

static void fixture_init(Fixture *f, const IrType *params, u32 count) {
    arena_init(&f->arena, arena_source_default());
    f->module = ir_module_new(&f->arena);
    u32 func = ir_func_new(f->module, SLICE_LITERAL("f"), IR_INT, false, params, count);
    f->b = ir_builder(f->module, func);
    ssa_init(&f->ssa, &f->b, &f->arena);
}

static void expect_text(Fixture *f, const char *expected) {
    ssa_finish(&f->ssa);
    Bytes text, report;
    bytes_init(&text, &f->arena);
    bytes_init(&report, &f->arena);
    ir_print_func(&text, f->module, f->b.func);
    u32 faults = ir_verify_func(f->module, f->b.func, &report);
    bytes_push(&text, 0);
    bytes_push(&report, 0);
    if (faults > 0) fail_msg("%s\n%s", (const char *)report.data, (const char *)text.data);
    assert_string_equal((const char *)text.data, expected);
    arena_deinit(&f->arena);
}

TEST(two_values_that_meet_need_a_parameter) {
    Fixture f;
    fixture_init(&f, (IrType[]){IR_I1, IR_INT, IR_INT}, 3);
    SsaVar x = ssa_var_new(&f.ssa, IR_INT);
    IrBlock yes = ssa_block_new(&f.ssa), no = ssa_block_new(&f.ssa), end = ssa_block_new(&f.ssa);
    ssa_brif(&f.ssa, ir_param(f.b.func, 0), yes, no, 0);
    ssa_begin_sealed(&f.ssa, yes);
    ssa_write(&f.ssa, x, ir_param(f.b.func, 1));
    ssa_jump(&f.ssa, end);
    ssa_begin_sealed(&f.ssa, no);
    ssa_write(&f.ssa, x, ir_param(f.b.func, 2));
    ssa_jump(&f.ssa, end);
    ssa_begin_sealed(&f.ssa, end);
    ir_ret(&f.b, ssa_read(&f.ssa, x));
    expect_text(&f, "func @f(i1, int, int) -> int {\n"
                    "b0:\n"
                    "  v0 = param #0 : i1\n"
                    "  v1 = param #1 : int\n"
                    "  v2 = param #2 : int\n"
                    "  brif v0 -> b1, b2\n"
                    "b1:\n"
                    "  jump -> b3(v1)\n"
                    "b2:\n"
                    "  jump -> b3(v2)\n"
                    "b3(v6: int):\n"
                    "  ret v6\n"
                    "}\n");
}

// The loop changes x but not y: only x becomes a parameter of the header.
TEST(a_loop_has_parameters_for_what_it_changes_only) {
    Fixture f;
    fixture_init(&f, (IrType[]){IR_I1, IR_INT, IR_INT}, 3);
    SsaVar x = ssa_var_new(&f.ssa, IR_INT), y = ssa_var_new(&f.ssa, IR_INT);
    ssa_write(&f.ssa, x, ir_param(f.b.func, 1));
    ssa_write(&f.ssa, y, ir_param(f.b.func, 2));
    IrBlock header = ssa_block_new(&f.ssa), body = ssa_block_new(&f.ssa),
            end = ssa_block_new(&f.ssa);
    ssa_jump(&f.ssa, header);
    ssa_begin(&f.ssa, header);
    ssa_brif(&f.ssa, ir_param(f.b.func, 0), body, end, 0);
    ssa_begin_sealed(&f.ssa, body);
    IrValue args[] = {ssa_read(&f.ssa, x), ssa_read(&f.ssa, y)};
    ssa_write(&f.ssa, x, ir_emit(&f.b, IR_INT_ADD, args, 2, 0));
    ssa_jump(&f.ssa, header);
    ssa_seal(&f.ssa, header);
    ssa_begin_sealed(&f.ssa, end);
    ir_ret(&f.b, ssa_read(&f.ssa, x));
    expect_text(&f, "func @f(i1, int, int) -> int {\n"
                    "b0:\n"
                    "  v0 = param #0 : i1\n"
                    "  v1 = param #1 : int\n"
                    "  v2 = param #2 : int\n"
                    "  jump -> b1(v1)\n"
                    "b1(v5: int):\n"
                    "  brif v0 -> b2, b3\n"
                    "b2:\n"
                    "  v7 = int.add v5, v2\n"
                    "  jump -> b1(v7)\n"
                    "b3:\n"
                    "  ret v5\n"
                    "}\n");
}

TEST(blocks_that_nothing_reaches_end_up_empty) {
    Fixture f;
    fixture_init(&f, (IrType[]){IR_INT}, 1);
    SsaVar x = ssa_var_new(&f.ssa, IR_INT);
    ssa_write(&f.ssa, x, ir_param(f.b.func, 0));
    IrBlock dead = ssa_block_new(&f.ssa), end = ssa_block_new(&f.ssa);
    ssa_jump(&f.ssa, end);
    ssa_begin_sealed(&f.ssa, dead);
    ssa_write(&f.ssa, x, ir_const_inst(&f.b, IR_CONST_INT, IR_INT, 7));
    ssa_jump(&f.ssa, end);
    ssa_begin_sealed(&f.ssa, end);
    ir_ret(&f.b, ssa_read(&f.ssa, x));
    expect_text(&f, "func @f(int) -> int {\n"
                    "b0:\n"
                    "  v0 = param #0 : int\n"
                    "  jump -> b2\n"
                    "b2:\n"
                    "  ret v0\n"
                    "}\n");
}

// A block that nothing leads to has no value of x; the entry keeps its own.
TEST(reading_where_nothing_leads_leaves_the_entry_alone) {
    Fixture f;
    fixture_init(&f, (IrType[]){IR_REF}, 1);
    SsaVar x = ssa_var_new(&f.ssa, IR_REF);
    ssa_write(&f.ssa, x, ir_param(f.b.func, 0));
    IrBlock dead = ssa_block_new(&f.ssa), end = ssa_block_new(&f.ssa);
    ssa_jump(&f.ssa, end);
    ssa_begin_sealed(&f.ssa, dead);
    ssa_read(&f.ssa, x);
    ssa_jump(&f.ssa, end);
    ssa_begin_sealed(&f.ssa, end);
    IrValue value = ssa_read(&f.ssa, x);
    ir_ret(&f.b, ir_emit(&f.b, IR_INT_FROM_SMALL,
                         (IrValue[]){ir_emit(&f.b, IR_STR_LEN, &value, 1, 0)}, 1, 0));
    expect_text(&f, "func @f(ref) -> int {\n"
                    "b0:\n"
                    "  v0 = param #0 : ref\n"
                    "  v2 = undef #0 : ref\n"
                    "  jump -> b2\n"
                    "b2:\n"
                    "  v5 = str.len v0\n"
                    "  v6 = int.from_small v5\n"
                    "  ret v6\n"
                    "}\n");
}
