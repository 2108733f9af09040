// itertools that choose from pools: product, combinations, permutations. The indices of the next
// choice are the raw words of a list of ints.
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/iterator.h"

enum { STATE_FRESH, STATE_RUNNING, STATE_ENDED };

static List *indices_new(RtState *rt, i64 count, i64 first, i64 step) {
    List *indices = list_try_new(rt, SLOT_INT, (u64)count);
    for (u32 i = 0; indices && i < indices->len; i++)
        list_slots(indices)[i] = (u64)(first + step * i);
    return indices;
}

static i64 *words_of(Value indices) {
    return (i64 *)(void *)list_slots(value_ref(indices));
}

static u32 count_of(Value indices) {
    return ((List *)value_ref(indices))->len;
}

// pool[indices[0]], pool[indices[1]] …
static ResultWord choose(RtState *rt, const Tuple *pool, Value indices, u32 count) {
    Tuple *chosen = tuple_new(rt, count);
    for (u32 i = 0; i < count; i++)
        chosen->items[i] = value_retain(pool->items[words_of(indices)[i]]);
    return word_object(chosen);
}

// ---- product
typedef struct {
    Object head;
    Value pools, indices;  // tuple of tuples
    i64 state;
} Product;
NATIVE_CLASS_CHECK(Product, ITERTOOLS_PRODUCT);
ITERATOR_IS_ITSELF(PRODUCT)

static bool repeat_of(RtState *rt, Value value, i64 *repeat) {
    *repeat = 1;
    if (argument_is_absent(value)) return true;
    if (!int_size(rt, value, repeat)) return false;
    if (*repeat >= 0) return true;
    error_text(rt, CLASS_VALUE_ERROR, "repeat argument cannot be negative");
    return false;
}

ResultWord rt_native_PRODUCT_NEW(RtState *rt, const Value *args) {
    Tuple *iterables = value_ref(args[0]);
    i64 repeat, count;
    if (!repeat_of(rt, args[1], &repeat)) return word_error();
    if (__builtin_mul_overflow(repeat, (i64)iterables->len, &count) || count > LIST_LEN_MAX)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "repeat argument too large");
    Tuple *pools = tuple_new(rt, (u32)count);
    for (u32 i = 0; i < pools->len; i++) pools->items[i] = VALUE_NONE;
    for (u32 i = 0; i < pools->len; i++) {
        if (i >= iterables->len) {
            pools->items[i] = value_retain(pools->items[i - iterables->len]);
            continue;
        }
        Tuple *pool = tuple_from_value(rt, iterables->items[i]);
        if (!pool) {
            object_release(rt, pools);
            return word_error();
        }
        pools->items[i] = value_from_ref(pool);
    }
    Product *made = native_object_new(rt, CLASS_ITERTOOLS_PRODUCT);
    made->pools = value_from_ref(pools);
    List *indices = indices_new(rt, count, 0, 0);
    if (!indices) return object_release(rt, made), word_error();
    made->indices = value_from_ref(indices);
    return word_object(made);
}

static Tuple *pool_at(const Product *self, u32 index) {
    return value_ref(((Tuple *)value_ref(self->pools))->items[index]);
}

// Moves to the next choice; false behind the last one.
static bool product_advance(const Product *self) {
    i64 *indices = words_of(self->indices);
    for (u32 i = count_of(self->indices); i-- > 0;) {
        if (++indices[i] < pool_at(self, i)->len) return true;
        indices[i] = 0;
    }
    return false;
}

ResultWord rt_native_PRODUCT_NEXT(RtState *rt, const Value *args) {
    Product *self = value_ref(args[0]);
    u32 count = count_of(self->indices);
    if (self->state == STATE_FRESH) {
        self->state = STATE_RUNNING;
        for (u32 i = 0; i < count; i++) {
            if (pool_at(self, i)->len == 0) self->state = STATE_ENDED;
        }
    } else if (self->state == STATE_RUNNING && !product_advance(self)) {
        self->state = STATE_ENDED;
    }
    if (self->state == STATE_ENDED) return word_ok(VALUE_UNDEFINED);
    Tuple *chosen = tuple_new(rt, count);
    for (u32 i = 0; i < count; i++)
        chosen->items[i] = value_retain(pool_at(self, i)->items[words_of(self->indices)[i]]);
    return word_object(chosen);
}

// ---- combinations, with and without repetition
typedef struct {
    Object head;
    Value pool, indices;
    i64 state;
} Combinations;
NATIVE_CLASS_CHECK(Combinations, ITERTOOLS_COMBINATIONS);
NATIVE_CLASS_CHECK(Combinations, ITERTOOLS_COMBINATIONS_REPEATED);
ITERATOR_IS_ITSELF(COMBINATIONS)
ITERATOR_IS_ITSELF(COMBINATIONS_REPEATED)

