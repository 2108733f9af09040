#include "runtime/ui/reactive_priv.h"

enum { PHASE_STRUCTURE, PHASE_BINDING, PHASE_MOUNT, PHASE_EFFECT };

static void want_flush(UiGraph *graph) {
    if (graph->is_scheduled || graph->is_flushing || graph->batch_depth > 0) return;
    graph->is_scheduled = true;
    graph->host.schedule(graph->host.context);
}

void reactive_queue(UiGraph *graph, UiNode *node) {
    UiQueue *queue = &graph->queues[reactive_type(node) - UI_STRUCTURE];
    graph->queued_phases |= 1u << (reactive_type(node) - UI_STRUCTURE);
    node->flags |= UI_QUEUED;
    node->next = NULL;
    if (queue->last) {
        queue->last->next = node;
    } else {
        queue->first = node;
    }
    queue->last = node;
    want_flush(graph);
}

// ---- order
static bool seq_before(const UiNode *left, const UiNode *right) {
    return (i32)(left->seq - right->seq) < 0;
}

// In the order of the document; of a node and what it owns, `is_owner_first` tells.
static bool tree_before(const UiNode *left, const UiNode *right, bool is_owner_first) {
    const UiNode *a = left, *b = right;
    while (a->level > b->level && a->owner) a = a->owner;
    while (b->level > a->level && b->owner) b = b->owner;
    if (a == b) return (left->level < right->level) == is_owner_first;
    while (a->owner != b->owner && a->owner && b->owner) {
        a = a->owner;
        b = b->owner;
    }
    return seq_before(a, b);
}

static bool before(u32 phase, const UiNode *left, const UiNode *right) {
    switch (phase) {
    case PHASE_STRUCTURE:
        if (left->level != right->level) return left->level < right->level;
        return tree_before(left, right, true);
    case PHASE_BINDING:
        if (left->owner == right->owner) return seq_before(left, right);
        return tree_before(left, right, true);
    // A mount stands for its instance: its owner.
    case PHASE_MOUNT:
        if (left->owner == right->owner) return seq_before(left, right);
        return tree_before(left->owner, right->owner, false);
    default: return seq_before(left, right);
    }
}

static UiNode *merge(u32 phase, UiNode *left, UiNode *right) {
    UiNode *first = NULL, **end = &first;
    while (left && right) {
        UiNode **smaller = before(phase, right, left) ? &right : &left;
        *end = *smaller;
        end = &(*smaller)->next;
        *smaller = *end;
    }
    *end = left ? left : right;
    return first;
}

static UiNode *sorted(u32 phase, UiNode *list) {
    const UiNode *node = list;
    while (node && node->next && !before(phase, node->next, node)) node = node->next;
    if (!node || !node->next) return list;
    UiNode *bins[32] = {0};  // bins[i]: 2^i nodes, older than those of the bins below
    while (list) {
        UiNode *run = list;
        list = list->next;
        run->next = NULL;
        u32 i = 0;
        for (; i < COUNT_OF(bins) - 1 && bins[i]; i++) {
            run = merge(phase, bins[i], run);
            bins[i] = NULL;
        }
        bins[i] = merge(phase, bins[i], run);
    }
    for (u32 i = 0; i < COUNT_OF(bins); i++) list = merge(phase, bins[i], list);
    return list;
}

// ---- passes
// The disposed have no place in the tree any more.
static UiNode *drop_dead(UiGraph *graph, UiNode *list) {
    for (UiNode **at = &list; *at;) {
        UiNode *node = *at;
        if (LIKELY(!(node->flags & UI_DEAD))) {
            at = &node->next;
            continue;
        }
        *at = node->next;
        node->flags &= ~(u32)UI_QUEUED;
        reactive_try_free(graph, node);
    }
    return list;
}

static UiNode *queue_take(UiGraph *graph, u32 phase) {
    UiNode *list = graph->queues[phase].first;
    graph->queues[phase] = (UiQueue){0};
    graph->queued_phases &= ~(1u << phase);
    list = drop_dead(graph, list);
    return list && list->next ? sorted(phase, list) : list;
}

void ui_run_now(UiGraph *graph, UiNode *node) {
    node->hold_count++;
    if ((node->flags & (UI_CHECK | UI_DIRTY)) == UI_CHECK) reactive_settle(graph, node);
    if (node->flags & UI_DIRTY && !(node->flags & UI_DEAD)) {
        bool is_mount = reactive_type(node) == UI_MOUNT;
        reactive_run(graph, node, !is_mount);
        if (UNLIKELY(graph->is_failed)) ui_route_error(graph, node);
        if (is_mount) ui_dispose(graph, node);
    }
    if (UNLIKELY(node->flags & UI_DEAD)) reactive_unlink_all(graph, node);
    if (LIKELY(node->hold_count > 1)) {
        node->hold_count--;
    } else {
        ui_release(graph, node);
    }
}

static void run_phase(UiGraph *graph, u32 phase) {
    UiNode *list = queue_take(graph, phase);
    while (list) {
        UiNode *node = list;
        list = node->next;
        node->flags &= ~(u32)UI_QUEUED;
        if (node->flags & UI_DEAD) {
            reactive_try_free(graph, node);
            continue;
        }
        ui_run_now(graph, node);
        // A structure may change what inner ones read; these run in the same pass, in their order.
        if (phase == PHASE_STRUCTURE && graph->queues[phase].first) {
            list = merge(phase, drop_dead(graph, list), queue_take(graph, phase));
        }
    }
}

// Leaves what is queued as if it had run, with all it depends on current, so that the next write
// reaches it.
static void give_up(UiGraph *graph) {
    for (u32 phase = 0; phase < UI_PHASE_COUNT; phase++) {
        for (UiNode *node = queue_take(graph, phase), *next; node; node = next) {
            next = node->next;
            for (UiLink *link = node->deps; link; link = link->next_dep) {
                if (link->dep->flags & (UI_CHECK | UI_DIRTY)) reactive_settle(graph, link->dep);
            }
            node->flags &= ~(u32)(UI_QUEUED | UI_CHECK | UI_DIRTY);
            reactive_try_free(graph, node);
        }
    }
    reactive_fail_passes(graph);
    ui_route_error(graph, NULL);
}

static void render(UiGraph *graph) {
    if (graph->host.render) graph->host.render(graph->host.context);
}

void ui_flush(UiGraph *graph) {
    if (graph->is_flushing || graph->is_disposing || graph->depth > 0) return;
    graph->is_scheduled = false;
    graph->is_flushing = true;
    UiPlace place = ui_scope_begin(graph, graph->root);
    for (u32 passes = 0; graph->queued_phases; passes++) {
        if (passes == UI_PASSES_MAX) {
            give_up(graph);
            break;
        }
        graph->written_count = 0;
        for (u32 phase = 0; phase < UI_PHASE_COUNT; phase++) {
            if (!(graph->queued_phases & 1u << phase)) continue;
            if (phase >= PHASE_MOUNT) render(graph);
            run_phase(graph, phase);
        }
    }
    render(graph);
    graph->written_count = 0;
    ui_place_end(graph, place);
    reactive_dispose_doomed(graph);
    graph->is_flushing = false;
}

void ui_batch_begin(UiGraph *graph) {
    graph->batch_depth++;
}

void ui_batch_end(UiGraph *graph) {
    CHECK(graph->batch_depth > 0);
    if (--graph->batch_depth > 0) return;
    ui_flush(graph);
    if (graph->queued_phases) want_flush(graph);  // it could not run here
}
