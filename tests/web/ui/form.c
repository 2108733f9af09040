// A page of tests for what the rows application has not: a field that is shown in capitals while
// one types, a branch with its own state, attributes and styles, focus, an error boundary.
#include "runtime/ui/branch.h"
#include "runtime/ui/dom_event.h"

#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define JS(name) __attribute__((import_module("ui"), import_name(#name)))

JS(apply) void form_js_apply(const u32 *words, u32 count, const u8 *text, u32 bytes);
JS(schedule) void form_js_schedule(void);
JS(report) void form_js_report(u32 error);
JS(stored) i32 form_js_stored(u32 storage, const char *key, u32 bytes);

EXPORT(start) void form_start(void);
EXPORT(flush) void form_flush(void);
EXPORT(event) UiEvent *form_event(void);
EXPORT(event_text) u8 *form_event_text(u32 bytes);
EXPORT(dispatch) u32 form_dispatch(void);
EXPORT(mounts) u32 form_mounts(void);

enum { TEXT_BYTES_MAX = 200, ERROR_NUMBER = 42 };

typedef struct {
    UiGraph graph;
    UiDom dom;
    UiEvents events;
    UiNode *text, *is_on, *clicks, *caught;  // text: a version; its bytes are below
    u8 bytes[TEXT_BYTES_MAX];
    u32 byte_count;
    u32 main;
    UiBranch branch;
    u32 mounts, unmounts;
} Form;

static Form form_state;

static Form *form(void) {
    return &form_state;
}

static const char main_html[] =
    "<form><input class=field><p> </p><input type=checkbox><button type=button class=fail>Fail"
    "</button><button type=button class=focus>Focus</button><i> </i></form>";
enum { FIELD = 2, MIRROR = 1, CHECK_BOX = 3, FAIL, FOCUS, CAUGHT };
// Its holes in this order: the text of p (stamped), field, checkbox, fail, focus, the text of i.
static const u32 main_paths[] = {10, 2, 14, 30, 62, 190};
static const UiTemplate main_template = {main_html, main_paths, sizeof main_html - 1, 6, 1};

static const char branch_html[] = "<div><button type=button>Count</button><b> </b><input></div>";
enum { COUNT_TEXT = 1, COUNT_BUTTON };
static const u32 branch_paths[] = {10, 2, 14};
static const UiTemplate branch_template = {branch_html, branch_paths, sizeof branch_html - 1, 3, 1};

static const char text_key[] = "form.text";

static void *pages(void *context, usize bytes) {
    (void)context;
    usize before = __builtin_wasm_memory_grow(0, (bytes + 65535) / 65536);
    return before == (usize)-1 ? NULL : (void *)(before * 65536);
}

static void apply(void *context, const u32 *words, u32 count, const u8 *text, u32 bytes) {
    (void)context;
    form_js_apply(words, count, text, bytes);
}

static void schedule(void *context) {
    (void)context;
    form_js_schedule();
}

static void render(void *context) {
    (void)context;
    ui_dom_apply(&form()->dom);
}

static void report(void *context, UiWord error) {
    (void)context;
    form_js_report((u32)error);
}

// ---- bindings
static UiWord show_text(UiGraph *graph, void *self) {
    (void)self;
    ui_read(graph, form()->text);
    UiDom *dom = &form()->dom;
    u32 id = form()->main, len = form()->byte_count;
    ui_dom_text(dom, ui_dom_hole(id, MIRROR), form()->bytes, len);
    ui_dom_property_text(dom, ui_dom_hole(id, FIELD), "value", form()->bytes, len);
    ui_dom_attribute(dom, ui_dom_hole(id, FIELD), "data-bytes", form()->bytes, len);
    const char *color = len > 3 ? "red" : "blue";
    ui_dom_style(dom, ui_dom_hole(id, FIELD), "color", (const u8 *)color, (u32)strlen(color));
    ui_dom_property_number(dom, ui_dom_hole(id, FIELD), "tabIndex", 7);
    if (len == 0) ui_dom_attribute_remove(dom, ui_dom_hole(id, FIELD), "data-bytes");
    return 0;
}

// @Persist("form.text", storage: .session)
static UiWord keep_text(UiGraph *graph, void *self) {
    (void)self;
    ui_read(graph, form()->text);
    ui_dom_store(&form()->dom, UI_STORAGE_SESSION, text_key, form()->bytes, form()->byte_count, 50);
    return 0;
}

static UiWord show_clicks(UiGraph *graph, void *self) {
    (void)self;
    ui_dom_int(&form()->dom, ui_dom_hole(form()->branch.roots[0], COUNT_TEXT),
               (i64)ui_read(graph, form()->clicks));
    return 0;
}

static UiWord mounted(UiGraph *graph, void *self) {
    (void)graph, (void)self;
    form()->mounts++;
    return 0;
}

static UiWord unmounted(UiGraph *graph, void *self) {
    (void)graph, (void)self;
    form()->unmounts++;
    return 0;
}

static u32 on_branch(UiGraph *graph, void *self, const UiEvent *event) {
    (void)self;
    if (event->type == ui_dom_name(&form()->dom, "focusout")) {
        ui_fail_take(graph, ERROR_NUMBER);  // it is gone already: nobody must ask it
        return 0;
    }
    if (event->node >> 24 != COUNT_BUTTON) return 0;
    ui_write(graph, form()->clicks, ui_peek(graph, form()->clicks) + 1);
    return UI_EVENT_STOP;
}

