// The scheduler on a clock of its own.
#include "runtime/ui/frames.h"

#include "tests/unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    UiFrames frames;
    f64 now;
    u32 requests, piece_count;
    void *pieces[64];
    char log[256];
} Clock;

typedef struct {
    Clock *clock;
    const char *name;
    f64 slice_ms;
    u32 slices, ran;
} Work;

static f64 now_ms(void *context) {
    return ((Clock *)context)->now;
}

static void request(void *context) {
    ((Clock *)context)->requests++;
}

static void *pages(void *context, usize bytes) {
    Clock *clock = context;
    assert_true(clock->piece_count < 64);
    return clock->pieces[clock->piece_count++] = malloc(bytes);
}

static bool work(void *self) {
    Work *at = self;
    at->clock->now += at->slice_ms;
    at->ran++;
    if (at->name) strcat(at->clock->log, at->name);
    return at->ran < at->slices;
}

static Clock *clock_new(void) {
    Clock *clock = calloc(1, sizeof *clock);
    UiFrameHost host = {clock, now_ms, request, pages};
    ui_frames_init(&clock->frames, &host);
    return clock;
}

static void clock_free(Clock *clock) {
    for (u32 i = 0; i < clock->piece_count; i++) free(clock->pieces[i]);
    free(clock);
}

static f64 run_frame(Clock *clock) {
    f64 start = clock->now;
    ui_frames_run(&clock->frames, start);
    return clock->now - start;
}

TEST(frame_order_is_priority_then_age) {
    Clock *clock = clock_new();
    Work works[] = {{clock, "l", 0.1, 1, 0}, {clock, "n", 0.1, 1, 0}, {clock, "h", 0.1, 1, 0},
                    {clock, "c", 0.1, 1, 0}, {clock, "N", 0.1, 1, 0}, {clock, "C", 0.1, 1, 0}};
    UiPriority priorities[] = {UI_LOW, UI_NORMAL, UI_HIGH, UI_CRITICAL, UI_NORMAL, UI_CRITICAL};
    for (u32 i = 0; i < 6; i++) ui_frames_post(&clock->frames, priorities[i], i, work, &works[i]);
    assert_int_equal(clock->requests, 1);
    run_frame(clock);
    assert_string_equal(clock->log, "cChnNl");
    assert_int_equal(clock->requests, 1);
    clock_free(clock);
}

TEST(frame_work_that_does_not_fit_waits) {
    Clock *clock = clock_new();
    static Work works[200];
    for (u32 i = 0; i < 200; i++) {
        works[i] = (Work){clock, NULL, 1.0, 1, 0};
        ui_frames_post(&clock->frames, UI_NORMAL, 0, work, &works[i]);
    }
    u32 frames = 0;
    for (; works[199].ran == 0; frames++) assert_true(run_frame(clock) <= UI_FRAME_BUDGET_MS + 1);
    assert_int_equal(frames, 25);
    assert_int_equal(clock->requests, frames);
    clock_free(clock);
}

TEST(frame_one_long_task_goes_on_in_slices) {
    Clock *clock = clock_new();
    Work longer = {clock, NULL, 3.0, 10, 0}, critical = {clock, "c", 0.5, 1, 0};
    ui_frames_post(&clock->frames, UI_LOW, 1, work, &longer);
    u32 frames = 0;
    for (; longer.ran < 10; frames++) {
        assert_true(run_frame(clock) <= UI_FRAME_BUDGET_MS + 3);
        if (frames == 1) ui_frames_post(&clock->frames, UI_CRITICAL, 2, work, &critical);
    }
    assert_int_equal(critical.ran, 1);
    assert_int_equal(frames, 5);
    clock_free(clock);
}

TEST(frame_estimates_decide) {
    Clock *clock = clock_new();
    Work slow = {clock, NULL, 7.0, 1, 0}, quick = {clock, NULL, 2.0, 1, 0};
    ui_frames_post(&clock->frames, UI_NORMAL, 3, work, &slow);
    run_frame(clock);
    slow.ran = 0;
    // 2 ms used, 7 known: 9 do not fit into 8.
    ui_frames_post(&clock->frames, UI_HIGH, 4, work, &quick);
    ui_frames_post(&clock->frames, UI_NORMAL, 3, work, &slow);
    run_frame(clock);
    assert_int_equal(quick.ran, 1);
    assert_int_equal(slow.ran, 0);
    run_frame(clock);
    assert_int_equal(slow.ran, 1);
    clock_free(clock);
}

TEST(frame_nothing_starves) {
    Clock *clock = clock_new();
    Work low = {clock, NULL, 1.0, 1, 0};
    static Work busy[400];
    ui_frames_post(&clock->frames, UI_LOW, 0, work, &low);
    u32 frames = 0;
    for (; low.ran == 0 && frames < 100; frames++) {
        Work *at = &busy[frames];
        *at = (Work){clock, NULL, 20.0, 1, 0};
        ui_frames_post(&clock->frames, UI_NORMAL, 1, work, at);
        run_frame(clock);
    }
    assert_true(frames < 3 * UI_FRAME_PATIENCE);
    clock_free(clock);
}

TEST(frame_cancelled_tasks_never_run) {
    Clock *clock = clock_new();
    Work first = {clock, "1", 0.1, 1, 0}, second = {clock, "2", 0.1, 1, 0};
    UiTicket ticket = ui_frames_post(&clock->frames, UI_NORMAL, 0, work, &first);
    ui_frames_cancel(ticket);
    run_frame(clock);
    ui_frames_post(&clock->frames, UI_NORMAL, 0, work, &second);
    ui_frames_cancel(ticket);  // its memory is another task's now
    run_frame(clock);
    assert_string_equal(clock->log, "2");
    second.name = NULL;
    for (u32 i = 0; i < 10000; i++) {
        ui_frames_post(&clock->frames, UI_NORMAL, 0, work, &second);
        run_frame(clock);
    }
    assert_int_equal(clock->piece_count, 1);
    clock_free(clock);
}
