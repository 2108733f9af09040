// Module random: the Mersenne Twister and the distributions, drawing exactly as CPython's random.py
// does, so that the same seed gives the same numbers. One hidden generator serves the functions;
// class Random has its own.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/methods/codec.h"
#include "runtime/core/native.h"
#include "runtime/lib/math_argument.h"
#include "runtime/lib/random.h"
#include "runtime/lib/sha512.h"
#include "text/math.h"

typedef ResultWord (*Method)(RtState *rt, RandomObject *self, const Value *args);

// ---- seeding

static void seed_with_words(RandomObject *self, const u32 *key, u32 count) {
    static const u32 zero = 0;
    mt19937_seed(&self->twister, count > 0 ? key : &zero, count > 0 ? count : 1);
    self->has_gauss = false;
}

static void seed_from_host(RtState *rt, RandomObject *self) {
    u32 key[8] = {0};
    const RtHost *host = rt_core(rt)->host;
    if (host->random_bytes) host->random_bytes(host->context, (u8 *)key, sizeof key);
    seed_with_words(self, key, COUNT_OF(key));
}

static void seed_with_int(RandomObject *self, Value number) {
    IntView holder;
    BigIntView view = int_view(value_int_peek(number), &holder);
    seed_with_words(self, view.limbs, view.count);
}

// Version 2: the text's bytes and their SHA-512 as one big-endian number.
static ResultWord seed_with_bytes(RtState *rt, RandomObject *self, Slice text) {
    usize len = text.len + SHA512_BYTES, limb_count = len / 4 + 2;
    u8 *bytes = rt_alloc(rt, len);
    u32 *limbs = rt_alloc(rt, limb_count * sizeof(u32));
    for (usize i = 0; i < text.len; i++) bytes[i] = text.data[i];
    sha512(text, bytes + text.len);
    BigIntView view = bigint_from_bytes(limbs, slice_make(bytes, len), true, false);
    seed_with_words(self, view.limbs, view.count);
    rt_free_memory(rt, bytes, len);
    rt_free_memory(rt, limbs, limb_count * sizeof(u32));
    return word_ok(VALUE_NONE);
}

static ResultWord seed(RtState *rt, RandomObject *self, Value a) {
    if (argument_is_none(a)) {
        seed_from_host(rt, self);
        return word_ok(VALUE_NONE);
    }
    if (value_is_int(a) || value_is_bool(a)) {
        seed_with_int(self, a);
        return word_ok(VALUE_NONE);
    }
    if (value_is_bytes(a)) return seed_with_bytes(rt, self, bytes_view(value_ref(a)));
    if (value_is_str(a)) {
        ResultWord bytes = codec_encode(rt, value_str(a), VALUE_UNDEFINED, VALUE_UNDEFINED);
        if (bytes.is_error) return bytes;
        ResultWord result = seed_with_bytes(rt, self, bytes_view(value_ref(bytes.value)));
        value_release(rt, bytes.value);
        return result;
    }
    if (!value_is_float(a)) {
        return error_text(
            rt, CLASS_TYPE_ERROR,
            "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.");
    }
    // Floats by their hash, as the C part does.
    ResultWord hash = rt_hash(rt, a);
    if (hash.is_error) return hash;
    u64 word = (u64)(i64)hash.value;
    u32 key[2] = {(u32)word, (u32)(word >> 32)};
    seed_with_words(self, key, key[1] ? 2 : 1);
    return word_ok(VALUE_NONE);
}

RandomObject *random_new(RtState *rt) {
    RandomObject *self = object_new(rt, sizeof *self, CLASS_RANDOM);
    self->bytes = sizeof *self - offsetof(RandomObject, has_gauss);
    seed_from_host(rt, self);
    return self;
}

// ---- integers

