#include "text/edit_distance.h"

// A change costs 2, or 1 where only the case differs.
enum { EDIT_COST = 2, CASE_COST = 1 };

static u32 change_cost(u32 left, u32 right) {
    if (left == right) return 0;
    bool are_letters = (left | 32) >= 'a' && (left | 32) <= 'z';
    return are_letters && (left | 32) == (right | 32) ? CASE_COST : EDIT_COST;
}

u32 edit_distance(const u32 *left, u32 left_len, const u32 *right, u32 right_len) {
    u32 row[EDIT_DISTANCE_LEN_MAX + 1];
    if (left_len > EDIT_DISTANCE_LEN_MAX || right_len > EDIT_DISTANCE_LEN_MAX)
        return EDIT_DISTANCE_FAR;
    for (u32 k = 0; k <= right_len; k++) row[k] = k * EDIT_COST;
    for (u32 i = 0; i < left_len; i++) {
        u32 diagonal = row[0];
        row[0] = (i + 1) * EDIT_COST;
        for (u32 k = 0; k < right_len; k++) {
            u32 changed = diagonal + change_cost(left[i], right[k]);
            u32 shorter = (row[k] < row[k + 1] ? row[k] : row[k + 1]) + EDIT_COST;
            diagonal = row[k + 1];
            row[k + 1] = changed < shorter ? changed : shorter;
        }
    }
    u32 limit = (left_len + right_len + 3) * EDIT_COST / 6;
    return row[right_len] > limit ? EDIT_DISTANCE_FAR : row[right_len];
}
