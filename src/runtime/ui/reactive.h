// runtime/ui/reactive.h — the graph of reactive state: atoms, computed atoms, what depends on them.
//
//     atom ──link──► computed ──link──► binding, effect        values flow to the right
//       ◄───deps──────  ◄──────deps──────                       each link is in two lists
//
//     scope ─ instance ─ branch ─ binding, atom, effect …       ownership: a second tree
//
// Writing marks (push): what reads the atom becomes DIRTY, what lies behind it CHECK, and bindings
// and effects that are reached are queued. Reading settles (pull): a CHECK node asks its
// dependencies in the order in which it read them and runs only if one of them changed. So every
// computed atom runs at most once per change, never with a mixture of old and new values, and never
// when nobody asks. Nodes and links come from pools: a steady state allocates nothing.
//
// A flush runs, per pass: structures (outermost first), bindings (in document order), mounts
// (children first), effects (in order of creation). What the last two write is the next pass.
//
// Invariants
// - A CLEAN node's value is current. Behind a stale node every node is stale.
// - A node depends on exactly what its last run read.
// - User code runs only inside `run` and `caught`, and may do anything there: read, write, create,
//   dispose, read itself.
// - A disposed node keeps its value while someone holds it: reads give the value, nothing is
// tracked.
//
// Values are words that the graph does not understand; their UiKind compares and counts them.
// Words handed in are borrowed, words handed out by a `run` are owned by the graph, words read are
// borrowed until the next write or settling.
#pragma once

#include "base/types.h"

enum {
    UI_PASSES_MAX = 100,         // of one flush; more is a CycleError
    UI_WRITTEN_NAMES_MAX = 8,    // atoms that a CycleError names
    UI_DEPTH_MAX_DEFAULT = 1500  // computed atoms inside one another, each on the engine's stack
};

typedef u64 UiWord;
typedef struct UiGraph UiGraph;
typedef struct UiNode UiNode;
typedef struct UiLink UiLink;

// The code of a node. `self` is its closure. A computed atom's result is owned by the graph; others
// return 0. Code that fails calls ui_fail first and may then return anything.
typedef UiWord (*UiRun)(UiGraph *graph, void *self);
// A boundary's handler. It borrows the error; calling ui_fail passes one on to the next boundary.
typedef void (*UiCatch)(UiGraph *graph, void *self, UiWord error);

// How words of one kind are compared and counted. NULL members: by their bits, not counted.
typedef struct {
    bool (*equal)(void *context, UiWord left, UiWord right);
    void (*retain)(void *context, UiWord word);
    void (*release)(void *context, UiWord word);
} UiKind;

extern const UiKind ui_kind_float;  // the bits of an f64: NaN equals NaN, 0.0 equals -0.0

typedef enum {
    UI_ERROR_CYCLE,  // a computed atom reads itself, or a flush does not settle
    UI_ERROR_STATE,  // a write where only reading is allowed
    UI_ERROR_DEPTH,  // computed atoms nested too deeply
} UiErrorKind;

// What the graph asks of the world.
typedef struct {
    void *context;  // borrowed; the first argument of each call
    // At least `bytes`, 16-byte aligned; never given back. NULL ends the process by CHECK.
    void *(*pages)(void *context, usize bytes);
    // A flush is wanted: call ui_flush when the turn is over (a microtask). Once per flush.
    void (*schedule)(void *context);
    // What bindings changed shall be seen: before mounts and effects, and at the end of a flush.
    // May be NULL.
    void (*render)(void *context);
    // A new error object as a word of `error_kind`, owned by the caller.
    UiWord (*error)(void *context, UiErrorKind kind, const char *text, usize len);
    void (*report)(void *context, UiWord error);  // nobody caught it; borrowed
    void (*drop)(void *context, void *self);      // a node with UI_OWNS_SELF is freed; may be NULL
    const UiKind *error_kind;                     // borrowed; NULL: plain words
} UiHost;