static ResultWord combinations_new(RtState *rt, u32 class_id, const Value *args, i64 step) {
    Tuple *pool = tuple_from_value(rt, args[0]);
    if (!pool) return word_error();
    Combinations *made = native_object_new_of(rt, class_id);
    made->pool = value_from_ref(pool);
    i64 r;
    bool is_good = int_size(rt, args[1], &r);
    if (is_good && r < 0) {
        error_text(rt, CLASS_VALUE_ERROR, "r must be non-negative");
        is_good = false;
    }
    bool is_empty = is_good && (step ? r > pool->len : r > 0 && pool->len == 0);
    List *indices = is_good ? indices_new(rt, is_empty ? 0 : r, 0, step) : NULL;
    if (!indices) {
        object_release(rt, made);
        return word_error();
    }
    made->indices = value_from_ref(indices);
    if (is_empty) made->state = STATE_ENDED;
    return word_object(made);
}

ResultWord rt_native_COMBINATIONS_NEW(RtState *rt, const Value *args) {
    return combinations_new(rt, CLASS_ITERTOOLS_COMBINATIONS, args, 1);
}

ResultWord rt_native_COMBINATIONS_REPEATED_NEW(RtState *rt, const Value *args) {
    return combinations_new(rt, CLASS_ITERTOOLS_COMBINATIONS_REPEATED, args, 0);
}

// The last index that can grow grows by one; those behind it follow.
static bool combinations_advance(const Combinations *self, i64 step) {
    i64 *indices = words_of(self->indices), len = ((Tuple *)value_ref(self->pool))->len;
    i64 count = count_of(self->indices), i = count - 1;
    while (i >= 0 && indices[i] == len - 1 - step * (count - 1 - i)) i--;
    if (i < 0) return false;
    i64 first = indices[i] + 1;
    for (i64 k = i; k < count; k++) indices[k] = first + step * (k - i);
    return true;
}

static ResultWord combinations_next(RtState *rt, Combinations *self, i64 step) {
    if (self->state == STATE_RUNNING && !combinations_advance(self, step))
        self->state = STATE_ENDED;
    if (self->state == STATE_ENDED) return word_ok(VALUE_UNDEFINED);
    self->state = STATE_RUNNING;
    return choose(rt, value_ref(self->pool), self->indices, count_of(self->indices));
}

ResultWord rt_native_COMBINATIONS_NEXT(RtState *rt, const Value *args) {
    return combinations_next(rt, value_ref(args[0]), 1);
}

ResultWord rt_native_COMBINATIONS_REPEATED_NEXT(RtState *rt, const Value *args) {
    return combinations_next(rt, value_ref(args[0]), 0);
}

// ---- permutations
typedef struct {
    Object head;
    Value pool, indices, cycles;
    i64 state, r;
} Permutations;
NATIVE_CLASS_CHECK(Permutations, ITERTOOLS_PERMUTATIONS);
ITERATOR_IS_ITSELF(PERMUTATIONS)

ResultWord rt_native_PERMUTATIONS_NEW(RtState *rt, const Value *args) {
    Tuple *pool = tuple_from_value(rt, args[0]);
    if (!pool) return word_error();
    Permutations *made = native_object_new(rt, CLASS_ITERTOOLS_PERMUTATIONS);
    made->pool = value_from_ref(pool);
    made->r = pool->len;
    bool is_good = true;
    if (!argument_is_none(args[1])) {
        is_good = value_is_int(args[1]) || value_is_bool(args[1]);
        if (!is_good) error_text(rt, CLASS_TYPE_ERROR, "Expected int as r");
        is_good = is_good && int_size(rt, args[1], &made->r);
        if (is_good && made->r < 0) {
            error_text(rt, CLASS_VALUE_ERROR, "r must be non-negative");
            is_good = false;
        }
    }
    bool is_empty = made->r > pool->len;
    if (is_empty) made->state = STATE_ENDED;
    List *indices = is_good ? indices_new(rt, pool->len, 0, 1) : NULL;
    if (indices) made->indices = value_from_ref(indices);
    List *cycles = indices ? indices_new(rt, is_empty ? 0 : made->r, pool->len, -1) : NULL;
    if (cycles) made->cycles = value_from_ref(cycles);
    if (cycles) return word_object(made);
    object_release(rt, made);
    return word_error();
}

static bool permutations_advance(const Permutations *self) {
    i64 *indices = words_of(self->indices), *cycles = words_of(self->cycles);
    i64 len = ((Tuple *)value_ref(self->pool))->len;
    for (i64 i = self->r; i-- > 0;) {
        cycles[i]--;
        if (cycles[i] > 0) {
            i64 other = len - cycles[i], index = indices[i];
            indices[i] = indices[other];
            indices[other] = index;
            return true;
        }
        i64 first = indices[i];
        for (i64 k = i; k + 1 < len; k++) indices[k] = indices[k + 1];
        indices[len - 1] = first;
        cycles[i] = len - i;
    }
    return false;
}

ResultWord rt_native_PERMUTATIONS_NEXT(RtState *rt, const Value *args) {
    Permutations *self = value_ref(args[0]);
    if (self->state == STATE_RUNNING && !permutations_advance(self)) self->state = STATE_ENDED;
    if (self->state == STATE_ENDED) return word_ok(VALUE_UNDEFINED);
    self->state = STATE_RUNNING;
    return choose(rt, value_ref(self->pool), self->indices, (u32)self->r);
}
