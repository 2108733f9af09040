// The page of tests: applies the commands of dom.h to a tree of its own, as web/ui/dom.mjs does to
// the document. Every id, hole and place is checked.
#pragma once

#include "runtime/ui/dom.h"
#include "tests/unit/test.h"

enum { PAGE_IDS_MAX = 1 << 16, PAGE_TEXTS_MAX = 4, PAGE_TEMPLATES_MAX = 1024 };

typedef struct {
    bool is_there;
    u32 parent, before_sibling, after_sibling, first, last;  // ids; 0: none
    u32 template, class_count;
    char texts[PAGE_TEXTS_MAX][24];
} PageNode;

typedef struct {
    UiDom dom;
    PageNode nodes[PAGE_IDS_MAX];
    u32 text_counts[PAGE_TEMPLATES_MAX];
    u32 inserts, removes, stamps, texts, clears, applies;  // commands so far
    void *pages[512];
    u32 page_count;
} Page;

Page *page_new(void);
void page_free(Page *page);
