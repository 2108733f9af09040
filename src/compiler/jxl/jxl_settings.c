#include "compiler/jxl/jxl_settings.h"

#include "base/bytes.h"
#include "base/json.h"

typedef struct {
    Arena *arena;
    Slice text;
    usize at;
    Slice table;  // of the keys that follow, with its last point; empty: none
    u32 count;
    JxlSettings *settings;
    const char *problem;
} Reader;

static bool fail(Reader *reader, const char *format, const Slice *shown) {
    if (reader->problem) return false;
    Bytes text;
    bytes_init(&text, reader->arena);
    if (shown)
        bytes_format(&text, format, shown);
    else
        bytes_text(&text, format);
    bytes_push(&text, 0);
    reader->problem = (const char *)text.data;
    return false;
}

static Slice joined(Arena *arena, Slice first, Slice second) {
    Bytes text;
    bytes_init(&text, arena);
    bytes_format(&text, "%S%S", &first, &second);
    return bytes_slice(&text);
}

// A whole key and its value. Lists come item by item.
static bool set(Reader *reader, Slice key, Slice value, bool is_text, bool is_item) {
    static const Slice env = {(const u8 *)"env.", 4};
    JxlSettings *settings = reader->settings;
    if (++reader->count > JXL_SETTINGS_MAX) return fail(reader, "too many settings", NULL);
    if (slice_starts_with(key, env) && !is_item) {
        *VEC_PUSH(reader->arena, &settings->environment) =
            (JxlEnvironment){slice_from(key, env.len), value};
        return true;
    }
    bool is_fonts = slice_equal(key, SLICE_LITERAL("fonts"));
    bool is_targets = slice_equal(key, SLICE_LITERAL("targets"));
    bool is_entry = slice_equal(key, SLICE_LITERAL("entry"));
    bool is_title = slice_equal(key, SLICE_LITERAL("title"));
    if (!is_fonts && !is_targets && !is_entry && !is_title)
        return fail(reader,
                    "there is no setting `%S`: entry, title, targets, fonts and [env] are known",
                    &key);
    if (!is_text) return fail(reader, "`%S` is a text", &key);
    if ((is_fonts || is_targets) != is_item)
        return fail(reader, is_item ? "`%S` is one text" : "`%S` is a list of texts", &key);
    if (is_fonts) *VEC_PUSH(reader->arena, &settings->fonts) = value;
    if (is_targets) *VEC_PUSH(reader->arena, &settings->targets) = value;
    if (is_entry) settings->entry = value;
    if (is_title) settings->title = value;
    return true;
}

// ---- TOML

static u8 peek(const Reader *reader) {
    return reader->at < reader->text.len ? reader->text.data[reader->at] : 0;
}

static void skip_blanks(Reader *reader) {
    while (peek(reader) == ' ' || peek(reader) == '\t') reader->at++;
    if (peek(reader) != '#') return;
    while (reader->at < reader->text.len && peek(reader) != '\n') reader->at++;
}

static void skip_lines(Reader *reader) {
    for (;;) {
        skip_blanks(reader);
        if (peek(reader) != '\n' && peek(reader) != '\r') return;
        reader->at++;
    }
}

static bool end_line(Reader *reader) {
    skip_blanks(reader);
    if (peek(reader) == '\r') reader->at++;
    if (reader->at < reader->text.len && peek(reader) != '\n')
        return fail(reader, "the line should end here", NULL);
    return true;
}

static bool read_text(Reader *reader, Slice *text) {
    u8 quote = peek(reader);
    Bytes out;
    bytes_init(&out, reader->arena);
    for (reader->at++; peek(reader) != quote; reader->at++) {
        u8 c = peek(reader);
        if (c == 0 || c == '\n') return fail(reader, "the text does not end", NULL);
        if (c == '\\' && quote == '"') {
            reader->at++;
            c = peek(reader);
            if (c == 'n' || c == 't')
                c = c == 'n' ? '\n' : '\t';
            else if (c != '"' && c != '\\')
                return fail(reader, "of escapes \\\" \\\\ \\n and \\t are known", NULL);
        }
        bytes_push(&out, c);
    }
    reader->at++;
    *text = bytes_slice(&out);
    return true;
}

static bool is_word(u8 c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+';
}

// Parts between points, joined by points again.
static bool read_key(Reader *reader, Slice *key) {
    Bytes out;
    bytes_init(&out, reader->arena);
    for (;;) {
        Slice part;
        if (peek(reader) == '"' || peek(reader) == '\'') {
            if (!read_text(reader, &part)) return false;
        } else {
            usize start = reader->at;
            while (is_word(peek(reader))) reader->at++;
            part = slice_range(reader->text, start, reader->at);
        }
        if (part.len == 0) return fail(reader, "a name is missing", NULL);
        bytes_append(&out, part);
        skip_blanks(reader);
        if (peek(reader) != '.') break;
        reader->at++;
        bytes_push(&out, '.');
        skip_blanks(reader);
    }
    *key = bytes_slice(&out);
    return true;
}

