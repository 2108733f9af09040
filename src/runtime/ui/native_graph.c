// Module _ui: atoms, computed atoms, bindings, effects, scopes.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/str.h"
#include "runtime/ui/world.h"

#include <string.h>

// A name for messages, kept for ever; NULL for None.
static const char *name_kept(UiWorld *world, Value name) {
    if (!value_is_str(name)) return NULL;
    UiText text;
    if (!ui_text_begin(world->rt, name, &text)) return NULL;
    char *kept = ui_world_pages(world, text.bytes + 1);
    if (kept) {
        memcpy(kept, text.text, text.bytes);
        kept[text.bytes] = 0;
    }
    ui_text_end(world->rt, &text);
    return kept;
}

ResultWord rt_native_UI_ATOM(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiNode *node = ui_atom_new(&world->graph, NULL, 0, name_kept(world, args[0]));
    return word_object(ui_world_node_new(world, node, VALUE_NONE));
}

// The value lives in the program; the node counts how often it became another one.
static UiWord run_computed(UiGraph *graph, void *self) {
    NodeObject *object = self;
    UiNode *node = object->node;
    UiWord old = node && node->flags & UI_HAS_VALUE && !(node->flags & UI_FAILED) ? node->value : 0;
    Value is_other = ui_world_call(graph, object->code);
    return is_other == VALUE_FALSE ? old : old + 1;
}

ResultWord rt_native_UI_COMPUTED(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiNode *node =
        ui_computed_new(&world->graph, NULL, run_computed, NULL, name_kept(world, args[1]));
    return word_object(ui_world_node_new(world, node, args[0]));
}

// None stands for what never changes.
ResultWord rt_native_UI_READ(RtState *rt, const Value *args) {
    if (args[0] == VALUE_NONE) return word_ok(VALUE_NONE);
    NodeObject *object = ui_world_node(rt, args[0]);
    if (!object) return word_error();
    if (!object->node) return word_ok(VALUE_NONE);
    UiWorld *world = ui_world(rt);
    ui_read(&world->graph, object->node);
    return ui_world_done(world);
}

ResultWord rt_native_UI_PEEK(RtState *rt, const Value *args) {
    if (args[0] == VALUE_NONE) return word_ok(VALUE_NONE);
    NodeObject *object = ui_world_node(rt, args[0]);
    if (!object) return word_error();
    if (!object->node) return word_ok(VALUE_NONE);
    UiWorld *world = ui_world(rt);
    ui_peek(&world->graph, object->node);
    return ui_world_done(world);
}

ResultWord rt_native_UI_MARK(RtState *rt, const Value *args) {
    if (args[0] == VALUE_NONE) return word_ok(VALUE_NONE);
    NodeObject *object = ui_world_node(rt, args[0]);
    if (!object) return word_error();
    if (!object->node) return word_ok(VALUE_NONE);
    UiWorld *world = ui_world(rt);
    ui_touch(&world->graph, object->node);
    return ui_world_done(world);
}

// ---- code that runs: its closure is the callable itself
static UiWord run_code(UiGraph *graph, void *self) {
    UiWorld *world = graph->host.context;
    Value result = ui_world_call(graph, value_from_ref(self));
    value_release(world->rt, result);
    return 0;
}

static ResultWord binding_new(RtState *rt, UiNodeType type, Value code) {
    UiWorld *world = ui_world(rt);
    if (!value_is_ref(code)) return error_text(rt, CLASS_TYPE_ERROR, "a callable is needed");
    void *self = value_ref(value_retain(code));
    UiNode *node = ui_binding_new(&world->graph, type, run_code, self);
    if (node) {
        ui_own_self(node);
    } else {
        value_release(rt, code);
    }
    return ui_world_done(world);
}

ResultWord rt_native_UI_BIND(RtState *rt, const Value *args) {
    return binding_new(rt, UI_BINDING, args[0]);
}

ResultWord rt_native_UI_STRUCTURE(RtState *rt, const Value *args) {
    return binding_new(rt, UI_STRUCTURE, args[0]);
}

static UiWord run_effect(UiGraph *graph, void *self) {
    UiWorld *world = graph->host.context;
    Value result = ui_world_call(graph, ((NodeObject *)self)->code);
    value_release(world->rt, result);
    return 0;
}

