// The rules of chapter 6 of the language, one by one.
#include "runtime/ui/reactive.h"

#include "runtime/ui/test/graph_fixture.h"

#include <string.h>

typedef struct {
    const char *name;
    UiNode *a, *b, *c, *atom;
    int runs, mode;
    i64 value;
} Cell;

// The sum of what it has.
RUN(sum, Cell) {
    self->runs++;
    if (self->name) fixture_log(graph, "%s;", self->name);
    i64 total = self->value;
    UiNode *deps[] = {self->a, self->b, self->c};
    for (int i = 0; i < 3; i++) {
        if (deps[i]) total += (i64)ui_read(graph, deps[i]);
    }
    return (UiWord)total;
}

// An effect that logs what it sees.
RUN(watch, Cell) {
    self->runs++;
    i64 total = (i64)sum(graph, &(Cell){.a = self->a, .b = self->b, .c = self->c});
    if (ui_is_failed(graph)) return 0;
    self->value = total;
    if (self->name) fixture_log(graph, "%s=%d;", self->name, (int)total);
    return 0;
}

static void put(UiGraph *graph, UiNode *atom, i64 value) {
    ui_write(graph, atom, (UiWord)value);
}

#define ATOM(value, name) ui_atom_new(g, NULL, (UiWord)(value), name)
#define COMPUTED(cell) ui_computed_new(g, NULL, sum, cell, (cell)->name)
#define SETUP()                                                                                    \
    Fixture *fixture = fixture_new();                                                              \
    UiGraph *g = &fixture->graph

TEST(reactive_computed_is_lazy_and_cached) {
    SETUP();
    UiNode *a = ATOM(1, "a");
    Cell cell = {.name = "c", .a = a};
    UiNode *c = COMPUTED(&cell);
    assert_int_equal(cell.runs, 0);
    put(g, a, 2);
    assert_int_equal(cell.runs, 0);
    assert_int_equal(ui_read(g, c), 2);
    assert_int_equal(ui_read(g, c), 2);
    assert_int_equal(cell.runs, 1);
    put(g, a, 3);
    put(g, a, 4);
    assert_int_equal(cell.runs, 1);
    assert_int_equal(ui_read(g, c), 4);
    assert_int_equal(cell.runs, 2);
    assert_int_equal(fixture->scheduled, 0);  // nothing to flush
    fixture_free(fixture);
}

TEST(reactive_diamond_runs_once_without_glitch) {
    SETUP();
    UiNode *a = ATOM(1, "a");
    Cell left = {.name = "l", .a = a}, right = {.name = "r", .a = a, .value = 10};
    UiNode *l = COMPUTED(&left), *r = COMPUTED(&right);
    Cell bottom = {.name = "b", .a = l, .b = r, .c = a};
    UiNode *b = COMPUTED(&bottom);
    Cell seen = {.name = "e", .a = b};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    fixture_expect(fixture, "b;l;r;e=13;");
    put(g, a, 2);
    assert_int_equal(fixture->scheduled, 2);
    ui_flush(g);
    fixture_expect(fixture, "b;l;r;e=16;");
    fixture_free(fixture);
}

TEST(reactive_jagged_diamond_settles_in_order) {
    SETUP();
    UiNode *a = ATOM(1, "a");
    Cell c1 = {.name = "1", .a = a};
    UiNode *n1 = COMPUTED(&c1);
    Cell c2 = {.name = "2", .a = n1};
    UiNode *n2 = COMPUTED(&c2);
    Cell c3 = {.name = "3", .a = n2};
    UiNode *n3 = COMPUTED(&c3);
    Cell c4 = {.name = "4", .a = n3, .b = a, .c = n1};
    UiNode *n4 = COMPUTED(&c4);
    Cell seen = {.name = "e", .a = n4};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    fixture_expect(fixture, "4;3;2;1;e=3;");
    put(g, a, 5);
    ui_flush(g);
    assert_int_equal(c1.runs + c2.runs + c3.runs + c4.runs, 8);
    assert_int_equal(seen.value, 15);
    fixture_free(fixture);
}

