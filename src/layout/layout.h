// layout/layout.h — boxes from styles: the part of CSS that user interfaces are made of.
//
//   tree of LayoutNode ── layout_run ──►  x, y, width, height of each node, relative to its
//   parent's border box
//        │  text leaves
//        └── LayoutText: narrowest and widest width, height at a width (layout/text.h, or the
//        caller's own)
//
// One pass downwards: a node's width is always known before its inside is laid out, only its height
// may come from there. What a parent asks before it knows the width are the two content widths,
// which do not depend on where the node is. Both answers are kept in the node until it or something
// below it changes, so a second run costs what changed.
//
// It follows CSS Flexbox Level 1 (section 9) and CSS Align, with `box-sizing: border-box`, left to
// right and top to bottom; `grid` is the one cell of a stack (CSS Grid with all children in 1/1);
// `block` stacks children without collapsing their margins. Lengths are CSS pixels. No memory is
// taken: the caller gives nodes and scratch space.
#pragma once

#include "base/types.h"

#define LAYOUT_NONE UINT32_MAX  // no node, no text

enum {
    LAYOUT_DEPTH_MAX = 512,  // a deeper node has no size: each level takes stack
    LAYOUT_ANSWER_COUNT = 4,
};

typedef enum { LAYOUT_UNSET, LAYOUT_PX, LAYOUT_PERCENT, LAYOUT_AUTO } LayoutUnit;

// Zeroed: the property's initial value. AUTO differs from it for margins alone, where it takes free
// space.
typedef struct {
    f32 value;
    LayoutUnit unit;
} LayoutLength;

typedef enum { LAYOUT_FLEX, LAYOUT_BLOCK, LAYOUT_STACK, LAYOUT_HIDDEN } LayoutDisplay;
typedef enum {
    LAYOUT_ROW,
    LAYOUT_ROW_REVERSE,
    LAYOUT_COLUMN,
    LAYOUT_COLUMN_REVERSE
} LayoutDirection;
typedef enum { LAYOUT_NOWRAP, LAYOUT_WRAP, LAYOUT_WRAP_REVERSE } LayoutWrap;
typedef enum { LAYOUT_STATIC, LAYOUT_RELATIVE, LAYOUT_ABSOLUTE } LayoutPosition;

// One vocabulary for justify-content, align-content, align-items, align-self and, in a stack,
// justify-items.
typedef enum {
    LAYOUT_ALIGN_AUTO,  // align-self: the parent's; elsewhere: the property's initial value
    LAYOUT_ALIGN_START,
    LAYOUT_ALIGN_END,
    LAYOUT_ALIGN_CENTER,
    LAYOUT_ALIGN_STRETCH,
    LAYOUT_ALIGN_BASELINE,
    LAYOUT_ALIGN_SPACE_BETWEEN,
    LAYOUT_ALIGN_SPACE_AROUND,
    LAYOUT_ALIGN_SPACE_EVENLY,
    // These two ignore a reversed direction, which START and END follow (CSS: flex-start,
    // flex-end).
    LAYOUT_ALIGN_PLAIN_START,
    LAYOUT_ALIGN_PLAIN_END,
} LayoutAlign;

// Arrays of two go by axis: 0 horizontal, 1 vertical. Arrays of four are left, top, right, bottom.
typedef struct {
    LayoutDisplay display;
    LayoutDirection direction;
    LayoutWrap wrap;
    LayoutPosition position;
    LayoutAlign justify_content, align_content, align_items, align_self, justify_items,
        justify_self;
    bool is_clipped;  // overflow is not visible: the automatic minimum size is 0
    f32 grow, shrink;
    LayoutLength basis;
    LayoutLength size[2], min_size[2], max_size[2];
    LayoutLength margin[4], padding[4], border[4], inset[4];
    LayoutLength gap[2];  // between columns, between rows
    f32 aspect_ratio;     // width over height; 0: none
    i32 order;
} LayoutStyle;

// A height that was asked for a width.
typedef struct {
    f32 width, whole_width, min_height, max_height, asked_height,
        percent_height;    // the question; NAN: automatic, indefinite
    f32 height, baseline;  // the answer; the baseline where it was asked for
    bool has_baseline;
} LayoutAnswer;

typedef struct {
    LayoutStyle style;
    u32 parent, first_child, next_sibling;  // indices of nodes, or LAYOUT_NONE
    u32 text;                               // the caller's number of a text, or LAYOUT_NONE
    f32 x, y, width, height;                // the result; all 0 where nothing is shown

    // What is remembered between runs; zeroed: nothing.
    f32 flow_x, flow_y;  // before `position: relative` moves it
    f32 content_min, content_max;
    LayoutAnswer answers[LAYOUT_ANSWER_COUNT];
    LayoutAnswer placed;  // the question that the children's places answer
    u8 answer_count, answer_next;
    bool has_content, is_placed, is_hidden;
} LayoutNode;

// How text takes space. Widths are of the content box; `baseline` is from the first line's top.
typedef struct {
    void *context;
    void (*widths)(void *context, u32 text, f32 *narrowest, f32 *widest);
    f32 (*height)(void *context, u32 text, f32 width, f32 *baseline);
} LayoutText;

typedef struct LayoutItem LayoutItem;  // layout_priv.h

typedef struct {
    LayoutNode *nodes;  // borrowed; a parent comes before its children
    u32 node_count;
    LayoutText text;  // borrowed
    void *scratch;    // borrowed: layout_scratch_bytes(node_count), aligned to 16 bytes
    u32 item_count;   // of the scratch items in use
    u32 depth;
} Layout;

// CSS's initial values, with `display: flex`.
LayoutStyle layout_style_initial(void);

usize layout_scratch_bytes(u32 node_count);

// Lays out the tree below node 0 in a viewport of this size; its own position is its margin.
void layout_run(Layout *layout, f32 viewport_width, f32 viewport_height);

// After a change of the node's style, text or children.
void layout_mark_changed(Layout *layout, u32 node);

static inline LayoutLength layout_px(f32 value) {
    return (LayoutLength){value, LAYOUT_PX};
}

static inline LayoutLength layout_percent(f32 value) {
    return (LayoutLength){value, LAYOUT_PERCENT};
}
