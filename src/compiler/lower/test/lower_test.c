#include "compiler/lower/lower.h"

#include "compiler/ir/print.h"
#include "compiler/ir/verify.h"
#include "compiler/pass/counts.h"
#include "compiler/syntax/python/parser.h"
#include "tests/unit/test.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES_MAX = 1 << 20 };

static bool read_text(Arena *arena, const char *path, Slice *text) {
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    u8 *data = arena_alloc(arena, TEXT_BYTES_MAX);
    *text = slice_make(data, fread(data, 1, TEXT_BYTES_MAX, file));
    fclose(file);
    return true;
}

// There is no file but the table of the web platform.
static Status load_table(void *context, SemaOrigin origin, Slice path, Slice *bytes,
                         Slice *shown_name) {
    *shown_name = path;
    bool is_table =
        origin == SEMA_ORIGIN_LIBRARY && slice_equal(path, SLICE_LITERAL("krait-web.idl"));
    return is_table && read_text(context, KRAIT_WEB_IDL, bytes) ? STATUS_OK : STATUS_NOT_FOUND;
}

static void verify(const IrModule *module, Arena *arena, const char *when) {
    Bytes report;
    bytes_init(&report, arena);
    if (ir_verify(module, &report) == 0) return;
    bytes_push(&report, 0);
    fail_msg("%s: %s", when, (const char *)report.data);
}

static IrModule *lower_text(Arena *arena, Slice text, bool is_untyped) {
    Names *names = ARENA_NEW(arena, Names);
    Sources *sources = ARENA_NEW(arena, Sources);
    Diagnostics *diags = ARENA_NEW(arena, Diagnostics);
    names_init(names, arena);
    sources_init(sources, arena);
    diag_init(diags, arena);
    SourceFile *file = sources_add(sources, SLICE_LITERAL("t.py"), text);
    AstModule *ast = python_parse(arena, names, file, diags, (ParseOptions){0});
    SemaLoader loader = {arena, load_table};
    SemaOptions options = {.is_untyped = is_untyped};
    SemaProgram *program = sema_analyze(arena, names, sources, diags, &loader, ast, options);
    Bytes problems;
    bytes_init(&problems, arena);
    diag_print_all(&problems, sources, diags);
    bytes_push(&problems, 0);
    if (diags->error_count > 0) fail_msg("%s", (const char *)problems.data);
    IrModule *module = lower_program(arena, program, diags);
    assert_int_equal(diags->error_count, 0);
    verify(module, arena, "after lower");
    return module;
}

// Functions only: the tables of constants and positions would change with every edit.
static Slice print_functions(Arena *arena, IrModule *module) {
    Bytes text;
    bytes_init(&text, arena);
    for (u32 i = 0; i < module->funcs.count; i++) {
        bool is_python = module->funcs.items[i]->spec_index != IR_NONE;
        if (is_python) ir_print_func(&text, module, module->funcs.items[i]);
    }
    return bytes_slice(&text);
}

// Numbers of natives and classes change with every row of their tables.
static Slice without_ids(Arena *arena, Slice text) {
    static const char word[] = "const.i32 ";
    Bytes out;
    bytes_init(&out, arena);
    for (usize i = 0; i < text.len; i++) {
        bytes_push(&out, text.data[i]);
        bool is_behind = i + 1 >= sizeof word - 1 &&
                         memcmp(text.data + i + 2 - sizeof word, word, sizeof word - 1) == 0;
        usize end = i + 1;
        while (is_behind && end < text.len && text.data[end] >= '0' && text.data[end] <= '9') end++;
        if (is_behind && end - i > 2) {
            bytes_push(&out, '#');
            i = end - 1;
        }
    }
    return bytes_slice(&out);
}

static void check_golden(const char *name) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    char path[200];
    Slice source, expected;
    snprintf(path, sizeof path, "src/compiler/lower/test/golden/%s.py", name);
    if (!read_text(&arena, path, &source)) fail_msg("no %s", path);

    IrModule *module = lower_text(&arena, source, false);
    Slice printed = print_functions(&arena, module);
    snprintf(path, sizeof path, "src/compiler/lower/test/golden/%s.ir", name);
    if (getenv("KRAIT_ACCEPT")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fwrite(printed.data, 1, printed.len, file);
        fclose(file);
    }
    if (!read_text(&arena, path, &expected)) fail_msg("no %s", path);
    if (!slice_equal(without_ids(&arena, printed), without_ids(&arena, expected)))
        fail_msg("%s differs; now:\n%.*s", path, (int)printed.len, printed.data);

    for (u32 i = 0; i < module->funcs.count; i++)
        pass_counts(module, module->funcs.items[i], &arena);
    verify(module, &arena, "after counts");
    lower_text(&arena, source, true);
    arena_deinit(&arena);
}

TEST(golden_functions) {
    check_golden("functions");
}
TEST(golden_loops) {
    check_golden("loops");
}
TEST(golden_try) {
    check_golden("try");
}
TEST(golden_classes) {
    check_golden("classes");
}
TEST(golden_containers) {
    check_golden("containers");
}
TEST(golden_web) {
    check_golden("web");
}
