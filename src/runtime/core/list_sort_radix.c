// Sorting by keys that are numbers, a byte at a time from the lowest: stable, and without the
// branches of comparing that a processor cannot foresee.
#include "runtime/core/list_sort.h"

#include <string.h>

enum { RADIX_MIN = 128, RADIX_BYTES = 8, RADIX_VALUES = 256 };

// What is nearly in order already is left to the merge sort, and so is what has more different
// bytes than it takes steps.
static bool pays(const SortPair *pairs, u32 count, u64 varying) {
    if (count < RADIX_MIN) return false;
    u32 descents = 0, bytes = 0;
    for (u32 i = 1; i < count; i++) descents += pairs[i].key < pairs[i - 1].key;
    for (u32 i = 0; i < RADIX_BYTES; i++) bytes += (varying >> (8 * i) & 0xff) != 0;
    u32 levels = 31 - (u32)__builtin_clz(count);
    return descents > count / 16 && descents < count - count / 16 && bytes * 2 <= levels;
}

bool list_sort_radix(SortPair *pairs, SortPair *scratch, u32 count) {
    u64 varying = 0;
    for (u32 i = 1; i < count; i++) varying |= pairs[i].key ^ pairs[0].key;
    if (varying == 0) return true;
    if (!pays(pairs, count, varying)) return false;
    SortPair *from = pairs, *to = scratch;
    for (u32 shift = 0; shift < 64; shift += 8) {
        if ((varying >> shift & 0xff) == 0) continue;
        u32 places[RADIX_VALUES] = {0}, place = 0;
        for (u32 i = 0; i < count; i++) places[from[i].key >> shift & 0xff]++;
        for (u32 i = 0; i < RADIX_VALUES; i++) {
            u32 next = place + places[i];
            places[i] = place;
            place = next;
        }
        for (u32 i = 0; i < count; i++) to[places[from[i].key >> shift & 0xff]++] = from[i];
        SortPair *other = from;
        from = to;
        to = other;
    }
    if (from != pairs) memcpy(pairs, from, (usize)count * sizeof(SortPair));
    return true;
}
