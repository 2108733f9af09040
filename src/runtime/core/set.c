#include "runtime/core/set.h"

#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/hash.h"

#include <string.h>

enum { SET_LINEAR_PROBES = 9, SET_PERTURB_SHIFT = 5 };

static SetEntry *new_table(RtState *rt, u64 slots) {
    if (slots > UINT64_C(1) << 30) rt_fatal(rt, "MemoryError: set too large");
    SetEntry *table = rt_alloc(rt, (usize)slots * sizeof *table);
    for (u64 i = 0; i < slots; i++) table[i] = (SetEntry){VALUE_UNDEFINED, 0};
    return table;
}

Set *set_new(RtState *rt, u32 class_id) {
    PART_MAKE(CLASS_SET);
    PART_MAKE(CLASS_FROZENSET);
    Set *set = object_new_of(rt, sizeof *set, class_id);
    set->used = set->fill = set->finger = 0;
    set->mask = SET_TABLE_MIN - 1;
    set->table = NULL;
    set->hash = -1;
    return set;
}

static void release_table(RtState *rt, SetEntry *table, u32 mask) {
    if (!table) return;
    for (u32 i = 0; i <= mask; i++) value_release(rt, table[i].key);
    rt_free_memory(rt, table, ((usize)mask + 1) * sizeof *table);
}

void set_free(RtState *rt, Set *set) {
    release_table(rt, set->table, set->mask);
    object_give(rt, set, sizeof *set);
}
PART_ONLY(set_free, CLASS_SET, CLASS_FROZENSET);

void set_clear(RtState *rt, Set *set) {
    SetEntry *table = set->table;
    u32 mask = set->mask;
    set->table = NULL;
    set->used = set->fill = set->finger = 0;
    set->mask = SET_TABLE_MIN - 1;
    release_table(rt, table, mask);
}

