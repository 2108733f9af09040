#include "runtime/core/dict.h"

#include "runtime/core/chars.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/class.h"
#include "runtime/core/hash.h"
#include "runtime/core/str.h"

#include "base/stack.h"

#include <string.h>

enum { DICT_SLOT_BITS_MIN = 3, DICT_SLOT_BITS_MAX = 30, DICT_GAP_MIN = 4 };

static usize table_bytes(u32 capacity, u32 slot_bits) {
    return sizeof(DictTable) + (usize)capacity * sizeof(DictEntry) + ((usize)4 << slot_bits);
}

static inline u32 *table_index(DictTable *table) {
    return (u32 *)(void *)(table->entries + table->capacity);
}

static u32 capacity_of_bits(u32 slot_bits) {
    return (u32)(((u64)2 << slot_bits) / 3);
}

static DictTable *new_table(RtState *rt, u32 slot_bits) {
    if (slot_bits > DICT_SLOT_BITS_MAX) rt_fatal(rt, "MemoryError: dict too large");
    u32 capacity = capacity_of_bits(slot_bits);
    DictTable *table = rt_alloc(rt, table_bytes(capacity, slot_bits));
    table->capacity = capacity;
    table->slot_bits = slot_bits;
    table->usable = capacity;
    table->first = table->recent = table->unused = 0;
    table->missing = VALUE_UNDEFINED;
    memset(table_index(table), 0, (usize)4 << slot_bits);
    return table;
}

static void free_table(RtState *rt, DictTable *table) {
    if (table) rt_free_memory(rt, table, table_bytes(table->capacity, table->slot_bits));
}

static u32 bits_for(u32 entries) {
    u32 bits = DICT_SLOT_BITS_MIN;
    while (capacity_of_bits(bits) < entries) bits++;
    return bits;
}

Dict *dict_new(RtState *rt, u32 expected) {
    Dict *dict = object_new(rt, sizeof *dict, CLASS_DICT);
    dict->len = dict->used = 0;
    dict->table = expected ? new_table(rt, bits_for(expected)) : NULL;
    return dict;
}

static void release_entries(RtState *rt, DictTable *table, u32 used) {
    for (u32 i = 0; i < used; i++) {
        value_release(rt, table->entries[i].key);
        value_release(rt, table->entries[i].value);
    }
}

void dict_free(RtState *rt, Dict *dict) {
    if (dict->table) release_entries(rt, dict->table, dict->used);
    free_table(rt, dict->table);
    object_give(rt, dict, sizeof *dict);
}
PART_ONLY(dict_free, CLASS_DICT);

void dict_clear(RtState *rt, Dict *dict) {
    DictTable *table = dict->table;
    u32 used = dict->used;
    dict->table = NULL;
    dict->len = dict->used = 0;
    if (table) release_entries(rt, table, used);
    free_table(rt, table);
}

// ---- probing. A hash is spread once; its top bits choose the slot, its low bits go into it.
typedef struct {
    u32 slot, mask, tag, low_mask;
} Probe;

static inline u64 spread(u64 hash) {
    u64 mixed = hash * UINT64_C(0x9e3779b97f4a7c15);
    return mixed ^ mixed >> 32;
}

static inline Probe probe_start(const DictTable *table, u64 hash) {
    u64 mixed = spread(hash);
    u32 mask = (u32)((UINT64_C(1) << table->slot_bits) - 1);
    return (Probe){(u32)mixed & mask, mask, (u32)(mixed >> 32) & ~mask, mask};
}

static void put_index(DictTable *table, u64 hash, u32 entry) {
    Probe probe = probe_start(table, hash);
    u32 *index = table_index(table);
    while (index[probe.slot] & probe.low_mask) probe.slot = (probe.slot + 1) & probe.mask;
    index[probe.slot] = probe.tag | (entry + 1);
}

