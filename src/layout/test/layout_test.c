#include "layout/layout.h"
#include "layout/text.h"
#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 8 };

typedef struct {
    LayoutNode nodes[NODES];
    Layout layout;
} Fixture;

static u32 add(Fixture *fixture, u32 parent, LayoutStyle style) {
    u32 node = fixture->layout.node_count++;
    LayoutNode *nodes = fixture->nodes;
    nodes[node] = (LayoutNode){.style = style,
                               .parent = parent,
                               .first_child = LAYOUT_NONE,
                               .next_sibling = LAYOUT_NONE,
                               .text = LAYOUT_NONE};
    if (parent == LAYOUT_NONE) return node;
    u32 *last = &nodes[parent].first_child;
    while (*last != LAYOUT_NONE) last = &nodes[*last].next_sibling;
    *last = node;
    return node;
}

static void set_up(Fixture *fixture) {
    memset(fixture, 0, sizeof *fixture);
    fixture->layout.nodes = fixture->nodes;
    fixture->layout.scratch = malloc(layout_scratch_bytes(NODES));
}

static LayoutStyle sized(f32 width, f32 height) {
    LayoutStyle style = layout_style_initial();
    style.size[0] = layout_px(width);
    style.size[1] = layout_px(height);
    return style;
}

static void expect(const Fixture *fixture, u32 node, f32 x, f32 y, f32 width, f32 height) {
    const LayoutNode *box = &fixture->nodes[node];
    f32 want[4] = {x, y, width, height}, have[4] = {box->x, box->y, box->width, box->height};
    for (u32 i = 0; i < 4; i++) {
        if (want[i] - have[i] > 0.01f || have[i] - want[i] > 0.01f) {
            fail_msg("node %u: %g %g %g %g", node, (double)have[0], (double)have[1],
                     (double)have[2], (double)have[3]);
        }
    }
}

TEST(free_space_goes_to_those_that_grow) {
    Fixture fixture;
    set_up(&fixture);
    LayoutStyle row = sized(300, 100);
    row.gap[0] = layout_px(10);
    u32 root = add(&fixture, LAYOUT_NONE, row);
    LayoutStyle grows = sized(40, 20);
    grows.grow = 1;
    u32 first = add(&fixture, root, grows), second = add(&fixture, root, sized(50, 30));
    layout_run(&fixture.layout, 1000, 1000);
    expect(&fixture, first, 0, 0, 240, 20);
    expect(&fixture, second, 250, 0, 50, 30);
    free(fixture.layout.scratch);
}

TEST(a_change_is_seen_and_nothing_else_moves) {
    Fixture fixture;
    set_up(&fixture);
    LayoutStyle column = layout_style_initial();
    column.direction = LAYOUT_COLUMN;
    u32 root = add(&fixture, LAYOUT_NONE, column);
    u32 inner = add(&fixture, root, layout_style_initial());
    u32 leaf = add(&fixture, inner, sized(10, 20)), below = add(&fixture, root, sized(30, 5));
    layout_run(&fixture.layout, 500, 500);
    expect(&fixture, below, 0, 20, 30, 5);
    fixture.nodes[leaf].style.size[1] = layout_px(70);
    layout_run(&fixture.layout, 500, 500);
    expect(&fixture, below, 0, 20, 30, 5);  // nobody said that it changed
    layout_mark_changed(&fixture.layout, leaf);
    layout_run(&fixture.layout, 500, 500);
    expect(&fixture, leaf, 0, 0, 10, 70);
    expect(&fixture, below, 0, 70, 30, 5);
    free(fixture.layout.scratch);
}

TEST(a_relative_shift_does_not_add_up_over_runs) {
    Fixture fixture;
    set_up(&fixture);
    u32 root = add(&fixture, LAYOUT_NONE, sized(100, 100));
    LayoutStyle moved = sized(10, 10);
    moved.position = LAYOUT_RELATIVE;
    moved.inset[0] = layout_px(7);
    u32 child = add(&fixture, root, moved);
    for (u32 i = 0; i < 3; i++) layout_run(&fixture.layout, 500, 500);
    expect(&fixture, child, 7, 0, 10, 10);
    free(fixture.layout.scratch);
}

static Slice small_font(void) {
    static u8 bytes[4096];
    FILE *file = fopen("corpus/font/small", "rb");
    assert_non_null(file);
    usize len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return slice_make(bytes, len);
}

TEST(letters_have_widths_and_pairs_are_kerned) {
    LayoutFont font;
    assert_int_equal(layout_font_read(small_font(), &font), STATUS_OK);
    u32 a = layout_font_glyph(&font, 'A'), v = layout_font_glyph(&font, 'V');
    assert_int_equal(layout_font_advance(&font, a), 600);
    assert_int_equal(layout_font_advance(&font, v), 700);
    assert_int_equal(layout_font_advance(&font, layout_font_glyph(&font, 0x1f600)), 250);
    assert_int_equal(layout_font_kerning(&font, a, v), -80);  // by glyphs
    assert_int_equal(layout_font_kerning(&font, v, a), -40);  // by classes
    assert_int_equal(layout_font_kerning(&font, a, a), 0);
    assert_int_equal(layout_font_glyph(&font, 'z'), 0);
}

TEST(lines_break_where_they_may) {
    LayoutFont font;
    assert_int_equal(layout_font_read(small_font(), &font), STATUS_OK);
    LayoutTextRun run = {
        .text = SLICE_LITERAL("  AA  A\n A "), .font = &font, .font_size = 10, .line_height = 12};
    f32 narrowest, widest, baseline;
    layout_text_widths(&run, 0, &narrowest, &widest);
    assert_float_equal(narrowest, 12, 0.001);
    assert_float_equal(widest, 12 + 2.5 + 6 + 2.5 + 6, 0.001);
    assert_float_equal(layout_text_height(&run, 0, 21, &baseline), 24, 0.001);
    assert_float_equal(baseline, 8 + 1, 0.001);
    run.space = LAYOUT_SPACE_PRE_LINE;
    assert_float_equal(layout_text_height(&run, 0, 100, NULL), 24, 0.001);
    run.text = SLICE_LITERAL("");
    assert_float_equal(layout_text_height(&run, 0, 100, NULL), 0, 0.001);
}

TEST(a_font_cut_anywhere_is_refused_or_measured) {
    Slice whole = small_font();
    for (usize len = 0; len < whole.len; len++) {
        u8 *cut = malloc(len > 0 ? len : 1);  // so that reading behind it is seen
        memcpy(cut, whole.data, len);
        LayoutFont font;
        if (layout_font_read(slice_make(cut, len), &font) == STATUS_OK) {
            LayoutTextRun run = {
                .text = SLICE_LITERAL("AVA A"), .font = &font, .font_size = 10, .line_height = 12};
            f32 narrowest, widest;
            layout_text_widths(&run, 0, &narrowest, &widest);
            assert_true(widest >= narrowest);
        }
        free(cut);
    }
}
