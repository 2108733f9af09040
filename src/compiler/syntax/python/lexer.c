#include "compiler/syntax/python/lexer_priv.h"

#include "base/vec.h"
#include "compiler/syntax/python/lexer_state_priv.h"

enum { TAB_COLUMNS = 8, BYTES_PER_TOKEN = 4 };

const char *token_text(TokenKind kind) {
    static const char *const texts[TOKEN_KIND_COUNT] = {
#define X(name, text) [TOKEN_##name] = text,
        TOKEN_PLAIN_TABLE(X) TOKEN_PUNCTUATION_TABLE(X)
#undef X
#define X(name, text) [TOKEN_KEYWORD_##name] = text,
            AST_KEYWORD_NAME_TABLE(X)
#undef X
    };
    return texts[kind];
}

Token *lexer_push(Lexer *lexer, TokenKind kind, u32 start, u32 end) {
    Tokens *tokens = lexer->tokens;
    if (UNLIKELY(tokens->count == tokens->capacity)) VEC_RESERVE(lexer->arena, tokens, 1);
    Token *token = &tokens->items[tokens->count++];
    *token = (Token){(u8)kind, (u8)lexer->bracket_count, 0, 0, start, end, 0};
    return token;
}

void lexer_fail(Lexer *lexer, DiagKind kind, u32 start, u32 end, const char *format, ...) {
    LexError *error = &lexer->tokens->error;
    if (error->is_set) return;
    Bytes message;
    bytes_init(&message, lexer->arena);
    va_list args;
    va_start(args, format);
    bytes_format_args(&message, format, args);
    va_end(args);
    *error = (LexError){.is_set = true, .kind = kind, .message = bytes_slice(&message)};
    error->is_in_fstring = lexer->fstring_count > 0;
    error->span = (Span){lexer->file->id, start, end};
    lexer->is_stopped = true;
    lexer_push(lexer, TOKEN_ERROR, start, start);
}

// For errors that CPython finds only when its parser gets there.
static void fail_late(Lexer *lexer, DiagKind kind, u32 at, const char *message) {
    if (lexer->tokens->error.is_set) return;
    lexer_fail(lexer, kind, at, at, "%s", message);
    lexer->tokens->error.is_late = true;
}

// ---- indentation

static void dedent(Lexer *lexer, u32 columns, u32 alt_columns, u32 start) {
    while (lexer->indent_count > 0 && columns < lexer->indents[lexer->indent_count]) {
        lexer->indent_count--;
        lexer_push(lexer, TOKEN_DEDENT, start, start);
    }
    if (columns != lexer->indents[lexer->indent_count]) {
        u32 end = start;
        while (lexer->text[end] != '\n' && end < lexer->len) end++;
        fail_late(lexer, DIAG_INDENTATION_ERROR, end,
                  "unindent does not match any outer indentation level");
    } else if (alt_columns != lexer->alt_indents[lexer->indent_count]) {
        fail_late(lexer, DIAG_TAB_ERROR, start,
                  "inconsistent use of tabs and spaces in indentation");
    }
}

static void indent(Lexer *lexer, u32 columns, u32 alt_columns, u32 start) {
    u32 top = lexer->indent_count;
    if (columns == lexer->indents[top]) {
        if (alt_columns == lexer->alt_indents[top]) return;
    } else if (columns > lexer->indents[top]) {
        if (top + 1 >= LEXER_INDENTS_MAX) {
            fail_late(lexer, DIAG_INDENTATION_ERROR, start, "too many levels of indentation");
            return;
        }
        if (alt_columns > lexer->alt_indents[top]) {
            lexer->indent_count++;
            lexer->indents[top + 1] = columns;
            lexer->alt_indents[top + 1] = alt_columns;
            lexer_push(lexer, TOKEN_INDENT, start, start);
            return;
        }
    } else {
        dedent(lexer, columns, alt_columns, start);
        return;
    }
    fail_late(lexer, DIAG_TAB_ERROR, start, "inconsistent use of tabs and spaces in indentation");
}

static u32 comment_end(const Lexer *lexer, u32 at) {
    while (lexer->text[at] != '\n' && at < lexer->len) at++;
    return at;
}