// The hash of a key that is in the table: hashing it succeeded before.
static u64 hash_again(RtState *rt, Value key) {
    u64 hash;
    if (LIKELY(hash_key_fast(key, &hash))) return hash;
    if (!hash_key(rt, key, &hash)) {
        error_clear(rt);
        hash = 0;
    }
    return hash;
}

// Keys whose hash is costly (tuples, instances) keep it through a rebuild only by being hashed
// again; instances with their own __hash__ are rare as keys of growing dicts.
// The first `gap` entries are left free: dict_move fills them.
static void rebuild_behind(RtState *rt, Dict *dict, u32 slot_bits, u32 gap) {
    DictTable *old = dict->table, *table = new_table(rt, slot_bits);
    u32 used = gap;
    for (u32 i = 0; i < gap; i++) table->entries[i] = (DictEntry){VALUE_UNDEFINED, VALUE_UNDEFINED};
    table->first = gap;
    for (u32 i = 0; i < dict->used; i++) {
        if (old->entries[i].key == VALUE_UNDEFINED) continue;
        table->entries[used] = old->entries[i];
        put_index(table, hash_again(rt, table->entries[used].key), used);
        used++;
    }
    table->usable -= used;
    dict->table = table;
    dict->used = used;
    free_table(rt, old);
}

static void rebuild(RtState *rt, Dict *dict, u32 slot_bits) {
    rebuild_behind(rt, dict, slot_bits, 0);
}

static void make_room(RtState *rt, Dict *dict) {
    if (!dict->table) dict->table = new_table(rt, DICT_SLOT_BITS_MIN);
    if (LIKELY(dict->table->usable > 0)) return;
    u32 bits = bits_for(dict->len + dict->len / 2 + 1);
    rebuild(rt, dict, bits);
}

#define PLACE_NONE UINT32_MAX
#define PLACE_UNKNOWN (UINT32_MAX - 1)

// find_slot for a str whose probes meet only str keys; else PLACE_UNKNOWN: look again with more
// care.
static u32 find_str_slot(const Dict *dict, const Str *name, u32 hash) {
    DictTable *table = dict->table;
    if (!table) return PLACE_NONE;
    const u32 *index = table_index(table);
    Value wanted = value_from_ref(name);
    for (Probe probe = probe_start(table, hash);; probe.slot = (probe.slot + 1) & probe.mask) {
        u32 word = index[probe.slot];
        if (word == 0) return PLACE_NONE;
        if ((word & ~probe.low_mask) != probe.tag || (word & probe.low_mask) == probe.low_mask)
            continue;
        Value found = table->entries[(word & probe.low_mask) - 1].key;
        if (found == wanted) return probe.slot;
        if (UNLIKELY(!value_is_str(found))) return PLACE_UNKNOWN;
        const Str *key = value_str(found);
        if (key->hash == hash && key->len == name->len && key->width == name->width &&
            chars_equal(key->data, name->data, (usize)key->len * key->width))
            return probe.slot;
    }
}

// The same for a small int whose probes meet only small ints.
static u32 find_int_slot(const Dict *dict, Value wanted) {
    DictTable *table = dict->table;
    if (!table) return PLACE_NONE;
    const u32 *index = table_index(table);
    for (Probe probe = probe_start(table, (u64)value_small(wanted));;
         probe.slot = (probe.slot + 1) & probe.mask) {
        u32 word = index[probe.slot];
        if (word == 0) return PLACE_NONE;
        if ((word & ~probe.low_mask) != probe.tag || (word & probe.low_mask) == probe.low_mask)
            continue;
        Value found = table->entries[(word & probe.low_mask) - 1].key;
        if (found == wanted) return probe.slot;
        if (UNLIKELY(!value_is_small_int(found))) return PLACE_UNKNOWN;
    }
}

