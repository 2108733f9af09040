#include "server/app/route_tree.h"

#include "base/arena.h"
#include "base/check.h"

#include <string.h>

typedef struct RouteLeaf {
    struct RouteLeaf *next;  // in arena
    u32 order, methods, route;
} RouteLeaf;

// The text from its parent's end, then what may follow.
typedef struct RouteNode {
    Slice text;                      // in arena
    struct RouteNode *child, *next;  // in arena: literal children differ in their first byte
    struct RouteNode *param;         // in arena: after one segment
    RouteLeaf *leaves, *rest;        // in arena, first added first: ending here; whatever follows
    u32 first_order;                 // the least order below: nothing better is here
} RouteNode;

struct RouteTree {
    Arena arena;
    RouteNode *root;  // in arena
    u32 count;
};

static RouteNode *node_new(RouteTree *tree, Slice text, u32 order) {
    RouteNode *node = ARENA_NEW(&tree->arena, RouteNode);
    node->text = slice_make(arena_copy(&tree->arena, text.data, text.len), text.len);
    node->first_order = order;
    return node;
}

Status route_tree_new(RouteTree **tree) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    RouteTree *made = ARENA_NEW(&arena, RouteTree);
    made->arena = arena;
    made->root = node_new(made, (Slice){0}, 0);
    *tree = made;
    return STATUS_OK;
}

void route_tree_free(RouteTree *tree) {
    if (!tree) return;
    Arena arena = tree->arena;  // the tree itself lies in it
    arena_deinit(&arena);
}

static usize common_bytes(Slice left, Slice right) {
    usize len = left.len < right.len ? left.len : right.len;
    usize count = 0;
    while (count < len && left.data[count] == right.data[count]) count++;
    return count;
}

// Leaves `node` with its first `len` bytes; the rest and what it had become its only child.
static void node_split(RouteTree *tree, RouteNode *node, usize len) {
    RouteNode *lower = node_new(tree, slice_from(node->text, len), node->first_order);
    lower->child = node->child;
    lower->param = node->param;
    lower->leaves = node->leaves;
    lower->rest = node->rest;
    node->text.len = len;
    node->child = lower;
    node->param = NULL;
    node->leaves = node->rest = NULL;
}

// The node at the end of `text` below `node`, made where it is missing.
static RouteNode *literal_add(RouteTree *tree, RouteNode *node, Slice text) {
    while (text.len > 0) {
        RouteNode *child = node->child;
        while (child && child->text.data[0] != text.data[0]) child = child->next;
        if (!child) {
            child = node_new(tree, text, tree->count);
            child->next = node->child;
            node->child = child;
            return child;
        }
        usize len = common_bytes(child->text, text);
        if (len < child->text.len) node_split(tree, child, len);
        text = slice_from(text, len);
        node = child;
    }
    return node;
}

static void leaf_append(RouteTree *tree, RouteLeaf **list, u32 methods, u32 route) {
    RouteLeaf *leaf = ARENA_NEW(&tree->arena, RouteLeaf);
    *leaf = (RouteLeaf){.order = tree->count, .methods = methods, .route = route};
    while (*list) list = &(*list)->next;
    *list = leaf;
}

// Checked first: nothing of a pattern that is refused may stay in the tree.
static Status pattern_check(Slice pattern) {
    u32 params = 0;
    for (usize i = 0; i < pattern.len; i++) {
        u8 byte = pattern.data[i];
        if (byte == '}') return STATUS_INVALID;
        if (byte != '{') continue;
        Slice rest = slice_from(pattern, i);
        bool is_after_slash = i > 0 && pattern.data[i - 1] == '/';
        if (slice_equal(rest, SLICE_LITERAL("{*}"))) break;
        if (!slice_starts_with(rest, SLICE_LITERAL("{}")) || !is_after_slash) return STATUS_INVALID;
        if (rest.len > 2 && rest.data[2] != '/') return STATUS_INVALID;
        if (++params > ROUTE_PARAMS_MAX) return STATUS_LIMIT;
        i++;
    }
    return STATUS_OK;
}

Status route_tree_add(RouteTree *tree, Slice pattern, u32 methods, u32 route) {
    Status status = pattern_check(pattern);
    if (status != STATUS_OK) return status;
    RouteNode *node = tree->root;
    usize at = 0;
    for (usize i = 0; i <= pattern.len; i++) {
        if (i < pattern.len && pattern.data[i] != '{') continue;
        node = literal_add(tree, node, slice_range(pattern, at, i));
        if (i == pattern.len) break;
        if (pattern.data[i + 1] == '*') {
            leaf_append(tree, &node->rest, methods, route);
            tree->count++;
            return STATUS_OK;
        }
        if (!node->param) node->param = node_new(tree, (Slice){0}, tree->count);
        node = node->param;
        at = i + 2;
        i++;
    }
    leaf_append(tree, &node->leaves, methods, route);
    tree->count++;
    return STATUS_OK;
}

typedef struct {
    u32 method;
    u32 best_order;  // found so far
    u32 param_count;
    Slice params[ROUTE_PARAMS_MAX];
    RouteMatch *match;
} RouteSearch;

static void leaves_look(RouteSearch *search, const RouteLeaf *leaf) {
    for (; leaf && leaf->order < search->best_order; leaf = leaf->next) {
        if (!(leaf->methods & search->method)) continue;
        search->best_order = leaf->order;
        search->match->route = leaf->route;
        search->match->param_count = search->param_count;
        memcpy(search->match->params, search->params, search->param_count * sizeof(Slice));
        return;
    }
}

// `path` is what follows the node's own text. The recursion is as deep as the longest pattern.
static void node_search(RouteSearch *search, const RouteNode *node, Slice path) {
    leaves_look(search, node->rest);
    if (path.len == 0) {
        leaves_look(search, node->leaves);
        return;
    }
    for (const RouteNode *child = node->child; child; child = child->next) {
        if (child->text.data[0] != path.data[0]) continue;
        if (child->first_order < search->best_order && slice_starts_with(path, child->text))
            node_search(search, child, slice_from(path, child->text.len));
        break;
    }
    const RouteNode *param = node->param;
    if (!param || param->first_order >= search->best_order || path.data[0] == '/') return;
    const u8 *slash = memchr(path.data, '/', path.len);
    usize len = slash ? (usize)(slash - path.data) : path.len;
    search->params[search->param_count++] = slice_make(path.data, len);
    node_search(search, param, slice_from(path, len));
    search->param_count--;
}

bool route_tree_find(const RouteTree *tree, Slice path, u32 method, RouteMatch *match) {
    RouteSearch search = {.method = method, .best_order = UINT32_MAX, .match = match};
    node_search(&search, tree->root, path);
    return search.best_order != UINT32_MAX;
}
