// The graphs of graphs.mjs with C functions as nodes, as compiled code has them.
//
//   graph_new(kind) → a graph;   graph_turn(graph, from, count) → a sum that the peer must give too
#include "runtime/ui/reactive.h"

#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name)))

EXPORT(graph_new) UiNode *bench_graph_new(u32 kind);
EXPORT(graph_turn) f64 bench_graph_turn(UiNode *scope, u32 kind, u32 from, u32 count);

enum { DEEP, BROAD, DIAMOND, TRIANGLE, MUX, REPEATED, UNSTABLE, AVOIDABLE, CELLX, DYNAMIC, CREATE };
enum { NODES_MAX = 40000 };

typedef struct {
    UiNode *deps[8];
    u32 count, index;
    UiNode **many;
} Cell;

// One bench at a time: what graph_new made last.
typedef struct {
    UiGraph graph;
    UiNode *sources[1000];
    u32 source_count;
    Cell cells[NODES_MAX];
    u32 cell_count;
    UiNode *kept[4000];
    u32 kept_count;
    u64 sum, runs;
} Bench;

extern u8 __heap_base;
static Bench *bench(void) {
    return (Bench *)(((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15);
}

static void *pages(void *context, usize bytes) {
    (void)context;
    usize before = __builtin_wasm_memory_grow(0, (bytes + 65535) / 65536);
    return before == (usize)-1 ? NULL : (void *)(before * 65536);
}

static void schedule(void *context) {
    (void)context;
}

static Cell *cell_new(u32 count, ...) {
    Cell *cell = &bench()->cells[bench()->cell_count++];
    *cell = (Cell){.count = count};
    __builtin_va_list args;
    __builtin_va_start(args, count);
    for (u32 i = 0; i < count; i++) cell->deps[i] = __builtin_va_arg(args, UiNode *);
    __builtin_va_end(args);
    return cell;
}

static UiNode *keep(UiNode *node) {
    return bench()->kept[bench()->kept_count++] = node;
}

static UiNode *atom(u64 value) {
    return bench()->sources[bench()->source_count++] =
               ui_atom_new(&bench()->graph, NULL, value, NULL);
}

static UiNode *computed(UiRun run, Cell *cell) {
    return ui_computed_new(&bench()->graph, NULL, run, cell, NULL);
}

static void effect(UiRun run, Cell *cell) {
    ui_effect_new(&bench()->graph, run, cell);
}

// ---- nodes
static UiWord plus_one(UiGraph *graph, void *self) {
    Cell *cell = self;
    return ui_read(graph, cell->deps[0]) + 1;
}

static UiWord sum_all(UiGraph *graph, void *self) {
    Cell *cell = self;
    u64 sum = 0;
    for (u32 i = 0; i < cell->count; i++) sum += ui_read(graph, cell->deps[i]);
    return sum;
}

static UiWord sum_many(UiGraph *graph, void *self) {
    Cell *cell = self;
    u64 sum = 0;
    for (u32 i = 0; i < cell->index; i++) sum += ui_read(graph, cell->many[i]);
    return sum;
}

static UiWord repeat(UiGraph *graph, void *self) {
    Cell *cell = self;
    u64 sum = 0;
    for (u32 i = 0; i < 30; i++) sum += ui_read(graph, cell->deps[0]);
    return sum;
}

static UiWord seen(UiGraph *graph, void *self) {
    Cell *cell = self;
    bench()->sum += ui_read(graph, cell->deps[0]);
    bench()->runs++;
    return 0;
}

static UiWord pick(UiGraph *graph, void *self) {
    Cell *cell = self;
    u64 sum = 0;
    for (u32 i = 0; i < 20; i++) {
        sum += ui_read(graph, cell->deps[ui_read(graph, cell->deps[0]) % 2 ? 1 : 2]);
    }
    return sum;
}

static UiWord same(UiGraph *graph, void *self) {
    Cell *cell = self;
    return ui_read(graph, cell->deps[0]) & 0;
}

static UiWord item_of(UiGraph *graph, void *self) {
    Cell *cell = self;
    return (ui_read(graph, cell->deps[0]) & (0xffff >> cell->index % 16)) + cell->index;
}

static UiWord difference(UiGraph *graph, void *self) {
    Cell *cell = self;
    return ui_read(graph, cell->deps[0]) - ui_read(graph, cell->deps[1]);
}

// Reads its first always, and the second or third as the first says.
static UiWord branchy(UiGraph *graph, void *self) {
    Cell *cell = self;
    u64 first = ui_read(graph, cell->deps[0]);
    u64 other = ui_read(graph, cell->deps[first & 1 ? 1 : 2]);
    return (first + other + ui_read(graph, cell->deps[3])) & 0xffff;
}

// ---- graphs
static void make_mux(void) {
    Cell *all = cell_new(0);
    for (u32 i = 0; i < 100; i++) atom(0);
    all->many = bench()->sources;
    all->index = 100;
    UiNode *mux = computed(sum_many, all);
    for (u32 i = 0; i < 100; i++) {
        Cell *cell = cell_new(1, mux);
        cell->index = i;
        effect(seen, cell_new(1, computed(plus_one, cell_new(1, computed(item_of, cell)))));
    }
}

static void make_cellx(void) {
    UiNode *row[4] = {atom(1), atom(2), atom(3), atom(4)};
    for (u32 layer = 0; layer < 1000; layer++) {
        UiNode *next[4] = {computed(plus_one, cell_new(1, row[1])),
                           computed(difference, cell_new(2, row[0], row[2])),
                           computed(sum_all, cell_new(2, row[1], row[3])),
                           computed(plus_one, cell_new(1, row[2]))};
        for (u32 i = 0; i < 4; i++) effect(seen, cell_new(1, next[i]));
        memcpy(row, next, sizeof row);
    }
}

static void make_dynamic(void) {
    enum { WIDTH = 100, LAYERS = 5 };
    UiNode *row[WIDTH], *next[WIDTH];
    for (u32 i = 0; i < WIDTH; i++) row[i] = atom(i);
    for (u32 layer = 0; layer < LAYERS; layer++) {
        for (u32 i = 0; i < WIDTH; i++) {
            Cell *cell = cell_new(4, row[i], row[(i + 1) % WIDTH], row[(i + 2) % WIDTH],
                                  row[(i + 3) % WIDTH]);
            next[i] = computed(i % 4 ? sum_all : branchy, cell);
        }
        memcpy(row, next, sizeof row);
    }
    for (u32 i = 0; i < WIDTH; i += 5) effect(seen, cell_new(1, row[i]));
}

static void make(u32 kind) {
    UiNode *node;
    switch (kind) {
    case DEEP:
        node = atom(0);
        for (u32 i = 0; i < 50; i++) node = computed(plus_one, cell_new(1, node));
        effect(seen, cell_new(1, node));
        break;
    case BROAD:
        node = atom(0);
        for (u32 i = 0; i < 50; i++) {
            Cell *cell = cell_new(1, node);
            cell->index = i;
            effect(seen, cell_new(1, computed(plus_one, cell_new(1, computed(item_of, cell)))));
        }
        break;
    case DIAMOND: {
        node = atom(0);
        Cell *cell = cell_new(5);
        for (u32 i = 0; i < 5; i++) cell->deps[i] = computed(plus_one, cell_new(1, node));
        effect(seen, cell_new(1, computed(sum_all, cell)));
        break;
    }
    case TRIANGLE: {
        Cell *cell = cell_new(0);
        cell->many = &bench()->kept[bench()->kept_count];
        cell->index = 10;
        keep(node = atom(0));
        for (u32 i = 1; i < 10; i++) keep(node = computed(plus_one, cell_new(1, node)));
        effect(seen, cell_new(1, computed(sum_many, cell)));
        break;
    }
    case MUX: make_mux(); break;
    case REPEATED:
        node = atom(0);
        effect(seen, cell_new(1, computed(repeat, cell_new(1, node))));
        break;
    case UNSTABLE: {
        node = atom(0);
        UiNode *twice = computed(sum_all, cell_new(2, node, node));
        effect(seen, cell_new(1, computed(pick, cell_new(3, node, twice,
                                                         computed(plus_one, cell_new(1, node))))));
        break;
    }
    case AVOIDABLE:
        node = computed(same, cell_new(1, computed(plus_one, cell_new(1, atom(0)))));
        for (u32 i = 0; i < 3; i++) node = computed(plus_one, cell_new(1, node));
        effect(seen, cell_new(1, node));
        break;
    case CELLX: make_cellx(); break;
    case DYNAMIC: make_dynamic(); break;
    default: break;
    }
}

UiNode *bench_graph_new(u32 kind) {
    Bench *at = bench();
    if (at->graph.root == NULL) {
        UiHost host = {.pages = pages, .schedule = schedule};
        ui_init(&at->graph, &host);
    }
    at->source_count = at->cell_count = at->kept_count = 0;
    UiNode *scope = ui_retain(ui_scope_new(&at->graph));
    UiPlace place = ui_scope_begin(&at->graph, scope);
    make(kind);
    ui_place_end(&at->graph, place);
    ui_flush(&at->graph);
    return scope;
}

static void create(u32 i) {
    Bench *at = bench();
    at->source_count = at->cell_count = 0;
    UiNode *scope = ui_scope_new(&at->graph);
    UiPlace place = ui_scope_begin(&at->graph, scope);
    for (u32 k = 0; k < 100; k++) {
        effect(seen, cell_new(1, computed(plus_one, cell_new(1, atom(i + k)))));
    }
    ui_place_end(&at->graph, place);
    ui_flush(&at->graph);
    ui_dispose(&at->graph, scope);
}

f64 bench_graph_turn(UiNode *scope, u32 kind, u32 from, u32 count) {
    (void)scope;
    Bench *at = bench();
    at->sum = 0;
    for (u32 i = from; i < from + count; i++) {
        if (kind == CREATE) {
            create(i);
        } else if (kind == CELLX) {
            for (u32 k = 0; k < 4; k++) ui_write(&at->graph, at->sources[k], i + k);
        } else {
            ui_write(&at->graph, at->sources[i % at->source_count], i);
        }
        ui_flush(&at->graph);
    }
    return (f64)(i64)at->sum;
}
