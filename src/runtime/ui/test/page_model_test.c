#include "runtime/ui/test/page_model.h"

#include <stdlib.h>
#include <string.h>

static void unlink_node(Page *page, u32 id) {
    PageNode *node = &page->nodes[id];
    PageNode *parent = &page->nodes[node->parent];
    *(node->before_sibling ? &page->nodes[node->before_sibling].after_sibling : &parent->first) =
        node->after_sibling;
    *(node->after_sibling ? &page->nodes[node->after_sibling].before_sibling : &parent->last) =
        node->before_sibling;
    node->parent = node->before_sibling = node->after_sibling = 0;
}

static void link_node(Page *page, u32 id, u32 parent, u32 before) {
    PageNode *node = &page->nodes[id], *owner = &page->nodes[parent];
    assert_true(node->is_there && owner->is_there);
    if (before) assert_int_equal(page->nodes[before].parent, parent);
    node->parent = parent;
    node->after_sibling = before;
    node->before_sibling = before ? page->nodes[before].before_sibling : owner->last;
    *(before ? &page->nodes[before].before_sibling : &owner->last) = id;
    *(node->before_sibling ? &page->nodes[node->before_sibling].after_sibling : &owner->first) = id;
}

static void set_text(Page *page, u32 id, u32 hole, const u8 *text, const u32 *slot) {
    assert_true(hole >= 1 && hole <= PAGE_TEXTS_MAX && slot[1] < 24);
    char *to = page->nodes[id].texts[hole - 1];
    memcpy(to, text + slot[0], slot[1]);  // tests write ASCII: units are bytes
    to[slot[1]] = 0;
}

static u32 stamp(Page *page, const u32 *at, const u8 *text) {
    u32 used = 5, text_count = page->text_counts[at[1]];
    for (u32 row = 0; row < at[4]; row++) {
        u32 id = at[used++];
        assert_true(id > UI_DOM_CONTAINER && !page->nodes[id].is_there);
        page->nodes[id] = (PageNode){.is_there = true, .template = at[1]};
        link_node(page, id, at[2] & UI_DOM_ID_MAX, at[3]);
        for (u32 i = 1; i <= text_count; i++, used += 2) set_text(page, id, i, text, at + used);
        page->stamps++;
    }
    return used;
}

static void drop_node(Page *page, u32 id) {
    assert_true(page->nodes[id].is_there);
    unlink_node(page, id);
    page->nodes[id].is_there = false;
}

static u32 change(Page *page, const u32 *at, const u8 *text) {
    u32 id = at[1] & UI_DOM_ID_MAX;
    switch (at[0]) {
    case UI_DOM_TEXT:
        assert_true(page->nodes[id].is_there);
        set_text(page, id, at[1] >> 24, text, at + 2);
        page->texts++;
        return 4;
    case UI_DOM_CLASS:
        assert_true(page->nodes[id].is_there);
        page->nodes[id].class_count += at[3] ? 1 : UINT32_MAX;
        return 4;
    case UI_DOM_INSERT:
        unlink_node(page, id);
        link_node(page, id, at[2] & UI_DOM_ID_MAX, at[3]);
        page->inserts++;
        return 4;
    case UI_DOM_REMOVE:
        drop_node(page, id);
        page->removes++;
        return 2;
    case UI_DOM_CLEAR:
        for (u32 i = 0; i < at[2]; i++) drop_node(page, at[3 + i]);
        assert_int_equal(page->nodes[id].first, 0);
        page->clears++;
        return 3 + at[2];
    case UI_DOM_ANCHOR:
        page->nodes[id] = (PageNode){.is_there = true};
        link_node(page, id, at[2] & UI_DOM_ID_MAX, at[3]);
        return 4;
    default: fail(); return 0;
    }
}

static void apply(void *context, const u32 *words, u32 word_count, const u8 *text, u32 bytes) {
    Page *page = context;
    (void)bytes;
    page->applies++;
    u32 at = 0;
    while (at < word_count) {
        switch (words[at]) {
        case UI_DOM_NAME: at += 4; break;
        case UI_DOM_TEMPLATE:
            assert_true(words[at + 1] < PAGE_TEMPLATES_MAX);
            page->text_counts[words[at + 1]] = words[at + 4];
            at += 6 + words[at + 5];
            break;
        case UI_DOM_STAMP: at += stamp(page, words + at, text); break;
        default: at += change(page, words + at, text); break;
        }
    }
    assert_int_equal(at, word_count);
}

static void *pages(void *context, usize bytes) {
    Page *page = context;
    assert_true(page->page_count < 512);
    return page->pages[page->page_count++] = malloc(bytes);
}

Page *page_new(void) {
    Page *page = calloc(1, sizeof *page);
    UiDomHost host = {.context = page, .apply = apply, .pages = pages};
    ui_dom_init(&page->dom, &host);
    page->nodes[UI_DOM_CONTAINER].is_there = true;
    return page;
}

void page_free(Page *page) {
    for (u32 i = 0; i < page->page_count; i++) free(page->pages[i]);
    free(page);
}
