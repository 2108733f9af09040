#include "server/net/timer_wheel.h"
#include "tests/unit/test.h"

#include <string.h>

enum { COUNT = 500, ROUNDS = 20000 };

static u32 next_random(u32 *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

TEST(timer_wheel_fires_each_timer_once_at_its_tick) {
    static TimerWheel wheel;
    static Timer timers[COUNT];
    static u64 due[COUNT];
    static const u32 ranges[] = {3, 64, 70, 5000, 300000};
    u32 seed = 7;
    u64 now = 1000;
    timer_wheel_init(&wheel, now);
    for (u32 round = 0; round < ROUNDS; round++) {
        u32 index = next_random(&seed) % COUNT;
        if (next_random(&seed) % 4 == 0) {
            timer_cancel(&wheel, &timers[index]);
            due[index] = 0;
        } else {
            due[index] = now + 1 + next_random(&seed) % ranges[next_random(&seed) % 5];
            timer_set(&wheel, &timers[index], due[index]);
        }
        u64 wait = timer_wheel_wait(&wheel, 100);
        u64 target = now + next_random(&seed) % ranges[next_random(&seed) % 4];
        for (u32 i = 0; i < COUNT; i++) {
            // What it says to wait is never past a timer.
            if (due[i]) assert_true(due[i] >= now + wait || wait == 0);
        }
        Timer *timer;
        while ((timer = timer_wheel_advance(&wheel, target)) != NULL) {
            u32 fired = (u32)(timer - timers);
            assert_int_equal(due[fired], wheel.now_tick);
            assert_false(timer_is_set(timer));
            due[fired] = 0;
        }
        now = target > now ? target : now;
        for (u32 i = 0; i < COUNT; i++) assert_true(due[i] == 0 || due[i] > now);
    }
}

TEST(timer_wheel_keeps_timers_beyond_its_horizon) {
    static TimerWheel wheel;
    Timer far = {0};
    timer_wheel_init(&wheel, 0);
    u64 due = (u64)1 << 25;
    timer_set(&wheel, &far, due);
    u32 early = 0;
    for (Timer *timer; (timer = timer_wheel_advance(&wheel, due)) != NULL;) {
        if (wheel.now_tick >= due) break;
        early++;
        timer_set(&wheel, timer, due);  // as users do: look whether it is really late
    }
    assert_int_equal(wheel.now_tick, due);
    assert_true(early < 10);
}
