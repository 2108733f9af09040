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
    *node = (UiNode){0};
    graph->node_count++;
    return node;
}

void reactive_node_recycle(UiGraph *graph, UiNode *node) {
    node->next = graph->free_nodes;
    graph->free_nodes = node;
    graph->node_count--;
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
