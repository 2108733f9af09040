// Keyed lists in the page of tests: each edit's outcome, its moves, and 100,000 random edits.
#include "runtime/ui/keyed_list.h"

#include "runtime/ui/test/graph_fixture.h"
#include "runtime/ui/test/page_model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 1200 };

static const u32 paths[] = {4, 18};
static const UiTemplate row_template = {"<li> <b> </b></li>", paths, 18, 2, 2};

typedef struct {
    Fixture *fixture;
    Page *page;
    KeyedList list;
    u64 keys[ROWS_MAX];
    UiWord values[ROWS_MAX];
    u32 count;
    u32 cleanups, label_runs, fail_key;
} World;

typedef struct {
    World *world;
    UiNode *value;
    u32 id;
} Row;

RUN(label, Row) {
    self->world->label_runs++;
    ui_dom_int(&self->world->page->dom, ui_dom_hole(self->id, 2), (i64)ui_read(graph, self->value));
    return 0;
}

RUN(gone, Row) {
    (void)graph;
    self->world->cleanups++;
    free(self);
    return 0;
}

static void create(UiGraph *graph, KeyedList *list, KeyedRow *row) {
    World *world = list->self;
    if (row->key == world->fail_key) {
        ui_fail_take(graph, 7);
        return;
    }
    Row *self = malloc(sizeof *self);
    *self = (Row){world, row->value, row->id};
    ui_dom_int(list->dom, ui_dom_hole(row->id, 1), (i64)row->key);
    ui_binding_new(graph, UI_BINDING, label, self);
    ui_on_cleanup(graph, gone, self);
}

static const KeyedListCode code = {.create = create, .value_kind = &fixture_kind};

static World *world_new(void) {
    World *world = calloc(1, sizeof *world);
    world->fail_key = UINT32_MAX;
    world->fixture = fixture_new();
    world->page = page_new();
    keyed_list_init(&world->list, &code, &world->page->dom, world,
                    ui_dom_template(&world->page->dom, &row_template), UI_DOM_CONTAINER);
    return world;
}

static void world_free(World *world) {
    fixture_free(world->fixture);
    page_free(world->page);
    free(world);
}

// What the page shows must be what was asked for.
static void update(World *world) {
    UiGraph *graph = &world->fixture->graph;
    assert_true(keyed_list_update(graph, &world->list, world->keys, world->values, world->count));
    ui_flush(graph);
    ui_dom_apply(&world->page->dom);
    const PageNode *nodes = world->page->nodes;
    u32 id = nodes[UI_DOM_CONTAINER].first;
    for (u32 i = 0; i < world->count; i++, id = nodes[id].after_sibling) {
        assert_true(id != 0 && nodes[id].is_there);
        assert_int_equal(strtoull(nodes[id].texts[0], NULL, 10), world->keys[i]);
        assert_int_equal(strtoull(nodes[id].texts[1], NULL, 10), world->values[i]);
    }
    assert_int_equal(id, world->list.before);
}

static void fill(World *world, u32 from, u32 count) {
    for (u32 i = 0; i < count; i++) {
        world->keys[i] = from + i;
        world->values[i] = (from + i) * 10;
    }
    world->count = count;
}

static void swap(World *world, u32 a, u32 b) {
    u64 key = world->keys[a], value = world->values[a];
    world->keys[a] = world->keys[b];
    world->values[a] = world->values[b];
    world->keys[b] = key;
    world->values[b] = value;
}

TEST(keyed_list_swap_is_two_moves) {
    World *world = world_new();
    fill(world, 1, 1000);
    update(world);
    swap(world, 1, 998);
    update(world);
    assert_int_equal(world->page->inserts, 2);
    assert_int_equal(world->page->stamps, 1000);
    assert_int_equal(world->label_runs, 1000);
    world_free(world);
}

TEST(keyed_list_one_value_is_one_text) {
    World *world = world_new();
    fill(world, 1, 1000);
    update(world);
    world->values[500] = 7;
    update(world);
    assert_int_equal(world->page->texts, 1);
    assert_int_equal(world->page->inserts + world->page->removes, 0);
    world_free(world);
}

TEST(keyed_list_removes_adds_clears_and_replaces) {
    World *world = world_new();
    fill(world, 1, 1000);
    update(world);
    memmove(world->keys + 3, world->keys + 4, 996 * sizeof(u64));
    memmove(world->values + 3, world->values + 4, 996 * sizeof(u64));
    world->count = 999;
    update(world);
    assert_int_equal(world->page->removes, 1);
    assert_int_equal(world->cleanups, 1);
    for (u32 i = 999; i < 1100; i++) {
        world->keys[i] = i + 5000;
        world->values[i] = i;
    }
    world->count = 1100;
    update(world);
    assert_int_equal(world->page->inserts, 0);
    fill(world, 9000, 1000);  // all other keys: one clear, one stamping
    update(world);
    assert_int_equal(world->page->clears, 1);
    assert_int_equal(world->page->removes, 1);
    world->count = 0;
    update(world);
    assert_int_equal(world->page->clears, 2);
    assert_int_equal(world->cleanups, world->page->stamps);
    u32 ids = world->page->dom.id_count;
    for (u32 i = 0; i < 20; i++) {  // ids and memory are used again
        fill(world, i, 1000);
        update(world);
        world->count = 0;
        update(world);
    }
    assert_int_equal(world->page->dom.id_count, ids);
    world_free(world);
}

