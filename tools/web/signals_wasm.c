// build/web/test/signals.mjs's core: the reactive graph with closures and values in JavaScript.
//
// A node's word is the version of its value, which JavaScript keeps and compares; `self` is the
// index of its closure. Exports take addresses of nodes; web/signals/signals.mjs is their caller.
#include "runtime/ui/reactive.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define JS(name) __attribute__((import_module("js"), import_name(#name)))

JS(run) u32 signals_js_run(u32 closure);  // a computed atom's new version; of others ignored
JS(schedule) void signals_js_schedule(void);
JS(error) void signals_js_error(u32 kind, const char *text, usize len);
JS(report) void signals_js_report(void);  // the error made last
JS(drop) void signals_js_drop(u32 closure);

EXPORT(init) void signals_init(u32 depth_max);
EXPORT(atom) UiNode *signals_atom(void);
EXPORT(computed) UiNode *signals_computed(u32 closure);
EXPORT(effect) UiNode *signals_effect(u32 closure);
EXPORT(cleanup) void signals_cleanup(u32 closure);
EXPORT(read) u32 signals_read(UiNode *node);
EXPORT(touch) u32 signals_touch(UiNode *atom);
EXPORT(dispose) void signals_dispose(UiNode *node);
EXPORT(release) void signals_release(UiNode *node);
EXPORT(untracked_begin) UiNode *signals_untracked_begin(void);
EXPORT(untracked_end) void signals_untracked_end(UiNode *reader);
EXPORT(batch_begin) void signals_batch_begin(void);
EXPORT(batch_end) void signals_batch_end(void);
EXPORT(flush) void signals_flush(void);
EXPORT(counts) u32 signals_counts(u32 which);

extern u8 __heap_base;

// The module's one graph lies where its static memory ends; pages follow.
static UiGraph *graph(void) {
    return (UiGraph *)(((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15);
}

static void *pages(void *context, usize bytes) {
    (void)context;
    enum { PAGE_BYTES = 65536 };
    usize before = __builtin_wasm_memory_grow(0, (bytes + PAGE_BYTES - 1) / PAGE_BYTES);
    return before == (usize)-1 ? NULL : (void *)(before * PAGE_BYTES);
}

static void schedule(void *context) {
    (void)context;
    signals_js_schedule();
}

static UiWord error(void *context, UiErrorKind kind, const char *text, usize len) {
    (void)context;
    signals_js_error(kind, text, len);
    return 0;
}

static void report(void *context, UiWord word) {
    (void)context, (void)word;
    signals_js_report();
}

static void drop(void *context, void *self) {
    (void)context;
    signals_js_drop((u32)(uintptr_t)self);
}

static UiWord run(UiGraph *at, void *self) {
    (void)at;
    return signals_js_run((u32)(uintptr_t)self);
}

static void *closure_self(u32 closure) {
    return (void *)(uintptr_t)closure;
}

void signals_init(u32 depth_max) {
    UiHost host = {
        .pages = pages, .schedule = schedule, .error = error, .report = report, .drop = drop};
    ui_init(graph(), &host);
    graph()->depth_max = depth_max;
}

// Atoms and computed atoms live as long as JavaScript holds them.
UiNode *signals_atom(void) {
    return ui_disown_take(ui_atom_new(graph(), NULL, 0, NULL));
}

UiNode *signals_computed(u32 closure) {
    UiNode *node = ui_computed_new(graph(), NULL, run, closure_self(closure), NULL);
    ui_own_self(node);
    return ui_disown_take(node);
}

UiNode *signals_effect(u32 closure) {
    UiNode *node = ui_retain(ui_effect_new(graph(), run, closure_self(closure)));
    ui_own_self(node);
    ui_run_now(graph(), node);
    return node;
}

void signals_cleanup(u32 closure) {
    ui_on_cleanup(graph(), run, closure_self(closure));
}

// Not 0: it failed, and js.error has said why.
u32 signals_read(UiNode *node) {
    ui_read(graph(), node);
    if (LIKELY(!ui_is_failed(graph()))) return 0;
    ui_take_error(graph());
    return 1;
}

u32 signals_touch(UiNode *atom) {
    ui_write(graph(), atom, atom->value + 1);
    if (LIKELY(!ui_is_failed(graph()))) return 0;
    ui_take_error(graph());
    return 1;
}

void signals_dispose(UiNode *node) {
    ui_dispose(graph(), node);
}

void signals_release(UiNode *node) {
    ui_release(graph(), node);
}

UiNode *signals_untracked_begin(void) {
    return ui_untracked_begin(graph()).reader;
}

void signals_untracked_end(UiNode *reader) {
    ui_place_end(graph(), (UiPlace){.reader = reader, .owner = graph()->owner});
}

void signals_batch_begin(void) {
    ui_batch_begin(graph());
}

void signals_batch_end(void) {
    ui_batch_end(graph());
}

void signals_flush(void) {
    ui_flush(graph());
}

u32 signals_counts(u32 which) {
    const UiGraph *at = graph();
    return which == 0 ? at->node_count : which == 1 ? at->link_count : (u32)at->run_count;
}
