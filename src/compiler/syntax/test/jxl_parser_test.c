#include "compiler/syntax/jxl/jxl_format.h"
#include "compiler/syntax/jxl/jxl_parser.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena arena;
    Sources sources;
    Names names;
    Diagnostics diags;
    JxlParsed parsed;
} Parsing;

static void parse_slice(Parsing *parsing, const char *name, Slice text) {
    arena_init(&parsing->arena, arena_source_default());
    sources_init(&parsing->sources, &parsing->arena);
    names_init(&parsing->names, &parsing->arena);
    diag_init(&parsing->diags, &parsing->arena);
    SourceFile *file = sources_add(&parsing->sources, slice_of_text(name), text);
    JxlParseOptions options = {0};
    parsing->parsed = jxl_parse(&parsing->arena, &parsing->names, file, &parsing->diags, &options);
}

static Slice read_text(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("%s cannot be read", path);
    fseek(file, 0, SEEK_END);
    usize len = (usize)ftell(file);
    fseek(file, 0, SEEK_SET);
    u8 *data = malloc(len + 1);
    len = fread(data, 1, len, file);
    fclose(file);
    return slice_make(data, len);
}

static void free_text(Slice text) {
    free((void *)(uintptr_t)text.data);
}

static void print_all(Bytes *out, Parsing *parsing) {
    jxl_tree_print(out, &parsing->parsed.tree);
    diag_sort(&parsing->diags);
    diag_print_all(out, &parsing->sources, &parsing->diags);
}

static void compare_golden(const char *name, Slice text) {
    char path[256];
    snprintf(path, sizeof(path), "src/compiler/syntax/test/golden/%s.txt", name);
    if (getenv("KRAIT_ACCEPT")) {
        FILE *file = fopen(path, "wb");
        fwrite(text.data, 1, text.len, file);
        fclose(file);
        return;
    }
    Slice expected = read_text(path);
    if (!slice_equal(expected, text)) fail_msg("%s differs: ./dev accept shows how", path);
    free_text(expected);
}

static void check_golden(const char *name) {
    char path[256];
    snprintf(path, sizeof(path), "src/compiler/syntax/test/golden/%s.jxl", name);
    Slice text = read_text(path);
    Parsing parsing;
    parse_slice(&parsing, "x.jxl", text);
    Bytes out;
    bytes_init(&out, &parsing.arena);
    print_all(&out, &parsing);
    compare_golden(name, bytes_slice(&out));
    arena_deinit(&parsing.arena);
    free_text(text);
}

TEST(jxl_golden_files_stay_the_same) {
    check_golden("jxl_words");
    check_golden("jxl_mistakes");
}

// Sections begin with a line `// F01`.
static Slice next_form(Slice text, usize *at) {
    usize start = *at;
    usize end = start + 1;
    while (end < text.len) {
        bool is_head = text.data[end - 1] == '\n' && end + 4 < text.len &&
                       memcmp(text.data + end, "// F", 4) == 0;
        if (is_head) break;
        end++;
    }
    *at = end;
    return slice_range(text, start, end);
}

TEST(jxl_every_form_of_the_definition_parses) {
    Slice text = read_text("src/compiler/syntax/test/golden/jxl_forms.jxl");
    Arena arena;
    arena_init(&arena, arena_source_default());
    Bytes out;
    bytes_init(&out, &arena);
    u32 count = 0;
    for (usize at = 0; at < text.len; count++) {
        Slice form = next_form(text, &at);
        Parsing parsing;
        parse_slice(&parsing, "x.jxl", form);
        Bytes one;
        bytes_init(&one, &parsing.arena);
        print_all(&one, &parsing);
        if (parsing.diags.count > 0) fail_msg("%.*s", (int)one.len, (const char *)one.data);
        bytes_append(&out, slice_range(form, 0, 7));
        bytes_append(&out, bytes_slice(&one));
        arena_deinit(&parsing.arena);
    }
    assert_int_equal(count, 50);
    compare_golden("jxl_forms", bytes_slice(&out));
    arena_deinit(&arena);
    free_text(text);
}

static const char *const programs[] = {
    "examples/ui/counter/app",   "examples/ui/todo/app",        "examples/ui/rows/app",
    "examples/ui/dashboard/app", "examples/ui/dashboard/card",  "examples/ui/form/app",
    "examples/ui/router/app",    "examples/ui/canvas/app",      "tests/jxl/programs/chat",
    "examples/ui/shop/app",      "tests/jxl/programs/resources"};

static Slice read_program(const char *name) {
    char path[256];
    snprintf(path, sizeof(path), "%s.jxl", name);
    return read_text(path);
}

TEST(jxl_programs_of_the_definition_parse) {
    for (usize i = 0; i < COUNT_OF(programs); i++) {
        Slice text = read_program(programs[i]);
        Parsing parsing;
        parse_slice(&parsing, programs[i], text);
        assert_int_equal(parsing.diags.count, 0);
        arena_deinit(&parsing.arena);
        free_text(text);
    }
}

typedef struct {
    const JxlTree *tree;
    u8 *is_seen;
} Walk;

