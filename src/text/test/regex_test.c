#include "text/regex.h"

#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    Arena arena;
    RegexError error;
    const RegexProgram *program;
    RegexMatcher matcher;
    i32 resizes_left;  // then memory ends; -1: never
    u32 questions_left;
} Fixture;

static void *resize(void *context, void *memory, usize old_bytes, usize new_bytes) {
    Fixture *fixture = context;
    (void)old_bytes;
    if (new_bytes == 0) {
        free(memory);
        return NULL;
    }
    if (fixture->resizes_left == 0) return NULL;
    if (fixture->resizes_left > 0) fixture->resizes_left--;
    return realloc(memory, new_bytes);
}

static bool may_go_on(void *context) {
    Fixture *fixture = context;
    return fixture->questions_left-- > 0;
}

static RegexText text_of(const char *text) {
    return (RegexText){text, 1, (u32)strlen(text)};
}

static void open(Fixture *fixture, const char *pattern, u32 flags) {
    memset(fixture, 0, sizeof *fixture);
    fixture->resizes_left = -1;
    arena_init(&fixture->arena, arena_source_default());
    fixture->program =
        regex_compile(&fixture->arena, text_of(pattern), true, flags, &fixture->error);
    fixture->matcher.resize = resize;
    fixture->matcher.context = fixture;
}

static void close_fixture(Fixture *fixture) {
    fixture->resizes_left = -1;
    regex_matcher_deinit(&fixture->matcher);
    arena_deinit(&fixture->arena);
}

static RegexResult search(Fixture *fixture, RegexText text, u32 span[2]) {
    return regex_run(&fixture->matcher, fixture->program,
                     (RegexTask){.text = text, .mode = REGEX_SEARCH}, span);
}

static void assert_found(const char *pattern, const char *text, u32 start, u32 end) {
    Fixture fixture;
    u32 span[2];
    open(&fixture, pattern, 0);
    assert_non_null(fixture.program);
    assert_int_equal(search(&fixture, text_of(text), span), REGEX_FOUND);
    assert_int_equal(span[0], start);
    assert_int_equal(span[1], end);
    // The same in wider characters.
    u16 pairs[64];
    u32 words[64], len = (u32)strlen(text);
    for (u32 i = 0; i < len; i++) pairs[i] = (u8)text[i];
    for (u32 i = 0; i < len; i++) words[i] = (u8)text[i];
    assert_int_equal(search(&fixture, (RegexText){pairs, 2, len}, span), REGEX_FOUND);
    assert_int_equal(span[1], end);
    assert_int_equal(search(&fixture, (RegexText){words, 4, len}, span), REGEX_FOUND);
    assert_int_equal(span[0], start);
    close_fixture(&fixture);
}

TEST(regex_finds_the_first_alternative) {
    assert_found("a|ab", "xab", 1, 2);
    assert_found("(?:a|ab)c", "xabc", 1, 4);
    assert_found("a.*c", "xabcabcd", 1, 7);
    assert_found("a.*?c", "xabcabcd", 1, 4);
    assert_found("(a+)b\\1", "aabaaba", 0, 5);
    assert_found("(?<=x)y|z$", "ayz", 2, 3);
    assert_found("\\bfoo\\b", "xfoo foo", 5, 8);
    assert_found("(?>a+)b", "aac aab", 4, 7);
    assert_found("x{2,3}?", "axxxx", 1, 3);
}

static void assert_error(const char *pattern, const char *message, u32 position) {
    Fixture fixture;
    open(&fixture, pattern, 0);
    assert_null(fixture.program);
    assert_int_equal(fixture.error.kind, REGEX_ERROR_PATTERN);
    assert_int_equal(fixture.error.position, position);
    assert_int_equal(fixture.error.message.len, strlen(message));
    assert_memory_equal(fixture.error.message.data, message, strlen(message));
    close_fixture(&fixture);
}

TEST(regex_says_what_is_wrong_and_where) {
    assert_error("a(b", "missing ), unterminated subpattern", 1);
    assert_error("[b-a]", "bad character range b-a", 1);
    assert_error("a**", "multiple repeat", 2);
    assert_error("\\", "bad escape (end of pattern)", 0);
    assert_error("(?P<n>a)(?P<n>b)", "redefinition of group name 'n' as group 2; was group 1", 12);
}

// A pattern cut at every byte is a pattern or an error, never anything else.
TEST(regex_takes_patterns_cut_anywhere) {
    static const char pattern[] =
        "(?i)(?P<a>x[^a-c\\d]{2,3}?)(?P=a)?|(?<!ab)\\x41(?(a)b|c)(?>d*)++\\101[]-]\\u0041(?#c)$";
    char cut[sizeof pattern];
    for (usize len = 0; len < sizeof pattern; len++) {
        Fixture fixture;
        memcpy(cut, pattern, len);
        cut[len] = 0;
        open(&fixture, cut, 0);
        assert_true((fixture.program != NULL) == (fixture.error.kind == REGEX_ERROR_NONE));
        close_fixture(&fixture);
    }
}

TEST(regex_survives_the_end_of_memory) {
    char text[2001];
    memset(text, 'a', 2000);
    text[2000] = 0;
    for (i32 limit = 0;; limit++) {
        Fixture fixture;
        u32 span[2];
        open(&fixture, "(a|b)*c", 0);
        fixture.resizes_left = limit;
        RegexResult result = search(&fixture, text_of(text), span);
        bool is_done = result == REGEX_NOT_FOUND;
        assert_true(is_done || result == REGEX_NO_MEMORY);
        close_fixture(&fixture);
        if (is_done) break;
        assert_true(limit < 100);
    }
}

// Exponential when failures are not remembered.
TEST(regex_remembers_failures) {
    Fixture fixture;
    u32 span[2];
    open(&fixture, "(?:x+x+)+y", 0);
    assert_int_equal(
        search(&fixture, text_of("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), span),
        REGEX_NOT_FOUND);
    close_fixture(&fixture);
}

TEST(regex_stops_when_told) {
    Fixture fixture;
    u32 span[2];
    open(&fixture, "(?:(x+)\\1?)+y", 0);
    fixture.questions_left = 2;
    fixture.matcher.may_go_on = may_go_on;
    assert_int_equal(
        search(&fixture, text_of("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), span),
        REGEX_STOPPED);
    close_fixture(&fixture);
}

TEST(regex_template_reads_references) {
    Fixture fixture;
    RegexPart *parts;
    u32 count;
    open(&fixture, "(a)(b)", 0);
    RegexGroups groups = {.group_count = 2};
    assert_true(regex_template(&fixture.arena, text_of("x\\2\\n\\g<1>"), true, groups, &parts,
                               &count, &fixture.error));
    assert_int_equal(count, 4);
    assert_int_equal(parts[0].group, REGEX_NONE);
    assert_int_equal(parts[1].group, 2);
    assert_int_equal(parts[2].points[0], '\n');
    assert_int_equal(parts[3].group, 1);
    assert_false(regex_template(&fixture.arena, text_of("\\3"), true, groups, &parts, &count,
                                &fixture.error));
    close_fixture(&fixture);
}
