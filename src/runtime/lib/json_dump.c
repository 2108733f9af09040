// json.dumps: written into one StrBuilder, iteratively deep by C recursion with a limit.
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/chars.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "runtime/lib/iterator.h"
#include "runtime/lib/json.h"
#include "text/float_text.h"

typedef struct {
    RtState *rt;
    StrBuilder out;
    bool skips_keys, is_ascii, allows_nan, sorts_keys;
    const Str *indent;  // NULL: on one line
    const Str *item_separator, *key_separator;
    Value default_function;  // or UNDEFINED
    Value *containers;       // those under way, to find cycles
    u32 container_count, container_capacity;
    u32 replaced_count;  // of those, what default() stands for: no deeper in the text
} Dump;

static bool put(Dump *d, Value value);

// ---- text

static void put_escape(StrBuilder *out, u32 unit) {
    builder_ascii(out, "\\u", 2);
    builder_hex(out, unit, 4);
}

static void put_special(Dump *d, u32 point) {
    switch (point) {
    case '"': builder_ascii(&d->out, "\\\"", 2); return;
    case '\\': builder_ascii(&d->out, "\\\\", 2); return;
    case '\n': builder_ascii(&d->out, "\\n", 2); return;
    case '\r': builder_ascii(&d->out, "\\r", 2); return;
    case '\t': builder_ascii(&d->out, "\\t", 2); return;
    case '\b': builder_ascii(&d->out, "\\b", 2); return;
    case '\f': builder_ascii(&d->out, "\\f", 2); return;
    default: break;
    }
    if (point < 0x10000) {
        put_escape(&d->out, point);
        return;
    }
    put_escape(&d->out, 0xd800 + ((point - 0x10000) >> 10));
    put_escape(&d->out, 0xdc00 + ((point - 0x10000) & 0x3ff));
}

static inline bool is_plain(const Dump *d, u32 point) {
    return point >= ' ' && point != '"' && point != '\\' && (point < 0x7f || !d->is_ascii);
}

static void put_wide_str(Dump *d, const Str *str) {
    builder_char(&d->out, '"');
    u32 start = 0;
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        if (is_plain(d, point)) continue;
        builder_range(&d->out, str, start, i - start);
        put_special(d, point);
        start = i + 1;
    }
    builder_range(&d->out, str, start, str->len - start);
    builder_char(&d->out, '"');
}

// ASCII in blocks: each is written as it is, then what is special in it is put in its place. The
// index of the first special character, or the length.
static u32 put_plain(Dump *d, const u8 *chars, u32 len) {
    builder_reserve(&d->out, len + 2 + BYTE_BLOCK_BYTES, 1);
    u8 *to = d->out.data + d->out.len;
    u32 at = 0;
    for (; at + BYTE_BLOCK_BYTES <= len; at += BYTE_BLOCK_BYTES) {
        ByteBlock block = byte_block_load(chars + at);
        memcpy(to + at, &block, sizeof block);
        ByteBlock special =
            (ByteBlock)((block < ' ') | (block == '"') | (block == '\\') | (block == 0x7f));
        if (!byte_block_any(special)) continue;
        at += byte_block_first(special);
        d->out.len += at;
        return at;
    }
    while (at < len && is_plain(d, chars[at])) {
        to[at] = chars[at];
        at++;
    }
    d->out.len += at;
    return at;
}

static void put_str(Dump *d, const Str *str) {
    if (!str->is_ascii || d->out.width != 1) {
        put_wide_str(d, str);
        return;
    }
    builder_reserve(&d->out, str->len + 2 + BYTE_BLOCK_BYTES, 1);
    builder_char(&d->out, '"');
    for (u32 at = 0;; at++) {
        at += put_plain(d, str->data + at, str->len - at);
        if (at == str->len) break;
        if (str->data[at] == 0x7f && !d->is_ascii)
            builder_char(&d->out, 0x7f);
        else
            put_special(d, str->data[at]);
    }
    builder_char(&d->out, '"');
}

static bool put_float(Dump *d, f64 number) {
    if (number - number == 0) {
        char text[TEXT_FLOAT_REPR_BYTES];
        builder_ascii(&d->out, text, text_float_repr(text, number));
        return true;
    }
    const char *text = number != number ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    if (!d->allows_nan) {
        Str *repr = rt_f64_to_str(d->rt, number);
        error_format(d->rt, CLASS_VALUE_ERROR,
                     "Out of range float values are not JSON compliant: %S", repr);
        object_release(d->rt, repr);
        return false;
    }
    builder_text(&d->out, text);
    return true;
}

static bool put_int(Dump *d, Value value) {
    if (value_is_small_int(value)) {
        builder_i64(&d->out, value_small(value));
        return true;
    }
    ResultRef text = rt_int_to_str(d->rt, value_int_peek(value));
    if (text.is_error) return false;
    builder_str(&d->out, text.value);
    object_release(d->rt, text.value);
    return true;
}

