// Module _ui: templates, nodes of the page, events.
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/str.h"
#include "runtime/core/count.h"
#include "runtime/ui/world.h"

#include <string.h>

// A copy that lives as long as the program, with a NUL behind it.
static u8 *text_kept(UiWorld *world, const UiText *text) {
    u8 *kept = ui_world_pages(world, text->bytes + 1);
    if (!kept) return NULL;
    memcpy(kept, text->text, text->bytes);
    kept[text->bytes] = 0;
    return kept;
}

static ResultWord number_word(u32 number) {
    return word_ok(value_from_small(number));
}

ResultWord rt_native_UI_TEMPLATE(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiText html;
    u32 text_count;
    if (!ui_world_number(rt, args[2], &text_count)) return word_error();
    if (!value_is(args[1], CLASS_TUPLE)) return error_text(rt, CLASS_TYPE_ERROR, "paths: a tuple");
    const Tuple *paths = value_ref(args[1]);
    if (!ui_text_begin(rt, args[0], &html)) return word_error();
    UiTemplate *template = ui_world_pages(world, sizeof *template);
    u32 *steps = ui_world_pages(world, (paths->len + 1) * sizeof *steps);
    u8 *kept = text_kept(world, &html);
    u32 bytes = html.bytes;
    ui_text_end(rt, &html);
    if (!template || !steps || !kept) return error_no_memory(rt);
    for (u32 i = 0; i < paths->len; i++) {
        if (!ui_world_number(rt, paths->items[i], &steps[i])) return word_error();
    }
    *template = (UiTemplate){(const char *)kept, steps, bytes, paths->len, text_count};
    return number_word(ui_dom_template(&world->dom, template));
}

ResultWord rt_native_UI_NAME(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    UiDom *dom = &world->dom;
    UiText text;
    if (!ui_text_begin(rt, args[0], &text)) return word_error();
    u32 number = 0;
    while (number < dom->name_count && !(strlen(dom->names[number]) == text.bytes &&
                                         memcmp(dom->names[number], text.text, text.bytes) == 0))
        number++;
    u8 *kept = number < dom->name_count ? NULL : text_kept(world, &text);
    ui_text_end(rt, &text);
    return number_word(kept ? ui_dom_name(dom, (const char *)kept) : number);
}

// Up to `count` numbers at the front of the arguments. False: exception.
static bool numbers(RtState *rt, const Value *args, u32 *to, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (!ui_world_number(rt, args[i], &to[i])) return false;
    }
    return true;
}

ResultWord rt_native_UI_STAMP(RtState *rt, const Value *args) {
    u32 at[3];
    if (!numbers(rt, args, at, 3)) return word_error();
    return number_word(ui_dom_stamp(&ui_world(rt)->dom, at[0], at[1], at[2]));
}

// ---- ids that end with the scope; their nodes go with the page around them
static UiWord forget(UiGraph *graph, void *self) {
    UiWorld *world = graph->host.context;
    ui_dom_forget(&world->dom, (u32)(uintptr_t)self);
    return 0;
}

static ResultWord until_cleanup(UiWorld *world, u32 id) {
    ui_on_cleanup(&world->graph, forget, (void *)(uintptr_t)id);
    return number_word(id);
}

ResultWord rt_native_UI_CHILD(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    u32 at[3];
    if (!numbers(rt, args, at, 3)) return word_error();
    return until_cleanup(world, ui_dom_stamp(&world->dom, at[0], at[1], at[2]));
}

ResultWord rt_native_UI_ANCHOR(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    u32 at[2];
    if (!numbers(rt, args, at, 2)) return word_error();
    return until_cleanup(world, ui_dom_anchor(&world->dom, at[0], at[1]));
}

ResultWord rt_native_UI_HOLD(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    u32 ref;
    if (!ui_world_number(rt, args[0], &ref)) return word_error();
    return until_cleanup(world, ui_dom_bind(&world->dom, ref));
}

