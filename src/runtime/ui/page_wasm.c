#include "runtime/ui/page.h"

#include "abi/state.h"

#define UI(name) __attribute__((import_module("ui"), import_name(#name)))

UI(open) u32 ui_js_open(const UiPageCalls *calls);
UI(apply) void ui_js_apply(const u32 *words, u32 count, const u8 *text, u32 bytes);
UI(schedule) void ui_js_schedule(void);

bool ui_page_open(const UiPageCalls *calls) {
    return ui_js_open(calls) != 0;
}

void ui_page_apply(const u32 *words, u32 count, const u8 *text, u32 bytes) {
    ui_js_apply(words, count, text, bytes);
}

void ui_page_schedule(void) {
    ui_js_schedule();
}

struct RtState *ui_page_state(void) {
    uintptr_t address = RT_STATE_ADDRESS;
    return (struct RtState *)address;
}
