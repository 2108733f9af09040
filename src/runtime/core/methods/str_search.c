// str: find and its kin, count, replace, startswith, prefixes, padding, translate, encode.
#include "runtime/core/builder.h"
#include "runtime/core/class.h"
#include "runtime/core/dict.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "text/unicode.h"
#include "text/utf8.h"

// ---- find

static bool find(RtState *rt, const Value *args, const char *message, bool is_from_right,
                 i64 *found) {
    const Str *str = value_str(args[0]);
    const Str *sub = argument_str(rt, args[1], message);
    i64 start, end;
    if (!sub || !argument_range(rt, args[2], args[3], str->len, &start, &end)) return false;
    *found = -1;
    if (start > str->len) return true;
    *found = is_from_right ? str_rfind(str, sub, start, end) : str_find(str, sub, start, end);
    return true;
}

ResultWord rt_native_STR_FIND(RtState *rt, const Value *args) {
    i64 found;
    if (!find(rt, args, "find() argument 1 must be str, not %T", false, &found))
        return word_error();
    return word_ok(value_from_small(found));
}

ResultWord rt_native_STR_RFIND(RtState *rt, const Value *args) {
    i64 found;
    if (!find(rt, args, "rfind() argument 1 must be str, not %T", true, &found))
        return word_error();
    return word_ok(value_from_small(found));
}

ResultWord rt_native_STR_INDEX(RtState *rt, const Value *args) {
    i64 found;
    if (!find(rt, args, "index() argument 1 must be str, not %T", false, &found))
        return word_error();
    if (found < 0) return error_text(rt, CLASS_VALUE_ERROR, "substring not found");
    return word_ok(value_from_small(found));
}

ResultWord rt_native_STR_RINDEX(RtState *rt, const Value *args) {
    i64 found;
    if (!find(rt, args, "rindex() argument 1 must be str, not %T", true, &found))
        return word_error();
    if (found < 0) return error_text(rt, CLASS_VALUE_ERROR, "substring not found");
    return word_ok(value_from_small(found));
}

static i64 count_of(const Str *str, const Str *sub, i64 start, i64 end) {
    if (start > end) return 0;
    if (sub->len == 0) return end - start + 1;
    i64 count = 0;
    while ((start = str_find(str, sub, start, end)) >= 0) {
        count++;
        start += sub->len;
    }
    return count;
}

ResultWord rt_native_STR_COUNT(RtState *rt, const Value *args) {
    const Str *str = value_str(args[0]);
    const Str *sub = argument_str(rt, args[1], "count() argument 1 must be str, not %T");
    i64 start, end;
    if (!sub || !argument_range(rt, args[2], args[3], str->len, &start, &end)) return word_error();
    return word_ok(value_from_small(count_of(str, sub, start, end)));
}

// ---- replace

static void replace_between_all(StrBuilder *builder, Str *str, const Str *new, i64 count_max) {
    for (u32 i = 0; i <= str->len; i++) {
        if (count_max-- != 0) {
            builder_str(builder, new);
        } else {
            builder_range(builder, str, i, str->len - i);
            return;
        }
        if (i < str->len) builder_char(builder, str_get(str, i));
    }
}

ResultWord rt_native_STR_REPLACE(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    const Str *old = argument_str(rt, args[1], "replace() argument 1 must be str, not %T");
    const Str *new =
        old ? argument_str(rt, args[2], "replace() argument 2 must be str, not %T") : NULL;
    i64 count_max;
    if (!new || !argument_count(rt, args[3], -1, &count_max)) return word_error();
    i64 found = old->len > 0 && count_max != 0 ? str_find(str, old, 0, str->len) : 0;
    if (found < 0 || count_max == 0) return word_ok(value_of(str));
    StrBuilder builder;
    builder_init(&builder, rt);
    if (old->len == 0) {
        replace_between_all(&builder, str, new, count_max);
        return word_object(builder_finish(&builder));
    }
    i64 start = 0;
    while (found >= 0 && count_max-- != 0) {
        builder_range(&builder, str, (u32)start, (u32)(found - start));
        builder_str(&builder, new);
        start = found + old->len;
        found = str_find(str, old, start, str->len);
    }
    builder_range(&builder, str, (u32)start, (u32)(str->len - start));
    return word_object(builder_finish(&builder));
}

// ---- startswith, endswith

static bool has_affix(const Str *str, const Str *affix, i64 start, i64 end, bool is_suffix) {
    if (start > str->len || end - start < affix->len) return false;
    i64 at = is_suffix ? end - affix->len : start;
    return str_matches_at(str, affix, at);
}