TEST(reactive_equal_result_cuts_off) {
    SETUP();
    UiNode *a = ATOM(1, "a");
    Cell parity = {.name = "p", .a = a};
    UiNode *p = ui_computed_new(g, &fixture_parity_kind, sum, &parity, "p");
    Cell behind = {.name = "q", .a = p};
    UiNode *q = COMPUTED(&behind);
    Cell seen = {.name = "e", .a = q};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    put(g, a, 3);
    ui_flush(g);
    fixture_expect(fixture, "q;p;e=1;p;");
    put(g, a, 3);  // equal: not even marked
    assert_int_equal(fixture->scheduled, 2);
    put(g, a, 4);
    ui_flush(g);
    fixture_expect(fixture, "p;q;e=4;");
    fixture_free(fixture);
}

TEST(reactive_nan_equals_nan) {
    SETUP();
    f64 numbers[] = {__builtin_nan(""), -__builtin_nan(""), 0.0, -0.0, 1.0};
    UiWord words[5];
    memcpy(words, numbers, sizeof words);
    UiNode *a = ui_atom_new(g, &ui_kind_float, words[0], "a");
    Cell seen = {.a = a};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    ui_write(g, a, words[1]);
    ui_flush(g);
    assert_int_equal(seen.runs, 1);
    ui_write(g, a, words[2]);
    ui_flush(g);
    ui_write(g, a, words[3]);
    ui_flush(g);
    assert_int_equal(seen.runs, 2);
    fixture_free(fixture);
}

// a ? b : c
RUN(choose, Cell) {
    self->runs++;
    return ui_read(graph, self->a) ? ui_read(graph, self->b) : ui_read(graph, self->c);
}

TEST(reactive_dependencies_are_what_the_last_run_read) {
    SETUP();
    UiNode *a = ATOM(1, "a"), *b = ATOM(10, "b"), *c = ATOM(20, "c");
    Cell cell = {.a = a, .b = b, .c = c};
    UiNode *n = ui_computed_new(g, NULL, choose, &cell, "n");
    Cell seen = {.name = "e", .a = n};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    put(g, c, 21);
    ui_flush(g);
    assert_int_equal(cell.runs, 1);
    put(g, a, 0);
    ui_flush(g);
    put(g, b, 11);
    ui_flush(g);
    assert_int_equal(cell.runs, 2);
    put(g, c, 22);
    ui_flush(g);
    fixture_expect(fixture, "e=10;e=21;e=22;");
    assert_int_equal(g->link_count, 3);
    fixture_free(fixture);
}

TEST(reactive_a_turn_is_one_flush) {
    SETUP();
    UiNode *a = ATOM(0, "a"), *b = ATOM(0, "b");
    Cell seen = {.name = "e", .a = a, .b = b};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    u32 before = fixture->scheduled;
    for (int i = 1; i <= 1000; i++) {
        put(g, a, i);
        put(g, b, i);
    }
    assert_int_equal(fixture->scheduled - before, 1);
    ui_flush(g);
    ui_flush(g);
    fixture_expect(fixture, "e=0;e=2000;");
    ui_batch_begin(g);
    ui_batch_begin(g);
    put(g, a, 1);
    ui_batch_end(g);
    fixture_expect(fixture, "");
    ui_batch_end(g);
    fixture_expect(fixture, "e=1001;");
    fixture_free(fixture);
}

TEST(reactive_untracked_and_peek) {
    SETUP();
    UiNode *a = ATOM(1, "a");
    UiPlace place = ui_untracked_begin(g);
    ui_place_end(g, place);
    Cell cell = {.a = a, .mode = 1};
    (void)cell;
    assert_int_equal(ui_peek(g, a), 1);
    assert_int_equal(g->link_count, 0);
    fixture_free(fixture);
}

RUN(peek_b, Cell) {
    self->runs++;
    UiWord word = ui_read(graph, self->a) + ui_peek(graph, self->b);
    UiPlace place = ui_untracked_begin(graph);
    word += ui_read(graph, self->c);
    ui_place_end(graph, place);
    return word;
}

TEST(reactive_untracked_reads_inside_a_run) {
    SETUP();
    UiNode *a = ATOM(1, "a"), *b = ATOM(2, "b"), *c = ATOM(3, "c");
    Cell cell = {.a = a, .b = b, .c = c};
    UiNode *n = ui_computed_new(g, NULL, peek_b, &cell, "n");
    assert_int_equal(ui_read(g, n), 6);
    put(g, b, 20);
    put(g, c, 30);
    assert_int_equal(ui_read(g, n), 6);
    put(g, a, 10);
    assert_int_equal(ui_read(g, n), 60);
    fixture_free(fixture);
}