// Index slot of the key, or PLACE_NONE. The comparison may run user code: if that changes the dict,
// the search starts again.
static u32 find_any_slot(RtState *rt, Dict *dict, Value key, u64 hash, bool *is_error) {
restart:
    if (!dict->table) return PLACE_NONE;
    DictTable *table = dict->table;
    u32 *index = table_index(table);
    for (Probe probe = probe_start(table, hash);; probe.slot = (probe.slot + 1) & probe.mask) {
        u32 word = index[probe.slot];
        if (word == 0) return PLACE_NONE;
        if ((word & ~probe.low_mask) != probe.tag || (word & probe.low_mask) == probe.low_mask)
            continue;
        u32 at = (word & probe.low_mask) - 1;
        Value found = table->entries[at].key;
        if (found == key) return probe.slot;
        if (value_is_small_int(key) && value_is_small_int(found)) continue;
        value_retain(found);
        int equal = hash_keys_equal(rt, found, key);
        value_release(rt, found);
        if (equal < 0) {
            *is_error = true;
            return PLACE_NONE;
        }
        if (dict->table != table || at >= dict->used || table->entries[at].key != found)
            goto restart;
        if (equal) return probe.slot;
    }
}

static inline u32 find_slot(RtState *rt, Dict *dict, Value key, u64 hash, bool *is_error) {
    u32 slot = PLACE_UNKNOWN;
    if (value_is_small_int(key))
        slot = find_int_slot(dict, key);
    else if (value_is_str(key))
        slot = find_str_slot(dict, value_str(key), (u32)hash);
    if (LIKELY(slot != PLACE_UNKNOWN)) return slot;
    return find_any_slot(rt, dict, key, hash, is_error);
}

static inline DictEntry *slot_entry(Dict *dict, u32 slot) {
    u32 mask = (u32)((UINT64_C(1) << dict->table->slot_bits) - 1);
    return &dict->table->entries[(table_index(dict->table)[slot] & mask) - 1];
}

// `if k in d: … d[k]`, `d[k] = d.get(k, 0) + 1`: the key of the question before needs no search,
// unless a program could see that its __hash__ is not called. A deleted entry's key is none that
// can be asked for.
static inline DictEntry *recent_entry(const Dict *dict, Value key) {
    DictTable *table = dict->table;
    if (!table || table->recent >= dict->used) return NULL;
    DictEntry *entry = &table->entries[table->recent];
    if (entry->key != key) return NULL;
    return value_is_small_int(key) || value_is(key, CLASS_STR) ? entry : NULL;
}

static inline Value *remember(Dict *dict, DictEntry *entry) {
    dict->table->recent = (u32)(entry - dict->table->entries);
    return &entry->value;
}

Value *dict_find_peek(RtState *rt, Dict *dict, Value key, bool *is_error) {
    u64 hash;
    *is_error = false;
    DictEntry *recent = recent_entry(dict, key);
    if (recent) return &recent->value;
    if (!hash_key_fast(key, &hash) && !hash_dict_key(rt, key, &hash)) {
        *is_error = true;
        return NULL;
    }
    u32 slot = find_slot(rt, dict, key, hash, is_error);
    if (slot != PLACE_NONE) return remember(dict, slot_entry(dict, slot));
    if (dict->table && value_is_small_int(key)) dict->table->missing = key;
    return NULL;
}
PART_ONLY(dict_find_peek, CLASS_DICT);

static void add_entry(RtState *rt, Dict *dict, Value key_taken, Value value_taken, u64 hash) {
    make_room(rt, dict);
    u32 at = dict->used++;
    dict->table->usable--;
    dict->table->entries[at] = (DictEntry){key_taken, value_taken};
    dict->table->recent = at;
    dict->table->missing = VALUE_UNDEFINED;
    put_index(dict->table, hash, at);
    dict->len++;
}

// Takes the value, borrows the key.
static bool set_take(RtState *rt, Dict *dict, Value key, Value value, u64 hash) {
    bool is_error = false;
    bool is_missing = dict->table && dict->table->missing == key && value_is_small_int(key);
    u32 slot = is_missing ? PLACE_NONE : find_slot(rt, dict, key, hash, &is_error);
    if (is_error) {
        value_release(rt, value);
        return false;
    }
    if (slot != PLACE_NONE)
        value_assign_take(rt, remember(dict, slot_entry(dict, slot)), value);
    else
        add_entry(rt, dict, value_retain(key), value, hash);
    return true;
}

