// runtime/ui/window.h — which rows of a long list are mounted: those in sight and a few around
// them.
//
//     before_px   rows from … to     after_px        the two spaces are the padding of the list
#pragma once

#include "base/types.h"

typedef struct {
    u32 from, to;  // rows [from, to) are mounted
    f64 before_px, after_px;
} UiWindow;

// `overscan` rows more on each side; `item_px` is every row's height, above 0.
UiWindow ui_window(u32 count, f64 item_px, f64 scroll_px, f64 height_px, u32 overscan);
