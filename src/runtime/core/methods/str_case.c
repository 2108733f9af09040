// str: case mappings and the is… predicates.
#include "runtime/core/builder.h"
#include "runtime/core/chars.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "text/unicode.h"

typedef u32 (*Mapping)(u32 point, u32 out[UNICODE_MAPPING_MAX]);

static void map_char(StrBuilder *builder, u32 point, Mapping mapping) {
    u32 mapped[UNICODE_MAPPING_MAX];
    u32 count = mapping(point, mapped);
    for (u32 i = 0; i < count; i++) builder_char(builder, mapped[i]);
}

// The only rule with context: a sigma at the end of a word.
static void lower_char(StrBuilder *builder, const Str *str, u32 index) {
    u32 point = str_get(str, index);
    if (point == UNICODE_SIGMA && unicode_sigma_is_final(str->data, str->width, str->len, index)) {
        builder_char(builder, UNICODE_FINAL_SIGMA);
    } else {
        map_char(builder, point, unicode_to_lower);
    }
}

static bool is_ascii(const Str *str) {
    return str->is_ascii || (str->width == 1 && chars_are_ascii(str->data, str->len));
}

// 0x20 in the bytes that are letters between `first` and `first` + 25, 0 in the others.
static inline ByteBlock case_bits(ByteBlock block, u8 first) {
    return (ByteBlock)((ByteBlock)(block - first) < 26) & 0x20;
}

// The same for 8 bytes below 0x80.
static inline u64 case_bits_of_word(u64 word, u8 first) {
    const u64 ones = UINT64_C(0x0101010101010101);
    u64 from = word + (0x80u - first) * ones, behind = word + (0x80u - 26 - first) * ones;
    return (from & ~behind & 0x80 * ones) >> 2;
}

// Is there a letter between `first` and `first` + 25? The pieces that are looked at overlap.
static bool has_case(const u8 *chars, u32 len, u8 first) {
    if (len >= BYTE_BLOCK_BYTES) {
        for (u32 at = 0; at + BYTE_BLOCK_BYTES < len; at += BYTE_BLOCK_BYTES) {
            if (byte_block_any(case_bits(byte_block_load(chars + at), first))) return true;
        }
        return byte_block_any(case_bits(byte_block_load(chars + len - BYTE_BLOCK_BYTES), first));
    }
    if (len >= 8) {
        return (case_bits_of_word(chars_word(chars), first) |
                case_bits_of_word(chars_word(chars + len - 8), first)) != 0;
    }
    u64 word = chars_short_word(chars, len);
    return case_bits_of_word(word, first) != 0;
}

// ASCII needs no tables: letters between `first` and `first` + 25 change their bit of case.
static Str *map_ascii(RtState *rt, Str *str, u8 first) {
    if (!has_case(str->data, str->len, first)) {
        object_retain(str);
        return str;
    }
    u32 at = 0;
    Str *result = str_new(rt, str->len, 1);
    result->is_ascii = 1;
    u8 *to = result->data;
    const u8 *from = str->data;
    for (; at + BYTE_BLOCK_BYTES <= str->len; at += BYTE_BLOCK_BYTES) {
        ByteBlock block = byte_block_load(from + at);
        block ^= case_bits(block, first);
        memcpy(to + at, &block, sizeof block);
    }
    for (; at + 8 <= str->len; at += 8) {
        u64 word = chars_word(from + at);
        word ^= case_bits_of_word(word, first);
        memcpy(to + at, &word, sizeof word);
    }
    for (; at < str->len; at++) to[at] = from[at] ^ (u8)(((u8)(from[at] - first) < 26) << 5);
    return result;
}

