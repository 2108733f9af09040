// CSS Flexbox Level 1, section 9: lines, main sizes, cross sizes, places. One code for both
// directions: what differs is that widths are always known and heights may come from the content.
#include "layout/layout_priv.h"

static f32 outer_main(const LayoutItem *item, f32 size) {
    return size + item->margin[0] + item->margin[2];
}

static f32 outer_cross(const LayoutItem *item) {
    return item->cross + item->margin[1] + item->margin[3];
}

static LayoutFlexBox make_box(Layout *layout, u32 node, const LayoutRequest *request) {
    const LayoutStyle *style = &layout->nodes[node].style;
    bool is_block = style->display == LAYOUT_BLOCK;
    bool is_row =
        !is_block && (style->direction == LAYOUT_ROW || style->direction == LAYOUT_ROW_REVERSE);
    LayoutFlexBox box = {
        .layout = layout,
        .node = node,
        .style = style,
        .request = request,
        .frame = layout_frame(style, request->whole_width),
        .main = is_row ? 0 : 1,
        .cross = is_row ? 1 : 0,
        .is_block = is_block,
        .is_main_mirrored = !is_block && (style->direction == LAYOUT_ROW_REVERSE ||
                                          style->direction == LAYOUT_COLUMN_REVERSE),
        .is_cross_mirrored = !is_block && style->wrap == LAYOUT_WRAP_REVERSE,
        .is_multi_line = !is_block && style->wrap != LAYOUT_NOWRAP,
    };
    box.inner[0] = f32_max(0, request->width - box.frame.total[0]);
    box.inner[1] = is_known(request->height) ? f32_max(0, request->height - box.frame.total[1])
                                             : LAYOUT_UNKNOWN;
    box.percent_height = request->is_definite ? box.inner[1] : LAYOUT_UNKNOWN;
    if (!is_block) {
        box.gap[0] = layout_length_or(style->gap[box.main], box.inner[box.main], 0);
        box.gap[1] = layout_length_or(style->gap[box.cross], box.inner[box.cross], 0);
    }
    return box;
}

// Where a line must end: the size along the main axis, or the most it may become.
static f32 line_limit(const LayoutFlexBox *box) {
    if (!box->is_multi_line) return __builtin_inff();
    if (is_known(box->inner[box->main])) return box->inner[box->main];
    return box->request->max_height - box->frame.total[1];
}

static f32 set_lines(LayoutFlexBox *box) {
    f32 limit = line_limit(box), longest = 0;
    for (u32 first = 0; first < box->count;) {
        f32 length = 0;
        u32 end = first;
        for (; end < box->count; end++) {
            f32 next = length + outer_main(&box->items[end], box->items[end].hypothetical);
            if (end > first) next += box->gap[0];
            // Sums of fractions: what is over by less than a browser's unit still fits.
            if (end > first && next > limit + 1.0f / 64) break;
            length = next;
        }
        box->items[first].line_count = end - first;
        longest = f32_max(longest, length);
        first = end;
    }
    return longest;
}

static void set_main_sizes(LayoutFlexBox *box) {
    f32 longest = set_lines(box);
    box->main_space = box->inner[box->main];
    if (!is_known(box->main_space)) {
        box->main_space = layout_inside_height(box->request, box->frame.total[1], longest);
    }
    for (u32 first = 0; first < box->count; first += box->items[first].line_count) {
        u32 count = box->items[first].line_count;
        f32 space = box->main_space - box->gap[0] * (f32)(count - 1);
        layout_share_space(&box->items[first], count, box->layout->nodes, space, box->is_block);
    }
}

// In a row: the item's height at its width, and its baseline where that aligns it.
static void set_cross_size(LayoutFlexBox *box, LayoutItem *item) {
    LayoutRequest request = layout_item_request(box, item);
    // A percentage of nothing is automatic, but not the value `auto`.
    LayoutUnit unit = box->layout->nodes[item->node].style.size[1].unit;
    bool is_auto = unit == LAYOUT_UNSET || unit == LAYOUT_AUTO;
    item->is_stretched =
        item->align == LAYOUT_ALIGN_STRETCH && !(item->auto_margins & 0xa) && is_auto;
    if (item->is_stretched && !box->is_multi_line && is_known(box->inner[1])) {
        item->cross = f32_clamp(box->inner[1] - item->margin[1] - item->margin[3], item->min[1],
                                item->max[1]);
        return;
    }
    bool is_on_baseline = item->align == LAYOUT_ALIGN_BASELINE;
    item->cross =
        layout_measure(box->layout, item->node, &request, is_on_baseline ? &item->baseline : NULL);
    if (!is_on_baseline) return;
    item->baseline = (is_known(item->baseline) ? item->baseline : item->cross) + item->margin[1];
}

