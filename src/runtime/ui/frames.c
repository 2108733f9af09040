#include "runtime/ui/frames.h"

#include "base/check.h"

enum { TASKS_PER_PIECE = 64 };

// How much the newest slice counts. Estimates follow slow slices at once, quick ones slowly.
static const f64 LEARN_DOWN = 0.2;

void ui_frames_init(UiFrames *frames, const UiFrameHost *host) {
    *frames = (UiFrames){.host = *host, .budget_ms = UI_FRAME_BUDGET_MS};
}

static void request(UiFrames *frames) {
    if (frames->is_requested) return;
    frames->is_requested = true;
    frames->host.request(frames->host.context);
}

static UiTask *task_alloc(UiFrames *frames) {
    if (!frames->free_tasks) {
        UiTask *piece = frames->host.pages(frames->host.context, TASKS_PER_PIECE * sizeof *piece);
        CHECK(piece);
        for (u32 i = 0; i < TASKS_PER_PIECE; i++) {
            piece[i] = (UiTask){.next = frames->free_tasks};
            frames->free_tasks = &piece[i];
        }
    }
    UiTask *task = frames->free_tasks;
    frames->free_tasks = task->next;
    return task;
}

static void task_free(UiFrames *frames, UiTask *task) {
    task->run = NULL;
    task->turn++;
    task->next = frames->free_tasks;
    frames->free_tasks = task;
}

static void push(UiTaskQueue *queue, UiTask *task) {
    task->next = NULL;
    if (queue->last) {
        queue->last->next = task;
    } else {
        queue->first = task;
    }
    queue->last = task;
}

static UiTask *pop(UiTaskQueue *queue) {
    UiTask *task = queue->first;
    queue->first = task->next;
    if (!queue->first) queue->last = NULL;
    return task;
}

static void push_first(UiTaskQueue *queue, UiTask *task) {
    task->next = queue->first;
    queue->first = task;
    if (!queue->last) queue->last = task;
}

UiTicket ui_frames_post(UiFrames *frames, UiPriority priority, u32 kind, UiTaskRun run,
                        void *self) {
    CHECK(kind < UI_TASK_KINDS_MAX && priority < UI_PRIORITY_COUNT);
    UiTask *task = task_alloc(frames);
    *task = (UiTask){.run = run, .self = self, .kind = kind, .turn = task->turn};
    push(&frames->queues[priority], task);
    request(frames);
    return (UiTicket){task, task->turn};
}

void ui_frames_cancel(UiTicket ticket) {
    if (ticket.task && ticket.task->turn == ticket.turn) ticket.task->run = NULL;
}

// Takes the first task of a queue that is still wanted; NULL: none.
static UiTask *take(UiFrames *frames, UiTaskQueue *queue) {
    while (queue->first) {
        UiTask *task = pop(queue);
        if (task->run) return task;
        task_free(frames, task);
    }
    return NULL;
}

// One slice; returns the time when it ended.
static f64 run_slice(UiFrames *frames, UiTaskQueue *queue, UiTask *task, f64 now) {
    u32 turn = task->turn;
    bool has_more = task->run(task->self);
    f64 end = frames->host.now_ms(frames->host.context);
    f64 took = end - now, *estimate = &frames->estimates_ms[task->kind];
    *estimate = took > *estimate ? took : *estimate + (took - *estimate) * LEARN_DOWN;
    frames->slices++;
    CHECK(task->turn == turn);
    if (has_more && task->run) {
        task->waited = 0;
        push_first(queue, task);
    } else {
        task_free(frames, task);
    }
    return end;
}

// What waited too long goes up; its age starts again.
static void age(UiFrames *frames) {
    for (u32 priority = UI_NORMAL; priority < UI_PRIORITY_COUNT; priority++) {
        UiTaskQueue *queue = &frames->queues[priority], kept = {0};
        while (queue->first) {
            UiTask *task = pop(queue);
            bool is_rising = ++task->waited >= UI_FRAME_PATIENCE;
            if (is_rising) task->waited = 0;
            push(is_rising ? &frames->queues[priority - 1] : &kept, task);
        }
        *queue = kept;
    }
}

static bool is_anything_left(const UiFrames *frames) {
    for (u32 priority = 0; priority < UI_PRIORITY_COUNT; priority++) {
        if (frames->queues[priority].first) return true;
    }
    return false;
}

void ui_frames_run(UiFrames *frames, f64 start_ms) {
    frames->is_requested = false;
    frames->frames++;
    f64 deadline = start_ms + frames->budget_ms;
    f64 now = frames->host.now_ms(frames->host.context);
    // Only what was there: a critical task that posts another one does not hold up the paint.
    UiTaskQueue critical = frames->queues[UI_CRITICAL];
    frames->queues[UI_CRITICAL] = (UiTaskQueue){0};
    for (UiTask *task; (task = take(frames, &critical));) {
        now = run_slice(frames, &frames->queues[UI_CRITICAL], task, now);
    }
    bool is_first = true;
    for (u32 priority = UI_HIGH; priority < UI_PRIORITY_COUNT; priority++) {
        UiTaskQueue *queue = &frames->queues[priority];
        for (UiTask *task; (task = take(frames, queue));) {
            bool fits = now + frames->estimates_ms[task->kind] <= deadline;
            if (!fits && !is_first) {
                push_first(queue, task);
                frames->deferred++;
                priority = UI_PRIORITY_COUNT;
                break;
            }
            is_first = false;
            now = run_slice(frames, queue, task, now);
        }
    }
    age(frames);
    if (is_anything_left(frames)) request(frames);
}
