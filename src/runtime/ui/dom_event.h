// runtime/ui/dom_event.h — events of the page on their way to the code of views.
//
// One listener per type stands at the container (UI_DOM_LISTEN). The loader finds which root and
// hole was hit, fills the UiEvent that lies at a place it knows, and calls ui_event_dispatch, from
// the innermost root outwards. Compiled code registers one handler per root, a switch over hole and
// type.
#pragma once

#include "runtime/ui/dom.h"
#include "runtime/ui/reactive.h"

enum {
    UI_EVENT_PREVENT = 1,  // results of handlers: preventDefault
    UI_EVENT_STOP = 2,     // stopPropagation
    UI_EVENT_SHIFT = 1,    // modifiers
    UI_EVENT_CTRL = 2,
    UI_EVENT_ALT = 4,
    UI_EVENT_META = 8
};

// web/ui/events.mjs writes it at these offsets.
typedef struct {
    f64 x, y, delta_y;
    NodeRef node;
    u32 type;  // the name's number: ui_dom_name
    u32 button, modifiers, is_checked;
    u32 key_bytes, code_bytes, value_bytes;  // UTF-8, one after the other at `text`
    const u8 *text;                          // borrowed until the handler returns
} UiEvent;

typedef u32 (*UiHandler)(UiGraph *graph, void *self, const UiEvent *event);

typedef struct {
    UiHandler handler;  // NULL: nobody listens here
    void *self;
    UiNode *scope;  // whose boundary gets the errors; held. NULL: nobody's
} UiListener;

typedef struct {
    UiDom *dom;
    UiGraph *graph;
    UiListener *listeners;  // by id
    u32 capacity;
    u8 *text;
    u32 text_capacity;
    UiEvent event;
} UiEvents;

void ui_events_init(UiEvents *events, UiDom *dom, UiGraph *graph);
// The handler of root `id` until its next user registers another; NULL ends it. It is not called
// any more once `scope` is disposed.
void ui_events_on(UiEvents *events, u32 id, UiHandler handler, void *self, UiNode *scope);
// Room for an event's texts.
u8 *ui_events_text(UiEvents *events, u32 bytes);
// Runs the handler of events->event. Untracked; a failure goes to the boundary.
u32 ui_events_dispatch(UiEvents *events);
