// text/mt19937.h — the Mersenne Twister, drawn from as CPython's random.Random does: the same seed
// gives the same numbers.
//
// random.seed(n) of an int uses the 32-bit limbs of abs(n), least significant first, as the key;
// zero is one limb 0.
#pragma once

#include "base/types.h"

enum { MT19937_WORDS = 624 };

typedef struct {
    u32 words[MT19937_WORDS];
    u32 index;  // MT19937_WORDS: all used up. This is the last number of random.getstate()'s tuple.
} Mt19937;

void mt19937_seed(Mt19937 *twister, const u32 *key, u32 key_count);  // key_count > 0
u32 mt19937_u32(Mt19937 *twister);
f64 mt19937_f64(Mt19937 *twister);  // random.random(): [0, 1) with 53 bits
// random.getrandbits(bits) as limbs, least significant first: (bits + 31) / 32 of them.
void mt19937_bits(Mt19937 *twister, u32 bits, u32 *limbs);
