#include "ipc/ledger.h"

#include "os/sem.h"

#include <stdlib.h>

enum { LOCK_SPINS_MAX = 1000, LOCK_NAP_US = 50 };

#define RELEASED ((u64)1 << 63)
#define IS_TAIL ((u64)1 << 62)
#define BYTES_MASK (IS_TAIL - 1)

Status ledger_init(Ledger *ledger, u64 capacity_min) {
    u64 capacity = 4;
    while (capacity < capacity_min) capacity *= 2;
    *ledger = (Ledger){.mask = capacity - 1};
    ledger->entries = calloc(capacity, sizeof(AtomicU64));
    return ledger->entries ? STATUS_OK : STATUS_NO_MEMORY;
}

void ledger_deinit(Ledger *ledger) {
    free(ledger->entries);
    *ledger = (Ledger){0};
}

u64 ledger_held(const Ledger *ledger) {
    // The head first: it never passes the tail read after it.
    u64 head = atomic_u64_load_acquire(&ledger->head);
    return atomic_u64_load_acquire(&ledger->tail) - head;
}

bool ledger_has_room(const Ledger *ledger) {
    return ledger_held(ledger) + 2 <= ledger->mask + 1;
}

static void lock(Ledger *ledger) {
    u32 spins = 0;
    // Pairs with unlock: the last mover's head is seen.
    while (atomic_u32_swap_acq_rel(&ledger->lock, 1) != 0) {
        if (++spins < LOCK_SPINS_MAX) {
            atomic_pause();
        } else {
            os_sem_nap_us(LOCK_NAP_US);  // its holder lost the processor
            spins = 0;
        }
    }
}

static void unlock(Ledger *ledger) {
    atomic_u32_store_release(&ledger->lock, 0);
}

static LedgerCredit collect(Ledger *ledger) {
    LedgerCredit credit = {0};
    lock(ledger);
    u64 head = atomic_u64_load_relaxed(&ledger->head);
    u64 tail = atomic_u64_load_acquire(&ledger->tail);  // pairs with push: the entry is there
    while (head != tail) {
        // Pairs with ledger_release: that thread's last use of the frame came before.
        u64 entry = atomic_u64_load_acquire(&ledger->entries[head & ledger->mask]);
        if (!(entry & RELEASED)) break;
        credit.bytes += entry & BYTES_MASK;
        if (!(entry & IS_TAIL)) credit.frame_count++;
        head++;
    }
    atomic_u64_store_release(&ledger->head, head);
    unlock(ledger);
    return credit;
}

static u64 push(Ledger *ledger, u64 entry) {
    u64 ticket = atomic_u64_load_relaxed(&ledger->tail);
    atomic_u64_store_relaxed(&ledger->entries[ticket & ledger->mask], entry);
    atomic_u64_store_release(&ledger->tail, ticket + 1);
    return ticket;
}

u64 ledger_push_frame(Ledger *ledger, u64 bytes) {
    return push(ledger, bytes);
}

LedgerCredit ledger_push_tail(Ledger *ledger, u64 bytes) {
    push(ledger, bytes | IS_TAIL | RELEASED);
    return collect(ledger);
}

LedgerCredit ledger_release(Ledger *ledger, u64 ticket) {
    u64 head = atomic_u64_load_acquire(&ledger->head);
    u64 tail = atomic_u64_load_acquire(&ledger->tail);
    if (ticket - head >= tail - head) return (LedgerCredit){0};
    AtomicU64 *entry = &ledger->entries[ticket & ledger->mask];
    u64 value = atomic_u64_load_relaxed(entry);
    if (value & RELEASED) return (LedgerCredit){0};
    atomic_u64_store_release(entry, value | RELEASED);
    return collect(ledger);
}