static void set_line_cross(LayoutFlexBox *box, LayoutItem *line) {
    f32 ascent = -__builtin_inff(), descent = -__builtin_inff(), size = 0;
    bool has_baseline = false;
    for (u32 i = 0; i < line->line_count; i++) {
        LayoutItem *item = &line[i];
        f32 outer = outer_cross(item);
        if (box->main == 0 && item->align == LAYOUT_ALIGN_BASELINE && !(item->auto_margins & 0xa)) {
            has_baseline = true;
            ascent = f32_max(ascent, item->baseline);
            descent = f32_max(descent, outer - item->baseline);
        } else {
            size = f32_max(size, outer);
        }
    }
    line->line_ascent = ascent;
    line->line_cross = has_baseline ? f32_max(size, ascent + descent) : size;
    if (box->is_multi_line) return;
    if (is_known(box->inner[box->cross])) {
        line->line_cross = box->inner[box->cross];
    } else {
        line->line_cross =
            layout_inside_height(box->request, box->frame.total[1], line->line_cross);
    }
}

typedef struct {
    f32 before, between;
} Spread;

// How `align` spreads `count` things over free space (CSS Align 3, section 4).
// Overflow that would go both ways goes to the end alone, whatever the direction ("safe").
static Spread spread_of(LayoutAlign align, f32 free_space, u32 count, bool is_mirrored) {
    f32 share = free_space / (f32)count;
    switch (align) {
    case LAYOUT_ALIGN_SPACE_BETWEEN:
        return (Spread){0, free_space > 0 && count > 1 ? free_space / (f32)(count - 1) : 0};
    case LAYOUT_ALIGN_SPACE_AROUND:
        if (free_space <= 0) return (Spread){is_mirrored ? free_space : 0, 0};
        return (Spread){share / 2, share};
    case LAYOUT_ALIGN_SPACE_EVENLY:
        if (free_space <= 0) return (Spread){is_mirrored ? free_space : 0, 0};
        return (Spread){free_space / (f32)(count + 1), free_space / (f32)(count + 1)};
    default: return (Spread){layout_aligned(align, free_space), 0};
    }
}

// Places the lines; returns how much of the cross axis they take by themselves.
static f32 place_lines(LayoutFlexBox *box) {
    f32 total = 0;
    u32 count = 0;
    for (u32 first = 0; first < box->count; first += box->items[first].line_count) {
        set_line_cross(box, &box->items[first]);
        total += box->items[first].line_cross + (count > 0 ? box->gap[1] : 0);
        count++;
    }
    f32 space = box->inner[box->cross];
    if (!is_known(space)) {
        space = layout_inside_height(box->request, box->frame.total[1], total);
    }
    box->cross_space = space;
    f32 free_space = box->is_multi_line ? space - total : 0;
    LayoutAlign align =
        layout_align_plain(box->style->align_content, box->is_cross_mirrored, LAYOUT_ALIGN_STRETCH);
    f32 stretch =
        align == LAYOUT_ALIGN_STRETCH && free_space > 0 && count > 0 ? free_space / (f32)count : 0;
    Spread spread = {0, 0};
    if (count > 0 && align != LAYOUT_ALIGN_STRETCH)
        spread = spread_of(align, free_space, count, box->is_cross_mirrored);
    f32 position = spread.before;
    for (u32 first = 0; first < box->count; first += box->items[first].line_count) {
        LayoutItem *line = &box->items[first];
        line->line_cross += stretch;
        line->line_position = position;
        position += line->line_cross + spread.between + box->gap[1];
    }
    return total;
}

static void place_along(LayoutFlexBox *box, LayoutItem *line) {
    u32 count = line->line_count, autos = 0;
    f32 free_space = box->main_space - box->gap[0] * (f32)(count - 1);
    for (u32 i = 0; i < count; i++) {
        free_space -= outer_main(&line[i], line[i].target);
        autos += (u32)(line[i].auto_margins & 1) + (u32)(line[i].auto_margins >> 2 & 1);
    }
    f32 margin = autos > 0 && free_space > 0 ? free_space / (f32)autos : 0;
    LayoutAlign align =
        layout_align_plain(box->style->justify_content, box->is_main_mirrored, LAYOUT_ALIGN_START);
    Spread spread = {0, 0};
    if (margin == 0 && !box->is_block)
        spread = spread_of(align, free_space, count, box->is_main_mirrored);
    f32 position = spread.before;
    for (u32 i = 0; i < count; i++) {
        LayoutItem *item = &line[i];
        if (item->auto_margins & 1) position += margin;
        item->position[0] = position + item->margin[0];
        position += outer_main(item, item->target) + spread.between + box->gap[0];
        if (item->auto_margins & 4) position += margin;
    }
}

