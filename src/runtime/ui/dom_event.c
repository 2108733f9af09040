#include "runtime/ui/dom_event.h"

#include "base/check.h"

#include <string.h>

enum { LISTENERS_MIN = 1024, TEXT_BYTES_MIN = 1024 };

void ui_events_init(UiEvents *events, UiDom *dom, UiGraph *graph) {
    *events = (UiEvents){.dom = dom, .graph = graph};
}

static void *grown(const UiEvents *events, usize bytes) {
    const UiDomHost *host = &events->dom->host;
    void *memory = host->pages(host->context, bytes);
    CHECK(memory);
    return memory;
}

void ui_events_on(UiEvents *events, u32 id, UiHandler handler, void *self, UiNode *scope) {
    if (id >= events->capacity) {
        u32 capacity = events->capacity ? events->capacity * 2 : LISTENERS_MIN;
        while (capacity <= id) capacity *= 2;
        UiListener *listeners = grown(events, capacity * sizeof *listeners);
        memset(listeners, 0, capacity * sizeof *listeners);
        if (events->capacity > 0) {
            memcpy(listeners, events->listeners, events->capacity * sizeof *listeners);
        }
        events->listeners = listeners;
        events->capacity = capacity;
    }
    UiNode *old = events->listeners[id].scope;
    events->listeners[id] = (UiListener){handler, self, scope ? ui_retain(scope) : NULL};
    if (old) ui_release(events->graph, old);
}

u8 *ui_events_text(UiEvents *events, u32 bytes) {
    if (events->text_capacity < bytes) {
        u32 capacity = events->text_capacity ? events->text_capacity * 2 : TEXT_BYTES_MIN;
        while (capacity < bytes) capacity *= 2;
        events->text = grown(events, capacity);
        events->text_capacity = capacity;
    }
    events->event.text = events->text;
    return events->text;
}

u32 ui_events_dispatch(UiEvents *events) {
    u32 id = events->event.node & UI_DOM_ID_MAX;
    if (id >= events->capacity || !events->listeners[id].handler) return 0;
    UiListener at = events->listeners[id];
    if (at.scope && at.scope->flags & UI_DEAD) {  // the page said it late
        ui_events_on(events, id, NULL, NULL, NULL);
        return 0;
    }
    if (at.scope) ui_retain(at.scope);  // the handler may register another one
    // Even in the midst of a binding, whose commands made the page say something.
    UiGraph *graph = events->graph;
    u32 depth = graph->depth;
    graph->depth = 0;
    UiPlace place = ui_scope_begin(graph, at.scope ? at.scope : graph->root);
    u32 flags = at.handler(graph, at.self, &events->event);
    ui_place_end(graph, place);
    ui_route_error(graph, at.scope);
    graph->depth = depth;
    if (at.scope) ui_release(graph, at.scope);
    return flags;
}
