#include "tools/krait/layout_style.h"

#include "base/bytes.h"
#include "base/vec.h"
#include "text/float_text.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

enum { WORDS_MAX = 8, NAME_BYTES_MAX = 40 };

// One property while it is read.
typedef struct {
    JsonReader *reader;
    const LayoutUnits *units;
    LayoutRules *rules;
    usize at;
    const char *name;
    Slice words[WORDS_MAX];
    u32 word_count;
} Property;

typedef struct {
    const char *word;
    u8 value;
} Keyword;

static const Keyword displays[] = {{"flex", LAYOUT_FLEX},   {"inline-flex", LAYOUT_FLEX},
                                   {"block", LAYOUT_BLOCK}, {"grid", LAYOUT_STACK},
                                   {"none", LAYOUT_HIDDEN}, {NULL, 0}};
static const Keyword directions[] = {{"row", LAYOUT_ROW},
                                     {"row-reverse", LAYOUT_ROW_REVERSE},
                                     {"column", LAYOUT_COLUMN},
                                     {"column-reverse", LAYOUT_COLUMN_REVERSE},
                                     {NULL, 0}};
static const Keyword wraps[] = {{"nowrap", LAYOUT_NOWRAP},
                                {"wrap", LAYOUT_WRAP},
                                {"wrap-reverse", LAYOUT_WRAP_REVERSE},
                                {NULL, 0}};
static const Keyword positions[] = {{"static", LAYOUT_STATIC},
                                    {"relative", LAYOUT_RELATIVE},
                                    {"absolute", LAYOUT_ABSOLUTE},
                                    {NULL, 0}};
static const Keyword overflows[] = {{"visible", 0}, {"clip", 0}, {"hidden", 1},
                                    {"scroll", 1},  {"auto", 1}, {NULL, 0}};
static const Keyword spaces[] = {
    {"normal", LAYOUT_SPACE_NORMAL},     {"nowrap", LAYOUT_SPACE_NOWRAP},
    {"pre", LAYOUT_SPACE_PRE},           {"pre-wrap", LAYOUT_SPACE_PRE_WRAP},
    {"pre-line", LAYOUT_SPACE_PRE_LINE}, {NULL, 0}};
static const Keyword aligns[] = {{"auto", LAYOUT_ALIGN_AUTO},
                                 {"normal", LAYOUT_ALIGN_AUTO},
                                 {"flex-start", LAYOUT_ALIGN_START},
                                 {"flex-end", LAYOUT_ALIGN_END},
                                 {"start", LAYOUT_ALIGN_PLAIN_START},
                                 {"end", LAYOUT_ALIGN_PLAIN_END},
                                 {"left", LAYOUT_ALIGN_PLAIN_START},
                                 {"right", LAYOUT_ALIGN_PLAIN_END},
                                 {"center", LAYOUT_ALIGN_CENTER},
                                 {"stretch", LAYOUT_ALIGN_STRETCH},
                                 {"baseline", LAYOUT_ALIGN_BASELINE},
                                 {"space-between", LAYOUT_ALIGN_SPACE_BETWEEN},
                                 {"space-around", LAYOUT_ALIGN_SPACE_AROUND},
                                 {"space-evenly", LAYOUT_ALIGN_SPACE_EVENLY},
                                 {NULL, 0}};

static void fail(Property *property, const char *what) {
    Bytes text;
    bytes_init(&text, property->reader->arena);
    bytes_format(&text, "%s: %s", property->name, what);
    bytes_push(&text, 0);
    json_fail(property->reader, property->at, (const char *)text.data);
}

static bool word_is(Slice word, const char *text) {
    return slice_equal(word, slice_of_text(text));
}

static bool keyword(Property *property, u32 index, const Keyword *keywords, u32 *value) {
    for (const Keyword *k = keywords; k->word; k++) {
        if (!word_is(property->words[index], k->word)) continue;
        *value = k->value;
        return true;
    }
    fail(property, "a value that is not known here");
    return false;
}

