#include "base/json.h"
#include "tests/unit/test.h"

static JsonReader reader_of(Arena *arena, const char *text) {
    return json_reader(arena, slice_of_text(text));
}

static bool is_good(const char *text) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    JsonReader reader = reader_of(&arena, text);
    json_skip(&reader);
    bool answer = json_end(&reader);
    assert_true(answer == (reader.error == NULL));
    arena_deinit(&arena);
    return answer;
}

TEST(json_values_come_in_their_order) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    JsonReader reader = reader_of(
        &arena, " {\"a\": [1, -2.5e3, true, null], \"b\\u00e9\\ud83d\\ude00\": \"x\\n\"} ");
    JsonValue value;
    Slice name;
    assert_true(json_value(&reader, &value) && value.kind == JSON_OBJECT);
    assert_true(json_member(&reader, &name) && slice_equal(name, SLICE_LITERAL("a")));
    assert_true(json_value(&reader, &value) && value.kind == JSON_ARRAY);
    assert_true(json_item(&reader) && json_value(&reader, &value) && value.kind == JSON_NUMBER);
    assert_true(json_item(&reader) && json_value(&reader, &value));
    assert_true(slice_equal(value.text, SLICE_LITERAL("-2.5e3")));
    assert_true(json_item(&reader) && json_value(&reader, &value) && value.kind == JSON_BOOL &&
                value.is_true);
    assert_true(json_item(&reader) && json_value(&reader, &value) && value.kind == JSON_NULL);
    assert_false(json_item(&reader));
    assert_true(json_member(&reader, &name) &&
                slice_equal(name, SLICE_LITERAL("b\xc3\xa9\xf0\x9f\x98\x80")));
    assert_true(json_value(&reader, &value) && slice_equal(value.text, SLICE_LITERAL("x\n")));
    assert_false(json_member(&reader, &name));
    assert_true(json_end(&reader));
    arena_deinit(&arena);
}

TEST(json_refuses_what_is_none) {
    static const char *const bad[] = {"",
                                      "[",
                                      "]",
                                      "{",
                                      "[1,]",
                                      "[,1]",
                                      "[1 2]",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{a:1}",
                                      "01",
                                      "-",
                                      "1.",
                                      ".5",
                                      "1e",
                                      "+1",
                                      "tru",
                                      "nul",
                                      "\"a",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\\ud800\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"\\udc00\"",
                                      "\"a\nb\"",
                                      "1 2",
                                      "{\"a\" 1}",
                                      "NaN",
                                      "'a'",
                                      "[1}",
                                      "{\"a\":1]"};
    for (usize i = 0; i < COUNT_OF(bad); i++) {
        if (is_good(bad[i])) fail_msg("accepted: %s", bad[i]);
    }
    static const char *const good[] = {
        "0", "-0", "1.5E+3", "[]", "{}", "[[],{}]", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", " true "};
    for (usize i = 0; i < COUNT_OF(good); i++) {
        if (!is_good(good[i])) fail_msg("refused: %s", good[i]);
    }
}

TEST(json_cut_anywhere_is_an_error) {
    static const char whole[] = "{\"k\\u00e9\": [1.5e2, \"a\\\"b\", {\"x\": false}, null]}";
    char cut[sizeof whole] = "";
    for (usize len = 0; len + 1 < sizeof whole; len++) {
        for (usize i = 0; i < len; i++) cut[i] = whole[i];
        cut[len] = 0;
        assert_false(is_good(cut));
    }
    assert_true(is_good(whole));
}

TEST(json_depth_has_a_limit) {
    char text[JSON_DEPTH_MAX + 2];
    for (usize i = 0; i <= JSON_DEPTH_MAX; i++) text[i] = '[';
    text[JSON_DEPTH_MAX + 1] = 0;
    assert_false(is_good(text));
}
