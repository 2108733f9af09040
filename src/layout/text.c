#include "layout/text.h"

// Where a text is read, and the line so far.
typedef struct {
    const LayoutTextRun *run;
    usize at;
    f32 scale;       // px of a font unit
    u32 last_glyph;  // 0 at a line's start: nothing to kern with
    u32 last_letter;
} Reader;

enum { ZERO_WIDTH_SPACE = 0x200b, NO_BREAK_SPACE = 0xa0, END_OF_TEXT = 0x110000 };

static u32 next_letter(Reader *reader) {
    Slice text = reader->run->text;
    if (reader->at >= text.len) return END_OF_TEXT;
    u32 byte = text.data[reader->at++];
    if (byte < 0x80) return byte;
    u32 more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    if (byte < 0xc2 || byte > 0xf4 || text.len - reader->at < more) return 0xfffd;
    u32 letter = byte & (0x3fu >> more);
    for (u32 i = 0; i < more; i++) {
        u32 next = text.data[reader->at + i];
        if ((next & 0xc0) != 0x80) return 0xfffd;
        letter = letter << 6 | (next & 0x3f);
    }
    reader->at += more;
    return letter;
}

static bool is_space(u32 letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r' || letter == '\f';
}

static bool is_ideograph(u32 letter) {
    return (letter >= 0x2e80 && letter <= 0x2fdf) || (letter >= 0x3041 && letter <= 0x30ff) ||
           (letter >= 0x3400 && letter <= 0x9fff) || (letter >= 0xac00 && letter <= 0xd7af) ||
           (letter >= 0xf900 && letter <= 0xfaff) || (letter >= 0x20000 && letter <= 0x3ffff);
}

// Punctuation that must not begin a line.
static bool is_closing(u32 letter) {
    switch (letter) {  // table:
    case '!':
    case ')':
    case ',':
    case '.':
    case ':':
    case ';':
    case '?':
    case ']':
    case '}':
    case '%':
    case 0x3001:
    case 0x3002:
    case 0x300d:
    case 0x300f:
    case 0x3011:
    case 0xff01:
    case 0xff09:
    case 0xff0c:
    case 0xff0e:
    case 0xff1a:
    case 0xff1b:
    case 0xff1f:
    case 0x2019:
    case 0x201d:
    case 0x2026: return true;
    default: return false;
    }
}

// Whether a line may break between two letters, neither of them a space.
static bool is_break(u32 before, u32 after) {
    if (before == ZERO_WIDTH_SPACE || before == 0x2014 || after == 0x2014) return true;
    if (before == '-' || before == 0x2010 || before == 0x2013)
        return !is_closing(after) && after != '-';
    if (is_closing(after)) return false;
    bool is_opening = before == 0x300c || before == 0x300e || before == 0x3010 ||
                      before == 0xff08 || before == '(';
    return (is_ideograph(before) || is_ideograph(after)) && !is_opening &&
           before != NO_BREAK_SPACE && after != NO_BREAK_SPACE;
}

// How much wider the line gets by a letter.
static f32 letter_width(Reader *reader, u32 letter) {
    const LayoutTextRun *run = reader->run;
    if (letter == ZERO_WIDTH_SPACE) return 0;
    u32 glyph = layout_font_glyph(run->font, letter == '\t' || letter == '\n' ? ' ' : letter);
    i32 units = layout_font_advance(run->font, glyph);
    if (reader->last_glyph != 0 && run->letter_spacing == 0) {
        units += layout_font_kerning(run->font, reader->last_glyph, glyph);
    }
    reader->last_glyph = glyph;
    return (f32)units * reader->scale + run->letter_spacing;
}

static Reader reader_at(const LayoutTextRun *run, usize at) {
    return (Reader){.run = run, .at = at, .scale = run->font_size / (f32)run->font->units_per_em};
}

static bool keeps_spaces(LayoutSpace space) {
    return space == LAYOUT_SPACE_PRE || space == LAYOUT_SPACE_PRE_WRAP;
}

static bool keeps_lines(LayoutSpace space) {
    return keeps_spaces(space) || space == LAYOUT_SPACE_PRE_LINE;
}

static bool wraps(LayoutSpace space) {
    return space != LAYOUT_SPACE_NOWRAP && space != LAYOUT_SPACE_PRE;
}

typedef struct {
    f32 width;   // without spaces that hang at its end
    usize next;  // where the next line begins
    bool is_last;
} Line;

// Takes one line from `start`: as much as fits into `limit`, at least one unbreakable piece.
static Line take_line(const LayoutTextRun *run, usize start, f32 limit) {
    Reader reader = reader_at(run, start);
    f32 pen = 0, solid = 0;  // with and without the spaces at the end
    Line best = {0};         // up to the last opportunity
    bool has_best = false, is_after_space = true, was_space = false;
    u32 last = 0;
    for (;;) {
        usize before = reader.at;
        u32 letter = next_letter(&reader);
        if (letter == END_OF_TEXT) break;
        if (letter == '\n' && keeps_lines(run->space)) return (Line){solid, reader.at, false};
        if (is_space(letter)) {
            if (is_after_space && !keeps_spaces(run->space)) continue;
            pen += letter_width(&reader, ' ');
            is_after_space = was_space = true;
            if (keeps_spaces(run->space) && !wraps(run->space)) solid = pen;
            continue;
        }
        bool may_break = solid > 0 && wraps(run->space) && (was_space || is_break(last, letter));
        if (may_break) {
            best = (Line){solid, before, false};
            has_best = true;
        }
        pen += letter_width(&reader, letter);
        if (has_best && wraps(run->space) && pen > limit + 1.0f / 64) return best;
        solid = pen;
        is_after_space = was_space = false;
        last = letter;
    }
    return (Line){solid, run->text.len, true};
}

void layout_text_widths(void *runs, u32 text, f32 *narrowest, f32 *widest) {
    const LayoutTextRun *run = &((const LayoutTextRun *)runs)[text];
    *narrowest = *widest = 0;
    Line line = {0};
    while (!line.is_last) {
        line = take_line(run, line.next, 0);
        *narrowest = line.width > *narrowest ? line.width : *narrowest;
    }
    line = (Line){0};
    while (!line.is_last) {
        line = take_line(run, line.next, __builtin_inff());
        *widest = line.width > *widest ? line.width : *widest;
    }
}

static f32 rounded(f32 value) {
    return (f32)(i32)(value + 0.5f);
}

f32 layout_text_height(void *runs, u32 text, f32 width, f32 *baseline) {
    const LayoutTextRun *run = &((const LayoutTextRun *)runs)[text];
    f32 scale = run->font_size / (f32)run->font->units_per_em;
    // Browsers round each to whole pixels.
    f32 ascent = rounded((f32)run->font->ascent * scale),
        descent = rounded((f32)run->font->descent * scale);
    f32 own = ascent + descent + (f32)run->font->line_gap * scale;
    f32 line_height = run->line_height == run->line_height ? run->line_height : own;
    if (baseline) *baseline = ascent + (line_height - ascent - descent) / 2;
    u32 count = 0;
    Line line = {0};
    while (!line.is_last) {
        line = take_line(run, line.next, width);
        count += !(line.is_last && line.width == 0);  // the end of the text alone is no line
    }
    return (f32)count * line_height;
}
