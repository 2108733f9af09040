// build/web/test/layout.mjs's engine: a tree as words in, boxes out.
//
// The tree is a list of nodes, parents before their children, children in order. A node is
//   parent (LAYOUT_NONE for the first), n, then n pairs: key, value
// where a key's low byte is the index of a word of LayoutStyle, and its second byte, for lengths,
// the unit. web/layout/layout.mjs writes it and reads the boxes: x, y, width, height of each node.
#include "layout/layout.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum { KEY_LENGTHS = 32, LENGTH_COUNT = 25, WORD_COUNT = 8, KEY_CLIPPED = 8, KEY_GROW = 9 };

_Static_assert(offsetof(LayoutStyle, align_self) == 4 * (WORD_COUNT - 1), "keys are word indices");
_Static_assert(offsetof(LayoutStyle, gap) + 2 * sizeof(LayoutLength) ==
                   offsetof(LayoutStyle, basis) + LENGTH_COUNT * sizeof(LayoutLength),
               "lengths lie together");

extern u8 __heap_base;

// Static memory ends where the one tree begins; the words of the input come last.
typedef struct {
    Layout layout;
    u32 node_count_max;
    f32 *boxes;
    u32 *last_children, *words;
} Page;

EXPORT(reserve) u32 layout_reserve(u32 node_count, u32 word_count);
EXPORT(read) u32 layout_read(u32 word_count);
EXPORT(run) void layout_run_page(f32 width, f32 height);
EXPORT(boxes) f32 *layout_boxes(void);
EXPORT(set) void layout_set(u32 node, u32 key, u32 value);
EXPORT(forget) void layout_forget(void);

static Page *page(void) {
    return (Page *)(((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15);
}

static void *take(uintptr_t *at, usize bytes) {
    void *memory = (void *)*at;
    *at += (bytes + 15) & ~(usize)15;
    return memory;
}

// Makes room; returns where the words go, or 0 without memory.
u32 layout_reserve(u32 node_count, u32 word_count) {
    enum { PAGE_BYTES = 65536 };
    uintptr_t at = (uintptr_t)page();
    take(&at, sizeof(Page));
    LayoutNode *nodes = take(&at, node_count * sizeof(LayoutNode));
    void *scratch = take(&at, layout_scratch_bytes(node_count));
    f32 *boxes = take(&at, node_count * 4 * sizeof(f32));
    u32 *last_children = take(&at, node_count * sizeof(u32));
    u32 *words = take(&at, word_count * sizeof(u32));
    usize size = (usize)__builtin_wasm_memory_size(0) * PAGE_BYTES;
    if (at > size &&
        __builtin_wasm_memory_grow(0, (at - size + PAGE_BYTES - 1) / PAGE_BYTES) == (usize)-1)
        return 0;
    *page() = (Page){.layout = {.nodes = nodes, .scratch = scratch},
                     .node_count_max = node_count,
                     .boxes = boxes,
                     .last_children = last_children,
                     .words = words};
    return (u32)(uintptr_t)words;
}

static void set(LayoutStyle *style, u32 key, u32 value) {
    u32 index = key & 255;
    f32 number;
    __builtin_memcpy(&number, &value, sizeof number);
    if (index >= KEY_LENGTHS && index < KEY_LENGTHS + LENGTH_COUNT) {
        u8 *lengths = (u8 *)style + offsetof(LayoutStyle, basis);
        LayoutLength length = {number, (LayoutUnit)(key >> 8 & 3)};
        __builtin_memcpy(lengths + (index - KEY_LENGTHS) * sizeof length, &length, sizeof length);
    } else if (index < WORD_COUNT) {
        __builtin_memcpy((u8 *)style + index * sizeof value, &value, sizeof value);
    } else if (index == KEY_CLIPPED) {
        style->is_clipped = value != 0;
    } else if (index == KEY_GROW) {
        style->grow = number;
    } else if (index == KEY_GROW + 1) {
        style->shrink = number;
    } else if (index == KEY_GROW + 2) {
        style->aspect_ratio = number;
    } else {
        style->order = (i32)value;
    }
}

// Returns the number of nodes, or 0 where the words are no tree.
u32 layout_read(u32 word_count) {
    Layout *layout = &page()->layout;
    u32 *last = page()->last_children, count = 0;
    const u32 *word = page()->words, *end = word + word_count;
    while (end - word >= 2 && count < page()->node_count_max) {
        u32 parent = word[0], pairs = word[1];
        word += 2;
        if ((u32)(end - word) / 2 < pairs || (parent >= count && parent != LAYOUT_NONE)) return 0;
        LayoutNode *node = &layout->nodes[count];
        *node = (LayoutNode){.style = {.shrink = 1},
                             .parent = parent,
                             .first_child = LAYOUT_NONE,
                             .next_sibling = LAYOUT_NONE,
                             .text = LAYOUT_NONE};
        for (; pairs > 0; pairs--, word += 2) set(&node->style, word[0], word[1]);
        last[count] = LAYOUT_NONE;
        if (parent != LAYOUT_NONE) {
            if (last[parent] == LAYOUT_NONE)
                layout->nodes[parent].first_child = count;
            else
                layout->nodes[last[parent]].next_sibling = count;
            last[parent] = count;
        }
        count++;
    }
    layout->node_count = count;
    return word == end ? count : 0;
}

void layout_run_page(f32 width, f32 height) {
    layout_run(&page()->layout, width, height);
}

f32 *layout_boxes(void) {
    const Layout *layout = &page()->layout;
    f32 *box = page()->boxes;
    for (u32 i = 0; i < layout->node_count; i++, box += 4) {
        const LayoutNode *node = &layout->nodes[i];
        box[0] = node->x;
        box[1] = node->y;
        box[2] = node->width;
        box[3] = node->height;
    }
    return page()->boxes;
}

void layout_set(u32 node, u32 key, u32 value) {
    set(&page()->layout.nodes[node].style, key, value);
    layout_mark_changed(&page()->layout, node);
}

// As if nothing had been laid out before.
void layout_forget(void) {
    for (u32 i = 0; i < page()->layout.node_count; i++) {
        layout_mark_changed(&page()->layout, i);
    }
}
