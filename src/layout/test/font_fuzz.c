// Any bytes as a font: reading, measuring and breaking lines stay inside them and end.
#include "base/check.h"
#include "layout/text.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size) {
    LayoutFont font;
    if (layout_font_read(slice_make(data, size), &font) != STATUS_OK) return 0;
    static const char text[] = "AVA V-A \xf0\x9f\x98\x80\n\xc3\xa9 A";
    LayoutTextRun run = {.text = slice_make(text, sizeof text - 1),
                         .font = &font,
                         .font_size = 16,
                         .line_height = 20};
    for (u32 space = LAYOUT_SPACE_NORMAL; space <= LAYOUT_SPACE_PRE_LINE; space++) {
        run.space = space;
        f32 narrowest, widest, baseline;
        layout_text_widths(&run, 0, &narrowest, &widest);
        f32 height = layout_text_height(&run, 0, 40, &baseline);
        CHECK(height >= 0 && height <= 20 * (f32)sizeof text);
    }
    return 0;
}
