#include "server/app/route_tree.h"

#include "tests/unit/test.h"

#include <stdio.h>
#include <string.h>

static RouteTree *tree_of(const char *const *patterns, usize count) {
    RouteTree *tree;
    assert_int_equal(route_tree_new(&tree), STATUS_OK);
    for (u32 i = 0; i < count; i++)
        assert_int_equal(route_tree_add(tree, slice_of_text(patterns[i]), 1u << (i % 3), i),
                         STATUS_OK);
    return tree;
}

// The route with its parameters, as text; "-": none.
static const char *found(const RouteTree *tree, const char *path, u32 method) {
    static char text[256];
    RouteMatch match;
    if (!route_tree_find(tree, slice_of_text(path), method, &match)) return "-";
    usize len = (usize)snprintf(text, sizeof(text), "%u", match.route);
    for (u32 i = 0; i < match.param_count; i++) {
        len += (usize)snprintf(text + len, sizeof(text) - len, " %.*s", (int)match.params[i].len,
                               (const char *)match.params[i].data);
    }
    return text;
}

TEST(route_tree_paths_and_parameters) {
    static const char *const patterns[] = {"/",   "/items",     "/items/{}", "/items/{}/edit",
                                           "/it", "/files/{*}", "/{}/x"};
    RouteTree *tree = tree_of(patterns, 7);
    assert_string_equal(found(tree, "/", ROUTE_METHODS_ALL), "0");
    assert_string_equal(found(tree, "/items", ROUTE_METHODS_ALL), "1");
    assert_string_equal(found(tree, "/items/", ROUTE_METHODS_ALL), "-");
    assert_string_equal(found(tree, "/items/7", ROUTE_METHODS_ALL), "2 7");
    assert_string_equal(found(tree, "/items/a b/edit", ROUTE_METHODS_ALL), "3 a b");
    assert_string_equal(found(tree, "/items/a/b/edit", ROUTE_METHODS_ALL), "-");
    assert_string_equal(found(tree, "/it", ROUTE_METHODS_ALL), "4");
    assert_string_equal(found(tree, "/i", ROUTE_METHODS_ALL), "-");
    assert_string_equal(found(tree, "/files/", ROUTE_METHODS_ALL), "5");
    assert_string_equal(found(tree, "/files/a/b", ROUTE_METHODS_ALL), "5");
    assert_string_equal(found(tree, "/files", ROUTE_METHODS_ALL), "-");
    assert_string_equal(found(tree, "/items/x", ROUTE_METHODS_ALL), "2 x");
    assert_string_equal(found(tree, "/other/x", ROUTE_METHODS_ALL), "6 other");
    assert_string_equal(found(tree, "", ROUTE_METHODS_ALL), "-");
    route_tree_free(tree);
}

TEST(route_tree_the_first_that_was_added_wins) {
    static const char *const patterns[] = {"/users/{}", "/users/me",   "/{*}",
                                           "/late/{}",  "/users/{}/a", "/users/me/{}"};
    RouteTree *tree = tree_of(patterns, 6);
    assert_string_equal(found(tree, "/users/me", ROUTE_METHODS_ALL), "0 me");
    assert_string_equal(found(tree, "/users/me", 2), "1");  // route 0 has another method
    assert_string_equal(found(tree, "/late/1", ROUTE_METHODS_ALL), "2");
    assert_string_equal(found(tree, "/late/1", 1), "3 1");
    assert_string_equal(found(tree, "/users/me/a", 2), "4 me");
    assert_string_equal(found(tree, "/users/me/a", 4), "2");
    route_tree_free(tree);
}

TEST(route_tree_wrong_patterns_are_refused) {
    RouteTree *tree;
    assert_int_equal(route_tree_new(&tree), STATUS_OK);
    static const char *const wrong[] = {"/a{}", "/{}b", "/{", "/}", "/{x}", "/{*}/a", "{}"};
    for (usize i = 0; i < 7; i++)
        assert_int_equal(route_tree_add(tree, slice_of_text(wrong[i]), 1, 0), STATUS_INVALID);
    char many[64] = "";
    for (int i = 0; i <= ROUTE_PARAMS_MAX; i++) strcat(many, "/{}");
    assert_int_equal(route_tree_add(tree, slice_of_text(many), 1, 0), STATUS_LIMIT);
    assert_string_equal(found(tree, "/ab", ROUTE_METHODS_ALL), "-");
    route_tree_free(tree);
}

// Every path of three letters against a plain search through all patterns.
static bool matches(const char *pattern, const char *path) {
    for (; *pattern; pattern++) {
        if (*pattern == '{') {
            if (pattern[1] == '*') return true;
            if (*path == 0 || *path == '/') return false;
            while (*path && *path != '/') path++;
            pattern++;
        } else if (*pattern != *path++) {
            return false;
        }
    }
    return *path == 0;
}

TEST(route_tree_agrees_with_a_plain_search) {
    static const char *const patterns[] = {"/a/{}",  "/ab/b",   "/{}/b", "/a/b/{}", "/{}/{}/a",
                                           "/b/{*}", "/abb",    "/aba",  "/ab",     "/ab/{}",
                                           "/{}",    "/a/{}/b", "/a",    "/{}/a/{}"};
    enum { COUNT = sizeof(patterns) / sizeof(*patterns), LETTERS = 6 };
    RouteTree *tree = tree_of(patterns, COUNT);
    for (u32 code = 0; code < 729; code++) {
        char path[LETTERS + 2] = "/";
        for (u32 i = 0, rest = code; i < LETTERS; i++, rest /= 3) path[i + 1] = "ab/"[rest % 3];
        for (usize len = 1; len <= LETTERS + 1; len++) {
            char cut[LETTERS + 2] = "";
            memcpy(cut, path, len);
            for (u32 method = 1; method <= 4; method *= 2) {
                u32 expected = COUNT;
                for (u32 i = COUNT; i-- > 0;)
                    if ((1u << (i % 3)) == method && matches(patterns[i], cut)) expected = i;
                RouteMatch match = {.route = COUNT};
                route_tree_find(tree, slice_of_text(cut), method, &match);
                if (match.route != expected) fail_msg("%s: %u, not %u", cut, match.route, expected);
            }
        }
    }
    route_tree_free(tree);
}
