#include "compiler/syntax/dump.h"
#include "compiler/syntax/python/compile_check.h"
#include "compiler/syntax/python/parser.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena arena;
    Sources sources;
    Names names;
    Diagnostics diags;
    AstModule *module;
} Parsed;

static void parse_bytes(Parsed *parsed, const void *text, usize len) {
    arena_init(&parsed->arena, arena_source_default());
    sources_init(&parsed->sources, &parsed->arena);
    names_init(&parsed->names, &parsed->arena);
    diag_init(&parsed->diags, &parsed->arena);
    SourceFile *file = sources_add(&parsed->sources, SLICE_LITERAL("x.py"), slice_make(text, len));
    parsed->module =
        python_parse(&parsed->arena, &parsed->names, file, &parsed->diags, (ParseOptions){0});
}

static void assert_slice(Slice slice, const char *text) {
    if (slice.len != strlen(text) || memcmp(slice.data, text, slice.len) != 0) {
        fail_msg("got:      %.*s\nexpected: %s", (int)slice.len, (const char *)slice.data, text);
    }
}

static void assert_dump(const char *source, u32 version, const char *expected) {
    Parsed parsed;
    parse_bytes(&parsed, source, strlen(source));
    Bytes out;
    bytes_init(&out, &parsed.arena);
    assert_int_equal(parsed.diags.error_count, 0);
    ast_dump(&out, parsed.module, (AstDumpOptions){.minor_version = version});
    assert_slice(bytes_slice(&out), expected);
    arena_deinit(&parsed.arena);
}

static void assert_error(const char *source, u32 index, const char *message) {
    Parsed parsed;
    parse_bytes(&parsed, source, strlen(source));
    if (parsed.diags.error_count == 0) {
        compile_check(parsed.module, &parsed.names, &parsed.diags, &parsed.arena);
    }
    assert_true(index < parsed.diags.count);
    assert_slice(parsed.diags.items[index].message, message);
    arena_deinit(&parsed.arena);
}

TEST(each_version_dumps_in_its_own_form) {
    assert_dump("f()", 11,
                "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load()), args=[], "
                "keywords=[]))], type_ignores=[])");
    assert_dump("f()", 14, "Module(body=[Expr(value=Call(func=Name(id='f', ctx=Load())))])");
    assert_dump("class A: pass", 12,
                "Module(body=[ClassDef(name='A', bases=[], keywords=[], body=[Pass()], "
                "decorator_list=[], type_params=[])], type_ignores=[])");
}

TEST(constants_keep_their_value) {
    assert_dump("0xffffffffffffffffffff", 14,
                "Module(body=[Expr(value=Constant(value=1208925819614629174706175))])");
    assert_dump("18446744073709551615", 14,
                "Module(body=[Expr(value=Constant(value=18446744073709551615))])");
    assert_dump("1e400j", 14, "Module(body=[Expr(value=Constant(value=infj))])");
    assert_dump("'\\ud83d\\ude00'", 14,
                "Module(body=[Expr(value=Constant(value='\\ud83d\\ude00'))])");
    assert_dump("u'a' 'b\\n' '''\"'''", 14,
                "Module(body=[Expr(value=Constant(value='ab\\n\"', kind='u'))])");
    assert_dump("b'\\x00\\377'", 14, "Module(body=[Expr(value=Constant(value=b'\\x00\\xff'))])");
}

TEST(several_errors_are_reported) {
    const char *source = "x = = 1\ndef f(:\n    y z\n    return\na b\n";
    assert_error(source, 0, "invalid syntax");
    assert_error(source, 1, "invalid syntax");
    Parsed parsed;
    parse_bytes(&parsed, "a b\nc d\ne = 1\nf g\n", 18);
    assert_int_equal(parsed.diags.error_count, 3);
    assert_int_equal(parsed.module->body.count, 1);
    arena_deinit(&parsed.arena);
}

