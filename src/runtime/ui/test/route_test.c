#include "runtime/ui/route.h"

#include "runtime/ui/test/graph_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The parameters joined by |, or "no".
static const char *match(const char *pattern, const char *path) {
    static char text[128];
    UiRouteMatch found;
    if (!ui_route_match(pattern, (const u8 *)path, (u32)strlen(path), &found)) return "no";
    text[0] = 0;
    for (u32 i = 0; i < found.count; i++) {
        usize len = strlen(text);
        snprintf(text + len, sizeof text - len, "%s%.*s", i > 0 ? "|" : "",
                 (int)found.params[i].bytes, (const char *)found.params[i].text);
    }
    return text;
}

TEST(route_patterns) {
    assert_string_equal(match("/", "/"), "");
    assert_string_equal(match("/", ""), "");
    assert_string_equal(match("/", "/a"), "no");
    assert_string_equal(match("/a/b", "/a/b"), "");
    assert_string_equal(match("/a/b", "/a/b/"), "");
    assert_string_equal(match("/a/b", "/a"), "no");
    assert_string_equal(match("/a", "/ab"), "no");
    assert_string_equal(match("/users/:id", "/users/7"), "7");
    assert_string_equal(match("/users/:id", "/users/"), "no");
    assert_string_equal(match("/users/:id/posts/:post", "/users/7/posts/x%20y"), "7|x%20y");
    assert_string_equal(match("/users/:id", "/users/7/8"), "no");
    assert_string_equal(match("/files/*rest", "/files/a/b.txt"), "a/b.txt");
    assert_string_equal(match("/files/*rest", "/files"), "");
    assert_string_equal(match("*", "/any/thing"), "any/thing");
    assert_string_equal(match("/:a/:a/:a/:a/:a/:a/:a/:a/:a", "/1/2/3/4/5/6/7/8/9"), "no");
}

TEST(route_decode) {
    const char *text = "a%20b+%c3%bc%zz%4";
    u8 to[32];
    u32 bytes = ui_route_decode((const u8 *)text, (u32)strlen(text), false, to);
    assert_memory_equal(to, "a b+\xc3\xbc%zz%4", bytes);
    assert_int_equal(bytes, 11);
    bytes = ui_route_decode((const u8 *)"x+y", 3, true, to);
    assert_memory_equal(to, "x y", bytes);
}

// A text as a word: its bytes, at most seven of them.
static UiWord make(void *context, const u8 *text, u32 bytes) {
    (void)context;
    char word[8] = {0};
    memcpy(word, text, bytes < 7 ? bytes : 7);
    UiWord result;
    memcpy(&result, word, 8);
    return result;
}

typedef struct {
    UiLocation location;
} Seen;

RUN(log_path, Seen) {
    UiWord path = ui_read(graph, self->location.path);
    char text[9] = {0};
    memcpy(text, &path, 8);
    fixture_log(graph, "%s;", text);
    return 0;
}

static u32 applied;

static void apply(void *context, const u32 *words, u32 count, const u8 *text, u32 bytes) {
    (void)context, (void)text, (void)bytes;
    applied = words[0] * 100 + count;
}

static void *pages(void *context, usize bytes) {
    Fixture *fixture = context;
    return fixture->pages[fixture->page_count++] = calloc(1, bytes);
}

TEST(route_location_is_three_atoms) {
    Fixture *fixture = fixture_new();
    UiGraph *g = &fixture->graph;
    UiDomHost host = {fixture, apply, pages};
    UiDom *dom = calloc(1, sizeof *dom);
    ui_dom_init(dom, &host);
    UiTextMaker maker = {make, NULL, NULL};
    Seen seen;
    ui_location_init(&seen.location, g, dom, &maker);
    ui_effect_new(g, log_path, &seen);
    ui_location_set(&seen.location, (const u8 *)"/a?b=c#d", 8);
    ui_flush(g);
    fixture_expect(fixture, "/a;");
    assert_true(ui_peek(g, seen.location.query) == make(NULL, (const u8 *)"b=c", 3));
    assert_true(ui_peek(g, seen.location.hash) == make(NULL, (const u8 *)"d", 1));
    ui_location_go(&seen.location, (const u8 *)"/a#e?f", 6, false);
    ui_flush(g);
    fixture_expect(fixture, "");  // the path is the same
    assert_true(ui_peek(g, seen.location.hash) == make(NULL, (const u8 *)"e?f", 3));
    ui_dom_apply(dom);
    assert_int_equal(applied, UI_DOM_NAVIGATE * 100 + 4);
    ui_location_back(&seen.location);
    ui_dom_apply(dom);
    assert_int_equal(applied, UI_DOM_BACK * 100 + 1);
    free(dom);
    fixture_free(fixture);
}
