#include "runtime/ui/reactive_priv.h"

static void attach(UiGraph *graph, UiNode *node) {
    UiNode *owner = graph->owner;
    // What dies owns nothing new.
    if (!owner || owner->flags & UI_DEAD) owner = graph->root;
    node->seq = graph->seq++;
    node->hold_count = 1;
    if (!owner) return;
    node->owner = owner;
    node->level = owner->level + 1;
    node->older = owner->last_owned;
    if (owner->last_owned) {
        owner->last_owned->newer = node;
    } else {
        owner->first_owned = node;
    }
    owner->last_owned = node;
}

static void detach(UiNode *node) {
    UiNode *owner = node->owner;
    if (!owner) return;
    if (node->older) {
        node->older->newer = node->newer;
    } else {
        owner->first_owned = node->newer;
    }
    if (node->newer) {
        node->newer->older = node->older;
    } else {
        owner->last_owned = node->older;
    }
    node->owner = node->older = node->newer = NULL;
}

static UiNode *node_new(UiGraph *graph, u32 flags, UiRun run, void *self) {
    UiNode *node = reactive_node_alloc(graph);
    node->flags = flags;
    node->run = run;
    node->self = self;
    attach(graph, node);
    return node;
}

UiNode *ui_atom_new(UiGraph *graph, const UiKind *kind, UiWord value, const char *name) {
    UiNode *node = node_new(graph, UI_ATOM | UI_HAS_VALUE, NULL, NULL);
    node->kind = kind;
    node->value = value;
    node->name = name;
    if (kind && kind->retain) kind->retain(graph->host.context, value);
    return node;
}

UiNode *ui_computed_new(UiGraph *graph, const UiKind *kind, UiRun run, void *self,
                        const char *name) {
    UiNode *node = node_new(graph, UI_COMPUTED | UI_DIRTY, run, self);
    node->kind = kind;
    node->name = name;
    return node;
}

UiNode *ui_binding_new(UiGraph *graph, UiNodeType type, UiRun run, void *self) {
    UiNode *node = node_new(graph, type | UI_DIRTY, run, self);
    node->hold_count++;
    reactive_run(graph, node, true);
    if (LIKELY(!(node->flags & UI_DEAD))) {
        node->hold_count--;
        return node;
    }
    reactive_unlink_all(graph, node);
    ui_release(graph, node);
    return NULL;
}

UiNode *ui_effect_new(UiGraph *graph, UiRun run, void *self) {
    UiNode *node = node_new(graph, UI_EFFECT | UI_DIRTY, run, self);
    reactive_queue(graph, node);
    return node;
}

void ui_on_mount(UiGraph *graph, UiRun run, void *self) {
    reactive_queue(graph, node_new(graph, UI_MOUNT | UI_DIRTY, run, self));
}

void ui_on_cleanup(UiGraph *graph, UiRun run, void *self) {
    node_new(graph, UI_CLEANUP, run, self);
}

UiNode *ui_scope_new(UiGraph *graph) {
    return node_new(graph, UI_SCOPE, NULL, NULL);
}

void ui_scope_move(UiNode *scope, u32 place) {
    scope->seq = place;
}

void ui_scope_catch(UiNode *scope, UiCatch caught, void *self) {
    CHECK(reactive_type(scope) == UI_SCOPE);
    scope->flags |= UI_IS_BOUNDARY;
    scope->caught = caught;
    scope->self = self;
}

void ui_own_self(UiNode *node) {
    node->flags |= UI_OWNS_SELF;
}

UiNode *ui_retain(UiNode *node) {
    node->hold_count++;
    return node;
}

UiNode *ui_disown_take(UiNode *node) {
    if (node->owner) {
        detach(node);
    } else {
        node->hold_count++;
    }
    return node;
}

// ---- disposing
void reactive_try_free(UiGraph *graph, UiNode *node) {
    enum { HANDS = UI_RUNNING | UI_CHECKING | UI_QUEUED | UI_DOOMED };
    if (node->hold_count > 0 || node->flags & HANDS || !(node->flags & UI_DEAD)) return;
    void *self = node->flags & UI_OWNS_SELF ? node->self : NULL;
    // A release may run code; nobody can reach this node any more.
    reactive_value_drop(graph, node);
    if (self && graph->host.drop) graph->host.drop(graph->host.context, self);
    reactive_node_recycle(graph, node);
}

void ui_release(UiGraph *graph, UiNode *node) {
    CHECK(node->hold_count > 0);
    if (--node->hold_count > 0) return;
    if (node->flags & UI_DEAD) {
        reactive_try_free(graph, node);
    } else {  // nobody owns it
        node->hold_count = 1;
        ui_dispose(graph, node);
    }
}

