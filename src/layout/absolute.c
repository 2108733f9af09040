// Absolutely positioned nodes (CSS Position 3, section 4): after everything that is in the flow,
// parents first.
#include "layout/layout_priv.h"

typedef struct {
    f32 x, y, width,
        height;  // the padding box of the containing block, relative to the node's parent
} Frame;

// The nearest positioned ancestor's padding box, or the viewport.
static Frame frame_of(const Layout *layout, u32 node, f32 viewport_width, f32 viewport_height) {
    f32 x = 0, y = 0;
    u32 ancestor = layout->nodes[node].parent;
    while (ancestor != LAYOUT_NONE && layout->nodes[ancestor].style.position == LAYOUT_STATIC) {
        x -= layout->nodes[ancestor].flow_x;
        y -= layout->nodes[ancestor].flow_y;
        ancestor = layout->nodes[ancestor].parent;
    }
    if (ancestor == LAYOUT_NONE) return (Frame){x, y, viewport_width, viewport_height};
    const LayoutNode *block = &layout->nodes[ancestor];
    f32 border[4];
    for (u32 side = 0; side < 4; side++)
        border[side] = f32_max(0, layout_length_or(block->style.border[side], 0, 0));
    return (Frame){x + border[0], y + border[1], f32_max(0, block->width - border[0] - border[2]),
                   f32_max(0, block->height - border[1] - border[3])};
}

// Where the node would stand as its parent's only child: what automatic insets mean.
static void static_place(const Layout *layout, u32 node, const f32 outer[2], f32 place[2]) {
    const LayoutNode *parent = &layout->nodes[layout->nodes[node].parent];
    const LayoutStyle *style = &parent->style, *own = &layout->nodes[node].style;
    LayoutFrame frame = layout_frame(style, parent->placed.whole_width);
    f32 inner[2] = {parent->width - frame.total[0], parent->height - frame.total[1]};
    bool is_stack = style->display == LAYOUT_STACK;
    bool is_column = style->display == LAYOUT_BLOCK || style->direction >= LAYOUT_COLUMN;
    u32 main = is_column ? 1 : 0;
    bool is_mirrored =
        style->direction == LAYOUT_ROW_REVERSE || style->direction == LAYOUT_COLUMN_REVERSE;
    LayoutAlign align[2];
    LayoutAlign self = own->align_self ? own->align_self : style->align_items;
    align[main] = layout_align_plain(style->justify_content, is_mirrored, LAYOUT_ALIGN_START);
    align[1 - main] =
        layout_align_plain(self, style->wrap == LAYOUT_WRAP_REVERSE, LAYOUT_ALIGN_START);
    bool is_flipped[2] = {false, false};
    is_flipped[main] = is_mirrored;
    is_flipped[1 - main] = style->wrap == LAYOUT_WRAP_REVERSE;
    if (is_stack) {
        align[0] = layout_align_plain(own->justify_self ? own->justify_self : style->justify_items,
                                      false, LAYOUT_ALIGN_START);
        align[1] = layout_align_plain(self, false, LAYOUT_ALIGN_START);
        is_flipped[0] = is_flipped[1] = false;
    }
    for (u32 axis = 0; axis < 2; axis++) {
        f32 free_space = inner[axis] - outer[axis], before = 0;
        LayoutAlign word = align[axis];
        if (style->display == LAYOUT_BLOCK) word = LAYOUT_ALIGN_START;
        if (word == LAYOUT_ALIGN_SPACE_AROUND || word == LAYOUT_ALIGN_SPACE_EVENLY) {
            before = free_space > 0 ? free_space / 2 : 0;
        } else {
            before = layout_aligned(word, free_space);
        }
        place[axis] = frame.start[axis] + (is_flipped[axis] ? free_space - before : before);
    }
}

static LayoutAlign own_align(const LayoutStyle *style, u32 axis) {
    return axis == 0 ? style->justify_self : style->align_self;
}

static bool is_aligned(const LayoutStyle *style, u32 axis) {
    LayoutAlign align = own_align(style, axis);
    return align != LAYOUT_ALIGN_AUTO && align != LAYOUT_ALIGN_STRETCH;
}

