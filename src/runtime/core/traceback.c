// Prints tracebacks as CPython 3.14 does: frames, source lines, carets.
//
// Below a line stand carets for the piece of it that failed; none when the piece is the whole line.
// In a binary operation or a subscript or call that is all of the piece, only the operator, the
// brackets or the parentheses get carets, the rest '~'.
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"
#include "runtime/core/list.h"
#include "runtime/core/unit.h"

#include "text/utf8.h"

#include <string.h>

enum {
    LINE_BYTES_MAX = 4096,
    SOURCE_POINTS_MAX = 16384,
    SOURCE_LINES_MAX = 200,
    TRACEBACK_REPEATS_MAX = 3,
};

// The source lines of one position in characters, joined by newlines, their common indentation
// taken off.
typedef struct {
    u32 points[SOURCE_POINTS_MAX];
    u32 len;
    u32 starts[SOURCE_LINES_MAX + 1];  // of the lines; one more for the end
    u32 line_count;
    u32 dedent;  // characters taken off each line
} SourceLine;

static bool is_blank(u32 point) {
    return point == ' ' || point == '\t' || point == '\n' || point == '\f' || point == '\r';
}

static u32 line_end(const SourceLine *source, u32 line) {
    return source->starts[line + 1] - 1;  // before the newline
}

static u32 line_indent(const SourceLine *source, u32 line) {
    u32 at = source->starts[line];
    while (at < line_end(source, line) && is_blank(source->points[at])) at++;
    return at - source->starts[line];
}

static bool append_line(RtState *rt, const Str *file, u32 number, SourceLine *source) {
    const RtHost *host = rt_core(rt)->host;
    if (!host->source_line || source->line_count == SOURCE_LINES_MAX) return false;
    if (source->len + LINE_BYTES_MAX > SOURCE_POINTS_MAX) return false;
    usize path_len, capacity, len = 0;
    u8 *path = str_utf8(rt, file, &path_len, &capacity);
    u8 *text = rt_alloc(rt, LINE_BYTES_MAX);
    Status status =
        host->source_line(host->context, path, path_len, number, text, LINE_BYTES_MAX - 1, &len);
    if (status == STATUS_OK) {
        Slice slice = slice_make(text, len);
        u32 start = source->len;
        source->starts[source->line_count++] = start;
        for (usize at = 0; at < len;) {
            u32 point;
            if (utf8_next(slice, &at, &point) != UTF8_OK) {
                point = '?';
                at++;
            }
            source->points[source->len++] = point;
        }
        while (source->len > start && is_blank(source->points[source->len - 1])) source->len--;
        source->points[source->len++] = '\n';
        source->starts[source->line_count] = source->len;
    }
    rt_free_memory(rt, path, capacity);
    rt_free_memory(rt, text, LINE_BYTES_MAX);
    return status == STATUS_OK;
}

// Takes the indentation that all lines share off them.
static void dedent(SourceLine *source) {
    u32 least = UINT32_MAX;
    for (u32 line = 0; line < source->line_count; line++) {
        bool is_empty = line_end(source, line) == source->starts[line];
        u32 indent = line_indent(source, line);
        if (!is_empty && indent < least) least = indent;
    }
    source->dedent = least == UINT32_MAX ? 0 : least;
    u32 to = 0, from_start = 0;
    for (u32 line = 0; line < source->line_count; line++) {
        u32 from_end = source->starts[line + 1];
        u32 from =
            from_start + source->dedent < from_end ? from_start + source->dedent : from_end - 1;
        source->starts[line] = to;
        for (; from < from_end; from++) source->points[to++] = source->points[from];
        from_start = from_end;
    }
    source->starts[source->line_count] = source->len = to;
}

static bool read_lines(RtState *rt, const Str *file, const UnitPosition *position,
                       SourceLine *source) {
    source->len = source->line_count = source->dedent = 0;
    u32 last = position->end_line > position->line ? position->end_line : position->line;
    for (u32 number = position->line; number <= last; number++) {
        if (!append_line(rt, file, number, source)) break;
    }
    if (source->line_count == 0 || line_indent(source, 0) == line_end(source, 0)) return false;
    dedent(source);
    return true;
}

// ---- anchors: which part of the piece start … end gets carets
typedef struct {
    u32 start, end;
    bool is_found;
} Anchor;

