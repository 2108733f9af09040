// host/host_program.h — the main() of native programs made by the C back end.
#pragma once

#include "abi/program.h"

// Makes a state, runs the unit as the main program, takes the state apart. Returns the exit code.
// sys.argv[0] is $KRAIT_PROGRAM (set by `krait run`, then removed), else argv[0].
int host_program_main(int argc, char **argv, const RtUnit *unit);
