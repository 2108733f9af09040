// The items of a flex container: which children, in which order, how large before the space is
// shared (CSS Flexbox 9.1 to 9.2, 4.5 for the automatic minimum).
#include "layout/layout_priv.h"

LayoutAlign layout_align_plain(LayoutAlign align, bool is_mirrored, LayoutAlign initial) {
    if (align == LAYOUT_ALIGN_PLAIN_START)
        return is_mirrored ? LAYOUT_ALIGN_END : LAYOUT_ALIGN_START;
    if (align == LAYOUT_ALIGN_PLAIN_END) return is_mirrored ? LAYOUT_ALIGN_START : LAYOUT_ALIGN_END;
    return align == LAYOUT_ALIGN_AUTO ? initial : align;
}

static void read_margins(const LayoutFlexBox *box, LayoutItem *item, const LayoutStyle *style) {
    u32 start[2] = {box->main + (box->is_main_mirrored ? 2 : 0),
                    box->cross + (box->is_cross_mirrored ? 2 : 0)};
    for (u32 axis = 0; axis < 2; axis++) {
        u32 sides[2] = {start[axis], start[axis] ^ 2};
        for (u32 end = 0; end < 2; end++) {
            const LayoutLength *margin = &style->margin[sides[end]];
            u32 place = axis + 2 * end;
            bool is_auto = margin->unit == LAYOUT_AUTO && !(box->is_block && axis == 0);
            item->margin[place] = layout_length_or(*margin, box->inner[0], 0);
            if (is_auto) item->auto_margins |= (u8)(1 << place);
        }
    }
}

static f32 whole(const LayoutFlexBox *box, u32 axis) {
    return axis == 0 ? box->inner[0] : box->percent_height;
}

static bool fills_line(const LayoutItem *item) {
    return item->align == LAYOUT_ALIGN_STRETCH && !(item->auto_margins & 0xa);
}

// In a column: how wide the item is.
static f32 column_width(const LayoutFlexBox *box, LayoutItem *item, const LayoutStyle *style,
                        const LayoutFrame *frame) {
    f32 width = layout_set_size(style, frame, 0, box->inner[0]);
    f32 available = box->inner[0] - item->margin[1] - item->margin[3];
    f32 height = layout_set_size(style, frame, 1, box->percent_height);
    bool is_unset = !is_known(width);
    if (is_unset && fills_line(item) && !box->is_multi_line) {
        width = available;
    } else if (is_unset && style->aspect_ratio > 0 && is_known(height)) {
        width = f32_clamp(height, item->min[0], item->max[0]) * style->aspect_ratio;
    } else if (is_unset) {
        width = layout_fit_width(box->layout, item->node, available, box->inner[0]);
        item->is_stretched = fills_line(item);
    }
    return f32_clamp(width, item->min[1], item->max[1]);
}

static f32 column_content(const LayoutFlexBox *box, const LayoutItem *item,
                          const LayoutStyle *style, const LayoutFrame *frame) {
    LayoutRequest request = layout_request(style, item->cross, box->inner[0], box->percent_height);
    request.height = LAYOUT_UNKNOWN;
    request.is_definite = false;
    request.min_height = frame->total[1];
    if (style->aspect_ratio > 0) {
        request.min_height = f32_max(request.min_height, item->cross / style->aspect_ratio);
    }
    request.max_height = __builtin_inff();
    return layout_measure(box->layout, item->node, &request, NULL);
}

// The cross size that is definite before the item is laid out, for the ratio; NAN if there is none.
static f32 row_height(const LayoutFlexBox *box, const LayoutItem *item, const LayoutStyle *style,
                      const LayoutFrame *frame) {
    f32 height = layout_set_size(style, frame, 1, box->percent_height);
    if (!is_known(height) && fills_line(item) && !box->is_multi_line &&
        is_known(box->percent_height)) {
        height = box->percent_height - item->margin[1] - item->margin[3];
    }
    return is_known(height) ? f32_clamp(height, item->min[1], item->max[1]) : height;
}

// What content alone asks for along the main axis: its most for the base, its least for the
// automatic minimum.
static void content_sizes(const LayoutFlexBox *box, LayoutItem *item, const LayoutStyle *style,
                          const LayoutFrame *frame, f32 *least, f32 *most) {
    if (box->main == 1) {
        *least = *most = column_content(box, item, style, frame);
        return;
    }
    layout_content_widths(box->layout, item->node, least, most);
    *least += frame->total[0];
    *most += frame->total[0];
    f32 height = row_height(box, item, style, frame);
    if (style->aspect_ratio > 0 && is_known(height)) {
        *most = height * style->aspect_ratio;
        *least = f32_max(*least, *most);
    }
}

