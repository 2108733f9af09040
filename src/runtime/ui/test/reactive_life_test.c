// Nodes that create, dispose, write, fail and read one another at random, while everything runs.
// Freed memory is spoilt: whoever still looks at it fails. In the end nothing is left.
#include "runtime/ui/reactive.h"

#include "runtime/ui/test/graph_fixture.h"

enum { ATOMS = 4, HANDLES = 24, STEPS = 2500, SEEDS = 60, LEVELS_MAX = 3, WRITES_MAX = 40 };

typedef struct {
    Fixture *fixture;
    UiNode *atoms[ATOMS];
    UiNode *handles[HANDLES];  // held; alive or not
    u64 random;
    u32 writes;  // of effects in this turn: bounded, so that flushes settle
    u32 boundaries;
    int level;
} World;

static World *the_world;

static u32 next(u32 bound) {
    the_world->random = the_world->random * 6364136223846793005u + 1442695040888963407u;
    return (u32)(the_world->random >> 33) % bound;
}

static void keep(UiNode *node) {
    UiNode **slot = &the_world->handles[next(HANDLES)];
    if (*slot) ui_release(&the_world->fixture->graph, *slot);
    *slot = ui_retain(node);
}

static void read_something(UiGraph *graph) {
    UiNode *node = the_world->handles[next(HANDLES)];
    if (next(2) || !node) node = the_world->atoms[next(ATOMS)];
    u32 type = node->flags & UI_TYPE_MASK;
    if (type == UI_ATOM || type == UI_COMPUTED) ui_read(graph, node);
    if (ui_is_failed(graph) && next(2)) ui_take_error(graph);
}

static void dispose_something(UiGraph *graph) {
    UiNode *node = the_world->handles[next(HANDLES)];
    if (node) ui_dispose(graph, node);
}

static void make_something(UiGraph *graph);

static void act(UiGraph *graph, bool may_write) {
    if (ui_is_failed(graph)) return;
    switch (next(9)) {
    case 0:
    case 1:
    case 2:
    case 3: read_something(graph); break;
    case 4: make_something(graph); break;
    case 5:
        if (the_world->writes++ >= WRITES_MAX) return;
        if (may_write) {
            ui_write(graph, the_world->atoms[next(ATOMS)], next(5));
        } else if (graph->reader && (graph->reader->flags & UI_TYPE_MASK) == UI_STRUCTURE) {
            ui_item_write(graph, the_world->atoms[next(ATOMS)], next(5));
        }
        break;
    case 6:
        if (next(30) == 0) dispose_something(graph);
        break;
    case 7:
        if (next(20) == 0) ui_fail_take(graph, 77);
        break;
    default: {
        UiPlace place = ui_untracked_begin(graph);
        read_something(graph);
        ui_place_end(graph, place);
    }
    }
}

static UiWord run(UiGraph *graph, void *self) {
    (void)self;
    the_world->level++;
    for (u32 i = next(9); i > 0; i--) act(graph, graph->depth == 0);
    the_world->level--;
    return next(4);
}

// Values of counted kinds: what `run` returns is owned by the graph.
static UiWord counted_run(UiGraph *graph, void *self) {
    UiWord word = run(graph, self);
    if (!ui_is_failed(graph)) fixture_of(graph)->live_words++;
    return word;
}

static void caught(UiGraph *graph, void *self, UiWord error) {
    (void)self, (void)error;
    the_world->boundaries++;
    act(graph, true);
}

static void make_something(UiGraph *graph) {
    if (the_world->level > LEVELS_MAX || graph->node_count > 3000) return;
    switch (next(7)) {
    case 0: keep(ui_effect_new(graph, run, graph)); break;
    case 1: keep(ui_computed_new(graph, &fixture_kind, counted_run, graph, "c")); break;
    case 2: keep(ui_atom_new(graph, &fixture_kind, 1, "a")); break;
    case 3: ui_on_cleanup(graph, run, graph); break;
    case 4: ui_on_mount(graph, run, graph); break;
    case 5: {
        UiNode *scope = ui_scope_new(graph);
        if (next(2)) ui_scope_catch(scope, caught, graph);
        keep(scope);
        UiPlace place = ui_scope_begin(graph, scope);
        the_world->level++;
        for (u32 i = next(4); i > 0 && !ui_is_failed(graph); i--) make_something(graph);
        the_world->level--;
        ui_place_end(graph, place);
        break;
    }
    default: {
        UiNode *node = ui_binding_new(graph, next(2) ? UI_BINDING : UI_STRUCTURE, run, graph);
        if (node) keep(node);
    }
    }
}

static void run_world(u64 seed) {
    World world = {.fixture = fixture_new(), .random = seed};
    the_world = &world;
    UiGraph *graph = &world.fixture->graph;
    graph->is_poisoning = true;
    u32 nodes = graph->node_count;
    for (u32 i = 0; i < ATOMS; i++) world.atoms[i] = ui_atom_new(graph, NULL, 0, "atom");
    for (u32 step = 0; step < STEPS; step++) {
        world.writes = 0;
        world.fixture->log[0] = 0;
        switch (next(12)) {
        case 0:
        case 1:
        case 2:
        case 3: make_something(graph); break;
        case 4: dispose_something(graph); break;
        default: ui_write(graph, world.atoms[next(ATOMS)], next(5)); break;
        }
        if (ui_is_failed(graph)) ui_take_error(graph);
        if (next(2)) ui_flush(graph);
        assert_false(ui_is_failed(graph));
    }
    // Clean-ups make more: until nothing does.
    for (u32 turn = 0; turn < 100 && graph->node_count > nodes; turn++) {
        for (u32 i = 0; i < HANDLES; i++) {
            if (world.handles[i]) ui_release(graph, world.handles[i]);
            world.handles[i] = NULL;
        }
        world.level = LEVELS_MAX + 1;
        ui_dispose_owned(graph, graph->root);
        ui_flush(graph);
    }
    assert_int_equal(graph->node_count, nodes);
    assert_int_equal(graph->link_count, 0);
    fixture_free(world.fixture);
}

TEST(reactive_random_lives_end) {
    for (u64 seed = 1; seed <= SEEDS; seed++) run_world(seed);
}
