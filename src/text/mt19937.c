#include "text/mt19937.h"

#include "base/check.h"

enum { SHIFT_WORDS = 397 };

static void seed_word(Mt19937 *twister, u32 seed) {
    u32 *words = twister->words;
    words[0] = seed;
    for (u32 i = 1; i < MT19937_WORDS; i++)
        words[i] = 1812433253u * (words[i - 1] ^ words[i - 1] >> 30) + i;
    twister->index = MT19937_WORDS;
}

// init_by_array of Matsumoto and Nishimura, 2002.
void mt19937_seed(Mt19937 *twister, const u32 *key, u32 key_count) {
    CHECK(key_count > 0);
    seed_word(twister, 19650218u);
    u32 *words = twister->words;
    u32 at = 1;
    u32 key_at = 0;
    u32 turns = key_count > MT19937_WORDS ? key_count : MT19937_WORDS;
    for (; turns > 0; turns--) {
        words[at] =
            (words[at] ^ (words[at - 1] ^ words[at - 1] >> 30) * 1664525u) + key[key_at] + key_at;
        if (++key_at == key_count) key_at = 0;
        if (++at < MT19937_WORDS) continue;
        words[0] = words[MT19937_WORDS - 1];
        at = 1;
    }
    for (turns = MT19937_WORDS - 1; turns > 0; turns--) {
        words[at] = (words[at] ^ (words[at - 1] ^ words[at - 1] >> 30) * 1566083941u) - at;
        if (++at < MT19937_WORDS) continue;
        words[0] = words[MT19937_WORDS - 1];
        at = 1;
    }
    words[0] = 0x80000000u;
}

static void refill(Mt19937 *twister) {
    u32 *words = twister->words;
    for (u32 i = 0; i < MT19937_WORDS; i++) {
        u32 next = i + 1 < MT19937_WORDS ? i + 1 : 0;
        u32 far =
            i + SHIFT_WORDS < MT19937_WORDS ? i + SHIFT_WORDS : i + SHIFT_WORDS - MT19937_WORDS;
        u32 mixed = (words[i] & 0x80000000u) | (words[next] & 0x7fffffffu);
        words[i] = words[far] ^ mixed >> 1 ^ ((mixed & 1) != 0 ? 0x9908b0dfu : 0);
    }
    twister->index = 0;
}

u32 mt19937_u32(Mt19937 *twister) {
    if (twister->index >= MT19937_WORDS) refill(twister);
    u32 word = twister->words[twister->index++];
    word ^= word >> 11;
    word ^= word << 7 & 0x9d2c5680u;
    word ^= word << 15 & 0xefc60000u;
    return word ^ word >> 18;
}

f64 mt19937_f64(Mt19937 *twister) {
    u32 high = mt19937_u32(twister) >> 5;
    u32 low = mt19937_u32(twister) >> 6;
    return ((f64)high * 67108864.0 + (f64)low) * (1.0 / 9007199254740992.0);
}

void mt19937_bits(Mt19937 *twister, u32 bits, u32 *limbs) {
    for (; bits >= 32; bits -= 32) *limbs++ = mt19937_u32(twister);
    if (bits > 0) *limbs = mt19937_u32(twister) >> (32 - bits);
}
