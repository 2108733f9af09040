// The rows application of js-framework-benchmark against the C interface of src/runtime/ui, written
// as compiled code calls it: one atom of rows, one of the selected key, a keyed loop, a binding per
// label.
#include "runtime/ui/dom_event.h"
#include "runtime/ui/keyed_list.h"

#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define JS(name) __attribute__((import_module("ui"), import_name(#name)))

JS(apply) void rows_js_apply(const u32 *words, u32 count, const u8 *text, u32 bytes);
JS(schedule) void rows_js_schedule(void);

EXPORT(start) void rows_start(void);
EXPORT(flush) void rows_flush(void);
EXPORT(event) UiEvent *rows_event(void);
EXPORT(event_text) u8 *rows_event_text(u32 bytes);
EXPORT(dispatch) u32 rows_dispatch(void);

enum { ROWS_MAX = 40000, LABEL_BYTES_MAX = 84 };

typedef struct Row Row;
struct Row {
    u32 id, ref_count, label_bytes;
    Row *next;  // of the free
    u8 label[LABEL_BYTES_MAX];
};

// What one row's binding knows.
typedef struct Instance Instance;
struct Instance {
    u32 id;
    u64 key;
    UiNode *value;
    Instance *next;
};

typedef struct {
    UiGraph graph;
    UiDom dom;
    UiEvents events;
    UiNode *rows, *selected;
    KeyedList list;
    Row *items[ROWS_MAX];
    u64 keys[ROWS_MAX];
    UiWord values[ROWS_MAX];
    u32 count, next_id, main, main_template;
    u32 random;
    u64 shown;  // the key that has the class
    Row *free_rows;
    Instance *free_instances;
    u8 *pool, *pool_end;
} App;

static App app_state;

static App *app(void) {
    return &app_state;
}

static void *pages(void *context, usize bytes) {
    (void)context;
    usize before = __builtin_wasm_memory_grow(0, (bytes + 65535) / 65536);
    return before == (usize)-1 ? NULL : (void *)(before * 65536);
}

static void *pool_take(usize bytes) {
    if ((usize)(app()->pool_end - app()->pool) < bytes) {
        app()->pool = pages(NULL, 1 << 20);
        app()->pool_end = app()->pool + (1 << 20);
    }
    void *memory = app()->pool;
    app()->pool += bytes;
    return memory;
}

// ---- rows: counted objects
static void row_retain(void *context, UiWord word) {
    (void)context;
    ((Row *)(uintptr_t)word)->ref_count++;
}

static void row_release(void *context, UiWord word) {
    (void)context;
    Row *row = (Row *)(uintptr_t)word;
    if (--row->ref_count > 0) return;
    row->next = app()->free_rows;
    app()->free_rows = row;
}

static const UiKind row_kind = {NULL, row_retain, row_release};

static Row *row_new(u32 id) {
    Row *row = app()->free_rows;
    if (row) {
        app()->free_rows = row->next;
    } else {
        row = pool_take(sizeof *row);
    }
    row->id = id;
    row->ref_count = 1;
    row->label_bytes = 0;
    return row;
}

static void label_add(Row *row, const char *text) {
    usize len = strlen(text);
    if (row->label_bytes + len > LABEL_BYTES_MAX) return;
    memcpy(row->label + row->label_bytes, text, len);
    row->label_bytes += (u32)len;
}

static const char *const adjectives[] = {
    "pretty",      "large",   "big",       "small", "tall",      "short",    "long",
    "handsome",    "plain",   "quaint",    "clean", "elegant",   "easy",     "angry",
    "crazy",       "helpful", "mushy",     "odd",   "unsightly", "adorable", "important",
    "inexpensive", "cheap",   "expensive", "fancy"};
static const char *const colours[] = {"red",    "yellow", "blue",  "green", "pink",  "brown",
                                      "purple", "brown",  "white", "black", "orange"};
static const char *const nouns[] = {"table", "chair", "house",   "bbq",      "desk",
                                    "car",   "pony",  "cookie",  "sandwich", "burger",
                                    "pizza", "mouse", "keyboard"};

