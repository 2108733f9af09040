// host/host_file.h — HostFileCall by system calls.
#pragma once

#include "abi/host.h"

i64 host_file(void *context, const HostFileCall *call);
