// ipc/ledger.h — frames that a reader has taken and not yet given back, in the order of the ring.
//
//   head                       tail
//   | released | held | released |            released entries at the head leave together; the
// held one keeps the
//                                             one behind it waiting, because its bytes come first
// in the ring
//
// One thread pushes; any thread releases. No allocation after init.
#pragma once

#include "base/atomic.h"
#include "base/status.h"

typedef struct {
    AtomicU64 *entries;  // owned: bytes and two flags
    u64 mask;            // capacity less 1; the capacity is a power of two
    AtomicU64 head, tail;
    AtomicU32 lock;  // held for a few instructions by whoever moves the head
} Ledger;

// What left the ledger: bytes to credit, and how many frames (tails before a wrap are no frames).
typedef struct {
    u64 bytes, frame_count;
} LedgerCredit;

NODISCARD Status ledger_init(Ledger *ledger, u64 capacity_min);
void ledger_deinit(Ledger *ledger);

u64 ledger_held(const Ledger *ledger);             // entries in it
bool ledger_has_room(const Ledger *ledger);        // for a tail and a frame
u64 ledger_push_frame(Ledger *ledger, u64 bytes);  // returns its ticket

// A tail is free at once, but for what lies before it.
LedgerCredit ledger_push_tail(Ledger *ledger, u64 bytes);

// Unknown and already released tickets are ignored. One thread releases one ticket.
LedgerCredit ledger_release(Ledger *ledger, u64 ticket);
