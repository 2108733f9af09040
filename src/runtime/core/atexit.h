// runtime/core/atexit.h — what a program wants to be called when it ends.
#pragma once

#include "runtime/core/result.h"
#include "runtime/core/state.h"

void atexit_run(RtState *rt);  // all of them, the last first; each is forgotten before it is called
