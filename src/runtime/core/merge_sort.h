// runtime/core/merge_sort.h — a stable, adaptive merge sort for one type of item: define ITEM,
// LESS(context, a, b) (1, 0, or -1 for an exception) and SORT_NAME, then include. Defines
//
//   static int SORT_NAME(void *context, ITEM *items, ITEM *scratch, usize count)    -1: an
//   exception, items still all there
//
// Ascending and strictly descending runs are found first, short ones are made longer by binary
// insertion, then runs are merged in the order of their powers (Munro and Wild). `scratch` has room
// for count / 2 + 1 items. No #pragma once: included per type.

#define SORT_JOIN2(a, b) a##b
#define SORT_JOIN(a, b) SORT_JOIN2(a, b)
#define SORT_FUNC(part) SORT_JOIN(SORT_NAME, part)

// Sorts items[0, count) of which [0, done) is sorted.
static int SORT_FUNC(_insert)(void *context, ITEM *items, usize done, usize count) {
    (void)context;
    for (; done < count; done++) {
        ITEM item = items[done];
        usize low = 0, high = done;
        while (low < high) {
            usize middle = low + (high - low) / 2;
            int is_less = LESS(context, item, items[middle]);
            if (is_less < 0) return -1;
            if (is_less)
                high = middle;
            else
                low = middle + 1;
        }
        memmove(items + low + 1, items + low, (done - low) * sizeof(ITEM));
        items[low] = item;
    }
    return 0;
}

// Length of the run at the start, made ascending. 0: exception.
static usize SORT_FUNC(_run)(void *context, ITEM *items, usize count) {
    (void)context;
    if (count < 2) return count;
    int is_down = LESS(context, items[1], items[0]);
    if (is_down < 0) return 0;
    usize len = 2;
    for (; len < count; len++) {
        int is_less = LESS(context, items[len], items[len - 1]);
        if (is_less < 0) return 0;
        if (is_less != is_down) break;
    }
    if (is_down) {
        for (usize i = 0, k = len - 1; i < k; i++, k--) {
            ITEM kept = items[i];
            items[i] = items[k];
            items[k] = kept;
        }
    }
    return len;
}

// How many of the sorted items are <= key (is_right) or < key, found from the left by doubling
// steps. -1: exception.
static isize SORT_FUNC(_gallop)(void *context, ITEM key, const ITEM *items, usize count,
                                bool is_right) {
    (void)context;
    usize low = 0, step = 1;
    while (low < count) {
        usize probe = low + step - 1 < count ? low + step - 1 : count - 1;
        int is_less =
            is_right ? LESS(context, key, items[probe]) : LESS(context, items[probe], key);
        if (is_less < 0) return -1;
        bool is_before = is_right ? !is_less : is_less;
        if (!is_before) {
            count = probe;
            if (step == 1) break;
            step = 1;
            while (low < count) {  // now by halves
                usize middle = low + (count - low) / 2;
                is_less = is_right ? LESS(context, key, items[middle])
                                   : LESS(context, items[middle], key);
                if (is_less < 0) return -1;
                if (is_right ? !is_less : is_less)
                    low = middle + 1;
                else
                    count = middle;
            }
            break;
        }
        low = probe + 1;
        step *= 2;
    }
    return (isize)low;
}

// Merges the neighbours items[0, left) and items[left, count).
static int SORT_FUNC(_merge)(void *context, ITEM *items, ITEM *scratch, usize left, usize count) {
    isize skip = SORT_FUNC(_gallop)(context, items[left], items, left, true);
    if (skip < 0) return -1;
    items += skip;
    left -= (usize)skip;
    count -= (usize)skip;
    if (left == 0) return 0;
    isize keep = SORT_FUNC(_gallop)(context, items[left - 1], items + left, count - left, false);
    if (keep < 0) return -1;
    count = left + (usize)keep;
    usize right = count - left;
    if (right == 0) return 0;
    if (left <= right) {
        memcpy(scratch, items, left * sizeof(ITEM));
        usize a = 0, b = left, to = 0;
        while (a < left && b < count) {
            int is_less = LESS(context, items[b], scratch[a]);
            if (is_less < 0) {
                memcpy(items + to, scratch + a, (left - a) * sizeof(ITEM));
                return -1;
            }
            items[to++] = is_less ? items[b++] : scratch[a++];
        }
        memcpy(items + to, scratch + a, (left - a) * sizeof(ITEM));
        return 0;
    }
    memcpy(scratch, items + left, right * sizeof(ITEM));
    usize a = left, b = right, to = count;
    while (a > 0 && b > 0) {
        int is_less = LESS(context, scratch[b - 1], items[a - 1]);
        if (is_less < 0) {
            memcpy(items + to - b, scratch, b * sizeof(ITEM));
            return -1;
        }
        items[--to] = is_less ? items[--a] : scratch[--b];
    }
    memcpy(items + to - b, scratch, b * sizeof(ITEM));
    return 0;
}

typedef struct {
    usize start, len;
    u32 power;
} SORT_FUNC(_Run);

// The power of the boundary between two neighbouring runs: how deep it lies in a perfect binary
// tree over all items.
static u32 SORT_FUNC(_power)(usize start, usize left, usize right, usize count) {
    u64 a = 2 * (u64)start + left, b = a + left + right;
    u32 power = 0;
    for (;;) {
        power++;
        if (a >= count) {
            a -= count;
            b -= count;
        } else if (b >= count) {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

static int SORT_NAME(void *context, ITEM *items, ITEM *scratch, usize count) {
    enum { RUN_MIN = 24, RUNS_MAX = 80 };
    SORT_FUNC(_Run) runs[RUNS_MAX];
    u32 run_count = 0;
    for (usize start = 0; start < count;) {
        usize len = SORT_FUNC(_run)(context, items + start, count - start);
        if (len == 0) return -1;
        if (len < RUN_MIN) {
            usize wanted = count - start < RUN_MIN ? count - start : RUN_MIN;
            if (SORT_FUNC(_insert)(context, items + start, len, wanted)) return -1;
            len = wanted;
        }
        if (run_count) {
            SORT_FUNC(_Run) *last = &runs[run_count - 1];
            u32 power = SORT_FUNC(_power)(last->start, last->len, len, count);
            while (run_count > 1 && runs[run_count - 2].power > power) {
                SORT_FUNC(_Run) *below = &runs[run_count - 2], *top = &runs[run_count - 1];
                if (SORT_FUNC(_merge)(context, items + below->start, scratch, below->len,
                                      below->len + top->len))
                    return -1;
                below->len += top->len;
                run_count--;
            }
            runs[run_count - 1].power = power;
        }
        runs[run_count++] = (SORT_FUNC(_Run)){start, len, 0};
        start += len;
    }
    for (; run_count > 1; run_count--) {
        SORT_FUNC(_Run) *below = &runs[run_count - 2], *top = &runs[run_count - 1];
        if (SORT_FUNC(_merge)(context, items + below->start, scratch, below->len,
                              below->len + top->len))
            return -1;
        below->len += top->len;
    }
    return 0;
}

#undef SORT_JOIN
#undef SORT_JOIN2
#undef SORT_FUNC
#undef ITEM
#undef LESS
#undef SORT_NAME
