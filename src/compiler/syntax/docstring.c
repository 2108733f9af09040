// What a docstring says, without the indentation that the code around it gave it.
#include "base/bytes.h"
#include "compiler/syntax/ast.h"

static Slice expand_tabs(Arena *arena, Slice text) {
    Bytes out;
    bytes_init(&out, arena);
    u32 column = 0;
    for (usize i = 0; i < text.len; i++) {
        u8 c = text.data[i];
        if (c == '\t') {
            do bytes_push(&out, ' ');
            while (++column % 8 != 0);
            continue;
        }
        bytes_push(&out, c);
        if (c == '\n' || c == '\r')
            column = 0;
        else if ((c & 0xc0) != 0x80)
            column++;
    }
    return bytes_slice(&out);
}

static usize spaces_at(Slice text, usize at) {
    usize count = 0;
    while (at + count < text.len && text.data[at + count] == ' ') count++;
    return count;
}

static usize behind_line(Slice text, usize at) {
    while (at < text.len && text.data[at] != '\n') at++;
    return at < text.len ? at + 1 : at;
}

Slice ast_clean_docstring(Arena *arena, const AstExpr *doc) {
    Slice text = expand_tabs(arena, doc->constant.value.u.text);
    usize margin = SIZE_MAX;
    for (usize at = behind_line(text, 0); at < text.len; at = behind_line(text, at)) {
        usize indent = spaces_at(text, at);
        bool is_blank = at + indent == text.len || text.data[at + indent] == '\n';
        if (!is_blank && indent < margin) margin = indent;
    }
    if (margin == SIZE_MAX) margin = 0;
    Bytes out;
    bytes_init(&out, arena);
    for (usize at = 0; at < text.len;) {
        usize end = behind_line(text, at), indent = spaces_at(text, at);
        usize cut = at == 0 || indent < margin ? indent : margin;
        for (usize i = at + cut; i < end; i++) bytes_push(&out, text.data[i]);
        at = end;
    }
    return bytes_slice(&out);
}