// At the start of a line outside brackets. Skips blank and comment lines, then compares the
// indentation of the first real one. Tabs go to the next multiple of 8; counted again as one column
// each they must order the lines in the same way.
static void lex_indentation(Lexer *lexer) {
    const u8 *text = lexer->text;
    u32 at = lexer->at;
    u32 columns = 0, alt_columns = 0, continued_columns = 0;
    for (;;) {
        u8 c = text[at];
        if (c == ' ') {
            columns++, alt_columns++, at++;
        } else if (c == '\t') {
            columns = (columns / TAB_COLUMNS + 1) * TAB_COLUMNS;
            alt_columns++, at++;
        } else if (c == '\f') {
            columns = alt_columns = 0, at++;
        } else if (c == '\\' && text[at + 1] == '\n' && at + 2 < lexer->len) {
            // The first line's indentation counts for a line continued in it.
            if (continued_columns == 0) continued_columns = columns;
            at += 2;
        } else if (c == '#' || c == '\n') {
            at = comment_end(lexer, at);
            if (at >= lexer->len) break;
            at++;
            columns = alt_columns = continued_columns = 0;
        } else {
            break;
        }
    }
    lexer->at = at;
    if (at >= lexer->len) return;
    if (continued_columns > 0) columns = alt_columns = continued_columns;
    indent(lexer, columns, alt_columns, at);
}

// ---- brackets

static void open_bracket(Lexer *lexer, TokenKind kind) {
    u32 start = lexer->at++;
    if (lexer->bracket_count >= LEXER_BRACKETS_MAX) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start, "too many nested parentheses");
        return;
    }
    lexer->brackets[lexer->bracket_count++] =
        (LexBracket){lexer->text[start], start, lexer->tokens->count};
    LexFstring *fstring = lexer_fstring(lexer);
    if (fstring != NULL) fstring->bracket_depth++;
    lexer_push(lexer, kind, start, start + 1);
}

static bool is_pair(u8 open, u8 close) {
    return (open == '(' && close == ')') || (open == '[' && close == ']') ||
           (open == '{' && close == '}');
}

static u8 fstring_letter(const LexFstring *fstring) {
    return fstring->flags & TOKEN_IS_TEMPLATE ? 't' : 'f';
}

static void fail_mismatch(Lexer *lexer, LexBracket open, u8 close, u32 start) {
    LexFstring *fstring = lexer_fstring(lexer);
    if (fstring != NULL && open.letter == '{' &&
        (i32)fstring->bracket_depth - 1 == fstring->field_depth) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start + 1, "%c-string: unmatched '%c'",
                   fstring_letter(fstring), close);
        return;
    }
    u32 open_line = source_line(lexer->file, open.offset);
    if (open_line != source_line(lexer->file, start)) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start,
                   "closing parenthesis '%c' does not match opening parenthesis '%c' on line %u",
                   close, open.letter, open_line);
    } else {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start,
                   "closing parenthesis '%c' does not match opening parenthesis '%c'", close,
                   open.letter);
    }
}

static void close_bracket(Lexer *lexer, TokenKind kind) {
    u32 start = lexer->at++;
    u8 c = lexer->text[start];
    LexFstring *fstring = lexer_fstring(lexer);
    if (fstring != NULL && fstring->bracket_depth == 0 && c == '}') {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start + 1,
                   "%c-string: single '}' is not allowed", fstring_letter(fstring));
        return;
    }
    if (lexer->bracket_count == 0) {
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, start, "unmatched '%c'", c);
        return;
    }
    LexBracket open = lexer->brackets[--lexer->bracket_count];
    if (!is_pair(open.letter, c)) {
        fail_mismatch(lexer, open, c, start);
        return;
    }
    lexer->tokens->items[open.token_index].value = lexer->tokens->count;
    if (fstring != NULL) {
        fstring->bracket_depth--;
        if (c == '}' && (i32)fstring->bracket_depth == fstring->field_depth) {
            fstring->field_depth--;
            fstring->is_in_text = true;
            fstring->is_in_spec = fstring->field_depth >= 0;
        }
    }
    lexer_push(lexer, kind, start, start + 1);
}

