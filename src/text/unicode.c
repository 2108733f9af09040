#include "text/unicode.h"

#include "text/unicode_tables.h"
#include "text/utf8.h"

// Three stages: the index names a group of blocks, the group a block, the block each point's
// record.
static u32 flags_of(u32 point) {
    if (point > UNICODE_POINT_MAX) return FLAG_UNPRINTABLE;
    u32 block = point / FLAG_BLOCK;
    u32 index = block / FLAG_GROUP;
    u32 group = index < COUNT_OF(flag_index) ? flag_index[index] : FLAG_INDEX_REST;
    u32 piece = flag_groups[group * FLAG_GROUP + block % FLAG_GROUP];
    return flag_records[flag_blocks[piece * FLAG_BLOCK + point % FLAG_BLOCK]];
}

static bool has_flag(u32 point, u32 flag) {
    return (flags_of(point) & flag) != 0;
}

bool unicode_is_alpha(u32 point) {
    return has_flag(point, FLAG_ALPHA);
}

bool unicode_is_decimal(u32 point) {
    return has_flag(point, FLAG_DECIMAL);
}

bool unicode_is_digit(u32 point) {
    return has_flag(point, FLAG_DIGIT);
}

bool unicode_is_numeric(u32 point) {
    return has_flag(point, FLAG_NUMERIC);
}

bool unicode_is_alnum(u32 point) {
    return has_flag(point, FLAG_ALPHA | FLAG_NUMERIC);
}

bool unicode_is_space(u32 point) {
    return has_flag(point, FLAG_SPACE);
}

bool unicode_is_line_break(u32 point) {
    if (point < 0x80) return (point >= 0x0a && point <= 0x0d) || (point >= 0x1c && point <= 0x1e);
    return point == 0x85 || point == 0x2028 || point == 0x2029;
}

bool unicode_is_printable(u32 point) {
    return !has_flag(point, FLAG_UNPRINTABLE);
}

bool unicode_is_upper(u32 point) {
    return has_flag(point, FLAG_UPPER);
}

bool unicode_is_lower(u32 point) {
    return has_flag(point, FLAG_LOWER);
}

bool unicode_is_title(u32 point) {
    return has_flag(point, FLAG_TITLE);
}

bool unicode_is_cased(u32 point) {
    return has_flag(point, FLAG_CASED);
}

bool unicode_is_case_ignorable(u32 point) {
    return has_flag(point, FLAG_CASE_IGNORABLE);
}

bool unicode_is_id_start(u32 point) {
    return has_flag(point, FLAG_ID_START);
}

bool unicode_is_id_continue(u32 point) {
    return has_flag(point, FLAG_ID_CONTINUE);
}

i32 unicode_decimal_value(u32 point) {
    if (point - '0' <= 9) return (i32)(point - '0');
    if (!has_flag(point, FLAG_DECIMAL)) return -1;
    u32 low = 0, high = COUNT_OF(decimal_starts);
    while (high - low > 1) {
        u32 middle = (low + high) / 2;
        if (decimal_starts[middle] <= point) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (i32)(point - decimal_starts[low]);
}

i32 unicode_digit_value(u32 point) {
    u32 flags = flags_of(point);
    if ((flags & FLAG_DIGIT) == 0) return -1;
    if ((flags & FLAG_DECIMAL) != 0) return unicode_decimal_value(point);
    for (u32 i = 0; i < COUNT_OF(digit_runs); i++) {
        u32 offset = point - (digit_runs[i] & 0x1fffff);
        if (offset < (digit_runs[i] >> 21 & 15)) return (i32)((digit_runs[i] >> 25) + offset);
    }
    return -1;
}

// Sets `*mapped` and returns true when a run holds the point.
static bool map_by_run(const UnicodeRun *runs, u32 count, u32 point, u32 *mapped) {
    u32 low = 0, high = count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        u32 first = runs[middle].points & 0x1fffff;
        u32 stride = (runs[middle].points >> 21 & 1) + 1;
        u32 last = first + (runs[middle].points >> 22) * stride;
        if (point < first) {
            high = middle;
        } else if (point > last) {
            low = middle + 1;
        } else {
            if ((point - first) % stride != 0) return false;
            *mapped = (u32)((i32)point + runs[middle].delta);
            return true;
        }
    }
    return false;
}

static u32 map_by_special(const UnicodeSpecial *specials, u32 count, u32 point, u32 *out) {
    for (u32 i = 0; i < count; i++) {
        if (specials[i].point != point) continue;
        u32 target_count = 0;
        for (; target_count < UNICODE_MAPPING_MAX && specials[i].targets[target_count] != 0;
             target_count++) {
            out[target_count] = specials[i].targets[target_count];
        }
        return target_count;
    }
    return 0;
}

#define MAP_SPECIAL(name, point, out)                                                              \
    map_by_special(name##_specials, COUNT_OF(name##_specials), point, out)
#define MAP_RUN(name, point, out) map_by_run(name##_runs, COUNT_OF(name##_runs), point, out)

u32 unicode_to_upper(u32 point, u32 out[UNICODE_MAPPING_MAX]) {
    out[0] = point;
    if (point < 0x80) {
        if (point - 'a' < 26) out[0] = point - 32;
        return 1;
    }
    if (!has_flag(point, FLAG_MAPPED)) return 1;
    u32 count = MAP_SPECIAL(upper, point, out);
    if (count == 0) MAP_RUN(upper, point, out);
    return count == 0 ? 1 : count;
}

u32 unicode_to_lower(u32 point, u32 out[UNICODE_MAPPING_MAX]) {
    out[0] = point;
    if (point < 0x80) {
        if (point - 'A' < 26) out[0] = point + 32;
        return 1;
    }
    if (!has_flag(point, FLAG_MAPPED)) return 1;
    u32 count = MAP_SPECIAL(lower, point, out);
    if (count == 0) MAP_RUN(lower, point, out);
    return count == 0 ? 1 : count;
}

u32 unicode_to_title(u32 point, u32 out[UNICODE_MAPPING_MAX]) {
    out[0] = point;
    if (point >= 0x80 && !has_flag(point, FLAG_MAPPED)) return 1;
    u32 count = MAP_SPECIAL(title, point, out);
    if (count != 0) return count;
    return MAP_RUN(title, point, out) ? 1 : unicode_to_upper(point, out);
}

u32 unicode_casefold(u32 point, u32 out[UNICODE_MAPPING_MAX]) {
    out[0] = point;
    if (point >= 0x80 && !has_flag(point, FLAG_MAPPED)) return 1;
    u32 count = MAP_SPECIAL(fold, point, out);
    if (count != 0) return count;
    return MAP_RUN(fold, point, out) ? 1 : unicode_to_lower(point, out);
}

// Unicode's Final_Sigma: a cased letter before, none after, case-ignorable ones in between do not
// count.
bool unicode_sigma_is_final(const void *chars, u32 width, u32 len, u32 index) {
    u32 before = index;
    while (before > 0 && unicode_is_case_ignorable(utf8_char_at(chars, width, before - 1)))
        before--;
    if (before == 0 || !unicode_is_cased(utf8_char_at(chars, width, before - 1))) return false;
    u32 after = index + 1;
    while (after < len && unicode_is_case_ignorable(utf8_char_at(chars, width, after))) after++;
    return after == len || !unicode_is_cased(utf8_char_at(chars, width, after));
}