static inline void put_separator(Dump *d, const Str *separator) {
    if (LIKELY(separator->len == 1))
        builder_char(&d->out, str_get(separator, 0));
    else
        builder_str(&d->out, separator);
}

// True when it was a scalar; `*is_good` tells whether it went well.
static bool put_scalar(Dump *d, Value value, bool *is_good) {
    *is_good = true;
    if (value_is_str(value)) return put_str(d, value_str(value)), true;
    if (value == VALUE_NONE) return builder_ascii(&d->out, "null", 4), true;
    if (value_is_bool(value))
        return builder_ascii(&d->out, value == VALUE_TRUE ? "true" : "false",
                             value == VALUE_TRUE ? 4 : 5),
               true;
    if (value_is_int(value)) return *is_good = put_int(d, value), true;
    if (value_is_float(value)) return *is_good = put_float(d, value_f64(value)), true;
    return false;
}

// ---- containers

static void put_line(Dump *d) {
    if (!d->indent) return;
    builder_char(&d->out, '\n');
    for (u32 i = d->replaced_count; i < d->container_count; i++) builder_str(&d->out, d->indent);
}

static bool enter(Dump *d, Value container) {
    for (u32 i = 0; i < d->container_count; i++) {
        if (d->containers[i] != container) continue;
        error_text(d->rt, CLASS_VALUE_ERROR, "Circular reference detected");
        return false;
    }
    if (d->container_count >= JSON_DEPTH_MAX) {
        error_text(d->rt, CLASS_RECURSION_ERROR,
                   "maximum recursion depth exceeded while encoding a JSON object");
        return false;
    }
    if (d->container_count == d->container_capacity) {
        u32 capacity = d->container_capacity ? d->container_capacity * 2 : 16;
        d->containers = rt_realloc(d->rt, d->containers, d->container_capacity * sizeof(Value),
                                   capacity * sizeof(Value));
        d->container_capacity = capacity;
    }
    d->containers[d->container_count++] = container;
    return true;
}

static u32 count_of(Value container) {
    return value_has_layout(container, CLASS_LIST) ? ((List *)value_ref(container))->len
                                                   : ((Tuple *)value_ref(container))->len;
}

static Value item_of(RtState *rt, Value container, u32 index) {
    if (value_has_layout(container, CLASS_LIST)) return list_get(rt, value_ref(container), index);
    return value_retain(((Tuple *)value_ref(container))->items[index]);
}

static bool put_items(Dump *d, Value container) {
    if (count_of(container) == 0) return builder_ascii(&d->out, "[]", 2), true;
    if (!enter(d, container)) return false;
    builder_char(&d->out, '[');
    bool is_good = true;
    // The length is read each time: a default function may change the list.
    for (u32 i = 0; is_good && i < count_of(container); i++) {
        if (i > 0) put_separator(d, d->item_separator);
        put_line(d);
        Value item = item_of(d->rt, container, i);
        is_good = put(d, item);
        value_release(d->rt, item);
    }
    d->container_count--;
    put_line(d);
    builder_char(&d->out, ']');
    return is_good;
}

// Keys: str as they are, numbers and constants as their text in quotes. 1 written, 0 left out, -1
// exception.
static int put_key(Dump *d, Value key) {
    if (value_is_str(key)) return put_str(d, value_str(key)), 1;
    bool is_known =
        key == VALUE_NONE || value_is_bool(key) || value_is_int(key) || value_is_float(key);
    if (is_known) {
        bool is_good;
        builder_char(&d->out, '"');
        put_scalar(d, key, &is_good);
        builder_char(&d->out, '"');
        return is_good ? 1 : -1;
    }
    if (d->skips_keys) return 0;
    error_format(d->rt, CLASS_TYPE_ERROR, "keys must be str, int, float, bool or None, not %T",
                 key);
    return -1;
}

static bool put_entry(Dump *d, Value key, Value value, bool *is_first) {
    bool is_skipped = d->skips_keys && !value_is_str(key) && key != VALUE_NONE &&
                      !value_is_bool(key) && !value_is_int(key) && !value_is_float(key);
    if (is_skipped) return true;
    if (!*is_first) put_separator(d, d->item_separator);
    *is_first = false;
    put_line(d);
    if (put_key(d, key) < 0) return false;
    put_separator(d, d->key_separator);
    return put(d, value);
}

