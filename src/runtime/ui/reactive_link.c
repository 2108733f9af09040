#include "runtime/ui/reactive_priv.h"

static void unlink_sub(UiGraph *graph, UiLink *link) {
    UiNode *dep = link->dep;
    if (link->older_sub) {
        link->older_sub->newer_sub = link->newer_sub;
    } else {
        dep->subs = link->newer_sub;
    }
    if (link->newer_sub) {
        link->newer_sub->older_sub = link->older_sub;
    } else {
        dep->subs_tail = link->older_sub;
    }
    reactive_link_recycle(graph, link);
}

void reactive_unlink_from(UiGraph *graph, UiNode *sub, UiLink *first) {
    if (sub->cursor) {
        sub->cursor->next_dep = NULL;
    } else {
        sub->deps = NULL;
    }
    for (UiLink *link = first, *next; link; link = next) {
        next = link->next_dep;
        unlink_sub(graph, link);
    }
}

void reactive_unlink_all(UiGraph *graph, UiNode *sub) {
    sub->cursor = NULL;
    if (sub->deps) reactive_unlink_from(graph, sub, sub->deps);
}

void reactive_abandon_subs(UiGraph *graph, UiNode *dep) {
    for (UiLink *link = dep->subs, *next; link; link = next) {
        next = link->newer_sub;
        link->dep = &graph->nothing;
        link->older_sub = link->newer_sub = NULL;
    }
    dep->subs = dep->subs_tail = NULL;
}

static UiLink *link_new(UiGraph *graph, UiNode *dep, UiNode *sub) {
    UiLink *link = reactive_link_alloc(graph);
    *link = (UiLink){.dep = dep, .sub = sub, .older_sub = dep->subs_tail};
    if (dep->subs_tail) {
        dep->subs_tail->newer_sub = link;
    } else {
        dep->subs = link;
    }
    dep->subs_tail = link;
    return link;
}

void reactive_track_other(UiGraph *graph, UiNode *sub, UiNode *dep, UiLink *next) {
    if ((dep->flags | sub->flags) & UI_DEAD) return;
    UiLink *link;
    if (next && next->next_dep && next->next_dep->dep == dep) {
        // What the last run read here was left out this time: its link goes, the next one fits.
        link = next->next_dep;
        unlink_sub(graph, next);
    } else {
        link = link_new(graph, dep, sub);
        link->next_dep = next;
    }
    if (sub->cursor) {
        sub->cursor->next_dep = link;
    } else {
        sub->deps = link;
    }
    sub->cursor = link;
}

// True if the run that goes on has read it already; else the link is of the run before.
static bool link_is_current(const UiLink *link) {
    const UiNode *sub = link->sub;
    if (!sub->cursor) return false;
    for (const UiLink *at = sub->deps;; at = at->next_dep) {
        if (at == link) return true;
        if (at == sub->cursor) return false;
    }
}

// In the order of subscription, so that queues are in order, too.
INLINED static void mark(UiGraph *graph, const UiLink *link, u32 bit, UiNode ***marked) {
    UiNode *sub = link->sub;
    u32 flags = sub->flags;
    // A run that has not read it yet will read what is written now.
    if (UNLIKELY(flags & UI_RUNNING) && !link_is_current(link)) return;
    sub->flags = flags | bit;
    if (reactive_is_queued_type(sub)) {
        if (!(flags & UI_QUEUED)) reactive_queue(graph, sub);
    } else if (!(flags & (UI_CHECK | UI_DIRTY)) && sub->subs) {
        **marked = sub;
        *marked = &sub->next;
    }
}

void reactive_mark_subs(UiGraph *graph, UiNode *dep) {
    UiNode *first = NULL, **end = &first;  // computed atoms whose readers are still to be marked
    for (UiLink *link = dep->subs; link; link = link->newer_sub) {
        mark(graph, link, UI_DIRTY, &end);
    }
    *end = NULL;
    while (first) {
        for (UiLink *link = first->subs; link; link = link->newer_sub) {
            mark(graph, link, UI_CHECK, &end);
        }
        *end = NULL;
        first = first->next;
    }
}
