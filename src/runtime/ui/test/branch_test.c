#include "runtime/ui/branch.h"

#include "runtime/ui/test/graph_fixture.h"
#include "runtime/ui/test/page_model.h"
#include "runtime/ui/window.h"

static const u32 paths[] = {2};
static const UiTemplate template = {"<p> </p>", paths, 8, 1, 1};

typedef struct {
    Page *page;
    UiBranch branch;
    UiNode *condition, *text;
    u32 fail_at;
} Shown;

RUN(show_text, Shown) {
    ui_dom_int(&self->page->dom, ui_dom_hole(self->branch.roots[0], 1),
               (i64)ui_read(graph, self->text));
    fixture_log(graph, "text;");
    return 0;
}

RUN(leaving, Shown) {
    fixture_log(graph, "leave %u;", self->page->nodes[self->branch.roots[0]].is_there);
    return 0;
}

static void make(UiGraph *graph, UiBranch *branch, u32 which) {
    Shown *shown = branch->self;
    u32 number = ui_dom_template(branch->dom, &template);
    for (u32 i = 0; i < which; i++) {
        ui_branch_root(branch, ui_dom_stamp(branch->dom, number, branch->parent, branch->before));
    }
    ui_binding_new(graph, UI_BINDING, show_text, shown);
    ui_on_cleanup(graph, leaving, shown);
    if (which == shown->fail_at) ui_fail_take(graph, 9);
}

RUN(choose, Shown) {
    ui_branch_show(graph, &self->branch, (u32)ui_read(graph, self->condition));
    return 0;
}

static u32 child_count(const Page *page) {
    u32 count = 0;
    for (u32 id = page->nodes[UI_DOM_CONTAINER].first; id; id = page->nodes[id].after_sibling) {
        count++;
    }
    return count;
}

static void turn(Fixture *fixture, Shown *shown, u32 which) {
    ui_write(&fixture->graph, shown->condition, which);
    ui_flush(&fixture->graph);
    ui_dom_apply(&shown->page->dom);
}

TEST(branch_shows_one_alternative) {
    Fixture *fixture = fixture_new();
    UiGraph *g = &fixture->graph;
    Shown shown = {.page = page_new(), .fail_at = 4};
    shown.condition = ui_atom_new(g, NULL, 0, "condition");
    shown.text = ui_atom_new(g, NULL, 7, "text");
    u32 anchor = ui_dom_anchor(&shown.page->dom, UI_DOM_CONTAINER, 0);
    ui_branch_init(&shown.branch, &shown.page->dom, make, &shown, UI_DOM_CONTAINER, anchor);
    ui_binding_new(g, UI_STRUCTURE, choose, &shown);
    u32 nodes = g->node_count;
    turn(fixture, &shown, 2);
    fixture_expect(fixture, "text;");
    assert_int_equal(child_count(shown.page), 3);
    turn(fixture, &shown, 3);
    fixture_expect(fixture, "leave 1;text;");
    assert_int_equal(child_count(shown.page), 4);
    assert_int_equal(shown.page->nodes[UI_DOM_CONTAINER].last, anchor);
    ui_write(g, shown.text, 8);
    turn(fixture, &shown, 0);  // the branch goes before its binding could run
    fixture_expect(fixture, "leave 1;");
    assert_int_equal(child_count(shown.page), 1);
    assert_int_equal(g->node_count, nodes);
    turn(fixture, &shown, 4);  // fails: nothing is left of it
    fixture_expect(fixture, "text;leave 0;reported 9;");
    assert_int_equal(child_count(shown.page), 1);
    assert_int_equal(g->node_count, nodes);
    shown.fail_at = 0;
    turn(fixture, &shown, 1);
    assert_true(ui_branch_again(g, &shown.branch));
    ui_dom_apply(&shown.page->dom);
    assert_int_equal(child_count(shown.page), 2);
    fixture_free(fixture);
    page_free(shown.page);
}

TEST(window_is_what_is_in_sight) {
    UiWindow window = ui_window(10000, 20, 1000, 600, 5);
    assert_int_equal(window.from, 45);
    assert_int_equal(window.to, 86);
    assert_true(window.before_px == 900 && window.after_px == (10000 - 86) * 20);
    window = ui_window(10000, 20, -50, 600, 5);
    assert_int_equal(window.from, 0);
    window = ui_window(10000, 20, 1e12, 600, 5);
    assert_int_equal(window.to, 10000);
    assert_true(window.from < window.to && window.after_px == 0);
    window = ui_window(3, 20, 0, 600, 5);
    assert_int_equal(window.to, 3);
    window = ui_window(0, 20, __builtin_nan(""), 600, 5);
    assert_int_equal(window.to, 0);
}
