#include "base/mpmc.h"

#include "base/check.h"

void mpmc_init(Mpmc *queue, MpmcCell *cells, u32 capacity) {
    CHECK(capacity >= 2 && capacity <= MPMC_CAPACITY_MAX && (capacity & (capacity - 1)) == 0);
    *queue = (Mpmc){.cells = cells, .mask = capacity - 1, .shift = (u32)__builtin_ctz(capacity)};
    for (u32 i = 0; i < capacity; i++) cells[i] = (MpmcCell){0};
}

Status mpmc_push(Mpmc *queue, void *item) {
    u64 at = atomic_u64_load_relaxed(&queue->tail);
    for (;;) {
        MpmcCell *cell = &queue->cells[at & queue->mask];
        u64 free_turn = (at >> queue->shift) * 2;
        // Pairs with mpmc_pop's release: the cell's last item was taken.
        u64 turn = atomic_u64_load_acquire(&cell->turn);
        if (turn == free_turn) {
            if (atomic_u64_cas_acq_rel(&queue->tail, &at, at + 1)) {
                cell->item = item;
                // Whoever sees the turn sees the item.
                atomic_u64_store_release(&cell->turn, free_turn + 1);
                return STATUS_OK;
            }
        } else if (turn < free_turn) {
            return STATUS_FULL;
        } else {
            at = atomic_u64_load_relaxed(&queue->tail);
        }
    }
}

Status mpmc_pop(Mpmc *queue, void **item) {
    u64 at = atomic_u64_load_relaxed(&queue->head);
    for (;;) {
        MpmcCell *cell = &queue->cells[at & queue->mask];
        u64 full_turn = (at >> queue->shift) * 2 + 1;
        // Pairs with mpmc_push's release: the item is there.
        u64 turn = atomic_u64_load_acquire(&cell->turn);
        if (turn == full_turn) {
            if (atomic_u64_cas_acq_rel(&queue->head, &at, at + 1)) {
                *item = cell->item;
                // The cell may be filled in its next turn.
                atomic_u64_store_release(&cell->turn, full_turn + 1);
                return STATUS_OK;
            }
        } else if (turn < full_turn) {
            return STATUS_EMPTY;
        } else {
            at = atomic_u64_load_relaxed(&queue->head);
        }
    }
}