// A number and the unit behind it.
static bool number_and_unit(Slice word, f64 *number, Slice *unit) {
    usize end = 0;
    while (end < word.len) {
        u8 byte = word.data[end];
        bool is_exponent =
            (byte == 'e' || byte == 'E') && end + 1 < word.len &&
            ((word.data[end + 1] >= '0' && word.data[end + 1] <= '9') || word.data[end + 1] == '-');
        bool is_sign = (byte == '-' || byte == '+') &&
                       (end == 0 || word.data[end - 1] == 'e' || word.data[end - 1] == 'E');
        if (!is_exponent && !is_sign && byte != '.' && (byte < '0' || byte > '9')) break;
        end++;
    }
    *unit = slice_from(word, end);
    return end > 0 && text_float_parse(slice_range(word, 0, end), number) && isfinite(*number) &&
           fabs(*number) < 1e9;
}

static bool plain_number(Property *property, u32 index, f32 *value) {
    f64 number;
    Slice unit;
    if (!number_and_unit(property->words[index], &number, &unit) || unit.len > 0) {
        fail(property, "expected a number");
        return false;
    }
    *value = (f32)number;
    return true;
}

static bool length(Property *property, u32 index, LayoutLength *value) {
    Slice word = property->words[index], unit;
    const LayoutUnits *units = property->units;
    f64 number;
    if (word_is(word, "auto")) {
        *value = (LayoutLength){0, LAYOUT_AUTO};
        return true;
    }
    if (word_is(word, "none") || word_is(word, "normal")) {
        *value = (LayoutLength){0};
        return true;
    }
    if (number_and_unit(word, &number, &unit)) {
        const struct {
            const char *unit;
            f32 px;
        } table[] = {{"", 1},
                     {"px", 1},
                     {"em", property->rules->inherited.font_size},
                     {"rem", units->root_font_size},
                     {"vw", units->viewport_width / 100},
                     {"vh", units->viewport_height / 100}};
        if (word_is(unit, "%")) {
            *value = layout_percent((f32)number);
            return true;
        }
        for (usize i = 0; i < COUNT_OF(table); i++) {
            if (!word_is(unit, table[i].unit)) continue;
            *value = layout_px((f32)number * table[i].px);
            return true;
        }
    }
    fail(property, "expected a length (px, %, em, rem, vw, vh or auto)");
    return false;
}

// -- properties. Each kind reads its words into the field at an offset of LayoutStyle.

static LayoutStyle *style_of(Property *property) {
    return &property->rules->style;
}

static void *field(Property *property, usize offset) {
    return (u8 *)style_of(property) + offset;
}

static void read_length(Property *property, usize offset) {
    length(property, 0, field(property, offset));
}

// CSS's order of one to four values: top, right, bottom, left.
static void read_sides(Property *property, usize offset) {
    static const u8 word_of[4][4] = {{0, 0, 0, 0}, {1, 0, 1, 0}, {1, 0, 1, 2}, {3, 0, 1, 2}};
    LayoutLength *sides = field(property, offset);
    if (property->word_count > 4) {
        fail(property, "at most four values");
        return;
    }
    for (u32 side = 0; side < 4; side++)
        length(property, word_of[property->word_count - 1][side], &sides[side]);
}

static void read_pair(Property *property, usize offset) {  // rows, then columns
    LayoutLength *pair = field(property, offset);
    length(property, 0, &pair[1]);
    length(property, property->word_count - 1, &pair[0]);
}

static void read_factor(Property *property, usize offset) {
    f32 value;
    if (!plain_number(property, 0, &value)) return;
    if (value < 0) fail(property, "must not be negative");
    *(f32 *)field(property, offset) = value;
}

static void read_order(Property *property, usize offset) {
    f32 value;
    if (plain_number(property, 0, &value)) *(i32 *)field(property, offset) = (i32)value;
}

// "16 / 9", "1.5", "auto"
static void read_ratio(Property *property, usize offset) {
    f32 *ratio = field(property, offset), width, height = 1;
    *ratio = 0;
    if (word_is(property->words[0], "auto")) return;
    if (!plain_number(property, 0, &width)) return;
    bool has_height = property->word_count == 3 && word_is(property->words[1], "/");
    if (has_height && !plain_number(property, 2, &height)) return;
    if ((property->word_count != 1 && !has_height) || width <= 0 || height <= 0) {
        fail(property, "expected two numbers above 0, as in 16 / 9");
        return;
    }
    *ratio = width / height;
}

