#include "dev/lsp_text.h"

// How long the character is that begins here, and how many UTF-16 units it takes.
static usize character(Slice text, usize at, u32 *units) {
    u8 first = text.data[at];
    usize len = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    *units = 1;
    for (usize i = 1; i < len; i++) {
        if (at + i >= text.len || (text.data[at + i] & 0xc0) != 0x80) return 1;
    }
    if (len == 4) *units = 2;
    return len;
}

static bool ends_line(Slice text, usize at) {
    return text.data[at] == '\n' || text.data[at] == '\r';
}

static usize behind_line_end(Slice text, usize at) {
    bool is_pair = text.data[at] == '\r' && at + 1 < text.len && text.data[at + 1] == '\n';
    return at + (is_pair ? 2 : 1);
}

usize lsp_text_offset(Slice text, LspPosition position) {
    usize at = 0;
    for (u32 line = 0; line < position.line; line++) {
        while (at < text.len && !ends_line(text, at)) at++;
        if (at == text.len) return at;
        at = behind_line_end(text, at);
    }
    for (u32 column = 0; column < position.column && at < text.len && !ends_line(text, at);) {
        u32 units;
        usize len = character(text, at, &units);
        // Between the halves of a pair is before it.
        if (column + units > position.column) break;
        column += units;
        at += len;
    }
    return at;
}

LspPosition lsp_text_position(Slice text, usize offset) {
    LspPosition position = {0, 0};
    usize at = 0, line_start = 0;
    while (at < text.len && at < offset) {
        if (!ends_line(text, at)) {
            at++;
            continue;
        }
        usize next = behind_line_end(text, at);
        if (next > offset) break;
        at = line_start = next;
        position.line++;
    }
    for (at = line_start; at < text.len && at < offset;) {
        u32 units;
        at += character(text, at, &units);
        position.column += units;
    }
    return position;
}

void lsp_text_replace(Bytes *out, Slice text, LspRange range, Slice by) {
    usize start = lsp_text_offset(text, range.start), end = lsp_text_offset(text, range.end);
    if (end < start) end = start;
    bytes_append(out, slice_range(text, 0, start));
    bytes_append(out, by);
    bytes_append(out, slice_from(text, end));
}

bool lsp_text_difference(Slice before, Slice after, LspRange *range, Slice *by) {
    usize head = 0, line_start = 0;
    while (head < before.len && head < after.len && before.data[head] == after.data[head]) {
        if (before.data[head++] == '\n') line_start = head;
    }
    if (head == before.len && head == after.len) return false;
    usize tail = 0, line_tail = 0;
    while (tail < before.len - line_start && tail < after.len - line_start &&
           before.data[before.len - 1 - tail] == after.data[after.len - 1 - tail]) {
        // What follows an end of line is whole lines.
        if (before.data[before.len - 1 - tail] == '\n') line_tail = tail;
        tail++;
    }
    *range = (LspRange){lsp_text_position(before, line_start),
                        lsp_text_position(before, before.len - line_tail)};
    *by = slice_range(after, line_start, after.len - line_tail);
    return true;
}