// Into a table without deleted entries, a key that is not there.
static void insert_clean(SetEntry *table, u32 mask, Value key, i64 hash) {
    u64 perturb = (u64)hash;
    u64 i = (u64)hash & mask;
    for (;;) {
        SetEntry *entry = &table[i];
        u32 probes = i + SET_LINEAR_PROBES <= mask ? SET_LINEAR_PROBES : 0;
        do {
            if (entry->key == VALUE_UNDEFINED) {
                *entry = (SetEntry){key, hash};
                return;
            }
            entry++;
        } while (probes--);
        perturb >>= SET_PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static void resize(RtState *rt, Set *set, u64 least) {
    u64 slots = SET_TABLE_MIN;
    while (slots <= least) slots <<= 1;
    SetEntry *old = set->table;
    u32 old_mask = set->mask;
    if (slots == SET_TABLE_MIN && old_mask == SET_TABLE_MIN - 1 && set->fill == set->used) return;
    set->table = new_table(rt, slots);
    set->mask = (u32)slots - 1;
    if (!old) return;
    for (u32 i = 0; i <= old_mask; i++) {
        if (set_entry_is_live(&old[i]))
            insert_clean(set->table, set->mask, old[i].key, old[i].hash);
    }
    set->fill = set->used;
    rt_free_memory(rt, old, ((usize)old_mask + 1) * sizeof *old);
}

static u64 grown(u32 used) {
    return used > 50000 ? (u64)used * 2 : (u64)used * 4;
}

static int keys_equal(RtState *rt, Value found, Value key) {
    if (found == key) return 1;
    if (value_is_small_int(found) && value_is_small_int(key)) return 0;
    value_retain(found);
    int equal = hash_keys_equal(rt, found, key);
    value_release(rt, found);
    return equal;
}

typedef struct {
    SetEntry *entry;  // where the key is, or the place where it belongs, maybe a deleted one; NULL:
                      // exception
    bool is_found;
} SetPlace;

static SetPlace find_place(RtState *rt, Set *set, Value key, i64 hash) {
restart:;
    if (!set->table) set->table = new_table(rt, (u64)set->mask + 1);
    SetEntry *table = set->table;
    u32 mask = set->mask;
    u64 perturb = (u64)hash;
    u64 i = (u64)hash & mask;
    SetEntry *deleted = NULL;  // the last one seen, as in CPython
    for (;;) {
        SetEntry *entry = &table[i];
        u32 probes = i + SET_LINEAR_PROBES <= mask ? SET_LINEAR_PROBES : 0;
        do {
            if (entry->key == VALUE_UNDEFINED) return (SetPlace){deleted ? deleted : entry, false};
            if (entry->key == VALUE_DUMMY) {
                deleted = entry;
            } else if (entry->hash == hash) {
                Value found = entry->key;
                int equal = keys_equal(rt, found, key);
                if (equal < 0) return (SetPlace){NULL, false};
                if (set->table != table || set->mask != mask || entry->key != found) goto restart;
                if (equal) return (SetPlace){entry, true};
            }
            entry++;
        } while (probes--);
        perturb >>= SET_PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static bool add_hashed(RtState *rt, Set *set, Value key, i64 hash) {
    SetPlace place = find_place(rt, set, key, hash);
    if (!place.entry) return false;
    if (place.is_found) return true;
    bool was_deleted = place.entry->key == VALUE_DUMMY;
    *place.entry = (SetEntry){value_retain(key), hash};
    set->used++;
    if (was_deleted) return true;
    set->fill++;
    if ((u64)set->fill * 5 >= (u64)set->mask * 3) resize(rt, set, grown(set->used));
    return true;
}

static int contains_hashed(RtState *rt, Set *set, Value key, i64 hash) {
    if (!set->table) return 0;
    SetPlace place = find_place(rt, set, key, hash);
    return place.entry ? place.is_found : -1;
}

static int discard_hashed(RtState *rt, Set *set, Value key, i64 hash) {
    if (!set->table) return 0;
    SetPlace place = find_place(rt, set, key, hash);
    if (!place.entry) return -1;
    if (!place.is_found) return 0;
    Value old = place.entry->key;
    *place.entry = (SetEntry){VALUE_DUMMY, -1};
    set->used--;
    value_release(rt, old);
    return 1;
}

// hash(x), at once for ints that are their own hash.
static inline bool hash_element(RtState *rt, Value key, i64 *hash) {
    const i64 limit = INT64_C(1) << 60;
    if (!value_is_small_int(key) || value_small(key) >= limit || value_small(key) < 0)
        return hash_set_element(rt, key, hash);
    *hash = value_small(key);
    return true;
}

bool set_add(RtState *rt, Set *set, Value key) {
    i64 hash;
    return hash_element(rt, key, &hash) && add_hashed(rt, set, key, hash);
}

static u64 shuffle_bits(u64 hash) {
    return ((hash ^ 89869747) ^ (hash << 16)) * 3644798167;
}

i64 set_hash(Set *set) {
    if (set->hash != -1) return set->hash;
    u64 hash = 0;
    u32 at = 0;
    for (SetEntry *entry; (entry = set_next(set, &at));) hash ^= shuffle_bits((u64)entry->hash);
    // CPython mixes in the unused and the deleted entries of the table and takes them out again.
    hash ^= ((u64)set->used + 1) * 1927868237;
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * 69069 + 907133923;
    set->hash = hash == UINT64_MAX ? 590923713 : (i64)hash;
    return set->hash;
}
PART_ONLY(set_hash, CLASS_FROZENSET);

// What `each` says of the entries of `walked`, until it says something else than 0. The keys'
// comparisons may change that set: each key is kept meanwhile.
typedef int (*EachKey)(RtState *rt, Set *set, Set *result, Value key, i64 hash);

static int walk(RtState *rt, Set *walked, EachKey each, Set *set, Set *result) {
    int answer = 0;
    u32 at = 0;
    for (SetEntry *entry; answer == 0 && (entry = set_next(walked, &at));) {
        Value key = value_retain(entry->key);
        answer = each(rt, set, result, key, entry->hash);
        value_release(rt, key);
    }
    return answer;
}

// Of a key to look for: a set that has no hash is found by that of an equal frozenset.
static bool hash_wanted(RtState *rt, Value key, i64 *hash) {
    if (hash_element(rt, key, hash)) return true;
    if (!value_has_layout(key, CLASS_SET) || !error_is(rt, CLASS_TYPE_ERROR)) return false;
    error_clear(rt);
    Set *wanted = value_ref(key);
    *hash = set_hash(wanted);
    wanted->hash = -1;
    return true;
}

int set_contains(RtState *rt, Set *set, Value key) {
    i64 hash;
    return hash_wanted(rt, key, &hash) ? contains_hashed(rt, set, key, hash) : -1;
}

int set_discard(RtState *rt, Set *set, Value key) {
    i64 hash;
    return hash_wanted(rt, key, &hash) ? discard_hashed(rt, set, key, hash) : -1;
}

Value set_pop(RtState *rt, Set *set) {
    (void)rt;
    if (set->used == 0) return VALUE_UNDEFINED;
    u32 at = set->finger & set->mask;
    while (!set_entry_is_live(&set->table[at])) at = at == set->mask ? 0 : at + 1;
    Value key = set->table[at].key;
    set->table[at] = (SetEntry){VALUE_DUMMY, -1};
    set->used--;
    set->finger = at + 1;
    return key;
}

// ---- merging
static int each_add(RtState *rt, Set *set, Set *result, Value key, i64 hash) {
    (void)result;
    return add_hashed(rt, set, key, hash) ? 0 : -1;
}

static bool merge_set(RtState *rt, Set *set, Set *other) {
    if (other == set || other->used == 0) return true;
    if (((u64)set->fill + other->used) * 5 >= (u64)set->mask * 3)
        resize(rt, set, ((u64)set->used + other->used) * 2);
    if (!set->table) set->table = new_table(rt, (u64)set->mask + 1);
    if (set->fill == 0 && set->mask == other->mask && other->fill == other->used) {
        memcpy(set->table, other->table, ((usize)other->mask + 1) * sizeof(SetEntry));
        for (u32 i = 0; i <= set->mask; i++) value_retain(set->table[i].key);
        set->fill = set->used = other->used;
        return true;
    }
    u32 at = 0;
    if (set->fill == 0) {
        for (SetEntry *entry; (entry = set_next(other, &at));) {
            insert_clean(set->table, set->mask, value_retain(entry->key), entry->hash);
        }
        set->fill = set->used = other->used;
        return true;
    }
    return walk(rt, other, each_add, set, NULL) == 0;
}

static bool merge_dict(RtState *rt, Set *set, Dict *dict) {
    if (((u64)set->fill + dict->len) * 5 >= (u64)set->mask * 3)
        resize(rt, set, ((u64)set->used + dict->len) * 2);
    u32 at = 0;
    bool is_good = true;
    for (DictEntry *entry; is_good && (entry = dict_next(dict, &at));) {
        Value key = value_retain(entry->key);
        is_good = set_add(rt, set, key);
        value_release(rt, key);
    }
    return is_good;
}

bool set_update(RtState *rt, Set *set, Value other) {
    if (value_is_set(other)) return merge_set(rt, set, value_ref(other));
    if (value_is(other, CLASS_DICT)) return merge_dict(rt, set, value_ref(other));
    ResultWord iterator = rt_iter(rt, other);
    if (iterator.is_error) return false;
    bool is_good = true;
    while (is_good) {
        ResultWord item = rt_next(rt, iterator.value);
        is_good = !item.is_error;
        if (item.is_error || item.value == VALUE_UNDEFINED) break;
        is_good = set_add(rt, set, item.value);
        value_release(rt, item.value);
    }
    value_release(rt, iterator.value);
    return is_good;
}

Set *set_from_value(RtState *rt, u32 class_id, Value iterable) {
    Set *set = set_new(rt, class_id);
    if (set_update(rt, set, iterable)) return set;
    object_release(rt, set);
    return NULL;
}

Set *set_copy(RtState *rt, Set *set, u32 class_id) {
    return set_from_value(rt, class_id, value_from_ref(set));
}

// ---- operations
static Set *finish(RtState *rt, Set *result, bool is_good) {
    if (is_good) return result;
    object_release(rt, result);
    return NULL;
}

static int each_discard(RtState *rt, Set *set, Set *result, Value key, i64 hash) {
    (void)result;
    return discard_hashed(rt, set, key, hash) < 0 ? -1 : 0;
}

bool set_difference_update(RtState *rt, Set *set, Value other) {
    if (value_is_ref(other) && value_ref(other) == set) {
        set_clear(rt, set);
        return true;
    }
    if (value_is_set(other)) {
        if (walk(rt, value_ref(other), each_discard, set, NULL) < 0) return false;
    } else {
        ResultWord iterator = rt_iter(rt, other);
        if (iterator.is_error) return false;
        bool is_good = true;
        while (is_good) {
            ResultWord item = rt_next(rt, iterator.value);
            is_good = !item.is_error;
            if (item.is_error || item.value == VALUE_UNDEFINED) break;
            is_good = set_discard(rt, set, item.value) >= 0;
            value_release(rt, item.value);
        }
        value_release(rt, iterator.value);
        if (!is_good) return false;
    }
    if (set->fill - set->used > set->mask / 4) resize(rt, set, grown(set->used));
    return true;
}

// `asked` is a set or, by its class, a dict.
static int each_unless(RtState *rt, Set *asked, Set *result, Value key, i64 hash) {
    int is_there;
    if (asked->head.class_id == CLASS_DICT) {
        bool is_error;
        is_there = dict_find_peek(rt, (Dict *)(void *)asked, key, &is_error) != NULL;
        if (is_error) is_there = -1;
    } else {
        is_there = contains_hashed(rt, asked, key, hash);
    }
    return is_there < 0 || (!is_there && !add_hashed(rt, result, key, hash)) ? -1 : 0;
}

Set *set_difference(RtState *rt, Set *set, Value other) {
    u32 class_id = class_id_layout(set->head.class_id);
    bool is_dict = value_is(other, CLASS_DICT);
    u32 other_len = is_dict               ? ((Dict *)value_ref(other))->len
                    : value_is_set(other) ? ((Set *)value_ref(other))->used
                                          : 0;
    if ((!is_dict && !value_is_set(other)) || set->used >> 2 > other_len) {
        Set *result = set_copy(rt, set, class_id);
        return finish(rt, result, set_difference_update(rt, result, other));
    }
    Set *result = set_new(rt, class_id);
    return finish(rt, result, walk(rt, set, each_unless, value_ref(other), result) == 0);
}

static int each_if(RtState *rt, Set *asked, Set *result, Value key, i64 hash) {
    int is_there = contains_hashed(rt, asked, key, hash);
    return is_there < 0 || (is_there && !add_hashed(rt, result, key, hash)) ? -1 : 0;
}

Set *set_intersection(RtState *rt, Set *set, Value other) {
    u32 class_id = class_id_layout(set->head.class_id);
    if (value_is_ref(other) && value_ref(other) == set) return set_copy(rt, set, class_id);
    Set *result = set_new(rt, class_id);
    if (value_is_set(other)) {
        Set *walked = value_ref(other), *asked = set;
        if (walked->used > asked->used) {
            walked = set;
            asked = value_ref(other);
        }
        return finish(rt, result, walk(rt, walked, each_if, asked, result) == 0);
    }
    ResultWord iterator = rt_iter(rt, other);
    if (iterator.is_error) return finish(rt, result, false);
    bool is_good = true;
    while (is_good) {
        ResultWord item = rt_next(rt, iterator.value);
        is_good = !item.is_error;
        if (item.is_error || item.value == VALUE_UNDEFINED) break;
        int is_there = set_contains(rt, set, item.value);
        is_good = is_there >= 0 && (!is_there || set_add(rt, result, item.value));
        value_release(rt, item.value);
    }
    value_release(rt, iterator.value);
    return finish(rt, result, is_good);
}

void set_swap(Set *left, Set *right) {
    Object left_head = left->head, right_head = right->head;
    Set kept = *left;
    *left = *right;
    *right = kept;
    left->head = left_head;
    right->head = right_head;
}

bool set_intersection_update(RtState *rt, Set *set, Value other) {
    Set *result = set_intersection(rt, set, other);
    if (!result) return false;
    set_swap(set, result);
    object_release(rt, result);
    return true;
}

static int each_toggle(RtState *rt, Set *set, Set *result, Value key, i64 hash) {
    (void)result;
    int was_there = discard_hashed(rt, set, key, hash);
    return was_there < 0 || (!was_there && !add_hashed(rt, set, key, hash)) ? -1 : 0;
}

bool set_symmetric_difference_update(RtState *rt, Set *set, Value other) {
    if (value_is_ref(other) && value_ref(other) == set) {
        set_clear(rt, set);
        return true;
    }
    Set *walked = value_is_set(other) ? value_ref(other) : set_from_value(rt, CLASS_SET, other);
    if (!walked) return false;
    bool is_good = walk(rt, walked, each_toggle, set, NULL) == 0;
    if (!value_is_set(other)) object_release(rt, walked);
    return is_good;
}

Set *set_symmetric_difference(RtState *rt, Set *set, Value other) {
    Set *result = set_from_value(rt, class_id_layout(set->head.class_id), other);
    if (!result) return NULL;
    return finish(rt, result, set_symmetric_difference_update(rt, result, value_from_ref(set)));
}

// 1: it is not there.
static int each_absent(RtState *rt, Set *asked, Set *result, Value key, i64 hash) {
    (void)result;
    int is_there = contains_hashed(rt, asked, key, hash);
    return is_there < 0 ? -1 : !is_there;
}

int set_is_subset(RtState *rt, Set *set, Set *other) {
    if (set->used > other->used) return 0;
    int answer = walk(rt, set, each_absent, other, NULL);
    return answer < 0 ? answer : answer == 0;
}

int set_is_disjoint(RtState *rt, Set *set, Value other) {
    Set *shared = set_intersection(rt, set, other);
    if (!shared) return -1;
    int answer = shared->used == 0;
    object_release(rt, shared);
    return answer;
}

// ---- calls of compiled code
void *rt_set_new(RtState *rt, i64 expected) {
    (void)expected;  // the growth of the table decides the order, so there is no reserving
    return set_new(rt, CLASS_SET);
}

// A display of three or more constants is a frozenset in CPython's code object, which is merged
// into an empty set. (3.11 rebuilt the frozenset once in its own order; 3.14 does not.)
ResultRef rt_set_of_constants(RtState *rt, i64 count, void *values) {
    Set *constant = set_new(rt, CLASS_FROZENSET), *made = NULL;
    bool is_good = true;
    for (i64 i = 0; i < count && is_good; i++)
        is_good = set_add(rt, constant, ((const Value *)values)[i]);
    if (is_good) made = set_copy(rt, constant, CLASS_SET);
    object_release(rt, constant);
    return made ? ref_ok(made) : ref_error();
}

u32 rt_set_add(RtState *rt, void *set, Value key) {
    return !set_add(rt, set, key);
}

ResultI32 rt_set_contains(RtState *rt, void *set, Value key) {
    int answer = set_contains(rt, set, key);
    return answer < 0 ? i32_error() : i32_ok((u32)answer);
}
