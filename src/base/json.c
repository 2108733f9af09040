#include "base/json.h"

#include <string.h>

JsonReader json_reader(Arena *arena, Slice source) {
    return (JsonReader){.source = source, .arena = arena};
}

void json_fail(JsonReader *reader, usize at, const char *error) {
    if (reader->error) return;
    reader->error = error;
    reader->at = at;
}

static bool fail(JsonReader *reader, const char *error) {
    json_fail(reader, reader->at, error);
    return false;
}

// The next byte that is no white space, or 0 at the end.
static u8 peek(JsonReader *reader) {
    Slice source = reader->source;
    while (reader->at < source.len) {
        u8 byte = source.data[reader->at];
        if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return byte;
        reader->at++;
    }
    return 0;
}

static bool take_word(JsonReader *reader, Slice word) {
    Slice left = slice_from(reader->source, reader->at);
    if (!slice_starts_with(left, word)) return fail(reader, "expected a value");
    reader->at += word.len;
    return true;
}

static usize take_digits(JsonReader *reader) {
    usize start = reader->at;
    while (reader->at < reader->source.len) {
        u8 byte = reader->source.data[reader->at];
        if (byte < '0' || byte > '9') break;
        reader->at++;
    }
    return reader->at - start;
}

static bool take_byte(JsonReader *reader, u8 wanted) {
    bool is_there = reader->at < reader->source.len && reader->source.data[reader->at] == wanted;
    reader->at += is_there;
    return is_there;
}

static bool take_number(JsonReader *reader, JsonValue *value) {
    usize start = reader->at;
    take_byte(reader, '-');
    bool is_zero = take_byte(reader, '0');
    usize more = take_digits(reader);
    if (is_zero ? more > 0 : more == 0) return fail(reader, "expected a number");
    if (take_byte(reader, '.') && take_digits(reader) == 0) return fail(reader, "expected a digit");
    if (take_byte(reader, 'e') || take_byte(reader, 'E')) {
        if (!take_byte(reader, '-')) take_byte(reader, '+');
        if (take_digits(reader) == 0) return fail(reader, "expected a digit");
    }
    value->kind = JSON_NUMBER;
    value->text = slice_range(reader->source, start, reader->at);
    return true;
}