static IntWord random_bits(RtState *rt, RandomObject *self, u32 bits) {
    if (bits <= 32) return bits == 0 ? 0 : (IntWord)(mt19937_u32(&self->twister) >> (32 - bits));
    u32 count = (bits + 31) / 32;
    u32 *limbs = int_scratch(rt, count);
    mt19937_bits(&self->twister, bits, limbs);
    IntWord word = int_from_view(rt, bigint_view(limbs, count, false));
    int_scratch_free(rt, limbs, count);
    return word;
}

static u64 bit_length(IntWord word) {
    IntView holder;
    return bigint_bit_length(int_view(word, &holder));
}

// 0 <= result < n, by rejection: _randbelow_with_getrandbits. `n` > 0 is borrowed.
static IntWord random_below(RtState *rt, RandomObject *self, IntWord n) {
    u32 bits = (u32)bit_length(n);
    for (;;) {
        IntWord word = random_bits(rt, self, bits);
        if (rt_int_compare(rt, word, n) < 0) return word;
        int_release(rt, word);
    }
}

static ResultWord value_take(RtState *rt, IntWord word) {
    Value value = rt_value_from_int(rt, word);
    int_release(rt, word);
    return word_ok(value);
}

static ResultWord getrandbits(RtState *rt, RandomObject *self, const Value *args) {
    i64 bits;
    if (!argument_count(rt, args[0], 0, &bits)) return word_error();
    if (bits < 0) return error_text(rt, CLASS_VALUE_ERROR, "number of bits must be non-negative");
    if (bits > (i64)BIGINT_LIMBS_MAX * 32) return error_no_memory(rt);
    return value_take(rt, random_bits(rt, self, (u32)bits));
}

static ResultWord randbytes(RtState *rt, RandomObject *self, const Value *args) {
    i64 count;
    if (!argument_count(rt, args[0], 0, &count)) return word_error();
    if (count < 0) return error_text(rt, CLASS_VALUE_ERROR, "number of bits must be non-negative");
    BytesObject *bytes = bytes_new(rt, CLASS_BYTES, (u64)count);
    if (!bytes) return word_error();
    u32 limb_count = (u32)(count + 3) / 4;
    u32 *limbs = int_scratch(rt, limb_count + 1);
    if (count > 0) mt19937_bits(&self->twister, (u32)count * 8, limbs);
    for (i64 i = 0; i < count; i++) bytes->data[i] = (u8)(limbs[i / 4] >> 8 * (i % 4));
    int_scratch_free(rt, limbs, limb_count + 1);
    return word_object(bytes);
}

static const char not_an_integer[] = "'%T' object cannot be interpreted as an integer";

static void empty_range(RtState *rt, const char *message, IntWord start, IntWord stop,
                        IntWord step) {
    Str *from = (Str *)rt_int_to_str(rt, start).value, *to = (Str *)rt_int_to_str(rt, stop).value;
    Str *by = (Str *)rt_int_to_str(rt, step).value;
    error_format(rt, CLASS_VALUE_ERROR, message, from, to, by);
    object_release(rt, from);
    object_release(rt, to);
    object_release(rt, by);
}

// start + step * below(ceil((stop - start) / step)). All borrowed.
static ResultWord draw_from_range(RtState *rt, RandomObject *self, IntWord start, IntWord stop,
                                  IntWord step) {
    IntWord width = rt_int_sub(rt, stop, start);
    IntWord sum = step > 0 ? rt_int_add(rt, width, step) : rt_int_add(rt, width, step);
    IntWord adjusted = step > 0 ? rt_int_sub(rt, sum, 1) : rt_int_add(rt, sum, 1);
    ResultWord count = rt_int_floordiv(rt, adjusted, step);
    int_release(rt, width);
    int_release(rt, sum);
    int_release(rt, adjusted);
    if (count.is_error) return count;
    if (rt_int_compare(rt, (IntWord)count.value, 0) <= 0) {
        int_release(rt, (IntWord)count.value);
        const char *message =
            step == 1 ? "empty range in randrange(%S, %S)" : "empty range in randrange(%S, %S, %S)";
        empty_range(rt, message, start, stop, step);
        return word_error();
    }
    IntWord below = random_below(rt, self, (IntWord)count.value);
    IntWord offset = rt_int_mul(rt, below, step);
    IntWord result = rt_int_add(rt, start, offset);
    int_release(rt, below);
    int_release(rt, offset);
    int_release(rt, (IntWord)count.value);
    return value_take(rt, result);
}

