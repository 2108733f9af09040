// tools/krait/layout_style.h — CSS names and values to a LayoutStyle and what texts take from their
// ancestors.
#pragma once

#include "base/json.h"
#include "layout/layout.h"
#include "layout/text.h"

typedef struct {
    f32 root_font_size, viewport_width, viewport_height;
} LayoutUnits;

// What a node hands on to its children.
typedef struct {
    f32 font_size, letter_spacing;
    f32 line_height;         // px; NAN: the font's own
    f32 line_height_factor;  // instead of line_height where it is not 0: times the font size
    LayoutSpace space;
} LayoutInherited;

typedef struct {
    LayoutStyle style;
    LayoutInherited inherited;
    bool is_in_first_cell;  // grid-area: 1 / 1
} LayoutRules;

// Reads a JSON object of properties, in camelCase or with hyphens, into `rules`, which holds what
// is inherited and the initial values. An error names the property.
void layout_rules_read(JsonReader *reader, const LayoutUnits *units, LayoutRules *rules);