static bool read_list(Reader *reader, Slice key) {
    for (reader->at++;;) {
        skip_lines(reader);
        if (peek(reader) == ']') break;
        Slice item;
        if (peek(reader) != '"' && peek(reader) != '\'')
            return fail(reader, "`%S` is a list of texts", &key);
        if (!read_text(reader, &item) || !set(reader, key, item, true, true)) return false;
        skip_lines(reader);
        if (peek(reader) == ',')
            reader->at++;
        else if (peek(reader) != ']')
            return fail(reader, "`,` or `]` is missing", NULL);
    }
    reader->at++;
    return true;
}

static bool read_pair(Reader *reader) {
    Slice key, value;
    if (!read_key(reader, &key)) return false;
    if (peek(reader) != '=') return fail(reader, "`=` is missing behind `%S`", &key);
    reader->at++;
    skip_blanks(reader);
    key = joined(reader->arena, reader->table, key);
    u8 first = peek(reader);
    if (first == '[') return read_list(reader, key) && end_line(reader);
    bool is_text = first == '"' || first == '\'';
    if (is_text) {
        if (!read_text(reader, &value)) return false;
    } else {
        usize start = reader->at;
        while (is_word(peek(reader)) || peek(reader) == '.') reader->at++;
        value = slice_range(reader->text, start, reader->at);
        bool is_known =
            slice_equal(value, SLICE_LITERAL("true")) || slice_equal(value, SLICE_LITERAL("false"));
        bool is_number = value.len > 0 && (value.data[0] == '-' || value.data[0] == '+' ||
                                           (value.data[0] >= '0' && value.data[0] <= '9'));
        if (!is_known && !is_number)
            return fail(reader, "`%S` needs a text in quotes, a number, true or false", &key);
    }
    return set(reader, key, value, is_text, false) && end_line(reader);
}

static bool read_table(Reader *reader) {
    Slice name;
    reader->at++;
    skip_blanks(reader);
    if (peek(reader) == '[') return fail(reader, "lists of tables are not known here", NULL);
    if (!read_key(reader, &name)) return false;
    if (peek(reader) != ']') return fail(reader, "`]` is missing", NULL);
    reader->at++;
    reader->table = joined(reader->arena, name, SLICE_LITERAL("."));
    if (!slice_starts_with(reader->table, SLICE_LITERAL("env.")))
        return fail(reader, "there is no table `%S`: [env] is known", &name);
    return end_line(reader);
}

static bool finish(Reader *reader, usize at, const char **problem, u32 *line) {
    if (!reader->problem) return true;
    *problem = reader->problem;
    *line = 1;
    for (usize i = 0; i < at && i < reader->text.len; i++) *line += reader->text.data[i] == '\n';
    return false;
}

bool jxl_settings_toml(Arena *arena, Slice text, JxlSettings *settings, const char **problem,
                       u32 *line) {
    *settings = (JxlSettings){0};
    Reader reader = {.arena = arena, .text = text, .settings = settings};
    if (slice_starts_with(text, SLICE_LITERAL("\xef\xbb\xbf"))) reader.at = 3;
    for (bool is_good = true; is_good;) {
        skip_lines(&reader);
        if (reader.at >= text.len) break;
        is_good = peek(&reader) == '[' ? read_table(&reader) : read_pair(&reader);
    }
    return finish(&reader, reader.at, problem, line);
}

// ---- JSON

static bool read_json(Reader *reader, JsonReader *json, Slice key, bool is_item, u32 depth) {
    JsonValue value;
    Slice name;
    if (!json_value(json, &value)) return false;
    if (value.kind == JSON_OBJECT) {
        if (is_item || depth > 8) return fail(reader, "`%S` holds no object", &key);
        if (depth > 0) key = joined(reader->arena, key, SLICE_LITERAL("."));
        while (json_member(json, &name)) {
            Slice inner = joined(reader->arena, key, name);
            if (!read_json(reader, json, inner, false, depth + 1)) return false;
        }
        return true;
    }
    if (depth == 0) return fail(reader, "an object is expected", NULL);
    if (value.kind == JSON_ARRAY) {
        if (is_item) return fail(reader, "`%S` holds no list", &key);
        while (json_item(json)) {
            if (!read_json(reader, json, key, true, depth)) return false;
        }
        return true;
    }
    bool is_text = value.kind == JSON_TEXT;
    Slice text = value.text;
    if (value.kind == JSON_NULL) return fail(reader, "`%S` is null", &key);
    if (value.kind == JSON_BOOL) text = slice_of_text(value.is_true ? "true" : "false");
    return set(reader, key, text, is_text, is_item);
}

bool jxl_settings_json(Arena *arena, Slice text, JxlSettings *settings, const char **problem,
                       u32 *line) {
    *settings = (JxlSettings){0};
    Reader reader = {.arena = arena, .text = text, .settings = settings};
    JsonReader json = json_reader(arena, text);
    if (read_json(&reader, &json, (Slice){0}, false, 0)) json_end(&json);
    if (!reader.problem && json.error) fail(&reader, json.error, NULL);
    return finish(&reader, json.at, problem, line);
}