static void read_flex(Property *property, usize offset) {
    LayoutStyle *style = style_of(property);
    (void)offset;
    bool is_auto = word_is(property->words[0], "auto"),
         is_none = word_is(property->words[0], "none");
    if (is_auto || is_none) {
        style->grow = style->shrink = is_auto ? 1 : 0;
        style->basis = (LayoutLength){0, LAYOUT_AUTO};
        return;
    }
    style->grow = style->shrink = 1;
    style->basis = layout_px(0);
    u32 numbers = 0;
    for (u32 i = 0; i < property->word_count; i++) {
        f64 number;
        Slice unit;
        bool is_number = number_and_unit(property->words[i], &number, &unit) && unit.len == 0;
        if (is_number && numbers < 2)
            *(numbers++ == 0 ? &style->grow : &style->shrink) = (f32)number;
        else
            length(property, i, &style->basis);
    }
}

static const Keyword *keywords_of(usize offset) {
    switch (offset) {
    case offsetof(LayoutStyle, display): return displays;
    case offsetof(LayoutStyle, direction): return directions;
    case offsetof(LayoutStyle, wrap): return wraps;
    case offsetof(LayoutStyle, position): return positions;
    default: return aligns;
    }
}

static void read_keyword(Property *property, usize offset) {
    u32 value;
    if (keyword(property, 0, keywords_of(offset), &value)) *(u32 *)field(property, offset) = value;
}

// place-items, place-self: the vertical word, then the horizontal one.
static void read_place(Property *property, usize offset) {
    u32 across, along;
    LayoutStyle *style = style_of(property);
    if (!keyword(property, 0, aligns, &across) ||
        !keyword(property, property->word_count - 1, aligns, &along))
        return;
    if (offset == offsetof(LayoutStyle, align_items)) {
        style->align_items = across;
        style->justify_items = along;
    } else {
        style->align_self = across;
        style->justify_self = along;
    }
}

static void read_overflow(Property *property, usize offset) {
    u32 value;
    (void)offset;
    if (keyword(property, 0, overflows, &value)) style_of(property)->is_clipped = value != 0;
}

static void read_flow(Property *property, usize offset) {
    (void)offset;
    for (u32 i = 0; i < property->word_count; i++) {
        u32 value;
        bool is_wrap = slice_starts_with(property->words[i], SLICE_LITERAL("wrap")) ||
                       word_is(property->words[i], "nowrap");
        if (!keyword(property, i, is_wrap ? wraps : directions, &value)) return;
        if (is_wrap)
            style_of(property)->wrap = value;
        else
            style_of(property)->direction = value;
    }
}

// "1px solid red": the width counts.
static void read_border(Property *property, usize offset) {
    LayoutLength *sides = field(property, offset);
    LayoutLength width = {0};
    f64 number;
    Slice unit;
    for (u32 i = 0; i < property->word_count; i++) {
        if (number_and_unit(property->words[i], &number, &unit)) length(property, i, &width);
    }
    for (u32 side = 0; side < 4; side++) sides[side] = width;
}

static void read_box_sizing(Property *property, usize offset) {
    (void)offset;
    if (!word_is(property->words[0], "border-box")) fail(property, "only border-box is supported");
}

static void read_grid_area(Property *property, usize offset) {
    (void)offset;
    for (u32 i = 0; i < property->word_count; i++) {
        if (!word_is(property->words[i], "/") && !word_is(property->words[i], "1")) {
            fail(property, "only the first cell, 1 / 1, is supported");
        }
    }
    property->rules->is_in_first_cell = true;
}

static void read_font_size(Property *property, usize offset) {
    LayoutLength size;
    (void)offset;
    if (!length(property, 0, &size)) return;
    LayoutInherited *inherited = &property->rules->inherited;
    inherited->font_size =
        size.unit == LAYOUT_PERCENT ? inherited->font_size * size.value / 100 : size.value;
}

