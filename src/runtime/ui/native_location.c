// Module _ui: where the page is, and texts that outlive it.
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"
#include "runtime/ui/page.h"
#include "runtime/ui/world.h"

static UiWord text_make(void *context, const u8 *text, u32 bytes) {
    return value_from_ref(str_from_utf8(((UiWorld *)context)->rt, slice_make(text, bytes)));
}

static bool text_equal(void *context, UiWord left, UiWord right) {
    (void)context;
    return left == right || str_equal(value_str(left), value_str(right));
}

static void text_retain(void *context, UiWord word) {
    (void)context;
    value_retain(word);
}

static void text_release(void *context, UiWord word) {
    value_release(((UiWorld *)context)->rt, word);
}

static const UiKind text_kind = {text_equal, text_retain, text_release};

// The atoms live as long as the program.
static UiLocation *location_of(UiWorld *world) {
    if (world->location) return world->location;
    UiLocation *location = ui_world_pages(world, sizeof *location);
    const UiTextMaker maker = {text_make, &text_kind, world};
    UiGraph *graph = &world->graph;
    UiPlace place = ui_scope_begin(graph, graph->root);
    ui_location_init(location, graph, &world->dom, &maker);
    world->location = location;
    ui_page_location();
    ui_place_end(graph, place);
    return location;
}

void ui_world_located(UiWorld *world, u32 bytes) {
    ui_location_set(location_of(world), world->events.event.text, bytes);
}

ResultWord rt_native_UI_LOCATION(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiLocation *location = location_of(world);
    u32 which;
    if (!ui_world_number(rt, args[0], &which)) return word_error();
    UiNode *node = which == 0 ? location->path : which == 1 ? location->query : location->hash;
    return word_ok(value_retain(ui_read(&world->graph, node)));
}

ResultWord rt_native_UI_NAVIGATE(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiText url;
    if (!ui_text_begin(rt, args[0], &url)) return word_error();
    ui_location_go(location_of(world), url.text, url.bytes, args[1] == VALUE_TRUE);
    ui_text_end(rt, &url);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_BACK(RtState *rt, const Value *args) {
    (void)args;
    ui_location_back(location_of(ui_world(rt)));
    return word_ok(VALUE_NONE);
}

static Value decoded(RtState *rt, const u8 *text, u32 bytes, bool is_query) {
    u8 *to = rt_alloc(rt, bytes + 1);
    u32 count = ui_route_decode(text, bytes, is_query, to);
    Value made = value_from_ref(str_from_utf8(rt, slice_make(to, count)));
    rt_free_memory(rt, to, bytes + 1);
    return made;
}

ResultWord rt_native_UI_DECODE(RtState *rt, const Value *args) {
    UiText text;
    if (!ui_text_begin(rt, args[0], &text)) return word_error();
    Value made = decoded(rt, text.text, text.bytes, args[1] == VALUE_TRUE);
    ui_text_end(rt, &text);
    return word_ok(made);
}

ResultWord rt_native_UI_MATCH(RtState *rt, const Value *args) {
    UiText pattern, path;
    if (!ui_text_begin(rt, args[0], &pattern)) return word_error();
    u8 *wanted = rt_alloc(rt, pattern.bytes + 1);  // with a NUL behind it
    for (u32 i = 0; i < pattern.bytes; i++) wanted[i] = pattern.text[i];
    wanted[pattern.bytes] = 0;
    u32 bytes = pattern.bytes + 1;
    ui_text_end(rt, &pattern);
    UiRouteMatch match;
    Value result = VALUE_NONE;
    bool is_good = ui_text_begin(rt, args[1], &path);
    if (is_good && ui_route_match((const char *)wanted, path.text, path.bytes, &match)) {
        List *list = list_new(rt, SLOT_VALUE, match.count);
        for (u32 i = 0; i < match.count; i++) {
            Value text = decoded(rt, match.params[i].text, match.params[i].bytes, false);
            list_append(rt, list, text);
            value_release(rt, text);
        }
        result = value_from_ref(list);
    }
    if (is_good) ui_text_end(rt, &path);
    rt_free_memory(rt, wanted, bytes);
    return is_good ? word_ok(result) : word_error();
}

// ---- storage
ResultWord rt_native_UI_STORE(RtState *rt, const Value *args) {
    UiDom *dom = &ui_world(rt)->dom;
    u32 kind, name, delay;
    UiText text;
    if (!ui_world_number(rt, args[0], &kind) || !ui_world_number(rt, args[1], &name) ||
        !ui_world_number(rt, args[3], &delay) || !ui_text_begin(rt, args[2], &text))
        return word_error();
    if (name >= dom->name_count) return error_text(rt, CLASS_VALUE_ERROR, "no such name");
    ui_dom_store(dom, (UiStorage)kind, dom->names[name], text.text, text.bytes, delay);
    ui_text_end(rt, &text);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_STORED(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    u32 kind;
    UiText key;
    if (!ui_world_number(rt, args[0], &kind) || !ui_text_begin(rt, args[1], &key))
        return word_error();
    i32 bytes = ui_page_stored(kind, key.text, key.bytes);
    ui_text_end(rt, &key);
    if (bytes < 0) return word_ok(VALUE_NONE);
    return word_object(str_from_utf8(rt, slice_make(world->events.event.text, (usize)bytes)));
}
