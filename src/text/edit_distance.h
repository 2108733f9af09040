// text/edit_distance.h — how far two names are apart, as CPython measures it for "Did you mean".
#pragma once

#include "base/types.h"

enum { EDIT_DISTANCE_LEN_MAX = 40, EDIT_DISTANCE_FAR = INT32_MAX };

// Code points in, cost of the changes out; FAR where a name is too long or they are not alike.
u32 edit_distance(const u32 *left, u32 left_len, const u32 *right, u32 right_len);
