#include "compiler/syntax/jxl/jxl_format.h"

#include "base/check.h"
#include "base/vec.h"

// What is laid out: a token, a whole string or a comment.
typedef struct {
    u32 start, end;
    u32 token;  // of a comment: the one behind it
    bool is_comment, is_string;
    u32 lines;  // line ends in front of it
} Item;

typedef struct {
    u32 base;       // indentation of the line that opened the bracket
    u32 statement;  // of the line on which the current statement began
    u32 chain;      // of the last line that began with `.member`; 0: none
    u32 closer;     // of the last line, if it began with a closing bracket
    bool has_closer;
    bool is_brace, is_switch;
} Frame;

typedef struct {
    Arena *arena;
    Bytes *out;
    const SourceFile *file;
    const JxlToken *tokens;
    VEC(Item) items;
    VEC(Frame) frames;
    u32 indent;         // of the current line
    bool is_directive;  // the current line is one
} Format;

static JxlTokenKind kind_of(const Format *f, const Item *item) {
    return item->is_comment ? JXL_TOKEN_END : (JxlTokenKind)f->tokens[item->token].kind;
}

static JxlTokenRole role_of(const Format *f, const Item *item) {
    return (JxlTokenRole)f->tokens[item->token].role;
}

static Slice text_of(const Format *f, const Item *item) {
    return slice_make(f->file->text.data + item->start, item->end - item->start);
}

// ---- items

static void push_item(Format *f, Item item) {
    u32 last = f->items.count > 0 ? VEC_LAST(&f->items)->end : 0;
    for (u32 i = last; i < item.start; i++) item.lines += f->file->text.data[i] == '\n';
    *VEC_PUSH(f->arena, &f->items) = item;
}

static u32 string_end(const JxlTokens *tokens, u32 start) {
    u32 depth = 0;
    for (u32 i = start;; i++) {
        if (tokens->tokens[i].kind == JXL_TOKEN_STRING_START) depth++;
        if (tokens->tokens[i].kind == JXL_TOKEN_STRING_END && --depth == 0) return i;
        CHECK(i + 1 < tokens->token_count);
    }
}

static void collect(Format *f, const JxlTokens *tokens) {
    u32 comment = 0;
    for (u32 i = 0; i + 1 < tokens->token_count; i++) {
        const JxlToken *token = &tokens->tokens[i];
        for (; comment < tokens->comment_count && tokens->comments[comment].token <= i; comment++) {
            const JxlComment *one = &tokens->comments[comment];
            push_item(f,
                      (Item){.start = one->start, .end = one->end, .token = i, .is_comment = true});
        }
        Item item = {.start = token->start, .end = token->end, .token = i};
        if (token->kind == JXL_TOKEN_STRING_START) {
            item.is_string = true;
            i = string_end(tokens, i);
            item.end = tokens->tokens[i].end;
            // Comments inside an interpolation are part of the string.
            while (comment < tokens->comment_count && tokens->comments[comment].start < item.end)
                comment++;
        }
        push_item(f, item);
    }
    for (; comment < tokens->comment_count; comment++) {
        const JxlComment *one = &tokens->comments[comment];
        push_item(f, (Item){.start = one->start,
                            .end = one->end,
                            .token = tokens->token_count - 1,
                            .is_comment = true});
    }
}

static bool is_directive(JxlTokenKind kind) {
    return kind >= JXL_TOKEN_HASH_IF && kind <= JXL_TOKEN_HASH_ENDIF;
}

// A semicolon that says nothing: at the end of a line or of a block.
static bool is_superfluous(const Format *f, u32 index) {
    const Item *item = &f->items.items[index];
    if (kind_of(f, item) != JXL_TOKEN_SEMICOLON || (f->tokens[item->token].flags & JXL_LEFT_OUT))
        return false;
    if (index + 1 >= f->items.count) return true;
    const Item *next = &f->items.items[index + 1];
    return next->lines > 0 || next->is_comment || kind_of(f, next) == JXL_TOKEN_RBRACE ||
           kind_of(f, next) == JXL_TOKEN_SEMICOLON;
}

