// runtime/ui/page.h — where a program's page is: behind the loader's imports in wasm (web/ui), and
// nowhere natively, where views live without being seen.
#pragma once

#include "runtime/ui/dom_event.h"

// What the loader calls. In wasm these are places of the table.
typedef struct {
    u32 (*dispatch)(void);  // the event that was written: see dom_event.h
    u8 *(*event_text)(u32 bytes);
    void (*flush)(void);
    UiEvent *event;
    void (*timer)(u32 id, f64 time_ms);
    void (*located)(u32 bytes);  // the address is another one: it lies where event_text said
} UiPageCalls;

// Before anything else. False: nobody looks at this page.
bool ui_page_open(const UiPageCalls *calls);
void ui_page_apply(const u32 *words, u32 count, const u8 *text, u32 bytes);
void ui_page_schedule(void);
// calls->timer after so many milliseconds; below 0: before the next paint.
void ui_page_timer(u32 id, f64 milliseconds, bool repeats);
void ui_page_timer_end(u32 id);
// The address, by calls->event_text and ->located; only the first time does anything.
void ui_page_location(void);
// A text that outlives the page; its bytes come to calls->event_text. -1: there is none.
i32 ui_page_stored(u32 kind, const u8 *key, u32 bytes);
// The state of the program that the loader speaks to.
struct RtState *ui_page_state(void);
