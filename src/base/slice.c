#include "base/slice.h"

#include "base/check.h"
#include <string.h>

Slice slice_of_text(const char *text) {
    return slice_make(text, strlen(text));
}

bool slice_equal(Slice left, Slice right) {
    return left.len == right.len && (left.len == 0 || memcmp(left.data, right.data, left.len) == 0);
}

int slice_compare(Slice left, Slice right) {
    usize common = left.len < right.len ? left.len : right.len;
    int order = common == 0 ? 0 : memcmp(left.data, right.data, common);
    if (order != 0) return order;
    return left.len < right.len ? -1 : left.len > right.len;
}

bool slice_starts_with(Slice slice, Slice prefix) {
    return slice.len >= prefix.len && slice_equal(slice_range(slice, 0, prefix.len), prefix);
}

bool slice_ends_with(Slice slice, Slice suffix) {
    return slice.len >= suffix.len &&
           slice_equal(slice_from(slice, slice.len - suffix.len), suffix);
}

Slice slice_from(Slice slice, usize start) {
    return slice_range(slice, start, slice.len);
}

Slice slice_range(Slice slice, usize start, usize end) {
    CHECK(start <= end && end <= slice.len);
    // An empty slice may have no address to add to.
    return slice_make(start == 0 ? slice.data : slice.data + start, end - start);
}

u64 slice_hash(Slice slice) {
    u64 hash = 0xcbf29ce484222325u;
    for (usize i = 0; i < slice.len; i++) hash = (hash ^ slice.data[i]) * 0x100000001b3u;
    return hash ^ hash >> 32;
}
