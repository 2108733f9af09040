// json.loads: a recursive-descent reader over the characters, with CPython's errors.
#include "runtime/core/builder.h"
#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/chars.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/methods/codec.h"
#include "runtime/core/native.h"
#include "runtime/lib/json.h"
#include "text/float_text.h"

enum {
    NUMBER_BYTES = 64,
    NUMBER_WORD_DIGITS = 19,
    KEY_CACHE_COUNT = 64,
    SIZE_DEPTH_MAX = 16,
    ENTRIES_GUESS_MAX = 64
};

typedef struct {
    RtState *rt;
    Str *text;
    const u8 *bytes;  // of the text when its characters are bytes, else NULL
    u32 at, depth;
    bool allows_controls;                                                   // in strings
    Value object_hook, parse_float, parse_int, parse_constant, pairs_hook;  // or UNDEFINED
    Str *keys[KEY_CACHE_COUNT];   // owned: objects of one array share their keys
    u32 entries[SIZE_DEPTH_MAX];  // of the last object at each depth: the next one has as many
} Load;

static bool read_value(Load *l, Value *value);

static inline u32 peek(const Load *l) {
    if (UNLIKELY(l->at >= l->text->len)) return 0;
    return LIKELY(l->bytes) ? l->bytes[l->at] : str_get(l->text, l->at);
}

// JSONDecodeError("message: line 1 column 2 (char 1)") with its attributes.
static bool fail(Load *l, const char *message, u32 at) {
    RtState *rt = l->rt;
    u32 line = 1, line_start = 0;
    for (u32 i = 0; i < at && i < l->text->len; i++) {
        if (str_get(l->text, i) != '\n') continue;
        line++;
        line_start = i + 1;
    }
    error_format(rt, CLASS_JSON_DECODE_ERROR, "%s: line %d column %d (char %d)", message, (i64)line,
                 (i64)(at - line_start + 1), (i64)at);
    // What the class adds: msg, doc, pos, lineno, colno.
    Exception *exception = value_ref(rt->exception);
    Tuple *extra = tuple_new(rt, 5);
    extra->items[0] = value_from_ref(str_from_text(rt, message));
    extra->items[1] = value_of(l->text);
    extra->items[2] = value_from_small(at);
    extra->items[3] = value_from_small(line);
    extra->items[4] = value_from_small(at - line_start + 1);
    value_assign_take(rt, &exception->extra, value_from_ref(extra));
    return false;
}

static inline void skip_blanks(Load *l) {
    for (u32 point; UNLIKELY((point = peek(l)) <= ' ') &&
                    (point == ' ' || point == '\n' || point == '\r' || point == '\t');)
        l->at++;
}

// ---- strings

static bool read_hex(Load *l, u32 at, u32 *unit) {
    *unit = 0;
    for (u32 i = 0; i < 4; i++) {
        u32 point = at + i < l->text->len ? str_get(l->text, at + i) : 0, digit;
        if (point >= '0' && point <= '9')
            digit = point - '0';
        else if ((point | 32) >= 'a' && (point | 32) <= 'f')
            digit = (point | 32) - 'a' + 10;
        else
            return fail(l, "Invalid \\uXXXX escape", at - 1);
        *unit = *unit << 4 | digit;
    }
    return true;
}

// Behind the backslash.
static bool read_escape(Load *l, StrBuilder *out) {
    u32 point = peek(l);
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    for (u32 i = 0; letters[i]; i++) {
        if (point != (u8)letters[i]) continue;
        builder_char(out, (u8)meanings[i]);
        l->at++;
        return true;
    }
    if (point != 'u') return fail(l, "Invalid \\escape", l->at - 1);
    u32 unit, low;
    if (!read_hex(l, l->at + 1, &unit)) return false;
    l->at += 5;
    bool is_high = unit >= 0xd800 && unit < 0xdc00;
    if (is_high && peek(l) == '\\' && l->at + 1 < l->text->len &&
        str_get(l->text, l->at + 1) == 'u') {
        if (!read_hex(l, l->at + 2, &low)) return false;
        if (low >= 0xdc00 && low < 0xe000) {
            unit = 0x10000 + ((unit - 0xd800) << 10 | (low - 0xdc00));
            l->at += 6;
        }
    }
    PART_MAKE(PART_WIDE);
    builder_char(out, unit);
    return true;
}