static void drop_semicolons(Format *f) {
    u32 kept = 0;
    u32 lines = 0;
    for (u32 i = 0; i < f->items.count; i++) {
        Item item = f->items.items[i];
        if (is_superfluous(f, i)) {
            lines += item.lines;
            continue;
        }
        item.lines += lines;
        lines = 0;
        f->items.items[kept++] = item;
    }
    f->items.count = kept;
}

// ---- indentation

static bool is_opener(JxlTokenKind kind) {
    return kind == JXL_TOKEN_LBRACE || kind == JXL_TOKEN_LPAREN || kind == JXL_TOKEN_LBRACKET;
}

static bool is_closer(JxlTokenKind kind) {
    return kind == JXL_TOKEN_RBRACE || kind == JXL_TOKEN_RPAREN || kind == JXL_TOKEN_RBRACKET;
}

static bool is_chain(const Format *f, const Item *item) {
    JxlTokenKind kind = kind_of(f, item);
    return (kind == JXL_TOKEN_DOT && role_of(f, item) != JXL_ROLE_PREFIX) ||
           kind == JXL_TOKEN_QUESTION_DOT;
}

static bool is_joint(const Format *f, const Item *item) {
    JxlTokenKind kind = kind_of(f, item);
    JxlTokenRole role = role_of(f, item);
    return role == JXL_ROLE_BINARY || role == JXL_ROLE_TERNARY || kind == JXL_TOKEN_ASSIGN ||
           kind == JXL_TOKEN_ARROW;
}

static const Item *token_before(const Format *f, u32 index) {
    for (u32 i = index; i > 0; i--) {
        if (!f->items.items[i - 1].is_comment) return &f->items.items[i - 1];
    }
    return NULL;
}

static bool is_continuation(const Format *f, u32 index, const Frame *frame) {
    const Item *item = &f->items.items[index], *last = token_before(f, index);
    if (is_joint(f, item)) return true;
    if (!last || is_directive(kind_of(f, item))) return false;
    if (is_opener(kind_of(f, last))) return false;
    return is_joint(f, last) || (kind_of(f, last) == JXL_TOKEN_COMMA && frame->is_brace);
}

static u32 inner_of(const Format *f) {
    return f->frames.count == 1 ? 0 : VEC_LAST(&f->frames)->base + JXL_INDENT;
}

// Where a line that begins with the item begins.
static u32 indent_of(const Format *f, u32 index) {
    const Item *item = &f->items.items[index];
    const Frame *frame = VEC_LAST(&f->frames);
    JxlTokenKind kind = kind_of(f, item);
    if (is_closer(kind)) return frame->base;
    bool is_case = frame->is_switch && (kind == JXL_KEYWORD_CASE || kind == JXL_KEYWORD_DEFAULT);
    if (is_case) return frame->base;
    if (is_chain(f, item)) {
        if (frame->has_closer) return frame->closer;
        return frame->chain > 0 ? frame->chain : frame->statement + JXL_INDENT;
    }
    if (is_continuation(f, index, frame)) return frame->statement + JXL_INDENT;
    return inner_of(f);
}

// A comment on a line of its own stands where the token below it stands.
static u32 comment_indent(const Format *f, u32 index) {
    for (u32 i = index + 1; i < f->items.count; i++) {
        if (f->items.items[i].is_comment) continue;
        return is_closer(kind_of(f, &f->items.items[i])) ? inner_of(f) : indent_of(f, i);
    }
    return inner_of(f);
}

static void begin_line(Format *f, u32 index) {
    const Item *item = &f->items.items[index];
    f->is_directive = is_directive(kind_of(f, item));
    if (item->is_comment) {
        f->indent = comment_indent(f, index);
        return;
    }
    f->indent = indent_of(f, index);
    Frame *frame = VEC_LAST(&f->frames);
    if (is_closer(kind_of(f, item))) {
        if (f->frames.count < 2) return;
        frame[-1].closer = f->indent;
        frame[-1].has_closer = true;
        return;
    }
    frame->has_closer = false;
    if (is_chain(f, item)) {
        frame->chain = f->indent;
    } else if (!is_continuation(f, index, frame)) {
        frame->statement = f->indent;
        frame->chain = 0;
    }
}

