// layout/text.h — the lines of a text: widths and heights for layout_run, from a font's letters.
//
// Lines break at spaces, after hyphens and dashes, and between ideographs (the part of UAX #14 that
// Latin, Greek, Cyrillic, Chinese and Japanese text needs); runs of white space are one space, as
// in CSS `white-space: normal`. Letters that the font does not have are as wide as its glyph 0.
#pragma once

#include "layout/font.h"
#include "layout/layout.h"

typedef enum {
    LAYOUT_SPACE_NORMAL,
    LAYOUT_SPACE_NOWRAP,
    LAYOUT_SPACE_PRE,
    LAYOUT_SPACE_PRE_WRAP,
    LAYOUT_SPACE_PRE_LINE,
} LayoutSpace;

typedef struct {
    Slice text;              // borrowed, UTF-8; broken sequences count as U+FFFD
    const LayoutFont *font;  // borrowed
    f32 font_size, letter_spacing;
    f32 line_height;  // px; NAN: the font's own
    LayoutSpace space;
} LayoutTextRun;

// Callbacks of LayoutText whose context is an array of runs.
void layout_text_widths(void *runs, u32 text, f32 *narrowest, f32 *widest);
f32 layout_text_height(void *runs, u32 text, f32 width, f32 *baseline);