ResultWord rt_native_STR_UPPER(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    if (is_ascii(str)) return word_object(map_ascii(rt, str, 'a'));
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < str->len; i++) map_char(&builder, str_get(str, i), unicode_to_upper);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_STR_LOWER(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    if (is_ascii(str)) return word_object(map_ascii(rt, str, 'A'));
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < str->len; i++) lower_char(&builder, str, i);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_STR_CASEFOLD(RtState *rt, const Value *args) {
    Str *str = value_str(args[0]);
    if (is_ascii(str)) return word_object(map_ascii(rt, str, 'A'));
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < str->len; i++) map_char(&builder, str_get(str, i), unicode_casefold);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_STR_CAPITALIZE(RtState *rt, const Value *args) {
    const Str *str = value_str(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    if (str->len > 0) map_char(&builder, str_get(str, 0), unicode_to_title);
    for (u32 i = 1; i < str->len; i++) lower_char(&builder, str, i);
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_STR_TITLE(RtState *rt, const Value *args) {
    const Str *str = value_str(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    bool is_inside = false;
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (is_inside) {
            lower_char(&builder, str, i);
        } else {
            map_char(&builder, point, unicode_to_title);
        }
        is_inside = unicode_is_cased(point);
    }
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_STR_SWAPCASE(RtState *rt, const Value *args) {
    const Str *str = value_str(args[0]);
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (unicode_is_upper(point)) {
            lower_char(&builder, str, i);
        } else if (unicode_is_lower(point)) {
            map_char(&builder, point, unicode_to_upper);
        } else {
            builder_char(&builder, point);
        }
    }
    return word_object(builder_finish(&builder));
}

// ---- predicates

typedef bool (*Property)(u32 point);

static ResultWord all_have(const Value *args, Property property, bool if_empty) {
    const Str *str = value_str(args[0]);
    if (str->len == 0) return word_ok(value_from_bool(if_empty));
    for (u32 i = 0; i < str->len; i++) {
        if (!property(str_get(str, i))) return word_ok(VALUE_FALSE);
    }
    return word_ok(VALUE_TRUE);
}

#define PREDICATE(ID, property, if_empty)                                                          \
    ResultWord rt_native_##ID(RtState *rt, const Value *args) {                                    \
        (void)rt;                                                                                  \
        return all_have(args, property, if_empty);                                                 \
    }
PREDICATE(STR_ISALNUM, unicode_is_alnum, false)
PREDICATE(STR_ISALPHA, unicode_is_alpha, false)
PREDICATE(STR_ISDECIMAL, unicode_is_decimal, false)
PREDICATE(STR_ISDIGIT, unicode_is_digit, false)
PREDICATE(STR_ISNUMERIC, unicode_is_numeric, false)
PREDICATE(STR_ISPRINTABLE, unicode_is_printable, true)
PREDICATE(STR_ISSPACE, unicode_is_space, false)

ResultWord rt_native_STR_ISASCII(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_bool(is_ascii(value_str(args[0]))));
}

ResultWord rt_native_STR_ISIDENTIFIER(RtState *rt, const Value *args) {
    (void)rt;
    const Str *str = value_str(args[0]);
    bool is_identifier = str->len > 0 && unicode_is_id_start(str_get(str, 0));
    for (u32 i = 1; is_identifier && i < str->len; i++)
        is_identifier = unicode_is_id_continue(str_get(str, i));
    return word_ok(value_from_bool(is_identifier));
}

// At least one cased character, and none of the other case.
static ResultWord is_all_case(const Str *str, Property wanted, Property other) {
    bool has_wanted = false;
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (other(point) || unicode_is_title(point)) return word_ok(VALUE_FALSE);
        has_wanted |= wanted(point);
    }
    return word_ok(value_from_bool(has_wanted));
}

ResultWord rt_native_STR_ISUPPER(RtState *rt, const Value *args) {
    (void)rt;
    return is_all_case(value_str(args[0]), unicode_is_upper, unicode_is_lower);
}

ResultWord rt_native_STR_ISLOWER(RtState *rt, const Value *args) {
    (void)rt;
    return is_all_case(value_str(args[0]), unicode_is_lower, unicode_is_upper);
}

ResultWord rt_native_STR_ISTITLE(RtState *rt, const Value *args) {
    (void)rt;
    const Str *str = value_str(args[0]);
    bool is_inside = false, has_cased = false;
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (unicode_is_upper(point) || unicode_is_title(point)) {
            if (is_inside) return word_ok(VALUE_FALSE);
            is_inside = has_cased = true;
        } else if (unicode_is_lower(point)) {
            if (!is_inside) return word_ok(VALUE_FALSE);
            has_cased = true;
        } else {
            is_inside = false;
        }
    }
    return word_ok(value_from_bool(has_cased));
}