bool dict_set(RtState *rt, Dict *dict, Value key, Value value) {
    u64 hash;
    if (!hash_key_fast(key, &hash) && !hash_dict_key(rt, key, &hash)) return false;
    return set_take(rt, dict, key, value_retain(value), hash);
}

// Frees the entry behind an index slot; what it held is the caller's.
static DictEntry take_slot(Dict *dict, u32 slot) {
    DictTable *table = dict->table;
    DictEntry *entry = slot_entry(dict, slot), held = *entry;
    table_index(table)[slot] |= (u32)((UINT64_C(1) << table->slot_bits) - 1);
    *entry = (DictEntry){VALUE_UNDEFINED, VALUE_UNDEFINED};
    if (entry == &table->entries[table->first]) {
        while (table->first < dict->used && table->entries[table->first].key == VALUE_UNDEFINED)
            table->first++;
    }
    dict->len--;
    return held;
}

int dict_take(RtState *rt, Dict *dict, Value key, Value *value) {
    u64 hash;
    bool is_error = false;
    if (!hash_key_fast(key, &hash) && !hash_dict_key(rt, key, &hash)) return -1;
    u32 slot = find_slot(rt, dict, key, hash, &is_error);
    if (is_error) return -1;
    if (slot == PLACE_NONE) return 0;
    DictEntry held = take_slot(dict, slot);
    *value = held.value;
    value_release(rt, held.key);
    return 1;
}
PART_ONLY(dict_take, CLASS_DICT);

int dict_move(RtState *rt, Dict *dict, Value key, bool is_last) {
    u64 hash;
    bool is_error = false;
    if (!hash_key_fast(key, &hash) && !hash_dict_key(rt, key, &hash)) return -1;
    u32 slot = find_slot(rt, dict, key, hash, &is_error);
    if (is_error) return -1;
    if (slot == PLACE_NONE) return 0;
    DictTable *table = dict->table;
    DictEntry *end = &table->entries[is_last ? dict->used - 1 : table->first];
    if (slot_entry(dict, slot) == end) return 1;
    DictEntry held = take_slot(dict, slot);
    if (is_last) {
        add_entry(rt, dict, held.key, held.value, hash);
        return 1;
    }
    if (table->first == 0) {
        u32 gap = dict->len + DICT_GAP_MIN;
        rebuild_behind(rt, dict, bits_for(gap + dict->len + dict->len / 2 + 1), gap);
        table = dict->table;
    }
    table->entries[--table->first] = held;
    put_index(table, hash, table->first);
    dict->len++;
    return 1;
}

Dict *dict_copy(RtState *rt, const Dict *dict) {
    Dict *copy = dict_new(rt, 0);
    if (dict->len == 0) return copy;
    if (dict->len == dict->used) {
        const DictTable *table = dict->table;
        usize bytes = table_bytes(table->capacity, table->slot_bits);
        copy->table = rt_alloc(rt, bytes);
        memcpy(copy->table, table, bytes);
        copy->len = copy->used = dict->len;
        for (u32 i = 0; i < copy->used; i++) {
            value_retain(copy->table->entries[i].key);
            value_retain(copy->table->entries[i].value);
        }
        return copy;
    }
    copy->table = new_table(rt, bits_for(dict->len));
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(dict, &at));) {
        add_entry(rt, copy, value_retain(entry->key), value_retain(entry->value),
                  hash_again(rt, entry->key));
    }
    return copy;
}
PART_ONLY(dict_copy, CLASS_DICT);

Value dict_get_name(RtState *rt, Dict *dict, Str *name) {
    bool is_error;
    Value *value = dict_find_peek(rt, dict, value_from_ref(name), &is_error);
    return value ? *value : VALUE_UNDEFINED;
}
PART_ONLY(dict_get_name, CLASS_DICT);

