#include "runtime/ui/reactive_priv.h"

static bool float_equal(void *context, UiWord left, UiWord right) {
    (void)context;
    f64 a, b;
    memcpy(&a, &left, sizeof a);
    memcpy(&b, &right, sizeof b);
    return a == b || (a != a && b != b);
}

const UiKind ui_kind_float = {.equal = float_equal};

// Comparing may run the user's code: what it reads is nobody's dependency.
static bool words_equal(UiGraph *graph, const UiKind *kind, UiWord left, UiWord right) {
    if (left == right) return true;
    if (!kind || !kind->equal) return false;
    UiNode *reader = graph->reader;
    graph->reader = NULL;
    bool is_equal = kind->equal(graph->host.context, left, right);
    graph->reader = reader;
    return is_equal;
}

static void word_retain(UiGraph *graph, const UiKind *kind, UiWord word) {
    if (kind && kind->retain) kind->retain(graph->host.context, word);
}

static void word_release(UiGraph *graph, const UiKind *kind, UiWord word) {
    if (kind && kind->release) kind->release(graph->host.context, word);
}

static const UiKind *value_kind(const UiGraph *graph, u32 flags, const UiNode *node) {
    return flags & UI_FAILED ? graph->host.error_kind : node->kind;
}

void reactive_value_drop(UiGraph *graph, UiNode *node) {
    if (!(node->flags & UI_HAS_VALUE)) return;
    const UiKind *kind = value_kind(graph, node->flags, node);
    node->flags &= ~(u32)UI_HAS_VALUE;
    word_release(graph, kind, node->value);
}

// ---- running. What runs per node and change is inlined into one function.
typedef struct {
    UiNode *reader, *owner;
} Frame;

INLINED static Frame frame_begin(UiGraph *graph, UiNode *node, bool is_tracked) {
    enum { OVER = UI_CHECK | UI_DIRTY | UI_CHECKING };
    // A structure decides itself what goes.
    if (UNLIKELY(node->first_owned) && reactive_type(node) != UI_STRUCTURE) {
        ui_dispose_owned(graph, node);
    }
    Frame frame = {graph->reader, graph->owner};
    node->flags = (node->flags & ~(u32)OVER) | UI_RUNNING;
    node->up = frame.owner;
    node->cursor = NULL;
    node->run_number = ++graph->run_count;
    graph->reader = is_tracked ? node : NULL;
    graph->owner = node;
    return frame;
}

INLINED static void frame_end(UiGraph *graph, UiNode *node, Frame frame) {
    graph->reader = frame.reader;
    graph->owner = frame.owner;
    UiLink *rest = node->cursor ? node->cursor->next_dep : node->deps;
    if (UNLIKELY(rest)) reactive_unlink_from(graph, node, rest);
    node->flags &= ~(u32)UI_RUNNING;
}

// It was disposed while its links were in use. Whoever asked for it still looks at it.
static void bury(UiGraph *graph, UiNode *node) {
    reactive_unlink_all(graph, node);
    reactive_doom(graph, node);
}

// Takes over `word`. True if readers see a difference.
static bool store(UiGraph *graph, UiNode *node, UiWord word) {
    u32 failed = 0;
    if (UNLIKELY(graph->is_failed)) {
        word = ui_take_error(graph);
        failed = UI_FAILED;
    }
    u32 old = node->flags & (UI_HAS_VALUE | UI_FAILED);
    if (old == (UI_HAS_VALUE | failed)) {
        const UiKind *kind = failed ? NULL : node->kind;
        bool is_equal = words_equal(graph, kind, node->value, word);
        if (UNLIKELY(graph->is_failed)) {  // the comparison failed: so did the computed atom
            word_release(graph, node->kind, word);
            word = ui_take_error(graph);
            failed = UI_FAILED;
        } else if (is_equal) {
            word_release(graph, value_kind(graph, failed, node), word);
            return false;
        }
    }
    UiWord old_word = node->value;
    node->value = word;
    node->flags = (node->flags & ~(u32)UI_FAILED) | UI_HAS_VALUE | failed;
    if (old & UI_HAS_VALUE) word_release(graph, value_kind(graph, old, node), old_word);
    return true;
}

static inline void dirty_subs(UiNode *dep) {
    for (UiLink *link = dep->subs; link; link = link->newer_sub) {
        if (link->sub->flags & UI_CHECK) link->sub->flags |= UI_DIRTY;
    }
}

static void evaluate(UiGraph *graph, UiNode *node) {
    u32 depth = graph->depth;
    graph->depth = depth + 1;
    Frame frame = frame_begin(graph, node, true);
    UiWord word = node->run(graph, node->self);
    frame_end(graph, node, frame);
    graph->depth = depth;
    enum { UNUSUAL = UI_HAS_VALUE | UI_FAILED | UI_DEAD };
    if (LIKELY(!node->kind && (node->flags & UNUSUAL) == UI_HAS_VALUE && !graph->is_failed)) {
        if (word == node->value) return;
        node->value = word;
        dirty_subs(node);
        return;
    }
    if (store(graph, node, word)) dirty_subs(node);
    if (UNLIKELY(node->flags & UI_DEAD)) bury(graph, node);
}

