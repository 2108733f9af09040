// Strings: where they begin and end, and the tokens between. Escapes are left for the parser.
#include "compiler/syntax/jxl/jxl_lexer_priv.h"

bool jxl_lexer_string_start(JxlLexer *l) {
    u32 start = l->at, at = l->at;
    while (l->text[at] == '#') at++;
    u8 quote = l->text[at];
    u32 hashes = at - start;
    if ((quote != '"' && quote != '\'') || hashes > 8) return false;
    bool is_multiline = quote == '"' && l->text[at + 1] == '"' && l->text[at + 2] == '"';
    l->at = at + (is_multiline ? 3 : 1);
    u32 index = l->tokens.count;
    JxlToken *token = jxl_lexer_push(l, JXL_TOKEN_STRING_START, start);
    token->hashes = (u8)hashes;
    if (is_multiline) token->flags |= JXL_MULTILINE;
    if (l->frame_count == JXL_NESTING_MAX) {
        jxl_lexer_fail(l, 8, start, l->at, "strings are nested more than %u deep",
                       (u32)JXL_NESTING_MAX);
        jxl_lexer_push(l, JXL_TOKEN_STRING_END, l->at);
        return true;
    }
    l->frames[l->frame_count++] = (JxlLexFrame){false, is_multiline, quote, (u8)hashes, 0, index};
    return true;
}

static bool has_hashes(const JxlLexer *l, u32 at, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (l->text[at + i] != '#') return false;
    }
    return true;
}

static bool is_end(const JxlLexer *l, const JxlLexFrame *frame) {
    const u8 *at = l->text + l->at;
    u32 quotes = frame->is_multiline ? 3 : 1;
    for (u32 i = 0; i < quotes; i++) {
        if (at[i] != frame->quote) return false;
    }
    return has_hashes(l, l->at + quotes, frame->hashes);
}

static bool is_interpolation(const JxlLexer *l, const JxlLexFrame *frame) {
    return l->text[l->at] == '\\' && has_hashes(l, l->at + 1, frame->hashes) &&
           l->text[l->at + 1 + frame->hashes] == '(';
}

static void push_text(JxlLexer *l, u32 start, const JxlLexFrame *frame) {
    if (l->at == start) return;
    JxlToken *token = jxl_lexer_push(l, JXL_TOKEN_STRING_TEXT, start);
    token->value = frame->token;
    token->hashes = frame->hashes;
}

static void push_end(JxlLexer *l, u32 length) {
    u32 start = l->at;
    l->at += length;
    jxl_lexer_push(l, JXL_TOKEN_STRING_END, start);
    l->frame_count--;
}

static void fail_unterminated(JxlLexer *l, const JxlLexFrame *frame) {
    const JxlToken *open = &l->tokens.items[frame->token];
    jxl_lexer_fail(l, 4, open->start, open->end, "this string has no end%s",
                   frame->is_multiline ? "" : " on its line");
    push_end(l, 0);
}

void jxl_lexer_string_part(JxlLexer *l) {
    JxlLexFrame *frame = &l->frames[l->frame_count - 1];
    u32 start = l->at;
    for (;;) {
        u8 c = l->text[l->at];
        if (l->at >= l->len || (c == '\n' && !frame->is_multiline)) {
            push_text(l, start, frame);
            fail_unterminated(l, frame);
            return;
        }
        if (is_end(l, frame)) {
            push_text(l, start, frame);
            push_end(l, (frame->is_multiline ? 3u : 1u) + frame->hashes);
            return;
        }
        if (is_interpolation(l, frame)) {
            push_text(l, start, frame);
            u32 at = l->at;
            l->at += 2 + frame->hashes;
            jxl_lexer_push(l, JXL_TOKEN_INTERPOLATION_START, at);
            if (l->frame_count == JXL_NESTING_MAX) {
                jxl_lexer_fail(l, 8, at, l->at, "strings are nested more than %u deep",
                               (u32)JXL_NESTING_MAX);
                jxl_lexer_push(l, JXL_TOKEN_INTERPOLATION_END, l->at);
                return;
            }
            l->frames[l->frame_count++] =
                (JxlLexFrame){.is_interpolation = true, .token = frame->token};
            return;
        }
        // An escaped character is never an end; a raw string has no escapes.
        if (c == '\\' && frame->hashes == 0 && l->at + 1 < l->len) l->at++;
        l->at++;
    }
}
