#include "compiler/jxl/jxl_settings.h"
#include "tests/unit/test.h"

#include <string.h>

typedef bool Read(Arena *arena, Slice text, JxlSettings *settings, const char **problem, u32 *line);

static void check_same(Read *read, const char *text) {
    Arena arena;
    JxlSettings settings;
    const char *problem = "";
    u32 line = 0;
    arena_init(&arena, arena_source_default());
    if (!read(&arena, slice_of_text(text), &settings, &problem, &line)) fail_msg("%s", problem);
    assert_true(slice_equal(settings.entry, SLICE_LITERAL("app.jxl")));
    assert_true(slice_equal(settings.title, SLICE_LITERAL("A \"shop\"")));
    assert_int_equal(settings.fonts.count, 2);
    assert_true(slice_equal(settings.fonts.items[1], SLICE_LITERAL("b.ttf")));
    assert_int_equal(settings.targets.count, 1);
    static const char *const wanted[][2] = {
        {"API", "https://x"}, {"LIMIT", "3"}, {"FLAGS.search", "true"}, {"FLAGS.deep.er", "-1.5"}};
    assert_int_equal(settings.environment.count, COUNT_OF(wanted));
    for (usize i = 0; i < COUNT_OF(wanted); i++) {
        const JxlEnvironment *found = &settings.environment.items[i];
        assert_true(slice_equal(found->name, slice_of_text(wanted[i][0])));
        assert_true(slice_equal(found->value, slice_of_text(wanted[i][1])));
    }
    arena_deinit(&arena);
}

TEST(settings_in_both_forms) {
    check_same(jxl_settings_toml,
               "\xef\xbb\xbf# a project\r\nentry = \"app.jxl\"  # here\r\n"
               "title = 'A \"shop\"'\nfonts = [\n  \"a.ttf\", # one\n  'b.ttf',\n]\n"
               "targets=[\"web\"]\n\n[env]\nAPI = \"https://x\"\nLIMIT = 3\n"
               "FLAGS.search = true\n[ env.FLAGS . \"deep\" ]\ner = -1.5");
    check_same(
        jxl_settings_json,
        "{\"entry\": \"app.jxl\", \"title\": \"A \\\"shop\\\"\", \"fonts\": [\"a.ttf\", "
        "\"b.ttf\"], \"targets\": [\"web\"], \"env\": {\"API\": \"https://x\", \"LIMIT\": 3, "
        "\"FLAGS\": {\"search\": true, \"deep\": {\"er\": -1.5}}}}");
}

static void check_problem(Read *read, const char *text, u32 wanted_line, const char *part) {
    Arena arena;
    JxlSettings settings;
    const char *problem = NULL;
    u32 line = 0;
    arena_init(&arena, arena_source_default());
    assert_false(read(&arena, slice_of_text(text), &settings, &problem, &line));
    if (!strstr(problem, part)) fail_msg("%s: %s", text, problem);
    assert_int_equal(line, wanted_line);
    arena_deinit(&arena);
}

TEST(settings_that_are_wrong) {
    check_problem(jxl_settings_toml, "\nentri = \"a\"\n", 2, "no setting `entri`");
    check_problem(jxl_settings_toml, "entry = app\n", 1, "a text in quotes");
    check_problem(jxl_settings_toml, "entry = 5\n", 1, "`entry` is a text");
    check_problem(jxl_settings_toml, "entry = \"a", 1, "does not end");
    check_problem(jxl_settings_toml, "entry = \"\\q\"", 1, "escapes");
    check_problem(jxl_settings_toml, "entry \"a\"", 1, "`=` is missing behind `entry`");
    check_problem(jxl_settings_toml, "title = \"a\" b", 1, "should end here");
    check_problem(jxl_settings_toml, "fonts = \"a\"", 1, "`fonts` is a list");
    check_problem(jxl_settings_toml, "title = [\"a\"]", 1, "`title` is one text");
    check_problem(jxl_settings_toml, "fonts = [\"a\" \"b\"]", 1, "`,` or `]`");
    check_problem(jxl_settings_toml, "fonts = [3]", 1, "list of texts");
    check_problem(jxl_settings_toml, "fonts = [\n\"a\"", 2, "`,` or `]`");
    check_problem(jxl_settings_toml, "[server]\na = 1\n", 1, "no table `server`");
    check_problem(jxl_settings_toml, "[[env]]", 1, "lists of tables");
    check_problem(jxl_settings_toml, "[env", 1, "`]` is missing");
    check_problem(jxl_settings_toml, "= 1", 1, "a name is missing");
    check_problem(jxl_settings_json, "[]", 1, "an object is expected");
    check_problem(jxl_settings_json, "{\"entry\": null}", 1, "`entry` is null");
    check_problem(jxl_settings_json, "{\n\"fonts\": [[\"a\"]]}", 2, "`fonts` holds no list");
    check_problem(jxl_settings_json, "{\"a\": 1,}", 1, "");
}

// No text, cut anywhere, is read past its end.
TEST(settings_cut_anywhere) {
    static const char text[] = "entry = \"a\"\nfonts = [ 'b' ,\n'c']\n[env.x]\ny.\"z\" = -1 # c\n";
    for (usize len = 0; len < sizeof text; len++) {
        Arena arena;
        JxlSettings settings;
        const char *problem;
        u32 line;
        arena_init(&arena, arena_source_default());
        u8 *copy = arena_copy(&arena, text, len);
        jxl_settings_toml(&arena, slice_make(copy, len), &settings, &problem, &line);
        arena_deinit(&arena);
    }
}
