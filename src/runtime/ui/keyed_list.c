#include "runtime/ui/keyed_list.h"

#include "base/check.h"

#include <string.h>

enum { ROWS_CAPACITY_MIN = 64, NONE = INT32_MAX, STAYS = INT32_MAX - 1 };

void keyed_list_init(KeyedList *list, const KeyedListCode *code, UiDom *dom, void *self,
                     u32 template, NodeRef parent) {
    *list = (KeyedList){.code = code,
                        .dom = dom,
                        .self = self,
                        .template = template,
                        .parent = parent,
                        .is_alone = true};
}

// Memory comes in pieces that are never given back: it doubles.
static void *more(UiGraph *graph, u32 count, u32 *capacity, usize item_bytes) {
    u32 size = *capacity ? *capacity : ROWS_CAPACITY_MIN;
    while (size < count) size *= 2;
    *capacity = size;
    void *memory = graph->host.pages(graph->host.context, size * item_bytes);
    CHECK(memory);
    return memory;
}

static bool same_key(const KeyedList *list, u64 left, u64 right) {
    if (left == right) return true;
    return list->code->key_equal && list->code->key_equal(list->code->context, left, right);
}

static u32 hash(const KeyedList *list, u64 key) {
    u64 bits = list->code->key_hash ? list->code->key_hash(list->code->context, key) : key;
    return (u32)((bits * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
}

// The middle is what is between the rows that are the same at both ends
typedef struct {
    const u64 *keys;
    const UiWord *values;
    u32 from, old_to, new_to;
    u32 before;  // where new rows go
} Middle;

// ---- single rows
static void row_own(UiGraph *graph, KeyedList *list, KeyedRow *row, UiWord value, u32 place) {
    row->scope = ui_scope_new(graph);
    ui_scope_move(row->scope, place);
    UiPlace outer = ui_scope_begin(graph, row->scope);
    row->value = ui_atom_new(graph, list->code->value_kind, value, NULL);
    ui_place_end(graph, outer);
}

// The row stays, but empty; the first error is kept until the list is in order again.
static void row_failed(UiGraph *graph, KeyedList *list, KeyedRow *row, UiWord value, u32 place) {
    UiWord error = ui_take_error(graph);
    ui_dispose(graph, row->scope);
    row_own(graph, list, row, value, place);
    if (list->is_failed) {
        ui_fail_take(graph, error);
        ui_route_error(graph, NULL);
    } else {
        list->is_failed = true;
        list->error = error;
    }
}

static void row_create(UiGraph *graph, KeyedList *list, KeyedRow *row, const Middle *at,
                       u32 place) {
    UiWord value = at->values[place];
    *row = (KeyedRow){.key = at->keys[place]};
    // Inside a row of another list there is an open group already.
    row->id = list->is_grouped ? ui_dom_group_row(list->dom)
                               : ui_dom_stamp(list->dom, list->template, list->parent, at->before);
    row_own(graph, list, row, value, place);
    UiPlace outer = ui_scope_begin(graph, row->scope);
    list->code->create(graph, list, row);
    ui_place_end(graph, outer);
    if (UNLIKELY(ui_is_failed(graph))) row_failed(graph, list, row, value, place);
}

static void row_dispose(UiGraph *graph, KeyedList *list, KeyedRow *row) {
    ui_dispose(graph, row->scope);
    ui_dom_remove(list->dom, row->id);
}

static void row_keep(UiGraph *graph, KeyedRow *row, UiWord value, u32 place) {
    if (row->value->value != value) ui_item_write(graph, row->value, value);
    ui_scope_move(row->scope, place);
}

// ---- the middle
static u32 *scratch_take(UiGraph *graph, KeyedList *list, u32 count) {
    if (list->scratch_capacity < count) {
        list->scratch = more(graph, count, &list->scratch_capacity, sizeof *list->scratch);
    }
    return list->scratch;
}

// sources[i]: the old place of the new row at from + i, or NONE. False: no row stays.
static bool match(UiGraph *graph, KeyedList *list, const Middle *at, u32 **sources, u32 **rest) {
    u32 olds = at->old_to - at->from, news = at->new_to - at->from, buckets = 16;
    while (buckets < olds * 2) buckets *= 2;
    u32 *memory = scratch_take(graph, list, buckets + news * 3);
    u32 *heads = memory;
    *sources = memory + buckets;
    *rest = *sources + news;
    for (u32 i = 0; i < buckets; i++) heads[i] = NONE;
    for (u32 i = at->old_to; i-- > at->from;) {  // backwards: the first of equal keys comes first
        u32 *head = &heads[hash(list, list->rows[i].key) & (buckets - 1)];
        list->rows[i].next = *head;
        *head = i;
    }
    bool is_any = false;
    for (u32 i = 0; i < news; i++) {
        u64 key = at->keys[at->from + i];
        u32 *link = &heads[hash(list, key) & (buckets - 1)];
        while (*link != NONE && !same_key(list, list->rows[*link].key, key)) {
            link = &list->rows[*link].next;
        }
        (*sources)[i] = *link;
        if (*link == NONE) continue;
        is_any = true;
        u32 taken = *link;
        *link = list->rows[taken].next;
        list->rows[taken].next = STAYS;
    }
    return is_any;
}

// Marks in `stays` (by NONE in rest[i] or not) a longest increasing subsequence of the sources.
// tails[k] is the index of the smallest last source of those of length k + 1.
static void find_staying(const u32 *sources, u32 count, u32 *tails, u32 *before) {
    u32 length = 0;
    for (u32 i = 0; i < count; i++) {
        if (sources[i] == NONE) continue;
        u32 low = 0, high = length;
        if (length > 0 && sources[tails[length - 1]] < sources[i]) low = length;
        while (low < high) {
            u32 mid = (low + high) / 2;
            if (sources[tails[mid]] < sources[i]) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        before[i] = low > 0 ? tails[low - 1] : NONE;
        tails[low] = i;
        if (low == length) length++;
    }
    u32 at = length > 0 ? tails[length - 1] : NONE;
    memset(tails, 0, count * sizeof *tails);
    while (at != NONE) {
        u32 earlier = before[at];
        tails[at] = 1;
        at = earlier;
    }
}

static u32 id_at(const KeyedList *list, const KeyedRow *rows, u32 place, u32 count) {
    return place < count ? rows[place].id : list->before;
}

// New rows [from, to) in front of `before`; one group.
static void create_rows(UiGraph *graph, KeyedList *list, KeyedRow *rows, Middle *at, u32 from,
                        u32 to, u32 before) {
    at->before = before;
    list->is_grouped = list->dom->group_at == 0;
    if (list->is_grouped) ui_dom_group_begin(list->dom, list->template, list->parent, before);
    for (u32 i = from; i < to; i++) row_create(graph, list, &rows[i], at, i);
    if (list->is_grouped) ui_dom_group_end(list->dom);
}

static void remove_all(UiGraph *graph, KeyedList *list) {
    u32 *ids = scratch_take(graph, list, list->count);
    for (u32 i = 0; i < list->count; i++) {
        ids[i] = list->rows[i].id;
        ui_dispose(graph, list->rows[i].scope);
    }
    ui_dom_clear(list->dom, list->parent, ids, list->count);
    list->count = 0;
}

// Makes `next` the new order, from its end, so that each row's successor is in place already.
static void arrange(UiGraph *graph, KeyedList *list, Middle *at, KeyedRow *next, u32 count,
                    const u32 *sources, const u32 *stays) {
    u32 place = at->new_to;
    while (place > at->from) {
        u32 index = place - 1 - at->from;
        u32 before = id_at(list, next, place, count);
        if (sources[index] == NONE) {
            u32 first = place - 1;
            while (first > at->from && sources[first - 1 - at->from] == NONE) first--;
            create_rows(graph, list, next, at, first, place, before);
            place = first;
            continue;
        }
        place--;
        next[place] = list->rows[sources[index]];
        row_keep(graph, &next[place], at->values[place], place);
        if (!stays[index]) {
            ui_dom_insert(list->dom, next[place].id, list->parent, before);
            list->moves++;
        }
    }
}

static void rearrange(UiGraph *graph, KeyedList *list, Middle *at, u32 count) {
    u32 *sources, *rest;
    u32 old_count = list->count, news = at->new_to - at->from;
    bool is_any = match(graph, list, at, &sources, &rest);
    if (!is_any && at->from == 0 && at->old_to == old_count && list->is_alone) {
        remove_all(graph, list);
        create_rows(graph, list, list->rows, at, 0, count, list->before);
        list->count = count;
        return;
    }
    for (u32 i = at->from; i < at->old_to; i++) {
        if (list->rows[i].next != STAYS) row_dispose(graph, list, &list->rows[i]);
    }
    u32 *stays = rest;
    find_staying(sources, news, stays, rest + news);
    // The ends first: they are the successors.
    KeyedRow *next = list->other;
    u32 end_count = count - at->new_to;
    if (at->from > 0) memcpy(next, list->rows, at->from * sizeof *next);
    if (end_count > 0) {
        memcpy(next + at->new_to, list->rows + at->old_to, end_count * sizeof *next);
    }
    for (u32 i = at->new_to; i < count; i++) ui_scope_move(next[i].scope, i);
    arrange(graph, list, at, next, count, sources, stays);
    u32 capacity = list->capacity;
    list->other = list->rows;
    list->rows = next;
    list->capacity = list->other_capacity;
    list->other_capacity = capacity;
    list->count = count;
}

static void rows_reserve(UiGraph *graph, KeyedList *list, u32 count) {
    if (list->capacity < count) {
        KeyedRow *rows = more(graph, count, &list->capacity, sizeof *rows);
        if (list->count > 0) memcpy(rows, list->rows, list->count * sizeof *rows);
        list->rows = rows;
    }
}

bool keyed_list_update(UiGraph *graph, KeyedList *list, const u64 *keys, const UiWord *values,
                       u32 count) {
    UiPlace place = ui_untracked_begin(graph);
    Middle at = {.keys = keys, .values = values, .old_to = list->count, .new_to = count};
    rows_reserve(graph, list, count);
    u32 least = count < list->count ? count : list->count;
    while (at.from < least && same_key(list, list->rows[at.from].key, keys[at.from])) {
        row_keep(graph, &list->rows[at.from], values[at.from], at.from);
        at.from++;
    }
    while (at.old_to > at.from && at.new_to > at.from &&
           same_key(list, list->rows[at.old_to - 1].key, keys[at.new_to - 1])) {
        at.old_to--;
        at.new_to--;
        row_keep(graph, &list->rows[at.old_to], values[at.new_to], at.new_to);
    }
    if (at.from == list->count && at.new_to == count) {
        if (count > at.from) {
            create_rows(graph, list, list->rows, &at, at.from, count, list->before);
        }
        list->count = count;
    } else if (count == 0 && list->is_alone) {
        remove_all(graph, list);
    } else if (at.old_to > at.from || at.new_to > at.from) {
        if (list->other_capacity < count) {
            list->other = more(graph, count, &list->other_capacity, sizeof *list->other);
        }
        rearrange(graph, list, &at, count);
    }
    ui_place_end(graph, place);
    if (LIKELY(!list->is_failed)) return true;
    list->is_failed = false;
    ui_fail_take(graph, list->error);
    return false;
}

u32 keyed_list_duplicate(UiGraph *graph, KeyedList *list, const u64 *keys, u32 count) {
    u32 buckets = 16;
    while (buckets < count * 2) buckets *= 2;
    u32 *heads = scratch_take(graph, list, buckets + count), *next = heads + buckets;
    for (u32 i = 0; i < buckets; i++) heads[i] = NONE;
    for (u32 i = 0; i < count; i++) {
        u32 *head = &heads[hash(list, keys[i]) & (buckets - 1)];
        for (u32 at = *head; at != NONE; at = next[at]) {
            if (same_key(list, keys[at], keys[i])) return i;
        }
        next[i] = *head;
        *head = i;
    }
    return count;
}

KeyedRow *keyed_list_find(const KeyedList *list, u64 key) {
    for (u32 i = 0; i < list->count; i++) {
        if (same_key(list, list->rows[i].key, key)) return &list->rows[i];
    }
    return NULL;
}
