// Module _ui: timers, and code before each paint.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/ui/page.h"
#include "runtime/ui/world.h"

#include <string.h>

enum { TIMERS_MIN = 16 };

static u32 free_number(UiWorld *world) {
    for (u32 i = 1; i < world->timer_capacity; i++) {
        if (!world->timers[i]) return i;
    }
    u32 old = world->timer_capacity;
    world->timer_capacity = old ? old * 2 : TIMERS_MIN;
    NodeObject **timers = ui_world_pages(world, world->timer_capacity * sizeof(NodeObject *));
    memset(timers, 0, world->timer_capacity * sizeof(NodeObject *));
    if (old > 0) memcpy(timers, world->timers, old * sizeof(NodeObject *));
    world->timers = timers;
    return old ? old : 1;
}

static UiWord end(UiGraph *graph, void *self) {
    UiWorld *world = graph->host.context;
    u32 number = (u32)(uintptr_t)self;
    world->timers[number] = NULL;
    ui_page_timer_end(number);
    return 0;
}

// A scope that ends the timer with itself.
static ResultWord timer_new(RtState *rt, Value code, f64 milliseconds, bool repeats) {
    UiWorld *world = ui_world(rt);
    UiGraph *graph = &world->graph;
    UiNode *scope = ui_scope_new(graph);
    NodeObject *object = ui_world_node_new(world, scope, code);
    u32 number = free_number(world);
    world->timers[number] = object;
    UiPlace place = ui_scope_begin(graph, scope);
    ui_on_cleanup(graph, end, (void *)(uintptr_t)number);
    ui_place_end(graph, place);
    ui_page_timer(number, milliseconds, repeats);
    return word_object(object);
}

ResultWord rt_native_UI_TIMER(RtState *rt, const Value *args) {
    if (value_is_float(args[1]))
        return timer_new(rt, args[0], value_f64(args[1]), args[2] == VALUE_TRUE);
    if (value_is_small_int(args[1]))
        return timer_new(rt, args[0], (f64)value_small(args[1]), args[2] == VALUE_TRUE);
    return error_text(rt, CLASS_TYPE_ERROR, "a time in milliseconds is needed");
}

ResultWord rt_native_UI_FRAME(RtState *rt, const Value *args) {
    return timer_new(rt, args[0], -1, true);
}

ResultWord rt_native_UI_TIME(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(value_box_f64(rt, ui_world(rt)->time_ms));
}

void ui_world_timer(UiWorld *world, u32 id, f64 time_ms) {
    NodeObject *object = id < world->timer_capacity ? world->timers[id] : NULL;
    if (!object || !object->node) return;
    UiGraph *graph = &world->graph;
    UiNode *owner = object->node->owner ? object->node->owner : graph->root;
    world->time_ms = time_ms;
    Value code = value_retain(object->code);
    UiPlace place = ui_scope_begin(graph, owner);
    Value result = ui_world_call(graph, code);
    value_release(world->rt, result);
    value_release(world->rt, code);
    UiNode *held = place.held;
    (void)held;
    ui_route_error(graph, owner);
    ui_place_end(graph, place);
}
