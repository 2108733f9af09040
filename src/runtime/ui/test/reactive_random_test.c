// Random graphs against a model that recomputes everything. Seeds are fixed: a failure repeats.
#include "runtime/ui/reactive.h"

#include "runtime/ui/test/graph_fixture.h"

enum { ATOMS = 6, COMPUTEDS = 24, EFFECTS = 10, DEPS = 4, STEPS = 300, SEEDS = 60 };

typedef struct World World;

typedef struct {
    World *world;
    UiNode *node;  // NULL: not there now
    int deps[DEPS];
    int dep_count, kind, index;
    int runs;  // since the last change
    i64 seen;
} Item;

struct World {
    Fixture *fixture;
    UiNode *atoms[ATOMS];
    i64 values[ATOMS];
    Item computeds[COMPUTEDS], effects[EFFECTS];
    u64 random;
    int in_flush;
};

static u32 next(World *world, u32 bound) {
    world->random = world->random * 6364136223846793005u + 1442695040888963407u;
    return (u32)(world->random >> 33) % bound;
}

// Numbers below ATOMS are atoms, the others computed atoms.
typedef i64 (*Read)(World *world, int index);

static i64 body(const Item *item, Read read) {
    World *world = item->world;
    i64 first = read(world, item->deps[0]);
    switch (item->kind) {
    case 0: {  // everything
        i64 total = first;
        for (int i = 1; i < item->dep_count; i++) total += read(world, item->deps[i]);
        return total & 1023;
    }
    case 1: return read(world, item->deps[1 + (first & 1)]);  // a choice
    case 2: return first & 1;                                 // cuts off
    default: {                                                // as many as the first says
        i64 total = 0;
        for (int i = 0; i <= (first & 3) && i < item->dep_count; i++) {
            total = (total * 3 + read(world, item->deps[item->dep_count - 1 - i])) & 1023;
        }
        return total;
    }
    }
}

static i64 model_read(World *world, int index) {
    if (index < ATOMS) return world->values[index];
    return body(&world->computeds[index - ATOMS], model_read);
}

static i64 graph_read(World *world, int index) {
    UiNode *node = index < ATOMS ? world->atoms[index] : world->computeds[index - ATOMS].node;
    return (i64)ui_read(&world->fixture->graph, node);
}

RUN(compute, Item) {
    (void)graph;
    self->runs++;
    i64 value = body(self, graph_read);
    assert_int_equal(value, body(self, model_read));  // no glitch, ever
    return (UiWord)value;
}

RUN(observe, Item) {
    (void)graph;
    self->runs++;
    self->seen = body(self, graph_read);
    assert_int_equal(self->seen, body(self, model_read));
    return 0;
}

static void wire(World *world, Item *item, int below) {
    item->world = world;
    item->kind = (int)next(world, 4);
    item->dep_count = 3 + (int)next(world, 2);
    for (int i = 0; i < item->dep_count; i++) item->deps[i] = (int)next(world, (u32)below);
}

static void toggle_effect(World *world, Item *effect) {
    UiGraph *graph = &world->fixture->graph;
    if (effect->node) {
        ui_dispose(graph, effect->node);
        effect->node = NULL;
    } else {
        wire(world, effect, ATOMS + COMPUTEDS);
        effect->node = ui_effect_new(graph, observe, effect);
    }
}

// Everything current, nothing run twice, no effect left behind.
static void check(World *world) {
    UiGraph *graph = &world->fixture->graph;
    ui_flush(graph);
    for (int i = 0; i < COMPUTEDS; i++) assert_true(world->computeds[i].runs <= 1);
    for (int i = 0; i < EFFECTS; i++) {
        Item *effect = &world->effects[i];
        assert_true(effect->runs <= 1);
        if (effect->node) assert_int_equal(effect->seen, body(effect, model_read));
    }
    for (int i = 0; i < COMPUTEDS; i++) {
        if (next(world, 2))
            assert_int_equal(graph_read(world, ATOMS + i), model_read(world, ATOMS + i));
    }
    for (int i = 0; i < COMPUTEDS; i++) {
        assert_true(world->computeds[i].runs <= 1);
        world->computeds[i].runs = 0;
    }
    for (int i = 0; i < EFFECTS; i++) world->effects[i].runs = 0;
}

static void run_world(u64 seed) {
    World world = {.fixture = fixture_new(), .random = seed};
    UiGraph *graph = &world.fixture->graph;
    for (int i = 0; i < ATOMS; i++) world.atoms[i] = ui_atom_new(graph, NULL, 0, "atom");
    for (int i = 0; i < COMPUTEDS; i++) {
        Item *item = &world.computeds[i];
        wire(&world, item, ATOMS + i);
        item->node = ui_computed_new(graph, NULL, compute, item, "computed");
    }
    for (int step = 0; step < STEPS; step++) {
        u32 writes = 1 + next(&world, 3);
        for (u32 i = 0; i < writes; i++) {
            u32 atom = next(&world, ATOMS);
            world.values[atom] = next(&world, 8);
            ui_write(graph, world.atoms[atom], (UiWord)world.values[atom]);
        }
        if (next(&world, 4) == 0) toggle_effect(&world, &world.effects[next(&world, EFFECTS)]);
        check(&world);
    }
    // Nothing is linked twice from one run.
    assert_true(graph->link_count <= (COMPUTEDS + EFFECTS) * (DEPS + 1));
    fixture_free(world.fixture);
}

TEST(reactive_random_graphs_agree_with_recomputing) {
    for (u64 seed = 1; seed <= SEEDS; seed++) run_world(seed);
}
