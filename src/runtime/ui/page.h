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
} UiPageCalls;

// Before anything else. False: nobody looks at this page.
bool ui_page_open(const UiPageCalls *calls);
void ui_page_apply(const u32 *words, u32 count, const u8 *text, u32 bytes);
void ui_page_schedule(void);
// The state of the program that the loader speaks to.
struct RtState *ui_page_state(void);
