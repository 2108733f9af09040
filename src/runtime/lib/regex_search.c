// match, fullmatch, search, findall, finditer, split, and the scanner.
#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "runtime/lib/regex_object.h"

#include <string.h>

// ---- subjects
bool regex_subject(RtState *rt, const PatternObject *pattern, Value string, RegexText *text) {
    if (value_is_str(string)) {
        const Str *str = value_str(string);
        *text = (RegexText){str->data, str->width, str->len};
        if (pattern->is_text) return true;
        error_text(rt, CLASS_TYPE_ERROR, "cannot use a bytes pattern on a string-like object");
        return false;
    }
    if (!value_is_bytes(string)) {
        error_format(rt, CLASS_TYPE_ERROR, "expected string or bytes-like object, got '%T'",
                     string);
        return false;
    }
    const BytesObject *bytes = value_ref(string);
    *text = (RegexText){bytes->data, 1, bytes->len};
    if (!pattern->is_text) return true;
    error_text(rt, CLASS_TYPE_ERROR, "cannot use a string pattern on a bytes-like object");
    return false;
}

static bool bound(RtState *rt, u32 len, Value value, u32 if_absent, u32 *out) {
    i64 number;
    if (value == VALUE_UNDEFINED) {
        *out = if_absent;
        return true;
    }
    if (!argument_count(rt, value, 0, &number)) return false;
    *out = number < 0 ? 0 : number > len ? len : (u32)number;
    return true;
}

bool regex_bounds(RtState *rt, u32 len, Value start, Value end, u32 bounds[2]) {
    return bound(rt, len, start, 0, &bounds[0]) && bound(rt, len, end, len, &bounds[1]);
}

Value regex_slice(RtState *rt, Value string, u32 start, u32 end) {
    if (value_is_str(string)) {
        Str *str = value_str(string);
        if (end > str->len) end = str->len;
        if (start > end) start = end;
        if (start == 0 && end == str->len) return value_retain(string);
        return value_from_ref(str_slice(rt, str, start, end - start));
    }
    const BytesObject *bytes = value_ref(string);
    if (end > bytes->len) end = bytes->len;
    if (start > end) start = end;
    bool is_whole = start == 0 && end == bytes->len && value_is(string, CLASS_BYTES);
    if (is_whole) return value_retain(string);
    return value_from_ref(
        bytes_from(rt, CLASS_BYTES, slice_make(bytes->data + start, end - start)));
}

Value regex_empty(RtState *rt, const PatternObject *pattern) {
    if (pattern->is_text) return value_from_ref(str_empty(rt));
    return value_from_ref(bytes_from(rt, CLASS_BYTES, slice_make("", 0)));
}

// ---- one operation
static void *resize(void *context, void *memory, usize old_bytes, usize new_bytes) {
    RegexWork *work = context;
    bool is_local = memory == work->local_stack || memory == work->local_slots;
    void *made = NULL;
    if (new_bytes) {
        made = rt_alloc_try(work->rt, new_bytes);
        if (!made) return NULL;
        if (memory) memcpy(made, memory, old_bytes);
    }
    if (memory && !is_local) rt_free_memory(work->rt, memory, old_bytes);
    return made;
}

void regex_work_begin(RegexWork *work, RtState *rt, PatternObject *pattern, Value string,
                      RegexText text, RegexMode mode, u32 start, u32 end) {
    work->rt = rt;
    work->pattern = pattern;
    work->string = string;
    work->matcher = (RegexMatcher){.resize = resize,
                                   .context = work,
                                   .stack = work->local_stack,
                                   .stack_capacity = MATCHER_LOCAL_ENTRIES,
                                   .slots = work->local_slots,
                                   .slot_capacity = MATCHER_LOCAL_SLOTS};
    text.len = end;
    work->task = (RegexTask){.text = text, .start = start, .mode = mode};
}

void regex_work_end(RegexWork *work) {
    regex_matcher_deinit(&work->matcher);
}

