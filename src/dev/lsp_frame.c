#include "dev/lsp_frame.h"

static u8 lower(u8 byte) {
    return byte >= 'A' && byte <= 'Z' ? (u8)(byte + 32) : byte;
}

// The value of a field of that name, or an empty slice. Names are in lower case.
static Slice field_value(Slice line, Slice name) {
    if (line.len <= name.len || line.data[name.len] != ':') return (Slice){0};
    for (usize i = 0; i < name.len; i++) {
        if (lower(line.data[i]) != name.data[i]) return (Slice){0};
    }
    Slice value = slice_from(line, name.len + 1);
    while (value.len > 0 && value.data[0] == ' ') value = slice_from(value, 1);
    while (value.len > 0 && value.data[value.len - 1] == ' ') value.len--;
    return value;
}

static bool read_length(Slice text, u64 *length) {
    *length = 0;
    for (usize i = 0; i < text.len; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') return false;
        *length = *length * 10 + (text.data[i] - '0');
    }
    return text.len > 0 && text.len <= 15;
}

LspFrame lsp_frame_next(Slice input) {
    bool has_length = false;
    u64 length = 0;
    for (usize start = 0;;) {
        usize end = start;
        while (end + 1 < input.len && !(input.data[end] == '\r' && input.data[end + 1] == '\n')) {
            // A line that ends otherwise, or never, is no head.
            if (input.data[end] == '\n' || end >= LSP_HEAD_BYTES_MAX)
                return (LspFrame){.kind = LSP_FRAME_BROKEN};
            end++;
        }
        if (end + 1 >= input.len) return (LspFrame){.kind = LSP_FRAME_MORE};
        Slice line = slice_range(input, start, end);
        start = end + 2;
        if (line.len == 0) {
            if (!has_length) return (LspFrame){.kind = LSP_FRAME_BROKEN};
            if (length > LSP_MESSAGE_BYTES_MAX)
                return (LspFrame){.kind = LSP_FRAME_LARGE, .used = start, .skip = length};
            if (input.len - start < length) return (LspFrame){.kind = LSP_FRAME_MORE};
            Slice body = slice_range(input, start, start + (usize)length);
            return (LspFrame){.kind = LSP_FRAME_MESSAGE, .used = start + body.len, .body = body};
        }
        Slice value = field_value(line, SLICE_LITERAL("content-length"));
        if (value.len == 0) continue;
        if (has_length || !read_length(value, &length)) return (LspFrame){.kind = LSP_FRAME_BROKEN};
        has_length = true;
    }
}
