// compiler/wasm/split.h — the runtime in two modules: what every program of a page may need, and
// the library that only programs fetch which say that they may need it (link_home.c).
//
//   core     imports  what the runtime imports
//            exports  what the runtime exports, and under short names what the library calls
//   library  imports  all from "rt", the core's exports; memory and table too
//            exports  what the runtime exports and the core has not
//
// The core calls the library through places of the table, only when the program needs it.
// Both have the addresses and the table of one program: the library fills places of the table and
// bytes of memory that the core leaves empty. It may be instantiated at any time before one of its
// functions is called.
#pragma once

#include "base/bytes.h"
#include "base/status.h"

// `runtime` as for wasm_link; its errors too.
NODISCARD Status wasm_split(Bytes *core, Bytes *library, Slice runtime);
