#include "runtime/ui/test/page_model.h"

TEST(templates_are_as_many_as_a_program_has) {
    static UiTemplate many[PAGE_TEMPLATES_MAX];
    Page *page = page_new();
    for (u32 i = 0; i < PAGE_TEMPLATES_MAX; i++) {
        many[i] = (UiTemplate){"<b></b>", NULL, 7, 0, 0};
        assert_int_equal(ui_dom_template(&page->dom, &many[i]), i);
    }
    for (u32 i = 0; i < PAGE_TEMPLATES_MAX; i++) {
        assert_int_equal(ui_dom_template(&page->dom, &many[i]), i);
    }
    u32 id = ui_dom_stamp(&page->dom, PAGE_TEMPLATES_MAX - 1, UI_DOM_CONTAINER, 0);
    ui_dom_apply(&page->dom);
    assert_int_equal(page->nodes[id].template, PAGE_TEMPLATES_MAX - 1);
    page_free(page);
}