static bool put_sorted(Dump *d, Dict *dict, bool *is_first) {
    RtState *rt = d->rt;
    List *keys = list_new(rt, SLOT_VALUE, dict->len);
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(dict, &at));)
        rt_list_append_value(rt, keys, value_retain(entry->key));
    bool is_good = list_sort(rt, keys, VALUE_NONE, false) == 0;
    for (u32 i = 0; is_good && i < keys->len; i++) {
        Value key = list_slots(keys)[i];
        ResultWord value = rt_getitem(rt, value_from_ref(dict), key);
        is_good = !value.is_error && put_entry(d, key, value.value, is_first);
        if (!value.is_error) value_release(rt, value.value);
    }
    object_release(rt, keys);
    return is_good;
}

static bool put_dict(Dump *d, Value container) {
    Dict *dict = value_ref(container);
    if (dict->len == 0) return builder_ascii(&d->out, "{}", 2), true;
    if (!enter(d, container)) return false;
    builder_char(&d->out, '{');
    bool is_good = true, is_first = true;
    u32 at = 0;
    if (d->sorts_keys) {
        is_good = put_sorted(d, dict, &is_first);
    } else {
        for (DictEntry *entry; is_good && (entry = dict_next(dict, &at));) {
            Value key = value_retain(entry->key), value = value_retain(entry->value);
            is_good = put_entry(d, key, value, &is_first);
            value_release(d->rt, key);
            value_release(d->rt, value);
        }
    }
    d->container_count--;
    if (!is_first) put_line(d);
    builder_char(&d->out, '}');
    return is_good;
}

static bool put_by_default(Dump *d, Value value) {
    RtState *rt = d->rt;
    if (d->default_function == VALUE_UNDEFINED) {
        error_format(rt, CLASS_TYPE_ERROR, "Object of type %T is not JSON serializable", value);
        return false;
    }
    if (!enter(d, value)) return false;
    d->replaced_count++;
    ResultWord replaced = call_value(rt, d->default_function, &value, 1);
    bool is_good = !replaced.is_error && put(d, replaced.value);
    if (!replaced.is_error) value_release(rt, replaced.value);
    d->container_count--;
    d->replaced_count--;
    return is_good;
}

static bool put(Dump *d, Value value) {
    bool is_good;
    value = value_plain(value);
    if (put_scalar(d, value, &is_good)) return is_good;
    if (value_has_layout(value, CLASS_LIST) || value_has_layout(value, CLASS_TUPLE))
        return put_items(d, value);
    if (value_has_layout(value, CLASS_DICT)) return put_dict(d, value);
    return put_by_default(d, value);
}

// ---- options

enum {
    ARG_SKIPKEYS,
    ARG_ENSURE_ASCII,
    ARG_CHECK_CIRCULAR,
    ARG_ALLOW_NAN,
    ARG_CLS,
    ARG_INDENT,
    ARG_SEPARATORS,
    ARG_DEFAULT,
    ARG_SORT_KEYS
};

// The indent as a str, owned; NULL with *is_good when there is none.
static Str *read_indent(RtState *rt, Value indent, bool *is_good) {
    *is_good = true;
    if (argument_is_none(indent)) return NULL;
    if (value_is_str(indent)) return value_ref(value_retain(indent));
    i64 count;
    *is_good = argument_count(rt, indent, 0, &count);
    if (!*is_good) return NULL;
    StrBuilder blanks;
    builder_init(&blanks, rt);
    if (count > 0) builder_repeat(&blanks, ' ', (u32)count);
    return builder_finish(&blanks);
}

static bool read_separators(RtState *rt, Value separators, bool has_indent, Str **item, Str **key) {
    *item = *key = NULL;
    if (argument_is_none(separators)) {
        *item = str_from_text(rt, has_indent ? "," : ", ");
        *key = str_from_text(rt, ": ");
        return true;
    }
    Tuple *pair = tuple_from_value(rt, separators);
    if (!pair) return false;
    bool is_good = pair->len == 2 && value_is_str(pair->items[0]) && value_is_str(pair->items[1]);
    if (is_good) {
        *item = value_ref(value_retain(pair->items[0]));
        *key = value_ref(value_retain(pair->items[1]));
    } else {
        error_text(rt, CLASS_TYPE_ERROR, "separators must be a pair of str");
    }
    object_release(rt, pair);
    return is_good;
}