static ResultWord randrange(RtState *rt, RandomObject *self, const Value *args) {
    ResultWord start = int_index(rt, args[0], not_an_integer);
    if (start.is_error) return start;
    ResultWord stop = {0, 0}, step = {1, 0};
    bool has_stop = !argument_is_none(args[1]);
    if (has_stop) stop = int_index(rt, args[1], not_an_integer);
    if (!stop.is_error && !argument_is_absent(args[2]))
        step = int_index(rt, args[2], not_an_integer);
    ResultWord result = word_error();
    if (stop.is_error || step.is_error) {
        // raised already
    } else if (!has_stop && step.value != 1) {
        error_text(rt, CLASS_TYPE_ERROR, "Missing a non-None stop argument");
    } else if (step.value == 0) {
        error_text(rt, CLASS_VALUE_ERROR, "zero step for randrange()");
    } else if (!has_stop) {
        if (rt_int_compare(rt, (IntWord)start.value, 0) <= 0) {
            error_text(rt, CLASS_VALUE_ERROR, "empty range for randrange()");
        } else {
            result = value_take(rt, random_below(rt, self, (IntWord)start.value));
        }
    } else {
        result = draw_from_range(rt, self, (IntWord)start.value, (IntWord)stop.value,
                                 (IntWord)step.value);
    }
    int_release(rt, (IntWord)start.value);
    if (!stop.is_error) int_release(rt, (IntWord)stop.value);
    if (!step.is_error) int_release(rt, (IntWord)step.value);
    return result;
}

static ResultWord randint(RtState *rt, RandomObject *self, const Value *args) {
    ResultWord a = int_index(rt, args[0], not_an_integer);
    if (a.is_error) return a;
    ResultWord b = int_index(rt, args[1], not_an_integer);
    if (b.is_error) return int_release(rt, (IntWord)a.value), b;
    IntWord stop = rt_int_add(rt, (IntWord)b.value, 1);
    ResultWord result;
    if (rt_int_compare(rt, (IntWord)b.value, (IntWord)a.value) < 0) {
        Str *low = rt_int_to_str(rt, (IntWord)a.value).value,
            *high = rt_int_to_str(rt, (IntWord)b.value).value;
        result = error_format(rt, CLASS_VALUE_ERROR, "empty range in randint(%S, %S)", low, high);
        object_release(rt, low);
        object_release(rt, high);
    } else {
        result = draw_from_range(rt, self, (IntWord)a.value, stop, 1);
    }
    int_release(rt, stop);
    int_release(rt, (IntWord)a.value);
    int_release(rt, (IntWord)b.value);
    return result;
}

// ---- sequences

static bool length_of(RtState *rt, Value sequence, i64 *len) {
    ResultWord result = rt_len(rt, sequence);
    *len = (i64)result.value;
    return !result.is_error;
}

static ResultWord item_at(RtState *rt, Value sequence, i64 index) {
    return rt_getitem(rt, sequence, value_from_small(index));
}

static ResultWord choice(RtState *rt, RandomObject *self, const Value *args) {
    i64 len;
    if (!length_of(rt, args[0], &len)) return word_error();
    if (len == 0) return error_text(rt, CLASS_INDEX_ERROR, "Cannot choose from an empty sequence");
    return item_at(rt, args[0], random_below(rt, self, len));
}

