// tools/krait/ipc_command.h — krait ipc: which rings exist, who holds them, how they do.
#pragma once

#include <stdbool.h>

// The arguments behind `krait ipc`; returns the exit code.
int ipc_command(int argc, char **argv);

// Measures round trips and throughput of two processes beside bare semaphores, a bare spin and
// memcpy.
int ipc_bench(bool is_json, bool is_pinned, int rounds);
