// String literals, and the text parts of f-strings and t-strings.
#include "base/check.h"
#include "compiler/syntax/python/lexer_state_priv.h"

static u32 line_at(const Lexer *lexer, u32 offset) {
    if (offset >= lexer->len && offset > 0 && lexer->text[offset - 1] == '\n') offset--;
    return source_line(lexer->file, offset);
}

static void fail_unterminated(Lexer *lexer, u32 start, u32 prefix_bytes, u32 end, bool is_triple,
                              bool has_escaped_quote) {
    const LexFstring *fstring = lexer_fstring(lexer);
    u8 quote = lexer->text[start + prefix_bytes];
    u32 quote_at = start + prefix_bytes;
    if (fstring != NULL && fstring->quote == quote && (fstring->quote_count == 3) == is_triple) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, quote_at, quote_at, "%c-string: expecting '}'",
                   fstring->flags & TOKEN_IS_TEMPLATE ? 't' : 'f');
    } else if (is_triple) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start,
                   "unterminated triple-quoted string literal (detected at line %u)",
                   line_at(lexer, end));
    } else {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start,
                   "unterminated string literal (detected at line %u)%s", line_at(lexer, end),
                   has_escaped_quote ? "; perhaps you escaped the end quote?" : "");
    }
}

static void begin_fstring(Lexer *lexer, u32 start, u32 prefix_bytes, u8 flags, bool is_triple) {
    u32 quote_at = start + prefix_bytes;
    lexer->at = quote_at + (is_triple ? 3 : 1);
    if (lexer->fstring_count >= LEXER_FSTRINGS_MAX) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start,
                   "too many nested f-strings or t-strings");
        return;
    }
    lexer->fstrings[lexer->fstring_count++] = (LexFstring){
        .start = start,
        .start_index = lexer->tokens->count,
        .quote = lexer->text[quote_at],
        .quote_count = is_triple ? 3 : 1,
        .flags = flags,
        .is_in_text = true,
        .field_depth = -1,
    };
    Token *token = lexer_push(lexer, TOKEN_FSTRING_START, start, lexer->at);
    token->flags = flags;
    token->prefix_bytes = (u8)prefix_bytes;
}

void lexer_string(Lexer *lexer, u32 prefix_bytes, u8 flags, bool is_fstring) {
    const u8 *text = lexer->text;
    u32 start = lexer->at;
    u32 at = start + prefix_bytes;
    u8 quote = text[at];
    bool is_triple = text[at + 1] == quote && text[at + 2] == quote;
    if (is_triple) flags |= TOKEN_IS_TRIPLE;
    if (is_fstring) {
        begin_fstring(lexer, start, prefix_bytes, flags, is_triple);
        return;
    }
    at += is_triple ? 3 : 1;
    bool has_escape = false, has_escaped_quote = false;
    for (;; at++) {
        u8 c = text[at];
        if (c == quote) {
            if (!is_triple) break;
            if (text[at + 1] == quote && text[at + 2] == quote) break;
        } else if (c == '\\') {
            has_escape = true;
            at++;
            has_escaped_quote |= text[at] == quote;
            if (at >= lexer->len) at = lexer->len - 1;
        } else if ((c == '\n' && !is_triple) || (c == 0 && at >= lexer->len)) {
            lexer->at = at;
            fail_unterminated(lexer, start, prefix_bytes, at, is_triple, has_escaped_quote);
            return;
        }
    }
    lexer->at = at + (is_triple ? 3 : 1);
    Token *token = lexer_push(lexer, TOKEN_STRING, start, lexer->at);
    token->flags = flags | (has_escape ? TOKEN_HAS_ESCAPE : 0);
    token->prefix_bytes = (u8)prefix_bytes;
}

// ---- f-strings

static void push_text(Lexer *lexer, u32 start, u32 end, u8 flags) {
    if (end > start) lexer_push(lexer, TOKEN_FSTRING_MIDDLE, start, end)->flags = flags;
    lexer->at = end;
}

static void end_fstring(Lexer *lexer, u32 at) {
    LexFstring *fstring = lexer_fstring(lexer);
    lexer->tokens->items[fstring->start_index].value = lexer->tokens->count;
    lexer->at = at + fstring->quote_count;
    u8 flags = fstring->flags;
    lexer->fstring_count--;
    lexer_push(lexer, TOKEN_FSTRING_END, at, lexer->at)->flags = flags;
}

