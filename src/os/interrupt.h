// os/interrupt.h — Ctrl-C as a flag: waiting calls end with STATUS_INTERRUPTED, and whoever sees
// that asks here. The flag is the one mutable static of this room.
#pragma once

#include "base/types.h"

void os_interrupt_watch(void);  // from now on the signal sets the flag; a second unseen one kills
bool os_interrupt_take(void);   // whether it came since the last call
NORETURN void os_interrupt_die(void);  // ends this process the way the untouched signal would have
