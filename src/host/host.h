// host/host.h — the native world behind abi/host.h: streams, clocks, memory, source files. And a whole program's life.
#pragma once

#include "abi/program.h"
#include "base/arena.h"

enum { HOST_STACK_BYTES = 64 << 20, HOST_STACK_RESERVE_BYTES = 512 << 10, HOST_SOURCE_BYTES_MAX = 64 << 20 };

typedef struct {
    RtHost table;  // hand this to rt_state_init; it borrows the struct
    Arena arena;
    struct HostPages *pages;  // in arena: what was mapped for the heap
} Host;

void host_init(Host *host);
void host_deinit(Host *host);  // after the state: unmaps its memory

// Runs a compiled program as its own process would: state, run, exit code. Runs on a stack of HOST_STACK_BYTES.
int host_run_program(const RtUnit *unit, int argc, char **argv);