static ResultWord test_affix(RtState *rt, const Value *args, bool is_suffix) {
    const Str *str = value_str(args[0]);
    i64 start, end;
    if (!argument_range(rt, args[2], args[3], str->len, &start, &end)) return word_error();
    const char *name = is_suffix ? "endswith" : "startswith";
    if (value_is_str(args[1]))
        return word_ok(value_from_bool(has_affix(str, value_str(args[1]), start, end, is_suffix)));
    if (!value_has_layout(args[1], CLASS_TUPLE)) {
        return error_format(rt, CLASS_TYPE_ERROR,
                            "%s first arg must be str or a tuple of str, not %T", name, args[1]);
    }
    const Tuple *tuple = value_ref(args[1]);
    for (u32 i = 0; i < tuple->len; i++) {
        if (!value_is_str(tuple->items[i])) {
            return error_format(rt, CLASS_TYPE_ERROR, "tuple for %s must only contain str, not %T",
                                name, tuple->items[i]);
        }
        if (has_affix(str, value_str(tuple->items[i]), start, end, is_suffix))
            return word_ok(VALUE_TRUE);
    }
    return word_ok(VALUE_FALSE);
}

ResultWord rt_native_STR_STARTSWITH(RtState *rt, const Value *args) {
    return test_affix(rt, args, false);
}

ResultWord rt_native_STR_ENDSWITH(RtState *rt, const Value *args) {
    return test_affix(rt, args, true);
}

ResultWord rt_native_STR_REMOVEPREFIX(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    const Str *prefix = argument_str(rt, args[1], "removeprefix() argument must be str, not %T");
    if (!prefix) return word_error();
    if (!has_affix(str, prefix, 0, str->len, false)) return word_ok(value_of(str));
    return word_object(str_slice(rt, str, prefix->len, str->len - prefix->len));
}

ResultWord rt_native_STR_REMOVESUFFIX(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    const Str *suffix = argument_str(rt, args[1], "removesuffix() argument must be str, not %T");
    if (!suffix) return word_error();
    if (!has_affix(str, suffix, 0, str->len, true)) return word_ok(value_of(str));
    return word_object(str_slice(rt, str, 0, str->len - suffix->len));
}

// ---- padding

static ResultWord pad(RtState *rt, Str *str, i64 left, i64 right, u32 fill) {
    if (left <= 0 && right <= 0) return word_ok(value_of(str));
    if (left + right + str->len > STR_LEN_MAX) return error_no_memory(rt);
    StrBuilder builder;
    builder_init(&builder, rt);
    if (left > 0) builder_repeat(&builder, fill, (u32)left);
    builder_str(&builder, str);
    if (right > 0) builder_repeat(&builder, fill, (u32)right);
    return word_object(builder_finish(&builder));
}

// Width and fill character of center, ljust and rjust. False: exception.
static bool pad_arguments(RtState *rt, const Value *args, i64 *missing, u32 *fill) {
    i64 width;
    if (!argument_count(rt, args[1], 0, &width)) return false;
    *fill = ' ';
    if (!argument_is_absent(args[2])) {
        const Str *str =
            argument_str(rt, args[2], "The fill character must be a unicode character, not %T");
        if (!str) return false;
        if (str->len != 1) {
            error_text(rt, CLASS_TYPE_ERROR,
                       "The fill character must be exactly one character long");
            return false;
        }
        *fill = str_get(str, 0);
    }
    *missing = width - value_str(args[0])->len;
    if (*missing > STR_LEN_MAX) return error_no_memory(rt), false;
    return true;
}

ResultWord rt_native_STR_LJUST(RtState *rt, const Value *args) {
    i64 missing;
    u32 fill;
    if (!pad_arguments(rt, args, &missing, &fill)) return word_error();
    return pad(rt, value_str(args[0]), 0, missing, fill);
}

ResultWord rt_native_STR_RJUST(RtState *rt, const Value *args) {
    i64 missing;
    u32 fill;
    if (!pad_arguments(rt, args, &missing, &fill)) return word_error();
    return pad(rt, value_str(args[0]), missing, 0, fill);
}

ResultWord rt_native_STR_CENTER(RtState *rt, const Value *args) {
    i64 missing;
    u32 fill;
    if (!pad_arguments(rt, args, &missing, &fill)) return word_error();
    if (missing <= 0) return word_ok(value_retain(args[0]));
    // CPython puts the odd one on the left only when the width is odd too.
    i64 width = missing + value_str(args[0])->len;
    i64 left = missing / 2 + (missing & width & 1);
    return pad(rt, value_str(args[0]), left, missing - left, fill);
}

