// server/app/route_tree.h — which of many routes a path and a method belong to: a radix tree.
//
//   pattern        matches
//   /items         itself
//   /items/{}      one more segment, which is not empty; it is a parameter
//   /files/{*}     everything below, "/files/" included
//
//            "/" ── "items" ──┬── (route 0)
//                             └── "/" ── {} ──┬── (route 1)
//                                             └── "/edit" (route 2)
//
// Routes have the order in which they were added: of all that match, the first is found, whatever
// else the tree would prefer. Built once, then only read.
#pragma once

#include "base/slice.h"
#include "base/status.h"

enum { ROUTE_PARAMS_MAX = 16, ROUTE_METHODS_ALL = 0x7fffffff };

typedef struct RouteTree RouteTree;

typedef struct {
    u32 route;
    u32 param_count;
    Slice params[ROUTE_PARAMS_MAX];  // slices of the path
} RouteMatch;

NODISCARD Status route_tree_new(RouteTree **tree);
void route_tree_free(RouteTree *tree);  // NULL is fine

// Adds the next route; `methods` is a set of bits. STATUS_INVALID: braces that are none of the
// above; STATUS_LIMIT: too many parameters.
NODISCARD Status route_tree_add(RouteTree *tree, Slice pattern, u32 methods, u32 route);

// The first route that matches, with one of `method`'s bits. False: there is none.
bool route_tree_find(const RouteTree *tree, Slice path, u32 method, RouteMatch *match);
