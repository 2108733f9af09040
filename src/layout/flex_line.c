// CSS Flexbox Level 1, section 9.7: Resolving Flexible Lengths.
#include "layout/layout_priv.h"

static f32 outer(const LayoutItem *item, f32 size) {
    return size + item->margin[0] + item->margin[2];
}

static f32 inner_base(const LayoutItem *item) {
    return f32_max(0, item->base - item->frame_main);
}

static f32 factor_of(const LayoutItem *item, const LayoutNode *nodes, bool is_growing,
                     bool is_block) {
    if (is_block) return 0;
    const LayoutStyle *style = &nodes[item->node].style;
    return is_growing ? style->grow : style->shrink;
}

// What is left of the space beside frozen items at their size and the others at their base.
static f32 space_left(const LayoutItem *items, u32 count, f32 space) {
    for (u32 i = 0; i < count; i++)
        space -= outer(&items[i], items[i].is_frozen ? items[i].target : items[i].base);
    return space;
}

// Shares `left` among the items that are not frozen; returns the sum of what limits then change.
static f32 share(LayoutItem *items, u32 count, const LayoutNode *nodes, f32 left, bool is_growing,
                 f32 factors) {
    f32 scaled = 0, total_violation = 0;
    for (u32 i = 0; i < count; i++) {
        if (!items[i].is_frozen)
            scaled += nodes[items[i].node].style.shrink * inner_base(&items[i]);
    }
    for (u32 i = 0; i < count; i++) {
        LayoutItem *item = &items[i];
        if (item->is_frozen) continue;
        const LayoutStyle *style = &nodes[item->node].style;
        f32 size = item->base;
        if (is_growing && factors > 0) size += left * style->grow / factors;
        if (!is_growing && scaled > 0) size += left * style->shrink * inner_base(item) / scaled;
        item->target = f32_clamp(size, item->min[0], item->max[0]);
        item->violation = item->target - size;
        total_violation += item->violation;
    }
    return total_violation;
}

void layout_share_space(LayoutItem *items, u32 count, const LayoutNode *nodes, f32 space,
                        bool is_block) {
    f32 sum = 0;
    for (u32 i = 0; i < count; i++) sum += outer(&items[i], items[i].hypothetical);
    bool is_growing = sum < space;
    u32 open_count = 0;
    for (u32 i = 0; i < count; i++) {
        LayoutItem *item = &items[i];
        f32 factor = factor_of(item, nodes, is_growing, is_block);
        item->target = item->hypothetical;
        item->is_frozen = factor == 0 || (is_growing ? item->base > item->hypothetical
                                                     : item->base < item->hypothetical);
        open_count += !item->is_frozen;
    }
    f32 initial = space_left(items, count, space);
    while (open_count > 0) {
        f32 factors = 0;
        for (u32 i = 0; i < count; i++) {
            if (!items[i].is_frozen) factors += factor_of(&items[i], nodes, is_growing, is_block);
        }
        f32 left = space_left(items, count, space);
        f32 part = initial * factors;
        if (factors < 1 && f32_max(part, -part) < f32_max(left, -left)) left = part;
        f32 violation = share(items, count, nodes, left, is_growing, factors);
        for (u32 i = 0; i < count; i++) {
            LayoutItem *item = &items[i];
            if (item->is_frozen) continue;
            item->is_frozen =
                violation == 0 || (violation > 0 ? item->violation > 0 : item->violation < 0);
            open_count -= item->is_frozen;
        }
    }
}