TEST(keyed_list_equal_keys_stay_apart) {
    World *world = world_new();
    fill(world, 1, 4);
    world->keys[1] = world->keys[2] = world->keys[3] = 1;
    UiGraph *graph = &world->fixture->graph;
    assert_int_equal(keyed_list_duplicate(graph, &world->list, world->keys, 4), 1);
    assert_int_equal(keyed_list_duplicate(graph, &world->list, world->keys, 1), 1);
    update(world);
    swap(world, 0, 3);
    update(world);
    world->keys[1] = 2;
    update(world);
    world->count = 2;
    update(world);
    world_free(world);
}

TEST(keyed_list_failed_row_is_left_pending) {
    World *world = world_new();
    UiGraph *graph = &world->fixture->graph;
    fill(world, 1, 10);
    world->fail_key = 5;
    assert_false(keyed_list_update(graph, &world->list, world->keys, world->values, world->count));
    assert_int_equal(ui_take_error(graph), 7);
    assert_int_equal(world->list.count, 10);
    world->keys[4] = 500;  // the empty row goes like any other
    world->fail_key = UINT32_MAX;
    update(world);
    world_free(world);
}

// ---- a list in each row of a list
typedef struct {
    World *world;
    KeyedList lists[3];
    u32 made;
} Nested;

static void create_outer(UiGraph *graph, KeyedList *list, KeyedRow *row) {
    Nested *nested = list->self;
    KeyedList *inner = &nested->lists[nested->made++];
    keyed_list_init(inner, &code, list->dom, nested->world, list->template, row->id);
    u64 keys[] = {row->key * 10, row->key * 10 + 1};
    UiWord values[] = {1, 2};
    keyed_list_update(graph, inner, keys, values, 2);
    ui_dom_int(list->dom, ui_dom_hole(row->id, 1), (i64)row->key);
}

static const KeyedListCode outer_code = {.create = create_outer};

TEST(keyed_list_in_rows_of_a_list) {
    Nested nested = {.world = world_new()};
    World *world = nested.world;
    KeyedList outer;
    keyed_list_init(&outer, &outer_code, &world->page->dom, &nested, world->list.template,
                    UI_DOM_CONTAINER);
    u64 keys[] = {1, 2, 3};
    UiWord values[] = {0, 0, 0};
    keyed_list_update(&world->fixture->graph, &outer, keys, values, 3);
    ui_dom_apply(&world->page->dom);
    const PageNode *nodes = world->page->nodes;
    u32 id = nodes[UI_DOM_CONTAINER].first;
    for (u64 key = 1; key <= 3; key++, id = nodes[id].after_sibling) {
        assert_int_equal(strtoull(nodes[id].texts[0], NULL, 10), key);
        u32 first = nodes[id].first, second = nodes[first].after_sibling;
        assert_int_equal(strtoull(nodes[first].texts[0], NULL, 10), key * 10);
        assert_int_equal(strtoull(nodes[second].texts[1], NULL, 10), 2);
        assert_int_equal(nodes[second].after_sibling, 0);
    }
    assert_int_equal(id, 0);
    world_free(world);
}

// ---- random edits
static u64 random_state = 88172645463325252u;

static u32 next(u32 bound) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (u32)(random_state % bound);
}

static void move_row(World *world, u32 from, u32 to) {
    u64 key = world->keys[from], value = world->values[from];
    if (from < to) {
        memmove(world->keys + from, world->keys + from + 1, (to - from) * sizeof(u64));
        memmove(world->values + from, world->values + from + 1, (to - from) * sizeof(u64));
    } else {
        memmove(world->keys + to + 1, world->keys + to, (from - to) * sizeof(u64));
        memmove(world->values + to + 1, world->values + to, (from - to) * sizeof(u64));
    }
    world->keys[to] = key;
    world->values[to] = value;
}

static u32 edit(World *world, u32 *next_key) {
    u32 count = world->count;
    switch (next(8)) {
    case 0:
    case 1:  // a new row somewhere
        if (count == 60) return 0;
        world->keys[count] = (*next_key)++;
        world->values[count] = next(100);
        world->count++;
        move_row(world, count, next(count + 1));
        return 0;
    case 2:  // one goes
        if (count == 0) return 0;
        move_row(world, next(count), count - 1);
        world->count--;
        return 0;
    case 3:
        if (count > 1) swap(world, next(count), next(count));
        return 2;
    case 4:
        if (count > 1) move_row(world, next(count), next(count));
        return 1;
    case 5:
        if (count > 0) world->values[next(count)] = next(100);
        return 0;
    case 6:  // a shuffle
        if (next(20) > 0) return 0;
        for (u32 i = count; i > 1; i--) swap(world, i - 1, next(i));
        return count;
    default:
        if (next(50) == 0) world->count = 0;
        return 0;
    }
}

TEST(keyed_list_random_edits_agree_with_the_model) {
    enum { EDITS = 100000 };
    World *world = world_new();
    world->list.is_alone = false;
    world->list.before = ui_dom_anchor(&world->page->dom, UI_DOM_CONTAINER, 0);
    u32 next_key = 1, done = 0;
    while (done < EDITS) {
        u32 most = 0, edits = 1 + next(4), before = world->page->inserts;
        for (u32 i = 0; i < edits; i++) most += edit(world, &next_key);
        update(world);
        assert_true(world->page->inserts - before <= most);
        assert_true(world->page->nodes[world->list.before].is_there);
        done += edits;
    }
    assert_int_equal(world->page->stamps - world->cleanups, world->count);
    world_free(world);
}