typedef enum {
    UI_SCOPE,      // owns others: an instance, a branch, an item of a list
    UI_ATOM,       // a source
    UI_COMPUTED,   // cached, lazy
    UI_STRUCTURE,  // a binding that creates and disposes scopes: if, switch, for, a slot, a route
    UI_BINDING,    // one property, one text
    UI_MOUNT,      // runs once in the next flush, untracked
    UI_EFFECT,     // its clean-ups run before its next run
    UI_CLEANUP,    // runs once, when its owner is disposed or runs again
} UiNodeType;

// Bits of UiNode.flags; the low ones are the UiNodeType.
enum {
    UI_TYPE_MASK = 7,
    UI_CHECK = 1 << 3,         // something further up changed
    UI_DIRTY = 1 << 4,         // a dependency changed, or it never ran
    UI_RUNNING = 1 << 5,       // its code is on the stack
    UI_CHECKING = 1 << 6,      // its dependencies are being settled
    UI_QUEUED = 1 << 7,        // in the queue of its phase
    UI_DEAD = 1 << 8,          // disposed
    UI_FAILED = 1 << 9,        // `value` is an error
    UI_HAS_VALUE = 1 << 10,    // `value` is owned
    UI_OWNS_SELF = 1 << 11,    // the host drops `self` with the node
    UI_IS_BOUNDARY = 1 << 12,  // `caught` is set
    UI_DOOMED = 1 << 13        // in the list of the doomed
};

// A node is written by the files of this room alone.
struct UiNode {
    // What each change touches, together.
    UiWord value;
    u64 stamp;       // the run that read it last
    u64 run_number;  // its own newest run
    u32 flags;       // UiNodeType and bits
    UiLink *deps;    // what it read, in order
    UiLink *cursor;  // running: the last link read; checking: the next to settle
    UiLink *subs;    // who reads it
    union {
        UiRun run;
        UiCatch caught;
    };
    void *self;
    const UiKind *kind;   // borrowed; NULL: plain words
    UiNode *up;           // running: who asked for it; checking: who is checked after it
    UiNode *first_owned;  // what it owns, oldest first
    UiNode *next;         // in a queue, in a list of marks, of the free
    // What its life touches.
    UiLink *subs_tail;  // the newest of subs
    UiNode *last_owned;
    UiNode *owner;  // NULL: only holds keep it
    UiNode *older;  // its sibling
    UiNode *newer;  // ditto
    UiNode *next_doomed;
    const char *name;  // borrowed, for messages; NULL: none
    u32 seq;           // order among its siblings; of effects: order of creation
    u32 level;         // owners above it
    u32 hold_count;    // its owner's and those of whoever keeps a handle
};

enum { UI_PHASE_COUNT = 4, UI_POOL_BYTES = 32 * 1024 };

typedef struct {
    UiNode *first, *last;
} UiQueue;

struct UiGraph {
    UiHost host;
    UiNode *reader;        // whose reads are recorded; NULL: nobody's
    UiNode *owner;         // who owns what is created
    u64 run_count;         // of all nodes
    u32 depth, depth_max;  // computed atoms and bindings being evaluated
    u32 seq;
    u32 batch_depth;
    u32 queued_phases;  // a bit for each queue that is not empty
    bool is_scheduled, is_flushing, is_disposing;
    bool is_poisoning;  // for tests: what is freed is spoilt and never used again
    bool is_failed;     // `error` is pending: between ui_fail and whoever takes it
    UiWord error;       // owned
    UiQueue queues[UI_PHASE_COUNT];
    UiNode *doomed;  // disposed while something else is being disposed
    UiNode *free_nodes;
    UiLink *free_links;
    u8 *pool, *pool_end;
    const char *written[UI_WRITTEN_NAMES_MAX];  // atoms that this pass wrote
    u32 written_count;
    UiNode *root;    // owns what is created outside of everything
    UiNode nothing;  // stands for a disposed dependency
    // Counters for tests and reports.
    u32 node_count, link_count;
    u64 pool_bytes;
};

void ui_init(UiGraph *graph, const UiHost *host);
// Disposes everything; clean-ups run.
void ui_deinit(UiGraph *graph);

