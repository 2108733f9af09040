// compiler/driver/driver.h — the phases in order: source, syntax, sema, lower, pass, then a back
// end.
//
//   Driver driver;
//   driver_init(&driver, arena);
//   bool is_good = driver_analyze(&driver, name, bytes, &loader, options);
//   if (is_good && driver_lower(&driver, options)) driver_emit_wasm(&driver, &out);
//   driver_print_diagnostics(&driver, &text);  // errors, or warnings of a good program
//
// The world is reached only through the loader. Everything lives in the arena.
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"
#include "compiler/sema/program.h"

typedef struct {
    u32 optimize;           // 0 or 2
    bool is_untyped;        // without type inference: a testing mode
    const char *last_pass;  // stop behind this pass ("lower" for none), or NULL
    bool verifies_all;      // verify after every pass; our own bugs stop the process
} DriverOptions;

typedef struct {
    Arena *arena;  // borrowed
    Names names;
    Sources sources;
    Diagnostics diags;
    const AstModule *entry;
    SemaProgram *program;
    IrModule *module;
} Driver;

void driver_init(Driver *driver, Arena *arena);

// Each phase answers whether the next one may run.
bool driver_parse_only(Driver *driver, Slice name, Slice bytes);  // the entry file, as ast.parse
bool driver_parse(Driver *driver, Slice name, Slice bytes);  // also what only compile() rejects
bool driver_analyze(Driver *driver, Slice name, Slice bytes, const SemaLoader *loader,
                    DriverOptions options);
bool driver_lower(Driver *driver, DriverOptions options);  // and the passes

void driver_emit_wasm(const Driver *driver, Bytes *out);
void driver_print_diagnostics(Driver *driver, Bytes *out);