TEST(errors_have_the_words_of_cpython) {
    assert_error("if x\n", 0, "expected ':'");
    assert_error("f(a b)", 0, "invalid syntax. Perhaps you forgot a comma?");
    assert_error("f() = 1", 0,
                 "cannot assign to function call here. Maybe you meant '==' instead of '='?");
    assert_error("if x:\ny", 0, "expected an indented block after 'if' statement on line 1");
    assert_error("print 1", 0, "Missing parentheses in call to 'print'. Did you mean print(...)?");
    assert_error("x = (1,\ny = 2\n", 0, "'(' was never closed");
    assert_error("'abc", 0, "unterminated string literal (detected at line 1)");
    assert_error("return", 0, "'return' outside function");
    assert_error("def f(a, a): pass", 0, "duplicate argument 'a' in function definition");
}

TEST(nesting_has_limits) {
    char text[8192];
    memset(text, '(', 4000);
    text[4000] = 0;
    assert_error(text, 0, "too many nested parentheses");
    memset(text, '-', 8000);
    strcpy(text + 8000, "1");
    assert_error(text, 0, "Parser stack overflowed - Python source too complex to parse");
    for (u32 i = 0; i < 4000; i++) memcpy(text + 2 * i, "a+", 2);
    strcpy(text + 8000, "1");
    assert_error(text, 0, "maximum recursion depth exceeded during compilation");
}

TEST(names_are_shared_numbers) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    Names names;
    names_init(&names, &arena);
    assert_int_equal(names_intern_text(&names, "yield"), AST_NAME_YIELD);
    AstName name = names_intern_text(&names, "spam");
    for (u32 i = 0; i < 5000; i++) {
        char text[16];
        snprintf(text, sizeof(text), "name%u", i);
        names_intern_text(&names, text);
    }
    assert_int_equal(names_find(&names, SLICE_LITERAL("spam")), name);
    assert_int_equal(names_find(&names, SLICE_LITERAL("eggs")), AST_NO_NAME);
    assert_slice(names_text(&names, name), "spam");
    arena_deinit(&arena);
}

// ---- files

static char *read_text(const char *path, usize *len) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    *len = fread(text, 1, (1 << 20) - 1, file);
    fclose(file);
    return text;
}

// Golden files: NAME.py, and in NAME.txt its dump or its diagnostics. KRAIT_ACCEPT=1 rewrites them.
static void check_golden(const char *name) {
    char path[256];
    usize len, expected_len = 0;
    snprintf(path, sizeof(path), "src/compiler/syntax/test/golden/%s.py", name);
    char *source = read_text(path, &len);
    Parsed parsed;
    parse_bytes(&parsed, source, len);
    Bytes out;
    bytes_init(&out, &parsed.arena);
    if (parsed.diags.error_count == 0) {
        ast_dump(&out, parsed.module, (AstDumpOptions){.includes_positions = true});
        bytes_push(&out, '\n');
        compile_check(parsed.module, &parsed.names, &parsed.diags, &parsed.arena);
    }
    diag_print_all(&out, &parsed.sources, &parsed.diags);
    bytes_push(&out, 0);
    snprintf(path, sizeof(path), "src/compiler/syntax/test/golden/%s.txt", name);
    if (getenv("KRAIT_ACCEPT") != NULL) {
        FILE *file = fopen(path, "wb");
        fwrite(out.data, 1, out.len - 1, file);
        fclose(file);
    }
    char *expected = read_text(path, &expected_len);
    assert_string_equal((char *)out.data, expected);
    free(expected);
    free(source);
    arena_deinit(&parsed.arena);
}

TEST(golden_files_stay_the_same) {
    static const char *const names[] = {"statements", "expressions", "strings", "mistakes",
                                        "compile_mistakes"};
    for (usize i = 0; i < sizeof(names) / sizeof(names[0]); i++) check_golden(names[i]);
}

TEST(a_file_cut_at_every_byte_never_breaks_the_parser) {
    static const char *const names[] = {"statements", "expressions", "strings", "mistakes"};
    for (usize i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[256];
        usize len;
        snprintf(path, sizeof(path), "src/compiler/syntax/test/golden/%s.py", names[i]);
        char *source = read_text(path, &len);
        for (usize cut = 0; cut <= len; cut++) {
            Parsed parsed;
            parse_bytes(&parsed, source, cut);
            assert_non_null(parsed.module);
            Bytes out;
            bytes_init(&out, &parsed.arena);
            diag_print_all(&out, &parsed.sources, &parsed.diags);
            arena_deinit(&parsed.arena);
        }
        free(source);
    }
}
