#include "runtime/ui/page.h"

#include "abi/state.h"

#define UI(name) __attribute__((import_module("ui"), import_name(#name)))

UI(open) u32 ui_js_open(const UiPageCalls *calls);
UI(apply) void ui_js_apply(const u32 *words, u32 count, const u8 *text, u32 bytes);
UI(schedule) void ui_js_schedule(void);
UI(timer) void ui_js_timer(u32 id, f64 milliseconds, u32 repeats);
UI(timer_end) void ui_js_timer_end(u32 id);
UI(location) void ui_js_location(void);
UI(stored) i32 ui_js_stored(u32 kind, const u8 *key, u32 bytes);

bool ui_page_open(const UiPageCalls *calls) {
    return ui_js_open(calls) != 0;
}

void ui_page_apply(const u32 *words, u32 count, const u8 *text, u32 bytes) {
    ui_js_apply(words, count, text, bytes);
}

void ui_page_schedule(void) {
    ui_js_schedule();
}

void ui_page_timer(u32 id, f64 milliseconds, bool repeats) {
    ui_js_timer(id, milliseconds, repeats);
}

void ui_page_timer_end(u32 id) {
    ui_js_timer_end(id);
}

void ui_page_location(void) {
    ui_js_location();
}

i32 ui_page_stored(u32 kind, const u8 *key, u32 bytes) {
    return ui_js_stored(kind, key, bytes);
}

struct RtState *ui_page_state(void) {
    uintptr_t address = RT_STATE_ADDRESS;
    return (struct RtState *)address;
}
