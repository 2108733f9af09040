// abi/program.h — a state from beginning to end: what a host (a native program, the page, a test)
// does with the runtime.
//
//   memory of rt_state_bytes() → rt_state_init → rt_run_main of a unit → rt_state_deinit
#pragma once

#include "abi/host.h"
#include "abi/state.h"
#include "abi/unit.h"

usize rt_state_bytes(void);
// `host` is borrowed until the state ends. Python code may use `stack_bytes` of the calling
// thread's stack below here before it gets RecursionError; 0 means no limit. `argv` becomes
// sys.argv.
NODISCARD Status rt_state_init(RtState *rt, const RtHost *host, usize stack_bytes, u32 argc,
                               const char *const *argv);
void rt_state_deinit(RtState *rt);

// Loads the unit as the main program and runs it: prints an uncaught exception to standard error,
// flushes standard output. Returns the exit code: 0, 1, that of SystemExit, 130 for
// KeyboardInterrupt.
i32 rt_run_main(RtState *rt, const RtUnit *unit);
// The same for a unit that is loaded already: calls run(rt).
i32 rt_run_loaded(RtState *rt, u32 (*run)(RtState *rt));

// What rt_run_main does with an exception that nobody caught. Returns the exit code.
i32 rt_report(RtState *rt, Value exception);

// The program is over: calls what atexit was told, then the finalizers of all that module variables
// hold. rt_state_deinit does it where it was not done.
void rt_finish(RtState *rt);

// Looks for leaks: from rt_leaks_watch on each piece of memory is noted, and the allocation
// `stop_number` stops in a debugger (0: none does). rt_leaks_end ends the program and the state, as
// rt_finish and rt_state_deinit do, and says on standard error what was never given back. Returns
// how many pieces.
void rt_leaks_watch(RtState *rt, u64 stop_number);
u64 rt_leaks_end(RtState *rt);

u64 rt_state_live_count(RtState *rt);  // pieces of memory handed out and not freed
void rt_state_fail_allocation(
    RtState *rt, u64 number);  // tests: that allocation from now on and all later ones fail