// ---- cycles
TEST(reactive_cycle_raises_in_the_reader_and_recovers) {
    SETUP();
    UiNode *flag = ATOM(1, "flag"), *five = ATOM(5, "five");
    Cell x = {.a = flag, .c = five}, y = {.value = 1};
    UiNode *nx = ui_computed_new(g, NULL, choose, &x, "x");
    UiNode *ny = ui_computed_new(g, NULL, sum, &y, "y");
    x.b = ny;
    y.a = nx;
    ui_read(g, nx);
    assert_true(ui_is_failed(g));
    assert_int_equal(ui_take_error(g), FIXTURE_ERROR_BASE + UI_ERROR_CYCLE);
    assert_string_equal(fixture->error, "a computed atom reads itself: x -> y -> x");
    ui_read(g, ny);  // the error is its value
    assert_true(ui_is_failed(g));
    ui_take_error(g);
    put(g, flag, 0);
    assert_int_equal(ui_read(g, ny), 6);
    assert_int_equal(ui_read(g, nx), 5);
    put(g, flag, 1);
    ui_read(g, ny);
    assert_true(ui_is_failed(g));
    ui_take_error(g);
    put(g, flag, 0);
    assert_int_equal(ui_read(g, nx), 5);
    assert_int_equal(ui_read(g, ny), 6);
    fixture_free(fixture);
}

RUN(increment, Cell) {
    self->runs++;
    put(graph, self->a, (i64)ui_read(graph, self->a) + 1);
    return 0;
}

RUN(settle_at_three, Cell) {
    self->runs++;
    i64 now = (i64)ui_read(graph, self->a);
    if (now < 3) put(graph, self->a, now + 1);
    return 0;
}

TEST(reactive_endless_effect_stops_with_names) {
    SETUP();
    UiNode *a = ATOM(0, "ticks"), *b = ATOM(0, "b");
    Cell fine = {.a = b};
    ui_effect_new(g, settle_at_three, &fine);
    Cell bad = {.a = a};
    ui_effect_new(g, increment, &bad);
    Cell mirror_cell = {.a = a};
    UiNode *mirror = ui_computed_new(g, NULL, sum, &mirror_cell, "mirror");
    Cell seen = {.a = mirror};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    assert_int_equal(bad.runs, UI_PASSES_MAX);
    assert_int_equal(fixture->reported, 1);
    assert_string_equal(fixture->error, "effects go on writing what they depend on: ticks");
    assert_int_equal(ui_read(g, b), 3);
    assert_int_equal(fine.runs, 4);
    int runs = seen.runs;
    ui_flush(g);  // the queue is empty
    assert_int_equal(bad.runs, UI_PASSES_MAX);
    put(g, b, 0);  // the graph goes on living
    ui_flush(g);
    assert_int_equal(ui_read(g, b), 3);
    put(g, a, 1000);
    ui_flush(g);
    assert_true(seen.runs > runs);
    fixture_free(fixture);
}

// ---- errors
RUN(fail_if_odd, Cell) {
    self->runs++;
    i64 now = (i64)ui_read(graph, self->a);
    if (now % 2) ui_fail_take(graph, 7);
    return (UiWord)now;
}

TEST(reactive_errors_are_values) {
    SETUP();
    UiNode *a = ATOM(1, "a");
    Cell cell = {.a = a};
    UiNode *n = ui_computed_new(g, NULL, fail_if_odd, &cell, "n");
    for (int i = 0; i < 2; i++) {
        ui_read(g, n);
        assert_true(ui_is_failed(g));
        assert_int_equal(ui_take_error(g), 7);
    }
    assert_int_equal(cell.runs, 1);
    put(g, a, 4);
    assert_int_equal(ui_read(g, n), 4);
    assert_false(ui_is_failed(g));
    fixture_free(fixture);
}

static void handle(UiGraph *graph, void *self, UiWord error) {
    fixture_log(graph, "%s caught %d;", (char *)self, (int)error);
    if (!strcmp(self, "inner") && error == 9) ui_fail_take(graph, 10);
}

RUN(fail_nine, Cell) {
    ui_read(graph, self->a);
    ui_fail_take(graph, 9);
    return 0;
}

