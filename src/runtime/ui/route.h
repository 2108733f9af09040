// runtime/ui/route.h — where the page is: location as atoms, patterns of routes, navigation.
//
//   "/shop/cart?sort=name#top"     path /shop/cart   query sort=name   hash top
//
// Patterns: `/users/:id` takes one segment, `/files/*rest` the remainder, which may be empty. A
// slash at the end of either makes no difference. Texts are UTF-8; parameters are decoded (%20).
#pragma once

#include "runtime/ui/dom.h"
#include "runtime/ui/reactive.h"

enum { UI_ROUTE_PARAMS_MAX = 8 };

typedef struct {
    const u8 *text;  // borrowed from the path, still encoded
    u32 bytes;
} UiRouteParam;

typedef struct {
    UiRouteParam params[UI_ROUTE_PARAMS_MAX];  // in the pattern's order
    u32 count;
} UiRouteMatch;

// False: another route. `match` is then undefined.
bool ui_route_match(const char *pattern, const u8 *path, u32 bytes, UiRouteMatch *match);
// Writes at most `bytes` bytes: %XX becomes its byte, what is malformed stays. In a query, `+` is a
// space. Returns how many.
u32 ui_route_decode(const u8 *text, u32 bytes, bool is_query, u8 *to);

// How the program makes its strings. The words are owned by the caller.
typedef struct {
    UiWord (*make)(void *context, const u8 *text, u32 bytes);
    const UiKind *kind;
    void *context;
} UiTextMaker;

typedef struct {
    UiGraph *graph;
    UiDom *dom;
    UiTextMaker maker;
    UiNode *path, *query, *hash;  // atoms; read-only for the program
} UiLocation;

// The atoms belong to graph->owner.
void ui_location_init(UiLocation *location, UiGraph *graph, UiDom *dom, const UiTextMaker *maker);
// What the page's address is now: at the start, and when the person goes back or forward. Path,
// query and hash as one text.
void ui_location_set(UiLocation *location, const u8 *url, u32 bytes);
// Goes there without loading anything; `is_replacing`: the history keeps its length.
void ui_location_go(UiLocation *location, const u8 *url, u32 bytes, bool is_replacing);
void ui_location_back(UiLocation *location);