static void run_cleanups(UiGraph *graph, UiNode *scope) {
    for (UiNode *node = scope->first_owned; node; node = node->newer) {
        if (reactive_type(node) != UI_CLEANUP || node->flags & UI_DEAD) continue;
        node->flags |= UI_DEAD;
        UiPlace place = ui_untracked_begin(graph);
        u32 depth = graph->depth;
        bool is_failed = graph->is_failed;  // what the disposal is a consequence of
        UiWord error = graph->error;
        graph->owner = graph->root;
        graph->depth = 0;  // a clean-up may write, whoever caused it
        graph->is_failed = false;
        node->run(graph, node->self);
        ui_route_error(graph, scope->owner);
        graph->is_failed = is_failed;
        graph->error = error;
        graph->depth = depth;
        ui_place_end(graph, place);
    }
}

// Owners before what they own. Nothing is unlinked yet: clean-ups may read their atoms.
static void kill(UiGraph *graph, UiNode *top) {
    for (UiNode *node = top;;) {
        if (!(node->flags & UI_DEAD)) {
            node->flags |= UI_DEAD;
            if (node->first_owned) run_cleanups(graph, node);
        }
        if (node->first_owned) {
            node = node->first_owned;
            continue;
        }
        while (node != top && !node->newer) node = node->owner;
        if (node == top) return;
        node = node->newer;
    }
}

static void take_apart(UiGraph *graph, UiNode *top) {
    for (UiNode *node = top;;) {
        while (node->last_owned) node = node->last_owned;
        UiNode *owner = node->owner;
        bool is_top = node == top;
        detach(node);
        if (node->subs) reactive_abandon_subs(graph, node);
        if (node->deps && !(node->flags & (UI_RUNNING | UI_CHECKING))) {
            reactive_unlink_all(graph, node);
        }
        node->hold_count--;
        reactive_try_free(graph, node);
        if (is_top) return;
        node = owner;
    }
}

void reactive_doom(UiGraph *graph, UiNode *node) {
    if (node->flags & UI_DOOMED) return;
    node->flags |= UI_DOOMED;
    node->next_doomed = graph->doomed;
    graph->doomed = node;
}

void reactive_dispose_doomed(UiGraph *graph) {
    while (graph->doomed) {
        UiNode *node = graph->doomed;
        graph->doomed = node->next_doomed;
        node->flags &= ~(u32)UI_DOOMED;
        if (node->flags & UI_DEAD) {
            reactive_try_free(graph, node);
        } else {
            kill(graph, node);
            take_apart(graph, node);
        }
    }
}

void ui_dispose(UiGraph *graph, UiNode *node) {
    if (node->flags & UI_DEAD) return;
    // One tree at a time: this one may hold the one that is being taken apart.
    reactive_doom(graph, node);
    if (graph->is_disposing) return;
    graph->is_disposing = true;
    reactive_dispose_doomed(graph);
    graph->is_disposing = false;
}

void ui_dispose_owned(UiGraph *graph, UiNode *node) {
    bool is_inner = graph->is_disposing;
    graph->is_disposing = true;
    run_cleanups(graph, node);
    for (UiNode *owned = node->first_owned, *newer; owned; owned = newer) {
        newer = owned->newer;
        if (is_inner) {
            if (!(owned->flags & UI_DEAD)) {
                reactive_doom(graph, owned);
                detach(owned);
            }
        } else {
            kill(graph, owned);
            take_apart(graph, owned);
        }
    }
    if (is_inner) return;
    reactive_dispose_doomed(graph);
    graph->is_disposing = false;
}

// ---- places
UiPlace ui_untracked_begin(UiGraph *graph) {
    UiPlace place = {graph->reader, graph->owner, NULL};
    graph->reader = NULL;
    return place;
}

UiPlace ui_scope_begin(UiGraph *graph, UiNode *scope) {
    UiPlace place = {graph->reader, graph->owner, ui_retain(scope)};
    graph->reader = NULL;
    graph->owner = scope;
    return place;
}

void ui_place_end(UiGraph *graph, UiPlace place) {
    graph->reader = place.reader;
    graph->owner = place.owner;
    if (place.held) ui_release(graph, place.held);
}

// ---- the graph
void ui_init(UiGraph *graph, const UiHost *host) {
    *graph = (UiGraph){.host = *host, .depth_max = UI_DEPTH_MAX_DEFAULT};
    graph->root = node_new(graph, UI_SCOPE, NULL, NULL);
    graph->owner = graph->root;
}

void ui_deinit(UiGraph *graph) {
    ui_dispose(graph, graph->root);
}