static void check_node(void *context, JxlNode *node) {
    Walk *walk = context;
    assert_true(node->id < walk->tree->node_count);
    assert_false(walk->is_seen[node->id]);
    walk->is_seen[node->id] = 1;
    assert_true(node->span.start <= node->span.end);
    assert_true(node->span.end <= walk->tree->file->text.len);
    jxl_each_child(node, check_node, walk);
}

TEST(jxl_a_text_cut_anywhere_ends_in_a_tree_or_an_error) {
    for (usize i = 0; i < COUNT_OF(programs); i++) {
        Slice text = read_program(programs[i]);
        usize step = text.len > 2000 ? 5 : 1;
        for (usize len = 0; len < text.len; len += step) {
            Parsing parsing;
            parse_slice(&parsing, "cut.jxl", slice_range(text, 0, len));
            JxlTree *tree = &parsing.parsed.tree;
            Walk walk = {tree, arena_alloc(&parsing.arena, tree->node_count)};
            check_node(&walk, tree->root);
            arena_deinit(&parsing.arena);
        }
        free_text(text);
    }
}

static u32 first_code(const char *text) {
    Parsing parsing;
    parse_slice(&parsing, "x.jxl", slice_of_text(text));
    u32 code = parsing.diags.count > 0 ? parsing.diags.items[0].code : 0;
    arena_deinit(&parsing.arena);
    return code;
}

static void check_repeated(const char *before, const char *piece, const char *after, u32 count,
                           u32 code) {
    usize len = strlen(before) + count * strlen(piece) + strlen(after) + 1;
    char *text = malloc(len);
    char *at = text + sprintf(text, "%s", before);
    for (u32 i = 0; i < count; i++) at += sprintf(at, "%s", piece);
    sprintf(at, "%s", after);
    u32 found = first_code(text);
    if (found != code) fail_msg("%s%s...: J%04u", before, piece, found);
    free(text);
}

TEST(jxl_depth_has_a_limit) {
    check_repeated("let a = ", "(", "", 100000, 8);
    check_repeated("let a = ", "[", "", 100000, 8);
    check_repeated("let a = ", "-", "1", 100000, 8);
    check_repeated("let a = ", "1 + ", "1", 100000, 8);
    check_repeated("let a = b", ".c()", "", 100000, 8);
    check_repeated("let a: ", "[", "", 100000, 8);
    check_repeated("func f() { ", "if a { ", "", 100000, 8);
    check_repeated("func f() { if a { } ", "else if a { } ", "}", 100000, 8);
    check_repeated("let a = ", "\"\\(", "", 100000, 8);
    check_repeated("let a = ", "{ ", "", 100000, 8);
    check_repeated("let a: Int", "?", "", 1000, 8);
    check_repeated("let a = b", ".c().d().e().f().g().h { x", "", 150, 8);
}

TEST(jxl_each_syntax_error_has_its_code) {
    static const struct {
        u32 code;
        const char *bad, *good;
    } rows[] = {
        {1, "let a = \x01", "let a = 1"},
        {2, "let `a b` = 1", "let `class` = 1"},
        {2, "let a = $", "func f() { g($0) }"},
        {3, "let e\u0301 = 1", "let \u00e9 = 1"},
        {4, "let a = \"x", "let a = \"x\""},
        {4, "let a = \"\\(x\"", "let a = \"\\(x)\""},
        {5, "let a = 1__0", "let a = 1_0"},
        {5, "let a = 0x", "let a = 0x1F"},
        {6, "/* /* */", "/* /* */ */"},
        {7, "#unless web\n#endif", "#if web\n#endif"},
        {7, "#if web", "#if web\n#else\n#endif"},
        {7, "#if web &&\n#endif", "#if web && debug\n#endif"},
        {10, "let a =", "let a = 1"},
        {10, "func f() { a b }", "func f() { a; b }"},
        {11, "let for = 1", "let `for` = 1"},
        {12, "}", "struct S { }"},
        {13, "let a = '\\q'", "let a = #'\\q'#"},
        {14, "let a = \"\"\"\n   a\n     \"\"\"", "let a = \"\"\"\n     a\n     \"\"\""},
        {15, "public public let a = 1", "public let a = 1"},
        {16, "let a = 1 == 2 == 3", "let a = (1 == 2) == true"},
        {17, "import \"\\(x)\"", "import \"x\""},
        {110, "print(1)", "func f() { print(1) }"},
        {203, "let a = 18446744073709551616", "let a = 18446744073709551615"},
    };
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (first_code(rows[i].bad) != rows[i].code)
            fail_msg("%s: J%04u", rows[i].bad, first_code(rows[i].bad));
        if (first_code(rows[i].good) != 0)
            fail_msg("%s: J%04u", rows[i].good, first_code(rows[i].good));
    }
}