static void read_line_height(Property *property, usize offset) {
    LayoutInherited *inherited = &property->rules->inherited;
    Slice unit;
    f64 number;
    (void)offset;
    inherited->line_height_factor = 0;
    inherited->line_height = NAN;
    if (word_is(property->words[0], "normal")) return;
    if (number_and_unit(property->words[0], &number, &unit) && unit.len == 0) {
        inherited->line_height_factor = (f32)number;
        return;
    }
    LayoutLength height;
    if (!length(property, 0, &height)) return;
    inherited->line_height =
        height.unit == LAYOUT_PERCENT ? inherited->font_size * height.value / 100 : height.value;
}

static void read_letter_spacing(Property *property, usize offset) {
    LayoutLength spacing;
    (void)offset;
    if (length(property, 0, &spacing)) property->rules->inherited.letter_spacing = spacing.value;
}

static void read_white_space(Property *property, usize offset) {
    u32 value;
    (void)offset;
    if (keyword(property, 0, spaces, &value)) property->rules->inherited.space = value;
}

static void read_nothing(Property *property, usize offset) {
    (void)property;
    (void)offset;
}

typedef struct {
    const char *name;
    void (*read)(Property *property, usize offset);
    usize offset;
} Row;

#define STYLE(field) offsetof(LayoutStyle, field)

// The font size comes first, for lengths in em.
static const Row rows[] = {
    {"font-size", read_font_size, 0},
    {"display", read_keyword, STYLE(display)},
    {"flex-direction", read_keyword, STYLE(direction)},
    {"flex-wrap", read_keyword, STYLE(wrap)},
    {"flex-flow", read_flow, 0},
    {"flex", read_flex, 0},
    {"flex-grow", read_factor, STYLE(grow)},
    {"flex-shrink", read_factor, STYLE(shrink)},
    {"flex-basis", read_length, STYLE(basis)},
    {"order", read_order, STYLE(order)},
    {"justify-content", read_keyword, STYLE(justify_content)},
    {"align-content", read_keyword, STYLE(align_content)},
    {"align-items", read_keyword, STYLE(align_items)},
    {"align-self", read_keyword, STYLE(align_self)},
    {"justify-items", read_keyword, STYLE(justify_items)},
    {"justify-self", read_keyword, STYLE(justify_self)},
    {"place-items", read_place, STYLE(align_items)},
    {"place-self", read_place, STYLE(align_self)},
    {"grid-area", read_grid_area, 0},
    {"gap", read_pair, STYLE(gap)},
    {"row-gap", read_length, STYLE(gap[1])},
    {"column-gap", read_length, STYLE(gap[0])},
    {"width", read_length, STYLE(size[0])},
    {"height", read_length, STYLE(size[1])},
    {"min-width", read_length, STYLE(min_size[0])},
    {"min-height", read_length, STYLE(min_size[1])},
    {"max-width", read_length, STYLE(max_size[0])},
    {"max-height", read_length, STYLE(max_size[1])},
    {"aspect-ratio", read_ratio, STYLE(aspect_ratio)},
    {"margin", read_sides, STYLE(margin)},
    {"margin-left", read_length, STYLE(margin[0])},
    {"margin-top", read_length, STYLE(margin[1])},
    {"margin-right", read_length, STYLE(margin[2])},
    {"margin-bottom", read_length, STYLE(margin[3])},
    {"padding", read_sides, STYLE(padding)},
    {"padding-left", read_length, STYLE(padding[0])},
    {"padding-top", read_length, STYLE(padding[1])},
    {"padding-right", read_length, STYLE(padding[2])},
    {"padding-bottom", read_length, STYLE(padding[3])},
    {"border", read_border, STYLE(border)},
    {"border-width", read_sides, STYLE(border)},
    {"border-left-width", read_length, STYLE(border[0])},
    {"border-top-width", read_length, STYLE(border[1])},
    {"border-right-width", read_length, STYLE(border[2])},
    {"border-bottom-width", read_length, STYLE(border[3])},
    {"position", read_keyword, STYLE(position)},
    {"inset", read_sides, STYLE(inset)},
    {"left", read_length, STYLE(inset[0])},
    {"top", read_length, STYLE(inset[1])},
    {"right", read_length, STYLE(inset[2])},
    {"bottom", read_length, STYLE(inset[3])},
    {"overflow", read_overflow, 0},
    {"overflow-x", read_overflow, 0},
    {"overflow-y", read_overflow, 0},
    {"line-height", read_line_height, 0},
    {"letter-spacing", read_letter_spacing, 0},
    {"white-space", read_white_space, 0},
    {"box-sizing", read_box_sizing, 0},
    // These paint, and take no space.
    {"color", read_nothing, 0},
    {"background", read_nothing, 0},
    {"background-color", read_nothing, 0},
    {"border-color", read_nothing, 0},
    {"border-style", read_nothing, 0},
    {"border-radius", read_nothing, 0},
    {"opacity", read_nothing, 0},
    {"box-shadow", read_nothing, 0},
    {"z-index", read_nothing, 0},
    {"font-family", read_nothing, 0},  // the one of --font
    {"text-align", read_nothing, 0},   // moves letters within their box
};