// Goes on to the next quote, backslash or control character, or the end.
static void skip_plain(Load *l) {
    u32 at = l->at, len = l->text->len;
    for (; l->bytes && at + BYTE_BLOCK_BYTES <= len; at += BYTE_BLOCK_BYTES) {
        ByteBlock block = byte_block_load(l->bytes + at);
        u32 index = byte_block_first((ByteBlock)((block < ' ') | (block == '"') | (block == '\\')));
        if (index == BYTE_BLOCK_BYTES) continue;
        l->at = at + index;
        return;
    }
    for (; at < len; at++) {
        u32 point = str_get(l->text, at);
        if (point == '"' || point == '\\' || point < ' ') break;
    }
    l->at = at;
}

// Behind the opening quote. A str, owned, or NULL.
static Str *read_string(Load *l) {
    u32 start = l->at, quote = l->at - 1;
    StrBuilder out;
    bool is_built = false;
    for (u32 piece = start;;) {
        skip_plain(l);
        u32 point = peek(l);
        if (l->allows_controls && l->at < l->text->len && point < ' ') {
            l->at++;
            continue;
        }
        if (l->at == l->text->len || (point != '"' && point != '\\')) {
            fail(l,
                 l->at == l->text->len ? "Unterminated string starting at"
                                       : "Invalid control character at",
                 l->at == l->text->len ? quote : l->at);
            break;
        }
        if (point == '"' && !is_built) return str_slice(l->rt, l->text, start, l->at++ - start);
        if (!is_built) builder_init(&out, l->rt);
        is_built = true;
        builder_range(&out, l->text, piece, l->at - piece);
        l->at++;
        if (point == '"') return builder_finish(&out);
        if (l->at == l->text->len) {
            fail(l, "Unterminated string starting at", quote);
            break;
        }
        if (!read_escape(l, &out)) break;
        piece = l->at;
    }
    if (is_built) builder_deinit(&out);
    return NULL;
}

// Keys that came before are used again: objects in an array have the same ones.
static Str *read_key(Load *l) {
    u32 start = l->at;
    if (LIKELY(l->bytes)) {
        skip_plain(l);
        u32 len = l->at - start;
        const u8 *chars = l->bytes + start;
        u32 hash = chars_hash(chars, len);
        Str *known = l->keys[hash % KEY_CACHE_COUNT];
        if (known && peek(l) == '"' && known->hash == hash && known->len == len &&
            known->width == 1 && chars_equal(known->data, chars, len)) {
            l->at++;
            object_retain(known);
            return known;
        }
        l->at = start;
    }
    Str *key = read_string(l);
    if (!key) return NULL;
    Str **place = &l->keys[str_hash(key) % KEY_CACHE_COUNT];
    if (*place && str_equal(*place, key)) {
        object_release(l->rt, key);
        object_retain(*place);
        return *place;
    }
    if (*place) object_release(l->rt, *place);
    object_retain(key);
    *place = key;
    return key;
}

// ---- numbers

static bool call_hook(Load *l, Value hook, Str *text, Value *value) {
    Value argument = value_from_ref(text);
    ResultWord result = call_value(l->rt, hook, &argument, 1);
    object_release(l->rt, text);
    *value = result.value;
    return !result.is_error;
}

static bool finish_number(Load *l, u32 start, bool is_float, Value *value) {
    u32 len = l->at - start;
    char local[NUMBER_BYTES];
    char *chars = len <= NUMBER_BYTES ? local : rt_alloc(l->rt, len);
    for (u32 i = 0; i < len; i++) chars[i] = (char)str_get(l->text, start + i);
    bool is_good = true;
    if (is_float) {
        f64 number = 0;
        is_good = text_float_parse(slice_make(chars, len), &number);
        *value = value_box_f64(l->rt, number);
    } else {
        ResultWord result = int_parse(l->rt, value_from_ref(l->text), chars, len, 10);
        is_good = !result.is_error;
        *value = result.value;
    }
    if (chars != local) rt_free_memory(l->rt, chars, len);
    return is_good;
}

// Reads digits, those of the first 19 into the number.
typedef struct {
    u64 digits;
    u32 count;  // from the first that is not 0
} Digits;

static u32 read_digits(Load *l, Digits *number) {
    u32 start = l->at, at = start, len = l->text->len, count = number->count;
    u64 digits = number->digits;
    for (; at < len; at++) {
        u32 digit = (LIKELY(l->bytes) ? l->bytes[at] : str_get(l->text, at)) - (u32)'0';
        if (digit >= 10) break;
        if (LIKELY(count < NUMBER_WORD_DIGITS)) digits = digits * 10 + digit;
        count += digits > 0;
    }
    l->at = at;
    *number = (Digits){digits, count};
    return at - start;
}