// ---- changing
ResultWord rt_native_UI_TEXT(RtState *rt, const Value *args) {
    u32 ref;
    UiText text;
    if (!ui_world_number(rt, args[0], &ref) || !ui_text_begin(rt, args[1], &text))
        return word_error();
    ui_dom_text(&ui_world(rt)->dom, ref, text.text, text.bytes);
    ui_text_end(rt, &text);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_INT(RtState *rt, const Value *args) {
    u32 ref;
    if (!ui_world_number(rt, args[0], &ref)) return word_error();
    if (!value_is_small_int(args[1])) {
        ResultRef made = rt_str(rt, args[1]);
        if (made.is_error) return word_error();
        const Value both[] = {args[0], value_from_ref(made.value)};
        ResultWord result = rt_native_UI_TEXT(rt, both);
        value_release(rt, both[1]);
        return result;
    }
    ui_dom_int(&ui_world(rt)->dom, ref, value_small(args[1]));
    return word_ok(VALUE_NONE);
}

// A node and a name. NULL: exception.
static const char *named(RtState *rt, const Value *args, u32 *ref) {
    const UiDom *dom = &ui_world(rt)->dom;
    u32 number;
    if (!ui_world_number(rt, args[0], ref) || !ui_world_number(rt, args[1], &number)) return NULL;
    if (number < dom->name_count) return dom->names[number];
    error_text(rt, CLASS_VALUE_ERROR, "no such name");
    return NULL;
}

typedef void (*TextOp)(UiDom *, NodeRef, const char *, const u8 *, u32);

static ResultWord named_text(RtState *rt, const Value *args, TextOp op) {
    u32 ref;
    UiText text;
    const char *name = named(rt, args, &ref);
    if (!name || !ui_text_begin(rt, args[2], &text)) return word_error();
    op(&ui_world(rt)->dom, ref, name, text.text, text.bytes);
    ui_text_end(rt, &text);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_ATTRIBUTE(RtState *rt, const Value *args) {
    if (args[2] != VALUE_NONE) return named_text(rt, args, ui_dom_attribute);
    u32 ref;
    const char *name = named(rt, args, &ref);
    if (!name) return word_error();
    ui_dom_attribute_remove(&ui_world(rt)->dom, ref, name);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_STYLE(RtState *rt, const Value *args) {
    return named_text(rt, args, ui_dom_style);
}

ResultWord rt_native_UI_PROPERTY(RtState *rt, const Value *args) {
    u32 ref;
    const Value value = args[2];
    if (value_is_str(value)) return named_text(rt, args, ui_dom_property_text);
    const char *name = named(rt, args, &ref);
    if (!name) return word_error();
    UiDom *dom = &ui_world(rt)->dom;
    if (value == VALUE_TRUE || value == VALUE_FALSE)
        ui_dom_property_bool(dom, ref, name, value == VALUE_TRUE);
    else if (value_is_small_int(value))
        ui_dom_property_number(dom, ref, name, (f64)value_small(value));
    else if (value_is_float(value))
        ui_dom_property_number(dom, ref, name, value_f64(value));
    else
        return error_format(rt, CLASS_TYPE_ERROR, "no property can be %T", value);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_CLASS(RtState *rt, const Value *args) {
    u32 ref;
    const char *name = named(rt, args, &ref);
    if (!name) return word_error();
    ui_dom_class(&ui_world(rt)->dom, ref, name, args[2] == VALUE_TRUE);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_CALL(RtState *rt, const Value *args) {
    u32 ref;
    const char *name = named(rt, args, &ref);
    if (!name) return word_error();
    ui_dom_call(&ui_world(rt)->dom, ref, name);
    return word_ok(VALUE_NONE);
}

// ---- events
ResultWord rt_native_UI_LISTEN(RtState *rt, const Value *args) {
    UiDom *dom = &ui_world(rt)->dom;
    u32 number;
    if (!ui_world_number(rt, args[0], &number)) return word_error();
    if (number >= dom->name_count) return error_text(rt, CLASS_VALUE_ERROR, "no such name");
    ui_dom_listen(dom, dom->names[number]);
    return word_ok(VALUE_NONE);
}

static u32 handle(UiGraph *graph, void *self, const UiEvent *event) {
    (void)event;
    UiWorld *world = graph->host.context;
    u32 outer = world->flags;
    world->flags = 0;
    Value result = ui_world_call(graph, value_from_ref(self));
    value_release(world->rt, result);
    u32 flags = world->flags;
    world->flags = outer;
    return flags;
}

// The code of all events of the root and its holes, until the scope ends.
ResultWord rt_native_UI_ON(RtState *rt, const Value *args) {
    UiWorld *world = ui_world(rt);
    u32 id;
    if (!ui_world_number(rt, args[0], &id)) return word_error();
    if (!value_is_ref(args[1])) return error_text(rt, CLASS_TYPE_ERROR, "a callable is needed");
    ui_world_hold(world, args[1]);
    ui_events_on(&world->events, id & UI_DOM_ID_MAX, handle, value_ref(args[1]),
                 world->graph.owner);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_HOLE(RtState *rt, const Value *args) {
    (void)args;
    return number_word(ui_world(rt)->events.event.node >> 24);
}

ResultWord rt_native_UI_TYPE(RtState *rt, const Value *args) {
    (void)args;
    return number_word(ui_world(rt)->events.event.type);
}

ResultWord rt_native_UI_PREVENT(RtState *rt, const Value *args) {
    (void)args;
    ui_world(rt)->flags |= UI_EVENT_PREVENT;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_STOP(RtState *rt, const Value *args) {
    (void)args;
    ui_world(rt)->flags |= UI_EVENT_STOP;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_UI_EVENT_TEXT(RtState *rt, const Value *args) {
    const UiEvent *event = &ui_world(rt)->events.event;
    u32 which;
    if (!ui_world_number(rt, args[0], &which)) return word_error();
    const u32 bytes[] = {event->key_bytes, event->code_bytes, event->value_bytes};
    u32 from = 0;
    if (which > 2) which = 2;
    for (u32 i = 0; i < which; i++) from += bytes[i];
    return word_object(str_from_utf8(rt, slice_make(event->text + from, bytes[which])));
}

ResultWord rt_native_UI_EVENT_NUMBER(RtState *rt, const Value *args) {
    const UiEvent *event = &ui_world(rt)->events.event;
    u32 which;
    if (!ui_world_number(rt, args[0], &which)) return word_error();
    f64 number = which == 0 ? event->x : which == 1 ? event->y : event->delta_y;
    return word_ok(value_box_f64(rt, number));
}

ResultWord rt_native_UI_EVENT_BITS(RtState *rt, const Value *args) {
    const UiEvent *event = &ui_world(rt)->events.event;
    u32 which;
    if (!ui_world_number(rt, args[0], &which)) return word_error();
    return number_word(which == 0   ? event->button
                       : which == 1 ? event->modifiers
                                    : event->is_checked);
}

// ---- canvases
ResultWord rt_native_UI_DRAW(RtState *rt, const Value *args) {
    enum { NUMBERS_MAX = 8 };
    f64 numbers[NUMBERS_MAX];
    u32 ref, operation;
    UiText text;
    if (!ui_world_number(rt, args[0], &ref) || !ui_world_number(rt, args[1], &operation))
        return word_error();
    if (!value_is(args[2], CLASS_TUPLE)) return error_text(rt, CLASS_TYPE_ERROR, "a tuple");
    const Tuple *tuple = value_ref(args[2]);
    u32 count = tuple->len < NUMBERS_MAX ? tuple->len : NUMBERS_MAX;
    for (u32 i = 0; i < count; i++) {
        const Value item = tuple->items[i];
        if (!value_is_float(item) && !value_is_small_int(item))
            return error_text(rt, CLASS_TYPE_ERROR, "a number is needed");
        numbers[i] = value_is_float(item) ? value_f64(item) : (f64)value_small(item);
    }
    if (!ui_text_begin(rt, args[3], &text)) return word_error();
    ui_dom_draw(&ui_world(rt)->dom, ref, operation, numbers, count, text.text, text.bytes);
    ui_text_end(rt, &text);
    return word_ok(VALUE_NONE);
}
