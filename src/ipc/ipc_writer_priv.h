// ipc/ipc_writer_priv.h — a writer's ring, for the reader that is told what it will be answered
// with.
#pragma once

#include "ipc/ring.h"
#include "krait/ipc.h"

const RingWriter *ipc_writer_ring(const KrWriter *writer);