// The next dependency that must be settled before `node` is known to be current.
static UiNode *next_stale(UiNode *node) {
    while (node->cursor) {
        UiNode *dep = node->cursor->dep;
        node->cursor = node->cursor->next_dep;
        u32 flags = dep->flags;
        if ((flags & (UI_CHECK | UI_DIRTY)) && !(flags & (UI_RUNNING | UI_CHECKING))) return dep;
    }
    return NULL;
}

void reactive_settle(UiGraph *graph, UiNode *root) {
    // No recursion: chains may be longer than the stack. `up` leads back.
    UiNode *node = root;
    node->up = NULL;
    node->cursor = node->deps;
    node->flags |= UI_CHECKING;
    for (;;) {
        UiNode *stale = node->flags & UI_DIRTY ? NULL : next_stale(node);
        if (stale) {
            if (stale->flags & UI_DIRTY) {
                evaluate(graph, stale);
                continue;
            }
            stale->up = node;
            stale->cursor = stale->deps;
            stale->flags |= UI_CHECKING;
            node = stale;
            continue;
        }
        UiNode *up = node->up;
        if ((node->flags & (UI_DIRTY | UI_TYPE_MASK)) == (UI_DIRTY | UI_COMPUTED)) {
            evaluate(graph, node);
        } else {
            node->flags &= ~(u32)UI_CHECKING;
            if (!(node->flags & UI_DIRTY)) node->flags &= ~(u32)UI_CHECK;
            if (UNLIKELY(node->flags & UI_DEAD)) bury(graph, node);
        }
        if (!up) return;
        node = up;
    }
}

void reactive_run(UiGraph *graph, UiNode *node, bool is_tracked) {
    bool is_pure = reactive_type(node) <= UI_BINDING;
    Frame frame = frame_begin(graph, node, is_tracked);
    u32 depth = graph->depth;
    graph->depth = depth + is_pure;
    node->run(graph, node->self);
    graph->depth = depth;
    frame_end(graph, node, frame);
}

// ---- reading
enum { NOT_CURRENT = UI_CHECK | UI_DIRTY | UI_RUNNING | UI_CHECKING };

static void refresh(UiGraph *graph, UiNode *node) {
    if (node->flags & (UI_RUNNING | UI_CHECKING)) {
        reactive_fail_cycle(graph, node);
        return;
    }
    if (node->flags & UI_DEAD && node->flags & UI_HAS_VALUE) return;
    if (graph->depth >= graph->depth_max) {
        static const char text[] = "computed atoms are nested too deeply";
        reactive_fail(graph, UI_ERROR_DEPTH, text, sizeof text - 1);
        return;
    }
    reactive_settle(graph, node);
}

UiWord ui_read_other(UiGraph *graph, UiNode *node) {
    if (UNLIKELY(node->flags & NOT_CURRENT)) refresh(graph, node);
    UiNode *sub = graph->reader;
    if (sub && node->stamp != sub->run_number) {
        node->stamp = sub->run_number;
        UiLink *next = sub->cursor ? sub->cursor->next_dep : sub->deps;
        if (next && next->dep == node) {
            sub->cursor = next;
        } else {
            reactive_track_other(graph, sub, node, next);
        }
    }
    if (UNLIKELY(node->flags & UI_FAILED) && !graph->is_failed) {
        word_retain(graph, graph->host.error_kind, node->value);
        ui_fail_take(graph, node->value);
    }
    return node->value;
}

UiWord ui_peek(UiGraph *graph, UiNode *node) {
    UiNode *reader = graph->reader;
    graph->reader = NULL;
    UiWord word = ui_read(graph, node);
    graph->reader = reader;
    return word;
}

// ---- writing
void ui_touch(UiGraph *graph, UiNode *atom) {
    if (graph->is_flushing && graph->written_count < UI_WRITTEN_NAMES_MAX && atom->name) {
        const char **end = graph->written + graph->written_count;
        for (const char **at = graph->written; at < end; at++) {
            if (*at == atom->name) goto mark;
        }
        graph->written[graph->written_count++] = atom->name;
    }
mark:
    if (atom->subs) reactive_mark_subs(graph, atom);
}

void ui_item_write(UiGraph *graph, UiNode *atom, UiWord value) {
    bool is_equal = words_equal(graph, atom->kind, atom->value, value);
    if (is_equal || UNLIKELY(graph->is_failed)) return;
    word_retain(graph, atom->kind, value);
    UiWord old = atom->value;
    atom->value = value;
    ui_touch(graph, atom);
    word_release(graph, atom->kind, old);
}

static void fail_state(UiGraph *graph, const char *text) {
    reactive_fail(graph, UI_ERROR_STATE, text, strlen(text));
}

void ui_write(UiGraph *graph, UiNode *atom, UiWord value) {
    if (reactive_type(atom) != UI_ATOM) {
        fail_state(graph, "only atoms can be written");
    } else if (graph->depth > 0) {
        fail_state(graph, "a computed atom or a render expression must not write atoms");
    } else {
        ui_item_write(graph, atom, value);
    }
}