// Behind a string literal that begins at `at` with its quote.
static u32 skip_string(const SourceLine *line, u32 at, u32 end) {
    u32 quote = line->points[at];
    bool is_triple = at + 2 < end && line->points[at + 1] == quote && line->points[at + 2] == quote;
    at += is_triple ? 3 : 1;
    for (; at < end; at++) {
        if (line->points[at] == '\\') {
            at++;
            continue;
        }
        if (line->points[at] != quote) continue;
        if (!is_triple) return at + 1;
        if (at + 2 < end && line->points[at + 1] == quote && line->points[at + 2] == quote)
            return at + 3;
    }
    return end;
}

static bool is_name_point(u32 point) {
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
           (point >= '0' && point <= '9') || point == '_' || point >= 0x80;
}

typedef struct {
    u32 start, len;  // of the operator
    u32 precedence;  // lower binds weaker; 0: none seen
} Operator;

// Precedence of the binary operator at `at`, 0 if there is none.
static Operator operator_at(const SourceLine *line, u32 at, u32 end) {
    u32 point = line->points[at], next = at + 1 < end ? line->points[at + 1] : 0;
    switch (point) {
    case '|': return (Operator){at, 1, 1};
    case '^': return (Operator){at, 1, 2};
    case '&': return (Operator){at, 1, 3};
    case '<':
    case '>': return next == point ? (Operator){at, 2, 4} : (Operator){at, 0, 0};
    case '+':
    case '-': return (Operator){at, 1, 5};
    case '*': return next == '*' ? (Operator){at, 2, 8} : (Operator){at, 1, 6};
    case '/': return next == '/' ? (Operator){at, 2, 6} : (Operator){at, 1, 6};
    case '%':
    case '@': return (Operator){at, 1, 6};
    default: return (Operator){at, 0, 0};
    }
}

// The words whose presence at the top level means that the piece is neither an operation nor a
// call.
static bool is_keyword(const SourceLine *line, u32 at, u32 len) {
    static const char *const words[] = {"and",    "or",     "not",    "in",   "is",     "if",
                                        "else",   "lambda", "await",  "for",  "return", "raise",
                                        "assert", "del",    "import", "from", "yield",  "while",
                                        "with",   "class",  "def",    "try",  "except"};
    for (u32 i = 0; i < COUNT_OF(words); i++) {
        if (strlen(words[i]) != len) continue;
        u32 k = 0;
        while (k < len && line->points[at + k] == (u32)words[i][k]) k++;
        if (k == len) return true;
    }
    return false;
}

typedef struct {
    Operator weakest;
    u32 bracket_start;  // of the last bracket at the top level, if the piece ends with it
    bool ends_with_bracket, is_other;
} PieceScan;

static PieceScan scan_piece(const SourceLine *line, u32 start, u32 end) {
    PieceScan scan = {{0, 0, 0}, 0, false, false};
    u32 depth = 0, opened = 0;
    bool has_operand = false;
    for (u32 at = start; at < end;) {
        u32 point = line->points[at];
        if (point == '\'' || point == '"') {
            at = skip_string(line, at, end);
            if (depth) continue;
            has_operand = true;
            scan.ends_with_bracket = false;
            continue;
        }
        if (point == '(' || point == '[' || point == '{') {
            if (depth++ == 0) {
                opened = at;
                scan.ends_with_bracket = has_operand;
                scan.bracket_start = opened;
            }
            at++;
            continue;
        }
        if (point == ')' || point == ']' || point == '}') {
            if (depth) depth--;
            has_operand = true;
            at++;
            continue;
        }
        if (point == '#') {
            while (at < end && line->points[at] != '\n') at++;
            continue;
        }
        if (depth || is_blank(point)) {
            at++;
            continue;
        }
        if (is_name_point(point)) {
            u32 word = at;
            while (at < end && is_name_point(line->points[at])) at++;
            if (is_keyword(line, word, at - word)) scan.is_other = true;
            has_operand = true;
            scan.ends_with_bracket = false;
            continue;
        }
        scan.ends_with_bracket = false;
        Operator op = operator_at(line, at, end);
        bool is_binary = op.precedence && has_operand;
        // Left-associative operators split at their last one, ** at its first.
        if (is_binary && (scan.weakest.precedence == 0 || op.precedence < scan.weakest.precedence ||
                          (op.precedence == scan.weakest.precedence && op.precedence != 8)))
            scan.weakest = op;
        if (!op.precedence && (point == '=' || point == '<' || point == '>' || point == '!' ||
                               point == ',' || point == ':')) {
            scan.is_other = true;
        }
        if (is_binary) has_operand = false;
        at += op.precedence ? op.len : 1;
        if (point == '.') has_operand = false;
    }
    return scan;
}