static ResultWord shuffle(RtState *rt, RandomObject *self, const Value *args) {
    i64 len;
    if (!length_of(rt, args[0], &len)) return word_error();
    for (i64 i = len - 1; i > 0; i--) {
        i64 k = random_below(rt, self, i + 1);
        ResultWord left = item_at(rt, args[0], i);
        ResultWord right = left.is_error ? left : item_at(rt, args[0], k);
        u32 failed = right.is_error || rt_setitem(rt, args[0], value_from_small(i), right.value) ||
                     rt_setitem(rt, args[0], value_from_small(k), left.value);
        if (!left.is_error) value_release(rt, left.value);
        if (!right.is_error && right.value != left.value)
            value_release(rt, right.value);
        else if (!right.is_error)
            value_release(rt, right.value);
        if (failed) return word_error();
    }
    return word_ok(VALUE_NONE);
}

// CPython takes from a pool when that is smaller than a set of what was drawn.
static ResultWord sample_by_pool(RtState *rt, RandomObject *self, Value population, i64 n, i64 k) {
    List *pool = list_from_value(rt, population);
    if (!pool) return word_error();
    List *result = list_new(rt, SLOT_VALUE, (u32)k);
    for (i64 i = 0; i < k; i++) {
        i64 j = random_below(rt, self, n - i);
        rt_list_append_value(rt, result, value_retain(list_slots(pool)[j]));
        value_assign_take(rt, &list_slots(pool)[j], value_retain(list_slots(pool)[n - i - 1]));
    }
    object_release(rt, pool);
    return word_object(result);
}

static ResultWord sample_by_set(RtState *rt, RandomObject *self, Value population, i64 n, i64 k) {
    void *drawn = rt_set_new(rt, k);
    List *result = list_new(rt, SLOT_VALUE, (u32)k);
    ResultWord outcome = word_object(result);
    for (i64 i = 0; i < k && !outcome.is_error; i++) {
        i64 j = random_below(rt, self, n);
        while (rt_set_contains(rt, drawn, value_from_small(j)).value) j = random_below(rt, self, n);
        rt_set_add(rt, drawn, value_from_small(j));
        ResultWord item = item_at(rt, population, j);
        if (item.is_error) outcome = item;
        if (!item.is_error) rt_list_append_value(rt, result, item.value);
    }
    object_release(rt, drawn);
    if (outcome.is_error) object_release(rt, result);
    return outcome;
}

static ResultWord sample(RtState *rt, RandomObject *self, const Value *args) {
    if (!argument_is_none(args[2])) {
        return error_text(rt, CLASS_NOT_IMPLEMENTED_ERROR,
                          "random.sample(counts=...) is not supported yet");
    }
    if (value_is(args[0], CLASS_SET) || value_is(args[0], CLASS_FROZENSET) ||
        value_is(args[0], CLASS_DICT)) {
        return error_text(rt, CLASS_TYPE_ERROR,
                          "Population must be a sequence.  For dicts or sets, use sorted(d).");
    }
    i64 n, k;
    if (!length_of(rt, args[0], &n) || !argument_count(rt, args[1], 0, &k)) return word_error();
    if (k < 0 || k > n)
        return error_text(rt, CLASS_VALUE_ERROR, "Sample larger than population or is negative");
    i64 set_size = 21;
    if (k > 5) {
        // 4 ** ceil(log(k * 3, 4)), by whole numbers
        i64 power = 1;
        while (power < k * 3) power *= 4;
        set_size += power;
    }
    return n <= set_size ? sample_by_pool(rt, self, args[0], n, k)
                         : sample_by_set(rt, self, args[0], n, k);
}

static f64 next_f64(RandomObject *self) {
    return mt19937_f64(&self->twister);
}

