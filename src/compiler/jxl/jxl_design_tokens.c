// The subset of YAML that design tokens are written in: nested maps by indentation, flow maps,
// names with points, plain and quoted scalars, comments. JSON is a flow map.
#include "compiler/jxl/jxl_program.h"

enum { DEPTH_MAX = 16, TOKENS_MAX = 10000 };

typedef struct {
    Arena *arena;
    Slice text;
    usize at;
    u32 line;
    const char *problem;
    VEC(JxlDesignToken) tokens;
    Slice names[DEPTH_MAX];  // of the maps around
    u32 indents[DEPTH_MAX];
    u32 depth;
} Reader;

static u8 peek(const Reader *r) {
    return r->at < r->text.len ? r->text.data[r->at] : 0;
}

static void fail(Reader *r, const char *problem) {
    if (!r->problem) r->problem = problem;
    r->at = r->text.len;
}

static void skip_blanks(Reader *r, bool skips_lines) {
    for (;;) {
        u8 c = peek(r);
        if (c == '#') {
            while (r->at < r->text.len && peek(r) != '\n') r->at++;
        } else if (c == '\n' && skips_lines) {
            r->line++;
            r->at++;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            r->at++;
        } else {
            return;
        }
    }
}

static Slice read_quoted(Reader *r) {
    u8 quote = peek(r);
    usize start = ++r->at;
    while (r->at < r->text.len && peek(r) != quote && peek(r) != '\n') r->at++;
    Slice text = slice_range(r->text, start, r->at);
    if (peek(r) != quote)
        fail(r, "this text has no end");
    else
        r->at++;
    return text;
}

// Up to a character of `ends`, blanks behind left out.
static Slice read_plain(Reader *r, const char *ends) {
    u8 c = peek(r);
    if (c == '"' || c == '\'') return read_quoted(r);
    usize start = r->at;
    for (; r->at < r->text.len && peek(r) != '\n'; r->at++) {
        bool is_comment = peek(r) == '#' && r->at > start && r->text.data[r->at - 1] == ' ';
        bool is_end = is_comment;
        for (const char *end = ends; *end; end++) is_end |= peek(r) == (u8)*end;
        if (is_end) break;
    }
    usize end = r->at;
    while (end > start && (r->text.data[end - 1] == ' ' || r->text.data[end - 1] == '\r')) end--;
    return slice_range(r->text, start, end);
}

static void add_token(Reader *r, Slice name, Slice value) {
    Bytes path;
    bytes_init(&path, r->arena);
    for (u32 i = 0; i < r->depth; i++) {
        bytes_append(&path, r->names[i]);
        bytes_push(&path, '.');
    }
    bytes_append(&path, name);
    Slice whole = bytes_slice(&path);
    usize point = 0;
    while (point < whole.len && whole.data[point] != '.') point++;
    if (point == whole.len) return;  // no group: nothing that JXL names
    if (r->tokens.count == TOKENS_MAX) {
        fail(r, "there are too many tokens");
        return;
    }
    *VEC_PUSH(r->arena, &r->tokens) =
        (JxlDesignToken){slice_range(whole, 0, point), slice_from(whole, point + 1), value};
}

static void read_flow(Reader *r) {
    r->at++;
    for (;;) {
        skip_blanks(r, true);
        if (peek(r) == '}') {
            r->at++;
            return;
        }
        Slice name = read_plain(r, ":,}");
        skip_blanks(r, true);
        if (peek(r) != ':') {
            fail(r, "expected `:` behind a name");
            return;
        }
        r->at++;
        skip_blanks(r, true);
        if (peek(r) == '{') {
            if (r->depth == DEPTH_MAX) {
                fail(r, "maps are nested too deep");
                return;
            }
            r->names[r->depth++] = name;
            read_flow(r);
            r->depth--;
        } else {
            add_token(r, name, read_plain(r, ",}"));
        }
        skip_blanks(r, true);
        if (peek(r) == ',') {
            r->at++;
        } else if (peek(r) != '}') {
            fail(r, "expected `,` or `}`");
            return;
        }
    }
}

static bool is_group(Slice name) {
    return slice_equal(name, SLICE_LITERAL("typography"));
}

static void read_line(Reader *r) {
    u32 indent = 0;
    for (; peek(r) == ' '; r->at++) indent++;
    if (peek(r) == '\t') {
        fail(r, "lines are indented with spaces");
        return;
    }
    skip_blanks(r, false);
    if (peek(r) == '\n' || r->at >= r->text.len) return;
    while (r->depth > 0 && r->indents[r->depth - 1] >= indent) r->depth--;
    Slice name = read_plain(r, ":");
    skip_blanks(r, false);
    if (peek(r) != ':' || name.len == 0) {
        fail(r, "expected `name: value`");
        return;
    }
    r->at++;
    skip_blanks(r, false);
    if (peek(r) == '\n' || r->at >= r->text.len || peek(r) == '{') {
        if (r->depth == DEPTH_MAX) {
            fail(r, "maps are nested too deep");
            return;
        }
        bool is_flow = peek(r) == '{';
        bool is_whole = is_flow && r->depth > 0 && is_group(r->names[0]);
        usize start = r->at;
        r->indents[r->depth] = indent;
        r->names[r->depth++] = name;
        if (!is_flow) return;
        read_flow(r);
        r->depth--;
        // A font is one token made of several values.
        if (is_whole) add_token(r, name, slice_range(r->text, start, r->at));
        return;
    }
    add_token(r, name, read_plain(r, ""));
}

bool jxl_design_tokens(Arena *arena, Slice text, JxlDesignToken **tokens, u32 *count,
                       const char **problem, u32 *line) {
    Reader reader = {.arena = arena, .text = text, .line = 1};
    skip_blanks(&reader, true);
    if (peek(&reader) == '{') {
        read_flow(&reader);
    } else {
        reader.at = 0;
        reader.line = 1;
        while (reader.at < text.len) {
            read_line(&reader);
            skip_blanks(&reader, false);
            if (peek(&reader) == '\n') {
                reader.at++;
                reader.line++;
            } else if (reader.at < text.len) {
                fail(&reader, "this line goes on behind its value");
            }
        }
    }
    *tokens = reader.tokens.items;
    *count = reader.tokens.count;
    *problem = reader.problem;
    *line = reader.line;
    return reader.problem == NULL;
}
