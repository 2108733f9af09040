// runtime/core/list_sort.h — private to list_sort.c and list_sort_columns.c.
#pragma once

#include "runtime/core/count.h"

typedef struct {
    u64 key;
    Value object;  // the key as an object, for the comparisons that need it
    Value item;
} SortPair;

// Sorts by keys that are tuples of one length whose columns are each all small ints, all floats or
// all Latin-1 strings. False: they are not, and nothing was done. `scratch` has room for count / 2
// + 1 pairs.
bool list_sort_columns(SortPair *pairs, SortPair *scratch, u32 count);
