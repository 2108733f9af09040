// os/proc_alive.h — who this process is and whether another one still lives.
#pragma once

#include "base/types.h"

u64 os_proc_self(void);

// Whether a process of this id can still act. One that ended but was not yet waited for cannot;
// one that may not be signalled because it belongs to somebody else can. An id may have been given
// to a new process since.
bool os_proc_is_alive(u64 id);

// The process's command name, "" where it is not known.
void os_proc_name(u64 id, char *text, usize text_bytes);
