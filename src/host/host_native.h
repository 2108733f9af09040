// host/host_native.h — the host table of abi/host.h for ordinary programs: standard streams, the
// system's clocks, source files.
#pragma once

#include "abi/host.h"

// Static and shared by all states: it holds nothing of theirs.
const RtHost *host_native(void);