static void fail_unterminated_fstring(Lexer *lexer, u32 at) {
    LexFstring *fstring = lexer_fstring(lexer);
    u8 letter = fstring->flags & TOKEN_IS_TEMPLATE ? 't' : 'f';
    const char *format = fstring->quote_count == 3
                             ? "unterminated triple-quoted %c-string literal (detected at line %u)"
                             : "unterminated %c-string literal (detected at line %u)";
    lexer_fail(lexer, DIAG_SYNTAX_ERROR, fstring->start, fstring->start, format, letter,
               line_at(lexer, at));
}

static void begin_field(Lexer *lexer, u32 start, u32 at, u8 flags) {
    LexFstring *fstring = lexer_fstring(lexer);
    push_text(lexer, start, at, flags);
    if (fstring->field_depth + 1 >= LEXER_FSTRING_FIELDS_MAX) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, at, at, "%c-string: expressions nested too deeply",
                   fstring->flags & TOKEN_IS_TEMPLATE ? 't' : 'f');
        return;
    }
    fstring->field_depth++;
    fstring->is_in_text = false;
    fstring->is_in_spec = false;
}

// True for the quotes that end the string which `fstring` is.
static bool is_end(const LexFstring *fstring, const u8 *text) {
    if (text[0] != fstring->quote) return false;
    return fstring->quote_count == 1 || (text[1] == fstring->quote && text[2] == fstring->quote);
}

// The length of `\N{...}`'s part up to its closing brace, 0 for other escapes.
static u32 named_escape_bytes(const Lexer *lexer, u32 at) {
    const u8 *text = lexer->text;
    if (text[at] != '\\' || text[at + 1] != 'N' || text[at + 2] != '{') return 0;
    u32 end = at + 3;
    while (end < lexer->len && text[end] != '}' && text[end] != '\n' && text[end] != '{' &&
           text[end] != '"' && text[end] != '\'') {
        end++;
    }
    return text[end] == '}' ? end + 1 - at : 0;
}

// From one place where text begins to the next replacement field, or to the end of the string, or
// in a format spec to its closing brace.
void lexer_fstring_text(Lexer *lexer) {
    LexFstring *fstring = lexer_fstring(lexer);
    const u8 *text = lexer->text;
    u32 start = lexer->at, at = start;
    bool is_spec = fstring->is_in_spec;
    u8 flags = (u8)(fstring->flags | (is_spec ? TOKEN_IS_SPEC : 0));
    for (;; at++) {
        u8 c = text[at];
        if (is_end(fstring, text + at)) {
            push_text(lexer, start, at, flags);
            if (!is_spec) {
                end_fstring(lexer, at);
            } else {
                fstring->is_in_text = false;  // the parser finds a string where `}` must be
                end_fstring(lexer, at);
            }
            return;
        }
        if ((c == 0 && at >= lexer->len) || (c == '\n' && fstring->quote_count == 1)) {
            if (is_spec && c == '\n') {
                u8 letter = fstring->flags & TOKEN_IS_TEMPLATE ? 't' : 'f';
                lexer_fail(lexer, DIAG_SYNTAX_ERROR, at, at,
                           "%c-string: newlines are not allowed in format specifiers for single "
                           "quoted %c-strings",
                           letter, letter);
                return;
            }
            lexer->at = at;
            fail_unterminated_fstring(lexer, at);
            return;
        }
        if (c == '{') {
            if (is_spec || text[at + 1] != '{') {
                begin_field(lexer, start, at, flags);
                return;
            }
            flags |= TOKEN_HAS_ESCAPE;
            at++;
        } else if (c == '}') {
            if (is_spec || text[at + 1] != '}') {
                push_text(lexer, start, at, flags);
                fstring->is_in_text = fstring->is_in_spec = false;
                return;
            }
            flags |= TOKEN_HAS_ESCAPE;
            at++;
        } else if (c == '\\') {
            flags |= TOKEN_HAS_ESCAPE;
            bool is_named = !(flags & TOKEN_IS_RAW) && text[at + 1] == 'N' && text[at + 2] == '{';
            if (is_named) {
                u32 named_bytes = named_escape_bytes(lexer, at);
                at += named_bytes > 0 ? named_bytes - 1 : 2;
            } else if (at + 1 < lexer->len && text[at + 1] != '{' && text[at + 1] != '}') {
                at++;
            }
        }
    }
}
