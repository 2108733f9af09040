// What the tests of passes share: a module from text, verified, and its text again.
#pragma once

#include "compiler/ir/print.h"
#include "compiler/ir/read.h"
#include "compiler/ir/verify.h"
#include "tests/unit/test.h"

#include <string.h>

static inline void pass_case_verify(IrModule *module, Arena *arena) {
    Bytes report;
    bytes_init(&report, arena);
    if (ir_verify(module, &report) != 0)
        fail_msg("%.*s", (int)report.len, (const char *)report.data);
}

// Starts the arena.
static inline IrModule *pass_case_read(Arena *arena, const char *text) {
    Bytes report;
    arena_init(arena, arena_source_default());
    bytes_init(&report, arena);
    IrModule *module = ir_read(arena, slice_of_text(text), &report);
    if (!module) fail_msg("%.*s", (int)report.len, (const char *)report.data);
    pass_case_verify(module, arena);
    return module;
}

static inline char *pass_case_print(Arena *arena, IrModule *module) {
    Bytes out;
    pass_case_verify(module, arena);
    bytes_init(&out, arena);
    ir_print(&out, module);
    bytes_push(&out, 0);
    return (char *)out.data;
}

static inline u32 count_of(const char *text, const char *part) {
    u32 count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) count++;
    return count;
}
