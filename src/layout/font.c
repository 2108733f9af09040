#include "layout/font.h"

#include <string.h>

static u32 be16(Slice bytes, usize at) {
    return at + 2 <= bytes.len ? (u32)bytes.data[at] << 8 | bytes.data[at + 1] : 0;
}

static i32 be16_signed(Slice bytes, usize at) {
    return (i16)be16(bytes, at);
}

static u32 be32(Slice bytes, usize at) {
    return be16(bytes, at) << 16 | be16(bytes, at + 2);
}

static Slice part(Slice bytes, usize start, usize len) {
    if (start > bytes.len) return (Slice){0};
    usize left = bytes.len - start;
    return slice_make(bytes.data + start, len < left ? len : left);
}

static Slice rest(Slice bytes, usize start) {
    return part(bytes, start, bytes.len);
}

static Slice table_of(Slice bytes, const char *tag) {
    usize start = memcmp(bytes.data, "ttcf", 4) == 0 ? be32(bytes, 12) : 0;
    u32 count = be16(bytes, start + 4);
    for (u32 i = 0; i < count; i++) {
        usize record = start + 12 + 16 * (usize)i;
        if (record + 16 > bytes.len) break;
        if (memcmp(bytes.data + record, tag, 4) == 0)
            return part(bytes, be32(bytes, record + 8), be32(bytes, record + 12));
    }
    return (Slice){0};
}

// Whole Unicode before the basic plane.
static void choose_letters(LayoutFont *font, Slice table) {
    u32 count = be16(table, 2);
    for (u32 i = 0; i < count; i++) {
        u32 platform = be16(table, 4 + 8 * (usize)i), encoding = be16(table, 6 + 8 * (usize)i);
        Slice letters = rest(table, be32(table, 8 + 8 * (usize)i));
        u32 format = be16(letters, 0);
        bool is_unicode = platform == 0 || (platform == 3 && (encoding == 1 || encoding == 10));
        if (!is_unicode || (format != 4 && format != 12) || format <= font->letters_format)
            continue;
        font->letters = letters;
        font->letters_format = format;
    }
}

// hhea, as FreeType and so browsers on most systems, unless OS/2 says that its own are meant.
static void read_heights(LayoutFont *font, Slice hhea, Slice os2) {
    enum { USE_TYPO_METRICS = 1 << 7 };
    bool is_typo = os2.len >= 74 &&
                   (be16(os2, 62) & USE_TYPO_METRICS || (be16(hhea, 4) == 0 && be16(hhea, 6) == 0));
    font->ascent = is_typo ? be16_signed(os2, 68) : be16_signed(hhea, 4);
    font->descent = is_typo ? -be16_signed(os2, 70) : -be16_signed(hhea, 6);
    font->line_gap = is_typo ? be16_signed(os2, 72) : be16_signed(hhea, 8);
}

// The record of a list (scripts, features) with this tag: the part of `list` that it names.
static Slice tagged(Slice list, const char *tag) {
    u32 count = be16(list, 0);
    for (u32 i = 0; i < count; i++) {
        usize record = 2 + 6 * (usize)i;
        if (record + 6 > list.len) break;
        if (memcmp(list.data + record, tag, 4) == 0) return rest(list, be16(list, record + 4));
    }
    return (Slice){0};
}

// The feature kern of the Latin script's default language, or of the default script.
static Slice kerning_feature(Slice positions) {
    Slice scripts = rest(positions, be16(positions, 4)),
          features = rest(positions, be16(positions, 6));
    Slice script = tagged(scripts, "latn");
    if (script.len == 0) script = tagged(scripts, "DFLT");
    Slice language = rest(script, be16(script, 0));
    u32 count = script.len > 0 ? be16(language, 4) : 0;
    for (u32 i = 0; i < count; i++) {
        usize record = 2 + 6 * (usize)be16(language, 6 + 2 * (usize)i);
        if (record + 6 > features.len || memcmp(features.data + record, "kern", 4) != 0) continue;
        return rest(features, be16(features, record + 4));
    }
    return (Slice){0};
}