// ---- punctuation

static void push_operator(Lexer *lexer, TokenKind kind, u32 bytes) {
    lexer_push(lexer, kind, lexer->at, lexer->at + bytes);
    lexer->at += bytes;
}

// `op`, or `op=` when an equals sign follows.
static void push_with_equal(Lexer *lexer, TokenKind plain, TokenKind with_equal, u32 bytes) {
    bool has_equal = lexer->text[lexer->at + bytes] == '=';
    push_operator(lexer, has_equal ? with_equal : plain, bytes + has_equal);
}

static void push_colon(Lexer *lexer) {
    LexFstring *fstring = lexer_fstring(lexer);
    if (fstring != NULL && (i32)fstring->bracket_depth - 1 == fstring->field_depth &&
        fstring->field_depth >= 0) {
        push_operator(lexer, TOKEN_COLON, 1);
        fstring->is_in_text = true;
        fstring->is_in_spec = true;
        return;
    }
    push_with_equal(lexer, TOKEN_COLON, TOKEN_COLON_EQUAL, 1);
}

static void push_doubled(Lexer *lexer, TokenKind one, TokenKind one_equal, TokenKind two,
                         TokenKind two_equal) {
    if (lexer->text[lexer->at + 1] == lexer->text[lexer->at]) {
        push_with_equal(lexer, two, two_equal, 2);
    } else {
        push_with_equal(lexer, one, one_equal, 1);
    }
}

static void push_unknown(Lexer *lexer) {
    u8 c = lexer->text[lexer->at];
    if (c < ' ' || c == 0x7f) {
        static const char digits[] = "0123456789ABCDEF";
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, lexer->at, lexer->at,
                   "invalid non-printable character U+00%c%c", digits[c >> 4], digits[c & 15]);
        return;
    }
    push_operator(lexer, TOKEN_UNKNOWN, 1);
}

// table: one line per first character.
static void lex_punctuation(Lexer *lexer) {
    const u8 *next = lexer->text + lexer->at + 1;
    switch (next[-1]) {
    case '(': open_bracket(lexer, TOKEN_LPAR); break;
    case '[': open_bracket(lexer, TOKEN_LSQB); break;
    case '{': open_bracket(lexer, TOKEN_LBRACE); break;
    case ')': close_bracket(lexer, TOKEN_RPAR); break;
    case ']': close_bracket(lexer, TOKEN_RSQB); break;
    case '}': close_bracket(lexer, TOKEN_RBRACE); break;
    case ':': push_colon(lexer); break;
    case ',': push_operator(lexer, TOKEN_COMMA, 1); break;
    case ';': push_operator(lexer, TOKEN_SEMI, 1); break;
    case '~': push_operator(lexer, TOKEN_TILDE, 1); break;
    case '.':
        if (next[0] == '.' && next[1] == '.')
            push_operator(lexer, TOKEN_ELLIPSIS, 3);
        else
            push_operator(lexer, TOKEN_DOT, 1);
        break;
    case '=': push_with_equal(lexer, TOKEN_EQUAL, TOKEN_EQ_EQUAL, 1); break;
    case '!': push_with_equal(lexer, TOKEN_EXCLAMATION, TOKEN_NOT_EQUAL, 1); break;
    case '+': push_with_equal(lexer, TOKEN_PLUS, TOKEN_PLUS_EQUAL, 1); break;
    case '-':
        if (next[0] == '>')
            push_operator(lexer, TOKEN_RARROW, 2);
        else
            push_with_equal(lexer, TOKEN_MINUS, TOKEN_MINUS_EQUAL, 1);
        break;
    case '*':
        push_doubled(lexer, TOKEN_STAR, TOKEN_STAR_EQUAL, TOKEN_DOUBLE_STAR,
                     TOKEN_DOUBLE_STAR_EQUAL);
        break;
    case '/':
        push_doubled(lexer, TOKEN_SLASH, TOKEN_SLASH_EQUAL, TOKEN_DOUBLE_SLASH,
                     TOKEN_DOUBLE_SLASH_EQUAL);
        break;
    case '<':
        push_doubled(lexer, TOKEN_LESS, TOKEN_LESS_EQUAL, TOKEN_LEFT_SHIFT, TOKEN_LEFT_SHIFT_EQUAL);
        break;
    case '>':
        push_doubled(lexer, TOKEN_GREATER, TOKEN_GREATER_EQUAL, TOKEN_RIGHT_SHIFT,
                     TOKEN_RIGHT_SHIFT_EQUAL);
        break;
    case '%': push_with_equal(lexer, TOKEN_PERCENT, TOKEN_PERCENT_EQUAL, 1); break;
    case '@': push_with_equal(lexer, TOKEN_AT, TOKEN_AT_EQUAL, 1); break;
    case '|': push_with_equal(lexer, TOKEN_VBAR, TOKEN_VBAR_EQUAL, 1); break;
    case '&': push_with_equal(lexer, TOKEN_AMPER, TOKEN_AMPER_EQUAL, 1); break;
    case '^': push_with_equal(lexer, TOKEN_CIRCUMFLEX, TOKEN_CIRCUMFLEX_EQUAL, 1); break;
    default: push_unknown(lexer);
    }
}

