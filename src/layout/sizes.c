#include "layout/layout_priv.h"

f32 layout_length_or(LayoutLength length, f32 whole, f32 otherwise) {
    if (length.unit == LAYOUT_PX) return length.value;
    if (length.unit == LAYOUT_PERCENT && is_known(whole)) return whole * length.value / 100;
    return otherwise;
}

f32 layout_length_or_unknown(LayoutLength length, f32 whole) {
    return layout_length_or(length, whole, LAYOUT_UNKNOWN);
}

// Percentages of all four sides refer to the width (CSS Box 4, sections 3 and 4).
LayoutFrame layout_frame(const LayoutStyle *style, f32 whole_width) {
    LayoutFrame frame;
    for (u32 axis = 0; axis < 2; axis++) {
        frame.start[axis] = f32_max(0, layout_length_or(style->padding[axis], whole_width, 0)) +
                            f32_max(0, layout_length_or(style->border[axis], whole_width, 0));
        frame.total[axis] = frame.start[axis] +
                            f32_max(0, layout_length_or(style->padding[axis + 2], whole_width, 0)) +
                            f32_max(0, layout_length_or(style->border[axis + 2], whole_width, 0));
    }
    return frame;
}

f32 layout_min(const LayoutStyle *style, const LayoutFrame *frame, u32 axis, f32 whole) {
    return f32_max(layout_length_or(style->min_size[axis], whole, 0), frame->total[axis]);
}

f32 layout_max(const LayoutStyle *style, u32 axis, f32 whole) {
    return layout_length_or(style->max_size[axis], whole, __builtin_inff());
}

f32 layout_set_size(const LayoutStyle *style, const LayoutFrame *frame, u32 axis, f32 whole) {
    f32 size = layout_length_or_unknown(style->size[axis], whole);
    return is_known(size) ? f32_max(size, frame->total[axis]) : size;
}

LayoutStyle layout_style_initial(void) {
    return (LayoutStyle){.shrink = 1};
}

f32 layout_least_size(const LayoutStyle *style, const LayoutFrame *frame, u32 axis, f32 content) {
    f32 set = layout_set_size(style, frame, axis, LAYOUT_UNKNOWN);
    f32 low = layout_min(style, frame, axis, LAYOUT_UNKNOWN);
    bool is_automatic = !style->is_clipped && style->min_size[axis].unit != LAYOUT_PX;
    f32 size = is_known(set) ? set : is_automatic ? content : frame->total[axis];
    return f32_clamp(size, low, layout_max(style, axis, LAYOUT_UNKNOWN));
}