static u32 random_below(u32 bound) {
    app()->random ^= app()->random << 13;
    app()->random ^= app()->random >> 17;
    app()->random ^= app()->random << 5;
    return app()->random % bound;
}

static void append(u32 count) {
    for (u32 i = 0; i < count && app()->count < ROWS_MAX; i++) {
        Row *row = row_new(app()->next_id++);
        label_add(row, adjectives[random_below(25)]);
        label_add(row, " ");
        label_add(row, colours[random_below(11)]);
        label_add(row, " ");
        label_add(row, nouns[random_below(13)]);
        app()->items[app()->count++] = row;
    }
    ui_touch(&app()->graph, app()->rows);
}

static void clear(void) {
    for (u32 i = 0; i < app()->count; i++) row_release(NULL, (uintptr_t)app()->items[i]);
    app()->count = 0;
    ui_touch(&app()->graph, app()->rows);
}

static void update(void) {
    for (u32 i = 0; i < app()->count; i += 10) {
        Row *old = app()->items[i], *row = row_new(old->id);
        memcpy(row->label, old->label, old->label_bytes);
        row->label_bytes = old->label_bytes;
        label_add(row, " !!!");
        app()->items[i] = row;
        row_release(NULL, (uintptr_t)old);
    }
    ui_touch(&app()->graph, app()->rows);
}

static void swap(void) {
    if (app()->count < 999) return;
    Row *row = app()->items[1];
    app()->items[1] = app()->items[998];
    app()->items[998] = row;
    ui_touch(&app()->graph, app()->rows);
}

static void remove_key(u64 id) {
    u32 i = 0;
    while (i < app()->count && app()->items[i]->id != id) i++;
    if (i == app()->count) return;
    row_release(NULL, (uintptr_t)app()->items[i]);
    memmove(app()->items + i, app()->items + i + 1, (--app()->count - i) * sizeof(Row *));
    ui_touch(&app()->graph, app()->rows);
}

// ---- the view
static const char main_html[] =
    "<div class=container><div class=jumbotron><button id=run>Create 1,000 rows</button>"
    "<button id=runlots>Create 10,000 rows</button><button id=add>Append 1,000 rows</button>"
    "<button id=update>Update every 10th row</button><button id=clear>Clear</button>"
    "<button id=swaprows>Swap Rows</button></div>"
    "<table class='table table-hover table-striped test-data'><tbody></tbody></table></div>";
enum { MAIN_BUTTON = 1, MAIN_BODY = 7, ROW_ID = 1, ROW_LABEL, ROW_SELECT, ROW_REMOVE };
static const u32 main_paths[] = {4, 12, 28, 60, 124, 252, 10};
static const UiTemplate main_template = {main_html, main_paths, sizeof main_html - 1, 7, 0};

static const char row_html[] =
    "<tr><td class=col-md-1> </td><td class=col-md-4><a> </a></td><td class=col-md-1><a>"
    "<span class='glyphicon glyphicon-remove' aria-hidden=true></span></a></td>"
    "<td class=col-md-6></td></tr>";
static const u32 row_paths[] = {4, 18, 10, 22};
static const UiTemplate row_template = {row_html, row_paths, sizeof row_html - 1, 4, 2};

static UiWord label_run(UiGraph *graph, void *self) {
    Instance *at = self;
    Row *row = (Row *)(uintptr_t)ui_read(graph, at->value);
    ui_dom_text(&app()->dom, ui_dom_hole(at->id, ROW_LABEL), row->label, row->label_bytes);
    return 0;
}

static u32 on_row(UiGraph *graph, void *self, const UiEvent *event) {
    Instance *at = self;
    u32 hole = event->node >> 24;
    if (hole == ROW_SELECT) ui_write(graph, app()->selected, at->key);
    if (hole == ROW_REMOVE) remove_key(at->key);
    return 0;
}

