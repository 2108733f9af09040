// dev/lsp_text.h — places in a document as editors count them: lines from 0, ended by \n, \r\n or
// \r; columns from 0 in UTF-16 code units. The text is UTF-8; a byte that is none counts as one.
#pragma once

#include "base/bytes.h"

typedef struct {
    u32 line, column;
} LspPosition;

typedef struct {
    LspPosition start, end;
} LspRange;

// What lies behind the end of a line, or of the text, is that end.
usize lsp_text_offset(Slice text, LspPosition position);
LspPosition lsp_text_position(Slice text, usize offset);
// Appends `text` with what is between the positions replaced; an end before the start is the start.
void lsp_text_replace(Bytes *out, Slice text, LspRange range, Slice by);
// The smallest whole lines that make `before` into `after`. False: they are the same.
bool lsp_text_difference(Slice before, Slice after, LspRange *range, Slice *by);
