// compiler/wasm/report.h — what a linked program carries, and why: every function and piece of data
// with its size, who reached it first, and what would be gone without it.
#pragma once

#include "base/arena.h"
#include "base/slice.h"
#include "base/vec.h"

typedef enum {
    REPORT_PROGRAM,   // the program's own functions; item 0 is the program as a whole
    REPORT_FUNCTION,  // of the runtime
    REPORT_DATA,      // of the runtime
    REPORT_SECTION    // the rest: description, exports, table …
} ReportKind;

typedef struct {
    Slice name;
    ReportKind kind;
    u32 bytes;           // as they are in the module
    u32 kept;            // with all that only this one keeps
    u32 from;            // item that reached it first; of item 0 itself
    u32 keeper;          // nearest item without which it would not be there
    const char *reason;  // of items that the program itself reaches, or NULL
} ReportItem;

typedef struct {
    Slice name;
    u32 from;  // item that may make one
} ReportPart;

typedef struct {
    VEC(ReportItem) items;
    VEC(ReportPart) parts;  // classes of which there may be objects
    const char *maker;      // the name by which the program can reach any other, or NULL
    u32 bytes;              // of the module
} LinkReport;