Status layout_font_read(Slice bytes, LayoutFont *font) {
    *font = (LayoutFont){.bytes = bytes};
    if (bytes.len < 12) return STATUS_INVALID;
    Slice head = table_of(bytes, "head"), hhea = table_of(bytes, "hhea");
    font->metrics = table_of(bytes, "hmtx");
    font->units_per_em = be16(head, 18);
    font->metric_count = be16(hhea, 34);
    font->glyph_count = be16(table_of(bytes, "maxp"), 4);
    choose_letters(font, table_of(bytes, "cmap"));
    if (font->units_per_em < 16 || font->units_per_em > 16384 || font->metric_count == 0 ||
        font->letters.len == 0) {
        return STATUS_INVALID;
    }
    read_heights(font, hhea, table_of(bytes, "OS/2"));
    font->pairs = table_of(bytes, "GPOS");
    font->kerning = kerning_feature(font->pairs);
    font->has_positions = font->kerning.len > 0;
    if (!font->has_positions) font->pairs = table_of(bytes, "kern");
    return STATUS_OK;
}

// cmap format 4: segments sorted by their last code point.
static u32 glyph_in_segments(Slice letters, u32 code_point) {
    u32 count = be16(letters, 6) / 2, low = 0, high = count;
    usize ends = 14, starts = 16 + 2 * (usize)count, deltas = starts + 2 * (usize)count,
          offsets = deltas + 2 * (usize)count;
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (be16(letters, ends + 2 * (usize)middle) < code_point)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || code_point < be16(letters, starts + 2 * (usize)low)) return 0;
    u32 delta = be16(letters, deltas + 2 * (usize)low),
        offset = be16(letters, offsets + 2 * (usize)low);
    if (offset == 0) return (code_point + delta) & 0xffff;
    u32 index = code_point - be16(letters, starts + 2 * (usize)low);
    u32 glyph = be16(letters, offsets + 2 * (usize)low + offset + 2 * (usize)index);
    return glyph == 0 ? 0 : (glyph + delta) & 0xffff;
}

// cmap format 12: groups of code points.
static u32 glyph_in_groups(Slice letters, u32 code_point) {
    u32 low = 0, high = be32(letters, 12);
    if (high > letters.len / 12) high = (u32)(letters.len / 12);
    while (low < high) {
        u32 middle = (low + high) / 2;
        usize group = 16 + 12 * (usize)middle;
        if (be32(letters, group + 4) < code_point) {
            low = middle + 1;
        } else if (be32(letters, group) > code_point) {
            high = middle;
        } else {
            return be32(letters, group + 8) + code_point - be32(letters, group);
        }
    }
    return 0;
}

u32 layout_font_glyph(const LayoutFont *font, u32 code_point) {
    if (font->letters_format == 12) return glyph_in_groups(font->letters, code_point);
    return code_point > 0xffff ? 0 : glyph_in_segments(font->letters, code_point);
}

i32 layout_font_advance(const LayoutFont *font, u32 glyph) {
    u32 index = glyph < font->metric_count ? glyph : font->metric_count - 1;
    return (i32)be16(font->metrics, 4 * (usize)index);
}

// The place of a glyph in a coverage table, or -1.
static i32 coverage_index(Slice table, u32 glyph) {
    u32 format = be16(table, 0), low = 0, high = be16(table, 2);
    usize entry_bytes = format == 1 ? 2 : 6;
    if (format != 1 && format != 2) return -1;
    while (low < high) {
        u32 middle = (low + high) / 2;
        usize entry = 4 + entry_bytes * middle;
        u32 first = be16(table, entry), last = format == 1 ? first : be16(table, entry + 2);
        if (last < glyph)
            low = middle + 1;
        else if (first > glyph)
            high = middle;
        else
            return (i32)(format == 1 ? middle : be16(table, entry + 4) + glyph - first);
    }
    return -1;
}

static u32 class_of(Slice table, u32 glyph) {
    if (be16(table, 0) == 1) {
        u32 first = be16(table, 2);
        return glyph >= first && glyph - first < be16(table, 4)
                   ? be16(table, 6 + 2 * (usize)(glyph - first))
                   : 0;
    }
    u32 low = 0, high = be16(table, 2);
    while (low < high) {
        u32 middle = (low + high) / 2;
        usize range = 4 + 6 * (usize)middle;
        if (be16(table, range + 2) < glyph)
            low = middle + 1;
        else if (be16(table, range) > glyph)
            high = middle;
        else
            return be16(table, range + 4);
    }
    return 0;
}