TEST(reactive_errors_go_to_the_nearest_boundary) {
    SETUP();
    UiNode *a = ATOM(0, "a");
    UiNode *outer = ui_scope_new(g);
    ui_scope_catch(outer, handle, "outer");
    UiPlace place = ui_scope_begin(g, outer);
    UiNode *inner = ui_scope_new(g);
    ui_scope_catch(inner, handle, "inner");
    UiPlace place2 = ui_scope_begin(g, inner);
    Cell odd = {.a = a}, nine = {.a = a};
    ui_effect_new(g, fail_if_odd, &odd);
    ui_effect_new(g, fail_nine, &nine);
    ui_place_end(g, place2);
    Cell seen = {.name = "e", .a = a};
    ui_effect_new(g, watch, &seen);
    ui_place_end(g, place);
    Cell bare = {.a = a};
    ui_effect_new(g, fail_if_odd, &bare);
    ui_flush(g);
    fixture_expect(fixture, "inner caught 9;outer caught 10;e=0;");
    put(g, a, 1);
    ui_flush(g);
    fixture_expect(fixture, "inner caught 7;inner caught 9;outer caught 10;e=1;reported 7;");
    fixture_free(fixture);
}

RUN(write_a, Cell) {
    put(graph, self->a, 5);
    return 0;
}

TEST(reactive_pure_places_must_not_write) {
    SETUP();
    UiNode *a = ATOM(0, "a");
    Cell cell = {.a = a};
    UiNode *n = ui_computed_new(g, NULL, write_a, &cell, "n");
    ui_read(g, n);
    assert_true(ui_is_failed(g));
    assert_int_equal(ui_take_error(g), FIXTURE_ERROR_BASE + UI_ERROR_STATE);
    ui_binding_new(g, UI_BINDING, write_a, &cell);
    assert_true(ui_is_failed(g));
    ui_take_error(g);
    put(g, n, 1);
    assert_true(ui_is_failed(g));
    ui_take_error(g);
    assert_int_equal(ui_read(g, a), 0);
    fixture_free(fixture);
}

// ---- phases
RUN(log_name, Cell) {
    if (self->a) ui_read(graph, self->a);
    fixture_log(graph, "%s;", self->name);
    return 0;
}

TEST(reactive_phases_in_order) {
    SETUP();
    UiNode *a = ATOM(0, "a");
    static Cell cells[] = {{.name = "effect"},      {.name = "binding2"},     {.name = "inner"},
                           {.name = "binding1"},    {.name = "outer"},        {.name = "mount"},
                           {.name = "child mount"}, {.name = "inner binding"}};
    for (usize i = 0; i < COUNT_OF(cells); i++) cells[i].a = a;
    ui_effect_new(g, log_name, &cells[0]);
    UiNode *first = ui_scope_new(g), *second = ui_scope_new(g);
    UiPlace place = ui_scope_begin(g, second);
    ui_on_mount(g, log_name, &cells[5]);
    ui_binding_new(g, UI_BINDING, log_name, &cells[1]);
    UiNode *child = ui_scope_new(g);
    UiPlace place2 = ui_scope_begin(g, child);
    ui_on_mount(g, log_name, &cells[6]);
    ui_binding_new(g, UI_BINDING, log_name, &cells[7]);
    ui_binding_new(g, UI_STRUCTURE, log_name, &cells[2]);
    ui_place_end(g, place2);
    ui_place_end(g, place);
    place = ui_scope_begin(g, first);
    ui_binding_new(g, UI_BINDING, log_name, &cells[3]);
    ui_binding_new(g, UI_STRUCTURE, log_name, &cells[4]);
    ui_place_end(g, place);
    fixture_expect(fixture, "binding2;inner binding;inner;binding1;outer;");
    ui_flush(g);
    fixture_expect(fixture, "child mount;mount;effect;");
    put(g, a, 1);
    ui_flush(g);
    fixture_expect(fixture, "outer;inner;binding1;binding2;inner binding;effect;");
    ui_scope_move(first, 1000);  // behind the other now
    put(g, a, 2);
    ui_flush(g);
    fixture_expect(fixture, "outer;inner;binding2;inner binding;binding1;effect;");
    fixture_free(fixture);
}

// A condition: its branch, `b`, goes when `a` is 0.
RUN(branch, Cell) {
    bool is_on = ui_read(graph, self->a) != 0;
    if (is_on == (self->b != NULL)) return 0;
    if (!is_on) {
        ui_dispose(graph, self->b);
        self->b = NULL;
        return 0;
    }
    self->b = ui_scope_new(graph);
    UiPlace place = ui_scope_begin(graph, self->b);
    static Cell inside = {.name = "inside"};
    inside.a = self->a;
    ui_binding_new(graph, UI_BINDING, log_name, &inside);
    ui_effect_new(graph, log_name, &inside);
    ui_place_end(graph, place);
    return 0;
}

