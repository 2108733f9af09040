// host/host_program.h — the main() of native programs made by the C back end.
#pragma once

#include "abi/program.h"

// Makes a state, runs the unit as the main program, ends it. Returns the exit code.
// sys.argv[0] is $KRAIT_PROGRAM (set by `krait run`, then removed), else argv[0].
int host_program_main(int argc, char **argv, const RtUnit *unit);

// ---- what that main() does around the program, for others that run one
enum { HOST_EXIT_LEAKED = 66 };
// Looks for leaks (abi/program.h) where the environment has KRAIT_LEAKS=N.
void host_leaks_watch(RtState *rt);
// Ends the program. Returns `code`, or HOST_EXIT_LEAKED. The state itself is only taken apart to
// look for leaks: the process ends, and with it its memory.
int host_program_end(RtState *rt, int code);