// The size along an axis: set, or between two insets; NAN where the content decides.
static f32 axis_size(const LayoutStyle *style, const LayoutFrame *own, const Frame *block,
                     u32 axis) {
    f32 whole = axis == 0 ? block->width : block->height;
    f32 size = layout_set_size(style, own, axis, whole);
    if (is_known(size)) return size;
    f32 start = layout_length_or_unknown(style->inset[axis], whole),
        end = layout_length_or_unknown(style->inset[axis + 2], whole);
    f32 margins = layout_length_or(style->margin[axis], block->width, 0) +
                  layout_length_or(style->margin[axis + 2], block->width, 0);
    // Aligned between two insets, a box is as large as its content.
    if (is_aligned(style, axis)) return LAYOUT_UNKNOWN;
    return whole - start - end - margins;  // NAN if an inset is automatic
}

// From the insets, or where it would stand; automatic margins share what a box between two insets
// leaves.
static f32 axis_place(const LayoutStyle *style, const Frame *block, u32 axis, f32 size,
                      f32 otherwise) {
    f32 whole = axis == 0 ? block->width : block->height, origin = axis == 0 ? block->x : block->y;
    f32 start = layout_length_or_unknown(style->inset[axis], whole),
        end = layout_length_or_unknown(style->inset[axis + 2], whole);
    f32 before = layout_length_or(style->margin[axis], block->width, 0);
    f32 after = layout_length_or(style->margin[axis + 2], block->width, 0);
    bool is_auto[2] = {style->margin[axis].unit == LAYOUT_AUTO,
                       style->margin[axis + 2].unit == LAYOUT_AUTO};
    if (is_known(start) && is_known(end) && (is_auto[0] || is_auto[1])) {
        f32 left = whole - start - end - size - before - after;
        if (is_auto[0]) before = is_auto[1] ? (left > 0 || axis == 1 ? left / 2 : 0) : left;
    }
    if (is_known(start) && is_known(end) && is_aligned(style, axis) && !is_auto[0] && !is_auto[1]) {
        LayoutAlign align = layout_align_plain(own_align(style, axis), false, LAYOUT_ALIGN_START);
        before += layout_aligned(align, whole - start - end - size - before - after);
    }
    if (is_known(start)) return origin + start + before;
    if (is_known(end)) return origin + whole - end - after - size;
    return otherwise + before;
}

static void place_one(Layout *layout, u32 index, f32 viewport_width, f32 viewport_height) {
    LayoutNode *node = &layout->nodes[index];
    const LayoutStyle *style = &node->style;
    Frame block = frame_of(layout, index, viewport_width, viewport_height);
    LayoutFrame own = layout_frame(style, block.width);
    f32 width = axis_size(style, &own, &block, 0), height = axis_size(style, &own, &block, 1);
    f32 margins[2];
    for (u32 axis = 0; axis < 2; axis++) {
        margins[axis] = layout_length_or(style->margin[axis], block.width, 0) +
                        layout_length_or(style->margin[axis + 2], block.width, 0);
    }
    bool is_width_set = is_known(layout_set_size(style, &own, 0, block.width));
    f32 set_height = layout_set_size(style, &own, 1, block.height);
    if (!is_width_set && style->aspect_ratio > 0 && is_known(set_height)) {
        width = set_height * style->aspect_ratio;
    }
    if (!is_known(width)) {
        f32 insets = layout_length_or(style->inset[0], block.width, 0) +
                     layout_length_or(style->inset[2], block.width, 0);
        width = layout_fit_width(layout, index, f32_max(0, block.width - margins[0] - insets),
                                 block.width);
    }
    f32 low = layout_min(style, &own, 0, block.width);
    if (style->aspect_ratio > 0 && style->size[0].unit == LAYOUT_UNSET) {
        low = f32_max(low, layout_min(style, &own, 1, block.height) * style->aspect_ratio);
    }
    width = f32_clamp(width, low, layout_max(style, 0, block.width));
    LayoutRequest request = layout_request(style, width, block.width, block.height);
    if (is_known(height)) {
        request.height = f32_clamp(height, request.min_height, request.max_height);
        request.is_definite = true;
    }
    layout_place(layout, index, &request);
    f32 outer[2] = {node->width + margins[0], node->height + margins[1]}, otherwise[2];
    static_place(layout, index, outer, otherwise);
    node->flow_x = axis_place(style, &block, 0, node->width, otherwise[0]);
    node->flow_y = axis_place(style, &block, 1, node->height, otherwise[1]);
}

void layout_place_absolute(Layout *layout, f32 viewport_width, f32 viewport_height) {
    for (u32 i = 1; i < layout->node_count; i++) {
        const LayoutNode *node = &layout->nodes[i];
        if (node->style.position != LAYOUT_ABSOLUTE || node->is_hidden) continue;
        place_one(layout, i, viewport_width, viewport_height);
    }
}
