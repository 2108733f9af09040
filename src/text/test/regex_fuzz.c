// A pattern, a zero byte, a text: compiling and matching stay inside their memory, and what is
// found lies inside the text. Found again at the same place by match.
#include "text/regex.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

enum { PATTERN_MAX = 200, TEXT_MAX = 100, QUESTIONS_MAX = 2, STACK_MAX = 1 << 22 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void *resize(void *context, void *memory, usize old_bytes, usize new_bytes) {
    (void)context;
    (void)old_bytes;
    if (new_bytes == 0) free(memory);
    return new_bytes == 0 || new_bytes > STACK_MAX ? NULL : realloc(memory, new_bytes);
}

static bool may_go_on(void *context) {
    u32 *questions = context;
    return (*questions)++ < QUESTIONS_MAX;
}

static void match_all(const RegexProgram *program, RegexText text) {
    u32 questions = 0, span[2], again[2];
    RegexMatcher matcher = {.resize = resize, .may_go_on = may_go_on, .context = &questions};
    RegexTask task = {.text = text, .mode = REGEX_SEARCH};
    while (regex_run(&matcher, program, task, span) == REGEX_FOUND) {
        CHECK(span[0] <= span[1] && span[1] <= text.len && span[0] >= task.start);
        CHECK(regex_last_group(&matcher, program) <= program->group_count);
        RegexTask repeated = task;
        repeated.mode = REGEX_MATCH;
        repeated.must_advance = task.must_advance && span[0] == task.start;
        repeated.start = span[0];
        RegexResult result = regex_run(&matcher, program, repeated, again);
        CHECK(result == REGEX_STOPPED || result == REGEX_NO_MEMORY ||
              (result == REGEX_FOUND && again[1] == span[1]));
        task.must_advance = span[0] == span[1];
        task.start = span[1];
    }
    regex_matcher_deinit(&matcher);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size) {
    if (size < 2) return 0;
    const u8 *end = memchr(data + 2, 0, size - 2);
    usize pattern_len = end ? (usize)(end - data) - 2 : size - 2;
    const u8 *text = end ? end + 1 : data + size;
    usize text_len = (usize)(data + size - text);
    if (pattern_len > PATTERN_MAX || text_len > TEXT_MAX) return 0;
    static const u32 flags[] = {0, REGEX_IGNORECASE, REGEX_MULTILINE | REGEX_DOTALL, REGEX_VERBOSE,
                                REGEX_ASCII | REGEX_IGNORECASE};
    // Copies of exact size: reading beyond them is seen.
    u8 *pattern = malloc(pattern_len ? pattern_len : 1);
    memcpy(pattern, data + 2, pattern_len);
    u16 *wide = malloc(text_len ? 2 * text_len : 2);
    u8 *narrow = malloc(text_len ? text_len : 1);
    for (usize i = 0; i < text_len; i++) {
        narrow[i] = text[i];
        wide[i] = (u16)(text[i] >= 0xc0 ? text[i] + 0x300 : text[i]);
    }
    Arena arena;
    RegexError error;
    arena_init(&arena, arena_source_default());
    const RegexProgram *program =
        regex_compile(&arena, (RegexText){pattern, 1, (u32)pattern_len}, data[0] % 2 == 0,
                      flags[data[1] % COUNT_OF(flags)], &error);
    CHECK((program == NULL) == (error.kind != REGEX_ERROR_NONE));
    if (program) match_all(program, (RegexText){narrow, 1, (u32)text_len});
    if (program) match_all(program, (RegexText){wide, 2, (u32)text_len});
    RegexPart *parts;
    u32 part_count;
    RegexText template = {narrow, 1, (u32)text_len};
    (void)regex_template(&arena, template, true, (RegexGroups){.group_count = 2}, &parts,
                         &part_count, &error);
    arena_deinit(&arena);
    free(pattern);
    free(narrow);
    free(wide);
    return 0;
}