TEST(reactive_a_branch_that_goes_runs_nothing) {
    SETUP();
    UiNode *a = ATOM(1, "a");
    Cell cell = {.a = a};
    ui_binding_new(g, UI_STRUCTURE, branch, &cell);
    ui_flush(g);
    fixture_expect(fixture, "inside;inside;");
    u32 nodes = g->node_count;
    put(g, a, 0);
    ui_flush(g);
    fixture_expect(fixture, "");
    assert_int_equal(g->node_count, nodes - 3);
    assert_int_equal(g->link_count, 1);
    put(g, a, 2);
    ui_flush(g);
    fixture_expect(fixture, "inside;inside;");
    fixture_free(fixture);
}

// ---- ownership
RUN(outer_effect, Cell) {
    i64 now = (i64)ui_read(graph, self->a);
    fixture_log(graph, "outer %d;", (int)now);
    static Cell inner, cleanup = {.name = "cleanup"};
    inner = (Cell){.name = "inner", .a = self->b};
    ui_effect_new(graph, watch, &inner);
    ui_on_cleanup(graph, log_name, &cleanup);
    return 0;
}

TEST(reactive_inner_effects_die_with_the_run_that_made_them) {
    SETUP();
    UiNode *a = ATOM(0, "a"), *b = ATOM(0, "b");
    Cell cell = {.a = a, .b = b};
    UiNode *effect = ui_effect_new(g, outer_effect, &cell);
    ui_flush(g);
    fixture_expect(fixture, "outer 0;inner=0;");
    put(g, b, 1);
    ui_flush(g);
    fixture_expect(fixture, "inner=1;");
    put(g, a, 1);
    put(g, b, 2);
    ui_flush(g);
    fixture_expect(fixture, "cleanup;outer 1;inner=2;");
    ui_dispose(g, effect);
    fixture_expect(fixture, "cleanup;");
    put(g, a, 5);
    put(g, b, 5);
    ui_flush(g);
    fixture_expect(fixture, "");
    assert_int_equal(g->link_count, 0);
    fixture_free(fixture);
}

TEST(reactive_disposal_unlinks_and_releases) {
    SETUP();
    UiNode *a = ui_atom_new(g, &fixture_kind, 1, "a");
    u32 nodes = g->node_count;
    u64 bytes = 0;
    for (int i = 0; i < 1000; i++) {
        UiNode *scope = ui_scope_new(g);
        UiPlace place = ui_scope_begin(g, scope);
        UiNode *own = ui_atom_new(g, &fixture_kind, 2, "own");
        static Cell cell, seen;
        cell = (Cell){.a = a, .b = own};
        seen = (Cell){.a = ui_computed_new(g, NULL, sum, &cell, "c")};
        ui_own_self(ui_effect_new(g, watch, &seen));
        ui_place_end(g, place);
        put(g, a, i);
        ui_flush(g);
        ui_dispose(g, scope);
        if (i == 10) bytes = g->pool_bytes;
    }
    assert_int_equal(g->node_count, nodes);
    assert_int_equal(g->link_count, 0);
    assert_int_equal(g->pool_bytes, bytes);
    assert_int_equal(fixture->dropped, 1000);
    fixture_free(fixture);
}

TEST(reactive_a_handle_outlives_its_owner) {
    SETUP();
    UiNode *scope = ui_scope_new(g);
    UiPlace place = ui_scope_begin(g, scope);
    UiNode *a = ui_retain(ui_atom_new(g, &fixture_kind, 5, "a"));
    Cell cell = {.a = a};
    UiNode *n = ui_retain(COMPUTED(&cell));
    ui_place_end(g, place);
    assert_int_equal(ui_read(g, n), 5);
    ui_dispose(g, scope);
    put(g, a, 6);
    assert_int_equal(ui_read(g, a), 6);
    assert_int_equal(ui_read(g, n), 5);
    Cell seen = {.name = "e", .a = a, .b = n};
    ui_effect_new(g, watch, &seen);
    ui_flush(g);
    put(g, a, 7);
    ui_flush(g);
    fixture_expect(fixture, "e=11;");
    ui_release(g, a);
    ui_release(g, n);
    fixture_free(fixture);
}

