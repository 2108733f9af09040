// Tasks that take a millisecond, for the test of frames in a page.
#include "runtime/ui/frames.h"

#define EXPORT(name) __attribute__((export_name(#name)))
#define JS(name) __attribute__((import_module("ui"), import_name(#name)))

JS(now) f64 work_js_now(void);
JS(request) void work_js_request(void);

EXPORT(start) void work_start(void);
EXPORT(post) void work_post(u32 count, u32 priority);
EXPORT(run) void work_run(f64 start_ms);
EXPORT(done) u32 work_done(u32 priority);
EXPORT(most) u32 work_most(void);
EXPORT(frames) u32 work_frames(void);

typedef struct {
    UiFrames frames;
    u32 done[UI_PRIORITY_COUNT];
    u32 in_frame, most;  // tasks that are not critical
} Work;

static Work work_state;

static f64 now_ms(void *context) {
    (void)context;
    return work_js_now();
}

static void request(void *context) {
    (void)context;
    work_js_request();
}

static void *pages(void *context, usize bytes) {
    (void)context;
    usize before = __builtin_wasm_memory_grow(0, (bytes + 65535) / 65536);
    return before == (usize)-1 ? NULL : (void *)(before * 65536);
}

static bool task(void *self) {
    u32 *done = self;
    f64 end = work_js_now() + 1;
    while (work_js_now() < end) continue;
    ++*done;
    if (done != &work_state.done[UI_CRITICAL] && ++work_state.in_frame > work_state.most) {
        work_state.most = work_state.in_frame;
    }
    return false;
}

void work_start(void) {
    UiFrameHost host = {.now_ms = now_ms, .request = request, .pages = pages};
    ui_frames_init(&work_state.frames, &host);
}

void work_post(u32 count, u32 priority) {
    for (u32 i = 0; i < count; i++) {
        ui_frames_post(&work_state.frames, (UiPriority)priority, priority, task,
                       &work_state.done[priority]);
    }
}

void work_run(f64 start_ms) {
    work_state.in_frame = 0;
    ui_frames_run(&work_state.frames, start_ms);
}

u32 work_done(u32 priority) {
    return work_state.done[priority];
}

u32 work_most(void) {
    return work_state.most;
}

u32 work_frames(void) {
    return work_state.frames.frames;
}