int regex_work_next(RegexWork *work) {
    RegexTask *task = &work->task;
    if (value_is(work->string, CLASS_BYTEARRAY)) {  // it may have changed since
        const BytesObject *bytes = value_ref(work->string);
        task->text.chars = bytes->data;
        if (task->text.len > bytes->len) task->text.len = bytes->len;
    }
    switch (regex_run(&work->matcher, pattern_program(work->pattern), *task, work->marks)) {
    case REGEX_FOUND: break;
    case REGEX_NOT_FOUND: return 0;
    case REGEX_NO_MEMORY: error_no_memory(work->rt); return -1;
    case REGEX_STOPPED: error_text(work->rt, CLASS_KEYBOARD_INTERRUPT, ""); return -1;
    }
    task->must_advance = work->marks[0] == work->marks[1];
    task->start = work->marks[1];
    return 1;
}

Value regex_work_group(const RegexWork *work, u32 group, Value if_unset) {
    const u32 *marks = group ? work->matcher.slots + 2 * group - 2 : work->marks;
    if (marks[0] == REGEX_NONE || marks[1] == REGEX_NONE) return if_unset;
    value_release(work->rt, if_unset);
    return regex_slice(work->rt, work->string, marks[0], marks[1]);
}

MatchObject *regex_match_new(const RegexWork *work, u32 start, u32 end) {
    u32 groups = pattern_program(work->pattern)->group_count;
    MatchObject *match = native_object_new(work->rt, CLASS_REGEX_MATCH);
    match->string = value_retain(work->string);
    match->pattern = value_of(work->pattern);
    match->start = start;
    match->end = end;
    match->last_group = regex_last_group(&work->matcher, pattern_program(work->pattern));
    match->group_count = groups + 1;
    if (match->group_count > MATCH_GROUPS_MAX)
        match->more = value_from_ref(bytes_new(work->rt, CLASS_BYTES, (u64)match->group_count * 8));
    u32 *marks = match_marks(match);
    marks[0] = work->marks[0];
    marks[1] = work->marks[1];
    for (u32 i = 0; i < groups; i++) {
        const u32 *slots = work->matcher.slots + 2 * i;
        bool is_set = slots[0] != REGEX_NONE && slots[1] != REGEX_NONE;
        marks[2 * i + 2] = is_set ? slots[0] : REGEX_NONE;
        marks[2 * i + 3] = is_set ? slots[1] : REGEX_NONE;
    }
    return match;
}

// ---- match, fullmatch, search
static ResultWord run_once(RtState *rt, PatternObject *pattern, Value string, Value start,
                           Value end, RegexMode mode) {
    RegexText text;
    u32 bounds[2];
    if (!regex_subject(rt, pattern, string, &text) ||
        !regex_bounds(rt, text.len, start, end, bounds))
        return word_error();
    RegexWork work;
    regex_work_begin(&work, rt, pattern, string, text, mode, bounds[0], bounds[1]);
    int found = regex_work_next(&work);
    ResultWord result = found < 0    ? word_error()
                        : found == 0 ? word_ok(VALUE_NONE)
                                     : word_object(regex_match_new(&work, bounds[0], bounds[1]));
    regex_work_end(&work);
    return result;
}

static ResultWord run_function(RtState *rt, const Value *args, RegexMode mode) {
    PatternObject *pattern = regex_pattern_of(rt, args[0], args[2]);
    if (!pattern) return word_error();
    ResultWord result = run_once(rt, pattern, args[1], VALUE_UNDEFINED, VALUE_UNDEFINED, mode);
    object_release(rt, pattern);
    return result;
}

ResultWord rt_native_RE_MATCH(RtState *rt, const Value *args) {
    return run_function(rt, args, REGEX_MATCH);
}

ResultWord rt_native_RE_FULLMATCH(RtState *rt, const Value *args) {
    return run_function(rt, args, REGEX_FULLMATCH);
}

ResultWord rt_native_RE_SEARCH(RtState *rt, const Value *args) {
    return run_function(rt, args, REGEX_SEARCH);
}

