// krait build --report: what a linked program carries, and which chain of references keeps it.
#include "tools/krait/krait.h"

#include <stdlib.h>

enum { LARGEST_SHOWN = 40, CHAIN_MAX = 24 };

static const ReportItem *item(const LinkReport *report, u32 index) {
    return &report->items.items[index];
}

static u32 bytes_of(const LinkReport *report, ReportKind kind) {
    u32 bytes = 0;
    for (u32 i = 1; i < report->items.count; i++) {
        if (item(report, i)->kind == kind) bytes += item(report, i)->bytes;
    }
    return bytes;
}

// `number` in a column of its own.
static void put_number(Bytes *out, u32 number) {
    u32 width = 1;
    for (u32 rest = number; rest >= 10; rest /= 10) width++;
    for (; width < 9; width++) bytes_push(out, ' ');
    bytes_u64(out, number);
}

static void put_chain(Bytes *out, const LinkReport *report, u32 index) {
    for (u32 i = 0; index != 0 && i < CHAIN_MAX; i++) {
        const ReportItem *at = item(report, index), *from = item(report, at->from);
        bytes_format(out, " <- %S", &from->name);
        if (at->reason && from->name.len > 0) bytes_format(out, " (%s)", at->reason);
        index = at->reason ? 0 : at->from;
    }
}

static void put_items(Bytes *out, const LinkReport *report, const u32 *order, u32 count) {
    bytes_text(out, "    bytes     keeps\n");
    for (u32 i = 0; i < count && i < LARGEST_SHOWN; i++) {
        const ReportItem *at = item(report, order[i]);
        put_number(out, at->bytes);
        bytes_push(out, ' ');
        put_number(out, at->kept);
        bytes_format(out, "  %S", &at->name);
        if (at->kind == REPORT_FUNCTION || at->kind == REPORT_DATA)
            put_chain(out, report, order[i]);
        bytes_push(out, '\n');
    }
}

typedef struct {
    u32 key, index;
} Ranked;

static int by_key(const void *a, const void *b) {
    u32 left = ((const Ranked *)a)->key, right = ((const Ranked *)b)->key;
    return (left < right) - (left > right);
}

// Items but the program, the largest first.
static u32 *ranked(Arena *arena, const LinkReport *report, bool is_by_kept) {
    u32 count = report->items.count;
    Ranked *all = ARENA_NEW_ARRAY(arena, Ranked, count + 1);
    u32 *order = ARENA_NEW_ARRAY(arena, u32, count + 1);
    for (u32 i = 0; i < count; i++)
        all[i] = (Ranked){is_by_kept ? item(report, i)->kept : item(report, i)->bytes, i};
    all[0].key = 0;
    qsort(all, count, sizeof *all, by_key);
    for (u32 i = 0; i < count; i++) order[i] = all[i].index;
    return order;
}

void report_text(Bytes *out, const LinkReport *report) {
    u32 shown = report->items.count - 1;
    bytes_format(out, "%u bytes\n", report->bytes);
    static const char *const kinds[] = {"the program's own code", "code of the runtime",
                                        "data of the runtime", "other sections"};
    for (u32 i = 0; i < COUNT_OF(kinds); i++) {
        put_number(out, bytes_of(report, (ReportKind)i));
        bytes_format(out, "  %s\n", kinds[i]);
    }
    if (report->maker)
        bytes_format(out,
                     "\nThe program uses '%s': it may reach any attribute by its name, so all that "
                     "have one are kept.\n",
                     report->maker);
    bytes_text(out, "\nLargest, and who reached it first:\n");
    put_items(out, report, ranked(out->arena, report, false), shown);
    bytes_text(out, "\nWith what only it keeps:\n");
    put_items(out, report, ranked(out->arena, report, true), shown);
    bytes_text(out, "\nObjects that there may be, and who makes them first:\n");
    for (u32 i = 0; i < report->parts.count; i++) {
        const ReportPart *part = &report->parts.items[i];
        bytes_format(out, "  %S <- %S", &part->name, &item(report, part->from)->name);
        put_chain(out, report, part->from);
        bytes_push(out, '\n');
    }
}
