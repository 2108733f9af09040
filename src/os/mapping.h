// os/mapping.h — whole pages of memory: fresh ones, and files read in place.
#pragma once

#include "base/slice.h"
#include "base/status.h"

// Zeroed pages for at least `bytes`; taken from the machine when they are first touched.
NODISCARD Status os_mapping_new(usize bytes, void **memory);
// The same pages for this process and all that it forks from now on.
NODISCARD Status os_mapping_new_shared(usize bytes, void **memory);
// The same pages for all that ask for this path: a file, made and zeroed by the first.
// STATUS_INVALID: it has another size.
NODISCARD Status os_mapping_open_shared(const char *path, usize bytes, void **memory);
void os_mapping_free(void *memory, usize bytes);

// A file's bytes, read-only. An empty file is an empty slice. Who shortens the file while it is
// mapped ends this process: only for files that nobody writes in place.
NODISCARD Status os_mapping_open(const char *path, Slice *content);
void os_mapping_close(Slice content);
