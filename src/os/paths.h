// os/paths.h — where things are: the cache, this program, programs on PATH. Results are in the
// arena.
#pragma once

#include "base/arena.h"
#include "base/status.h"

// $XDG_CACHE_HOME/krait, else ~/.cache/krait; it need not exist. STATUS_NOT_FOUND: neither is
// known.
NODISCARD Status os_path_cache(Arena *arena, const char **path);

// The file of the running program.
NODISCARD Status os_path_self(Arena *arena, const char **path);

// The program that the shell would run for `name`: itself when it has a slash, else found on PATH.
NODISCARD Status os_path_program(const char *name, Arena *arena, const char **path);

// Absolute, links resolved; the file must exist.
NODISCARD Status os_path_real(const char *path, Arena *arena, const char **real);

// The environment's variable, borrowed until it is changed; NULL where there is none.
const char *os_path_variable(const char *name);
