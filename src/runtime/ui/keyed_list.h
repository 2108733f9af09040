// runtime/ui/keyed_list.h — the rows of a `for` in a render block: kept by key, moved minimally.
//
// A structure owns a KeyedList; whenever its sequence changed it calls keyed_list_update with all
// keys and values. A row whose key was there before keeps its scope and its DOM nodes; only its
// atom is written, so what reads the value runs. Rows that are gone are disposed and removed, new
// ones are stamped in groups, and of those that stay the ones outside a longest increasing
// subsequence are moved: never more, so a swap is two moves.
//
// Equal keys are told apart by their order: the second of a key stays the second.
#pragma once

#include "runtime/ui/dom.h"
#include "runtime/ui/reactive.h"

typedef struct KeyedList KeyedList;

typedef struct {
    u64 key;
    UiNode *scope;  // owns what `create` makes
    UiNode *value;  // an atom
    u32 id;         // of its root in the page
    u32 next;       // while updating: the next row with this hash
} KeyedRow;

typedef struct {
    // Makes a row's bindings; its template is being stamped as `row->id`. What it creates belongs
    // to `row->scope`. A failure is left pending.
    void (*create)(UiGraph *graph, KeyedList *list, KeyedRow *row);
    const UiKind *value_kind;
    // NULL: keys are compared as words.
    u64 (*key_hash)(void *context, u64 key);
    bool (*key_equal)(void *context, u64 left, u64 right);
    void *context;
} KeyedListCode;

struct KeyedList {
    const KeyedListCode *code;  // borrowed
    UiDom *dom;                 // borrowed
    void *self;                 // for `create`
    u32 template;
    NodeRef parent;
    u32 before;              // an anchor behind the rows; 0: they are the last in their parent
    bool is_alone;           // the parent holds nothing else
    KeyedRow *rows, *other;  // `other`: where the next order is written
    u32 count, capacity, other_capacity;
    u32 *scratch;
    u32 scratch_capacity;
    u32 moves;        // of all updates, for tests
    bool is_grouped;  // while rows are made
    bool is_failed;   // ditto: `error` is the first one, owned
    UiWord error;
};

// `owner` of all rows is graph->owner at the update: the structure.
void keyed_list_init(KeyedList *list, const KeyedListCode *code, UiDom *dom, void *self,
                     u32 template, NodeRef parent);
// Untracked. False: making a row failed; the first error is left pending, the row stays empty.
bool keyed_list_update(UiGraph *graph, KeyedList *list, const u64 *keys, const UiWord *values,
                       u32 count);
// For debug builds: the place of the first key that another one before it equals; `count`: none.
u32 keyed_list_duplicate(UiGraph *graph, KeyedList *list, const u64 *keys, u32 count);
// The row with this key, or NULL; good until the next update.
KeyedRow *keyed_list_find(const KeyedList *list, u64 key);