static void note_token(Format *f, const Item *item) {
    JxlTokenKind kind = kind_of(f, item);
    if (item->is_comment || item->is_string) return;
    if (is_opener(kind)) {
        *VEC_PUSH(f->arena, &f->frames) = (Frame){.base = f->indent,
                                                  .statement = f->indent + JXL_INDENT,
                                                  .is_brace = kind == JXL_TOKEN_LBRACE,
                                                  .is_switch = role_of(f, item) == JXL_ROLE_SWITCH};
    } else if (is_closer(kind) && f->frames.count > 1) {
        f->frames.count--;
    }
}

// ---- blanks between the tokens of a line

static bool is_tight_range(const Format *f, const Item *item) {
    JxlTokenKind kind = kind_of(f, item);
    return (kind == JXL_TOKEN_RANGE || kind == JXL_TOKEN_ELLIPSIS) &&
           role_of(f, item) == JXL_ROLE_BINARY;
}

static bool is_operator(JxlTokenKind kind) {
    return kind >= JXL_TOKEN_ELLIPSIS && kind <= JXL_TOKEN_TILDE && !is_opener(kind) &&
           !is_closer(kind) && kind != JXL_TOKEN_COMMA && kind != JXL_TOKEN_COLON &&
           kind != JXL_TOKEN_SEMICOLON && kind != JXL_TOKEN_ARROW && kind != JXL_TOKEN_DOT &&
           kind != JXL_TOKEN_QUESTION_DOT && kind != JXL_TOKEN_KEY_PATH && kind != JXL_TOKEN_ASSIGN;
}

// Nothing stands between `last` and what follows, whatever it is.
static bool binds_right(const Format *f, const Item *last, const Item *item) {
    JxlTokenKind kind = kind_of(f, last);
    JxlTokenRole role = role_of(f, last);
    if (kind == JXL_TOKEN_LPAREN || kind == JXL_TOKEN_LBRACKET) return true;
    if (kind == JXL_TOKEN_DOT || kind == JXL_TOKEN_QUESTION_DOT || kind == JXL_TOKEN_KEY_PATH)
        return true;
    if (role == JXL_ROLE_PREFIX || kind == JXL_TOKEN_AT) return true;
    if (kind == JXL_TOKEN_LESS && role == JXL_ROLE_GENERIC) return true;
    // `0... .b` would be four points.
    if (is_tight_range(f, last)) return kind_of(f, item) != JXL_TOKEN_DOT;
    bool is_empty_map = kind == JXL_TOKEN_COLON && kind_of(f, item) == JXL_TOKEN_RBRACKET;
    return is_empty_map;
}

static bool binds_left(const Format *f, const Item *last, const Item *item) {
    JxlTokenKind kind = kind_of(f, item);
    JxlTokenRole role = role_of(f, item);
    switch (kind) {
    case JXL_TOKEN_RPAREN:
    case JXL_TOKEN_RBRACKET:
    case JXL_TOKEN_COMMA:
    case JXL_TOKEN_SEMICOLON: return true;
    case JXL_TOKEN_COLON: return role != JXL_ROLE_TERNARY;
    case JXL_TOKEN_DOT: return role != JXL_ROLE_PREFIX;
    case JXL_TOKEN_QUESTION_DOT: return true;
    case JXL_TOKEN_LPAREN: return role == JXL_ROLE_CALL || role == JXL_ROLE_PARAMETERS;
    case JXL_TOKEN_LBRACKET: return role == JXL_ROLE_CALL;
    case JXL_TOKEN_LESS: return role == JXL_ROLE_GENERIC;
    case JXL_TOKEN_GREATER:
    case JXL_TOKEN_ASSIGN:
        if (role == JXL_ROLE_GENERIC) return true;
        return role == JXL_ROLE_BINARY && kind_of(f, last) == JXL_TOKEN_GREATER &&
               role_of(f, last) == JXL_ROLE_BINARY && last->end == item->start;
    default: return role == JXL_ROLE_POSTFIX || is_tight_range(f, item);
    }
}