ResultWord rt_native_UI_EFFECT(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiNode *node = ui_effect_new(&world->graph, run_effect, NULL);
    return word_object(ui_world_node_new(world, node, args[0]));
}

static ResultWord own_code(RtState *rt, Value code, void (*make)(UiGraph *, UiRun, void *)) {
    UiWorld *world = ui_world(rt);
    if (!value_is_ref(code)) return error_text(rt, CLASS_TYPE_ERROR, "a callable is needed");
    make(&world->graph, run_code, value_ref(value_retain(code)));
    ui_own_self(ui_world_newest(&world->graph));
    return word_ok(VALUE_NONE);
}

// What it makes belongs to the scope that it stands in: it runs once, and is gone.
static UiWord run_mount(UiGraph *graph, void *self) {
    UiWorld *world = graph->host.context;
    NodeObject *object = self;
    UiNode *owner = object->node ? object->node->owner : NULL;
    UiPlace place = ui_scope_begin(graph, owner ? owner : graph->root);
    Value result = ui_world_call(graph, object->code);
    value_release(world->rt, result);
    ui_place_end(graph, place);
    return 0;
}

ResultWord rt_native_UI_MOUNT(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    ui_on_mount(&world->graph, run_mount, NULL);
    NodeObject *object = ui_world_node_new(world, ui_world_newest(&world->graph), args[0]);
    object_release(rt, object);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_CLEANUP(RtState *rt, const Value *args) {
    return own_code(rt, args[0], ui_on_cleanup);
}

// ---- scopes
ResultWord rt_native_UI_UNTRACKED(RtState *rt, const Value *args) {
    UiGraph *graph = &ui_world(rt)->graph;
    UiPlace place = ui_untracked_begin(graph);
    ResultWord result = call_value(rt, args[0], NULL, 0);
    ui_place_end(graph, place);
    return result;
}

ResultWord rt_native_UI_SCOPE(RtState *rt, const Value *args) {
    (void)args;
    UiWorld *world = ui_world(rt);
    return word_object(ui_world_node_new(world, ui_scope_new(&world->graph), VALUE_NONE));
}

ResultWord rt_native_UI_WITHIN(RtState *rt, const Value *args) {
    NodeObject *object = ui_world_node(rt, args[0]);
    if (!object) return word_error();
    if (!object->node) return word_ok(VALUE_NONE);
    UiGraph *graph = &ui_world(rt)->graph;
    UiPlace place = ui_scope_begin(graph, object->node);
    ResultWord result = call_value(rt, args[1], NULL, 0);
    ui_place_end(graph, place);
    return result;
}

static void caught(UiGraph *graph, void *self, UiWord error) {
    UiWorld *world = graph->host.context;
    const Value argument = error;
    ResultWord result = call_value(world->rt, ((NodeObject *)self)->code, &argument, 1);
    if (result.is_error)
        ui_fail_take(graph, rt_exception_take(world->rt));
    else
        value_release(world->rt, result.value);
}

ResultWord rt_native_UI_CATCH(RtState *rt, const Value *args) {
    NodeObject *object = ui_world_node(rt, args[0]);
    if (!object) return word_error();
    if (!object->node) return word_ok(VALUE_NONE);
    value_assign_take(rt, &object->code, value_retain(args[1]));
    ui_scope_catch(object->node, caught, object);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_DISPOSE(RtState *rt, const Value *args) {
    NodeObject *object = ui_world_node(rt, args[0]);
    if (!object) return word_error();
    UiWorld *world = ui_world(rt);
    if (object->node) ui_dispose(&world->graph, object->node);
    return ui_world_done(world);
}

ResultWord rt_native_UI_FLUSH(RtState *rt, const Value *args) {
    (void)args;
    UiWorld *world = ui_world(rt);
    ui_flush(&world->graph);
    return ui_world_done(world);
}

// The program's views: what `code` makes lives as long as the program.
ResultWord rt_native_UI_START(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiGraph *graph = &world->graph;
    UiPlace place = ui_scope_begin(graph, ui_scope_new(graph));
    ResultWord result = call_value(rt, args[0], NULL, 0);
    ui_place_end(graph, place);
    if (result.is_error) return result;
    value_release(rt, result.value);
    ui_flush(graph);
    return ui_world_done(world);
}