static Anchor find_anchor(const SourceLine *line, u32 start, u32 end) {
    Anchor none = {start, end, false};
    PieceScan scan = scan_piece(line, start, end);
    if (scan.is_other) return none;
    if (scan.weakest.precedence)
        return (Anchor){scan.weakest.start, scan.weakest.start + scan.weakest.len, true};
    if (!scan.ends_with_bracket) return none;
    return (Anchor){scan.bracket_start, end, true};
}

static bool is_wide(u32 point) {
    return (point >= 0x1100 && point <= 0x115f) || (point >= 0x2e80 && point <= 0xa4cf) ||
           (point >= 0xac00 && point <= 0xd7a3) || (point >= 0xf900 && point <= 0xfaff) ||
           (point >= 0xfe30 && point <= 0xfe6f) || (point >= 0xff00 && point <= 0xff60) ||
           (point >= 0xffe0 && point <= 0xffe6) || (point >= 0x1f300 && point <= 0x1f64f) ||
           (point >= 0x1f900 && point <= 0x1f9ff) || (point >= 0x20000 && point <= 0x3fffd);
}

// A piece from `start` to `end` in the dedented text.
typedef struct {
    u32 start, end;
    Anchor anchor;
} Piece;

static bool has_text(const SourceLine *source, u32 start, u32 end) {
    for (u32 at = start; at < end; at++) {
        if (!is_blank(source->points[at])) return true;
    }
    return false;
}

static bool starts_with(const SourceLine *source, u32 start, const char *word) {
    u32 len = (u32)strlen(word);
    for (u32 i = 0; i < len; i++) {
        if (start + i >= source->len || source->points[start + i] != (u8)word[i]) return false;
    }
    return true;
}

// `return name(…)` or `target = call(…)`: what failed is plain without marks.
static bool is_plain_call(const SourceLine *source, Piece piece) {
    u32 line = line_indent(source, 0), at = piece.start;
    if (!piece.anchor.is_found || source->points[piece.anchor.start] != '(') return false;
    u32 behind = piece.end;  // a comment may follow, and no more
    while (behind < source->len && is_blank(source->points[behind])) behind++;
    if (behind < source->len && source->points[behind] != '#') return false;
    while (at > line && is_blank(source->points[at - 1])) at--;
    if (at == line + 6 && at < piece.start && starts_with(source, line, "return")) {
        for (u32 i = piece.start; i < piece.anchor.start; i++) {
            if (!is_name_point(source->points[i])) return false;
        }
        return true;
    }
    if (at < line + 2 || source->points[at - 1] != '=') return false;
    u32 before = source->points[at - 2];
    if (!is_blank(before) && !is_name_point(before) && before != ']') return false;
    u32 depth = 0;
    for (u32 i = line; i < at; i++) {
        u32 point = source->points[i];
        if (point == '(' || point == '[') depth++;
        if (point == ')' || point == ']') depth--;
        if (depth == 0 && point == ':') return false;
    }
    return true;
}

static void print_line(StrBuilder *builder, const SourceLine *source, u32 line, Piece piece,
                       bool has_marks) {
    u32 start = source->starts[line], end = line_end(source, line);
    builder_text(builder, "    ");
    for (u32 at = start; at < end; at++) builder_char(builder, source->points[at]);
    builder_char(builder, '\n');
    u32 marked_end = piece.end < end ? piece.end : end;
    u32 text_start = start + line_indent(source, line);
    if (!has_marks || !has_text(source, piece.start > start ? piece.start : start, marked_end))
        return;
    builder_text(builder, "    ");
    const Anchor *anchor = &piece.anchor;
    for (u32 at = start; at < marked_end; at++) {
        bool is_strong = !anchor->is_found || (at >= anchor->start && at < anchor->end);
        u32 mark = at < piece.start || at < text_start ? ' ' : is_strong ? '^' : '~';
        builder_repeat(builder, mark, is_wide(source->points[at]) ? 2 : 1);
    }
    builder_char(builder, '\n');
}

