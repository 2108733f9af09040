// runtime/core/int.h — int objects. Small ones are words, big ones BigInt objects (abi/value.h).
#pragma once

#include "runtime/core/count.h"
#include "text/bigint.h"

typedef struct {
    BigIntView view;
    u32 local[BIGINT_LIMBS_OF_64];  // limbs of a small one
} IntView;

// The limbs of any IntWord; `holder` keeps those of a small one.
BigIntView int_view(IntWord word, IntView *holder);
BigInt *int_alloc_big(RtState *rt,
                      u32 limb_count);  // limbs to be filled in; NULL and MemoryError when too many
// Turns a BigInt whose limbs hold `view` (from its start) into a word: small when it fits, the rest
// of the limbs given back.
IntWord int_finish_take(RtState *rt, BigInt *big, BigIntView view);
IntWord int_from_view(RtState *rt, BigIntView view);
Value int_value_from_i64(RtState *rt, i64 number);
Value int_value_from_u64(RtState *rt, u64 number);
bool int_to_i64(IntWord word, i64 *number);  // false: outside
i64 int_hash(IntWord word);
ResultWord int_parse(RtState *rt, Value text_for_message, const char *chars, usize len,
                     u32 base);  // Value
ResultRef int_to_base(RtState *rt, IntWord word, u32 base, const char *prefix);
ResultWord int_pow_mod(RtState *rt, IntWord base, IntWord exponent, IntWord modulus);  // Value
// False: ValueError, for that many decimal digits are not written.
NODISCARD bool int_check_digits(RtState *rt, u64 digits);
void big_free(RtState *rt, BigInt *big);
u32 *int_scratch(RtState *rt, usize limbs);
void int_scratch_free(RtState *rt, u32 *scratch, usize limbs);
// An int from something that must be one (or has __index__): for indices, counts, sizes. Owned
// word.
ResultWord int_index(RtState *rt, Value value, const char *message);
// How often a sequence is repeated, as an i64. False: OverflowError.
NODISCARD bool int_repeat_count(RtState *rt, IntWord word, i64 *count);
// int_index as an i64, for what CPython takes as Py_ssize_t. False: exception; OverflowError where
// it does not fit.
NODISCARD bool int_size(RtState *rt, Value value, i64 *number);
