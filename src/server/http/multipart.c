#include "server/http/multipart.h"

#include "base/check.h"
#include "server/http/http_field.h"

#include <string.h>

typedef enum {
    PART_PREAMBLE,  // before the first boundary, as if CR LF had just passed
    PART_BOUNDARY,  // after a boundary: CR LF or two dashes
    PART_BOUNDARY_LF,
    PART_DASH,  // after the first of two dashes
    PART_HEAD,
    PART_DATA,
    PART_OVER,
    PART_FAILED,
} PartState;

enum { DELIMITER_PREFIX_BYTES = 4 };  // CR LF and two dashes

static bool is_boundary_byte(u8 byte) {
    bool is_letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    return is_letter || (byte >= '0' && byte <= '9') || (byte && strchr("'()+_,-./:=? ", byte));
}

static Slice trimmed(Slice text) {
    while (text.len > 0 && (text.data[0] == ' ' || text.data[0] == '\t'))
        text = slice_from(text, 1);
    while (text.len > 0 && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\t'))
        text.len--;
    return text;
}

// Takes "; name=value" off the text. The value is as it stands between its quotes.
static bool parameter_next(Slice *text, Slice *name, Slice *value, bool *is_quoted) {
    *text = trimmed(*text);
    if (text->len == 0 || text->data[0] != ';') return false;
    *text = trimmed(slice_from(*text, 1));
    usize end = 0;
    while (end < text->len && http_token_lower[text->data[end]]) end++;
    *name = slice_range(*text, 0, end);
    *text = slice_from(*text, end);
    if (name->len == 0 || text->len == 0 || text->data[0] != '=') return false;
    *text = slice_from(*text, 1);
    *is_quoted = text->len > 0 && text->data[0] == '"';
    end = 0;
    if (!*is_quoted) {
        while (end < text->len && text->data[end] != ';') end++;
        *value = trimmed(slice_range(*text, 0, end));
        *text = slice_from(*text, end);
        return true;
    }
    *text = slice_from(*text, 1);
    while (end < text->len && text->data[end] != '"') {
        end += text->data[end] == '\\' && end + 1 < text->len ? 2 : 1;
    }
    if (end >= text->len) return false;
    *value = slice_range(*text, 0, end);
    *text = slice_from(*text, end + 1);
    return true;
}

bool multipart_boundary(Slice content_type, Slice *boundary) {
    usize end = 0;
    while (end < content_type.len && content_type.data[end] != ';') end++;
    if (!http_text_is(trimmed(slice_range(content_type, 0, end)),
                      SLICE_LITERAL("multipart/form-data"))) {
        return false;
    }
    Slice rest = slice_from(content_type, end), name, value;
    bool is_quoted, is_found = false;
    while (parameter_next(&rest, &name, &value, &is_quoted)) {
        if (!http_text_is(name, SLICE_LITERAL("boundary"))) continue;
        if (is_found) return false;  // two of them: which one?
        is_found = true;
        *boundary = value;
    }
    if (!is_found || trimmed(rest).len > 0) return false;
    if (boundary->len == 0 || boundary->len > MULTIPART_BOUNDARY_BYTES_MAX) return false;
    for (usize i = 0; i < boundary->len; i++) {
        if (!is_boundary_byte(boundary->data[i])) return false;
    }
    return boundary->data[boundary->len - 1] != ' ';
}

void multipart_init(Multipart *parser, Slice boundary) {
    CHECK(boundary.len > 0 && boundary.len <= MULTIPART_BOUNDARY_BYTES_MAX);
    *parser = (Multipart){.state = PART_PREAMBLE, .matched = 2};
    memcpy(parser->boundary, "\r\n--", DELIMITER_PREFIX_BYTES);
    memcpy(parser->boundary + DELIMITER_PREFIX_BYTES, boundary.data, boundary.len);
    parser->boundary_len = (u8)(DELIMITER_PREFIX_BYTES + boundary.len);
}

static MultipartStep fail(Multipart *parser, usize used, const char *error) {
    parser->state = PART_FAILED;
    parser->error = error;
    return (MultipartStep){.event = MULTIPART_FAILED, .used = used};
}

// CR stands only at the start of a delimiter (no boundary has one), so a match that breaks off can
// begin anew only at a CR that broke it.
static MultipartStep data_step(Multipart *parser, Slice input, const MultipartLimits *limits) {
    usize at = 0;
    if (parser->matched > 0) {
        while (at < input.len && parser->matched < parser->boundary_len &&
               input.data[at] == parser->boundary[parser->matched]) {
            parser->matched++, at++;
        }
        if (parser->matched == parser->boundary_len) {
            bool is_part = parser->state == PART_DATA;
            parser->matched = 0;
            parser->state = PART_BOUNDARY;
            return (MultipartStep){.event = is_part ? MULTIPART_PART_END : MULTIPART_MORE,
                                   .used = at};
        }
        if (at == input.len) return (MultipartStep){.event = MULTIPART_MORE, .used = at};
        // It was data after all: it is the boundary's own bytes.
        usize matched = parser->matched;
        parser->matched = 0;
        parser->part_bytes += matched;
        return (MultipartStep){
            .event = MULTIPART_DATA, .used = at, .data = slice_make(parser->boundary, matched)};
    }
    const u8 *cr = memchr(input.data, '\r', input.len);
    at = cr ? (usize)(cr - input.data) : input.len;
    MultipartStep step = {.event = MULTIPART_DATA, .used = at, .data = slice_range(input, 0, at)};
    if (cr) parser->matched = 1, step.used++;
    parser->part_bytes += at;
    if (parser->state == PART_DATA && parser->part_bytes > limits->part_bytes_max)
        return fail(parser, at, "a part that is too long");
    return step;
}

// Takes the backslashes out of quoted text, in place.
static Slice unescaped(Slice text) {
    u8 *bytes = (u8 *)(uintptr_t)text.data;  // in Multipart.head
    usize len = 0;
    for (usize at = 0; at < text.len; at++) {
        // Browsers write quotes as %22 and leave backslashes alone: only these two are escapes.
        bool is_escape = bytes[at] == '\\' && at + 1 < text.len &&
                         (bytes[at + 1] == '"' || bytes[at + 1] == '\\');
        if (is_escape) at++;
        bytes[len++] = bytes[at];
    }
    return slice_make(bytes, len);
}

static bool disposition_read(Slice value, MultipartStep *step, bool *has_name) {
    usize end = 0;
    while (end < value.len && value.data[end] != ';') end++;
    if (!http_text_is(trimmed(slice_range(value, 0, end)), SLICE_LITERAL("form-data")))
        return false;
    Slice rest = slice_from(value, end), name, found;
    bool is_quoted;
    while (parameter_next(&rest, &name, &found, &is_quoted)) {
        if (http_text_is(name, SLICE_LITERAL("name"))) {
            if (*has_name) return false;
            *has_name = true;
            step->name = is_quoted ? unescaped(found) : found;
        } else if (http_text_is(name, SLICE_LITERAL("filename"))) {
            if (step->has_filename) return false;
            step->has_filename = true;
            step->filename = is_quoted ? unescaped(found) : found;
        }
    }
    return trimmed(rest).len == 0 && *has_name;
}

static MultipartStep head_read(Multipart *parser, usize used) {
    MultipartStep step = {.event = MULTIPART_PART, .used = used};
    bool has_name = false;
    step.head = slice_make(parser->head, parser->head_len - 2);
    for (Slice rest = step.head; rest.len > 0;) {
        const u8 *cr = memchr(rest.data, '\r', rest.len);
        usize len = cr ? (usize)(cr - rest.data) : rest.len;
        Slice line = slice_range(rest, 0, len);
        rest = slice_from(rest, cr ? len + 2 : len);
        usize name_len = 0;
        while (name_len < line.len && http_token_lower[line.data[name_len]]) name_len++;
        if (name_len == 0 || name_len == line.len || line.data[name_len] != ':')
            return fail(parser, used, "a malformed field of a part");
        Slice name = slice_range(line, 0, name_len);
        Slice value = trimmed(slice_from(line, name_len + 1));
        if (!http_field_value_is_valid(value))
            return fail(parser, used, "a control character in a part's field");
        if (http_text_is(name, SLICE_LITERAL("content-type"))) step.content_type = value;
        if (!http_text_is(name, SLICE_LITERAL("content-disposition"))) continue;
        if (has_name || !disposition_read(value, &step, &has_name))
            return fail(parser, used, "a malformed Content-Disposition");
    }
    if (!has_name) return fail(parser, used, "a part without a name");
    parser->state = PART_DATA;
    parser->matched = 0;
    parser->part_bytes = 0;
    return step;
}

static MultipartStep head_step(Multipart *parser, Slice input) {
    for (usize at = 0; at < input.len; at++) {
        u8 byte = input.data[at];
        if (parser->head_len == MULTIPART_HEAD_BYTES_MAX)
            return fail(parser, at, "a part's fields that are too long");
        u8 last = parser->head_len ? parser->head[parser->head_len - 1] : 0;
        if ((byte == '\n') != (last == '\r')) return fail(parser, at, "a bare CR or LF");
        parser->head[parser->head_len++] = byte;
        u32 len = parser->head_len;
        bool is_line_end = byte == '\n';
        bool is_empty_line = is_line_end && (len == 2 || parser->head[len - 3] == '\n');
        if (is_empty_line) return head_read(parser, at + 1);
    }
    return (MultipartStep){.event = MULTIPART_MORE, .used = input.len};
}

// The bytes right behind a boundary.
static const char *boundary_byte(Multipart *parser, u8 byte, const MultipartLimits *limits) {
    switch (parser->state) {
    case PART_BOUNDARY:
        if (byte != '\r' && byte != '-') return "something behind a boundary";
        parser->state = byte == '-' ? PART_DASH : PART_BOUNDARY_LF;
        return NULL;
    case PART_DASH:
        if (byte != '-') return "something behind a boundary";
        parser->state = PART_OVER;
        return NULL;
    default:
        if (byte != '\n') return "a bare CR behind a boundary";
        if (parser->part_count++ == limits->part_count_max) return "too many parts";
        parser->state = PART_HEAD;
        parser->head_len = 0;
        return NULL;
    }
}

MultipartStep multipart_step(Multipart *parser, Slice input, const MultipartLimits *limits) {
    usize at = 0;
    while (at < input.len) {
        Slice rest = slice_from(input, at);
        MultipartStep step = {.event = MULTIPART_MORE, .used = 1};
        const char *error = NULL;
        bool is_over = parser->state == PART_OVER;
        switch (parser->state) {
        case PART_PREAMBLE: {
            step = data_step(parser, rest, limits);
            parser->part_bytes = 0;
            if (step.event == MULTIPART_DATA) step.event = MULTIPART_MORE;
            break;
        }
        case PART_DATA: step = data_step(parser, rest, limits); break;
        case PART_HEAD: step = head_step(parser, rest); break;
        case PART_OVER: step.used = rest.len; break;
        case PART_FAILED: return fail(parser, at, parser->error);
        default: error = boundary_byte(parser, rest.data[0], limits); break;
        }
        if (error) return fail(parser, at, error);
        at += step.used;
        step.used = at;
        if (parser->state == PART_OVER && !is_over) step.event = MULTIPART_END;
        bool is_empty = step.event == MULTIPART_DATA && step.data.len == 0;
        if (step.event != MULTIPART_MORE && !is_empty) return step;
    }
    return (MultipartStep){.event = MULTIPART_MORE, .used = at};
}
