#include "layout/layout_priv.h"

usize layout_scratch_bytes(u32 node_count) {
    return (usize)node_count * sizeof(LayoutItem);
}

// Hidden nodes, and all below them, have no box.
static void hide(Layout *layout) {
    for (u32 i = 0; i < layout->node_count; i++) {
        LayoutNode *node = &layout->nodes[i];
        node->is_hidden = node->style.display == LAYOUT_HIDDEN ||
                          (node->parent != LAYOUT_NONE && layout->nodes[node->parent].is_hidden);
        if (node->is_hidden) node->flow_x = node->flow_y = node->width = node->height = 0;
    }
}

// How far `position: relative` moves a node; nothing else notices (CSS Position 3, section 3.3).
static void shift_of(const Layout *layout, const LayoutNode *node, f32 move[2]) {
    f32 whole[2] = {LAYOUT_UNKNOWN, LAYOUT_UNKNOWN};
    if (node->parent != LAYOUT_NONE) {
        const LayoutNode *parent = &layout->nodes[node->parent];
        LayoutFrame frame = layout_frame(&parent->style, parent->placed.whole_width);
        whole[0] = parent->width - frame.total[0];
        whole[1] = parent->placed.percent_height - frame.total[1];
    }
    for (u32 axis = 0; axis < 2; axis++) {
        f32 end = layout_length_or(node->style.inset[axis + 2], whole[axis], 0);
        move[axis] = layout_length_or(node->style.inset[axis], whole[axis], -end);
    }
}

static void write_places(Layout *layout) {
    for (u32 i = 0; i < layout->node_count; i++) {
        LayoutNode *node = &layout->nodes[i];
        f32 move[2] = {0, 0};
        if (node->style.position == LAYOUT_RELATIVE && !node->is_hidden)
            shift_of(layout, node, move);
        node->x = node->flow_x + move[0];
        node->y = node->flow_y + move[1];
    }
}

void layout_run(Layout *layout, f32 viewport_width, f32 viewport_height) {
    if (layout->node_count == 0) return;
    layout->item_count = layout->depth = 0;
    hide(layout);
    LayoutNode *root = &layout->nodes[0];
    const LayoutStyle *style = &root->style;
    if (root->is_hidden) return;
    LayoutFrame frame = layout_frame(style, viewport_width);
    f32 margins[4];
    for (u32 side = 0; side < 4; side++)
        margins[side] = layout_length_or(style->margin[side], viewport_width, 0);
    f32 width = layout_set_size(style, &frame, 0, viewport_width);
    f32 height = layout_set_size(style, &frame, 1, viewport_height);
    if (!is_known(width) && style->aspect_ratio > 0) width = height * style->aspect_ratio;
    if (!is_known(width)) width = viewport_width - margins[0] - margins[2];
    width = f32_clamp(width, layout_min(style, &frame, 0, viewport_width),
                      layout_max(style, 0, viewport_width));
    LayoutRequest request = layout_request(style, width, viewport_width, viewport_height);
    layout_place(layout, 0, &request);
    root->flow_x = margins[0];
    root->flow_y = margins[1];
    layout_place_absolute(layout, viewport_width, viewport_height);
    write_places(layout);
}

void layout_mark_changed(Layout *layout, u32 node) {
    while (node != LAYOUT_NONE) {
        LayoutNode *changed = &layout->nodes[node];
        changed->has_content = changed->is_placed = false;
        changed->answer_count = changed->answer_next = 0;
        node = changed->parent;
    }
}