// ---- names and string prefixes

static bool fail_prefixes(Lexer *lexer, u32 start, u32 end, u8 left, u8 right) {
    lexer_fail(lexer, DIAG_SYNTAX_ERROR, start, end, "'%c' and '%c' prefixes are incompatible",
               left, right);
    return true;
}

// When the letters up to `quote_at` are a string's prefix, lexes the string. Letters that cannot go
// together are an error only if each could stand in some prefix, and once.
static bool lex_prefixed_string(Lexer *lexer, u32 start, u32 quote_at) {
    bool has_b = false, has_u = false, has_r = false, has_f = false, has_t = false;
    for (u32 i = start; i < quote_at; i++) {
        u8 c = lexer->text[i] | 0x20;
        bool *seen = c == 'b'   ? &has_b
                     : c == 'u' ? &has_u
                     : c == 'r' ? &has_r
                     : c == 'f' ? &has_f
                     : c == 't' ? &has_t
                                : NULL;
        if (seen == NULL || *seen) return false;
        *seen = true;
    }
    u32 end = quote_at + 1;
    if (has_u && has_b) return fail_prefixes(lexer, start, end, 'u', 'b');
    if (has_u && has_r) return fail_prefixes(lexer, start, end, 'u', 'r');
    if (has_u && has_f) return fail_prefixes(lexer, start, end, 'u', 'f');
    if (has_u && has_t) return fail_prefixes(lexer, start, end, 'u', 't');
    if (has_b && has_f) return fail_prefixes(lexer, start, end, 'b', 'f');
    if (has_b && has_t) return fail_prefixes(lexer, start, end, 'b', 't');
    if (has_f && has_t) return fail_prefixes(lexer, start, end, 'f', 't');
    u8 flags = (u8)((has_r ? TOKEN_IS_RAW : 0) | (has_b ? TOKEN_IS_BYTES : 0) |
                    (has_u && lexer->text[start] == 'u' ? TOKEN_HAS_U : 0) |
                    (has_t ? TOKEN_IS_TEMPLATE : 0));
    lexer_string(lexer, quote_at - start, flags, has_f || has_t);
    return true;
}

enum { PREFIX_BYTES_MAX = 5 };

static void lex_name(Lexer *lexer) {
    const u8 *text = lexer->text;
    u32 start = lexer->at, at = start;
    u8 bits = 0;
    while (lexer_is_name_byte(text[at])) bits |= text[at++];
    if ((text[at] == '"' || text[at] == '\'') && at - start <= PREFIX_BYTES_MAX &&
        lex_prefixed_string(lexer, start, at)) {
        return;
    }
    lexer->at = at;
    lexer_name(lexer, start, at, bits < 0x80);
}

// ---- the main loop

static void lex_newline(Lexer *lexer) {
    u32 start = lexer->at++;
    if (lexer->bracket_count > 0) return;
    lexer_push(lexer, TOKEN_NEWLINE, start, start + 1);
    lex_indentation(lexer);
}