static void make_branch(UiGraph *graph, UiBranch *branch, u32 which) {
    (void)which;
    Form *at = form();
    at->clicks = ui_atom_new(graph, NULL, 0, "clicks");
    u32 id = ui_dom_stamp(&at->dom, ui_dom_template(&at->dom, &branch_template), branch->parent,
                          branch->before);
    ui_branch_root(branch, id);
    ui_events_on(&at->events, id, on_branch, NULL, branch->scope);
    ui_binding_new(graph, UI_BINDING, show_clicks, NULL);
    ui_on_mount(graph, mounted, NULL);
    ui_on_cleanup(graph, unmounted, NULL);
}

static UiWord show_branch(UiGraph *graph, void *self) {
    (void)self;
    ui_branch_show(graph, &form()->branch, ui_read(graph, form()->is_on) ? 1 : UI_BRANCH_NONE);
    return 0;
}

static UiWord show_caught(UiGraph *graph, void *self) {
    (void)self;
    ui_dom_int(&form()->dom, ui_dom_hole(form()->main, CAUGHT),
               (i64)ui_read(graph, form()->caught));
    return 0;
}

// ---- handlers
static void on_input(UiGraph *graph, const UiEvent *event) {
    const u8 *value = event->text + event->key_bytes + event->code_bytes;
    u32 len = event->value_bytes < TEXT_BYTES_MAX ? event->value_bytes : TEXT_BYTES_MAX;
    for (u32 i = 0; i < len; i++) {
        form()->bytes[i] = value[i] >= 'a' && value[i] <= 'z' ? (u8)(value[i] - 32) : value[i];
    }
    form()->byte_count = len;
    ui_touch(graph, form()->text);
}

static u32 on_main(UiGraph *graph, void *self, const UiEvent *event) {
    (void)self;
    bool is_click = event->type == ui_dom_name(&form()->dom, "click");
    if (event->type == ui_dom_name(&form()->dom, "focusout") && event->node >> 24 == 0) {
        // Perhaps while the page is changed: writing and speaking to it are allowed.
        ui_write(graph, form()->caught, 7);
        ui_dom_attribute(&form()->dom, form()->main, "data-left", (const u8 *)"yes", 3);
        return 0;
    }
    switch (event->node >> 24) {
    case FIELD:
        if (event->type == ui_dom_name(&form()->dom, "input")) on_input(graph, event);
        return 0;
    case CHECK_BOX:
        if (event->type == ui_dom_name(&form()->dom, "change")) {
            ui_write(graph, form()->is_on, event->is_checked);
        }
        return 0;
    case FAIL:
        if (is_click) ui_fail_take(graph, ERROR_NUMBER);
        return 0;
    case FOCUS:
        if (is_click) ui_dom_call(&form()->dom, ui_dom_hole(form()->main, FIELD), "focus");
        return 0;
    default: return 0;
    }
}

static void caught(UiGraph *graph, void *self, UiWord error) {
    (void)self;
    ui_write(graph, form()->caught, error);
}

// ---- the program
void form_start(void) {
    UiHost host = {.pages = pages, .schedule = schedule, .render = render, .report = report};
    UiDomHost dom_host = {.pages = pages, .apply = apply};
    Form *at = form();
    UiGraph *graph = &at->graph;
    ui_init(graph, &host);
    ui_dom_init(&at->dom, &dom_host);
    ui_events_init(&at->events, &at->dom, graph);
    UiNode *scope = ui_scope_new(graph);
    ui_scope_catch(scope, caught, NULL);
    UiPlace place = ui_scope_begin(graph, scope);
    i32 stored = form_js_stored(UI_STORAGE_SESSION, text_key, sizeof text_key - 1);
    if (stored > 0 && stored < TEXT_BYTES_MAX) {
        at->byte_count = (u32)stored;
        memcpy(at->bytes, at->events.text, at->byte_count);
    }
    at->text = ui_atom_new(graph, NULL, 0, "text");
    at->is_on = ui_atom_new(graph, NULL, 0, "is_on");
    at->caught = ui_atom_new(graph, NULL, 0, "caught");
    at->main =
        ui_dom_stamp(&at->dom, ui_dom_template(&at->dom, &main_template), UI_DOM_CONTAINER, 0);
    ui_branch_init(&at->branch, &at->dom, make_branch, NULL, at->main,
                   ui_dom_anchor(&at->dom, at->main, 0));
    at->branch.enter_class = "enter";
    at->branch.leave_class = "leave";
    ui_events_on(&at->events, at->main, on_main, NULL, scope);
    ui_dom_listen(&at->dom, "click");
    ui_dom_listen(&at->dom, "input");
    ui_dom_listen(&at->dom, "change");
    ui_dom_listen(&at->dom, "focusout");
    ui_binding_new(graph, UI_BINDING, show_text, NULL);
    ui_binding_new(graph, UI_BINDING, show_caught, NULL);
    ui_binding_new(graph, UI_STRUCTURE, show_branch, NULL);
    ui_effect_new(graph, keep_text, NULL);
    ui_place_end(graph, place);
    ui_flush(graph);
}

void form_flush(void) {
    ui_flush(&form()->graph);
}

UiEvent *form_event(void) {
    return &form()->events.event;
}

u8 *form_event_text(u32 bytes) {
    return ui_events_text(&form()->events, bytes);
}

u32 form_dispatch(void) {
    u32 flags = ui_events_dispatch(&form()->events);
    ui_dom_apply(&form()->dom);  // what a handler asked of the page itself: focus
    return flags;
}

u32 form_mounts(void) {
    return form()->mounts * 100 + form()->unmounts;
}
