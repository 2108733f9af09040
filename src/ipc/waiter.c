#include "ipc/waiter.h"

enum { SPINS_PER_LOOK = 64, NS_PER_US = 1000, NS_PER_MS = 1000000 };

u64 waiter_deadline(i64 timeout_us) {
    if (timeout_us < 0) return UINT64_MAX;
    u64 now = os_sem_clock_ns();
    if ((u64)timeout_us > (UINT64_MAX - now) / NS_PER_US) return UINT64_MAX;
    return now + (u64)timeout_us * NS_PER_US;
}

static bool spin(const Waiter *waiter, u64 end_ns) {
    do {
        for (u32 i = 0; i < SPINS_PER_LOOK; i++) {
            if (os_sem_value(waiter->sem) > 0) {
                atomic_prefetch(waiter->sem);
                for (usize line = 0; line < waiter->line_count; line++) {
                    atomic_prefetch(waiter->lines[line]);
                }
                if (os_sem_try(waiter->sem)) return true;
            }
            atomic_pause();
        }
    } while (os_sem_clock_ns() < end_ns);
    return false;
}

// While somebody sleeps on a semaphore, each post to it enters the kernel, even when a post before
// has woken the sleeper and only the processor is missing. In full flow it is cheaper by far to let
// the peer have the processor once without being registered as a sleeper.
static bool step_aside(Waiter *waiter) {
    u32 streak = waiter->streak;
    waiter->streak = 0;
    if (streak < WAITER_STREAM) return false;
    os_sem_yield();
    return os_sem_try(waiter->sem);
}

WaiterResult waiter_wait(Waiter *waiter, u64 deadline_ns, bool is_spinning) {
    if (is_spinning && waiter->spin_us > 0) {
        u64 end_ns = waiter_deadline(waiter->spin_us);
        if (spin(waiter, end_ns < deadline_ns ? end_ns : deadline_ns)) return WAITER_TOKEN;
    }
    u64 now = os_sem_clock_ns();
    if (now >= deadline_ns) return WAITER_TIMEOUT;
    if (step_aside(waiter)) return WAITER_TOKEN;
    u64 slice_end_ns = now + (u64)WAITER_SLICE_MS * NS_PER_MS;
    Status status =
        os_sem_wait_until(waiter->sem, slice_end_ns < deadline_ns ? slice_end_ns : deadline_ns);
    if (status == STATUS_OK) return WAITER_TOKEN;
    if (waiter->on_pause && waiter->on_pause(waiter->context) != 0) return WAITER_INTERRUPTED;
    if (status == STATUS_TIMEOUT && slice_end_ns >= deadline_ns) return WAITER_TIMEOUT;
    return WAITER_SLICE;
}

void waiter_cancel(Waiter *waiter) {
    atomic_u32_add_acq_rel(&waiter->cancel_count, 1);
    os_sem_post(waiter->sem);
}
