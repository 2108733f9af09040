#include "runtime/ui/window.h"

#include "base/check.h"

// The page may say anything: negative while it bounces, NaN never gets through the comparisons.
static u32 row_at(f64 px, f64 item_px, u32 count) {
    if (!(px > 0)) return 0;
    f64 row = px / item_px;
    return row < (f64)count ? (u32)row : count;
}

UiWindow ui_window(u32 count, f64 item_px, f64 scroll_px, f64 height_px, u32 overscan) {
    CHECK(item_px > 0);
    u32 first = row_at(scroll_px, item_px, count);
    u32 behind = row_at(scroll_px + height_px, item_px, count);
    u32 from = first > overscan ? first - overscan : 0;
    u32 room = count - behind;
    u32 to = behind + (room > overscan ? overscan + 1 : room);  // the row cut by the edge
    return (UiWindow){from, to, from * item_px, (f64)(count - to) * item_px};
}
