// The order in which attributes are looked up: the C3 linearisation of the bases' orders.
#include "runtime/core/builder.h"
#include "runtime/core/class_build.h"
#include "runtime/core/error.h"
#include "runtime/core/str.h"

enum { MERGE_LISTS_MAX = 64, MRO_MAX = 256 };

// Orders that are still to be merged: of each base, and the list of the bases itself.
typedef struct {
    RtState *rt;
    const Tuple *bases;
    u32 at[MERGE_LISTS_MAX + 1];
} Merge;

static RtClass *base_at(const Tuple *bases, u32 index) {
    return index < bases->len ? value_ref(bases->items[index]) : NULL;
}

// Entry `place` of list `list`; the last list is that of the bases.
static RtClass *entry(const Merge *m, u32 list, u32 place) {
    if (list == m->bases->len) return base_at(m->bases, place);
    return class_mro_at(m->rt, base_at(m->bases, list), place);
}

static bool is_in_tail(const Merge *m, const RtClass *candidate) {
    for (u32 list = 0; list <= m->bases->len; list++) {
        RtClass *at;
        for (u32 place = m->at[list] + 1; (at = entry(m, list, place)); place++) {
            if (at == candidate) return true;
        }
    }
    return false;
}

static RtClass *next_class(const Merge *m, bool *is_done) {
    *is_done = true;
    for (u32 list = 0; list <= m->bases->len; list++) {
        RtClass *head = entry(m, list, m->at[list]);
        if (!head) continue;
        *is_done = false;
        if (!is_in_tail(m, head)) return head;
    }
    return NULL;
}

static void raise_conflict(const Merge *m) {
    StrBuilder builder;
    builder_init(&builder, m->rt);
    builder_text(&builder, "Cannot create a consistent method resolution order (MRO) for bases ");
    bool is_first = true;
    for (u32 list = 0; list <= m->bases->len; list++) {
        const RtClass *head = entry(m, list, m->at[list]);
        bool is_told = !head;
        for (u32 i = 0; head && i < list; i++) is_told |= entry(m, i, m->at[i]) == head;
        if (is_told) continue;
        builder_format(&builder, is_first ? "%S" : ", %S", head->name);
        is_first = false;
    }
    error_built(m->rt, CLASS_TYPE_ERROR, &builder);
}

bool class_build_mro(RtState *rt, RtClass *made) {
    Merge m = {.rt = rt, .bases = made->bases};
    RtClass *order[MRO_MAX];
    u32 count = 0;
    if (made->bases->len > MERGE_LISTS_MAX) {
        error_text(rt, CLASS_TYPE_ERROR, "a class with more than 64 bases: not supported");
        return false;
    }
    order[count++] = made;
    for (bool is_done = false;;) {
        RtClass *next = next_class(&m, &is_done);
        if (is_done) break;
        if (!next || count == MRO_MAX) {
            raise_conflict(&m);
            return false;
        }
        order[count++] = next;
        for (u32 list = 0; list <= m.bases->len; list++)
            m.at[list] += entry(&m, list, m.at[list]) == next;
    }
    made->mro = rt_alloc(rt, count * sizeof(RtClass *));
    made->mro_count = count;
    for (u32 i = 0; i < count; i++) made->mro[i] = order[i];
    return true;
}
