// runtime/ui/world.h — the graph, the page and the events of one program, and what the natives of
// module _ui share. Words of the graph are Values: items of lists, exceptions.
//
// A node that Python holds is a NodeObject, which the graph owns too: it forgets the node when that
// is disposed, so reading and writing what is gone does nothing. Code is any callable; the node or
// the scope that runs it owns it.
#pragma once

#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/ui/branch.h"
#include "runtime/ui/dom_event.h"
#include "runtime/ui/keyed_list.h"
#include "runtime/ui/route.h"

typedef struct {
    Object head;
    Value code;
    union {
        UiNode *node;  // NULL: disposed
        u64 node_slot;
    };
} NodeObject;
NATIVE_CLASS_CHECK(NodeObject, UI_NODE);

typedef struct {
    Object head;
    Value code;
    union {
        UiBranch branch;
        u64 words[14];
    };
} BranchObject;
NATIVE_CLASS_CHECK(BranchObject, UI_BRANCH);

typedef struct {
    Object head;
    Value code;
    union {
        KeyedList list;
        u64 words[20];
    };
} ListObject;
NATIVE_CLASS_CHECK(ListObject, UI_LIST);

typedef struct {
    RtState *rt;
    UiGraph graph;
    UiDom dom;
    UiEvents events;
    u8 *next, *end;    // memory of the host that is left
    UiBranch *branch;  // that is made; NULL: none
    KeyedRow *row;     // ditto
    u32 flags;         // what the handler of the event asks for
    KeyedListCode list_code;
    NodeObject **timers;  // by number; NULL: free. Borrowed from their nodes
    u32 timer_capacity;
    f64 time_ms;           // of the timer that runs
    UiLocation *location;  // NULL: nobody asked
} UiWorld;

UiWorld *ui_world(RtState *rt);
void *ui_world_pages(void *context, usize bytes);

// Calls code(); an exception becomes the graph's pending failure. What it gives is owned;
// UNDEFINED: it failed.
Value ui_world_call(UiGraph *graph, Value code);
// None, or the graph's pending failure as an exception.
ResultWord ui_world_done(UiWorld *world);
// The scope that is being filled owns the object: it goes when the scope does.
void ui_world_hold(UiWorld *world, Value object);
// What was created last in the scope that is being filled.
UiNode *ui_world_newest(UiGraph *graph);
// A number of 32 bits. False: exception.
NODISCARD bool ui_world_number(RtState *rt, Value value, u32 *number);
// The node's object, or NULL: exception. Its node is NULL when it is disposed.
NodeObject *ui_world_node(RtState *rt, Value value);
// A new object for the node, which owns it.
NodeObject *ui_world_node_new(UiWorld *world, UiNode *node, Value code);

// UTF-8 of a str while it is used.
typedef struct {
    const u8 *text;
    u32 bytes;
    u8 *made;  // from rt_alloc, or NULL
    usize capacity;
} UiText;

// False: exception.
NODISCARD bool ui_text_begin(RtState *rt, Value value, UiText *text);
void ui_text_end(RtState *rt, UiText *text);

// What the loader calls: native_time.c, native_location.c.
void ui_world_timer(UiWorld *world, u32 id, f64 time_ms);
void ui_world_located(UiWorld *world, u32 bytes);
