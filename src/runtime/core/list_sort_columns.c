// Sorting by tuples, column by column: by the first column in machine words, then each run of equal
// ones by the next. Comparing plain values calls no Python code, so nobody can tell that there were
// fewer comparisons, in another order.
#include "runtime/core/list_sort.h"

#include "runtime/core/list.h"
#include "runtime/core/str.h"

#include <string.h>

enum { COLUMNS_MAX = 8 };

typedef enum { COLUMN_INT, COLUMN_F64, COLUMN_STR, COLUMN_OTHER } ColumnKind;

typedef struct {
    u32 column;
    ColumnKind kind;
} SortColumn;

static Value pair_value(const SortPair *pair, u32 column) {
    return ((const Tuple *)value_ref(pair->object))->items[column];
}

static u32 tuple_len(const SortPair *pair) {
    return ((const Tuple *)value_ref(pair->object))->len;
}

static inline int column_less(const SortColumn *by, const SortPair *left, const SortPair *right) {
    if (left->key != right->key || by->kind != COLUMN_STR) return left->key < right->key;
    const Str *a = value_str(pair_value(left, by->column)),
              *b = value_str(pair_value(right, by->column));
    return a != b && str_order(a, b) < 0;
}

#define ITEM SortPair
#define LESS(context, a, b) (column_less(context, &(a), &(b)))
#define SORT_NAME sort_column
#include "runtime/core/merge_sort.h"

static ColumnKind kind_of(Value value) {
    if (value_is_small_int(value)) return COLUMN_INT;
    if (value_is_float(value))
        return value_f64(value) == value_f64(value) ? COLUMN_F64 : COLUMN_OTHER;
    return value_is_str(value) && value_str(value)->width == 1 ? COLUMN_STR : COLUMN_OTHER;
}

// A number with the order of the values; of strings the first 8 characters.
static u64 word_of(Value value, ColumnKind kind) {
    if (kind == COLUMN_INT) return sort_word_of_int(value_small(value));
    if (kind == COLUMN_F64) return sort_word_of_f64(value_f64(value));
    return sort_word_of_str(value_str(value));
}

static bool is_tie(const SortColumn *by, const SortPair *left, const SortPair *right) {
    if (left->key != right->key) return false;
    return by->kind != COLUMN_STR || str_equal(value_str(pair_value(left, by->column)),
                                               value_str(pair_value(right, by->column)));
}

static void sort_from(SortPair *pairs, SortPair *scratch, u32 count, const ColumnKind *kinds,
                      u32 column, u32 column_count) {
    SortColumn by = {column, kinds[column]};
    bool is_exact = true;
    for (u32 i = 0; i < count; i++) {
        Value value = pair_value(&pairs[i], column);
        pairs[i].key = word_of(value, by.kind);
        if (by.kind == COLUMN_STR) is_exact &= sort_word_is_str(value_str(value));
    }
    if (is_exact) by.kind = COLUMN_INT;  // the words alone tell
    if (!is_exact || !list_sort_radix(pairs, scratch, count))
        sort_column(&by, pairs, scratch, count);
    if (column + 1 == column_count) return;
    for (u32 start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && is_tie(&by, &pairs[start], &pairs[end])) end++;
        if (end - start > 1)
            sort_from(pairs + start, scratch, end - start, kinds, column + 1, column_count);
    }
}

// What the columns hold; false: no tuples of that length, or a column of several kinds.
static bool find_kinds(const SortPair *pairs, u32 count, u32 column_count, ColumnKind *kinds) {
    for (u32 i = 0; i < count; i++) {
        if (!value_is(pairs[i].object, CLASS_TUPLE) || tuple_len(&pairs[i]) != column_count)
            return false;
        for (u32 k = 0; k < column_count; k++) {
            ColumnKind kind = kind_of(pair_value(&pairs[i], k));
            if (i == 0) kinds[k] = kind;
            if (kind == COLUMN_OTHER || kind != kinds[k]) return false;
        }
    }
    return true;
}

bool list_sort_columns(SortPair *pairs, SortPair *scratch, u32 count) {
    if (!value_is(pairs[0].object, CLASS_TUPLE)) return false;
    u32 column_count = tuple_len(&pairs[0]);
    if (column_count == 0 || column_count > COLUMNS_MAX) return false;
    ColumnKind kinds[COLUMNS_MAX];
    if (!find_kinds(pairs, count, column_count, kinds)) return false;
    sort_from(pairs, scratch, count, kinds, 0, column_count);
    return true;
}