// Four hexadecimal digits, or -1.
static i32 take_unit(JsonReader *reader) {
    i32 unit = 0;
    for (u32 i = 0; i < 4; i++) {
        if (reader->at >= reader->source.len) return -1;
        u8 byte = reader->source.data[reader->at++];
        i32 digit = byte >= '0' && byte <= '9'   ? byte - '0'
                    : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                    : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                                 : -1;
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static usize put_letter(u8 *out, u32 letter) {
    if (letter < 0x80) {
        out[0] = (u8)letter;
        return 1;
    }
    u32 more = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
    static const u8 leads[] = {0, 0xc0, 0xe0, 0xf0};
    out[0] = (u8)(leads[more] | letter >> 6 * more);
    for (u32 i = 1; i <= more; i++) out[i] = (u8)(0x80 | (letter >> 6 * (more - i) & 0x3f));
    return more + 1;
}

// Behind "\u": one unit, or a pair of surrogates. A lone one has no UTF-8 form.
static bool take_escaped_letter(JsonReader *reader, u32 *letter) {
    i32 unit = take_unit(reader);
    if (unit < 0) return fail(reader, "expected four hexadecimal digits");
    if (unit >= 0xd800 && unit < 0xdc00 && take_byte(reader, '\\') && take_byte(reader, 'u')) {
        i32 low = take_unit(reader);
        if (low < 0xdc00 || low > 0xdfff) return fail(reader, "a surrogate without its other half");
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    if (unit >= 0xd800 && unit <= 0xdfff) return fail(reader, "a surrogate without its other half");
    *letter = (u32)unit;
    return true;
}

static bool take_escape(JsonReader *reader, u8 *out, usize *len) {
    static const char letters[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    u8 byte = reader->at < reader->source.len ? reader->source.data[reader->at] : 0;
    reader->at += reader->at < reader->source.len;
    if (byte == 'u') {
        u32 letter;
        if (!take_escaped_letter(reader, &letter)) return false;
        *len += put_letter(out + *len, letter);
        return true;
    }
    for (usize i = 0; i + 1 < sizeof letters; i += 2) {
        if (byte == (u8)letters[i]) {
            out[(*len)++] = (u8)letters[i + 1];
            return true;
        }
    }
    return fail(reader, "an unknown escape");
}

// No decoded text is longer than its source.
static bool take_text(JsonReader *reader, Slice *text) {
    usize start = ++reader->at, end = start;
    const u8 *data = reader->source.data;
    while (end < reader->source.len && data[end] != '"') end += data[end] == '\\' ? 2 : 1;
    if (end >= reader->source.len) {
        reader->at = reader->source.len;
        return fail(reader, "a text without its end");
    }
    u8 *out = arena_alloc(reader->arena, end - start + 1);
    usize len = 0;
    while (reader->at < end) {
        u8 byte = data[reader->at++];
        if (byte < 0x20) {
            reader->at--;
            return fail(reader, "a control character in a text");
        }
        if (byte != '\\')
            out[len++] = byte;
        else if (!take_escape(reader, out, &len))
            return false;
    }
    reader->at = end + 1;
    *text = slice_make(out, len);
    return true;
}

static bool open_bracket(JsonReader *reader, JsonValue *value, JsonKind kind) {
    if (reader->depth == JSON_DEPTH_MAX) return fail(reader, "nested too deeply");
    reader->depth++;
    reader->at++;
    reader->is_first = true;
    value->kind = kind;
    return true;
}

bool json_value(JsonReader *reader, JsonValue *value) {
    if (reader->error) return false;
    u8 byte = peek(reader);
    *value = (JsonValue){.at = reader->at};
    switch (byte) {
    case '{': return open_bracket(reader, value, JSON_OBJECT);
    case '[': return open_bracket(reader, value, JSON_ARRAY);
    case '"': value->kind = JSON_TEXT; return take_text(reader, &value->text);
    case 'n': value->kind = JSON_NULL; return take_word(reader, SLICE_LITERAL("null"));
    case 'f': value->kind = JSON_BOOL; return take_word(reader, SLICE_LITERAL("false"));
    case 't':
        value->kind = JSON_BOOL;
        value->is_true = true;
        return take_word(reader, SLICE_LITERAL("true"));
    default:
        if (byte == '-' || (byte >= '0' && byte <= '9')) return take_number(reader, value);
        return fail(reader, "expected a value");
    }
}

// Whether another part follows before `closing`; takes the comma or the bracket.
static bool take_part(JsonReader *reader, u8 closing) {
    if (reader->error) return false;
    u8 byte = peek(reader);
    if (byte == closing) {
        reader->at++;
        reader->depth--;
        reader->is_first = false;
        return false;
    }
    if (!reader->is_first) {
        if (byte != ',')
            return fail(reader, closing == ']' ? "expected ',' or ']'" : "expected ',' or '}'");
        reader->at++;
    }
    reader->is_first = false;
    return true;
}

bool json_item(JsonReader *reader) {
    return take_part(reader, ']');
}

bool json_member(JsonReader *reader, Slice *name) {
    if (!take_part(reader, '}')) return false;
    if (peek(reader) != '"') return fail(reader, "expected a name in quotes");
    if (!take_text(reader, name)) return false;
    if (peek(reader) != ':') return fail(reader, "expected ':'");
    reader->at++;
    return true;
}

void json_skip(JsonReader *reader) {
    JsonValue value;
    Slice name;
    if (!json_value(reader, &value)) return;
    if (value.kind == JSON_ARRAY) {
        while (json_item(reader)) json_skip(reader);
    } else if (value.kind == JSON_OBJECT) {
        while (json_member(reader, &name)) json_skip(reader);
    }
}

bool json_end(JsonReader *reader) {
    if (reader->error) return false;
    if (peek(reader) != 0 || reader->at < reader->source.len)
        return fail(reader, "expected the end");
    return true;
}

void json_push_text(Bytes *out, Slice text) {
    bytes_push(out, '"');
    for (usize i = 0; i < text.len; i++) {
        u8 c = text.data[i];
        if (c == '"' || c == '\\') {
            bytes_push(out, '\\');
            bytes_push(out, c);
        } else if (c < 0x20) {
            bytes_text(out, c < 0x10 ? "\\u000" : "\\u00");
            bytes_hex(out, c);
        } else {
            bytes_push(out, c);
        }
    }
    bytes_push(out, '"');
}
