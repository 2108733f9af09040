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

void ui_page_timer(u32 id, f64 milliseconds, bool repeats) {
    (void)id, (void)milliseconds, (void)repeats;
}

void ui_page_timer_end(u32 id) {
    (void)id;
}

void ui_page_location(void) {
}

i32 ui_page_stored(u32 kind, const u8 *key, u32 bytes) {
    (void)kind, (void)key, (void)bytes;
    return -1;
}

// Nobody speaks to it.
struct RtState *ui_page_state(void) {
    return NULL;
}