static void place_across(LayoutItem *line, LayoutItem *item) {
    if (item->is_stretched) {
        f32 size = line->line_cross - item->margin[1] - item->margin[3];
        item->cross = f32_clamp(size, item->min[1], item->max[1]);
    }
    f32 free_space = line->line_cross - outer_cross(item);
    u32 autos = (u32)(item->auto_margins >> 1 & 1) + (u32)(item->auto_margins >> 3 & 1);
    f32 before = layout_aligned(item->align, free_space);
    if (autos > 0) {
        before = item->auto_margins & 2 ? f32_max(0, free_space) / (f32)autos : 0;
    } else if (item->align == LAYOUT_ALIGN_BASELINE) {
        before = is_known(item->baseline) ? line->line_ascent - item->baseline : 0;
    }
    item->position[1] = line->line_position + item->margin[1] + before;
}

// From positions along the axes to a place in the content box.
static void place_in_box(const LayoutFlexBox *box, const LayoutItem *item, const f32 size[2],
                         f32 place[2]) {
    f32 main = item->position[0], cross = item->position[1];
    if (box->is_main_mirrored) main = box->main_space - main - size[box->main];
    if (box->is_cross_mirrored) cross = box->cross_space - cross - size[box->cross];
    place[box->main] = main;
    place[box->cross] = cross;
}

static void write_item(LayoutFlexBox *box, const LayoutItem *item) {
    LayoutNode *node = &box->layout->nodes[item->node];
    LayoutRequest request = layout_item_request(box, item);
    if (box->main == 0 && item->is_stretched) {
        request.height = item->cross;
        request.is_definite = true;
    }
    layout_place(box->layout, item->node, &request);
    f32 size[2] = {node->width, node->height}, place[2];
    place_in_box(box, item, size, place);
    node->flow_x = box->frame.start[0] + place[0];
    node->flow_y = box->frame.start[1] + place[1];
}

// Of the first line: an item that is aligned by its baseline, or else the first one.
static f32 first_baseline(LayoutFlexBox *box) {
    if (box->count == 0) return LAYOUT_UNKNOWN;
    LayoutItem *item = &box->items[0];
    for (u32 i = 0; i < box->items[0].line_count && box->main == 0; i++) {
        if (box->items[i].align != LAYOUT_ALIGN_BASELINE) continue;
        item = &box->items[i];
        break;
    }
    f32 baseline;
    LayoutRequest request = layout_item_request(box, item);
    if (box->main == 0 && item->is_stretched) request.height = item->cross;
    f32 height = layout_measure(box->layout, item->node, &request, &baseline);
    f32 size[2] = {request.width, height}, place[2];
    place_in_box(box, item, size, place);
    return place[1] + (is_known(baseline) ? baseline : height);
}

f32 layout_flex(Layout *layout, u32 node, const LayoutRequest *request, bool is_final,
                f32 *baseline) {
    LayoutFlexBox box = make_box(layout, node, request);
    layout_flex_items(&box);
    set_main_sizes(&box);
    for (u32 i = 0; i < box.count && box.main == 0; i++) set_cross_size(&box, &box.items[i]);
    f32 cross_total = place_lines(&box);

    f32 used = 0;
    for (u32 first = 0; first < box.count; first += box.items[first].line_count) {
        LayoutItem *line = &box.items[first];
        place_along(&box, line);
        f32 length = box.gap[0] * (f32)(line->line_count - 1);
        for (u32 i = 0; i < line->line_count; i++) {
            place_across(line, &line[i]);
            length += outer_main(&line[i], line[i].target);
        }
        used = f32_max(used, length);
    }
    if (is_final) {
        for (u32 i = 0; i < box.count; i++) write_item(&box, &box.items[i]);
    }
    if (baseline) *baseline = first_baseline(&box);
    layout->item_count -= box.count;
    return box.main == 0 ? cross_total : used;
}