// ---- nodes. Their owner is graph->owner; the result is borrowed from it (ui_retain keeps it).
UiNode *ui_atom_new(UiGraph *graph, const UiKind *kind, UiWord value, const char *name);
UiNode *ui_computed_new(UiGraph *graph, const UiKind *kind, UiRun run, void *self,
                        const char *name);
// Structures and bindings run at once, tracked; mounts and effects in the next flush. NULL: the
// binding was disposed by its own run.
UiNode *ui_binding_new(UiGraph *graph, UiNodeType type, UiRun run, void *self);
UiNode *ui_effect_new(UiGraph *graph, UiRun run, void *self);
void ui_on_mount(UiGraph *graph, UiRun run, void *self);
void ui_on_cleanup(UiGraph *graph, UiRun run, void *self);
UiNode *ui_scope_new(UiGraph *graph);
// Where it stands among its siblings, for the order of bindings: an item of a list that moved.
void ui_scope_move(UiNode *scope, u32 place);
// Errors of what `scope` owns come to `caught`.
void ui_scope_catch(UiNode *scope, UiCatch caught, void *self);
// The host's `drop` gets `self` when the node is freed.
void ui_own_self(UiNode *node);

// A handle keeps the node's memory and last value, not its life.
UiNode *ui_retain(UiNode *node);
void ui_release(UiGraph *graph, UiNode *node);
// Runs clean-ups, owners first, then unlinks and frees all that `node` owns, and itself.
void ui_dispose(UiGraph *graph, UiNode *node);
void ui_dispose_owned(UiGraph *graph, UiNode *node);
// Takes the node from its owner: only holds keep it then. The caller gets the owner's hold.
UiNode *ui_disown_take(UiNode *node);

// ---- reading and writing
// Tracked if something tracks. Fails (ui_is_failed) if a computed atom failed.
static inline UiWord ui_read(UiGraph *graph, UiNode *node);
UiWord ui_peek(UiGraph *graph, UiNode *node);
// Fails with a StateError inside computed atoms, structures and bindings, or if it is no atom.
void ui_write(UiGraph *graph, UiNode *atom, UiWord value);
// The same, for what the runtime itself writes during a structure's run (a list's items).
void ui_item_write(UiGraph *graph, UiNode *atom, UiWord value);
// As a write that changed it: for values that were updated in place.
void ui_touch(UiGraph *graph, UiNode *atom);

// ui_read where there is more to do than to take the value: the first read of a run, what is stale.
UiWord ui_read_other(UiGraph *graph, UiNode *node);

static inline UiWord ui_read(UiGraph *graph, UiNode *node) {
    enum { UNUSUAL = UI_CHECK | UI_DIRTY | UI_RUNNING | UI_CHECKING | UI_FAILED };
    const UiNode *reader = graph->reader;
    bool is_known = !reader || node->stamp == reader->run_number;
    return LIKELY(is_known && !(node->flags & UNUSUAL)) ? node->value : ui_read_other(graph, node);
}

// ---- what is tracked and who owns, around calls of code
typedef struct {
    UiNode *reader, *owner;  // what was before
    UiNode *held;            // the scope that was entered; NULL: none
} UiPlace;

UiPlace ui_untracked_begin(UiGraph *graph);
// Untracked, and `scope` owns what is created.
UiPlace ui_scope_begin(UiGraph *graph, UiNode *scope);
void ui_place_end(UiGraph *graph, UiPlace place);

// ---- flushing
void ui_flush(UiGraph *graph);  // does nothing inside a flush, a computed atom or a binding
void ui_batch_begin(UiGraph *graph);
void ui_batch_end(UiGraph *graph);  // the outermost one flushes
// Runs a new effect now, as code outside of views expects it. The caller holds it: it may dispose
// itself.
void ui_run_now(UiGraph *graph, UiNode *node);

// ---- errors
static inline bool ui_is_failed(const UiGraph *graph) {
    return graph->is_failed;
}

void ui_fail_take(UiGraph *graph, UiWord error);  // keeps `error`
UiWord ui_take_error(UiGraph *graph);             // owned; nothing is pending afterwards
// Hands a pending error to the nearest boundary above `node`, else to the host.
void ui_route_error(UiGraph *graph, UiNode *node);
