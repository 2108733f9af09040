// runtime/ui/reactive_priv.h — what the files of the reactive core share.
#pragma once

#include "base/check.h"
#include "runtime/ui/reactive.h"

#include <string.h>

// For what runs per node and change.
#define INLINED __attribute__((always_inline)) inline

// `sub` read `dep`. In sub's list in the order of reading, in dep's in the order of subscription.
struct UiLink {
    UiNode *dep;
    UiNode *sub;
    UiLink *next_dep;  // of the free: the next
    UiLink *older_sub;
    UiLink *newer_sub;
};

static inline UiNodeType reactive_type(const UiNode *node) {
    return (UiNodeType)(node->flags & UI_TYPE_MASK);
}

static inline bool reactive_is_queued_type(const UiNode *node) {
    UiNodeType type = reactive_type(node);
    return type >= UI_STRUCTURE && type <= UI_EFFECT;
}

// ---- memory (reactive_pool.c)
UiNode *reactive_node_alloc(UiGraph *graph);
void reactive_node_recycle(UiGraph *graph, UiNode *node);
UiLink *reactive_link_alloc(UiGraph *graph);
static inline void reactive_link_recycle(UiGraph *graph, UiLink *link) {
    graph->link_count--;
    if (UNLIKELY(graph->is_poisoning)) {
        memset(link, 0xdd, sizeof *link);
        return;
    }
    link->next_dep = graph->free_links;
    graph->free_links = link;
}

// ---- values
void reactive_value_drop(UiGraph *graph, UiNode *node);

// ---- links and marks (reactive_link.c)
void reactive_unlink_from(UiGraph *graph, UiNode *sub, UiLink *first);  // and all behind it
void reactive_unlink_all(UiGraph *graph, UiNode *sub);
void reactive_abandon_subs(UiGraph *graph, UiNode *dep);
void reactive_mark_subs(UiGraph *graph, UiNode *dep);
// `dep` was not what `sub` read at this point the last time: `next` is that link, or NULL.
void reactive_track_other(UiGraph *graph, UiNode *sub, UiNode *dep, UiLink *next);

// ---- running (reactive_run.c)
// Leaves a stale node clean (a computed atom) or decides between clean and DIRTY (all others).
void reactive_settle(UiGraph *graph, UiNode *node);
// Runs a node that is no computed atom, tracked or not, and routes its error.
void reactive_run(UiGraph *graph, UiNode *node, bool is_tracked);

// ---- queues (reactive_flush.c)
void reactive_queue(UiGraph *graph, UiNode *node);

// ---- life (reactive_scope.c)
// Frees what is dead and in nobody's hands.
void reactive_try_free(UiGraph *graph, UiNode *node);
// Disposes and frees it when the next disposal, or flush, is over.
void reactive_doom(UiGraph *graph, UiNode *node);
void reactive_dispose_doomed(UiGraph *graph);

// ---- errors (reactive_error.c)
void reactive_fail(UiGraph *graph, UiErrorKind kind, const char *text, usize len);
void reactive_fail_cycle(UiGraph *graph, const UiNode *node);
void reactive_fail_passes(UiGraph *graph);
