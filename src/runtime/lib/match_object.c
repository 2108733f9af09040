// Match: groups, positions, repr.
#include "runtime/core/builder.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/lib/regex_object.h"

static MatchObject *match_of(const Value *args) {
    return value_ref(args[0]);
}

// ---- groups by number or name
static bool find_group(RtState *rt, const MatchObject *match, Value key, u32 *group) {
    i64 number = 0;
    bool is_found = true;
    *group = 0;
    if (key == VALUE_UNDEFINED) return true;
    if (LIKELY(value_is_small_int(key))) {
        number = value_small(key);
    } else if (value_is_str(key) || !value_is_ref(key)) {
        bool is_error;
        Value *found =
            value_is_str(key)
                ? dict_find_peek(rt, value_ref(match_pattern(match)->groupindex), key, &is_error)
                : NULL;
        number = found ? value_small(*found) : key == VALUE_TRUE;
        is_found = found || value_is_bool(key);
    } else {
        is_found = int_size(rt, key, &number);
        if (!is_found) error_clear(rt);
    }
    if (!is_found || number < 0 || number >= match->group_count) {
        error_text(rt, CLASS_INDEX_ERROR, "no such group");
        return false;
    }
    *group = (u32)number;
    return true;
}

Value regex_match_group(RtState *rt, const MatchObject *match, u32 group, Value if_unset) {
    const u32 *marks = match_marks(match) + 2 * group;
    if (marks[0] == REGEX_NONE) return value_retain(if_unset);
    return regex_slice(rt, match->string, marks[0], marks[1]);
}

static ResultWord one_group(RtState *rt, const MatchObject *match, Value key) {
    u32 group;
    if (!find_group(rt, match, key, &group)) return word_error();
    return word_ok(regex_match_group(rt, match, group, VALUE_NONE));
}

ResultWord rt_native_MATCH_GROUP(RtState *rt, const Value *args) {
    const MatchObject *match = match_of(args);
    const Tuple *keys = value_ref(args[1]);
    if (keys->len == 0) return word_ok(regex_match_group(rt, match, 0, VALUE_NONE));
    if (keys->len == 1) return one_group(rt, match, keys->items[0]);
    Tuple *tuple = tuple_new(rt, keys->len);
    bool is_good = true;
    for (u32 i = 0; i < keys->len; i++) {
        ResultWord item = is_good ? one_group(rt, match, keys->items[i]) : word_ok(VALUE_NONE);
        tuple->items[i] = item.is_error ? VALUE_NONE : item.value;
        is_good &= !item.is_error;
    }
    if (is_good) return word_object(tuple);
    object_release(rt, tuple);
    return word_error();
}

ResultWord rt_native_MATCH_GETITEM(RtState *rt, const Value *args) {
    return one_group(rt, match_of(args), args[1]);
}

static Value or_none(Value value) {
    return value == VALUE_UNDEFINED ? VALUE_NONE : value;
}

ResultWord rt_native_MATCH_GROUPS(RtState *rt, const Value *args) {
    const MatchObject *match = match_of(args);
    Tuple *tuple = tuple_new(rt, match->group_count - 1);
    for (u32 i = 0; i < tuple->len; i++)
        tuple->items[i] = regex_match_group(rt, match, i + 1, or_none(args[1]));
    return word_object(tuple);
}

ResultWord rt_native_MATCH_GROUPDICT(RtState *rt, const Value *args) {
    const MatchObject *match = match_of(args);
    const Dict *names = value_ref(match_pattern(match)->groupindex);
    Dict *dict = dict_new(rt, names->len);
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(names, &at));) {
        Value text = regex_match_group(rt, match, (u32)value_small(entry->value), or_none(args[1]));
        rt_dict_set_str(rt, dict, value_ref(entry->key), text);
    }
    return word_object(dict);
}

// ---- positions
static Value position(u32 mark) {
    return value_from_small(mark == REGEX_NONE ? -1 : (i64)mark);
}

static Value span_of(RtState *rt, const MatchObject *match, u32 group) {
    Value pair[] = {position(match_marks(match)[2 * group]),
                    position(match_marks(match)[2 * group + 1])};
    return value_from_ref(tuple_from(rt, pair, 2));
}

ResultWord rt_native_MATCH_START(RtState *rt, const Value *args) {
    u32 group;
    if (!find_group(rt, match_of(args), args[1], &group)) return word_error();
    return word_ok(position(match_marks(match_of(args))[2 * group]));
}

ResultWord rt_native_MATCH_END(RtState *rt, const Value *args) {
    u32 group;
    if (!find_group(rt, match_of(args), args[1], &group)) return word_error();
    return word_ok(position(match_marks(match_of(args))[2 * group + 1]));
}

ResultWord rt_native_MATCH_SPAN(RtState *rt, const Value *args) {
    u32 group;
    if (!find_group(rt, match_of(args), args[1], &group)) return word_error();
    return word_ok(span_of(rt, match_of(args), group));
}

ResultWord rt_native_MATCH_REGS(RtState *rt, const Value *args) {
    const MatchObject *match = match_of(args);
    Tuple *tuple = tuple_new(rt, match->group_count);
    for (u32 i = 0; i < tuple->len; i++) tuple->items[i] = span_of(rt, match, i);
    return word_object(tuple);
}

// ---- attributes
ResultWord rt_native_MATCH_STRING(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(match_of(args)->string));
}

ResultWord rt_native_MATCH_RE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(match_of(args)->pattern));
}

ResultWord rt_native_MATCH_POS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(match_of(args)->start));
}

ResultWord rt_native_MATCH_ENDPOS(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(match_of(args)->end));
}

ResultWord rt_native_MATCH_LASTINDEX(RtState *rt, const Value *args) {
    (void)rt;
    u32 last = match_of(args)->last_group;
    return word_ok(last ? value_from_small(last) : VALUE_NONE);
}

ResultWord rt_native_MATCH_LASTGROUP(RtState *rt, const Value *args) {
    (void)rt;
    const MatchObject *match = match_of(args);
    const Dict *names = value_ref(match_pattern(match)->groupindex);
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(names, &at));) {
        if (value_small(entry->value) == match->last_group)
            return word_ok(value_retain(entry->key));
    }
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_MATCH_REPR(RtState *rt, const Value *args) {
    const MatchObject *match = match_of(args);
    Value text = regex_match_group(rt, match, 0, VALUE_NONE);
    ResultRef shown = rt_repr(rt, text);
    value_release(rt, text);
    if (shown.is_error) return word_error();
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "<re.Match object; span=(%u, %u), match=%S>", match_marks(match)[0],
                   match_marks(match)[1], (Str *)shown.value);
    object_release(rt, shown.value);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_MATCH_COPY(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(args[0]));
}

ResultWord rt_native_MATCH_DEEPCOPY(RtState *rt, const Value *args) {
    return rt_native_MATCH_COPY(rt, args);
}
