#include "runtime/core/suggest.h"

// A change costs 2, or 1 where only the case differs.
enum { SUGGEST_LEN_MAX = 40, EDIT_COST = 2, CASE_COST = 1 };

static u32 change_cost(u32 left, u32 right) {
    if (left == right) return 0;
    bool are_letters = (left | 32) >= 'a' && (left | 32) <= 'z';
    return are_letters && (left | 32) == (right | 32) ? CASE_COST : EDIT_COST;
}

static u32 edit_distance(const Str *left, const Str *right) {
    u32 row[SUGGEST_LEN_MAX + 1];
    if (left->len > SUGGEST_LEN_MAX || right->len > SUGGEST_LEN_MAX) return UINT32_MAX;
    for (u32 k = 0; k <= right->len; k++) row[k] = k * EDIT_COST;
    for (u32 i = 0; i < left->len; i++) {
        u32 diagonal = row[0];
        row[0] = (i + 1) * EDIT_COST;
        for (u32 k = 0; k < right->len; k++) {
            u32 changed = diagonal + change_cost(str_get(left, i), str_get(right, k));
            u32 shorter = (row[k] < row[k + 1] ? row[k] : row[k + 1]) + EDIT_COST;
            diagonal = row[k + 1];
            row[k + 1] = changed < shorter ? changed : shorter;
        }
    }
    return row[right->len];
}

Suggestion suggest_begin(const Str *name) {
    return (Suggestion){.name = name, .best = NULL, .distance = UINT32_MAX};
}

void suggest_try(Suggestion *suggestion, const Str *candidate) {
    u32 distance = edit_distance(suggestion->name, candidate);
    u32 limit = (suggestion->name->len + candidate->len + 3) * EDIT_COST / 6;
    if (distance > limit || distance >= suggestion->distance) return;
    suggestion->best = candidate;
    suggestion->distance = distance;
}