ResultWord rt_native_PATTERN_MATCH(RtState *rt, const Value *args) {
    return run_once(rt, value_ref(args[0]), args[1], args[2], args[3], REGEX_MATCH);
}

ResultWord rt_native_PATTERN_FULLMATCH(RtState *rt, const Value *args) {
    return run_once(rt, value_ref(args[0]), args[1], args[2], args[3], REGEX_FULLMATCH);
}

ResultWord rt_native_PATTERN_SEARCH(RtState *rt, const Value *args) {
    return run_once(rt, value_ref(args[0]), args[1], args[2], args[3], REGEX_SEARCH);
}

// ---- findall
static Value found_item(const RegexWork *work) {
    RtState *rt = work->rt;
    u32 groups = pattern_program(work->pattern)->group_count;
    if (groups == 0) return regex_work_group(work, 0, VALUE_NONE);
    if (groups == 1) return regex_work_group(work, 1, regex_empty(rt, work->pattern));
    Tuple *tuple = tuple_new(rt, groups);
    for (u32 i = 0; i < groups; i++)
        tuple->items[i] = regex_work_group(work, i + 1, regex_empty(rt, work->pattern));
    return value_from_ref(tuple);
}

static ResultWord find_all(RtState *rt, PatternObject *pattern, Value string, Value start,
                           Value end) {
    RegexText text;
    u32 bounds[2];
    if (!regex_subject(rt, pattern, string, &text) ||
        !regex_bounds(rt, text.len, start, end, bounds))
        return word_error();
    RegexWork work;
    regex_work_begin(&work, rt, pattern, string, text, REGEX_SEARCH, bounds[0], bounds[1]);
    List *list = list_new(rt, SLOT_VALUE, 0);
    int found;
    while ((found = regex_work_next(&work)) > 0) {
        list_reserve(rt, list, 1);
        list_slots(list)[list->len] = found_item(&work);
        list_set_len(list, list->len + 1);
    }
    regex_work_end(&work);
    if (found == 0) return word_object(list);
    object_release(rt, list);
    return word_error();
}

ResultWord rt_native_RE_FINDALL(RtState *rt, const Value *args) {
    PatternObject *pattern = regex_pattern_of(rt, args[0], args[2]);
    if (!pattern) return word_error();
    ResultWord result = find_all(rt, pattern, args[1], VALUE_UNDEFINED, VALUE_UNDEFINED);
    object_release(rt, pattern);
    return result;
}

ResultWord rt_native_PATTERN_FINDALL(RtState *rt, const Value *args) {
    return find_all(rt, value_ref(args[0]), args[1], args[2], args[3]);
}

// ---- split
static ResultWord split(RtState *rt, PatternObject *pattern, Value string, Value most) {
    RegexText text;
    i64 limit;
    if (!regex_subject(rt, pattern, string, &text) || !argument_count(rt, most, 0, &limit))
        return word_error();
    RegexWork work;
    regex_work_begin(&work, rt, pattern, string, text, REGEX_SEARCH, 0, text.len);
    List *list = list_new(rt, SLOT_VALUE, 0);
    u32 last = 0, groups = pattern_program(pattern)->group_count;
    int found = 0;
    for (i64 count = 0; (limit == 0 || count < limit) && (found = regex_work_next(&work)) > 0;
         count++) {
        list_reserve(rt, list, groups + 1);
        u64 *slots = list_slots(list) + list->len;
        slots[0] = regex_slice(rt, string, last, work.marks[0]);
        for (u32 i = 1; i <= groups; i++) slots[i] = regex_work_group(&work, i, VALUE_NONE);
        list_set_len(list, list->len + groups + 1);
        last = work.marks[1];
    }
    regex_work_end(&work);
    if (found < 0) {
        object_release(rt, list);
        return word_error();
    }
    list_reserve(rt, list, 1);
    list_slots(list)[list->len] = regex_slice(rt, string, last, work.task.text.len);
    list_set_len(list, list->len + 1);
    return word_object(list);
}

