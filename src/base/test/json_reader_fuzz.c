// Any bytes: the reader stays inside them, and ends; what it gives lies in its source or its arena.
#include "base/check.h"
#include "base/json.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size) {
    Arena arena;
    arena_init(&arena, arena_source_default());
    JsonReader reader = json_reader(&arena, slice_make(data, size));
    json_skip(&reader);
    bool is_good = json_end(&reader);
    CHECK(is_good == (reader.error == NULL));
    CHECK(reader.at <= size);
    arena_deinit(&arena);
    return 0;
}
