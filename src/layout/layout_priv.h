// layout/layout_priv.h — between the files of this room.
//
//   run ─► block (one node: dispatch, answers kept) ─► flex, stack ─► block …
//                          │                               └─► flex_line: how main sizes share the
//                          space └─► content: the two content widths
#pragma once

#include "layout/layout.h"

#define LAYOUT_UNKNOWN __builtin_nanf("")

static inline bool is_known(f32 length) {
    return length == length;
}

static inline f32 f32_max(f32 a, f32 b) {
    return a > b ? a : b;
}

static inline f32 f32_min(f32 a, f32 b) {
    return a < b ? a : b;
}

// CSS: the minimum wins over the maximum.
static inline f32 f32_clamp(f32 value, f32 low, f32 high) {
    return f32_max(f32_min(value, high), low);
}

// What a parent asks of a node: a border box this wide. `height` is NAN where the content decides,
// within `min_height` and `max_height`. `percent_height` is what percentages of children refer to:
// the height, or NAN where that came from content.
typedef struct {
    f32 width, height, min_height, max_height;
    f32 whole_width;  // the container's content box: percentages of margins and paddings refer to
                      // it
    bool is_definite;
} LayoutRequest;

// The height of the content box that content of this height makes, where the content decides.
static inline f32 layout_inside_height(const LayoutRequest *request, f32 frame, f32 height) {
    return f32_clamp(height, request->min_height - frame, request->max_height - frame);
}

// A child while its container is laid out. Sizes are of the border box; arrays by axis of the
// container: [0] is the main axis.
struct LayoutItem {
    u32 node;
    bool is_frozen, is_stretched;
    u8 auto_margins;  // bits: main start, cross start, main end, cross end
    LayoutAlign align;
    f32 margin[4];   // main start, cross start, main end, cross end; auto ones are 0
    f32 frame_main;  // paddings and borders
    f32 base, hypothetical, target;
    f32 min[2], max[2];
    f32 cross;
    f32 baseline;     // from the outer top edge
    f32 position[2];  // of the border box in the container's content box
    f32 violation;
    // Of the first item of a line, for the line; the others have a count of 0.
    u32 line_count;
    f32 line_cross, line_position, line_ascent;
};

// A container's frame: what its borders and paddings take.
typedef struct {
    f32 start[2], total[2];  // by horizontal and vertical
} LayoutFrame;

// -- lengths (sizes.c). `whole` is what percentages refer to; NAN: they are automatic.
f32 layout_length_or(LayoutLength length, f32 whole, f32 otherwise);
f32 layout_length_or_unknown(LayoutLength length, f32 whole);
LayoutFrame layout_frame(const LayoutStyle *style, f32 whole_width);
// The node's own limits along an axis, at least its frame. An automatic minimum counts as 0.
f32 layout_min(const LayoutStyle *style, const LayoutFrame *frame, u32 axis, f32 whole);
f32 layout_max(const LayoutStyle *style, u32 axis, f32 whole);
// The size that style sets along an axis (by itself, or by the ratio from the other, given size),
// or NAN.
f32 layout_set_size(const LayoutStyle *style, const LayoutFrame *frame, u32 axis, f32 whole);

// The least space that a child takes of a grid's cell that cannot grow with it (CSS
// Grid 6.6, 11.5); `content`: its narrowest content with its frame.
f32 layout_least_size(const LayoutStyle *style, const LayoutFrame *frame, u32 axis, f32 content);

// -- content.c
// The content box's narrowest and widest useful width.
void layout_content_widths(Layout *layout, u32 node, f32 *narrowest, f32 *widest);
// The same of the border box, with what style says of its width.
void layout_width_range(Layout *layout, u32 node, f32 *narrowest, f32 *widest);
// The width of a box that takes what it needs and no more than there is (CSS: fit-content), within
// its limits.
f32 layout_fit_width(Layout *layout, u32 node, f32 available, f32 whole_width);

// -- block.c
// The height of the border box, without places. `baseline`: from its top, or NAN; may be NULL.
f32 layout_measure(Layout *layout, u32 node, const LayoutRequest *request, f32 *baseline);
// The same, and places and sizes of everything inside are written.
f32 layout_place(Layout *layout, u32 node, const LayoutRequest *request);
// The request for a child of known width whose container's content box has this height (NAN: not
// known).
LayoutRequest layout_request(const LayoutStyle *style, f32 width, f32 whole_width,
                             f32 whole_height);
// Where free space puts something: a share of it before, for one thing that is aligned.
f32 layout_aligned(LayoutAlign align, f32 free_space);

// -- flex.c, stack.c: the height of the content box. `baseline`: of its first line, from its top;
// NULL: not wanted
f32 layout_flex(Layout *layout, u32 node, const LayoutRequest *request, bool is_final,
                f32 *baseline);
f32 layout_stack(Layout *layout, u32 node, const LayoutRequest *request, bool is_final,
                 f32 *baseline);

// -- flex_items.c
typedef struct {
    Layout *layout;
    u32 node;
    const LayoutStyle *style;
    const LayoutRequest *request;
    LayoutFrame frame;
    u32 main, cross;  // axes: 0 horizontal, 1 vertical
    bool is_block, is_main_mirrored, is_cross_mirrored, is_multi_line;
    f32 inner[2];        // the content box, horizontal and vertical; NAN: from the content
    f32 percent_height;  // what percentages of children's heights refer to, or NAN
    f32 gap[2];          // between items, between lines
    LayoutItem *items;   // in scratch
    u32 count;
    f32 main_space, cross_space;  // once the lines are known
} LayoutFlexBox;

// Collects the children in order, with their bases and limits.
void layout_flex_items(LayoutFlexBox *box);
// An item's request once its main size is known.
LayoutRequest layout_item_request(const LayoutFlexBox *box, const LayoutItem *item);
// START or END for those that ignore a mirrored axis; AUTO becomes `initial`.
LayoutAlign layout_align_plain(LayoutAlign align, bool is_mirrored, LayoutAlign initial);

// -- flex_line.c
// Sets `target` of the items of a line (CSS Flexbox 9.7). `space`: of the content box, gaps taken
// off.
void layout_share_space(LayoutItem *items, u32 count, const LayoutNode *nodes, f32 space,
                        bool is_block);

// -- absolute.c
// Sizes and places the absolutely positioned nodes below node 0.
void layout_place_absolute(Layout *layout, f32 viewport_width, f32 viewport_height);
