// The widths that content asks for, as browsers compute them: from the children's widths, not from
// their flex bases.
#include "layout/layout_priv.h"

static bool is_row(const LayoutStyle *style) {
    return style->display == LAYOUT_FLEX &&
           (style->direction == LAYOUT_ROW || style->direction == LAYOUT_ROW_REVERSE);
}

// An item that cannot grow is at most as wide as its base, one that cannot shrink at least (CSS
// Flexbox 9.9.1).
static void limit_by_base(Layout *layout, u32 node, bool is_wrapped, f32 *narrowest, f32 *widest) {
    const LayoutStyle *style = &layout->nodes[node].style;
    f32 base = layout_length_or_unknown(style->basis, LAYOUT_UNKNOWN);
    if (!is_known(base)) return;
    LayoutFrame frame = layout_frame(style, 0);
    f32 low = layout_min(style, &frame, 0, LAYOUT_UNKNOWN),
        high = layout_max(style, 0, LAYOUT_UNKNOWN);
    // The automatic minimum holds here, too.
    if (!style->is_clipped && style->min_size[0].unit != LAYOUT_PX) {
        f32 least, most, set = layout_set_size(style, &frame, 0, LAYOUT_UNKNOWN);
        layout_content_widths(layout, node, &least, &most);
        least += frame.total[0];
        low = f32_max(low, f32_min(is_known(set) ? f32_min(set, least) : least, high));
    }
    f32 *sizes[2] = {narrowest, widest};
    base = f32_max(base, frame.total[0]);
    for (u32 i = is_wrapped ? 1 : 0; i < 2; i++) {
        if (style->grow == 0) *sizes[i] = f32_min(*sizes[i], base);
        if (style->shrink == 0) *sizes[i] = f32_max(*sizes[i], base);
        *sizes[i] = f32_clamp(*sizes[i], low, high);
    }
}

static void widths_of_children(Layout *layout, u32 node, f32 *narrowest, f32 *widest) {
    const LayoutStyle *style = &layout->nodes[node].style;
    bool is_side_by_side = is_row(style), is_wrapped = style->wrap != LAYOUT_NOWRAP;
    f32 gap = layout_length_or(style->gap[0], 0, 0);
    u32 count = 0;
    *narrowest = *widest = 0;
    for (u32 child = layout->nodes[node].first_child; child != LAYOUT_NONE;
         child = layout->nodes[child].next_sibling) {
        const LayoutStyle *own = &layout->nodes[child].style;
        if (own->display == LAYOUT_HIDDEN || own->position == LAYOUT_ABSOLUTE) continue;
        f32 low, high;
        layout_width_range(layout, child, &low, &high);
        if (is_side_by_side) limit_by_base(layout, child, is_wrapped, &low, &high);
        if (style->display == LAYOUT_STACK) {
            LayoutFrame frame = layout_frame(own, 0);
            low = layout_least_size(own, &frame, 0, low);
        }
        f32 margins =
            layout_length_or(own->margin[0], 0, 0) + layout_length_or(own->margin[2], 0, 0);
        low += margins;
        high += margins;
        if (is_side_by_side) {
            f32 between = count++ > 0 ? gap : 0;
            *widest += high + between;
            *narrowest = is_wrapped ? f32_max(*narrowest, low) : *narrowest + low + between;
        } else {
            *widest = f32_max(*widest, high);
            *narrowest = f32_max(*narrowest, low);
        }
    }
}

void layout_content_widths(Layout *layout, u32 node, f32 *narrowest, f32 *widest) {
    LayoutNode *self = &layout->nodes[node];
    if (!self->has_content) {
        f32 low = 0, high = 0;
        if (self->text != LAYOUT_NONE) {
            layout->text.widths(layout->text.context, self->text, &low, &high);
        } else if (layout->depth < LAYOUT_DEPTH_MAX) {
            layout->depth++;
            widths_of_children(layout, node, &low, &high);
            layout->depth--;
        }
        self->content_min = low;
        self->content_max = f32_max(low, high);
        self->has_content = true;
    }
    *narrowest = self->content_min;
    *widest = self->content_max;
}

// The height that a row of a set height gives to this node by stretching it, or NAN.
static f32 stretched_height(const Layout *layout, u32 node) {
    const LayoutNode *self = &layout->nodes[node];
    if (self->parent == LAYOUT_NONE) return LAYOUT_UNKNOWN;
    const LayoutStyle *style = &layout->nodes[self->parent].style;
    LayoutAlign align = self->style.align_self ? self->style.align_self : style->align_items;
    bool is_stretched = align == LAYOUT_ALIGN_AUTO || align == LAYOUT_ALIGN_STRETCH;
    if (!is_row(style) || style->wrap != LAYOUT_NOWRAP || !is_stretched) return LAYOUT_UNKNOWN;
    LayoutFrame frame = layout_frame(style, 0);
    f32 margins = layout_length_or(self->style.margin[1], 0, 0) +
                  layout_length_or(self->style.margin[3], 0, 0);
    return layout_set_size(style, &frame, 1, LAYOUT_UNKNOWN) - frame.total[1] - margins;
}

void layout_width_range(Layout *layout, u32 node, f32 *narrowest, f32 *widest) {
    const LayoutStyle *style = &layout->nodes[node].style;
    LayoutFrame frame = layout_frame(style, 0);
    f32 size = layout_set_size(style, &frame, 0, LAYOUT_UNKNOWN);
    if (!is_known(size) && style->aspect_ratio > 0) {
        f32 height = layout_set_size(style, &frame, 1, LAYOUT_UNKNOWN);
        if (!is_known(height)) height = stretched_height(layout, node);
        if (is_known(height)) {
            height = f32_clamp(height, layout_min(style, &frame, 1, LAYOUT_UNKNOWN),
                               layout_max(style, 1, LAYOUT_UNKNOWN));
        }
        size = height * style->aspect_ratio;
    }
    bool is_by_ratio = is_known(size) && style->size[0].unit != LAYOUT_PX;
    if (is_by_ratio && !style->is_clipped && style->min_size[0].unit != LAYOUT_PX) {
        layout_content_widths(layout, node, narrowest, widest);
        size = f32_max(size, *narrowest + frame.total[0]);
    }
    if (is_known(size)) {
        *narrowest = *widest = size;
    } else {
        layout_content_widths(layout, node, narrowest, widest);
        *narrowest += frame.total[0];
        *widest += frame.total[0];
    }
    f32 low = layout_min(style, &frame, 0, LAYOUT_UNKNOWN);
    f32 high = layout_max(style, 0, LAYOUT_UNKNOWN);
    if (style->aspect_ratio > 0 && !is_known(layout_set_size(style, &frame, 0, LAYOUT_UNKNOWN))) {
        // Limits of the height limit the width, too (CSS Sizing 4, 5.1).
        high = f32_min(high, layout_max(style, 1, LAYOUT_UNKNOWN) * style->aspect_ratio);
        low = f32_max(low, layout_min(style, &frame, 1, LAYOUT_UNKNOWN) * style->aspect_ratio);
    }
    *narrowest = f32_clamp(*narrowest, low, high);
    *widest = f32_clamp(*widest, low, high);
}

f32 layout_fit_width(Layout *layout, u32 node, f32 available, f32 whole_width) {
    f32 narrowest, widest;
    layout_content_widths(layout, node, &narrowest, &widest);
    LayoutFrame frame = layout_frame(&layout->nodes[node].style, whole_width);
    return f32_clamp(available, narrowest + frame.total[0], widest + frame.total[0]);
}
