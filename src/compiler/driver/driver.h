// compiler/driver/driver.h — the phases in order: source, syntax, sema, lower, pass, then a back
// end.
//
//   Driver driver;
//   driver_init(&driver, arena);
//   bool is_good = driver_analyze(&driver, name, bytes, &loader, options);
//   if (is_good && driver_lower(&driver, options)) driver_emit_wasm(&driver, &out);
//   driver_print_diagnostics(&driver, &text);  // errors, or warnings of a good program
//
// The world is reached only through the loader and the clock. Everything lives in the arena.
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"
#include "compiler/jxl/jxl_program.h"
#include "compiler/sema/program.h"
#include "compiler/wasm/report.h"

typedef struct {
    u32 optimize;           // 0 or 2
    bool is_untyped;        // without type inference: a testing mode
    bool lacks_web;         // the target is no wasm: what needs JavaScript is refused
    SemaSections sections;  // of the entry module, in a page
    SemaExtension extension;
    const char *shown_name;  // of the entry file in tracebacks and diagnostics, or NULL
    const char *python;      // for the caller's loader: which CPython's modules, or NULL
    const char *last_pass;   // stop behind this pass ("lower" for none), or NULL
    bool verifies_all;       // verify after every pass; our own bugs stop the process
} DriverOptions;

// How long a phase or pass took. One that runs again adds to its row.
typedef struct {
    const char *name;
    i64 duration_ns;
} DriverTiming;

typedef struct {
    Arena *arena;  // borrowed
    Names names;
    Sources sources;
    Diagnostics diags;
    const AstModule *entry;
    JxlProgram *jxl;  // of a JXL program
    SemaProgram *program;
    IrModule *module;
    i64 (*clock_ns)(void);  // set by who wants timings, or NULL
    i64 started_ns;         // the phase that runs
    VEC(DriverTiming) timings;
} Driver;

void driver_init(Driver *driver, Arena *arena);

// Each phase answers whether the next one may run.
bool driver_parse_only(Driver *driver, Slice name, Slice bytes);  // the entry file, as ast.parse
bool driver_parse(Driver *driver, Slice name, Slice bytes);  // also what only compile() rejects
bool driver_analyze(Driver *driver, Slice name, Slice bytes, const SemaLoader *loader,
                    DriverOptions options);
// A JXL program: `path` as its loader knows it. With `options.last_pass` "desugar" it ends with the
// Python form in driver->entry.
bool driver_analyze_jxl(Driver *driver, Slice path, Slice name, Slice bytes,
                        const JxlLoader *jxl_loader, const JxlOptions *jxl,
                        const SemaLoader *loader, DriverOptions options);
bool driver_lower(Driver *driver, DriverOptions options);  // and the passes

void driver_emit_wasm(Driver *driver, Bytes *out);
// See wasm_link.
NODISCARD Status driver_link_wasm(Driver *driver, Slice runtime, Bytes *out, LinkReport *report);
void driver_print_diagnostics(Driver *driver, Bytes *out);
// What ran since the last call took this long; called by each phase at its end.
void driver_note_time(Driver *driver, const char *name);
// A line for each phase and one for all, with the lines of source that went in.
void driver_print_timings(const Driver *driver, Bytes *out);
