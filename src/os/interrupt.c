#define _GNU_SOURCE
#include "os/interrupt.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t is_pending;

static void on_interrupt(int signal_number) {
    // Nobody looked at the last one: the program is busy elsewhere, so let the signal do its work.
    if (is_pending) {
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
    is_pending = 1;
}

void os_interrupt_watch(void) {
    struct sigaction action = {.sa_handler = on_interrupt};  // no SA_RESTART: waits must end
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

bool os_interrupt_take(void) {
    bool was_pending = is_pending;
    is_pending = 0;
    return was_pending;
}

void os_interrupt_die(void) {
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
    _exit(128 + SIGINT);
}