// `options` are the keyword-only arguments of dumps. A str, or NULL.
static Str *dump(RtState *rt, Value value, const Value *options) {
    Dump d = {.rt = rt};
    if (!argument_truth(rt, options[ARG_SKIPKEYS], false, &d.skips_keys)) return NULL;
    if (!argument_truth(rt, options[ARG_ENSURE_ASCII], true, &d.is_ascii)) return NULL;
    if (!argument_truth(rt, options[ARG_ALLOW_NAN], true, &d.allows_nan)) return NULL;
    if (!argument_truth(rt, options[ARG_SORT_KEYS], false, &d.sorts_keys)) return NULL;
    d.default_function =
        argument_is_none(options[ARG_DEFAULT]) ? VALUE_UNDEFINED : options[ARG_DEFAULT];
    bool is_good;
    Str *indent = read_indent(rt, options[ARG_INDENT], &is_good), *item = NULL, *key = NULL;
    is_good = is_good && read_separators(rt, options[ARG_SEPARATORS], indent != NULL, &item, &key);
    Str *result = NULL;
    if (is_good) {
        d.indent = indent;
        d.item_separator = item;
        d.key_separator = key;
        builder_init(&d.out, rt);
        is_good = put(&d, value);
        if (is_good) result = builder_finish(&d.out);
        if (!is_good) builder_deinit(&d.out);
        rt_free_memory(rt, d.containers, d.container_capacity * sizeof(Value));
    }
    if (indent) object_release(rt, indent);
    if (item) object_release(rt, item);
    if (key) object_release(rt, key);
    return result;
}

// cls(skipkeys=…, …), as CPython makes it.
static ResultWord encoder_new(RtState *rt, const Value *options) {
    static const struct {
        const char *name;
        u8 option;
        Value absent;
    } rows[] = {
        {"skipkeys", ARG_SKIPKEYS, VALUE_FALSE},
        {"ensure_ascii", ARG_ENSURE_ASCII, VALUE_TRUE},
        {"check_circular", ARG_CHECK_CIRCULAR, VALUE_TRUE},
        {"allow_nan", ARG_ALLOW_NAN, VALUE_TRUE},
        {"indent", ARG_INDENT, VALUE_NONE},
        {"separators", ARG_SEPARATORS, VALUE_NONE},
        {"default", ARG_DEFAULT, VALUE_NONE},
        {"sort_keys", ARG_SORT_KEYS, VALUE_FALSE},
    };
    KeywordArg keywords[COUNT_OF(rows)];
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        Value given = options[rows[i].option];
        keywords[i].name = value_from_ref(str_intern_text(rt, rows[i].name));
        keywords[i].value = given == VALUE_UNDEFINED ? rows[i].absent : given;
    }
    ResultWord encoder =
        call_value_kw(rt, options[ARG_CLS], NULL, 0, keywords, (u32)COUNT_OF(rows));
    for (u32 i = 0; i < COUNT_OF(rows); i++) value_release(rt, keywords[i].name);
    return encoder;
}

static ResultWord encode_by_class(RtState *rt, Value value, const Value *options,
                                  const char *method) {
    ResultWord encoder = encoder_new(rt, options);
    if (encoder.is_error) return encoder;
    Str *name = str_intern_text(rt, method);
    ResultWord result = rt_call_method(rt, encoder.value, name, 1, &value);
    object_release(rt, name);
    value_release(rt, encoder.value);
    return result;
}

// Writes what iterencode gives, piece by piece.
static ResultWord dump_by_class(RtState *rt, const Value *args) {
    ResultWord pieces = encode_by_class(rt, args[0], args + 2, "iterencode");
    if (pieces.is_error) return pieces;
    ResultWord source = rt_iter(rt, pieces.value), piece = word_error();
    value_release(rt, pieces.value);
    if (source.is_error) return source;
    for (;;) {
        piece = rt_next(rt, source.value);
        if (iterator_is_done(piece)) break;
        ResultWord written = call_method(rt, args[1], NAME_WRITE, &piece.value, 1);
        value_release(rt, piece.value);
        piece = written;
        if (written.is_error) break;
        value_release(rt, written.value);
    }
    value_release(rt, source.value);
    return piece.is_error ? piece : word_ok(VALUE_NONE);
}

ResultWord rt_native_JSON_DUMPS(RtState *rt, const Value *args) {
    if (!argument_is_none(args[1 + ARG_CLS])) {
        // The compiler relies on a str.
        ResultWord result = encode_by_class(rt, args[0], args + 1, "encode");
        if (result.is_error || value_is(result.value, CLASS_STR)) return result;
        error_format(rt, CLASS_TYPE_ERROR, "encode() of cls must return a str, not '%T'",
                     result.value);
        value_release(rt, result.value);
        return word_error();
    }
    Str *text = dump(rt, args[0], args + 1);
    return text ? word_object(text) : word_error();
}

ResultWord rt_native_JSON_DUMP(RtState *rt, const Value *args) {
    if (!argument_is_none(args[2 + ARG_CLS])) return dump_by_class(rt, args);
    Str *text = dump(rt, args[0], args + 2);
    if (!text) return word_error();
    Value argument = value_from_ref(text);
    ResultWord written = call_method(rt, args[1], NAME_WRITE, &argument, 1);
    object_release(rt, text);
    if (written.is_error) return written;
    value_release(rt, written.value);
    return word_ok(VALUE_NONE);
}