bool dict_equal(RtState *rt, Dict *left, Dict *right, bool *is_error) {
    *is_error = false;
    if (left->len != right->len) return false;
    STACK_RESERVE();
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(left, &at));) {
        Value key = value_retain(entry->key), value = value_retain(entry->value);
        Value *other = dict_find_peek(rt, right, key, is_error);
        int equal = 0;
        if (other) {
            Value held = value_retain(*other);
            equal = hash_keys_equal(rt, value, held);
            value_release(rt, held);
        }
        value_release(rt, key);
        value_release(rt, value);
        if (equal < 0) *is_error = true;
        if (equal <= 0) return false;
    }
    return true;
}
PART_ONLY(dict_equal, CLASS_DICT);

// ---- calls of compiled code
void *rt_dict_new(RtState *rt, i64 expected) {
    gc_safepoint(rt);
    return dict_new(rt, expected > 1 << 26 ? 1 << 26 : (u32)expected);
}

ResultWord rt_dict_get(RtState *rt, void *dict, Value key) {
    bool is_error;
    Value *value = dict_find_peek(rt, dict, key, &is_error);
    if (UNLIKELY(is_error)) return word_error();
    return word_ok(value ? value_retain(*value) : VALUE_UNDEFINED);
}

// Of a key that cannot raise; only a comparison with another key could.
static Value get_plain(RtState *rt, Dict *dict, Value key, u64 hash) {
    bool is_error = false;
    DictEntry *recent = recent_entry(dict, key);
    if (recent) return value_retain(recent->value);
    u32 slot = find_slot(rt, dict, key, hash, &is_error);
    if (UNLIKELY(is_error)) error_clear(rt);
    if (slot == PLACE_NONE) return VALUE_UNDEFINED;
    return value_retain(*remember(dict, slot_entry(dict, slot)));
}

Value rt_dict_get_str(RtState *rt, void *dict, void *name) {
    return get_plain(rt, dict, value_from_ref(name), str_hash(name));
}

Value rt_dict_get_int(RtState *rt, void *dict, i64 number) {
    return get_plain(rt, dict, value_from_small(number), (u64)number);
}

u32 rt_dict_set(RtState *rt, void *dict, Value key, Value value) {
    u64 hash;
    DictEntry *recent = recent_entry(dict, key);
    if (recent) {
        value_assign_take(rt, &recent->value, value);
        return 0;
    }
    if (!hash_key_fast(key, &hash) && !hash_dict_key(rt, key, &hash)) {
        value_release(rt, value);
        return 1;
    }
    return !set_take(rt, dict, key, value, hash);
}

static void set_plain(RtState *rt, Dict *dict, Value key, Value value, u64 hash) {
    DictEntry *recent = recent_entry(dict, key);
    if (recent)
        value_assign_take(rt, &recent->value, value);
    else if (!set_take(rt, dict, key, value, hash))
        error_clear(rt);
}

void rt_dict_set_str(RtState *rt, void *dict, void *name, Value value) {
    set_plain(rt, dict, value_from_ref(name), value, str_hash(name));
}

void rt_dict_set_int(RtState *rt, void *dict, i64 number, Value value) {
    set_plain(rt, dict, value_from_small(number), value, (u64)number);
}

ResultI32 rt_dict_contains(RtState *rt, void *dict, Value key) {
    bool is_error;
    Value *value = dict_find_peek(rt, dict, key, &is_error);
    return is_error ? i32_error() : i32_ok(value != NULL);
}

ResultI32 rt_dict_delete(RtState *rt, void *dict, Value key) {
    Value old;
    int answer = dict_take(rt, dict, key, &old);
    if (answer > 0) value_release(rt, old);
    return answer < 0 ? i32_error() : i32_ok((u32)answer);
}

u32 rt_dict_merge(RtState *rt, void *dict, Value other) {
    return !dict_merge(rt, dict, other);
}
