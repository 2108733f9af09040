#include "runtime/ui/world.h"

#include "abi/program.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/int.h"
#include "runtime/core/str.h"
#include "runtime/ui/page.h"

#include <string.h>

enum { PIECE_BYTES = 64 * 1024 };

// ---- what the graph asks
void *ui_world_pages(void *context, usize bytes) {
    UiWorld *world = context;
    bytes = (bytes + 15) & ~(usize)15;
    if ((usize)(world->end - world->next) < bytes) {
        const RtHost *host = rt_core(world->rt)->host;
        usize piece = bytes > PIECE_BYTES ? bytes : PIECE_BYTES;
        u8 *memory = host->pages(host->context, piece);
        if (!memory) return NULL;
        if (bytes == piece) return memory;
        world->next = memory;
        world->end = memory + piece;
    }
    void *memory = world->next;
    world->next += bytes;
    return memory;
}

static void schedule(void *context) {
    (void)context;
    ui_page_schedule();
}

static void render(void *context) {
    ui_dom_apply(&((UiWorld *)context)->dom);
}

static void apply(void *context, const u32 *words, u32 count, const u8 *text, u32 bytes) {
    (void)context;
    ui_page_apply(words, count, text, bytes);
}

static UiWord error_new(void *context, UiErrorKind kind, const char *text, usize len) {
    (void)kind;
    RtState *rt = ((UiWorld *)context)->rt;
    Value message = value_from_ref(str_from_utf8(rt, slice_make(text, len)));
    Exception *error = exception_new(rt, CLASS_RUNTIME_ERROR, &message, 1);
    value_release(rt, message);
    return value_from_ref(error);
}

static void report(void *context, UiWord error) {
    rt_report(((UiWorld *)context)->rt, error);
}

static void drop(void *context, void *self) {
    RtState *rt = ((UiWorld *)context)->rt;
    Object *object = self;
    if (object->class_id == CLASS_UI_NODE) {
        NodeObject *node = self;
        node->node = NULL;
        value_assign_take(rt, &node->code, VALUE_NONE);
    }
    object_release(rt, object);
}

static void word_retain(void *context, UiWord word) {
    (void)context;
    value_retain(word);
}

static void word_release(void *context, UiWord word) {
    value_release(((UiWorld *)context)->rt, word);
}

static const UiKind error_kind = {NULL, word_retain, word_release};

// ---- what the loader asks: there is one program in a module
static UiWorld *only_world(void) {
    return rt_core(ui_page_state())->ui;
}

static u32 dispatch(void) {
    UiWorld *world = only_world();
    u32 flags = ui_events_dispatch(&world->events);
    // What a handler asked of the page itself: the focus.
    if (!world->graph.is_flushing) ui_dom_apply(&world->dom);
    return flags;
}

static u8 *event_text(u32 bytes) {
    return ui_events_text(&only_world()->events, bytes);
}

static void flush(void) {
    ui_flush(&only_world()->graph);
}

static void timer(u32 id, f64 time_ms) {
    ui_world_timer(only_world(), id, time_ms);
}

static void located(u32 bytes) {
    ui_world_located(only_world(), bytes);
}

static void world_init(UiWorld *world, RtState *rt) {
    memset(world, 0, sizeof *world);
    world->rt = rt;
    const UiHost host = {.context = world,
                         .pages = ui_world_pages,
                         .schedule = schedule,
                         .render = render,
                         .error = error_new,
                         .report = report,
                         .drop = drop,
                         .error_kind = &error_kind};
    ui_init(&world->graph, &host);
    const UiDomHost dom_host = {.context = world, .apply = apply, .pages = ui_world_pages};
    ui_dom_init(&world->dom, &dom_host);
    ui_events_init(&world->events, &world->dom, &world->graph);
    UiPageCalls *calls = ui_world_pages(world, sizeof *calls);
    *calls = (UiPageCalls){dispatch, event_text, flush, &world->events.event, timer, located};
    ui_page_open(calls);
}

UiWorld *ui_world(RtState *rt) {
    RtCore *core = rt_core(rt);
    if (LIKELY(core->ui)) return core->ui;
    core->ui = rt_alloc(rt, sizeof(UiWorld));
    world_init(core->ui, rt);
    return core->ui;
}

// ---- between Python and the graph
Value ui_world_call(UiGraph *graph, Value code) {
    RtState *rt = ((UiWorld *)graph->host.context)->rt;
    ResultWord result = call_value(rt, code, NULL, 0);
    if (LIKELY(!result.is_error)) return result.value;
    ui_fail_take(graph, rt_exception_take(rt));
    return VALUE_UNDEFINED;
}

ResultWord ui_world_done(UiWorld *world) {
    if (LIKELY(!ui_is_failed(&world->graph))) return word_ok(VALUE_NONE);
    Value error = ui_take_error(&world->graph);
    rt_exception_restore(world->rt, error);
    return word_error();
}

static UiWord nothing(UiGraph *graph, void *self) {
    (void)graph, (void)self;
    return 0;
}

UiNode *ui_world_newest(UiGraph *graph) {
    UiNode *owner = graph->owner;
    if (!owner || owner->flags & UI_DEAD) owner = graph->root;
    return owner->last_owned;
}

void ui_world_hold(UiWorld *world, Value object) {
    UiGraph *graph = &world->graph;
    UiNode *owner = graph->owner;
    bool is_free = owner && (owner->flags & UI_TYPE_MASK) == UI_SCOPE && !owner->self &&
                   !(owner->flags & (UI_IS_BOUNDARY | UI_OWNS_SELF)) && owner != graph->root;
    void *self = value_ref(value_retain(object));
    if (is_free) {
        owner->self = self;
        ui_own_self(owner);
        return;
    }
    ui_on_cleanup(graph, nothing, self);
    ui_own_self(ui_world_newest(graph));
}

bool ui_world_number(RtState *rt, Value value, u32 *number) {
    if (LIKELY(value_is_small_int(value) && value_small(value) >= 0 &&
               value_small(value) <= UINT32_MAX)) {
        *number = (u32)value_small(value);
        return true;
    }
    error_text(rt, CLASS_TYPE_ERROR, "a number of 32 bits is needed");
    return false;
}

NodeObject *ui_world_node(RtState *rt, Value value) {
    if (LIKELY(value_is(value, CLASS_UI_NODE))) return value_ref(value);
    error_format(rt, CLASS_TYPE_ERROR, "a node is needed, not %T", value);
    return NULL;
}

NodeObject *ui_world_node_new(UiWorld *world, UiNode *node, Value code) {
    NodeObject *made = native_object_new(world->rt, CLASS_UI_NODE);
    made->code = value_retain(code);
    made->node = node;
    node->self = value_ref(value_retain(value_from_ref(made)));
    ui_own_self(node);
    return made;
}

bool ui_text_begin(RtState *rt, Value value, UiText *text) {
    if (UNLIKELY(!value_is_str(value))) {
        error_format(rt, CLASS_TYPE_ERROR, "a str is needed, not %T", value);
        return false;
    }
    Str *str = value_str(value);
    *text = (UiText){.text = str->data, .bytes = str->len};
    if (LIKELY(str->is_ascii)) return true;
    usize len;
    text->made = str_utf8(rt, str, &len, &text->capacity);
    text->text = text->made;
    text->bytes = (u32)len;
    return true;
}

void ui_text_end(RtState *rt, UiText *text) {
    if (text->made) rt_free_memory(rt, text->made, text->capacity);
}