static void lex_continuation(Lexer *lexer) {
    u32 start = lexer->at;
    if (start + 1 >= lexer->len || (lexer->text[start + 1] == '\n' && start + 2 >= lexer->len)) {
        // Inside brackets they are what is missing; lex_end says so.
        lexer->at = lexer->len;
        if (lexer->bracket_count > 0) return;
        fail_late(lexer, DIAG_SYNTAX_ERROR, start + 1, "unexpected EOF while parsing");
    } else if (lexer->text[start + 1] != '\n') {
        fail_late(lexer, DIAG_SYNTAX_ERROR, start + 1,
                  "unexpected character after line continuation character");
    } else {
        lexer->at += 2;
    }
}

static void lex_token(Lexer *lexer) {
    u8 c = lexer->text[lexer->at];
    if (c == ' ' || c == '\t' || c == '\f') {
        lexer->at++;
    } else if (lexer_is_digit(c) || (c == '.' && lexer_is_digit(lexer->text[lexer->at + 1]))) {
        lexer_number(lexer);
    } else if (lexer_is_name_byte(c)) {
        lex_name(lexer);
    } else if (c == '\n') {
        lex_newline(lexer);
    } else if (c == '"' || c == '\'') {
        lexer_string(lexer, 0, 0, false);
    } else if (c == '#') {
        lexer->at = comment_end(lexer, lexer->at);
    } else if (c == '\\') {
        lex_continuation(lexer);
    } else {
        lex_punctuation(lexer);
    }
}

// Everything that a missing newline, open brackets and indented blocks still need.
static void lex_end(Lexer *lexer) {
    // As in CPython the end is on the last line, not below it.
    u32 len = lexer->len;
    u32 last = len > 0 && lexer->text[len - 1] == '\n' ? len - 1 : len;
    Tokens *tokens = lexer->tokens;
    if (lexer->bracket_count > 0 && !lexer->is_stopped) {
        LexBracket open = lexer->brackets[lexer->bracket_count - 1];
        lexer_fail(lexer, DIAG_SYNTAX_ERROR, open.offset, open.offset, "'%c' was never closed",
                   open.letter);
        tokens->error.is_unclosed = true;
        tokens->items[tokens->count - 1].start = tokens->items[tokens->count - 1].end = last;
    }
    if (!lexer->is_stopped) {
        u8 kind = tokens->count > 0 ? tokens->items[tokens->count - 1].kind : TOKEN_NEWLINE;
        if (kind != TOKEN_NEWLINE && kind != TOKEN_DEDENT && kind != TOKEN_INDENT) {
            lexer_push(lexer, TOKEN_NEWLINE, len, len);
        }
        for (; lexer->indent_count > 0; lexer->indent_count--) {
            lexer_push(lexer, TOKEN_DEDENT, last, last);
        }
    }
    lexer_push(lexer, TOKEN_END, last, last);
}

void lexer_run(Tokens *tokens, Arena *arena, Names *names, const SourceFile *file,
               Diagnostics *warnings) {
    *tokens = (Tokens){0};
    VEC_RESERVE(arena, tokens, (u32)file->text.len / BYTES_PER_TOKEN + 1);
    Lexer lexer;
    lexer.text = file->text.data;
    lexer.len = (u32)file->text.len;
    lexer.at = 0;
    lexer.tokens = tokens;
    lexer.arena = arena;
    lexer.names = names;
    lexer.file = file;
    lexer.warnings = warnings;
    lexer.is_stopped = false;
    lexer.indent_count = lexer.bracket_count = lexer.fstring_count = 0;
    lexer.indents[0] = lexer.alt_indents[0] = 0;

    lex_indentation(&lexer);
    while (!lexer.is_stopped && (lexer.at < lexer.len || lexer.fstring_count > 0)) {
        LexFstring *fstring = lexer_fstring(&lexer);
        if (fstring != NULL && fstring->is_in_text) {
            lexer_fstring_text(&lexer);
        } else if (lexer.at < lexer.len) {
            lex_token(&lexer);
        } else {
            break;  // inside a replacement field: its brace was never closed
        }
    }
    lex_end(&lexer);
}
