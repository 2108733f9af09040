// runtime/ui/frames.h — work in slices between frames: four queues, a deadline, learnt estimates.
//
//   critical  feedback to the person: always runs in its frame
//   high      what is about to be painted, animations
//   normal    state, effects, `schedule { }`
//   low       cleaning up, prefetching
//
// A frame runs critical tasks, then the others by priority and age, as long as the next one's
// estimate fits before the deadline. What does not fit waits for the next frame; what has waited
// for FRAME_PATIENCE frames rises by one priority, so nothing starves, and of what is left at least
// one task runs in each frame. Estimates are learnt per kind of task from how long its slices took.
//
// The loader calls ui_frames_run from requestAnimationFrame, in hidden tabs from a message
// (web/ui/frame.mjs).
#pragma once

#include "base/types.h"

enum { UI_TASK_KINDS_MAX = 64, UI_FRAME_PATIENCE = 8 };

typedef enum { UI_CRITICAL, UI_HIGH, UI_NORMAL, UI_LOW, UI_PRIORITY_COUNT } UiPriority;

typedef struct UiTask UiTask;

// One slice. True: there is more; the task stays first in its queue.
typedef bool (*UiTaskRun)(void *self);

typedef struct {
    void *context;
    f64 (*now_ms)(void *context);
    void (*request)(void *context);  // ui_frames_run before the next paint; once until it comes
    void *(*pages)(void *context, usize bytes);  // as UiHost's
} UiFrameHost;

struct UiTask {
    UiTaskRun run;  // NULL: cancelled
    void *self;
    UiTask *next;
    u32 kind, waited;  // waited: frames since it was posted or rose
    u32 turn;          // how often the memory was used: tickets of old tasks do not fit
};

// What a caller keeps of a task, to cancel it.
typedef struct {
    UiTask *task;
    u32 turn;
} UiTicket;

typedef struct {
    UiTask *first, *last;
} UiTaskQueue;

typedef struct {
    UiFrameHost host;
    UiTaskQueue queues[UI_PRIORITY_COUNT];
    f64 estimates_ms[UI_TASK_KINDS_MAX];  // 0: not known yet
    f64 budget_ms;                        // of a frame, the browser's own work left out
    UiTask *free_tasks;
    bool is_requested;
    u32 frames, slices, deferred;  // counters for tests and reports
} UiFrames;

enum { UI_FRAME_BUDGET_MS = 8 };

void ui_frames_init(UiFrames *frames, const UiFrameHost *host);
// `kind` groups tasks that take about as long; `self` is borrowed until the task has ended.
UiTicket ui_frames_post(UiFrames *frames, UiPriority priority, u32 kind, UiTaskRun run, void *self);
// Does nothing if it has ended.
void ui_frames_cancel(UiTicket ticket);
// `start_ms` is when the frame began, on now_ms's clock.
void ui_frames_run(UiFrames *frames, f64 start_ms);
