#include "runtime/ui/reactive_priv.h"

// A piece of the newest pool; what is left of the one before is lost.
static void *pool_take(UiGraph *graph, usize bytes) {
    bytes = (bytes + 15) & ~(usize)15;
    if ((usize)(graph->pool_end - graph->pool) < bytes) {
        graph->pool = graph->host.pages(graph->host.context, UI_POOL_BYTES);
        CHECK(graph->pool);
        graph->pool_end = graph->pool + UI_POOL_BYTES;
        graph->pool_bytes += UI_POOL_BYTES;
    }
    void *memory = graph->pool;
    graph->pool += bytes;
    return memory;
}

UiNode *reactive_node_alloc(UiGraph *graph) {
    UiNode *node = graph->free_nodes;
    if (node) {
        graph->free_nodes = node->next;
    } else {
        node = pool_take(graph, sizeof *node);
    }
    // Not `= {0}`: that becomes a call, which costs more than the stores.
    typedef u64 __attribute__((may_alias)) Word;
    _Static_assert(sizeof *node % sizeof(Word) == 0, "cleared by words");
    for (Word *at = (Word *)node; at < (Word *)(node + 1); at++) {
        *at = 0;
        __asm__ volatile("" : : "r"(at));
    }
    graph->node_count++;
    return node;
}

void reactive_node_recycle(UiGraph *graph, UiNode *node) {
    graph->node_count--;
    if (UNLIKELY(graph->is_poisoning)) {
        memset(node, 0xdd, sizeof *node);
        return;
    }
    node->next = graph->free_nodes;
    graph->free_nodes = node;
}

UiLink *reactive_link_alloc(UiGraph *graph) {
    UiLink *link = graph->free_links;
    if (link) {
        graph->free_links = link->next_dep;
    } else {
        link = pool_take(graph, sizeof *link);
    }
    graph->link_count++;
    return link;
}