static void row_create(UiGraph *graph, KeyedList *list, KeyedRow *row) {
    Instance *at = app()->free_instances;
    if (at) {
        app()->free_instances = at->next;
    } else {
        at = pool_take(sizeof *at);
    }
    *at = (Instance){.id = row->id, .key = row->key, .value = row->value};
    ui_events_on(&app()->events, row->id, on_row, at, row->scope);
    ui_dom_int(list->dom, ui_dom_hole(row->id, ROW_ID), (i64)row->key);
    ui_own_self(ui_binding_new(graph, UI_BINDING, label_run, at));
    if (row->key == app()->shown) ui_dom_class(list->dom, row->id, "danger", true);
}

static const KeyedListCode list_code = {.create = row_create, .value_kind = &row_kind};

static UiWord list_run(UiGraph *graph, void *self) {
    (void)self;
    ui_read(graph, app()->rows);
    for (u32 i = 0; i < app()->count; i++) {
        app()->keys[i] = app()->items[i]->id;
        app()->values[i] = (uintptr_t)app()->items[i];
    }
    keyed_list_update(graph, &app()->list, app()->keys, app()->values, app()->count);
    return 0;
}

// `selected == row.id`, turned around: two rows change, whatever their number.
static UiWord selected_run(UiGraph *graph, void *self) {
    (void)self;
    UiDom *dom = &app()->dom;
    u64 selected = ui_read(graph, app()->selected);
    KeyedRow *old = app()->shown ? keyed_list_find(&app()->list, app()->shown) : NULL;
    KeyedRow *new = selected ? keyed_list_find(&app()->list, selected) : NULL;
    if (old) ui_dom_class(dom, old->id, "danger", false);
    if (new) ui_dom_class(dom, new->id, "danger", true);
    app()->shown = selected;
    return 0;
}

static u32 on_main(UiGraph *graph, void *self, const UiEvent *event) {
    (void)graph, (void)self;
    switch (event->node >> 24) {
    case MAIN_BUTTON: clear(), append(1000); break;
    case MAIN_BUTTON + 1: clear(), append(10000); break;
    case MAIN_BUTTON + 2: append(1000); break;
    case MAIN_BUTTON + 3: update(); break;
    case MAIN_BUTTON + 4: clear(); break;
    case MAIN_BUTTON + 5: swap(); break;
    default: break;
    }
    return 0;
}

// ---- the program
static void apply(void *context, const u32 *words, u32 count, const u8 *text, u32 bytes) {
    (void)context;
    rows_js_apply(words, count, text, bytes);
}

static void schedule(void *context) {
    (void)context;
    rows_js_schedule();
}

static void render(void *context) {
    (void)context;
    ui_dom_apply(&app()->dom);
}

static void drop(void *context, void *self) {
    (void)context;
    Instance *at = self;
    at->next = app()->free_instances;
    app()->free_instances = at;
}

void rows_start(void) {
    UiHost host = {.pages = pages, .schedule = schedule, .render = render, .drop = drop};
    UiDomHost dom_host = {.pages = pages, .apply = apply};
    UiGraph *graph = &app()->graph;
    UiDom *dom = &app()->dom;
    ui_init(graph, &host);
    ui_dom_init(dom, &dom_host);
    app()->random = 2463534242u;
    app()->next_id = 1;
    app()->rows = ui_atom_new(graph, NULL, 0, "rows");
    app()->selected = ui_atom_new(graph, NULL, 0, "selected");
    app()->main = ui_dom_stamp(dom, ui_dom_template(dom, &main_template), UI_DOM_CONTAINER, 0);
    ui_events_init(&app()->events, dom, graph);
    ui_events_on(&app()->events, app()->main, on_main, NULL, NULL);
    keyed_list_init(&app()->list, &list_code, dom, NULL, ui_dom_template(dom, &row_template),
                    ui_dom_hole(app()->main, MAIN_BODY));
    ui_dom_listen(dom, "click");
    ui_binding_new(graph, UI_STRUCTURE, list_run, NULL);
    ui_binding_new(graph, UI_BINDING, selected_run, NULL);
    ui_flush(graph);
}

void rows_flush(void) {
    ui_flush(&app()->graph);
}

UiEvent *rows_event(void) {
    return &app()->events.event;
}

u8 *rows_event_text(u32 bytes) {
    return ui_events_text(&app()->events, bytes);
}

u32 rows_dispatch(void) {
    return ui_events_dispatch(&app()->events);
}
