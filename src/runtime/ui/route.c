#include "runtime/ui/route.h"

#include "base/check.h"

#include <string.h>

// ---- patterns
// The end of the segment that starts at `at`.
static u32 segment_end(const u8 *text, u32 at, u32 bytes) {
    while (at < bytes && text[at] != '/') at++;
    return at;
}

static u32 skip_slashes(const u8 *text, u32 at, u32 bytes) {
    while (at < bytes && text[at] == '/') at++;
    return at;
}

static bool take_param(UiRouteMatch *match, const u8 *text, u32 bytes) {
    if (match->count == UI_ROUTE_PARAMS_MAX) return false;
    match->params[match->count++] = (UiRouteParam){text, bytes};
    return true;
}

bool ui_route_match(const char *pattern, const u8 *path, u32 bytes, UiRouteMatch *match) {
    const u8 *wanted = (const u8 *)pattern;
    u32 wanted_bytes = (u32)strlen(pattern), p = 0, at = 0;
    match->count = 0;
    for (;;) {
        p = skip_slashes(wanted, p, wanted_bytes);
        at = skip_slashes(path, at, bytes);
        if (p < wanted_bytes && wanted[p] == '*') return take_param(match, path + at, bytes - at);
        if (p == wanted_bytes || at == bytes) return p == wanted_bytes && at == bytes;
        u32 p_end = segment_end(wanted, p, wanted_bytes), end = segment_end(path, at, bytes);
        if (wanted[p] == ':') {
            if (!take_param(match, path + at, end - at)) return false;
        } else if (p_end - p != end - at || memcmp(wanted + p, path + at, end - at) != 0) {
            return false;
        }
        p = p_end;
        at = end;
    }
}

static i32 hex_digit(u8 byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

u32 ui_route_decode(const u8 *text, u32 bytes, bool is_query, u8 *to) {
    u32 count = 0;
    for (u32 i = 0; i < bytes; i++) {
        u8 byte = text[i];
        if (byte == '%' && bytes - i > 2 && hex_digit(text[i + 1]) >= 0 &&
            hex_digit(text[i + 2]) >= 0) {
            byte = (u8)(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else if (byte == '+' && is_query) {
            byte = ' ';
        }
        to[count++] = byte;
    }
    return count;
}

// ---- the location
static UiNode *text_atom(UiLocation *location, const char *name) {
    const UiTextMaker *maker = &location->maker;
    UiWord word = maker->make(maker->context, (const u8 *)"", 0);
    UiNode *atom = ui_atom_new(location->graph, maker->kind, word, name);
    if (maker->kind && maker->kind->release) {
        maker->kind->release(location->graph->host.context, word);
    }
    return atom;
}

void ui_location_init(UiLocation *location, UiGraph *graph, UiDom *dom, const UiTextMaker *maker) {
    *location = (UiLocation){.graph = graph, .dom = dom, .maker = *maker};
    location->path = text_atom(location, "location.path");
    location->query = text_atom(location, "location.query");
    location->hash = text_atom(location, "location.hash");
}

static void write_text(UiLocation *location, UiNode *atom, const u8 *text, u32 bytes) {
    const UiTextMaker *maker = &location->maker;
    UiWord word = maker->make(maker->context, text, bytes);
    ui_item_write(location->graph, atom, word);
    if (maker->kind && maker->kind->release) {
        maker->kind->release(location->graph->host.context, word);
    }
}

static u32 find_byte(const u8 *text, u32 from, u32 bytes, u8 byte) {
    while (from < bytes && text[from] != byte) from++;
    return from;
}

void ui_location_set(UiLocation *location, const u8 *url, u32 bytes) {
    u32 hash = find_byte(url, 0, bytes, '#');
    u32 query = find_byte(url, 0, hash, '?');
    u32 query_from = query < hash ? query + 1 : hash, hash_from = hash < bytes ? hash + 1 : bytes;
    write_text(location, location->path, url, query);
    write_text(location, location->query, url + query_from, hash - query_from);
    write_text(location, location->hash, url + hash_from, bytes - hash_from);
}

void ui_location_go(UiLocation *location, const u8 *url, u32 bytes, bool is_replacing) {
    ui_dom_navigate(location->dom, url, bytes, is_replacing);
    ui_location_set(location, url, bytes);
}

void ui_location_back(UiLocation *location) {
    ui_dom_back(location->dom);
}