static usize value_bytes(u32 format) {
    return 2 * (usize)__builtin_popcount(format & 0xff);
}

// Of a value record: the change of the advance.
static i32 advance_change(Slice table, usize at, u32 format) {
    enum { X_PLACEMENT = 1, Y_PLACEMENT = 2, X_ADVANCE = 4 };
    if (!(format & X_ADVANCE)) return 0;
    return be16_signed(table, at + value_bytes(format & (X_PLACEMENT | Y_PLACEMENT)));
}

// GPOS pair adjustment. False: the pair is not here, and the next subtable is asked.
static bool pair_adjustment(Slice table, u32 left, u32 right, i32 *change) {
    i32 covered = coverage_index(rest(table, be16(table, 2)), left);
    if (covered < 0) return false;
    u32 format = be16(table, 0), formats[2] = {be16(table, 4), be16(table, 6)};
    usize values = value_bytes(formats[0]) + value_bytes(formats[1]);
    if (format == 2) {
        u32 counts[2] = {be16(table, 12), be16(table, 14)};
        u32 row = class_of(rest(table, be16(table, 8)), left),
            column = class_of(rest(table, be16(table, 10)), right);
        if (row >= counts[0] || column >= counts[1]) return false;
        *change =
            advance_change(table, 16 + values * ((usize)row * counts[1] + column), formats[0]);
        return true;
    }
    Slice set = rest(table, be16(table, 10 + 2 * (usize)covered));
    u32 low = 0, high = format == 1 ? be16(set, 0) : 0;
    while (low < high) {
        u32 middle = (low + high) / 2;
        usize record = 2 + (2 + values) * middle;
        u32 second = be16(set, record);
        if (second == right) {
            *change = advance_change(set, record + 2, formats[0]);
            return true;
        }
        if (second < right)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool lookup_pair(Slice lookup, u32 left, u32 right, i32 *change) {
    enum { PAIR = 2, EXTENSION = 9 };
    u32 kind = be16(lookup, 0), count = be16(lookup, 4);
    for (u32 i = 0; i < count; i++) {
        Slice table = rest(lookup, be16(lookup, 6 + 2 * (usize)i));
        u32 own = kind;
        if (kind == EXTENSION) {
            own = be16(table, 2);
            table = rest(table, be32(table, 4));
        }
        if (own == PAIR && pair_adjustment(table, left, right, change)) return true;
    }
    return false;
}

static i32 positions_kerning(const LayoutFont *font, u32 left, u32 right) {
    Slice lookups = rest(font->pairs, be16(font->pairs, 8));
    u32 count = be16(font->kerning, 2);
    i32 total = 0;
    for (u32 i = 0; i < count; i++) {
        i32 change = 0;
        u32 index = be16(font->kerning, 4 + 2 * (usize)i);
        Slice lookup = rest(lookups, be16(lookups, 2 + 2 * (usize)index));
        if (lookup_pair(lookup, left, right, &change)) total += change;
    }
    return total;
}

static i32 table_kerning(Slice table, u32 left, u32 right) {
    enum { HORIZONTAL = 1 };
    u32 count = be16(table, 2);
    usize at = 4;
    for (u32 i = 0; i < count && at < table.len; i++) {
        Slice pairs = rest(table, at);
        u32 coverage = be16(pairs, 4), low = 0, high = be16(pairs, 6);
        u32 wanted = left << 16 | right;
        while (coverage >> 8 == 0 && coverage & HORIZONTAL && low < high) {
            u32 middle = (low + high) / 2;
            u32 pair = be32(pairs, 14 + 6 * (usize)middle);
            if (pair == wanted) return be16_signed(pairs, 18 + 6 * (usize)middle);
            if (pair < wanted)
                low = middle + 1;
            else
                high = middle;
        }
        usize len = be16(pairs, 2);
        at += len > 0 ? len : table.len;
    }
    return 0;
}

i32 layout_font_kerning(const LayoutFont *font, u32 left, u32 right) {
    if (font->pairs.len == 0) return 0;
    return font->has_positions ? positions_kerning(font, left, right)
                               : table_kerning(font->pairs, left, right);
}
