// runtime/core/dict.h — dict: entries in insertion order, and a compact index over them.
//
//   Dict ── DictTable: entries[capacity] (key, value; key UNDEFINED: deleted), then u32
//   index[slots]
//
// An index slot holds entry number + 1 in its low bits and, in the rest, bits of the hash, so that
// most probes that miss need not touch the entry. 0 is free, all low bits set is deleted. Probing
// is linear; the hash is spread by a multiplication. The hash used here is its own: ints hash as
// themselves, equal floats and bools like the int.
#pragma once

#include "runtime/core/result.h"
#include "runtime/core/count.h"

typedef struct {
    Value key, value;  // owned
} DictEntry;

typedef struct {
    u32 capacity;   // entries
    u32 slot_bits;  // log2 of the number of index slots
    u32 usable;  // entries that may still be added before a rebuild; deleted index slots count as
                 // used
    u32 first;   // all entries before it are deleted
    u32 recent;  // the entry found or added last: what is asked for next is often the same
    u32 unused;
    Value missing;  // a small int that was looked for last and is not there, or UNDEFINED
    DictEntry entries[];
} DictTable;

typedef struct {
    Object head;
    u32 len;                // live entries
    u32 used;               // entries ever used since the last rebuild
    PTR(DictTable, table);  // owned; NULL while nothing was ever put in
} Dict;

Dict *dict_new(RtState *rt, u32 expected);
void dict_free(RtState *rt, Dict *dict);
void dict_clear(RtState *rt, Dict *dict);
Dict *dict_copy(RtState *rt, const Dict *dict);
// Lends the place of the value or NULL; `*is_error` when hashing or comparing raised.
Value *dict_find_peek(RtState *rt, Dict *dict, Value key, bool *is_error);
bool dict_set(RtState *rt, Dict *dict, Value key, Value value);  // both borrowed; false: exception
// Deletes; `*value` gets the owned old value. Returns 1 deleted, 0 absent, -1 exception.
int dict_take(RtState *rt, Dict *dict, Value key, Value *value);
// Makes the key the last or the first one. Returns 1 moved, 0 absent, -1 exception.
int dict_move(RtState *rt, Dict *dict, Value key, bool is_last);
bool dict_merge(RtState *rt, Dict *dict, Value other);  // a mapping or pairs; false: exception
bool dict_equal(RtState *rt, Dict *left, Dict *right, bool *is_error);
Value dict_get_name(RtState *rt, Dict *dict, Str *name);  // borrowed or UNDEFINED

// Live entry at or after `*at`, which moves behind it; NULL at the end.
static inline DictEntry *dict_next(const Dict *dict, u32 *at) {
    if (*at == 0 && dict->used > 0) *at = dict->table->first;
    while (*at < dict->used) {
        DictEntry *entry = &dict->table->entries[(*at)++];
        if (entry->key != VALUE_UNDEFINED) return entry;
    }
    return NULL;
}
