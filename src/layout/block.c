// One node: who lays out its inside, its own height, and the answers kept.
#include "layout/layout_priv.h"

static bool is_same(f32 a, f32 b) {
    return a == b || (!is_known(a) && !is_known(b));
}

LayoutRequest layout_request(const LayoutStyle *style, f32 width, f32 whole_width,
                             f32 whole_height) {
    LayoutFrame frame = layout_frame(style, whole_width);
    LayoutRequest request = {
        .width = width,
        .height = layout_set_size(style, &frame, 1, whole_height),
        .min_height = layout_min(style, &frame, 1, whole_height),
        .max_height = layout_max(style, 1, whole_height),
        .whole_width = whole_width,
    };
    if (!is_known(request.height) && style->aspect_ratio > 0) {
        f32 height = f32_min(width / style->aspect_ratio, request.max_height);
        // What the ratio says grows with the content (CSS Sizing 4, 5.2).
        bool has_content_minimum = !style->is_clipped && style->min_size[1].unit == LAYOUT_UNSET &&
                                   style->size[0].unit != LAYOUT_PX;
        if (has_content_minimum)
            request.min_height = f32_max(request.min_height, height);
        else
            request.height = height;
    }
    if (is_known(request.height)) {
        request.height = f32_clamp(request.height, request.min_height, request.max_height);
        request.is_definite = true;
    }
    return request;
}

f32 layout_aligned(LayoutAlign align, f32 free_space) {
    if (align == LAYOUT_ALIGN_CENTER) return free_space / 2;
    return align == LAYOUT_ALIGN_END || align == LAYOUT_ALIGN_PLAIN_END ? free_space : 0;
}

// The text of a row or a stack is an item of it, which is as wide as its longest word.
static bool is_text_an_item(const LayoutStyle *style) {
    bool is_row = style->direction == LAYOUT_ROW || style->direction == LAYOUT_ROW_REVERSE;
    return style->display == LAYOUT_STACK || (style->display == LAYOUT_FLEX && is_row);
}

static f32 content_height(Layout *layout, u32 node, const LayoutRequest *request, bool is_final,
                          f32 *baseline) {
    LayoutNode *self = &layout->nodes[node];
    if (self->text != LAYOUT_NONE) {
        LayoutFrame frame = layout_frame(&self->style, request->whole_width);
        f32 width = f32_max(0, request->width - frame.total[0]);
        if (is_text_an_item(&self->style)) {
            f32 narrowest, widest;
            layout_content_widths(layout, node, &narrowest, &widest);
            width = f32_max(width, narrowest);
        }
        return layout->text.height(layout->text.context, self->text, width, baseline);
    }
    if (layout->depth >= LAYOUT_DEPTH_MAX) return 0;
    layout->depth++;
    f32 height = self->style.display == LAYOUT_STACK
                     ? layout_stack(layout, node, request, is_final, baseline)
                     : layout_flex(layout, node, request, is_final, baseline);
    layout->depth--;
    return height;
}

static LayoutAnswer ask(Layout *layout, u32 node, const LayoutRequest *request, bool is_final,
                        bool with_baseline) {
    LayoutNode *self = &layout->nodes[node];
    LayoutFrame frame = layout_frame(&self->style, request->whole_width);
    LayoutAnswer answer = {
        .width = request->width,
        .whole_width = request->whole_width,
        .min_height = request->min_height,
        .max_height = request->max_height,
        .asked_height = request->height,
        .percent_height = request->is_definite ? request->height : LAYOUT_UNKNOWN,
        .baseline = LAYOUT_UNKNOWN,
        .has_baseline = with_baseline,
    };
    f32 inside =
        content_height(layout, node, request, is_final, with_baseline ? &answer.baseline : NULL);
    answer.baseline += frame.start[1];
    answer.height = is_known(request->height) ? request->height
                                              : f32_clamp(inside + frame.total[1],
                                                          request->min_height, request->max_height);
    // What scrolls shows its content no further than its own edge.
    if (self->style.is_clipped && answer.baseline > answer.height) answer.baseline = answer.height;
    return answer;
}

static bool is_answer(const LayoutAnswer *answer, const LayoutRequest *request) {
    f32 percent_height = request->is_definite ? request->height : LAYOUT_UNKNOWN;
    return answer->width == request->width && answer->whole_width == request->whole_width &&
           answer->min_height == request->min_height && answer->max_height == request->max_height &&
           is_same(answer->asked_height, request->height) &&
           is_same(answer->percent_height, percent_height);
}

f32 layout_measure(Layout *layout, u32 node, const LayoutRequest *request, f32 *baseline) {
    LayoutNode *self = &layout->nodes[node];
    if (is_known(request->height) && !baseline) return request->height;
    const LayoutAnswer *found = NULL;
    for (u32 i = 0; i < self->answer_count && !found; i++) {
        if (is_answer(&self->answers[i], request) && (!baseline || self->answers[i].has_baseline))
            found = &self->answers[i];
    }
    if (!found) {
        LayoutAnswer answer = ask(layout, node, request, false, baseline != NULL);
        u32 place = self->answer_next;
        self->answers[place] = answer;
        self->answer_next = (u8)((place + 1) % LAYOUT_ANSWER_COUNT);
        if (self->answer_count < LAYOUT_ANSWER_COUNT) self->answer_count++;
        found = &self->answers[place];
    }
    if (baseline) *baseline = found->baseline;
    return found->height;
}

f32 layout_place(Layout *layout, u32 node, const LayoutRequest *request) {
    LayoutNode *self = &layout->nodes[node];
    if (!self->is_placed || !is_answer(&self->placed, request)) {
        self->placed = ask(layout, node, request, true, false);
        self->is_placed = true;
    }
    self->width = request->width;
    self->height = self->placed.height;
    return self->height;
}
