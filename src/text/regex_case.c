// Letters without case, as CPython's `re` compares them: by simple lower-case mappings, and a list
// of lower-case letters that share an upper-case one.
#include "text/regex_priv.h"

#include "text/unicode.h"

// What CPython takes for the simple mappings is the first character of the full ones.
static u32 simple_lower(u32 point) {
    u32 out[UNICODE_MAPPING_MAX];
    unicode_to_lower(point, out);
    return out[0];
}

static u32 simple_upper(u32 point) {
    u32 out[UNICODE_MAPPING_MAX];
    unicode_to_upper(point, out);
    return out[0];
}

u32 regex_lower(u32 point, u32 flags) {
    if (point < 128 || !(flags & REGEX_UNICODE)) return point - 'A' < 26 ? point + 32 : point;
    return simple_lower(point);
}

u32 regex_upper(u32 point, u32 flags) {
    if (point < 128 || !(flags & REGEX_UNICODE)) return point - 'a' < 26 ? point - 32 : point;
    return simple_upper(point);
}

bool regex_is_cased(u32 point, u32 flags) {
    return regex_lower(point, flags) != point || regex_upper(point, flags) != point;
}

u32 regex_case_twins(u32 point, u32 twins[2]) {
    static const u16 sets[][3] = {
        {0x69, 0x131},   {0x73, 0x17f},    {0xb5, 0x3bc},           {0x345, 0x3b9, 0x1fbe},
        {0x390, 0x1fd3}, {0x3b0, 0x1fe3},  {0x3b2, 0x3d0},          {0x3b5, 0x3f5},
        {0x3b8, 0x3d1},  {0x3ba, 0x3f0},   {0x3c0, 0x3d6},          {0x3c1, 0x3f1},
        {0x3c2, 0x3c3},  {0x3c6, 0x3d5},   {0x432, 0x1c80},         {0x434, 0x1c81},
        {0x43e, 0x1c82}, {0x441, 0x1c83},  {0x442, 0x1c84, 0x1c85}, {0x44a, 0x1c86},
        {0x463, 0x1c87}, {0x1c88, 0xa64b}, {0x1e61, 0x1e9b},        {0xfb05, 0xfb06},
    };
    for (u32 i = 0; i < COUNT_OF(sets); i++) {
        const u16 *set = sets[i];
        if (point != set[0] && point != set[1] && (point != set[2] || !set[2])) continue;
        u32 count = 0;
        for (u32 k = 0; k < 3; k++) {
            if (set[k] && set[k] != point) twins[count++] = set[k];
        }
        return count;
    }
    return 0;
}