ResultWord rt_native_RE_SPLIT(RtState *rt, const Value *args) {
    PatternObject *pattern = regex_pattern_of(rt, args[0], args[3]);
    if (!pattern) return word_error();
    ResultWord result = split(rt, pattern, args[1], args[2]);
    object_release(rt, pattern);
    return result;
}

ResultWord rt_native_PATTERN_SPLIT(RtState *rt, const Value *args) {
    return split(rt, value_ref(args[0]), args[1], args[2]);
}

// ---- the scanner
static ScannerObject *scanner_new(RtState *rt, PatternObject *pattern, Value string, Value start,
                                  Value end) {
    RegexText text;
    u32 bounds[2];
    if (!regex_subject(rt, pattern, string, &text) ||
        !regex_bounds(rt, text.len, start, end, bounds))
        return NULL;
    ScannerObject *scanner = native_object_new(rt, CLASS_REGEX_SCANNER);
    scanner->string = value_retain(string);
    scanner->pattern = value_of(pattern);
    scanner->start = scanner->at = bounds[0];
    scanner->end = bounds[1];
    scanner->must_advance = scanner->is_done = 0;
    return scanner;
}

static ResultWord scan(RtState *rt, ScannerObject *scanner, RegexMode mode) {
    RegexText text;
    PatternObject *pattern = value_ref(scanner->pattern);
    if (scanner->is_done) return word_ok(VALUE_NONE);
    if (!regex_subject(rt, pattern, scanner->string, &text)) return word_error();
    RegexWork work;
    regex_work_begin(&work, rt, pattern, scanner->string, text, mode, scanner->at, scanner->end);
    work.task.must_advance = scanner->must_advance;
    int found = regex_work_next(&work);
    ResultWord result = found < 0 ? word_error() : word_ok(VALUE_NONE);
    if (found > 0) {
        result = word_object(regex_match_new(&work, scanner->start, scanner->end));
        scanner->at = work.task.start;
        scanner->must_advance = work.task.must_advance;
    }
    scanner->is_done = found == 0;
    regex_work_end(&work);
    return result;
}

ResultWord rt_native_PATTERN_SCANNER(RtState *rt, const Value *args) {
    ScannerObject *scanner = scanner_new(rt, value_ref(args[0]), args[1], args[2], args[3]);
    return scanner ? word_object(scanner) : word_error();
}

ResultWord rt_native_SCANNER_SEARCH(RtState *rt, const Value *args) {
    return scan(rt, value_ref(args[0]), REGEX_SEARCH);
}

ResultWord rt_native_SCANNER_MATCH(RtState *rt, const Value *args) {
    return scan(rt, value_ref(args[0]), REGEX_MATCH);
}

ResultWord rt_native_SCANNER_PATTERN(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((ScannerObject *)value_ref(args[0]))->pattern));
}

// iter(scanner.search, None), as CPython makes it.
static ResultWord find_iter(RtState *rt, PatternObject *pattern, Value string, Value start,
                            Value end) {
    ScannerObject *scanner = scanner_new(rt, pattern, string, start, end);
    if (!scanner) return word_error();
    PART_MAKE(PART_NATIVE + NATIVE_SCANNER_SEARCH);
    ResultWord method = rt_native_function(rt, NATIVE_SCANNER_SEARCH, value_from_ref(scanner));
    object_release(rt, scanner);
    if (method.is_error) return method;
    ResultWord iterator = iter_call(rt, method.value, VALUE_NONE);
    value_release(rt, method.value);
    return iterator;
}

ResultWord rt_native_RE_FINDITER(RtState *rt, const Value *args) {
    PatternObject *pattern = regex_pattern_of(rt, args[0], args[2]);
    if (!pattern) return word_error();
    ResultWord result = find_iter(rt, pattern, args[1], VALUE_UNDEFINED, VALUE_UNDEFINED);
    object_release(rt, pattern);
    return result;
}

ResultWord rt_native_PATTERN_FINDITER(RtState *rt, const Value *args) {
    return find_iter(rt, value_ref(args[0]), args[1], args[2], args[3]);
}