TEST(jxl_the_first_error_of_each_view_is_reported) {
    const char *text = "view A {\n    let x Int\n    render { Text(\"a\" }\n}\n"
                       "view B {\n    render { Text(\"a\"\n}\n"
                       "view C {\n    atom = 1\n    render { ) }\n}\n"
                       "view D { render { Text(\"d\") } }\n";
    Parsing parsing;
    parse_slice(&parsing, "x.jxl", slice_of_text(text));
    bool seen[8] = {0};
    for (u32 i = 0; i < parsing.diags.count; i++) {
        u32 line =
            source_line(sources_file(&parsing.sources, 0), parsing.diags.items[i].span.start);
        seen[line <= 4 ? 0 : line <= 8 ? 1 : line <= 11 ? 2 : 3] = true;
    }
    assert_true(seen[0] && seen[1] && seen[2]);
    assert_false(seen[3]);
    // What comes behind is read: four views.
    assert_int_equal(parsing.parsed.tree.root->module.items.count, 4);
    arena_deinit(&parsing.arena);
}

TEST(jxl_problems_are_printed_as_the_definition_shows) {
    Parsing parsing;
    parse_slice(&parsing, "src/main.jxl", SLICE_LITERAL("\n\n    atom items\n"));
    diag_init(&parsing.diags, &parsing.arena);
    diag_code(&parsing.diags, DIAG_ERROR, 204, (Span){0, 11, 16},
              "write `atom items: Array<Item> = []`", "atom `%s` needs a type", "items");
    Bytes out;
    bytes_init(&out, &parsing.arena);
    diag_print_all(&out, &parsing.sources, &parsing.diags);
    assert_true(slice_equal(
        bytes_slice(&out),
        SLICE_LITERAL("error J0204: atom `items` needs a type\n  --> src/main.jxl:3:10\n   |\n"
                      " 3 |     atom items\n   |          ^^^^^ write `atom items: Array<Item> = "
                      "[]`\n")));
    bytes_init(&out, &parsing.arena);
    diag_print_json(&out, &parsing.sources, &parsing.diags.items[0]);
    assert_true(slice_equal(
        bytes_slice(&out),
        SLICE_LITERAL(
            "{\"severity\":\"error\",\"code\":\"J0204\",\"message\":\"atom `items` needs a "
            "type\",\"hint\":\"write `atom items: Array<Item> = []`\",\"file\":"
            "\"src/main.jxl\",\"line\":3,\"column\":10,\"end_line\":3,\"end_column\":15}"
            "\n")));
    arena_deinit(&parsing.arena);
}

static Slice format_text(Parsing *parsing, Arena *arena) {
    Bytes out;
    bytes_init(&out, arena);
    jxl_format(arena, &out, sources_file(&parsing->sources, 0), &parsing->parsed);
    return bytes_slice(&out);
}

// The same tree, the same comments, and nothing to do the second time.
static void check_format(Slice text, const char *name, bool is_formatted) {
    Parsing before, after;
    parse_slice(&before, name, text);
    assert_int_equal(before.diags.error_count, 0);
    Slice formatted = format_text(&before, &before.arena);
    parse_slice(&after, name, formatted);
    Bytes left, right;
    bytes_init(&left, &before.arena);
    bytes_init(&right, &before.arena);
    print_all(&left, &before);
    print_all(&right, &after);
    if (!slice_equal(bytes_slice(&left), bytes_slice(&right)))
        fail_msg("%s means something else when formatted:\n%.*s\n%.*s", name, (int)formatted.len,
                 (const char *)formatted.data, (int)right.len, (const char *)right.data);
    assert_int_equal(before.parsed.tokens.comment_count, after.parsed.tokens.comment_count);
    Slice again = format_text(&after, &after.arena);
    if (!slice_equal(formatted, again))
        fail_msg("%s changes again:\n%.*s\n%.*s", name, (int)formatted.len,
                 (const char *)formatted.data, (int)again.len, (const char *)again.data);
    if (is_formatted && !slice_equal(text, formatted)) fail_msg("%s is changed", name);
    arena_deinit(&after.arena);
    arena_deinit(&before.arena);
}

TEST(jxl_formatting_keeps_the_tree_and_the_comments) {
    for (usize i = 0; i < COUNT_OF(programs); i++) {
        Slice text = read_program(programs[i]);
        check_format(text, programs[i], true);
        free_text(text);
    }
    static const char *const files[] = {"jxl_words", "jxl_messy"};
    for (usize i = 0; i < COUNT_OF(files); i++) {
        char path[256];
        snprintf(path, sizeof(path), "src/compiler/syntax/test/golden/%s.jxl", files[i]);
        Slice text = read_text(path);
        check_format(text, files[i], false);
        free_text(text);
    }
    Slice forms = read_text("src/compiler/syntax/test/golden/jxl_forms.jxl");
    for (usize at = 0; at < forms.len;) check_format(next_form(forms, &at), "form", false);
    free_text(forms);
}

TEST(jxl_formatting_stays_the_same) {
    Slice text = read_text("src/compiler/syntax/test/golden/jxl_messy.jxl");
    Parsing parsing;
    parse_slice(&parsing, "x.jxl", text);
    assert_int_equal(parsing.diags.error_count, 0);
    compare_golden("jxl_messy", format_text(&parsing, &parsing.arena));
    arena_deinit(&parsing.arena);
    free_text(text);
}