// Running totals of the weights; NULL: exception.
static f64 *cumulate(RtState *rt, Value weights, bool is_cumulative, i64 n) {
    List *list = list_from_value(rt, weights);
    if (!list) return NULL;
    f64 *totals = NULL, total = 0;
    bool is_good = true;
    if (list->len != n) {
        error_text(rt, CLASS_VALUE_ERROR, "The number of weights does not match the population");
        is_good = false;
    } else {
        totals = rt_alloc(rt, (usize)n * sizeof(f64) + 8);
        for (i64 i = 0; is_good && i < n; i++) {
            f64 x = 0;
            is_good = math_argument(rt, list_slots(list)[i], &x);
            total = is_cumulative ? x : total + x;
            totals[i] = total;
        }
    }
    object_release(rt, list);
    if (is_good) return totals;
    if (totals) rt_free_memory(rt, totals, (usize)n * sizeof(f64) + 8);
    return NULL;
}

static i64 bisect_right(const f64 *totals, f64 x, i64 high) {
    i64 low = 0;
    while (low < high) {
        i64 middle = (low + high) / 2;
        if (x < totals[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static ResultWord choices(RtState *rt, RandomObject *self, const Value *args) {
    i64 n, k;
    if (!length_of(rt, args[0], &n) || !argument_count(rt, args[3], 1, &k)) return word_error();
    bool is_cumulative = !argument_is_none(args[2]),
         is_weighted = is_cumulative || !argument_is_none(args[1]);
    if (is_cumulative && !argument_is_none(args[1])) {
        return error_text(rt, CLASS_TYPE_ERROR,
                          "Cannot specify both weights and cumulative weights");
    }
    if (n == 0 && k > 0) return error_text(rt, CLASS_INDEX_ERROR, "list index out of range");
    f64 *totals = NULL;
    if (is_weighted) {
        totals = cumulate(rt, is_cumulative ? args[2] : args[1], is_cumulative, n);
        if (!totals) return word_error();
        if (totals[n - 1] <= 0 || totals[n - 1] - totals[n - 1] != 0) {
            const char *text = totals[n - 1] <= 0 ? "Total of weights must be greater than zero"
                                                  : "Total of weights must be finite";
            rt_free_memory(rt, totals, (usize)n * sizeof(f64) + 8);
            return error_text(rt, CLASS_VALUE_ERROR, text);
        }
    }
    List *result = list_new(rt, SLOT_VALUE, 0);
    ResultWord outcome = word_object(result);
    for (i64 i = 0; i < k && !outcome.is_error; i++) {
        f64 random = next_f64(self);
        i64 index = totals ? bisect_right(totals, random * totals[n - 1], n - 1)
                           : (i64)math_floor(random * (f64)n);
        ResultWord item = item_at(rt, args[0], index);
        if (item.is_error) outcome = item;
        if (!item.is_error) rt_list_append_value(rt, result, item.value);
    }
    if (totals) rt_free_memory(rt, totals, (usize)n * sizeof(f64) + 8);
    if (outcome.is_error) object_release(rt, result);
    return outcome;
}

static ResultWord random(RtState *rt, RandomObject *self, const Value *args) {
    (void)args;
    return word_ok(value_box_f64(rt, next_f64(self)));
}

static ResultWord seed_method(RtState *rt, RandomObject *self, const Value *args) {
    return seed(rt, self, args[0]);
}

// ---- the state: (3, the words and the place in them, the number that gauss() keeps or None)
enum { STATE_VERSION = 3 };

static ResultWord getstate(RtState *rt, RandomObject *self, const Value *args) {
    (void)args;
    Tuple *words = tuple_new(rt, MT19937_WORDS + 1);
    for (u32 i = 0; i < MT19937_WORDS; i++)
        words->items[i] = value_from_small(self->twister.words[i]);
    words->items[MT19937_WORDS] = value_from_small(self->twister.index);
    Tuple *state = tuple_new(rt, 3);
    state->items[0] = value_from_small(STATE_VERSION);
    state->items[1] = value_from_ref(words);
    state->items[2] = self->has_gauss ? value_box_f64(rt, self->gauss) : VALUE_NONE;
    return word_object(state);
}

static bool is_word(Value value, u64 limit) {
    return value_is_small_int(value) && value_small(value) >= 0 && (u64)value_small(value) <= limit;
}

static ResultWord setstate(RtState *rt, RandomObject *self, const Value *args) {
    const Tuple *state = value_is(args[0], CLASS_TUPLE) ? value_ref(args[0]) : NULL;
    if (!state || state->len != 3)
        return error_text(rt, CLASS_VALUE_ERROR, "state must be a tuple of 3 items");
    if (state->items[0] != value_from_small(STATE_VERSION))
        return error_text(rt, CLASS_VALUE_ERROR,
                          "only a state with version 3 can be passed to Random.setstate()");
    const Tuple *words = value_is(state->items[1], CLASS_TUPLE) ? value_ref(state->items[1]) : NULL;
    if (!words) return error_text(rt, CLASS_TYPE_ERROR, "state vector must be a tuple");
    if (words->len != MT19937_WORDS + 1)
        return error_text(rt, CLASS_VALUE_ERROR, "state vector is the wrong size");
    for (u32 i = 0; i <= MT19937_WORDS; i++) {
        if (!is_word(words->items[i], i < MT19937_WORDS ? UINT32_MAX : MT19937_WORDS))
            return error_text(rt, CLASS_VALUE_ERROR, "invalid state");
    }
    f64 gauss = 0;
    bool has_gauss = state->items[2] != VALUE_NONE;
    if (has_gauss && !math_argument(rt, state->items[2], &gauss)) return word_error();
    for (u32 i = 0; i < MT19937_WORDS; i++)
        self->twister.words[i] = (u32)value_small(words->items[i]);
    self->twister.index = (u32)value_small(words->items[MT19937_WORDS]);
    self->has_gauss = has_gauss;
    self->gauss = gauss;
    return word_ok(VALUE_NONE);
}

// ---- the hidden generator, and the natives of both owners

static RandomObject *hidden(RtState *rt) {
    RtCore *core = rt_core(rt);
    if (!core->library) {
        core->library = random_new(rt);
        core->library_bytes = sizeof(RandomObject);
    }
    return core->library;
}

#define BOTH(NAME, method)                                                                         \
    ResultWord rt_native_RANDOM_##NAME(RtState *rt, const Value *args) {                           \
        return method(rt, hidden(rt), args);                                                       \
    }                                                                                              \
    ResultWord rt_native_RNG_##NAME(RtState *rt, const Value *args) {                              \
        return method(rt, value_ref(args[0]), args + 1);                                           \
    }
BOTH(RANDOM, random)
BOTH(SEED, seed_method)
BOTH(GETRANDBITS, getrandbits)
BOTH(GETSTATE, getstate)
BOTH(SETSTATE, setstate)
BOTH(RANDBYTES, randbytes)
BOTH(RANDRANGE, randrange)
BOTH(RANDINT, randint)
BOTH(CHOICE, choice)
BOTH(CHOICES, choices)
BOTH(SHUFFLE, shuffle)
BOTH(SAMPLE, sample)
BOTH(UNIFORM, random_uniform)
BOTH(TRIANGULAR, random_triangular)
BOTH(GAUSS, random_gauss)
BOTH(NORMALVARIATE, random_normalvariate)
BOTH(EXPOVARIATE, random_expovariate)
BOTH(LOGNORMVARIATE, random_lognormvariate)
BOTH(VONMISESVARIATE, random_vonmisesvariate)
BOTH(GAMMAVARIATE, random_gammavariate)
BOTH(BETAVARIATE, random_betavariate)
BOTH(PARETOVARIATE, random_paretovariate)
BOTH(WEIBULLVARIATE, random_weibullvariate)

ResultWord rt_native_RANDOM_NEW(RtState *rt, const Value *args) {
    RandomObject *self = random_new(rt);
    ResultWord seeded = seed(rt, self, args[0]);
    if (!seeded.is_error) return word_object(self);
    object_release(rt, self);
    return seeded;
}
