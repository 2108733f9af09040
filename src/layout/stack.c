// A stack: a grid of one cell. The cell fills the container, or grows to its widest and highest
// child.
#include "layout/layout_priv.h"

typedef struct {
    f32 margin[4];
    bool is_auto[4];
    LayoutAlign align[2];
    f32 size[2];
} Place;

static Place place_of(const LayoutStyle *parent, const LayoutStyle *own, f32 cell_width) {
    Place place;
    for (u32 side = 0; side < 4; side++) {
        place.is_auto[side] = own->margin[side].unit == LAYOUT_AUTO;
        place.margin[side] = layout_length_or(own->margin[side], cell_width, 0);
    }
    place.align[0] = own->justify_self ? own->justify_self : parent->justify_items;
    place.align[1] = own->align_self ? own->align_self : parent->align_items;
    for (u32 axis = 0; axis < 2; axis++) {
        if (!place.align[axis]) place.align[axis] = LAYOUT_ALIGN_STRETCH;
    }
    return place;
}

static bool is_left_out(const LayoutStyle *style) {
    return style->display == LAYOUT_HIDDEN || style->position == LAYOUT_ABSOLUTE;
}

// The child's request in a cell of this width; `cell_height` NAN: the cell's height comes from it.
static LayoutRequest request_in(Layout *layout, u32 child, Place *place, f32 cell_width,
                                f32 cell_height) {
    const LayoutStyle *style = &layout->nodes[child].style;
    LayoutFrame frame = layout_frame(style, cell_width);
    f32 available = cell_width - place->margin[0] - place->margin[2];
    f32 width = layout_set_size(style, &frame, 0, cell_width);
    f32 set_height = layout_set_size(style, &frame, 1, cell_height);
    bool has_ratio = style->aspect_ratio > 0 && is_known(set_height);
    if (!is_known(width) && has_ratio) width = set_height * style->aspect_ratio;
    if (!is_known(width)) {
        bool is_filled =
            place->align[0] == LAYOUT_ALIGN_STRETCH && !place->is_auto[0] && !place->is_auto[2];
        width = is_filled ? available : layout_fit_width(layout, child, available, cell_width);
    }
    width = f32_clamp(width, layout_min(style, &frame, 0, cell_width),
                      layout_max(style, 0, cell_width));
    LayoutRequest request = layout_request(style, width, cell_width, cell_height);
    bool is_stretched =
        place->align[1] == LAYOUT_ALIGN_STRETCH && !place->is_auto[1] && !place->is_auto[3];
    if (!is_known(request.height) && is_known(cell_height) && is_stretched) {
        f32 height = cell_height - place->margin[1] - place->margin[3];
        request.height = f32_clamp(height, request.min_height, request.max_height);
        request.is_definite = true;
    }
    return request;
}

static f32 cell_width(Layout *layout, const LayoutNode *self, f32 available) {
    f32 width = available;
    for (u32 child = self->first_child; child != LAYOUT_NONE;
         child = layout->nodes[child].next_sibling) {
        const LayoutStyle *style = &layout->nodes[child].style;
        if (is_left_out(style)) continue;
        f32 narrowest, widest;
        layout_width_range(layout, child, &narrowest, &widest);
        LayoutFrame frame = layout_frame(style, available);
        f32 margins =
            layout_length_or(style->margin[0], 0, 0) + layout_length_or(style->margin[2], 0, 0);
        width = f32_max(width, layout_least_size(style, &frame, 0, narrowest) + margins);
    }
    return width;
}

static void place_child(Layout *layout, u32 child, Place *place, f32 cell[2],
                        const LayoutFrame *frame) {
    LayoutNode *node = &layout->nodes[child];
    f32 size[2] = {node->width, node->height}, position[2];
    for (u32 axis = 0; axis < 2; axis++) {
        f32 free_space = cell[axis] - size[axis] - place->margin[axis] - place->margin[axis + 2];
        f32 before = layout_aligned(place->align[axis], free_space);
        u32 autos = (u32)place->is_auto[axis] + (u32)place->is_auto[axis + 2];
        if (autos > 0) before = place->is_auto[axis] ? f32_max(0, free_space) / (f32)autos : 0;
        position[axis] = frame->start[axis] + place->margin[axis] + before;
    }
    node->flow_x = position[0];
    node->flow_y = position[1];
}

// Of the first child: what a stack stands on beside others.
static f32 first_baseline(Layout *layout, const LayoutNode *self, const f32 cell[2]) {
    u32 child = self->first_child;
    while (child != LAYOUT_NONE && is_left_out(&layout->nodes[child].style))
        child = layout->nodes[child].next_sibling;
    if (child == LAYOUT_NONE) return LAYOUT_UNKNOWN;
    Place place = place_of(&self->style, &layout->nodes[child].style, cell[0]);
    LayoutRequest request = request_in(layout, child, &place, cell[0], cell[1]);
    f32 baseline, height = layout_measure(layout, child, &request, &baseline);
    f32 before =
        layout_aligned(place.align[1], cell[1] - height - place.margin[1] - place.margin[3]);
    return place.margin[1] + before + (is_known(baseline) ? baseline : height);
}

f32 layout_stack(Layout *layout, u32 node, const LayoutRequest *request, bool is_final,
                 f32 *baseline) {
    const LayoutNode *self = &layout->nodes[node];
    const LayoutStyle *style = &self->style;
    LayoutFrame frame = layout_frame(style, request->whole_width);
    f32 cell[2] = {cell_width(layout, self, request->width - frame.total[0]), 0};
    f32 least = 0;
    f32 set_height = is_known(request->height) ? request->height - frame.total[1] : LAYOUT_UNKNOWN;
    f32 definite = request->is_definite ? set_height : LAYOUT_UNKNOWN;
    for (u32 child = self->first_child; child != LAYOUT_NONE;
         child = layout->nodes[child].next_sibling) {
        const LayoutStyle *own = &layout->nodes[child].style;
        if (is_left_out(own)) continue;
        Place place = place_of(style, own, cell[0]);
        LayoutRequest inside = request_in(layout, child, &place, cell[0], LAYOUT_UNKNOWN);
        f32 height = layout_measure(layout, child, &inside, NULL);
        f32 margins = place.margin[1] + place.margin[3];
        LayoutFrame child_frame = layout_frame(own, cell[0]);
        cell[1] = f32_max(cell[1], height + margins);
        least = f32_max(least, layout_least_size(own, &child_frame, 1, height) + margins);
    }

    f32 height = cell[1];
    f32 given =
        is_known(set_height) ? set_height : layout_inside_height(request, frame.total[1], cell[1]);
    cell[1] = f32_max(is_known(definite) ? least : cell[1], given);
    if (baseline) *baseline = first_baseline(layout, self, cell);
    if (!is_final) return height;
    for (u32 child = self->first_child; child != LAYOUT_NONE;
         child = layout->nodes[child].next_sibling) {
        const LayoutStyle *own = &layout->nodes[child].style;
        if (is_left_out(own)) continue;
        Place place = place_of(style, own, cell[0]);
        LayoutRequest inside = request_in(layout, child, &place, cell[0], cell[1]);
        layout_place(layout, child, &inside);
        place_child(layout, child, &place, cell, &frame);
    }
    return height;
}
