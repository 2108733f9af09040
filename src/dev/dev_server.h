// dev/dev_server.h — the developer's server: the program as a page that follows each save.
//
//   save ─► dev_watch ─► dev_build ─► product in memory ─► "built" over every page's WebSocket
//                              └─► errors ─► "error": the pages show them over what still runs
//
// The page's part is web/dev/client.js. What it asks for is looked up in this order: the product of
// the last good build, the files krait*.js and krait*.wasm of the installation, the project's
// folder (nothing hidden, nothing outside it).
#pragma once

#include "base/slice.h"
#include "base/status.h"

typedef struct {
    const char *folder;             // of the project; "." or a path without "/" at its end
    const char *web_folder;         // of the installation
    const char *const *build_argv;  // of dev_build
    const char *host;
    u16 port;                                      // 0: any
    bool tries_ports;                              // where that one is taken, the next ones
    void *context;                                 // of the functions below
    void (*note)(void *context, Slice line);       // for a person to read, without an end of line
    void (*open)(void *context, const char *url);  // listening begins; may be NULL
} DevOptions;

enum { DEV_PORTS_TRIED = 20, DEV_PAGES_MAX = 64 };

// Serves until Ctrl-C. `*problem` (static) says what failed.
NODISCARD Status dev_serve(const DevOptions *options, const char **problem);
