#include "runtime/ui/reactive_priv.h"

enum { TEXT_BYTES_MAX = 400 };

typedef struct {
    char bytes[TEXT_BYTES_MAX];
    usize len;
} Text;

// What does not fit is cut off.
static void text_add(Text *text, const char *part) {
    if (!part) part = "(unnamed)";
    usize len = strlen(part);
    usize room = sizeof text->bytes - text->len;
    if (len > room) len = room;
    memcpy(text->bytes + text->len, part, len);
    text->len += len;
}

void ui_fail_take(UiGraph *graph, UiWord error) {
    CHECK(!graph->is_failed);
    graph->is_failed = true;
    graph->error = error;
}

UiWord ui_take_error(UiGraph *graph) {
    CHECK(graph->is_failed);
    graph->is_failed = false;
    return graph->error;
}

void reactive_fail(UiGraph *graph, UiErrorKind kind, const char *text, usize len) {
    ui_fail_take(graph, graph->host.error(graph->host.context, kind, text, len));
}

// From `node` down to it again: those who wait for one another.
static void add_path(Text *text, const UiNode *node, const UiNode *from) {
    const UiNode *path[16];
    u32 count = 0;
    for (const UiNode *at = from; at && at != node && count < COUNT_OF(path); at = at->up) {
        if (reactive_type(at) == UI_COMPUTED) path[count++] = at;
    }
    text_add(text, node->name);
    while (count > 0) {
        text_add(text, " -> ");
        text_add(text, path[--count]->name);
    }
    text_add(text, " -> ");
    text_add(text, node->name);
}

void reactive_fail_cycle(UiGraph *graph, const UiNode *node) {
    Text text = {.len = 0};
    text_add(&text, "a computed atom reads itself: ");
    add_path(&text, node, graph->owner);
    reactive_fail(graph, UI_ERROR_CYCLE, text.bytes, text.len);
}

void reactive_fail_passes(UiGraph *graph) {
    Text text = {.len = 0};
    text_add(&text, "effects go on writing what they depend on: ");
    for (u32 i = 0; i < graph->written_count; i++) {
        if (i > 0) text_add(&text, ", ");
        text_add(&text, graph->written[i]);
    }
    reactive_fail(graph, UI_ERROR_CYCLE, text.bytes, text.len);
}

static void error_release(UiGraph *graph, UiWord error) {
    const UiKind *kind = graph->host.error_kind;
    if (kind && kind->release) kind->release(graph->host.context, error);
}

void ui_route_error(UiGraph *graph, UiNode *node) {
    UiNode *held = NULL;  // the handler may dispose what comes next
    for (UiNode *at = node; graph->is_failed;) {
        while (at && (!(at->flags & UI_IS_BOUNDARY) || at->flags & UI_DEAD)) at = at->owner;
        UiWord error = ui_take_error(graph);
        UiNode *outer = at ? at->owner : NULL;
        if (outer) ui_retain(outer);
        if (at) {
            u32 depth = graph->depth;
            graph->depth = 0;
            UiPlace place = ui_scope_begin(graph, at);
            at->caught(graph, at->self, error);
            ui_place_end(graph, place);
            graph->depth = depth;
        } else {
            graph->host.report(graph->host.context, error);
        }
        error_release(graph, error);
        if (held) ui_release(graph, held);
        at = held = outer;
    }
    if (held) ui_release(graph, held);
}