// What stands behind the whole part. False: nothing, it is an int.
static bool read_fraction(Load *l, Digits *number, i64 *exponent) {
    u32 start = l->at;
    bool is_float = false;
    if (peek(l) == '.') {
        l->at++;
        *exponent = -(i64)read_digits(l, number);
        is_float = *exponent < 0;
        if (!is_float) l->at = start;
    }
    u32 before_exponent = l->at;
    if ((peek(l) | 32) != 'e') return is_float;
    l->at++;
    bool is_negative = peek(l) == '-';
    if (is_negative || peek(l) == '+') l->at++;
    Digits power = {0};
    if (read_digits(l, &power) == 0) {
        l->at = before_exponent;
        return is_float;
    }
    *exponent += is_negative ? -(i64)power.digits : (i64)power.digits;
    if (power.count > 6) number->count = UINT32_MAX;  // left to text_float_parse
    return true;
}

// False without an exception: no number here.
static bool read_number(Load *l, Value *value, bool *is_number) {
    u32 start = l->at;
    bool is_negative = peek(l) == '-';
    if (is_negative) l->at++;
    Digits number = {0};
    u32 first = peek(l);
    *is_number = first >= '0' && first <= '9';
    if (!*is_number) return l->at = start, false;
    if (first == '0')
        l->at++;
    else
        read_digits(l, &number);
    i64 exponent = 0;
    bool is_float = read_fraction(l, &number, &exponent);
    Value hook = is_float ? l->parse_float : l->parse_int;
    if (hook != VALUE_UNDEFINED)
        return call_hook(l, hook, str_slice(l->rt, l->text, start, l->at - start), value);
    bool is_short = number.count < NUMBER_WORD_DIGITS;
    f64 size;
    if (!is_float && is_short && number.digits <= (u64)SMALL_INT_MAX) {
        *value = value_from_small(is_negative ? -(i64)number.digits : (i64)number.digits);
        return true;
    }
    if (is_float && is_short && text_float_from_decimal(number.digits, exponent, &size)) {
        *value = value_box_f64(l->rt, is_negative ? -size : size);
        return true;
    }
    return finish_number(l, start, is_float, value);
}

// ---- containers

static bool apply_hook(Load *l, Value hook, Value *value) {
    ResultWord result = call_value(l->rt, hook, value, 1);
    value_release(l->rt, *value);
    *value = result.value;
    return !result.is_error;
}

static bool enter(Load *l) {
    if (++l->depth <= JSON_DEPTH_MAX) return true;
    error_text(l->rt, CLASS_RECURSION_ERROR,
               "maximum recursion depth exceeded while decoding a JSON document");
    return false;
}

static bool read_items(Load *l, List *list) {
    Value item;
    skip_blanks(l);
    if (peek(l) == ']') return l->at++, true;
    for (;;) {
        if (!read_value(l, &item)) return false;
        rt_list_append_value(l->rt, list, item);
        skip_blanks(l);
        u32 comma = l->at;
        if (peek(l) == ']') return l->at++, true;
        if (peek(l) != ',') return fail(l, "Expecting ',' delimiter", l->at);
        l->at++;
        skip_blanks(l);
        if (peek(l) == ']') return fail(l, "Illegal trailing comma before end of array", comma);
    }
}

// `pairs` is a list when there is a hook for pairs, else entries go into `dict`.
static bool read_entry(Load *l, Dict *dict, List *pairs) {
    l->at++;
    Str *key = read_key(l);
    if (!key) return false;
    skip_blanks(l);
    Value value;
    bool is_good = peek(l) == ':' || fail(l, "Expecting ':' delimiter", l->at);
    if (is_good) l->at++;
    if (is_good) skip_blanks(l);
    if (is_good && read_value(l, &value)) {
        if (pairs) {
            Tuple *pair = tuple_new(l->rt, 2);
            pair->items[0] = value_of(key);
            pair->items[1] = value;
            rt_list_append_value(l->rt, pairs, value_from_ref(pair));
        } else {
            rt_dict_set_str(l->rt, dict, key, value);
        }
    } else {
        is_good = false;
    }
    object_release(l->rt, key);
    return is_good;
}

