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

static ColumnKind kind_of_all(const SortPair *pairs, u32 count, u32 column) {
    ColumnKind kind = kind_of(pair_value(&pairs[0], column));
    for (u32 i = 1; i < count && kind != COLUMN_OTHER; i++) {
        if (kind_of(pair_value(&pairs[i], column)) != kind) return COLUMN_OTHER;
    }
    return kind;
}

// A number with the order of the values; of strings the first 8 characters.
static u64 word_of(Value value, ColumnKind kind) {
    const u64 sign = UINT64_C(1) << 63;
    if (kind == COLUMN_INT) return (u64)value_small(value) ^ sign;
    if (kind == COLUMN_F64) {
        u64 bits = float_bits(value_f64(value) + 0.0);  // -0.0 becomes 0.0
        return bits & sign ? ~bits : bits | sign;
    }
    const Str *str = value_str(value);
    u64 prefix = 0;
    for (u32 i = 0; i < 8; i++) prefix = prefix << 8 | (i < str->len ? str->data[i] : 0);
    return prefix;
}

static bool is_tie(const SortColumn *by, const SortPair *left, const SortPair *right) {
    if (left->key != right->key) return false;
    return by->kind != COLUMN_STR || str_equal(value_str(pair_value(left, by->column)),
                                               value_str(pair_value(right, by->column)));
}

static void sort_from(SortPair *pairs, SortPair *scratch, u32 count, const ColumnKind *kinds,
                      u32 column, u32 column_count) {
    SortColumn by = {column, kinds[column]};
    for (u32 i = 0; i < count; i++) pairs[i].key = word_of(pair_value(&pairs[i], column), by.kind);
    sort_column(&by, pairs, scratch, count);
    if (column + 1 == column_count) return;
    for (u32 start = 0, end; start < count; start = end) {
        end = start + 1;
        while (end < count && is_tie(&by, &pairs[start], &pairs[end])) end++;
        if (end - start > 1)
            sort_from(pairs + start, scratch, end - start, kinds, column + 1, column_count);
    }
}

bool list_sort_columns(SortPair *pairs, SortPair *scratch, u32 count) {
    if (!value_is(pairs[0].object, CLASS_TUPLE)) return false;
    u32 column_count = tuple_len(&pairs[0]);
    if (column_count == 0 || column_count > COLUMNS_MAX) return false;
    for (u32 i = 1; i < count; i++) {
        if (!value_is(pairs[i].object, CLASS_TUPLE) || tuple_len(&pairs[i]) != column_count)
            return false;
    }
    ColumnKind kinds[COLUMNS_MAX];
    for (u32 i = 0; i < column_count; i++) {
        kinds[i] = kind_of_all(pairs, count, i);
        if (kinds[i] == COLUMN_OTHER) return false;
    }
    sort_from(pairs, scratch, count, kinds, 0, column_count);
    return true;
}
