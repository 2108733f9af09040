#include "runtime/core/suggest.h"

#include "text/edit_distance.h"

static u32 points_of(const Str *name, u32 points[EDIT_DISTANCE_LEN_MAX]) {
    for (u32 i = 0; i < name->len && i < EDIT_DISTANCE_LEN_MAX; i++) points[i] = str_get(name, i);
    return name->len;
}

Suggestion suggest_begin(const Str *name) {
    return (Suggestion){.name = name, .best = NULL, .distance = EDIT_DISTANCE_FAR};
}

void suggest_try(Suggestion *suggestion, const Str *candidate) {
    u32 left[EDIT_DISTANCE_LEN_MAX], right[EDIT_DISTANCE_LEN_MAX];
    u32 left_len = points_of(suggestion->name, left), right_len = points_of(candidate, right);
    u32 distance = edit_distance(left, left_len, right, right_len);
    if (distance >= suggestion->distance) return;
    suggestion->best = candidate;
    suggestion->distance = distance;
}