// "flexGrow" is "flex-grow".
static const Row *row_of(Slice name) {
    char plain[NAME_BYTES_MAX];
    usize len = 0;
    for (usize i = 0; i < name.len && len + 2 < sizeof plain; i++) {
        u8 byte = name.data[i];
        bool is_upper = byte >= 'A' && byte <= 'Z';
        if (is_upper) plain[len++] = '-';
        plain[len++] = (char)(is_upper ? byte + 32 : byte);
    }
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        if (slice_equal(slice_make(plain, len), slice_of_text(rows[i].name))) return &rows[i];
    }
    return NULL;
}

static void split_words(Property *property, Slice text) {
    usize at = 0;
    while (at < text.len && property->word_count < WORDS_MAX) {
        usize start = at;
        while (at < text.len && text.data[at] != ' ' && text.data[at] != '/') at++;
        if (at == start && text.data[at] == '/') at++;
        if (at > start) property->words[property->word_count++] = slice_range(text, start, at);
        while (at < text.len && text.data[at] == ' ') at++;
    }
    if (property->word_count == 0) fail(property, "has no value");
}

typedef struct {
    const Row *row;
    JsonValue value;
} Given;

static void apply(JsonReader *reader, const LayoutUnits *units, LayoutRules *rules,
                  const Given *given) {
    Property property = {.reader = reader,
                         .units = units,
                         .rules = rules,
                         .at = given->value.at,
                         .name = given->row->name};
    split_words(&property, given->value.text);
    if (!reader->error) given->row->read(&property, given->row->offset);
}

void layout_rules_read(JsonReader *reader, const LayoutUnits *units, LayoutRules *rules) {
    JsonValue value;
    Slice name;
    if (!json_value(reader, &value)) return;
    if (value.kind != JSON_OBJECT) {
        json_fail(reader, value.at, "a style is an object");
        return;
    }
    typedef VEC(Given) GivenVec;
    GivenVec all = {0};
    while (json_member(reader, &name)) {
        usize at = reader->at;
        if (!json_value(reader, &value)) return;
        const Row *row = row_of(name);
        if (!row) {
            Bytes text;
            bytes_init(&text, reader->arena);
            bytes_format(&text, "the property '%S' is not supported", &name);
            bytes_push(&text, 0);
            json_fail(reader, at, (const char *)text.data);
            return;
        }
        if (value.kind != JSON_TEXT && value.kind != JSON_NUMBER) {
            json_fail(reader, value.at, "a property's value is a text or a number");
            return;
        }
        *VEC_PUSH(reader->arena, &all) = (Given){row, value};
    }
    // Lengths in em need the font size, wherever it stands.
    for (u32 pass = 0; pass < 2; pass++) {
        for (u32 i = 0; i < all.count && !reader->error; i++) {
            bool is_font_size = all.items[i].row == &rows[0];
            if (is_font_size == (pass == 0)) apply(reader, units, rules, &all.items[i]);
        }
    }
}