static bool read_entries(Load *l, Dict *dict, List *pairs) {
    skip_blanks(l);
    if (peek(l) == '}') return l->at++, true;
    for (;;) {
        if (peek(l) != '"')
            return fail(l, "Expecting property name enclosed in double quotes", l->at);
        if (!read_entry(l, dict, pairs)) return false;
        skip_blanks(l);
        u32 comma = l->at;
        if (peek(l) == '}') return l->at++, true;
        if (peek(l) != ',') return fail(l, "Expecting ',' delimiter", l->at);
        l->at++;
        skip_blanks(l);
        if (peek(l) == '}') return fail(l, "Illegal trailing comma before end of object", comma);
    }
}

static bool read_container(Load *l, Value *value) {
    bool is_array = peek(l) == '[', has_pairs = !is_array && l->pairs_hook != VALUE_UNDEFINED;
    l->at++;
    if (!enter(l)) return false;
    u32 *guess = &l->entries[l->depth % SIZE_DEPTH_MAX];
    Dict *dict = is_array || has_pairs ? NULL : dict_new(l->rt, *guess);
    List *list = is_array || has_pairs ? list_new(l->rt, SLOT_VALUE, 0) : NULL;
    *value = list ? value_from_ref(list) : value_from_ref(dict);
    bool is_good = is_array ? read_items(l, list) : read_entries(l, dict, has_pairs ? list : NULL);
    if (dict) *guess = dict->len < ENTRIES_GUESS_MAX ? dict->len : ENTRIES_GUESS_MAX;
    l->depth--;
    if (!is_good) return value_release(l->rt, *value), false;
    if (has_pairs) return apply_hook(l, l->pairs_hook, value);
    if (!is_array && l->object_hook != VALUE_UNDEFINED) return apply_hook(l, l->object_hook, value);
    return true;
}

// ---- values

static bool skip_word(Load *l, const char *word) {
    u32 len = 0;
    while (word[len]) {
        if (l->at + len >= l->text->len || str_get(l->text, l->at + len) != (u8)word[len])
            return false;
        len++;
    }
    l->at += len;
    return true;
}

static bool read_constant(Load *l, Value *value) {
    static const struct {
        const char *word;
        f64 number;
    } numbers[] = {
        {"NaN", __builtin_nan("")}, {"Infinity", __builtin_inf()}, {"-Infinity", -__builtin_inf()}};
    *value = VALUE_NONE;
    if (skip_word(l, "null")) return true;
    *value = VALUE_TRUE;
    if (skip_word(l, "true")) return true;
    *value = VALUE_FALSE;
    if (skip_word(l, "false")) return true;
    for (u32 i = 0; i < COUNT_OF(numbers); i++) {
        if (!skip_word(l, numbers[i].word)) continue;
        if (l->parse_constant != VALUE_UNDEFINED) {
            return call_hook(l, l->parse_constant, str_from_text(l->rt, numbers[i].word), value);
        }
        *value = value_box_f64(l->rt, numbers[i].number);
        return true;
    }
    return fail(l, "Expecting value", l->at);
}

static bool read_value(Load *l, Value *value) {
    u32 point = peek(l);
    if (point == '"') {
        l->at++;
        Str *str = read_string(l);
        *value = value_from_ref(str);
        return str != NULL;
    }
    if (point == '{' || point == '[') return read_container(l, value);
    if (point == '-' || (point >= '0' && point <= '9')) {
        bool is_number;
        bool is_good = read_number(l, value, &is_number);
        if (is_number) return is_good;
    }
    return read_constant(l, value);
}

// ---- the door

enum { HOOK_OBJECT, HOOK_FLOAT, HOOK_INT, HOOK_CONSTANT, HOOK_PAIRS, HOOK_COUNT };

static Value hook_of(Value argument) {
    return argument_is_none(argument) ? VALUE_UNDEFINED : argument;
}

static Load load_begin(RtState *rt, Str *text, const Value *hooks) {
    return (Load){.rt = rt,
                  .text = text,
                  .bytes = text->width == 1 ? text->data : NULL,
                  .object_hook = hook_of(hooks[HOOK_OBJECT]),
                  .parse_float = hook_of(hooks[HOOK_FLOAT]),
                  .parse_int = hook_of(hooks[HOOK_INT]),
                  .parse_constant = hook_of(hooks[HOOK_CONSTANT]),
                  .pairs_hook = hook_of(hooks[HOOK_PAIRS])};
}

static void load_end(Load *l) {
    for (u32 i = 0; i < KEY_CACHE_COUNT; i++) {
        if (l->keys[i]) object_release(l->rt, l->keys[i]);
    }
}

