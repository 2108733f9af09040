#include "runtime/ui/page.h"

bool ui_page_open(const UiPageCalls *calls) {
    (void)calls;
    return false;
}

void ui_page_apply(const u32 *words, u32 count, const u8 *text, u32 bytes) {
    (void)words, (void)count, (void)text, (void)bytes;
}

void ui_page_schedule(void) {
}

// Nobody speaks to it.
struct RtState *ui_page_state(void) {
    return NULL;
}