ResultWord rt_native_STR_ZFILL(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    i64 width;
    if (!argument_count(rt, args[1], 0, &width)) return word_error();
    if (width <= str->len) return word_ok(value_of(str));
    if (width > STR_LEN_MAX) return error_no_memory(rt);
    u32 first = str->len > 0 ? str_get(str, 0) : 0;
    bool has_sign = first == '+' || first == '-';
    StrBuilder builder;
    builder_init(&builder, rt);
    if (has_sign) builder_char(&builder, first);
    builder_repeat(&builder, '0', (u32)(width - str->len));
    builder_range(&builder, str, has_sign, str->len - has_sign);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_STR_EXPANDTABS(RtState *rt, const Value *args) {
    const Str *str = value_str(args[0]);
    i64 size, column = 0;
    if (!argument_c_int(rt, args[1], 8, &size)) return word_error();
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (point == '\t') {
            i64 count = size > 0 ? size - column % size : 0;
            builder_repeat(&builder, ' ', (u32)count);
            column += count;
        } else {
            builder_char(&builder, point);
            column = point == '\n' || point == '\r' ? 0 : column + 1;
        }
    }
    return word_object(builder_finish(&builder));
}

// ---- translate

// What the table has for `point`: owned; UNDEFINED when it has nothing (LookupError). False:
// exception.
static bool look_up(RtState *rt, Value table, u32 point, Value *entry) {
    ResultWord found = rt_getitem(rt, table, value_from_small(point));
    *entry = found.is_error ? VALUE_UNDEFINED : found.value;
    if (!found.is_error) return true;
    if (!class_is_subclass(rt, value_class(rt->exception), CLASS_LOOKUP_ERROR)) return false;
    error_clear(rt);
    return true;
}

static bool translate_char(RtState *rt, StrBuilder *builder, Value table, u32 point) {
    PART_MAKE(PART_WIDE);
    Value entry;
    if (!look_up(rt, table, point, &entry)) return false;
    bool is_good = true;
    if (entry == VALUE_UNDEFINED) {
        builder_char(builder, point);
    } else if (value_is_str(entry)) {
        builder_str(builder, value_str(entry));
    } else if (value_is_small_int(entry) && (u64)value_small(entry) <= UNICODE_POINT_MAX) {
        builder_char(builder, (u32)value_small(entry));
    } else if (value_is_int(entry)) {
        error_text(rt, CLASS_VALUE_ERROR, "character mapping must be in range(0x110000)");
        is_good = false;
    } else if (entry != VALUE_NONE) {
        error_text(rt, CLASS_TYPE_ERROR, "character mapping must return integer, None or str");
        is_good = false;
    }
    value_release(rt, entry);
    return is_good;
}

ResultWord rt_native_STR_TRANSLATE(RtState *rt, const Value *args) {
    const Str *str = value_str(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < str->len; i++) {
        if (translate_char(rt, &builder, args[1], str_get(str, i))) continue;
        builder_deinit(&builder);
        return word_error();
    }
    return word_object(builder_finish(&builder));
}

static ResultWord maketrans_of_dict(RtState *rt, Value mapping) {
    if (!value_has_layout(mapping, CLASS_DICT)) {
        return error_text(rt, CLASS_TYPE_ERROR,
                          "if you give only one argument to maketrans it must be a dict");
    }
    Dict *from = value_ref(mapping), *table = dict_new(rt, from->len);
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(from, &at));) {
        Value key = entry->key;
        if (value_is_str(key)) {
            if (value_str(key)->len != 1) {
                object_release(rt, table);
                return error_text(rt, CLASS_VALUE_ERROR,
                                  "string keys in translate table must be of length 1");
            }
            key = value_from_small(str_get(value_str(key), 0));
        } else if (!value_is_int(key)) {
            object_release(rt, table);
            return error_text(rt, CLASS_TYPE_ERROR,
                              "keys in translate table must be strings or integers");
        }
        if (!dict_set(rt, table, key, entry->value)) return object_release(rt, table), word_error();
    }
    return word_object(table);
}

ResultWord rt_native_STR_MAKETRANS(RtState *rt, const Value *args) {
    if (argument_is_absent(args[1])) return maketrans_of_dict(rt, args[0]);
    const Str *from = argument_str(
        rt, args[0], "first maketrans argument must be a string if there is a second argument");
    const Str *to =
        from ? argument_str(rt, args[1], "maketrans() argument 2 must be str, not %T") : NULL;
    const Str *removed = NULL;
    if (!to) return word_error();
    if (!argument_is_absent(args[2])) {
        removed = argument_str(rt, args[2], "maketrans() argument 3 must be str, not %T");
        if (!removed) return word_error();
    }
    if (from->len != to->len) {
        return error_text(rt, CLASS_VALUE_ERROR,
                          "the first two maketrans arguments must have equal length");
    }
    Dict *table = dict_new(rt, from->len);
    bool is_good = true;
    for (u32 i = 0; i < from->len && is_good; i++) {
        is_good = dict_set(rt, table, value_from_small(str_get(from, i)),
                           value_from_small(str_get(to, i)));
    }
    for (u32 i = 0; removed && i < removed->len && is_good; i++) {
        is_good = dict_set(rt, table, value_from_small(str_get(removed, i)), VALUE_NONE);
    }
    if (is_good) return word_object(table);
    object_release(rt, table);
    return word_error();
}