static bool keeps_blanks(const Format *f, const Item *last, const Item *item) {
    if (f->is_directive) return true;
    if (f->tokens[item->token].flags & JXL_LEFT_OUT) return true;
    // The name of an operator that is declared.
    bool is_bare = is_operator(kind_of(f, item)) && role_of(f, item) == JXL_ROLE_NONE;
    bool follows_bare = is_operator(kind_of(f, last)) && role_of(f, last) == JXL_ROLE_NONE &&
                        kind_of(f, item) != JXL_TOKEN_LPAREN;
    return is_bare || follows_bare;
}

static bool has_blank(const Format *f, const Item *last, const Item *item) {
    if (last->is_comment || item->is_comment) return true;
    bool is_plain = !last->is_string && !item->is_string;
    if (is_plain && keeps_blanks(f, last, item)) return item->start > last->end;
    if (!last->is_string && binds_right(f, last, item)) return false;
    return item->is_string || !binds_left(f, last, item);
}

// ---- writing

// 'text' becomes "text" where that needs no escape.
static bool is_plain_text(const Format *f, const Item *item) {
    Slice text = text_of(f, item);
    if (text.len < 2 || text.data[0] != '\'') return false;
    for (usize i = 1; i + 1 < text.len; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\') return false;
    }
    return true;
}

static void write_item(Format *f, const Item *item) {
    Slice text = text_of(f, item);
    bool is_left_out = !item->is_comment && (f->tokens[item->token].flags & JXL_LEFT_OUT);
    if (item->is_comment) {
        while (text.len > 0 && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\r' ||
                                text.data[text.len - 1] == '\t'))
            text.len--;
        bytes_append(f->out, text);
    } else if (item->is_string && is_plain_text(f, item)) {
        bytes_push(f->out, '"');
        bytes_append(f->out, slice_range(text, 1, text.len - 1));
        bytes_push(f->out, '"');
    } else if (!is_left_out && role_of(f, item) == JXL_ROLE_KEYWORD &&
               slice_equal(text, SLICE_LITERAL("function"))) {
        bytes_text(f->out, "func");
    } else {
        bytes_append(f->out, text);
    }
}

static void write_line_start(Format *f, u32 index) {
    const Item *item = &f->items.items[index];
    const Item *last = index > 0 ? &f->items.items[index - 1] : NULL;
    bool is_edge = !last || (!last->is_comment && is_opener(kind_of(f, last))) ||
                   (!item->is_comment && is_closer(kind_of(f, item)));
    if (last) bytes_push(f->out, '\n');
    if (item->lines > 1 && !is_edge) bytes_push(f->out, '\n');
    begin_line(f, index);
    for (u32 i = 0; i < f->indent; i++) bytes_push(f->out, ' ');
}

void jxl_format(Arena *arena, Bytes *out, const SourceFile *file, const JxlParsed *parsed) {
    Format format = {.arena = arena, .out = out, .file = file, .tokens = parsed->tokens.tokens};
    Format *f = &format;
    collect(f, &parsed->tokens);
    drop_semicolons(f);
    *VEC_PUSH(arena, &f->frames) = (Frame){.is_brace = true};
    for (u32 i = 0; i < f->items.count; i++) {
        const Item *item = &f->items.items[i];
        if (i == 0 || item->lines > 0)
            write_line_start(f, i);
        else if (has_blank(f, item - 1, item))
            bytes_push(out, ' ');
        write_item(f, item);
        note_token(f, item);
    }
    if (f->items.count > 0) bytes_push(out, '\n');
}
