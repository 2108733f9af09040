// What report.c tells link.c.
#pragma once

#include "abi/part.h"
#include "compiler/wasm/link_priv.h"
#include "compiler/wasm/report.h"

// In this order, when the module is made.
void report_runtime(LinkReport *report, const LinkCopy *copy, const u8 *why);
void report_program(LinkReport *report, const WasmModule *m);
void report_sections(LinkReport *report, Arena *arena, Slice module);