static u32 line_of(const SourceLine *source, u32 at) {
    u32 line = 0;
    while (line + 1 < source->line_count && source->starts[line + 1] <= at) line++;
    return line;
}

// The first and the last line, and those around the ends of the anchor.
static bool is_significant(const SourceLine *source, Piece piece, u32 line) {
    if (line == 0 || line + 1 == source->line_count) return true;
    if (!piece.anchor.is_found) return false;
    u32 first = line_of(source, piece.anchor.start), last = line_of(source, piece.anchor.end);
    return (line + 1 >= first && line <= first + 1) || (line + 1 >= last && line <= last + 1);
}

static Piece find_piece(const SourceLine *source, const UnitPosition *position) {
    Piece piece = {0, source->starts[0], {0, 0, false}};
    bool is_whole = position->end_line >= position->line &&
                    source->line_count == position->end_line - position->line + 1;
    if (!is_whole || position->column < source->dedent) return piece;
    u32 last = source->line_count - 1;
    u32 end_column =
        position->end_column > source->dedent ? position->end_column - source->dedent : 0;
    piece.start = position->column - source->dedent;
    piece.end = source->starts[last] + end_column;
    if (piece.end > line_end(source, last)) piece.end = line_end(source, last);
    if (piece.start < piece.end) piece.anchor = find_anchor(source, piece.start, piece.end);
    return piece;
}

static void print_source(StrBuilder *builder, const SourceLine *source,
                         const UnitPosition *position) {
    Piece piece = find_piece(source, position);
    bool has_marks = piece.start < piece.end && !is_plain_call(source, piece);
    if (has_marks && !piece.anchor.is_found) {
        has_marks = has_text(source, 0, piece.start) || has_text(source, piece.end, source->len);
    }
    u32 shown = 0;
    for (u32 line = 0; line < source->line_count; line++) {
        if (!is_significant(source, piece, line)) continue;
        u32 hidden = line > shown ? line - shown : 0;
        if (hidden == 1) print_line(builder, source, line - 1, piece, has_marks);
        if (hidden > 1) builder_format(builder, "    ...<%u lines>...\n", hidden);
        print_line(builder, source, line, piece, has_marks);
        shown = line + 1;
    }
}

static void print_entry(RtState *rt, StrBuilder *builder, TraceEntry entry, SourceLine *source) {
    if (entry.unit >= rt_core(rt)->unit_count) return;
    const LoadedUnit *unit = rt_core(rt)->units[entry.unit];
    if (entry.position >= unit->position_count) return;
    const UnitPosition *position = &unit->positions[entry.position];
    const FuncSpec *spec = &unit->specs[position->func_index];
    const Str *file = value_ref(unit->block[spec->file_const]);
    builder_format(builder, "  File \"%S\", line %u, in %S\n", file, position->line,
                   value_ref(unit->block[spec->name_const]));
    if (read_lines(rt, file, position, source)) print_source(builder, source, position);
}

static void print_repeats(StrBuilder *builder, u32 count) {
    if (count <= TRACEBACK_REPEATS_MAX) return;
    u32 more = count - TRACEBACK_REPEATS_MAX;
    builder_format(builder, "  [Previous line repeated %u more time%s]\n", more,
                   more == 1 ? "" : "s");
}

void traceback_print(RtState *rt, const Traceback *traceback, StrBuilder *builder) {
    SourceLine *line = rt_alloc(rt, sizeof *line);
    u32 repeats = 0;
    for (u32 i = traceback->count; i-- > 0;) {
        TraceEntry entry = traceback->entries[i];
        bool is_same = i + 1 < traceback->count && traceback->entries[i + 1].unit == entry.unit &&
                       traceback->entries[i + 1].position == entry.position;
        if (!is_same) {
            print_repeats(builder, repeats);
            repeats = 0;
        }
        if (++repeats <= TRACEBACK_REPEATS_MAX) print_entry(rt, builder, entry, line);
    }
    print_repeats(builder, repeats);
    rt_free_memory(rt, line, sizeof *line);
}
