// Templates of sub() and expand(): characters and references to groups.
#include "text/regex_priv.h"

typedef struct {
    RegexParse *parse;
    RegexGroups groups;
    VEC(RegexPart) parts;
    RegexWordVec points;  // of the literal being read
} Template;

static bool is_digit(const RegexParse *parse) {
    return parse->len == 1 && regex_token_first(parse) - '0' <= 9;
}

static bool is_octal(const RegexParse *parse) {
    return parse->len == 1 && regex_token_first(parse) - '0' < 8;
}

static u32 take_digit(RegexParse *parse) {
    u32 digit = regex_token_first(parse) - '0';
    regex_token_skip(parse);
    return digit;
}

static void add_point(Template *template, u32 point) {
    *VEC_PUSH(template->parse->arena, &template->points) = point;
}

static void end_literal(Template *template) {
    if (template->points.count == 0) return;
    *VEC_PUSH(template->parse->arena, &template->parts) =
        (RegexPart){REGEX_NONE, template->points.items, template->points.count};
    template->points.items = NULL;
    template->points.count = template->points.capacity = 0;
}

static void add_group(Template *template, u64 group, u32 offset) {
    if (group > template->groups.group_count) {
        regex_fail(template->parse, offset, "invalid group reference %u",
                   (RegexSay){.number = group});
        return;
    }
    end_literal(template);
    *VEC_PUSH(template->parse->arena, &template->parts) = (RegexPart){.group = (u32)group};
}

static void read_name(Template *template) {
    RegexParse *parse = template->parse;
    u32 start, len;
    if (!regex_token_take(parse, '<')) {
        regex_fail(parse, 0, "missing <", (RegexSay){0});
        return;
    }
    if (!regex_token_name(parse, '>', "group name", &start, &len)) return;
    if (regex_is_decimal(parse->text, start, len)) {
        add_group(template, regex_decimal(parse->text, start, len), len + 1);
        return;
    }
    if (!regex_check_name(parse, start, len, 1)) return;
    u32 *name = ARENA_NEW_ARRAY(parse->arena, u32, len);
    for (u32 i = 0; i < len; i++) name[i] = regex_text_at(parse->text, start + i);
    u32 group = template->groups.find_group(template->groups.context, name, len);
    if (group == REGEX_NONE)
        regex_fail_at(parse, REGEX_ERROR_INDEX, 0, "unknown group name %R",
                      (RegexSay){.start = start, .len = len});
    else
        add_group(template, group, len + 1);
}

static void read_zero(Template *template) {
    u32 value = 0;
    for (u32 i = 0; i < 2 && is_octal(template->parse); i++)
        value = value * 8 + take_digit(template->parse);
    add_point(template, value & 0xff);
}

static void read_number(Template *template, u32 start) {
    RegexParse *parse = template->parse;
    u32 first = regex_text_at(parse->text, start + 1) - '0', group = first;
    if (is_digit(parse)) {
        u32 second = take_digit(parse);
        if (first < 8 && second < 8 && is_octal(parse)) {
            u32 point = first * 64 + second * 8 + take_digit(parse), len = parse->at - start;
            if (point > 0377)
                regex_fail(parse, len, "octal escape value %P outside of range 0-0o377",
                           (RegexSay){.start = start, .len = len});
            add_point(template, point);
            return;
        }
        group = group * 10 + second;
    }
    add_group(template, group, parse->at - start - 1);
}

static void read_escape(Template *template, u32 start) {
    static const char letters[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
    RegexParse *parse = template->parse;
    u32 letter = regex_text_at(parse->text, start + 1);
    if (letter == 'g') {
        read_name(template);
        return;
    }
    if (letter - '0' <= 9) {
        if (letter == '0')
            read_zero(template);
        else
            read_number(template, start);
        return;
    }
    for (u32 i = 0; letters[i]; i++) {
        if (letter != (u8)letters[i]) continue;
        add_point(template, (u8)values[i]);
        return;
    }
    if ((letter | 32) - 'a' < 26) {
        regex_fail(parse, 2, "bad escape %P", (RegexSay){.start = start, .len = 2});
        return;
    }
    add_point(template, '\\');
    add_point(template, letter);
}

bool regex_template(Arena *arena, RegexText text, bool is_text, RegexGroups groups,
                    RegexPart **parts, u32 *part_count, RegexError *error) {
    RegexParse parse = {.arena = arena, .text = text, .is_text = is_text, .error = error};
    Template template = {.parse = &parse, .groups = groups};
    *error = (RegexError){0};
    bytes_init(&error->message, arena);
    regex_token_seek(&parse, 0);
    while (parse.len) {
        u32 start = parse.at;
        bool is_escape = regex_token_is_escape(&parse);
        u32 point = regex_token_first(&parse);
        regex_token_skip(&parse);
        if (is_escape)
            read_escape(&template, start);
        else
            add_point(&template, point);
    }
    end_literal(&template);
    *parts = template.parts.items;
    *part_count = template.parts.count;
    return !parse.has_failed;
}