RUN(dispose_b, Cell) {
    i64 now = (i64)ui_read(graph, self->a);
    fixture_log(graph, "run %d;", (int)now);
    if (now == 1) ui_dispose(graph, self->b);
    return (UiWord)now;
}

TEST(reactive_an_effect_disposes_itself_or_its_owner) {
    SETUP();
    UiNode *a = ATOM(0, "a");
    UiNode *scope = ui_scope_new(g);
    UiPlace place = ui_scope_begin(g, scope);
    Cell self_cell = {.a = a}, owner_cell = {.a = a, .b = scope}, last = {.name = "last", .a = a};
    self_cell.b = ui_effect_new(g, dispose_b, &self_cell);
    ui_effect_new(g, dispose_b, &owner_cell);
    ui_effect_new(g, log_name, &last);
    static Cell cleanup = {.name = "cleanup"};
    ui_on_cleanup(g, log_name, &cleanup);
    ui_place_end(g, place);
    ui_flush(g);
    put(g, a, 1);
    ui_flush(g);
    fixture_expect(fixture, "run 0;run 0;last;run 1;run 1;cleanup;");
    assert_int_equal(g->link_count, 0);
    assert_int_equal(g->node_count, 2);  // the root, the atom
    fixture_free(fixture);
}

TEST(reactive_a_computed_atom_disposes_its_reader) {
    SETUP();
    UiNode *a = ATOM(0, "a");
    UiNode *scope = ui_scope_new(g);
    UiPlace place = ui_scope_begin(g, scope);
    Cell killer = {.a = a, .b = scope};
    UiNode *n = ui_computed_new(g, NULL, dispose_b, &killer, "n");
    Cell seen = {.name = "e", .a = n};
    ui_effect_new(g, watch, &seen);
    ui_place_end(g, place);
    ui_flush(g);
    put(g, a, 1);
    ui_flush(g);
    fixture_expect(fixture, "run 0;e=0;run 1;");
    assert_int_equal(g->link_count, 0);
    assert_int_equal(g->node_count, 2);
    fixture_free(fixture);
}

// ---- size and depth
TEST(reactive_long_chains_need_no_stack) {
    enum { LENGTH = 100000 };
    SETUP();
    static Cell cells[LENGTH];
    UiNode *a = ATOM(0, "a"), *last = a;
    for (int i = 0; i < LENGTH; i++) {
        cells[i] = (Cell){.a = last, .value = 1};
        last = ui_computed_new(g, NULL, sum, &cells[i], "n");
        ui_read(g, last);
    }
    put(g, a, 5);
    assert_int_equal(ui_read(g, last), LENGTH + 5);
    // Unread from the top, it is too deep for the stack and says so.
    static Cell fresh[LENGTH];
    last = a;
    for (int i = 0; i < LENGTH; i++) {
        fresh[i] = (Cell){.a = last};
        last = ui_computed_new(g, NULL, sum, &fresh[i], "n");
    }
    ui_read(g, last);
    assert_true(ui_is_failed(g));
    assert_int_equal(ui_take_error(g), FIXTURE_ERROR_BASE + UI_ERROR_DEPTH);
    fixture_free(fixture);
}

TEST(reactive_steady_state_allocates_nothing) {
    SETUP();
    UiNode *a = ATOM(0, "a"), *b = ATOM(1, "b"), *c = ATOM(2, "c");
    Cell cell = {.a = a, .b = b, .c = c};
    UiNode *n = ui_computed_new(g, NULL, choose, &cell, "n");
    Cell seen = {.a = n}, outer = {.a = a, .b = b};
    ui_effect_new(g, watch, &seen);
    ui_effect_new(g, outer_effect, &outer);
    ui_flush(g);
    u64 bytes = g->pool_bytes;
    u32 nodes = g->node_count;
    for (int i = 0; i < 1000; i++) {
        put(g, a, i & 1);
        put(g, b, i);
        ui_flush(g);
        fixture->log[0] = 0;
    }
    assert_int_equal(g->pool_bytes, bytes);
    assert_int_equal(g->node_count, nodes);
    fixture_free(fixture);
}

TEST(reactive_counted_values_are_released) {
    SETUP();
    UiNode *a = ui_atom_new(g, &fixture_kind, 1, "a");
    assert_int_equal(fixture->live_words, 1);
    for (int i = 0; i < 10; i++) put(g, a, i);
    assert_int_equal(fixture->live_words, 1);
    fixture_free(fixture);
}