// cls(object_hook=…, …).decode(text); hooks that are None are not named.
static ResultWord load_by_class(RtState *rt, Value text, Value cls, const Value *hooks) {
    static const char *const names[HOOK_COUNT] = {"object_hook", "parse_float", "parse_int",
                                                  "parse_constant", "object_pairs_hook"};
    KeywordArg keywords[HOOK_COUNT];
    u32 count = 0;
    for (u32 i = 0; i < HOOK_COUNT; i++) {
        if (argument_is_none(hooks[i])) continue;
        keywords[count++] = (KeywordArg){value_from_ref(str_intern_text(rt, names[i])), hooks[i]};
    }
    ResultWord decoder = call_value_kw(rt, cls, NULL, 0, keywords, count);
    for (u32 i = 0; i < count; i++) value_release(rt, keywords[i].name);
    if (decoder.is_error) return decoder;
    Str *decode = str_intern_text(rt, "decode");
    ResultWord result = rt_call_method(rt, decoder.value, decode, 1, &text);
    object_release(rt, decode);
    value_release(rt, decoder.value);
    return result;
}

static ResultWord load(RtState *rt, Str *text, const Value *options) {
    bool has_mark = text->len > 0 && str_get(text, 0) == 0xfeff;
    if (!argument_is_none(options[0]) && !has_mark)
        return load_by_class(rt, value_from_ref(text), options[0], options + 1);
    Load l = load_begin(rt, text, options + 1);
    Value value = VALUE_NONE;
    bool is_good = !has_mark || fail(&l, "Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
    if (is_good) skip_blanks(&l);
    is_good = is_good && read_value(&l, &value);
    if (is_good) {
        skip_blanks(&l);
        if (l.at < text->len) {
            value_release(rt, value);
            is_good = fail(&l, "Extra data", l.at);
        }
    }
    load_end(&l);
    return is_good ? word_ok(value) : word_error();
}

ResultWord rt_native_JSON_FAIL(RtState *rt, const Value *args) {
    i64 at;
    if (!argument_count(rt, args[1], 0, &at)) return word_error();
    Load l = {.rt = rt, .text = value_str(args[0])};
    fail(&l, "Extra data", (u32)at);
    return word_error();
}

ResultWord rt_native_JSON_RAW_DECODE(RtState *rt, const Value *args) {
    i64 start;
    if (!value_is_str(args[0])) {
        return error_format(rt, CLASS_TYPE_ERROR, "first argument must be a string, not %T",
                            args[0]);
    }
    if (!argument_count(rt, args[1], 0, &start)) return word_error();
    if (start < 0) return error_text(rt, CLASS_VALUE_ERROR, "idx cannot be negative");
    Str *text = value_str(args[0]);
    Load l = load_begin(rt, text, args + 2);
    bool is_strict;
    if (!argument_truth(rt, args[7], true, &is_strict)) return word_error();
    l.allows_controls = !is_strict;
    l.at = start < text->len ? (u32)start : text->len;
    Value value = VALUE_NONE;
    bool is_good = read_value(&l, &value);
    load_end(&l);
    if (!is_good) return word_error();
    Tuple *pair = tuple_new(rt, 2);
    pair->items[0] = value;
    pair->items[1] = value_from_small((i64)l.at);
    return word_object(pair);
}

ResultWord rt_native_JSON_LOADS(RtState *rt, const Value *args) {
    if (value_is_str(args[0])) return load(rt, value_str(args[0]), args + 1);
    if (!value_is_bytes(args[0])) {
        return error_format(rt, CLASS_TYPE_ERROR,
                            "the JSON object must be str, bytes or bytearray, not %T", args[0]);
    }
    ResultWord text = codec_decode(rt, value_ref(args[0]), VALUE_UNDEFINED, VALUE_UNDEFINED);
    if (text.is_error) return text;
    ResultWord result = load(rt, value_str(text.value), args + 1);
    value_release(rt, text.value);
    return result;
}

ResultWord rt_native_JSON_LOAD(RtState *rt, const Value *args) {
    Str *name = str_intern_text(rt, "read");
    ResultWord text = rt_call_method(rt, args[0], name, 0, NULL);
    object_release(rt, name);
    if (text.is_error) return text;
    Value loads_args[] = {text.value, args[1], args[2], args[3], args[4], args[5], args[6]};
    ResultWord result = rt_native_JSON_LOADS(rt, loads_args);
    value_release(rt, text.value);
    return result;
}