static void set_base(LayoutFlexBox *box, LayoutItem *item, const LayoutStyle *style,
                     const LayoutFrame *frame) {
    f32 set = layout_set_size(style, frame, box->main, whole(box, box->main));
    f32 base = layout_length_or_unknown(style->basis, whole(box, box->main));
    bool has_basis = style->basis.unit != LAYOUT_UNSET && style->basis.unit != LAYOUT_AUTO;
    if (box->is_block || !has_basis) base = set;
    bool is_automatic =
        !box->is_block && !style->is_clipped && style->min_size[box->main].unit != LAYOUT_PX &&
        !(style->min_size[box->main].unit == LAYOUT_PERCENT && is_known(whole(box, box->main)));
    // A set size in a container that gives what is asked neither grows to its content nor shrinks.
    bool is_free = box->main == 1 && !is_known(box->inner[1]) && !has_basis && is_known(set) &&
                   box->request->max_height > 1e30f;
    f32 least = 0, most = 0;
    if (!is_known(base) || (is_automatic && !is_free))
        content_sizes(box, item, style, frame, &least, &most);
    item->base = f32_max(is_known(base) ? base : most, frame->total[box->main]);
    if (is_automatic && !is_free) {
        f32 low = f32_min(is_known(set) ? f32_min(set, least) : least, item->max[0]);
        item->min[0] = f32_max(item->min[0], low);
    }
    item->hypothetical = f32_clamp(item->base, item->min[0], item->max[0]);
}

// Limits across the main axis limit an automatic main size, too (CSS Sizing 4, 5.1).
static void limit_by_ratio(LayoutFlexBox *box, LayoutItem *item, const LayoutStyle *style,
                           const LayoutFrame *frame) {
    if (is_known(layout_set_size(style, frame, box->main, whole(box, box->main)))) return;
    f32 factor = box->main == 0 ? style->aspect_ratio : 1 / style->aspect_ratio;
    item->max[0] = f32_min(item->max[0], item->max[1] * factor);
    item->min[0] = f32_max(item->min[0], item->min[1] * factor);
}

static void set_item(LayoutFlexBox *box, LayoutItem *item, u32 child) {
    const LayoutStyle *style = &box->layout->nodes[child].style;
    LayoutFrame frame = layout_frame(style, box->inner[0]);
    *item = (LayoutItem){
        .node = child, .frame_main = frame.total[box->main], .baseline = LAYOUT_UNKNOWN};
    LayoutAlign align = style->align_self ? style->align_self : box->style->align_items;
    if (box->is_block) align = LAYOUT_ALIGN_STRETCH;
    item->align = layout_align_plain(align, box->is_cross_mirrored, LAYOUT_ALIGN_STRETCH);
    read_margins(box, item, style);
    u32 axes[2] = {box->main, box->cross};
    for (u32 i = 0; i < 2; i++) {
        item->min[i] = layout_min(style, &frame, axes[i], whole(box, axes[i]));
        item->max[i] = layout_max(style, axes[i], whole(box, axes[i]));
    }
    if (style->aspect_ratio > 0) limit_by_ratio(box, item, style, &frame);
    item->cross = box->main == 1 ? column_width(box, item, style, &frame) : LAYOUT_UNKNOWN;
    set_base(box, item, style, &frame);
}

// Stable, and quiet where no child has an order of its own.
static void sort_by_order(LayoutFlexBox *box) {
    const LayoutNode *nodes = box->layout->nodes;
    for (u32 i = 1; i < box->count; i++) {
        LayoutItem item = box->items[i];
        i32 order = nodes[item.node].style.order;
        u32 place = i;
        while (place > 0 && nodes[box->items[place - 1].node].style.order > order) {
            box->items[place] = box->items[place - 1];
            place--;
        }
        if (place != i) box->items[place] = item;
    }
}

void layout_flex_items(LayoutFlexBox *box) {
    Layout *layout = box->layout;
    box->items = (LayoutItem *)layout->scratch + layout->item_count;
    // All places are taken before the first is filled: what is measured on the way takes those
    // behind.
    for (u32 child = layout->nodes[box->node].first_child; child != LAYOUT_NONE;
         child = layout->nodes[child].next_sibling) {
        const LayoutStyle *style = &layout->nodes[child].style;
        if (style->display == LAYOUT_HIDDEN || style->position == LAYOUT_ABSOLUTE) continue;
        box->items[box->count++].node = child;
    }
    layout->item_count += box->count;
    bool is_ordered = false;
    for (u32 i = 0; i < box->count; i++) {
        u32 child = box->items[i].node;
        is_ordered = is_ordered || layout->nodes[child].style.order != 0;
        set_item(box, &box->items[i], child);
    }
    if (is_ordered && !box->is_block) sort_by_order(box);
}

// Across a row, a height by ratio does not grow with the content: the automatic minimum is along
// the main axis alone.
static LayoutRequest row_request(const LayoutFlexBox *box, const LayoutItem *item,
                                 const LayoutStyle *style) {
    LayoutRequest request = layout_request(style, item->target, box->inner[0], box->percent_height);
    if (style->aspect_ratio > 0 && !is_known(request.height)) {
        LayoutFrame frame = layout_frame(style, box->inner[0]);
        f32 low = layout_min(style, &frame, 1, box->percent_height);
        request.height = f32_clamp(item->target / style->aspect_ratio, low, request.max_height);
        request.min_height = low;
        request.is_definite = true;
    }
    return request;
}

LayoutRequest layout_item_request(const LayoutFlexBox *box, const LayoutItem *item) {
    const LayoutStyle *style = &box->layout->nodes[item->node].style;
    LayoutFrame frame = layout_frame(style, box->inner[0]);
    if (box->main == 0) return row_request(box, item, style);
    LayoutRequest request = layout_request(style, item->cross, box->inner[0], box->percent_height);
    bool is_set = is_known(layout_set_size(style, &frame, 1, box->percent_height)) ||
                  style->basis.unit == LAYOUT_PX;
    request.height = item->target;
    request.is_definite = is_set || is_known(box->percent_height);
    return request;
}
