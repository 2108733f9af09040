// layout/font.h — how wide a font's letters are, read from an OpenType file (ISO/IEC 14496-22).
//
// Only the tables that measuring needs: head, hhea, hmtx, OS/2, cmap (formats 4 and 12), and pair
// kerning from GPOS (pair adjustment, both formats, also behind extension lookups) or, without
// that, from kern (format 0). The bytes come from outside: each read is checked against the file's
// end, and what is out of bounds counts as absent.
//
// Widths are as browsers take them with subpixel positioning: not hinted, not rounded.
#pragma once

#include "base/slice.h"
#include "base/status.h"

typedef struct {
    Slice bytes;  // borrowed
    u32 units_per_em;
    i32 ascent, descent, line_gap;  // in units; the descent is positive
    u32 glyph_count, metric_count;
    Slice metrics, letters, pairs;  // hmtx, the chosen part of cmap, GPOS or kern
    u32 letters_format;
    bool has_positions;  // `pairs` is GPOS
    Slice kerning;       // its feature
} LayoutFont;

// INVALID: this is no OpenType font, or it lacks what measuring needs. A collection's first font is
// taken.
NODISCARD Status layout_font_read(Slice bytes, LayoutFont *font);

u32 layout_font_glyph(const LayoutFont *font, u32 code_point);  // 0: the font has none
i32 layout_font_advance(const LayoutFont *font, u32 glyph);     // in units
i32 layout_font_kerning(const LayoutFont *font, u32 left, u32 right);
